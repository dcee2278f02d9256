//! What the pages are made with: the styles and scripts of the build.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use fs_err as fs;

use crate::publish::PublishError;
use crate::publish::document;
use crate::publish::document::policy::Policy;
use crate::publish::document::scripts;
use crate::publish::document::style::{Name, Sheet};
use crate::publish::pages::reader;
use crate::publish::store::hash;
use crate::site::Site;

/// Styles and scripts of a build.
pub struct Assets {
    /// The names that files have for their contents, by their plain ones.
    names: BTreeMap<String, String>,
    /// The style sheet of all pages.
    sheet: Sheet,
    /// None in development, where scripts and styles change under the page, nor before [`Assets::of_site`].
    pub policy: Option<Policy>,
    /// The looks that pages have had up to now, by what is on them.
    looks: Mutex<BTreeMap<BTreeSet<Name>, Arc<Look>>>,
    /// For `integrity`, by plain name.
    integrity: BTreeMap<String, String>,
    /// The page that the build came with, without an article in it.
    pub shell: String,
    /// In a development build, the script by which its server reloads the page.
    pub reload: Option<String>,
    /// The scripts of the session bar, if the site has one.
    pub session: Option<SessionScripts>,
    /// The files of earlier releases that are still there, which never change either.
    pub earlier: Vec<String>,
}

/// The styles of a page.
pub struct Look {
    /// The rules that can apply to it.
    pub style: String,
    /// Its policy, with those rules in it.
    pub policy: Option<String>,
}

/// The scripts of the session bar. Each page has that of the way back.
#[derive(Clone, Copy)]
pub struct SessionScripts {
    /// Whether the site has a question.
    pub asks: bool,
}

impl Assets {
    /// Reads what a build left in `dist`.
    pub fn read(dist: &Path) -> Result<Self, PublishError> {
        let list = dist.join("assets.json");
        let names: BTreeMap<String, String> = if list.is_file() {
            serde_json::from_slice(&fs::read(&list)?)
                .map_err(|error| PublishError::NoBuild { reason: format!("{}: {error}", list.display()) })?
        } else {
            BTreeMap::new()
        };
        let development = names.is_empty();
        let shell = shell(dist)?;
        let style = dist.join(names.get("main.css").map_or("main.css", String::as_str));
        if !style.is_file() {
            return Err(PublishError::NoBuild { reason: format!("there is no {}", style.display()) });
        }
        let sheet = Sheet::parse(fs::read_to_string(style)?.trim_end());
        let (integrity, looks) = (BTreeMap::new(), Mutex::default());
        let mut assets = Self {
            names,
            sheet,
            policy: None,
            looks,
            integrity,
            shell,
            reload: None,
            session: None,
            earlier: Vec::new(),
        };
        for script in [document::FRAME_SCRIPT, scripts::SESSION, scripts::CAPTIONS] {
            let file = dist.join(assets.name(script));
            if file.is_file() {
                let digest = hash::integrity(&fs::read(file)?);
                assets.integrity.insert(script.to_owned(), digest);
            }
        }
        if development {
            assets.reload = inline_script(&assets.shell).map(str::to_owned);
        }
        Ok(assets)
    }

    /// For a site: with the policy of its pages, and with the scripts of its session bar.
    pub fn of_site(mut self, site: &Site) -> Self {
        let session = site.session.as_ref().filter(|session| session.is_shown());
        self.session = session.map(|session| SessionScripts { asks: session.is_asked() });
        self.policy = (!self.is_development()).then(|| Policy::of_site(session));
        self
    }

    /// The styles of a page with these elements, classes and ids on it.
    pub fn look(&self, names: BTreeSet<Name>) -> Arc<Look> {
        let names = self.sheet.known(names);
        let mut looks = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
        let look = looks.entry(names).or_insert_with_key(|names| {
            let style = self.sheet.of(names);
            let policy = self.policy.as_ref().map(|policy| policy.of_page(&style));
            Arc::new(Look { style, policy })
        });
        look.clone()
    }

    /// The name of a file, by its plain name.
    pub fn name<'a>(&'a self, plain: &'a str) -> &'a str {
        self.names.get(plain).map_or(plain, String::as_str)
    }

    /// The files of this release that are named for their contents, and so never change.
    pub fn hashed(&self) -> impl Iterator<Item = &str> {
        self.names.values().map(String::as_str)
    }

    /// For the `integrity` of a script, if the build has it. In development it would change under the page.
    pub fn integrity(&self, plain: &str) -> Option<&str> {
        self.integrity.get(plain).filter(|_| !self.is_development()).map(String::as_str)
    }

    /// Whether the build has a script.
    pub fn has(&self, plain: &str) -> bool {
        self.integrity.contains_key(plain)
    }

    /// A build that is served while it is worked on, as by `cargo xtask serve`.
    pub fn is_development(&self) -> bool {
        self.names.is_empty()
    }
}

/// The page of the build. It lies where the front page will, until that is published.
fn shell(dist: &Path) -> Result<String, PublishError> {
    for name in ["index.html", reader::PATH] {
        let file = dist.join(name);
        if file.is_file() {
            let page = fs::read_to_string(file)?;
            if !page.contains(" data-finished") {
                return Ok(reader::as_built(&page));
            }
        }
    }
    Err(PublishError::NoBuild { reason: format!("there is no {}", dist.join(reader::PATH).display()) })
}

/// The script that Trunk's server puts into its page.
fn inline_script(page: &str) -> Option<&str> {
    let begin = page.find("<script>")?;
    let length = page[begin..].find("</script>")? + "</script>".len();
    page.get(begin..begin + length)
}
