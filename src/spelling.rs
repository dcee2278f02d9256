//! Compares names regardless of differences in spelling that are hard to see.

use icu_casemap::CaseMapper;
use icu_normalizer::{ComposingNormalizer, DecomposingNormalizer};
use icu_properties::CodePointSetData;
use icu_properties::props::{Dash, DefaultIgnorableCodePoint};

/// Returns a key that is the same for all spellings of a name. Spellings may differ in capitals, composed or decomposed
/// accents, ligatures, invisible characters, and kinds of apostrophe, dash and space.
///
/// In addition to Unicode's NFKC_Casefold (<https://www.unicode.org/reports/tr44/#NFKC_Casefold>), it ignores
/// differences in punctuation, Greek accents and Turkish dots, and unifies letters that Arabic and Persian encode
/// differently.
///
/// ```
/// use broadsheet::spelling::spelling_key;
/// assert_eq!(spelling_key("STRASSE"), spelling_key("Straße"));
/// assert_eq!(spelling_key("Writers’ Room"), spelling_key("writers'\u{a0}room"));
/// assert_ne!(spelling_key("Ende"), spelling_key("Enden"));
/// ```
pub fn spelling_key(name: &str) -> String {
    // Most names of files need no more.
    if name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)) {
        return name.to_ascii_lowercase();
    }
    let compatible = ComposingNormalizer::new_nfkc();
    // Before normalisation, which turns some apostrophes into accents.
    let name: String = name.chars().map(punctuation).collect();
    let name = name.as_str();
    let dashes = CodePointSetData::new::<Dash>();
    let seen: String = compatible.normalize(name).chars().filter(|c| !is_unseen(*c)).collect();
    let folded = CaseMapper::new().fold_string(&seen).into_owned();
    // Case folding may decompose characters, so the text is normalised again.
    let folded = compatible.normalize(&folded).into_owned();
    let apart = DecomposingNormalizer::new_nfd().normalize(&folded).into_owned();
    let mut base = ' ';
    let alike = apart.chars().filter_map(|c| {
        let base = std::mem::replace(&mut base, c);
        match (base, c) {
            // Greek capitals are written without accents, and case folding turns the Turkish `İ` into an `i` with a
            // dot.
            ('\u{370}'..='\u{3FF}', '\u{301}') | ('i', '\u{307}') => None,
            (_, 'ı') => Some('i'),
            // The tatweel only stretches Arabic words. The other letters have different characters in Persian and
            // Arabic.
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

/// The name of something in an address: the words of a spelling key in their own script, with hyphens between them. It has at
/// most `longest` bytes, and is cut at the end of a word if there is one.
///
/// ```
/// use broadsheet::spelling::{hyphenated, spelling_key};
/// assert_eq!(hyphenated(&spelling_key("Öl & Gas: “The Harbour”"), 60), "öl-gas-the-harbour");
/// assert_eq!(hyphenated("harbour-bells-of-the-coast", 18), "harbour-bells-of");
/// ```
pub fn hyphenated(key: &str, longest: usize) -> String {
    let words = key.split(|c: char| !unicode_ident::is_xid_continue(c) || c == '_').filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("-");
    let name = ComposingNormalizer::new_nfc().normalize(&name).into_owned();
    if name.len() <= longest {
        return name;
    }
    let start = &name[..name.floor_char_boundary(longest)];
    let end = start.rfind('-').filter(|end| *end > longest / 2).unwrap_or(start.len());
    start[..end].to_owned()
}

/// Whether a character is invisible and is not white space, such as soft hyphens, joiners and direction marks.
pub fn is_unseen(c: char) -> bool {
    // The blank Braille pattern is invisible, but Unicode classifies it as a symbol.
    c == '\u{2800}' || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

/// Replaces every kind of apostrophe and quotation mark by its plain form.
fn punctuation(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' | 'ʾ' | 'ʿ' | '`' | '´' | '′' | '׳' | '＇' => {
            '\''
        }
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '״' | '＂' => '"',
        _ => c,
    }
}
