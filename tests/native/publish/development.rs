//! A development build.

use std::path::Path;

use super::paper::Paper;

fn development() -> Paper {
    let paper = Paper::new();
    std::fs::remove_file(paper.app_folder().join("assets.json")).unwrap();
    paper.app("main.css", super::paper::STYLE);
    paper.app("start.js", "start();\n");
    let page =
        "<!doctype html><meta charset=\"utf-8\"><title>Bare</title><script>reload()</script><div id=\"page\"></div>";
    paper.app("index.html", page);
    paper.plain("first", "2013-03-27").plain("second", "2013-04-01").publish();
    paper
}

/// The script is inline, as Trunk's server inserts it, and a policy would block it.
#[test]
fn a_development_page_reloads_and_has_no_policy() {
    let paper = development();
    for page in ["index.html", "2013/03/first/index.html"] {
        let dom = paper.page(page);
        assert_eq!(dom.count("meta[http-equiv]"), 0, "{page}");
        let scripts = dom.texts("script:not([data-src]):not([type])");
        assert!(scripts.iter().any(|script| script == "reload()"), "{page}: {scripts:?}");
    }
    assert_eq!(paper.page("reader.html").count("meta[http-equiv]"), 0);
}

#[test]
fn a_development_page_has_no_hashes_of_scripts() {
    let paper = development();
    let page = paper.page("2013/03/first/index.html");
    assert_eq!(page.count("script[integrity]"), 0);
}

#[test]
fn a_development_build_has_no_compressed_copies() {
    let is_copy = |path: &Path| path.extension().is_some_and(|ending| ending == "br" || ending == "gz");
    let copies: Vec<_> = development().files().into_keys().filter(|path| is_copy(path)).collect();
    assert!(copies.is_empty(), "{copies:?}");
}
