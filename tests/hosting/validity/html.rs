//! Every page, by the Nu checker of the W3C and by html-validate.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::{Value, json};

use super::{SITE, pages, printed_by};
use crate::{programs, site};

/// Where html-validate's recommended rules are not ours: the rule, its setting, and why.
const SETTINGS: [(&str, &str, &str); 9] = [
    ("attribute-boolean-style", r#""off""#, "a matter of taste: by the standard, an empty value is as good as none"),
    ("attribute-empty-style", r#""off""#, "the same"),
    ("doctype-style", r#"["error", {"style": "lowercase"}]"#, "a matter of taste: the standard takes either"),
    ("long-title", r#""off""#, "a headline is as long as its story wants, and who has no room for it cuts it"),
    ("no-trailing-whitespace", r#""off""#, "Trunk leaves some in the bare page, where it takes lines out"),
    (
        "no-redundant-role",
        r#""off""#,
        "Safari takes a list without bullets for none, unless its role says that it is one",
    ),
    ("prefer-native-element", r#"["error", {"exclude": ["list"]}]"#, "the same, where the list is numbered"),
    ("void-style", r#""off""#, "a matter of taste: Trunk ends the elements that it puts in with a stroke"),
    ("unique-landmark", r#""off""#, "it takes an aside in an article for a landmark, which only one with a name is"),
];

#[test]
fn the_nu_checker_finds_no_error() {
    let mut command = Command::new(programs::find("java"));
    command.arg("-jar").arg(programs::file("BROADSHEET_VNU_JAR", "vnu.jar, of npm's vnu-jar"));
    command.args(["--format", "json", "--stdout", "--exit-zero-always"]);
    command.args(pages().iter().map(|page| SITE.join(page)));
    let report: Value = serde_json::from_str(&printed_by("nu", &mut command)).expect("the Nu checker prints JSON");
    let messages = report["messages"].as_array().expect("the report has messages");
    // What it says besides is advice; some of it is about a policy that it reads as if files on disk had an origin.
    let errors = messages.iter().filter(|message| message["type"] != "info" && !is_newer_than_its_css(message));
    assert_none(errors.map(|error| (&error["message"], &error["url"], &error["extract"])));
}

/// Its CSS parser knows neither containers and their units nor parts of shadow roots, which all browsers do.
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

/// Fails if there is an error, with one place for each kind of error.
fn assert_none<'a>(errors: impl Iterator<Item = (&'a Value, &'a Value, &'a Value)>) {
    let mut kinds = BTreeMap::new();
    for (message, file, place) in errors {
        let kind = kinds.entry(message.to_string()).or_insert((0, format!("{file}: {place}")));
        kind.0 += 1;
    }
    assert!(kinds.is_empty(), "errors, how many of each, and where the first is: {kinds:#?}");
}
