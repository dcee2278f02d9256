//! The element script of a published site.

use std::io::Read;

use serde_json::json;

use super::dist::Dist;

/// A site in this language, or in none, with the element's script from the build.
fn dist(lang: Option<&str>) -> Dist {
    let dist = Dist::of(&json!({ "version": 1, "lang": lang }));
    dist.write("embed.js", include_str!("../../../src/embed.js"));
    dist.plain("first", "2013-03-27");
    dist
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
        let dist = dist(lang);
        let outcome = dist.try_to_publish().unwrap();
        assert_eq!((languages(&dist.read("embed.js")), outcome.articles), (vec![told], 1), "{lang:?}");
    }
}

#[test]
fn the_element_script_is_updated_when_the_site_changes_its_language() {
    let dist = dist(Some("ar"));
    dist.publish();
    let once = dist.files();
    assert_eq!(dist.publish().written, 0);
    assert_eq!(dist.files(), once);
    for lang in ["fa", "zh-Hant-TW", "en"] {
        dist.site(&json!({ "version": 1, "lang": lang }));
        dist.publish();
        let script = dist.read("embed.js");
        assert_eq!(languages(&script), [lang]);
        let open = |ending: &str| std::fs::File::open(dist.path(&format!("embed.js.{ending}"))).unwrap();
        let (mut brotli, mut gzip) = (String::new(), String::new());
        brotli::Decompressor::new(open("br"), 4096).read_to_string(&mut brotli).unwrap();
        flate2::read::GzDecoder::new(open("gz")).read_to_string(&mut gzip).unwrap();
        assert_eq!((brotli, gzip), (script.clone(), script), "{lang}");
    }
    // A new build replaces the old one.
    dist.write("embed.js", include_str!("../../../src/embed.js"));
    dist.publish();
    assert_eq!(languages(&dist.read("embed.js")), ["en"]);
}

#[test]
fn an_element_script_without_a_placeholder_is_unchanged() {
    let dist = dist(Some("ar"));
    for script in ["element();\n", ""] {
        dist.write("embed.js", script);
        dist.publish();
        assert_eq!(dist.read("embed.js"), script);
    }
    dist.remove("embed.js");
    dist.publish();
    assert!(!dist.has("embed.js") && !dist.has("embed.js.br"));
}

/// Regression: links from other sites' pages, which have no dates, led to the app.
#[test]
fn a_framed_page_links_to_the_finished_page() {
    let dist = dist(None);
    let undated = json!({ "version": 1, "headline": "Undated", "body": ["Words."] });
    dist.article("undated", &undated).article("a b", &undated).plain("ü", "1999-12-31");
    dist.publish();
    for (slug, page) in [
        ("first", "../../2013/03/first/"),
        ("undated", "../../undated/undated/"),
        ("a b", "../../undated/a%20b/"),
        ("ü", "../../1999/12/%C3%BC/"),
    ] {
        let frame = dist.head(&format!("embed/{slug}/index.html"));
        assert_eq!(frame.attrs("link[rel=alternate][type='text/html']", "href"), [page]);
    }
}
