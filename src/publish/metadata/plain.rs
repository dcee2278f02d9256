//! Data for programs, whose words are shown where no line is broken.

use serde_json::Value;

use crate::article::text::plain;

/// The data with all its words as [`plain`] has them.
pub fn data(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(plain(&text)),
        Value::Array(items) => items.into_iter().map(data).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, data(value))).collect(),
        other => other,
    }
}
