//! Checks the published site with validators and with the schemas of the standards.

mod feeds;
pub mod html;
mod json_ld;
mod oembed;
mod own;
mod sitemap;
mod types;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use scraper::Html;
use serde_json::{Value, json};

use crate::site;

/// The site's address. It is in a folder, because wrong relative addresses show only there.
const URL: &str = "https://example.org/paper/";

/// The slug of an article that is published now, because some outputs are only for new articles. Its text contains
/// every character that has to be escaped.
const NEW: &str = "new-today";

/// The headline of [`NEW`].
const HEADLINE: &str = "Salt & \"pepper\" <b>cost</b> more </script> 'now'";

/// The published site, which all tests share.
static SITE: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = site::fresh("validity", URL);
    // Offline reading and login add more markup to the pages.
    let settings = site::source(&folder).join("site.json");
    let mut json: Value = serde_json::from_slice(&site::read(&settings)).expect("the site's settings are JSON");
    json["offline"] = json!(true);
    json["session"] = json!({
        "check": "/me?a=b&c", "signedIn": "/\"user\"", "name": ["/a", "[b=<c>]"], "headers": { "X-CSRF": "1" },
        "login": "/in?to={return}&by=paper", "logout": { "href": "/out?to={return}", "method": "post" },
    });
    own::add(&site::source(&folder), &mut json);
    site::write(&settings, json.to_string().as_bytes());
    let now = jiff::Timestamp::now().round(jiff::Unit::Second).expect("seconds are in range").to_string();
    let article = json!({
        "version": 1,
        "lang": "en",
        "kicker": "Prices & < >",
        "headline": HEADLINE,
        "standfirst": "A <i>short</i> & \"quoted\" account.",
        "authors": [{ "name": "Ada <Writer>", "href": "https://example.org/ada?a=1&b=2" }],
        "published": now,
        "lead": {
            "type": "image", "src": "../images/six-pips-480.jpg", "width": 480, "height": 320, "alt": "\"A\" <dial>",
        },
        "body": ["Bread & butter < cheese.", { "type": "quote", "text": "]]> is not the end." }],
        "corrections": [{ "date": "2024-01-02", "kind": "correction", "text": "It was <not> 5 & 6." }],
    });
    site::write(&site::source(&folder).join(format!("articles/{NEW}.json")), article.to_string().as_bytes());
    site::publish(&folder);
    folder
});

/// An article of the site: its JSON, and its finished page.
struct Article {
    slug: String,
    json: Value,
    /// The path of its finished page, such as `2013/03/slug/index.html`.
    path: String,
    page: String,
}

impl Article {
    /// All articles of the site.
    fn all() -> Vec<Self> {
        let folder = SITE.join("content/articles");
        let names = site::names_in(&folder);
        let slugs = names.iter().filter_map(|name| name.strip_suffix(".json")).filter(|slug| *slug != own::ALIAS);
        slugs.map(|slug| Self::read(slug, &folder.join(format!("{slug}.json")))).collect()
    }

    fn read(slug: &str, file: &Path) -> Self {
        let json = serde_json::from_slice(&site::read(file)).expect("stories are JSON");
        let end = format!("/{slug}/index.html");
        let mut pages = pages();
        pages.retain(|page| page.ends_with(&end) && !page.starts_with("embed/"));
        assert_eq!(pages.len(), 1, "{slug} has one page: {pages:?}");
        let path = pages.remove(0);
        let page = text(&path);
        Self { slug: slug.to_owned(), json, path, page }
    }

    /// The parsed page.
    fn html(&self) -> Html {
        Html::parse_document(&self.page)
    }

    /// The texts of its paragraphs. A span with its own style is a text of its own.
    fn paragraphs(&self) -> Vec<&str> {
        let blocks = self.json["body"].as_array().into_iter().flatten().filter(|block| !block.is_object());
        let spans = blocks.flat_map(|block| block.as_array().map_or(std::slice::from_ref(block), Vec::as_slice));
        let texts: Vec<_> = spans.filter_map(|span| span.as_str().or(span["text"].as_str())).map(str::trim).collect();
        assert!(!texts.is_empty(), "{} has no paragraph", self.slug);
        texts
    }

    /// The page's address.
    fn url(&self) -> String {
        format!("{URL}{}", self.path.trim_end_matches("index.html"))
    }
}

/// The paths of all HTML files of the site.
fn pages() -> Vec<String> {
    pages_of(&SITE)
}

/// The paths of all HTML files of a published site.
fn pages_of(site: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for name in site::names_in(&site.join(&folder)) {
            let path = format!("{folder}{name}");
            if site.join(&path).is_dir() {
                folders.push(format!("{path}/"));
            } else if name.ends_with(".html") {
                found.push(path);
            }
        }
    }
    assert!(found.len() > 5, "the site should have more pages: {found:?}");
    found
}

/// The text of a file of the site.
fn text(path: &str) -> String {
    String::from_utf8(site::read(&SITE.join(path))).unwrap_or_else(|_| panic!("{path} is not UTF-8"))
}

/// Whether an address is that of an existing file of the site.
fn leads_to_a_file(url: &str) -> bool {
    url.strip_prefix(URL).is_some_and(|path| {
        let file = SITE.join(path);
        file.is_file() || (path.is_empty() || path.ends_with('/')) && file.join("index.html").is_file()
    })
}

/// Runs a validator on a site, and returns its output. The exit code is ignored, because validators use it for findings.
fn printed_by(name: &str, site: &Path, command: &mut Command) -> String {
    // The output goes to a file, because Node may exit before a pipe has taken more than 64 kB.
    let output = site.with_extension(format!("{name}.txt"));
    command.stdout(File::create(&output).unwrap_or_else(|error| panic!("{}: {error}", output.display())));
    let outcome = command.output().unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
    let text = String::from_utf8(site::read(&output)).expect("validators print UTF-8");
    assert!(!text.is_empty(), "{command:?} prints nothing: {}", String::from_utf8_lossy(&outcome.stderr));
    text
}

/// Validates an XML file with xmllint. `option` says which kind of schema it is.
fn validate_xml(option: &str, schema: &Path, path: &str) {
    let mut command = Command::new(crate::programs::find("xmllint"));
    let outcome = command.args(["--nonet", "--noout", option]).arg(schema).arg(SITE.join(path)).output();
    let outcome = outcome.unwrap_or_else(|error| panic!("xmllint does not start: {error}"));
    assert!(outcome.status.success(), "{path}: {}", String::from_utf8_lossy(&outcome.stderr));
}
