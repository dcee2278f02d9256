//! The readers of the import: any bytes are drafts or an error, and what drafts have for content becomes blocks.

use std::path::Path;

use broadsheet::article::json::parse;
use broadsheet::html;
use broadsheet::import::{Content, Draft, archieml, feed, folder, ghost, page};
use serde_json::Value;

/// The first byte says which reader gets the rest.
pub fn holds(input: &[u8]) {
    let Some((which, bytes)) = input.split_first() else { return };
    let mut drafts = Vec::new();
    match which {
        b'g' => drafts.extend(ghost::drafts(bytes).unwrap_or_default()),
        b'f' => drop(feed::drafts(bytes, &mut |draft| drafts.push(draft))),
        b'h' => drafts.push(page::draft(bytes, Path::new("a.html"), Path::new(""))),
        b'a' => drafts.push(archieml::draft(bytes)),
        _ => drafts.push(folder::draft(bytes, *which == b't')),
    }
    drafts.into_iter().for_each(is_sound);
}

fn is_sound(draft: Draft) {
    let mut article = draft.fields;
    if let Content::Html(html) = &draft.content {
        article.insert("body".to_owned(), Value::Array(html::convert(html).body));
    }
    let json = Value::Object(article).to_string();
    assert!(parse(&json).is_ok(), "{json}");
}
