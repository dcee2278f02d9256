//! What a folder is made for: its generator, and what its configuration says about all articles.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::{front_matter, yaml};

/// What makes a site of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Generator {
    Hugo,
    Jekyll,
    Eleventy,
    Zola,
    /// It is a folder of Markdown files.
    None,
}

/// A folder.
#[derive(Clone, Debug)]
pub(super) struct Site {
    pub generator: Generator,
    pub root: PathBuf,
    /// The folder with the articles.
    pub content: PathBuf,
    pub config: Map<String, Value>,
    /// The scheme and the host at which it is online.
    pub host: Option<String>,
    /// The folder on that host, such as `/blog`, or nothing.
    pub path: String,
    /// The folders in which a file with an address from the root may be.
    pub roots: Vec<PathBuf>,
    /// The authors that a file of the site describes, by their short names.
    pub authors: Map<String, Value>,
}

const ELEVENTY: [&str; 6] = [
    ".eleventy.js",
    "eleventy.config.js",
    "eleventy.config.mjs",
    "eleventy.config.cjs",
    "eleventy.config.ts",
    ".eleventy.cjs",
];

/// The largest file that is read, in bytes. No article is as long.
const SIZE: u64 = 20_000_000;

/// The bytes of a file of the source, if it is one and not a link to another.
pub(super) fn bytes(file: &Path) -> Option<Vec<u8>> {
    let about = fs::symlink_metadata(file).ok()?;
    (about.is_file() && about.len() <= SIZE).then(|| fs::read(file).ok())?
}

impl Site {
    /// Recognises what a folder is.
    pub fn of(root: &Path) -> Self {
        let has = |name: &str| root.join(name).exists();
        let jekyll = config(root, &["_config"]);
        let (generator, config) = if let Some(config) = jekyll {
            (Generator::Jekyll, config)
        } else if ELEVENTY.iter().any(|name| has(name)) {
            (Generator::Eleventy, Map::new())
        } else if let Some(config) =
            config(root, &["hugo"]).or_else(|| config(&root.join("config/_default"), &["hugo", "config"]))
        {
            (Generator::Hugo, config)
        } else if let Some(config) = config(root, &["config", "zola"]).filter(|_| has("content")) {
            let is_zola = config.contains_key("base_url") && !config.contains_key("baseURL");
            (if is_zola { Generator::Zola } else { Generator::Hugo }, config)
        } else if has("_posts") || has("_drafts") {
            (Generator::Jekyll, Map::new())
        } else {
            (Generator::None, Map::new())
        };
        let mut site = Self {
            generator,
            root: root.to_owned(),
            content: root.to_owned(),
            config,
            host: None,
            path: String::new(),
            roots: Vec::new(),
            authors: Map::new(),
        };
        site.configure();
        site
    }

    /// A folder in which only some files are read.
    pub fn of_files(root: &Path) -> Self {
        Self {
            generator: Generator::None,
            root: root.to_owned(),
            content: root.to_owned(),
            config: Map::new(),
            host: None,
            path: String::new(),
            roots: vec![root.to_owned()],
            authors: Map::new(),
        }
    }

    fn configure(&mut self) {
        let root = self.root.clone();
        let content = match self.generator {
            Generator::Hugo => self.word(&["contentdir"]).unwrap_or_else(|| "content".to_owned()),
            Generator::Zola => "content".to_owned(),
            Generator::Eleventy => eleventy_input(&root).unwrap_or_default(),
            Generator::Jekyll => self.word(&["source"]).unwrap_or_default(),
            Generator::None => String::new(),
        };
        if is_below(&content) {
            self.content = root.join(content.trim_start_matches("./"));
        }
        if self.generator == Generator::Hugo
            && let Some(permalinks) = config(&root.join("config/_default"), &["permalinks"])
        {
            self.config.insert("permalinks".to_owned(), Value::Object(permalinks));
        }
        let url = match self.generator {
            Generator::Jekyll => self.word(&["url"]),
            _ => self.word(&["baseurl", "base_url"]),
        };
        let url = url.unwrap_or_default();
        let is_online = url.starts_with("https://") || url.starts_with("http://");
        if is_online && let Ok(url) = url::Url::parse(&url) {
            let host = url.host_str().unwrap_or_default();
            if !matches!(host, "localhost" | "127.0.0.1" | "0.0.0.0" | "") {
                self.host = Some(url.origin().ascii_serialization());
            }
            self.path = url.path().trim_end_matches('/').to_owned();
        }
        if self.generator == Generator::Jekyll
            && let Some(path) = self.word(&["baseurl"])
        {
            let path = path.trim_matches('/');
            self.path = if path.is_empty() || path.contains("://") { String::new() } else { format!("/{path}") };
        }
        let roots: &[&str] = match self.generator {
            Generator::Hugo => &["static", "assets", "content"],
            Generator::Zola => &["static", "content"],
            Generator::Jekyll => &["."],
            Generator::Eleventy => &["public", "static", "assets", ".", "src/static", "src/public", "src/assets"],
            Generator::None => &[".", "static", "public", "assets"],
        };
        let mut folders: Vec<_> = roots.iter().map(|name| root.join(name)).collect();
        folders.push(self.content.clone());
        for folder in folders {
            let folder: PathBuf = folder.components().collect();
            if folder.is_dir() && !self.roots.contains(&folder) {
                self.roots.push(folder);
            }
        }
        let authors = ["_data", "data", "src/_data"]
            .iter()
            .find_map(|data| config(&root.join(data), &["authors", "author", "people"]));
        self.authors = authors.unwrap_or_default();
        for file in fs::read_dir(root.join("data/authors")).into_iter().flatten().flatten() {
            let file = file.path();
            if let (Some(name), Some(author)) = (file.file_stem().and_then(|name| name.to_str()), read_data(&file)) {
                self.authors.entry(name).or_insert(Value::Object(author));
            }
        }
    }

    /// A word of the configuration, in any case.
    pub fn word(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            let (_, value) = self.config.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
            value.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
        })
    }

    /// The time zone of dates without one.
    pub fn zone(&self) -> Option<String> {
        self.word(&["timezone"])
    }

    /// The language of articles that name none.
    pub fn language(&self) -> Option<String> {
        self.word(&["lang", "languagecode", "locale", "default_language", "defaultcontentlanguage", "language"])
    }

    /// The languages that files may name.
    pub fn is_language(&self, name: &str) -> bool {
        matches!(self.config.get("languages"), Some(Value::Object(languages)) if languages.contains_key(name))
            || self.default_language().as_deref() == Some(name)
    }

    /// The language whose addresses do not name it.
    pub fn default_language(&self) -> Option<String> {
        self.word(&["default_language", "defaultcontentlanguage"])
    }

    /// The author of articles that name none.
    pub fn author(&self) -> Option<&Value> {
        let of_params = || self.config.get("params")?.get("author");
        self.config.get("author").or_else(of_params).filter(|author| author.is_string() || author.get("name").is_some())
    }
}

/// Whether a path leads nowhere but into the folder that it begins in.
pub(super) fn is_below(path: &str) -> bool {
    use std::path::Component;
    Path::new(path).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

/// The configuration in the first of some files that is there.
fn config(folder: &Path, names: &[&str]) -> Option<Map<String, Value>> {
    names.iter().find_map(|name| {
        let files = ["toml", "yaml", "yml", "json"].iter().map(|kind| folder.join(format!("{name}.{kind}")));
        files.filter(|file| file.is_file()).find_map(|file| Some(read_data(&file).unwrap_or_default()))
    })
}

/// A file in TOML, YAML or JSON.
pub(super) fn read_data(file: &Path) -> Option<Map<String, Value>> {
    let text = String::from_utf8(bytes(file)?).ok()?;
    let value = match file.extension()?.to_str()? {
        "toml" => front_matter::toml(&text)?,
        "yaml" | "yml" => yaml::parse(&text)?,
        "json" => serde_json::from_str(&text).ok()?,
        _ => return None,
    };
    match value {
        Value::Object(map) => Some(map),
        _ => None,
    }
}

/// The folder that the script of Eleventy's configuration names as its input.
fn eleventy_input(root: &Path) -> Option<String> {
    let script = ELEVENTY.iter().find_map(|name| bytes(&root.join(name)))?;
    let script = String::from_utf8(script).ok()?;
    let (_, after) = script.split_once("input:").or_else(|| script.split_once("setInputDirectory("))?;
    let after = after.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let (name, _) = after[1..].split_once(quote)?;
    Some(name.trim_matches('/').to_owned())
}
