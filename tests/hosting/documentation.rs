//! `docs/hosting.md`: the snippets that are tested, and the table that says what came of it.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The lines between which the table is.
const BEGIN: &str = "<!-- the matrix: written by tests/hosting -->\n";
const END: &str = "<!-- end of the matrix -->\n";

/// Between what was seen at the root and what was seen in a folder, if the two differ.
const EITHER: &str = " / ";

/// The fenced block of a language. There is one of each.
pub fn snippet(language: &str) -> String {
    let text = read();
    let fence = format!("```{language}\n");
    let mut blocks = text.split(&fence).skip(1);
    let block = blocks.next().and_then(|rest| rest.split("```").next());
    let block = block.unwrap_or_else(|| panic!("docs/hosting.md has no block of {language}"));
    assert!(blocks.next().is_none(), "docs/hosting.md has more than one block of {language}");
    block.to_owned()
}

/// One server's line in the table, seen at one prefix: a title and a text for each column.
pub struct Row {
    /// What the server is called.
    pub server: &'static str,
    /// Whether the site was in a folder, and not at the root.
    pub in_a_folder: bool,
    /// The columns after the server's name.
    pub cells: Vec<(&'static str, String)>,
}

impl Row {
    /// Holds the table against what was seen; or writes it down, if that is asked for.
    pub fn compare(&self) {
        if std::env::var_os("BROADSHEET_HOSTING").is_some() {
            self.write_down();
        }
        let table = Table::read();
        let (titles, seen): (Vec<_>, Vec<_>) = self.cells.iter().map(|(title, text)| (*title, text.as_str())).unzip();
        assert_eq!(table.titles, titles, "{TO_RENEW}");
        let said = table.row(self.server).unwrap_or_else(|| panic!("{} is not in the table. {TO_RENEW}", self.server));
        let said: Vec<_> = said.iter().map(|cell| side(cell, self.in_a_folder)).collect();
        assert_eq!(said, seen, "what docs/hosting.md says of {} is not what was seen. {TO_RENEW}", self.server);
    }

    fn write_down(&self) {
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let _lock = ONE_AT_A_TIME.lock().expect("no test panics with the lock");
        let mut table = Table::read();
        let titles: Vec<_> = self.cells.iter().map(|(title, _)| (*title).to_owned()).collect();
        if table.titles != titles {
            table = Table { titles, rows: Vec::new() };
        }
        let before = table.row(self.server).map(<[String]>::to_vec);
        let cells = self.cells.iter().enumerate().map(|(column, (_, seen))| {
            let other = before.as_ref().map_or(seen.as_str(), |cells| side(&cells[column], !self.in_a_folder));
            match (other == seen, self.in_a_folder) {
                (true, _) => seen.clone(),
                (false, true) => format!("{other}{EITHER}{seen}"),
                (false, false) => format!("{seen}{EITHER}{other}"),
            }
        });
        let cells = cells.collect();
        table.rows.retain(|(server, _)| server != self.server);
        table.rows.push((self.server.to_owned(), cells));
        table.rows.sort_by_key(|(server, _)| server.to_lowercase());
        table.write();
    }
}

const TO_RENEW: &str = "To write the table anew: BROADSHEET_HOSTING=1 cargo xtask test matrix";

/// What a cell says of one of the two prefixes.
fn side(cell: &str, in_a_folder: bool) -> &str {
    match cell.split_once(EITHER) {
        Some((_, folder)) if in_a_folder => folder,
        Some((root, _)) => root,
        None => cell,
    }
}

/// The table as it is in the file.
#[derive(Default)]
struct Table {
    /// The columns, but for the first, which is the server's name.
    titles: Vec<String>,
    rows: Vec<(String, Vec<String>)>,
}

impl Table {
    fn read() -> Self {
        let text = read();
        let (_, _, table, _) = parts(&text);
        let mut lines = table.lines().filter(|line| !line.starts_with("| ---")).map(|line| {
            let cells: Vec<_> = line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
            (cells[0].clone(), cells[1..].to_vec())
        });
        let titles = lines.next().map(|(_, titles)| titles).unwrap_or_default();
        Self { titles, rows: lines.collect() }
    }

    fn row(&self, server: &str) -> Option<&[String]> {
        self.rows.iter().find(|(name, _)| name == server).map(|(_, cells)| cells.as_slice())
    }

    fn write(&self) {
        let text = read();
        let (before, begin, _, rest) = parts(&text);
        let line = |first: &str, cells: &[String]| format!("| {first} | {} |\n", cells.join(" | "));
        let rule = vec!["---".to_owned(); self.titles.len()];
        let mut table = line("Server", &self.titles);
        table.push_str(&line("---", &rule));
        table.extend(self.rows.iter().map(|(server, cells)| line(server, cells)));
        crate::site::write(&file(), format!("{before}{begin}{table}{END}{rest}").as_bytes());
    }
}

/// The text before the table, the line that begins it, the table, and the text after the line that ends it.
fn parts(text: &str) -> (&str, &str, &str, &str) {
    let split = text.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?)));
    let (before, (table, after)) = split.expect("docs/hosting.md has the two lines around its table");
    (before, BEGIN, table, after)
}

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/hosting.md")
}

fn read() -> String {
    String::from_utf8(crate::site::read(&file())).expect("docs/hosting.md is UTF-8")
}
