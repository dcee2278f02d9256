//! The first pass over the sources: the names and addresses of all articles.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use fs_err as fs;
use serde_json::{Map, Value};
use url::Url;

use super::error::ImportError;
use super::own::Own;
use crate::article::{Date, Day};
use crate::file_system::with_slashes;
use crate::html;
use crate::import::kind::Opened;
use crate::import::write::words;
use crate::import::{Content, Draft, record};

/// What is known of an article after the first pass.
pub(super) struct Known {
    pub key: String,
    pub hash: String,
    pub is_page: bool,
    pub day: Option<Day>,
    pub name: String,
    pub addresses: Vec<String>,
    pub base_url: Option<String>,
    pub source: Option<PathBuf>,
}

/// Reads the names and addresses of all articles.
pub(super) fn first_pass(sources: &[Opened], site: &Path, own: &Own) -> Result<Vec<Known>, ImportError> {
    let mut known = Vec::new();
    for source in sources {
        let mut seen: HashMap<String, usize> = HashMap::new();
        source.reader.read(&mut |draft| {
            if own.has(&draft) {
                return;
            }
            let aliases = draft.fields.get("aliases").and_then(Value::as_array);
            let aliases = aliases.into_iter().flatten().filter_map(|alias| Some(alias.as_str()?.to_owned()));
            known.push(Known {
                key: key(source.kind, &draft, site, &mut seen),
                hash: record::hash_of_draft(&draft),
                is_page: draft.is_page,
                day: day_of(&draft.fields),
                name: name_of(&draft),
                addresses: draft.addresses.iter().cloned().chain(aliases).collect(),
                source: draft.origin.id.is_empty().then_some(draft.origin.file),
                base_url: draft.base.url,
            });
        })?;
    }
    Ok(known)
}

/// The day on which an article was published.
pub(super) fn day_of(article: &Map<String, Value>) -> Option<Day> {
    let time_zone = article.get("timeZone").and_then(Value::as_str);
    let published = article.get("published").and_then(Value::as_str).and_then(Date::parse);
    published.map(|date| date.day_in(time_zone))
}

/// What an article is called in its source.
fn name_of(draft: &Draft) -> String {
    let headline = draft.fields.get("headline").map(words).unwrap_or_default();
    let stated = stated_slug(draft).unwrap_or_default();
    let file = draft.origin.file.file_stem().unwrap_or_default().to_string_lossy();
    let names = [stated.as_str(), &draft.name, &headline, &file];
    let name = names.into_iter().find(|name| name.chars().any(char::is_alphanumeric));
    name.unwrap_or_default().to_owned()
}

/// The slug that an editor wrote into a table of fields.
fn stated_slug(draft: &Draft) -> Option<String> {
    if let Some(slug) = draft.fields.get("slug") {
        return Some(words(slug));
    }
    let Content::Html(html) = &draft.content else { return None };
    let html_is =
        |part: &str| html.as_bytes().windows(part.len()).any(|part_of| part_of.eq_ignore_ascii_case(part.as_bytes()));
    // To convert an article takes time, and hardly any has such a table.
    if !(html_is("<table") && html_is("metadata")) {
        return None;
    }
    html::convert(html).fields.get("slug").map(words)
}

/// What identifies an article from one import to the next.
fn key(kind: &str, draft: &Draft, site: &Path, seen: &mut HashMap<String, usize>) -> String {
    let host = draft.addresses.iter().chain(&draft.base.url).find_map(|address| {
        let url = Url::parse(address).ok()?;
        let host = url.host_str()?;
        Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
    });
    let file = || path_between(site, &draft.origin.file);
    let key = match draft.origin.id.as_str() {
        "" => format!("{kind}:{}", file()),
        id => format!("{kind}:{}#{id}", host.unwrap_or_else(file)),
    };
    let count = seen.entry(key.clone()).or_default();
    *count += 1;
    if *count > 1 { format!("{key}~{count}") } else { key }
}

/// The path of a file from the site, so that it is the same for all who have both.
fn path_between(site: &Path, file: &Path) -> String {
    let whole =
        |path: &Path| fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned());
    let (site, file) = (whole(site), whole(file));
    let shared = site.components().zip(file.components()).take_while(|(one, other)| one == other).count();
    let up = site.components().skip(shared).map(|_| Component::ParentDir);
    let path: PathBuf = up.chain(file.components().skip(shared)).collect();
    with_slashes(&path).unwrap_or_else(|| path.to_string_lossy().into_owned())
}
