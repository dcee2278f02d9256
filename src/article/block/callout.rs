//! Asides.

use serde::Serialize;

use crate::article::json::Node;
use crate::article::read::{Read, Reader, object};
#[cfg(not(target_arch = "wasm32"))]
use crate::article::schema::block;
use crate::article::text::Text;

use super::{Block, COMMON};

/// An aside, set apart.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = block(&["callout"])))]
pub struct Callout {
    /// Its heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// What it says.
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
