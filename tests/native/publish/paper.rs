//! A site folder with articles, a minimal app, and the folder that the site is published to.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use broadsheet::app::App;
use broadsheet::publish::progress::Silent;
use broadsheet::publish::{Options, Outcome, PublishError, publish};
use broadsheet::source::SiteFolder;
use expect_test::Expect;
use serde_json::{Value, json};

use crate::article::everything;
use crate::views::dom::Dom;

/// A site to publish. Its folders are removed when it is dropped.
pub struct Paper(PathBuf);

/// The contents of its style sheet.
pub const STYLE: &str = "p { color: red }";

/// 2024-02-07 at noon, UTC.
pub const NOW: i64 = 1_707_307_200;

impl Paper {
    /// A site with this `site.json`, and a release of the app.
    pub fn of(site: &Value) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("broadsheet-publish-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let paper = Self(std::env::temp_dir().join(name));
        paper.app("assets.json", r#"{"main.css":"main-1.css","start.js":"start-2.js","session.js":"session-5.js"}"#);
        paper.app("main-1.css", STYLE);
        paper.app("index.html", "<!doctype html><meta charset=\"utf-8\"><title>Bare</title><div id=\"page\"></div>");
        paper.app("start-2.js", "start();\n");
        paper.app("session-5.js", "ask();\n");
        paper.site(site);
        paper
    }

    /// A site that has an address and a login page.
    pub fn new() -> Self {
        Self::of(&json!({
            "version": 1, "title": "The Paper", "lang": "en", "home": "first", "url": "https://paper.example/news/",
            "session": { "login": "https://paper.example/login?next={return}", "assume": "signed-out" }, "rights": "All ours.",
        }))
    }

    /// A site that has an address, in a folder of its server.
    pub fn somewhere() -> Self {
        Self::of(&json!({
            "title": "The Daily & Co.",
            "lang": "en",
            "url": "https://news.example/a/b",
            "publisher": { "name": "The Press", "href": "https://press.example/" },
            "rights": "All of it."
        }))
    }

    /// Replaces its `site.json`.
    pub fn site(&self, site: &Value) {
        self.write("site.json", site.to_string());
    }

    /// Writes a file of the site folder.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        write(&self.source(path), bytes);
    }

    /// Writes a file of the app.
    pub fn app(&self, name: &str, bytes: impl AsRef<[u8]>) {
        write(&self.0.join("app").join(name), bytes);
    }

    /// Reads a JSON file of the app.
    pub fn app_json(&self, name: &str) -> Value {
        serde_json::from_slice(&fs::read(self.app_folder().join(name)).unwrap()).unwrap()
    }

    /// Writes a file into the output folder, as somebody else would.
    pub fn plant(&self, path: &str, bytes: impl AsRef<[u8]>) {
        write(&self.path(path), bytes);
    }

    fn image(&self, name: &str, width: u32, height: u32) {
        self.write(&format!("images/{name}"), png(width, height));
    }

    /// Adds an article with every field, as `all`, and the files that it names.
    pub fn everything(&self, change: impl FnOnce(&mut Value)) -> &Self {
        for (name, width, height) in [
            ("lead.jpg", 1200, 800),
            ("lead-800.jpg", 800, 533),
            ("lead-480.jpg", 480, 320),
            ("lead.SVG", 1200, 800),
            ("second.jpg", 600, 400),
            ("one.jpg", 1, 1),
            ("b.jpg", 48, 48),
            ("poster.jpg", 1600, 900),
            ("thumbnail.jpg", 4, 3),
            ("fund.png", 64, 64),
        ] {
            self.image(name, width, height);
        }
        for name in ["film.webm", "film.mp4", "film.vtt", "sound.mp3"] {
            self.write(&format!("media/{name}"), "");
        }
        let mut article = everything();
        let fields = article.as_object_mut().unwrap();
        fields.remove("canonical");
        fields.remove("related");
        change(&mut article);
        self.article("all", &article)
    }

    /// Adds an article.
    pub fn article(&self, slug: &str, document: &Value) -> &Self {
        self.write(&format!("articles/{slug}.json"), document.to_string());
        self
    }

    /// Adds an article of one paragraph.
    pub fn plain(&self, slug: &str, published: &str) -> &Self {
        let body = ["The first paragraph.", "The second one."];
        let headline = format!("The story of {slug}");
        self.article(slug, &json!({ "version": 1, "headline": headline, "published": published, "body": body }))
    }

    /// Removes a file of the site folder.
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.source(path)).unwrap();
    }

    /// Removes a file of the output folder.
    pub fn remove_output(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    /// Publishes it, at [`NOW`].
    pub fn publish(&self) -> Outcome {
        self.publish_at(NOW)
    }

    /// Publishes it at another time.
    pub fn publish_at(&self, now: i64) -> Outcome {
        let outcome = self.publish_with(|options| options.now = now).unwrap();
        assert!(outcome.left_out.is_empty() && outcome.retained.is_empty(), "{}", outcome.report.to_human(false));
        outcome
    }

    /// Publishes it, and returns an error instead of panicking.
    pub fn try_to_publish(&self) -> Result<Outcome, PublishError> {
        self.publish_with(|_| {})
    }

    /// Publishes it with other options.
    pub fn publish_with(&self, change: impl FnOnce(&mut Options)) -> Result<Outcome, PublishError> {
        let app = App::in_folder(self.app_folder());
        let mut options = Options::new(&app, NOW);
        change(&mut options);
        publish(&self.folder(), &self.path(""), &options, &Silent)
    }

    /// Publishes it with a switch that stops the run.
    pub fn publish_until(&self, interrupted: &AtomicBool) -> Result<Outcome, PublishError> {
        let app = App::in_folder(self.app_folder());
        let options = Options { interrupted, ..Options::new(&app, NOW) };
        publish(&self.folder(), &self.path(""), &options, &Silent)
    }

    /// Publishes it, and checks the error that stops that. `DIR` stands for the folder of the test.
    pub fn check_error(&self, expected: Expect) {
        let error = self.try_to_publish().unwrap_err().to_string();
        expected.assert_eq(&error.replace(self.0.to_str().unwrap(), "DIR"));
    }

    /// Its site folder.
    pub fn folder(&self) -> SiteFolder {
        SiteFolder::at(self.source(""))
    }

    /// The folder of its app.
    pub fn app_folder(&self) -> PathBuf {
        self.0.join("app")
    }

    /// The path of a file of the site folder.
    pub fn source(&self, path: &str) -> PathBuf {
        let folder = self.0.join("site");
        if path.is_empty() { folder } else { folder.join(path) }
    }

    /// The path of a file of the output folder.
    pub fn path(&self, path: &str) -> PathBuf {
        let output = self.0.join("site/dist");
        if path.is_empty() { output } else { output.join(path) }
    }

    /// Reads a published file as text.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Whether there is such a published file.
    pub fn has(&self, path: &str) -> bool {
        self.path(path).is_file()
    }

    /// Reads a file as JSON.
    pub fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.read(path)).unwrap()
    }

    /// The HTML between `<head>` and the style sheet of a page.
    pub fn head(&self, path: &str) -> Dom {
        let page = self.read(path);
        let (_, head) = page.split_once("<head>").unwrap();
        let (head, _) = head.split_once("<style>").unwrap();
        Dom::parse(head.to_owned())
    }

    /// The JSON-LD of a page.
    pub fn data(&self, path: &str) -> Value {
        let page = self.read(path);
        let (_, data) = page.split_once("<script type=\"application/ld+json\">").unwrap();
        serde_json::from_str(data.split_once("</script>").unwrap().0).unwrap()
    }

    /// Reads a page.
    pub fn page(&self, path: &str) -> Dom {
        Dom::document(self.read(path))
    }

    /// All published files.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        files(&self.path(""))
    }

    /// All files of the site folder, without the published ones.
    pub fn sources(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = files(&self.source(""));
        files.retain(|path, _| !path.starts_with("dist"));
        files
    }
}

/// The header of a PNG, which is all that is read of an image.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let sides = [width, height].map(u32::to_be_bytes);
    [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &sides.concat()].concat()
}

fn write(file: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, bytes).unwrap();
}

/// All files in a folder.
pub fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    if folder.is_dir() {
        collect(folder, folder, &mut files);
    }
    files
}

impl Drop for Paper {
    fn drop(&mut self) {
        // The folder does not exist if a test failed before it wrote anything.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            files.insert(path.strip_prefix(root).unwrap().to_owned(), fs::read(&path).unwrap());
        }
    }
}
