//! Lexical: the format of Ghost's editor since version 5.

use serde_json::Value;

use super::super::markup::{self, attribute, text};
use super::{DEPTH, cards};

const BOLD: u64 = 1;
const ITALIC: u64 = 2;
const STRIKETHROUGH: u64 = 4;
const UNDERLINE: u64 = 8;
const CODE: u64 = 16;
const SUBSCRIPT: u64 = 32;
const SUPERSCRIPT: u64 = 64;
const HIGHLIGHT: u64 = 128;

/// A document as HTML.
pub(super) fn html(document: &Value) -> String {
    let mut html = String::new();
    children(document.get("root").unwrap_or(document), 0, &mut html);
    html
}

fn children(node: &Value, depth: usize, out: &mut String) {
    for child in node.get("children").and_then(Value::as_array).into_iter().flatten() {
        if depth < DEPTH {
            write(child, depth + 1, out);
        }
    }
}

fn write(node: &Value, depth: usize, out: &mut String) {
    let word = |name: &str| node.get(name).and_then(Value::as_str).unwrap_or_default();
    let name = word("type");
    match name {
        "text" | "extended-text" | "code-highlight" => words(node, out),
        "linebreak" => out.push_str("<br>"),
        "tab" => out.push(' '),
        "paragraph" => around("p", node, depth, out),
        "heading" | "extended-heading" => {
            let tag = Some(word("tag")).filter(|tag| matches!(*tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6"));
            around(tag.unwrap_or("h2"), node, depth, out);
        }
        "quote" | "extended-quote" => around("blockquote", node, depth, out),
        "aside" => {
            out.push_str("<blockquote class=\"pullquote\">");
            children(node, depth, out);
            out.push_str("</blockquote>");
        }
        "list" => {
            let is_ordered = word("listType") == "number" || word("tag") == "ol";
            around(if is_ordered { "ol" } else { "ul" }, node, depth, out);
        }
        "listitem" => around("li", node, depth, out),
        "link" | "autolink" => {
            out.push_str(&format!("<a href=\"{}\">", attribute(word("url"))));
            children(node, depth, out);
            out.push_str("</a>");
        }
        "table" => around("table", node, depth, out),
        "tablerow" => around("tr", node, depth, out),
        "tablecell" => {
            let is_head = node.get("headerState").and_then(Value::as_u64).unwrap_or_default() > 0;
            around(if is_head { "th" } else { "td" }, node, depth, out);
        }
        _ => match cards::html(name, node) {
            Some(html) => out.push_str(&html),
            None if node.get("children").is_some() => children(node, depth, out),
            None => out.push_str(&cards::unknown(name, node)),
        },
    }
}

fn around(element: &str, node: &Value, depth: usize, out: &mut String) {
    out.push_str(&format!("<{element}>"));
    children(node, depth, out);
    out.push_str(&format!("</{element}>"));
}

fn words(node: &Value, out: &mut String) {
    let words = node.get("text").and_then(Value::as_str).unwrap_or_default();
    let format = node.get("format").and_then(Value::as_u64).unwrap_or_default();
    let tags = [
        (CODE, "code"),
        (BOLD, "strong"),
        (ITALIC, "em"),
        (STRIKETHROUGH, "s"),
        (UNDERLINE, "u"),
        (SUBSCRIPT, "sub"),
        (SUPERSCRIPT, "sup"),
        (HIGHLIGHT, "mark"),
    ];
    let html =
        tags.iter().filter(|(bit, _)| format & bit != 0).fold(text(words), |html, (_, tag)| markup::within(tag, &html));
    out.push_str(&html);
}
