//! Names that look the same but are spelt differently, and invisible characters.

use serde_json::{Value, json};

use super::paper::Paper;

fn article(kicker: &str) -> Value {
    json!({ "headline": "A story", "kicker": kicker, "published": "2024-10-04", "body": ["A."] })
}

/// The addresses of the sections of a site whose articles have these kickers.
fn sections(kickers: &[&str]) -> Vec<String> {
    let paper = Paper::new();
    for (index, kicker) in kickers.iter().enumerate() {
        paper.article(&format!("story-{index}"), &article(kicker));
    }
    paper.publish();
    let mut sections: Vec<_> = paper
        .files()
        .into_keys()
        .filter_map(|path| Some(path.to_str()?.strip_suffix("/index.html")?.to_owned()))
        .collect();
    sections.retain(|path| path.starts_with("section/"));
    sections
}

/// Regression: each spelling had a section of its own, with half of the articles.
#[test]
fn kickers_that_look_alike_are_one_section() {
    for kickers in [
        &["Économie", "E\u{301}conomie"][..],
        &["Harbours", "Har\u{200b}bours", "Harbours\u{feff}"],
        &["Schifffahrt", "Schiff\u{ad}fahrt"],
        &["Offices", "O\u{fb03}ces"],
        &["Writers' Room", "Writers’ Room", "Writersʼ Room", "Writers` room"],
        &["STRASSE", "Straße", "strasse"],
        // Similar cases, which the bug report did not have.
        &["Arts – Books", "Arts - Books", "Arts — Books", "arts\u{a0}‐\u{2003}books"],
        &["ＡＢＣ", "abc"],
        &["“Tides”", "\"Tides\"", "„tides“"],
        &["ΣΊΣΥΦΟΣ", "Σίσυφος", "Σίσυφοσ"],
        &["한국", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"],
        &["ﺍﻟﺒﺤﺮ", "البحر"],
        &["Q\u{2060}A", "QA", "q\u{fe0f}a"],
        &["  Deep\tsea ", "DEEP SEA"],
        &["L´été", "l'été"],
        &["12″", "12\""],
        &["צה״ל", "צה\"ל"],
        &["ΠΟΛΙΤΙΚΗ", "Πολιτική"],
        &["KIRIM", "Kırım", "kirim"],
        &["İstanbul", "istanbul", "ISTANBUL"],
        &["بـيت", "بيت"],
        &["کتاب", "كتاب"],
    ] {
        assert_eq!(sections(kickers).len(), 1, "{kickers:?}: {:?}", sections(kickers));
        // A newer spelling does not move the page.
        assert_eq!(sections(&kickers[..1]), sections(&kickers[1..2]), "{kickers:?}");
    }
}

#[test]
fn kickers_that_only_resemble_each_other_are_two_sections() {
    for kickers in [["Ende", "Enden"], ["Sea", "Seas"], ["Über", "Uber"], ["Arts & Books", "Arts Books"], ["C", "C++"]]
    {
        let sections = sections(&kickers);
        assert_eq!(sections.len(), 2, "{kickers:?}: {sections:?}");
    }
}

/// Regression: macOS gives files names in which accents are separate characters.
#[test]
fn a_link_leads_to_the_article_whose_name_looks_the_same() {
    for (file, href) in [
        ("cafe\u{301}", "café.json"),
        ("café", "cafe\u{301}.json"),
        ("café", "cafe%CC%81.json#note-1"),
        ("don’t", "don't.json"),
        ("schiff\u{ad}fahrt", "schifffahrt.json"),
        ("straße", "STRASSE.json"),
        ("bell", "Bell.json"),
    ] {
        let paper = Paper::new();
        paper.article(file, &json!({ "headline": "B", "published": "2024-10-04", "body": ["A."] }));
        let link = json!({ "text": "link", "href": href });
        paper.article("first", &json!({ "headline": "A", "published": "2024-10-05", "body": [[link]] }));
        paper.site(&json!({ "home": href.split('.').next().unwrap(), "url": "https://paper.example/news/" }));
        let outcome = paper.try_to_publish().unwrap();
        let page = paper.page("2024/10/first/index.html");
        let way = page.attrs(".article > p a", "href")[0];
        let path = percent_encoding::percent_decode_str(way.split('#').next().unwrap()).decode_utf8().unwrap();
        assert!(paper.has(&format!("{}index.html", path.strip_prefix("../../../").unwrap())), "{href}: {way}");
        let rules: Vec<_> =
            outcome.report.documents.iter().flat_map(|file| &file.findings).map(|found| found.rule).collect();
        assert!(rules.contains(&"spelling") && !rules.contains(&"dead-story"), "{href}: {rules:?}");
    }
}

#[test]
fn a_link_prefers_the_article_with_exactly_its_name() {
    let paper = Paper::new();
    for file in ["café", "cafe\u{301}"] {
        paper.article(file, &json!({ "headline": "B", "published": "2024-10-04", "body": ["A."] }));
    }
    let links = json!([{ "text": "one", "href": "caf%C3%A9.json" }, { "text": "two", "href": "cafe%CC%81.json" }]);
    paper.article("first", &json!({ "headline": "A", "published": "2024-10-05", "body": [links] }));
    paper.publish();
    let ways = ["../../../2024/10/caf%C3%A9/", "../../../2024/10/cafe%CC%81/"];
    assert_eq!(paper.page("2024/10/first/index.html").attrs(".article > p a", "href"), ways);
}

/// Regression: in a window's title, a preview or a feed, "news\u{ad}paper" is another word, or has a visible hyphen.
#[test]
fn soft_hyphens_are_in_no_title_preview_or_feed() {
    for mark in ["\u{ad}", "\u{200b}"] {
        let broken = |words: &str| words.replace('|', mark);
        let paper = Paper::of(&json!({
            "title": broken("The Pa|per"), "url": "https://paper.example/news/", "rights": broken("All ri|ghts"),
            "publisher": { "name": broken("The Pre|ss") },
        }));
        let article = json!({
            "headline": broken("A news|paper"), "standfirst": broken("Of the har|bour"), "kicker": broken("Ship|ping"),
            "authors": [broken("A. Wri|ter")], "tags": [broken("Ti|des")], "published": "2024-10-04",
            "lead": { "type": "image", "src": "https://paper.example/a.jpg", "width": 3, "height": 2, "alt": broken("A be|ll") },
            "body": [broken("Words of the bo|dy.")], "rights": { "holder": broken("The hol|der") },
        });
        paper.article("bell", &article).plain("other", "2020-01-01");
        paper.publish();
        for page in ["2024/10/bell/index.html", "index.html", "section/shipping/index.html", "embed/bell/index.html"] {
            let html = paper.read(page);
            let (head, body) = html.split_once("<body").unwrap();
            assert!(!head.contains(mark), "{page}: {head}");
            assert!(body.contains(mark), "{page}: readers see words broken where they may be");
        }
        assert!(paper.read("2024/10/bell/index.html").contains(&broken("A news|paper</h1>")));
        assert!(!paper.read("oembed/bell.json").contains(mark));
        let feed = paper.json("feed.json");
        let mut item = feed["items"][0].clone();
        let html = item["content_html"].take();
        assert!(html.as_str().unwrap().contains(mark), "the text itself may be broken");
        assert!(!item.to_string().contains(mark) && item.to_string().contains("A newspaper"), "{item}");
        assert!(!json!([feed["title"], feed["authors"]]).to_string().contains(mark));
        let atom = atom_syndication::Feed::read_from(paper.read("feed.xml").as_bytes()).unwrap();
        let entry = &atom.entries[0];
        let names = [&atom.title.value, &atom.authors[0].name, &entry.title.value, &entry.authors[0].name];
        let more =
            [&atom.rights.as_ref().unwrap().value, &entry.summary.as_ref().unwrap().value, &entry.categories[0].term];
        assert!(names.iter().chain(&more).all(|text| !text.contains(mark)), "{names:?} {more:?}");
    }
}
