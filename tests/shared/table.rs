//! Tables in the documentation that tests write and check: each row is the result of a test, and a different result
//! fails.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// A table in a document. It stands between the comments `<!-- NAME: written by TEST -->` and `<!-- end of NAME -->`.
pub struct Table {
    /// The document, relative to the package, such as `docs/embed.md`.
    pub file: &'static str,
    /// The name in the HTML comments at the beginning and the end of the table.
    pub name: &'static str,
    /// The column titles. The first column names the row.
    pub titles: &'static [&'static str],
    /// The first cells of all rows, in order.
    pub rows: &'static [&'static str],
    /// The filter that selects the table's tests in `cargo xtask test FILTER`.
    pub filter: &'static str,
}

impl Table {
    /// Asserts that the table has this row. If `BROADSHEET_WRITE_TABLES` is set, the row is written first.
    ///
    /// # Panics
    ///
    /// If the table says something else, or if the row's name is not among [`rows`](Self::rows).
    pub fn compare(&self, cells: &[&str]) {
        self.compare_with(cells[0], |_| cells.iter().map(|cell| (*cell).to_owned()).collect());
    }

    /// As [`compare`](Self::compare), for a test that fills in only some cells of a row. `seen` gets the row's current
    /// cells, if there are any, and returns the new ones.
    pub fn compare_with(&self, name: &str, seen: impl FnOnce(Option<Vec<&str>>) -> Vec<String>) {
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let _lock = ONE_AT_A_TIME.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        assert!(self.rows.contains(&name), "{name} is not among the rows of the table");
        let text = self.read();
        let (_, table, _) = self.parts(&text);
        let old = rows(table).find(|row| cells(row).first() == Some(&name)).map(cells);
        let cells = seen(old);
        assert_eq!(cells.len(), self.titles.len(), "a row has a cell for each column");
        if std::env::var_os("BROADSHEET_WRITE_TABLES").is_some() {
            self.write(name, &line(&cells));
        } else {
            self.check(table, &line(&cells));
        }
    }

    fn check(&self, table: &str, row: &str) {
        let file = self.file;
        let renew = format!("To write it anew: BROADSHEET_WRITE_TABLES=1 cargo xtask test {}", self.filter);
        assert!(table.starts_with(&self.head()), "the columns of {file} are not those of the test. {renew}");
        assert!(table.contains(row), "{file} does not say what was seen:\n{row}{renew}");
        let other = rows(table).map(|row| cells(row)[0]).find(|name| !self.rows.contains(name));
        assert_eq!(other, None, "no test sees this row of {file}. {renew}");
    }

    fn write(&self, name: &str, row: &str) {
        let text = self.read();
        let (before, table, after) = self.parts(&text);
        let old = |name: &str| rows(table).find(|row| cells(row)[0] == name);
        let rows = self.rows.iter().filter_map(|other| if *other == name { Some(row) } else { old(other) });
        let text = format!("{before}{}{}{after}", self.head(), rows.collect::<String>());
        std::fs::write(self.path(), text).unwrap_or_else(|error| panic!("{} can't be written: {error}", self.file));
    }

    /// The header row of the table, and the line below it.
    fn head(&self) -> String {
        format!("{}{}", line(self.titles), line(&vec!["---"; self.titles.len()]))
    }

    /// The text before the table, the table, and the text after it.
    fn parts<'a>(&self, text: &'a str) -> (&'a str, &'a str, &'a str) {
        let begin = format!("<!-- {}: written by ", self.name);
        let end = format!("<!-- end of {} -->", self.name);
        let begins = text.find(&begin).and_then(|at| Some(at + text[at..].find("-->\n")? + "-->\n".len()));
        let ends = text.find(&end);
        let (Some(begins), Some(ends)) = (begins, ends) else {
            panic!("{} has no lines `{begin}… -->` and `{end}` around its table", self.file);
        };
        (&text[..begins], &text[begins..ends], &text[ends..])
    }

    fn path(&self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(self.file)
    }

    fn read(&self) -> String {
        let text = std::fs::read_to_string(self.path());
        text.unwrap_or_else(|error| panic!("{} can't be read: {error}", self.file))
    }
}

fn line(cells: &[impl AsRef<str>]) -> String {
    let cells: Vec<_> = cells.iter().map(AsRef::as_ref).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// The rows without the header.
fn rows(table: &str) -> impl Iterator<Item = &str> {
    table.split_inclusive('\n').skip(2)
}

fn cells(row: &str) -> Vec<&str> {
    row.trim().trim_start_matches("| ").trim_end_matches(" |").split(" | ").collect()
}
