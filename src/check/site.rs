//! What a site says of its stories and of itself.

use crate::article::VERSION;
use crate::article::link::Base;
use crate::page::route::is_slug;
use crate::session;

use super::addresses::whole;
use super::report::Findings;
use super::{BASE, Subject};

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let Some(site) = subject.tree.root() else { return };
    if site.number("version").is_some_and(|version| version != VERSION) {
        let help = format!("write \"version\": {VERSION}");
        findings.error(site.place_of("version"), "version", "this is another version of the format", help);
    }
    // Without it, the newest story comes first.
    if let Some(slug) = site.text("home").filter(|slug| !slug.is_empty()) {
        let file = subject.file.with_file_name("articles").join(slug.to_owned() + ".json");
        if !is_slug(slug) || !file.is_file() {
            let message = format!("there is no story articles/{slug}.json");
            findings.error(site.place_of("home"), "home", message, "name the file of a story, without .json");
        }
    }
    if let Some(url) = site.text("url")
        && !["https://", "http://"].iter().any(|scheme| url.to_lowercase().starts_with(scheme))
    {
        let help = "it is what feeds and previews begin addresses with, as https://example.org/news/";
        findings.error(site.place_of("url"), "site-url", "the address of the site is not a whole one", help);
    }
    subject.tree.each(|object| {
        let Some(login) = object.text("login") else { return };
        if session::login(login, BASE, &Base::new(BASE)).is_none() {
            let help = "it begins with https: or http:, or is relative to the folder that content/ lies in";
            findings.error(object.place_of("login"), "refused-address", "this address is refused", help);
        } else if let Some(whole) = whole(login) {
            let message = "this address leads to a page of the site's own";
            findings.warning(object.place_of("login"), "dead-link", message, format!("did you mean \"{whole}\"?"));
        }
    });
}
