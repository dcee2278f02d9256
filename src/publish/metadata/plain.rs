//! Text in data for programs, which show it in a single line.

use serde_json::Value;

use crate::article::text::plain;

/// Applies [`plain`] to all strings in the data.
pub fn data(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(plain(&text)),
        Value::Array(items) => items.into_iter().map(data).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, data(value))).collect(),
        other => other,
    }
}
