//! The same article in other languages.

use serde::Serialize;

use super::json::Node;
use super::language::Language;
use super::read::{Read, Reader};
use crate::address::Link;

/// The same article in another language.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Translation {
    /// The language of the translation (BCP 47).
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Language"))]
    pub lang: String,
    /// The address of the translation.
    pub href: Link,
}

impl Read for Translation {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let lang = fields.required("lang", reader).map(|Language(tag)| tag);
        let href = fields.required("href", reader);
        fields.finish(&[], reader);
        Some(Self { lang: lang?, href: href? })
    }
}
