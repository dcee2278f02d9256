//! Generates documents from the published JSON schemas, with a hostile string in every field.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

const ARTICLE: &str = include_str!("../../../public/schema/article-1.json");
const SITE: &str = include_str!("../../../public/schema/site-1.json");

/// How deep objects of one kind may be nested in each other.
const NESTING: usize = 2;

/// The schema of articles.
pub fn article() -> Value {
    serde_json::from_str(ARTICLE).expect("the published schema is JSON")
}

/// The schema of `site.json`.
pub fn site() -> Value {
    serde_json::from_str(SITE).expect("the published schema is JSON")
}

/// A generator of documents from a schema. It keeps track of which string was in which field.
pub struct Documents<'s> {
    schema: &'s Value,
    strings: &'s [String],
    fields: BTreeSet<String>,
    covered: BTreeSet<(String, usize)>,
    turn: usize,
    /// A number that identifies the current position in the schema. It is the same in every document.
    place: usize,
    /// The names of the definitions around the current position.
    within: Vec<String>,
    /// Whether documents leave out what would put no string into a field that it was not in before.
    is_sparse: bool,
}

impl<'s> Documents<'s> {
    /// A generator that has made no document yet.
    pub fn new(schema: &'s Value, strings: &'s [String]) -> Self {
        Self {
            schema,
            strings,
            fields: BTreeSet::new(),
            covered: BTreeSet::new(),
            turn: 0,
            place: 0,
            within: Vec::new(),
            is_sparse: false,
        }
    }

    /// As [`Documents::new`]. What may be absent is only in a document if it puts a string into a field that it was not in
    /// before: with all the rest, a page takes three times as long.
    pub fn sparse(schema: &'s Value, strings: &'s [String]) -> Self {
        Self { is_sparse: true, ..Self::new(schema, strings) }
    }

    /// How many documents there are. Even and odd documents use different forms of the fields. The number of strings is
    /// odd, so each string gets to each position in both.
    pub fn turns(&self) -> usize {
        2 * self.strings.len()
    }

    /// Makes document number `turn`, as JSON. Its free text is hostile. In odd documents all addresses are hostile,
    /// too; in even ones, all other fields with a fixed form. Each position gets the next string with the next
    /// document.
    pub fn document(&mut self, turn: usize) -> String {
        (self.turn, self.place) = (turn, 0);
        let document = self.object(self.schema).expect("the whole is an object");
        // A lone surrogate can be written in JSON, but not in a Rust string.
        document.to_string().replace('\u{e000}', "\\ud800").replace('\u{e001}', "\\udfff")
    }

    /// The combinations of a field and a hostile string (by its index) that no generated document contained.
    pub fn missing(&self) -> Vec<(String, usize)> {
        let pairs = self.fields.iter().flat_map(|field| (0..self.strings.len()).map(|index| (field.clone(), index)));
        pairs.filter(|pair| !self.covered.contains(pair)).collect()
    }

    /// Whether each string was in a field of a generated document, in whichever.
    pub fn have_used_every_string(&self) -> bool {
        let used: BTreeSet<_> = self.covered.iter().map(|(_, index)| index).collect();
        used.len() == self.strings.len()
    }

    /// The names of all fields, such as `Image.alt`.
    pub fn fields(&self) -> &BTreeSet<String> {
        &self.fields
    }

    /// Generates a value by a schema. `None` if it would be nested too deep.
    fn value(&mut self, schema: &'s Value, field: &str) -> Option<Value> {
        if let Some(reference) = schema["$ref"].as_str() {
            return self.definition(reference, schema, field);
        }
        if schema["properties"].is_object() {
            return self.object(schema);
        }
        if let Some(constant) = schema.get("const") {
            return Some(self.valid_or_hostile(constant.clone(), field, false));
        }
        if let Some(constants) = schema["enum"].as_array() {
            return Some(self.valid_or_hostile(constants[self.place % constants.len()].clone(), field, false));
        }
        if schema["items"].is_object() {
            return Some(self.list(&schema["items"], field));
        }
        if schema["pattern"].is_string() || schema["format"].is_string() {
            return Some(self.valid_or_hostile(valid_value(field), field, schema["format"] == "uri-reference"));
        }
        if let Some(forms) = forms(schema) {
            // A field that is null is as good as absent.
            let forms: Vec<_> = forms.iter().filter(|form| form.get("const") != Some(&Value::Null)).collect();
            let first = self.turn % 2 + self.place;
            return (0..forms.len()).find_map(|next| self.value(forms[(first + next) % forms.len()], field));
        }
        match schema["type"].as_str().or(schema["type"][0].as_str()) {
            Some("string") => Some(self.hostile(field)),
            Some("integer") => Some(self.valid_or_hostile(json!(600), field, false)),
            // An object with arbitrary keys.
            Some("object") => {
                let key = self.strings[self.at("key", |walk| walk.next())].clone();
                Some(json!({ key: self.hostile(field) }))
            }
            Some("boolean") => Some(self.valid_or_hostile(json!(true), field, false)),
            _ => panic!("the walk knows no {schema}"),
        }
    }

    /// Generates a value by the definition that `$ref` names, with the properties beside the reference.
    fn definition(&mut self, reference: &str, schema: &'s Value, field: &str) -> Option<Value> {
        let name = reference.strip_prefix("#/$defs/").expect("a reference into the schema").to_owned();
        if self.within.iter().filter(|outer| **outer == name).count() == NESTING {
            return None;
        }
        if name == "Text" && self.may_be_short() {
            return Some(json!("Brief."));
        }
        let definition = &self.schema["$defs"][&name];
        let plain = !definition["properties"].is_object() && forms(definition).is_none();
        self.within.push(name);
        let field = if plain { field } else { "" };
        let mut value = self.value(definition, field);
        if let (Some(Value::Object(object)), Value::Object(beside)) = (&mut value, &schema["properties"]) {
            for (key, schema) in beside {
                object.extend(self.at(key, |walk| walk.value(schema, key)).map(|value| (key.clone(), value)));
            }
        }
        self.within.pop();
        value
    }

    fn object(&mut self, schema: &'s Value) -> Option<Value> {
        let mut object = Map::new();
        let required = schema["required"].as_array();
        for (key, schema) in schema["properties"].as_object()? {
            let covered = self.covered.len();
            let value = self.at(key, |walk| walk.value(schema, key));
            let is_required = required.is_some_and(|required| required.iter().any(|name| name == key));
            if !self.is_sparse || self.covered.len() > covered || is_required {
                object.extend(value.map(|value| (key.clone(), value)));
            }
        }
        // Object keys get hostile strings, too.
        let key = format!("x-{}", self.strings[self.at("x-", |walk| walk.next())]);
        object.insert(key, json!("x"));
        Some(Value::Object(object))
    }

    /// Generates one item of each form. Nested lists get only one item, or documents would never end.
    fn list(&mut self, items: &'s Value, field: &str) -> Value {
        let resolved = match items["$ref"].as_str() {
            Some(reference) => &self.schema["$defs"][reference.trim_start_matches("#/$defs/")],
            None => items,
        };
        let count = forms(resolved).map_or(1, |forms| forms.len());
        let name = items["$ref"].as_str().unwrap_or_default().trim_start_matches("#/$defs/").to_owned();
        if count == 1 || self.within.contains(&name) {
            return Value::Array(self.value(items, field).into_iter().collect());
        }
        self.within.push(name);
        let forms = forms(resolved).into_iter().flatten();
        let mut list: Vec<Value> = Vec::new();
        for (number, form) in forms.enumerate() {
            let covered = self.covered.len();
            let item = self.at(&number.to_string(), |walk| walk.value(form, field));
            if !self.is_sparse || self.covered.len() > covered || list.is_empty() {
                list.extend(item);
            }
        }
        self.within.pop();
        Value::Array(list)
    }

    /// A hostile string or a well-formed value: addresses are hostile in odd documents, other fields with a fixed form
    /// in even ones. They can't all be hostile at once, because an object with a wrong field is mostly left out.
    fn valid_or_hostile(&mut self, shape: Value, field: &str, is_address: bool) -> Value {
        let name = self.name(field);
        // A block is recognized by its type, so this stays valid.
        if field != "type" {
            self.fields.insert(name);
            if is_address == (self.turn % 2 == 1) {
                return self.hostile(field);
            }
        }
        shape
    }

    fn hostile(&mut self, field: &str) -> Value {
        let next = self.next();
        // A footnote mark and its note need the same id.
        let index = if matches!(field, "id" | "note") { self.turn % self.strings.len() } else { next };
        let name = self.name(field);
        self.fields.insert(name.clone());
        self.covered.insert((name, index));
        Value::String(self.strings[index].clone())
    }

    fn name(&self, field: &str) -> String {
        format!("{}.{field}", self.within.last().map_or("", String::as_str))
    }

    /// Whether rich text can be kept short here. The first half of the documents has already covered every string in
    /// it.
    fn may_be_short(&self) -> bool {
        self.turn >= self.strings.len() && self.within.iter().any(|outer| outer == "Block")
    }

    /// The index of the next string at the current position.
    fn next(&self) -> usize {
        (self.turn + self.place) % self.strings.len()
    }

    /// Runs `walk` at a position below the current one.
    fn at<T>(&mut self, name: &str, walk: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.place;
        self.place = name.bytes().fold(outer, |place, byte| (place * 31 + usize::from(byte)) % 1_000_003);
        let result = walk(self);
        self.place = outer;
        result
    }
}

fn forms(schema: &Value) -> Option<&Vec<Value>> {
    schema["anyOf"].as_array().or(schema["oneOf"].as_array())
}

/// A valid value for a field with a fixed form.
fn valid_value(field: &str) -> Value {
    match field {
        "lang" => json!("fr"),
        "published" | "updated" | "date" => json!("2013-03-27"),
        "embargo" => json!("2013-03-27T09:30:00Z"),
        "aspect" => json!("4:3"),
        "href" | "canonical" => json!("https://example.org/"),
        "check" | "login" | "logout" => json!("https://example.org/?next={return}"),
        "url" => json!("https://www.youtube.com/watch?v=x"),
        "src" | "image" | "logo" | "poster" | "thumbnail" | "dark" | "icon" => json!("../images/picture.svg"),
        "measure" | "wide" | "gutter" | "small" | "large" | "larger" => json!("33em"),
        "weight" => json!("400"),
        _ => panic!("what is right for “{field}”?"),
    }
}
