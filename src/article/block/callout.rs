//! The callout block.

use serde::Serialize;

use crate::article::json::Node;
use crate::article::read::{Read, Reader, object};
#[cfg(not(target_arch = "wasm32"))]
use crate::article::schema::block;
use crate::article::text::Text;

use super::{Block, COMMON};

/// A box beside the main text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = block(&["callout"])))]
pub struct Callout {
    /// The heading of the box.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// The blocks in the box.
    pub body: Vec<Block>,
}

impl Read for Callout {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        object!(node, reader, COMMON, Self { title: optional, body: required })
    }

    fn is_blank(&self) -> bool {
        self.body.is_empty() && self.title.is_none()
    }
}
