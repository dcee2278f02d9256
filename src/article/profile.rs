//! An author's profile, from which the page of the author is made.

use serde::Serialize;

use super::block::{Block, Item, List};
use super::image::Image;
use super::json::Node;
use super::named::Named;
use super::read::{Problem, Read, Reader, object};
use super::text::{Span, Text};
use super::{Article, ParseError};
use crate::address::Base;

/// An author: a person or an organisation.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Profile {
    /// The name as it is shown.
    pub name: String,
    /// Their role or place, such as "Photographs" or "in Seoul".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// A portrait.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = [{ "src": "../images/name.jpg", "alt": "…" }]))]
    pub portrait: Option<Image>,
    /// The text about the author: paragraphs and other blocks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(extend("examples" = [["A paragraph."]]))]
    pub bio: Vec<Block>,
    /// Whether this is an organisation, such as an agency, and not a person.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub organization: bool,
    /// Their pages elsewhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(extend("examples" = [[{ "name": "…", "href": "https://…" }]]))]
    pub links: Vec<Named>,
}

impl Profile {
    /// Reads a profile from the bytes of a file whose address is `base`, as [`Article::from_json`] reads an article.
    ///
    /// # Errors
    ///
    /// Fails if the bytes are not a profile at all.
    pub fn from_json(bytes: &[u8], base: &Base) -> Result<(Self, Vec<Problem>), ParseError> {
        super::from_json(bytes, base)
    }

    /// The page of the author: an article with the name as its headline.
    pub fn into_page(self) -> Article {
        let Self { name, role, portrait, bio: mut body, links, .. } = self;
        let link = |link: Named| {
            let span = Span { text: link.name, href: link.href, ..Span::default() };
            Item { text: Text(vec![span]), list: None }
        };
        if !links.is_empty() {
            body.push(Block::List(List { ordered: false, items: links.into_iter().map(link).collect() }));
        }
        Article {
            headline: Some(Text::plain(name)),
            standfirst: role.map(Text::plain),
            lead: portrait.map(Block::Image),
            body: Some(body),
            ..Article::default()
        }
    }
}

impl Read for Profile {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        object!(
            node,
            reader,
            &["$schema", "version"],
            Self { name: required, role: optional, portrait: optional, bio: list, organization: flag, links: list }
        )
    }
}
