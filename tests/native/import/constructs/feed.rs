//! Constructs of feeds.

use std::fs;

use broadsheet::import::{Content, Draft, feed};
use serde_json::{Map, Value};

use super::super::drafts::fixture;
use super::{between, compare_drafts, own, pieces};

const RSS: [(&str, &str); 10] = [
    ("RSS: `title`", "<title>"),
    ("`link`", "<link>"),
    ("`guid`, beside a `link`", "<guid"),
    ("`pubDate`", "<pubDate>"),
    ("`dc:creator`, `author`", "<dc:creator>"),
    ("`category`: the first, and others", "<category>"),
    ("`description`, beside a text", "<description>"),
    ("`content:encoded`", "<content:encoded>"),
    ("`media:content`, an image", "<media:content"),
    ("`enclosure`, a recording", "<enclosure"),
];

const ATOM: [(&str, &str); 9] = [
    ("Atom: `title`, with HTML", "<title"),
    ("`link`", "<link rel=\"alternate\""),
    ("`link` of an `enclosure`, an image", "<link rel=\"enclosure\""),
    ("`published`", "<published>"),
    ("`updated`, beside `published`", "<updated>"),
    ("`author`, with an address", "<author>"),
    ("`category`", "<category"),
    ("`summary`, beside a text", "<summary>"),
    ("`content`", "<content"),
];

fn drafts(text: &str) -> Vec<Draft> {
    let mut drafts = Vec::new();
    feed::drafts(text.as_bytes(), &mut |draft| drafts.push(draft)).unwrap();
    drafts
}

fn words() -> Content {
    Content::Html("<p>Words.</p>".to_owned())
}

#[test]
fn the_table_of_feeds_says_what_becomes_of_each_construct() {
    let read = |name: &str| fs::read_to_string(fixture(name)).unwrap();
    let (rss, atom, json) = (read("feed.rss"), read("feed.atom"), read("feed.json"));
    let mut rows = Vec::new();

    // A summary is only one if there is a text beside it, and a change only after a beginning.
    let item = between(&rss, "<item>\n", "</item>");
    let of_rss = |piece: &str| {
        let text = if piece.contains("encoded") { "" } else { "<content:encoded>Words.</content:encoded>" };
        drafts(&rss.replace(item, &format!("{piece}{text}"))).remove(0)
    };
    rows.extend(pieces(item, &RSS).into_iter().map(|(what, piece)| (what, own(of_rss(piece), &of_rss("")))));
    for (what, number) in [("`description` alone, cut short", 1), ("`description` alone", 2)] {
        let draft = drafts(&rss.replace("<pubDate>some day</pubDate>", "")).remove(number);
        rows.push((what, Draft { fields: Map::new(), addresses: Vec::new(), ..draft }));
    }

    let entry = between(&atom, "<entry>\n    <id>tag:hafen.example,2024:glocke</id>\n", "</entry>");
    let of_atom = |piece: &str| {
        let text = if piece.contains("<content") { "" } else { "<content>Words.</content>" };
        let begun = if piece.contains("<updated") { "<published>2024-10-04T09:30:00+02:00</published>" } else { "" };
        drafts(&atom.replace(entry, &format!("{piece}{text}{begun}"))).remove(0)
    };
    rows.extend(pieces(entry, &ATOM).into_iter().map(|(what, piece)| (what, own(of_atom(piece), &of_atom("")))));
    for (what, number) in [("Blogger: a draft", 1), ("a page", 3)] {
        let mut draft = drafts(&atom).remove(number);
        draft.fields.retain(|name, _| name == "draft");
        rows.push((what, Draft { content: words(), ..draft }));
    }

    let first: Value = serde_json::from_str(&json).unwrap();
    let of_json = |key: &str| {
        let mut value = first.clone();
        let mut item = first["items"][0].clone();
        let keeps = ["id", key, if key == "date_modified" { "date_published" } else { key }];
        item.as_object_mut().unwrap().retain(|name, _| keeps.contains(&name.as_str()));
        if key != "content_html" {
            item["content_text"] = "Words.".into();
        }
        value["items"] = vec![item].into();
        drafts(&value.to_string()).remove(0)
    };
    for (what, key) in [
        ("JSON Feed: `title`", "title"),
        ("`url`", "url"),
        ("`summary`, beside a text", "summary"),
        ("`content_html`", "content_html"),
        ("`date_published`", "date_published"),
        ("`date_modified`", "date_modified"),
        ("`authors`", "authors"),
        ("`tags`: the first, and others", "tags"),
        ("`image`", "image"),
        ("`attachments`", "attachments"),
    ] {
        rows.push((what, own(of_json(key), &of_json("id"))));
    }
    let text = drafts(&json.replace(", \"date_published\": \"never\"", "")).remove(1);
    rows.push(("`content_text`, `external_url`", own(text, &of_json("id"))));
    compare_drafts("feeds", &Draft { content: words(), ..Draft::default() }, rows);
}
