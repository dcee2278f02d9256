//! The address of a site, on which all absolute addresses of its pages are based.

use crate::article;
use crate::article::json::{self, Node, Value, value_of};
use percent_encoding::percent_decode_str;
use url::Url;

/// An error in the `url` of a `site.json`.
#[derive(Clone, Debug, PartialEq)]
pub struct Mistake {
    /// The error, as the end of a sentence that begins with "the address of the site".
    pub what: String,
    /// The corrected address, if there is one.
    pub instead: Option<String>,
}

/// File extensions of pages. A path that ends in one is not a folder.
const PAGES: [&str; 18] = [
    "asp", "aspx", "cfm", "cgi", "do", "htm", "html", "jsf", "json", "jsp", "md", "php", "php5", "phtml", "pl",
    "shtml", "xhtml", "xml",
];

/// Returns the address below which all pages of a site are. It ends in `/`.
///
/// # Errors
///
/// An address that is not that of a folder on a server is an error: one that is not absolute, or contains a user name,
/// a query, a fragment, the name of a page or an empty folder name.
pub fn address(raw: &str) -> Result<String, Mistake> {
    let raw = raw.trim();
    let lower = raw.to_lowercase();
    let whole = ["https://", "http://"].iter().any(|scheme| lower.starts_with(scheme));
    let Some(mut url) = Url::parse(raw).ok().filter(|_| whole) else {
        return Err(Mistake { what: "is not a whole one".to_owned(), instead: None });
    };
    let mut wrong = Vec::new();
    if !url.username().is_empty() || url.password().is_some() {
        wrong.push("a user name");
        // Can't fail: only an address without a host has no user name, and `http` addresses have a host.
        let _ = url.set_username("").and_then(|()| url.set_password(None));
    }
    let path = url.path().to_owned();
    let mut folders: Vec<&str> = path.split('/').filter(|name| !name.is_empty()).collect();
    if path.contains("//") {
        wrong.push("two slashes in a row");
    }
    if folders.last().is_some_and(|name| is_page(name)) {
        wrong.push("the name of a page");
        folders.pop();
    }
    if url.query().is_some() {
        wrong.push("a query (from the question mark on)");
    }
    if url.fragment().is_some() {
        wrong.push("a fragment (from the # on)");
    }
    url.set_query(None);
    url.set_fragment(None);
    url.set_path(&folders.iter().flat_map(|name| ["/", name]).chain(["/"]).collect::<String>());
    match wrong.is_empty() {
        true => Ok(url.into()),
        false => Err(Mistake { what: format!("has {} in it", wrong.join(" and ")), instead: Some(url.into()) }),
    }
}

/// The address that a `site.json` gives, from the bytes of the file; [`None`] if it gives none, or can't be read.
pub fn of_file(bytes: &[u8]) -> Option<Result<String, Mistake>> {
    of(&json::parse(&article::decode(bytes).ok()?).ok()?)
}

/// The address that a `site.json` gives; [`None`] if it gives none.
pub fn of(site: &Node) -> Option<Result<String, Mistake>> {
    let Value::Object(entries) = &site.value else { return None };
    let node = value_of(entries, "url").filter(|node| node.is_filled())?;
    Some(match &node.value {
        Value::Text(url) => address(url),
        _ => address(""),
    })
}

fn is_page(name: &str) -> bool {
    let name = percent_decode_str(name).decode_utf8_lossy().to_lowercase();
    name.rsplit_once('.').is_some_and(|(_, ending)| PAGES.contains(&ending))
}
