//! What becomes of a construct, in few words.

use std::collections::BTreeSet;

use broadsheet::article::json;
use broadsheet::html::convert;
use broadsheet::import::{Cause, Content, Draft};
use broadsheet::markdown;
use serde_json::{Map, Value, json};

/// The longest Markdown that stands in a table, in bytes.
const LENGTH: usize = 72;

/// What a draft has that one without the construct has not: its fields, and its blocks, as Markdown if they are short. Then the
/// causes of its losses.
pub fn becomes(draft: &Draft, bare: &Draft) -> (String, String) {
    let ((article, losses), (without, usual)) = (read(draft), read(bare));
    let mut parts = Vec::new();
    if draft.is_page != bare.is_page {
        parts.push("a file in `pages/`".to_owned());
    }
    let is_other = |name: &&String| article.get(*name) != without.get(*name);
    for name in article.keys().filter(|name| *name != "body" && *name != "notes").filter(is_other) {
        let value = match &article[name] {
            Value::Bool(value) => format!(": {value}"),
            _ => String::new(),
        };
        parts.push(format!("`{name}{value}`"));
    }
    // Most addresses have the name or the day of the article in them.
    if draft.addresses != bare.addresses && (parts.is_empty() || draft.addresses.len() > bare.addresses.len()) {
        parts.push("`aliases`".to_owned());
    } else if draft.name != bare.name && parts.is_empty() {
        parts.push("the name of the file".to_owned());
    }
    let blocks = article["body"].as_array().unwrap();
    let usual_blocks = without["body"].as_array().unwrap();
    let notes = article.get("notes").map_or(0, |notes| notes.as_array().unwrap().len());
    parts.extend(blocks.iter().filter(|block| !usual_blocks.contains(block)).map(|block| shown(block, notes)));
    if notes > 0 {
        parts.push("a footnote".to_owned());
    }
    if parts.is_empty() {
        parts.push("nothing".to_owned());
    }
    let losses: Vec<String> = losses.difference(&usual).cloned().collect();
    (parts.join(", "), losses.join(", "))
}

/// The article of a draft, and the causes of its losses.
fn read(draft: &Draft) -> (Map<String, Value>, BTreeSet<String>) {
    let mut article = draft.fields.clone();
    let mut losses = draft.losses.clone();
    let (body, notes) = match &draft.content {
        Content::Html(html) => {
            let converted = convert(html);
            article.extend(converted.fields);
            losses.extend(converted.losses);
            (converted.body, converted.notes)
        }
        Content::Blocks { body, notes } => (body.clone(), notes.clone()),
    };
    article.insert("body".to_owned(), body.into());
    if !notes.is_empty() {
        article.insert("notes".to_owned(), notes.into());
    }
    let names = losses.iter().filter(|loss| loss.cause != Cause::NoHeadline).map(|loss| loss.cause.name()).collect();
    (article, names)
}

/// A block, with as many footnotes as it may name.
fn shown(block: &Value, notes: usize) -> String {
    let mut article = json!({ "headline": "A", "body": [block] });
    if notes > 0 {
        article["notes"] = vec!["Note."; notes].into();
    }
    let text = markdown::write(&json::parse(&article.to_string()).unwrap());
    let text = text.split_once("# A\n").or_else(|| text.split_once("\n---\n")).unwrap().1;
    let text = text.split("\n[^1]:").next().unwrap().trim();
    match block["type"].as_str() {
        _ if !text.contains('\n') && text.len() <= LENGTH => {
            let ticks = if text.contains('`') { "``" } else { "`" };
            let space = if text.contains('`') { " " } else { "" };
            format!("{ticks}{space}{text}{space}{ticks}")
        }
        None => "a paragraph".to_owned(),
        Some(kind @ ("list" | "table" | "heading")) => format!("a {kind}"),
        Some("code") => "code".to_owned(),
        Some(kind) => format!("`{{{kind}}}`"),
    }
}
