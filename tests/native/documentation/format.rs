//! Compares the fields in docs/format.md with the schema, which is derived from the types.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use broadsheet::schema;
use serde_json::Value;

/// The keys of an object, each with whether it is required.
type Keys = BTreeMap<String, bool>;

fn schemas() -> [Value; 3] {
    schema::files().map(|(_, text)| serde_json::from_str(&text).unwrap())
}

fn document() -> String {
    fs::read_to_string("docs/format.md").unwrap()
}

/// The text between two others.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text.split_once(from).unwrap_or_else(|| panic!("there is no {from:?}"));
    rest.split_once(to).map_or(rest, |(part, _)| part)
}

/// The texts between backticks, each with whether a star follows.
fn quoted(text: &str) -> Vec<(&str, bool)> {
    let parts: Vec<_> = text.split('`').collect();
    parts.windows(2).skip(1).step_by(2).map(|pair| (pair[0], pair[1].starts_with("\\*"))).collect()
}

/// The keys between backticks in a text.
fn named(text: &str) -> Keys {
    let is_key = |word: &str| word.chars().all(|c| c.is_alphanumeric() || c == '$');
    quoted(text).into_iter().filter(|(word, _)| is_key(word)).map(|(word, star)| (word.to_owned(), star)).collect()
}

/// The objects that a text describes, such as `{text*, href}`.
fn described(text: &str) -> Vec<Keys> {
    let objects = quoted(text).into_iter().filter_map(|(code, _)| code.strip_prefix('{')?.strip_suffix('}'));
    let keys = |object: &str| {
        // Objects inside another one are ignored.
        let mut depth = 0;
        let outer: String = object
            .chars()
            .filter(|c| {
                depth += i32::from(*c == '{');
                let is_outer = depth == 0;
                depth -= i32::from(*c == '}');
                is_outer
            })
            .collect();
        let keys = outer.split(',').map(|key| key.trim().trim_end_matches(": ").trim_end_matches(':'));
        keys.map(|key| (key.trim_end_matches('*').to_owned(), key.ends_with('*'))).collect()
    };
    objects.map(keys).collect()
}

/// The rows of a table: the keys in the first cell, and the second cell.
fn table<'a>(text: &'a str, header: &str) -> Vec<(Keys, &'a str)> {
    let rows = between(text, header, "\n\n").lines().skip(2);
    rows.map(|row| row.split('|').collect::<Vec<_>>()).map(|cells| (named(cells[1]), cells[2])).collect()
}

/// Resolves the reference of a schema.
fn resolved<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(name) => root.pointer(name.strip_prefix('#').unwrap()).unwrap(),
        None => schema,
    }
}

/// The objects that a field's value can be or contain, except those that are described elsewhere.
fn objects<'a>(root: &'a Value, schema: &'a Value, found: &mut Vec<&'a Value>) {
    const ELSEWHERE: [&str; 6] = ["Block", "Image", "List", "Session", "Span", "Text"];
    let name = schema["$ref"].as_str().and_then(|name| name.rsplit('/').next());
    if name.is_some_and(|name| ELSEWHERE.contains(&name)) {
        return;
    }
    let schema = resolved(root, schema);
    if schema.get("properties").is_some() {
        found.push(schema);
        return;
    }
    let forms = schema["anyOf"].as_array().into_iter().flatten();
    schema.get("items").into_iter().chain(forms).for_each(|form| objects(root, form, found));
}

/// The keys of an object, except those that every block has.
fn keys(schema: &Value) -> Keys {
    let required = schema.get("required").unwrap_or(&schema["anyOf"][0]["required"]);
    let required: BTreeSet<_> = required.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let keys = schema["properties"].as_object().unwrap().keys();
    let own = keys.filter(|key| !["type", "fallback"].contains(&key.as_str()));
    own.map(|key| (key.clone(), required.contains(key.as_str()))).collect()
}

/// The type names that the tables of docs/format.md may use for a field. One of them has to be there.
fn words(root: &Value, schema: &Value) -> Vec<String> {
    let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    match schema["$ref"].as_str().and_then(|name| name.rsplit('/').next()) {
        Some("Text") => return own(&["Text"]),
        Some("Tag" | "Origin" | "SeriesPart") => return own(&["string"]),
        _ => {}
    }
    let schema = resolved(root, schema);
    if let Some(value) = schema.get("const") {
        return own(&[&format!("`{value}`")]);
    }
    if let Some(first) = schema["enum"].get(0).or(schema["oneOf"][0].get("const")) {
        return own(&[&format!("`{first}`")]);
    }
    match schema["type"].as_str() {
        Some("boolean") => own(&["`true`"]),
        Some("integer") => own(&["pixels", "number"]),
        Some("array") => own(&["list"]),
        Some("object") => own(&["{", "object"]),
        Some("string") if schema["format"] == "uri-reference" => own(&["address"]),
        Some("string") if schema["pattern"].as_str().is_some_and(|pattern| pattern.contains("A-Za-z")) => {
            own(&["BCP 47"])
        }
        Some("string") if schema.get("pattern").is_some() => own(&["date"]),
        Some("string") => own(&["string", "name"]),
        _ => own(&["block"]),
    }
}

#[test]
fn the_tables_list_every_field_with_its_type_and_whether_it_is_required() {
    let text = document();
    let [article, author, site] = schemas();
    let images = between(&text, "## Images", "## Links");
    let span = &article["$defs"]["Span"]["anyOf"][1];
    for (root, schema, rows) in [
        (&article, span, table(&text, "| key of a span |")),
        (&article, &article, table(between(&text, "## The fields of an article", "\nSponsors:"), "| field |")),
        (&article, &article["$defs"]["Image"], table(images, "| key |")),
        (&author, &author, table(between(&text, "## Pages and authors\n", "## site.json"), "| field |")),
        (&site, &site, table(between(&text, "## site.json\n", "## Tools"), "| field |")),
    ] {
        let mut said = Keys::new();
        for (named, form) in rows {
            for key in named.keys() {
                let field = &schema["properties"][key];
                let words = words(root, field);
                assert!(words.iter().any(|word| form.contains(word.as_str())), "{key}: {form} is not {words:?}");
                let mut inner = Vec::new();
                objects(root, field, &mut inner);
                let inner: Vec<_> = inner.into_iter().map(keys).collect();
                if !described(form).is_empty() {
                    assert_eq!(described(form), inner, "{key}");
                }
            }
            said.extend(named);
        }
        // The description of a span, which is not a block.
        said.remove("fallback");
        assert_eq!(said, keys(schema));
    }
}

#[test]
fn every_block_is_described_with_its_fields() {
    let text = document();
    let [article, ..] = schemas();
    let blocks = between(&text, "## Blocks", "## Images");
    let forms = article["$defs"]["Block"]["anyOf"].as_array().unwrap();
    let mut count = 0;
    for form in forms.iter().filter(|form| form["properties"]["type"].get("const").is_some()) {
        let name = form["properties"]["type"]["const"].as_str().unwrap();
        let schema = resolved(&article, form);
        let said = blocks.split("\n\n").find(|part| part.starts_with("**") && part.contains(&format!("**{name}**")));
        let said = said.unwrap_or_else(|| panic!("{name} is not described"));
        count += 1;
        if said.contains("see [Images]") {
            continue;
        }
        let named = named(said);
        for (key, required) in keys(schema) {
            assert_eq!(named.get(&key), Some(&required), "{key} of {name}");
        }
        let required: Vec<_> = named.iter().filter(|(_, star)| **star).map(|(key, _)| key).collect();
        assert!(required.iter().all(|key| keys(schema).contains_key(*key)), "{name}: {required:?}");
        let mut inner = Vec::new();
        schema["properties"].as_object().unwrap().values().for_each(|field| objects(&article, field, &mut inner));
        let inner: BTreeSet<_> = inner.into_iter().map(keys).collect();
        assert_eq!(described(said).into_iter().collect::<BTreeSet<_>>(), inner, "{name}");
    }
    assert!(count >= 16, "{count}");
}

#[test]
fn the_lists_of_sponsors_and_corrections_are_described_with_their_fields() {
    let text = document();
    let [article, ..] = schemas();
    for (name, said) in [
        ("Sponsor", between(&text, "\nSponsors:", "\nCorrections:")),
        ("Correction", between(&text, "\nCorrections:", "## Blocks")),
    ] {
        let prose: Vec<_> = said.split("```").step_by(2).collect();
        let mut named = Keys::new();
        for (key, star) in quoted(&prose.concat()) {
            *named.entry(key.to_owned()).or_default() |= star;
        }
        for (key, required) in keys(&article["$defs"][name]) {
            assert_eq!(named.get(&key), Some(&required), "{key} of {name}");
        }
    }
}
