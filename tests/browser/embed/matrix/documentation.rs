//! The table in `docs/embed.md`: a line for each policy.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The lines between which the table is.
const BEGIN: &str = "<!-- where it ends: written by tests/browser/embed/matrix.rs -->\n";
const END: &str = "<!-- end of where it ends -->\n";

/// The first line of the table, and the rule below it. The columns are those of `PUBLISHERS`.
const TITLES: &str = "| Policy | `Content-Security-Policy` | CORS | CORS, `text/plain` | no CORS | no CORS, `text/plain` |\n\
     | --- | --- | --- | --- | --- | --- |\n";

const TO_RENEW: &str = "To write the table anew: BROADSHEET_EMBED=1 cargo xtask test matrix";

/// What was seen under one policy.
pub struct Row {
    /// What the table calls the policy.
    pub name: &'static str,
    /// Its text, if there is one.
    pub policy: Option<&'static str>,
    /// Where the element ended, with each kind of publisher.
    pub ends: Vec<&'static str>,
}

impl Row {
    /// Holds the table against what was seen; or writes it down, if that is asked for. `names` are those of all rows,
    /// in their order.
    pub fn compare(&self, names: &[&str]) {
        let text = self.documentation(names);
        let (_, table, _) = parts(&text);
        let line = self.line();
        assert!(table.starts_with(TITLES), "{TO_RENEW}");
        assert!(table.contains(&line), "docs/embed.md does not say what was seen:\n{line}{TO_RENEW}");
        let others = table.lines().skip(2).filter_map(name).find(|name| !names.contains(name));
        assert_eq!(others, None, "nobody tests this line of docs/embed.md. {TO_RENEW}");
    }

    fn line(&self) -> String {
        let policy = self.policy.map(|text| format!("`{text}`")).unwrap_or_default();
        format!("| {} | {policy} | {} |\n", self.name, self.ends.join(" | "))
    }

    /// What the file says, after this row was written into it if that is asked for.
    fn documentation(&self, names: &[&str]) -> String {
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let _lock = ONE_AT_A_TIME.lock().expect("no test panics with the lock");
        if std::env::var_os("BROADSHEET_EMBED").is_some() {
            self.write_down(names);
        }
        read()
    }

    fn write_down(&self, names: &[&str]) {
        let text = read();
        let (before, table, after) = parts(&text);
        let lines = names.iter().filter_map(|row| {
            let said = || table.split_inclusive('\n').skip(2).find(|line| name(line) == Some(row)).map(str::to_owned);
            if *row == self.name { Some(self.line()) } else { said() }
        });
        let table: String = lines.collect();
        std::fs::write(file(), format!("{before}{BEGIN}{TITLES}{table}{END}{after}")).expect("docs/ can be written");
    }
}

/// The first cell of a line.
fn name(line: &str) -> Option<&str> {
    Some(line.strip_prefix("| ")?.split_once(" | ")?.0)
}

/// The text before the table, the table, and the text after it.
fn parts(text: &str) -> (&str, &str, &str) {
    let split = text.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?)));
    let (before, (table, after)) = split.expect("docs/embed.md has the two lines around its table");
    (before, table, after)
}

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/embed.md")
}

fn read() -> String {
    std::fs::read_to_string(file()).expect("docs/embed.md is there")
}
