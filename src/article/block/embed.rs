//! Things of other sites.

use serde::Serialize;

use crate::address::{Link, Source};
use crate::article::image::Size;
use crate::article::json::Node;
use crate::article::read::{Expected, Read, Reader, whole};
#[cfg(not(target_arch = "wasm32"))]
use crate::article::schema::{ImageFile, block};
use crate::article::write;

use super::COMMON;

/// Something of another site. Facts, never its HTML.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = block(&["embed"])))]
pub struct Embed {
    /// Its page.
    pub url: Link,
    /// What it is called.
    pub title: String,
    /// Width to height; 16:9 if absent.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "write::aspect")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Aspect"))]
    pub aspect: Option<Size>,
    /// An image of it, on the article's own server: nobody else is asked for anything before the reader's click.
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

/// Width to height, as `16:9` or `16/9`.
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
