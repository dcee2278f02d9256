//! A build to publish, in a folder of the test's own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use broadsheet::publish::progress::Silent;
use broadsheet::publish::{Options, Outcome, PublishError, publish};
use serde_json::{Value, json};

use super::dist::NOW;
use crate::views::dom::Dom;

/// What the style sheet of the build says.
pub const STYLE: &str = "body{margin:0}";

/// The page of the build, without a story in it.
const SHELL: &str = "<!doctype html><meta charset=\"utf-8\"><title>Bare</title><div id=\"page\"></div>";

/// A build to publish. Its folder goes when it is dropped.
pub struct Folder(PathBuf);

impl Folder {
    /// A release build, on a site whose address is known, without stories.
    pub fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("publish-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
        let names = ["main.css", "start.js", "frame.js", "reader.js", "reader_bg.wasm"];
        let names: BTreeMap<&str, String> = names.map(|name| (name, format!("hashed-{name}"))).into();
        folder.write("assets.json", json!(names).to_string());
        for name in names.values() {
            folder.write(name, if name.ends_with("css") { STYLE } else { "let it = 'be';" });
        }
        folder.write("index.html", SHELL);
        folder.site(json!({
            "version": 1, "title": "The Paper", "lang": "en", "home": "first", "url": "https://paper.example/news/",
            "session": { "login": "https://paper.example/login?next={return}" }, "rights": "All ours.",
        }));
        folder
    }

    /// Puts another `site.json` there.
    pub fn site(&self, site: Value) {
        self.write("content/site.json", site.to_string());
    }

    /// Puts a story there.
    pub fn story(&self, slug: &str, story: Value) {
        self.write(&format!("content/articles/{slug}.json"), story.to_string());
    }

    /// Puts a story of a few words there.
    pub fn plain(&self, slug: &str, published: &str) {
        let body = ["The first paragraph.", "The second one."];
        let headline = format!("The story of {slug}");
        self.story(slug, json!({ "version": 1, "headline": headline, "published": published, "body": body }));
    }

    /// Writes a file.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let file = self.path(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, content).unwrap();
    }

    /// Removes a file.
    pub fn remove(&self, path: &str) {
        std::fs::remove_file(self.path(path)).unwrap();
    }

    /// Publishes it.
    pub fn publish(&self) -> Outcome {
        self.try_to_publish().unwrap_or_else(|error| panic!("{error}"))
    }

    /// Publishes it, or says why not.
    pub fn try_to_publish(&self) -> Result<Outcome, PublishError> {
        publish(&self.0, &Options { now: NOW }, &Silent)
    }

    /// What a file holds.
    pub fn read(&self, path: &str) -> String {
        let file = self.path(path);
        std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    }

    /// A page.
    pub fn page(&self, path: &str) -> Dom {
        Dom::document(self.read(path))
    }

    /// Whether there is such a file.
    pub fn has(&self, path: &str) -> bool {
        self.path(path).is_file()
    }

    /// Where a file is.
    pub fn path(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    /// All files and what they hold, but for those of the content.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.0, &self.0, &mut files);
        files
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // It is in the build's own folder for such things, and goes with that in any case.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            files.insert(path.strip_prefix(root).unwrap().to_owned(), std::fs::read(&path).unwrap());
        }
    }
}
