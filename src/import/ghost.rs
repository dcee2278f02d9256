//! Exports of Ghost: a JSON file, and beside it the folder or the zip archive with its images.

mod cards;
mod lexical;
mod mobiledoc;

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::draft::{Base, Origin};
use super::{Cause, Content, Draft, Loss, SourceError, encoding, folder, markup, moment};

/// What Ghost writes for the address of the site.
const SITE: &str = "__GHOST_URL__";

/// The largest export that is read, in bytes.
const SIZE: u64 = 2_000_000_000;

/// The largest image in an archive, in bytes.
const IMAGE: u64 = 100_000_000;

/// The deepest that cards and elements are nested.
const DEPTH: usize = 64;

/// Reads exports of Ghost.
#[derive(Debug)]
pub struct Reader {
    exports: Vec<PathBuf>,
    archives: Vec<PathBuf>,
    roots: Vec<PathBuf>,
}

/// Whether a file is an export of Ghost.
pub fn is(start: &[u8], _: &Path) -> bool {
    let start: Vec<u8> = start.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).take(60_000).collect();
    let has = |words: &[u8]| start.windows(words.len()).any(|window| window == words);
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&start);
    start.starts_with(b"{") && has(b"\"db\":[{") && (has(b"\"data\":{") || has(b"\"exported_on\""))
}

impl Reader {
    /// Takes the JSON files, and the archives of images that are named with them or lie beside them.
    ///
    /// # Errors
    ///
    /// Fails if no file is an export.
    pub fn open(files: &[PathBuf]) -> Result<Self, SourceError> {
        let mut reader = Self { exports: Vec::new(), archives: Vec::new(), roots: Vec::new() };
        let is_zip = |file: &Path| file.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("zip"));
        for file in files {
            fs::metadata(file).map_err(|error| SourceError::Io(file.clone(), error))?;
            if is_zip(file) {
                reader.archives.push(file.clone());
            } else if file.is_dir() {
                reader.roots.push(file.clone());
            } else {
                reader.exports.push(file.clone());
            }
        }
        let Some(first) = reader.exports.first() else {
            let file = files.first().cloned().unwrap_or_default();
            return Err(SourceError::Unreadable(file, "name the .json file of the export, too".to_owned()));
        };
        for folder in reader.exports.iter().filter_map(|file| file.parent()) {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            if !reader.roots.iter().any(|root| root == folder) {
                reader.roots.push(folder.to_owned());
            }
        }
        if reader.archives.is_empty() {
            let folder = first.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let beside = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
            let mut beside: Vec<_> = beside.filter(|file| is_zip(file) && file.is_file()).collect();
            beside.sort();
            reader.archives = beside;
        }
        Ok(reader)
    }
}

impl super::Reader for Reader {
    fn read(&self, take: &mut dyn FnMut(Draft)) -> Result<Vec<Loss>, SourceError> {
        let mut losses = Vec::new();
        let mut archives: Vec<_> = self.archives.iter().filter_map(|file| Archive::open(file)).collect();
        for file in &self.exports {
            let size = fs::metadata(file).map_err(|error| SourceError::Io(file.clone(), error))?.len();
            if size > SIZE {
                return Err(SourceError::Unreadable(file.clone(), "it is larger than 2 GB".to_owned()));
            }
            let bytes = fs::read(file).map_err(|error| SourceError::Io(file.clone(), error))?;
            let export = Export::parse(&bytes).map_err(|why| SourceError::Unreadable(file.clone(), why))?;
            for mut draft in export.drafts(&mut losses) {
                draft.origin.file.clone_from(file);
                draft.base.folder = file.parent().map(Path::to_owned);
                draft.base.roots.clone_from(&self.roots);
                draft.base.files = images(&draft, &mut archives);
                take(draft);
            }
        }
        Ok(losses)
    }
}

/// The drafts of an export, for tests. Any bytes are an export or an error.
pub fn drafts(bytes: &[u8]) -> Result<Vec<Draft>, String> {
    Ok(Export::parse(bytes)?.drafts(&mut Vec::new()).collect())
}

/// An archive of images.
struct Archive {
    zip: zip::ZipArchive<fs::File>,
    /// The names of its files, by what they end in from `images/` on.
    names: HashMap<String, String>,
}

impl Archive {
    fn open(file: &Path) -> Option<Self> {
        let zip = zip::ZipArchive::new(fs::File::open(file).ok()?).ok()?;
        let known = ["images/", "media/", "files/"];
        let names = zip.file_names().filter_map(|name| {
            let name = name.ok()?;
            let start = known.iter().filter_map(|known| name.find(known)).min()?;
            Some((name[start..].to_owned(), name.into_owned()))
        });
        let names = names.collect();
        Some(Self { zip, names })
    }

    fn read(&mut self, path: &str) -> Option<Vec<u8>> {
        let file = self.zip.by_name(self.names.get(path)?).ok()?;
        if file.is_dir() || file.size() > IMAGE {
            return None;
        }
        let mut bytes = Vec::new();
        // The size that an archive states may be wrong.
        file.take(IMAGE + 1).read_to_end(&mut bytes).ok()?;
        (bytes.len() as u64 <= IMAGE).then_some(bytes)
    }
}

/// The files in the archives that a draft names.
fn images(draft: &Draft, archives: &mut [Archive]) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    if archives.is_empty() {
        return files;
    }
    let html = if let Content::Html(html) = &draft.content { html.as_str() } else { "" };
    let lead = draft.fields.get("lead").and_then(|lead| lead.get("src")).and_then(Value::as_str).unwrap_or_default();
    let mut rest = html.match_indices("/content/").map(|(at, _)| &html[at..]).collect::<Vec<_>>();
    rest.extend(lead.find("/content/").map(|at| &lead[at..]));
    for text in rest {
        let end = text.find(|c: char| matches!(c, '"' | '\'' | '<' | '>' | '?' | '#') || c.is_whitespace());
        let address = &text[..end.unwrap_or(text.len())];
        if files.iter().any(|(known, _)| known == address) {
            continue;
        }
        let path = percent_encoding::percent_decode_str(address.trim_start_matches("/content/")).decode_utf8_lossy();
        // A smaller size is made from the original.
        let original = path
            .split_once("/size/w")
            .and_then(|(before, after)| Some(format!("{before}/{}", after.split_once('/')?.1)));
        let found = archives.iter_mut().find_map(|archive| {
            original.as_deref().and_then(|path| archive.read(path)).or_else(|| archive.read(&path))
        });
        files.extend(found.map(|bytes| (address.to_owned(), bytes)));
    }
    files
}

/// The tables of an export.
struct Export {
    posts: Vec<Value>,
    metas: HashMap<String, Value>,
    tags: HashMap<String, Vec<Value>>,
    authors: HashMap<String, Vec<Value>>,
    users: HashMap<String, Value>,
}

impl Export {
    fn parse(bytes: &[u8]) -> Result<Self, String> {
        let (text, _) = encoding::decode(bytes);
        let mut root: Value = serde_json::from_str(&text).map_err(|error| {
            format!("it is not whole JSON ({error}); export it again in Ghost, under Settings, Import/Export")
        })?;
        let mut data = match root.pointer_mut("/db/0/data").map(Value::take) {
            Some(data) => data,
            None => root.get_mut("data").map(Value::take).unwrap_or_default(),
        };
        if data.get("posts").is_none() {
            return Err(
                "it has no posts of Ghost; export the content in Ghost, under Settings, Import/Export".to_owned()
            );
        }
        let mut table = |name: &str| match data.get_mut(name).map(Value::take) {
            Some(Value::Array(rows)) => rows,
            _ => Vec::new(),
        };
        let by_id = |rows: Vec<Value>, key: &str| -> HashMap<String, Value> {
            rows.into_iter().map(|row| (id(row.get(key)), row)).collect()
        };
        let posts = table("posts");
        let metas = by_id(table("posts_meta"), "post_id");
        let all_tags = by_id(table("tags"), "id");
        let users = by_id(table("users"), "id");
        let join = |mut rows: Vec<Value>, key: &str, all: &HashMap<String, Value>| {
            rows.sort_by_key(|row| row.get("sort_order").and_then(Value::as_i64).unwrap_or_default());
            let mut joined: HashMap<String, Vec<Value>> = HashMap::new();
            for row in rows {
                if let Some(item) = all.get(&id(row.get(key))) {
                    joined.entry(id(row.get("post_id"))).or_default().push(item.clone());
                }
            }
            joined
        };
        let tags = join(table("posts_tags"), "tag_id", &all_tags);
        let authors = join(table("posts_authors"), "author_id", &users);
        Ok(Self { posts, metas, tags, authors, users })
    }

    fn drafts<'a>(&'a self, losses: &'a mut Vec<Loss>) -> impl Iterator<Item = Draft> + 'a {
        self.posts.iter().filter_map(|post| {
            if !post.is_object() {
                losses.push(Loss::new(Cause::Broken, post.to_string()));
                return None;
            }
            Some(self.draft(post))
        })
    }

    fn draft(&self, post: &Value) -> Draft {
        let key = id(post.get("id"));
        let meta = self.metas.get(&key);
        // Before Ghost 3, these fields were those of the post.
        let word = |name: &str| word(post, name).or_else(|| meta.and_then(|meta| self::word(meta, name)));
        let mut fields = Map::new();
        let mut losses = Vec::new();
        let mut set = |name: &str, value: Value| drop(fields.insert(name.to_owned(), value));
        let slug = word("slug").unwrap_or_default();
        match word("title").filter(|title| title != "(Untitled)") {
            Some(title) => set("headline", title.into()),
            None => losses.push(Loss::new(Cause::NoHeadline, &slug)),
        }
        if let Some(excerpt) = word("custom_excerpt") {
            set("standfirst", excerpt.split_whitespace().collect::<Vec<_>>().join(" ").into());
        }
        let status = word("status").unwrap_or_else(|| "published".to_owned());
        let mut is_draft = !matches!(status.as_str(), "published" | "sent");
        let published = date(post.get("published_at"), &mut losses);
        let updated = date(post.get("updated_at"), &mut losses);
        if let Some(published) = &published {
            set("published", published.clone().into());
            let day = |date: &str| date.get(..10).map(str::to_owned);
            // Ghost changes it for each small change; on the same day it says nothing to readers.
            if let Some(updated) = updated.filter(|updated| day(updated) > day(published)) {
                set("updated", updated.into());
            }
        }
        let visibility = word("visibility").unwrap_or_else(|| "public".to_owned());
        // A post of the status `sent` was only an e-mail.
        if visibility != "public" || status == "sent" {
            is_draft = true;
            losses.push(Loss::new(Cause::Members, if status == "sent" { "sent by e-mail only" } else { &visibility }));
        }
        if is_draft {
            set("draft", true.into());
        }
        if post.get("featured").is_some_and(|value| *value == Value::Bool(true) || value.as_i64() == Some(1)) {
            set("pinned", true.into());
        }
        if let Some(language) = word("locale") {
            set("lang", language.replace('_', "-").into());
        }
        let authors = self.authors(post, &key);
        if !authors.is_empty() {
            set("authors", authors.into());
        }
        let tags = self.tags.get(&key).map(Vec::as_slice).unwrap_or_default().iter();
        let is_public = |tag: &&Value| {
            let name = self::word(tag, "name").unwrap_or_default();
            self::word(tag, "visibility").is_none_or(|visibility| visibility == "public") && !name.starts_with('#')
        };
        let mut names = tags.filter(is_public).filter_map(|tag| self::word(tag, "name"));
        if let Some(kicker) = names.next() {
            set("kicker", kicker.into());
        }
        let rest: Vec<Value> = names.map(Value::from).collect();
        if !rest.is_empty() {
            set("tags", rest.into());
        }
        if let Some(src) = word("feature_image") {
            let src = local(&src);
            let mut lead =
                Map::from_iter([("type".to_owned(), "image".into()), ("src".to_owned(), src.clone().into())]);
            let alt = word("feature_image_alt");
            if alt.is_none() {
                losses.push(Loss::new(Cause::Alt, &src));
            }
            lead.insert("alt".to_owned(), alt.unwrap_or_default().into());
            if let Some(caption) = word("feature_image_caption") {
                lead.insert("caption".to_owned(), markup::inline(&local(&caption)));
            }
            set("lead", Value::Object(lead));
        }
        if let Some(canonical) = word("canonical_url") {
            // An address on its own site is that of the page.
            if !canonical.starts_with(SITE) {
                set("canonical", canonical.into());
            }
        }
        if let Some(description) = word("meta_description") {
            set("description", description.into());
        }
        let titles: Map<_, _> =
            [("search", word("meta_title")), ("social", word("og_title").or_else(|| word("twitter_title")))]
                .into_iter()
                .filter_map(|(name, title)| Some((name.to_owned(), title?.into())))
                .collect();
        if !titles.is_empty() {
            set("titles", Value::Object(titles));
        }
        let content = ["codeinjection_head", "codeinjection_foot"].into_iter().filter_map(word);
        losses.extend(content.map(|script| Loss::new(Cause::Script, script)));
        let is_page = word("type").is_some_and(|kind| kind == "page")
            || post.get("page").is_some_and(|page| *page == Value::Bool(true) || page.as_i64() == Some(1));
        let html = html(post);
        let is_broken = |name: &&&str| word(name).is_some_and(|text| serde_json::from_str::<Value>(&text).is_err());
        if html.trim().is_empty()
            && let Some(name) = ["lexical", "mobiledoc"].iter().find(is_broken)
        {
            losses.push(Loss::new(Cause::Broken, format!("{name}: {}", word(name).unwrap_or_default())));
        }
        Draft {
            origin: Origin { id: key, ..Origin::default() },
            name: if slug.is_empty() { word("title").unwrap_or_default() } else { slug.clone() },
            is_page,
            fields,
            content: Content::Html(local(&html)),
            addresses: if slug.is_empty() || is_draft && status != "published" {
                Vec::new()
            } else {
                vec![format!("/{slug}/")]
            },
            base: Base::default(),
            losses,
        }
    }

    fn authors(&self, post: &Value, key: &str) -> Vec<Value> {
        let listed: Vec<&Value> = match self.authors.get(key) {
            Some(list) => list.iter().collect(),
            None => self.users.get(&id(post.get("author_id"))).into_iter().collect(),
        };
        let author = |user: &Value| {
            let name = word(user, "name")?;
            let href = word(user, "website").filter(|href| href.starts_with("http"));
            Some(match href {
                Some(href) => serde_json::json!({ "name": name, "href": href }),
                None => name.into(),
            })
        };
        listed.into_iter().filter_map(author).collect()
    }
}

/// An id, which is a number in old exports.
fn id(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(id)) => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        _ => String::new(),
    }
}

fn word(row: &Value, name: &str) -> Option<String> {
    row.get(name)?.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A date: words, or milliseconds in old exports.
fn date(value: Option<&Value>, losses: &mut Vec<Loss>) -> Option<String> {
    let (text, date) = match value? {
        Value::String(text) if !text.is_empty() => (text.clone(), moment::read(text, None)),
        Value::Number(number) => (number.to_string(), moment::from_milliseconds(number.as_i64()?)),
        _ => return None,
    };
    if date.is_none() {
        losses.push(Loss::new(Cause::Date, text));
    }
    date
}

/// Text whose addresses begin at the root of the site.
fn local(text: &str) -> String {
    text.replace(SITE, "")
}

/// The content of a post: its HTML if the export has it.
fn html(post: &Value) -> String {
    let has = |name: &str| word(post, name);
    let parsed = |text: String| serde_json::from_str::<Value>(&text).ok();
    if let Some(html) = has("html") {
        return cards::ready(&html);
    }
    if let Some(document) = has("lexical").and_then(parsed) {
        return lexical::html(&document);
    }
    if let Some(document) = has("mobiledoc").and_then(parsed) {
        return mobiledoc::html(&document);
    }
    let plain = has("markdown").map(|markdown| folder::markdown_html(&markdown));
    plain
        .or_else(|| has("plaintext").map(|text| text.split("\n\n").map(markup::paragraph).collect()))
        .unwrap_or_default()
}
