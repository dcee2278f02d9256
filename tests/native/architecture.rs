//! Compares docs/architecture.md with the code: no module imports one below it in the table.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The texts between backticks.
fn quoted(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The modules of the table, in its order, each with the modules that it may import. Files are left out.
fn table() -> Vec<(String, BTreeSet<String>)> {
    let text = fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    let (_, rows) = text.split_once("| module | what it is | knows |").unwrap();
    let rows = rows.lines().skip(2).take_while(|line| line.starts_with('|'));
    let rows = rows.map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    let rows = rows.map(|cells| (quoted(cells[1]).pop_first().unwrap(), quoted(cells[3])));
    rows.filter(|(name, _)| !name.contains('.')).collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let rust = files.into_iter().filter(|file| file.extension().is_some_and(|kind| kind == "rs"));
    rust.chain(folders.iter().flat_map(|folder| rust_files(folder))).collect()
}

/// The modules that each module imports by `crate::`, in the code for readers and publishers.
fn imports() -> BTreeMap<String, BTreeSet<String>> {
    let src = root().join("src");
    let mut imports: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in rust_files(&src) {
        let path = file.strip_prefix(&src).unwrap().to_str().unwrap();
        let module = path.split(['/', '.']).next().unwrap();
        if matches!(module, "lib" | "main" | "bin") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let (code, _) = text.split_once("#[cfg(test)]\nmod tests").unwrap_or((&text, ""));
        // Links in doc comments are not imports.
        let code: String =
            code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        let known = imports.entry(module.to_owned()).or_default();
        for piece in code.split("crate::").skip(1) {
            let name = |text: &str| text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let names: Vec<String> = match piece.strip_prefix('{') {
                // The first path segments of a group, as in `crate::{article::Article, site::Site}`.
                Some(group) => group.split('}').next().unwrap().split(',').map(name).collect(),
                None => vec![name(piece)],
            };
            known.extend(names.into_iter().filter(|name| name != module && src.join(format!("{name}.rs")).is_file()));
        }
    }
    imports
}

#[test]
fn the_table_lists_every_module_with_its_imports() {
    let table: BTreeMap<_, _> = table().into_iter().collect();
    assert_eq!(imports(), table);
}

#[test]
fn no_module_imports_one_below_it_in_the_table() {
    let mut above = BTreeSet::new();
    for (module, known) in table() {
        let upwards: Vec<_> = known.difference(&above).collect();
        assert!(upwards.is_empty(), "{module} imports {upwards:?}");
        above.insert(module);
    }
}

#[test]
fn no_module_exits_the_program_instead_of_returning_an_error() {
    for file in rust_files(&root().join("src")) {
        let text = fs::read_to_string(&file).unwrap();
        let (code, _) = text.split_once("#[cfg(test)]\nmod tests").unwrap_or((&text, ""));
        for (number, line) in code.lines().enumerate() {
            let is_comment = line.trim_start().starts_with("//");
            let ends =
                [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!("].iter().any(|end| line.contains(end));
            assert!(is_comment || !ends, "{}:{}: {line}", file.display(), number + 1);
        }
    }
}

#[test]
fn the_docs_list_every_kind_of_output_with_its_dependencies() {
    let text = fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    let (_, rows) = text.split_once("| kind | depends on |").unwrap();
    let rows: Vec<_> = rows.lines().skip(2).take_while(|line| line.starts_with('|')).collect();
    let outputs = broadsheet::publish::outputs().map(|(name, inputs)| {
        let inputs = inputs.iter().map(|input| format!("{input:?}").to_lowercase()).collect::<Vec<_>>().join(", ");
        format!("| {name} | {inputs} |")
    });
    assert_eq!(rows, outputs.collect::<Vec<_>>());
}
