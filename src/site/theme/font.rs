//! Lists of fonts.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;

use crate::article::json::{Node, Value};
use crate::article::read::{Expected, Read, Reader};
use crate::article::schema::{HOLDS, inline_schema};

/// Fonts: names of families and of kinds of font, the first of which is preferred.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fonts(Vec<Family>);

/// The name of a family of fonts, or of a kind such as `serif`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Family(String);

/// The names that mean a kind of font, and are not quoted in CSS.
const KINDS: [&str; 13] = [
    "serif",
    "sans-serif",
    "monospace",
    "cursive",
    "fantasy",
    "math",
    "system-ui",
    "ui-serif",
    "ui-sans-serif",
    "ui-monospace",
    "ui-rounded",
    "-apple-system",
    "BlinkMacSystemFont",
];

/// The maximum length of the name of a family, in characters.
const MAX_LENGTH: usize = 100;

impl Family {
    /// A family by its name. [`None`] for what can't be a name, such as `url(a)`.
    pub fn new(name: &str) -> Option<Self> {
        let name = name.trim();
        let is_code = |c: char| c.is_control() || "(){}[]<>;:\"\\/@#*=,".contains(c);
        let is_name = !name.is_empty() && name.chars().count() <= MAX_LENGTH && !name.contains(is_code);
        is_name.then(|| Self(name.to_owned()))
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// Whether this is the same family as another: capitals do not count.
    pub fn is(&self, other: &Self) -> bool {
        self.0.to_lowercase() == other.0.to_lowercase()
    }

    /// The name as a string in CSS.
    pub fn quoted(&self) -> String {
        quoted(&self.0)
    }

    fn css(&self) -> String {
        match KINDS.iter().find(|kind| kind.eq_ignore_ascii_case(&self.0)) {
            Some(kind) => (*kind).to_owned(),
            None => self.quoted(),
        }
    }
}

impl Fonts {
    /// The families, the preferred one first.
    pub fn families(&self) -> &[Family] {
        &self.0
    }

    /// The list in CSS.
    pub fn css(&self) -> String {
        self.0.iter().map(Family::css).collect::<Vec<_>>().join(",")
    }
}

/// A string in CSS. All but letters, digits and a few signs is escaped, so nothing in it can end the string or the
/// `style` element around it.
pub fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || " -_./%~:;,+=".contains(c);
    let mut css = String::from("\"");
    for c in text.chars() {
        if plain(c) { css.push(c) } else { css += &format!("\\{:x} ", u32::from(c)) }
    }
    css + "\""
}

impl Read for Family {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            Value::Text(name) => Self::new(name),
            _ => None,
        }
        .or_else(|| reader.expected(node.at, Expected::Font))
    }
}

impl Read for Fonts {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        // As CSS writes it: `"Source Serif", Georgia, serif`.
        if let Value::Text(list) = &node.value {
            let names = list.split(',').map(|name| name.trim().trim_matches(['"', '\'']));
            let families: Option<Vec<_>> = names.map(Family::new).collect();
            return families.map(Self).or_else(|| reader.expected(node.at, Expected::Fonts));
        }
        if !matches!(node.value, Value::List(_)) {
            return reader.expected(node.at, Expected::Fonts);
        }
        Vec::read(node, reader).map(Self)
    }

    fn is_blank(&self) -> bool {
        self.0.is_empty()
    }
}

inline_schema!(Family, { "type": "string", HOLDS: "word" });
inline_schema!(Fonts, {
    "anyOf": [{ "type": "array", "items": { "type": "string" } }, { "type": "string" }],
    HOLDS: "word",
});
