//! The articles in a JSON Feed.

use serde_json::{Map, Value, json};

use super::entry::File;
use super::name_in;
use crate::import::draft::{Base, Origin};
use crate::import::{Cause, Content, Draft, Loss, markup, moment};

/// The drafts of a feed.
pub(super) fn drafts(text: &str, take: &mut dyn FnMut(Draft)) -> Result<Vec<Loss>, String> {
    let feed: Value = serde_json::from_str(text.trim()).map_err(|error| format!("it is not whole JSON ({error})"))?;
    let Some(items) = feed.get("items").and_then(Value::as_array) else {
        return Err("it is no JSON Feed: it has no list `items`".to_owned());
    };
    let mut losses = Vec::new();
    for item in items {
        match item {
            Value::Object(_) => take(draft(item, &feed)),
            other => losses.push(Loss::new(Cause::Broken, other.to_string())),
        }
    }
    Ok(losses)
}

fn word(value: &Value, name: &str) -> Option<String> {
    match value.get(name)? {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn draft(item: &Value, feed: &Value) -> Draft {
    let mut losses = Vec::new();
    let mut fields = Map::new();
    let mut set = |name: &str, value: Option<Value>| fields.extend(value.map(|value| (name.to_owned(), value)));
    let url = word(item, "url");
    let headline = word(item, "title");
    if headline.is_none() {
        losses.push(Loss::new(Cause::NoHeadline, url.as_deref().unwrap_or_default()));
    }
    let name = url.as_deref().map(name_in).filter(|name| !name.is_empty()).or_else(|| headline.clone());
    set("headline", headline.map(Value::from));
    let mut date = |name: &str| {
        let text = word(item, name)?;
        let date = moment::read(&text, None);
        if date.is_none() {
            losses.push(Loss::new(Cause::Date, text));
        }
        date
    };
    let (published, updated) = (date("date_published"), date("date_modified"));
    set("updated", updated.filter(|updated| Some(updated) != published.as_ref()).map(Value::from));
    set("published", published.map(Value::from));
    let language = word(item, "language").or_else(|| word(feed, "language"));
    set("lang", language.map(Value::from));
    let authors = authors(item).or_else(|| authors(feed));
    set("authors", authors.map(Value::from));
    let tags = item.get("tags").and_then(Value::as_array).into_iter().flatten();
    let mut tags = tags.filter_map(Value::as_str).filter(|tag| !tag.trim().is_empty()).map(Value::from);
    set("kicker", tags.next());
    set("tags", Some(tags.collect::<Vec<_>>()).filter(|tags| !tags.is_empty()).map(Value::from));

    let paragraphs = |text: String| text.split("\n\n").map(markup::paragraph).collect::<String>();
    let content = word(item, "content_html").or_else(|| word(item, "content_text").map(paragraphs));
    let summary = word(item, "summary");
    let mut body = match (content, &summary) {
        (Some(content), _) => {
            set("standfirst", summary.map(Value::from));
            content
        }
        (None, summary) => {
            losses.push(Loss::new(Cause::SummaryOnly, url.as_deref().unwrap_or_default()));
            summary.clone().map(paragraphs).unwrap_or_default()
        }
    };
    let image = word(item, "image").or_else(|| word(item, "banner_image"));
    if let Some(src) = image.filter(|src| !body.contains(src.as_str())) {
        losses.push(Loss::new(Cause::Alt, &src));
        set("lead", Some(json!({ "type": "image", "src": src, "alt": "" })));
    }
    for attachment in item.get("attachments").and_then(Value::as_array).into_iter().flatten() {
        let Some(url) = word(attachment, "url").filter(|url| !body.contains(url.as_str())) else { continue };
        let (kind, title) = (word(attachment, "mime_type").unwrap_or_default(), word(attachment, "title"));
        body.push_str(&File { url, kind, title, ..File::default() }.player());
    }
    if let Some(external) = word(item, "external_url") {
        let address = markup::attribute(&external);
        body.push_str(&format!("<p><a href=\"{address}\">{}</a></p>", markup::text(&external)));
    }
    Draft {
        origin: Origin { id: word(item, "id").or_else(|| url.clone()).unwrap_or_default(), ..Origin::default() },
        name: name.unwrap_or_default(),
        is_page: false,
        fields,
        content: Content::Html(body),
        addresses: url.iter().cloned().collect(),
        base: Base { url: url.or_else(|| word(feed, "home_page_url")), ..Base::default() },
        losses,
    }
}

/// The authors of a feed or an item, as version 1.1 has them, or the one of version 1.
fn authors(value: &Value) -> Option<Vec<Value>> {
    let listed = value.get("authors").and_then(Value::as_array).map(|authors| authors.iter().collect());
    let authors: Vec<&Value> = listed.unwrap_or_else(|| value.get("author").into_iter().collect());
    let author = |author: &&Value| {
        let name = word(author, "name")?;
        let href = word(author, "url").filter(|href| href.starts_with("http"));
        Some(href.map_or_else(|| json!(name), |href| json!({ "name": name, "href": href })))
    };
    Some(authors.iter().filter_map(author).collect::<Vec<_>>()).filter(|authors| !authors.is_empty())
}
