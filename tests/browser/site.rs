//! Sites of a test's own, published with the app under test.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use broadsheet::app::App;
use broadsheet::publish::progress::Silent;
use broadsheet::publish::{Options, publish};
use broadsheet::source::SiteFolder;
use serde_json::Value;

use crate::server::{self, Host};

/// The fingerprinted name of an asset of the app, by its plain name.
pub fn asset(plain: &str) -> String {
    asset_in(&server::app(), plain)
}

fn asset_in(folder: &Path, plain: &str) -> String {
    let list = fs::read(folder.join("assets.json")).expect("the app has a list of its assets");
    let names: Value = serde_json::from_slice(&list).expect("the list is JSON");
    names[plain].as_str().unwrap_or_else(|| panic!("no {plain} in {names}")).to_owned()
}

/// A site folder without articles, and the folder that it is published to. Both are deleted when it is dropped.
pub struct Site(PathBuf);

impl Site {
    /// Creates a site with this `site.json`. Nothing is published yet.
    pub fn new(site: &Value) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("site-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let new = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
        new.write("site.json", site.to_string());
        new
    }

    /// Adds an article.
    pub fn with_article(self, slug: &str, article: &Value) -> Self {
        self.write(&format!("articles/{slug}.json"), article.to_string());
        self
    }

    /// Publishes the site, without compressed copies: the tests' server sends none, and to make them takes a second.
    pub fn publish(&self) {
        self.publish_with(false);
    }

    /// Publishes the site, as [`Site::publish`] does.
    pub fn published(self) -> Self {
        self.publish();
        self
    }

    /// Publishes the site with compressed copies.
    pub fn published_with_copies(self) -> Self {
        self.publish_with(true);
        self
    }

    fn publish_with(&self, compresses: bool) {
        let app = App::in_folder(self.app());
        let options = Options { compresses, ..Options::new(&app, 0) };
        publish(&SiteFolder::at(self.source("")), &self.path(""), &options, &Silent)
            .expect("the site can be published");
    }

    /// Puts the app and the documents on the server without publishing them.
    pub fn unpublished(self) -> Self {
        copy(&self.app(), &self.path(""));
        copy(&self.source(""), &self.path("content"));
        self
    }

    /// Writes a file of the site folder.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        write(&self.source(path), bytes);
    }

    /// Writes a file into the published site, as a server or a publisher would by other means.
    pub fn plant(&self, path: &str, bytes: impl AsRef<[u8]>) {
        write(&self.path(path), bytes);
    }

    /// The path of a file of the site folder.
    pub fn source(&self, path: &str) -> PathBuf {
        self.0.join("source").join(path)
    }

    /// The path of a file of the published site.
    pub fn path(&self, path: &str) -> PathBuf {
        self.0.join("published").join(path)
    }

    /// The folder of the app that the site is published with.
    pub fn app(&self) -> PathBuf {
        Some(self.0.join("app")).filter(|own| own.is_dir()).unwrap_or_else(server::app)
    }

    /// Publishes the site from now on with a copy of the app, which a test can change. Returns its folder.
    pub fn own_app(&self) -> PathBuf {
        let own = self.0.join("app");
        copy(&server::app(), &own);
        own
    }

    /// The fingerprinted name of an asset, by its plain name.
    pub fn asset(&self, plain: &str) -> String {
        asset_in(&self.app(), plain)
    }

    /// The configuration of a server for this site, with CORS and without a Content-Security-Policy.
    pub fn host(&self) -> Host {
        Host { folder: self.path(""), policy: None, allows_cors: true, ..Host::default() }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // If a test fails before it writes anything, there is no folder to delete.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Copies a folder.
fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("the folder can be listed") {
        let path = entry.expect("the folder can be listed").path();
        let copied = to.join(path.file_name().expect("a file has a name"));
        match path.is_dir() {
            true => copy(&path, &copied),
            false => write(&copied, fs::read(&path).expect("the file can be read")),
        }
    }
}

fn write(file: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(file.parent().expect("the file is in a folder")).expect("folders can be made");
    fs::write(file, bytes).expect("files can be written");
}
