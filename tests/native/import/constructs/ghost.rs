//! Constructs of Ghost.

use std::fs;

use broadsheet::import::{Draft, ghost};
use serde_json::{Value, json};

use super::super::drafts::fixture;
use super::compare_drafts;

/// What the cards of the fixture are, in their order.
const CARDS: [(&str, &str); 27] = [
    ("a paragraph, with bold, italic, a line break, a link", "paragraph"),
    ("a heading", "extended-heading"),
    ("an image", "image"),
    ("a gallery", "gallery"),
    ("a quote", "extended-quote"),
    ("a quote in the other style", "aside"),
    ("a list", "list"),
    ("a bookmark", "bookmark"),
    ("YouTube, Vimeo, X and other embeds", "embed"),
    ("a callout", "callout"),
    ("a toggle", "toggle"),
    ("a video", "video"),
    ("audio", "audio"),
    ("a file", "file"),
    ("code, with a caption", "codeblock"),
    ("Markdown", "markdown"),
    ("HTML", "html"),
    ("HTML for members only", "html"),
    ("a button", "button"),
    ("a product", "product"),
    ("a header", "header"),
    ("a divider", "horizontalrule"),
    ("a form to sign up", "signup"),
    ("a call to action", "call-to-action"),
    ("words for e-mail only", "email"),
    ("the place where the public part ends", "paywall"),
    ("a card that is not known", "orrery"),
];

/// Fields of a post, each with the place of its value in the data.
const FIELDS: [(&str, &[&str]); 17] = [
    ("the title", &["title"]),
    ("the address", &["slug"]),
    ("the excerpt", &["custom_excerpt"]),
    ("the dates of publishing and of the last change", &["published_at", "updated_at"]),
    ("the author or authors", &["posts_authors"]),
    ("tags: the first, and others", &["posts_tags"]),
    ("the feature image", &["feature_image"]),
    ("its description and caption", &["feature_image", "feature_image_alt", "feature_image_caption"]),
    ("featured", &["featured"]),
    ("the description for search engines", &["meta_description"]),
    ("titles for search engines and networks", &["meta_title", "og_title"]),
    ("code in the head", &["codeinjection_head"]),
    ("a page", &["2.type"]),
    ("a draft", &["3.status"]),
    ("a scheduled post", &["1.status"]),
    ("a post for members", &["1.visibility"]),
    ("a post that was only sent by e-mail", &["4.status"]),
];

fn export() -> Value {
    serde_json::from_str(&fs::read_to_string(fixture("ghost/export.json")).unwrap()).unwrap()
}

fn draft(export: &Value) -> Draft {
    ghost::drafts(export.to_string().as_bytes()).unwrap().remove(0)
}

#[test]
fn the_table_of_ghost_says_what_becomes_of_each_card() {
    let mut export = export();
    let lexical = export["db"][0]["data"]["posts"][0]["lexical"].as_str().unwrap();
    let cards: Value = serde_json::from_str(lexical).unwrap();
    let cards = cards["root"]["children"].as_array().unwrap().clone();
    assert_eq!(
        cards.iter().map(|card| card["type"].as_str().unwrap()).collect::<Vec<_>>(),
        CARDS.map(|(_, kind)| kind)
    );
    let mut of = |cards: &[Value]| {
        let lexical = json!({ "root": { "children": cards } }).to_string();
        export["db"][0]["data"]["posts"] = json!([{ "id": "9", "title": "The bell", "lexical": lexical }]);
        draft(&export)
    };
    let words = json!({ "type": "paragraph", "children": [{ "type": "text", "text": "Words." }] });
    let bare = of(std::slice::from_ref(&words));
    let mut row = |what, card: &Value| match what {
        // At the end of a text it would go.
        "a divider" => (what, of(&[words.clone(), card.clone(), words.clone()])),
        _ => (what, of(std::slice::from_ref(card))),
    };
    let rows: Vec<_> = CARDS.iter().zip(&cards).map(|((what, _), card)| row(*what, card)).collect();
    compare_drafts("cards of Ghost", &bare, rows);
}

#[test]
fn the_table_of_ghost_says_what_becomes_of_each_field() {
    let export = export();
    let data = &export["db"][0]["data"];
    let of = |keys: &[&str]| {
        let mut export = export.clone();
        let of_export = &mut export["db"][0]["data"];
        let mut post = json!({ "id": "1", "status": "published", "html": "" });
        let mut about = json!({ "post_id": "1" });
        for table in ["posts_authors", "posts_tags"] {
            if !keys.contains(&table) {
                of_export[table] = json!([]);
            }
        }
        for key in keys {
            let (number, name) =
                key.split_once('.').map_or((0, *key), |(number, name)| (number.parse().unwrap(), name));
            if let Some(value) = data["posts"][number].get(name) {
                post[name] = value.clone();
            } else if let Some(value) = data["posts_meta"][0].get(name) {
                about[name] = value.clone();
            }
        }
        of_export["posts"] = json!([post]);
        of_export["posts_meta"] = json!([about]);
        draft(&export)
    };
    compare_drafts("fields of Ghost", &of(&[]), FIELDS.map(|(what, keys)| (what, of(keys))));
}
