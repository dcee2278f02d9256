//! Copies the images, videos and other files of imported articles into the site, and names them there.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use fs_err as fs;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};
use url::Url;

use super::draft::Base;
use super::fetch::{FetchError, Fetcher};
use super::find::{Finder, Found, original_address, unproxied, without_size};
use super::links::{Links, relative};
use super::record::Record;
use super::{Cause, Loss, media};
use crate::file_system;
use crate::image_size;
use crate::publish::store::hash;
use crate::spelling::{hyphenated, spelling_key};

/// The length of the longest name of a file, without the slug of its article, in bytes.
const MAX_NAME: usize = 60;

/// The keys whose values are addresses of files.
const KEYS: [&str; 5] = ["src", "poster", "thumbnail", "logo", "image"];

/// The endings of files that are pages on a server, and so are not copied.
const PAGES: [&str; 11] = ["html", "htm", "xhtml", "php", "asp", "aspx", "jsp", "cgi", "md", "markdown", "mdx"];

/// The endings of files that are copied if an article links to them.
const DOCUMENTS: [&str; 28] = [
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "csv", "tsv", "txt", "rtf", "zip", "epub",
    "ics", "gpx", "kml", "geojson", "jpg", "jpeg", "png", "gif", "webp", "avif", "mp3", "mp4",
];

/// Whether an address is rather one of a page than of a file.
pub fn is_page(address: &str) -> bool {
    ending_of(address).is_none_or(|ending| PAGES.contains(&ending.as_str()))
}

/// Whether an address is one of a file that is copied if an article links to it.
pub fn is_document(address: &str) -> bool {
    ending_of(address).is_some_and(|ending| DOCUMENTS.contains(&ending.as_str()))
}

/// The ending of the name of a file in an address, in small letters.
fn ending_of(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next()?;
    let (_, ending) = path.rsplit('/').next()?.rsplit_once('.')?;
    (ending.len() <= 8 && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())).then(|| ending.to_ascii_lowercase())
}

/// The files of an import.
pub struct Images<'a> {
    site: &'a Path,
    finder: Finder,
    /// With `--fetch`; without it, files elsewhere stay there.
    pub fetcher: Option<Fetcher<'a>>,
    /// Whether files elsewhere would be fetched, in a dry run.
    pub would_fetch: bool,
    /// The addresses that would be fetched.
    pub to_fetch: BTreeSet<String>,
    /// The paths of files that were or will be written, by the hash of their content.
    by_hash: HashMap<String, String>,
    /// What all spellings of these paths have in common.
    taken: BTreeSet<String>,
    /// The files to be written, by their paths in the site.
    planned: BTreeMap<String, Found>,
    /// All paths that were planned in this run.
    pub written: Vec<String>,
}

/// An article whose files are looked for.
pub struct Subject<'a> {
    /// The path of its file in the site.
    pub file: &'a str,
    /// Its slug, with which the names of its files begin.
    pub slug: &'a str,
    /// To what its addresses are relative.
    pub base: &'a Base,
}

/// Where a file is.
enum Place {
    /// In the site, at this address from the article; and whether it is a drawing that gives no size.
    Here(String, bool),
    /// On another server.
    Elsewhere(Url),
    /// Nowhere.
    Nowhere,
}

/// What a file has to be.
#[derive(Clone, Copy, PartialEq)]
enum Want {
    Image,
    Player,
    Any,
}

impl<'a> Images<'a> {
    /// The files of an import into a site. Only files in the `allowed` folders are read.
    pub fn new(site: &'a Path, allowed: &[PathBuf], record: &Record, fetcher: Option<Fetcher<'a>>) -> Self {
        let by_hash = record.files.iter().map(|(path, hash)| (hash.clone(), path.clone())).collect();
        let taken = record.files.keys().map(|path| spelling_key(path)).collect();
        Self {
            site,
            finder: Finder::new(allowed),
            fetcher,
            would_fetch: false,
            to_fetch: BTreeSet::new(),
            by_hash,
            taken,
            planned: BTreeMap::new(),
            written: Vec::new(),
        }
    }

    /// Fetches the files of some articles that are not beside their source, a few at once.
    pub fn fetch(&mut self, articles: &[(&Map<String, Value>, &Base)], links: &Links, record: &Record) {
        if self.fetcher.is_none() && !self.would_fetch {
            return;
        }
        // Of each file, the original is tried first, and another spelling of its address only if there is none.
        let mut lists = Vec::new();
        for (article, base) in articles {
            let mut addresses = Vec::new();
            article.values().for_each(|value| addresses_in(value, &mut addresses));
            for address in addresses {
                if self.finder.find(address, base, links).is_none()
                    && let Some(url) = links.absolute(address, base)
                    && self.known(&url, record).is_none()
                {
                    lists.push(remote_addresses(&url));
                }
            }
        }
        let Some(fetcher) = &mut self.fetcher else {
            self.to_fetch.extend(lists.into_iter().filter_map(|list| list.into_iter().next()));
            return;
        };
        for round in 0..3 {
            let is_missing = |url: &String| matches!(fetcher.file(url), None | Some(Err(_)));
            let next = lists.iter().filter(|list| list.iter().take(round).all(is_missing));
            let next: Vec<_> = next.filter_map(|list| list.get(round).cloned()).collect();
            fetcher.fetch(next);
        }
    }

    /// The path in the site of a file that was fetched by an earlier run.
    fn known(&self, url: &Url, record: &Record) -> Option<String> {
        let path = record.fetched.get(url.as_str())?;
        (self.planned.contains_key(path) || self.site.join(path).is_file()).then(|| path.clone())
    }

    /// Copies the files of an article, and rewrites their addresses. Returns how many were not found.
    pub fn take(
        &mut self,
        article: &mut Map<String, Value>,
        subject: &Subject,
        links: &Links,
        record: &mut Record,
        losses: &mut Vec<Loss>,
    ) -> usize {
        let mut taking = Taking { images: self, subject, links, record, losses, missing: 0 };
        let mut before = Vec::new();
        if let Some(mut lead) = article.remove("lead") {
            match taking.block(&mut lead) {
                None => {
                    article.insert("lead".to_owned(), lead);
                }
                Some(instead) => before = instead,
            }
        }
        if let Some(Value::Array(blocks)) = article.get_mut("body") {
            taking.blocks(blocks);
            blocks.splice(0..0, before);
        }
        for list in ["authors", "related", "sponsors"] {
            for item in article.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
                for key in ["image", "logo"] {
                    taking.address(item, key, true);
                }
            }
        }
        article.values_mut().for_each(|value| taking.documents(value));
        taking.missing
    }

    /// Plans to write a file, and returns its path in the site.
    fn plan(&mut self, found: &Found, folder: &str, name: &str, ending: &str, record: &mut Record) -> Option<String> {
        let hash = match found {
            Found::File(file) => hash::of_file(file).ok()?,
            Found::Bytes(bytes) => hash::of(bytes),
        };
        if let Some(path) = self.by_hash.get(&hash).cloned() {
            // The publisher may have removed it, and an article needs it.
            if !self.planned.contains_key(&path) && !self.site.join(&path).exists() {
                self.planned.insert(path.clone(), found.clone());
                self.written.push(path.clone());
            }
            record.set_file(&path, hash);
            return Some(path);
        }
        let mut number = 1;
        loop {
            let number_at_end = if number > 1 { format!("-{number}") } else { String::new() };
            let path = format!("{folder}/{name}{number_at_end}.{ending}");
            let file = self.site.join(&path);
            let is_there = fs::symlink_metadata(&file).is_ok();
            let is_same = is_there && file.is_file() && hash::of_file(&file).is_ok_and(|there| there == hash);
            if !self.taken.contains(&spelling_key(&path)) && (!is_there || is_same) {
                self.taken.insert(spelling_key(&path));
                self.by_hash.insert(hash.clone(), path.clone());
                record.set_file(&path, hash);
                if !is_same {
                    self.planned.insert(path.clone(), found.clone());
                    self.written.push(path.clone());
                }
                return Some(path);
            }
            number += 1;
        }
    }

    /// Whether files are to be written.
    pub fn has_planned(&self) -> bool {
        !self.planned.is_empty()
    }

    /// Forgets what was planned, in a dry run.
    pub fn forget(&mut self) {
        self.planned.clear();
    }

    /// Writes the files that were planned.
    pub fn write(&mut self) -> io::Result<()> {
        for (path, found) in std::mem::take(&mut self.planned) {
            let file = self.site.join(&path);
            if let Some(folder) = file.parent() {
                file_system::create_inside(folder, self.site)?;
            }
            match found {
                Found::Bytes(bytes) => file_system::write(&file, &bytes)?,
                Found::File(from) => {
                    let part = file.with_file_name(format!(".part-import-{}", std::process::id()));
                    let copied = fs::copy(&from, &part).and_then(|_| fs::rename(&part, &file));
                    if copied.is_err() {
                        let _ = fs::remove_file(&part);
                    }
                    copied?;
                }
            }
        }
        Ok(())
    }
}

/// The addresses at which a file elsewhere may be, the best first.
fn remote_addresses(url: &Url) -> Vec<String> {
    let direct = unproxied(url);
    let original = original_address(direct.as_ref().unwrap_or(url));
    let mut list: Vec<_> = original
        .into_iter()
        .chain(direct)
        .chain([url.clone()])
        .map(|mut url| {
            url.set_fragment(None);
            String::from(url)
        })
        .collect();
    list.dedup();
    list
}

/// The addresses of files in a value.
fn addresses_in<'v>(value: &'v Value, list: &mut Vec<&'v str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| addresses_in(item, list)),
        Value::Object(entries) => {
            for (key, item) in entries {
                match item {
                    Value::String(address) if KEYS.contains(&key.as_str()) => list.push(address),
                    // They are smaller copies of the same image.
                    _ if key == "variants" => {}
                    item => addresses_in(item, list),
                }
            }
        }
        _ => {}
    }
}

/// The files of one article.
struct Taking<'t, 'a> {
    images: &'t mut Images<'a>,
    subject: &'t Subject<'t>,
    links: &'t Links,
    record: &'t mut Record,
    losses: &'t mut Vec<Loss>,
    missing: usize,
}

impl Taking<'_, '_> {
    fn blocks(&mut self, blocks: &mut Vec<Value>) {
        let mut index = 0;
        while index < blocks.len() {
            let instead = self.block(&mut blocks[index]);
            let count = instead.as_ref().map_or(1, Vec::len);
            if let Some(instead) = instead {
                blocks.splice(index..=index, instead);
            }
            index += count;
        }
    }

    /// Takes the files of a block. Returns the blocks that stand in its place, if it can't stay.
    fn block(&mut self, block: &mut Value) -> Option<Vec<Value>> {
        match block.get("type").and_then(Value::as_str)? {
            "image" => self.image(block),
            "gallery" => self.gallery(block),
            "video" => self.video(block),
            "audio" => {
                let is_there = self.file(block, "src", Want::Player);
                (!is_there).then(|| vec![self.paragraph(block)])
            }
            "embed" => {
                self.address(block, "thumbnail", false);
                None
            }
            "callout" => {
                if let Some(Value::Array(blocks)) = block.get_mut("body") {
                    self.blocks(blocks);
                }
                None
            }
            "qa" => {
                for item in block.get_mut("items").and_then(Value::as_array_mut).into_iter().flatten() {
                    if let Some(Value::Array(blocks)) = item.get_mut("answer") {
                        self.blocks(blocks);
                    }
                }
                None
            }
            _ => None,
        }
    }

    fn gallery(&mut self, block: &mut Value) -> Option<Vec<Value>> {
        let items = block.get_mut("items").and_then(Value::as_array_mut)?;
        let mut after = Vec::new();
        items.retain_mut(|item| match self.image(item) {
            None => true,
            Some(instead) => {
                after.extend(instead);
                false
            }
        });
        if after.is_empty() {
            return None;
        }
        let is_empty = items.is_empty();
        let caption = block.get("caption").filter(|caption| is_empty && !caption.is_null()).cloned();
        let gallery = (!is_empty).then(|| block.take());
        Some(gallery.into_iter().chain(after).chain(caption).collect())
    }

    fn video(&mut self, block: &mut Value) -> Option<Vec<Value>> {
        self.address(block, "poster", true);
        for track in block.get_mut("captions").and_then(Value::as_array_mut).into_iter().flatten() {
            self.file(track, "src", Want::Any);
        }
        let sources = block.get_mut("sources").and_then(Value::as_array_mut)?;
        let first = sources.first().cloned().unwrap_or_default();
        sources.retain_mut(|source| self.file(source, "src", Want::Player));
        if !sources.is_empty() {
            return None;
        }
        if let (Some(block), Some(src)) = (block.as_object_mut(), first.get("src")) {
            block.insert("src".to_owned(), src.clone());
        }
        Some(vec![self.paragraph(block)])
    }

    /// Takes an image. Returns a paragraph that stands in its place, if it can't stay.
    fn image(&mut self, image: &mut Value) -> Option<Vec<Value>> {
        let src = image.get("src").and_then(Value::as_str).unwrap_or_default().to_owned();
        let place = self.place(&src, Want::Image);
        let object = image.as_object_mut()?;
        match place {
            Place::Here(address, is_sizeless) => {
                // Publishing reads the size from the file, so that it stays right if the file is replaced. A drawing may have
                // none of its own. Browsers show it in this size then.
                if !is_sizeless {
                    object.remove("width");
                    object.remove("height");
                } else if !has_both_sizes(object) {
                    object.insert("width".to_owned(), 300.into());
                    object.insert("height".to_owned(), 150.into());
                }
                object.remove("variants");
                object.insert("src".to_owned(), address.into());
                None
            }
            Place::Elsewhere(url) => {
                let stays = has_both_sizes(object);
                self.remote(&url, stays);
                object.insert("src".to_owned(), url.as_str().into());
                if stays {
                    for variant in object.get_mut("variants").and_then(Value::as_array_mut).into_iter().flatten() {
                        let whole = variant.get("src").and_then(Value::as_str);
                        if let Some(whole) = whole.and_then(|src| self.links.absolute(src, self.subject.base)) {
                            variant["src"] = whole.as_str().into();
                        }
                    }
                    return None;
                }
                Some(vec![self.paragraph(image)])
            }
            Place::Nowhere => {
                self.lose(Cause::MissingImage, &src);
                Some(vec![self.paragraph(image)])
            }
        }
    }

    /// Rewrites the address of an image that needs no size. It is removed if the image is nowhere, or has to be one of the
    /// site and is not.
    fn address(&mut self, object: &mut Value, key: &str, may_be_elsewhere: bool) {
        let Some(address) = object.get(key).and_then(Value::as_str).map(str::to_owned) else { return };
        match self.place(&address, Want::Image) {
            Place::Here(address, _) => object[key] = address.into(),
            Place::Elsewhere(url) => {
                self.remote(&url, may_be_elsewhere);
                match may_be_elsewhere {
                    true => object[key] = url.as_str().into(),
                    false => remove(object, key),
                }
            }
            Place::Nowhere => {
                self.lose(Cause::MissingImage, &address);
                remove(object, key);
            }
        }
    }

    /// Rewrites the address of a video, a recording or captions. Returns whether it leads somewhere.
    fn file(&mut self, object: &mut Value, key: &str, want: Want) -> bool {
        let Some(address) = object.get(key).and_then(Value::as_str).map(str::to_owned) else { return false };
        match self.place(&address, want) {
            Place::Here(address, _) => object[key] = address.into(),
            Place::Elsewhere(url) => object[key] = url.as_str().into(),
            Place::Nowhere => {
                self.lose(Cause::MissingFile, &address);
                return false;
            }
        }
        true
    }

    /// Copies the files beside the source that links lead to.
    fn documents(&mut self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.documents(item)),
            Value::Object(entries) => {
                for (key, item) in entries {
                    match item {
                        Value::String(href) if key == "href" && is_document(href) => self.document(href),
                        Value::String(_) => {}
                        item => self.documents(item),
                    }
                }
            }
            _ => {}
        }
    }

    fn document(&mut self, href: &mut String) {
        if let Some(here) = self.local(href, Want::Any) {
            *href = relative(self.subject.file, &here.path);
        } else if let Some(whole) = self.links.elsewhere(href, self.subject.base) {
            *href = whole;
        } else {
            self.lose(Cause::MissingFile, href);
        }
    }

    fn place(&mut self, address: &str, want: Want) -> Place {
        if let Some(Copied { path, is_sizeless }) = self.local(address, want) {
            return Place::Here(relative(self.subject.file, &path), is_sizeless);
        }
        let Some(url) = self.links.absolute(address, self.subject.base) else { return Place::Nowhere };
        if let Some(path) = self.images.known(&url, self.record) {
            let head = path.ends_with(".svg").then(|| start_of(&self.images.site.join(&path)).ok()).flatten();
            let is_sizeless = head.is_some_and(|head| image_size::of_drawing(&head).is_none());
            return Place::Here(relative(self.subject.file, &path), is_sizeless);
        }
        let fetched = self.images.fetcher.as_ref().and_then(|fetcher| {
            remote_addresses(&url).iter().find_map(|address| fetcher.file(address)?.as_ref().ok().cloned())
        });
        match fetched.and_then(|file| self.copied(&Found::File(file), url.path(), want)) {
            Some(Copied { path, is_sizeless }) => {
                self.record.set_fetched(&url, &path);
                Place::Here(relative(self.subject.file, &path), is_sizeless)
            }
            None => Place::Elsewhere(url),
        }
    }

    /// A file that is beside the source or in it.
    fn local(&mut self, address: &str, want: Want) -> Option<Copied> {
        let found = self.images.finder.find(address, self.subject.base, self.links)?;
        self.copied(&found, if address.starts_with("data:") { "image" } else { address }, want)
    }

    /// Plans to copy a file. [`None`] if it is not what it has to be.
    fn copied(&mut self, found: &Found, address: &str, want: Want) -> Option<Copied> {
        let from_disk;
        let start = match found {
            Found::File(file) => {
                from_disk = start_of(file).ok()?;
                &from_disk
            }
            Found::Bytes(bytes) => bytes,
        };
        let media = media::of(start);
        let is_image = media.is_some_and(|media| media.kind == media::Kind::Image);
        let is_drawing = media.is_some_and(|media| media.ending == "svg");
        let is_whole = match found {
            Found::File(file) if is_image && !is_drawing => imagesize::size(file).is_ok(),
            Found::Bytes(bytes) if is_image && !is_drawing => imagesize::blob_size(bytes).is_ok(),
            _ => true,
        };
        let fits = match want {
            Want::Image => is_image && is_whole,
            Want::Player => media.is_some_and(|media| media.kind == media::Kind::Player),
            Want::Any => true,
        };
        if !fits {
            return None;
        }
        let folder = if is_image { "images" } else { "media" };
        let (stem, old) = stem_and_ending(address);
        let ending = media.map(|media| media.ending.to_owned()).or(old)?;
        let is_sizeless = is_drawing && image_size::of_drawing(start).is_none();
        let name = self.named(&stem);
        let path = self.images.plan(found, folder, &name, &ending, self.record)?;
        Some(Copied { path, is_sizeless })
    }

    /// The name of a file: that of its article, then its own.
    fn named(&self, stem: &str) -> String {
        let slug = self.subject.slug;
        let own = hyphenated(&spelling_key(stem), MAX_NAME);
        match own.strip_prefix(slug) {
            _ if own.is_empty() => slug.to_owned(),
            Some(rest) if rest.is_empty() || rest.starts_with('-') => own,
            _ => format!("{slug}-{own}"),
        }
    }

    /// Notes that an image is on another server, and whether readers see it from there.
    fn remote(&mut self, url: &Url, stays: bool) {
        self.missing += 1;
        if self.images.would_fetch {
            return;
        }
        let errors = self.images.fetcher.as_ref().map(|fetcher| {
            let errors = remote_addresses(url)
                .into_iter()
                .rev()
                .find_map(|address| fetcher.file(&address)?.as_ref().err().cloned());
            errors.unwrap_or(FetchError::OtherType)
        });
        self.losses.push(match (errors, stays) {
            (Some(error), true) => Loss::new(Cause::NotFetched, format!("{error}: {url}")),
            (Some(error), false) => Loss::new(Cause::MissingImage, format!("{error}: {url}")),
            (None, true) => Loss::new(Cause::RemoteImage, url),
            (None, false) => Loss::new(Cause::ImageLink, url),
        });
    }

    fn lose(&mut self, cause: Cause, address: &str) {
        self.missing += 1;
        let detail = if address.starts_with("data:") { "an image in the text itself" } else { address };
        self.losses.push(Loss::new(cause, detail));
    }

    /// A paragraph in place of a block: a link to the file, if it is on another server, and the words of the block.
    fn paragraph(&self, block: &Value) -> Value {
        let text = |key: &str| block.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
        let src = text("src").unwrap_or_default();
        let (stem, ending) = stem_and_ending(if src.starts_with("data:") { "" } else { src });
        let name = if ending.is_some() { format!("{stem}.{}", ending.unwrap_or_default()) } else { stem };
        let name = text("alt").or(text("title")).map(str::to_owned).or(Some(name).filter(|name| !name.is_empty()));
        let mut spans = Vec::new();
        let href = self.links.absolute(src, self.subject.base).map(String::from);
        match (name.or_else(|| href.clone()), href) {
            (Some(name), Some(href)) => spans.push(json!({ "text": name, "href": href })),
            (Some(name), None) => spans.push(name.into()),
            _ => {}
        }
        for key in ["caption", "credit", "transcript"] {
            let Some(words) = block.get(key).filter(|words| !words.is_null()) else { continue };
            if !spans.is_empty() {
                add_span(&mut spans, " ".into());
            }
            match words {
                Value::Array(words) => words.iter().for_each(|span| add_span(&mut spans, span.clone())),
                words => add_span(&mut spans, words.clone()),
            }
        }
        Value::Array(spans)
    }
}

/// Adds a span to a text. Plain words are added to those before them.
fn add_span(spans: &mut Vec<Value>, span: Value) {
    match (spans.last_mut(), span) {
        (Some(Value::String(last)), Value::String(words)) => *last += &words,
        (_, span) => spans.push(span),
    }
}

/// A file that is in the site or will be.
struct Copied {
    path: String,
    /// Whether it is a drawing that gives no size.
    is_sizeless: bool,
}

/// The first bytes of a file, which tell what it is and, of a drawing, how large.
fn start_of(file: &Path) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    fs::File::open(file)?.take(START).read_to_end(&mut start)?;
    Ok(start)
}

/// How much of a file is read to tell what it is, in bytes.
const START: u64 = 64 * 1024;

/// The name of the file in an address without what WordPress adds, and its ending in small letters.
fn stem_and_ending(address: &str) -> (String, Option<String>) {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8_lossy();
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = ending_of(name);
    let stem = match &ending {
        Some(ending) => &name[..name.len() - ending.len() - 1],
        None => name,
    };
    let stem = without_size(stem).unwrap_or(stem);
    (stem.strip_suffix("-scaled").unwrap_or(stem).to_owned(), ending)
}

fn has_both_sizes(object: &Map<String, Value>) -> bool {
    let is_size = |key: &str| match object.get(key) {
        Some(Value::Number(number)) => number.as_u64().is_some_and(|number| number > 0),
        Some(Value::String(text)) => text.parse::<u32>().is_ok_and(|number| number > 0),
        _ => false,
    };
    is_size("width") && is_size("height")
}

fn remove(object: &mut Value, key: &str) {
    if let Some(object) = object.as_object_mut() {
        object.remove(key);
    }
}
