//! A name that may lead somewhere.

use serde::Serialize;

use super::json::Node;
use super::read::{Read, Reader, object};
use crate::address::Link;

/// Somebody or something that has a name, and perhaps a page of its own.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Named {
    /// As it is printed.
    pub name: String,
    /// The page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<Link>,
}

impl Read for Named {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        object!(node, reader, &[], Self { name: required, href: optional })
    }
}
