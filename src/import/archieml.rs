//! ArchieML: the format in which newsrooms write articles in shared documents.

mod parse;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use self::parse::parse;
use super::draft::{Base, Origin};
use super::folder::{markdown, markdown_html};
use super::markup::{self, Figure, attribute, paragraph, within};
use super::{Cause, Content, Draft, Loss, SourceError, encoding, moment, source};
use crate::html::{ARTICLE_FIELDS, field_name};

/// The largest file that is read, in bytes. No article is as long.
const SIZE: u64 = 20_000_000;

/// Reads files of ArchieML, each an article.
#[derive(Debug)]
pub struct Reader {
    files: Vec<PathBuf>,
}

/// Whether a file is ArchieML: it is called so, or is plain text with a key of an article and a mark that only ArchieML has.
pub fn is(start: &[u8], file: &Path) -> bool {
    let kind = file.extension().and_then(|kind| kind.to_str()).unwrap_or_default().to_ascii_lowercase();
    if matches!(kind.as_str(), "aml" | "archieml") {
        return true;
    }
    if !matches!(kind.as_str(), "txt" | "") {
        return false;
    }
    let start = encoding::start_as_text(start);
    let lines = || start.lines().map(str::trim);
    let names_a_field = |line: &str| line.split_once(':').is_some_and(|(key, _)| field_of(key).is_some());
    let is_mark = |line: &str| line.starts_with("[+") && line.ends_with(']') || line.eq_ignore_ascii_case(":end");
    lines().any(names_a_field) && lines().any(is_mark)
}

impl Reader {
    /// Takes the files.
    ///
    /// # Errors
    ///
    /// Fails if a file can't be read or is too large.
    pub fn open(files: &[PathBuf]) -> Result<Self, SourceError> {
        source::ensure_at_most(SIZE, files)?;
        Ok(Self { files: files.to_vec() })
    }
}

impl super::Reader for Reader {
    fn read(&self, take: &mut dyn FnMut(Draft)) -> Result<Vec<Loss>, SourceError> {
        for file in &self.files {
            let bytes = fs::read(file).map_err(|error| SourceError::Io(file.clone(), error))?;
            let mut draft = draft(&bytes);
            draft.origin = Origin { file: file.clone(), ..Origin::default() };
            if draft.name.is_empty() {
                draft.name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            }
            let folder = file.parent().map(Path::to_owned);
            draft.base = Base { roots: folder.iter().cloned().collect(), folder, ..Base::default() };
            take(draft);
        }
        Ok(Vec::new())
    }
}

/// The article in a file. Any bytes are one.
pub fn draft(bytes: &[u8]) -> Draft {
    let (text, is_repaired) = encoding::decode(bytes);
    let mut draft = Draft::default();
    if is_repaired {
        draft.losses.push(Loss::new(Cause::Encoding, text.lines().next().unwrap_or_default()));
    }
    let mut html = String::new();
    for (key, value) in parse(&text) {
        match field_of(&key) {
            Some("body") => html.push_str(&body(&value)),
            Some("slug") => draft.name = words(&value),
            Some(name) => field(&mut draft, name, &value),
            None if is_image(&key) => lead(&mut draft, &value),
            None => draft.losses.push(Loss::new(Cause::Field, format!("{key}: {}", words(&value)))),
        }
    }
    if !draft.fields.contains_key("headline") {
        draft.losses.push(Loss::new(Cause::NoHeadline, markup::plain(&html)));
    }
    draft.content = Content::Html(html);
    draft
}

/// The field of an article that a key at the top is.
fn field_of(key: &str) -> Option<&'static str> {
    field_name(key, &ARTICLE_FIELDS).or_else(|| field_name(key, &["body"]))
}

/// The values in a value, as one line.
fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Array(items) => items.iter().map(words).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => fields.values().map(words).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    }
}

fn field(draft: &mut Draft, name: &str, value: &Value) {
    let text = words(value);
    if text.is_empty() {
        return;
    }
    let prose = || markup::inline(&markdown::inline(&text));
    let value = match name {
        "published" | "updated" => match moment::read(&text, None) {
            Some(date) => date.into(),
            None => return draft.losses.push(Loss::new(Cause::Date, text)),
        },
        "authors" => {
            let text = text.strip_prefix("By ").or_else(|| text.strip_prefix("by ")).unwrap_or(&text);
            text.replace(" and ", ", ").split(", ").map(|name| Value::from(name.trim())).collect()
        }
        "tags" => text.split(',').map(|tag| Value::from(tag.trim())).collect(),
        "headline" | "standfirst" => prose(),
        _ => text.into(),
    };
    draft.fields.insert(name.to_owned(), value);
}

fn is_image(name: &str) -> bool {
    matches!(name.to_lowercase().as_str(), "lead" | "image" | "img" | "photo" | "picture" | "figure" | "hero")
}

fn lead(draft: &mut Draft, value: &Value) {
    let about = Fields::of(value, "src");
    let src = about.word("src");
    if src.is_empty() {
        return draft.losses.push(Loss::new(Cause::Field, format!("image: {}", words(value))));
    }
    if about.word("alt").is_empty() {
        draft.losses.push(Loss::new(Cause::Alt, src));
    }
    let mut lead = serde_json::json!({ "type": "image", "src": src, "alt": about.word("alt") });
    for name in ["caption", "credit"] {
        if !about.word(name).is_empty() {
            lead[name] = markup::inline(&markdown::inline(about.word(name)));
        }
    }
    draft.fields.insert("lead".to_owned(), lead);
}

/// The text below the headline: one value, or a list of parts.
fn body(value: &Value) -> String {
    match value {
        Value::Array(parts) => parts.iter().map(part).collect(),
        Value::Object(_) => part(value),
        value => markdown_html(&words(value)),
    }
}

/// A part of a list: words, an object with a type and a value, or one with a type and fields.
fn part(part: &Value) -> String {
    let Some(fields) = part.as_object() else { return text(part) };
    let kind = fields.get("type").map(words).unwrap_or_else(|| "text".to_owned());
    let rest = || fields.iter().filter(|(name, _)| *name != "type").map(|(name, value)| (name.clone(), value.clone()));
    let value = fields.get("value").cloned().unwrap_or_else(|| Value::Object(rest().collect()));
    block(&kind.to_lowercase(), &value)
}

/// Words with the signs of Markdown and HTML in them as a paragraph.
fn text(value: &Value) -> String {
    within("p", &markdown::inline(&words(value)))
}

fn block(kind: &str, value: &Value) -> String {
    match kind {
        "text" | "p" | "paragraph" | "graf" => text(value),
        "heading" | "subhed" | "subhead" | "subheading" | "hed" | "header" | "h2" => {
            within("h2", &markdown::inline(&words(value)))
        }
        "h3" | "h4" => within(kind, &markdown::inline(&words(value))),
        kind if is_image(kind) => {
            let figure = figure(value);
            if figure.src.is_empty() { unknown(kind, value) } else { figure.html() }
        }
        "gallery" | "images" | "photos" | "slideshow" => match value {
            Value::Array(items) => markup::gallery(&items.iter().map(figure).collect::<Vec<_>>(), ""),
            _ => unknown(kind, value),
        },
        "quote" | "blockquote" | "pullquote" | "pull" | "pull_quote" => {
            let about = Fields::of(value, "text");
            let class = if kind.starts_with("pull") { " class=\"pullquote\"" } else { "" };
            let cite = match about.word("cite") {
                "" => String::new(),
                cite => within("cite", &markdown::inline(cite)),
            };
            format!("<blockquote{class}><p>{}</p>{cite}</blockquote>", markdown::inline(about.word("text")))
        }
        "embed" | "youtube" | "vimeo" | "video" | "tweet" | "link" | "url" | "iframe" => embed(kind, value),
        "audio" => {
            let src = attribute(Fields::of(value, "src").word("src"));
            format!("<figure><audio controls><source src=\"{src}\"></audio></figure>")
        }
        "list" | "ul" | "ol" => {
            let items: String = match value {
                Value::Array(items) => items.iter().map(|item| within("li", &markdown::inline(&words(item)))).collect(),
                value => within("li", &markdown::inline(&words(value))),
            };
            within(if kind == "ol" { "ol" } else { "ul" }, &items)
        }
        "code" | "pre" => {
            let about = Fields::of(value, "text");
            markup::code(about.word("language"), about.word("text"))
        }
        "hr" | "divider" | "rule" | "break" => "<hr>".to_owned(),
        "callout" | "aside" | "box" | "note" | "sidebar" => {
            let about = Fields::of(value, "text");
            let text = markdown_html(about.word("text"));
            match about.word("title") {
                "" => within("aside", &text),
                title => format!("<details><summary>{}</summary>{text}</details>", markdown::inline(title)),
            }
        }
        "html" => words(value),
        "markdown" => markdown_html(&words(value)),
        _ => unknown(kind, value),
    }
}

fn figure(value: &Value) -> Figure {
    let about = Fields::of(value, "src");
    Figure {
        src: about.word("src").to_owned(),
        alt: Some(about.word("alt").to_owned()).filter(|alt| !alt.is_empty()),
        caption: markdown::inline(about.word("caption")),
        credit: markdown::inline(about.word("credit")),
        ..Figure::default()
    }
}

fn embed(kind: &str, value: &Value) -> String {
    let about = Fields::of(value, "url");
    let (given, title) = (about.word("url"), about.word("title"));
    let url = match kind {
        _ if given.contains("://") => given.to_owned(),
        "youtube" => format!("https://www.youtube.com/watch?v={given}"),
        "vimeo" => format!("https://vimeo.com/{given}"),
        "video" if !given.is_empty() => {
            let src = attribute(given);
            let caption = markup::caption(&markdown::inline(about.word("caption")), "");
            return format!("<figure><video controls><source src=\"{src}\"></video>{caption}</figure>");
        }
        // The code of an embed.
        _ if given.contains('<') => return given.to_owned(),
        _ => return unknown(kind, value),
    };
    markup::embed(&url, &markup::text(title), &markdown::inline(about.word("caption")))
}

/// A part that is not known: its words stay.
fn unknown(kind: &str, value: &Value) -> String {
    paragraph(&words(value)) + &markup::loss(Cause::Shortcode, kind)
}

/// The fields of a block, by the names of the format.
struct Fields(Map<String, Value>);

impl Fields {
    /// Those of an object, or the only one.
    fn of(value: &Value, only: &'static str) -> Self {
        const NAMES: [&str; 9] = ["src", "alt", "caption", "credit", "url", "title", "text", "cite", "language"];
        let Value::Object(given) = value else {
            return Self(Map::from_iter([(only.to_owned(), words(value).into())]));
        };
        // A name such as `link` or `file` is first what the block is about.
        let name = |key: &str| field_name(key, &[only]).or_else(|| field_name(key, &NAMES));
        let mut fields = Map::new();
        for (key, value) in given.iter().filter(|(_, value)| !value.is_object()) {
            if let Some(name) = name(key) {
                fields.entry(name).or_insert_with(|| words(value).into());
            }
        }
        Self(fields)
    }

    fn word(&self, name: &str) -> &str {
        self.0.get(name).and_then(Value::as_str).unwrap_or_default()
    }
}
