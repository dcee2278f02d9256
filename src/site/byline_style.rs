//! How the byline and the dates of an article are set.

use serde::Serialize;

use crate::article::json::{Node, Value};
use crate::article::read::{Expected, Read, Reader};

/// How the byline and the dates of an article are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub enum BylineStyle {
    /// One below the other.
    #[default]
    Stacked,
    /// In one line, in capitals, with the day of the week: "BY NAME | Wednesday, March 27 2013".
    Line,
}

impl BylineStyle {
    /// Whether this is the style of a site that names none.
    pub fn is_stacked(&self) -> bool {
        *self == Self::Stacked
    }
}

impl Read for BylineStyle {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            Value::Text(text) if text == "line" => Some(Self::Line),
            Value::Text(text) if text == "stacked" => Some(Self::Stacked),
            _ => reader.expected(node.at, Expected::BylineStyle),
        }
    }
}
