//! A development build.

use std::path::Path;

use super::dist::Dist;

fn development() -> Dist {
    let dist = Dist::paper();
    dist.remove("assets.json");
    dist.write("main.css", super::dist::STYLE);
    dist.write("start.js", "start();\n");
    let page =
        "<!doctype html><meta charset=\"utf-8\"><title>Bare</title><script>reload()</script><div id=\"page\"></div>";
    dist.write("index.html", page);
    dist.plain("first", "2013-03-27").plain("second", "2013-04-01").publish();
    dist
}

/// The script is inline, as Trunk's server inserts it, and a policy would block it.
#[test]
fn a_development_page_reloads_and_has_no_policy() {
    let dist = development();
    for page in ["index.html", "2013/03/first/index.html"] {
        let dom = dist.page(page);
        assert_eq!(dom.count("meta[http-equiv]"), 0, "{page}");
        let scripts = dom.texts("script:not([data-src]):not([type])");
        assert!(scripts.iter().any(|script| script == "reload()"), "{page}: {scripts:?}");
    }
    assert_eq!(dist.page("reader.html").count("meta[http-equiv]"), 0);
}

#[test]
fn a_development_page_has_no_hashes_of_scripts() {
    let dist = development();
    let page = dist.page("2013/03/first/index.html");
    assert_eq!(page.count("script[integrity]"), 0);
    assert_eq!(dist.page("embed/first/index.html").count("script[src]"), 0, "this build has no frame.js");
}

#[test]
fn a_development_build_has_no_compressed_copies() {
    let is_copy = |path: &Path| path.extension().is_some_and(|ending| ending == "br" || ending == "gz");
    let copies: Vec<_> = development().files().into_keys().filter(|path| is_copy(path)).collect();
    assert!(copies.is_empty(), "{copies:?}");
}
