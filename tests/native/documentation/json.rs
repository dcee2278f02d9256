//! The reader accepts all JSON in the documents.

use broadsheet::address::Base;
use broadsheet::check;
use broadsheet::source::{SiteFolder, SitePath};
use serde_json::{Value, json};

use super::markdown::code;

/// Findings about files that are not in the documents.
const OF_OTHER_FILES: [&str; 5] = ["dead-file", "dead-story", "dead-link", "home", "author"];

#[test]
fn all_json_in_the_documents_is_valid() {
    let base = Base::new("https://example.org/content/articles/story.json");
    let folder = SiteFolder::at("no-such-site");
    let mut count = 0;
    for code in code().into_iter().filter(|code| code.language.as_deref() == Some("json")) {
        let value: Value = serde_json::from_str(&code.text).unwrap_or_else(|error| panic!("{}: {error}", code.place));
        let article = |fields: Value| {
            let mut article = json!({ "headline": "H", "body": ["A."] });
            article.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
            let path = SitePath::new("articles/story.json");
            let context = check::Context { base: &base, url: None, now: None, site: &folder, path: &path };
            check::article(folder.file(&path), article.to_string().as_bytes(), context).document
        };
        let is = |key: &str| value.get(key).is_some();
        let site = ["url", "home", "session", "navigation"].iter().any(|key| is(key)) && !is("headline") && !is("type");
        let document = if site {
            let path = SitePath::new("site.json");
            let context = check::Context { base: &base, url: None, now: None, site: &folder, path: &path };
            check::site(folder.file(&path), code.text.as_bytes(), context).document
        } else if is("bio") {
            let path = SitePath::new("authors/somebody.json");
            let context = check::Context { base: &base, url: None, now: None, site: &folder, path: &path };
            check::author(folder.file(&path), code.text.as_bytes(), context).document
        } else if is("type") {
            // After a heading, because one example is a heading of the third level. It does not repeat the headline.
            article(json!({ "body": [{ "type": "heading", "text": "I" }, value] }))
        } else if value.is_array() {
            article(json!({ "body": [value] }))
        } else if is("text") {
            article(json!({ "body": [[value]] }))
        } else {
            article(value.clone())
        };
        let mut findings: Vec<_> = document.findings.iter().map(|found| (found.rule, &found.message)).collect();
        findings.retain(|(rule, _)| !OF_OTHER_FILES.contains(rule));
        // One example shows a block of a later version of the format.
        let of_later = code.text.contains("\"type\": \"map\"");
        findings.retain(|(rule, _)| !(of_later && *rule == "unknown-block"));
        // The examples in Markdown are parts of articles, and of images whose sizes are read from their files.
        let is_of_markdown = code.place.starts_with("docs/markdown.md");
        let is_elsewhere = |message: &str| {
            ["\"width\"", "\"height\"", "there is no note"].iter().any(|start| message.starts_with(start))
        };
        findings.retain(|(_, message)| !(is_of_markdown && is_elsewhere(message)));
        assert_eq!(findings, [], "{}", code.place);
        count += 1;
    }
    assert!(count > 20, "{count}");
}
