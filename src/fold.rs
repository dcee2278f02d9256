//! Names that look the same though they are spelt otherwise.

use icu_casemap::CaseMapper;
use icu_normalizer::ComposingNormalizer;
use icu_properties::CodePointSetData;
use icu_properties::props::{Dash, DefaultIgnorableCodePoint};

/// What all spellings of a name have in common: capitals, accents in one character or two, ligatures, characters that
/// nobody sees, kinds of apostrophe, dash and space make no other name.
///
/// It goes further than Unicode's NFKC_Casefold (<https://www.unicode.org/reports/tr44/#NFKC_Casefold>) by the last three.
///
/// ```
/// use broadsheet::fold::fold;
/// assert_eq!(fold("STRASSE"), fold("Straße"));
/// assert_eq!(fold("Writers’ Room"), fold("writers'\u{a0}room"));
/// assert_ne!(fold("Ende"), fold("Enden"));
/// ```
pub fn fold(name: &str) -> String {
    let compatible = ComposingNormalizer::new_nfkc();
    let unseen = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    let dashes = CodePointSetData::new::<Dash>();
    let seen: String = compatible.normalize(name).chars().filter(|c| !unseen.contains(*c)).collect();
    let folded = CaseMapper::new().fold_string(&seen).into_owned();
    // Folding may take normalised text apart again.
    let folded = compatible.normalize(&folded).into_owned();
    let alike = folded.chars().map(|c| match c {
        '‘' | '’' | '‛' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' | '`' | '´' | '′' | '＇' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        _ if dashes.contains(c) => '-',
        _ => c,
    });
    let alike: String = alike.collect();
    alike.split_whitespace().collect::<Vec<_>>().join(" ")
}
