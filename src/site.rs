//! `site.json`: what all articles of a publication share.

#[cfg(not(target_arch = "wasm32"))]
pub mod address;
#[cfg(not(target_arch = "wasm32"))]
pub mod navigation;

use serde::Serialize;

use crate::address::Base;
#[cfg(not(target_arch = "wasm32"))]
use crate::address::Link;
use crate::article::json::Node;
use crate::article::language::Language;
#[cfg(not(target_arch = "wasm32"))]
use crate::article::named::Named;
use crate::article::read::{Problem, Read, Reader};
#[cfg(not(target_arch = "wasm32"))]
use crate::article::schema::{Slug, WholeLink};
#[cfg(not(target_arch = "wasm32"))]
use crate::article::text::is_blank;
use crate::article::{self, ParseError};
use crate::session::Session;
#[cfg(not(target_arch = "wasm32"))]
use navigation::{Contact, NavigationLink, SocialLink};

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
    /// How readers log in, and how to learn whether they are; no session bar if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [{ "login": "https://…?next={return}" }])))]
    pub session: Option<Session>,
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
            session: fields.optional("session", reader),
            rights: fields.optional("rights", reader),
            #[cfg(not(target_arch = "wasm32"))]
            offline: fields.flag("offline", reader),
        };
        fields.finish(&["$schema"], reader);
        Some(site)
    }
}
