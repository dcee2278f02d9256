//! What a site says of its stories and of itself.

use std::fs;
use std::path::Path;

use crate::article::VERSION;
use crate::site::Site;
use crate::site::address::{self, Mistake};
use crate::slug::is_slug;

use super::addresses::{look_alike, spelling};
use super::report::Findings;
use super::{Subject, base};

/// The address of the site whose stories lie in this folder, if its `site.json` says it.
pub(super) fn url_beside(articles: &Path) -> Option<String> {
    let file = articles.parent()?.join("site.json");
    let (site, _) = Site::from_json(&fs::read(file).ok()?, &base()).ok()?;
    address::address(&site.url?.href()).ok()
}

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let Some(site) = subject.tree.root() else { return };
    if site.number("version").is_some_and(|version| version != VERSION) {
        let help = format!("write \"version\": {VERSION}");
        findings.error(site.place_of("version"), "version", "this is another version of the format", help);
    }
    // Without it, the newest story comes first.
    if let Some(slug) = site.text("home").filter(|slug| !slug.is_empty()) {
        let file = subject.file.with_file_name("articles").join(slug.to_owned() + ".json");
        if is_slug(slug)
            && !file.is_file()
            && let Some(name) = look_alike(&file)
        {
            let name = name.strip_suffix(".json").unwrap_or(&name);
            spelling(site.place_of("home"), name, name, findings);
        } else if !is_slug(slug) || !file.is_file() {
            let message = format!("there is no story articles/{slug}.json");
            findings.error(site.place_of("home"), "home", message, "name the file of a story, without .json");
        }
    }
    if let Some(Err(Mistake { what, instead })) =
        site.text("url").filter(|url| !url.trim().is_empty()).map(address::address)
    {
        let help = match instead {
            Some(instead) => format!("write \"{instead}\", if the front page is there"),
            None => "it is what feeds and previews begin addresses with, as https://example.org/news/".to_owned(),
        };
        findings.error(site.place_of("url"), "site-url", format!("the address of the site {what}"), help);
    }
}
