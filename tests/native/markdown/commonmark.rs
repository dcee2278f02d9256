//! The examples of the CommonMark specification: our reading has the words of the HTML that the specification expects.
//!
//! The crate pulldown-cmark contains the examples, each with its HTML.

use broadsheet::article::json::{Node, Value as Json, value_of};
use broadsheet::markdown::{self, MistakeKind};
use scraper::{ElementRef, Html, Node as HtmlNode};

use crate::sources;

/// The examples that are read otherwise, each with the reason.
const OTHERWISE: [(usize, &str); 6] = [
    (156, "a < whose tag never ends is text"),
    (157, "a < whose tag never ends is text"),
    (158, "a < whose tag never ends is text"),
    (180, "HTML ends a processing instruction at the first >, and CommonMark at ?>"),
    (587, "an image within text stands after it"),
    (629, "HTML ends a CDATA section at the first >, and CommonMark at ]]>"),
];

/// The examples that are refused, since an element in them that is not for readers never ends.
const REFUSED: [usize; 1] = [173];

/// The number, the Markdown and the HTML of each example.
fn examples() -> Vec<(usize, String, String)> {
    let text = std::fs::read_to_string(sources::folder("pulldown-cmark").join("tests/suite/spec.rs")).unwrap();
    let examples = text.split("fn spec_test_").skip(1).map(|test| {
        let number = test.split('(').next().unwrap().parse().unwrap();
        let mut strings = test.split("r##\"").skip(1).map(|part| part.split_once("\"##").unwrap().0.to_owned());
        (number, strings.next().unwrap(), strings.next().unwrap())
    });
    examples.collect()
}

/// The words of HTML, with one space between.
fn words_of_html(html: &str) -> String {
    fn add(node: ElementRef, out: &mut String) {
        for child in node.children() {
            match child.value() {
                HtmlNode::Text(text) => *out += text,
                HtmlNode::Element(element) => {
                    let name = element.name();
                    if name == "img" {
                        *out += element.attr("alt").unwrap_or_default();
                    }
                    // Blocks are apart.
                    const BLOCKS: [&str; 17] = [
                        "blockquote",
                        "div",
                        "h1",
                        "h2",
                        "h3",
                        "h4",
                        "h5",
                        "h6",
                        "hr",
                        "li",
                        "ol",
                        "p",
                        "pre",
                        "table",
                        "td",
                        "tr",
                        "ul",
                    ];
                    let is_inline = !BLOCKS.contains(&name) && name != "br";
                    if !is_inline {
                        out.push(' ');
                    }
                    if let Some(element) = ElementRef::wrap(child).filter(|_| !["script", "style"].contains(&name)) {
                        add(element, out);
                    }
                    if !is_inline {
                        out.push(' ');
                    }
                }
                _ => {}
            }
        }
    }
    let mut out = String::new();
    add(Html::parse_fragment(html).root_element(), &mut out);
    words(&out)
}

/// The words of a body.
fn words_of_tree(node: &Node, out: &mut String) {
    match &node.value {
        Json::Text(text) => *out += text,
        // Spans are parts of one text, and blocks are apart.
        Json::List(items) => items.iter().for_each(|item| words_of_tree(item, out)),
        Json::Object(entries) if value_of(entries, "type").is_none() && value_of(entries, "items").is_none() => {
            value_of(entries, "text").into_iter().for_each(|text| words_of_tree(text, out));
            value_of(entries, "list").into_iter().for_each(|list| block(list, out));
        }
        Json::Object(_) => block(node, out),
        _ => {}
    }
}

fn block(node: &Node, out: &mut String) {
    out.push(' ');
    match &node.value {
        Json::Object(entries) => {
            for key in ["text", "alt", "items"] {
                match value_of(entries, key).map(|node| &node.value) {
                    Some(Json::List(items)) if key == "items" => {
                        for item in items {
                            out.push(' ');
                            words_of_tree(item, out);
                        }
                    }
                    _ => value_of(entries, key).into_iter().for_each(|node| words_of_tree(node, out)),
                }
            }
        }
        _ => words_of_tree(node, out),
    }
    out.push(' ');
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_examples_of_the_specification_have_the_same_words() {
    let examples = examples();
    assert_eq!(examples.len(), 652);
    let mut other = Vec::new();
    for (number, markdown, html) in &examples {
        // A line of its own, so that no example begins with front matter.
        let read = markdown::parse(&format!("---\nheadline: H\n---\n{markdown}"));
        if REFUSED.contains(number) {
            assert!(matches!(read.unwrap_err().kind, MistakeKind::Endless(_)), "{number}");
            continue;
        }
        let read = read.unwrap_or_else(|mistake| panic!("{number}: {mistake:?}"));
        let Json::Object(entries) = &read.root.value else { panic!("{number}") };
        let mut said = String::new();
        if let Some(Node { value: Json::List(blocks), .. }) = value_of(entries, "body") {
            blocks.iter().for_each(|node| block(node, &mut said));
        }
        let (said, expected) = (words(&said), words_of_html(html));
        let is_known = OTHERWISE.iter().any(|(known, _)| known == number);
        if (said != expected) != is_known {
            other.push(format!("{number}: {markdown:?}\n  reads   {said:?}\n  expects {expected:?}"));
        }
    }
    assert!(other.is_empty(), "{} of {}:\n{}", other.len(), examples.len(), other.join("\n"));
}
