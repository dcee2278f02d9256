//! The styles and scripts of the build, which pages use.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use crate::app::App;
use crate::publish::PublishError;
use crate::publish::document::policy::Policy;
use crate::publish::document::scripts;
use crate::publish::document::style::{Name, Sheet};
use crate::publish::document::theme::ThemeRules;
use crate::publish::pages::reader;
use crate::publish::store::hash;
use crate::site::Site;
use crate::site::theme::face::Face;

/// The file of the app that lists the hashed names of its files, by their plain names.
const LIST: &str = "assets.json";

/// The styles and scripts of a build.
pub struct Assets {
    /// The hashed file names, by plain name. Empty in development.
    names: BTreeMap<String, String>,
    /// The style sheet that all pages take their rules from.
    sheet: Sheet,
    /// The policy of the site's pages. [`None`] in development, where scripts and styles change while a page is open,
    /// and before [`Assets::of_site`].
    pub policy: Option<Policy>,
    /// A cache of the styles of pages, by the names that are on them and the rules of the theme: the addresses in these
    /// differ by the folder of the page.
    page_styles: Mutex<BTreeMap<StylesKey, Arc<PageStyles>>>,
    /// The `integrity` values of scripts, by plain name.
    integrity: BTreeMap<String, String>,
    /// The bare page of the app.
    pub shell: String,
    /// In a development build, the script element with which Trunk's server reloads the page.
    pub reload: Option<String>,
    /// The style rules of the site's theme.
    pub theme: ThemeRules,
    /// The scripts of the session bar, if the site has a session bar.
    pub session: Option<SessionScripts>,
    /// The hashed files of earlier releases that are still in the output folder.
    pub earlier: Vec<String>,
}

/// What decides which styles a page has: the names on it that the style sheet knows, and the rules of the theme.
type StylesKey = (BTreeSet<Name>, String);

/// The styles of a page.
pub struct PageStyles {
    /// The style rules that can apply to the page.
    pub style: String,
    /// The hash source that allows them in a CSP.
    pub policy_source: String,
}

/// The scripts of the session bar. Each page has the script that fills in the return address.
#[derive(Clone, Copy)]
pub struct SessionScripts {
    /// Whether pages ask the site who is logged in.
    pub asks: bool,
}

impl Assets {
    /// Reads the app.
    pub fn read(app: &App) -> Result<Self, PublishError> {
        let names: BTreeMap<String, String> = match app.read(LIST)? {
            Some(json) => serde_json::from_slice(&json)
                .map_err(|error| PublishError::NoApp { reason: format!("{}: {error}", app.name_of(LIST)) })?,
            None => BTreeMap::new(),
        };
        let development = names.is_empty();
        let shell = shell(app)?;
        let style = names.get("main.css").map_or("main.css", String::as_str);
        let rules = app.read(style)?;
        let rules =
            rules.ok_or_else(|| PublishError::NoApp { reason: format!("there is no {}", app.name_of(style)) })?;
        let sheet = Sheet::parse(String::from_utf8_lossy(&rules).trim_end());
        let (integrity, page_styles) = (BTreeMap::new(), Mutex::default());
        let mut assets = Self {
            names,
            sheet,
            policy: None,
            page_styles,
            integrity,
            shell,
            reload: None,
            theme: ThemeRules::default(),
            session: None,
            earlier: Vec::new(),
        };
        for script in [scripts::SESSION, scripts::CAPTIONS] {
            if let Some(bytes) = app.read(assets.name(script))? {
                assets.integrity.insert(script.to_owned(), hash::integrity(&bytes));
            }
        }
        if development {
            assets.reload = inline_script(&assets.shell).map(str::to_owned);
        }
        Ok(assets)
    }

    /// Adds the policy of the site's pages, its theme and the scripts of its session bar.
    pub fn of_site(mut self, site: &Site) -> Self {
        let session = site.session.as_ref().filter(|session| session.is_shown());
        self.session = session.map(|session| SessionScripts { asks: session.is_asked() });
        self.theme = ThemeRules::of(site);
        let has_faces = self.theme.has_faces();
        self.policy = (!self.is_development()).then(|| Policy::of_site(session, has_faces));
        self
    }

    /// The styles of a page that contains these elements, classes and ids. `font` returns the address of a font file.
    pub fn page_styles(&self, names: BTreeSet<Name>, font: &dyn Fn(&Face) -> Option<String>) -> Arc<PageStyles> {
        let key = (self.sheet.known(names), self.theme.css(font));
        let mut cache = self.page_styles.lock().unwrap_or_else(PoisonError::into_inner);
        let styles = cache.entry(key).or_insert_with_key(|(names, theme)| {
            let style = self.sheet.of(names) + theme;
            let policy_source = hash::policy_source(&style);
            Arc::new(PageStyles { style, policy_source })
        });
        styles.clone()
    }

    /// The file name of an asset, with a hash in it, by its name without the hash. In development there are no hashes.
    pub fn name<'a>(&'a self, plain: &'a str) -> &'a str {
        self.names.get(plain).map_or(plain, String::as_str)
    }

    /// The hashed files of this release. A file with a hash in its name never changes.
    pub fn hashed(&self) -> impl Iterator<Item = &str> {
        self.names.values().map(String::as_str)
    }

    /// The `integrity` of a script, if the build has the script. [`None`] in development, where scripts change while a
    /// page is open.
    pub fn integrity(&self, plain: &str) -> Option<&str> {
        self.integrity.get(plain).filter(|_| !self.is_development()).map(String::as_str)
    }

    /// Whether the build has a script.
    pub fn has(&self, plain: &str) -> bool {
        self.integrity.contains_key(plain)
    }

    /// Whether this is a development build, as `cargo xtask serve` makes it.
    pub fn is_development(&self) -> bool {
        self.names.is_empty()
    }
}

/// Reads the bare page of the app.
fn shell(app: &App) -> Result<String, PublishError> {
    let page = app.read(reader::BUILT)?.map(|page| String::from_utf8_lossy(&page).into_owned());
    // A finished page is there if a site was published to the folder.
    let page = page.filter(|page| !page.contains(" data-finished"));
    page.ok_or_else(|| PublishError::NoApp {
        reason: format!("there is no {} as the app has it", app.name_of(reader::BUILT)),
    })
}

/// The script element that Trunk's server puts into the page.
fn inline_script(page: &str) -> Option<&str> {
    let begin = page.find("<script>")?;
    let length = page[begin..].find("</script>")? + "</script>".len();
    page.get(begin..begin + length)
}
