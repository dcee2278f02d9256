//! Naming assets for their contents, so that they may be cached for ever.
//!
//! A file gets its name after all others that it names: the wasm before the glue, the glue before the start script,
//! pages at the end. The order is found by looking into them.

use super::integrity;
use crate::project;
use anyhow::{Context, Result, ensure};
use fs_err as fs;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Where the names are listed: an object in JSON, from each plain name to the one that `dist/` has.
pub const LIST: &str = "assets.json";

/// What is looked at: assets, and what names them.
const KINDS: [&str; 5] = ["css", "html", "js", "mjs", "wasm"];

/// Scripts that other sites, bundlers and browsers know by their names.
const STABLE: [&str; 3] = ["embed.js", "embed.mjs", "offline.js"];

/// What stands around the name of a file beside them, in scripts and pages.
const AROUND: [(&str, &str); 6] = [("\"", "\""), ("\"./", "\""), ("'", "'"), ("'./", "'"), ("`", "`"), ("`./", "`")];

/// How many bytes of the hash are in a name. It tells builds apart; nobody's safety rests on it.
const LENGTH: usize = 8;

/// Contents by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Renames the assets in `dist/`, puts their names into the files that use them, and lists them in `assets.json`.
pub fn run() -> Result<()> {
    let dist = project::dist();
    let plain = read()?;
    let (mut files, names) = named(plain.clone())?;
    integrity::add(&mut files)?;
    for name in plain.keys().filter(|name| !files.contains_key(*name)) {
        fs::remove_file(dist.join(name))?;
    }
    for (name, content) in files {
        fs::write(dist.join(name), content)?;
    }
    Ok(fs::write(dist.join(LIST), serde_json::to_string_pretty(&names)? + "\n")?)
}

fn read() -> Result<Files> {
    let mut files = Files::new();
    for entry in fs::read_dir(project::dist())? {
        let path = entry?.path();
        if path.extension().is_some_and(|kind| KINDS.iter().any(|known| kind == *known)) {
            let name = path.file_name().and_then(|name| name.to_str());
            let name = name.with_context(|| format!("{} has no name in UTF-8", path.display()))?;
            files.insert(name.into(), fs::read(&path)?);
        }
    }
    Ok(files)
}

/// The files under their new names, and the new names by the plain ones.
fn named(mut waiting: Files) -> Result<(Files, BTreeMap<String, String>)> {
    let (mut done, mut names) = (Files::new(), BTreeMap::new());
    while !waiting.is_empty() {
        let (rest, ready): (Files, Files) = waiting.clone().into_iter().partition(|(file, content)| {
            waiting.keys().any(|other| other != file && !is_stable(other) && mentions(content, other))
        });
        let files: Vec<&String> = rest.keys().collect();
        ensure!(!ready.is_empty(), "none of {files:?} can be named for its contents: each names another.");
        for (file, content) in ready {
            let content = with_names(content, &names);
            if is_stable(&file) {
                done.insert(file, content);
            } else {
                let name = name_for(&file, &content);
                done.insert(name.clone(), content);
                names.insert(file, name);
            }
        }
        waiting = rest;
    }
    Ok((done, names))
}

fn is_stable(file: &str) -> bool {
    STABLE.contains(&file) || file.ends_with(".html")
}

fn mentions(content: &[u8], file: &str) -> bool {
    str::from_utf8(content)
        .is_ok_and(|text| AROUND.iter().any(|(before, after)| text.contains(&format!("{before}{file}{after}"))))
}

fn with_names(content: Vec<u8>, names: &BTreeMap<String, String>) -> Vec<u8> {
    let mut text = match String::from_utf8(content) {
        Ok(text) => text,
        Err(binary) => return binary.into_bytes(),
    };
    for (plain, name) in names {
        for (before, after) in AROUND {
            text = text.replace(&format!("{before}{plain}{after}"), &format!("{before}{name}{after}"));
        }
    }
    text.into_bytes()
}

/// As `start-0123456789abcdef.js` for `start.js`. What wasm-bindgen adds to the name of the wasm goes.
fn name_for(plain: &str, content: &[u8]) -> String {
    let (stem, kind) = plain.rsplit_once('.').unwrap_or((plain, ""));
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    let hash: String = Sha256::digest(content).iter().take(LENGTH).map(|byte| format!("{byte:02x}")).collect();
    format!("{stem}-{hash}.{kind}")
}

#[cfg(test)]
mod tests {
    use super::{Files, name_for, named};

    const GLUE: &str = "new URL('reader_bg.wasm', import.meta.url)";
    const START: &str = "import(\"./reader.js\");fetch(`./reader_bg.wasm`)";
    const PAGE: &str = "<link href=\"./main.css\"><script src=\"./start.js\"></script><!-- main.css -->";

    fn files(wasm: &[u8]) -> Files {
        let texts = [("reader.js", GLUE), ("start.js", START), ("main.css", "a{}"), ("index.html", PAGE)];
        let more = [("embed.js", "css(\"embed.css\")"), ("embed.css", "b{}")];
        let files = texts.into_iter().chain(more).map(|(name, text)| (name.into(), text.into()));
        files.chain([("reader_bg.wasm".into(), wasm.to_vec())]).collect()
    }

    #[test]
    fn who_names_an_asset_names_it_for_its_contents() -> anyhow::Result<()> {
        let (files, names) = named(files(b"\0asm\xff"))?;
        let text = |name: &str| String::from_utf8_lossy(&files[names.get(name).map_or(name, String::as_str)]);
        assert_eq!(text("reader.js"), format!("new URL('{}', import.meta.url)", names["reader_bg.wasm"]));
        let start = format!("import(\"./{}\");fetch(`./{}`)", names["reader.js"], names["reader_bg.wasm"]);
        assert_eq!(text("start.js"), start);
        assert_eq!(text("embed.js"), format!("css(\"{}\")", names["embed.css"]));
        let (css, script) = (&names["main.css"], &names["start.js"]);
        let page = format!("<link href=\"./{css}\"><script src=\"./{script}\"></script><!-- main.css -->");
        assert_eq!(text("index.html"), page);
        Ok(())
    }

    #[test]
    fn what_others_know_by_name_keeps_it() -> anyhow::Result<()> {
        let (files, names) = named(files(b"\0asm\xff"))?;
        assert_eq!(files.len(), 7);
        for stable in ["embed.js", "index.html"] {
            assert!(files.contains_key(stable) && !names.contains_key(stable), "{stable}");
        }
        assert!(names.iter().all(|(plain, name)| plain != name && files.contains_key(name)), "{names:?}");
        Ok(())
    }

    #[test]
    fn a_change_renames_the_file_and_all_that_lead_to_it() -> anyhow::Result<()> {
        let (_, before) = named(files(b"\0asm\xff"))?;
        let (_, after) = named(files(b"\0asm\xfe"))?;
        let changed: Vec<&String> = before.keys().filter(|plain| before[*plain] != after[*plain]).collect();
        assert_eq!(changed, ["reader.js", "reader_bg.wasm", "start.js"]);
        Ok(())
    }

    #[test]
    fn files_that_name_each_other_are_refused() {
        let circle = [("one.js", "import './two.js'"), ("two.js", "import './one.js'")];
        assert!(named(circle.map(|(name, text)| (name.into(), text.into())).into()).is_err());
    }

    #[test]
    fn a_name_is_that_of_the_contents() {
        // By sha256sum: e3b0c44298fc1c14 9afbf4c8996fb924 …
        assert_eq!(name_for("reader_bg.wasm", b""), "reader-e3b0c44298fc1c14.wasm");
        assert_eq!(name_for("too-old.js", b""), "too-old-e3b0c44298fc1c14.js");
    }
}
