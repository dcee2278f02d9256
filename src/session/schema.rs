//! The parts of a session's schema that can't be derived.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::json;

use super::Address;
use super::question::{Headers, Logout, Pointers, presets};
use crate::article::schema::{HOLDS, inline_schema};

/// Adds the field `preset`, which sets other fields. Each of those may be `null`, which removes what the preset sets.
pub(super) fn with_preset(schema: &mut Schema) {
    let description = "Who signs readers in. It stands for all fields that are absent: see docs/session.md.";
    let properties = schema.ensure_object().entry("properties").or_insert_with(|| json!({}));
    for property in properties.as_object_mut().into_iter().flat_map(|fields| fields.values_mut()) {
        let described = property.as_object_mut().and_then(|property| property.remove("description"));
        *property = json!({ "description": described, "anyOf": [property, { "const": null }] });
    }
    properties["preset"] = json!({ "description": description, "enum": presets() });
}

inline_schema!(Address, { "type": "string", "format": "uri-reference", HOLDS: "address" });
inline_schema!(Pointers, {
    "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }],
    HOLDS: "word",
});
inline_schema!(Headers, { "type": "object", "additionalProperties": { "type": "string" } });
inline_schema!(Logout, {
    "description": "How readers log out: an address, or an object with more.",
    "anyOf": [
        { "type": "string", "format": "uri-reference", HOLDS: "address" },
        {
            "type": "object",
            "properties": {
                "href": {
                    "description": "Where the link leads, or the form is sent.",
                    "type": "string",
                    "format": "uri-reference",
                    HOLDS: "address",
                },
                "method": { "description": "By a form, not by a link.", "const": "post" },
                "pointer": {
                    "description": "Where the answer has the address: a JSON Pointer.",
                    "type": "string",
                    HOLDS: "word",
                },
            },
            "anyOf": [{ "required": ["href"] }, { "required": ["pointer"] }],
        },
    ],
});
