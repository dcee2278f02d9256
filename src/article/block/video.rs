//! The video block.

use serde::Serialize;

use crate::address::Source;
use crate::article::image::Size;
use crate::article::json::Node;
use crate::article::language::Language;
use crate::article::read::{Read, Reader, object};
#[cfg(not(target_arch = "wasm32"))]
use crate::article::schema::{ImageFile, Word, block, required};
use crate::article::text::Text;

use super::COMMON;

/// A video.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = required(&["width", "height"]), transform = block(&["video"])))]
pub struct Video {
    /// The same video in several formats. The browser plays the first one that it supports.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [
        [{ "src": "../media/film.mp4", "mime": "video/mp4" }]
    ])))]
    pub sources: Vec<MediaFile>,
    /// The image that is shown before the video plays.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "ImageFile"))]
    pub poster: Option<Source>,
    /// The size in pixels, which reserves space in the layout before the video loads.
    #[serde(flatten)]
    pub size: Option<Size>,
    /// The title of the video, for readers who can't see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Subtitles of the video (WebVTT).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [
        [{ "src": "../media/film.en.vtt", "lang": "en", "label": "English" }]
    ])))]
    pub captions: Vec<Track>,
    /// A caption that explains the video.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<Text>,
    /// The author or the agency of the video.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<Text>,
}

/// A video file in one format.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct MediaFile {
    /// The address of the file, relative to the article's file.
    pub src: Source,
    /// The media type, such as `video/webm`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Word"))]
    pub mime: Option<String>,
}

/// A subtitle file for a video (WebVTT).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Track {
    /// The address of the file, relative to the article's file.
    pub src: Source,
    /// The language of the subtitles (BCP 47).
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Language"))]
    pub lang: String,
    /// The label in the player's subtitle menu.
    pub label: String,
}

impl Read for Video {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let video = Self {
            sources: fields.required("sources", reader).unwrap_or_default(),
            poster: fields.optional("poster", reader),
            size: Size::take(&mut fields, reader),
            title: fields.optional("title", reader),
            captions: fields.list("captions", reader),
            caption: fields.optional("caption", reader),
            credit: fields.optional("credit", reader),
        };
        fields.finish(COMMON, reader);
        (!video.sources.is_empty()).then_some(video)
    }
}

impl Read for MediaFile {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        object!(node, reader, &[], Self { src: required, mime: optional })
    }
}

impl Read for Track {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let src = fields.required("src", reader);
        let lang = fields.required("lang", reader).map(|Language(tag)| tag);
        let label = fields.required("label", reader);
        fields.finish(&[], reader);
        Some(Self { src: src?, lang: lang?, label: label? })
    }
}
