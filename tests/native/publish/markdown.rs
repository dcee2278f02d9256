//! Articles in Markdown: their outputs are those of the same article in JSON.

use std::collections::BTreeMap;
use std::path::PathBuf;

use broadsheet::address::Base;
use broadsheet::app::App;
use broadsheet::article::{Article, json};
use broadsheet::markdown;
use broadsheet::publish::progress::Silent;
use broadsheet::publish::single_file;
use serde_json::json;

use super::paper::Paper;

/// The files of a published site, without compressed copies, and without the JSON of articles, whose form differs.
fn outputs(paper: &Paper) -> BTreeMap<PathBuf, String> {
    let files = paper.files().into_iter();
    let files = files.map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned()));
    let is_compared = |path: &PathBuf| {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        !["br", "gz"].contains(&ending) && !path.starts_with("content/articles") && !path.ends_with("publish.json")
    };
    files.filter(|(path, _)| is_compared(path)).collect()
}

/// An article as its finished JSON says it: one thing can be said in several forms.
fn finished(paper: &Paper, slug: &str) -> Article {
    let json = paper.read(&format!("content/articles/{slug}.json"));
    let base = Base::new(format!("https://news.example/a/b/content/articles/{slug}.json"));
    Article::from_json(json.as_bytes(), &base).unwrap().0
}

/// Rewrites the articles of a site folder as Markdown.
fn to_markdown(paper: &Paper) {
    let articles = paper.sources().into_iter().filter(|(path, _)| path.starts_with("articles"));
    for (path, bytes) in articles {
        let root = json::parse(&String::from_utf8(bytes).unwrap()).unwrap();
        let path = path.to_str().unwrap();
        paper.write(&path.replace(".json", ".md"), markdown::write(&root));
        paper.remove(path);
    }
}

#[test]
fn an_article_of_every_block_in_both_forms_gives_the_same_pages() {
    let paper = Paper::somewhere();
    paper.everything(|_| {});
    let links = json!([[{ "text": "all", "href": "all.json#note-1" }, " and ", { "text": "image", "href": "../images/one.jpg" }]]);
    paper.article(
        "other",
        &json!({ "headline": "Other", "published": "2024-02-01", "authors": ["ines"], "body": links }),
    );
    let image = json!([{ "type": "image", "src": "../images/second.jpg", "alt": "" }]);
    paper.article("image", &json!({ "headline": "Image", "published": "2024-02-02", "body": image }));
    paper.write("authors/ines.json", json!({ "name": "Ines Marlowe" }).to_string());
    paper.publish();
    let single = || {
        let app = App::in_folder(paper.app_folder());
        single_file(&paper.folder(), &app, "all", &Silent).unwrap().html.unwrap()
    };
    let (pages, single_page) = (outputs(&paper), single());
    let before = ["all", "other", "image"].map(|slug| finished(&paper, slug));
    to_markdown(&paper);
    paper.publish();
    assert_eq!(single(), single_page);
    assert_eq!(["all", "other", "image"].map(|slug| finished(&paper, slug)), before);
    let after = outputs(&paper);
    assert_eq!(after.keys().collect::<Vec<_>>(), pages.keys().collect::<Vec<_>>());
    for (path, text) in pages {
        assert_eq!(after[&path], text, "{}", path.display());
    }
}

#[test]
fn a_bundle_a_page_and_links_between_the_forms_work() {
    let paper = Paper::new();
    paper.write("articles/2024/bell/index.md", "---\nheadline: The bell\npublished: 2023-10-04\n---\n\n![A pier.](pier.svg)\n\nSee [the reef](../../reef.json) and [us](../../../pages/about.md).\n");
    paper.write("articles/2024/bell/pier.svg", "<svg viewBox='0 0 3 2'/>");
    paper.article("reef", &json!({ "headline": "The reef", "published": "2023-10-05", "body": [[{ "text": "bell", "href": "2024/bell/index.md" }]] }));
    paper.write(
        "pages/about.md",
        "---\nheadline: About us\n---\n\nWe *ring* [the bell](../articles/2024/bell/index.md).\n",
    );
    paper.write(
        "site.json",
        json!({ "title": "The Paper", "navigation": [{ "text": "About", "href": "pages/about.md" }] }).to_string(),
    );
    let outcome = paper.try_to_publish().unwrap();
    assert_eq!(outcome.report.count(), 0, "{}", outcome.report.to_human(false));
    let bell = paper.page("2023/10/bell/index.html");
    assert_eq!(bell.attr(".article img", "src"), Some("../../../content/articles/2024/bell/pier.svg"));
    assert_eq!((bell.attr(".article img", "width"), bell.attr(".article img", "height")), (Some("3"), Some("2")));
    assert_eq!(bell.attrs(".article > p a", "href"), ["../../../2023/10/reef/", "../../../about/"]);
    assert_eq!(paper.page("2023/10/reef/index.html").attrs(".article > p a", "href"), ["../../../2023/10/bell/"]);
    assert_eq!(paper.page("about/index.html").attrs(".article > p a", "href"), ["../2023/10/bell/"]);
    assert_eq!(paper.page("about/index.html").attrs("nav.navigation a", "href"), ["../about/"]);
    assert!(paper.has("content/articles/2024/bell/pier.svg") && !paper.has("content/articles/2024/bell/index.md"));
}

#[test]
fn what_is_wrong_in_markdown_is_named_with_its_place_and_the_rest_is_published() {
    for (text, line, rule, is_published) in [
        ("---\nheadline: A\nbody: [x]\n", 1, "truncated", false),
        ("---\nheadline: A\nautors: [B]\n---\n\nWords.\n", 3, "unknown-key", true),
        ("---\nheadline: A\ntags: &x [a]\n---\n\nWords.\n", 3, "syntax", false),
        ("---\nheadline: A\n---\n\n![](../images/none.png)\n", 5, "missing", false),
        ("---\nheadline: A\n---\n\nA <b>bold</b> word.\n", 5, "html", true),
        ("---\nheadline: A\n---\n\nOne.\n\n#### Deep\n", 7, "heading-skip", true),
        ("---\nheadline: A\npublished: yesterday\n---\n\nWords.\n", 3, "date", false),
        ("---\r\nheadline: A\r\n---\r\n\r\nSee [it](gone.md).\r\n", 5, "dead-story", true),
    ] {
        let paper = Paper::of(&json!({ "title": "The Paper" }));
        paper.plain("other", "2013-01-01");
        paper.write("articles/bell.md", text);
        let outcome = paper.try_to_publish().unwrap();
        let document = outcome.report.documents.iter().find(|document| document.file.ends_with("bell.md")).unwrap();
        let found: Vec<_> = document.findings.iter().map(|finding| (finding.line, finding.rule)).collect();
        assert!(found.contains(&(line, rule)), "{text}: {found:?}");
        assert_eq!(outcome.articles, if is_published { 2 } else { 1 }, "{text}: {found:?}");
    }
}

#[test]
fn addresses_are_relative_to_the_file_and_lead_to_the_same_in_the_published_site() {
    let paper = Paper::new();
    paper.plain("first", "2024-01-01").plain("ferry", "2024-01-02");
    paper.write("pages/about.md", "# About\n\nUs.\n");
    paper.write("articles/2024/bell/pier.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 20'/>");
    paper.write(
        "articles/2024/bell/index.md",
        "---\r\nheadline: Bell é\r\npublished: 2024-01-03\r\n---\r\n\r\n![A pier](pier.svg \"The *pier*\")\r\n\r\n\
         [a](../../ferry.json) [b](../harbour.md#part) [c](../../../pages/about.md) [d](index.md#x) [e](#y)\r\n\r\n\
         ```{image}\r\nsrc: pier.svg\r\nalt: é\r\ncredit: C\r\n```\r\n",
    );
    paper.write("articles/2024/harbour.md", "---\nheadline: Harbour\n---\n\n[a](bell/index.md) [b](../ferry.json)\n");
    paper.publish();
    let data = paper.json("content/articles/bell.json");
    let href = |index: usize| data["body"][1][index]["href"].as_str().unwrap();
    assert_eq!([0, 2, 4, 6, 8].map(href), ["ferry.json", "harbour.json#part", "../../about/", "bell.json#x", "#y"]);
    let image = json!({ "width": 30, "height": 20, "type": "image", "src": "2024/bell/pier.svg", "alt": "A pier", "caption": "The *pier*" });
    assert_eq!(data["body"][0], image);
    assert_eq!(data["body"][2]["width"], 30);
    assert!(paper.has("content/articles/2024/bell/pier.svg") && !paper.has("content/articles/2024/bell/index.md"));
    assert!(paper.read("2024/01/bell/index.html").contains("../../../undated/harbour/#part"));
    assert_eq!(paper.json("content/articles/harbour.json")["body"][0][0]["href"], "bell.json");
}

#[test]
fn an_error_in_markdown_costs_only_that_article() {
    let paper = Paper::new();
    paper.plain("first", "2024-01-01");
    for (slug, text) in [
        ("unclosed", "---\nheadline: A\n\nText"),
        ("aliases", "---\nheadline: &a A\nstandfirst: *a\n---\n\nText"),
        ("no-alt", "# A\n\n![](../images/a.jpg)"),
        ("block", "# A\n\n```{maap}\nplace: x\n```\n"),
        ("twice", "# A\n\nText"),
        ("binary", "# A \u{FFFD}"),
        ("good", "# Good\n\nText"),
    ] {
        paper.write(&format!("articles/{slug}.md"), text);
    }
    paper.write("articles/binary.md", b"# A \xFF");
    paper.plain("twice", "2024-01-01");
    let outcome = paper.try_to_publish().unwrap();
    assert_eq!(outcome.left_out, ["aliases", "binary", "block", "no-alt", "twice", "unclosed"]);
    assert!(paper.has("undated/good/index.html"));
    paper.write("articles/good.md", "# Good\n\nChanged");
    paper.try_to_publish().unwrap();
    assert!(paper.read("undated/good/index.html").contains("Changed"));
    // What was published stays while its file has an error.
    paper.write("articles/good.md", "---\nheadline: [\n---\n");
    let outcome = paper.try_to_publish().unwrap();
    assert_eq!(outcome.retained.len(), 1);
    assert!(paper.read("undated/good/index.html").contains("Changed"));
}
