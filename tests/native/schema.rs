//! The published JSON Schemas: up to date, strict enough to help, and consistent with the readers.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use broadsheet::address::Base;
use broadsheet::article::Article;
use broadsheet::article::block::TYPES;
use broadsheet::article::read::{Path, Problem, ProblemKind, Step};
use broadsheet::schema;
use broadsheet::site::Site;
use serde_json::{Value, json};

use crate::format::demo;

fn schemas() -> [Value; 3] {
    schema::files().map(|(_, text)| serde_json::from_str(&text).unwrap())
}

fn faults(schema: &Value, document: &Value) -> Vec<String> {
    let validator = jsonschema::draft202012::new(schema).unwrap();
    validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn load(file: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

#[test]
fn the_published_files_are_up_to_date() {
    for (name, text) in schema::files() {
        let published = fs::read_to_string(format!("public/schema/{name}")).unwrap_or_default();
        assert!(
            published == text,
            "public/schema/{name} is not what the types say: cargo run --bin broadsheet -- schema public/schema"
        );
    }
}

#[test]
fn the_schemas_are_valid_by_draft_2020_12() {
    for schema in schemas() {
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        jsonschema::draft202012::meta::validate(&schema).unwrap();
        assert_eq!(schema["properties"]["version"]["const"], 1);
        assert!(schema.get("$id").is_none(), "an address of its own would be asked for");
    }
}

#[test]
fn valid_documents_match_the_schemas() {
    let [article, _, site] = schemas();
    for (slug, bytes) in demo::articles() {
        assert_eq!(faults(&article, &serde_json::from_slice(&bytes).unwrap()), [""; 0], "{slug}");
    }
    for file in ["tests/fixtures/by-hand.json", "tests/native/fixtures/everything.json"] {
        assert_eq!(faults(&article, &load(file)), [""; 0], "{file}");
    }
    assert_eq!(faults(&site, &load("public/content/site.json")), [""; 0]);
}

#[test]
fn written_documents_match_the_schemas() {
    let [article, _, site] = schemas();
    let base = Base::new("https://example.org/content/articles/story.json");
    let bytes = fs::read("tests/native/fixtures/everything.json").unwrap();
    let (everything, _) = Article::from_json(&bytes, &base).unwrap();
    assert_eq!(faults(&article, &serde_json::from_str(&everything.to_json()).unwrap()), [""; 0]);
    let (demo, _) = Site::from_json(&fs::read("public/content/site.json").unwrap(), &base).unwrap();
    assert_eq!(faults(&site, &serde_json::from_str(&demo.to_json()).unwrap()), [""; 0]);
}

#[test]
fn a_field_of_a_preset_may_be_null() {
    let [.., site] = schemas();
    let fields = ["check", "signedIn", "name", "login", "logout", "returnForm", "credentials", "headers", "timeout"];
    for field in fields {
        let session = json!({ "session": { "preset": "duende-bff", field: null } });
        assert_eq!(faults(&site, &session), [""; 0], "{field}");
    }
    for bad in
        [json!({ "preset": "duende" }), json!({ "check": 5 }), json!({ "timeout": 30_001 }), json!({ "logout": {} })]
    {
        assert!(!faults(&site, &json!({ "session": bad })).is_empty(), "{bad}");
    }
}

#[test]
fn documents_with_errors_do_not_match_the_schemas() {
    let [article, ..] = schemas();
    let with_block = |block: Value| json!({ "headline": "A", "body": [block] });
    for good in [
        json!("Text"),
        json!(["Text ", { "text": "in spans", "x-own": 1 }]),
        json!({ "type": "poll", "fallback": "A poll.", "options": [] }),
        json!({ "type": "table", "rows": [[1924, "a"]] }),
        json!({ "type": "divider" }),
    ] {
        assert_eq!(faults(&article, &with_block(good.clone())), [""; 0], "{good}");
    }
    for bad in [
        json!({ "type": "poll" }),
        json!({ "type": "heading" }),
        json!({ "type": "heading", "text": "A", "level": 5 }),
        json!({ "type": "divider", "colour": "red" }),
        json!({ "type": "image", "src": "a.jpg", "width": 1, "height": 1 }),
        json!({ "type": "image", "src": "a.jpg", "width": 0, "height": 1, "alt": "" }),
        json!({ "type": "list", "items": "One" }),
        json!({ "text": "A" }),
        json!([{ "text": "A", "hreff": "https://example.org/" }]),
        json!(null),
    ] {
        assert!(!faults(&article, &with_block(bad.clone())).is_empty(), "{bad}");
    }
    for bad in [
        json!({ "headline": "A" }),
        json!({ "headline": "A", "body": [], "version": 2 }),
        json!({ "headline": "A", "body": [], "published": "27.03.2013" }),
        json!({ "headline": "A", "body": [], "lang": "de_DE" }),
        json!({ "headline": "A", "body": [], "lead": { "type": "quote", "text": "A" } }),
    ] {
        assert!(!faults(&article, &bad).is_empty(), "{bad}");
    }
}

#[test]
fn the_schema_has_the_block_types_of_the_reader() {
    let [article, ..] = schemas();
    let forms = article["$defs"]["Block"]["anyOf"].as_array().unwrap();
    let types: Vec<_> = forms.iter().filter_map(|form| form["properties"]["type"]["const"].as_str()).collect();
    assert_eq!(types, TYPES);
    let base = Base::new("https://example.org/content/articles/story.json");
    for kind in TYPES {
        let json = json!({ "headline": "A", "body": [{ "type": kind }] }).to_string();
        let (_, problems) = Article::from_json(json.as_bytes(), &base).unwrap();
        let known = |problem: &Problem| !matches!(problem.kind, ProblemKind::UnknownBlock { .. });
        assert!(problems.iter().all(known), "{kind}");
    }
}

#[test]
fn every_key_is_described() {
    fn look(schema: &Value, path: &str) {
        for (key, value) in schema["properties"].as_object().into_iter().flatten() {
            assert!(value["description"].as_str().is_some_and(|text| text.len() > 3), "{path}.{key}: {value}");
        }
        match schema {
            Value::Object(entries) => entries.iter().for_each(|(key, value)| look(value, &format!("{path}.{key}"))),
            Value::Array(items) => items.iter().for_each(|item| look(item, path)),
            _ => {}
        }
    }
    schemas().iter().for_each(|schema| look(schema, ""));
}

#[test]
fn every_example_matches_its_schema() {
    fn look(root: &Value, schema: &Value, count: &mut usize) {
        for example in schema["examples"].as_array().into_iter().flatten() {
            let mut field = schema.clone();
            field["$defs"] = root["$defs"].clone();
            assert_eq!(faults(&field, example), [""; 0], "{example}");
            *count += 1;
        }
        match schema {
            Value::Object(entries) => entries.values().for_each(|entry| look(root, entry, count)),
            Value::Array(entries) => entries.iter().for_each(|entry| look(root, entry, count)),
            _ => {}
        }
    }
    let mut count = 0;
    schemas().iter().for_each(|schema| look(schema, schema, &mut count));
    assert!(count > 20, "{count}");
}

#[test]
fn internal_keywords_of_check_are_not_published() {
    assert!(schema::files().iter().all(|(_, text)| !text.contains("x-holds") && !text.contains("x-called")));
}

type Keys = BTreeMap<String, BTreeSet<String>>;

/// Makes a document with every key of a schema, each object with one unknown key.
struct Sampler<'a> {
    schema: &'a Value,
    /// The keys of each object that was made.
    keys: Keys,
}

/// How often a schema may be nested in itself.
const DEPTH: usize = 2;

const STRANGER: &str = "stranger";

impl<'a> Sampler<'a> {
    /// Resolves references, and lists those on the way.
    fn resolve(&self, schema: &'a Value, seen: &mut Vec<&'a str>) -> Value {
        let Some(name) = schema["$ref"].as_str() else { return schema.clone() };
        seen.push(name);
        let target = self.schema.pointer(name.strip_prefix('#').unwrap()).unwrap();
        let mut whole = self.resolve(target, seen);
        for (key, value) in schema["properties"].as_object().into_iter().flatten() {
            whole["properties"][key] = value.clone();
        }
        whole
    }

    fn sample(&mut self, schema: &'a Value, path: &str, seen: &[&'a str]) -> Value {
        let mut seen = seen.to_vec();
        let whole: &'a Value = Box::leak(Box::new(self.resolve(schema, &mut seen)));
        if seen.iter().any(|name| seen.iter().filter(|other| *other == name).count() > DEPTH) {
            return Value::Null;
        }
        if let Some(properties) = whole["properties"].as_object() {
            self.keys.insert(path.to_owned(), properties.keys().cloned().collect());
            let mut object = json!({ STRANGER: 1 });
            for (key, value) in properties {
                // A fallback is not read if the block itself can be shown.
                let fallback = key == "fallback";
                object[key] = if fallback { json!("en") } else { self.sample(value, &join(path, key), &seen) };
            }
            return object;
        }
        if let Some(forms) = whole["anyOf"].as_array().filter(|_| whole.get("type").is_none()) {
            let forms = forms.iter().filter(|form| form.get("const") != Some(&Value::Null));
            let fullest = forms.max_by_key(|form| self.rank(form)).unwrap();
            return self.sample(fullest, path, &seen);
        }
        if let Some(first) = whole["oneOf"].get(0) {
            return self.sample(first, path, &seen);
        }
        if let Some(value) = whole.get("const").or(whole["enum"].get(0)) {
            return value.clone();
        }
        let pattern = whole["pattern"].as_str().unwrap_or_default();
        match whole["type"].as_str().or(whole["type"][0].as_str()).unwrap() {
            "array" => {
                let items = &whole["items"];
                let target: &'a Value = Box::leak(Box::new(self.resolve(items, &mut seen)));
                let objects = target["anyOf"].as_array().into_iter().flatten();
                let objects: Vec<_> = objects
                    .filter(|form| self.rank(form) == 3 && form.get("additionalProperties") != Some(&json!(true)))
                    .collect();
                let forms = if objects.is_empty() { vec![items] } else { objects };
                let samples =
                    forms.iter().enumerate().map(|(index, form)| self.sample(form, &format!("{path}[{index}]"), &seen));
                Value::Array(samples.collect::<Vec<_>>())
            }
            "boolean" => json!(true),
            "integer" => json!(2),
            _ if pattern.starts_with("^[0-9]{4}") => json!("2024-02-29"),
            _ if pattern.contains("[:/]") => json!("4:3"),
            _ if whole["format"] == "uri-reference" => json!("https://example.org/"),
            _ => json!("en"),
        }
    }

    /// Ranks objects before lists, and lists before the rest.
    fn rank(&self, schema: &'a Value) -> usize {
        let whole = self.resolve(schema, &mut Vec::new());
        match whole["anyOf"].as_array() {
            _ if whole.get("properties").is_some() => 3,
            Some(forms) => forms.iter().filter(|form| form["type"] == "array").count(),
            None => usize::from(whole["type"] == "array"),
        }
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// The keys that the reader asked for, in each object with an unknown key.
fn asked(problems: &[Problem]) -> Keys {
    let asked = problems.iter().filter_map(|Problem { path, kind, .. }| match (kind, path.steps()) {
        (ProblemKind::UnknownKey(known), [above @ .., Step::Key(key)]) if key == STRANGER => {
            let path = above.iter().fold(Path::default(), |path, step| path.with(step.clone()));
            let path = if above.is_empty() { String::new() } else { path.to_string() };
            Some((path, known.iter().map(|key| (*key).to_owned()).collect()))
        }
        _ => None,
    });
    asked.collect()
}

/// Asserts that the keys of the schema are those of the reader, and returns them.
fn same_keys(schema: &Value, read: impl Fn(&str) -> Vec<Problem>) -> Keys {
    let mut sampler = Sampler { schema, keys: Keys::new() };
    let json = sampler.sample(schema, "", &[]).to_string();
    let asked = asked(&read(&json));
    for path in sampler.keys.keys().chain(asked.keys()) {
        assert_eq!(sampler.keys.get(path), asked.get(path), "at \"{path}\"");
    }
    asked
}

#[test]
fn the_schemas_have_the_keys_of_the_readers() {
    let [article, _, site] = schemas();
    let base = Base::new("https://example.org/content/articles/story.json");
    let keys = same_keys(&article, |json| Article::from_json(json.as_bytes(), &base).unwrap().1);
    assert!(keys.len() > 60, "{:?}", keys.keys());
    let keys = same_keys(&site, |json| Site::from_json(json.as_bytes(), &base).unwrap().1);
    assert_eq!(keys.len(), 13);
}
