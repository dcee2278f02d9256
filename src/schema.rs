//! JSON Schema (2020-12) of the format, for completion and validation in editors.
//!
//! The schemas are generated from the types, so that the two can't differ. `broadsheet schema DIR` writes the files,
//! and a test compares those in `public/schema/` with them.

pub mod fields;

use std::path::Path;
use std::{fs, io};

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use crate::article::profile::Profile;
use crate::article::read::MAX_BLOCKS;
use crate::article::schema::{CALLED, HOLDS};
use crate::article::write::Document;
use crate::article::{Article, VERSION, json::MAX_STRING};
use crate::file_system;
use crate::site::Site;

/// The schema files: the name and the content of each.
///
/// ```
/// let [(article, schema), (author, _), (site, _)] = broadsheet::schema::files();
/// assert_eq!([article, author, site], ["article-1.json", "author-1.json", "site-1.json"]);
/// assert!(schema.contains("headline"));
/// ```
pub fn files() -> [(&'static str, String); 3] {
    [
        ("article-1.json", document::<Article>("An article", "An article in the format of Broadsheet, version 1.")),
        ("author-1.json", document::<Profile>("An author", "The profile of an author.")),
        ("site-1.json", document::<Site>("A site", "The settings that all articles of a publication share.")),
    ]
}

/// Writes the schema files into a folder, which is created if it does not exist.
pub fn write(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    files().into_iter().try_for_each(|(name, schema)| file_system::write(&folder.join(name), schema.as_bytes()))
}

fn document<T: JsonSchema>(title: &str, description: &str) -> String {
    let mut content = generated::<T>();
    Tidy.transform(&mut content);
    let mut content = content.to_value();
    let version = &mut content["properties"]["version"];
    *version = json!({ "description": version["description"], "const": VERSION });
    // `version` is always written, so it is derived as required. The reader accepts files without it.
    content["required"].as_array_mut().into_iter().for_each(|keys| keys.retain(|key| key != "version"));
    let mut schema = json!({ "$schema": content["$schema"], "title": title, "description": description });
    for (key, value) in content.as_object_mut().into_iter().flatten() {
        schema[key] = match schema.get(key) {
            Some(first) => first.clone(),
            None => value.take(),
        }
    }
    format!("{schema:#}\n")
}

/// The schema of a document as derived from its type, with the keys that are not published.
fn generated<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<Document<T>>()
}

/// Applies the rules that hold for every part of the format to a schema and its subschemas.
#[derive(Clone)]
struct Tidy;

impl Transform for Tidy {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        if let Some(object) = schema.as_object_mut() {
            for key in [HOLDS, CALLED] {
                object.remove(key);
            }
            remove_null(object);
            limit(object);
            close(object);
        }
    }
}

/// Removes `null` as a value of optional keys. The reader accepts it, but the schema should not suggest it.
fn remove_null(schema: &mut Map<String, Value>) {
    let null = json!("null");
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|name| *name != null);
        if let [only] = &mut types[..] {
            schema["type"] = only.take();
        }
    }
    if let Some(Value::Array(forms)) = schema.get_mut("anyOf") {
        let count = forms.len();
        forms.retain(|form| form.get("type") != Some(&null));
        if let (true, [Value::Object(only)]) = (forms.len() < count, &mut forms[..]) {
            let only = std::mem::take(only);
            schema.remove("anyOf");
            for (key, value) in only {
                schema.entry(key).or_insert(value);
            }
        }
    }
}

fn limit(schema: &mut Map<String, Value>) {
    match schema.get("type").and_then(Value::as_str) {
        Some("string") if !schema.contains_key("const") && !schema.contains_key("pattern") => {
            schema.insert("maxLength".into(), MAX_STRING.into());
        }
        // The only integers are widths and heights of images.
        Some("integer") => {
            schema.remove("format");
            schema.insert("minimum".into(), 1.into());
        }
        Some("array") if schema["items"]["$ref"] == "#/$defs/Block" => {
            schema.insert("maxItems".into(), MAX_BLOCKS.into());
        }
        _ => {}
    }
}

/// Forbids unknown keys, except those that begin with `x-`.
fn close(schema: &mut Map<String, Value>) {
    if schema.contains_key("properties") && schema.get("type").is_some_and(|name| name == "object") {
        schema.insert("patternProperties".into(), json!({ "^x-": true }));
        schema.entry("additionalProperties").or_insert(false.into());
    }
}
