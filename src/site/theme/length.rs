//! Lengths.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::article::json::{Node, Value};
use crate::article::read::{Expected, Read, Reader};
use crate::article::schema::{HOLDS, inline_schema};

/// A length above 0: a number with its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Length {
    number: f32,
    unit: &'static str,
}

/// The units, each with its largest number: wider than any page.
const UNITS: [(&str, f32); 4] = [("em", 200.0), ("rem", 200.0), ("px", 4_000.0), ("%", 400.0)];

/// The smallest number.
const LEAST: f32 = 0.01;

impl Length {
    /// Reads a length such as `33em`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
        let (number, named) = text.split_at(end);
        let (unit, most) = UNITS.into_iter().find(|(unit, _)| unit.eq_ignore_ascii_case(named))?;
        let number: f32 = number.parse().ok()?;
        (LEAST..=most).contains(&number).then_some(Self { number, unit })
    }
}

/// Displays the length as CSS writes it.
impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.number, self.unit)
    }
}

impl Read for Length {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            Value::Text(text) => Self::parse(text),
            _ => None,
        }
        .or_else(|| reader.expected(node.at, Expected::Length))
    }
}

inline_schema!(Length, {
    "type": "string",
    "pattern": "^\\s*[0-9]*\\.?[0-9]+([eE][mM]|[rR][eE][mM]|[pP][xX]|%)\\s*$",
    HOLDS: "word",
});

#[cfg(test)]
mod tests {
    use super::Length;

    #[test]
    fn a_length_has_a_number_and_a_unit() {
        for (text, written) in
            [("33em", "33em"), (" 1.10REM ", "1.1rem"), (".5em", "0.5em"), ("640px", "640px"), ("100%", "100%")]
        {
            assert_eq!(Length::parse(text).map(|length| length.to_string()).as_deref(), Some(written), "{text}");
        }
        for text in [
            "",
            "33",
            "em",
            "-1em",
            "0em",
            "1e3em",
            "1..2em",
            "9999em",
            "1vw",
            "calc(1em)",
            "1em;",
            "1 em",
            "NaNem",
            "1em 2em",
        ] {
            assert_eq!(Length::parse(text), None, "{text}");
        }
    }
}
