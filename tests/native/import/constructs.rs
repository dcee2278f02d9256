//! The tables of docs/import.md: what becomes of each construct of a source.

mod archieml;
mod becomes;
mod feed;
mod folder;
mod ghost;
mod page;
mod pandoc;
mod word;
mod wordpress;

use std::collections::BTreeSet;
use std::fs;
use std::sync::Mutex;

use broadsheet::import::Cause;
use broadsheet::import::Draft;
use broadsheet::loss::Weight;
use expect_test::{ExpectFile, expect_file};

use self::becomes::becomes;
use super::html::shown;
use crate::imported::HTML;

/// Compares a table of docs/import.md with what a test sees. It stands between the comments `<!-- table of NAME -->` and
/// `<!-- end of table of NAME -->`, and `UPDATE_EXPECT=1` writes it anew.
pub fn compare(name: &str, head: &[&str], rows: &[Vec<String>]) {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _lock = ONE_AT_A_TIME.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let document: ExpectFile = expect_file!["../../../docs/import.md"];
    let text = fs::read_to_string("docs/import.md").unwrap();
    let (before, rest) = text.split_once(&format!("<!-- table of {name} -->\n")).unwrap();
    let (_, after) = rest.split_once(&format!("<!-- end of table of {name} -->\n")).unwrap();
    let line = |cells: &[&str]| format!("| {} |\n", cells.join(" | "));
    let mut table = line(head) + &line(&vec!["---"; head.len()]);
    for row in rows {
        table += &line(&row.iter().map(String::as_str).collect::<Vec<_>>());
    }
    document.assert_eq(&format!("{before}<!-- table of {name} -->\n{table}<!-- end of table of {name} -->\n{after}"));
}

/// Compares a table of constructs, each with the draft that it is without all others. `bare` is the draft without any.
fn compare_drafts<'a>(name: &str, bare: &Draft, rows: impl IntoIterator<Item = (&'a str, Draft)>) {
    let rows = rows.into_iter().map(|(what, draft)| {
        let (becomes, noted) = becomes(&draft, bare);
        vec![what.replace('|', "\\|"), becomes.replace('|', "\\|"), noted]
    });
    compare(name, &["what", "becomes", "noted as"], &rows.collect::<Vec<_>>());
}

/// A draft without the fields that its source says of all articles.
fn own(mut draft: Draft, bare: &Draft) -> Draft {
    draft.fields.retain(|name, value| bare.fields.get(name) != Some(value));
    draft
}

/// The pieces of a text: each from its start, a construct's, to that of the next. The text has no others.
fn pieces<'a, 'b>(text: &'a str, rows: &[(&'b str, &str)]) -> Vec<(&'b str, &'a str)> {
    let mut starts = Vec::new();
    let mut at = 0;
    for (what, start) in rows {
        let found = text[at..].find(start).unwrap_or_else(|| panic!("{what} is not in the fixture: {start}")) + at;
        starts.push((*what, found));
        at = found + start.len();
    }
    assert_eq!(text[..starts[0].1].trim(), "", "the fixture has a construct that no row names");
    let ends = starts.iter().skip(1).map(|(_, at)| *at).chain([text.len()]);
    starts.iter().zip(ends).map(|((what, at), end)| (*what, text[*at..end].trim_end())).collect()
}

/// The text between two others.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).unwrap().1.split_once(after).unwrap().0
}

/// Lines of code in the cell of a table.
fn lines(lines: &[&str]) -> String {
    let code = |line: &&str| {
        let escaped = line.trim_end().replace('|', "\\|");
        // Code with backticks is between more of them.
        if escaped.contains('`') { format!("```` {escaped} ````") } else { format!("`{escaped}`") }
    };
    lines.iter().filter(|line| !line.trim().is_empty()).map(code).collect::<Vec<_>>().join("<br>")
}

#[test]
fn the_table_of_html_says_what_becomes_of_each_construct() {
    let rows: Vec<_> = HTML
        .iter()
        .map(|(what, example)| {
            let shown = shown(example);
            let (noted, markdown): (Vec<_>, Vec<_>) = shown.lines().partition(|line| line.starts_with("! "));
            let noted: BTreeSet<_> = noted.iter().map(|line| line[2..].split(':').next().unwrap()).collect();
            let markdown = lines(&markdown);
            let markdown = if markdown.is_empty() { "nothing".to_owned() } else { markdown };
            let example = lines(&example.lines().collect::<Vec<_>>());
            vec![(*what).to_owned(), example, markdown, noted.into_iter().collect::<Vec<_>>().join(", ")]
        })
        .collect();
    compare("HTML", &["what", "in the source", "in Markdown", "noted as"], &rows);
}

#[test]
fn the_table_of_causes_names_each_and_what_it_means() {
    let rows = |weight| {
        let causes = Cause::ALL.iter().filter(move |cause| cause.weight() == weight);
        let kind = match weight {
            Weight::Lost => "lost",
            Weight::Simplified => "simplified",
            Weight::Check => "check",
        };
        causes.map(move |cause| vec![cause.name(), kind.to_owned(), cause.to_string()])
    };
    let rows: Vec<_> = [Weight::Lost, Weight::Simplified, Weight::Check].into_iter().flat_map(rows).collect();
    compare("causes", &["noted as", "weight", "in the report"], &rows);
}
