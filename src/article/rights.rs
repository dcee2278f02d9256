//! The copyright holder and the licence of an article.

use serde::Serialize;

use super::json::{Node, Value};
use super::named::Named;
use super::read::{Read, Reader, whole};

/// The copyright holder and the licence of an article.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Rights {
    /// The copyright holder.
    pub holder: String,
    /// The year or years of the copyright. The year of publication is used if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("type" = ["string", "integer"])))]
    pub year: Option<String>,
    /// The licence, such as "CC BY 4.0", and the address of its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [
        { "name": "CC BY 4.0", "href": "https://…" }
    ])))]
    pub licence: Option<Named>,
}

impl Read for Rights {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let holder = fields.required("holder", reader);
        let year = fields.optional("year", reader).map(|Year(year)| year);
        let licence = fields.optional("licence", reader);
        fields.finish(&[], reader);
        Some(Self { holder: holder?, year, licence })
    }
}

/// A year, or a range of years such as "2019–2024".
struct Year(String);

impl Read for Year {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            // JSON may have the year as 2024.0.
            Value::Number(number) if let Some(year) = whole(number) => Some(Self(year.to_string())),
            _ => String::read(node, reader).map(Self),
        }
    }
}
