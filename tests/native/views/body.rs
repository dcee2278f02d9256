//! The blocks of an article.

use broadsheet::address::Base;
use broadsheet::article::Article;
use expect_test::{Expect, expect};

use super::{embedded, page};
use crate::article::{article_of, read};
use crate::dates::assert_valid;

fn body(blocks: &str) -> String {
    let dom = page(&article_of(blocks));
    let (_, body) = dom.html.split_once("</header>").unwrap();
    body.strip_suffix("</article>").unwrap().to_owned()
}

#[test]
fn every_block_has_its_html() {
    let check = |blocks: &str, expected: Expect| expected.assert_eq(&body(blocks));
    check(r#"["Words."]"#, expect!["<p>Words.</p>"]);
    check(r#"[{ "type": "heading", "level": 2, "text": "T" }]"#, expect!["<h2>T</h2>"]);
    check(
        r#"[{ "type": "list", "items": ["One", "Two"] }]"#,
        expect![[r#"<ul class="list"><li>One</li><li>Two</li></ul>"#]],
    );
    check(
        r#"[{ "type": "list", "ordered": true, "items": [{ "text": "One", "list": { "items": ["Deep"] } }] }]"#,
        expect![[r#"<ol class="list"><li>One<ul class="list"><li>Deep</li></ul></li></ol>"#]],
    );
    check(r#"[{ "type": "quote", "text": "Q" }]"#, expect![[r#"<blockquote class="quote"><p>Q</p></blockquote>"#]]);
    check(
        r#"[{ "type": "quote", "text": "Q", "cite": "C" }]"#,
        expect![[r#"<blockquote class="quote"><p>Q</p><p class="attribution"><cite>C</cite></p></blockquote>"#]],
    );
    check(
        r#"[{ "type": "pullquote", "text": "Q", "cite": "C" }]"#,
        expect![[r#"<aside class="pullquote"><p>Q</p><p class="attribution"><cite>C</cite></p></aside>"#]],
    );
    check(r#"[{ "type": "divider" }]"#, expect![[r#"<hr class="divider">"#]]);
    check(
        r#"[{ "type": "qa", "items": [{ "question": "Why?", "answer": ["Because.", { "type": "divider" }] }] }]"#,
        expect![[r#"<p class="question"><strong>Why?</strong></p><p>Because.</p><hr class="divider">"#]],
    );
    check(
        r#"[{ "type": "callout", "title": "T", "body": ["Words."] }]"#,
        expect![[
            r#"<section class="callout" role="note" aria-label="T"><p class="title">T</p><p>Words.</p></section>"#
        ]],
    );
    check(
        r#"[{ "type": "callout", "title": "T", "body": [] }]"#,
        expect![[r#"<section class="callout" role="note" aria-label="T"><p class="title">T</p></section>"#]],
    );
    check(r#"[]"#, expect![""]);
}

#[test]
fn every_span_has_its_html() {
    let check = |span: &str, expected: Expect| expected.assert_eq(&body(&format!("[[{span}]]")));
    check(r#"{ "text": "t" }"#, expect!["<p>t</p>"]);
    check(r#"{ "text": "t", "em": true }"#, expect!["<p><em>t</em></p>"]);
    check(r#"{ "text": "t", "strong": true, "em": true }"#, expect!["<p><strong><em>t</em></strong></p>"]);
    check(r#"{ "text": "t", "code": true }"#, expect![[r#"<p><code dir="ltr">t</code></p>"#]]);
    check(r#"{ "text": "t", "lang": "fr" }"#, expect![[r#"<p><span lang="fr" dir="ltr">t</span></p>"#]]);
    check(
        r#"{ "text": "t", "href": "https://example.org/?a=1&b=2" }"#,
        expect![[r#"<p><a href="https://example.org/?a=1&amp;b=2">t</a></p>"#]],
    );
    check(
        r#"{ "text": "t", "href": "https://example.org/", "em": true, "strong": true, "code": true, "lang": "fr" }"#,
        expect![[
            r#"<p><a href="https://example.org/"><span lang="fr" dir="ltr"><strong><em><code dir="ltr">t</code></em></strong></span></a></p>"#
        ]],
    );
}

#[test]
fn a_block_that_cannot_be_shown_says_so() {
    let (article, _) = read(r#"{ "headline": "H", "body": [{ "type": "poll" }, { "type": "poll", "fallback": ["A ", { "text": "poll", "em": true }] }] }"#).unwrap();
    let dom = page(&article);
    assert_eq!(dom.text(".article > p.unknown"), "This part of the story can’t be shown here.");
    assert_eq!(dom.text(".article > p:not(.unknown)"), "A poll");
    assert_eq!(dom.count(".article > p em"), 1);
}

#[test]
fn every_block_has_markup() {
    let (article, _) = read(crate::article::EVERYTHING).unwrap();
    let blocks = article.body.as_ref().unwrap().len();
    // Questions and answers, and a transcript below its recording.
    assert_eq!(embedded(&article, 2).count("[part=body] > *"), blocks + 2);
    // Reader View shows the siblings of paragraphs.
    assert_eq!(page(&article).count(".article > header ~ blockquote, .article > header ~ ol.timeline"), 2);
    assert_eq!(page(&article).count("[part=body], .body"), 0);
}

#[test]
fn a_table_has_header_cells_for_columns_and_rows() {
    let dom = page(&article_of(
        r#"[{ "type": "table", "caption": "C", "head": ["Year", "Value"], "rows": [[2024, 1.50], [2023]] }]"#,
    ));
    assert_eq!(dom.attr(".table[role=group][tabindex='0']", "aria-label"), Some("C"));
    assert_eq!(dom.text(".table > table > caption"), "C");
    assert_eq!(dom.texts("thead th[scope=col]"), ["Year", "Value"]);
    assert_eq!(dom.texts("tbody > tr > th[scope=row]"), ["2024", "2023"]);
    assert_eq!(dom.texts("tbody > tr > td"), ["1.50"]);
    let dom = page(&article_of(r#"[{ "type": "table", "rows": [["a"]] }]"#));
    assert_eq!(dom.count("caption, thead, [aria-label]"), 0);
}

#[test]
fn a_column_of_numbers_is_marked() {
    let dom = page(&article_of(
        r#"[{ "type": "table", "head": ["Year", "Votes", "Share", "Change", "Money", "Place", "More"], "rows": [
            [2023, "1,234", "45.1 %", "+2.3", "€1 000", "1st", ""],
            [2024, 934, "٥٫١٪", "−12.3", "$10", "2", 5, 6]
        ] }]"#,
    ));
    let numbers = ["Votes", "Share", "Change", "Money", "More"];
    assert_eq!(dom.texts("thead th.number"), numbers);
    assert_eq!(dom.texts("tbody tr:first-child .number"), ["1,234", "45.1 %", "+2.3", "€1 000", ""]);
    assert_eq!(dom.texts("tbody tr:last-child td:not(.number)"), ["2"]);
    let dom = page(&article_of(r#"[{ "type": "table", "head": ["A", "B"], "rows": [["1", "2 of 3"], ["1", "2"]] }]"#));
    assert_eq!(dom.count(".number"), 0);
}

#[test]
fn code_keeps_its_lines() {
    let dom = page(&article_of(r#"[{ "type": "code", "text": "\n\tif a < b && c {\n}\n", "language": "rust" }]"#));
    assert_eq!(dom.text("pre.code[dir=ltr][tabindex='0'][aria-label] > code"), "\n\tif a < b && c {\n}\n");
    assert_eq!(dom.attr("code", "data-language"), Some("rust"));
}

#[test]
fn a_moment_of_a_timeline_is_named_by_its_label_or_its_date() {
    let dom = page(&article_of(
        r#"[{ "type": "timeline", "items": [{ "date": "1924-02-05", "label": "Then", "text": "A" },
            { "date": "1924-02-05", "text": "B" }, { "label": "Soon", "text": "C" }, { "text": "D" }] }]"#,
    ));
    assert_eq!(dom.texts("ol.timeline > li > .when"), ["Then ", "February 5, 1924 ", "Soon "]);
    assert_eq!(dom.texts("ol.timeline > li"), ["Then A", "February 5, 1924 B", "Soon C", "D"]);
    assert_eq!(dom.count("time"), 2);
    dom.attrs("time", "datetime").into_iter().for_each(assert_valid);
}

#[test]
fn the_images_of_a_gallery_have_captions_of_their_own() {
    let image =
        |caption: &str| format!(r#"{{ "src": "a.jpg", "width": 1, "height": 1, "alt": "", "caption": "{caption}" }}"#);
    let items = [image("A"), image("B")].join(",");
    let dom = page(&article_of(&format!(r#"[{{ "type": "gallery", "items": [{items}], "caption": "Both" }}]"#)));
    assert_eq!(
        dom.texts("figure.gallery > ul.pictures[role=list] > li > figure > figcaption > p > .caption"),
        ["A", "B"]
    );
    assert_eq!(dom.text("figure.gallery > figcaption").trim(), "Both");
}

#[test]
fn an_embed_of_the_site_itself_has_its_title_as_the_link() {
    let json = r#"{ "headline": "A", "body": [{ "type": "embed", "url": "../../about/", "title": "About us" }] }"#;
    let (article, _) = Article::from_json(json.as_bytes(), &Base::article_in_site("bell")).unwrap();
    let dom = page(&article);
    assert_eq!(dom.text(".embed .caption > a"), "About us");
    assert_eq!(dom.count(".embed a"), 1);
}

#[test]
fn a_video_is_played_by_the_browser_and_never_by_itself() {
    let fields = r#""type": "video", "sources": [{ "src": "a.webm", "mime": "video/webm" }, { "src": "a.mp4" }], "width": 16, "height": 9"#;
    let dom = page(&article_of(&format!(
        r#"[{{ {fields}, "poster": "a.jpg", "title": "T", "captions": [{{ "src": "a.vtt", "lang": "en", "label": "English" }}] }}]"#
    )));
    let video = "figure.video > video[controls][playsinline]:not([autoplay])";
    assert_eq!((dom.attr(video, "preload"), dom.attr(video, "aria-label")), (Some("none"), Some("T")));
    assert_eq!((dom.attr(video, "width"), dom.attr(video, "height")), (Some("16"), Some("9")));
    assert_eq!(dom.attrs("source", "type"), ["video/webm"]);
    assert_eq!(dom.count("video > source"), 2);
    assert_eq!(dom.attr("track[kind=captions][srclang=en]", "label"), Some("English"));
    assert_eq!(dom.count("figcaption"), 0);
    let bare = page(&article_of(&format!("[{{ {fields} }}]")));
    assert_eq!((bare.attr("video", "preload"), bare.attr("video", "poster")), (Some("metadata"), None));
}

#[test]
fn an_audio_recording_has_a_title_and_a_transcript() {
    let dom = page(&article_of(r#"[{ "type": "audio", "src": "a.mp3", "title": "T", "transcript": "Words." }]"#));
    assert_eq!(dom.text("figure.audio > .title"), "T");
    assert_eq!(dom.attr("audio[controls][preload=none]", "aria-label"), Some("T"));
    assert_eq!(dom.text("details > p"), "Words.");
    let bare = page(&article_of(r#"[{ "type": "audio", "src": "a.mp3", "title": "T" }]"#));
    assert_eq!(bare.count("details, figcaption"), 0);
}

#[test]
fn an_embed_loads_nothing_before_a_click() {
    let dom = page(&article_of(
        r#"[{ "type": "embed", "url": "https://example.com/watch?v=1", "title": "T", "thumbnail": "a.jpg" }]"#,
    ));
    assert_eq!(dom.count("iframe, script, object, embed"), 0);
    assert_eq!(dom.text(".embed figcaption .caption"), "T");
    assert_eq!(dom.attr(".embed .source > a", "href"), Some("https://example.com/watch?v=1"));
    assert!(dom.text(".embed .source").contains("example.com"));
    assert_eq!(dom.attr(".room > img", "alt"), Some(""));
}

#[test]
fn a_thumbnail_from_another_server_is_not_loaded() {
    let dom = page(&article_of(
        r#"[{ "type": "embed", "url": "https://vimeo.com/1", "title": "T", "thumbnail": "https://vimeo.com/a.jpg" }]"#,
    ));
    assert_eq!(dom.count("img"), 0);
}

#[test]
fn the_box_of_a_player_is_reserved_without_scripts() {
    let embed = |url: &str| page(&article_of(&format!(r#"[{{ "type": "embed", "url": "{url}", "title": "T" }}]"#)));
    let dom = embed("https://vimeo.com/1");
    assert_eq!(dom.tags(".embed .room *"), ["canvas"], "a button that does nothing is none");
    assert_eq!(embed("https://example.org/film").count(".room"), 0);
}
