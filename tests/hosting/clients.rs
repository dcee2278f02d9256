//! What other programs extract from a site's pages and feeds, compared word for word: Firefox's Reader View, a scraper,
//! feed parsers, and readers of metadata.

mod articles;
mod feeds;
mod pages;
mod previews;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::table::Table;
use crate::{programs, site};

/// The site's address in its `site.json`.
const URL: &str = "https://news.example/";

const TABLE: Table = Table {
    file: "docs/clients.md",
    name: "what other programs show",
    titles: &["Program", "Headline, byline, date", "Of the article, it leaves out", "It shows twice", "It adds"],
    rows: &[
        "Reader View (@mozilla/readability 0.6.0)",
        "trafilatura 2.3.1, `include_images=True`",
        "trafilatura 2.3.1",
        "feedparser 6.0.14, `feed.xml`",
        "feedparser 6.0.14, `rss.xml`",
        "feedsmith 3.0.1, `feed.xml`",
        "feedsmith 3.0.1, `feed.json`",
        "feedsmith 3.0.1, `rss.xml`",
        "rss-parser 3.13.0, `feed.xml`",
        "rss-parser 3.13.0, `rss.xml`",
    ],
    filter: "clients",
};

/// The published site with all articles of [`articles::all`]. All tests share it.
static SITE: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = site::fresh("clients", URL);
    let content = site::source(&folder);
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

/// What a program has extracted from an article.
#[derive(Debug, Deserialize)]
struct Reading {
    title: Option<String>,
    byline: Option<String>,
    /// The date, in the program's own format.
    date: Option<String>,
    text: Option<String>,
}

/// What a program has extracted from each article, by slug.
type Readings = BTreeMap<String, Reading>;

/// Runs a script on a published site, and returns the JSON that it prints.
fn run<T: DeserializeOwned>(program: &Path, script: &str, arguments: &[&Path], site: &Path) -> T {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hosting/clients").join(script);
    let output = Command::new(program).arg(&script).args(arguments).arg(site).output();
    let output = output.unwrap_or_else(|error| panic!("{} does not start: {error}", program.display()));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{} fails: {errors}", script.display());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{}: {error}: {errors}", script.display()))
}

fn node<T: DeserializeOwned>(script: &str, packages: &[(&str, &str)], site: &Path) -> T {
    let packages: Vec<_> = packages.iter().map(|(variable, what)| programs::file(variable, what)).collect();
    run(&programs::find("node"), script, &packages.iter().map(PathBuf::as_path).collect::<Vec<_>>(), site)
}

fn python<T: DeserializeOwned>(script: &str, variable: &str, package: &str, arguments: &[&Path], site: &Path) -> T {
    run(&programs::file(variable, &format!("a Python that has {package}")), script, arguments, site)
}

/// Compares what a program extracted with the articles, and the result with the table in `docs/clients.md`. `count`
/// is how many articles the program should know.
fn compare(row: &str, readings: &Readings, count: usize) {
    let articles: Vec<_> = articles::all().into_iter().filter(|(slug, _)| readings.contains_key(slug)).collect();
    assert_eq!(
        (articles.len(), readings.len()),
        (count, count),
        "the articles that {row} knows: {:?}",
        readings.keys()
    );
    let mut differences = Differences::default();
    for (slug, article) in &articles {
        let reading = &readings[slug];
        differences.compare_article(slug, article, reading);
    }
    let cells =
        [row, &differences.about(), &list(&differences.absent), &list(&differences.twice), &list(&differences.added)];
    println!("{row}: {differences:#?}");
    TABLE.compare(&cells);
}

/// The differences between articles and readings, by kind, with the articles that show them.
#[derive(Debug, Default)]
struct Differences {
    wrong: BTreeMap<String, Vec<String>>,
    absent: BTreeMap<String, Vec<String>>,
    twice: BTreeMap<String, Vec<String>>,
    added: BTreeMap<String, Vec<String>>,
}

impl Differences {
    fn compare_article(&mut self, slug: &str, article: &Value, reading: &Reading) {
        let note = |list: &mut BTreeMap<String, Vec<String>>, what: &str, detail: String| {
            list.entry(what.to_owned()).or_default().push(format!("{slug}: {detail}"));
        };
        let headline = article["headline"].as_str().unwrap_or_default();
        if reading.title.as_deref().map(letters_and_digits) != Some(letters_and_digits(headline)) {
            note(&mut self.wrong, "headline", format!("{:?}", reading.title));
        }
        let byline = articles::byline(article);
        let day = article["published"].as_str().unwrap_or_default();
        if !reading.date.as_deref().unwrap_or_default().starts_with(day) {
            note(&mut self.wrong, "date", format!("{:?}", reading.date));
        }
        let text = letters_and_digits(reading.text.as_deref().unwrap_or_default());
        let names = reading.byline.as_deref().map(letters_and_digits).unwrap_or_default();
        // A feed has a field for authors' names, but none for a byline.
        if names != letters_and_digits(&byline) && !(names.is_empty() && text.contains(&letters_and_digits(&byline))) {
            note(&mut self.wrong, "byline", format!("{:?}", reading.byline));
        }
        for (part, words) in articles::words(article) {
            match text.matches(&letters_and_digits(&words)).count() {
                0 => note(&mut self.absent, part, words),
                1 => {}
                _ => note(&mut self.twice, part, words),
            }
        }
        for words in AROUND {
            if text.contains(&letters_and_digits(words)) {
                note(&mut self.added, &format!("“{words}”"), String::new());
            }
        }
    }

    fn about(&self) -> String {
        if self.wrong.is_empty() { "right".to_owned() } else { format!("wrong: {}", list(&self.wrong)) }
    }
}

/// Text of the page around the article, which programs should leave out.
const AROUND: [&str; 6] = [
    "You are not logged in",
    "Skip to the content",
    "Embed this article",
    "broadsheet-article",
    "All of it ours",
    "The Harbour Paper",
];

fn list(differences: &BTreeMap<String, Vec<String>>) -> String {
    if differences.is_empty() {
        "nothing".to_owned()
    } else {
        differences.keys().cloned().collect::<Vec<_>>().join(", ")
    }
}

/// The letters_and_digits and digits of a text. Programs differ in spaces, punctuation and marks.
fn letters_and_digits(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
