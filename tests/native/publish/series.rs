//! Series: the order of the parts, the page of a series, and the ways between its parts.

use serde_json::{Value, json};

use super::paper::Paper;

fn part(paper: &Paper, slug: &str, published: &str, series: Value) {
    paper.article(slug, &json!({ "headline": slug, "published": published, "series": series, "body": ["Words."] }));
}

fn boats() -> Paper {
    let paper = Paper::new();
    part(&paper, "three", "2013-03-01", json!("Night Boats"));
    part(&paper, "one", "2013-01-01", json!("Night Boats"));
    part(&paper, "two", "2013-02-01", json!("night boats"));
    paper.plain("other", "2013-04-01");
    paper
}

#[test]
fn each_part_says_which_it_is_and_leads_to_the_others() {
    let paper = boats();
    paper.publish();
    let page = |slug: &str, month: &str| paper.page(&format!("2013/{month}/{slug}/index.html"));
    let two = page("two", "02");
    assert_eq!(two.text(".series"), "Part 2 of 3: Night Boats");
    assert_eq!(two.attrs(".series a", "href"), ["../../../series/night-boats/"]);
    assert_eq!(two.texts(".series-parts p"), ["Previous part: one", "Next part: three"]);
    assert_eq!(two.attrs(".series-parts a", "href"), ["../../../2013/01/one/", "../../../2013/03/three/"]);
    assert_eq!(two.attrs(".series-parts a", "rel"), ["prev", "next"]);
    assert_eq!(page("one", "01").texts(".series-parts p"), ["Next part: two"]);
    assert_eq!(page("three", "03").texts(".series-parts p"), ["Previous part: two"]);
    assert!(page("other", "04").texts(".series").is_empty());
    assert_eq!(paper.page("embed/two/index.html").text(".series"), "Part 2 of 3: Night Boats");
    let data = paper.data("2013/02/two/index.html");
    let series = json!({
        "@type": "CreativeWorkSeries", "name": "Night Boats", "url": "https://paper.example/news/series/night-boats/",
    });
    assert_eq!((&data["isPartOf"][1], &data["position"]), (&series, &json!(2)));
}

#[test]
fn the_page_of_a_series_has_its_parts_in_order() {
    let paper = boats();
    paper.publish();
    let page = paper.page("series/night-boats/index.html");
    assert_eq!(
        (page.text("h1"), page.texts("ol .headline")),
        ("Night Boats".to_owned(), ["one", "two", "three"].map(str::to_owned).to_vec())
    );
    assert_eq!(page.texts(".part"), ["Part 1 of 3", "Part 2 of 3", "Part 3 of 3"]);
    assert!(paper.read("sitemap.xml").contains("/series/night-boats/"));
}

#[test]
fn numbers_of_parts_come_before_dates() {
    let paper = Paper::new();
    for (slug, published, part_number) in [
        ("a", "2013-01-01", Some(3)),
        ("b", "2013-01-02", None),
        ("c", "2013-01-03", Some(1)),
        ("d", "2013-01-04", None),
    ] {
        part(&paper, slug, published, json!({ "name": "S", "part": part_number }));
    }
    paper.publish();
    let page = paper.page("series/s/index.html");
    assert_eq!(page.texts(".headline"), ["c", "b", "a", "d"]);
    assert_eq!(page.texts(".part"), ["Part 1 of 4", "Part 2 of 4", "Part 3 of 4", "Part 4 of 4"]);
}

#[test]
fn a_series_that_has_just_begun_or_lacks_a_part_is_shown_as_it_is() {
    let paper = Paper::new();
    part(&paper, "alone", "2013-01-01", json!("Alone"));
    part(&paper, "first", "2013-01-01", json!({ "name": "Gap", "part": 1 }));
    part(&paper, "third", "2013-01-03", json!({ "name": "Gap", "part": 3 }));
    part(&paper, "same", "2013-01-04", json!({ "name": "Gap", "part": 3 }));
    paper.publish();
    assert_eq!(paper.page("2013/01/alone/index.html").text(".series"), "Part 1: Alone");
    assert_eq!(paper.page("series/gap/index.html").texts(".part"), ["Part 1 of 3", "Part 3 of 3", "Part 3 of 3"]);
    assert_eq!(
        paper.page("2013/01/third/index.html").texts(".series-parts p"),
        ["Previous part: first", "Next part: same"]
    );
}

#[test]
fn a_part_that_is_not_listed_is_no_part() {
    let paper = boats();
    paper.article("two", &json!({ "headline": "two", "published": "2013-02-01", "series": "Night Boats", "listed": false, "body": ["A."] }));
    paper.publish();
    assert_eq!(paper.page("2013/01/one/index.html").text(".series"), "Part 1 of 2: Night Boats");
    assert!(paper.page("2013/02/two/index.html").texts(".series").is_empty());
}

#[test]
fn the_words_of_a_series_are_in_the_language_of_the_article() {
    for (lang, words) in [
        ("de", "Teil 1 von 2: S"),
        ("fr", "Partie 1 sur 2: S"),
        ("es", "Parte 1 de 2: S"),
        ("ar", "الجزء 1 من 2: S"),
        ("fi", "Part 1 of 2: S"),
    ] {
        let paper = Paper::new();
        for (slug, day) in [("a", "2013-01-01"), ("b", "2013-01-02")] {
            paper.article(
                slug,
                &json!({ "headline": slug, "lang": lang, "published": day, "series": "S", "body": ["A."] }),
            );
        }
        paper.publish();
        assert_eq!(paper.page("2013/01/a/index.html").text(".series"), words, "{lang}");
    }
}

/// Regression: parts of one day were in the reverse order of their names.
#[test]
fn parts_of_one_day_without_numbers_are_in_the_order_of_their_names() {
    let paper = Paper::new();
    for slug in ["boats-2", "boats-1", "boats-3"] {
        part(&paper, slug, "2013-01-01", json!("S"));
    }
    paper.publish();
    assert_eq!(paper.page("series/s/index.html").texts(".headline"), ["boats-1", "boats-2", "boats-3"]);
}

#[test]
fn a_number_that_no_part_can_have_is_an_error() {
    for number in [json!(0), json!(-1), json!(10_000), json!(4_294_967_296_u64), json!("two"), json!(1.5)] {
        let paper = Paper::new();
        part(&paper, "one", "2013-01-01", json!({ "name": "S", "part": number }));
        let outcome = paper.try_to_publish().unwrap();
        let found =
            &outcome.report.documents.iter().find(|document| document.file.ends_with("one.json")).unwrap().findings[0];
        assert_eq!((found.path.as_str(), outcome.left_out.len()), ("series.part", 1), "{number}");
        assert!(found.message.contains("a number from 1 to 9999"), "{number}: {}", found.message);
    }
}
