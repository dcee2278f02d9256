//! Mobiledoc: the format of Ghost's editor before version 5.

use serde_json::Value;

use super::super::markup::{attribute, text};
use super::cards;

/// Elements of text that are read; others are left out, and their words stay.
const ELEMENTS: [&str; 17] =
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside", "em", "strong", "b", "i", "s", "u", "code", "sup"];

/// A document as HTML.
pub(super) fn html(document: &Value) -> String {
    let empty = Vec::new();
    let list = |name: &str| document.get(name).and_then(Value::as_array).unwrap_or(&empty);
    let (markups, atoms, all_cards) = (list("markups"), list("atoms"), list("cards"));
    let mut html = String::new();
    let at = |value: Option<&Value>| value.and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok());
    for section in list("sections") {
        let section: &[Value] = section.as_array().map(Vec::as_slice).unwrap_or_default();
        let name = section.get(1).and_then(Value::as_str).unwrap_or_default();
        match section.first().and_then(Value::as_u64) {
            Some(1) => {
                let words = inline(section.get(2), markups, atoms);
                match name {
                    "aside" | "pull-quote" => {
                        html.push_str(&format!("<blockquote class=\"pullquote\"><p>{words}</p></blockquote>"))
                    }
                    name => {
                        let name = if ELEMENTS.contains(&name) { name } else { "p" };
                        html.push_str(&format!("<{name}>{words}</{name}>"));
                    }
                }
            }
            Some(2) => {
                let src = attribute(name);
                html.push_str(&format!("<figure><img src=\"{src}\"></figure>"));
            }
            Some(3) => {
                let tag = if name == "ol" { "ol" } else { "ul" };
                let items = section.get(2).and_then(Value::as_array).into_iter().flatten();
                let items: String =
                    items.map(|item| format!("<li>{}</li>", inline(Some(item), markups, atoms))).collect();
                html.push_str(&format!("<{tag}>{items}</{tag}>"));
            }
            Some(10) => {
                let Some(card) = at(section.get(1)).and_then(|number| all_cards.get(number)) else { continue };
                let name = card.get(0).and_then(Value::as_str).unwrap_or_default();
                let fields = card.get(1).unwrap_or(&Value::Null);
                html.push_str(&cards::html(name, fields).unwrap_or_else(|| cards::unknown(name, fields)));
            }
            _ => {}
        }
    }
    html
}

/// Words with markups: each is `[kind, markups that open, number of markups that close, words or number of an atom]`.
fn inline(markers: Option<&Value>, markups: &[Value], atoms: &[Value]) -> String {
    let mut html = String::new();
    let mut open: Vec<&str> = Vec::new();
    for marker in markers.and_then(Value::as_array).into_iter().flatten() {
        let number = |at: usize| marker.get(at).and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok());
        for index in marker.get(1).and_then(Value::as_array).into_iter().flatten() {
            let Some(markup) = index.as_u64().and_then(|index| markups.get(usize::try_from(index).ok()?)) else {
                continue;
            };
            let tag = markup.get(0).and_then(Value::as_str).unwrap_or_default();
            if tag == "a" {
                let pairs = markup.get(1).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
                let href = pairs.chunks(2).find(|pair| pair[0] == "href").and_then(|pair| pair.get(1)?.as_str());
                html.push_str(&format!("<a href=\"{}\">", attribute(href.unwrap_or_default())));
                open.push("a");
            } else {
                let known = ELEMENTS.iter().find(|known| **known == tag).copied().unwrap_or("span");
                html.push_str(&format!("<{known}>"));
                open.push(known);
            }
        }
        match number(0) {
            Some(1) => {
                let atom = number(3).and_then(|number| atoms.get(number));
                match atom.and_then(|atom| atom.get(0)).and_then(Value::as_str) {
                    Some("soft-return") => html.push_str("<br>"),
                    _ => html.push_str(&text(atom.and_then(|atom| atom.get(1)?.as_str()).unwrap_or_default())),
                }
            }
            _ => html.push_str(&text(marker.get(3).and_then(Value::as_str).unwrap_or_default())),
        }
        for _ in 0..number(2).unwrap_or_default().min(open.len()) {
            html.push_str(&format!("</{}>", open.pop().unwrap_or_default()));
        }
    }
    while let Some(tag) = open.pop() {
        html.push_str(&format!("</{tag}>"));
    }
    html
}
