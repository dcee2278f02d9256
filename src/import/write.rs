//! An imported article as a file of the site.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Cause, Loss};
use crate::address::Base;
use crate::article::json::{self as tree, Key, MAX_DEPTH, Node};
use crate::article::read::{Expected, MAX_BLOCKS, Problem, ProblemKind, Read, Reader, Step};
use crate::article::{Article, MAX_BYTES, VERSION};
use crate::markdown;
use crate::source::Form;

/// How many times an article is corrected. One correction may bring another problem to light.
const ROUNDS: usize = 12;

/// How many words of an article without a headline become one.
const WORDS: usize = 10;

/// The fields that are text. A value of another kind becomes its words.
const TEXTS: [&str; 5] = ["headline", "standfirst", "byline", "kicker", "description"];

/// The keys whose values nobody reads.
const SILENT: [&str; 21] = [
    "type",
    "src",
    "href",
    "url",
    "lang",
    "language",
    "date",
    "width",
    "height",
    "level",
    "mime",
    "id",
    "note",
    "aspect",
    "kind",
    "poster",
    "thumbnail",
    "image",
    "logo",
    "variants",
    "sources",
];

/// Gives an article a headline if it has none: its first heading, the name of its file, or its first words.
pub fn add_headline(article: &mut Map<String, Value>, name: &str, losses: &mut Vec<Loss>) {
    if article.get("headline").is_some_and(|headline| !words(headline).trim().is_empty()) {
        return;
    }
    let blocks = article.get_mut("body").and_then(Value::as_array_mut);
    let headline = match blocks {
        Some(blocks) if blocks.first().is_some_and(|block| block["type"] == "heading") => {
            blocks.remove(0)["text"].take()
        }
        blocks => {
            let start = blocks.and_then(|blocks| blocks.iter().map(words).find(|words| !words.trim().is_empty()));
            let is_name = name.chars().filter(|c| c.is_alphabetic()).count() > 3 && !name.contains('?');
            match start {
                Some(start) if !is_name => first_words(&start).into(),
                _ if name.chars().any(char::is_alphanumeric) => from_name(name).into(),
                start => start.map_or_else(|| "Untitled".to_owned(), |start| first_words(&start)).into(),
            }
        }
    };
    // The reader's loss has not the words that stand there now.
    losses.retain(|loss| loss.cause != Cause::NoHeadline);
    losses.push(Loss::new(Cause::NoHeadline, words(&headline)));
    article.insert("headline".to_owned(), headline);
}

/// The words of a file's name.
fn from_name(name: &str) -> String {
    let words: String = name.split(['-', '_', ' ']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn first_words(text: &str) -> String {
    let mut words = text.split_whitespace();
    let start: Vec<_> = words.by_ref().take(WORDS).collect();
    let rest = if words.next().is_some() { "…" } else { "" };
    format!("{}{rest}", start.join(" "))
}

/// Corrects an article until the format has a place for all of it, and writes it. What has no place becomes paragraphs or a
/// loss. [`None`] if the article is beyond a limit of the format.
pub fn write(article: &mut Map<String, Value>, slug: &str, form: Form, losses: &mut Vec<Loss>) -> Option<String> {
    flatten_deep(article, losses);
    let base = Base::article_in_site(slug);
    let mut root = None;
    for round in 0..=ROUNDS {
        let node = to_tree(article)?;
        let mut reader = Reader::new(&base);
        Article::read(&node, &mut reader);
        let mut problems = reader.problems;
        problems.retain(|problem| !is_size_of_image(problem, article));
        if problems.is_empty() {
            root = Some(node);
            break;
        }
        // In the last rounds, what is still wrong is taken apart.
        correct(article, problems, round + 2 >= ROUNDS, losses);
    }
    let text = markdown::write(&root?);
    // The reader's limits hold for the published JSON, too.
    let mut root = markdown::parse(&text).ok()?.root;
    let json = || tree::to_text(&root);
    if text.len() > MAX_BYTES || json().len() > MAX_BYTES {
        return None;
    }
    if form == Form::Markdown {
        return Some(text);
    }
    if let tree::Value::Object(entries) = &mut root.value {
        let version = Node { at: 0, value: tree::Value::Number(VERSION.to_string()) };
        entries.insert(0, (Key { at: 0, name: "version".to_owned() }, version));
    }
    Some(tree::to_text(&root))
}

fn to_tree(article: &Map<String, Value>) -> Option<Node> {
    tree::parse(&serde_json::to_string(article).ok()?).ok()
}

/// Whether a problem is only that an image has no size: publishing reads it from the file.
fn is_size_of_image(problem: &Problem, article: &Map<String, Value>) -> bool {
    matches!(problem.kind, ProblemKind::Missing("width" | "height"))
        && value_at(article, problem.path.steps())
            .is_some_and(|image| image.get("alt").is_some() && image.get("sources").is_none())
}

fn value_at<'v>(article: &'v Map<String, Value>, steps: &[Step]) -> Option<&'v Value> {
    let (first, rest) = steps.split_first()?;
    let Step::Key(key) = first else { return None };
    rest.iter().try_fold(article.get(key.as_ref())?, |value, step| match step {
        Step::Key(key) => value.get(key.as_ref()),
        Step::Index(index) => value.get(*index),
    })
}

fn value_at_mut<'v>(article: &'v mut Map<String, Value>, steps: &[Step]) -> Option<&'v mut Value> {
    let (first, rest) = steps.split_first()?;
    let Step::Key(key) = first else { return None };
    rest.iter().try_fold(article.get_mut(key.as_ref())?, |value, step| match step {
        Step::Key(key) => value.get_mut(key.as_ref()),
        Step::Index(index) => value.get_mut(*index),
    })
}

/// Corrects problems. Those at the end of lists go first, so that the places of the others stay right.
fn correct(article: &mut Map<String, Value>, problems: Vec<Problem>, takes_apart: bool, losses: &mut Vec<Loss>) {
    let mut gone = BTreeSet::new();
    for problem in problems.iter().rev() {
        let steps = problem.path.steps();
        let block = match steps {
            [Step::Key(body), Step::Index(index), ..] if body == "body" => Some(*index),
            _ => None,
        };
        if block.is_some_and(|block| gone.contains(&block)) {
            continue;
        }
        let is_corrected = !takes_apart && adjust(article, problem, losses);
        if is_corrected {
            continue;
        }
        match block {
            Some(index) => {
                gone.insert(index);
                let from = if problem.kind == ProblemKind::TooManyBlocks { index.min(joined_from()) } else { index };
                take_apart(article, from, losses);
            }
            None => drop_field(article, problem, losses),
        }
    }
}

/// The first block that is joined with all after it, if an article has more than the format allows.
fn joined_from() -> usize {
    MAX_BLOCKS / 2
}

/// Corrects a problem in place. Returns whether that was possible.
fn adjust(article: &mut Map<String, Value>, problem: &Problem, losses: &mut Vec<Loss>) -> bool {
    let steps = problem.path.steps();
    let Some((last, parent)) = steps.split_last() else {
        return match problem.kind {
            ProblemKind::Missing("body") => article.insert("body".to_owned(), json!([""])).is_none(),
            ProblemKind::Missing("headline") => article.insert("headline".to_owned(), "Untitled".into()).is_none(),
            _ => false,
        };
    };
    match &problem.kind {
        ProblemKind::RefusedLink if *last == Step::Key("href".into()) => {
            let Some(Value::Object(object)) = value_at_mut(article, parent) else { return false };
            // Without an address, further reading or a translation is nothing.
            if object.contains_key("headline") {
                return false;
            }
            let href = object.remove("href").unwrap_or_default();
            losses.push(Loss::new(Cause::Link, href.as_str().unwrap_or_default()));
            true
        }
        ProblemKind::UnknownKey(_) if !parent.is_empty() => {
            let Some(Value::Object(object)) = value_at_mut(article, parent) else { return false };
            let Step::Key(key) = last else { return false };
            let Some(value) = object.remove(key.as_ref()) else { return false };
            lose_field(key, &value, losses);
            true
        }
        ProblemKind::Missing("alt") => {
            insert(article, steps, "alt", "".into()) && {
                losses.push(Loss::new(Cause::Alt, src_of(article, steps)));
                true
            }
        }
        ProblemKind::Missing("title") => {
            let address = src_of(article, steps);
            let title = title_of(&address);
            insert(article, steps, "title", title.into())
        }
        // Browsers reserve this shape until they know better.
        ProblemKind::Missing("width") => insert(article, steps, "width", 1280.into()),
        ProblemKind::Missing("height") => insert(article, steps, "height", 720.into()),
        ProblemKind::Expected(_)
            if parent.is_empty() && TEXTS.iter().any(|name| *last == Step::Key((*name).into())) =>
        {
            let Some(value) = value_at_mut(article, steps) else { return false };
            let text = words(value);
            let is_better = !value.is_string() && !text.trim().is_empty();
            if is_better {
                *value = text.into();
            }
            is_better
        }
        _ => false,
    }
}

fn insert(article: &mut Map<String, Value>, steps: &[Step], key: &str, value: Value) -> bool {
    let Some(Value::Object(object)) = value_at_mut(article, steps) else { return false };
    // A key with an empty value counts as missing.
    object.insert(key.to_owned(), value);
    true
}

fn src_of(article: &Map<String, Value>, steps: &[Step]) -> String {
    let object = value_at(article, steps);
    let address = object.and_then(|object| object.get("src").or_else(|| object.get("url"))).and_then(Value::as_str);
    address.unwrap_or_default().to_owned()
}

/// A title for something that has only an address: the name of the file, or the host.
fn title_of(address: &str) -> String {
    let host = url::Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned));
    let name = address.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').rsplit('/').next();
    let name = name.filter(|name| name.contains('.')).map(str::to_owned);
    host.or(name).unwrap_or_else(|| address.to_owned())
}

/// Replaces a block by paragraphs of its words.
fn take_apart(article: &mut Map<String, Value>, index: usize, losses: &mut Vec<Loss>) {
    let Some(Value::Array(blocks)) = article.get_mut("body") else {
        // A body that is no list.
        if let Some(body) = article.remove("body") {
            article.insert("body".to_owned(), paragraphs(&body).into());
        }
        return;
    };
    if index >= blocks.len() {
        return;
    }
    let is_rest = index == joined_from() && blocks.len() > index + 1;
    if is_rest {
        let rest = blocks.split_off(index);
        losses.push(Loss::new(Cause::Joined, "the end of an article with over 10,000 blocks"));
        let mut joined = Vec::new();
        for paragraph in rest.iter().flat_map(paragraphs) {
            match joined.last_mut() {
                Some(Value::String(last)) if last.len() < 10_000 => {
                    *last += " ";
                    *last += &words(&paragraph);
                }
                _ => joined.push(words(&paragraph).into()),
            }
        }
        blocks.extend(joined);
        return;
    }
    let block = blocks[index].take();
    let kind = block.get("type").and_then(Value::as_str).unwrap_or("paragraph").to_owned();
    let instead = paragraphs(&block);
    let start = instead.first().map(words).unwrap_or_default();
    losses.push(Loss::new(Cause::Element, format!("{kind}: {start}")));
    blocks.splice(index..=index, instead);
}

/// Removes a field, or an item of one, that has no place in the format.
fn drop_field(article: &mut Map<String, Value>, problem: &Problem, losses: &mut Vec<Loss>) {
    let Some(Step::Key(name)) = problem.path.steps().first().cloned() else { return };
    if let (Some(Step::Index(index)), Some(Value::Array(items))) =
        (problem.path.steps().get(1), article.get_mut(name.as_ref()))
    {
        if *index < items.len() {
            let item = items.remove(*index);
            // The words of a footnote stay.
            if name == "notes" && item.get("text").is_some() && !item["text"].is_string() {
                items.insert(*index, json!({ "id": item["id"], "text": words(&item["text"]) }));
            } else {
                lose_field(&name, &item, losses);
            }
        }
        return;
    }
    let Some(value) = article.remove(name.as_ref()) else { return };
    match (name.as_ref(), &problem.kind) {
        ("lead", _) => {
            let instead = paragraphs(&value);
            losses.push(Loss::new(Cause::Element, format!("lead: {}", words(&value))));
            if let Some(Value::Array(blocks)) = article.get_mut("body") {
                blocks.splice(0..0, instead);
            }
        }
        (_, ProblemKind::Expected(Expected::Date)) => {
            losses.push(Loss::new(Cause::Date, format!("{name}: {}", shown(&value))));
        }
        _ => lose_field(&name, &value, losses),
    }
}

fn lose_field(name: &str, value: &Value, losses: &mut Vec<Loss>) {
    losses.push(Loss::new(Cause::Field, format!("{name}: {}", shown(value))));
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Takes apart what is nested deeper than the format allows, and divides what is too long.
fn flatten_deep(article: &mut Map<String, Value>, losses: &mut Vec<Loss>) {
    // A block is below the article and its list.
    let most = MAX_DEPTH - 2;
    let deep: Vec<_> = article
        .iter()
        .filter(|(name, value)| *name != "body" && is_beyond(value, most))
        .map(|(name, _)| name.clone())
        .collect();
    for name in deep {
        if let Some(value) = article.remove(&name) {
            lose_field(&name, &words(&value).into(), losses);
        }
    }
    let count = article.get("body").and_then(Value::as_array).map_or(0, Vec::len);
    for index in (0..count).rev() {
        if article["body"].get(index).is_some_and(|block| is_beyond(block, most)) {
            take_apart(article, index, losses);
        }
    }
}

/// Whether a value has brackets nested deeper than `depth`, or a string that is too long.
fn is_beyond(value: &Value, depth: usize) -> bool {
    match value {
        Value::String(text) => text.len() > LONGEST,
        Value::Array(items) => depth == 0 || items.iter().any(|item| is_beyond(item, depth - 1)),
        Value::Object(entries) => depth == 0 || entries.values().any(|item| is_beyond(item, depth - 1)),
        _ => false,
    }
}

/// The length of the longest string, in bytes. The format allows more, but escapes may double it.
const LONGEST: usize = tree::MAX_STRING / 2;

/// The words of a value, as paragraphs. Text keeps its spans.
fn paragraphs(value: &Value) -> Vec<Value> {
    let mut list = Vec::new();
    add_paragraphs(value, 0, &mut list);
    list
}

fn add_paragraphs(value: &Value, depth: usize, list: &mut Vec<Value>) {
    match value {
        Value::String(text) => add_text(text, list),
        Value::Number(number) => list.push(number.to_string().into()),
        // A list of strings and spans is a text.
        Value::Array(items) if !items.is_empty() && items.iter().all(is_span) => {
            // Spans that could not be read before are only words here.
            add_text(&items.iter().map(words).collect::<String>(), list);
        }
        Value::Array(items) if depth < MAX_NESTING => {
            items.iter().for_each(|item| add_paragraphs(item, depth + 1, list))
        }
        Value::Object(entries) if depth < MAX_NESTING => {
            for (key, item) in entries {
                if !SILENT.contains(&key.as_str()) {
                    add_paragraphs(item, depth + 1, list);
                }
            }
        }
        value => add_text(&words(value), list),
    }
}

/// How deep values are walked through. A reader could nest them deeper than the stack is.
const MAX_NESTING: usize = 200;

fn is_span(value: &Value) -> bool {
    match value {
        Value::String(_) => true,
        Value::Object(entries) => entries.get("text").is_some_and(Value::is_string) && !entries.contains_key("type"),
        _ => false,
    }
}

fn add_text(text: &str, list: &mut Vec<Value>) {
    let mut rest = text.trim();
    while rest.len() > LONGEST {
        let end = rest.floor_char_boundary(LONGEST);
        let end = rest[..end].rfind(' ').unwrap_or(end);
        list.push(rest[..end].into());
        rest = rest[end..].trim_start();
    }
    if !rest.is_empty() {
        list.push(rest.into());
    }
}

/// All words of a value.
pub fn words(value: &Value) -> String {
    let mut text = String::new();
    add_words(value, 0, &mut text);
    text
}

fn add_words(value: &Value, depth: usize, text: &mut String) {
    match value {
        Value::String(words) => *text += words,
        Value::Number(number) => *text += &number.to_string(),
        Value::Array(items) if depth < MAX_NESTING => {
            let is_text = items.iter().all(is_span);
            for item in items {
                if !is_text && !text.is_empty() && !text.ends_with(' ') {
                    text.push(' ');
                }
                add_words(item, depth + 1, text);
            }
        }
        Value::Object(entries) if depth < MAX_NESTING => {
            for (key, item) in entries {
                if !SILENT.contains(&key.as_str()) {
                    add_words(item, depth + 1, text);
                }
            }
        }
        _ => {}
    }
}
