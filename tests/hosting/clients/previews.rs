//! Programs that read a page's metadata: Open Graph, of which link previews are made, and JSON-LD, which search engines
//! read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{URL, python, run};
use crate::table::Table;
use crate::{programs, site};

const TABLE: Table = Table {
    file: "docs/clients.md",
    name: "what programs read for previews",
    titles: &["Program", "Front page", "Article", "Section", "Author", "Author that is an organisation"],
    rows: &["extruct 0.18.0", "open-graph-scraper 6.12.0"],
    filter: "clients",
};

/// The folders of the pages, in the order of the table.
const PAGES: [&str; 5] = [".", "2024/10/bell", "section/harbours", "authors/ines", "authors/wire"];

/// The headline of the article. It has characters that HTML and JSON escape.
const HEADLINE: &str = "A bell & its \"keeper\" </script> <b>";

/// The image of the article: its address, width, height and text alternative.
const LEAD: [&str; 4] = ["https://news.example/content/images/six-pips-480.jpg", "480", "320", "A \"dial\""];

/// The portrait of the author.
const INES: [&str; 4] =
    ["https://news.example/content/images/portrait-ines-marlowe.jpg", "192", "192", "Ines at her desk"];

/// The published site, which all tests share.
static SITE: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = site::fresh("previews", URL);
    let content = site::source(&folder);
    for kind in ["articles", "authors", "pages"] {
        for name in site::names_in(&content.join(kind)) {
            std::fs::remove_file(content.join(kind).join(name)).expect("the copy can be changed");
        }
    }
    let write = |name: &str, json: Value| site::write(&content.join(name), json.to_string().as_bytes());
    write(
        "site.json",
        json!({
            "title": "The Harbour Paper", "url": URL, "lang": "en-GB", "description": "News of the harbour.",
            "publisher": { "name": "Harbour Press", "href": "https://press.example/" },
            "logo": { "src": "images/one-sheet-480.jpg", "alt": "The Harbour Paper", "width": 480, "height": 320 },
            "social": [{ "text": "Mastodon", "href": "https://social.example/@paper" }],
        }),
    );
    write(
        "authors/ines.json",
        json!({
            "name": "Ines Marlowe", "role": "Editor", "bio": ["She writes."],
            "portrait": {
                "type": "image", "src": "../images/portrait-ines-marlowe.jpg", "width": 192, "height": 192,
                "alt": "Ines at her desk",
            },
            "links": [{ "name": "Her site", "href": "https://ines.example/" }],
        }),
    );
    write("authors/wire.json", json!({ "name": "The Wire", "organization": true, "bio": ["An agency."], "links": [] }));
    write(
        "articles/bell.json",
        json!({
            "headline": HEADLINE, "kicker": "Harbours", "description": "Nobody rings it.", "tags": ["Bells", "Salt"],
            "titles": { "social": "You won’t need a rope & a ladder" },
            "authors": ["ines", { "name": "Tobias Field", "href": "https://tobias.example/" }, "wire", "Nobody Known"],
            "published": "2024-10-04T08:00:00+02:00", "updated": "2024-10-05T09:30:00+02:00",
            "lead": {
                "type": "image", "src": "../images/six-pips-480.jpg", "width": 480, "height": 320, "alt": "A \"dial\"",
            },
            "body": ["One paragraph."],
        }),
    );
    write(
        "articles/reef.json",
        json!({ "headline": "A reef", "kicker": "Harbours", "authors": ["wire"], "published": "2024-10-03", "body": ["Two."] }),
    );
    site::publish(&folder);
    folder
});

/// What a program has read from a page.
#[derive(Debug, Deserialize)]
struct Reading {
    /// The properties of Open Graph.
    graph: Vec<(String, String)>,
    /// The objects of JSON-LD.
    data: Vec<Value>,
}

/// What a program has read from each page, by folder.
type Readings = BTreeMap<String, Reading>;

#[test]
fn extruct_reads_the_metadata_as_the_table_says() {
    let pages = PAGES.map(Path::new);
    compare("extruct 0.18.0", &python("extruct-reads.py", "BROADSHEET_EXTRUCT", "extruct", &pages, &SITE), true);
}

#[test]
fn open_graph_scraper_reads_the_metadata_as_the_table_says() {
    let scraper = programs::file("BROADSHEET_OPEN_GRAPH_SCRAPER", "open-graph-scraper, of npm");
    let arguments: Vec<_> = [scraper.as_path()].into_iter().chain(PAGES.map(Path::new)).collect();
    let node = programs::find("node");
    compare("open-graph-scraper 6.12.0", &run(&node, "open-graph-scraper-reads.cjs", &arguments, &SITE), false);
}

/// Compares what a program has read with what the site says, and the result with the table in `docs/clients.md`.
/// `keeps_lists` says whether it keeps all values of a property of Open Graph that occurs several times.
fn compare(row: &str, readings: &Readings, keeps_lists: bool) {
    let cells = PAGES.map(|page| {
        let reading = readings.get(page).unwrap_or_else(|| panic!("{row} knows {:?}", readings.keys()));
        let mut wrong = Vec::new();
        for (name, expected) in graph(page) {
            let found = reading.graph.iter().filter(|(found, _)| found == name).map(|(_, value)| value.as_str());
            let found: Vec<_> = found.collect();
            let is_right = if keeps_lists || expected.len() < 2 {
                found == expected
            } else {
                matches!(found[..], [one] if expected.contains(&one))
            };
            if !is_right {
                println!("{row}, {page}: {name} is {found:?} and not {expected:?}");
                wrong.push(format!("`{name}`"));
            }
        }
        match &reading.data[..] {
            [found] => differences("", &data(page), found, &mut wrong),
            found => wrong.push(format!("{} objects of JSON-LD", found.len())),
        }
        if wrong.is_empty() { "right".to_owned() } else { format!("wrong: {}", wrong.join(", ")) }
    });
    let cells: Vec<_> = [row].into_iter().chain(cells.iter().map(String::as_str)).collect();
    TABLE.compare(&cells);
}

/// Notes the paths where JSON-LD lacks what is expected. It may have more properties.
fn differences(path: &str, expected: &Value, found: &Value, wrong: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                differences(&format!("{path}/{key}"), value, found.get(key).unwrap_or(&Value::Null), wrong);
            }
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
                differences(&format!("{path}/{index}"), expected, found, wrong);
            }
        }
        _ if expected == found => {}
        _ => {
            println!("{path} is {found} and not {expected}");
            wrong.push(format!("`{path}`"));
        }
    }
}

/// The Open Graph of a page: each property with its values, none if the page should not have it.
fn graph(page: &str) -> Vec<(&'static str, Vec<&'static str>)> {
    let is_article = page == "2024/10/bell";
    let only_of_article = |values: &[&'static str]| if is_article { values.to_vec() } else { Vec::new() };
    let image = if page == "authors/ines" { INES } else { LEAD };
    let [title, description, url] = match page {
        "." => ["The Harbour Paper", "News of the harbour.", "https://news.example/"],
        "2024/10/bell" => {
            ["You won’t need a rope & a ladder", "Nobody rings it.", "https://news.example/2024/10/bell/"]
        }
        "section/harbours" => [
            "Harbours – The Harbour Paper",
            "A bell & its \"keeper\" </script> <b> · A reef",
            "https://news.example/section/harbours/",
        ],
        "authors/ines" => ["Ines Marlowe – The Harbour Paper", "She writes.", "https://news.example/authors/ines/"],
        _ => ["The Wire – The Harbour Paper", "An agency.", "https://news.example/authors/wire/"],
    };
    vec![
        ("og:type", vec![if is_article { "article" } else { "website" }]),
        ("og:title", vec![title]),
        ("og:description", vec![description]),
        ("og:url", vec![url]),
        ("og:site_name", vec!["The Harbour Paper"]),
        ("og:image", vec![image[0]]),
        ("og:image:width", vec![image[1]]),
        ("og:image:height", vec![image[2]]),
        ("og:image:alt", vec![image[3]]),
        ("article:published_time", only_of_article(&["2024-10-04T08:00:00+02:00"])),
        ("article:modified_time", only_of_article(&["2024-10-05T09:30:00+02:00"])),
        ("article:section", only_of_article(&["Harbours"])),
        ("article:tag", only_of_article(&["Bells", "Salt"])),
        (
            "article:author",
            only_of_article(&[
                "https://news.example/authors/ines/",
                "https://tobias.example/",
                "https://news.example/authors/wire/",
                "https://news.example/authors/nobody-known/",
            ]),
        ),
    ]
}

/// What the JSON-LD of a page says, at least.
fn data(page: &str) -> Value {
    let context = "https://schema.org";
    let website = json!({ "@type": "WebSite", "name": "The Harbour Paper", "url": URL });
    let logo = json!({ "@type": "ImageObject", "url": format!("{URL}content/images/one-sheet-480.jpg") });
    let publisher = json!({
        "@type": "Organization", "name": "Harbour Press", "url": "https://press.example/", "logo": logo,
        "sameAs": ["https://social.example/@paper"],
    });
    let ines = json!({
        "@type": "Person", "name": "Ines Marlowe", "url": format!("{URL}authors/ines/"),
        "image": format!("{URL}content/images/portrait-ines-marlowe.jpg"),
    });
    let wire = json!({ "@type": "Organization", "name": "The Wire", "url": format!("{URL}authors/wire/") });
    let list = |name: &str, path: &str| {
        let item = |position: usize, path: &str| json!({ "@type": "ListItem", "position": position, "url": format!("{URL}{path}") });
        json!({
            "@context": context, "@type": "CollectionPage", "name": name, "url": format!("{URL}{path}"),
            "isPartOf": website, "publisher": publisher,
            "mainEntity": {
                "@type": "ItemList", "itemListElement": [item(1, "2024/10/bell/"), item(2, "2024/10/reef/")],
            },
        })
    };
    let profile = |whom: Value, more: Value| {
        let mut whom = whom;
        whom.as_object_mut().expect("it is an object").extend(more.as_object().expect("it is an object").clone());
        json!({
            "@context": context, "@type": "ProfilePage", "name": whom["name"], "url": whom["url"], "isPartOf": website,
            "mainEntity": whom,
        })
    };
    match page {
        "." => list("The Harbour Paper", ""),
        "2024/10/bell" => json!({
            "@context": context, "@type": "NewsArticle", "headline": HEADLINE, "description": "Nobody rings it.",
            "url": format!("{URL}2024/10/bell/"), "articleSection": "Harbours", "keywords": ["Bells", "Salt"],
            "datePublished": "2024-10-04T08:00:00+02:00", "dateModified": "2024-10-05T09:30:00+02:00",
            "image": [{
                "@type": "ImageObject", "url": format!("{URL}content/images/six-pips-480.jpg"), "width": 480, "height": 320,
            }],
            "author": [
                ines,
                { "@type": "Person", "name": "Tobias Field", "url": "https://tobias.example/" },
                wire,
                { "@type": "Person", "name": "Nobody Known", "url": format!("{URL}authors/nobody-known/") },
            ],
            "publisher": publisher, "isPartOf": website,
        }),
        "section/harbours" => list("Harbours – The Harbour Paper", "section/harbours/"),
        "authors/ines" => profile(
            ines,
            json!({ "jobTitle": "Editor", "description": "She writes.", "sameAs": ["https://ines.example/"] }),
        ),
        _ => profile(wire, json!({ "description": "An agency." })),
    }
}
