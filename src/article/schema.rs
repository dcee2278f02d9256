//! The types of the format as JSON Schema, for editors that complete and check, and for the rules of [`crate::check`].
//!
//! Most types derive it. Here are those that have several forms in JSON, and what the derived ones can't say.
//! Descriptions and examples are read by people who write articles. Two keys are for the rules alone, and not
//! published: [`HOLDS`] and [`CALLED`].

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::block::{Aspect, Block, DECLARED, TYPES};
use super::language::Language;
use super::text::{Span, Text};
use super::{Date, Lead};
use crate::address::{Link, Source};

/// What the value of a field is, where its type in JSON does not say: one of [`Holds`](crate::schema::fields::Holds).
pub const HOLDS: &str = "x-holds";

/// What an item of a list is called that is a string.
pub const CALLED: &str = "x-called";

/// Demands keys whose absence the reader forgives, but not silently.
pub(super) fn required(keys: &'static [&'static str]) -> impl Fn(&mut Schema) {
    move |schema| {
        let required = schema.ensure_object().entry("required").or_insert_with(|| json!([]));
        required.as_array_mut().into_iter().for_each(|all| all.extend(keys.iter().map(|key| json!(key))));
    }
}

/// What all blocks have beside their own keys. In a place where only one kind of block can stand, its type may be left
/// out.
pub(super) fn block(types: &'static [&'static str]) -> impl Fn(&mut Schema) {
    move |schema| {
        let properties = schema.ensure_object().entry("properties").or_insert_with(|| json!({}));
        properties["type"] = json!({ "description": "What kind of block it is.", "enum": types });
        properties["fallback"] = json!({ "description": FALLBACK, "$ref": "#/$defs/Text" });
    }
}

const FALLBACK: &str = "What is shown by a version that does not know this kind of block.";

/// The levels of headings, of which the first is meant if none is given.
pub(super) fn level(schema: &mut Schema) {
    let level = &mut schema.ensure_object()["properties"]["level"];
    *level = json!({ "description": level["description"], "enum": [2, 3, 4], "default": 2 });
    schema.insert("required".into(), json!(["text"]));
}

/// What a span of a later version has in place of its text.
pub(super) fn or_fallback(schema: &mut Schema) {
    let properties = &mut schema.ensure_object()["properties"];
    properties["type"] =
        json!({ "description": "What kind of span it is, in a later version.", "type": "string", HOLDS: "word" });
    properties["fallback"] = json!({ "description": "The words for a version that knows no other.", "type": "string" });
    schema.remove("required");
    schema.insert("anyOf".into(), json!([{ "required": ["text"] }, { "required": ["fallback"] }]));
}

/// An object that is a mere string if it has nothing but its first key.
pub(super) fn or_string(schema: &mut Schema) {
    or([json!({ "type": "string" })], schema);
}

/// An object that is a mere text if it has nothing else.
pub(super) fn or_text(schema: &mut Schema) {
    or(words(), schema);
}

fn or<const N: usize>(short: [Value; N], schema: &mut Schema) {
    let object = schema.ensure_object();
    let description = object.remove("description");
    let forms: Vec<_> = short.into_iter().chain([object.clone().into()]).collect();
    *schema = json_schema!({ "description": description, "anyOf": forms });
}

/// Text where an object would be something else.
fn words() -> [Value; 2] {
    // A number of a table is often written without quotes.
    [json!({ "type": ["string", "number"] }), json!({ "type": "array", "items": { "$ref": "#/$defs/Span" } })]
}

/// A type that is written out wherever it stands.
macro_rules! inline_schema {
    ($type:ty, $schema:tt) => {
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }

            fn inline_schema() -> bool {
                true
            }
        }
    };
}

pub(crate) use inline_schema;

/// The address of a file that is an image, for a field that holds a [`Source`].
pub(super) struct ImageFile;

/// An address that is whole, for a field that holds a [`Link`].
pub(crate) struct WholeLink;

/// The name of an article's file, for a field that holds a [`String`].
pub(crate) struct Slug;

/// What programs read and nobody else, for a field that holds a [`String`].
pub(crate) struct Word;

inline_schema!(Link, { "type": "string", "format": "uri-reference", HOLDS: "link" });
inline_schema!(WholeLink, { "type": "string", "format": "uri-reference", HOLDS: "whole" });
inline_schema!(Source, { "type": "string", "format": "uri-reference", HOLDS: "file" });
inline_schema!(ImageFile, { "type": "string", "format": "uri-reference", HOLDS: "image" });
inline_schema!(Slug, { "type": "string", HOLDS: "slug" });
inline_schema!(Word, { "type": "string", HOLDS: "word" });
inline_schema!(Language, {
    "type": "string",
    "pattern": "^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*$",
    HOLDS: "language",
});
inline_schema!(Aspect, { "type": "string", "pattern": "^\\s*[0-9]{1,5}\\s*[:/]\\s*[0-9]{1,5}\\s*$", "default": "16:9" });
inline_schema!(Date, {
    "type": "string",
    "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}.*)?$",
    "anyOf": [{ "format": "date" }, { "format": "date-time" }]
});

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let [plain, spans] = words();
        let description = "Text: a string, or a list of strings and spans.";
        json_schema!({ "description": description, "anyOf": [plain, spans, generator.subschema_for::<Span>()] })
    }
}

impl JsonSchema for Block {
    fn schema_name() -> Cow<'static, str> {
        "Block".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let text = json_schema!({
            "properties": { "text": { "description": "The words.", "$ref": "#/$defs/Text" } },
            "required": ["text"],
        });
        let paragraph =
            ("paragraph", "A paragraph; a string or a list of spans is one, too.", own(text, &["paragraph"]));
        let divider = ("divider", "A break between two parts.", own(json_schema!({}), &["divider"]));
        let declared = DECLARED.iter().map(|(name, description, schema)| (*name, *description, schema(generator)));
        let kinds = [paragraph].into_iter().chain(declared).chain([divider]);
        // Not closed: what keys it has, a later version knows.
        let unknown = json!({
            "description": "A block of a later version, which this one shows by its fallback.",
            "type": "object",
            "properties": {
                "type": {
                    "description": "What kind of block it is.",
                    "type": "string",
                    "not": { "enum": TYPES },
                    HOLDS: "word",
                },
                "fallback": { "description": FALLBACK, "$ref": "#/$defs/Text" },
            },
            "required": ["type", "fallback"],
            "additionalProperties": true,
        });
        let mut forms = Vec::from(words());
        forms.extend(kinds.map(one));
        forms.push(unknown);
        json_schema!({ "description": "One item of a body.", "anyOf": forms, CALLED: "paragraph" })
    }
}

/// The types of blocks that may stand above the body.
const LEADS: [&str; 3] = ["image", "video", "embed"];

impl JsonSchema for Lead {
    fn schema_name() -> Cow<'static, str> {
        "Lead".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let kinds = DECLARED.iter().filter(|(name, ..)| LEADS.contains(name));
        let forms: Vec<_> =
            kinds.map(|(name, description, schema)| one((name, description, schema(generator)))).collect();
        json_schema!({ "description": "A picture, a film or an embed.", "anyOf": forms })
    }

    fn inline_schema() -> bool {
        true
    }
}

/// One form of a block. Its type is a constant beside the reference, where editors look for what tells forms apart.
fn one((name, description, mut schema): (&str, &str, Schema)) -> Value {
    let description = description.trim();
    let object = schema.ensure_object();
    object.insert("description".into(), description.into());
    let properties = object.entry("properties").or_insert_with(|| json!({}));
    properties["type"] = json!({ "description": description, "const": name });
    let required = object.entry("required").or_insert_with(|| json!([]));
    required.as_array_mut().into_iter().for_each(|all| all.push(json!("type")));
    schema.to_value()
}

fn own(mut schema: Schema, types: &'static [&'static str]) -> Schema {
    schema.insert("type".into(), "object".into());
    block(types)(&mut schema);
    schema
}
