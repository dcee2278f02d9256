//! What is known of each field of the format, for the rules of [`crate::check`]. The types say it, by way of the
//! schema, so that it stands nowhere else.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::ser::Formatter;
use serde_json::{Serializer, Value};

use crate::article::Article;
use crate::article::schema::{CALLED, HOLDS};
use crate::site::Site;

/// What the value of a field is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Holds {
    /// Words for readers.
    Prose,
    /// What programs read and nobody else.
    Word,
    /// The tag of a language.
    Language,
    /// The name of an article's file.
    Slug,
    /// An address that readers are sent to.
    Link,
    /// The same, which has to be whole.
    Whole,
    /// The address of a file that is shown.
    File,
    /// The same, of an image.
    Image,
    /// An address of the log-in.
    Address,
}

/// A field of one kind of object. Fields of the same name may be several things.
struct Field {
    key: String,
    /// The types of the blocks that it belongs to; none if the object is no block.
    types: Vec<String>,
    holds: Option<Holds>,
    /// Of a list: what an item is called that is a string.
    called: Option<String>,
    example: Option<String>,
}

/// The fields of the format.
pub struct Fields {
    all: Vec<Field>,
    prose: HashSet<String>,
}

/// The fields of articles and sites.
pub fn fields() -> &'static Fields {
    static FIELDS: LazyLock<Fields> = LazyLock::new(|| {
        let mut all = Vec::new();
        add::<Article>(&mut all);
        add::<Site>(&mut all);
        let prose =
            all.iter().filter(|field| field.holds == Some(Holds::Prose)).map(|field| field.key.clone()).collect();
        Fields { all, prose }
    });
    &FIELDS
}

impl Fields {
    /// The keys whose value is one of these, in some object.
    pub fn keys(&self, holds: &[Holds]) -> BTreeSet<&str> {
        let fields = self.all.iter().filter(|field| field.holds.is_some_and(|what| holds.contains(&what)));
        fields.map(|field| field.key.as_str()).collect()
    }

    /// Whether the value of a key is this in a block of a type, or in an object without one.
    pub fn is(&self, key: &str, block: Option<&str>, holds: Holds) -> bool {
        self.all.iter().any(|field| field.key == key && field.holds == Some(holds) && field.is_in(block))
    }

    /// Whether the value of a key is words for readers, in some object.
    pub fn is_prose(&self, key: &str) -> bool {
        self.prose.contains(key)
    }

    /// The keys of lists in which a string is something by itself, each with what it is called.
    pub fn lists(&self) -> BTreeMap<&str, &str> {
        self.all.iter().filter_map(|field| Some((field.key.as_str(), field.called.as_deref()?))).collect()
    }

    /// How the value of a key is written that is a list or an object, in a block of a type if it differs by that.
    pub fn example(&self, key: &str, block: Option<&str>) -> Option<&str> {
        let examples = || self.all.iter().filter(|field| field.key == key && field.example.is_some());
        examples().find(|field| field.is_in(block)).or_else(|| examples().next())?.example.as_deref()
    }
}

impl Field {
    fn is_in(&self, block: Option<&str>) -> bool {
        self.types.is_empty() || block.is_some_and(|block| self.types.iter().any(|own| own == block))
    }
}

fn add<T: JsonSchema>(fields: &mut Vec<Field>) {
    let root = super::generated::<T>().to_value();
    objects(&root, &mut |properties| {
        let types = properties["type"]["enum"].as_array().into_iter().flatten();
        let types: Vec<_> = types.filter_map(|name| Some(name.as_str()?.to_owned())).collect();
        for (key, schema) in properties.as_object().into_iter().flatten() {
            fields.push(Field {
                key: key.clone(),
                types: types.clone(),
                holds: forms(&root, schema, &holds),
                called: forms(&root, &schema["items"], &|schema| Some(schema[CALLED].as_str()?.to_owned())),
                example: forms(&root, schema, &|schema| Some(written(schema["examples"].get(0)?))),
            });
        }
    });
}

/// Shows the properties of each object that a schema describes.
fn objects(schema: &Value, visit: &mut dyn FnMut(&Value)) {
    if let Some(properties) = schema.get("properties") {
        visit(properties);
    }
    match schema {
        Value::Object(entries) => entries.values().for_each(|entry| objects(entry, visit)),
        Value::Array(entries) => entries.iter().for_each(|entry| objects(entry, visit)),
        _ => {}
    }
}

/// What a schema says of itself, or else the first of its forms that says it.
fn forms<T>(root: &Value, schema: &Value, say: &dyn Fn(&Value) -> Option<T>) -> Option<T> {
    say(schema).or_else(|| {
        let target = schema["$ref"].as_str().and_then(|name| root.pointer(name.strip_prefix('#')?));
        let alternatives = schema["anyOf"].as_array().into_iter().flatten();
        let mut inner = target.into_iter().chain(schema.get("items")).chain(alternatives);
        inner.find_map(|form| forms(root, form, say))
    })
}

fn holds(schema: &Value) -> Option<Holds> {
    if let Some(what) = schema.get(HOLDS) {
        return Holds::deserialize(what).ok();
    }
    let is_bound = ["const", "enum", "pattern"].iter().any(|key| schema.get(key).is_some());
    let types = &schema["type"];
    let is_text = types == "string" || types.as_array().is_some_and(|types| types.iter().any(|name| name == "string"));
    (is_text && !is_bound).then_some(Holds::Prose)
}

/// JSON in one line, as people write it: `{ "name": "…" }`.
fn written(value: &Value) -> String {
    let mut text = Vec::new();
    // Writing to memory fails for a map whose keys are not text.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut text, Spaced));
    String::from_utf8_lossy(&text).into_owned()
}

struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b" " } else { b", " })
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b" }")
    }
}
