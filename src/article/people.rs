//! The authors and the sponsors of an article.

use serde::Serialize;

use super::json::{Node, Value};
use super::read::{Expected, Read, Reader, object};
#[cfg(not(target_arch = "wasm32"))]
use super::schema::{ImageFile, or_string};
use super::text::{Text, is_blank};
use crate::address::{Link, Source};

/// An author, illustrator or photographer. In JSON a name, or an object.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(remote = "Self")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(extend("x-called" = "name"), transform = or_string))]
pub struct Author {
    /// The name as it is shown.
    pub name: String,
    /// The address that the name links to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<Link>,
    /// Their role or place, such as "Photographs" or "in Seoul".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// A square portrait.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "ImageFile"))]
    pub image: Option<Source>,
}

/// A sponsor of the article, or of the section that it belongs to.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Sponsor {
    /// What the sponsor paid for.
    pub kind: SponsorKind,
    /// The name as it is shown.
    pub name: String,
    /// The address that the name links to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<Link>,
    /// The logo of the sponsor.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "ImageFile"))]
    pub logo: Option<Source>,
    /// The text of the acknowledgement. It is made from `kind` and `name` if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
}

/// What a [`Sponsor`] paid for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub enum SponsorKind {
    /// A grant for the reporting.
    Funded,
    /// Support for the publication as a whole.
    Underwritten,
    /// Advertising next to the article.
    Sponsored,
    /// The article itself, which is an advertisement.
    Paid,
}

impl SponsorKind {
    /// Whether links to the sponsor are paid for. Search engines require `rel="sponsored"` on such links.
    pub fn is_paid(self) -> bool {
        matches!(self, Self::Sponsored | Self::Paid)
    }
}

impl Read for Author {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if !matches!(node.value, Value::Object(_)) {
            let name = String::read(node, reader)?;
            return Some(Self { name, href: None, role: None, image: None });
        }
        object!(node, reader, &[], Self { name: required, href: optional, role: optional, image: optional })
    }

    fn is_blank(&self) -> bool {
        is_blank(&self.name)
    }
}

impl Read for Sponsor {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        // A sponsor with a wrong kind must still be shown, so the most general kind is used.
        let kind = fields.required("kind", reader).unwrap_or(SponsorKind::Sponsored);
        let name = fields.required("name", reader);
        let href = fields.optional("href", reader);
        let logo = fields.optional("logo", reader);
        let text = fields.optional("text", reader);
        fields.finish(&[], reader);
        Some(Self { kind, name: name?, href, logo, text })
    }
}

impl Read for SponsorKind {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match String::read(node, reader)?.as_str() {
            "funded" => Some(Self::Funded),
            "underwritten" => Some(Self::Underwritten),
            "sponsored" => Some(Self::Sponsored),
            "paid" => Some(Self::Paid),
            _ => reader.expected(node.at, Expected::SponsorKind),
        }
    }
}
