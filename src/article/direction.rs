//! The direction in which a text is written.

use serde::Serialize;

use super::json::{Node, Value};
use super::read::{Expected, Read, Reader};

#[cfg(target_arch = "wasm32")]
#[path = "direction/intl.rs"]
mod script;

#[cfg(not(target_arch = "wasm32"))]
#[path = "direction/icu.rs"]
mod script;

/// The direction in which a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Read for Direction {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            Value::Text(text) if text == "ltr" => Some(Self::Ltr),
            Value::Text(text) if text == "rtl" => Some(Self::Rtl),
            _ => reader.expected(node.at, Expected::Direction),
        }
    }
}

impl Direction {
    /// The value of a `dir` attribute.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }

    /// The direction of a language tag's script. If the tag names no script, CLDR's usual script for the language
    /// counts. [`Direction::Ltr`] if `lang` is not a language tag.
    pub fn of(lang: &str) -> Self {
        if script::is_right_to_left(lang) { Self::Rtl } else { Self::Ltr }
    }
}

/// The codes (ISO 15924) of the scripts that are written from right to left, from CLDR. A native test compares the list
/// with that of ICU4X. The list is needed because not all browsers know the direction of a script, while all know the
/// script of a language.
pub const RIGHT_TO_LEFT: [&str; 37] = [
    "Adlm", "Arab", "Armi", "Avst", "Chrs", "Cprt", "Elym", "Gara", "Hatr", "Hebr", "Hung", "Khar", "Lydi", "Mand",
    "Mani", "Mend", "Merc", "Mero", "Narb", "Nbat", "Nkoo", "Orkh", "Ougr", "Palm", "Phli", "Phlp", "Phnx", "Prti",
    "Rohg", "Samr", "Sarb", "Sidt", "Sogd", "Sogo", "Syrc", "Thaa", "Yezi",
];
