//! The front page, and the pages of the sections.

use serde_json::json;

use super::paper::Paper;

fn headlines(paper: &Paper, page: &str) -> Vec<String> {
    paper.page(page).texts(".stories .headline")
}

#[test]
fn the_newest_article_is_first_after_home() {
    let paper = Paper::new();
    paper.plain("old", "2011-01-01");
    paper.plain("first", "2012-01-01");
    paper.plain("new", "2013-01-01");
    paper.article("undated", &json!({ "version": 1, "headline": "The story of undated", "body": ["Words."] }));
    paper.publish();
    let expected = ["first", "new", "old", "undated"].map(|slug| format!("The story of {slug}"));
    assert_eq!(headlines(&paper, "index.html"), expected);
}

/// Regression: lists were sorted by moments in UTC, so the 5th was below a 4th that was written in a western time zone.
#[test]
fn lists_are_sorted_by_the_days_that_readers_see() {
    for (name, newest_first) in [
        (
            "a day beside moments",
            &["2024-10-05T10:00:00Z", "2024-10-05", "2024-10-04T23:00:00-05:00", "2024-10-04"][..],
        ),
        ("the same day on two clocks", &["2013-01-01T23:30:00Z", "2013-01-01T23:30:00+09:00", "2013-01-01"]),
        ("a day that has begun in the east", &["2013-01-02T08:00:00+09:00", "2013-01-01T23:30:00Z"]),
        ("a day that goes on in the west", &["2013-01-02", "2013-01-02T01:00:00+14:00", "2013-01-01T23:59:00-11:00"]),
        (
            "midnight and the second before",
            &["2025-01-01T00:00:00Z", "2025-01-01", "2024-12-31T23:59:59Z", "2024-12-31"],
        ),
    ] {
        // A day without a time comes after the moments of that day.
        let mut expected = newest_first.to_vec();
        expected.sort_by_key(|date| (std::cmp::Reverse(date[..10].to_owned()), date.len() == 10));
        let paper = Paper::new();
        for (index, date) in newest_first.iter().enumerate() {
            paper.plain(&format!("story-{}", newest_first.len() - index), date);
        }
        paper.publish();
        let list = paper.page("index.html");
        assert_eq!(list.attrs(".dates time", "datetime"), expected, "{name}");
        if paper.has("feed.json") {
            let feed = paper.json("feed.json");
            let days = feed["items"].as_array().unwrap().iter().map(|item| item["date_published"].as_str().unwrap());
            let days: Vec<_> = days.map(|date| date[..10].to_owned()).collect();
            let shown: Vec<_> = expected.iter().map(|date| date[..10].to_owned()).collect();
            assert_eq!(days, shown, "{name}");
        }
    }
}

#[test]
fn a_moment_is_listed_on_the_day_that_it_is_shown_on() {
    let paper = Paper::new();
    let article =
        |date: &str, zone: &str| json!({ "headline": zone, "published": date, "timeZone": zone, "body": ["A."] });
    paper.article("a", &article("2024-10-04T23:30:00Z", "Asia/Tokyo"));
    paper.article("b", &article("2024-10-04T23:45:00Z", "UTC"));
    paper.article("c", &article("2024-10-05T01:00:00Z", "America/New_York"));
    paper.plain("d", "2024-10-05");
    paper.publish();
    assert_eq!(headlines(&paper, "index.html"), ["Asia/Tokyo", "The story of d", "America/New_York", "UTC"]);
}

/// Regression: thirty-five articles of one day were in no fixed order. Now they are sorted by name, in each list and in
/// each run.
#[test]
fn articles_of_one_day_without_a_time_are_sorted_by_name() {
    let paper = Paper::new();
    let mut slugs: Vec<_> = (1..=35).map(|number| format!("story-{number}")).collect();
    for slug in slugs.iter().rev() {
        paper.plain(slug, "2024-10-04");
    }
    paper.publish();
    slugs.sort();
    let expected: Vec<_> = slugs.iter().map(|slug| format!("The story of {slug}")).collect();
    assert_eq!(headlines(&paper, "index.html"), expected);
    let feed = paper.json("feed.json");
    let titles: Vec<_> = feed["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect();
    assert_eq!(titles, expected[..30]);
}

#[test]
fn a_site_with_one_article_shows_it_at_its_root() {
    let paper = Paper::new();
    paper.plain("first", "2013-03-27");
    paper.publish();
    let dom = paper.page("index.html");
    assert_eq!(dom.text("main[data-state=ready] article h1"), "The story of first");
    assert_eq!(dom.attr("script[data-root]", "data-root"), Some("./"));
    assert_eq!(dom.attr("link[rel=canonical]", "href"), Some("https://paper.example/news/2013/03/first/"));
}

#[test]
fn a_site_with_one_article_has_its_section() {
    let paper = Paper::new();
    paper
        .article("first", &json!({ "headline": "First", "kicker": "Seas", "published": "2013-03-27", "body": ["A."] }));
    paper.publish();
    assert_eq!(headlines(&paper, "section/seas/index.html"), ["First"]);
}

#[test]
fn a_site_without_articles_says_so() {
    let paper = Paper::new();
    paper.publish();
    assert_eq!(paper.page("index.html").text("main"), "The PaperThere is nothing here yet.");
}

/// A site with this many articles of one section, one a day.
fn numbered(count: usize) -> Paper {
    let paper = Paper::new();
    for number in 0..count {
        add_numbered(&paper, number);
    }
    paper.publish();
    paper
}

fn add_numbered(paper: &Paper, number: usize) {
    let day = format!("2013-{:02}-{:02}", number / 28 + 1, number % 28 + 1);
    paper.article(
        &format!("s{number}"),
        &json!({ "headline": number.to_string(), "kicker": "Numbers", "published": day, "body": ["Words."] }),
    );
}

fn numbers(numbers: impl Iterator<Item = usize>) -> Vec<String> {
    numbers.map(|number| number.to_string()).collect()
}

#[test]
fn a_list_shows_the_newest_and_numbers_the_pages_of_the_others_from_the_oldest() {
    for (count, newest) in [(47, 0..47), (48, 24..48), (71, 24..71), (72, 48..72)] {
        let paper = numbered(count);
        for list in ["", "section/numbers/"] {
            let page = |path: &str| headlines(&paper, &format!("{list}{path}index.html"));
            assert_eq!(page(""), numbers(newest.clone().rev()), "{count}");
            assert_eq!(paper.has(&format!("{list}page/1/index.html")), newest.start > 0, "{count}");
            if newest.start > 0 {
                assert_eq!(page("page/1/"), numbers((0..24).rev()), "{count}");
            }
        }
    }
}

#[test]
fn a_new_article_leaves_the_numbered_pages_as_they_are() {
    let paper = numbered(60);
    let before = paper.read("page/1/index.html");
    add_numbered(&paper, 60);
    paper.publish();
    assert_eq!(paper.read("page/1/index.html"), before);
    assert_eq!(headlines(&paper, "index.html")[0], "60");
}

#[test]
fn a_numbered_page_never_changes_again() {
    let paper = numbered(72);
    let pages = ["page/1/index.html", "page/2/index.html", "section/numbers/page/2/index.html"];
    let before = pages.map(|page| paper.read(page));
    for number in 72..72 + 2 * 24 {
        add_numbered(&paper, number);
    }
    paper.publish();
    assert_eq!(pages.map(|page| paper.read(page)), before);
    assert_eq!(headlines(&paper, "page/3/index.html")[0], "71");
}

#[test]
fn the_pages_of_a_list_lead_to_newer_and_older_articles() {
    let paper = numbered(80);
    let pager = |page: &str| {
        let page = paper.page(page);
        [".pager [rel=prev]", ".pager [rel=next]"].map(|link| page.attrs(link, "href").first().map(ToString::to_string))
    };
    let some = |path: &str| Some(path.to_owned());
    assert_eq!(pager("index.html"), [None, some("./page/2/")]);
    assert_eq!(pager("page/2/index.html"), [some("../../page/3/"), some("../../page/1/")]);
    let ahead = paper.page("page/3/index.html");
    assert_eq!(ahead.attr("meta[http-equiv=refresh]", "content"), Some("0; url=../../"));
    assert_eq!(ahead.attr("a", "href"), Some("../../"));
    assert!(!paper.read("sitemap.xml").contains("page/3/"));
    assert_eq!(pager("page/1/index.html"), [some("../../page/2/"), None]);
    assert_eq!(paper.page("section/numbers/page/1/index.html").text(".front-number"), "Page 1");
}

#[test]
fn home_comes_first_and_is_on_its_numbered_page_as_well() {
    let paper = numbered(60);
    paper.site(&json!({ "title": "The Paper", "home": "s3" }));
    paper.publish();
    let front = headlines(&paper, "index.html");
    assert_eq!((front[0].as_str(), front[1].as_str(), front.len()), ("3", "59", 37));
    assert!(headlines(&paper, "page/1/index.html").contains(&"3".to_owned()));
}

#[test]
fn each_tag_without_a_link_leads_to_the_articles_on_its_topic() {
    let paper = Paper::new();
    for (slug, tags) in [("a", json!(["Tides", "tides", "…"])), ("b", json!(["TIDES", "Moon & stars"]))] {
        paper.article(slug, &json!({ "headline": slug, "published": "2013-03-27", "body": ["A."], "tags": tags }));
    }
    let linked = json!([{ "text": "Tides", "href": "https://tides.example/" }]);
    paper.article("c", &json!({ "headline": "c", "published": "2013-03-26", "body": ["A."], "tags": linked }));
    paper.publish();
    assert_eq!(headlines(&paper, "topics/tides/index.html"), ["a", "b", "c"]);
    assert_eq!(headlines(&paper, "topics/moon-stars/index.html"), ["b"]);
    let page = paper.page("2013/03/b/index.html");
    assert_eq!(page.attrs(".tags a", "href"), ["../../../topics/tides/", "../../../topics/moon-stars/"]);
    assert_eq!(paper.page("2013/03/c/index.html").attrs(".tags a", "href"), ["https://tides.example/"]);
    assert_eq!(paper.page("2013/03/a/index.html").texts(".tags li:not(:has(a))"), ["…"], "no address has this name");
    // A topic is no section, so no navigation leads to it.
    assert_eq!(paper.page("index.html").count("nav.sections"), 0);
    assert_eq!(paper.page("topics/tides/index.html").text("h1"), "Tides");
}

#[test]
fn sections_with_similar_names_have_different_addresses_in_their_own_scripts() {
    let paper = Paper::new();
    for (slug, kicker) in [("a", "Öl"), ("b", "OL"), ("c", "مقاييس"), ("d", "…"), ("e", "Sea, Sky"), ("f", "Sea & sky")]
    {
        paper.article(
            slug,
            &json!({ "version": 1, "headline": slug, "kicker": kicker, "published": "2013-03-27", "body": ["A."] }),
        );
    }
    paper.publish();
    for (section, expected) in [("öl", "a"), ("ol", "b"), ("مقاييس", "c"), ("sea-sky", "f"), ("sea-sky-2", "e")]
    {
        assert_eq!(headlines(&paper, &format!("section/{section}/index.html")), [expected], "{section}");
    }
    let links = paper.page("index.html").texts("nav.sections li");
    assert_eq!(links, ["OL", "Sea & sky", "Sea, Sky", "Öl", "مقاييس"], "a name of signs alone gives no address");
    let here = paper.page("section/öl/index.html");
    assert_eq!(here.text("nav.sections [aria-current=page]"), "Öl");
    assert_eq!(
        paper.page("index.html").attrs("nav.sections a", "href")[4],
        "./section/%D9%85%D9%82%D8%A7%D9%8A%D9%8A%D8%B3/"
    );
}

#[test]
fn the_address_of_a_long_name_ends_at_a_word_or_a_letter_that_is_whole() {
    let words = "word ".repeat(30);
    for (kicker, expected) in [
        (words.as_str(), ["word"; 12].join("-")),
        (&"a".repeat(300), "a".repeat(60)),
        (&"象".repeat(66), "象".repeat(20)),
        (&"हिन्दी ".repeat(9), ["हिन्दी"; 3].join("-")),
    ] {
        let paper = with_kickers(&[kicker]);
        assert!(paper.has(&format!("section/{expected}/index.html")), "{kicker}");
    }
}

/// A site with articles of these sections; the later ones are newer.
fn with_kickers(kickers: &[&str]) -> Paper {
    let paper = Paper::new();
    for (index, kicker) in kickers.iter().enumerate() {
        let published = format!("2013-03-{:02}", index + 1);
        paper.article(
            &format!("s{index}"),
            &json!({ "headline": index.to_string(), "kicker": kicker, "published": published, "body": ["A."] }),
        );
    }
    paper.publish();
    paper
}

#[test]
fn kickers_that_differ_in_case_or_spaces_are_one_section() {
    let paper = with_kickers(&["Town", "Sea", " town", "City\u{a0} hall", "CITY HALL"]);
    assert_eq!(paper.page("index.html").texts("nav.sections li"), ["town", "Sea", "CITY HALL"]);
    assert_eq!(headlines(&paper, "section/town/index.html"), ["2", "0"]);
    assert!(!paper.has("section/town-2/index.html"));
    assert_eq!(paper.page("2013/03/s0/index.html").attr(".kicker a", "href"), Some("../../../section/town/"));
}

#[test]
fn a_new_article_keeps_the_order_of_sections() {
    let order = |kickers: &[&str]| with_kickers(kickers).page("index.html").texts("nav.sections li");
    assert_eq!(order(&["Town", "Sea", "Air"]), ["Town", "Sea", "Air"]);
    assert_eq!(order(&["Town", "Sea", "Air", "Sea"]), ["Town", "Sea", "Air"]);
}

#[test]
fn a_new_article_keeps_the_addresses_of_sections() {
    for kickers in [&["A, b", "A & b"][..], &["A, b", "A & b", "A, b"], &["A, b", "A & b", "A, b", "A & b", "a b 2"]] {
        let paper = with_kickers(kickers);
        let name = |page: &str| paper.page(page).text("nav.sections [aria-current=page]");
        assert_eq!(
            [name("section/a-b/index.html"), name("section/a-b-2/index.html")],
            ["A, b", "A & b"],
            "{kickers:?}"
        );
    }
    let paper = with_kickers(&["A, b", "a b 2", "A & b"]);
    assert_eq!(headlines(&paper, "section/a-b-2/index.html"), ["1"]);
    assert_eq!(headlines(&paper, "section/a-b-3/index.html"), ["2"], "nobody else's");
}

#[test]
fn the_skip_link_leads_past_the_sections_to_the_content() {
    let paper = Paper::new();
    for (slug, kicker) in [("a", "Water"), ("b", "Wind")] {
        paper.article(
            slug,
            &json!({ "version": 1, "headline": slug, "kicker": kicker, "published": "2013-03-27", "body": ["A."] }),
        );
    }
    paper.publish();
    for page in ["index.html", "section/wind/index.html"] {
        let dom = paper.page(page);
        assert_eq!(dom.text("#page > aside[role=none] > .skip-link[href='#story']"), "Skip to the content");
        assert_eq!(dom.count("#page > .masthead + nav.sections + main#story"), 1, "{page}");
        assert_eq!(dom.count("main nav.sections"), 0, "{page}");
    }
    assert_eq!(paper.page("404.html").text(".skip-link"), "Skip to the content");
}

#[test]
fn the_articles_that_the_site_names_come_first_on_the_front_page_in_its_order() {
    let paper = Paper::new();
    for (slug, published) in [("old", "2011-01-01"), ("first", "2012-01-01"), ("new", "2013-01-01")] {
        paper.plain(slug, published);
    }
    for (front, expected) in [
        (json!(["old", "new"]), ["old", "new", "first"]),
        (json!(["old", "none", "old"]), ["old", "new", "first"]),
        (json!([]), ["first", "new", "old"]),
    ] {
        paper.site(&json!({ "home": "first", "front": front }));
        paper.publish();
        assert_eq!(headlines(&paper, "index.html"), expected.map(|slug| format!("The story of {slug}")), "{front}");
    }
}

#[test]
fn a_pinned_article_comes_first_in_its_section_and_its_topics_only() {
    let paper = numbered(50);
    let pinned = json!({
        "headline": "Pinned", "kicker": "Numbers", "tags": ["Sums"], "authors": ["A. Writer"], "published": "2013-01-02",
        "pinned": true, "body": ["Words."],
    });
    paper.article("pinned", &pinned);
    let newer = json!({ "headline": "Newer", "tags": ["Sums"], "authors": ["A. Writer"], "published": "2014-01-02", "body": ["Words."] });
    paper.article("newer", &newer).publish();
    assert_eq!(headlines(&paper, "section/numbers/index.html")[0], "Pinned");
    assert_eq!(headlines(&paper, "topics/sums/index.html"), ["Pinned", "Newer"]);
    assert_eq!(headlines(&paper, "authors/a-writer/index.html"), ["Newer", "Pinned"]);
    assert_eq!(headlines(&paper, "index.html")[0], "Newer");
    assert!(
        headlines(&paper, "section/numbers/page/1/index.html").contains(&"Pinned".to_owned()),
        "it stays in its place, too"
    );
}
