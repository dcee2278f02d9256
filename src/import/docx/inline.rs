//! The words of a paragraph.

use std::rc::Rc;

use serde_json::{Map, Value, json};

use super::styles::Position;
use crate::import::{Cause, markup};

/// The formatting of words that comes over, or of which a loss tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Format {
    pub link: Option<Rc<str>>,
    pub language: Option<Rc<str>>,
    pub strong: bool,
    pub em: bool,
    pub code: bool,
    pub struck: bool,
    pub underlined: bool,
    pub capitals: bool,
    pub position: Option<Position>,
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    Text(String),
    Break,
    /// An image, as HTML.
    Image(String),
    /// A footnote's reference, a place that links lead to, or a loss, as HTML.
    Html(String),
}

/// A paragraph's markup.
#[derive(Clone, Debug, Default)]
pub struct Inline {
    markup: Vec<(Format, Piece)>,
}

impl Inline {
    /// Adds words.
    pub fn text(&mut self, format: &Format, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.markup.last_mut() {
            Some((last, Piece::Text(before))) if last == format => before.push_str(text),
            _ => self.markup.push((format.clone(), Piece::Text(text.to_owned()))),
        }
    }

    /// Adds something else.
    pub fn push(&mut self, format: &Format, piece: Piece) {
        self.markup.push((format.clone(), piece));
    }

    /// Puts other markup before these.
    pub fn prepend(&mut self, mut others: Self) {
        others.markup.append(&mut self.markup);
        self.markup = others.markup;
    }

    /// Whether there is nothing at all.
    pub fn is_empty(&self) -> bool {
        self.markup.is_empty()
    }

    /// Whether there are neither words nor images.
    pub fn is_blank(&self) -> bool {
        self.markup.iter().all(|(_, piece)| match piece {
            Piece::Text(text) => text.trim().is_empty(),
            Piece::Break | Piece::Html(_) => true,
            Piece::Image(_) => false,
        })
    }

    /// Whether all words are code.
    pub fn is_code(&self) -> bool {
        let mut words = self.markup.iter().filter(|(_, piece)| !piece.is_blank()).peekable();
        words.peek().is_some() && words.all(|(format, piece)| format.code && matches!(piece, Piece::Text(_)))
    }

    /// Whether there are words, and all are bold.
    pub fn is_strong(&self) -> bool {
        let mut words = self.markup.iter().filter(|(_, piece)| !piece.is_blank()).peekable();
        words.peek().is_some() && words.all(|(format, _)| format.strong)
    }

    /// Removes the dash at the beginning.
    pub fn drop_dash(&mut self) {
        for (_, piece) in &mut self.markup {
            if let Piece::Text(text) = piece
                && !text.trim().is_empty()
            {
                *text = text.trim_start().trim_start_matches(['—', '–', '―']).trim_start().to_owned();
                break;
            }
        }
    }

    /// The images, if there is nothing else; and what stands for nothing.
    pub fn images(&self) -> Option<(Vec<String>, String)> {
        let mut images = Vec::new();
        let mut others = String::new();
        for (format, piece) in &self.markup {
            match piece {
                Piece::Image(html) => images.push(match &format.link {
                    Some(link) => format!("<a{}>{html}</a>", markup::attribute_named("href", link)),
                    None => html.clone(),
                }),
                Piece::Html(html) => others.push_str(html),
                _ if piece.is_blank() => {}
                _ => return None,
            }
        }
        (!images.is_empty()).then_some((images, others))
    }

    /// Whether there are images.
    pub fn has_images(&self) -> bool {
        self.markup.iter().any(|(_, piece)| matches!(piece, Piece::Image(_)))
    }

    /// Takes the images out of a caption that stands in one paragraph with them.
    pub fn take_images(&mut self) -> Vec<String> {
        let (images, others): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.markup).into_iter().partition(|(_, piece)| matches!(piece, Piece::Image(_)));
        self.markup = others;
        Self { markup: images }.images().map(|(images, _)| images).unwrap_or_default()
    }

    /// Only the words, with a line break for each.
    pub fn plain(&self) -> String {
        let texts = self.markup.iter().map(|(_, piece)| match piece {
            Piece::Text(text) => text,
            Piece::Break => "\n",
            _ => "",
        });
        texts.collect()
    }

    /// What is neither words nor an image, as HTML: it has to come over even if the words become a field.
    pub fn rest(&self) -> String {
        let rest = self.markup.iter().filter_map(|(_, piece)| match piece {
            Piece::Html(html) | Piece::Image(html) => Some(html.as_str()),
            _ => None,
        });
        rest.collect()
    }

    /// The words as Text of the format.
    pub fn value(&self) -> Value {
        let plain = self.plain().split_whitespace().collect::<Vec<_>>().join(" ");
        let is_plain = |format: &Format| !format.em && !format.code && format.language.is_none();
        if self.markup.iter().all(|(format, piece)| is_plain(format) || piece.is_blank()) {
            return plain.into();
        }
        let mut spans: Vec<Value> = Vec::new();
        let words: Vec<_> =
            self.markup.iter().filter(|(_, piece)| matches!(piece, Piece::Text(_) | Piece::Break)).collect();
        for (at, (format, piece)) in words.iter().enumerate() {
            let mut text = match piece {
                Piece::Text(text) => text.as_str(),
                _ => " ",
            };
            if at == 0 {
                text = text.trim_start();
            }
            if at + 1 == words.len() {
                text = text.trim_end();
            }
            let mut span = Map::new();
            for (key, is_set) in [("em", format.em), ("code", format.code)] {
                if is_set {
                    span.insert(key.to_owned(), true.into());
                }
            }
            if let Some(language) = &format.language {
                span.insert("lang".to_owned(), (**language).into());
            }
            if span.is_empty() {
                spans.push(text.into());
            } else {
                span.insert("text".to_owned(), text.into());
                spans.push(span.into());
            }
        }
        json!(spans)
    }

    /// All of it as HTML.
    pub fn html(&self) -> String {
        let mut html = String::new();
        let mut open: Vec<(String, &str)> = Vec::new();
        let mut markup = self.trimmed();
        for (format, piece) in &mut markup {
            let tags = match piece {
                Piece::Text(_) => format.tags(piece.is_blank()),
                Piece::Image(_) | Piece::Break => format.around(),
                // A footnote's reference is a link, and links can't lie in each other.
                Piece::Html(_) => Vec::new(),
            };
            let common = open.iter().zip(&tags).take_while(|(a, b)| a == b).count();
            while open.len() > common {
                if let Some((_, end)) = open.pop() {
                    html.push_str(end);
                }
            }
            for (start, end) in tags.into_iter().skip(common) {
                html.push_str(&start);
                open.push((start, end));
            }
            match piece {
                Piece::Text(text) => {
                    if format.capitals && !text.trim().is_empty() {
                        html.push_str(&markup::loss(Cause::Formatting, text));
                    }
                    html.push_str(&markup::text(text));
                }
                Piece::Break => html.push_str("<br>"),
                Piece::Image(piece) | Piece::Html(piece) => html.push_str(piece),
            }
        }
        while let Some((_, end)) = open.pop() {
            html.push_str(end);
        }
        html
    }

    /// The markup without white space and line breaks at both ends.
    fn trimmed(&self) -> Vec<(Format, Piece)> {
        let mut markup = self.markup.clone();
        let is_space = |c: char| c.is_ascii_whitespace();
        for (_, piece) in &mut markup {
            match piece {
                Piece::Text(text) => {
                    *text = text.trim_start_matches(is_space).to_owned();
                    if !text.is_empty() {
                        break;
                    }
                }
                Piece::Break => *piece = Piece::Text(String::new()),
                Piece::Image(_) => break,
                Piece::Html(_) => {}
            }
        }
        for (_, piece) in markup.iter_mut().rev() {
            match piece {
                Piece::Text(text) => {
                    *text = text.trim_end_matches(is_space).to_owned();
                    if !text.is_empty() {
                        break;
                    }
                }
                Piece::Break => *piece = Piece::Text(String::new()),
                _ => break,
            }
        }
        markup.retain(|(_, piece)| *piece != Piece::Text(String::new()));
        markup
    }
}

impl Piece {
    fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Break | Self::Html(_) => true,
            Self::Image(_) => false,
        }
    }
}

impl Format {
    /// The tags around words, outermost first. White space needs none but the link.
    fn tags(&self, is_blank: bool) -> Vec<(String, &'static str)> {
        let mut tags = self.around();
        let formats = [
            (self.strong, "strong"),
            (self.em, "em"),
            (self.code, "code"),
            (self.struck, "s"),
            (self.underlined && self.link.is_none(), "u"),
            (self.position == Some(Position::Raised), "sup"),
            (self.position == Some(Position::Lowered), "sub"),
        ];
        if is_blank && !self.code {
            return tags;
        }
        tags.extend(formats.iter().filter(|(is_set, _)| *is_set).map(|(_, name)| {
            let end = match *name {
                "strong" => "</strong>",
                "em" => "</em>",
                "code" => "</code>",
                "s" => "</s>",
                "u" => "</u>",
                "sup" => "</sup>",
                _ => "</sub>",
            };
            (format!("<{name}>"), end)
        }));
        tags
    }

    /// The tags around anything.
    fn around(&self) -> Vec<(String, &'static str)> {
        let link = self.link.as_deref().map(|link| (format!("<a{}>", markup::attribute_named("href", link)), "</a>"));
        let language = self.language.as_deref();
        let language = language.map(|tag| (format!("<span{}>", markup::attribute_named("lang", tag)), "</span>"));
        link.into_iter().chain(language).collect()
    }
}
