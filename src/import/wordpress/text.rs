//! HTML of a title, an excerpt or a caption as Text of the format.

use html_escape::decode_html_entities;
use serde_json::{Value, json};

use super::tags;

/// How deep formatting may be in other formatting.
const MAX_DEPTH: usize = 32;

/// Text with its emphasis and its links: a string, or a list of strings and spans.
pub fn text(html: &str) -> Value {
    let mut spans: Vec<(String, Style)> = Vec::new();
    let mut styles: Vec<(String, Style)> = Vec::new();
    let (mut at, mut from) = (0, 0);
    let style = |styles: &[(String, Style)]| styles.last().map(|(_, style)| style.clone()).unwrap_or_default();
    while let Some(tag) = tags::next(html, at) {
        at = tag.at.end;
        spans.push((decode_html_entities(&html[from..tag.at.start]).into_owned(), style(&styles)));
        from = at;
        let mut next = style(&styles);
        match tag.name.as_str() {
            "em" | "i" | "cite" => next.em = true,
            "strong" | "b" => next.strong = true,
            "code" => next.code = true,
            "a" => next.href = tag.attribute("href").filter(|href| !href.trim().is_empty()),
            "br" | "p" | "div" | "li" | "ul" | "ol" => {
                spans.push((" ".to_owned(), next));
                continue;
            }
            _ => continue,
        }
        if tag.is_end {
            if let Some(open) = styles.iter().rposition(|(name, _)| *name == tag.name) {
                styles.truncate(open);
            }
        } else if styles.len() < MAX_DEPTH {
            styles.push((tag.name, next));
        }
    }
    spans.push((decode_html_entities(&html[from..]).into_owned(), style(&styles)));
    to_value(joined(spans))
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Style {
    em: bool,
    strong: bool,
    code: bool,
    href: Option<String>,
}

/// Spans of the same style as one, with single spaces.
fn joined(spans: Vec<(String, Style)>) -> Vec<(String, Style)> {
    let mut out: Vec<(String, Style)> = Vec::new();
    let mut ends_in_space = true;
    for (text, style) in spans {
        let mut words = String::with_capacity(text.len());
        for c in text.chars() {
            let is_space = matches!(c, ' ' | '\t' | '\n' | '\r');
            if !is_space {
                words.push(c);
            } else if !ends_in_space {
                words.push(' ');
            }
            ends_in_space = is_space;
        }
        match out.last_mut() {
            _ if words.is_empty() => {}
            Some((before, last)) if *last == style => before.push_str(&words),
            _ => out.push((words, style)),
        }
    }
    while let Some((last, _)) = out.last_mut() {
        last.truncate(last.trim_end_matches(' ').len());
        if !last.is_empty() {
            break;
        }
        out.pop();
    }
    out
}

fn to_value(spans: Vec<(String, Style)>) -> Value {
    let mut values: Vec<Value> = Vec::new();
    for (text, style) in spans {
        if style == Style::default() {
            values.push(json!(text));
            continue;
        }
        let mut span = json!({ "text": text });
        for (name, is_set) in [("em", style.em), ("strong", style.strong), ("code", style.code)] {
            if is_set {
                span[name] = json!(true);
            }
        }
        if let Some(href) = style.href {
            span["href"] = json!(href.trim());
        }
        values.push(span);
    }
    match values.len() {
        0 => json!(""),
        1 if values[0].is_string() => values.remove(0),
        _ => Value::Array(values),
    }
}

/// Whether a Text has no words.
pub fn is_empty(text: &Value) -> bool {
    text.as_str().is_some_and(str::is_empty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_and_links_are_spans() {
        assert_eq!(
            text("A &amp; <em>B <b>C</b></em>\n <a href=\"https://example.org/?a&amp;b\">D</a> "),
            json!([
                "A & ",
                { "text": "B ", "em": true },
                { "text": "C", "em": true, "strong": true },
                " ",
                { "text": "D", "href": "https://example.org/?a&b" }
            ])
        );
    }

    #[test]
    fn other_tags_go_and_their_words_stay() {
        assert_eq!(text("<p>A <span class='x'>B</span></p><p>C<br>D</p><script"), json!("A B C D<script"));
        assert!(is_empty(&text(" <p> </p> ")));
    }
}
