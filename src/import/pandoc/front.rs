//! The fields of the article: what a document says of itself.

use serde_json::{Map, Value, json};

use super::tree::Tree;
use super::write::{Place, Writer};
use crate::html::{ARTICLE_FIELDS, convert, field_name, plain_text};
use crate::import::{Cause, byline};

/// How many blocks a document may have above its headline.
const ABOVE: usize = 3;

/// The keys of an image that stands for the article.
const IMAGES: &[&str] = &[
    "image",
    "cover-image",
    "cover",
    "featured-image",
    "feature-image",
    "featured_image",
    "feature_image",
    "thumbnail",
];

/// Keys with which people tell Pandoc and its readers how to make a document, and nothing of the article.
const SETTINGS: &[&str] = &[
    "abstract-title",
    "bibliography",
    "classoption",
    "colorlinks",
    "csl",
    "css",
    "dir",
    "documentclass",
    "editor",
    "engine",
    "execute",
    "fontfamily",
    "fontsize",
    "format",
    "generator",
    "geometry",
    "header-includes",
    "highlight-style",
    "include-after",
    "include-before",
    "indent",
    "jupyter",
    "layout",
    "link-citations",
    "linkcolor",
    "linestretch",
    "lof",
    "lot",
    "mainfont",
    "monofont",
    "nocite",
    "number-sections",
    "numbersections",
    "output",
    "pagestyle",
    "pagetitle",
    "papersize",
    "references",
    "reference-section-title",
    "sansfont",
    "secnumdepth",
    "suppress-bibliography",
    "template",
    "theme",
    "title-prefix",
    "toc",
    "toc-depth",
    "toc-title",
    "urlcolor",
    "version",
    "viewport",
];

/// Reads the metadata. Returns the fields, the blocks that are left below the headline, and HTML that stands above them.
pub fn read<'a>(meta: &Tree, blocks: &'a [Tree], writer: &mut Writer) -> (Map<String, Value>, Vec<&'a Tree>, String) {
    let none = Vec::new();
    let entries = match meta {
        Tree::Object(entries) => entries,
        _ => &none,
    };
    // Quotation marks are those of the language.
    writer.language = meta.get("lang").or_else(|| meta.get("language")).map(Tree::words).filter(|tag| !tag.is_empty());
    writer.place = Place::Front;
    let mut fields = Map::new();
    let mut above = String::new();
    // A subtitle says it better than an abstract, which comes first in the alphabet.
    let (abstracts, others): (Vec<_>, Vec<_>) =
        entries.iter().partition(|(key, _)| matches!(&**key, "abstract" | "summary" | "excerpt"));
    for (key, value) in others.into_iter().chain(abstracts) {
        let field = field_name(&key.replace('-', " "), &ARTICLE_FIELDS);
        let field = field.filter(|field| *field == "tags" || !fields.contains_key(*field));
        match (&**key, field) {
            ("draft", _) => {
                if matches!(value.content(), Tree::Bool(true)) || value.words() == "true" {
                    fields.insert("draft".to_owned(), json!(true));
                }
            }
            ("categories", _) => categories(value, &mut fields),
            (key, _) if IMAGES.contains(&key) => lead(value, meta, &mut fields, writer),
            (_, Some(field)) => set(field, value, &mut fields, writer),
            // What two keys say stays in the text.
            ("abstract" | "summary" | "excerpt", None) => {
                writer.place = Place::Text;
                match value.tag() {
                    "MetaBlocks" => writer.blocks(value.content().items(), &mut above),
                    _ => above.push_str(&format!("<p>{}</p>\n", inlines(value, writer))),
                }
                writer.place = Place::Front;
            }
            (key, None) if SETTINGS.contains(&key) || key.ends_with("-alt") || key.ends_with("options") => {}
            (key, None) => {
                let words = value.words();
                if !words.is_empty() {
                    writer.lose(Cause::Field, format!("{key}: {words}"));
                }
            }
        }
    }
    let mut blocks: Vec<_> = blocks.iter().collect();
    headline(&mut blocks, &mut fields, writer);
    writer.place = Place::Text;
    (fields, blocks, above)
}

fn set(field: &str, value: &Tree, fields: &mut Map<String, Value>, writer: &mut Writer) {
    let words = value.words();
    if words.is_empty() {
        return;
    }
    let value = match field {
        "headline" | "standfirst" => text(value, writer),
        "authors" => json!(authors(value, writer)),
        // With its time.
        "published" | "updated" if words.parse::<jiff::Timestamp>().is_ok() => json!(words),
        "published" | "updated" => match byline::date(&words) {
            Some(date) => json!(date),
            None => return writer.lose(Cause::Date, words),
        },
        "tags" => return add_tags(list(value), fields),
        "lang" => json!(words.replace('_', "-")),
        "canonical" if !words.starts_with("https://") && !words.starts_with("http://") => {
            return writer.lose(Cause::Link, words);
        }
        _ => json!(words),
    };
    fields.insert(field.to_owned(), value);
}

/// The first category is the kicker, and the others are tags.
fn categories(value: &Tree, fields: &mut Map<String, Value>) {
    let mut categories = list(value).into_iter();
    if let Some(first) = categories.next().filter(|_| !fields.contains_key("kicker")) {
        fields.insert("kicker".to_owned(), json!(first));
    }
    add_tags(categories.collect(), fields);
}

fn add_tags(tags: Vec<String>, fields: &mut Map<String, Value>) {
    if !tags.is_empty()
        && let Value::Array(known) = fields.entry("tags").or_insert_with(|| json!([]))
    {
        known.extend(tags.into_iter().map(Value::from));
    }
}

fn lead(value: &Tree, meta: &Tree, fields: &mut Map<String, Value>, writer: &mut Writer) {
    let src = value.words();
    if src.is_empty() || fields.contains_key("lead") {
        return;
    }
    let alts = IMAGES.iter().map(|name| format!("{name}-alt"));
    let alt = alts.filter_map(|name| meta.get(&name)).map(Tree::words).find(|alt| !alt.is_empty());
    if alt.is_none() {
        writer.lose(Cause::Alt, &src);
    }
    fields.insert("lead".to_owned(), json!({ "type": "image", "src": src, "alt": alt.unwrap_or_default() }));
}

/// The parts of a list, or of a line with commas.
fn list(value: &Tree) -> Vec<String> {
    let parts: Vec<_> = match value.tag() {
        "MetaList" => value.content().items().iter().map(Tree::words).collect(),
        _ => value.words().split([',', ';']).map(|part| part.trim().to_owned()).collect(),
    };
    parts.into_iter().filter(|part| !part.is_empty()).collect()
}

fn authors(value: &Tree, writer: &mut Writer) -> Vec<String> {
    let one = |author: &Tree, writer: &mut Writer| {
        let map = author.content();
        if author.tag() != "MetaMap" {
            return author.words();
        }
        let given = || {
            let parts = ["given", "family"].iter().filter_map(|key| map.get(key)).map(Tree::words);
            Some(parts.collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty())
        };
        let name = ["name", "literal"].iter().find_map(|key| map.get(key));
        // Quarto has a map here again.
        let name = name.map(|name| name.content().get("literal").unwrap_or(name).words()).or_else(given);
        if let Tree::Object(entries) = map {
            for (key, value) in entries {
                let words = value.words();
                if !matches!(&**key, "name" | "literal" | "given" | "family") && !words.is_empty() {
                    writer.lose(Cause::Field, format!("{key}: {words}"));
                }
            }
        }
        name.unwrap_or_default()
    };
    let names: Vec<_> = match value.tag() {
        "MetaList" => value.content().items().iter().map(|author| one(author, writer)).collect(),
        "MetaMap" => vec![one(value, writer)],
        _ => byline::names(&value.words()),
    };
    names.into_iter().filter(|name| !name.is_empty()).collect()
}

/// A value as Text of the format.
fn text(value: &Tree, writer: &mut Writer) -> Value {
    let html = inlines(value, writer);
    to_text(&html, writer)
}

/// The words of a value as HTML, in one line.
fn inlines(value: &Tree, writer: &mut Writer) -> String {
    let mut html = String::new();
    match value.tag() {
        "MetaInlines" => writer.inlines(value.content(), &mut html),
        "MetaBlocks" => {
            for block in value.content().items() {
                match block.tag() {
                    "Para" | "Plain" => writer.inlines(block.content(), &mut html),
                    _ => html.push_str(&crate::import::markup::text(&block.words())),
                }
                html.push(' ');
            }
        }
        _ => html.push_str(&crate::import::markup::text(&value.words())),
    }
    html
}

fn to_text(html: &str, writer: &mut Writer) -> Value {
    let mut converted = convert(&format!("<p>{html}</p>"));
    writer.losses.append(&mut converted.losses);
    let text = converted.body.into_iter().find(|block| !block.is_object());
    text.unwrap_or_default()
}

/// Takes the headline out of the blocks, if the document has no other, or if it repeats it.
fn headline(blocks: &mut Vec<&Tree>, fields: &mut Map<String, Value>, writer: &mut Writer) {
    let is_top = |block: &Tree| block.tag() == "Header" && block.content().at(0).number() == Some(1);
    let mut tops = blocks.iter().enumerate().filter(|(_, block)| is_top(block)).map(|(at, _)| at);
    let (Some(top), is_only) = (tops.next(), tops.next().is_none()) else { return };
    let words = blocks[top].content().at(2);
    match fields.get("headline") {
        Some(headline) => {
            let letters = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            let is_same = letters(&plain_text(headline)) == letters(&words.words());
            if top == 0 && is_same {
                blocks.remove(0);
            }
        }
        None if top == 0 || (is_only && top < ABOVE) => {
            let mut html = String::new();
            writer.inlines(words, &mut html);
            let text = to_text(&html, writer);
            if !text.is_null() {
                fields.insert("headline".to_owned(), text);
                blocks.remove(top);
            }
        }
        None => {}
    }
}
