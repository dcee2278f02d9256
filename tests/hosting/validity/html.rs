//! Every page, checked by the W3C's Nu checker and by html-validate.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use url::Url;

use super::{SITE, URL, pages_of, printed_by};
use crate::imported::import_all;
use crate::{programs, site as files};

/// Exceptions from html-validate's recommended rules: the rule, its setting, and the reason.
const SETTINGS: [(&str, &str, &str); 9] = [
    ("attribute-boolean-style", r#""off""#, "a matter of style: the standard allows an empty value or none"),
    ("attribute-empty-style", r#""off""#, "the same"),
    ("doctype-style", r#"["error", {"style": "lowercase"}]"#, "a matter of style: the standard allows both"),
    ("long-title", r#""off""#, "headlines may be long, and search engines shorten them"),
    ("no-trailing-whitespace", r#""off""#, "Trunk leaves white space in the bare page where it removes lines"),
    (
        "no-redundant-role",
        r#""off""#,
        "Safari does not announce a list without bullets unless it has the role of a list",
    ),
    ("prefer-native-element", r#"["error", {"exclude": ["list"]}]"#, "the same, for numbered lists"),
    ("void-style", r#""off""#, "a matter of style: Trunk ends the void elements that it adds with a slash"),
    ("unique-landmark", r#""off""#, "it treats an unnamed aside in an article as a landmark, which it is not"),
];

#[test]
fn the_nu_checker_finds_no_error() {
    check_with_nu(&SITE);
}

/// Checks all pages of a published site with the Nu checker.
pub fn check_with_nu(site: &Path) {
    let mut command = Command::new(programs::find("java"));
    command.arg("-jar").arg(programs::file("BROADSHEET_VNU_JAR", "vnu.jar, of npm's vnu-jar"));
    command.args(["--format", "json", "--stdout", "--exit-zero-always"]);
    command.args(pages_of(site).iter().map(|page| site.join(page)));
    let report: Value =
        serde_json::from_str(&printed_by("nu", site, &mut command)).expect("the Nu checker prints JSON");
    let messages = report["messages"].as_array().expect("the report has messages");
    // Messages of type "info" are advice. Some of them are about a policy, which the checker reads wrongly for files on
    // disk.
    let errors = messages.iter().filter(|message| message["type"] != "info" && !is_newer_than_its_css(message));
    assert_none(errors.map(|error| (&error["message"], &error["url"], &error["extract"])));
}

/// Whether an error is one of the checker's own: its CSS parser does not know container queries and `::part`, which all
/// browsers support.
fn is_newer_than_its_css(message: &Value) -> bool {
    let is_css = message["message"].as_str().is_some_and(|text| text.starts_with("CSS: "));
    is_css && ["@container", "container-type", "cqi", "::part("].iter().any(|new| rule_of(message).contains(new))
}

/// The CSS rule that an error is about, up to the error's end.
fn rule_of(message: &Value) -> String {
    let url = message["url"].as_str().and_then(|url| Url::parse(url).ok()).expect("an error is at an address");
    let page = String::from_utf8(files::read(&url.to_file_path().expect("of a file"))).expect("pages are UTF-8");
    let [line, column] = ["lastLine", "lastColumn"].map(|key| message[key].as_u64().expect("an error is at a place"));
    let lines = page.split_inclusive('\n').zip(1..).take_while(|(_, number)| *number <= line);
    let read = lines.flat_map(|(text, number)| {
        let length = if number == line { usize::try_from(column).expect("lines are short") } else { text.len() };
        text.chars().take(length)
    });
    let read: String = read.collect();
    // An error about a whole rule ends after its brace.
    let read = read.trim_end().trim_end_matches('}');
    read.rsplit('}').next().unwrap_or_default().to_owned()
}

#[test]
fn html_validate_finds_no_error() {
    check_with_html_validate(&SITE);
}

/// Checks all pages of a published site with html-validate.
pub fn check_with_html_validate(site: &Path) {
    let mut rules = json!({});
    for (rule, setting, _) in SETTINGS {
        rules[rule] = serde_json::from_str(setting).expect("the settings are JSON");
    }
    let config = json!({ "root": true, "extends": ["html-validate:recommended"], "rules": rules });
    let file = site.with_extension("html-validate.json");
    files::write(&file, config.to_string().as_bytes());
    let mut command = Command::new(programs::find("html-validate"));
    command.arg("--config").arg(&file).args(["--formatter", "json"]);
    command.args(pages_of(site).iter().map(|page| site.join(page)));
    let report: Value =
        serde_json::from_str(&printed_by("html-validate", site, &mut command)).expect("html-validate prints JSON");
    let files = report.as_array().expect("the report is a list of files");
    let errors =
        files.iter().flat_map(|file| file["messages"].as_array().into_iter().flatten().map(move |error| (file, error)));
    assert_none(errors.map(|(file, error)| (&error["message"], &file["filePath"], &error["selector"])));
}

/// With 48 articles, the list of the site and that of a section go on in numbered pages, and the front page leads to the
/// archive.
#[test]
fn the_pages_of_long_lists_have_no_error() {
    let folder = files::fresh("long-lists", URL);
    let settings = json!({ "title": "The Harbour Paper", "url": URL });
    files::write(&files::source(&folder).join("site.json"), settings.to_string().as_bytes());
    let articles = files::source(&folder).join("articles");
    for name in files::names_in(&articles) {
        std::fs::remove_file(articles.join(name)).expect("the copy can be changed");
    }
    for number in 0..48 {
        let article = json!({
            "headline": format!("Story {number}"), "kicker": "Harbours", "authors": ["tobias-field"],
            "published": format!("20{:02}-10-04", 20 + number % 5), "body": ["Words."],
        });
        files::write(&articles.join(format!("story-{number}.json")), article.to_string().as_bytes());
    }
    files::publish(&folder);
    for page in ["page/1/", "section/harbours/page/1/", "authors/tobias-field/page/1/", "2020/10/"] {
        assert!(folder.join(page).join("index.html").is_file(), "the site should have {page}");
    }
    check_with_nu(&folder);
    check_with_html_validate(&folder);
}

/// Articles of all sources that can be imported, with every construct.
#[test]
fn the_pages_of_an_imported_site_have_no_error() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("imported");
    let sources = folder.with_extension("sources");
    for old in [&folder, &sources, &files::source(&folder)].into_iter().filter(|old| old.is_dir()) {
        fs::remove_dir_all(old).expect("earlier files can be removed");
    }
    fs::create_dir_all(files::source(&folder)).expect("folders can be made");
    let settings = json!({ "title": "The Harbour Paper", "url": URL });
    files::write(&files::source(&folder).join("site.json"), settings.to_string().as_bytes());
    import_all(&files::source(&folder), &sources);
    files::publish(&folder);
    assert!(pages_of(&folder).len() > 50, "{:?}", pages_of(&folder));
    check_with_nu(&folder);
    check_with_html_validate(&folder);
}

/// Fails if there are errors. The message shows the number of each kind, and where the first one is.
fn assert_none<'a>(errors: impl Iterator<Item = (&'a Value, &'a Value, &'a Value)>) {
    let mut kinds = BTreeMap::new();
    for (message, file, place) in errors {
        let kind = kinds.entry(message.to_string()).or_insert((0, format!("{file}: {place}")));
        kind.0 += 1;
    }
    assert!(kinds.is_empty(), "errors, how many of each, and where the first is: {kinds:#?}");
}
