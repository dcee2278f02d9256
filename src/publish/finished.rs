//! The finished JSON of an article: the file of the site folder, with its addresses relative to its place in the
//! published site, and with the sizes of images that the publisher left to the program. All other bytes stay as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use percent_encoding::percent_decode_str;
use serde_json::json;
use url::Url;

use crate::address::{self, Base, encode_path};
use crate::article::json::{self, Key, Node, Value, value_of};
use crate::article::read::{Path, Problem, Step};
use crate::check::{MissingSize, Tree};
use crate::page_path::PagePath;
use crate::schema::fields::{Holds, fields};
use crate::source::address::{Local, folder_of, resolve};
use crate::source::{Item, SITE_FILE, SiteFolder, SitePath};

/// A change of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The path of the value that is replaced, or of the object that gets fields.
    path: Path,
    /// The byte offset of that value or object in the text.
    at: usize,
    what: What,
}

/// What is changed.
#[derive(Clone, Debug, PartialEq)]
enum What {
    /// A text, or a value that is as good as none, becomes another one.
    Value(serde_json::Value),
    /// An object gets further fields, before its others.
    Fields(Vec<(&'static str, serde_json::Value)>),
}

/// The result of [`Move::finish`].
#[derive(Debug, Default)]
pub struct Finished {
    /// The changes, in the order of the text.
    pub changes: Vec<Change>,
    /// The files of the site that the document uses. Some may be missing.
    pub uses: BTreeSet<SitePath>,
}

/// A document that is moved from the site folder to its place in the published site.
pub struct Move<'a> {
    /// The site folder.
    pub site: &'a SiteFolder,
    /// The path of the document in the site folder.
    pub from: &'a SitePath,
    /// The path of the document in the published site.
    pub to: &'a str,
    /// The address of the site, if it has one.
    pub url: Option<&'a str>,
}

impl Move<'_> {
    /// Finds the files that a document uses, and the changes that it needs.
    pub fn finish(&self, root: &Node, problems: &[Problem], sizes: &[MissingSize]) -> Finished {
        let mut finished = Finished::default();
        let keys = fields().keys(&[Holds::Link, Holds::File, Holds::Image]);
        // Without an address, the site is taken to be at the root of its server.
        let folder = self.url.and_then(folder_of).unwrap_or_else(|| "/".to_owned());
        Tree::new(root, problems).each(|object| {
            let (at, path) = (object.node().at, || object.place().path);
            if let Some(MissingSize { width, height, .. }) = sizes.iter().find(|size| size.at == at) {
                let fields = vec![("width", json!(width)), ("height", json!(height))];
                finished.changes.push(Change { path: path(), at, what: What::Fields(fields) });
            }
            for key in keys.iter() {
                if let Some(raw) = object.text(key)
                    && let Some(node) = object.get(key)
                    && let Some(address) = self.address(raw, &folder, &mut finished.uses)
                {
                    let path = path().with(Step::Key(key.clone().into()));
                    finished.changes.push(Change { path, at: node.at, what: What::Value(json!(address)) });
                }
            }
        });
        finished.changes.sort_by_key(|change| change.at);
        finished
    }

    /// The changes that give authors their names: where an article names an author by the slug of a file in `authors/`, its
    /// finished JSON has the name and the address of the author's page.
    pub fn name_authors(&self, root: &Node, names: &BTreeMap<String, String>) -> Vec<Change> {
        let Value::Object(fields) = &root.value else { return Vec::new() };
        let Some(Node { value: Value::List(authors), .. }) = value_of(fields, "authors") else { return Vec::new() };
        let list = Path::default().with(Step::Key("authors".into()));
        let authors = authors.iter().enumerate();
        authors.flat_map(|(index, author)| self.name_author(list.with(Step::Index(index)), author, names)).collect()
    }

    fn name_author(&self, path: Path, author: &Node, names: &BTreeMap<String, String>) -> Vec<Change> {
        let name_of = |node: &Node| match &node.value {
            Value::Text(slug) => Some((names.get(slug.trim())?.clone(), slug.trim().to_owned())),
            _ => None,
        };
        let address = |slug: &str| address::between(self.to, &PagePath::author(slug).address());
        let change = |path, at, what| Change { path, at, what };
        match &author.value {
            Value::Text(_) => {
                let named = name_of(author);
                let whole = named.map(|(name, slug)| json!({ "name": name, "href": address(&slug) }));
                whole.map(|whole| change(path, author.at, What::Value(whole))).into_iter().collect()
            }
            Value::Object(fields) => {
                let Some((node, (name, slug))) = value_of(fields, "name").and_then(|node| Some((node, name_of(node)?)))
                else {
                    return Vec::new();
                };
                let inside = |key: &'static str| path.with(Step::Key(key.into()));
                let href = match value_of(fields, "href") {
                    None => {
                        let fields = vec![("href", json!(address(&slug)))];
                        Some(change(path.clone(), author.at, What::Fields(fields)))
                    }
                    // A second key would be of no use, since the last one counts.
                    Some(given) if !given.is_filled() => {
                        Some(change(inside("href"), given.at, What::Value(json!(address(&slug)))))
                    }
                    Some(_) => None,
                };
                let name = change(inside("name"), node.at, What::Value(json!(name)));
                href.into_iter().chain([name]).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The address that leads to the same target from the place of the document in the published site. [`None`] if it is
    /// unchanged. Notes the file that the address leads to. `folder` is the path of the site on its server.
    fn address(&self, raw: &str, folder: &str, uses: &mut BTreeSet<SitePath>) -> Option<String> {
        let is_own_part = raw.trim_start().starts_with('#') && !raw.trim_start().starts_with("#/");
        // An address that begins at the root of the server leads to the same place from everywhere.
        let is_relative = Url::parse(raw.trim()) == Err(url::ParseError::RelativeUrlWithoutBase)
            && !raw.trim_start().starts_with(['/', '\\']);
        let Local::Path(path, rest) = resolve(raw, self.from, self.url, Some(folder)).filter(|_| !is_own_part)? else {
            return None;
        };
        let item = path.item();
        // A JSON file in a bundle may be data.
        let is_data = || !self.site.is_document(&path) && self.site.file(&path).is_file();
        // What is no file of the site folder is in `site.json` an address of the published site, from its front page.
        let is_of_published = || self.from.as_str() == SITE_FILE && !self.site.file(&path).is_file();
        let target = match item {
            Item::File(target) if target.starts_with("content/") && is_of_published() => encode_path(path.as_str()),
            Item::File(target) => {
                uses.insert(path.clone());
                encode_path(&target)
            }
            _ if is_data() => {
                uses.insert(path.clone());
                encode_path(&format!("content/{path}"))
            }
            Item::Article(slug) => PagePath::data(slug).address(),
            Item::Page(slug) => PagePath::page(slug).address(),
            Item::Author(slug) => PagePath::author(slug).address(),
        };
        // From where it is, the document leads to the same place.
        if !is_relative || (self.stays() && target == encode_path(&format!("content/{path}"))) {
            return None;
        }
        let moved = address::between(self.to, &target) + &rest;
        let base = Base::in_site(encode_path(self.to));
        let leads_to = |address: &str| {
            let link = base.link(address).map(|link| link.href());
            link.map(|href| percent_decode_str(&href).decode_utf8_lossy().into_owned())
        };
        (leads_to(raw) != leads_to(&moved)).then_some(moved)
    }

    /// Whether the published document has the same path as the one in the site folder, below `content/`.
    fn stays(&self) -> bool {
        self.to.strip_prefix("content/") == Some(self.from.as_str())
    }
}

impl Finished {
    /// Adds changes.
    pub fn with(mut self, changes: Vec<Change>) -> Self {
        self.changes.extend(changes);
        self.changes.sort_by_key(|change| change.at);
        self
    }

    /// Applies the changes to the text of a document in JSON. All other bytes stay as they are.
    pub fn apply(text: &str, changes: &[Change]) -> String {
        let (mut finished, mut done) = (String::with_capacity(text.len()), 0);
        for Change { at, what, .. } in changes {
            let (range, new) = match what {
                What::Value(value) => (literal(text, *at), value.to_string()),
                What::Fields(fields) => {
                    let after_brace = at + 1;
                    let fields = fields.iter().map(|(key, value)| format!(" \"{key}\": {value},")).collect();
                    (after_brace..after_brace, fields)
                }
            };
            finished += text.get(done..range.start).unwrap_or_default();
            finished += &new;
            done = range.end;
        }
        finished + text.get(done..).unwrap_or_default()
    }

    /// Applies the changes to the tree of a document.
    pub fn apply_to_tree(root: &mut Node, changes: &[Change]) {
        for Change { path, at, what } in changes {
            let Some(node) = node_at(root, path) else { continue };
            match what {
                What::Value(value) => *node = as_node(*at, value),
                What::Fields(fields) => {
                    if let Value::Object(entries) = &mut node.value {
                        let new = fields
                            .iter()
                            .map(|(key, value)| (Key { at: *at, name: (*key).to_owned() }, as_node(*at, value)));
                        entries.splice(0..0, new);
                    }
                }
            }
        }
    }
}

/// The node at a path. Of a repeated key, the last one counts.
fn node_at<'a>(root: &'a mut Node, path: &Path) -> Option<&'a mut Node> {
    path.steps().iter().try_fold(root, |node, step| match (step, &mut node.value) {
        (Step::Key(name), Value::Object(entries)) => {
            entries.iter_mut().rfind(|(key, _)| key.name == *name).map(|(_, node)| node)
        }
        (Step::Index(index), Value::List(items)) => items.get_mut(*index),
        _ => None,
    })
}

fn as_node(at: usize, value: &serde_json::Value) -> Node {
    // This can't fail: what serde_json writes is JSON.
    let parsed = json::parse(&value.to_string()).map(|node| node.value).unwrap_or(Value::Null);
    Node { at, value: parsed }
}

/// The range of the string or of the `null` that begins at a position.
fn literal(text: &str, at: usize) -> Range<usize> {
    match text.get(at..).is_some_and(|rest| rest.starts_with("null")) {
        true => at..at + "null".len(),
        false => string(text, at),
    }
}

/// The range of the JSON string that begins at a position.
fn string(text: &str, at: usize) -> Range<usize> {
    let mut is_escaped = false;
    let end = text.bytes().enumerate().skip(at + 1).find(|(_, byte)| {
        let ends = *byte == b'"' && !is_escaped;
        is_escaped = *byte == b'\\' && !is_escaped;
        ends
    });
    at..end.map_or(text.len(), |(end, _)| end + 1)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::address::encode;
    use crate::check;

    /// The finished text of a document, and the files that it uses.
    fn finished(from: &str, to: &str, text: &str) -> (String, Vec<String>) {
        let root = std::env::temp_dir().join(format!("broadsheet-finished-{}-{}", std::process::id(), encode(from)));
        let site = SiteFolder::at(&root);
        let from = SitePath::new(from);
        for (path, content) in [
            ("images/a.svg", "<svg viewBox='0 0 30 20'/>"),
            ("articles/2024/bell/lead.svg", "<svg viewBox='0 0 3 2'/>"),
            ("articles/2024/bell/data.json", "{}"),
            ("articles/2024/ferry.json", "{}"),
            ("files/ads.txt", ""),
            (from.as_str(), text),
        ] {
            let file = site.file(&SitePath::new(path));
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, content).unwrap();
        }
        let base = Base::article_in_site("bell");
        let url = Some("https://paper.example/news/");
        let context = check::Context { base: &base, url, now: None, site: &site, path: &from };
        let checked = check::article(site.file(&from), text.as_bytes(), context);
        let to = Move { site: &site, from: &from, to, url };
        let made = to.finish(&checked.root.unwrap(), &checked.problems, &checked.sizes);
        fs::remove_dir_all(&root).unwrap();
        (Finished::apply(text, &made.changes), made.uses.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn addresses_of_a_bundle_lead_to_the_same_files_from_its_place_in_the_site() {
        let link = |href: &str| format!(r#"{{ "headline": "H", "body": [[{{ "text": "a", "href": "{href}" }}]] }}"#);
        for (raw, moved, uses) in [
            ("../ferry.json#note-1", "ferry.json#note-1", ""),
            ("../../../articles/2024/ferry.json", "ferry.json", ""),
            ("index.json#part", "bell.json#part", ""),
            ("#part", "#part", ""),
            ("data.json", "2024/bell/data.json", "articles/2024/bell/data.json"),
            ("lead.svg?v=1", "2024/bell/lead.svg?v=1", "articles/2024/bell/lead.svg"),
            ("../../../images/a.svg", "../images/a.svg", "images/a.svg"),
            ("../../../images/no%20such.svg", "../images/no%20such.svg", "images/no such.svg"),
            ("../../../../ads.txt", "../../ads.txt", "files/ads.txt"),
            ("../../../files/ads.txt", "../../ads.txt", "files/ads.txt"),
            ("../../../pages/about.json#us", "../../about/#us", ""),
            ("../../../authors/ines.json", "../../authors/ines/", ""),
            (
                "https://paper.example/news/content/images/a.svg",
                "https://paper.example/news/content/images/a.svg",
                "images/a.svg",
            ),
            ("https://example.org/a.svg", "https://example.org/a.svg", ""),
            ("/images/a.svg", "/images/a.svg", ""),
            ("/news/content/images/a.svg", "/news/content/images/a.svg", "images/a.svg"),
            ("mailto:a@example.org", "mailto:a@example.org", ""),
            (r"..\/ferry.json", "ferry.json", ""),
        ] {
            let (text, used) = finished("articles/2024/bell/index.json", "content/articles/bell.json", &link(raw));
            assert_eq!((text, used.join(" ").as_str()), (link(moved), uses), "{raw}");
        }
    }

    #[test]
    fn an_article_that_stays_where_it_is_keeps_its_bytes() {
        for raw in ["ferry.json", "../images/a.svg", "./bell.json#x", "../images/a%2Esvg", "../../#/ferry", ""] {
            let text = format!(r#"{{"headline":"H","body":[[{{"href":"{raw}","text":"\u0061"}}]]}}"#);
            assert_eq!(finished("articles/bell.json", "content/articles/bell.json", &text).0, text, "{raw}");
        }
    }

    #[test]
    fn sizes_that_the_article_does_not_give_are_read_from_the_files() {
        let text = r#"{ "headline": "H", "lead": {"type":"image", "src": "../images/a.svg", "alt": ""},
            "body": [{ "type": "image", "src": "../images/a.svg", "alt": "", "variants": [{ "src": "../images/a.svg" }] },
            { "type": "image", "src": "../images/a.svg", "alt": "", "width": 3 }] }"#;
        let expected = r#"{ "headline": "H", "lead": { "width": 30, "height": 20,"type":"image", "src": "../images/a.svg", "alt": ""},
            "body": [{ "width": 30, "height": 20, "type": "image", "src": "../images/a.svg", "alt": "", "variants": [{ "src": "../images/a.svg" }] },
            { "type": "image", "src": "../images/a.svg", "alt": "", "width": 3 }] }"#;
        assert_eq!(finished("articles/bell.json", "content/articles/bell.json", text).0, expected);
    }
}
