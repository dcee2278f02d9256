//! The audio block.

use serde::Serialize;

use crate::address::Source;
use crate::article::json::Node;
use crate::article::read::{Read, Reader};
#[cfg(not(target_arch = "wasm32"))]
use crate::article::schema::block;
use crate::article::text::Text;

use super::COMMON;

/// An audio recording.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = block(&["audio"])))]
pub struct Audio {
    /// The address of the audio file, relative to the article's file.
    pub src: Source,
    /// The title of the recording.
    pub title: String,
    /// A caption that explains the recording.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<Text>,
    /// The spoken text, for readers who can't hear it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transcript: Option<Text>,
}

impl Read for Audio {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let src = fields.required("src", reader);
        let title = fields.required("title", reader).unwrap_or_default();
        let caption = fields.optional("caption", reader);
        let transcript = fields.optional("transcript", reader);
        fields.finish(COMMON, reader);
        Some(Self { src: src?, title, caption, transcript })
    }
}
