//! The fields of an article that say how it is published: drafts, embargoes, lists, search engines, earlier addresses.

use expect_test::expect;
use serde_json::{Value, json};

use super::paper::{NOW, Paper};

/// An article with these fields.
fn article(fields: Value) -> Value {
    let mut article = json!({
        "headline": "The bell", "published": "2024-02-05", "kicker": "Harbours", "standfirst": "It rings.", "body": ["A."],
    });
    article.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    article
}

/// A paper with an ordinary article, and the article `bell` with these fields.
fn with_bell(fields: Value) -> Paper {
    let paper = Paper::new();
    paper.plain("first", "2013-03-27");
    paper.article("bell", &article(fields));
    paper
}

/// The published files whose names or contents mention the bell.
fn traces(paper: &Paper) -> Vec<String> {
    let mentions = |bytes: &[u8]| bytes.windows(8).any(|part| part == b"The bell");
    let files = paper.files().into_iter();
    let files = files.filter(|(path, bytes)| path.to_string_lossy().contains("bell") || mentions(bytes));
    files.map(|(path, _)| path.to_string_lossy().into_owned()).collect()
}

#[test]
fn a_draft_or_an_article_under_embargo_is_in_no_output_and_neither_is_its_image() {
    for fields in [
        json!({ "draft": true }),
        json!({ "embargo": "2024-02-07T12:00:01Z" }),
        json!({ "embargo": "2024-02-07T21:30:00+09:00" }),
        // Also one with an error, and one that can't be read as its publisher meant it.
        json!({ "draft": true, "body": [{ "type": "imag" }] }),
        json!({ "embargo": "2024-02-08" }),
        json!({ "embargo": "tomorrow" }),
        json!({ "draft": "yes" }),
    ] {
        let mut fields = fields;
        fields["lead"] = json!({ "type": "image", "src": "../images/bell.svg", "alt": "" });
        let paper = with_bell(fields.clone());
        paper.write("images/bell.svg", "<svg viewBox='0 0 3 2'/>");
        let outcome = paper.try_to_publish().unwrap();
        assert_eq!((outcome.articles, traces(&paper)), (1, vec![]), "{fields}");
        // It is withdrawn if it was published before.
        paper.article("bell", &article(json!({ "lead": fields["lead"] })));
        paper.publish();
        assert!(!traces(&paper).is_empty());
        paper.article("bell", &article(fields.clone()));
        let outcome = paper.try_to_publish().unwrap();
        let is_withheld = outcome.withheld.drafts + outcome.withheld.embargoes == 1;
        assert_eq!(traces(&paper).is_empty(), is_withheld, "an error keeps what was published: {fields}");
    }
}

#[test]
fn an_embargo_ends_and_drafts_are_published_on_demand() {
    let paper = with_bell(json!({ "embargo": "2024-02-07T12:00:00Z" }));
    paper.publish();
    assert!(paper.has("2024/02/bell/index.html"), "the moment has come");
    let paper = with_bell(json!({ "embargo": "2024-02-07T12:00:01Z" }));
    paper.article("quay", &article(json!({ "draft": true })));
    paper.publish_at(NOW + 1);
    assert!(paper.has("2024/02/bell/index.html") && !paper.has("2024/02/quay/index.html"));
    paper.publish_with(|options| options.drafts = true).unwrap();
    assert!(paper.has("2024/02/bell/index.html") && paper.has("2024/02/quay/index.html"));
    paper.publish();
    assert!(!paper.has("2024/02/bell/index.html") && !paper.has("2024/02/quay/index.html"));
}

/// The summary of a run. `DIST` stands for the output folder.
fn summary(paper: &Paper) -> String {
    paper.publish().to_string().replace(paper.path("").to_str().unwrap(), "DIST")
}

#[test]
fn the_summary_says_what_is_not_published_yet() {
    let paper = with_bell(json!({ "embargo": "2024-03-01T06:00:00+01:00" }));
    paper.article("draft", &article(json!({ "draft": true })));
    expect![[r#"
        1 draft is not published.
        1 article is under embargo until 2024-03-01T06:00:00+01:00: publish again then.
        Published 1 article to DIST/ (72 files, 72 changed)."#]]
    .assert_eq(&summary(&paper));
    paper.article("quay", &article(json!({ "embargo": "2024-02-29T23:00:00-05:00" })));
    paper.article("other", &article(json!({ "draft": true, "embargo": "2024-02-08T00:00:00Z" })));
    expect![[r#"
        2 drafts are not published.
        2 articles are under embargo, the next until 2024-02-29T23:00:00-05:00: publish again then.
        Published 1 article to DIST/ (72 files, none changed)."#]]
    .assert_eq(&summary(&paper));
}

#[test]
fn an_unlisted_article_has_its_pages_and_is_in_no_list() {
    let paper = with_bell(json!({ "listed": false }));
    paper.publish();
    let mut traces = traces(&paper);
    traces.retain(|path| !path.ends_with(".br") && !path.ends_with(".gz"));
    let expected = [
        "2024/02/bell/index.html",
        "content/articles/bell.json",
        "embed/bell/card/index.html",
        "embed/bell/index.html",
        "oembed/bell.json",
        "publish.json",
    ];
    traces.sort();
    assert_eq!(
        traces.iter().filter(|path| **path != "publish.json").collect::<Vec<_>>(),
        expected[..5].iter().collect::<Vec<_>>()
    );
    assert!(!paper.has("section/harbours/index.html"), "a section of its own would list it");
    // It is no front page, either.
    paper.remove("articles/first.json");
    paper.publish();
    assert_eq!(paper.page("index.html").attr("main", "data-state"), Some("front"));
}

#[test]
fn an_article_that_search_engines_should_leave_out_is_in_lists_and_not_in_the_sitemap() {
    let paper = with_bell(json!({ "noindex": true }));
    paper.publish();
    assert_eq!(paper.page("2024/02/bell/index.html").attr("meta[name=robots]", "content"), Some("noindex"));
    assert!(!paper.read("sitemap.xml").contains("bell") && paper.read("feed.json").contains("The bell"));
    assert!(paper.read("index.html").contains("The bell"));
    assert_eq!(
        paper.page("2013/03/first/index.html").attr("meta[name=robots]", "content"),
        Some("max-image-preview:large")
    );
}

#[test]
fn titles_and_description_are_for_search_results_and_previews_only() {
    let titles = json!({ "search": "Bell, harbour, 2024", "social": "You won’t need a rope" });
    let paper = with_bell(json!({ "titles": titles, "description": "About a bell." }));
    paper.publish();
    let page = paper.page("2024/02/bell/index.html");
    assert_eq!(
        (page.text("title"), page.text("h1")),
        ("Bell, harbour, 2024 – The Paper".to_owned(), "The bell".to_owned())
    );
    for (selector, expected) in [
        ("meta[name=description]", "About a bell."),
        ("meta[property='og:description']", "About a bell."),
        ("meta[property='og:title']", "You won’t need a rope"),
    ] {
        assert_eq!(page.attr(selector, "content"), Some(expected), "{selector}");
    }
    assert_eq!(paper.data("2024/02/bell/index.html")["description"], "About a bell.");
    assert!(paper.read("index.html").contains("It rings."), "readers see the standfirst");
}

#[test]
fn an_alias_leads_to_the_article() {
    let aliases = ["/2020/old-bell", "/blog/bell.html", "/a%20b/", "/x/index.html", " /y/ "];
    let paper = with_bell(json!({ "aliases": aliases }));
    paper.publish();
    for (file, way) in [
        ("2020/old-bell/index.html", "../../2024/02/bell/"),
        ("blog/bell.html", "../2024/02/bell/"),
        ("a b/index.html", "../2024/02/bell/"),
        ("x/index.html", "../2024/02/bell/"),
        ("y/index.html", "../2024/02/bell/"),
    ] {
        let page = paper.page(file);
        assert_eq!(page.attr("meta[http-equiv=refresh]", "content"), Some(&*format!("0; url={way}")), "{file}");
        assert_eq!(page.attr("a", "href"), Some(way), "{file}");
        let canonical = Some("https://paper.example/news/2024/02/bell/");
        assert_eq!(page.attr("link[rel=canonical]", "href"), canonical, "{file}");
        assert!(!paper.read("sitemap.xml").contains(file.strip_suffix("index.html").unwrap_or(file)), "{file}");
    }
    paper.article("bell", &article(json!({})));
    paper.publish();
    assert!(!paper.path("blog").exists() && !paper.path("2020").exists());
}

/// Regression: the alias took the place of the file, which was then reported.
#[test]
fn a_file_of_the_publisher_keeps_its_address_before_an_alias() {
    let paper = with_bell(json!({ "aliases": ["/CNAME", "/.well-known/a/"] }));
    paper.write("files/CNAME", "paper.example");
    let outcome = paper.try_to_publish().unwrap();
    assert_eq!(paper.read("CNAME"), "paper.example");
    let paths: Vec<_> =
        outcome.report.documents.iter().flat_map(|document| &document.findings).map(|found| &*found.path).collect();
    assert_eq!(paths, ["aliases[0]", "aliases[1]"]);
}

#[test]
fn an_alias_leads_to_a_page_too() {
    let paper = with_bell(json!({}));
    let about = json!({ "headline": "About", "aliases": ["/about-us/"], "body": ["A."] });
    paper.write("pages/about.json", about.to_string());
    paper.publish();
    assert_eq!(paper.page("about-us/index.html").attr("a", "href"), Some("../about/"));
    assert!(paper.read("_redirects").contains("/about-us/ /about/ 301"));
}

#[test]
fn an_alias_that_is_impossible_or_somebody_elses_page_is_named() {
    for (alias, rule) in [
        ("/2013/03/first/", "alias"),
        ("/feed.xml", "alias"),
        ("/content/articles/first.json", "alias"),
        ("/", "alias"),
        ("/2013/03/FIRST/", "alias"),
        ("/2013/", "alias"),
        ("/publish.json", "alias"),
        ("/publish.json/x/", "alias"),
        ("/.git/x/", "alias"),
        ("/tab\tx/", "alias"),
        (&format!("/{}", "long-name/".repeat(60)), "alias"),
        ("old-bell", "alias"),
        ("/?p=12", "alias"),
        ("/a#b", "alias"),
        ("/../up/", "alias"),
        ("/a//b/", "alias"),
        ("/%ff/", "alias"),
        ("https://paper.example/old/", "alias"),
        ("/2024/02/bell/index.html", "alias"),
    ] {
        let paper = with_bell(json!({ "aliases": [alias] }));
        let outcome = paper.try_to_publish().unwrap();
        let rules: Vec<_> =
            outcome.report.documents.iter().flat_map(|document| &document.findings).map(|found| found.rule).collect();
        assert_eq!((rules, outcome.articles), (vec![rule], 2), "{alias}");
        assert_eq!(paper.page("2013/03/first/index.html").text("h1"), "The story of first", "{alias}");
    }
}

/// Regression: links to the page with the wrong date were dead.
#[test]
fn the_page_of_a_corrected_date_leads_to_the_new_one_as_long_as_the_article_is_there() {
    let paper = with_bell(json!({ "published": "2023-11-01" }));
    paper.publish();
    let lead = |page: &str| paper.page(page).attr("meta[http-equiv=refresh]", "content").map(str::to_owned);
    paper.article("bell", &article(json!({ "published": "2023-10-31" })));
    paper.publish();
    assert_eq!(lead("2023/11/bell/index.html").as_deref(), Some("0; url=../../../2023/10/bell/"));
    paper.article("bell", &article(json!({})));
    for _ in 0..2 {
        paper.publish();
        for page in ["2023/11/bell/index.html", "2023/10/bell/index.html"] {
            assert_eq!(lead(page).as_deref(), Some("0; url=../../../2024/02/bell/"), "{page}");
        }
    }
    // Back to a page that it had.
    paper.article("bell", &article(json!({ "published": "2023-10-31" })));
    paper.publish();
    let page = paper.page("2023/10/bell/index.html");
    assert_eq!((page.count("meta[http-equiv=refresh]"), page.text("h1")), (0, "The bell".to_owned()));
    paper.remove("articles/bell.json");
    paper.publish();
    assert_eq!(traces(&paper), [""; 0]);
}

/// Other sites have the old name in their pages.
#[test]
fn an_article_with_a_new_name_keeps_its_files_for_other_sites_under_the_old_one() {
    let paper = Paper::new();
    paper.plain("first", "2013-03-27");
    paper.article("old", &article(json!({}))).publish();
    paper.remove("articles/old.json");
    paper.article("new", &article(json!({ "aliases": ["/2024/02/old/"] }))).publish();
    for file in ["content/articles/old.json", "embed/old/index.html", "embed/old/card/index.html", "oembed/old.json"] {
        assert_eq!(paper.read(file), paper.read(&file.replace("old", "new")), "{file}");
    }
    assert_eq!(paper.page("2024/02/old/index.html").attr("a", "href"), Some("../../../2024/02/new/"));
    // Not if another article has that name now.
    paper.article("old", &article(json!({ "headline": "Another", "published": "2024-01-01" }))).publish();
    assert_eq!(paper.page("embed/old/index.html").text("h1"), "Another");
    assert_eq!(paper.page("2024/02/old/index.html").attr("a", "href"), Some("../../../2024/02/new/"));
}

/// Regression: in feed readers, the article was new again.
#[test]
fn the_identifier_in_feeds_stays_when_date_name_protocol_or_folder_change() {
    let ids = |site: &str, slug: &str, fields: Value| {
        let paper = Paper::of(&json!({ "title": "The Paper", "url": site }));
        paper.plain("first", "2013-03-27").article(slug, &article(fields)).publish();
        let (feed, atom) = (paper.json("feed.json"), paper.read("feed.xml"));
        let id = feed["items"][0]["id"].as_str().unwrap().to_owned();
        let atom = atom_syndication::Feed::read_from(atom.as_bytes()).unwrap();
        assert_eq!(atom.entries[0].id, id);
        (atom.id, id)
    };
    let first = ids("https://paper.example/news/", "bell", json!({}));
    expect!["urn:uuid:18b46a23-16d8-51d0-bc20-bf306b46a206 urn:uuid:5467c0e5-c20f-5c96-8337-49df3de7f960"]
        .assert_eq(&format!("{} {}", first.0, first.1));
    for (site, slug, fields) in [
        ("https://paper.example/news/", "bell", json!({ "published": "2023-11-01", "headline": "Another" })),
        ("http://paper.example/", "bell", json!({})),
        ("https://paper.example/news/", "chime", json!({ "aliases": ["/2024/02/bell/"] })),
        (
            "https://paper.example/news/",
            "gong",
            json!({ "aliases": ["/blog/1/", "/2024/02/bell/", "/2024/02/chime/"] }),
        ),
    ] {
        assert_eq!(ids(site, slug, fields.clone()), first, "{site} {slug} {fields}");
    }
    assert_ne!(ids("https://paper.example/", "gong", json!({})).1, first.1);
    assert_ne!(ids("https://other.example/", "bell", json!({})).1, first.1);
}
