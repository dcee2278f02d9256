//! Language tags.

use super::json::Node;
use super::read::{Expected, Read, Reader};
use crate::split::split;

/// A tag that has the shape of BCP 47: subtags of letters and digits, joined by hyphens. Whatever else stood there must
/// reach neither an attribute of the page nor `Intl`. Whether there is such a language, `broadsheet check` knows.
pub struct Language(pub String);

impl Read for Language {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let tag = String::read(node, reader)?;
        if is_shaped(&tag) { Some(Self(tag)) } else { reader.expected(node.at, Expected::Language) }
    }
}

/// Whether a text has the shape of a language tag.
pub fn is_shaped(tag: &str) -> bool {
    let fits = |subtag: &str| matches!(subtag.len(), 1..=8) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric());
    split(tag, b'-').all(fits)
}

/// The language of a tag, without what says more about it: `pt` of `pt-BR`.
pub fn primary(tag: &str) -> &str {
    split(tag, b'-').next().unwrap_or_default()
}
