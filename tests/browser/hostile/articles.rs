//! Documents with a hostile string in every field, made by walking the published schemas.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

const ARTICLE: &str = include_str!("../../../public/schema/article-1.json");
const SITE: &str = include_str!("../../../public/schema/site-1.json");

/// How often a kind of object may stand within itself.
const NESTING: usize = 2;

/// The schema of articles.
pub fn article() -> Value {
    serde_json::from_str(ARTICLE).expect("the published schema is JSON")
}

/// The schema of what stands around them.
pub fn site() -> Value {
    serde_json::from_str(SITE).expect("the published schema is JSON")
}

/// A schema that is walked, and which string has been in which of its fields.
pub struct Documents<'s> {
    schema: &'s Value,
    strings: &'s [String],
    fields: BTreeSet<String>,
    covered: BTreeSet<(String, usize)>,
    turn: usize,
    /// A number for the place that the walk is at: the same in every document.
    place: usize,
    /// The objects that the walk is in.
    within: Vec<String>,
}

impl<'s> Documents<'s> {
    /// None yet.
    pub fn new(schema: &'s Value, strings: &'s [String]) -> Self {
        Self {
            schema,
            strings,
            fields: BTreeSet::new(),
            covered: BTreeSet::new(),
            turn: 0,
            place: 0,
            within: Vec::new(),
        }
    }

    /// How many turns there are. Documents of even and odd turns differ in the forms of their fields, and since there
    /// is an odd number of strings, each string comes to each place of both.
    pub fn turns(&self) -> usize {
        2 * self.strings.len()
    }

    /// A document, as text, in which every string is hostile: either all addresses, or all else that has to have a
    /// shape, and what has none. With the next turn each place gets the next string.
    pub fn document(&mut self, turn: usize) -> String {
        (self.turn, self.place) = (turn, 0);
        let document = self.object(self.schema).expect("the whole is an object");
        // What JSON can say and Rust's strings can't.
        document.to_string().replace('\u{e000}', "\\ud800").replace('\u{e001}', "\\udfff")
    }

    /// The pairs of a field and a string that no document has had so far.
    pub fn missing(&self) -> Vec<(String, usize)> {
        let pairs = self.fields.iter().flat_map(|field| (0..self.strings.len()).map(|index| (field.clone(), index)));
        pairs.filter(|pair| !self.covered.contains(pair)).collect()
    }

    /// All fields, as `Image.alt`.
    pub fn fields(&self) -> &BTreeSet<String> {
        &self.fields
    }

    /// A value by a schema; none where it would be nested too deep.
    fn value(&mut self, schema: &'s Value, field: &str) -> Option<Value> {
        if let Some(reference) = schema["$ref"].as_str() {
            return self.definition(reference, schema, field);
        }
        if schema["properties"].is_object() {
            return self.object(schema);
        }
        if let Some(constant) = schema.get("const") {
            return Some(self.shaped(constant.clone(), field, false));
        }
        if let Some(constants) = schema["enum"].as_array() {
            return Some(self.shaped(constants[self.place % constants.len()].clone(), field, false));
        }
        if schema["items"].is_object() {
            return Some(self.list(&schema["items"], field));
        }
        if schema["pattern"].is_string() || schema["format"].is_string() {
            return Some(self.shaped(shape(field), field, schema["format"] == "uri-reference"));
        }
        if let Some(forms) = forms(schema) {
            let first = self.turn % 2 + self.place;
            return (0..forms.len()).find_map(|next| self.value(&forms[(first + next) % forms.len()], field));
        }
        match schema["type"].as_str().or(schema["type"][0].as_str()) {
            Some("string") => Some(self.hostile(field)),
            Some("integer") => Some(self.shaped(json!(600), field, false)),
            // Of any keys.
            Some("object") => {
                let key = self.strings[self.at("key", |walk| walk.next())].clone();
                Some(json!({ key: self.hostile(field) }))
            }
            Some("boolean") => Some(self.shaped(json!(true), field, false)),
            _ => panic!("the walk knows no {schema}"),
        }
    }

    /// What a reference means, with the keys that stand beside it.
    fn definition(&mut self, reference: &str, schema: &'s Value, field: &str) -> Option<Value> {
        let name = reference.strip_prefix("#/$defs/").expect("a reference into the schema").to_owned();
        if self.within.iter().filter(|outer| **outer == name).count() == NESTING {
            return None;
        }
        if name == "Text" && self.is_brief() {
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
        for (key, schema) in schema["properties"].as_object()? {
            object.extend(self.at(key, |walk| walk.value(schema, key)).map(|value| (key.clone(), value)));
        }
        // Keys are strings, too.
        let key = format!("x-{}", self.strings[self.at("x-", |walk| walk.next())]);
        object.insert(key, json!("x"));
        Some(Value::Object(object))
    }

    /// One of each form; deeper down one in all, or articles would have no end.
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
        let list = forms.enumerate().filter_map(|(number, form)| {
            let place = number.to_string();
            self.at(&place, |walk| walk.value(form, field))
        });
        let list = list.collect();
        self.within.pop();
        Value::Array(list)
    }

    /// A value that has to have a shape, or a string that has another one. Not all at once: most objects are left out
    /// if one of theirs is wrong.
    fn shaped(&mut self, shape: Value, field: &str, is_address: bool) -> Value {
        let name = self.name(field);
        // By its type a block is known.
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
        // A mark and its note have to have the same name.
        let index = if matches!(field, "id" | "note") { self.turn % self.strings.len() } else { next };
        let name = self.name(field);
        self.fields.insert(name.clone());
        self.covered.insert((name, index));
        Value::String(self.strings[index].clone())
    }

    fn name(&self, field: &str) -> String {
        format!("{}.{field}", self.within.last().map_or("", String::as_str))
    }

    /// Whether rich text may be short here: it was hostile in the first half of the turns, in so many places that each
    /// string has come to all there is to it.
    fn is_brief(&self) -> bool {
        self.turn >= self.strings.len() && self.within.iter().any(|outer| outer == "Block")
    }

    /// The string whose turn it is here.
    fn next(&self) -> usize {
        (self.turn + self.place) % self.strings.len()
    }

    /// Does something at a place within this one.
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

/// What is right for a field that has to have a shape.
fn shape(field: &str) -> Value {
    match field {
        "lang" => json!("fr"),
        "published" | "updated" | "date" => json!("2013-03-27"),
        "aspect" => json!("4:3"),
        "href" | "canonical" => json!("https://example.org/"),
        "check" | "login" | "logout" => json!("https://example.org/?next={return}"),
        "url" => json!("https://www.youtube.com/watch?v=x"),
        "src" | "image" | "logo" | "poster" | "thumbnail" => json!("../images/picture.svg"),
        _ => panic!("what is right for “{field}”?"),
    }
}
