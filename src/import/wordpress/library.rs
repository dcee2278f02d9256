//! What articles of an export refer to: media, authors, categories and reusable blocks, of all its files.

use std::collections::HashMap;

use super::php;
use super::stream::{Entry, Item};
use crate::import::encoding;

/// How much text of reusable blocks is kept in memory, in bytes.
const MAX_REUSABLE: usize = 16 * 1024 * 1024;

/// The number of a site among those of the exports.
pub type SiteId = u32;

/// A file of the media library.
#[derive(Default)]
pub struct Attachment {
    pub url: Box<str>,
    pub alt: Box<str>,
    pub caption: Box<str>,
    pub title: Box<str>,
    pub credit: Box<str>,
    pub size: Option<(u32, u32)>,
    order: i64,
}

/// What articles refer to.
#[derive(Default)]
pub struct Library {
    /// The addresses of the sites.
    sites: Vec<String>,
    attachments: Vec<Attachment>,
    by_id: HashMap<(SiteId, u64), u32>,
    by_path: HashMap<Box<str>, u32>,
    children: HashMap<(SiteId, u64), Vec<u32>>,
    authors: HashMap<(SiteId, String), String>,
    terms: HashMap<(SiteId, u64), String>,
    reusable: HashMap<(SiteId, u64), String>,
    reusable_size: usize,
}

impl Library {
    /// The number of the site with an address.
    pub fn site(&mut self, url: &str) -> SiteId {
        let url = url.trim_end_matches('/');
        let at = self.sites.iter().position(|site| site == url).unwrap_or_else(|| {
            self.sites.push(url.to_owned());
            self.sites.len() - 1
        });
        SiteId::try_from(at).unwrap_or(SiteId::MAX)
    }

    /// The address of a site, without a slash at its end.
    pub fn address(&self, site: SiteId) -> &str {
        self.sites.get(site as usize).map_or("", String::as_str)
    }

    /// Keeps what articles may refer to.
    pub fn add(&mut self, site: SiteId, entry: Entry) {
        match entry {
            Entry::Author { login, name } if !name.is_empty() => {
                self.authors.entry((site, slug(&login))).or_insert_with(|| encoding::once(&name).into_owned());
            }
            Entry::Term { taxonomy, id, slug: term, name, description } => match taxonomy.as_str() {
                "author" => {
                    // Co-Authors Plus describes a user as "Display name First Last login ID e-mail", for its search.
                    let login = slug(term.strip_prefix("cap-").unwrap_or(&term));
                    let display = description.split_once(&format!(" {name} ")).map(|(words, _)| words);
                    if let Some(display) = display.filter(|display| !display.is_empty()) {
                        self.authors.entry((site, login)).or_insert_with(|| once(display).to_owned());
                    }
                }
                _ if id > 0 => {
                    self.terms.insert((site, id), term);
                }
                _ => {}
            },
            Entry::Item(item) => self.add_item(site, *item),
            Entry::Author { .. } | Entry::Site(_) | Entry::Broken(_) => {}
        }
    }

    fn add_item(&mut self, site: SiteId, item: Item) {
        match item.kind.as_str() {
            "attachment" => self.add_attachment(site, &item),
            "wp_block" if self.reusable_size + item.content.len() <= MAX_REUSABLE => {
                self.reusable_size += item.content.len();
                self.reusable.insert((site, item.id), item.content);
            }
            "guest-author" => {
                let name = item.meta("cap-display_name").unwrap_or(&item.title).trim().to_owned();
                let login = item.meta("cap-user_login").map_or_else(|| slug(&item.name), slug);
                self.authors.insert((site, slug(login.strip_prefix("cap-").unwrap_or(&login))), name);
            }
            _ => {}
        }
    }

    fn add_attachment(&mut self, site: SiteId, item: &Item) {
        let url = if item.attachment_url.is_empty() { &item.guid } else { &item.attachment_url };
        let meta = item.meta("_wp_attachment_metadata").map(php::entries).unwrap_or_default();
        let number = |key: &str| {
            let found = meta.iter().find(|(name, _)| *name == key);
            found.and_then(|(_, value)| value.trim().parse::<u32>().ok()).filter(|number| *number > 0)
        };
        let credit = ["_media_credit", "_isc_image_source", "isc_image_source"].iter().find_map(|key| item.meta(key));
        let attachment = Attachment {
            url: url.as_str().into(),
            alt: kept(item.meta("_wp_attachment_image_alt").unwrap_or_default()),
            caption: kept(&item.excerpt),
            title: kept(&item.title),
            credit: kept(credit.unwrap_or_default()),
            size: number("width").zip(number("height")),
            order: item.order,
        };
        let Ok(at) = u32::try_from(self.attachments.len()) else { return };
        // Each file of a large export may have the same attachment.
        if item.id > 0 && self.by_id.contains_key(&(site, item.id)) {
            return;
        }
        self.by_id.insert((site, item.id), at);
        if let Some(path) = path(&attachment.url) {
            // WordPress makes large images smaller, and calls them so.
            for end in ["-scaled", "-rotated"] {
                if let Some((stem, extension)) = path.rsplit_once('.')
                    && let Some(stem) = stem.strip_suffix(end)
                {
                    self.by_path.entry(format!("{stem}.{extension}").into()).or_insert(at);
                }
            }
            self.by_path.insert(path.into(), at);
        }
        if item.parent > 0 {
            self.children.entry((site, item.parent)).or_default().push(at);
        }
        self.attachments.push(attachment);
    }

    /// An attachment by its number.
    pub fn attachment(&self, site: SiteId, id: u64) -> Option<&Attachment> {
        self.attachments.get(*self.by_id.get(&(site, id))? as usize)
    }

    /// The attachment that an address leads to, or of which it leads to a smaller size.
    pub fn by_address(&self, address: &str) -> Option<&Attachment> {
        let path = path(address)?;
        let at = self.by_path.get(path).or_else(|| self.by_path.get(original(path)?.as_str()))?;
        self.attachments.get(*at as usize)
    }

    /// The images that were uploaded for a post, in their order, but for some.
    pub fn images_of(&self, site: SiteId, post: u64, excluded: &[u64]) -> Vec<&Attachment> {
        let children = self.children.get(&(site, post)).map(Vec::as_slice).unwrap_or_default();
        let is_wanted = |at: &&u32| !excluded.iter().any(|id| self.by_id.get(&(site, *id)) == Some(*at));
        let attachments = children.iter().filter(is_wanted).filter_map(|at| self.attachments.get(*at as usize));
        let mut images: Vec<_> = attachments.filter(|attachment| is_image(&attachment.url)).collect();
        images.sort_by_key(|image| image.order);
        images
    }

    /// The name of an author whom an item names by login, or by the slug of a term of Co-Authors Plus.
    pub fn author(&self, site: SiteId, login: &str) -> Option<&str> {
        let login = login.strip_prefix("cap-").unwrap_or(login);
        self.authors.get(&(site, slug(login))).map(String::as_str)
    }

    /// The slug of a category by its number.
    pub fn term(&self, site: SiteId, id: u64) -> Option<&str> {
        self.terms.get(&(site, id)).map(String::as_str)
    }

    /// The content of a reusable block.
    pub fn reusable(&self, site: SiteId, id: u64) -> Option<&str> {
        self.reusable.get(&(site, id)).map(String::as_str)
    }
}

/// A text in as little memory as it needs.
fn kept(text: &str) -> Box<str> {
    encoding::once(text.trim()).into()
}

/// A login as addresses have it.
fn slug(login: &str) -> String {
    let login = login.trim().to_lowercase();
    login.split([' ', '.', '@', '_', '-']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// Words without a second copy of themselves, as in "Ann Lee Ann Lee".
fn once(words: &str) -> &str {
    let half = words.len() / 2;
    match words.split_at_checked(half) {
        Some((first, second)) if second.strip_prefix(' ') == Some(first) => first,
        _ => words,
    }
}

/// The path of an address, without its server, its query, and the server in front of a copy by Jetpack.
fn path(address: &str) -> Option<&str> {
    let address = address.split(['?', '#']).next()?;
    let after = match address.split_once("://") {
        Some((_, after)) => after,
        None => match address.strip_prefix("//") {
            Some(after) => after,
            None => return Some(address).filter(|path| path.starts_with('/') && path.len() > 1),
        },
    };
    let (host, mut path) = after.split_at(after.find('/')?);
    if matches!(host, "i0.wp.com" | "i1.wp.com" | "i2.wp.com" | "i3.wp.com") {
        path = path.get(1..)?;
        path = &path[path.find('/')?..];
    }
    (path.len() > 1).then_some(path)
}

/// The path of the original of `picture-1024x683.jpg`.
fn original(path: &str) -> Option<String> {
    let (stem, extension) = path.rsplit_once('.')?;
    let (stem, size) = stem.rsplit_once('-')?;
    let (width, height) = size.split_once('x')?;
    let is_number = |text: &str| (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(width) && is_number(height)).then(|| format!("{stem}.{extension}"))
}

fn is_image(address: &str) -> bool {
    let extension =
        address.split(['?', '#']).next().and_then(|path| path.rsplit_once('.')).map(|(_, extension)| extension);
    let extension = extension.unwrap_or_default().to_ascii_lowercase();
    ["jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "heic", "bmp"].contains(&extension.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_an_address_is_without_server_and_query() {
        assert_eq!(path("https://example.org/a/b.jpg?w=1#c"), Some("/a/b.jpg"));
        assert_eq!(path("https://i0.wp.com/example.org/a/b.jpg?w=1"), Some("/a/b.jpg"));
        assert_eq!(path("/a/b.jpg"), Some("/a/b.jpg"));
        assert_eq!(path("https://example.org/"), None);
        assert_eq!(path("b.jpg"), None);
    }

    #[test]
    fn the_original_of_a_size_is_without_its_numbers() {
        assert_eq!(original("/a/b-1024x683.jpg").as_deref(), Some("/a/b.jpg"));
        assert_eq!(original("/a/b-c-2x3.png").as_deref(), Some("/a/b-c.png"));
        for other in ["/a/b.jpg", "/a/b-1024.jpg", "/a/b-x3.jpg", "/a/b-1024x683"] {
            assert_eq!(original(other), None, "{other}");
        }
    }

    #[test]
    fn a_name_that_stands_twice_stands_once() {
        assert_eq!(once("Ann Lee Ann Lee"), "Ann Lee");
        assert_eq!(once("Ann Lee"), "Ann Lee");
    }
}
