//! Which way a script runs.

use serde::Serialize;

use super::json::{Node, Value};
use super::read::{Expected, Read, Reader};

#[cfg(target_arch = "wasm32")]
#[path = "direction/intl.rs"]
mod script;

#[cfg(not(target_arch = "wasm32"))]
#[path = "direction/icu.rs"]
mod script;

/// The direction of a script.
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
    /// For the `dir` attribute.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }

    /// By the script of a language tag if it names one, else by the script that the language is mostly written in, as
    /// CLDR has it. From left to right for what is no language.
    pub fn of(lang: &str) -> Self {
        if script::is_right_to_left(lang) { Self::Rtl } else { Self::Ltr }
    }
}

/// The scripts that run from right to left (ISO 15924), by CLDR: a native test compares the list with that of ICU4X.
/// Not all browsers tell the direction of a script, but all tell the script of a language.
pub const RIGHT_TO_LEFT: [&str; 37] = [
    "Adlm", "Arab", "Armi", "Avst", "Chrs", "Cprt", "Elym", "Gara", "Hatr", "Hebr", "Hung", "Khar", "Lydi", "Mand",
    "Mani", "Mend", "Merc", "Mero", "Narb", "Nbat", "Nkoo", "Orkh", "Ougr", "Palm", "Phli", "Phlp", "Phnx", "Prti",
    "Rohg", "Samr", "Sarb", "Sidt", "Sogd", "Sogo", "Syrc", "Thaa", "Yezi",
];
