//! Every page, checked by the W3C's Nu checker and by html-validate.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::{Value, json};

use super::{SITE, pages, printed_by};
use crate::{programs, site};

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
    let mut command = Command::new(programs::find("java"));
    command.arg("-jar").arg(programs::file("BROADSHEET_VNU_JAR", "vnu.jar, of npm's vnu-jar"));
    command.args(["--format", "json", "--stdout", "--exit-zero-always"]);
    command.args(pages().iter().map(|page| SITE.join(page)));
    let report: Value = serde_json::from_str(&printed_by("nu", &mut command)).expect("the Nu checker prints JSON");
    let messages = report["messages"].as_array().expect("the report has messages");
    // Messages of type "info" are advice. Some of them are about a policy, which the checker reads wrongly for files on
    // disk.
    let errors = messages.iter().filter(|message| message["type"] != "info" && !is_newer_than_its_css(message));
    assert_none(errors.map(|error| (&error["message"], &error["url"], &error["extract"])));
}

/// The checker's CSS parser does not know container queries and `::part`, which all browsers support.
fn is_newer_than_its_css(message: &Value) -> bool {
    let has = |key: &str, words: &str| message[key].as_str().is_some_and(|text| text.contains(words));
    let is_unknown =
        has("message", "“container-type”") || (has("message", "Unknown dimension.") && has("extract", "cqi"));
    has("message", "CSS: ") && (is_unknown || has("message", "Parse Error."))
}

#[test]
fn html_validate_finds_no_error() {
    let mut rules = json!({});
    for (rule, setting, _) in SETTINGS {
        rules[rule] = serde_json::from_str(setting).expect("the settings are JSON");
    }
    let config = json!({ "root": true, "extends": ["html-validate:recommended"], "rules": rules });
    let file = SITE.with_extension("html-validate.json");
    site::write(&file, config.to_string().as_bytes());
    let mut command = Command::new(programs::find("html-validate"));
    command.arg("--config").arg(&file).args(["--formatter", "json"]);
    command.args(pages().iter().map(|page| SITE.join(page)));
    let report: Value =
        serde_json::from_str(&printed_by("html-validate", &mut command)).expect("html-validate prints JSON");
    let files = report.as_array().expect("the report is a list of files");
    let errors =
        files.iter().flat_map(|file| file["messages"].as_array().into_iter().flatten().map(move |error| (file, error)));
    assert_none(errors.map(|(file, error)| (&error["message"], &file["filePath"], &error["selector"])));
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
