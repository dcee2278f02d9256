//! What becomes of a draft, as a text to compare.

use broadsheet::article::json;
use broadsheet::import::html::{Converted, convert};
use broadsheet::import::{Content, Draft};
use broadsheet::markdown;
use serde_json::Value;

/// The Markdown of a draft, with its losses below.
pub fn markdown(draft: &Draft) -> String {
    let Content::Html(html) = &draft.content else { panic!("no HTML") };
    let Converted { body, notes, fields, losses } = convert(html);
    let mut article = draft.fields.clone();
    article.extend(fields);
    article.insert("body".to_owned(), Value::Array(body));
    if !notes.is_empty() {
        article.insert("notes".to_owned(), Value::Array(notes));
    }
    let tree = json::parse(&Value::Object(article).to_string()).unwrap();
    let losses = draft.losses.iter().chain(&losses);
    losses.fold(markdown::write(&tree), |text, loss| text + &format!("! {}: {}\n", loss.cause.name(), loss.detail))
}
