//! A name with an optional link.

use serde::Serialize;

use super::json::Node;
use super::read::{Read, Reader, object};
use crate::address::Link;

/// The name of a person or a thing, with an optional link.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Named {
    /// The name as it is shown.
    pub name: String,
    /// The address that the name links to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<Link>,
}

impl Read for Named {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        object!(node, reader, &[], Self { name: required, href: optional })
    }
}
