//! What the format of articles can't hold of a Markdown text, and what became of it.

use std::ops::Range;

use super::Construct;
use crate::loss::Loss;

/// A part of a Markdown text that is not in the tree as it was written. No words of a text are lost without one.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// The byte range in the text.
    pub at: Range<usize>,
    /// What it is.
    pub kind: RemarkKind,
}

/// The kinds of such parts.
#[derive(Clone, Debug, PartialEq)]
pub enum RemarkKind {
    /// HTML tags in one paragraph or block: the first of them, and how many follow. Their words stay, and of a block all that
    /// the format has.
    Html {
        /// The first tag.
        tag: String,
        /// The number of further tags.
        more: usize,
    },
    /// What the format can't hold of a block of HTML.
    HtmlLoss(Loss),
    /// A `<` within HTML that begins no tag. It is read as text.
    OpenTag,
    /// A picture or a player in a paragraph, by the name of its tag. It is left out.
    Media(String),
    /// A comment in YAML after a text, or in the place of one.
    Comment,
    /// A block of code whose fence has no second one.
    OpenFence,
    /// A sign of another kind of Markdown. It is read as text.
    Foreign(&'static Construct),
    /// A link without words, which nobody sees.
    EmptyLink,
    /// Words that are struck through. They stay.
    Strikethrough,
    /// A line break within a paragraph. It is read as a space.
    LineBreak,
    /// Paragraphs of an item, a footnote or a cell, which are joined.
    Joined,
    /// A block in an item or a footnote, which comes after it.
    Moved(&'static str),
    /// A quote with several paragraphs or other blocks, which become quotes and blocks of their own.
    QuoteSplit,
    /// A last paragraph of a quote that seems to name whose words they are. It becomes a quote of its own.
    Cite,
    /// A list that begins with another number than 1. It begins with 1.
    ListStart(u64),
    /// An image within text, which comes after the block.
    ImageMoved,
    /// The link around an image, which is left out.
    ImageLink,
    /// The title of a link, which is left out.
    LinkTitle(String),
    /// Words after the language of a block of code, which are left out.
    CodeWords(String),
    /// Cells of a row beyond the columns of the table. They stay.
    MoreCells,
    /// A link by a name that no line of the text defines. It is read as text.
    Reference(String),
    /// An attribute in braces that spans don't have. It is read as text.
    Attribute(String),
}
