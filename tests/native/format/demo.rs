//! The articles of the demo.

use broadsheet::address::Base;
use broadsheet::article::{Article, json};
use broadsheet::markdown::{self, decode_markdown};
use broadsheet::source::{Form, SiteFolder, SourceFile};

use crate::article::{ROOT, shown};

/// Every article: its slug, and its JSON.
pub fn articles() -> Vec<(String, Vec<u8>)> {
    let site = SiteFolder::at(concat!(env!("CARGO_MANIFEST_DIR"), "/public/content"));
    let sources = &site.documents().expect("the demo can be read").articles;
    let json = |source: &SourceFile| {
        let bytes = std::fs::read(&source.file).expect("a story can be read");
        match source.path.form() {
            Some(Form::Markdown) => {
                let text = decode_markdown(&bytes).expect("a story is a text");
                json::to_text(&markdown::parse(&text).expect("a story has no mistake").root).into_bytes()
            }
            _ => bytes,
        }
    };
    let mut articles: Vec<_> = sources.iter().map(|source| (source.slug.clone(), json(source))).collect();
    articles.sort();
    articles
}

#[test]
fn the_demo_has_at_least_four_articles_in_both_forms() {
    let site = SiteFolder::at(concat!(env!("CARGO_MANIFEST_DIR"), "/public/content"));
    let forms: Vec<_> = site.documents().unwrap().articles.iter().map(|source| source.path.form()).collect();
    assert!(forms.len() >= 4);
    assert!(Form::ALL.iter().all(|form| forms.contains(&Some(*form))), "{forms:?}");
}

#[test]
fn every_demo_article_has_no_problems() {
    for (slug, bytes) in articles() {
        let (article, problems) = Article::from_json(&bytes, &Base::article(ROOT, &slug)).unwrap();
        assert_eq!(shown(&problems), [""; 0], "{slug}");
        assert!(article.headline.is_some() && article.body.is_some_and(|body| !body.is_empty()), "{slug}");
        assert!(article.lang.is_some() && article.published.is_some() && article.lead.is_some(), "{slug}");
    }
}

#[test]
fn every_file_that_a_demo_article_names_exists() {
    for (slug, bytes) in articles() {
        let root = format!("file://{}/public/", env!("CARGO_MANIFEST_DIR"));
        let base = Base::article(&root, &slug);
        let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        each_text(&value, &mut |text| {
            if text.starts_with("../images/") || text.starts_with("../media/") {
                let path = url::Url::parse(&base.source(text).unwrap().src()).unwrap().to_file_path().unwrap();
                assert!(path.is_file(), "{slug}: {text}");
            }
        });
    }
}

fn each_text(value: &serde_json::Value, look: &mut dyn FnMut(&str)) {
    match value {
        serde_json::Value::String(text) => look(text),
        serde_json::Value::Array(items) => items.iter().for_each(|item| each_text(item, look)),
        serde_json::Value::Object(fields) => fields.values().for_each(|field| each_text(field, look)),
        _ => {}
    }
}
