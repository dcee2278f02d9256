//! Articles in Markdown are published as the same articles in JSON are.

use std::fs;

use broadsheet::app::App;
use broadsheet::article::json::parse;
use broadsheet::markdown;
use broadsheet::publish::progress::Silent;
use broadsheet::publish::single_file;
use serde_json::json;

use super::paper::Paper;

/// The JSON of a document as Markdown.
fn in_markdown(json: &str) -> String {
    markdown::write(&parse(json).unwrap())
}

#[test]
fn an_article_of_every_block_in_both_forms_gives_the_same_bytes() {
    let paper = Paper::new();
    paper.everything(|_| {}).plain("first", "2024-01-01");
    paper.write("pages/about.json", json!({ "headline": "About", "body": ["Us."] }).to_string());
    paper.publish();
    let single = || {
        let app = App::in_folder(paper.app_folder());
        single_file(&paper.folder(), &app, "all", &Silent).unwrap().html.unwrap()
    };
    let (from_json, single_from_json) = (paper.files(), single());
    for path in ["articles/all", "articles/first", "pages/about"] {
        let text = fs::read_to_string(paper.source(&format!("{path}.json"))).unwrap();
        paper.write(&format!("{path}.md"), in_markdown(&text));
        paper.remove(&format!("{path}.json"));
    }
    paper.publish();
    assert_eq!(single(), single_from_json);
    let from_markdown = paper.files();
    assert_eq!(from_markdown.keys().collect::<Vec<_>>(), from_json.keys().collect::<Vec<_>>());
    for (path, bytes) in &from_json {
        // The JSON has other line breaks, and so the lists of files have other hashes.
        let is_data = path.extension().is_some_and(|ending| ending != "html" && ending != "xml");
        assert!(is_data || from_markdown[path] == *bytes, "{}", path.display());
    }
    assert!(from_markdown.keys().filter(|path| path.extension().is_some_and(|ending| ending == "html")).count() > 10);
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
