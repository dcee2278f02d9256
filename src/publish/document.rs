//! A page as a file.

pub mod head;
pub mod icon;
pub mod policy;
pub mod scripts;
pub mod style;

use serde_json::Value;

use crate::article::Direction;
use crate::article::text::plain;
use crate::view::markup::{Attributes, Element, Markup, el};
use leptos::prelude::RenderHtml;

use crate::page_path::PagePath;
use crate::publish::addresses::Addresses;
use crate::publish::assets::Assets;
use crate::publish::document::scripts::Scripts;

/// What a page consists of.
pub struct Document<'a> {
    /// The language (BCP 47).
    pub lang: &'a str,
    /// For the window and for search engines.
    pub title: String,
    /// `meta` and `link` elements.
    pub head: Vec<Markup>,
    /// What the page is about, for machines (<https://schema.org/>).
    pub data: Option<Value>,
    /// How the page gets its styles.
    pub style: Style,
    /// Which scripts it has, if any.
    pub script: Option<Script>,
    /// The `body` element, with what can be read in it.
    pub body: Markup,
}

/// The style sheets that pages have.
#[derive(Clone, Copy, PartialEq)]
pub enum Style {
    /// That of all pages, in the page itself: nothing else has to arrive before the first paint.
    Inside,
    /// That of cards, in a file of its own, so that the pages of ten thousand cards stay small.
    Card,
}

/// The kinds of page that have scripts.
#[derive(Clone, Copy, PartialEq)]
pub enum Script {
    /// A page of the site: see [`scripts`].
    Page,
    /// A page in a frame, which tells the page around it how high it is.
    Frame,
}

impl Document<'_> {
    /// The file of one page among others. It begins with its policy, since that holds only for what comes after it.
    pub fn into_html(self, assets: &Assets, addresses: &Addresses) -> String {
        let to_html = |markup: Markup| markup.with_addresses(&|target| addresses.to(target)).to_html();
        let mut scripts = match self.script {
            Some(Script::Page) => scripts::of_page(&self.body, assets, addresses),
            Some(Script::Frame) => Scripts { head: frame_script(assets, addresses), end: String::new() },
            None => Scripts::default(),
        };
        scripts.head += assets.reload.as_deref().unwrap_or_default();
        let look = assets.look(scripts::names(&self.body));
        let style = match self.style {
            Style::Inside => format!("<style>{}</style>", look.style),
            Style::Card => {
                let address = addresses.to_place(&PagePath::file(assets.name(CARD_STYLE)));
                format!("<link rel=\"stylesheet\" href=\"{}\">", attribute(&address))
            }
        };
        self.write(&style, look.policy.as_deref(), &scripts, &to_html)
    }

    /// The file of a page that has everything in it. Its addresses are those that readers will need, from anywhere.
    pub fn into_single_file(self, assets: &Assets) -> String {
        let look = assets.look(style::names(&self.body));
        let policy = policy::of_single_file(&look.style);
        let style = format!("<style>{}</style>", look.style);
        self.write(&style, Some(&policy), &Scripts::default(), &|markup| markup.to_html())
    }

    fn write(self, style: &str, policy: Option<&str>, scripts: &Scripts, to_html: &dyn Fn(Markup) -> String) -> String {
        let meta = |name, content: &str| Markup::from(el("meta").attr("name", name).attr("content", content));
        let policy =
            policy.map(|policy| el("meta").attr("http-equiv", "Content-Security-Policy").attr("content", policy));
        let mut head = vec![
            el("meta").attr("charset", "utf-8").into(),
            policy.into(),
            meta("viewport", "width=device-width, initial-scale=1"),
            preload(&self.body).into(),
            meta("color-scheme", "light dark"),
            el("title").with(plain(&self.title)).into(),
        ];
        head.extend(self.head);
        let is_icon = |markup: &Markup| markup.find("link").and_then(|link| link.get("rel")) == Some("icon");
        if !head.iter().any(is_icon) {
            // An empty icon: without one, browsers ask the server's root for /favicon.ico.
            head.push(el("link").attr("rel", "icon").attr("href", "data:,").into());
        }
        let direction = Direction::of(self.lang).name();
        let to_html = |markup: Markup| to_html(markup.with_attributes(&without_part));
        let mut html = String::from("<!doctype html>\n");
        html += &format!("<html lang=\"{}\" dir=\"{direction}\">\n<head>\n", attribute(self.lang));
        for element in head {
            let element = to_html(element);
            if !element.is_empty() {
                html += &element;
                html.push('\n');
            }
        }
        html += style;
        html.push('\n');
        html += &scripts.head;
        html += "\n</head>\n";
        let body = to_html(self.body);
        // What only machines read comes last, so that it delays no reader.
        html += body.strip_suffix(BODY_END).unwrap_or(&body);
        html += &scripts.end;
        if let Some(data) = self.data {
            html += &format!("\n<script type=\"application/ld+json\">{}</script>\n", json_for_html(&data));
        }
        html += &format!("{BODY_END}\n</html>\n");
        html
    }
}

/// The link by which a browser fetches the lead image before it has read what is above it. The policy before it would
/// hold that up: Chromium looks ahead for images only once it knows what is allowed. It stands after the width of the
/// window, or a telephone would fetch the file for a desk.
fn preload(body: &Markup) -> Option<Element> {
    let image = body.first(&|parts| parts.tag == "img" && parts.get("fetchpriority") == Some("high"))?;
    let link = el("link").attr("rel", "preload").attr("as", "image").attr("fetchpriority", "high");
    let link = link.with_value("imagesrcset", image.value("srcset")).maybe("imagesizes", image.get("sizes"));
    Some(link.with_value("href", image.value("src")))
}

/// How the body of a page ends.
const BODY_END: &str = "</body>";

/// The plain name of the style sheet of [`Style::Card`].
const CARD_STYLE: &str = "card.css";

/// The plain name of the script of [`Script::Frame`].
pub const FRAME_SCRIPT: &str = "frame.js";

/// Without `integrity`: a sandboxed frame has no origin, so its own script comes from another one, and a browser checks
/// no hash of that, and refuses it.
fn frame_script(assets: &Assets, addresses: &Addresses) -> String {
    if !assets.has(FRAME_SCRIPT) {
        return String::new();
    }
    let address = addresses.to_place(&PagePath::file(assets.name(FRAME_SCRIPT)));
    format!("<script src=\"{}\" defer></script>", attribute(&address))
}

/// Takes away the name by which the styles of other sites reach an element: they do so only through a shadow root, and
/// HTML has no such attribute.
fn without_part(_: &'static str, attributes: &mut Attributes) {
    attributes.retain(|(name, _)| *name != "part");
}

fn attribute(value: &str) -> std::borrow::Cow<'_, str> {
    html_escape::encode_double_quoted_attribute(value)
}

/// JSON inside a `script` element, where `</script` and `<!--` would be read as HTML.
fn json_for_html(data: &Value) -> String {
    data.to_string().replace('<', "\\u003c")
}
