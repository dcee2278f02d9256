//! What happened when.

use serde::Serialize;

use crate::article::Date;
use crate::article::json::Node;
use crate::article::read::{Read, Reader, object};
#[cfg(not(target_arch = "wasm32"))]
use crate::article::schema::block;
use crate::article::text::Text;

use super::COMMON;

/// What happened when.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = block(&["timeline"])))]
pub struct Timeline {
    /// The entries.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [[{ "date": "1911-05-02", "text": "…" }]])))]
    pub items: Vec<Moment>,
}

/// An entry of a timeline.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Moment {
    /// When, by the calendar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// When, in words; shown instead of the date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What happened.
    pub text: Text,
}

impl Read for Timeline {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        object!(node, reader, COMMON, Self { items: required })
    }

    fn is_blank(&self) -> bool {
        self.items.is_empty()
    }
}

impl Read for Moment {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        object!(node, reader, &[], Self { date: optional, label: optional, text: stated })
    }

    fn is_blank(&self) -> bool {
        self.text.is_blank()
    }
}
