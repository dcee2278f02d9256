//! The rule `canonical-elsewhere`: `canonical` is the article's own page, but under another address. Search engines
//! would treat it as another page.

use url::Url;

use crate::article::Date;
use crate::page_path;
use crate::source::Item;

use super::Subject;
use super::report::Findings;

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let Some(article) = subject.tree.root() else { return };
    if !matches!(subject.context.path.item(), Item::Article(_)) {
        return;
    }
    let site = subject.context.url.and_then(|url| Url::parse(url).ok());
    let canonical = article.text("canonical").and_then(|canonical| Url::parse(canonical.trim()).ok());
    let (Some(site), Some(canonical), Some(slug)) = (site, canonical, subject.context.path.slug()) else { return };
    let day = article.text("published").and_then(Date::parse).map(|date| date.day_in(article.text("timeZone")));
    let path = page_path::of_article(slug, day);
    let below = |address: &Url| Some(address[url::Position::BeforePath..].strip_prefix(site.path())?.to_owned());
    let is_web = matches!(canonical.scheme(), "http" | "https");
    let Some(address) = below(&canonical).filter(|address| is_web && page_path::is_of_article(address, slug)) else {
        return;
    };
    if canonical.origin() == site.origin() && page_path::is_same(&address, &path) {
        return;
    }
    let own = site.join(&path).map_or_else(|_| path.clone(), String::from);
    let message = match (canonical.host() == site.host(), canonical.scheme() == site.scheme()) {
        (true, true) => "this is the page of the article itself, but not its exact address".to_owned(),
        (true, false) => {
            format!("this is the page of the article itself, with {} instead of {}", canonical.scheme(), site.scheme())
        }
        (false, _) => {
            "this is the page of the article itself, but not on the server of \"url\" in site.json".to_owned()
        }
    };
    let help = format!("remove it, or write \"{own}\": search engines index only the address given here");
    findings.warning(article.place_of("canonical"), "canonical-elsewhere", message, help);
}
