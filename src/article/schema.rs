//! The types of the format as JSON Schema, for editors that complete and check.
//!
//! Most types derive it. Here are those that have several forms in JSON, and what the derived ones can't say.
//! Descriptions are read by people who write stories.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::block::{
    Aspect, Audio, Block, Callout, Code, Embed, Gallery, Heading, List, Moment, Question, Quote, TYPES, Table, Video,
};
use super::image::Image;
use super::language::Language;
use super::text::{Span, Text};
use super::{Date, Lead};
use crate::address::{Link, Source};

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
    properties["type"] = json!({ "description": "What kind of span it is, in a later version.", "type": "string" });
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

inline_schema!(Link, { "type": "string", "format": "uri-reference" });
inline_schema!(Source, { "type": "string", "format": "uri-reference" });
inline_schema!(Language, { "type": "string", "pattern": "^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*$" });
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

/// A block of one type: what it is, and the schema of its other keys.
type Kind = (&'static str, &'static str, Schema);

impl JsonSchema for Block {
    fn schema_name() -> Cow<'static, str> {
        "Block".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let text = json_schema!({
            "properties": { "text": { "description": "The words.", "$ref": "#/$defs/Text" } },
            "required": ["text"],
        });
        let kinds: [Kind; TYPES.len()] = [
            ("paragraph", "A paragraph; a string or a list of spans is one, too.", own(text, &["paragraph"])),
            ("heading", "A heading below the headline.", generator.subschema_for::<Heading>()),
            ("list", "A list, which may hold others.", generator.subschema_for::<List>()),
            ("quote", "Somebody’s words.", generator.subschema_for::<Quote>()),
            ("pullquote", "The story’s own words, set large.", generator.subschema_for::<Quote>()),
            ("image", "A picture.", generator.subschema_for::<Image>()),
            ("gallery", "Pictures that belong together.", generator.subschema_for::<Gallery>()),
            ("video", "A film.", generator.subschema_for::<Video>()),
            ("audio", "A sound.", generator.subschema_for::<Audio>()),
            ("embed", "Something of another site, as facts about it.", generator.subschema_for::<Embed>()),
            ("table", "Rows and columns.", generator.subschema_for::<Table>()),
            ("code", "A program, or what one prints.", generator.subschema_for::<Code>()),
            ("callout", "An aside, set apart.", generator.subschema_for::<Callout>()),
            ("timeline", "What happened when.", items::<Moment>("The entries.", &["timeline"], generator)),
            (
                "qa",
                "Questions and answers.",
                items::<Question>("The questions, each with its answer.", &["qa"], generator),
            ),
            ("divider", "A break between two parts.", own(json_schema!({}), &["divider"])),
        ];
        // Not closed: what keys it has, a later version knows.
        let unknown = json!({
            "description": "A block of a later version, which this one shows by its fallback.",
            "type": "object",
            "properties": {
                "type": { "description": "What kind of block it is.", "type": "string", "not": { "enum": TYPES } },
                "fallback": { "description": FALLBACK, "$ref": "#/$defs/Text" },
            },
            "required": ["type", "fallback"],
            "additionalProperties": true,
        });
        let mut forms = Vec::from(words());
        forms.extend(kinds.into_iter().map(one));
        forms.push(unknown);
        json_schema!({ "description": "One item of a body.", "anyOf": forms })
    }
}

impl JsonSchema for Lead {
    fn schema_name() -> Cow<'static, str> {
        "Lead".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let kinds: [Kind; 3] = [
            ("image", "A picture.", generator.subschema_for::<Image>()),
            ("video", "A film.", generator.subschema_for::<Video>()),
            ("embed", "Something of another site, as facts about it.", generator.subschema_for::<Embed>()),
        ];
        json_schema!({ "description": "A picture, a film or an embed.", "anyOf": kinds.map(one) })
    }

    fn inline_schema() -> bool {
        true
    }
}

/// One form of a block. Its type is a constant beside the reference, where editors look for what tells forms apart.
fn one((name, description, mut schema): Kind) -> Value {
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

fn items<T: JsonSchema>(description: &str, types: &'static [&'static str], generator: &mut SchemaGenerator) -> Schema {
    let mut list = generator.subschema_for::<Vec<T>>();
    list.insert("description".into(), description.into());
    own(json_schema!({ "properties": { "items": list }, "required": ["items"] }), types)
}
