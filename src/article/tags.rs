//! Kickers and tags: text with an optional link.

use serde::Serialize;

use super::json::{Node, Value};
use super::read::{Read, Reader, object};
#[cfg(not(target_arch = "wasm32"))]
use super::schema::or_string;
use super::text::is_blank;
use crate::address::Link;

/// A kicker or a tag. In JSON a string, or `{text, href?}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(remote = "Self")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(extend("x-called" = "tag"), transform = or_string))]
pub struct Tag {
    /// The text of the kicker or tag.
    pub text: String,
    /// The address that it links to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<Link>,
}

impl Read for Tag {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if !matches!(node.value, Value::Object(_)) {
            return String::read(node, reader).map(|text| Self { text, href: None });
        }
        object!(node, reader, &[], Self { text: required, href: optional })
    }

    fn is_blank(&self) -> bool {
        is_blank(&self.text)
    }
}
