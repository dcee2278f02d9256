//! What the derived schema of a session can't say.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::json;

use super::Address;
use super::question::{Headers, Logout, Pointers, presets};

/// Adds the field that stands for several others. Each of those may be `null`, which takes away what it stands for.
pub(super) fn with_preset(schema: &mut Schema) {
    let description = "Who signs readers in. It stands for all fields that are absent: see docs/session.md.";
    let properties = schema.ensure_object().entry("properties").or_insert_with(|| json!({}));
    for property in properties.as_object_mut().into_iter().flat_map(|fields| fields.values_mut()) {
        let described = property.as_object_mut().and_then(|property| property.remove("description"));
        *property = json!({ "description": described, "anyOf": [property, { "const": null }] });
    }
    properties["preset"] = json!({ "description": description, "enum": presets() });
}

impl JsonSchema for Address {
    fn schema_name() -> Cow<'static, str> {
        "Address".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "uri-reference" })
    }

    fn inline_schema() -> bool {
        true
    }
}

impl JsonSchema for Logout {
    fn schema_name() -> Cow<'static, str> {
        "Logout".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let address = json!({ "type": "string", "format": "uri-reference" });
        let href = json!({ "description": "Where the link leads, or the form is sent.", "type": "string", "format": "uri-reference" });
        let method = json!({ "description": "By a form, not by a link.", "const": "post" });
        let pointer = json!({ "description": "Where the answer has the address: a JSON Pointer.", "type": "string" });
        json_schema!({
            "description": "How readers log out: an address, or an object with more.",
            "anyOf": [address, {
                "type": "object",
                "properties": { "href": href, "method": method, "pointer": pointer },
                "anyOf": [{ "required": ["href"] }, { "required": ["pointer"] }],
            }],
        })
    }

    fn inline_schema() -> bool {
        true
    }
}

impl JsonSchema for Pointers {
    fn schema_name() -> Cow<'static, str> {
        "Pointers".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
    }

    fn inline_schema() -> bool {
        true
    }
}

impl JsonSchema for Headers {
    fn schema_name() -> Cow<'static, str> {
        "Headers".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "additionalProperties": { "type": "string" } })
    }

    fn inline_schema() -> bool {
        true
    }
}
