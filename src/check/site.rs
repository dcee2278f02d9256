//! Rules for `version`, `home` and `url` in `site.json`.

use crate::article::VERSION;
use crate::file_system;
use crate::site::address::{self, Mistake};
use crate::slug::is_slug;
use crate::source::{SITE_FILE, SiteFolder, SitePath};

use super::Subject;
use super::addresses::spelling;
use super::report::Findings;

/// The address of a site, from its `site.json`.
pub(super) fn url(site: &SiteFolder) -> Option<String> {
    let bytes = file_system::read(&site.file(&SitePath::new(SITE_FILE))).ok()?;
    address::of_file(&bytes)?.ok()
}

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let Some(site) = subject.tree.root() else { return };
    if site.number("version").is_some_and(|version| version != VERSION) {
        let help = format!("write \"version\": {VERSION}");
        findings.error(site.place_of("version"), "version", "this is another version of the format", help);
    }
    // `home` is optional: without it, the front page begins with the newest article.
    if let Some(slug) = site.text("home").filter(|slug| !slug.is_empty()) {
        let folder = subject.context.site;
        if is_slug(slug) && folder.articles_named(slug).next().is_some() {
            // It is there.
        } else if let Some(name) = folder.slug_like(slug).filter(|_| is_slug(slug)) {
            spelling(site.place_of("home"), name, name, findings);
        } else {
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
