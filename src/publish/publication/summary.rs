//! The beginning of an article's text, as the summary of an article without a standfirst.

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{GraphemeClusterSegmenter, WordSegmenter};

use crate::article::block::Block;
use crate::article::text::closed;
use crate::spelling;

/// The maximum length of a summary, in characters.
const LENGTH: usize = 200;

/// The beginning of a text, cut after a whole word in any language. A short text is returned whole; [`None`] if nothing
/// in the text is visible.
pub fn beginning(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if is_unseen(&text) {
        return None;
    }
    let Some((limit, _)) = text.char_indices().nth(LENGTH) else {
        return Some(text);
    };
    // Some segmenters process all text at once, so they get only enough text for the word at the limit.
    let near = text.char_indices().nth(2 * LENGTH).map_or(text.len(), |(end, _)| end);
    let near = &text[..near];
    let words = WordSegmenter::new_auto(WordBreakInvariantOptions::default()).segment_str(near);
    // A word of half the maximum length is an address or the like. It is cut between two characters.
    let end = words.take_while(|end| *end <= limit).last().filter(|end| *end > limit / 2);
    let end = end.or_else(|| GraphemeClusterSegmenter::new().segment_str(near).take_while(|end| *end <= limit).last());
    // A single character may be longer than the limit, with hundreds of accents. It is cut, too.
    let end = end.filter(|end| *end > 0).unwrap_or(limit);
    Some(closed(text[..end].trim_end().to_owned()) + "…")
}

/// The beginning of the first paragraph with any visible text.
pub fn of_body(body: &[Block]) -> Option<String> {
    body.iter().find_map(|block| match block {
        Block::Paragraph(text) => beginning(&text.words()),
        _ => None,
    })
}

/// Whether nothing in a text is visible. Programs leave invisible characters in fields that were emptied.
pub fn is_unseen(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || spelling::is_unseen(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// D1: without a space to cut at, a summary was "…".
    #[test]
    fn a_summary_has_about_two_hundred_characters_in_any_language() {
        let japanese = format!("\u{3000}{}", "鐘は波で鳴る。誰も綱を引かない。".repeat(30));
        let chinese = "港口的钟在大浪时响起，没有人敲它。".repeat(30);
        let thai = "ระฆังที่ปลายเขื่อนดังเมื่อคลื่นสูงเกินหนึ่งเมตร".repeat(12);
        let khmer = "ជួងនៅចុងទំនប់រោទ៍នៅពេលរលកខ្ពស់".repeat(12);
        let lao = "ລະຄັງຢູ່ທ້າຍເຂື່ອນດັງເມື່ອຄື້ນສູງ".repeat(12);
        let korean = "종은 파도가 높을 때 울린다. ".repeat(30);
        let english = "The bell rings when the swell is high. ".repeat(30);
        let emoji = "👩‍👩‍👧‍👦".repeat(60);
        let accents = "e\u{301}".repeat(300);
        let address = format!("https://example.org/{}", "a".repeat(400));
        let spaces = "one\u{a0}two\u{2003}three\u{200b}four\u{202f}".repeat(40);
        for text in [japanese, chinese, thai, khmer, lao, korean, english, emoji, accents, address, spaces] {
            let summary = beginning(&text).unwrap();
            let length = summary.chars().count();
            assert!((140..=LENGTH + 1).contains(&length), "{length}: {summary}");
            let words = summary.strip_suffix('…').unwrap();
            assert!(!words.starts_with(char::is_whitespace) && !words.ends_with(char::is_whitespace), "{summary}");
        }
    }

    #[test]
    fn words_and_characters_stay_whole() {
        let words = beginning(&"harbour ".repeat(60)).unwrap();
        assert!(words.strip_suffix('…').unwrap().split(' ').all(|word| word == "harbour"), "{words}");
        let families = beginning(&"👩‍👩‍👧‍👦".repeat(60)).unwrap();
        assert!(families.strip_suffix('…').unwrap().split_inclusive('👦').all(|family| family == "👩‍👩‍👧‍👦"), "{families}");
        let thai = beginning(&"ระฆังที่ปลายเขื่อนดัง".repeat(20)).unwrap();
        let next = "ระฆังที่ปลายเขื่อนดัง".repeat(20)[thai.len() - "…".len()..].chars().next().unwrap();
        assert!(!('\u{e31}'..='\u{e3a}').contains(&next) && !('\u{e47}'..='\u{e4e}').contains(&next), "{next:?}");
    }

    #[test]
    fn what_is_short_is_whole() {
        for (text, summary) in [
            ("PageLabels.", Some("PageLabels.")),
            ("  Two\n words. ", Some("Two words.")),
            ("\u{3000}鐘。", Some("鐘。")),
            ("", None),
            (" \u{a0}\u{3000} ", None),
            ("\u{feff}", None),
            ("\u{200e}\u{a0}\u{200d}\u{2060}", None),
            ("\u{3164}\u{2800}", None),
        ] {
            assert_eq!(beginning(text).as_deref(), summary, "{text:?}");
        }
        assert!(beginning(&format!("x{}", "\u{336}".repeat(250))).unwrap().starts_with('x'));
        let turned = beginning(&format!("\u{202e}{}\u{202c}", "evil ".repeat(60))).unwrap();
        assert!(turned.ends_with("\u{202c}…"), "{turned:?}");
        let exact = "a".repeat(LENGTH);
        assert_eq!(beginning(&exact), Some(exact));
    }
}
