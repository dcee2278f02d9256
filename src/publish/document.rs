//! A page, and how it is written as an HTML file.

pub mod head;
pub mod icon;
pub mod policy;
pub mod scripts;
pub mod style;
pub mod theme;

use leptos::prelude::RenderHtml;
use serde_json::Value;

use crate::article::Direction;
use crate::article::text::plain;
use crate::publish::addresses::Addresses;
use crate::publish::assets::Assets;
use crate::publish::document::policy::{Media, Needs};
use crate::publish::document::scripts::Scripts;
use crate::site::theme::face::Face;
use crate::view::markup::{Attributes, Element, Markup, el};

/// The parts of a page.
pub struct Document<'a> {
    /// The language (BCP 47).
    pub lang: &'a str,
    /// The title, for browser windows and search engines.
    pub title: String,
    /// `meta` and `link` elements.
    pub head: Vec<Markup>,
    /// The structured data (<https://schema.org/>).
    pub data: Option<Value>,
    /// Which scripts the page has, if any.
    pub script: Option<Script>,
    /// The `body` element.
    pub body: Markup,
}

/// The scripts of a page.
#[derive(Clone, Copy, PartialEq)]
pub enum Script {
    /// The scripts of the site's own pages: see [`scripts`].
    Page,
    /// The script of a page that other sites frame: see [`scripts::Inline::Frame`].
    Frame,
}

impl Document<'_> {
    /// Writes the page as HTML. The policy comes first in the head, since it applies only to the elements after it.
    pub fn into_html(self, assets: &Assets, addresses: &Addresses) -> String {
        let to_html = |markup: Markup| markup.with_addresses(&|target| addresses.to(target)).to_html();
        let mut scripts = match self.script {
            Some(Script::Page) => scripts::of_page(&self.body, assets, addresses),
            Some(Script::Frame) => scripts::of_frame(&self.body, assets, addresses),
            None => Scripts::default(),
        };
        scripts.head += assets.reload.as_deref().unwrap_or_default();
        let styles = assets.page_styles(scripts::names(&self.body), &|face| Some(addresses.to(face.src.as_ref())));
        let has_worker = self.head.iter().any(|element| element.find("script").is_some());
        let needs = Needs {
            style: styles.policy_source.clone(),
            inline_scripts: scripts.inline.clone(),
            script_files: scripts.has_files || has_worker,
            asks: scripts.asks,
            form: self.body.find("form").is_some(),
            media: Media::of(&self.body),
        };
        let policy = assets.policy.as_ref().map(|policy| match self.script {
            Some(Script::Frame) => policy.of_frame(&needs),
            Some(Script::Page) | None => policy.of_page(&needs),
        });
        self.write(&styles.style, policy.as_deref(), &scripts, &to_html)
    }

    /// Writes a single-file page as HTML. Its addresses must be absolute already. `font` returns the content of a font
    /// file as a `data:` address.
    pub fn into_single_file(self, assets: &Assets, font: &dyn Fn(&Face) -> Option<String>) -> String {
        let styles = assets.page_styles(style::names(&self.body), font);
        let policy = policy::of_single_file(&styles.policy_source, assets.theme.has_faces());
        self.write(&styles.style, Some(&policy), &Scripts::default(), &|markup| markup.to_html())
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
            // Without any icon, browsers request /favicon.ico from the server's root, so the page names an empty one.
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
        html += &format!("<style>{style}</style>\n");
        html += &scripts.head;
        html += "\n</head>\n";
        let body = to_html(self.body);
        // Structured data comes last, so that it does not delay the first paint.
        html += body.strip_suffix(BODY_END).unwrap_or(&body);
        html += &scripts.end;
        if let Some(data) = self.data {
            html += &format!("\n<script type=\"application/ld+json\">{}</script>\n", json_for_html(&data));
        }
        html += &format!("{BODY_END}\n</html>\n");
        html
    }
}

/// The link that preloads the lead image. Chromium needs it, because it fetches no images ahead until it has applied
/// the page's policy. It must come after the viewport `meta`: before it, a phone fetches the image for a desktop.
fn preload(body: &Markup) -> Option<Element> {
    let image = body.first(&|parts| parts.tag == "img" && parts.get("fetchpriority") == Some("high"))?;
    let link = el("link").attr("rel", "preload").attr("as", "image").attr("fetchpriority", "high");
    let link = link.with_value("imagesrcset", image.value("srcset")).maybe("imagesizes", image.get("sizes"));
    Some(link.with_value("href", image.value("src")))
}

/// The end of the body. Scripts and structured data are inserted before it.
const BODY_END: &str = "</body>";

/// Removes the `part` attribute, which has a use only in the shadow root of an embedded article.
fn without_part(_: &'static str, attributes: &mut Attributes) {
    attributes.retain(|(name, _)| *name != "part");
}

fn attribute(value: &str) -> std::borrow::Cow<'_, str> {
    html_escape::encode_double_quoted_attribute(value)
}

/// JSON for a `script` element. It escapes `<`, since `</script` and `<!--` would be parsed as HTML.
fn json_for_html(data: &Value) -> String {
    data.to_string().replace('<', "\\u003c")
}
