//! Identifiers of feeds and their entries. A feed reader shows an entry as new if its identifier is new, so it depends
//! only on the host of the site and on the first slug of the article: not on dates, on `http` or `https`, on the folder
//! of the site, or on a new slug, if `aliases` names the address with the old one. That of the feed of a list depends only
//! on the host and on the path of the list, such as `section/harbours/`, which contains a slash as no slug does.
//!
//! They are UUIDs of version 5 (<https://www.rfc-editor.org/rfc/rfc9562#section-5.5>).

use url::Url;
use uuid::Uuid;

use crate::page_path::PagePath;
use crate::publish::publication::ArticleEntry;

/// The identifier of the feed of a site.
pub fn of_site(root: &str) -> Option<String> {
    Some(namespace(root)?.urn().to_string())
}

/// The identifier of the feed of a list, which is the same in each format.
pub fn of_list(root: &str, list: &PagePath) -> Option<String> {
    Some(Uuid::new_v5(&namespace(root)?, list.address().as_bytes()).urn().to_string())
}

/// The identifier of an article.
pub fn of_article(root: &str, entry: &ArticleEntry) -> Option<String> {
    let slug = entry.former_slugs().next().unwrap_or_else(|| entry.slug.clone());
    Some(Uuid::new_v5(&namespace(root)?, slug.as_bytes()).urn().to_string())
}

fn namespace(root: &str) -> Option<Uuid> {
    Some(Uuid::new_v5(&Uuid::NAMESPACE_DNS, Url::parse(root).ok()?.host_str()?.as_bytes()))
}
