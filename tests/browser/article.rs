//! Article fixtures and helpers to serve and open them. Tests use these, so that they do not depend on the text of the
//! demo.

use std::time::Duration;

use serde_json::{Value, json};

use crate::browser::Page;
use crate::server::{Answer, Host};

/// The image that [`full`] refers to. The server has to answer with it at `content/images/picture.svg`.
const IMAGE: &str = include_str!("../fixtures/picture.svg");

/// An article with only the required fields.
pub fn plain(headline: &str) -> Value {
    json!({ "version": 1, "headline": headline, "body": ["The first paragraph.", "The second one."] })
}

/// An article with every optional field that the reader page shows.
pub fn full() -> Value {
    json!({
        "version": 1,
        "lang": "en",
        "kicker": { "text": "Harbours", "href": "https://example.org/harbours" },
        "headline": "The last ferry",
        "standfirst": "Why the boat to the island stops on Sunday.",
        "authors": [
            { "name": "Ada Writer", "href": "https://example.org/ada", "role": "Correspondent" },
            "Ben Reporter",
        ],
        "published": "2013-03-27",
        "updated": "2013-03-29",
        "lead": {
            "type": "image", "src": "../images/picture.svg", "width": 1200, "height": 800,
            "alt": "A ferry at a quay", "caption": "The ferry on Friday.", "credit": "Cleo Photographer",
            "source": { "text": "Harbour archive", "href": "https://example.org/archive" },
        },
        "body": [
            "A plain paragraph.",
            ["A paragraph with ", { "text": "a link", "href": "https://example.org/link" }, ", ",
             { "text": "emphasis", "em": true }, " and ", { "text": "strength", "strong": true }, "."],
            { "type": "heading", "level": 2, "text": "A heading" },
            { "type": "list", "ordered": false, "items": ["One", "Two"] },
            { "type": "list", "ordered": true, "items": ["First", "Second"] },
            { "type": "quote", "text": "Nobody asked us.", "cite": "The captain" },
            { "type": "image", "src": "../images/picture.svg", "width": 600, "height": 400,
              "alt": "A second view", "caption": "Seen from the hill." },
        ],
        "corrections": [{ "date": "2013-03-29", "kind": "correction", "text": "The name of the quay was wrong." }],
        "tags": ["Ferries", { "text": "Islands", "href": "https://example.org/islands" }],
        "sponsors": [{ "kind": "underwritten", "name": "Island Fund", "href": "https://example.org/fund",
                       "text": "The publisher thanks Island Fund." }],
        "rights": { "holder": "Harbour Press", "year": 2013,
                    "licence": { "name": "CC BY 4.0", "href": "https://example.org/licence" } },
    })
}

/// Serves an image of this size, after a delay, and returns the image block that shows it.
pub fn image(page: &Page, width: u32, height: u32, after: Duration) -> Value {
    let name = format!("{width}x{height}.svg");
    let file = format!("<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'/>");
    page.server.answer(&format!("content/images/{name}"), Answer::bytes(file).after(after));
    json!({ "type": "image", "src": format!("../images/{name}"), "width": width, "height": height, "alt": "" })
}

/// The fixture with every block and every field of the format.
pub fn everything() -> Value {
    let article = include_str!("../native/fixtures/everything.json");
    serde_json::from_str(article).expect("the fixture is JSON")
}

/// Removes the field at a path such as `lead.caption`.
pub fn without(mut article: Value, path: &str) -> Value {
    let (parent, field) = path.rsplit_once('.').unwrap_or(("", path));
    parent_of(&mut article, parent).remove(field).expect("the story has the field");
    article
}

/// Sets the field at a path such as `lead.caption`.
pub fn with(mut article: Value, path: &str, value: Value) -> Value {
    let (parent, field) = path.rsplit_once('.').unwrap_or(("", path));
    parent_of(&mut article, parent).insert(field.to_owned(), value);
    article
}

fn parent_of<'a>(article: &'a mut Value, path: &str) -> &'a mut serde_json::Map<String, Value> {
    let steps = path.split('.').filter(|step| !step.is_empty());
    let parent = steps.fold(article, |value, step| &mut value[step]);
    parent.as_object_mut().expect("the path leads through objects")
}

/// The path of an article's file, without the server's prefix.
pub fn file(slug: &str) -> String {
    format!("content/articles/{slug}.json")
}

/// The slugs of all articles in the build under test.
pub fn slugs_of_the_build() -> Vec<String> {
    let folder = Host::default().folder.join("content/articles");
    let files = std::fs::read_dir(&folder).expect("the build has articles");
    let names = files.map(|entry| entry.expect("a folder can be listed").file_name());
    let slugs: Vec<_> = names.filter_map(|name| Some(name.to_str()?.strip_suffix(".json")?.to_owned())).collect();
    assert!(slugs.len() > 1, "the build has the demo's articles: {slugs:?}");
    slugs
}

impl Page {
    /// Makes the server answer with this article, and with the image of [`full`].
    pub fn serve_article(&self, slug: &str, article: &Value) {
        self.server.answer("content/images/picture.svg", Answer::bytes(IMAGE));
        self.server.answer(&file(slug), Answer::json(article));
    }

    /// Serves an article, then loads it in the reader page and waits until it is shown.
    pub async fn serve_and_load(&self, slug: &str, article: &Value) {
        self.serve_article(slug, article);
        // If another article is shown, only the fragment changes, and the other article stays for a moment.
        self.run(&format!(
            "if (location.hash !== {}) document.querySelector('#story')?.setAttribute('data-left', '')",
            json!(format!("#/{slug}"))
        ))
        .await;
        self.load_article(slug).await;
        self.wait_for("main[data-state=ready]:not([data-left]) article.article").await;
    }

    /// Changes the fragment to an article, and waits for the outcome: `ready`, or the code of a fault. It is a single
    /// WebDriver command, which makes it fast enough for tests with hundreds of articles.
    pub async fn navigate_to(&self, slug: &str) -> String {
        let turn = "(async fragment => { \
             const before = document.querySelector('#story'); \
             const begun = performance.now(); \
             location.hash = fragment; \
             for (;;) { \
                 await new Promise(resolve => setTimeout(resolve, 2)); \
                 if (location.hash !== fragment) location.hash = fragment; \
                 const story = document.querySelector('#story'); \
                 if (story !== before && story?.querySelector('article.article')) return story.dataset.state; \
                 if (story !== before && story?.querySelector('.fault')) return story.querySelector('.fault').dataset.fault; \
                 if (performance.now() - begun > 15000) return 'no end'; \
             } })";
        self.get(&format!("{turn}({})", json!(format!("#/{slug}")))).await
    }
}
