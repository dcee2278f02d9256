//! Reads plain HTML pages, as a browser saves them or as any other system has made them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use jiff::fmt::temporal::Pieces;
use scraper::{ElementRef, Html, Node, Selector};
use serde_json::{Map, Value};
use url::Url;

use super::draft::{Base, Origin};
use super::encoding::{self, Doubled, undo_double};
use super::{Cause, Content, Draft, Loss, Reader, SourceError, kind};
use crate::article::Date;
use crate::file_system;

/// The size of the largest page that is read, in bytes.
const MAX_BYTES: usize = 50_000_000;

/// In how much of a page its encoding is stated, in bytes. The standard says 1 kB, and many pages say it later.
const ENCODING_HEAD: usize = 8 * 1024;

/// HTML pages.
#[derive(Debug)]
pub struct Pages {
    /// The files, each with the folder that addresses from the root are looked for in.
    files: Vec<(PathBuf, PathBuf)>,
}

/// Whether a file is an HTML page.
pub fn is(start: &[u8], file: &Path) -> bool {
    let text = decode(&start[..start.len().min(ENCODING_HEAD)]).0;
    let text = text.trim_start();
    let text = text.get(..text.floor_char_boundary(1024)).unwrap_or_default().to_ascii_lowercase();
    let begins = ["<!doctype html", "<html", "<head", "<body"].iter().any(|start| text.starts_with(start));
    let is_named = has_ending(file) && text.contains('<');
    // XHTML begins as XML, and so does much else.
    begins || is_named || (text.starts_with("<?xml") && text.contains("<html"))
}

/// Whether a folder is that of a site in HTML.
pub fn is_folder(folder: &Path) -> bool {
    ["index.html", "index.htm"].iter().any(|name| folder.join(name).is_file())
}

fn has_ending(file: &Path) -> bool {
    file.extension().is_some_and(|end| ["html", "htm", "xhtml"].iter().any(|html| end.eq_ignore_ascii_case(html)))
}

impl Pages {
    /// Opens pages: files, or folders with all pages in them.
    pub fn open(files: &[PathBuf]) -> Result<Self, SourceError> {
        let mut list = Vec::new();
        for file in files {
            if file.is_dir() {
                let pages = kind::files_in(file)?.into_iter().filter(|page| has_ending(page));
                list.extend(pages.map(|page| (page, file.clone())));
            } else {
                list.push((file.clone(), file.parent().unwrap_or(Path::new("")).to_owned()));
            }
        }
        Ok(Self { files: list })
    }
}

impl Reader for Pages {
    fn read(&self, take: &mut dyn FnMut(Draft)) -> Result<Vec<Loss>, SourceError> {
        let mut losses = Vec::new();
        for (file, root) in &self.files {
            let bytes = match file_system::read_start(file, MAX_BYTES) {
                Ok(bytes) => bytes,
                Err(error) if self.files.len() == 1 => return Err(SourceError::Io(error.path, error.error)),
                Err(error) => {
                    losses.push(Loss::new(Cause::Broken, format!("{}: {}", error.path.display(), error.error)));
                    continue;
                }
            };
            if bytes.len() > MAX_BYTES {
                losses.push(Loss::new(Cause::TooLarge, file.display().to_string()));
                continue;
            }
            take(draft(&bytes, file, root));
        }
        Ok(losses)
    }
}

/// The draft of a page. `root` is the folder that addresses from the root are looked for in.
pub fn draft(bytes: &[u8], file: &Path, root: &Path) -> Draft {
    let (mut text, loss) = decode(bytes);
    let mut losses: Vec<_> = loss.into_iter().collect();
    match undo_double(&text) {
        Doubled::No => {}
        Doubled::Repaired(repaired) => {
            losses.push(Loss::new(Cause::Encoding, "it was encoded twice"));
            text = repaired;
        }
        Doubled::Uncertain(first) => {
            losses.push(Loss::new(Cause::Encoding, format!("“{first}” may have been encoded twice, and was left")));
        }
    }
    let mut draft = Draft {
        origin: Origin { file: file.to_owned(), ..Origin::default() },
        losses,
        base: Base {
            folder: Some(file.parent().unwrap_or(Path::new("")).to_owned()),
            roots: vec![root.to_owned()],
            ..Base::default()
        },
        ..Draft::default()
    };
    let mut page = Page { html: Html::parse_document(&text) };
    page.keep_styles();
    let data = page.linked_data();
    let headline = page.headline(&data);
    draft.name = name(file, root, headline.as_deref());
    let mut set = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            draft.fields.insert(name.to_owned(), value);
        }
    };
    set("lang", page.attribute("html", "lang").map(Value::from));
    set("headline", headline.clone().map(Value::from));
    set("standfirst", page.text(SUBTITLE).map(Value::from));
    let authors = page.authors(&data);
    set("authors", (!authors.is_empty()).then(|| authors.clone().into()));
    set("kicker", page.meta(&["article:section"]).or_else(|| string(&data, "articleSection")).map(Value::from));
    set("description", page.meta(&["og:description", "description"]).map(Value::from));
    let tags = page.metas(&["article:tag"]);
    set("tags", (!tags.is_empty()).then(|| tags.into()));
    let mut lost = Vec::new();
    let published = page.published(&data);
    let updated = page.meta(&["article:modified_time", "og:updated_time"]).or_else(|| string(&data, "dateModified"));
    for (name, text) in [("published", published), ("updated", updated)] {
        let Some(text) = text else { continue };
        match date(&text) {
            Some(date) => {
                draft.fields.insert(name.to_owned(), date.into());
            }
            None => lost.push(Loss::new(Cause::Date, text)),
        }
    }
    // The same moment says nothing.
    if draft.fields.get("updated") == draft.fields.get("published") {
        draft.fields.remove("updated");
    }
    draft.losses.extend(lost);
    let is_article = data.is_some() || page.meta(&["og:type"]).is_none_or(|kind| kind == "article");
    draft.is_page = !is_article && !draft.fields.contains_key("published");
    let addresses = [
        page.attribute("link[rel~=canonical]", "href"),
        page.meta(&["og:url"]),
        page.attribute(".h-entry a.p-canonical", "href"),
    ];
    for address in addresses.into_iter().flatten().filter(|address| is_whole(address)) {
        if !draft.addresses.contains(&address) {
            draft.addresses.push(address);
        }
    }
    let stated = page.attribute("base", "href").filter(|address| is_whole(address));
    draft.base.url = stated.or_else(|| draft.addresses.first().cloned());
    draft.content = Content::Html(page.content(headline.as_deref(), &authors));
    draft
}

fn is_whole(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// The name for the file of an article: that of the page, or that of its folder if the page is the index of one.
fn name(file: &Path, root: &Path, headline: Option<&str>) -> String {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    if !stem.eq_ignore_ascii_case("index") {
        return stem.into_owned();
    }
    let folder = file.parent().filter(|folder| *folder != root).and_then(Path::file_name);
    folder.map(|name| name.to_string_lossy().into_owned()).or(headline.map(str::to_owned)).unwrap_or_default()
}

/// Decodes a page: by its byte order mark, by the encoding that it states, or else as UTF-8. What is not UTF-8 is taken for
/// Windows-1252, as browsers do.
pub fn decode(bytes: &[u8]) -> (String, Option<Loss>) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return (encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned(), None);
    }
    let stated = stated_encoding(&bytes[..bytes.len().min(ENCODING_HEAD)]);
    let stated = stated.unwrap_or(UTF_8);
    let (text, is_broken) = stated.decode_without_bom_handling(bytes);
    // The last character of a beginning may be cut off.
    let cut = std::str::from_utf8(bytes).err().is_some_and(|error| error.error_len().is_none());
    if !is_broken || stated != UTF_8 || cut {
        return (text.into_owned(), None);
    }
    // If some of it is, only the other bytes are taken for Windows-1252.
    let is_partly = text.chars().any(|c| !c.is_ascii() && c != char::REPLACEMENT_CHARACTER);
    if is_partly {
        let loss = Loss::new(Cause::Encoding, "what is not UTF-8 in it was read as Windows-1252");
        return (encoding::decode(bytes).0, Some(loss));
    }
    let loss = Loss::new(Cause::Encoding, "it is not UTF-8, and was read as Windows-1252");
    (WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(), Some(loss))
}

/// The encoding in a `meta` element or an XML declaration.
fn stated_encoding(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let after = |sign: &str| {
        let (_, rest) = head.split_once(sign)?;
        let rest = rest.trim_start().strip_prefix('=')?.trim_start();
        let label = rest.trim_start_matches(['"', '\'']);
        let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.:".contains(c)))?;
        Encoding::for_label(&label.as_bytes()[..end])
    };
    // A page that can be read so far is not UTF-16, whatever it says.
    after("charset").or_else(|| after("encoding")).map(|encoding| encoding.output_encoding())
}

/// A date as the format writes it. [`None`] if it is none.
fn date(text: &str) -> Option<String> {
    let text = text.trim();
    if Date::parse(text).is_some() {
        return Some(text.to_owned());
    }
    if let Ok(pieces) = Pieces::parse(text) {
        let day = pieces.date();
        let moment = pieces.time().zip(pieces.to_numeric_offset()).map(|(time, offset)| {
            let seconds = offset.seconds();
            let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
            let time = format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second());
            format!("{day}T{time}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        });
        return moment.or_else(|| Some(day.to_string())).filter(|date| Date::parse(date).is_some());
    }
    let zoned = jiff::fmt::rfc2822::parse(text).ok()?;
    Some(zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

/// A string in the data of a page.
fn string(data: &Option<Map<String, Value>>, name: &str) -> Option<String> {
    let value = data.as_ref()?.get(name)?;
    let text = value.as_str().or_else(|| value.as_array()?.first()?.as_str())?;
    let text = plain(text);
    (!text.is_empty()).then_some(text)
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Page {
    html: Html,
}

/// The titles of word processors, which write no heading for them, and of Medium, which writes them once more.
const TITLE: &str = "p.title, p.MsoTitle, h3.graf--title";
const SUBTITLE: &str = "p.subtitle, p.MsoSubtitle, h4.graf--subtitle";

impl Page {
    /// Gives the spans the styles of their classes: word processors write bold words so.
    fn keep_styles(&mut self) {
        let sheets = self.select("style").iter().map(|style| style.text().collect::<String>()).collect::<String>();
        let styles = styles_of_classes(&sheets);
        if styles.is_empty() {
            return;
        }
        let styled: Vec<_> = self
            .select("span[class]")
            .iter()
            .filter_map(|span| {
                let mut style = String::new();
                span.value().classes().filter_map(|class| styles.get(class)).for_each(|more| style += more);
                // Its own comes last, since it is stronger.
                style += span.attr("style").unwrap_or_default();
                (!style.is_empty()).then(|| (span.id(), style))
            })
            .collect();
        for (id, style) in styled {
            if let Some(mut node) = self.html.tree.get_mut(id)
                && let Node::Element(element) = node.value()
            {
                // A name like that of the class, which is there.
                let Some(mut name) = element.attrs.keys().next().cloned() else { continue };
                name.local = "style".into();
                element.attrs.insert(name, style.into());
            }
        }
    }

    /// The elements that a selector finds. The selectors are constants, and tests use each of them.
    fn select(&self, selector: &str) -> Vec<ElementRef<'_>> {
        Selector::parse(selector).map(|selector| self.html.select(&selector).collect()).unwrap_or_default()
    }

    fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let elements = self.select(selector);
        let values = elements.iter().filter_map(|element| element.attr(name)).map(plain);
        values.into_iter().find(|value| !value.is_empty())
    }

    fn text(&self, selector: &str) -> Option<String> {
        let elements = self.select(selector);
        elements.iter().map(text).find(|text| !text.is_empty())
    }

    /// The values of `meta` elements with one of these names.
    fn metas(&self, names: &[&str]) -> Vec<String> {
        let elements = self.select("meta[content]");
        let has_name = |element: &ElementRef, name: &str| {
            ["property", "name", "itemprop"]
                .iter()
                .any(|key| element.attr(key).is_some_and(|value| value.eq_ignore_ascii_case(name)))
        };
        let find = |name: &&str| {
            let elements = elements.iter().filter(|element| has_name(element, name));
            elements
                .filter_map(|element| element.attr("content"))
                .map(plain)
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
        };
        names.iter().map(find).find(|values| !values.is_empty()).unwrap_or_default()
    }

    fn meta(&self, names: &[&str]) -> Option<String> {
        self.metas(names).into_iter().next()
    }

    /// What the page says of its article to search engines (<https://schema.org/Article>).
    fn linked_data(&self) -> Option<Map<String, Value>> {
        let scripts = self.select("script[type='application/ld+json']");
        scripts.iter().find_map(|script| {
            let text: String = script.text().collect();
            article_in(&serde_json::from_str(&text).ok()?)
        })
    }

    fn headline(&self, data: &Option<Map<String, Value>>) -> Option<String> {
        let site = self.meta(&["og:site_name"]);
        let title = self.text("head title").map(|title| without_site(&title, site.as_deref()));
        let stated = self.meta(&["og:title"]).map(|title| without_site(&title, site.as_deref()));
        let first = self.text("article h1").or_else(|| self.text("main h1")).or_else(|| self.text(TITLE));
        stated.or_else(|| string(data, "headline")).or(first).or_else(|| self.text("h1")).or(title)
    }

    fn authors(&self, data: &Option<Map<String, Value>>) -> Vec<String> {
        let mut authors = Vec::new();
        let from_data = data.as_ref().and_then(|data| data.get("author"));
        let list: Vec<&Value> = match from_data {
            Some(Value::Array(list)) => list.iter().collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        };
        for author in list {
            let name = author.as_str().or_else(|| author.get("name")?.as_str());
            authors.extend(name.map(plain));
        }
        if authors.is_empty() {
            authors = self.metas(&["author", "article:author", "parsely-author", "dc.creator"]);
            authors.retain(|author| !is_whole(author));
        }
        if authors.is_empty() {
            authors.extend(
                ["[rel~=author]", "[itemprop=author]", ".h-entry .p-author"]
                    .iter()
                    .find_map(|author| self.text(author)),
            );
        }
        authors.retain(|author| !author.is_empty());
        let mut seen = std::collections::BTreeSet::new();
        authors.retain(|author| seen.insert(author.clone()));
        authors
    }

    fn published(&self, data: &Option<Map<String, Value>>) -> Option<String> {
        let names =
            ["article:published_time", "datePublished", "dc.date", "dcterms.created", "date", "parsely-pub-date"];
        string(data, "datePublished").or_else(|| self.meta(&names)).or_else(|| {
            let times = ["[itemprop=datePublished]", "time[pubdate]", "article time", "main time"];
            times.iter().find_map(|selector| self.attribute(selector, "datetime"))
        })
    }

    /// The HTML of the article: without the header, the navigation and the footer of the site, and without what is in fields.
    fn content(&mut self, headline: Option<&str>, authors: &[String]) -> String {
        let main = ["[itemprop=articleBody]", ".h-entry .e-content", "article", "main", "[role=main]", "body"];
        let main = main.iter().find_map(|selector| {
            // The first of several articles is not the page's own, but one of a list.
            let found = self.select(selector);
            let outer = found.iter().filter(|element| !found.iter().any(|other| is_within(element, other)));
            let outer: Vec<_> = outer.collect();
            (outer.len() == 1 && !text(outer[0]).is_empty()).then(|| (outer[0].id(), *selector))
        });
        let Some((main, selector)) = main else { return String::new() };
        let gone = match selector {
            "body" => {
                "body > header, body > nav, body > footer, nav, [role=navigation], [role=banner], [role=contentinfo]"
            }
            _ => "nav, [role=navigation]",
        };
        let mut ids: Vec<_> = self.select(gone).iter().map(|element| element.id()).collect();
        let title = self.select("h1").into_iter().find(|title| Some(text(title).as_str()) == headline);
        ids.extend(title.map(|title| title.id()));
        let title = self.select(TITLE).into_iter().find(|title| Some(text(title).as_str()) == headline);
        ids.extend(title.map(|title| title.id()));
        ids.extend(self.select(SUBTITLE).first().map(|subtitle| subtitle.id()));
        // What is in fields would stand in the text once more.
        for element in
            self.select("header time, header address, header [rel~=author], header .byline, [itemprop=author]")
        {
            let words = text(&element);
            let is_author = authors.iter().any(|author| words == *author || words.strip_prefix("By ") == Some(author));
            if is_author || element.value().name() == "time" {
                ids.push(element.id());
            }
        }
        for id in ids.into_iter().filter(|id| *id != main) {
            if let Some(mut node) = self.html.tree.get_mut(id) {
                node.detach();
            }
        }
        self.html.tree.get(main).and_then(ElementRef::wrap).map(|element| element.inner_html()).unwrap_or_default()
    }
}

/// What a style sheet says of the weight and the slant of words with a class.
fn styles_of_classes(sheet: &str) -> HashMap<String, String> {
    let mut styles: HashMap<String, String> = HashMap::new();
    for rule in sheet.split('}') {
        let Some((selectors, declarations)) = rule.rsplit_once('{') else { continue };
        let kept = declarations.split(';').map(str::trim).filter(|declaration| {
            let property = declaration.split(':').next().unwrap_or_default().trim();
            ["font-weight", "font-style", "text-decoration", "text-decoration-line"].contains(&property)
        });
        let kept: String = kept.map(|declaration| format!("{declaration};")).collect();
        if kept.is_empty() {
            continue;
        }
        for selector in selectors.rsplit(['{', ';', '/']).next().unwrap_or_default().split(',') {
            let class = selector.trim().strip_prefix("span").unwrap_or(selector.trim()).strip_prefix('.');
            let is_name = |class: &&str| {
                !class.is_empty() && class.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
            };
            if let Some(class) = class.filter(is_name) {
                styles.entry(class.to_owned()).or_default().push_str(&kept);
            }
        }
    }
    styles
}

fn text(element: &ElementRef) -> String {
    plain(&element.text().collect::<String>())
}

/// Whether an element is within another.
fn is_within(element: &ElementRef, other: &ElementRef) -> bool {
    element.ancestors().any(|above| above.id() == other.id())
}

/// A title without the name of the site behind it.
fn without_site(title: &str, site: Option<&str>) -> String {
    let Some(site) = site.filter(|site| !site.is_empty() && *site != title) else { return title.to_owned() };
    let rest = title.strip_suffix(site).map(str::trim_end);
    let rest = rest.and_then(|rest| rest.strip_suffix(['|', '-', '–', '—', '·', '•', ':', '»']));
    rest.map(str::trim_end).filter(|rest| !rest.is_empty()).unwrap_or(title).to_owned()
}

/// The article in the data of a page.
fn article_in(value: &Value) -> Option<Map<String, Value>> {
    match value {
        Value::Array(items) => items.iter().find_map(article_in),
        Value::Object(object) => {
            let is_article = |kind: &Value| {
                let kind = kind.as_str().unwrap_or_default();
                kind.ends_with("Article") || matches!(kind, "BlogPosting" | "Report" | "SocialMediaPosting")
            };
            let kind = object.get("@type");
            let is_one = kind.is_some_and(|kind| {
                is_article(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(is_article))
            });
            if is_one { Some(object.clone()) } else { article_in(object.get("@graph")?) }
        }
        _ => None,
    }
}
