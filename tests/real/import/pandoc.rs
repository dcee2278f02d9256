//! What a real Pandoc makes of documents comes over whole, and so does the document of Word that it makes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use broadsheet::html::convert;
use broadsheet::import::docx::Docx;
use broadsheet::import::pandoc::Pandoc;
use broadsheet::import::{Content, Draft, Reader};
use serde_json::{Map, Value};

use crate::programs;

/// The Markdown from which Pandoc makes the documents, with its picture.
const SOURCE: &str = "tests/native/import/fixtures/docx/pandoc.md";
const PICTURE: &str = "tests/native/import/fixtures/docx/picture.png";

fn pandoc(folder: &Path, arguments: &[&str]) {
    let outcome = Command::new(programs::find("pandoc")).args(arguments).current_dir(folder).output().unwrap();
    assert!(outcome.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&outcome.stderr));
}

/// A folder of a test with a document of this kind, made by Pandoc.
fn document(test: &str, kind: &str) -> (PathBuf, PathBuf) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("import-pandoc").join(test).join(kind);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(SOURCE), folder.join("bell.md")).unwrap();
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(PICTURE), folder.join("picture.png")).unwrap();
    let name = format!("bell.{kind}");
    pandoc(&folder, &["bell.md", "--output", &name]);
    let document = folder.join(name);
    (folder, document)
}

/// The only draft of a reader, and the article that it becomes.
fn article(reader: &impl Reader) -> (Draft, Value) {
    let mut drafts = Vec::new();
    let losses = reader.read(&mut |draft| drafts.push(draft)).unwrap();
    assert!(losses.is_empty() && drafts.len() == 1, "{losses:?}");
    let draft = drafts.remove(0);
    let Content::Html(html) = &draft.content else { panic!("{draft:?}") };
    let converted = convert(html);
    let causes: BTreeSet<_> = draft.losses.iter().chain(&converted.losses).map(|loss| loss.cause.name()).collect();
    // What the format has not: struck words, the start of a list, a formula, a quote and an item of several paragraphs; and an
    // OpenDocument text of Pandoc has no description of its image.
    let known = ["alt", "drawing", "formatting", "joined", "list-start", "moved", "quote-parts"];
    let known: BTreeSet<_> = known.map(str::to_owned).into();
    assert!(causes.is_subset(&known), "{causes:?}");
    let mut article: Map<String, Value> = draft.fields.clone();
    article.insert("body".to_owned(), Value::Array(converted.body));
    article.insert("notes".to_owned(), Value::Array(converted.notes));
    (draft, Value::Object(article))
}

/// All strings in a tree: the words, and some names.
fn strings(tree: &Value) -> Vec<&str> {
    match tree {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(strings).collect(),
        Value::Object(entries) => entries.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

/// The words in a tree of Pandoc.
fn words(tree: &Value) -> Vec<&str> {
    match tree {
        Value::Array(items) => items.iter().flat_map(words).collect(),
        Value::Object(entries) => match (entries.get("t"), entries.get("c")) {
            (Some(tag), Some(Value::String(text))) if tag == "Str" => vec![text],
            _ => entries.values().flat_map(words).collect(),
        },
        _ => Vec::new(),
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn kinds(article: &Value) -> Vec<&str> {
    article["body"].as_array().unwrap().iter().map(|block| block["type"].as_str().unwrap_or("paragraph")).collect()
}

#[test]
fn the_json_of_pandoc_from_word_and_from_an_open_document_comes_over_whole() {
    for kind in ["docx", "odt"] {
        let (folder, document) = document("json", kind);
        let name = document.file_name().unwrap().to_str().unwrap();
        pandoc(&folder, &[name, "--to", "json", "--extract-media", ".", "--output", "article.json"]);
        let (draft, article) = article(&Pandoc::open(&[folder.join("article.json")]).unwrap());
        let tree: Value = serde_json::from_slice(&fs::read(folder.join("article.json")).unwrap()).unwrap();
        let taken = letters(&strings(&article).concat());
        let given = words(&tree["blocks"]);
        assert!(given.len() > 100, "{kind}: {given:?}");
        for word in given.into_iter().map(letters).filter(|word| word.len() > 1) {
            assert!(taken.contains(&word), "{kind}: {word} is not in {article:#}");
        }
        let kinds = kinds(&article);
        for (block, count) in [("heading", 2), ("list", 2), ("image", 1), ("table", 1)] {
            assert!(kinds.iter().filter(|kind| **kind == block).count() >= count, "{kind}: {block} in {kinds:?}");
        }
        assert_eq!(article["notes"].as_array().unwrap().len(), 1, "{kind}");
        let image = article["body"].as_array().unwrap().iter().find(|block| block["type"] == "image").unwrap();
        let file = draft.base.folder.unwrap().join(image["src"].as_str().unwrap());
        assert!(file.is_file(), "{kind}: {} is no file", file.display());
        if kind == "docx" {
            assert_eq!(article["authors"], serde_json::json!(["A. Writer", "B. Writer"]));
            assert!(article["headline"].to_string().contains("mole"), "{article:#}");
        }
    }
}

#[test]
fn the_document_of_word_that_pandoc_makes_comes_over_whole() {
    let (_, document) = document("word", "docx");
    let (draft, article) = article(&Docx::open(&[document]).unwrap());
    assert_eq!(draft.base.files.len(), 1);
    let expected = "heading paragraph quote quote heading list paragraph list list code image paragraph table divider \
                    paragraph";
    assert_eq!(kinds(&article).join(" "), expected);
    assert_eq!(article["published"], "2024-10-04");
}
