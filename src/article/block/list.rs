//! The list block.

use serde::Serialize;

use crate::article::json::{Node, Value};
use crate::article::read::{Read, Reader, object};
#[cfg(not(target_arch = "wasm32"))]
use crate::article::schema::{block, or_text};
use crate::article::text::Text;

use super::COMMON;

/// A list, possibly with nested lists.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = block(&["list"])))]
pub struct List {
    /// Whether the items are numbered; `false` if absent.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ordered: bool,
    /// The items of the list.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [["One", "Two"]])))]
    pub items: Vec<Item>,
}

/// An item of a list. In JSON a string, a list of spans, or `{text, list}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(remote = "Self")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(extend("x-called" = "item"), transform = or_text))]
pub struct Item {
    /// The text of the item.
    pub text: Text,
    /// A nested list below this item.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [{ "items": ["One", "Two"] }])))]
    pub list: Option<List>,
}

impl Read for List {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let ordered = fields.optional("ordered", reader).unwrap_or_default();
        let items = fields.required("items", reader);
        fields.finish(COMMON, reader);
        Some(Self { ordered, items: items? })
    }

    fn is_blank(&self) -> bool {
        self.items.is_empty()
    }
}

impl Read for Item {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if !matches!(node.value, Value::Object(_)) {
            return Text::read(node, reader).map(|text| Self { text, list: None });
        }
        object!(node, reader, &[], Self { text: stated, list: optional })
    }

    fn is_blank(&self) -> bool {
        self.text.is_blank() && self.list.is_none()
    }
}
