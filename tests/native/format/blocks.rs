//! The blocks of a body.

use broadsheet::article::block::{Block, List};
use broadsheet::article::image::Size;
use expect_test::expect;

use crate::article::{article_of, check_problems, read, shown};

fn only(json: &str) -> Block {
    let mut body = article_of(&format!("[{json}]")).body.unwrap();
    assert_eq!(body.len(), 1);
    body.remove(0)
}

#[test]
fn a_string_or_a_list_of_spans_is_a_paragraph() {
    for json in [
        r#""Words.""#,
        r#"["Words."]"#,
        r#"["Wor", { "text": "ds." }]"#,
        r#"{ "type": "paragraph", "text": "Words." }"#,
    ] {
        assert!(matches!(only(json), Block::Paragraph(text) if text.words() == "Words."), "{json}");
    }
}

#[test]
fn headings_have_level_2_to_4() {
    for (level, read) in [("0", 2), ("1", 2), ("2", 2), ("3", 3), ("4", 4), ("5", 4), ("99", 4), ("null", 2)] {
        let block = only(&format!(r#"{{ "type": "heading", "level": {level}, "text": "T" }}"#));
        assert!(matches!(block, Block::Heading(heading) if heading.level == read), "{level}");
    }
}

#[test]
fn lists_are_nested() {
    let Block::List(list) = only(
        r#"{ "type": "list", "ordered": true, "items": [
            "One",
            { "text": "Two", "list": { "items": ["Two one", { "text": ["Two ", { "text": "two" }], "list": { "ordered": true, "items": ["Deep"] } }] } }
        ] }"#,
    ) else {
        panic!()
    };
    fn outline(list: &List) -> String {
        let items =
            list.items.iter().map(|item| item.text.words() + &item.list.as_ref().map(outline).unwrap_or_default());
        let items = items.collect::<Vec<_>>().join(", ");
        if list.ordered { format!("({items})") } else { format!("[{items}]") }
    }
    assert_eq!(outline(&list), "(One, Two[Two one, Two two(Deep)])");
}

#[test]
fn lists_may_be_nested_nine_deep() {
    let nested = |depth| {
        let mut list = r#"{ "items": ["x"] }"#.to_owned();
        for _ in 1..depth {
            list = format!(r#"{{ "items": [{{ "text": "x", "list": {list} }}] }}"#);
        }
        format!(r#"{{ "headline": "H", "body": [{{ "type": "list", {}] }}"#, &list[1..])
    };
    assert!(read(&nested(9)).is_ok());
}

#[test]
fn an_unknown_block_is_read_as_its_fallback() {
    for (json, words) in [
        (r#"{ "type": "poll", "fallback": "A poll." }"#, Some("A poll.")),
        (r#"{ "type": "poll", "fallback": ["A ", { "text": "poll.", "em": true }], "options": [] }"#, Some("A poll.")),
        (r#"{ "type": "poll" }"#, None),
        (r#"{ "type": "" }"#, None),
        ("{}", None),
    ] {
        let (article, problems) = read(&format!(r#"{{ "headline": "H", "body": [{json}] }}"#)).unwrap();
        let Block::Unknown(fallback) = &article.body.unwrap()[0] else { panic!("{json}") };
        assert_eq!(fallback.as_ref().map(|text| text.words()).as_deref(), words, "{json}");
        assert_eq!(problems.len(), 1, "{json}: {:?}", shown(&problems));
    }
}

#[test]
fn a_block_without_a_required_field_is_read_as_its_fallback() {
    for json in [
        r#"{ "type": "paragraph" }"#,
        r#"{ "type": "heading" }"#,
        r#"{ "type": "list" }"#,
        r#"{ "type": "quote" }"#,
        r#"{ "type": "pullquote" }"#,
        r#"{ "type": "image", "alt": "", "width": 1, "height": 1 }"#,
        r#"{ "type": "gallery" }"#,
        r#"{ "type": "video", "width": 1, "height": 1, "sources": [] }"#,
        r#"{ "type": "audio", "title": "T" }"#,
        r#"{ "type": "embed", "title": "T" }"#,
        r#"{ "type": "table" }"#,
        r#"{ "type": "code" }"#,
        r#"{ "type": "callout" }"#,
        r#"{ "type": "timeline" }"#,
        r#"{ "type": "qa" }"#,
    ] {
        let with = json.replace(" }", r#", "fallback": "Instead." }"#);
        for (json, words) in [(json, None), (with.as_str(), Some("Instead."))] {
            let (article, _) = read(&format!(r#"{{ "headline": "H", "body": [{json}] }}"#)).unwrap();
            let Block::Unknown(fallback) = &article.body.unwrap()[0] else { panic!("{json}") };
            assert_eq!(fallback.as_ref().map(|text| text.words()).as_deref(), words, "{json}");
        }
    }
}

#[test]
fn an_image_without_size_or_alt_is_kept_with_problems() {
    let (article, problems) = read(r#"{ "headline": "H", "body": [{ "type": "image", "src": "a.jpg" }] }"#).unwrap();
    assert!(matches!(&article.body.unwrap()[0], Block::Image(image) if image.alt.is_empty() && image.size.is_none()));
    check_problems(
        &problems,
        expect![[r#"
            body[0]: "width" is missing; left out
            body[0]: "height" is missing; left out
            body[0]: "alt" is missing; left out"#]],
    );
}

#[test]
fn the_source_of_an_image_may_be_text_or_a_link() {
    for (json, text, href) in [
        (r#""Where from""#, Some("Where from"), None),
        (r#"{ "href": "https://example.org/" }"#, None, Some("https://example.org/")),
        (
            r#"{ "text": "Where from", "href": "https://example.org/" }"#,
            Some("Where from"),
            Some("https://example.org/"),
        ),
    ] {
        let json =
            format!(r#"{{ "type": "image", "src": "a.jpg", "width": 1, "height": 1, "alt": "", "source": {json} }}"#);
        let Block::Image(image) = only(&json) else { panic!() };
        let source = image.source.unwrap();
        assert_eq!((source.text.as_deref(), source.href.map(|link| link.href()).as_deref()), (text, href));
    }
}

#[test]
fn an_aspect_is_written_with_a_colon_or_a_slash() {
    for (aspect, width, height) in [("16:9", 16, 9), ("4/3", 4, 3), (" 1 : 1 ", 1, 1)] {
        let json =
            format!(r#"{{ "type": "embed", "url": "https://example.org/", "title": "T", "aspect": "{aspect}" }}"#);
        assert!(matches!(only(&json), Block::Embed(embed) if embed.aspect == Some(Size { width, height })), "{aspect}");
    }
}

#[test]
fn the_cells_of_a_table_may_be_numbers() {
    let Block::Table(table) =
        only(r#"{ "type": "table", "head": ["Year", 2024], "rows": [[2023, 1.50], ["a", ["b"]]] }"#)
    else {
        panic!()
    };
    let words: Vec<Vec<_>> = table.rows.iter().map(|row| row.iter().map(|cell| cell.words()).collect()).collect();
    assert_eq!(words, [["2023", "1.50"], ["a", "b"]]);
    assert_eq!(table.head[1].words(), "2024");
}

#[test]
fn a_wrong_cell_keeps_its_place() {
    let json = r#"{ "headline": "H", "body": [
        { "type": "table", "head": ["a", null, "c"], "rows": [["a", null, "c"], ["a", true, "c"]] }
    ] }"#;
    let (article, problems) = read(json).unwrap();
    assert_eq!(problems.len(), 1, "null is an empty cell, and true is none: {problems:?}");
    let Block::Table(table) = &article.body.unwrap()[0] else { panic!() };
    for row in table.rows.iter().chain([&table.head]) {
        assert_eq!(row.iter().map(|cell| cell.words()).collect::<Vec<_>>(), ["a", "", "c"]);
    }
}
