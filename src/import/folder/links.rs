//! Where the links and the images of an article lead.

use std::path::Path;

use serde_json::{Map, Value};
use walkdir::WalkDir;

use super::Articles;
use super::files::{self, Found};
use super::site::{self, Generator};

impl Articles {
    /// Where a link leads: a link to a file leads to its article.
    pub(super) fn link(&self, found: &Found, link: &str) -> String {
        let is_elsewhere =
            link.contains("://") || link.starts_with("//") || link.starts_with('#') || link.starts_with("mailto:");
        if link.is_empty() || is_elsewhere {
            return link.to_owned();
        }
        let (path, part) = link.split_at(link.find(['#', '?']).unwrap_or(link.len()));
        if self.index.addresses.contains(path) {
            return format!("{}{link}", self.site.path);
        }
        let is_file = path.starts_with("@/") || files::MARKDOWN.iter().any(|kind| path.ends_with(&format!(".{kind}")));
        match self.address(found, path).filter(|_| is_file) {
            Some(address) => format!("{address}{part}"),
            None => link.to_owned(),
        }
    }

    /// The address of the article that a name means: a path below the content or beside an article, or the name of a file.
    pub(super) fn address(&self, found: &Found, name: &str) -> Option<String> {
        let name = percent_encoding::percent_decode_str(name).decode_utf8().ok()?;
        let (name, part) = name.split_at(name.find('#').unwrap_or(name.len()));
        let path = name.strip_prefix("@/").unwrap_or(name);
        let beside = match found.path.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{path}"),
            None => path.to_owned(),
        };
        let whole = joined(path)?;
        let paths = [joined(&beside).filter(|_| !name.starts_with(['/', '@'])), Some(whole.clone())];
        let by_path = paths.iter().flatten().find_map(|path| self.index.paths.get(&key(path)));
        // Jekyll's names of posts are paths below `_posts`.
        let by_post = || self.index.paths.get(&key(&format!("_posts/{whole}")));
        let by_name = || self.index.names.get(&key(whole.rsplit('/').next()?)).filter(|_| !whole.contains('/'));
        by_path.or_else(by_post).or_else(by_name).map(|address| format!("{address}{part}"))
    }

    /// The address of an image: from the root, if it is in one of its folders and not beside the article.
    pub(super) fn image(&self, found: &Found, src: &str) -> String {
        if src.contains("://") || src.starts_with("//") || src.starts_with("data:") {
            return src.to_owned();
        }
        let path = &self.site.path;
        if let Some(rest) = src.strip_prefix(path.as_str()).filter(|rest| !path.is_empty() && rest.starts_with('/')) {
            return rest.to_owned();
        }
        if src.starts_with('/') || !site::is_below(src) {
            return src.to_owned();
        }
        let decoded = percent_encoding::percent_decode_str(src).decode_utf8_lossy();
        let is_beside = found.file.parent().is_some_and(|folder| folder.join(&*decoded).is_file());
        let is_in_root = !is_beside && self.site.roots.iter().any(|root| root.join(&*decoded).is_file());
        if is_in_root { format!("/{}", src.trim_start_matches("./")) } else { src.to_owned() }
    }

    /// The images in a folder of the site, by its address.
    pub(super) fn images(&self, found: &Found, folder: &str) -> Vec<String> {
        let name = folder.split('*').next().unwrap_or_default().trim_end_matches('/');
        let inner = name.trim_start_matches('/');
        if !site::is_below(inner) {
            return Vec::new();
        }
        let beside =
            found.file.parent().filter(|_| !name.starts_with('/')).map(|parent| (parent.join(inner), inner.to_owned()));
        let rooted = self.site.roots.iter().map(|root| (root.join(inner), format!("/{inner}")));
        for (folder, address) in beside.into_iter().chain(rooted) {
            let mut images: Vec<String> = WalkDir::new(&folder)
                .min_depth(1)
                .max_depth(1)
                .into_iter()
                .filter_map(Result::ok)
                .filter(|entry| entry.file_type().is_file() && is_image(entry.path()))
                .filter_map(|entry| entry.file_name().to_str().map(str::to_owned))
                .take(1_000)
                .collect();
            if !images.is_empty() {
                images.sort();
                let before = if address.is_empty() { String::new() } else { format!("{address}/") };
                return images.into_iter().map(|image| format!("{before}{image}")).collect();
            }
        }
        Vec::new()
    }

    /// The main image of a page bundle: the one that its resources name, or that is called so.
    pub(super) fn bundle_lead(&self, found: &Found, page: &Map<String, Value>, body: &str) -> Option<Value> {
        let is_bundle = self.site.generator == Generator::Hugo
            && found.path.contains('/')
            && found.path.rsplit('/').next()?.starts_with("index.");
        let named = ["featured", "feature", "cover"];
        let src = page.get("resources").and_then(Value::as_array).and_then(|list| {
            let item = list.iter().find(|item| {
                item.get("name")
                    .and_then(Value::as_str)
                    .is_some_and(|name| named.iter().any(|known| name.starts_with(known)))
            })?;
            item.get("src")?.as_str().map(str::to_owned)
        });
        let beside = || {
            let folder = found.file.parent()?;
            let entries =
                WalkDir::new(folder).min_depth(1).max_depth(1).sort_by_file_name().into_iter().filter_map(Result::ok);
            let mut names = entries
                .filter(|entry| entry.file_type().is_file() && is_image(entry.path()))
                .filter_map(|entry| entry.file_name().to_str().map(str::to_owned));
            names.find(|name| named.iter().any(|known| name.starts_with(known)) && !body.contains(name.as_str()))
        };
        let src = src.or_else(beside).filter(|_| is_bundle)?;
        Some(serde_json::json!({ "type": "image", "src": src, "alt": "" }))
    }
}

fn is_image(file: &Path) -> bool {
    matches!(files::extension(file).as_str(), "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "svg")
}

/// How a path is written in the index.
pub(super) fn key(path: &str) -> String {
    let path = path.to_lowercase();
    let path = path.trim_matches('/');
    let kinds = files::MARKDOWN.iter().chain(&["html", "htm"]);
    let stem = kinds.clone().find_map(|kind| path.strip_suffix(kind)?.strip_suffix('.')).unwrap_or(path);
    stem.strip_suffix("/index").unwrap_or(stem).to_owned()
}

/// A path without `.` and `..`. [`None`] if it climbs out.
fn joined(path: &str) -> Option<String> {
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
