//! `site.json`: what all articles of a publication share.

#[cfg(not(target_arch = "wasm32"))]
pub mod address;
pub mod byline_style;
#[cfg(not(target_arch = "wasm32"))]
pub mod logo;
#[cfg(not(target_arch = "wasm32"))]
pub mod navigation;
#[cfg(not(target_arch = "wasm32"))]
pub mod theme;

use serde::Serialize;

use crate::address::Base;
#[cfg(not(target_arch = "wasm32"))]
use crate::address::{Link, Source, Target};
use crate::article::json::Node;
use crate::article::language::Language;
#[cfg(not(target_arch = "wasm32"))]
use crate::article::named::Named;
#[cfg(not(target_arch = "wasm32"))]
use crate::article::read::Expected;
use crate::article::read::{Problem, Read, Reader};
#[cfg(not(target_arch = "wasm32"))]
use crate::article::schema::{Slug, WholeLink};
#[cfg(not(target_arch = "wasm32"))]
use crate::article::text::is_blank;
use crate::article::{self, ParseError};
use crate::session::Session;
use byline_style::BylineStyle;
#[cfg(not(target_arch = "wasm32"))]
use logo::Logo;
#[cfg(not(target_arch = "wasm32"))]
use navigation::{Contact, NavigationLink, SocialLink};
#[cfg(not(target_arch = "wasm32"))]
use theme::Theme;

/// A publication. What only `publish` needs is ignored in the browser.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Site {
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its language (BCP 47), for articles that name none and for the words around them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Language"))]
    pub lang: Option<String>,
    /// The slug of the article that is shown when the address names none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Slug"))]
    pub home: Option<String>,
    /// The slugs of the articles that come first on the front page, in this order; before the newest.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<Slug>", extend("examples" = [["name-of-its-file"]]))]
    pub front: Vec<String>,
    /// Its absolute address, for what can't be relative: feeds, previews, canonical links.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "WholeLink")]
    pub url: Option<Link>,
    /// Who is behind it, and their page.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = [{ "name": "…" }]))]
    pub publisher: Option<Named>,
    /// What it is about, in a sentence: for search results and previews of the front page, and for feeds.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The links at the top of each page. Without them, the pages of lists lead to the sections.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(extend("examples" = [[{ "text": "About", "href": "pages/about.json" }]]))]
    pub navigation: Vec<NavigationLink>,
    /// The links at the foot of each page.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(extend("examples" = [[{ "text": "Imprint", "href": "pages/imprint.json" }]]))]
    pub footer: Vec<NavigationLink>,
    /// How readers can write to it.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = [{ "email": "desk@example.org" }]))]
    pub contact: Option<Contact>,
    /// Its profiles elsewhere.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(extend("examples" = [[{ "text": "Mastodon", "href": "https://…" }]]))]
    pub social: Vec<SocialLink>,
    /// The image at the top of each page, in place of the title.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = [{ "src": "images/logo.svg", "alt": "…" }]))]
    pub logo: Option<Logo>,
    /// The address of the icon, for browser tabs: an SVG, PNG or ICO file of the site.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<Source>,
    /// Its colours, fonts and widths.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = [{ "light": { "accent": "#00695c" }, "dark": { "accent": "#80cbc4" } }]))]
    pub theme: Option<Theme>,
    /// How readers log in, and how to learn whether they are; no session bar if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [{ "login": "https://…?next={return}" }])))]
    pub session: Option<Session>,
    /// How bylines and dates of articles are set; one below the other if absent.
    #[serde(rename = "bylineStyle", skip_serializing_if = "BylineStyle::is_stacked")]
    pub byline_style: BylineStyle,
    /// A line at the foot of each page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rights: Option<String>,
    /// Whether the browsers of readers keep the articles they read, for when there is no network.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub offline: bool,
}

impl Site {
    /// Reads `site.json` from its bytes and its address. With it comes what was wrong in it.
    pub fn from_json(bytes: &[u8], base: &Base) -> Result<(Self, Vec<Problem>), ParseError> {
        article::from_json(bytes, base)
    }

    /// Writes `site.json`: [`Site::from_json`] reads it as the same again.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn to_json(&self) -> String {
        article::write::to_json(self)
    }
}

impl Read for Site {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let _: Option<u32> = fields.optional("version", reader);
        let site = Self {
            title: fields.optional("title", reader),
            lang: fields.optional("lang", reader).map(|Language(tag)| tag),
            home: fields.optional("home", reader),
            #[cfg(not(target_arch = "wasm32"))]
            front: fields.list("front", reader),
            #[cfg(not(target_arch = "wasm32"))]
            url: fields.optional("url", reader),
            #[cfg(not(target_arch = "wasm32"))]
            publisher: fields.optional("publisher", reader),
            #[cfg(not(target_arch = "wasm32"))]
            description: fields.optional("description", reader).filter(|text: &String| !is_blank(text)),
            #[cfg(not(target_arch = "wasm32"))]
            navigation: fields.list("navigation", reader),
            #[cfg(not(target_arch = "wasm32"))]
            footer: fields.list("footer", reader),
            #[cfg(not(target_arch = "wasm32"))]
            contact: fields.optional("contact", reader),
            #[cfg(not(target_arch = "wasm32"))]
            social: fields.list("social", reader),
            #[cfg(not(target_arch = "wasm32"))]
            logo: fields.optional("logo", reader),
            #[cfg(not(target_arch = "wasm32"))]
            icon: fields.optional("icon", reader).map(|IconFile(icon)| icon),
            #[cfg(not(target_arch = "wasm32"))]
            theme: fields.optional("theme", reader),
            session: fields.optional("session", reader),
            byline_style: fields.optional("bylineStyle", reader).unwrap_or_default(),
            rights: fields.optional("rights", reader),
            #[cfg(not(target_arch = "wasm32"))]
            offline: fields.flag("offline", reader),
        };
        fields.finish(&["$schema"], reader);
        Some(site)
    }
}

/// The address of an icon of the site.
#[cfg(not(target_arch = "wasm32"))]
struct IconFile(Source);

/// The endings of icons, each with its media type.
#[cfg(not(target_arch = "wasm32"))]
pub const ICONS: [(&str, &str); 3] = [(".svg", "image/svg+xml"), (".png", "image/png"), (".ico", "image/x-icon")];

#[cfg(not(target_arch = "wasm32"))]
impl Read for IconFile {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let is_icon = |path: &str| ICONS.iter().any(|(ending, _)| path.to_lowercase().ends_with(ending));
        own_file(node, reader, Expected::IconFile, is_icon).map(Self)
    }
}

/// Reads the address of a file of the site. Its path has to be one that `fits`.
#[cfg(not(target_arch = "wasm32"))]
fn own_file(node: &Node, reader: &mut Reader, what: Expected, fits: impl Fn(&str) -> bool) -> Option<Source> {
    let source = Source::read(node, reader)?;
    let path = match source.as_ref() {
        Target::File(path) => Some(path),
        Target::Elsewhere(address) if reader.base.owns(&source) => Some(address),
        _ => None,
    };
    let path = path.map(|path| path.split(['?', '#']).next().unwrap_or_default());
    match path.is_some_and(fits) {
        true => Some(source),
        false => reader.expected(node.at, what),
    }
}
