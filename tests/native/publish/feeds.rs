//! Feeds: the same articles in JSON and in Atom.

use atom_syndication::Feed;
use serde_json::{Value, json};

use super::dist::Dist;
use crate::views::dom::Dom;

const PAGE: &str = "https://news.example/a/b/2024/02/all/";
const FILE: &str = "https://news.example/a/b/content/articles/all.json";

/// Parses it as a feed reader does, and fails if it isn't XML.
fn atom(dist: &Dist) -> Feed {
    let text = dist.read("feed.xml");
    let mut reader = quick_xml::Reader::from_str(&text);
    while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
    Feed::read_from(text.as_bytes()).unwrap()
}

fn bare(headline: &str, published: &str) -> Value {
    json!({ "headline": headline, "body": ["Words."], "published": published })
}

#[test]
fn both_feeds_have_the_same_articles() {
    let dist = Dist::somewhere();
    dist.everything(|_| {}).publish();
    let json = dist.json("feed.json");
    let atom = atom(&dist);
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!((&json["title"], atom.title.value.as_str()), (&json!("The Daily & Co."), "The Daily & Co."));
    assert_eq!(
        (&json["home_page_url"], atom.id.as_str()),
        (&json!("https://news.example/a/b/"), "https://news.example/a/b/")
    );
    assert_eq!(json["feed_url"], "https://news.example/a/b/feed.json");
    assert_eq!(json["authors"], json!([{ "name": "The Press", "url": "https://press.example/" }]));
    let links: Vec<_> = atom.links.iter().map(|link| (link.rel.as_str(), link.href.as_str())).collect();
    assert_eq!(links, [("self", "https://news.example/a/b/feed.xml"), ("alternate", "https://news.example/a/b/")]);
    assert_eq!(
        (atom.authors[0].name.as_str(), &atom.rights.as_ref().unwrap().value),
        ("The Press", &"All of it.".to_owned())
    );
    let (item, entry) = (&json["items"][0], &atom.entries[0]);
    assert_eq!((&item["id"], &item["url"]), (&json!(FILE), &json!(PAGE)));
    assert_eq!((entry.id.as_str(), entry.links[0].href.as_str()), (FILE, PAGE));
    assert_eq!(
        (&item["title"], entry.title.value.as_str()),
        (&json!("A headline with stress"), "A headline with stress")
    );
    // A day begins at midnight in UTC.
    assert_eq!(
        (&item["date_published"], &item["date_modified"]),
        (&json!("2024-02-06T09:30:00+09:00"), &json!("2024-02-07T00:00:00Z"))
    );
    assert_eq!(entry.published.unwrap().to_rfc3339(), "2024-02-06T09:30:00+09:00");
    assert_eq!(entry.updated.to_rfc3339(), "2024-02-07T00:00:00+00:00");
    assert_eq!(atom.updated, entry.updated);
    assert_eq!(item["tags"], json!(["Science", "Time", "Radio"]));
    assert_eq!(item["image"], "https://news.example/a/b/content/images/lead.jpg");
    assert_eq!(item["authors"][1], json!({ "name": "B. Writer", "url": "https://example.org/b" }));
    let content = entry.content.as_ref().unwrap();
    assert_eq!(
        (content.content_type.as_deref(), content.value.as_deref()),
        (Some("html"), item["content_html"].as_str())
    );
}

#[test]
fn a_feed_has_the_whole_article_with_absolute_addresses() {
    let dist = Dist::somewhere();
    dist.everything(|_| {}).publish();
    let html = dist.json("feed.json")["items"][0]["content_html"].as_str().unwrap().to_owned();
    let content = Dom::parse(html);
    for words in [
        "One sentence that says why",
        "A plain string",
        "A footnote.",
        "Something is new.",
        "A Foundation",
        "CC BY 4.0",
    ] {
        assert!(content.words().contains(words), "{words}");
    }
    assert_eq!(content.count("h1, canvas, button"), 0);
    assert_eq!(content.count("[class], [part], [id], [tabindex], [role], [style], [srcset], [sizes]"), 0);
    for address in
        [content.attrs("[href]", "href"), content.attrs("[src]", "src"), content.attrs("[poster]", "poster")].concat()
    {
        assert!(address.starts_with("https://"), "{address}");
    }
    assert_eq!(content.attrs("div[lang][dir]", "lang"), ["en"]);
    assert_eq!((content.count("span:not([lang])"), content.attrs("span[lang]", "lang").is_empty()), (0, false));
    assert_eq!(content.attrs("sup a", "href"), [format!("{PAGE}#note-1")]);
    assert_eq!(content.attr("img[alt='What can be seen']", "width"), Some("1200"));
}

#[test]
fn text_is_escaped_in_a_feed() {
    let hostile = "<b>&amp;</b> ]]> \u{1}\u{b}\u{ffff} \" ' </title>";
    let dist = Dist::of(&json!({ "title": hostile, "url": "https://news.example/a&b/", "rights": hostile }));
    let mut article = bare(hostile, "2024-02-06");
    article["authors"] = json!([hostile]);
    article["tags"] = json!([hostile]);
    article["body"] = json!([hostile]);
    dist.article("hostile", &article).publish();
    let atom = atom(&dist);
    // All except the characters that XML can't contain.
    let expected = "<b>&amp;</b> ]]>  \" ' </title>";
    let entry = &atom.entries[0];
    for (place, text) in [
        ("title", &atom.title.value),
        ("rights", &atom.rights.as_ref().unwrap().value),
        ("title of a story", &entry.title.value),
        ("author", &entry.authors[0].name),
        ("tag", &entry.categories[0].term),
    ] {
        assert_eq!(text, expected, "{place}");
    }
    assert_eq!(Dom::parse(entry.content.clone().unwrap().value.unwrap()).words(), expected);
    let json = dist.json("feed.json");
    assert_eq!(json["items"][0]["title"], hostile);
    assert_eq!(Dom::parse(json["items"][0]["summary"].as_str().unwrap().replace(['<', '&'], "")).count("b"), 0);
}

#[test]
fn the_newest_thirty_come_first() {
    let dist = Dist::somewhere();
    for day in 1..=31 {
        dist.article(&format!("day-{day}"), &bare(&format!("Day {day}"), &format!("2024-01-{day:02}")));
    }
    dist.article("undated", &json!({ "headline": "Undated", "body": ["Words."] })).publish();
    let titles: Vec<_> = atom(&dist).entries.into_iter().map(|entry| entry.title.value).collect();
    assert_eq!((titles.len(), titles[0].as_str(), titles[29].as_str()), (30, "Day 31", "Day 2"));
    assert_eq!(dist.json("feed.json")["items"].as_array().unwrap().len(), 30);
}

#[test]
fn a_site_without_an_address_has_no_feeds() {
    let dist = Dist::of(&json!({ "title": "Daily" }));
    dist.article("one", &bare("One", "2024-02-06")).publish();
    assert!(!dist.has("feed.json") && !dist.has("feed.xml"));
}

#[test]
fn a_feed_without_articles_is_valid() {
    let dist = Dist::somewhere();
    dist.publish();
    assert_eq!(dist.json("feed.json")["items"], json!([]));
    assert_eq!(atom(&dist).updated.to_rfc3339(), "1970-01-01T00:00:00+00:00");
}

#[test]
fn a_feed_names_who_paid_before_the_article() {
    let dist = Dist::somewhere();
    dist.everything(|_| {}).publish();
    let html = dist.json("feed.json")["items"][0]["content_html"].as_str().unwrap().to_owned();
    assert_eq!(Dom::parse(html).text("div > p:first-child:has(bdi)"), "Paid for by A Company");
}

#[test]
fn a_publication_without_a_title_is_called_by_its_publisher_or_its_address() {
    let dist = Dist::of(&json!({ "publisher": { "name": "The Press" }, "url": "https://news.example/a/" }));
    dist.publish();
    assert_eq!(atom(&dist).title.value, "The Press");
    dist.site(&json!({ "url": "https://news.example/a/" }));
    dist.publish();
    assert_eq!(atom(&dist).title.value, "news.example");
}

/// The ids of a site's feeds, and of the only article in them.
fn ids(dist: &Dist) -> [String; 3] {
    let (json, atom) = (dist.json("feed.json"), atom(dist));
    let entry = &atom.entries[0];
    assert_eq!(json["items"][0]["id"], entry.id.as_str());
    assert_eq!(json["items"][0]["url"], entry.links[0].href.as_str());
    [atom.id.clone(), entry.id.clone(), entry.links[0].href.clone()]
}

/// Regression: every feed reader showed the article again as a new one.
#[test]
fn the_ids_of_a_feed_stay_when_a_date_is_corrected_or_the_site_moves_to_https() {
    let dist = Dist::of(&json!({ "title": "Daily", "url": "http://news.example/a b/" }));
    dist.article("bell", &bare("Bell", "2024-11-01")).publish();
    let [feed, entry, mut page] = ids(&dist);
    for (url, date) in [
        ("http://news.example/a b/", "2024-10-31"),
        ("https://news.example/a b/", "2024-10-31"),
        ("https://news.example/a%20b", "2025-01-01T00:30:00+09:00"),
        ("HTTP://NEWS.EXAMPLE:80/a b/", "1999-01-01"),
    ] {
        dist.site(&json!({ "title": "Another title", "url": url }));
        dist.article("bell", &bare("Another headline", date)).publish();
        let now = ids(&dist);
        assert_eq!((&now[0], &now[1]), (&feed, &entry), "{url} {date}");
        assert_ne!(now[2], page, "the page has moved");
        page.clone_from(&now[2]);
    }
    dist.remove("content/articles/bell.json");
    dist.article("knell", &bare("Bell", "2024-11-01")).publish();
    assert_ne!(ids(&dist)[1], entry, "another name is another story");
}

/// Regression: a pullquote was in a feed twice, although a feed can't set it large.
#[test]
fn a_pullquote_that_repeats_the_text_is_not_in_a_feed() {
    let dist = Dist::somewhere();
    let mut article = bare("Bell", "2024-02-06");
    let pullquote = |text: &str| json!({ "type": "pullquote", "text": text, "cite": "A keeper" });
    article["body"] = json!([
        "The sea does the work, and nobody rings the bell.",
        pullquote("The sea does the work"),
        pullquote("“the sea does the work!”"),
        pullquote("These words are nowhere else"),
        { "type": "callout", "body": [pullquote("nobody rings")] },
    ]);
    dist.article("bell", &article).publish();
    let html = dist.json("feed.json")["items"][0]["content_html"].as_str().unwrap().to_owned();
    let words = Dom::parse(html.clone()).words();
    assert_eq!(words.matches("sea does the work").count(), 1, "{html}");
    assert_eq!(words.matches("nobody rings").count(), 1, "{html}");
    assert!(html.contains("<blockquote><p>These words are nowhere else</p>"), "nothing is lost: {html}");
}

/// Regression: how a name ends was ignored.
#[test]
fn who_paid_is_in_a_feed_once_unless_the_sponsor_has_a_text() {
    let dist = Dist::somewhere();
    let mut article = bare("Lamps", "2024-02-06");
    article["sponsors"] = json!([{ "kind": "paid", "name": "Paint Co." }, { "kind": "paid", "name": "Lamp & Sons", "text": "Lamps by Lamp & Sons." },
        { "kind": "funded", "name": "A Fund" }]);
    dist.article("lamps", &article).publish();
    let html = dist.json("feed.json")["items"][0]["content_html"].as_str().unwrap().to_owned();
    let words = Dom::parse(html).words();
    for said in ["Paid for by Paint Co. and Lamp & Sons", "Lamps by Lamp & Sons.", "Reporting funded by A Fund."] {
        assert_eq!(words.matches(said).count(), 1, "{said}: {words}");
    }
    assert_eq!(words.matches("Paint Co.").count(), 1, "{words}");
}
