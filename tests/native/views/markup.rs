//! Markup itself: how words and attributes are written.

use broadsheet::view::markup::{Markup, el};

use super::dom::Dom;

#[test]
fn words_stay_words() {
    for words in ["<b>", "&amp;", "a & b", "\"'`", "</p>", "<!-- -->", "&lt", "&#60;", "\u{a0}\u{2028}😀"] {
        let dom = Dom::of(el("p").attr("title", words).with(words).into());
        assert_eq!((dom.text("p").as_str(), dom.attr("p", "title")), (words, Some(words)));
    }
}

#[test]
fn elements_without_an_end_have_none() {
    for tag in ["br", "hr", "img", "input", "source", "track"] {
        assert_eq!(Dom::of(el(tag).attr("class", "x").into()).html, format!("<{tag} class=\"x\">"));
    }
}

#[test]
fn groups_and_what_is_absent_leave_no_trace() {
    let nothing: Option<Markup> = None;
    let markup = el("p")
        .with(nothing)
        .with(Markup::group(["a", "b"]))
        .with(Markup::group(None::<&str>))
        .maybe("id", None::<&str>);
    assert_eq!(Dom::of(markup.into()).html, "<p>ab</p>");
}
