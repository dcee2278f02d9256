//! Articles of different lengths with every kind of block. Each of their texts occurs only once, so that repetitions
//! can be detected.

use serde_json::{Value, json};

/// How many blocks of one kind an article has.
const LENGTHS: [usize; 3] = [1, 5, 30];

/// A function that makes a block, whose text contains this number.
type Block = fn(usize) -> Value;

/// Each kind of block, and a function that makes one with a text of its own.
const KINDS: [(&str, Block); 16] = [
    ("paragraph", |n| json!(sentences(&format!("Paragraph {n}"), 3))),
    ("heading", |n| json!({ "type": "heading", "level": 2 + n % 3, "text": format!("Heading {n} of the text") })),
    ("list", |n| {
        let deep = json!({ "text": format!("Point {n} with more"), "list": { "items": [format!("Deep point {n}x")] } });
        json!({ "type": "list", "items": [format!("First point {n} of them"), deep] })
    }),
    (
        "quote",
        |n| json!({ "type": "quote", "text": sentences(&format!("Quote {n}"), 1), "cite": format!("Sayer {n}x") }),
    ),
    ("pullquote", |n| json!({ "type": "pullquote", "text": format!("{} quiet keepers rang nothing", word(n)) })),
    ("image", |n| image(&format!("Image {n}"))),
    ("gallery", |n| {
        let items = ["a", "b", "c"].map(|name| image(&format!("Item {n}{name}")));
        json!({ "type": "gallery", "items": items, "caption": format!("Gallery {n} as a whole") })
    }),
    ("video", |n| {
        json!({ "type": "video", "sources": [{ "src": "https://example.org/a.mp4" }], "width": 16, "height": 9,
            "title": "A video", "caption": format!("Video {n} shows the swell") })
    }),
    ("audio", |n| {
        json!({ "type": "audio", "src": "https://example.org/a.mp3", "title": format!("Sound {n} of the bell"),
            "caption": format!("Audio {n} was recorded at night"), "transcript": sentences(&format!("Transcript {n}"), 2) })
    }),
    (
        "embed",
        |n| json!({ "type": "embed", "url": "https://vimeo.com/76979871", "title": format!("Player {n} of the coast") }),
    ),
    ("table", |n| {
        let row =
            |row| json!([format!("Row {n} and {row}x"), format!("Cell {n} and {row}x says more than a number can")]);
        json!({ "type": "table", "caption": format!("Table {n} of bells"), "head": ["Place", "What is there"],
            "rows": (0..6).map(row).collect::<Vec<_>>() })
    }),
    ("code", |n| json!({ "type": "code", "text": format!("let strokes_{n}x = ring(1, 2);") })),
    ("callout", |n| {
        let linked = json!([format!("More {n}x in "), { "text": format!("Linked {n}x"), "href": "https://example.org/" }, format!(" of that year {n}x.")]);
        json!({ "type": "callout", "title": format!("Callout {n} at a glance"),
            "body": [sentences(&format!("Aside {n}"), 2), linked] })
    }),
    ("timeline", |n| {
        let moment = |name: &str| format!("Moment {n}{name} came when the fog did, and went with it");
        json!({ "type": "timeline", "items": [{ "date": "1924-02-05", "text": moment("a") },
            { "label": format!("Later {n}x"), "text": moment("b") }] })
    }),
    ("qa", |n| {
        let answer = [sentences(&format!("Answer {n}a"), 2), sentences(&format!("Answer {n}b"), 3)];
        json!({ "type": "qa", "items": [{ "question": format!("Question {n} of the night?"), "answer": answer }] })
    }),
    ("divider", |_| json!({ "type": "divider" })),
];

/// All articles, by slug: each kind of block in each length, with and without the parts around the body.
pub fn all() -> Vec<(String, Value)> {
    let two = [json!("First words are few, but said."), json!("Second words are a few more, with a comma.")];
    let mut articles = vec![
        ("a-bare".to_owned(), article("Bare article", two.to_vec())),
        ("a-whole".to_owned(), whole("Whole article", two.to_vec())),
        (
            "a-sentence".to_owned(),
            article("Sentence", vec![json!("The bell at the end of the mole rang twice in the night.")]),
        ),
        ("a-mixture".to_owned(), whole("Mixture", (0..3).flat_map(|n| KINDS.map(|(_, block)| block(n))).collect())),
        ("a-long-text".to_owned(), whole("Long text", (0..200).map(KINDS[0].1).collect())),
        ("a-nobody".to_owned(), {
            let mut article = article("Nobody’s", two.to_vec());
            article["authors"] = json!([]);
            article
        }),
        ("a-line".to_owned(), {
            let mut article = article("Line", two.to_vec());
            article["byline"] = json!("Told by those who were there");
            article["authors"] = json!([]);
            article
        }),
    ];
    for (kind, block) in KINDS {
        let blocks = |count| (0..count).map(block).collect::<Vec<_>>();
        for length in LENGTHS {
            let headline = format!("{} of {kind}", word(length));
            articles.push((format!("{kind}-{length}"), whole(&headline, [two.to_vec(), blocks(length)].concat())));
        }
        articles.push((format!("{kind}-alone"), whole(&format!("Nothing but {kind}"), blocks(12))));
        articles.push((format!("{kind}-plain"), article(&format!("Plain {kind}"), [two.to_vec(), blocks(3)].concat())));
    }
    articles
}

fn article(headline: &str, body: Vec<Value>) -> Value {
    json!({ "version": 1, "lang": "en", "headline": headline, "published": "2024-10-04", "authors": ["Ines Marlowe"],
        "body": body })
}

/// An article with every part that can stand around the body.
fn whole(headline: &str, body: Vec<Value>) -> Value {
    let mut article = article(headline, body);
    let around = json!({
        "kicker": "Harbours",
        "standfirst": "One sentence says why it matters to those at sea.",
        "lead": image("Lead"),
        "updated": "2024-10-05",
        "sponsors": [{ "kind": "paid", "name": "Paint Co." }, { "kind": "funded", "name": "Fund", "text": "Thanks go to the Lamp Fund." }],
        "notes": [{ "id": "a", "text": "Footnotes say where it is from." }],
        "corrections": [{ "date": "2024-10-05", "kind": "correction", "text": "Corrections say what was wrong." }],
        "rights": { "holder": "Owner of Rights", "year": "2024" },
        "tags": ["Bells and buoys"],
        "related": [{ "headline": "Read on elsewhere", "href": "https://example.org/" }],
    });
    if let (Some(article), Value::Object(around)) = (article.as_object_mut(), around) {
        article.extend(around);
    }
    article
}

fn image(name: &str) -> Value {
    json!({ "type": "image", "src": "../images/six-pips-480.jpg", "width": 480, "height": 320, "alt": "A dial",
        "caption": format!("{name} is captioned."), "credit": format!("{name} by Somebody"),
        "source": { "text": format!("{name} from Elsewhere"), "href": "https://example.org/" } })
}

/// Sentences that occur nowhere else in the article.
fn sentences(name: &str, count: usize) -> String {
    let sentence =
        |n| format!("{name} says in its sentence {n} what the keeper saw that night, from the mole to the reef.");
    (0..count).map(sentence).collect::<Vec<_>>().join(" ")
}

/// A number in words. Unlike digits, no such number is the beginning of another.
fn word(number: usize) -> String {
    let digits = ["Nought", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];
    number.to_string().bytes().map(|digit| digits[usize::from(digit - b'0')]).collect::<Vec<_>>().join("-")
}

/// The authors' names, as programs list them, or the byline.
pub fn byline(article: &Value) -> String {
    if let Some(line) = article["byline"].as_str() {
        return line.to_owned();
    }
    let authors = article["authors"].as_array().into_iter().flatten().filter_map(Value::as_str);
    authors.collect::<Vec<_>>().join(", ")
}

/// The texts of an article, each with the name of its part. Title, byline and date are left out, because programs have
/// fields for them.
pub fn words(article: &Value) -> Vec<(&'static str, String)> {
    let mut words = Vec::new();
    for (field, part) in [
        ("standfirst", "standfirst"),
        ("lead", "captions"),
        ("notes", "footnotes"),
        ("corrections", "corrections"),
        ("rights", "rights"),
        ("tags", "tags"),
        ("related", "further reading"),
    ] {
        collect(part, &article[field], &mut words);
    }
    for sponsor in article["sponsors"].as_array().into_iter().flatten() {
        let text = sponsor["text"]
            .as_str()
            .map_or_else(|| format!("Paid for by {}", sponsor["name"].as_str().unwrap_or_default()), str::to_owned);
        words.push(("who paid", text));
    }
    for block in article["body"].as_array().into_iter().flatten() {
        let part = match block["type"].as_str() {
            None => "paragraphs",
            Some("heading") => "headings",
            Some("list") => "lists",
            Some("quote") => "quotes",
            Some("pullquote") => "pullquotes",
            Some("image" | "gallery" | "video" | "audio" | "embed") => "captions",
            Some("table") => "tables",
            Some("code") => "code",
            Some("callout") => "callouts",
            Some("timeline") => "timelines",
            Some("qa") => "questions and answers",
            Some(_) => "the rest",
        };
        collect(part, block, &mut words);
    }
    words
}

/// Collects all texts that readers see in a JSON value.
fn collect(part: &'static str, value: &Value, words: &mut Vec<(&'static str, String)>) {
    // A table's head is left out, because it is the same in every table.
    const NO_WORDS: [&str; 14] = [
        "type", "src", "href", "url", "alt", "date", "id", "kind", "year", "head", "width", "height", "level",
        "sources",
    ];
    match value {
        Value::String(text) => words.push((part, text.clone())),
        Value::Array(items) => items.iter().for_each(|item| collect(part, item, words)),
        Value::Object(fields) => {
            let is_name = fields.get("type").is_some_and(|kind| kind == "video");
            let seen =
                fields.iter().filter(|(key, _)| !(NO_WORDS.contains(&key.as_str()) || is_name && *key == "title"));
            seen.for_each(|(_, value)| collect(part, value, words));
        }
        _ => {}
    }
}
