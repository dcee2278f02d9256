//! Rules for `version`, `home` and `url` in `site.json`.

use std::fs;
use std::path::Path;

use crate::article::VERSION;
use crate::site::address::{self, Mistake};
use crate::slug::is_slug;

use super::Subject;
use super::addresses::{look_alike, spelling};
use super::report::Findings;

/// The address of the site whose articles are in this folder, from its `site.json`.
pub(super) fn url_beside(articles: &Path) -> Option<String> {
    let file = articles.parent()?.join("site.json");
    address::of_file(&fs::read(file).ok()?)?.ok()
}

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let Some(site) = subject.tree.root() else { return };
    if site.number("version").is_some_and(|version| version != VERSION) {
        let help = format!("write \"version\": {VERSION}");
        findings.error(site.place_of("version"), "version", "this is another version of the format", help);
    }
    // `home` is optional: without it, the front page begins with the newest article.
    if let Some(slug) = site.text("home").filter(|slug| !slug.is_empty()) {
        let file = subject.file.with_file_name("articles").join(slug.to_owned() + ".json");
        if is_slug(slug)
            && !file.is_file()
            && let Some(name) = look_alike(&file)
        {
            let name = name.strip_suffix(".json").unwrap_or(&name);
            spelling(site.place_of("home"), name, name, findings);
        } else if !is_slug(slug) || !file.is_file() {
            let message = format!("there is no article articles/{slug}.json");
            findings.error(site.place_of("home"), "home", message, "write the file name of an article, without .json");
        }
    }
    if let Some(Err(Mistake { what, instead })) =
        site.text("url").filter(|url| !url.trim().is_empty()).map(address::address)
    {
        let help = match instead {
            Some(instead) => format!("write \"{instead}\", if the front page is there"),
            None => "write the absolute address for feeds and previews, such as https://example.org/news/".to_owned(),
        };
        findings.error(site.place_of("url"), "site-url", format!("the address of the site {what}"), help);
    }
}
