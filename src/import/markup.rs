//! Pieces of HTML that readers write for the core, and words that they take from HTML.

use std::fmt::Write;

use html_escape::{encode_double_quoted_attribute, encode_text};
use scraper::{Html, Node};
use serde_json::Value;

use super::{Cause, Loss};
use crate::html;

/// Escapes words for the text of an element. Characters that HTML can't contain are left out.
pub fn text(words: &str) -> String {
    encode_text(&clean(words)).into_owned()
}

/// Escapes words for a value between double quotation marks.
pub fn attribute(value: &str) -> String {
    encode_double_quoted_attribute(&clean(value)).into_owned()
}

/// An attribute with its name, and with a space before it.
pub fn attribute_named(name: &str, value: &str) -> String {
    format!(" {name}=\"{}\"", attribute(value))
}

fn clean(words: &str) -> String {
    words.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// What adds a loss.
pub fn loss(cause: Cause, detail: &str) -> String {
    format!("<x-loss cause=\"{}\">{}</x-loss>", cause.name(), text(&Loss::new(cause, detail).detail))
}

/// An `<img>`, of which any attribute but `src` may be absent. The size is the width and the height in pixels.
pub fn image(src: &str, alt: Option<&str>, title: Option<&str>, size: Option<(u64, u64)>) -> String {
    let mut tag = format!("<img{}", attribute_named("src", src));
    for (name, value) in [("alt", alt), ("title", title)] {
        if let Some(value) = value {
            tag.push_str(&attribute_named(name, value));
        }
    }
    if let Some((width, height)) = size {
        // Writing to a string can't fail.
        let _ = write!(tag, " width=\"{width}\" height=\"{height}\"");
    }
    tag + ">"
}

/// A footnote, to which [`reference()`] links.
pub fn note(id: &str, html: &str) -> String {
    format!("<aside{} role=\"doc-footnote\">{html}</aside>\n", attribute_named("id", id))
}

/// The place in the text that a footnote belongs to.
pub fn reference(id: &str, number: usize) -> String {
    format!("<a{} role=\"doc-noteref\">{number}</a>", attribute_named("href", &format!("#{id}")))
}

/// A paragraph of plain words.
pub fn paragraph(words: &str) -> String {
    format!("<p>{}</p>", text(words.trim()))
}

/// An image with what stands below it.
#[derive(Clone, Debug, Default)]
pub struct Figure {
    /// Its address.
    pub src: String,
    /// Its description.
    pub alt: Option<String>,
    /// The width and the height in pixels.
    pub size: Option<(u64, u64)>,
    /// The caption, in HTML.
    pub caption: String,
    /// The credit, in HTML.
    pub credit: String,
    /// Where a click on it leads.
    pub href: Option<String>,
}

impl Figure {
    /// The HTML of it.
    pub fn html(&self) -> String {
        let image = image(&self.src, self.alt.as_deref(), None, self.size);
        let image = match self.href.as_deref().filter(|href| !href.is_empty()) {
            Some(href) => format!("<a href=\"{}\">{image}</a>", attribute(href)),
            None => image,
        };
        format!("<figure>{image}{}</figure>", caption(&self.caption, &self.credit))
    }
}

/// A `<figcaption>` of a caption and a credit, both in HTML, or nothing.
pub fn caption(caption: &str, credit: &str) -> String {
    let (caption, credit) = (caption.trim(), credit.trim());
    let credit = match credit {
        "" => String::new(),
        _ => format!("<cite>{credit}</cite>"),
    };
    match (caption, credit.as_str()) {
        ("", "") => String::new(),
        ("", credit) => format!("<figcaption>{credit}</figcaption>"),
        (caption, "") => format!("<figcaption>{caption}</figcaption>"),
        (caption, credit) => format!("<figcaption>{caption} {credit}</figcaption>"),
    }
}

/// Several images.
pub fn gallery(images: &[Figure], words: &str) -> String {
    let images: String = images.iter().map(Figure::html).collect();
    format!("<figure class=\"gallery\">{images}{}</figure>", caption(words, ""))
}

/// Something on another site. The title and the caption are HTML. The format has no place for both: of two, the caption
/// follows as a paragraph.
pub fn embed(url: &str, title: &str, words: &str) -> String {
    let (below, after) = match (title.trim(), words.trim()) {
        ("", words) => (words, String::new()),
        (title, "") => (title, String::new()),
        (title, words) => (title, within("p", words)),
    };
    let link = format!("<a href=\"{}\">{}</a>", attribute(url), text(url));
    format!("<figure class=\"embed\">{link}{}</figure>{after}", caption(below, ""))
}

/// A block of code.
pub fn code(language: &str, words: &str) -> String {
    let class = match language {
        "" => String::new(),
        language => format!(" class=\"language-{}\"", attribute(language)),
    };
    // The first line break in a `<pre>` is not part of its text.
    format!("<pre><code{class}>{}</code></pre>", text(words))
}

/// The words of a piece of HTML, as one line.
pub fn plain(fragment: &str) -> String {
    if !fragment.contains(['<', '&']) {
        return fragment.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let mut words = String::new();
    // Between words of two elements there is at least a space.
    for node in Html::parse_fragment(fragment).tree.nodes() {
        match node.value() {
            Node::Text(piece) => words.push_str(piece),
            Node::Element(element) if matches!(element.name(), "p" | "br" | "div" | "li") => words.push(' '),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A piece of HTML within a paragraph as Text of the format.
pub fn inline(fragment: &str) -> Value {
    let converted = match fragment.contains(['<', '&']) {
        true => html::convert(fragment),
        false => html::Converted::default(),
    };
    match <[Value; 1]>::try_from(converted.body) {
        Ok([block @ (Value::String(_) | Value::Array(_))]) => block,
        _ => Value::String(plain(fragment)),
    }
}

/// HTML within an element.
pub fn within(element: &str, html: &str) -> String {
    format!("<{element}>{html}</{element}>")
}

/// A headline: its entities and tags are HTML, but a sign of Markdown is a sign.
pub fn headline(text: &str) -> Value {
    let tags = ["<em", "<i>", "<strong", "<b>", "<code", "<br", "<span", "<small", "<sup", "<cite"];
    match tags.iter().any(|tag| text.contains(tag)) {
        true => inline(text),
        false => html_escape::decode_html_entities(text.trim()).into_owned().into(),
    }
}
