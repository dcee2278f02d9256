//! The articles of the demo.

use broadsheet::address::Base;
use broadsheet::article::Article;

use crate::article::{ROOT, shown};

/// Every article: its file name without `.json`, and its bytes.
pub fn articles() -> Vec<(String, Vec<u8>)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/public/content/articles");
    let files =
        std::fs::read_dir(folder).expect("the demo is there").map(|entry| entry.expect("the demo can be read").path());
    let mut articles: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| {
            let slug = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
            (slug, std::fs::read(path).expect("a story can be read"))
        })
        .collect();
    articles.sort();
    articles
}

#[test]
fn the_demo_has_at_least_four_articles() {
    assert!(articles().len() >= 4);
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
