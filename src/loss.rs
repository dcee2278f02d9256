//! What does not come over as it was.

use std::fmt;

/// Something in a source that the format has no place for, or that needs a person's eye.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Loss {
    /// What it is.
    pub cause: Cause,
    /// The words or the address that it is about, for the report: short, in one line.
    pub detail: String,
}

impl Loss {
    /// A loss. The detail is made short.
    pub fn new(cause: Cause, detail: impl AsRef<str>) -> Self {
        // An address is worth nothing if its end is missing.
        let length = if detail.as_ref().contains("://") { 400 } else { 80 };
        let words = detail.as_ref().split_whitespace().collect::<Vec<_>>().join(" ");
        let detail = match words.char_indices().nth(length) {
            Some((end, _)) => format!("{}…", words[..end].trim_end()),
            None => words,
        };
        Self { cause, detail }
    }
}

/// How much of it is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Readers miss nothing, but someone should look at it.
    Check,
    /// It is there in a simpler form.
    Simplified,
    /// It is not there.
    Lost,
}

/// Declares the causes, each with its weight and a sentence for the report.
macro_rules! causes {
    ($($(#[$doc:meta])* $name:ident: $weight:ident, $text:literal;)*) => {
        /// The kinds of losses.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Cause {
            $($(#[$doc])* $name,)*
        }

        impl Cause {
            /// All causes, in the order of the report.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// How much is lost.
            pub fn weight(self) -> Weight {
                match self {
                    $(Self::$name => Weight::$weight,)*
                }
            }

            /// What the report is called in JSON, such as `line-break`.
            pub fn name(self) -> String {
                let name = match self {
                    $(Self::$name => stringify!($name),)*
                };
                let mut kebab = String::new();
                for c in name.chars() {
                    if c.is_uppercase() && !kebab.is_empty() {
                        kebab.push('-');
                    }
                    kebab.extend(c.to_lowercase());
                }
                kebab
            }
        }

        impl fmt::Display for Cause {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self {
                    $(Self::$name => $text,)*
                })
            }
        }
    };
}

causes! {
    /// The source has no headline.
    NoHeadline: Check, "an article has no headline: one was made of its first heading, its first words or its file name";
    /// The source has nothing below the headline.
    NoText: Check, "an article has no text";
    /// A date that is none.
    Date: Lost, "a date can't be read, and is left out";
    /// Bytes that are not text in the stated encoding.
    Encoding: Check, "text was in another encoding than the source says, and was repaired as far as is certain";
    /// The source is cut off, or broken, in the middle of an article.
    Broken: Lost, "the source is broken here, and a part of it is missing";
    /// An image without a description.
    Alt: Check, "an image has no description (alt)";
    /// An image that is not beside the source.
    RemoteImage: Check, "an image is on another server, and was not copied: import with --fetch";
    /// An image on another server without its size.
    ImageLink: Simplified, "an image is on another server, and its size is not known: a link to it stands in its place. Import \
                            with --fetch";
    /// An image that is nowhere.
    MissingImage: Lost, "an image is missing: a link to it stands in its place. Copy it beside the source, and import \
                          again";
    /// An image of a kind that browsers do not show.
    ImageFormat: Lost, "an image is of a kind that browsers do not show: save it as PNG or JPEG";
    /// An image of which only a part was to be seen.
    Crop: Check, "an image was cropped in the document, and is whole now";
    /// A sign of a special font.
    Symbol: Lost, "a sign of a special font is not known, and is left out";
    /// Commands for another format than HTML.
    Raw: Lost, "commands for another format, such as LaTeX, are left out";
    /// A citation that is only a key.
    Citation: Simplified, "a citation is only a key: make the JSON with `pandoc --citeproc`";
    /// A table of contents.
    Contents: Check, "a table of contents is left out, since it repeats the headings";
    /// A video without its size.
    VideoSize: Check, "the size of a video is not known: 1280 × 720 is assumed";
    /// A menu.
    Navigation: Lost, "a menu is left out";
    /// A script.
    Script: Lost, "a script is left out";
    /// A form or a part of one.
    Form: Simplified, "a form is left out; its words stay";
    /// A drawing or a formula.
    Drawing: Lost, "a drawing or a formula is left out; its words stay";
    /// An element or a block with words, but without a block in the format.
    Element: Simplified, "a part of another kind became paragraphs";
    /// A shortcode, a card or a macro that is not known.
    Shortcode: Simplified, "a shortcode or card is not known: its words stay";
    /// A paragraph of bold words.
    BoldHeading: Check, "a bold paragraph became a heading";
    /// The level of a heading.
    HeadingLevel: Simplified, "a heading of level 1, 5 or 6 became one of level 2 to 4";
    /// A numbered list that counts from elsewhere, or down.
    ListStart: Simplified, "a numbered list began with another number: it begins with 1";
    /// A line break.
    LineBreak: Simplified, "a line break became a space";
    /// Struck through, underlined, raised or lowered words.
    Formatting: Simplified, "words lost their look: underlined, struck through, raised, lowered or small capitals";
    /// Cells that span several columns or rows.
    TableSpan: Simplified, "a table has cells across several columns or rows: each is one cell now";
    /// Paragraphs, lists or images in a cell.
    TableCell: Simplified, "a cell of a table had several blocks: their words are one text now";
    /// Paragraphs in a list item or a quote.
    Joined: Simplified, "paragraphs of a list item or a note were joined";
    /// A quote of several paragraphs.
    QuoteParts: Simplified, "a quote of several paragraphs became several quotes";
    /// A block within a list item, a note or a paragraph.
    Moved: Simplified, "a block within a paragraph, an item or a note stands after it";
    /// A comment of an editor.
    Comment: Lost, "an editor's comment is left out";
    /// Changes that an editor had not accepted.
    TrackedChange: Check, "tracked changes were accepted";
    /// An article that only members could read.
    Members: Check, "an article was not public, but for members or an e-mail: it is a draft";
    /// A part of an article that only members could read.
    MembersPart: Lost, "a part of an article that was for members only is left out";
    /// An article that is protected by a password.
    Password: Check, "an article was protected by a password: it is a draft";
    /// A field that the format has not.
    Field: Lost, "a field has no place in the format, and is left out";
    /// A front matter that is not the YAML, TOML or JSON that it should be.
    FrontMatter: Check, "the front matter is not what it should be: it was read line by line";
    /// A file that is not read.
    Unread: Lost, "a file is left out: it makes a list, or is in a format that is not read";
    /// A feed that has only the beginnings of its articles.
    SummaryOnly: Lost, "the feed has only a summary of an article, and not its text";
    /// A name that another article has.
    Renamed: Check, "two articles had the same name: this one has a number";
    /// An address that is that of another article now.
    Alias: Check, "an old address is the address of another article of the site now, and does not lead here";
    /// A file of a media library that an export does not contain.
    Attachment: Lost, "a file of the media library is not in the export: export all content, media included";
    /// Comments of readers.
    ReaderComments: Lost, "readers' comments are left out";
    /// What a site keeps beside articles and pages.
    OtherType: Lost, "things that are neither articles nor pages are left out";
    /// A link that leads nowhere.
    Link: Lost, "a link has an address that can't be read or is not allowed: its words stay";
    /// A file that is no source.
    Unknown: Check, "files are of no kind that is read, and were left out";
    /// Files of the site into which they would be imported.
    OwnFile: Check, "files of the site itself were left out";
    /// A relative link that leads to nothing that was imported.
    DeadLink: Check, "a link to a part of the old site leads to nothing that was imported: correct it";
    /// A video, a recording or another file that is nowhere.
    MissingFile: Lost, "a video, a recording or another file is missing: copy it beside the source, and import again";
    /// A file on another server that could not be fetched.
    NotFetched: Check, "a file on another server could not be fetched: import again with --fetch to try once more";
    /// An article that is too large.
    TooLarge: Lost, "an article is larger than the format allows, and was not imported: divide it";
}
