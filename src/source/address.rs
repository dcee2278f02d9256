//! Where the addresses in a document of a site folder lead, on disk.

use percent_encoding::percent_decode_str;
use url::Url;

use super::SitePath;
use crate::address::{Base, Target, encode_path};
use crate::route::slug_of;

/// A file or an article of the same site.
#[derive(Clone, Debug, PartialEq)]
pub enum Local {
    /// A file or a folder of the site folder, which may be missing; and the query and fragment of the address.
    Path(SitePath, String),
    /// An article by its slug, as in `../../#/bell`.
    Article(String),
}

/// Resolves an address in the document at `from`. `url` is the address of the site, and `folder` its path on its server,
/// as far as they are known. [`None`] if the address leads out of the site, or is refused.
pub fn resolve(raw: &str, from: &SitePath, url: Option<&str>, folder: Option<&str>) -> Option<Local> {
    if is_elsewhere(raw, url) {
        return None;
    }
    let base = Base::in_site(format!("content/{}", encode_path(from.as_str()))).of_site(url);
    let target = base.link(raw)?;
    let inside;
    let path = match target.as_ref() {
        Target::Article { name, .. } => return slug_of(name).map(Local::Article),
        Target::File(path) => path,
        target @ Target::Elsewhere(_) => {
            inside = base.below_own_address(target)?;
            &inside
        }
        target @ (Target::Server(_) | Target::Beyond { .. }) => {
            inside = target.path(Some(folder?))?;
            &inside
        }
        Target::Part(_) => return None,
    };
    let (path, rest) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
    let names = path.split('/').map(decode).collect::<Option<Vec<_>>>()?;
    Some(Local::Path(SitePath::of_published(&names.join("/")), rest.to_owned()))
}

/// Whether an address plainly leads out of the site, as most absolute addresses do. They need not be parsed.
fn is_elsewhere(raw: &str, url: Option<&str>) -> bool {
    let rest = ["https://", "http://"].iter().find_map(|scheme| raw.strip_prefix(scheme));
    let host = |rest: &str| rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let own = url.and_then(|url| url.split_once("://")).map(|(_, rest)| host(rest));
    match rest.map(host) {
        // Escapes and other letters may spell the host of the site.
        Some(host) => {
            host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:".contains(&byte)) && own != Some(host)
        }
        None => raw.starts_with("mailto:") || raw.starts_with("tel:"),
    }
}

/// The path of a site on its server, such as `/news/`, from its address.
pub fn folder_of(url: &str) -> Option<String> {
    Url::parse(url).ok().map(|url| url.path().to_owned())
}

/// The name of a file or folder. [`None`] if no file can have it.
fn decode(name: &str) -> Option<String> {
    let name = percent_decode_str(name).decode_utf8().ok()?;
    (!name.contains(['/', '\0'])).then(|| name.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_a_file_of_the_site_or_out_of_it() {
        let path = |path: &str, rest: &str| Some(Local::Path(SitePath::new(path), rest.to_owned()));
        for (raw, expected) in [
            ("lead.jpg", path("articles/2024/bell/lead.jpg", "")),
            ("../../../images/a%20b.jpg?v=2#x", path("images/a b.jpg", "?v=2#x")),
            ("../ferry.json#note-1", path("articles/2024/ferry.json", "#note-1")),
            ("../../../../ads.txt", path("files/ads.txt", "")),
            ("../../../../#/ferry", Some(Local::Article("ferry".to_owned()))),
            ("https://paper.example/news/content/images/a.jpg", path("images/a.jpg", "")),
            ("#note-1", path("articles/2024/bell/index.json", "#note-1")),
            ("HTTPS://Paper%2Eexample:443/news/content/images/a.jpg", path("images/a.jpg", "")),
            ("https://PAPER.example/news/content/images/a.jpg", path("images/a.jpg", "")),
            ("https://paper.example/content/images/a.jpg", None),
            ("https://other.example/news/content/images/a.jpg", None),
            ("mailto:a@paper.example", None),
            ("/news/content/images/a.jpg", path("images/a.jpg", "")),
            ("../../../../../news/content/images/a.jpg", path("images/a.jpg", "")),
            ("/images/a.jpg", None),
            ("../../../../../a.jpg", None),
            ("a%2Fb.jpg", None),
            ("a%00.jpg", None),
            ("javascript:alert(1)", None),
        ] {
            let from = SitePath::new("articles/2024/bell/index.json");
            assert_eq!(resolve(raw, &from, Some("https://paper.example/news/"), Some("/news/")), expected, "{raw}");
        }
    }
}
