//! Findings that only Markdown has: mistakes in its fields, and what the format can't hold of a text.

use crate::article::json::{Node, Value, value_of};
use crate::article::read::{Path, Step};
use crate::loss::Cause;
use crate::markdown::{Mistake, MistakeKind, Remark, RemarkKind};

use super::report::{Findings, Level, Place};

/// A minimal valid article in Markdown, for help texts.
pub(super) const EXAMPLE: &str = "three lines: ---, headline: …, and ---, with the text below";

/// Adds the finding for a file whose fields can't be read.
pub(super) fn mistake(mistake: &Mistake, findings: &mut Findings) {
    let rule = match mistake.kind {
        MistakeKind::Unclosed(_) | MistakeKind::Endless(_) | MistakeKind::OpenBlock => "truncated",
        MistakeKind::Nesting => "nesting",
        MistakeKind::LongString => "long-string",
        MistakeKind::TooLarge => "too-large",
        _ => "syntax",
    };
    let place = Place { at: mistake.at, ..Place::default() };
    findings.error(place, rule, mistake.kind.to_string(), mistake.kind.help());
}

/// Adds the findings for what the format can't hold. No words are lost by any of these but those that are named.
pub(super) fn remarks(remarks: &[Remark], root: &Node, findings: &mut Findings) {
    let parts = Parts::of(root);
    for Remark { at, kind } in remarks {
        let (rule, message, help) = words(kind);
        let level = if is_loss(kind) { Level::Error } else { Level::Warning };
        findings.over(at.clone(), parts.path_of(at.start), level, rule, message, help);
    }
}

/// Whether readers miss something.
fn is_loss(kind: &RemarkKind) -> bool {
    match kind {
        RemarkKind::HtmlLoss(loss) => loss.cause == Cause::Drawing,
        kind => matches!(kind, RemarkKind::Media(_) | RemarkKind::OpenFence),
    }
}

fn words(kind: &RemarkKind) -> (&'static str, String, &'static str) {
    match kind {
        RemarkKind::Html { tag, more } => {
            let more = match more {
                0 => String::new(),
                1 => " and another tag".to_owned(),
                more => format!(" and {more} more tags"),
            };
            let message =
                format!("{tag}{more}: HTML is not in the format, so only words stay, and blocks that the format has");
            ("html", message, "write it in Markdown; a < in a text is written \\<")
        }
        RemarkKind::HtmlLoss(loss) => {
            ("html", format!("in this HTML, {}: {}", loss.cause, loss.detail), "write it in Markdown, as far as readers need it")
        }
        RemarkKind::OpenTag => (
            "html",
            "this < begins no tag, since no > ends it, so it is shown as it is written".to_owned(),
            "write the > that is missing; a < in a text is written \\<, with an empty line between the text and HTML",
        ),
        RemarkKind::Media(name) => (
            "html-media",
            match name.as_str() {
                "img" => "an image in HTML is left out, with its words".to_owned(),
                name => format!("what <{name}> shows is left out: HTML is not in the format"),
            },
            match name.as_str() {
                "img" => "write ![…](…), with the words of its alt in the brackets and its address in the parentheses",
                "svg" | "canvas" => "save the picture as a file, and write ![…](…)",
                "video" => "write a block ```{video}",
                "audio" => "write a block ```{audio}",
                _ => "write a block ```{embed}",
            },
        ),
        RemarkKind::Comment => (
            "yaml-comment",
            "what follows # after a space is a comment, and no part of the text".to_owned(),
            "put the whole text into quotation marks; a comment goes into a line of its own",
        ),
        RemarkKind::OpenFence => (
            "open-fence",
            "no fence ends this code, so all that follows is shown as code".to_owned(),
            "write a line of the same signs after the code",
        ),
        RemarkKind::Foreign(construct) => (
            "foreign-markdown",
            format!("{} not read, so readers see it as it is written", construct.what),
            construct.help,
        ),
        RemarkKind::EmptyLink => (
            "empty-link",
            "this link has no words, so nobody sees it".to_owned(),
            "write words between the brackets, or remove it",
        ),
        RemarkKind::Strikethrough => (
            "strikethrough",
            "the format can't strike words through, and readers see them as all others".to_owned(),
            "remove them, or say in \"corrections\" what was changed",
        ),
        RemarkKind::LineBreak => (
            "line-break",
            "the format has no line breaks within a paragraph, and this one is read as a space".to_owned(),
            "begin a paragraph, with an empty line between; remove the backslash or the spaces at the end of the line",
        ),
        RemarkKind::Joined => (
            "joined",
            "an item of a list or a footnote has one paragraph and one list, and this one is joined to it".to_owned(),
            "make it one paragraph, or an item of its own",
        ),
        RemarkKind::Moved("footnote") => (
            "moved",
            "a footnote has only text, so this block stands in the article".to_owned(),
            "write the footnote as one paragraph, or the block above it",
        ),
        RemarkKind::Moved("numbered item") => (
            "moved",
            "an item of a list has only text and a list, so this block stands after it, and the numbers after it begin with \
             1 again"
                .to_owned(),
            "put the block after the whole list, in lines that are not indented",
        ),
        RemarkKind::Moved(_) => (
            "moved",
            "an item of a list has only text and a list, so this block stands after it".to_owned(),
            "put the block after the whole list, in lines that are not indented",
        ),
        RemarkKind::QuoteSplit => (
            "quote-split",
            "a quote has one paragraph, so each paragraph here is a quote of its own, and other blocks stand between"
                .to_owned(),
            "write a quote for each paragraph, or join them",
        ),
        RemarkKind::Cite => (
            "quote-split",
            "a quote has one paragraph, so whose words these are becomes a quote of its own".to_owned(),
            "write a block ```{quote} with the fields text and cite",
        ),
        RemarkKind::ListStart(number) => (
            "list-start",
            format!("this list begins with {number}, and readers see it begin with 1"),
            "begin with 1; what divides a numbered list goes after the whole list",
        ),
        RemarkKind::ImageMoved => (
            "image-in-text",
            "an image can't be within a text, so this one stands after it".to_owned(),
            "give it a paragraph of its own",
        ),
        RemarkKind::ImageLink => (
            "image-link",
            "an image can't be a link, so its link is left out".to_owned(),
            "write the link as text, for instance in the caption",
        ),
        RemarkKind::LinkTitle(title) => (
            "link-title",
            format!("links have no titles in the format, so \"{title}\" is left out"),
            "remove it, or write it into the text",
        ),
        RemarkKind::CodeWords(words) => (
            "code-words",
            format!("after the language, \"{words}\" is left out"),
            "remove it, or write it above the code",
        ),
        RemarkKind::MoreCells => (
            "more-cells",
            "this row has more cells than the table has columns".to_owned(),
            "add a column to the first line, or write a | within a cell as \\|",
        ),
        RemarkKind::Reference(label) => (
            "missing-reference",
            format!("no line defines the address [{label}], so this is shown as it is written"),
            "write a line with the name in brackets, a colon and the address, as in [name]: https://…; put a backslash before \
             the bracket if it is text",
        ),
        RemarkKind::Attribute(name) => (
            "attribute",
            format!("there is no attribute \"{name}\", so this is shown as it is written"),
            "words in brackets may have lang=…, note=…, em, strong and code; put a backslash before the bracket if it is text",
        ),
    }
}

/// The blocks and footnotes of an article in the order of the text, each with its place.
struct Parts(Vec<(usize, &'static str, usize)>);

impl Parts {
    fn of(root: &Node) -> Self {
        let Value::Object(entries) = &root.value else { return Self(Vec::new()) };
        let items = |key| match value_of(entries, key) {
            Some(Node { value: Value::List(items), .. }) => items.as_slice(),
            _ => &[],
        };
        let of = |key| items(key).iter().enumerate().map(move |(index, item)| (item.at, key, index));
        let mut parts: Vec<_> = of("body").chain(of("notes")).collect();
        parts.sort_by_key(|(at, ..)| *at);
        Self(parts)
    }

    /// The path of the one that is at a place.
    fn path_of(&self, at: usize) -> Path {
        let index = self.0.partition_point(|(start, ..)| *start <= at);
        let found = index.checked_sub(1).map(|index| self.0[index]);
        found.map_or_else(Path::default, |(_, key, index)| {
            Path::default().with(Step::Key(key.into())).with(Step::Index(index))
        })
    }
}
