//! The JSON feed (<https://www.jsonfeed.org/version/1.1/>).

use serde_json::{Map, Value, json};

use super::{Feed, Item, JSON, Person};

/// Writes the feed file.
pub fn write(feed: &Feed, items: &[Item]) -> Vec<u8> {
    let feed = object([
        ("version", Some(json!("https://jsonfeed.org/version/1.1"))),
        ("title", Some(json!(feed.name))),
        ("description", feed.description.as_ref().map(|description| json!(description))),
        ("home_page_url", Some(json!(feed.home))),
        ("feed_url", Some(json!(feed.address(JSON)))),
        ("language", Some(json!(feed.lang))),
        ("authors", Some(json!([person(&feed.author)]))),
        ("items", Some(json!(items.iter().map(item).collect::<Vec<_>>()))),
    ]);
    (feed.to_string() + "\n").into_bytes()
}

fn item(Item { entry, html }: &Item) -> Value {
    let people: Vec<_> = entry.authors.iter().map(person).collect();
    object([
        ("id", Some(json!(entry.id))),
        ("url", Some(json!(entry.page))),
        ("title", Some(json!(entry.title))),
        ("summary", entry.summary.as_ref().map(|summary| json!(summary))),
        ("content_html", Some(json!(html))),
        ("image", entry.image.as_ref().map(|image| json!(image.address))),
        ("date_published", Some(json!(entry.published))),
        ("date_modified", entry.updated.as_ref().map(|date| json!(date))),
        ("authors", (!people.is_empty()).then(|| json!(people))),
        ("tags", (!entry.tags.is_empty()).then(|| json!(entry.tags))),
        ("language", Some(json!(entry.lang))),
    ])
}

fn person(person: &Person) -> Value {
    object([("name", Some(json!(person.name))), ("url", person.page.as_ref().map(|page| json!(page)))])
}

/// An object of the fields that have a value.
fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let known = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    known.collect::<Map<_, _>>().into()
}
