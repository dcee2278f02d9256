//! Links to other articles.

use serde::Serialize;

use super::json::Node;
use super::read::{Read, Reader, object};
#[cfg(not(target_arch = "wasm32"))]
use super::schema::ImageFile;
use crate::address::{Link, Source};

/// A link to another article.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Related {
    /// The headline of the other article.
    pub headline: String,
    /// The address of the other article.
    pub href: Link,
    /// The section of the other article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kicker: Option<String>,
    /// An image for the other article.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "ImageFile"))]
    pub image: Option<Source>,
}

impl Read for Related {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        object!(node, reader, &[], Self { headline: required, href: required, kicker: optional, image: optional })
    }
}
