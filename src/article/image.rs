//! Images, their sizes and their variants.

use serde::Serialize;

use super::block::COMMON;
use super::json::{Node, Value};
use super::read::{Expected, ProblemKind, Read, Reader};
#[cfg(not(target_arch = "wasm32"))]
use super::schema::{block, or_string, required};
use super::text::Text;
use crate::address::{Link, Source};

/// An image with its caption, credit and alternative text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = block(&["image"])))]
pub struct Image {
    /// The address of the image file, relative to the article's file.
    pub src: Source,
    /// The size in pixels, which reserves space in the layout while the image loads. For a file of the site, it may be
    /// left out: `publish` reads it from the file.
    #[serde(flatten)]
    pub size: Option<Size>,
    /// A description of the image for readers who can't see it; empty if the image is only decoration.
    pub alt: String,
    /// A caption that explains the image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<Text>,
    /// The photographer, artist or agency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<Text>,
    /// The source of the image, such as a library or an archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [{ "text": "…", "href": "https://…" }])))]
    pub source: Option<Origin>,
    /// The same image at other widths.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [
        [{ "src": "../images/name-480.jpg", "width": 480 }]
    ])))]
    pub variants: Vec<Variant>,
}

/// A size in pixels. Width and height are at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Size {
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
}

/// The source of an image.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(remote = "Self")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = required(&["href"]), transform = or_string))]
pub struct Origin {
    /// The text of the link; "Source" in the reader's language if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The address that the source links to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<Link>,
}

/// Another file of the same image, at another width.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Variant {
    /// The address of the file, relative to the article's file.
    pub src: Source,
    /// The width of this file in pixels.
    pub width: u32,
}

impl Size {
    /// Takes `width` and `height` from the fields. [`None`] unless both are there and valid.
    pub(crate) fn take(fields: &mut super::read::Fields, reader: &mut Reader) -> Option<Self> {
        let width = fields.required("width", reader);
        let height = fields.required("height", reader);
        let size = Self { width: width?, height: height? };
        if size.width == 0 || size.height == 0 {
            reader.note(fields.at, ProblemKind::Expected(Expected::Size));
            return None;
        }
        Some(size)
    }
}

impl Read for Image {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let src = fields.required("src", reader);
        let size = Size::take(&mut fields, reader);
        let alt = fields.stated("alt", reader).unwrap_or_default();
        let caption = fields.optional("caption", reader);
        let credit = fields.optional("credit", reader);
        let source = fields.optional("source", reader);
        let variants = fields.list("variants", reader);
        fields.finish(COMMON, reader);
        Some(Self { src: src?, size, alt, caption, credit, source, variants })
    }
}

impl Read for Origin {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let Value::Text(_) = &node.value {
            return Some(Self { text: String::read(node, reader), href: None });
        }
        let mut fields = reader.fields(node)?;
        let origin = Self { text: fields.optional("text", reader), href: fields.required("href", reader) };
        fields.finish(&[], reader);
        (origin.text.is_some() || origin.href.is_some()).then_some(origin)
    }
}

impl Read for Variant {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let src = fields.required("src", reader);
        let width = fields.required("width", reader);
        fields.finish(&[], reader);
        if width == Some(0) {
            reader.note(node.at, ProblemKind::Expected(Expected::Width));
            return None;
        }
        Some(Self { src: src?, width: width? })
    }
}
