//! Adds a hash of its contents to the name of each asset, so that browsers may cache it for ever.
//!
//! A file can be hashed only when it contains the final names of the files that it refers to. So the wasm comes before
//! the glue, the glue before the start script, and pages come last. The files are searched for names to find the order.

use super::integrity;
use crate::project;
use anyhow::{Context, Result, ensure};
use fs_err as fs;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The file that lists all names: a JSON object, from each plain name to the name with the hash.
pub const LIST: &str = "assets.json";

/// The extensions of assets, and of files that refer to them.
const EXTENSIONS: [&str; 5] = ["css", "html", "js", "mjs", "wasm"];

/// Scripts that get no hash, since other sites, bundlers or browsers request them by these names.
const UNHASHED: [&str; 3] = ["embed.js", "embed.mjs", "offline.js"];

/// In scripts and pages, a reference to an asset is its name between one of these pairs.
const QUOTES: [(&str, &str); 6] = [("\"", "\""), ("\"./", "\""), ("'", "'"), ("'./", "'"), ("`", "`"), ("`./", "`")];

/// How many bytes of the hash are in a name: enough to tell the files of two builds apart, not for security.
const HASH_BYTES: usize = 8;

/// The contents of files, by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Renames the assets in `target/app/`, replaces their names in the files that refer to them, and writes `assets.json`.
pub fn run() -> Result<()> {
    let app = project::app();
    let plain = read()?;
    let (mut files, names) = fingerprinted(plain.clone())?;
    integrity::add(&mut files)?;
    for name in plain.keys().filter(|name| !files.contains_key(*name)) {
        fs::remove_file(app.join(name))?;
    }
    for (name, content) in files {
        fs::write(app.join(name), content)?;
    }
    Ok(fs::write(app.join(LIST), serde_json::to_string_pretty(&names)? + "\n")?)
}

fn read() -> Result<Files> {
    let mut files = Files::new();
    for entry in fs::read_dir(project::app())? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| EXTENSIONS.iter().any(|known| extension == *known)) {
            let name = path.file_name().and_then(|name| name.to_str());
            let name = name.with_context(|| format!("the name of {} is not UTF-8", path.display()))?;
            files.insert(name.into(), fs::read(&path)?);
        }
    }
    Ok(files)
}

/// Returns the files by their new names, and the new names by the plain ones.
fn fingerprinted(mut waiting: Files) -> Result<(Files, BTreeMap<String, String>)> {
    let (mut done, mut names) = (Files::new(), BTreeMap::new());
    while !waiting.is_empty() {
        let (rest, ready): (Files, Files) = waiting.clone().into_iter().partition(|(file, content)| {
            waiting.keys().any(|other| other != file && !keeps_its_name(other) && refers_to(content, other))
        });
        let files: Vec<&String> = rest.keys().collect();
        ensure!(!ready.is_empty(), "{files:?} refer to each other in a circle, so none of them can be hashed first.");
        for (file, content) in ready {
            let content = replace_names(content, &names);
            if keeps_its_name(&file) {
                done.insert(file, content);
            } else {
                let name = hashed_name(&file, &content);
                done.insert(name.clone(), content);
                names.insert(file, name);
            }
        }
        waiting = rest;
    }
    Ok((done, names))
}

fn keeps_its_name(file: &str) -> bool {
    UNHASHED.contains(&file) || file.ends_with(".html")
}

fn refers_to(content: &[u8], file: &str) -> bool {
    str::from_utf8(content)
        .is_ok_and(|text| QUOTES.iter().any(|(before, after)| text.contains(&format!("{before}{file}{after}"))))
}

fn replace_names(content: Vec<u8>, names: &BTreeMap<String, String>) -> Vec<u8> {
    let mut text = match String::from_utf8(content) {
        Ok(text) => text,
        Err(binary) => return binary.into_bytes(),
    };
    for (plain, name) in names {
        for (before, after) in QUOTES {
            text = text.replace(&format!("{before}{plain}{after}"), &format!("{before}{name}{after}"));
        }
    }
    text.into_bytes()
}

/// Returns `start-0123456789abcdef.js` for `start.js`. Removes `_bg`, which wasm-bindgen adds to the name of the wasm.
fn hashed_name(plain: &str, content: &[u8]) -> String {
    let (stem, extension) = plain.rsplit_once('.').unwrap_or((plain, ""));
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    let hash: String = Sha256::digest(content).iter().take(HASH_BYTES).map(|byte| format!("{byte:02x}")).collect();
    format!("{stem}-{hash}.{extension}")
}

#[cfg(test)]
mod tests {
    use super::{Files, fingerprinted, hashed_name};

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
    fn references_get_the_hashed_names() -> anyhow::Result<()> {
        let (files, names) = fingerprinted(files(b"\0asm\xff"))?;
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
    fn files_that_others_request_keep_their_names() -> anyhow::Result<()> {
        let (files, names) = fingerprinted(files(b"\0asm\xff"))?;
        assert_eq!(files.len(), 7);
        for stable in ["embed.js", "index.html"] {
            assert!(files.contains_key(stable) && !names.contains_key(stable), "{stable}");
        }
        assert!(names.iter().all(|(plain, name)| plain != name && files.contains_key(name)), "{names:?}");
        Ok(())
    }

    #[test]
    fn a_change_renames_the_file_and_all_that_refer_to_it() -> anyhow::Result<()> {
        let (_, before) = fingerprinted(files(b"\0asm\xff"))?;
        let (_, after) = fingerprinted(files(b"\0asm\xfe"))?;
        let changed: Vec<&String> = before.keys().filter(|plain| before[*plain] != after[*plain]).collect();
        assert_eq!(changed, ["reader.js", "reader_bg.wasm", "start.js"]);
        Ok(())
    }

    #[test]
    fn files_that_refer_to_each_other_are_an_error() {
        let circle = [("one.js", "import './two.js'"), ("two.js", "import './one.js'")];
        assert!(fingerprinted(circle.map(|(name, text)| (name.into(), text.into())).into()).is_err());
    }

    #[test]
    fn a_hashed_name_contains_the_hash_of_the_contents() {
        // From `sha256sum`: e3b0c44298fc1c14 9afbf4c8996fb924 …
        assert_eq!(hashed_name("reader_bg.wasm", b""), "reader-e3b0c44298fc1c14.wasm");
        assert_eq!(hashed_name("too-old.js", b""), "too-old-e3b0c44298fc1c14.js");
    }
}
