//! The direction of a language's script, by ICU4X: the native twin of `intl.rs`.

use icu_locale::{Locale, LocaleCanonicalizer, LocaleDirectionality};

/// Whether the script of a language runs from right to left.
pub fn is_right_to_left(lang: &str) -> bool {
    let Ok(mut locale) = lang.parse::<Locale>() else { return false };
    LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
    LocaleDirectionality::new_extended().is_right_to_left(&locale.id)
}
