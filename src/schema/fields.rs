//! Facts about each field of the format, for the rules of [`crate::check`]. They come from the types by way of the
//! schema, so that they are written only once.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::ser::Formatter;
use serde_json::{Serializer, Value};

use crate::article::Article;
use crate::article::profile::Profile;
use crate::article::schema::{CALLED, HOLDS};
use crate::site::Site;

/// The meaning of a field's value.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub enum Holds {
    /// Text for readers.
    Prose,
    /// Text that only programs read.
    Word,
    /// A language tag.
    Language,
    /// The slug of an article.
    Slug,
    /// The address of a link.
    Link,
    /// The address of a link, which must be absolute.
    Whole,
    /// The address of a media file.
    File,
    /// The address of an image file.
    Image,
    /// An address for logging in or out.
    Address,
}

/// A field of one kind of object. The same key may have different meanings in different objects.
struct Field {
    key: String,
    /// The block types that have this field. Empty if the field belongs to an object that is not a block.
    types: Vec<String>,
    holds: Option<Holds>,
    /// The name of an item that is a string, if this is a list of such items.
    called: Option<String>,
    example: Option<String>,
}

/// All fields of the format.
pub struct Fields {
    all: Vec<Field>,
    prose: HashSet<String>,
    by_meaning: Mutex<BTreeMap<Vec<Holds>, Arc<BTreeSet<String>>>>,
}

/// The fields of articles and sites.
pub fn fields() -> &'static Fields {
    static FIELDS: LazyLock<Fields> = LazyLock::new(|| {
        let mut all = Vec::new();
        add::<Article>(&mut all);
        add::<Profile>(&mut all);
        add::<Site>(&mut all);
        let prose =
            all.iter().filter(|field| field.holds == Some(Holds::Prose)).map(|field| field.key.clone()).collect();
        Fields { all, prose, by_meaning: Mutex::default() }
    });
    &FIELDS
}

impl Fields {
    /// The keys whose values have one of these meanings, in any object. The answer is remembered, since the rules ask for
    /// each document.
    pub fn keys(&self, holds: &[Holds]) -> Arc<BTreeSet<String>> {
        let mut known = self.by_meaning.lock().unwrap_or_else(PoisonError::into_inner);
        let keys = known.entry(holds.to_vec()).or_insert_with(|| {
            let fields = self.all.iter().filter(|field| field.holds.is_some_and(|what| holds.contains(&what)));
            Arc::new(fields.map(|field| field.key.clone()).collect())
        });
        keys.clone()
    }

    /// Whether the value of a key has this meaning in a block of type `block`, or in an object that is not a block.
    pub fn is(&self, key: &str, block: Option<&str>, holds: Holds) -> bool {
        self.all.iter().any(|field| field.key == key && field.holds == Some(holds) && field.is_in(block))
    }

    /// Whether the value of a key is text for readers, in any object.
    pub fn is_prose(&self, key: &str) -> bool {
        self.prose.contains(key)
    }

    /// The keys of lists whose items may be strings, each with the name of such an item.
    pub fn lists(&self) -> BTreeMap<&str, &str> {
        self.all.iter().filter_map(|field| Some((field.key.as_str(), field.called.as_deref()?))).collect()
    }

    /// An example in JSON for a key whose value is a list or an object. The example for blocks of type `block` is
    /// preferred.
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

/// Calls `visit` with the properties of each object in a schema.
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

/// The result of `say` for a schema, or else for the first of its referenced schemas, items and alternatives that has
/// one.
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

/// Writes JSON in one line with spaces, such as `{ "name": "…" }`.
fn written(value: &Value) -> String {
    let mut text = Vec::new();
    // This can't fail: writing to memory only fails for maps whose keys are not text.
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
