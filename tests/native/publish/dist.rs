//! A folder to publish: a minimal build, a site, and articles.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use broadsheet::publish::progress::Silent;
use broadsheet::publish::{Options, Outcome, PublishError, publish};
use serde_json::{Value, json};

use crate::article::everything;
use crate::views::dom::Dom;

/// A folder to publish. It is removed when it is dropped.
pub struct Dist(PathBuf);

/// The contents of its style sheet.
pub const STYLE: &str = "p { color: red }";

/// 2024-02-07 at noon, UTC.
pub const NOW: i64 = 1_707_307_200;

impl Dist {
    /// A release build with this `site.json`.
    pub fn of(site: &Value) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("broadsheet-publish-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let dist = Self(std::env::temp_dir().join(name));
        dist.write(
            "assets.json",
            r#"{"main.css":"main-1.css","start.js":"start-2.js","frame.js":"frame-3.js","card.css":"card-4.css","session.js":"session-5.js"}"#,
        );
        dist.write("main-1.css", STYLE);
        dist.write("index.html", "<!doctype html><meta charset=\"utf-8\"><title>Bare</title><div id=\"page\"></div>");
        dist.write("start-2.js", "start();\n");
        dist.write("frame-3.js", "frame();\n");
        dist.write("card-4.css", "a { color: red }");
        dist.write("session-5.js", "ask();\n");
        dist.site(site);
        dist
    }

    /// A site that has an address and a login page.
    pub fn paper() -> Self {
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
        self.write("content/site.json", site.to_string());
    }

    /// Writes a file.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let file = self.0.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }

    /// Writes the header of a PNG, which is all that is read of an image.
    fn image(&self, name: &str, width: u32, height: u32) {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend([width, height].iter().flat_map(|side| side.to_be_bytes()));
        self.write(&format!("content/images/{name}"), bytes);
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
            self.write(&format!("content/media/{name}"), "");
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
        self.write(&format!("content/articles/{slug}.json"), document.to_string());
        self
    }

    /// Adds an article of one paragraph.
    pub fn plain(&self, slug: &str, published: &str) -> &Self {
        let body = ["The first paragraph.", "The second one."];
        let headline = format!("The story of {slug}");
        self.article(slug, &json!({ "version": 1, "headline": headline, "published": published, "body": body }))
    }

    /// Removes a file.
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.0.join(path)).unwrap();
    }

    /// Publishes it, at [`NOW`].
    pub fn publish(&self) -> Outcome {
        self.publish_at(NOW)
    }

    /// Publishes it at another time.
    pub fn publish_at(&self, now: i64) -> Outcome {
        let outcome = publish(&self.0, &Options { now }, &Silent).unwrap();
        assert!(outcome.left_out.is_empty(), "{}", outcome.report.to_human(false));
        outcome
    }

    /// Publishes it, and returns an error instead of panicking.
    pub fn try_to_publish(&self) -> Result<Outcome, PublishError> {
        publish(&self.0, &Options { now: NOW }, &Silent)
    }

    /// Reads a file as text.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Whether there is such a file.
    pub fn has(&self, path: &str) -> bool {
        self.0.join(path).is_file()
    }

    /// Reads a file as JSON.
    pub fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.read(path)).unwrap()
    }

    /// The HTML between `<head>` and the style sheet of a page.
    pub fn head(&self, path: &str) -> Dom {
        let page = self.read(path);
        let (_, head) = page.split_once("<head>").unwrap();
        let end = ["<style>", "<link rel=\"stylesheet\""].iter().find_map(|sheet| head.find(sheet)).unwrap();
        Dom::parse(head[..end].to_owned())
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

    /// All its files.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.0, &self.0, &mut files);
        files
    }

    /// The path of a file.
    pub fn path(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }
}

impl Drop for Dist {
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
