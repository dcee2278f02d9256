//! TOML as a tree of nodes.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::yaml::plain;
use super::{Mistake, MistakeKind};
use crate::article::json::{Key, Node, Value};

/// Parses TOML. Dates are texts as they are written.
pub(super) fn parse(text: &str) -> Result<Node, Mistake> {
    let table = DeTable::parse(text).map_err(|error| {
        let message = error.message().lines().next().unwrap_or_default().to_owned();
        Mistake { at: error.span().map_or(0, |span| span.start), kind: MistakeKind::Toml(message) }
    })?;
    Ok(Node { at: 0, value: object(text, table.into_inner()) })
}

fn object(text: &str, table: DeTable) -> Value {
    let mut entries: Vec<_> = table
        .into_iter()
        .map(|(key, value)| {
            let at = key.span().start;
            (Key { at, name: key.into_inner().into_owned() }, node(text, at, value))
        })
        .collect();
    entries.sort_by_key(|(key, _)| key.at);
    Value::Object(entries)
}

fn node(text: &str, key_at: usize, value: Spanned<DeValue>) -> Node {
    let span = value.span();
    let written = || text.get(span.clone()).unwrap_or_default();
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Boolean(value) => Value::Bool(value),
        DeValue::Integer(number) if number.radix() == 10 => plain(number.as_str()),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) => plain(written()),
        DeValue::Array(items) => Value::List(items.into_iter().map(|item| node(text, span.start, item)).collect()),
        DeValue::Table(table) => object(text, table),
    };
    // A table of dotted keys has no place of its own.
    Node { at: if span.is_empty() { key_at } else { span.start }, value }
}
