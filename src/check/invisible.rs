//! The rule `invisible`: invisible characters in addresses and file names. They are often copied by accident, and the
//! address then refers to a different file than it seems to.

use icu_properties::CodePointSetData;
use icu_properties::props::{JoinControl, VariationSelector};
use percent_encoding::percent_decode_str;

use crate::schema::fields::{Holds, fields};
use crate::spelling;

use super::Subject;
use super::report::Findings;

/// The fields that are addresses or become parts of addresses.
const ADDRESSES: [Holds; 6] = [Holds::Link, Holds::Whole, Holds::File, Holds::Image, Holds::Address, Holds::Slug];

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let name = subject.context.path.slug().unwrap_or_default();
    if let (Some(c), Some(article)) = (first(name), subject.tree.root()) {
        let message = format!("the name of this file contains an invisible character: {}", called(c));
        let help = format!("rename it to \"{}\"", without(name));
        findings.warning(article.place(), "invisible", message, help);
    }
    let addresses = fields().keys(&ADDRESSES);
    subject.tree.each(|object| {
        for key in addresses.iter() {
            let Some(raw) = object.text(key) else { continue };
            if let Some(c) = first(raw.trim_matches(|c| c <= ' ')).or_else(|| first_escaped(raw)) {
                let message = format!("this address contains an invisible character: {}", called(c));
                let help = format!("remove it: \"{}\"", without_one(raw, c));
                findings.warning(object.place_of(key), "invisible", message, help);
            }
        }
    });
}

/// The first invisible character that is not part of the spelling of a word or an emoji.
fn first(text: &str) -> Option<char> {
    let mut before = None;
    for (at, c) in text.char_indices() {
        let after = text[at + c.len_utf8()..].chars().next();
        if is_unseen(c) && !is_spelling(c, before, after) {
            return Some(c);
        }
        before = Some(c);
    }
    None
}

/// The first invisible character that is percent-encoded in the path of an address. An encoded space is intended, and
/// the query may contain any text.
fn first_escaped(raw: &str) -> Option<char> {
    let path = raw.split('?').next().filter(|path| path.contains('%'))?;
    first(&percent_decode_str(path).decode_utf8_lossy()).filter(|c| !c.is_whitespace() && !c.is_control())
}

/// An address without the character `c`, raw or percent-encoded.
fn without_one(raw: &str, c: char) -> String {
    let escape: String = c.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect();
    let instead = if c.is_whitespace() { " " } else { "" };
    raw.replace(c, instead).replace(&escape, instead).replace(&escape.to_lowercase(), instead)
}

/// Whether a character is invisible in an address. A plain space counts as visible, since it stands out there. Tabs and
/// line breaks are removed when the address is parsed.
fn is_unseen(c: char) -> bool {
    !matches!(c, ' ' | '\t' | '\n' | '\r') && (c.is_control() || c.is_whitespace() || spelling::is_unseen(c))
}

/// Whether an invisible character is part of the spelling of a word or an emoji, as joiners and variation selectors are
/// (<https://www.unicode.org/reports/tr31/#Layout_and_Format_Control_Characters>).
fn is_spelling(c: char, before: Option<char>, after: Option<char>) -> bool {
    let is_written_with_it = |neighbour: Option<char>| neighbour.is_some_and(|c| !c.is_ascii() && !is_unseen(c));
    match c {
        // Keycap emoji consist of a digit, this selector and U+20E3.
        '\u{FE0F}' if matches!(before, Some('0'..='9' | '#' | '*')) => after == Some('\u{20E3}'),
        // Tag characters form the flags of regions, such as Scotland.
        '\u{E0020}'..='\u{E007F}' => matches!(before, Some('\u{1F3F4}' | '\u{E0020}'..='\u{E007E}')),
        // The Mongolian vowel separator.
        '\u{180E}' => is_written_with_it(before),
        _ if CodePointSetData::new::<JoinControl>().contains(c) => {
            (is_written_with_it(before) || before == Some('\u{FE0F}')) && is_written_with_it(after)
        }
        _ => CodePointSetData::new::<VariationSelector>().contains(c) && is_written_with_it(before),
    }
}

/// The name of a character, such as `ZERO WIDTH SPACE (U+200B)`.
fn called(c: char) -> String {
    let code = format!("U+{:04X}", u32::from(c));
    match unicode_names2::name(c) {
        Some(name) => format!("{name} ({code})"),
        None => code,
    }
}

/// The text without invisible characters, and with plain spaces.
fn without(text: &str) -> String {
    text.chars().filter_map(|c| if !is_unseen(c) { Some(c) } else { c.is_whitespace().then_some(' ') }).collect()
}
