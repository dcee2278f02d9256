//! A site of a test's own, in a copy of the build.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use broadsheet::publish::progress::Silent;
use broadsheet::publish::{Options, publish};
use serde_json::Value;

use crate::article;
use crate::server::Host;

/// A copy of the build, with no articles in it. Its folder goes when it is dropped.
pub struct Site(PathBuf);

impl Site {
    /// With this `site.json`, not published yet.
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
        // As it was before the build was published.
        let element = fs::read_to_string(build.join("embed.js")).expect("the build has the element");
        copy.write("embed.js", element.replacen("\"lang=en\"", "\"lang=\"", 1));
        copy.write("content/site.json", site.to_string());
        copy
    }

    /// Adds an article.
    pub fn has(self, slug: &str, article: &Value) -> Self {
        self.write(&article::file(slug), article.to_string());
        self
    }

    /// Makes the finished pages.
    pub fn published(self) -> Self {
        publish(&self.0, &Options { now: 0 }, &Silent).expect("the site can be published");
        self
    }

    /// Puts a file into it.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let file = self.path(path);
        fs::create_dir_all(file.parent().expect("the file is in a folder")).expect("folders can be made");
        fs::write(file, bytes).expect("files can be written");
    }

    /// Where a file of it is.
    pub fn path(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    /// The name that an asset of the build has for its contents, by its plain one.
    pub fn asset(&self, plain: &str) -> String {
        let list = fs::read(self.path("assets.json")).expect("the build has a list of its assets");
        let names: Value = serde_json::from_slice(&list).expect("the list is JSON");
        names[plain].as_str().unwrap_or_else(|| panic!("the build has no {plain}")).to_owned()
    }

    /// A server of it, that sets no policy of its own and lets pages of other origins read its files.
    pub fn host(&self) -> Host {
        Host { folder: self.0.clone(), policy: None, open_to_others: true, ..Host::default() }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // The folder of a test that failed before it wrote anything isn't there.
        let _ = fs::remove_dir_all(&self.0);
    }
}
