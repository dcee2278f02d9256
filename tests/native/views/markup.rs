//! Markup: how text and attributes are written as HTML.

use broadsheet::view::markup::{Markup, el};

use super::dom::Dom;

#[test]
fn text_is_escaped() {
    for words in ["<b>", "&amp;", "a & b", "\"'`", "</p>", "<!-- -->", "&lt", "&#60;", "\u{a0}\u{2028}😀"] {
        let dom = Dom::of(el("p").attr("title", words).with(words).into());
        assert_eq!((dom.text("p").as_str(), dom.attr("p", "title")), (words, Some(words)));
    }
}

#[test]
fn void_elements_have_no_end_tag() {
    for tag in ["br", "hr", "img", "input", "source", "track"] {
        assert_eq!(Dom::of(el(tag).attr("class", "x").into()).html, format!("<{tag} class=\"x\">"));
    }
}

#[test]
fn groups_and_absent_values_have_no_markup() {
    let nothing: Option<Markup> = None;
    let markup = el("p")
        .with(nothing)
        .with(Markup::group(["a", "b"]))
        .with(Markup::group(None::<&str>))
        .maybe("id", None::<&str>);
    assert_eq!(Dom::of(markup.into()).html, "<p>ab</p>");
}
