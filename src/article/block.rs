//! The items of a story's body.

use std::cmp::Ordering;

use serde::Serialize;

use super::image::{Image, Size};
use super::json::{Node, Value};
use super::language::Language;
use super::link::{Link, Source};
use super::read::{ProblemKind, Read, Reader};
#[cfg(not(target_arch = "wasm32"))]
use super::schema::{block, level, or_text, required};
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

/// A heading below the headline.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = level, transform = block(&["heading"])))]
pub struct Heading {
    /// 2 to 4, where 1 is the headline.
    pub level: u8,
    /// The words.
    pub text: Text,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = block(&["list"])))]
pub struct List {
    /// Numbered, or with bullets.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ordered: bool,
    /// The points.
    pub items: Vec<Item>,
}

/// A point of a list. In JSON Text, or `{text, list}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(remote = "Self")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = or_text))]
pub struct Item {
    /// The words.
    pub text: Text,
    /// Points below this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<List>,
}

/// Words set apart.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = block(&["quote", "pullquote"])))]
pub struct Quote {
    /// The words.
    pub text: Text,
    /// Who said them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cite: Option<Text>,
}

/// Pictures that belong together.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = block(&["gallery"])))]
pub struct Gallery {
    /// The pictures, each with its own caption.
    pub items: Vec<Image>,
    /// What they have in common.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<Text>,
}

/// A film.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = required(&["width", "height"]), transform = block(&["video"])))]
pub struct Video {
    /// The same film in several formats; the browser takes the first it can play.
    pub sources: Vec<MediaFile>,
    /// The picture shown before it plays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poster: Option<Source>,
    /// Its size in pixels, by which its room is kept.
    #[serde(flatten)]
    pub size: Option<Size>,
    /// What it is called, for those who can't see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its words as text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub captions: Vec<Track>,
    /// What it means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<Text>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<Text>,
}

/// A file of a film.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct MediaFile {
    /// The file, relative to the story's.
    pub src: Source,
    /// Its media type, as `video/webm`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mime: Option<String>,
}

/// The words of a film as text, in WebVTT.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Track {
    /// The file, relative to the story's.
    pub src: Source,
    /// Its language (BCP 47).
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Language"))]
    pub lang: String,
    /// What the menu calls it.
    pub label: String,
}

/// A sound.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = block(&["audio"])))]
pub struct Audio {
    /// The file, relative to the story's.
    pub src: Source,
    /// What it is called.
    pub title: String,
    /// What it means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<Text>,
    /// Its words, for those who can't hear it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transcript: Option<Text>,
}

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
    /// A picture of it, on the story's own server: nobody else is asked for anything before the reader's click.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumbnail: Option<Source>,
}

/// Rows and columns.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = block(&["table"])))]
pub struct Table {
    /// What it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<Text>,
    /// The names of the columns.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub head: Vec<Text>,
    /// The cells, row by row; the first of each names the row.
    pub rows: Vec<Vec<Text>>,
}

/// A program, or what one prints.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = block(&["code"])))]
pub struct Code {
    /// The lines.
    pub text: String,
    /// The language, as `rust`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// An aside, set apart.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = block(&["callout"])))]
pub struct Callout {
    /// Its heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// What it says.
    pub body: Vec<Block>,
}

/// An entry of a timeline.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Moment {
    /// When, by the calendar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<super::Date>,
    /// When, in words; shown instead of the date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What happened.
    pub text: Text,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Question {
    /// What was asked.
    pub question: Text,
    /// What was answered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answer: Vec<Block>,
}

impl Read for Block {
    const EXPECTED: &'static str = "a block: text, a list of spans, or an object with \"type\"";

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
        let field = |key: &str| entries.iter().rfind(|(name, _)| name.name == key).map(|(_, node)| node);
        let kind = match field("type").map(|node| &node.value) {
            Some(Value::Text(kind)) => kind.as_str(),
            _ => "",
        };
        let fallback = |reader: &mut Reader| {
            let text = Text::read(field("fallback").filter(|node| node.is_filled())?, reader);
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
const COMMON: &[&str] = &["type", "fallback"];

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

impl Read for Heading {
    const EXPECTED: &'static str = "a heading";

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let level = fields.optional("level", reader).unwrap_or(2u32);
        let text = fields.stated("text", reader);
        fields.finish(COMMON, reader);
        Some(Self { level: level.clamp(2, 4) as u8, text: text? })
    }
}

impl Read for List {
    const EXPECTED: &'static str = "a list with \"items\"";

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let ordered = fields.optional("ordered", reader).unwrap_or_default();
        let items = fields.required("items", reader);
        fields.finish(COMMON, reader);
        Some(Self { ordered, items: items? })
    }

    fn is_blank(&self) -> bool {
        self.items.is_empty()
    }
}

impl Read for Item {
    const EXPECTED: &'static str = Text::EXPECTED;

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if !matches!(node.value, Value::Object(_)) {
            return Text::read(node, reader).map(|text| Self { text, list: None });
        }
        let mut fields = reader.fields(node)?;
        let text = fields.stated("text", reader);
        let list = fields.optional("list", reader);
        fields.finish(&[], reader);
        Some(Self { text: text?, list })
    }

    fn is_blank(&self) -> bool {
        self.text.is_blank() && self.list.is_none()
    }
}

impl Read for Quote {
    const EXPECTED: &'static str = "a quote";

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let text = fields.stated("text", reader);
        let cite = fields.optional("cite", reader);
        fields.finish(COMMON, reader);
        Some(Self { text: text?, cite })
    }
}

impl Read for Gallery {
    const EXPECTED: &'static str = "a gallery";

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let items = fields.required("items", reader);
        let caption = fields.optional("caption", reader);
        fields.finish(COMMON, reader);
        Some(Self { items: items?, caption })
    }
}

impl Read for Video {
    const EXPECTED: &'static str = "a video";

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
    const EXPECTED: &'static str = "an object with \"src\"";

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let src = fields.required("src", reader);
        let mime = fields.optional("mime", reader);
        fields.finish(&[], reader);
        Some(Self { src: src?, mime })
    }
}

impl Read for Track {
    const EXPECTED: &'static str = "an object with \"src\", \"lang\" and \"label\"";

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let src = fields.required("src", reader);
        let lang = fields.required("lang", reader).map(|Language(tag)| tag);
        let label = fields.required("label", reader);
        fields.finish(&[], reader);
        Some(Self { src: src?, lang: lang?, label: label? })
    }
}

impl Read for Audio {
    const EXPECTED: &'static str = "an audio";

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let src = fields.required("src", reader);
        let audio = Self {
            title: fields.required("title", reader).unwrap_or_default(),
            caption: fields.optional("caption", reader),
            transcript: fields.optional("transcript", reader),
            src: src?,
        };
        fields.finish(COMMON, reader);
        Some(audio)
    }
}

impl Read for Embed {
    const EXPECTED: &'static str = "an embed";

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let url = fields.required("url", reader);
        let embed = Self {
            title: fields.required("title", reader).unwrap_or_default(),
            aspect: fields.optional("aspect", reader).map(|Aspect(size)| size),
            thumbnail: fields.optional("thumbnail", reader).filter(|file| reader.base.owns(file)),
            url: url?,
        };
        fields.finish(COMMON, reader);
        Some(embed)
    }
}

/// Width to height, as `16:9` or `16/9`.
pub(super) struct Aspect(Size);

impl Read for Aspect {
    const EXPECTED: &'static str = "an aspect, as \"16:9\"";

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let at = node.at;
        let text = String::read(node, reader)?;
        let side = |side: &str| side.trim().parse().ok().filter(|n| (1..=10_000).contains(n));
        let size = text
            .split_once([':', '/'])
            .and_then(|(width, height)| Some(Size { width: side(width)?, height: side(height)? }));
        if size.is_none() {
            reader.expected::<Self>(at);
        }
        size.map(Self)
    }
}

impl Read for Table {
    const EXPECTED: &'static str = "a table";

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let caption = fields.optional("caption", reader);
        let head: Option<Row> = fields.optional("head", reader);
        let rows: Option<Vec<Row>> = fields.required("rows", reader);
        fields.finish(COMMON, reader);
        let rows = rows?.into_iter().map(|Row(cells)| cells).collect();
        Some(Self { caption, head: head.map_or_else(Vec::new, |Row(cells)| cells), rows })
    }

    fn is_blank(&self) -> bool {
        self.caption.is_none() && self.head.is_empty() && self.rows.is_empty()
    }
}

/// A row of cells.
struct Row(Vec<Text>);

impl Read for Row {
    const EXPECTED: &'static str = Vec::<Cell>::EXPECTED;

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let cells: Vec<Cell> = Vec::read(node, reader)?;
        Some(Self(cells.into_iter().map(|Cell(text)| text).collect()))
    }

    fn is_blank(&self) -> bool {
        self.0.iter().all(Text::is_blank)
    }
}

/// A cell that is empty or can't be read stays there: without it those after it would move into the wrong columns.
struct Cell(Text);

impl Read for Cell {
    const EXPECTED: &'static str = Text::EXPECTED;
    const TAKES_NULL: bool = true;

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if node.value == Value::Null {
            return Some(Self(Text::default()));
        }
        Some(Self(Text::read(node, reader).unwrap_or_default()))
    }
}

impl Read for Code {
    const EXPECTED: &'static str = "code";

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let text = fields.stated("text", reader);
        let language = fields.optional("language", reader);
        fields.finish(COMMON, reader);
        Some(Self { text: text?, language })
    }
}

impl Read for Callout {
    const EXPECTED: &'static str = "a callout";

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let title = fields.optional("title", reader);
        let body = fields.required("body", reader);
        fields.finish(COMMON, reader);
        Some(Self { title, body: body? })
    }
}

impl Read for Moment {
    const EXPECTED: &'static str = "an object with \"text\"";

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let date = fields.optional("date", reader);
        let label = fields.optional("label", reader);
        let text = fields.stated("text", reader);
        fields.finish(&[], reader);
        Some(Self { date, label, text: text? })
    }

    fn is_blank(&self) -> bool {
        self.text.is_blank()
    }
}

impl Read for Question {
    const EXPECTED: &'static str = "an object with \"question\" and \"answer\"";

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let question = fields.required("question", reader);
        let answer = fields.list("answer", reader);
        fields.finish(&[], reader);
        Some(Self { question: question?, answer })
    }
}
