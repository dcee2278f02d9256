//! What the pages are made with: the styles and scripts of the build.

use std::collections::BTreeMap;
use std::path::Path;

use fs_err as fs;

use super::PublishError;
use super::{hash, policy};

/// Styles and scripts of a build.
pub struct Assets {
    /// The names that files have for their contents, by their plain ones.
    names: BTreeMap<String, String>,
    /// The style sheet of the page.
    pub style: String,
    /// The policy of a page with that style sheet in it; none in development, where the sheet changes under the page.
    pub policy: Option<String>,
    /// For `integrity`, by plain name.
    integrity: BTreeMap<String, String>,
    /// The page that the build came with, without a story in it.
    pub shell: String,
    /// In a development build, the script by which its server reloads the page.
    pub reload: Option<String>,
}

/// Where the page is kept that shows stories which have none of their own.
pub const SHELL: &str = "reader.html";

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
        let (style, integrity) = (String::new(), BTreeMap::new());
        let mut assets = Self { names, style, policy: None, integrity, shell, reload: None };
        let style = dist.join(assets.name("main.css"));
        if !style.is_file() {
            return Err(PublishError::NoBuild { reason: format!("there is no {}", style.display()) });
        }
        assets.style = fs::read_to_string(style)?.trim_end().to_owned();
        for script in ["start.js", "frame.js"] {
            let file = dist.join(assets.name(script));
            if file.is_file() {
                let digest = hash::integrity(&fs::read(file)?);
                assets.integrity.insert(script.to_owned(), digest);
            }
        }
        if development {
            assets.reload = inline_script(&assets.shell).map(str::to_owned);
            return Ok(assets);
        }
        let policy = policy::of_page(&assets.style);
        if !assets.shell.contains("Content-Security-Policy") {
            let policy = format!("{CHARSET}<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
            assets.shell = assets.shell.replacen(CHARSET, &policy, 1);
        }
        Ok(Self { policy: Some(policy), ..assets })
    }

    /// The name of a file, by its plain name.
    pub fn name<'a>(&'a self, plain: &'a str) -> &'a str {
        self.names.get(plain).map_or(plain, String::as_str)
    }

    /// All files that are named for their contents, and so never change.
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

/// What stands first in the page of the build. A policy holds only for what comes after it.
const CHARSET: &str = "<meta charset=\"utf-8\">";

/// The page of the build. It lies where the front page will, until that is published.
fn shell(dist: &Path) -> Result<String, PublishError> {
    for name in ["index.html", SHELL] {
        let file = dist.join(name);
        if file.is_file() {
            let page = fs::read_to_string(file)?;
            if !page.contains(" data-finished") {
                return Ok(page);
            }
        }
    }
    Err(PublishError::NoBuild { reason: format!("there is no {}", dist.join(SHELL).display()) })
}

/// The script that Trunk's server puts into its page.
fn inline_script(page: &str) -> Option<&str> {
    let begin = page.find("<script>")?;
    let length = page[begin..].find("</script>")? + "</script>".len();
    page.get(begin..begin + length)
}
