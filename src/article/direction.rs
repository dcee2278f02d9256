//! Which way a script runs.

use serde::Serialize;

use super::json::{Node, Value};
use super::read::{Read, Reader};

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
    const EXPECTED: &'static str = "\"ltr\" or \"rtl\"";

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            Value::Text(text) if text == "ltr" => Some(Self::Ltr),
            Value::Text(text) if text == "rtl" => Some(Self::Rtl),
            _ => reader.expected(node.at),
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

    /// By the script of a language tag if it names one, else by the language.
    pub fn of(lang: &str) -> Self {
        let mut parts = lang.split('-');
        let language = parts.next().unwrap_or_default().to_ascii_lowercase();
        let script = parts.next().filter(|part| part.len() == 4).map(str::to_ascii_lowercase);
        let rtl = match script.as_deref() {
            Some(script) => ["arab", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg"].contains(&script),
            None => ["ar", "he", "iw", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb", "syr", "nqo", "arc"]
                .contains(&language.as_str()),
        };
        if rtl { Self::Rtl } else { Self::Ltr }
    }
}
