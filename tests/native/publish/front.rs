//! The front page, and the pages of the sections.

use serde_json::json;

use super::folder::Folder;

fn headlines(folder: &Folder, page: &str) -> Vec<String> {
    folder.page(page).texts(".stories .headline")
}

#[test]
fn the_newest_story_stands_first_after_the_one_called_home() {
    let folder = Folder::new();
    folder.plain("old", "2011-01-01");
    folder.plain("first", "2012-01-01");
    folder.plain("new", "2013-01-01");
    folder.story("undated", json!({ "version": 1, "headline": "The story of undated", "body": ["Words."] }));
    folder.publish();
    let expected = ["first", "new", "old", "undated"].map(|slug| format!("The story of {slug}"));
    assert_eq!(headlines(&folder, "index.html"), expected);
}

#[test]
fn moments_are_told_apart_by_the_clock_of_utc() {
    let folder = Folder::new();
    folder.plain("first", "2012-01-01");
    folder.plain("seoul", "2013-01-02T08:00:00+09:00");
    folder.plain("london", "2013-01-01T23:30:00Z");
    folder.publish();
    assert_eq!(headlines(&folder, "index.html")[1..], ["The story of london", "The story of seoul"]);
}

#[test]
fn a_site_with_one_story_shows_it_at_its_root() {
    let folder = Folder::new();
    folder.plain("first", "2013-03-27");
    folder.publish();
    let dom = folder.page("index.html");
    assert_eq!(dom.text("main[data-state=ready] article h1"), "The story of first");
    assert_eq!(dom.attr("script[src]", "src"), Some("./hashed-start.js"));
    assert_eq!(dom.attr("link[rel=canonical]", "href"), Some("https://paper.example/news/2013/03/first/"));
}

#[test]
fn a_site_without_stories_says_so() {
    let folder = Folder::new();
    folder.publish();
    assert_eq!(folder.page("index.html").text("main"), "The PaperThere is nothing here yet.");
}

#[test]
fn many_stories_go_on_on_further_pages() {
    let folder = Folder::new();
    for number in 0..30 {
        let day = format!("2013-03-{:02}", number + 1);
        folder.story(
            &format!("s{number}"),
            json!({ "version": 1, "headline": number.to_string(), "kicker": "Numbers",
            "published": day, "body": ["Words."] }),
        );
    }
    folder.publish();
    let all = |pages: [&str; 2]| pages.iter().flat_map(|page| headlines(&folder, page)).collect::<Vec<_>>();
    let newest_first: Vec<_> = (0..30).rev().map(|number| number.to_string()).collect();
    assert_eq!(all(["index.html", "page/2/index.html"]), newest_first);
    assert_eq!(all(["section/numbers/index.html", "section/numbers/page/2/index.html"]), newest_first);
    let first = folder.page("index.html");
    assert_eq!((first.attr(".pager [rel=next]", "href"), first.count(".pager [rel=prev]")), (Some("./page/2/"), 0));
    let second = folder.page("section/numbers/page/2/index.html");
    assert_eq!(
        (second.attr(".pager [rel=prev]", "href"), second.count(".pager [rel=next]")),
        (Some("../../../../section/numbers/"), 0)
    );
    assert_eq!(second.text(".front-number"), "Page 2");
}

#[test]
fn sections_are_told_apart_by_name_though_their_addresses_would_be_alike() {
    let folder = Folder::new();
    for (slug, kicker) in [("a", "Öl"), ("b", "OL"), ("c", "مقاييس"), ("d", "…")] {
        folder.story(
            slug,
            json!({ "version": 1, "headline": slug, "kicker": kicker, "published": "2013-03-27", "body": ["A."] }),
        );
    }
    folder.publish();
    assert_eq!(headlines(&folder, "section/ol/index.html"), ["a"]);
    assert_eq!(headlines(&folder, "section/ol-2/index.html"), ["b"]);
    let links = folder.page("index.html").texts("nav.sections li");
    assert_eq!(links, ["Öl", "OL", "مقاييس"], "a name of signs alone gives no address");
    let here = folder.page("section/ol/index.html");
    assert_eq!(here.text("nav.sections [aria-current=page]"), "Öl");
}
