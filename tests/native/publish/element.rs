//! The element script of a published site.

use std::io::Read;

use serde_json::json;

use super::paper::Paper;

/// A site in this language, or in none, with the element's script from the build.
fn paper(lang: Option<&str>) -> Paper {
    let paper = Paper::of(&json!({ "version": 1, "lang": lang }));
    paper.app("embed.js", include_str!("../../../src/embed.js"));
    paper.plain("first", "2013-03-27");
    paper
}

fn languages(script: &str) -> Vec<&str> {
    script.split("\"lang=").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Regression: in the element, an article without `lang` was English in a site of any language.
#[test]
fn the_element_script_contains_the_language_of_the_site() {
    for (lang, told) in
        [(Some("ar"), "ar"), (Some("he-IL"), "he-IL"), (Some("pt-BR"), "pt-BR"), (None, "en"), (Some("no tag"), "en")]
    {
        let paper = paper(lang);
        let outcome = paper.try_to_publish().unwrap();
        assert_eq!((languages(&paper.read("embed.js")), outcome.articles), (vec![told], 1), "{lang:?}");
    }
}

#[test]
fn the_element_script_is_updated_when_the_site_changes_its_language() {
    let paper = paper(Some("ar"));
    paper.publish();
    let once = paper.files();
    assert_eq!(paper.publish().written, 0);
    assert_eq!(paper.files(), once);
    for lang in ["fa", "zh-Hant-TW", "en"] {
        paper.site(&json!({ "version": 1, "lang": lang }));
        paper.publish();
        let script = paper.read("embed.js");
        assert_eq!(languages(&script), [lang]);
        let open = |ending: &str| std::fs::File::open(paper.path(&format!("embed.js.{ending}"))).unwrap();
        let (mut brotli, mut gzip) = (String::new(), String::new());
        brotli::Decompressor::new(open("br"), 4096).read_to_string(&mut brotli).unwrap();
        flate2::read::GzDecoder::new(open("gz")).read_to_string(&mut gzip).unwrap();
        assert_eq!((brotli, gzip), (script.clone(), script), "{lang}");
    }
    // A new build replaces the old one.
    paper.app("embed.js", include_str!("../../../src/embed.js"));
    paper.publish();
    assert_eq!(languages(&paper.read("embed.js")), ["en"]);
}

#[test]
fn an_element_script_without_a_placeholder_is_unchanged() {
    let paper = paper(Some("ar"));
    for script in ["element();\n", ""] {
        paper.app("embed.js", script);
        paper.publish();
        assert_eq!(paper.read("embed.js"), script);
    }
    std::fs::remove_file(paper.app_folder().join("embed.js")).unwrap();
    paper.publish();
    assert!(!paper.has("embed.js") && !paper.has("embed.js.br"));
}

/// Regression: links from other sites' pages, which have no dates, led to the app.
#[test]
fn a_framed_page_links_to_the_finished_page() {
    let paper = paper(None);
    let undated = json!({ "version": 1, "headline": "Undated", "body": ["Words."] });
    paper.article("undated", &undated).article("a b", &undated).plain("ü", "1999-12-31");
    paper.publish();
    for (slug, page) in [
        ("first", "../../2013/03/first/"),
        ("undated", "../../undated/undated/"),
        ("a b", "../../undated/a%20b/"),
        ("ü", "../../1999/12/%C3%BC/"),
    ] {
        let frame = paper.head(&format!("embed/{slug}/index.html"));
        assert_eq!(frame.attrs("link[rel=alternate][type='text/html']", "href"), [page]);
    }
}
