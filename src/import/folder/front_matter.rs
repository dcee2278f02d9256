//! The fields at the beginning of a file, in YAML, TOML or JSON.

use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::yaml;
use crate::import::{Cause, Loss};

/// What a file begins with, and what follows.
#[derive(Debug, Default)]
pub(super) struct FrontMatter<'a> {
    pub fields: Map<String, Value>,
    /// Whether there is one, even if it is empty.
    pub is_there: bool,
    pub body: &'a str,
    pub losses: Vec<Loss>,
}

/// Splits a text.
pub(super) fn split(text: &str) -> FrontMatter<'_> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let start = text.trim_start();
    if start.starts_with('{') {
        return json_at_start(text, start);
    }
    let Some((first, rest)) = start.split_once('\n') else { return none(text) };
    let (syntax, end) = match first.trim_end() {
        "---" | "---yaml" | "--- yaml" => (Syntax::Yaml, "---"),
        "---json" | "--- json" | ";;;" => (Syntax::Json, if first.starts_with(';') { ";;;" } else { "---" }),
        "---toml" | "--- toml" => (Syntax::Toml, "---"),
        "---js" | "---javascript" | "--- js" => (Syntax::Script, "---"),
        "+++" => (Syntax::Toml, "+++"),
        _ => return none(text),
    };
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        let is_end = line.trim_end() == end || matches!(syntax, Syntax::Yaml) && line.trim_end() == "...";
        if is_end {
            return read(syntax, &rest[..at], &rest[at + line.len()..]);
        }
        at += line.len();
    }
    // A text may begin with a line of dashes.
    none(text)
}

#[derive(Clone, Copy)]
enum Syntax {
    Yaml,
    Toml,
    Json,
    Script,
}

fn none(body: &str) -> FrontMatter<'_> {
    FrontMatter { body, ..FrontMatter::default() }
}

fn json_at_start<'a>(text: &'a str, start: &'a str) -> FrontMatter<'a> {
    // A shortcode may stand at the beginning, too.
    let mut values = serde_json::Deserializer::from_str(start).into_iter::<Map<String, Value>>();
    match values.next() {
        Some(Ok(fields)) => {
            let body = start.get(values.byte_offset()..).unwrap_or_default();
            FrontMatter { fields, is_there: true, body, losses: Vec::new() }
        }
        _ => none(text),
    }
}

fn read<'a>(syntax: Syntax, head: &str, body: &'a str) -> FrontMatter<'a> {
    let value = match syntax {
        // Many programs read a list whose end is not indented.
        Syntax::Yaml => yaml::parse(head).or_else(|| yaml::parse(&head.replace("\n]", "\n ]").replace("\n}", "\n }"))),
        Syntax::Toml => toml(head),
        Syntax::Json => serde_json::from_str(head).ok().or_else(|| {
            // Eleventy allows the braces to be left out.
            serde_json::from_str(&format!("{{{head}}}")).ok()
        }),
        Syntax::Script => None,
    };
    let mut losses = Vec::new();
    let fields = match value {
        Some(Value::Object(fields)) => fields,
        Some(Value::Null) => Map::new(),
        _ => {
            losses.push(Loss::new(Cause::FrontMatter, head.lines().next().unwrap_or_default()));
            by_line(head)
        }
    };
    FrontMatter { fields, is_there: true, body, losses }
}

/// Reads TOML. [`None`] if it can't be read.
pub(super) fn toml(text: &str) -> Option<Value> {
    DeTable::parse(text).ok().map(|table| toml_table(text, table.into_inner()))
}

fn toml_table(text: &str, table: DeTable) -> Value {
    Value::Object(
        table.into_iter().map(|(key, value)| (key.into_inner().into_owned(), toml_value(text, value))).collect(),
    )
}

fn toml_value(text: &str, value: Spanned<DeValue>) -> Value {
    let span = value.span();
    match value.into_inner() {
        DeValue::String(text) => Value::String(text.into_owned()),
        DeValue::Boolean(value) => Value::Bool(value),
        DeValue::Array(items) => items.into_iter().map(|item| toml_value(text, item)).collect(),
        DeValue::Table(table) => toml_table(text, table),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) => {
            yaml::plain(text.get(span).unwrap_or_default())
        }
    }
}

/// What a broken front matter says for certain: keys with words, and with lists of words.
fn by_line(head: &str) -> Map<String, Value> {
    let mut fields = Map::new();
    let mut last: Option<String> = None;
    for line in head.lines() {
        if let (Some(item), Some(key)) = (line.trim_start().strip_prefix("- "), &last) {
            match fields.entry(key.clone()).or_insert(Value::Null) {
                Value::Array(items) => items.push(scalar(item)),
                empty @ Value::Null => *empty = Value::Array(vec![scalar(item)]),
                _ => {}
            }
            continue;
        }
        let Some((key, value)) = line.split_once([':', '=']) else { continue };
        let (key, value) = (key.trim_end(), value.trim());
        let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        if !is_key {
            continue;
        }
        let value = match value.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
            Some(list) => list.split(',').map(scalar).collect(),
            None => scalar(value),
        };
        fields.insert(key.to_owned(), value);
        last = Some(key.to_owned());
    }
    fields
}

fn scalar(text: &str) -> Value {
    let text = text.trim().trim_end_matches(',');
    let quoted = ['"', '\''].into_iter().find_map(|mark| text.strip_prefix(mark)?.strip_suffix(mark));
    quoted.map_or_else(|| yaml::plain(text), |text| Value::String(text.to_owned()))
}
