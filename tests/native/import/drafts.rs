//! What the tests of all readers share: drafts as text, and folders made for a test.

use std::path::{Path, PathBuf};

use broadsheet::article::json;
use broadsheet::html::{Converted, convert};
use broadsheet::import::{Content, Draft, Loss, Reader};
use broadsheet::markdown;
use serde_json::Value;

/// A file or a folder of the fixtures.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/native/import/fixtures").join(name)
}

/// All drafts of a reader, and its losses.
pub fn read(reader: &impl Reader) -> (Vec<Draft>, Vec<Loss>) {
    let mut drafts = Vec::new();
    let losses = reader.read(&mut |draft| drafts.push(draft)).unwrap();
    (drafts, losses)
}

/// The draft of a name.
pub fn named<'a>(drafts: &'a [Draft], name: &str) -> &'a Draft {
    let names: Vec<_> = drafts.iter().map(|draft| &draft.name).collect();
    drafts.iter().find(|draft| draft.name == name).unwrap_or_else(|| panic!("no draft is named {name}: {names:?}"))
}

/// All that a reader found: each draft in Markdown below its name and its addresses, and the losses.
pub fn all(reader: &impl Reader) -> String {
    let (drafts, losses) = read(reader);
    drafts.iter().map(shown).collect::<String>() + &listed(&losses)
}

/// A draft as it would be written, below its name and its addresses, and above its losses.
pub fn shown(draft: &Draft) -> String {
    let mut article = draft.fields.clone();
    let mut losses = draft.losses.clone();
    let (body, notes) = match &draft.content {
        Content::Html(html) => {
            let Converted { body, notes, fields, losses: more } = convert(html);
            article.extend(fields);
            losses.extend(more);
            (body, notes)
        }
        Content::Blocks { body, notes } => (body.clone(), notes.clone()),
    };
    article.insert("body".to_owned(), Value::Array(body));
    if !notes.is_empty() {
        article.insert("notes".to_owned(), Value::Array(notes));
    }
    let tree = json::parse(&Value::Object(article).to_string()).unwrap();
    let kind = if draft.is_page { "page" } else { "article" };
    let addresses = draft.addresses.join(" ");
    let text = markdown::write(&tree);
    format!("=== {kind} {} {addresses}\n{}\n{}", draft.name, text.trim_end(), listed(&losses))
}

/// Losses, one in a line.
pub fn listed(losses: &[Loss]) -> String {
    losses.iter().map(|loss| format!("! {}: {}\n", loss.cause.name(), loss.detail)).collect()
}

/// A folder with files, which goes with the value.
pub fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let file = folder.path().join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    }
    folder
}
