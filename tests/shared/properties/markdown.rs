//! The reader and the writer of Markdown: any text is an article or an error, and an article survives both forms.

use broadsheet::address::Base;
use broadsheet::article::json::{Node, parse, to_text};
use broadsheet::article::read::{Read, Reader};
use broadsheet::article::{Article, decode};
use broadsheet::markdown;

/// The input is a Markdown file, and the JSON of an article if it is one.
pub fn holds(input: &[u8]) {
    if let Ok(text) = markdown::decode_markdown(input) {
        is_stable(&text);
    }
    if let Ok(root) = decode(input).and_then(|json| parse(&json)) {
        survives(&root);
    }
}

fn base() -> Base {
    Base::article("https://example.org/news/", "a-story")
}

fn article(root: &Node) -> Option<Article> {
    Article::read(root, &mut Reader::new(&base()))
}

/// The article of a Markdown text is the same after it was written as Markdown or as JSON, and read again.
pub fn is_stable(text: &str) {
    let Ok(document) = markdown::parse(text) else { return };
    for remark in &document.remarks {
        assert!(text.get(remark.at.clone()).is_some(), "{remark:?} has no place in {text:?}");
    }
    places_are_in(&document.root, text);
    let json = parse(&to_text(&document.root)).unwrap();
    assert_eq!(article(&json), article(&document.root), "{text:?}");
    let written = markdown::write(&document.root);
    let again = markdown::parse(&written).unwrap_or_else(|mistake| panic!("{mistake:?}\n{written}"));
    assert_eq!(article(&again.root), article(&document.root), "{text:?}\n{written}");
    let twice = markdown::write(&again.root);
    assert_eq!(twice, written);
}

/// The article of a tree is the same after it was written as Markdown and read again.
pub fn survives(root: &Node) {
    // What is no article is no article in Markdown, either, but need not be an object.
    let Some(whole) = article(root) else { return };
    let written = markdown::write(root);
    let again = markdown::parse(&written).unwrap_or_else(|mistake| panic!("{mistake:?}\n{written}"));
    let read = article(&again.root);
    let json = |article: &Option<Article>| article.as_ref().map(Article::to_json).unwrap_or_default();
    assert_eq!(difference(&json(&Some(whole.clone())), &json(&read)), None, "{written}");
    assert_eq!(read, Some(whole), "{}\n{written}", to_text(root));
    assert_eq!(markdown::write(&again.root), written);
}

/// The first line in which two texts differ.
fn difference(one: &str, other: &str) -> Option<(String, String)> {
    let lines = one.lines().zip(other.lines()).find(|(one, other)| one != other);
    lines.map(|(one, other)| (one.to_owned(), other.to_owned()))
}

/// Each position is one of a character, so that a finding can show it.
fn places_are_in(root: &Node, text: &str) {
    use broadsheet::article::json::Value;
    assert!(text.is_char_boundary(root.at), "{} is no place in {text:?}", root.at);
    match &root.value {
        Value::List(items) => items.iter().for_each(|item| places_are_in(item, text)),
        Value::Object(entries) => entries.iter().for_each(|(key, item)| {
            assert!(text.is_char_boundary(key.at), "{} is no place in {text:?}", key.at);
            places_are_in(item, text);
        }),
        _ => {}
    }
}
