//! Empty values are left out, and no problem is reported.

use broadsheet::article::Article;
use broadsheet::article::block::Block;
use broadsheet::article::read::ProblemKind;

use crate::article::{article, article_of, article_with, read};

/// Texts without content.
const BLANK: [&str; 5] = [r#""""#, r#"" \n ""#, "[]", r#"["", " "]"#, r#"[{ "text": "", "em": true }]"#];

fn blocks(body: &str) -> Vec<Block> {
    article_of(body).body.unwrap()
}

#[test]
fn a_block_without_text_is_left_out() {
    for blank in BLANK {
        for block in [
            blank.to_owned(),
            format!(r#"{{ "type": "paragraph", "text": {blank} }}"#),
            format!(r#"{{ "type": "heading", "text": {blank} }}"#),
            format!(r#"{{ "type": "quote", "text": {blank}, "cite": "Somebody" }}"#),
            format!(r#"{{ "type": "pullquote", "text": {blank} }}"#),
            format!(r#"{{ "type": "list", "items": [{blank}, {{ "text": {blank} }}] }}"#),
            format!(r#"{{ "type": "list", "items": [{{ "text": {blank}, "list": {{ "items": [{blank}] }} }}] }}"#),
            format!(r#"{{ "type": "table", "caption": {blank}, "head": [{blank}], "rows": [[{blank}, ""], []] }}"#),
            format!(r#"{{ "type": "callout", "title": {blank}, "body": [{blank}] }}"#),
            format!(r#"{{ "type": "timeline", "items": [{{ "date": "2024-02-08", "text": {blank} }}] }}"#),
            format!(r#"{{ "type": "gallery", "items": [], "caption": {blank} }}"#),
        ] {
            assert_eq!(blocks(&format!(r#"["Before.", {block}]"#)).len(), 1, "{block}");
        }
    }
    for block in [
        r#"{ "type": "list", "items": [] }"#,
        r#"{ "type": "qa", "items": [] }"#,
        r#"{ "type": "code", "text": "\n" }"#,
    ] {
        assert_eq!(blocks(&format!("[{block}]")), [], "{block}");
    }
}

#[test]
fn a_block_with_any_content_is_kept() {
    for block in [
        r#"[{ "text": "", "note": "a" }]"#,
        r#"{ "type": "table", "rows": [["", "1"]] }"#,
        r#"{ "type": "callout", "title": "T", "body": [""] }"#,
        r#"{ "type": "gallery", "items": [], "caption": "What they had in common." }"#,
        r#"{ "type": "list", "items": [{ "text": "", "list": { "items": ["Deep"] } }] }"#,
        r#"{ "type": "divider" }"#,
    ] {
        assert_eq!(blocks(&format!("[{block}]")).len(), 1, "{block}");
    }
    let [Block::Paragraph(text)] = &blocks(r#"[["One", " ", "two", { "text": "", "em": true }]]"#)[..] else {
        panic!()
    };
    assert_eq!((text.words().as_str(), text.0.len()), ("One two", 3));
}

#[test]
fn an_empty_cell_keeps_its_place() {
    let [Block::Table(table)] =
        &blocks(r#"[{ "type": "table", "head": ["", "A"], "rows": [["", "1"], ["x", ""], ["", ""]] }]"#)[..]
    else {
        panic!()
    };
    let words = |row: &[broadsheet::article::text::Text]| row.iter().map(|cell| cell.words()).collect::<Vec<_>>();
    assert_eq!(words(&table.head), ["", "A"]);
    assert_eq!(table.rows.iter().map(|row| words(row)).collect::<Vec<_>>(), [["", "1"], ["x", ""]]);
}

#[test]
fn an_empty_field_counts_as_absent() {
    let absent = article(r#"{ "headline": "H", "body": [] }"#);
    for blank in BLANK {
        for field in ["standfirst", "byline", "lead"] {
            let lead = format!(
                r#"{{ "type": "image", "src": "a.jpg", "width": 1, "height": 1, "alt": "", "caption": {blank}, "credit": {blank} }}"#
            );
            let value = if field == "lead" { &lead } else { blank };
            let mut article = article(&format!(r#"{{ "headline": "H", "body": [], "{field}": {value} }}"#));
            if let Some(Block::Image(image)) = article.lead.take() {
                assert_eq!((image.caption, image.credit), (None, None), "{blank}");
            }
            assert_eq!(article, absent, "{field}: {blank}");
        }
        let (article, problems) = read(&format!(r#"{{ "headline": {blank}, "body": ["Words."] }}"#)).unwrap();
        let kinds: Vec<_> = problems.iter().map(|problem| &problem.kind).collect();
        assert_eq!((article.headline, kinds), (None, vec![&ProblemKind::Missing("headline")]), "{blank}");
    }
}

#[test]
fn an_empty_author_or_tag_is_left_out() {
    let Article { tags, authors, .. } = article_with(r#""tags": ["", "a", " "], "authors": ["", "B. Writer"]"#);
    assert_eq!(tags.iter().map(|tag| tag.text.as_str()).collect::<Vec<_>>(), ["a"]);
    assert_eq!(authors.iter().map(|author| author.name.as_str()).collect::<Vec<_>>(), ["B. Writer"]);
}

#[test]
fn an_empty_fallback_counts_as_absent() {
    let (article, _) = read(r#"{ "headline": "H", "body": [{ "type": "poll", "fallback": "" }] }"#).unwrap();
    assert_eq!(article.body.unwrap(), [Block::Unknown(None)]);
}
