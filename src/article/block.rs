//! The items of a story's body: one kind of block a file, in `block/`.

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
pub use qa::Question;
pub use quote::Quote;
pub use table::Table;
pub use timeline::Moment;
pub use video::{MediaFile, Track, Video};

use super::image::Image;
use super::json::{Node, Value, value_of};
use super::read::{ProblemKind, Read, Reader};
use super::text::{Text, is_blank};
use super::write;

/// The types that this version of the format knows.
pub const TYPES: [&str; 16] = [
    "paragraph",
    "heading",
    "list",
    "quote",
    "pullquote",
    "image",
    "gallery",
    "video",
    "audio",
    "embed",
    "table",
    "code",
    "callout",
    "timeline",
    "qa",
    "divider",
];

/// One item of a body.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(remote = "Self", tag = "type", rename_all = "lowercase")]
pub enum Block {
    /// A string or a list of spans is one, too, and that is how it is written.
    #[serde(skip)]
    Paragraph(Text),
    /// A heading below the headline.
    Heading(Heading),
    /// A list, which may hold others.
    List(List),
    /// Somebody's words.
    Quote(Quote),
    /// The story's own words, set large.
    Pullquote(Quote),
    /// A picture.
    Image(Image),
    /// Pictures that belong together.
    Gallery(Gallery),
    /// A film.
    Video(Video),
    /// A sound.
    Audio(Audio),
    /// Something of another site, as facts about it.
    Embed(Embed),
    /// Rows and columns.
    Table(Table),
    /// A program, or what one prints.
    Code(Code),
    /// An aside, set apart.
    Callout(Callout),
    /// What happened when.
    #[serde(serialize_with = "write::items")]
    Timeline(Vec<Moment>),
    /// Questions and answers.
    #[serde(serialize_with = "write::items")]
    Qa(Vec<Question>),
    /// A break between two parts.
    Divider,
    /// A block that this version can't show: its fallback, if it brought one.
    #[serde(serialize_with = "write::fallback")]
    Unknown(Option<Text>),
}

impl Read for Block {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match reader.count_block(node.at) {
            Ordering::Less => {}
            // A reader is not to take it for the end of the story.
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
            "heading" => Heading::read(node, reader).map(Self::Heading),
            "list" => List::read(node, reader).map(Self::List),
            "quote" => Quote::read(node, reader).map(Self::Quote),
            "pullquote" => Quote::read(node, reader).map(Self::Pullquote),
            "image" => Image::read(node, reader).map(Self::Image),
            "gallery" => Gallery::read(node, reader).map(Self::Gallery),
            "video" => Video::read(node, reader).map(Self::Video),
            "audio" => Audio::read(node, reader).map(Self::Audio),
            "embed" => Embed::read(node, reader).map(Self::Embed),
            "table" => Table::read(node, reader).map(Self::Table),
            "code" => Code::read(node, reader).map(Self::Code),
            "callout" => Callout::read(node, reader).map(Self::Callout),
            "timeline" => read_items(node, reader).map(Self::Timeline),
            "qa" => read_items(node, reader).map(Self::Qa),
            "divider" => reader.fields(node).map(|fields| {
                fields.finish(COMMON, reader);
                Self::Divider
            }),
            _ => {
                let text = fallback(reader);
                let (name, fallback) = (kind.to_owned(), text.is_some());
                reader.note(node.at, ProblemKind::UnknownBlock { name, fallback });
                return Some(Self::Unknown(text));
            }
        };
        // Never nothing: a part that can't be shown leaves its fallback, or a line that says so.
        Some(block.unwrap_or_else(|| Self::Unknown(fallback(reader))))
    }

    fn is_blank(&self) -> bool {
        match self {
            Self::Paragraph(text) => text.is_blank(),
            Self::Heading(block) => block.text.is_blank(),
            Self::List(block) => block.is_blank(),
            Self::Quote(block) | Self::Pullquote(block) => block.text.is_blank(),
            Self::Gallery(block) => block.items.is_empty() && block.caption.is_none(),
            Self::Table(block) => block.is_blank(),
            Self::Code(block) => is_blank(&block.text),
            Self::Callout(block) => block.body.is_empty() && block.title.is_none(),
            Self::Timeline(moments) => moments.is_empty(),
            Self::Qa(questions) => questions.is_empty(),
            _ => false,
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

fn read_items<T: Read>(node: &Node, reader: &mut Reader) -> Option<Vec<T>> {
    let mut fields = reader.fields(node)?;
    let items = fields.required("items", reader);
    fields.finish(COMMON, reader);
    items
}
