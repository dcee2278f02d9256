//! The gallery block.

use serde::Serialize;

use crate::article::image::Image;
use crate::article::json::Node;
use crate::article::read::{Read, Reader, object};
#[cfg(not(target_arch = "wasm32"))]
use crate::article::schema::block;
use crate::article::text::Text;

use super::COMMON;

/// A group of images with a common caption.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = block(&["gallery"])))]
pub struct Gallery {
    /// The images, each with its own caption.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [
        [{ "src": "../images/name.jpg", "width": 1200, "height": 800, "alt": "…" }]
    ])))]
    pub items: Vec<Image>,
    /// The caption of the whole gallery.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<Text>,
}

impl Read for Gallery {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        object!(node, reader, COMMON, Self { items: required, caption: optional })
    }

    fn is_blank(&self) -> bool {
        self.items.is_empty() && self.caption.is_none()
    }
}
