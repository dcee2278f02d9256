//! Sites of a test's own, made from a copy of the build.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use broadsheet::publish::progress::Silent;
use broadsheet::publish::{Options, publish};
use serde_json::Value;

use crate::article;
use crate::server::Host;

/// A copy of the build without its articles. Its folder is deleted when it is dropped.
pub struct Site(PathBuf);

impl Site {
    /// Creates the copy with this `site.json`. Nothing is published yet.
    pub fn new(site: &Value) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("site-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let copy = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
        let build = Host::default().folder;
        let list = fs::read(build.join("assets.json")).expect("the build has a list of its assets");
        let names: Value = serde_json::from_slice(&list).expect("the list is JSON");
        let assets = names.as_object().expect("the list is an object").values();
        let assets = assets.map(|name| name.as_str().expect("names are text"));
        for name in assets.chain(["assets.json", "reader.html"]) {
            copy.write(name, fs::read(build.join(name)).unwrap_or_else(|error| panic!("{name}: {error}")));
        }
        // Publishing writes the language of the site into `embed.js`. This undoes it.
        let element = fs::read_to_string(build.join("embed.js")).expect("the build has the element");
        copy.write("embed.js", element.replacen("\"lang=en\"", "\"lang=\"", 1));
        copy.write("content/site.json", site.to_string());
        copy
    }

    /// Adds an article.
    pub fn with_article(self, slug: &str, article: &Value) -> Self {
        self.write(&article::file(slug), article.to_string());
        self
    }

    /// Publishes the site.
    pub fn published(self) -> Self {
        publish(&self.0, &Options { now: 0 }, &Silent).expect("the site can be published");
        self
    }

    /// Writes a file of the site.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let file = self.path(path);
        fs::create_dir_all(file.parent().expect("the file is in a folder")).expect("folders can be made");
        fs::write(file, bytes).expect("files can be written");
    }

    /// The path of a file of the site.
    pub fn path(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    /// The fingerprinted name of an asset, by its plain name.
    pub fn asset(&self, plain: &str) -> String {
        let list = fs::read(self.path("assets.json")).expect("the build has a list of its assets");
        let names: Value = serde_json::from_slice(&list).expect("the list is JSON");
        names[plain].as_str().unwrap_or_else(|| panic!("the build has no {plain}")).to_owned()
    }

    /// The configuration of a server for this site, with CORS and without a Content-Security-Policy.
    pub fn host(&self) -> Host {
        Host { folder: self.0.clone(), policy: None, allows_cors: true, ..Host::default() }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // If a test fails before it writes anything, there is no folder to delete.
        let _ = fs::remove_dir_all(&self.0);
    }
}
