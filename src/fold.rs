//! Names that look the same though they are spelt otherwise.

use icu_casemap::CaseMapper;
use icu_normalizer::{ComposingNormalizer, DecomposingNormalizer};
use icu_properties::CodePointSetData;
use icu_properties::props::{Dash, DefaultIgnorableCodePoint};

/// A key that all spellings of a name share: capitals, accents in one character or two, ligatures, invisible
/// characters, kinds of apostrophe, dash and space make no other name.
///
/// It goes further than Unicode's NFKC_Casefold (<https://www.unicode.org/reports/tr44/#NFKC_Casefold>) by punctuation,
/// by the accents of Greek and the dots of Turkish, and by letters that Arabic and Persian encode differently.
///
/// ```
/// use broadsheet::fold::fold;
/// assert_eq!(fold("STRASSE"), fold("Straße"));
/// assert_eq!(fold("Writers’ Room"), fold("writers'\u{a0}room"));
/// assert_ne!(fold("Ende"), fold("Enden"));
/// ```
pub fn fold(name: &str) -> String {
    let compatible = ComposingNormalizer::new_nfkc();
    // First, since normalisation makes an accent of an apostrophe.
    let name: String = name.chars().map(punctuation).collect();
    let name = name.as_str();
    let dashes = CodePointSetData::new::<Dash>();
    let seen: String = compatible.normalize(name).chars().filter(|c| !is_unseen(*c)).collect();
    let folded = CaseMapper::new().fold_string(&seen).into_owned();
    // Folding may take normalised text apart again.
    let folded = compatible.normalize(&folded).into_owned();
    let apart = DecomposingNormalizer::new_nfd().normalize(&folded).into_owned();
    let mut base = ' ';
    let alike = apart.chars().filter_map(|c| {
        let base = std::mem::replace(&mut base, c);
        match (base, c) {
            // Capitals of Greek have no accents, and those of Turkish have the dots of other letters.
            ('\u{370}'..='\u{3FF}', '\u{301}') | ('i', '\u{307}') => None,
            (_, 'ı') => Some('i'),
            // A line within Arabic words; and letters that Persian and Arabic write with other characters.
            (_, '\u{640}') => None,
            (_, '\u{6CC}') => Some('\u{64A}'),
            (_, '\u{6A9}') => Some('\u{643}'),
            (_, c) if dashes.contains(c) => Some('-'),
            (_, c) => Some(punctuation(c)),
        }
    });
    let alike: String = alike.collect();
    let alike = ComposingNormalizer::new_nfc().normalize(&alike).into_owned();
    alike.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether nobody sees a character, though it is no white space: soft hyphens, joiners, marks of direction, blank
/// letters.
pub fn is_unseen(c: char) -> bool {
    // An empty pattern of Braille, which Unicode counts among the symbols.
    c == '\u{2800}' || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

/// The plain apostrophe or quotation mark for each of its kinds.
fn punctuation(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' | 'ʾ' | 'ʿ' | '`' | '´' | '′' | '׳' | '＇' => {
            '\''
        }
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '״' | '＂' => '"',
        _ => c,
    }
}
