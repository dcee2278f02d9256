//! Finds the direction of a language's script with ICU4X. It has the same interface as `intl.rs`, which is for the
//! browser.

use icu_locale::{Locale, LocaleCanonicalizer, LocaleDirectionality};

/// Whether a language is written from right to left.
pub fn is_right_to_left(lang: &str) -> bool {
    let Ok(mut locale) = lang.parse::<Locale>() else { return false };
    LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
    LocaleDirectionality::new_extended().is_right_to_left(&locale.id)
}
