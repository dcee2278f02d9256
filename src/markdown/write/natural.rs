//! Blocks as people write them in Markdown.

use super::spans::{STYLES, Span, Style, destination, escaped, spans, write};
use super::{fence, read_one};
use crate::article::json::{Key, Node, Value};
use crate::markdown::{object, text};

/// A block that Markdown has a form for, as it is read.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Natural {
    Paragraph(Vec<Span>),
    Heading(u8, Vec<Span>),
    List(List),
    Quote(Vec<Span>),
    Code { text: String, language: Option<String> },
    Table { head: Vec<Vec<Span>>, rows: Vec<Vec<Vec<Span>>> },
    Divider,
    Image { src: String, alt: String, caption: Option<String> },
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct List {
    ordered: bool,
    items: Vec<(Vec<Span>, Option<List>)>,
}

impl Natural {
    /// [`None`] if the block is or has something that Markdown has no form for.
    pub fn of(node: &Node) -> Option<Self> {
        let Value::Object(entries) = &node.value else {
            return spans(node).map(Self::Paragraph);
        };
        let mut fields = Fields::of(entries)?;
        let kind = fields.word("type")?;
        let block = match kind.as_str() {
            "paragraph" => Self::Paragraph(spans(fields.take("text")?)?),
            "heading" => {
                let level = match fields.take("level").map(|node| &node.value) {
                    Some(Value::Number(level)) => level.parse().ok()?,
                    None => 2,
                    _ => return None,
                };
                Self::Heading(Some(level).filter(|level| (1..=6).contains(level))?, spans(fields.take("text")?)?)
            }
            "list" => Self::List(List::take(&mut fields)?),
            "quote" => Self::Quote(spans(fields.take("text")?)?),
            "code" => {
                let text = fields.word("text")?;
                Self::Code { text, language: fields.optional_word("language")? }
            }
            "table" => {
                let head = fields.take("head").map_or_else(|| Some(Vec::new()), row)?;
                let head = if head.iter().all(|cell| is_blank(cell)) { Vec::new() } else { head };
                let Value::List(rows) = &fields.take("rows")?.value else { return None };
                let rows = rows.iter().map(row).collect::<Option<Vec<_>>>()?;
                // Such a row would be lost.
                if rows.iter().any(|row| row.iter().all(|cell| is_blank(cell))) {
                    return None;
                }
                Self::Table { head, rows }
            }
            "divider" => Self::Divider,
            "image" => {
                let (src, alt) = (fields.word("src")?, fields.word("alt")?);
                Self::Image { src, alt, caption: fields.optional_word("caption")? }
            }
            _ => return None,
        };
        fields.is_empty().then_some(block)
    }

    /// The block in Markdown, if it reads the same. `before` is the block before it.
    pub fn text(&self, before: Option<&Self>) -> Option<String> {
        STYLES.into_iter().find_map(|style| {
            let text = self.written(before, style)?;
            (Self::of(&read_one(&text)?)? == *self).then_some(text)
        })
    }

    fn written(&self, before: Option<&Self>, style: Style) -> Option<String> {
        Some(match self {
            Self::Paragraph(spans) => write(spans, style)?,
            Self::Heading(level, spans) => format!("{} {}", "#".repeat((*level).into()), write(spans, style)?),
            Self::List(list) => {
                let follows = matches!(before, Some(Self::List(before)) if before.ordered == list.ordered);
                let mut lines = Vec::new();
                list.write("", follows, style, &mut lines)?;
                lines.join("\n")
            }
            Self::Quote(spans) => format!("> {}", write(spans, style)?),
            Self::Code { text, language } => {
                let language = language.as_deref().unwrap_or_default();
                let fence = fence(text);
                format!("{fence}{language}\n{text}\n{fence}")
            }
            Self::Table { head, rows } => table(head, rows, style)?,
            // A line of dashes could end the front matter.
            Self::Divider => "***".to_owned(),
            Self::Image { src, alt, caption } => {
                let alt = escaped(alt, Style { escapes_all: style.escapes_all || alt.contains(['[', ']']), ..style });
                let title = caption.as_ref().map(|caption| {
                    let mut title = escaped(caption, Style { escapes_all: style.escapes_all, ..style });
                    if !style.escapes_all {
                        title = title.replace('"', "\\\"");
                    }
                    format!(" \"{title}\"")
                });
                format!("![{alt}]({}{})", destination(src, style), title.unwrap_or_default())
            }
        })
    }

    /// The text of a footnote below the body, if it reads the same.
    pub fn footnote(&self, id: &str) -> Option<String> {
        let is_label =
            !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        let text = self.text(None).filter(|_| is_label)?;
        Some(format!("[^{id}]: {text}"))
    }
}

/// A footnote as its id and text.
pub(super) fn note_of(node: &Node) -> Option<(String, Natural)> {
    let Value::Object(entries) = &node.value else { return None };
    let mut fields = Fields::of(entries)?;
    let note = (fields.word("id")?, Natural::Paragraph(spans(fields.take("text")?)?));
    fields.is_empty().then_some(note)
}

/// The reverse of [`note_of`].
pub(super) fn note(id: &str, natural: &Natural) -> Node {
    let node = match natural {
        Natural::Paragraph(spans) => Span::node(spans),
        _ => text(0, ""),
    };
    object(0, [("id", text(0, id)), ("text", node)])
}

impl List {
    fn take(fields: &mut Fields) -> Option<Self> {
        let ordered = match fields.take("ordered").map(|node| &node.value) {
            Some(Value::Bool(ordered)) => *ordered,
            None => false,
            _ => return None,
        };
        let Value::List(items) = &fields.take("items")?.value else { return None };
        let items = items.iter().map(Self::item).collect::<Option<Vec<_>>>()?;
        // An item without words would be lost.
        let is_said = items.iter().all(|(text, list)| !is_blank(text) || list.is_some());
        is_said.then_some(Self { ordered, items })
    }

    fn item(node: &Node) -> Option<(Vec<Span>, Option<Self>)> {
        let Value::Object(entries) = &node.value else { return Some((spans(node)?, None)) };
        let mut fields = Fields::of(entries)?;
        let text = spans(fields.take("text")?)?;
        let list = match fields.take("list") {
            None => None,
            Some(Node { value: Value::Object(entries), .. }) => {
                let mut inner = Fields::of(entries)?;
                let list = Self::take(&mut inner)?;
                Some(list).filter(|_| inner.is_empty())?.into()
            }
            Some(_) => return None,
        };
        fields.is_empty().then_some((text, list))
    }

    fn write(&self, indent: &str, follows: bool, style: Style, lines: &mut Vec<String>) -> Option<()> {
        for (index, (text, list)) in self.items.iter().enumerate() {
            let marker = match (self.ordered, follows) {
                (false, false) => "-".to_owned(),
                (false, true) => "*".to_owned(),
                (true, false) => format!("{}.", index + 1),
                (true, true) => format!("{})", index + 1),
            };
            let line = format!("{indent}{marker} {}", write(text, style)?);
            lines.push(line.trim_end().to_owned());
            if let Some(list) = list {
                list.write(&format!("{indent}{}", " ".repeat(marker.len() + 1)), false, style, lines)?;
            }
        }
        Some(())
    }
}

/// A table, whose columns are as wide as their widest cell if that is narrow.
fn table(head: &[Vec<Span>], rows: &[Vec<Vec<Span>>], style: Style) -> Option<String> {
    let style = Style { is_cell: true, ..style };
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0).max(head.len());
    let empty = vec![vec![Span::default()]; columns];
    let head = if head.is_empty() { &empty } else { head };
    let lines = [head].into_iter().chain(rows.iter().map(Vec::as_slice));
    let cells: Vec<Vec<String>> = lines
        .map(|row| row.iter().map(|cell| write(cell, style)).collect::<Option<Vec<_>>>())
        .collect::<Option<_>>()?;
    if columns == 0 || cells.iter().any(|row| row.len() != columns) {
        return None;
    }
    let width = |column: usize| cells.iter().map(|row| row[column].chars().count()).max().unwrap_or(0).clamp(3, 30);
    let widths: Vec<_> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    let rule = format!("| {} |", widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>().join(" | "));
    let mut lines: Vec<_> = cells.iter().map(line).collect();
    lines.insert(1, rule);
    Some(lines.join("\n"))
}

fn row(node: &Node) -> Option<Vec<Vec<Span>>> {
    let Value::List(cells) = &node.value else { return None };
    let cell = |node: &Node| match &node.value {
        Value::Null => Some(Vec::new()),
        _ => spans(node),
    };
    cells.iter().map(cell).collect()
}

fn is_blank(spans: &[Span]) -> bool {
    spans.iter().all(|span| span.text.trim().is_empty() && span.note.is_none())
}

/// The entries of an object, without those that are `null`.
struct Fields<'n>(Vec<(&'n str, &'n Node)>);

impl<'n> Fields<'n> {
    /// [`None`] if a key is repeated.
    fn of(entries: &'n [(Key, Node)]) -> Option<Self> {
        let fields: Vec<_> = entries
            .iter()
            .map(|(key, node)| (key.name.as_str(), node))
            .filter(|(_, node)| node.value != Value::Null)
            .collect();
        let is_once = |name: &str| entries.iter().filter(|(key, _)| key.name == name).count() == 1;
        fields.iter().all(|(name, _)| is_once(name)).then_some(Self(fields))
    }

    fn take(&mut self, name: &str) -> Option<&'n Node> {
        let index = self.0.iter().position(|(key, _)| *key == name)?;
        Some(self.0.remove(index).1)
    }

    fn word(&mut self, name: &str) -> Option<String> {
        match &self.take(name)?.value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// A word that may be missing. The outer [`None`] is for another value.
    fn optional_word(&mut self, name: &str) -> Option<Option<String>> {
        match self.take(name).map(|node| &node.value) {
            None => Some(None),
            Some(Value::Text(text)) if !text.trim().is_empty() => Some(Some(text.clone())),
            Some(_) => None,
        }
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
