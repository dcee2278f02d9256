//! An export as a stream of its items. Nothing of it stays in memory.

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::import::encoding::{Utf8Reader, read_buffered, without_controls};

/// The longest item, in bytes. WordPress itself can't save a post of more than 16 MB in most databases.
const MAX_ITEM: u64 = 32 * 1024 * 1024;

/// How many categories, tags or custom fields of an item are read.
const MAX_LIST: usize = 2_000;

/// What an export contains.
pub enum Entry {
    /// The address of the site.
    Site(String),
    /// A user of WordPress.
    Author {
        /// The name for logging in, by which posts name their author.
        login: String,
        /// The name that readers see.
        name: String,
    },
    /// A category, a tag, or a term of another taxonomy.
    Term {
        /// `category`, `post_tag` …
        taxonomy: String,
        /// Its number.
        id: u64,
        /// What addresses call it.
        slug: String,
        /// The name that readers see.
        name: String,
        /// Its description.
        description: String,
    },
    /// A post, a page, an attachment, or another thing that WordPress keeps as a post.
    Item(Box<Item>),
    /// The export is broken here. What follows is the next whole item, if there is one.
    Broken(Breakage),
}

/// A place at which an export is broken.
pub struct Breakage {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub why: String,
    /// What had been read of an item.
    pub item: Option<Box<Item>>,
}

/// An item, as it is in the export.
#[derive(Default)]
pub struct Item {
    /// The line at which it begins, from 1.
    pub line: usize,
    /// Whether it contained bytes of another encoding.
    pub is_repaired: bool,
    pub title: String,
    pub link: String,
    pub guid: String,
    pub creator: String,
    pub content: String,
    pub excerpt: String,
    pub id: u64,
    pub date: String,
    pub date_gmt: String,
    pub modified: String,
    pub modified_gmt: String,
    pub pub_date: String,
    pub name: String,
    pub status: String,
    pub parent: u64,
    pub order: i64,
    pub kind: String,
    pub password: String,
    pub is_sticky: bool,
    pub attachment_url: String,
    pub terms: Vec<ItemTerm>,
    /// Custom fields that are read: see [`is_read`].
    pub meta: Vec<(String, String)>,
    /// The names of custom fields that an editor has filled, and that are not read.
    pub unread: Vec<String>,
    /// The number of comments.
    pub comments: usize,
}

/// A category, a tag or another term of an item.
pub struct ItemTerm {
    pub taxonomy: String,
    pub slug: String,
    pub name: String,
}

impl Item {
    /// The value of a custom field.
    pub fn meta(&self, key: &str) -> Option<&str> {
        let found = self.meta.iter().find(|(name, value)| name == key && !value.trim().is_empty());
        found.map(|(_, value)| value.as_str())
    }
}

/// The custom fields that become something.
const META: &[&str] = &[
    "_thumbnail_id",
    "_wp_attachment_image_alt",
    "_wp_attachment_metadata",
    "_wp_old_slug",
    "footnotes",
    "cap-display_name",
    "cap-user_login",
    "_media_credit",
    "_isc_image_source",
    "isc_image_source",
    "subtitle",
    "_subtitle",
    "kia_subtitle",
    "wps_subtitle",
    "_yoast_wpseo_primary_category",
    "_yoast_wpseo_title",
    "_yoast_wpseo_metadesc",
    "_yoast_wpseo_opengraph-title",
    "_yoast_wpseo_canonical",
    "_yoast_wpseo_meta-robots-noindex",
    "rank_math_primary_category",
    "rank_math_title",
    "rank_math_description",
    "rank_math_facebook_title",
    "rank_math_canonical_url",
    "rank_math_robots",
    "_aioseo_title",
    "_aioseo_description",
    "_seopress_titles_title",
    "_seopress_titles_desc",
];

/// Whether a custom field becomes something.
fn is_read(key: &str) -> bool {
    META.contains(&key)
}

/// Whether an editor has written a custom field for readers, and not a plugin for itself.
fn is_of_an_editor(key: &str, value: &str) -> bool {
    const OF_PLUGINS: [&str; 10] =
        ["rank_math", "dsq_", "seo", "views", "count", "cap-", "enclosure", "hash", "layout", "sidebar"];
    let is_own = !key.starts_with('_') && !OF_PLUGINS.iter().any(|part| key.contains(part));
    is_own && value.contains(char::is_alphabetic) && value.trim().contains(' ') && !value.contains(":{")
}

/// Elements that contain others.
const GROUPS: [&str; 6] = ["wp:author", "wp:category", "wp:tag", "wp:term", "wp:postmeta", "wp:comment"];

/// An element with its text.
struct Field {
    name: String,
    /// Whether anybody needs the text.
    is_needed: bool,
    text: String,
}

/// A stream of the entries of a file.
pub struct Export<R = File> {
    reader: Option<Reader<Counted<R>>>,
    item: Option<Box<Item>>,
    repaired_before: u64,
    group: Option<(String, Vec<(String, String)>)>,
    field: Option<Field>,
    /// The attributes of the last `<category>`.
    category: (String, String),
    size: u64,
    is_open: bool,
}

impl Export {
    /// Opens a file.
    ///
    /// # Errors
    ///
    /// Fails if the system can't open it.
    pub fn open(file: &Path) -> io::Result<Self> {
        File::open(file).map(Self::of)
    }
}

impl<R: Read> Export<R> {
    /// The entries of what is read.
    fn of(input: R) -> Self {
        let input = Counted { inner: Utf8Reader::new(input), newlines: 0, left: MAX_ITEM };
        Self {
            reader: Some(configured(input)),
            item: None,
            repaired_before: 0,
            group: None,
            field: None,
            category: Default::default(),
            size: 0,
            is_open: false,
        }
    }

    /// The next entry.
    ///
    /// # Errors
    ///
    /// Fails if the system can't read on.
    pub fn next(&mut self) -> io::Result<Option<Entry>> {
        let mut buffer = Vec::new();
        loop {
            let Some(reader) = &mut self.reader else { return Ok(None) };
            reader.get_mut().left = MAX_ITEM;
            buffer.clear();
            let line = reader.get_ref().newlines + 1;
            let event = match reader.read_event_into(&mut buffer) {
                Ok(event) => event,
                Err(quick_xml::Error::Io(error)) if error.kind() != io::ErrorKind::FileTooLarge => {
                    return Err(io::Error::new(error.kind(), error.to_string()));
                }
                Err(error) => {
                    let why = error.to_string();
                    return self.break_off(line, &why).map(Some);
                }
            };
            let text = match event {
                Event::Start(start) => {
                    let entry = self.begin(&start, line);
                    if entry.is_some() {
                        return Ok(entry);
                    }
                    continue;
                }
                Event::End(end) => {
                    let name = end.name().as_ref().to_owned();
                    if let Some(entry) = self.end(&name) {
                        return Ok(Some(entry));
                    }
                    continue;
                }
                Event::Empty(empty) => match &mut self.field {
                    Some(field) if field.is_needed => format!("<{}/>", &*empty),
                    _ => continue,
                },
                Event::Text(text) => text.xml_content(XmlVersion::Implicit1_0).into_owned(),
                Event::CData(text) => text.xml_content(XmlVersion::Implicit1_0).into_owned(),
                Event::GeneralRef(reference) => resolve(&reference.xml_content(XmlVersion::Implicit1_0)),
                Event::Eof => {
                    self.reader = None;
                    let item = self.item.take();
                    if !self.is_open {
                        return Ok(None);
                    }
                    let why = "the file ends in the middle".to_owned();
                    return Ok(Some(Entry::Broken(Breakage { line, why, item })));
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            };
            let Some(field) = &mut self.field else { continue };
            if !field.is_needed {
                continue;
            }
            field.text.push_str(&text);
            self.size += text.len() as u64;
            if self.size > MAX_ITEM {
                let why = format!("an item has more than {} MB", MAX_ITEM / 1024 / 1024);
                return self.break_off(line, &why).map(Some);
            }
        }
    }

    fn begin(&mut self, start: &BytesStart, line: usize) -> Option<Entry> {
        let name = start.name().as_ref().to_owned();
        match name.as_str() {
            "rss" | "channel" => {
                self.is_open = true;
                return None;
            }
            "item" => {
                let unfinished = self.item.take();
                self.forget_item();
                self.is_open = true;
                self.item = Some(Box::new(Item { line, ..Item::default() }));
                self.repaired_before = self.reader.as_ref().map_or(0, |reader| reader.get_ref().inner.repaired());
                let why = "an item has no end".to_owned();
                return unfinished.map(|item| Entry::Broken(Breakage { line, why, item: Some(item) }));
            }
            _ => {}
        }
        if let Some(field) = &mut self.field {
            // HTML that should have been escaped.
            if field.is_needed {
                let tag = format!("<{}>", &**start);
                self.size += tag.len() as u64;
                field.text.push_str(&tag);
            }
            return None;
        }
        if self.group.is_none() && GROUPS.contains(&name.as_str()) {
            // In an item, `wp:category` and the like would be fields of a plugin.
            self.group = Some((name, Vec::new()));
            return None;
        }
        if name == "category" {
            let attribute = |key: &str| {
                let found = start.try_get_attribute(key).ok().flatten();
                found.map(|found| html_escape::decode_html_entities(&*found.value).into_owned()).unwrap_or_default()
            };
            self.category = (attribute("domain"), attribute("nicename"));
        }
        let is_needed = match &self.group {
            Some((group, _)) => group != "wp:comment",
            None => self.item.is_some() || matches!(name.as_str(), "wp:base_blog_url" | "link"),
        };
        self.field = Some(Field { name, is_needed, text: String::new() });
        None
    }

    fn end(&mut self, name: &str) -> Option<Entry> {
        if self.field.as_ref().is_some_and(|field| field.name == name) {
            let field = self.field.take()?;
            return field.is_needed.then(|| self.keep(field)).flatten();
        }
        if name == "item" {
            let mut item = self.item.take()?;
            self.forget_item();
            let repaired = self.reader.as_ref().map_or(0, |reader| reader.get_ref().inner.repaired());
            item.is_repaired = repaired > self.repaired_before;
            return Some(Entry::Item(item));
        }
        if matches!(name, "channel" | "rss") {
            self.is_open = false;
            return None;
        }
        if let Some(field) = &mut self.field {
            if field.is_needed {
                field.text.push_str("</");
                field.text.push_str(name);
                field.text.push('>');
            }
            return None;
        }
        if self.group.as_ref().is_some_and(|(group, _)| group == name) {
            let (group, fields) = self.group.take()?;
            return self.keep_group(&group, fields);
        }
        None
    }

    fn forget_item(&mut self) {
        self.field = None;
        self.group = None;
        self.size = 0;
    }

    fn keep(&mut self, field: Field) -> Option<Entry> {
        let text = match without_controls(&field.text) {
            std::borrow::Cow::Borrowed(_) => field.text,
            std::borrow::Cow::Owned(text) => text,
        };
        if let Some((_, fields)) = &mut self.group {
            if fields.len() < 20 {
                fields.push((field.name, text));
            }
            return None;
        }
        let Some(item) = &mut self.item else {
            return (!text.trim().is_empty()).then(|| Entry::Site(text.trim().to_owned()));
        };
        let line = || text.trim().to_owned();
        match field.name.as_str() {
            "title" => item.title = line(),
            "link" => item.link = line(),
            "guid" => item.guid = line(),
            "dc:creator" => item.creator = line(),
            "pubDate" => item.pub_date = line(),
            "content:encoded" => item.content = text,
            "excerpt:encoded" => item.excerpt = text,
            "wp:post_id" => item.id = line().parse().unwrap_or(0),
            "wp:post_date" => item.date = line(),
            "wp:post_date_gmt" => item.date_gmt = line(),
            "wp:post_modified" => item.modified = line(),
            "wp:post_modified_gmt" => item.modified_gmt = line(),
            "wp:post_name" => item.name = line(),
            "wp:status" => item.status = line(),
            "wp:post_parent" => item.parent = line().parse().unwrap_or(0),
            "wp:menu_order" => item.order = line().parse().unwrap_or(0),
            "wp:post_type" => item.kind = line(),
            "wp:post_password" => item.password = text,
            "wp:is_sticky" => item.is_sticky = line() == "1",
            "wp:attachment_url" => item.attachment_url = line(),
            "category" if item.terms.len() < MAX_LIST => {
                let (taxonomy, slug) = std::mem::take(&mut self.category);
                item.terms.push(ItemTerm { taxonomy, slug, name: line() });
            }
            _ => {}
        }
        None
    }

    fn keep_group(&mut self, group: &str, mut fields: Vec<(String, String)>) -> Option<Entry> {
        let mut take = |name: &str| {
            let found = fields.iter_mut().find(|(field, _)| field == name);
            found.map(|(_, text)| std::mem::take(text)).unwrap_or_default()
        };
        let line = |text: String| text.trim().to_owned();
        if let Some(item) = &mut self.item {
            match group {
                "wp:comment" => item.comments += 1,
                "wp:postmeta" => {
                    let (key, value) = (line(take("wp:meta_key")), take("wp:meta_value"));
                    if is_read(&key) && item.meta.len() < MAX_LIST {
                        item.meta.push((key, value));
                    } else if item.unread.len() < 50 && is_of_an_editor(&key, &value) {
                        item.unread.push(key);
                    }
                }
                _ => {}
            }
            return None;
        }
        let id = take("wp:term_id").trim().parse().unwrap_or(0);
        match group {
            "wp:author" => {
                let login = line(take("wp:author_login"));
                let mut name = line(take("wp:author_display_name"));
                if name.is_empty() {
                    name = format!("{} {}", take("wp:author_first_name").trim(), take("wp:author_last_name").trim());
                }
                Some(Entry::Author { login, name: line(name) })
            }
            "wp:category" => Some(Entry::Term {
                taxonomy: "category".to_owned(),
                id,
                slug: line(take("wp:category_nicename")),
                name: line(take("wp:cat_name")),
                description: String::new(),
            }),
            "wp:term" => Some(Entry::Term {
                taxonomy: line(take("wp:term_taxonomy")),
                id,
                slug: line(take("wp:term_slug")),
                name: line(take("wp:term_name")),
                description: line(take("wp:term_description")),
            }),
            _ => None,
        }
    }

    /// Says that the export is broken, and goes to the next item.
    fn break_off(&mut self, line: usize, why: &str) -> io::Result<Entry> {
        let item = self.item.take();
        self.forget_item();
        let Some(reader) = self.reader.take() else {
            return Ok(Entry::Broken(Breakage { line, why: why.to_owned(), item }));
        };
        let mut input = reader.into_inner();
        if skip_to_item(&mut input)? {
            // Its start tag has been read.
            self.repaired_before = input.inner.repaired();
            self.item = Some(Box::new(Item { line: input.newlines + 1, ..Item::default() }));
            self.is_open = true;
            self.reader = Some(configured(input));
        }
        Ok(Entry::Broken(Breakage { line, why: why.to_owned(), item }))
    }
}

fn configured<R: Read>(input: Counted<R>) -> Reader<Counted<R>> {
    let mut reader = Reader::from_reader(input);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    reader
}

/// Reads behind the next `<item>`. Whether there is one.
fn skip_to_item(input: &mut Counted<impl Read>) -> io::Result<bool> {
    const TAG: &[u8] = b"<item>";
    let mut matched = 0;
    loop {
        input.left = MAX_ITEM;
        let bytes = input.fill_buf()?;
        if bytes.is_empty() {
            return Ok(false);
        }
        let mut used = bytes.len();
        for (at, byte) in bytes.iter().enumerate() {
            // The first byte of the tag is nowhere else in it.
            matched = if *byte == TAG[matched] { matched + 1 } else { usize::from(*byte == TAG[0]) };
            if matched == TAG.len() {
                used = at + 1;
                break;
            }
        }
        input.consume(used);
        if matched == TAG.len() {
            return Ok(true);
        }
    }
}

/// The character of an entity, or the entity as it was written.
fn resolve(name: &str) -> String {
    let entity = format!("&{name};");
    html_escape::decode_html_entities(&entity).into_owned()
}

/// Counts lines, and limits what is read at once.
struct Counted<R> {
    inner: Utf8Reader<R>,
    newlines: usize,
    left: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        read_buffered(self, buffer)
    }
}

impl<R: Read> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            let why = format!("something has more than {} MB", MAX_ITEM / 1024 / 1024);
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, why));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, length: usize) {
        if let Ok(bytes) = self.inner.fill_buf() {
            let taken = &bytes[..length.min(bytes.len())];
            self.newlines += taken.iter().filter(|byte| **byte == b'\n').count();
        }
        self.left = self.left.saturating_sub(length as u64);
        self.inner.consume(length);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use super::*;

    /// Gives a text again and again, and counts what it has given.
    struct Endless {
        text: Vec<u8>,
        at: usize,
        given: Rc<Cell<usize>>,
    }

    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let rest = &self.text[self.at..];
            let length = rest.len().min(buffer.len());
            buffer[..length].copy_from_slice(&rest[..length]);
            self.at = (self.at + length) % self.text.len();
            self.given.set(self.given.get() + length);
            Ok(length)
        }
    }

    /// So an export of any size takes no more memory than its largest item.
    #[test]
    fn of_an_endless_export_no_more_is_read_than_the_next_item_needs() {
        let content = "<p>The bell rings.</p>".repeat(5_000);
        let text = format!("<item><title>A</title><content:encoded><![CDATA[{content}]]></content:encoded></item>");
        let (given, size) = (Rc::new(Cell::new(0)), text.len());
        let mut export = Export::of(Endless { text: text.into_bytes(), at: 0, given: given.clone() });
        for count in 1..200 {
            let Some(Entry::Item(item)) = export.next().unwrap() else { panic!("item {count} is missing") };
            assert_eq!(item.content, content);
            assert!(given.get() <= count * size + 128 * 1024, "{} bytes are read for {count} items", given.get());
        }
    }
}
