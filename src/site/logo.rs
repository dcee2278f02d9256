//! The logo of a site.

use schemars::JsonSchema;
use serde::Serialize;

use super::own_file;
use crate::address::Source;
use crate::article::image::Size;
use crate::article::json::Node;
use crate::article::read::{Expected, Read, Reader};
use crate::article::schema::ImageFile;

/// An image that stands at the top of each page in place of the title.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Logo {
    /// The address of the image file, relative to `site.json`. It has to be a file of the site.
    // Not an `ImageFile`: rules know fields by their keys, and other files than images have a `src`, too.
    pub src: Source,
    /// Its size in pixels. It may be left out: `publish` reads it from the file.
    #[serde(flatten)]
    #[schemars(with = "Option<Size>")]
    pub size: Size,
    /// The address of the image file for readers whose system is dark.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "ImageFile")]
    pub dark: Option<Source>,
    /// What the logo says, for readers who can't see it; the title of the site if empty.
    pub alt: String,
}

/// The address of an image file of the site.
struct OwnImage(Source);

impl Read for OwnImage {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        own_file(node, reader, Expected::OwnImage, |_| true).map(Self)
    }
}

impl Read for Logo {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let src = fields.required("src", reader).map(|OwnImage(src)| src);
        let size = Size::take(&mut fields, reader);
        let dark = fields.optional("dark", reader).map(|OwnImage(dark)| dark);
        let alt = fields.stated("alt", reader).unwrap_or_default();
        fields.finish(&[], reader);
        Some(Self { src: src?, size: size?, dark, alt })
    }
}
