//! The items of an article's body: one kind of block a file, in `block/`.

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

/// Declares the blocks that are objects with fields of their own: each by its description, which editors show to those
/// who write articles, by its `type`, and by what it holds. From that come the variants of [`Block`], and all that has
/// a line for each of them: the list of types, reading, and the schema.
macro_rules! blocks {
    ($($(#[doc = $about:literal])+ $name:literal: $variant:ident($content:ty),)+) => {
        /// The types that this version of the format knows.
        pub const TYPES: &[&str] = &["paragraph", $($name,)+ "divider"];

        /// One item of a body.
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[serde(remote = "Self", tag = "type")]
        pub enum Block {
            /// A string or a list of spans is one, too, and that is how it is written.
            #[serde(skip)]
            Paragraph(Text),
            $($(#[doc = $about])+ #[serde(rename = $name)] $variant($content),)+
            /// A break between two parts.
            #[serde(rename = "divider")]
            Divider,
            /// A block that this version can't show: its fallback, if it brought one.
            #[serde(rename = "unknown", serialize_with = "write::fallback")]
            Unknown(Option<Text>),
        }

        /// Reads a block of such a type, or nothing if it is of another.
        fn read_declared(kind: &str, node: &Node, reader: &mut Reader) -> Option<Option<Block>> {
            Some(match kind {
                $($name => <$content>::read(node, reader).map(Block::$variant),)+
                _ => return None,
            })
        }

        /// Whether there is nothing for a reader in a block of such a type.
        fn is_declared_and_blank(block: &Block) -> bool {
            match block {
                $(Block::$variant(content) => content.is_blank(),)+
                _ => false,
            }
        }

        /// Their types, each with its description and what makes its schema.
        #[cfg(not(target_arch = "wasm32"))]
        pub(super) const DECLARED: &[(&str, &str, fn(&mut SchemaGenerator) -> Schema)] =
            &[$(($name, concat!($($about),+), SchemaGenerator::subschema_for::<$content>),)+];
    };
}

blocks! {
    /// A heading below the headline.
    "heading": Heading(Heading),
    /// A list, which may hold others.
    "list": List(List),
    /// Somebody’s words.
    "quote": Quote(Quote),
    /// The article’s own words, set large.
    "pullquote": Pullquote(Quote),
    /// An image.
    "image": Image(Image),
    /// Images that belong together.
    "gallery": Gallery(Gallery),
    /// A video.
    "video": Video(Video),
    /// An audio recording.
    "audio": Audio(Audio),
    /// Something of another site, as facts about it.
    "embed": Embed(Embed),
    /// Rows and columns.
    "table": Table(Table),
    /// A program, or what one prints.
    "code": Code(Code),
    /// An aside, set apart.
    "callout": Callout(Callout),
    /// What happened when.
    "timeline": Timeline(Timeline),
    /// Questions and answers.
    "qa": Qa(Qa),
}

impl Read for Block {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match reader.count_block(node.at) {
            Ordering::Less => {}
            // A reader is not to take it for the end of the article.
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
        // Never nothing: a part that can't be shown leaves its fallback, or a line that says so.
        Some(block.unwrap_or_else(|| Self::Unknown(fallback(reader))))
    }

    fn is_blank(&self) -> bool {
        match self {
            Self::Paragraph(text) => text.is_blank(),
            block => is_declared_and_blank(block),
        }
    }
}

/// The keys that every block may have beside its own.
pub(super) const COMMON: &[&str] = &["type", "fallback"];

fn read_text(node: &Node, reader: &mut Reader) -> Option<Text> {
    let mut fields = reader.fields(node)?;
    let text = fields.stated("text", reader);
    fields.finish(COMMON, reader);
    text
}
