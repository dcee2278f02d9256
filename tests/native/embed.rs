//! The interface of the element is described in the script and the tables at its top, in the types, in the manifest for
//! editors, and in the tables of `docs/embed.md`. All of them have to agree.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use crate::article::{EVERYTHING, article};
use crate::views::embedded;

const SCRIPT: &str = "src/embed.js";
const TYPES: &str = "src/embed.d.mts";
const MANIFEST: &str = "src/custom-elements.json";
const DOCS: &str = "docs/embed.md";

/// Methods that the browser calls.
const CALLBACKS: [&str; 4] = ["constructor", "connectedCallback", "disconnectedCallback", "attributeChangedCallback"];

/// Members for host pages that have no attribute.
const UNREFLECTED: [&str; 2] = ["data", "reload()"];

type Names = BTreeSet<String>;

fn read(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Asserts that files name the same things, and says what is missing where.
fn agree(what: &str, files: &[(&str, Names)]) {
    let all: Names = files.iter().flat_map(|(_, names)| names.clone()).collect();
    assert!(!all.is_empty(), "nothing names a {what}");
    let missing: Vec<String> = all
        .iter()
        .flat_map(|name| {
            let lacking = files.iter().filter(|(_, names)| !names.contains(name));
            lacking.map(move |(file, _)| format!("{file} does not have the {what} {name}"))
        })
        .collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// The text between two others.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("there is no {start}"));
    rest.split_once(end).unwrap_or_else(|| panic!("{start} has no end")).0
}

/// The texts between pairs of a mark: between quotes, or between backticks.
fn marked(text: &str, mark: char) -> Names {
    text.split(mark).skip(1).step_by(2).map(str::to_owned).collect()
}

fn names<'a>(names: impl IntoIterator<Item = &'a str>) -> Names {
    names.into_iter().map(str::to_owned).collect()
}

/// The members of an interface, each with its type. `readonly` is part of the name.
fn members(types: &str, interface: &str) -> BTreeMap<String, String> {
    let inside = between(types, &format!("export interface {interface} "), "\n}");
    let lines = inside.lines().filter_map(|line| line.strip_prefix("  ")?.strip_suffix(';'));
    lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, of)| (name.trim_end_matches('?').trim_matches('"').to_owned(), of.to_owned()))
        .collect()
}

/// The fields of an object type that is written out, as in `CustomEvent<{ state: "inline" }>`, or given by name.
fn fields(types: &str, of: &str) -> Names {
    match of.split_once('{') {
        Some((_, inside)) => {
            let inside = inside.split('}').next().unwrap_or_default();
            names(inside.split([',', ';']).filter_map(|field| Some(field.split_once(':')?.0.trim())))
        }
        None => {
            let fields = members(types, between(of, "<", ">"));
            fields.keys().map(|name| name.trim_start_matches("readonly ").to_owned()).collect()
        }
    }
}

/// The element's entry in the manifest.
fn manifest() -> Value {
    let manifest: Value = serde_json::from_str(&read(MANIFEST)).expect("the manifest is JSON");
    manifest["modules"][0]["declarations"][0].clone()
}

/// The entries of a list of the manifest, by name.
fn entries(list: &Value) -> BTreeMap<String, Value> {
    let entries = list.as_array().expect("a list of the manifest").iter();
    entries.map(|entry| (text(entry, "name").to_owned(), entry.clone())).collect()
}

fn text<'a>(entry: &'a Value, key: &str) -> &'a str {
    entry[key].as_str().unwrap_or_else(|| panic!("{entry} has no {key}"))
}

fn keys<Of>(map: &BTreeMap<String, Of>) -> Names {
    map.keys().cloned().collect()
}

/// The rows of a table of the documents, by the text between backticks in the first cell.
fn table(titles: &str) -> BTreeMap<String, Vec<String>> {
    let docs = read(DOCS);
    let (_, rows) = docs.split_once(&format!("\n{titles}\n")).unwrap_or_else(|| panic!("{DOCS} has no {titles}"));
    let rows = rows.lines().skip(1).take_while(|line| line.starts_with('|'));
    rows.flat_map(|row| {
        let cells: Vec<String> = row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
        marked(&cells[0], '`').into_iter().map(move |name| (name, cells.clone()))
    })
    .collect()
}

/// The attributes in the script, each with the default of its property, as JSON.
fn attributes_of_script() -> BTreeMap<String, String> {
    let script = read(SCRIPT);
    let pairs = between(&script, "const ATTRIBUTES = {", "}").split(',').filter_map(|pair| pair.split_once(':'));
    pairs.map(|(name, value)| (name.trim().trim_matches('"').to_owned(), value.trim().to_owned())).collect()
}

/// The first column of a table in the comment at the top of the script.
fn column_of_script(title: &str) -> Names {
    let script = read(SCRIPT);
    let (_, table) = script.split_once(&format!("\n// {title} ")).unwrap_or_else(|| panic!("{SCRIPT} has no {title}"));
    let rows = table.lines().skip(2).map_while(|row| row.strip_prefix("// "));
    names(rows.filter_map(|row| row.split(' ').next()).filter(|name| !["", "any"].contains(name)))
}

/// The members of the class in the script that host pages can use, without attributes. A getter without a setter is
/// `readonly`.
fn members_of_script() -> Names {
    let script = read(SCRIPT);
    let class = between(&script, "  class Article extends ", "\n  }\n");
    let heads = class.lines().filter_map(|line| line.strip_prefix("    ")?.strip_suffix(" {"));
    let heads: Names = names(heads.filter(|head| !head.starts_with([' ', '#']) && head.contains('(')));
    let members = heads.iter().filter_map(|head| {
        let (name, _) = head.split_once('(')?;
        let member = match name.split_once(' ') {
            None => format!("{name}()"),
            Some(("get", name)) if heads.contains(&format!("set {name}(value)")) => name.to_owned(),
            Some(("get", name)) => format!("readonly {name}"),
            Some(("set", _) | ("async" | "static", _)) => return None,
            Some(_) => panic!("{SCRIPT}: what is {head}?"),
        };
        (!CALLBACKS.contains(&name)).then_some(member)
    });
    members.collect()
}

#[test]
fn every_attribute_is_in_script_types_manifest_and_docs() {
    let types = read(TYPES);
    let listed = entries(&manifest()["attributes"]);
    // The types also list attributes of all elements and of frameworks.
    let typed = &keys(&members(&types, "BroadsheetAttributes")) & &keys(&listed);
    agree(
        "attribute",
        &[
            (SCRIPT, keys(&attributes_of_script())),
            (TYPES, typed),
            (MANIFEST, keys(&listed)),
            (DOCS, keys(&table("| attribute | values | without it |"))),
        ],
    );
    let reflected = keys(&members(&types, "BroadsheetArticle"));
    let reflected =
        reflected.into_iter().filter(|name| !name.starts_with("readonly ") && !UNREFLECTED.contains(&name.as_str()));
    let fields = listed.values().map(|entry| text(entry, "fieldName").to_owned());
    agree("property of an attribute", &[(TYPES, reflected.collect()), (MANIFEST, fields.collect())]);
}

#[test]
fn every_attribute_has_one_default_and_one_set_of_values() {
    let (script, types) = (attributes_of_script(), read(TYPES));
    let (fields, docs) = (members(&types, "BroadsheetArticle"), table("| attribute | values | without it |"));
    for (name, entry) in entries(&manifest()["attributes"]) {
        let of = text(&entry["type"], "text");
        assert_eq!(of, fields[text(&entry, "fieldName")], "the type of {name} in {MANIFEST}, and in {TYPES}");
        if of.contains('"') {
            let values = marked(of, '"');
            agree(&format!("value of {name}"), &[(TYPES, values), (DOCS, marked(&docs[&name][1], '`'))]);
        }
        let default = entry["default"].as_str().unwrap_or("\"\"");
        assert_eq!(script[&name], default, "the default of {name} in {SCRIPT}, and in {MANIFEST}");
        let default = default.trim_matches('"');
        assert!(docs[&name][2].trim_matches('`').starts_with(default), "{DOCS} has another default of {name}");
    }
}

#[test]
fn every_property_and_method_is_in_script_types_manifest_and_docs() {
    let attributes: Names =
        entries(&manifest()["attributes"]).values().map(|entry| text(entry, "fieldName").to_owned()).collect();
    let fields = keys(&members(&read(TYPES), "BroadsheetArticle"));
    let manifest = entries(&manifest()["members"]);
    let listed = manifest.iter().map(|(name, entry)| match (text(entry, "kind"), &entry["readonly"]) {
        ("method", _) => format!("{name}()"),
        (_, Value::Bool(true)) => format!("readonly {name}"),
        _ => name.clone(),
    });
    let listed: Names = listed.collect();
    agree("member", &[(SCRIPT, members_of_script()), (TYPES, &fields - &attributes), (MANIFEST, listed.clone())]);
    let plain = listed.iter().map(|name| name.trim_start_matches("readonly ").to_owned()).collect();
    agree("member", &[(MANIFEST, plain), (DOCS, keys(&table("| property or method | what it is |")))]);
}

#[test]
fn every_event_is_documented_with_its_detail() {
    let (script, types) = (read(SCRIPT), read(TYPES));
    let typed = members(&types, "BroadsheetEventMap");
    let manifest = entries(&manifest()["events"]);
    let docs = table("| event | `detail` |");
    let dispatched = script.split("#dispatch(\"").skip(1).filter_map(|rest| rest.split('"').next());
    let dispatched = dispatched.map(|name| format!("broadsheet-{name}")).collect();
    agree("event", &[(SCRIPT, dispatched), (TYPES, keys(&typed)), (MANIFEST, keys(&manifest)), (DOCS, keys(&docs))]);
    for (name, of) in &typed {
        let listed = text(&manifest[name]["type"], "text");
        // In the documents, each field of a detail comes first in its clause.
        let clauses = docs[name][1].split("; ").filter_map(|clause| clause.strip_prefix('`')?.split('`').next());
        agree(
            &format!("field of {name}"),
            &[(TYPES, fields(&types, of)), (MANIFEST, fields(&types, listed)), (DOCS, names(clauses))],
        );
        if of.contains('{') {
            assert_eq!(of, listed, "the type of {name} in {TYPES}, and in {MANIFEST}");
        }
    }
}

#[test]
fn every_state_is_documented() {
    let typed = read(TYPES);
    let manifest = entries(&manifest()["members"]);
    let docs = table("| property or method | what it is |");
    agree(
        "state",
        &[
            (SCRIPT, column_of_script("state")),
            (TYPES, marked(between(&typed, "export type BroadsheetState =", ";\n"), '"')),
            (MANIFEST, marked(text(&manifest["state"]["type"], "text"), '"')),
            (DOCS, marked(&docs["state"][1], '`')),
        ],
    );
}

#[test]
fn every_phase_is_documented() {
    let fault = members(&read(TYPES), "BroadsheetFault");
    agree(
        "phase",
        &[
            (SCRIPT, column_of_script("phase")),
            (TYPES, marked(&fault["readonly phase"], '"')),
            (DOCS, keys(&table("| `phase` | what went wrong |"))),
        ],
    );
}

#[test]
fn every_part_of_an_article_is_documented() {
    let article = embedded(&article(EVERYTHING), 2);
    let mut shown: Names = names(article.attrs("[part]", "part"));
    // The part of a button, which only a browser makes.
    assert!(shown.insert("load".to_owned()));
    let docs = read(DOCS);
    let docs = between(&docs, "For everything else there are parts: ", "\n\n");
    agree(
        "part",
        &[("src/view", shown), (MANIFEST, keys(&entries(&manifest()["cssParts"]))), (DOCS, marked(docs, '`'))],
    );
}

#[test]
fn every_custom_property_for_hosts_is_in_the_styles() {
    let listed = keys(&entries(&manifest()["cssProperties"]));
    agree("custom property", &[(MANIFEST, listed.clone()), (DOCS, keys(&table("| custom property | what it is |")))]);
    let tokens = read("style/tokens.css");
    for property in listed {
        assert!(tokens.contains(&format!("  {property}: ")), "style/tokens.css has no {property}");
    }
}

#[test]
fn every_exported_function_has_its_type() {
    let exported =
        |text: &str, before: &str| names(text.lines().filter_map(|line| line.strip_prefix(before)?.split('(').next()));
    let module = read("src/embed.mjs");
    let functions = &exported(&module, "export function ") | &exported(&module, "export async function ");
    assert_eq!(module.matches("export ").count(), functions.len(), "src/embed.mjs exports more than functions");
    agree("function", &[("src/embed.mjs", functions), (TYPES, exported(&read(TYPES), "export function "))]);
    assert!(read("src/embed.d.ts").contains("export * from \"./embed.mjs\";"));
}

/// TypeScript checks the scripts against these types; only this test compares the types with the app.
#[test]
fn the_types_match_the_exports_of_the_app() {
    let types = read("src/reader.d.ts");
    let parameters = |text: &str, start: &str, end: &str| -> Vec<String> {
        let inside = between(text, start, end).split(", ").flat_map(|part| part.split(",\n"));
        inside.filter_map(|part| Some(part.split_once(": ")?.0.trim().replace('_', "").to_lowercase())).collect()
    };
    for (file, name) in [("src/embed.rs", "mount"), ("src/main.rs", "open")] {
        let taken = parameters(&read(file), &format!("pub fn {name}("), ")");
        let given = parameters(&types, &format!("export function {name}("), "\n)");
        assert_eq!(given, taken, "what {name} takes in src/reader.d.ts, and in {file}");
    }
    assert!(read("src/embed.rs").contains("pub fn unmount(mut self)") && types.contains("  unmount(): void;"));
}
