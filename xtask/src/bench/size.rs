//! `cargo xtask bench size`: the compressed size of the app, and of a page.

use crate::dist::{self, compile, fingerprint};
use crate::{compress, project};
use anyhow::{Context, Result, ensure};
use fs_err as fs;
use std::{collections::BTreeMap, path::Path};

/// The budget for wasm and glue, in bytes after compression.
const BUDGET: usize = 62_000;

/// The same budget for a build with the compiler's own standard library, which is larger: see [`compile`].
const BUDGET_WITH_COMPILERS_LIBRARY: usize = 68_500;

/// The budget for `embed.js`, in bytes after compression. It is small because other sites load it on every page.
const EMBED_BUDGET: usize = 3_000;

/// The page of the demo's first article, and its budget in bytes. A browser test has the same budget for all that a
/// first visit requests (`tests/browser/finished_pages.rs`).
const PAGE: &str = "2013/03/north-korea-3g/index.html.br";
const PAGE_BUDGET: usize = 14_000;

/// What a file is for. The table is sorted in this order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Wasm,
    Glue,
    Script,
    Style,
    Page,
}

impl Role {
    /// The role of a file of the app, by its plain name, which has no hash.
    fn of(plain: &str) -> Option<Self> {
        match plain.rsplit_once('.')? {
            (_, "wasm") => Some(Self::Wasm),
            ("reader", "js") => Some(Self::Glue),
            (_, "js") => Some(Self::Script),
            (_, "css") => Some(Self::Style),
            ("index", "html") => Some(Self::Page),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Wasm => "wasm",
            Self::Glue => "glue",
            Self::Script => "script",
            Self::Style => "style",
            Self::Page => "page",
        }
    }

    fn has_a_budget(self) -> bool {
        matches!(self, Self::Wasm | Self::Glue)
    }
}

struct Row {
    role: Role,
    name: String,
    raw: usize,
    compressed: usize,
}

/// Prints all sizes, and fails if one is over its budget. `budget` is that of wasm and glue, if it is not the default.
pub fn run(budget: Option<usize>) -> Result<()> {
    if !project::app().is_dir() || !project::dist().is_dir() || dist::is_development(&project::dist()) {
        dist::build()?;
    }
    let default_budget = if compile::has_own_standard_library() { BUDGET } else { BUDGET_WITH_COMPILERS_LIBRARY };
    let budget = budget.unwrap_or(default_budget);
    let rows = measure(&project::app()).context("measuring target/app/")?;
    println!("{:<8}{:<36}{:>10}{:>12}", "", "file", "raw", "brotli 11");
    for row in &rows {
        print_row(row.role.name(), &row.name, row.raw, row.compressed);
    }
    let sum = |is_counted: fn(&Row) -> bool, size: fn(&Row) -> usize| -> usize {
        rows.iter().filter(|row| is_counted(row)).map(size).sum()
    };
    print_row("", "total", sum(|_| true, |row| row.raw), sum(|_| true, |row| row.compressed));
    let code = sum(|row| row.role.has_a_budget(), |row| row.compressed);
    let embed = sum(|row| row.name == "embed.js", |row| row.compressed);
    let page = usize::try_from(fs::metadata(project::dist().join(PAGE))?.len())?;
    println!("\n{:<54}{:>12}{:>12}", "", "bytes", "budget");
    let figures = [
        ("wasm + glue", code, budget),
        ("embed.js", embed, EMBED_BUDGET),
        ("the page of the demo's first article", page, PAGE_BUDGET),
    ];
    for (name, bytes, budget) in figures {
        println!("{name:<54}{:>12}{:>12}", with_commas(bytes), with_commas(budget));
    }
    for (name, bytes, budget) in figures {
        ensure!(
            bytes <= budget,
            "{name}: {} bytes over the budget.\nWhat to do: make it smaller. For the wasm, `twiggy top \
             target/app/reader_bg.wasm` lists the largest functions.",
            with_commas(bytes - budget)
        );
    }
    Ok(())
}

fn print_row(role: &str, name: &str, raw: usize, compressed: usize) {
    println!("{role:<8}{name:<36}{:>10}{:>12}", with_commas(raw), with_commas(compressed));
}

fn measure(folder: &Path) -> Result<Vec<Row>> {
    let list = fs::read(folder.join(fingerprint::LIST))
        .context("reading the list of assets (if target/app/ has no release build, run `cargo xtask build`)")?;
    let names: BTreeMap<String, String> = serde_json::from_slice(&list)?;
    let plain: BTreeMap<String, String> = names.into_iter().map(|(plain, name)| (name, plain)).collect();
    let mut rows = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some(role) = Role::of(plain.get(&name).unwrap_or(&name)) {
            let bytes = fs::read(entry.path())?;
            let compressed = compress::brotli(&bytes)?.len();
            rows.push(Row { role, name, raw: bytes.len(), compressed });
        }
    }
    rows.sort_by(|one, other| (one.role, &one.name).cmp(&(other.role, &other.name)));
    Ok(rows)
}

/// A number with commas between the thousands.
fn with_commas(number: usize) -> String {
    let digits = number.to_string();
    let mut with_commas = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            with_commas.push(',');
        }
        with_commas.push(digit);
    }
    with_commas
}

#[cfg(test)]
mod tests {
    use super::{Role, with_commas};

    #[test]
    fn commas_separate_the_thousands() {
        assert_eq!(
            ["1", "999", "1,000", "65,000", "1,234,567"],
            [1, 999, 1_000, 65_000, 1_234_567].map(with_commas).each_ref().map(String::as_str)
        );
    }

    #[test]
    fn only_wasm_and_glue_have_a_budget() {
        let budgeted = |name| Role::of(name).is_some_and(Role::has_a_budget);
        assert!(budgeted("reader_bg.wasm"));
        assert!(budgeted("reader.js"));
        assert!(!budgeted("start.js"));
        assert!(!budgeted("index.html"));
    }
}
