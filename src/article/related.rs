//! Further reading.

use serde::Serialize;

use super::json::Node;
use super::read::{Read, Reader, object};
#[cfg(not(target_arch = "wasm32"))]
use super::schema::ImageFile;
use crate::address::{Link, Source};

/// Another article.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Related {
    /// Its headline.
    pub headline: String,
    /// Its page.
    pub href: Link,
    /// Its section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kicker: Option<String>,
    /// Its image.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "ImageFile"))]
    pub image: Option<Source>,
}

impl Read for Related {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        object!(node, reader, &[], Self { headline: required, href: required, kicker: optional, image: optional })
    }
}
