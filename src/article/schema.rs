//! JSON Schema for the types of the format, for completion and validation in editors, and for the rules of
//! [`crate::check`].
//!
//! Most types derive their schema. This module has the schemas of types with several forms in JSON, and additions to
//! derived schemas. Editors show the descriptions and examples to authors. The keys [`HOLDS`] and [`CALLED`] are for
//! the rules only, and are not published.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::block::{Aspect, Block, DECLARED, TYPES};
use super::language::Language;
use super::text::{Span, Text};
use super::{Date, Lead};
use crate::address::{Link, Source};

/// The key for the meaning of a field's value, as one of [`Holds`](crate::schema::fields::Holds). It is set where the
/// JSON type alone does not show the meaning.
pub const HOLDS: &str = "x-holds";

/// The key for the name of a list's items that are strings, for messages.
pub const CALLED: &str = "x-called";

/// Makes keys required in the schema. The reader accepts their absence, but notes it as a problem.
pub(super) fn required(keys: &'static [&'static str]) -> impl Fn(&mut Schema) {
    move |schema| {
        let required = schema.ensure_object().entry("required").or_insert_with(|| json!([]));
        required.as_array_mut().into_iter().for_each(|all| all.extend(keys.iter().map(|key| json!(key))));
    }
}

/// Adds the keys that all blocks have. `type` is not required here: where only one type of block is allowed, it can be
/// left out.
pub(super) fn block(types: &'static [&'static str]) -> impl Fn(&mut Schema) {
    move |schema| {
        let properties = schema.ensure_object().entry("properties").or_insert_with(|| json!({}));
        properties["type"] = json!({ "description": "The type of the block.", "enum": types });
        properties["fallback"] = json!({ "description": FALLBACK, "$ref": "#/$defs/Text" });
    }
}

const FALLBACK: &str = "The text shown by versions that do not know this type of block.";

/// Sets the allowed heading levels, and the first of them as the default.
pub(super) fn level(schema: &mut Schema) {
    let level = &mut schema.ensure_object()["properties"]["level"];
    *level = json!({ "description": level["description"], "enum": [2, 3, 4], "default": 2 });
    schema.insert("required".into(), json!(["text"]));
}

/// Adds the keys of spans from later versions of the format, which may have a fallback instead of text.
pub(super) fn or_fallback(schema: &mut Schema) {
    let properties = &mut schema.ensure_object()["properties"];
    properties["type"] =
        json!({ "description": "The type of the span, in later versions.", "type": "string", HOLDS: "word" });
    properties["fallback"] =
        json!({ "description": "The text shown by versions that do not know this type of span.", "type": "string" });
    schema.remove("required");
    schema.insert("anyOf".into(), json!([{ "required": ["text"] }, { "required": ["fallback"] }]));
}

/// Also allows a plain string instead of the object, for its first key.
pub(super) fn or_string(schema: &mut Schema) {
    or([json!({ "type": "string" })], schema);
}

/// Also allows inline text instead of the object.
pub(super) fn or_text(schema: &mut Schema) {
    or(text_forms(), schema);
}

fn or<const N: usize>(short: [Value; N], schema: &mut Schema) {
    let object = schema.ensure_object();
    let description = object.remove("description");
    let forms: Vec<_> = short.into_iter().chain([object.clone().into()]).collect();
    *schema = json_schema!({ "description": description, "anyOf": forms });
}

/// The forms of inline text that are not objects.
fn text_forms() -> [Value; 2] {
    // Numbers in tables are often written without quotes.
    [json!({ "type": ["string", "number"] }), json!({ "type": "array", "items": { "$ref": "#/$defs/Span" } })]
}

/// Gives a type a schema that is written inline, and not as a reference to `$defs`.
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

/// The schema of a [`Source`] field whose value is the address of an image.
pub(crate) struct ImageFile;

/// The schema of a [`Link`] field whose value is an absolute address.
pub(crate) struct WholeLink;

/// The schema of a [`String`] field whose value is an article's slug.
pub(crate) struct Slug;

/// The schema of a [`Date`] field whose value has a time.
pub(crate) struct MomentText;

/// The schema of a [`String`] field that only programs read.
pub(crate) struct Word;

inline_schema!(Link, { "type": "string", "format": "uri-reference", HOLDS: "link" });
inline_schema!(WholeLink, { "type": "string", "format": "uri-reference", HOLDS: "whole" });
inline_schema!(Source, { "type": "string", "format": "uri-reference", HOLDS: "file" });
inline_schema!(ImageFile, { "type": "string", "format": "uri-reference", HOLDS: "image" });
inline_schema!(Slug, { "type": "string", HOLDS: "slug" });
inline_schema!(MomentText, {
    "type": "string",
    "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}.*$",
    "format": "date-time"
});
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
        let [plain, spans] = text_forms();
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
        // Other keys are allowed, since later versions of the format define them.
        let unknown = json!({
            "description": "A block of a later version, which this one shows by its fallback.",
            "type": "object",
            "properties": {
                "type": {
                    "description": "The type of the block.",
                    "type": "string",
                    "not": { "enum": TYPES },
                    HOLDS: "word",
                },
                "fallback": { "description": FALLBACK, "$ref": "#/$defs/Text" },
            },
            "required": ["type", "fallback"],
            "additionalProperties": true,
        });
        let mut forms = Vec::from(text_forms());
        forms.extend(kinds.map(one));
        forms.push(unknown);
        json_schema!({ "description": "One item of a body.", "anyOf": forms, CALLED: "paragraph" })
    }
}

/// The types of blocks that are allowed above the body.
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

/// The schema of one type of block. The type is a `const` next to the reference, where editors look for the property
/// that tells alternatives apart.
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
