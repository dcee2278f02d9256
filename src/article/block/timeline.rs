//! The timeline block.

use serde::Serialize;

use crate::article::Date;
use crate::article::json::Node;
use crate::article::read::{Read, Reader, object};
#[cfg(not(target_arch = "wasm32"))]
use crate::article::schema::block;
use crate::article::text::Text;

use super::COMMON;

/// A timeline of events.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = block(&["timeline"])))]
pub struct Timeline {
    /// The events, in the order in which they are shown.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [[{ "date": "1911-05-02", "text": "…" }]])))]
    pub items: Vec<Moment>,
}

/// An event of a timeline.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Moment {
    /// The date of the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Text that is shown instead of the date, such as "Spring 1911".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What happened at that time.
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
