//! The tables of docs/import.md: what becomes of each construct of a source.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Mutex;

use expect_test::{ExpectFile, expect_file};

use super::html::shown;
use crate::imported::HTML;

/// Compares a table of docs/import.md with what a test sees. It stands between the comments `<!-- NAME -->` and
/// `<!-- end of NAME -->`, and `UPDATE_EXPECT=1` writes it anew. `converted` gives the Markdown that an example becomes, and below it, in
/// lines that begin with `! `, what is noted.
pub fn compare(name: &str, rows: &[(&str, &str)], converted: impl Fn(&str) -> String) {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _lock = ONE_AT_A_TIME.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let document: ExpectFile = expect_file!["../../../docs/import.md"];
    let text = fs::read_to_string("docs/import.md").unwrap();
    let (before, rest) = text.split_once(&format!("<!-- {name} -->\n")).unwrap();
    let (_, after) = rest.split_once(&format!("<!-- end of {name} -->\n")).unwrap();
    let mut table = "| what | in the source | in Markdown | noted as |\n| --- | --- | --- | --- |\n".to_owned();
    for (what, example) in rows {
        let shown = converted(example);
        let (noted, markdown): (Vec<_>, Vec<_>) = shown.lines().partition(|line| line.starts_with("! "));
        let noted: BTreeSet<_> = noted.iter().map(|line| line[2..].split(':').next().unwrap()).collect();
        let noted = noted.into_iter().collect::<Vec<_>>().join(", ");
        let markdown = lines(&markdown);
        let markdown = if markdown.is_empty() { "nothing".to_owned() } else { markdown };
        table += &format!("| {what} | {} | {markdown} | {noted} |\n", lines(&example.lines().collect::<Vec<_>>()));
    }
    document.assert_eq(&format!("{before}<!-- {name} -->\n{table}<!-- end of {name} -->\n{after}"));
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
    compare("table of HTML", &HTML, shown);
}
