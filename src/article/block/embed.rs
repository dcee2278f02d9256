//! The embed block.

use serde::Serialize;

use crate::address::{Link, Source};
use crate::article::image::Size;
use crate::article::json::Node;
use crate::article::read::{Expected, Read, Reader, whole};
#[cfg(not(target_arch = "wasm32"))]
use crate::article::schema::{ImageFile, block};
use crate::article::write;

use super::COMMON;

/// A page, post or video on another site, described by its address and title. HTML is not allowed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = block(&["embed"])))]
pub struct Embed {
    /// The address of the page on the other site.
    pub url: Link,
    /// The title of the embedded page.
    pub title: String,
    /// The aspect ratio, width to height; `16:9` if absent.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "write::aspect")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Aspect"))]
    pub aspect: Option<Size>,
    /// A preview image on the article's own server. Nothing is requested from the other site before the reader clicks.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "ImageFile"))]
    pub thumbnail: Option<Source>,
}

impl Read for Embed {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let url = fields.required("url", reader);
        let title = fields.required("title", reader).unwrap_or_default();
        let aspect = fields.optional("aspect", reader).map(|Aspect(size)| size);
        let thumbnail = fields.optional("thumbnail", reader).filter(|file| reader.base.owns(file));
        fields.finish(COMMON, reader);
        Some(Self { url: url?, title, aspect, thumbnail })
    }
}

/// An aspect ratio, width to height, such as `16:9` or `16/9`.
pub(in crate::article) struct Aspect(Size);

impl Read for Aspect {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = String::read(node, reader)?;
        let side = |side: &str| whole(side.trim()).filter(|n| (1..=10_000).contains(n));
        let size = || {
            let sign = text.bytes().position(|byte| matches!(byte, b':' | b'/'))?;
            Some(Size { width: side(text.get(..sign)?)?, height: side(text.get(sign + 1..)?)? })
        };
        size().map(Self).or_else(|| reader.expected(node.at, Expected::Aspect))
    }
}
