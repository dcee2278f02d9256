//! Rules for `version`, `home`, `front`, `contact` and `url` in `site.json`.

use crate::article::VERSION;
use crate::article::json::{Node, Value};
use crate::article::read::Step;
use crate::file_system;
use crate::site::address::{self, Mistake};
use crate::site::navigation::Contact;
use crate::slug::is_slug;
use crate::source::{SITE_FILE, SiteFolder, SitePath};

use super::Subject;
use super::addresses::spelling;
use super::report::{Findings, Place};

/// The address of a site, from its `site.json`.
pub(super) fn url(site: &SiteFolder) -> Option<String> {
    let bytes = file_system::read(&site.file(&SitePath::new(SITE_FILE))).ok()?;
    address::of_file(&bytes)?.ok()
}

/// Checks the name of an article that comes first on the front page.
fn on_front_page(subject: &Subject, slug: &str, place: Place, rule: &'static str, findings: &mut Findings) {
    let folder = subject.context.site;
    if is_slug(slug) && folder.articles_named(slug).next().is_some() {
        return;
    }
    match folder.slug_like(slug).filter(|_| is_slug(slug)) {
        Some(name) => spelling(place, name, name, findings),
        None => {
            let message = format!("there is no article articles/{slug}.json");
            findings.error(place, rule, message, "write the file name of an article, without .json");
        }
    }
}

/// Whether a text has the form of an e-mail address, as browsers define it
/// (<https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address>), with letters of any language.
fn is_email(text: &str) -> bool {
    let is_atom = |c: char| c.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    text.trim()
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && name.chars().all(is_atom) && host.split('.').all(is_label))
}

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let Some(site) = subject.tree.root() else { return };
    if site.number("version").is_some_and(|version| version != VERSION) {
        let help = format!("write \"version\": {VERSION}");
        findings.error(site.place_of("version"), "version", "this is another version of the format", help);
    }
    // Both are optional: without them, the front page begins with the newest article.
    if let Some(slug) = site.text("home").filter(|slug| !slug.is_empty()) {
        on_front_page(subject, slug, site.place_of("home"), "home", findings);
    }
    if let Some(Node { value: Value::List(slugs), .. }) = site.get("front") {
        let list = site.place_of("front").path;
        for (index, Node { at, value }) in slugs.iter().enumerate() {
            let place = Place { at: *at, path: list.with(Step::Index(index)) };
            if let Value::Text(slug) = value {
                on_front_page(subject, slug, place, "front", findings);
            }
        }
    }
    if let Some(contact) = site.get("contact").and_then(|node| Some((node, subject.read::<Contact>(node)?.email?)))
        && !is_email(&contact.1)
    {
        let place = Place { at: contact.0.at, path: site.place_of("contact").path.with(Step::Key("email".into())) };
        let help = "write it as desk@example.org, without a name and without mailto:";
        findings.error(place, "contact", "this is not an e-mail address", help);
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
