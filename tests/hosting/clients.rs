//! What other people's programs take from the pages and feeds of a site, word for word: Reader View, a scraper, and
//! parsers of feeds.

mod articles;
mod feeds;
mod pages;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::table::Table;
use crate::{programs, site};

/// Where the site says it is.
const URL: &str = "https://news.example/";

const TABLE: Table = Table {
    file: "docs/publishing.md",
    name: "what other programs show",
    titles: &["Program", "Headline, byline, date", "Of the article, it leaves out", "It shows twice", "It adds"],
    rows: &[
        "Reader View (@mozilla/readability 0.6.0)",
        "trafilatura 2.3.1, `include_images=True`",
        "trafilatura 2.3.1",
        "feedparser 6.0.14, `feed.xml`",
        "feedsmith 3.0.1, `feed.xml`",
        "feedsmith 3.0.1, `feed.json`",
    ],
    filter: "clients",
};

/// The published site, once for all tests, with all articles of [`articles::all`].
static SITE: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = site::fresh("clients", URL);
    let content = folder.join("content");
    for name in site::names_in(&content.join("articles")) {
        std::fs::remove_file(content.join("articles").join(name)).expect("the copy can be changed");
    }
    let settings = json!({
        "title": "The Harbour Paper", "url": URL, "rights": "All of it ours.",
        "publisher": { "name": "Harbour Press" },
        "session": { "login": "https://login.example/?next={return}" },
    });
    site::write(&content.join("site.json"), settings.to_string().as_bytes());
    for (slug, article) in articles::all() {
        site::write(&content.join(format!("articles/{slug}.json")), article.to_string().as_bytes());
    }
    site::publish(&folder);
    folder
});

/// What a program makes of an article.
#[derive(Debug, Deserialize)]
struct Reading {
    title: Option<String>,
    byline: Option<String>,
    /// As the program prints it.
    date: Option<String>,
    text: Option<String>,
}

/// What programs make of the articles, by slug.
type Readings = BTreeMap<String, Reading>;

/// What a script prints for the published site: an object of [`Reading`]s.
fn run(program: &Path, script: &str, arguments: &[&Path]) -> Readings {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hosting/clients").join(script);
    let output = Command::new(program).arg(&script).args(arguments).arg(&*SITE).output();
    let output = output.unwrap_or_else(|error| panic!("{} does not start: {error}", program.display()));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{} fails: {errors}", script.display());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{}: {error}: {errors}", script.display()))
}

fn node(script: &str, packages: &[(&str, &str)]) -> Readings {
    let packages: Vec<_> = packages.iter().map(|(variable, what)| programs::file(variable, what)).collect();
    run(&programs::find("node"), script, &packages.iter().map(PathBuf::as_path).collect::<Vec<_>>())
}

fn python(script: &str, variable: &str, package: &str, arguments: &[&Path]) -> Readings {
    run(&programs::file(variable, &format!("a Python that has {package}")), script, arguments)
}

/// Compares what a program makes of the articles with the articles, and the outcome with the table.
fn compare(row: &str, readings: &Readings) {
    let articles: Vec<_> = articles::all().into_iter().filter(|(slug, _)| readings.contains_key(slug)).collect();
    assert!(articles.len() >= 30, "{row} has {} articles", articles.len());
    let mut kinds = Kinds::default();
    for (slug, article) in &articles {
        let reading = &readings[slug];
        kinds.look_at(slug, article, reading);
    }
    let cells = [row, &kinds.about(), &list(&kinds.absent), &list(&kinds.twice), &list(&kinds.added)];
    println!("{row}: {kinds:#?}");
    TABLE.compare(&cells);
}

/// What was seen in all articles, by kind, with the articles in which it was seen.
#[derive(Debug, Default)]
struct Kinds {
    wrong: BTreeMap<String, Vec<String>>,
    absent: BTreeMap<String, Vec<String>>,
    twice: BTreeMap<String, Vec<String>>,
    added: BTreeMap<String, Vec<String>>,
}

impl Kinds {
    fn look_at(&mut self, slug: &str, article: &Value, reading: &Reading) {
        let note = |list: &mut BTreeMap<String, Vec<String>>, what: &str, detail: String| {
            list.entry(what.to_owned()).or_default().push(format!("{slug}: {detail}"));
        };
        let headline = article["headline"].as_str().unwrap_or_default();
        if reading.title.as_deref().map(letters) != Some(letters(headline)) {
            note(&mut self.wrong, "headline", format!("{:?}", reading.title));
        }
        let byline = articles::byline(article);
        let day = article["published"].as_str().unwrap_or_default();
        if !reading.date.as_deref().unwrap_or_default().starts_with(day) {
            note(&mut self.wrong, "date", format!("{:?}", reading.date));
        }
        let text = letters(reading.text.as_deref().unwrap_or_default());
        let names = reading.byline.as_deref().map(letters).unwrap_or_default();
        // A feed has a field for names, and none for a sentence about them.
        if names != letters(&byline) && !(names.is_empty() && text.contains(&letters(&byline))) {
            note(&mut self.wrong, "byline", format!("{:?}", reading.byline));
        }
        for (part, words) in articles::words(article) {
            match text.matches(&letters(&words)).count() {
                0 => note(&mut self.absent, part, words),
                1 => {}
                _ => note(&mut self.twice, part, words),
            }
        }
        for words in AROUND {
            if text.contains(&letters(words)) {
                note(&mut self.added, &format!("“{words}”"), String::new());
            }
        }
    }

    fn about(&self) -> String {
        if self.wrong.is_empty() { "right".to_owned() } else { format!("wrong: {}", list(&self.wrong)) }
    }
}

/// What stands around the article on its page, and is no part of it.
const AROUND: [&str; 6] = [
    "You are not logged in",
    "Skip to the content",
    "Embed this article",
    "broadsheet-article",
    "All of it ours",
    "The Harbour Paper",
];

fn list(kinds: &BTreeMap<String, Vec<String>>) -> String {
    if kinds.is_empty() { "nothing".to_owned() } else { kinds.keys().cloned().collect::<Vec<_>>().join(", ") }
}

/// The letters and digits of a text: programs differ in spaces, signs and marks.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
