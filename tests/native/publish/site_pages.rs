//! Pages that are no articles, and authors.

use serde_json::json;

use super::paper::Paper;

fn paper() -> Paper {
    let paper = Paper::new();
    paper.plain("first", "2013-03-27");
    let body = json!([[
        { "text": "first", "href": "../articles/first.json#note-1" },
        { "text": "ines", "href": "../authors/ines/index.json" },
        { "text": "below", "href": "#address" },
        { "text": "terms", "href": "../files/terms.pdf" },
    ]]);
    paper.write(
        "pages/about.json",
        json!({ "headline": "About us", "standfirst": "Who we are.", "body": body }).to_string(),
    );
    let profile = json!({
        "name": "Ines Marlowe", "role": "Editor", "portrait": { "src": "ines.svg", "alt": "" },
        "bio": ["She writes."], "links": [{ "name": "Her page", "href": "https://ines.example/" }],
    });
    paper.write("authors/ines/index.json", profile.to_string());
    paper.write("authors/ines/ines.svg", "<svg viewBox='0 0 2 3'/>");
    paper.write("files/terms.pdf", "Terms.");
    paper
}

#[test]
fn a_page_is_at_the_root_and_in_no_list() {
    let paper = paper();
    let body = json!([[{ "text": "about", "href": "../pages/about.json" }]]);
    paper.article("second", &json!({ "headline": "Second", "published": "2013-04-01", "body": body })).publish();
    let page = paper.page("about/index.html");
    assert_eq!((page.text("h1"), page.text("title")), ("About us".to_owned(), "About us – The Paper".to_owned()));
    assert_eq!(page.attr("meta[name=description]", "content"), Some("Who we are."));
    let links = ["../2013/03/first/#note-1", "../authors/ines/", "#address", "../terms.pdf"];
    assert_eq!(page.attrs(".article > p a", "href"), links);
    assert_eq!(paper.page("2013/04/second/index.html").attrs(".article > p a", "href"), ["../../../about/"]);
    assert!(paper.read("sitemap.xml").contains("<loc>https://paper.example/news/about/</loc>"));
    assert!(paper.read("_headers").contains("/about/*"), "the policy of pages");
    for list in ["feed.json", "feed.xml", "index.html"] {
        assert!(!paper.read(list).contains("About us"), "{list}");
    }
    assert!(!paper.has("content/articles/about.json") && !paper.has("embed/about/index.html"));
}

#[test]
fn an_author_has_a_page() {
    let paper = paper();
    paper.publish();
    let page = paper.page("authors/ines/index.html");
    assert_eq!((page.text("h1"), page.text(".standfirst")), ("Ines Marlowe".to_owned(), "Editor".to_owned()));
    assert_eq!(page.attr(".lead img", "src"), Some("../../content/authors/ines/ines.svg"));
    assert_eq!((page.attr(".lead img", "width"), page.attr(".lead img", "height")), (Some("2"), Some("3")));
    assert_eq!(page.attrs(".article li a", "href"), ["https://ines.example/"]);
    assert!(paper.has("content/authors/ines/ines.svg"));
}

#[test]
fn drafts_and_errors_of_pages_keep_only_that_page_from_being_published() {
    let paper = paper();
    paper.write("pages/draft.json", json!({ "headline": "Draft", "draft": true, "body": ["A."] }).to_string());
    paper.write("pages/broken.json", "{");
    paper.write("authors/nobody.json", json!({ "role": "Editor" }).to_string());
    for reserved in ["embed", "Content", "2024", "topics", "feed.xml", "404.html", "_headers"] {
        paper.write(&format!("pages/{reserved}.json"), json!({ "headline": "A", "body": ["A."] }).to_string());
    }
    let outcome = paper.try_to_publish().unwrap();
    let mut found: Vec<_> = outcome
        .report
        .documents
        .iter()
        .map(|document| {
            (document.file.strip_prefix(paper.source("")).unwrap().to_str().unwrap(), document.findings[0].rule)
        })
        .collect();
    found.sort();
    let expected = [
        ("authors/nobody.json", "missing"),
        ("pages/2024.json", "file-name"),
        ("pages/404.html.json", "file-name"),
        ("pages/Content.json", "file-name"),
        ("pages/_headers.json", "file-name"),
        ("pages/broken.json", "truncated"),
        ("pages/embed.json", "file-name"),
        ("pages/feed.xml.json", "file-name"),
        ("pages/topics.json", "file-name"),
    ];
    assert_eq!(found, expected);
    assert_eq!(outcome.withheld.drafts, 1);
    for absent in ["draft/index.html", "broken/index.html", "2024/index.html", "Content/index.html"] {
        assert!(!paper.has(absent), "{absent}");
    }
    assert!(paper.has("about/index.html") && paper.has("embed/first/index.html"));
    assert_eq!(paper.page("authors/nobody/index.html").text("h1"), "Nobody", "the name is made from that of the file");
}

/// A folder that the program makes files in could otherwise be that of a page.
#[test]
fn no_page_can_have_the_name_of_a_folder_of_the_program() {
    let paper = paper();
    paper.write("authors/ines.json", json!({ "name": "Other" }).to_string());
    paper.article("undated", &json!({ "headline": "A", "kicker": "K", "body": ["A."] }));
    for number in 0..60 {
        paper.plain(&format!("n{number}"), "2013-01-01");
    }
    let _ = paper.try_to_publish().unwrap();
    for path in paper.files().into_keys().filter(|path| path.components().count() > 1) {
        let folder = path.iter().next().unwrap().to_str().unwrap().to_owned();
        assert!(folder == "about" || broadsheet::page_path::is_reserved(&folder), "{folder}");
    }
}

/// Regression: the page was removed, and every link to it led nowhere.
#[test]
fn a_page_that_gets_an_error_stays_as_it_was_with_its_images() {
    let paper = paper();
    let image = json!({ "type": "image", "src": "../images/a b.svg", "alt": "" });
    paper.write("images/a b.svg", "<svg viewBox='0 0 2 3'/>");
    paper.write("pages/about.json", json!({ "headline": "About us", "body": [image] }).to_string());
    paper.publish();
    let before = paper.read("about/index.html");
    paper.write("pages/about.json", json!({ "headline": "About us", "body": 5 }).to_string());
    let outcome = paper.try_to_publish().unwrap();
    assert_eq!((paper.read("about/index.html"), outcome.retained_pages), (before, 1));
    assert!(paper.has("content/images/a b.svg"));
    assert!(outcome.to_string().starts_with("1 page has an error and stays as it was published before."));
    paper.write("pages/about.json", json!({ "headline": "About us", "draft": true, "body": ["A."] }).to_string());
    assert_eq!(paper.try_to_publish().unwrap().retained_pages, 0);
    assert!(!paper.has("about/index.html"), "a draft is not published");
}
