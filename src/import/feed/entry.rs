//! The articles in RSS and Atom.

use serde_json::{Map, Value, json};

use super::name_in;
use super::xml::{self, Element, Found};
use crate::html;
use crate::import::draft::{Base, Origin};
use crate::import::markup;
use crate::import::{Cause, Content, Draft, Loss, moment};
use crate::publish::amount::things;

/// What a feed says about all of its articles.
#[derive(Default)]
struct Feed {
    is_atom: bool,
    language: Option<String>,
    authors: Vec<Value>,
    /// The address of the site.
    site: Option<String>,
}

/// The drafts of a feed.
pub(super) fn drafts(text: &str, take: &mut dyn FnMut(Draft)) -> Result<Vec<Loss>, String> {
    if !xml::is_feed(text) {
        return Err("it is no feed: its first element is neither <rss> nor <feed>".to_owned());
    }
    let mut feed = Feed::default();
    let mut comments = 0;
    let broken = xml::read(text, &mut |found| match found {
        Found::Root(root) => feed.root(root),
        Found::About(about) => feed.learn(&about),
        Found::Entry(entry, line, is_broken) => match kind(&entry) {
            Kind::Comment => comments += 1,
            Kind::Other => {}
            kind => {
                let mut draft = feed.draft(&entry, kind == Kind::Page);
                draft.origin.line = Some(line);
                if is_broken {
                    draft.losses.push(Loss::new(Cause::Broken, &draft.name));
                }
                take(draft);
            }
        },
    });
    let broken = broken.map(|line| Loss::new(Cause::Broken, format!("line {line}")));
    let comments = (comments > 0).then(|| Loss::new(Cause::ReaderComments, things(comments, "comment")));
    Ok(broken.into_iter().chain(comments).collect())
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Article,
    Page,
    Comment,
    /// A setting or a template in a backup of Blogger.
    Other,
}

fn kind(entry: &Element) -> Kind {
    let scheme = |category: &&Element| category.attribute("scheme").is_some_and(|scheme| scheme.ends_with("#kind"));
    let categories = ["category"];
    let of_category = entry.all(&categories).find(scheme).and_then(|category| category.attribute("term"));
    let kind = of_category.and_then(|term| term.rsplit('#').next()).map(str::to_owned);
    match kind.or_else(|| entry.word(&["blogger:type"])).map(|kind| kind.to_lowercase()).as_deref() {
        None | Some("post") => Kind::Article,
        Some("page") => Kind::Page,
        Some("comment") => Kind::Comment,
        Some(_) => Kind::Other,
    }
}

impl Feed {
    fn root(&mut self, root: &Element) {
        self.is_atom |= root.name == "feed";
        self.language = self.language.take().or_else(|| root.attribute("xml:lang").map(str::to_owned));
    }

    fn learn(&mut self, about: &Element) {
        match about.name.as_str() {
            "language" | "dc:language" => self.language = Some(about.text()).filter(|language| !language.is_empty()),
            "author" if self.is_atom => self.authors.extend(author(about)),
            "link" if self.site.is_none() => self.site = alternate(about),
            _ => {}
        }
    }

    fn draft(&self, entry: &Element, is_page: bool) -> Draft {
        let mut losses = Vec::new();
        let mut fields = Map::new();
        let mut set = |name: &str, value: Option<Value>| fields.extend(value.map(|value| (name.to_owned(), value)));
        let mut addresses: Vec<String> = entry.word(&["feedburner:origLink"]).into_iter().collect();
        addresses.extend(entry.all(&["link"]).filter_map(alternate));
        let ids = ["guid", "id"];
        let id = entry.all(&ids).next();
        // Only RSS says that an id is an address, and does so unless it says otherwise.
        let is_address = id.is_some_and(|id| id.name == "guid" && id.attribute("isPermaLink") != Some("false"));
        addresses.extend(id.map(Element::text).filter(|id| is_address && id.starts_with("http")));
        let mut seen = std::collections::HashSet::new();
        addresses.retain(|address| seen.insert(address.clone()));
        let first = addresses.first().cloned();

        let headline =
            entry.all(&["title", "media:title"]).map(|title| self.headline(title)).find(|title| *title != "");
        if headline.is_none() {
            losses.push(Loss::new(Cause::NoHeadline, first.as_deref().unwrap_or_default()));
        }
        let name = first.as_deref().map(name_in).unwrap_or_default();
        let title = headline.as_ref().map(html::plain_text);
        let name = if name.is_empty() { title.clone().unwrap_or_default() } else { name };
        set("headline", headline);
        let mut date = |names: &[&str]| {
            let text = entry.word(names)?;
            let date = moment::read(&text, None);
            if date.is_none() {
                losses.push(Loss::new(Cause::Date, text));
            }
            date
        };
        let published = date(&["pubDate", "published", "issued", "dc:date", "dcterms:created", "created"]);
        let updated = date(&["updated", "modified", "dcterms:modified"]);
        // Atom has to have the second, and may lack the first.
        let published = published.or_else(|| updated.clone());
        set("updated", updated.filter(|updated| Some(updated) != published.as_ref()).map(Value::from));
        set("published", published.map(Value::from));
        let mut authors: Vec<Value> = entry.all(&["author"]).filter_map(author).collect();
        let creators =
            || entry.all(&["dc:creator", "itunes:author"]).map(Element::text).filter(|name| !name.is_empty());
        if authors.is_empty() {
            authors = creators().map(Value::from).collect();
        }
        if authors.is_empty() {
            authors.clone_from(&self.authors);
        }
        set("authors", Some(authors).filter(|authors| !authors.is_empty()).map(Value::from));
        let mut tags = topics(entry).into_iter();
        set("kicker", tags.next().map(Value::from));
        set("tags", Some(tags.map(Value::from).collect()).filter(|tags: &Vec<_>| !tags.is_empty()).map(Value::from));
        let language = entry.attribute("xml:lang").map(str::to_owned).or_else(|| self.language.clone());
        set("lang", language.map(|language| language.replace('_', "-").into()));
        let is_draft =
            entry.all(&["app:control"]).any(|control| control.word(&["app:draft"]).as_deref() == Some("yes"))
                || entry.word(&["blogger:status"]).is_some_and(|status| status != "LIVE");
        set("draft", is_draft.then_some(Value::Bool(true)));

        let summary = entry.all(&["description", "summary", "itunes:summary"]).map(|element| self.html(element));
        let summary = summary.into_iter().find(|html| !html.trim().is_empty()).unwrap_or_default();
        let content = entry.all(&["content:encoded", "content"]).map(|element| self.html(element));
        let content = content.into_iter().find(|html| !html.trim().is_empty());
        let (standfirst, mut body) = match content {
            Some(content) => {
                let subtitle = entry.word(&["itunes:subtitle"]).unwrap_or(summary);
                (standfirst(&subtitle, &content), without_origin(&content).to_owned())
            }
            None => {
                if self.is_atom || is_beginning(&summary) {
                    losses.push(Loss::new(Cause::SummaryOnly, first.as_deref().unwrap_or(&name)));
                }
                (None, without_origin(&summary).to_owned())
            }
        };
        set("standfirst", standfirst);
        let files = files(entry, title.as_deref());
        let image = files.iter().find(|file| file.is("image")).filter(|image| !body.contains(&image.url));
        if let Some(image) = image {
            if image.alt.is_none() {
                losses.push(Loss::new(Cause::Alt, &image.url));
            }
            set("lead", Some(image.lead()));
        }
        let players: String = files.iter().filter(|file| !body.contains(&file.url)).map(File::player).collect();
        body.push_str(&players);
        let url = first.or_else(|| self.site.clone());
        Draft {
            origin: Origin {
                id: id.map(Element::text).or_else(|| url.clone()).unwrap_or_default(),
                ..Origin::default()
            },
            name,
            is_page,
            fields,
            content: Content::Html(body),
            addresses,
            base: Base { url, ..Base::default() },
            losses,
        }
    }

    /// Whether an element is HTML and not plain text: in Atom it says so, in RSS it always is.
    fn is_html(&self, element: &Element) -> bool {
        match element.attribute("type") {
            Some(kind) => kind.contains("html"),
            None => !self.is_atom || element.name.contains(':'),
        }
    }

    /// An element as HTML.
    fn html(&self, element: &Element) -> String {
        if element.elements().next().is_some() {
            return element.inner_html();
        }
        let text = element.text();
        match self.is_html(element) {
            true => text,
            false => text.split("\n\n").filter(|words| !words.trim().is_empty()).map(markup::paragraph).collect(),
        }
    }

    fn headline(&self, title: &Element) -> Value {
        match title.elements().next() {
            Some(_) => markup::headline(&title.inner_html()),
            None if self.is_html(title) => markup::headline(&title.text()),
            None => title.text().split_whitespace().collect::<Vec<_>>().join(" ").into(),
        }
    }
}

/// The address of a `<link>` to a page: its text in RSS, its `href` in Atom.
fn alternate(link: &Element) -> Option<String> {
    let address = match link.attribute("href") {
        Some(href) => Some(href.to_owned()).filter(|_| matches!(link.attribute("rel"), None | Some("alternate"))),
        None => Some(link.text()),
    };
    address.filter(|address| !address.is_empty())
}

/// An author: a person in Atom; in RSS an address of e-mail with a name in brackets, or a name.
fn author(author: &Element) -> Option<Value> {
    if let Some(name) = author.word(&["name"]) {
        let href = author.word(&["uri", "url"]).filter(|href| href.starts_with("http"));
        return Some(href.map_or_else(|| json!(name), |href| json!({ "name": name, "href": href })));
    }
    let text = author.text();
    let named = text.split_once('(').and_then(|(_, name)| name.strip_suffix(')'));
    let name = named.map(str::trim).or_else(|| Some(text.as_str()).filter(|text| !text.contains('@')))?;
    (!name.is_empty()).then(|| name.into())
}

fn topics(entry: &Element) -> Vec<String> {
    let mut topics: Vec<String> = Vec::new();
    for category in entry.all(&["category", "dc:subject"]) {
        if category.attribute("scheme").is_some_and(|scheme| scheme.ends_with("#kind")) {
            continue;
        }
        let topic = category.attribute("label").or_else(|| category.attribute("term"));
        let topic = topic.map_or_else(|| category.text(), str::to_owned);
        if !topic.is_empty() && !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    topics
}

/// A standfirst from a summary, unless it is the beginning of the text.
fn standfirst(summary: &str, content: &str) -> Option<Value> {
    const LENGTH: usize = 400;
    let summary = without_origin(summary);
    let words = markup::plain(summary);
    let start = words.trim_end_matches(['…', '.', ' ', '[', ']']);
    let is_own = !words.is_empty() && words.chars().count() <= LENGTH && !markup::plain(content).starts_with(start);
    (is_own && !is_cut(&words)).then(|| markup::inline(summary.trim()))
}

/// Whether a text has been cut.
fn is_cut(words: &str) -> bool {
    let words = words.trim_end().to_lowercase();
    let ends = ["…", "[…]", "...", "[...]", "read more", "continue reading", "read more »", "continue reading →"];
    ends.iter().any(|end| words.ends_with(end))
}

/// Whether a description is a summary: it has been cut, or has no paragraphs.
fn is_beginning(summary: &str) -> bool {
    is_cut(&markup::plain(without_origin(summary)))
        || !["<p", "<br", "<div", "<P"].iter().any(|tag| summary.contains(tag))
}

/// A text without the line that WordPress puts below it.
fn without_origin(html: &str) -> &str {
    match html.rfind("<p>The post <a ").filter(|at| html[*at..].contains("appeared first on")) {
        Some(at) => &html[..at],
        None => html,
    }
}

/// A file that belongs to an article.
#[derive(Default)]
pub(super) struct File {
    pub url: String,
    pub kind: String,
    pub title: Option<String>,
    pub alt: Option<String>,
    pub caption: Option<String>,
    pub credit: Option<String>,
}

impl File {
    fn is(&self, kind: &str) -> bool {
        self.kind.split('/').next() == Some(kind)
    }

    /// It as a main image.
    pub fn lead(&self) -> Value {
        let mut lead = json!({ "type": "image", "src": self.url, "alt": self.alt.clone().unwrap_or_default() });
        for (name, words) in [("caption", &self.caption), ("credit", &self.credit)] {
            if let Some(words) = words {
                lead[name] = markup::inline(words);
            }
        }
        lead
    }

    /// A recording or a film as HTML, or nothing.
    pub fn player(&self) -> String {
        let element = ["audio", "video"].into_iter().find(|element| self.is(element));
        let Some(element) = element else { return String::new() };
        let (url, kind) = (markup::attribute(&self.url), markup::attribute(&self.kind));
        let title = self.title.as_deref().map(|title| format!(" title=\"{}\"", markup::attribute(title)));
        let title = title.unwrap_or_default();
        format!("<figure><{element} controls{title}><source src=\"{url}\" type=\"{kind}\"></{element}></figure>")
    }
}

/// The files that an entry names, beside its text.
fn files(entry: &Element, title: Option<&str>) -> Vec<File> {
    let mut files: Vec<File> = Vec::new();
    let groups = ["media:group"];
    let inner = entry.elements().chain(entry.all(&groups).flat_map(Element::elements));
    for element in inner {
        let kind = element.attribute("type");
        let (url, kind) = match element.name.as_str() {
            "enclosure" => (element.attribute("url"), kind),
            "link" if element.attribute("rel") == Some("enclosure") => (element.attribute("href"), kind),
            "media:content" => (element.attribute("url"), kind.or_else(|| element.attribute("medium"))),
            "media:thumbnail" => (element.attribute("url"), Some("image")),
            "itunes:image" => (element.attribute("href"), Some("image")),
            _ => continue,
        };
        let Some(url) = url.filter(|url| !files.iter().any(|file| file.url == *url)) else { continue };
        let own = |name| element.word(&[name]).or_else(|| entry.word(&[name]));
        files.push(File {
            url: url.to_owned(),
            kind: kind.unwrap_or_default().to_owned(),
            title: own("media:title").or_else(|| title.map(str::to_owned)),
            alt: element.attribute("alt").map(str::to_owned),
            caption: element.word(&["media:description"]).map(|words| markup::text(&words)),
            credit: own("media:credit").map(|words| markup::text(&words)),
        });
    }
    files
}
