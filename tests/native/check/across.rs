//! Rules that compare several files of a site.

use broadsheet::check::Level;
use serde_json::{Value, json};

use super::{check, folder, write};

fn article(fields: Value) -> String {
    let mut article = json!({ "headline": "H", "body": ["A."] });
    article.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    article.to_string()
}

/// The findings in a site: file, path, rule and message of each.
fn found(name: &str, site: Value, articles: &[Value]) -> Vec<String> {
    let folder = &folder(name);
    write(folder, "site.json", &site.to_string());
    for (number, fields) in articles.iter().enumerate() {
        write(folder, &format!("articles/a{number}.json"), &article(fields.clone()));
    }
    let report = check(std::slice::from_ref(folder)).unwrap();
    let lines = report.documents.iter().flat_map(|document| {
        let file = document.file.strip_prefix(folder).unwrap().display();
        document.findings.iter().map(move |finding| {
            let level = if finding.level == Level::Error { "error" } else { "warning" };
            let message = finding.message.replace(&format!("{}/", folder.display()), "");
            format!("{file} {} {level} {}: {message}", finding.path, finding.rule)
        })
    });
    lines.collect()
}

#[test]
fn a_link_to_a_section_topic_or_series_without_articles_is_an_error() {
    let links = json!([
        { "text": "A", "section": "seas" },
        { "text": "B", "section": "Harbours" },
        { "text": "C", "topic": "BELLS" },
        { "text": "D", "topic": "Hidden" },
        { "text": "E", "series": "Boats" },
        { "text": "F", "series": "Trains" },
    ]);
    let articles = [
        json!({ "kicker": "Seas", "tags": ["Bells"], "series": "Boats" }),
        json!({ "tags": ["Hidden"], "listed": false }),
    ];
    let expected = |list: &str| {
        [("1", "section", "Harbours"), ("3", "topic", "Hidden"), ("5", "series", "Trains")].map(|(number, kind, name)| {
            format!(
                "site.json {list}[{number}].{kind} error navigation: no article is in the {kind} \"{name}\", so this link \
                 is left out"
            )
        })
    };
    for list in ["navigation", "footer"] {
        assert_eq!(found("groups", json!({ list: links }), &articles), expected(list));
    }
}

#[test]
fn a_missing_part_of_a_series_and_one_that_is_there_twice_are_reported() {
    let part = |name: &str, part: Value| json!({ "series": { "name": name, "part": part } });
    let articles =
        [part("S", json!(1)), part("s", json!(3)), part("S", json!(3)), part("T", json!(2)), part("U", Value::Null)];
    assert_eq!(
        found("parts", json!({}), &articles),
        [
            "articles/a1.json series warning series: this is part 3 of its series, which has no part 2",
            "articles/a2.json series warning series: this is part 3 of its series, which has no part 2",
            "articles/a2.json series warning series: part 3 of its series is articles/a1.json, too",
            "articles/a3.json series warning series: this is part 2 of its series, which has no part 1",
        ]
    );
}

/// Regression: parts without a number, and those that are not in lists, counted as missing.
#[test]
fn parts_are_numbered_as_they_are_for_readers() {
    let part = |part: Value, listed: bool| json!({ "series": { "name": "S", "part": part }, "listed": listed });
    assert_eq!(
        found("numbered", json!({}), &[part(Value::Null, true), part(Value::Null, true), part(json!(3), true)]),
        [""; 0]
    );
    assert_eq!(found("hidden-part", json!({}), &[part(json!(1), false), part(json!(2), true)]), [""; 0]);
}

#[test]
fn a_part_of_a_site_is_not_compared_with_the_rest() {
    let folder = folder("part-of-site");
    write(&folder, "site.json", &json!({ "navigation": [{ "text": "A", "section": "Seas" }] }).to_string());
    write(&folder, "articles/a.json", &article(json!({ "series": { "name": "S", "part": 2 } })));
    for path in ["site.json", "articles/a.json", "articles"] {
        assert_eq!(check(&[folder.join(path)]).unwrap().count(), 0, "{path}");
    }
    assert_eq!(check(&[folder]).unwrap().count(), 2);
}
