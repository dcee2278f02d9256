//! The words of a paragraph as HTML.

use super::raw;
use super::tree::{Attributes, Tree};
use super::write::{Writer, language};
use crate::import::{Cause, markup};

/// Quotation marks by language: double, then single.
const MARKS: &[(&str, [&str; 4])] = &[
    ("de", ["„", "“", "‚", "‘"]),
    ("fr", ["«\u{a0}", "\u{a0}»", "“", "”"]),
    ("es", ["«", "»", "“", "”"]),
    ("ar", ["«", "»", "‹", "›"]),
];
const USUAL: [&str; 4] = ["“", "”", "‘", "’"];

impl Writer {
    pub fn inlines(&mut self, inlines: &Tree, html: &mut String) {
        match inlines {
            Tree::List(inlines) => inlines.iter().for_each(|inline| self.inline(inline, html)),
            Tree::Words(_) => self.inline(inlines, html),
            _ => {}
        }
    }

    pub fn inline(&mut self, inline: &Tree, html: &mut String) {
        let content = inline.content();
        let tag = match inline.tag() {
            "Str" => return html.push_str(&markup::text(content.text())),
            "Space" | "SoftBreak" => return html.push(' '),
            "LineBreak" => return html.push_str("<br>"),
            "Emph" => "em",
            "Strong" => "strong",
            "Underline" => "u",
            "Strikeout" => "s",
            "Superscript" => "sup",
            "Subscript" => "sub",
            "SmallCaps" => {
                html.push_str(&markup::loss(Cause::Formatting, &content.words()));
                return self.inlines(content, html);
            }
            "Quoted" => return self.quoted(content, html),
            "Cite" => {
                let keys = content.at(0).items().iter().filter_map(|citation| citation.get("citationId"));
                let keys: Vec<_> = keys.map(|key| format!("@{}", key.text())).collect();
                let words = content.at(1).words();
                if keys.iter().any(|key| words.contains(key)) {
                    html.push_str(&markup::loss(Cause::Citation, &words));
                }
                return self.inlines(content.at(1), html);
            }
            "Code" => return html.push_str(&format!("<code>{}</code>", markup::text(content.at(1).text()))),
            "Math" => {
                let formula = content.at(1).text().trim();
                html.push_str(&markup::loss(Cause::Drawing, formula));
                return html.push_str(&markup::text(formula));
            }
            "RawInline" => return html.push_str(&raw::html(content)),
            "Link" => return self.link(content.items(), html),
            "Image" => return self.image(inline, None, html),
            "Note" => {
                let note = self.note(content.items());
                return html.push_str(&note);
            }
            "Span" => return self.span(content, html),
            _ => {
                let words = inline.words();
                if !words.is_empty() {
                    let detail =
                        if inline.tag().is_empty() { words.clone() } else { format!("{} {words}", inline.tag()) };
                    self.lose(Cause::Element, detail);
                    html.push_str(&markup::text(&words));
                }
                return;
            }
        };
        html.push_str(&format!("<{tag}>"));
        self.inlines(content, html);
        html.push_str(&format!("</{tag}>"));
    }

    fn quoted(&mut self, content: &Tree, html: &mut String) {
        let language = self.language.as_deref().unwrap_or_default();
        let language = language.split(['-', '_']).next().unwrap_or_default().to_lowercase();
        let marks = MARKS.iter().find(|(name, _)| *name == language).map_or(USUAL, |(_, marks)| *marks);
        let [open, close] = match content.at(0).tag() {
            "SingleQuote" => [marks[2], marks[3]],
            _ => [marks[0], marks[1]],
        };
        html.push_str(open);
        self.inlines(content.at(1), html);
        html.push_str(close);
    }

    fn link(&mut self, content: &[Tree], html: &mut String) {
        // Before Pandoc 1.16, without attributes.
        let (words, target) = match content {
            [_, words, target] | [words, target] => (words, target),
            _ => return content.iter().for_each(|part| self.inlines(part, html)),
        };
        let address = target.at(0).text();
        // Places in a document are no parts of an article.
        if address.is_empty() || address.starts_with('#') {
            return self.inlines(words, html);
        }
        html.push_str(&format!("<a{}>", markup::attribute_named("href", address)));
        self.inlines(words, html);
        html.push_str("</a>");
    }

    /// An image. Words that only repeat the caption describe nothing.
    pub fn image(&mut self, image: &Tree, caption: Option<&str>, html: &mut String) {
        let none = Tree::Null;
        let attributes = Attributes::of(match image.content().items() {
            [attributes, _, _] => attributes,
            _ => &none,
        });
        let Some((target, words)) = image_parts(image) else { return };
        let alt = attributes.get("alt").map(str::to_owned).or_else(|| {
            let words = words.words();
            (!words.is_empty() && caption != Some(&words)).then_some(words)
        });
        let length = |name| attributes.get(name).and_then(pixels);
        let title = target.at(1).text();
        let title = Some(title.strip_prefix("fig:").unwrap_or(title)).filter(|title| !title.is_empty());
        html.push_str(&markup::image(
            target.at(0).text(),
            alt.as_deref(),
            title,
            length("width").zip(length("height")),
        ));
    }

    fn span(&mut self, content: &Tree, html: &mut String) {
        let attributes = Attributes::of(content.at(0));
        let words = || content.at(1).words();
        let by = || attributes.get("author").map(|author| format!("{author}: ")).unwrap_or_default();
        if attributes.has(&["comment-start"]) {
            return self.lose(Cause::Comment, by() + &words());
        }
        if attributes.has(&["deletion"]) {
            return self.lose(Cause::TrackedChange, by() + &words());
        }
        if attributes.has(&["insertion", "paragraph-insertion", "paragraph-deletion"]) {
            self.lose(Cause::TrackedChange, by() + &words());
        }
        if attributes.has(&["smallcaps", "smcp", "small-caps"]) {
            html.push_str(&markup::loss(Cause::Formatting, &words()));
        }
        let tag = if attributes.has(&["underline", "ul"]) { "u" } else { "span" };
        html.push_str(&format!("<{tag}{}>", language(&attributes)));
        self.inlines(content.at(1), html);
        html.push_str(&format!("</{tag}>"));
    }
}

/// The target of an image, and the words that stand for it. Before Pandoc 1.16, it had no attributes.
pub fn image_parts(image: &Tree) -> Option<(&Tree, &Tree)> {
    match image.content().items() {
        [_, words, target] | [words, target] => Some((target, words)),
        _ => None,
    }
}

/// A length in pixels, as Pandoc takes it: others are 96 of them in an inch.
fn pixels(length: &str) -> Option<u64> {
    let unit = length.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number: f64 = length[..length.len() - unit.len()].parse().ok()?;
    let factor = match unit.trim() {
        "" | "px" => 1.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        _ => return None,
    };
    let pixels = (number * factor).round();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between the limits")]
    (1.0..100_000.0).contains(&pixels).then_some(pixels as u64)
}
