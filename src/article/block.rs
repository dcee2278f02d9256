//! The blocks of an article's body. Each kind of block has its own file in `block/`.

mod audio;
mod callout;
mod code;
mod embed;
mod gallery;
mod heading;
mod list;
mod qa;
mod quote;
mod table;
mod timeline;
mod video;

use std::cmp::Ordering;

#[cfg(not(target_arch = "wasm32"))]
use schemars::{Schema, SchemaGenerator};
use serde::Serialize;

pub use audio::Audio;
pub use callout::Callout;
pub use code::Code;
#[cfg(not(target_arch = "wasm32"))]
pub(super) use embed::Aspect;
pub use embed::Embed;
pub use gallery::Gallery;
pub use heading::Heading;
pub use list::{Item, List};
pub use qa::{Qa, Question};
pub use quote::Quote;
pub use table::Table;
pub use timeline::{Moment, Timeline};
pub use video::{MediaFile, Track, Video};

use super::image::Image;
use super::json::{Node, Value, value_of};
use super::read::{ProblemKind, Read, Reader};
use super::text::Text;
use super::write;

/// Declares the blocks that are JSON objects with their own fields. Each has a description (which editors show to
/// authors), a `type`, and a content type. The macro makes the variants of [`Block`], the list of types, the code that
/// reads blocks, and the input for the schema.
macro_rules! blocks {
    ($($(#[doc = $about:literal])+ $name:literal: $variant:ident($content:ty),)+) => {
        /// The types of blocks in this version of the format.
        pub const TYPES: &[&str] = &["paragraph", $($name,)+ "divider"];

        /// A paragraph or another block of an article's body.
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[serde(remote = "Self", tag = "type")]
        pub enum Block {
            /// A paragraph. In JSON a string or a list of spans; the object form `{type, text}` is read, but never
            /// written.
            #[serde(skip)]
            Paragraph(Text),
            $($(#[doc = $about])+ #[serde(rename = $name)] $variant($content),)+
            /// A thematic break between two parts of the article.
            #[serde(rename = "divider")]
            Divider,
            /// A block that this version can't show, with its fallback text if it has one.
            #[serde(rename = "unknown", serialize_with = "write::fallback")]
            Unknown(Option<Text>),
        }

        /// Reads a block of a declared type. Returns the outer [`None`] for any other type, and the inner one on
        /// failure.
        fn read_declared(kind: &str, node: &Node, reader: &mut Reader) -> Option<Option<Block>> {
            Some(match kind {
                $($name => <$content>::read(node, reader).map(Block::$variant),)+
                _ => return None,
            })
        }

        /// Whether a block of a declared type has no visible content.
        fn is_declared_and_blank(block: &Block) -> bool {
            match block {
                $(Block::$variant(content) => content.is_blank(),)+
                _ => false,
            }
        }

        /// The declared types, each with its description and the function that makes its schema.
        #[cfg(not(target_arch = "wasm32"))]
        pub(super) const DECLARED: &[(&str, &str, fn(&mut SchemaGenerator) -> Schema)] =
            &[$(($name, concat!($($about),+), SchemaGenerator::subschema_for::<$content>),)+];
    };
}

blocks! {
    /// A heading within the article.
    "heading": Heading(Heading),
    /// A list, possibly with nested lists.
    "list": List(List),
    /// A quotation.
    "quote": Quote(Quote),
    /// A sentence from the article, set in large type.
    "pullquote": Pullquote(Quote),
    /// An image.
    "image": Image(Image),
    /// A group of images with a common caption.
    "gallery": Gallery(Gallery),
    /// A video.
    "video": Video(Video),
    /// An audio recording.
    "audio": Audio(Audio),
    /// A page, post or video on another site.
    "embed": Embed(Embed),
    /// A table.
    "table": Table(Table),
    /// Source code, or the output of a program.
    "code": Code(Code),
    /// A box beside the main text.
    "callout": Callout(Callout),
    /// A timeline of events.
    "timeline": Timeline(Timeline),
    /// Questions and answers.
    "qa": Qa(Qa),
}

impl Read for Block {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match reader.count_block(node.at) {
            Ordering::Less => {}
            // An unknown block is shown as a notice, so that readers know that the article goes on.
            Ordering::Equal => return Some(Self::Unknown(None)),
            Ordering::Greater => return None,
        }
        let Value::Object(entries) = &node.value else {
            return Text::read(node, reader).map(Self::Paragraph);
        };
        let kind = match value_of(entries, "type").map(|node| &node.value) {
            Some(Value::Text(kind)) => kind.as_str(),
            _ => "",
        };
        let fallback = |reader: &mut Reader| {
            let text = Text::read(value_of(entries, "fallback").filter(|node| node.is_filled())?, reader);
            text.filter(|text| !text.is_blank())
        };
        let block = match kind {
            "paragraph" => read_text(node, reader).map(Self::Paragraph),
            "divider" => reader.fields(node).map(|fields| {
                fields.finish(COMMON, reader);
                Self::Divider
            }),
            _ => match read_declared(kind, node, reader) {
                Some(block) => block,
                None => {
                    let text = fallback(reader);
                    let (name, fallback) = (kind.to_owned(), text.is_some());
                    reader.note(node.at, ProblemKind::UnknownBlock { name, fallback });
                    return Some(Self::Unknown(text));
                }
            },
        };
        // A block that can't be shown is replaced by its fallback or by a notice, so that readers know that a part is
        // missing.
        Some(block.unwrap_or_else(|| Self::Unknown(fallback(reader))))
    }

    fn is_blank(&self) -> bool {
        match self {
            Self::Paragraph(text) => text.is_blank(),
            block => is_declared_and_blank(block),
        }
    }
}

/// The keys that every block may have, whatever its type.
pub(super) const COMMON: &[&str] = &["type", "fallback"];

fn read_text(node: &Node, reader: &mut Reader) -> Option<Text> {
    let mut fields = reader.fields(node)?;
    let text = fields.stated("text", reader);
    fields.finish(COMMON, reader);
    text
}
