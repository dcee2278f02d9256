//! Language tags.

use super::json::Node;
use super::read::{Expected, Read, Reader};
use crate::byte_split::split;

/// A tag in the syntax of BCP 47: subtags of letters and digits, joined by hyphens. Other text is refused because the
/// tag goes into attributes and into `Intl`, which throws. Whether the language exists, `broadsheet check` verifies.
pub struct Language(pub String);

impl Read for Language {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let tag = String::read(node, reader)?;
        if is_shaped(&tag) { Some(Self(tag)) } else { reader.expected(node.at, Expected::Language) }
    }
}

/// Whether a text has the syntax of a language tag.
pub fn is_shaped(tag: &str) -> bool {
    let fits = |subtag: &str| matches!(subtag.len(), 1..=8) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric());
    split(tag, b'-').all(fits)
}

/// The primary language of a tag: `pt` for `pt-BR`.
pub fn primary(tag: &str) -> &str {
    split(tag, b'-').next().unwrap_or_default()
}
