//! Block comments: `<!-- wp:gallery {"ids":[1]} -->`.

use serde_json::Value;

use super::content::{Content, bare_address, code_block};
use super::media;
use super::tags::{self, Ends};
use crate::import::markup;

/// How much text a box with a background may have, in bytes. Around more, a background is only decoration.
const MAX_BOX: usize = 2_000;

/// How deep blocks may be in each other. What is deeper belongs to the block around it.
const MAX_DEPTH: usize = 100;

/// Whether a content is made of blocks.
pub fn has_blocks(content: &str) -> bool {
    content.contains("<!-- wp:")
}

/// A block whose end has not come yet.
#[derive(Default)]
struct Block {
    name: String,
    attributes: Value,
    /// Its HTML, with that of the blocks in it.
    html: String,
}

/// Makes HTML of blocks.
pub fn convert(content: &mut Content, source: &str) -> String {
    let mut stack = vec![Block::default()];
    let (mut at, mut from) = (0, 0);
    // Ends of blocks that are deeper than the limit.
    let mut too_deep = 0_usize;
    while let Some(tag) = tags::next(source, at) {
        at = tag.at.end;
        let Some(comment) = Comment::parse(tag.inside).filter(|_| tag.name.is_empty()) else { continue };
        keep(content, &mut stack, &source[from..tag.at.start]);
        from = at;
        match comment {
            Comment::Start { name, attributes, is_closed: true } => {
                let block = Block { name, attributes, ..Block::default() };
                close(content, &mut stack, block);
            }
            Comment::Start { .. } if stack.len() >= MAX_DEPTH => too_deep += 1,
            Comment::Start { name, attributes, .. } => stack.push(Block { name, attributes, ..Block::default() }),
            Comment::End(_) if too_deep > 0 => too_deep -= 1,
            Comment::End(name) => {
                let Some(opened) = stack.iter().rposition(|block| block.name == name).filter(|at| *at > 0) else {
                    continue;
                };
                while stack.len() > opened {
                    let Some(block) = stack.pop() else { break };
                    close(content, &mut stack, block);
                }
            }
        }
    }
    keep(content, &mut stack, &source[from..]);
    while stack.len() > 1 {
        let Some(block) = stack.pop() else { break };
        close(content, &mut stack, block);
    }
    stack.pop().map(|root| root.html).unwrap_or_default()
}

/// Adds text to the block that is open. Between blocks it is of the classic editor.
fn keep(content: &mut Content, stack: &mut [Block], text: &str) {
    let is_root = stack.len() == 1;
    let Some(block) = stack.last_mut() else { return };
    if is_root && !text.trim().is_empty() {
        let html = content.classic(text);
        block.html.push_str(&html);
    } else {
        block.html.push_str(text);
    }
}

fn close(content: &mut Content, stack: &mut [Block], block: Block) {
    let html = html_of(content, &block);
    if let Some(parent) = stack.last_mut() {
        parent.html.push_str(&html);
    }
}

enum Comment {
    Start { name: String, attributes: Value, is_closed: bool },
    End(String),
}

impl Comment {
    fn parse(comment: &str) -> Option<Self> {
        let comment = comment.trim();
        if let Some(name) = comment.strip_prefix("/wp:") {
            return Some(Self::End(plain_name(name.trim())));
        }
        let comment = comment.strip_prefix("wp:")?;
        let (comment, is_closed) = match comment.strip_suffix('/') {
            Some(comment) => (comment.trim_end(), true),
            None => (comment, false),
        };
        let (name, json) = comment.split_once(char::is_whitespace).unwrap_or((comment, ""));
        let attributes = serde_json::from_str(json.trim()).unwrap_or_default();
        Some(Self::Start { name: plain_name(name), attributes, is_closed })
    }
}

fn plain_name(name: &str) -> String {
    let name = name.strip_prefix("core/").unwrap_or(name);
    // Before WordPress 5.6 each site had a block of its own.
    if name.starts_with("core-embed/") { "embed".to_owned() } else { name.to_owned() }
}

impl Block {
    fn string(&self, name: &str) -> Option<&str> {
        self.attributes[name].as_str().filter(|value| !value.is_empty())
    }

    fn number(&self, name: &str) -> Option<u64> {
        let value = &self.attributes[name];
        value.as_u64().or_else(|| value.as_str()?.parse().ok())
    }

    /// What is in its `<figcaption>`.
    fn caption(&self) -> &str {
        self.element("figcaption").unwrap_or_default()
    }

    /// What is in the first element of a name.
    fn element(&self, name: &str) -> Option<&str> {
        let mut at = 0;
        while let Some(tag) = tags::next(&self.html, at) {
            at = tag.at.end;
            if tag.name == name && !tag.is_end {
                let end = Ends::default().end_of(&self.html, &tag);
                let inside = &self.html[at..end];
                return Some(inside.rfind("</").map_or(inside, |end| &inside[..end]).trim());
            }
        }
        None
    }
}

/// A block as HTML. What the core reads as it is, stays.
fn html_of(content: &mut Content, block: &Block) -> String {
    match block.name.as_str() {
        "more" | "nextpage" | "spacer" | "footnotes" | "post-featured-image" => String::new(),
        "gallery"
        | "jetpack/tiled-gallery"
        | "jetpack/slideshow"
        | "coblocks/gallery-masonry"
        | "coblocks/gallery-carousel"
        | "coblocks/gallery-stacked" => gallery(content, block),
        "embed" => {
            let url = block.string("url").map(str::to_owned).or_else(|| bare_address(&markup::plain(&block.html)));
            url.map_or_else(|| block.html.clone(), |url| markup::embed(&url, "", block.caption()))
        }
        "paragraph" | "freeform" => match bare_address(&block.html) {
            Some(address) => media::bare_address(&address),
            None if block.name == "freeform" => content.classic(&block.html),
            None => block.html.clone(),
        },
        "shortcode" => content.classic(&block.html),
        "video" | "audio" => player(content, block),
        "file" => file(content, block),
        "syntaxhighlighter/code" => code_block(block.element("pre").unwrap_or(&block.html), block.string("language")),
        "group" if is_box(block) => format!("<aside>{}</aside>\n", block.html),
        "cover" => cover(content, block),
        "social-link" => block.string("url").map_or_else(String::new, |url| {
            let name = block.string("label").or(block.string("service")).unwrap_or(url);
            markup::within("li", &media::link(url, name))
        }),
        "block" => match block.number("ref").and_then(|id| content.reusable(id)) {
            Some(html) => html,
            None => {
                content.unknown("wp:block", &format!("reusable block {}", block.number("ref").unwrap_or_default()));
                String::new()
            }
        },
        _ if block.html.trim().is_empty() => dynamic(content, block),
        _ => block.html.clone(),
    }
}

/// A block of which WordPress makes the HTML. Its words are in its attributes.
fn dynamic(content: &mut Content, block: &Block) -> String {
    const EMPTY: [&str; 6] = ["paragraph", "heading", "list", "quote", "html", "separator"];
    if EMPTY.contains(&block.name.as_str()) {
        return String::new();
    }
    content.unknown(&format!("wp:{}", block.name), &format!("block {}", block.name));
    let mut found = String::new();
    collect(&block.attributes, 0, &mut found);
    found
}

/// Sentences in the attributes of a block, as paragraphs.
fn collect(value: &Value, depth: usize, found: &mut String) {
    match value {
        Value::String(words) if words.split_whitespace().nth(2).is_some() => {
            found.push_str(&markup::within("p", words));
        }
        Value::Array(values) if depth < 8 => values.iter().for_each(|value| collect(value, depth + 1, found)),
        Value::Object(values) if depth < 8 => {
            let values = values.iter().filter(|(key, _)| !matches!(key.as_str(), "style" | "className" | "layout"));
            values.for_each(|(_, value)| collect(value, depth + 1, found));
        }
        _ => {}
    }
}

fn gallery(content: &mut Content, block: &Block) -> String {
    if block.html.trim_start().starts_with("<figure") {
        return block.html.clone();
    }
    if block.html.contains("<img") {
        return format!("<figure class=\"gallery\">{}</figure>\n", block.html);
    }
    let ids = block.attributes["ids"].as_array().map(Vec::as_slice).unwrap_or_default();
    let ids: Vec<_> = ids.iter().filter_map(Value::as_u64).collect();
    if ids.is_empty() { block.html.clone() } else { content.gallery_of(&ids) }
}

fn player(content: &mut Content, block: &Block) -> String {
    let is_video = block.name == "video";
    let file = block.number("id").and_then(|id| content.file(id));
    let Some((file, at)) = file.zip(block.html.find(if is_video { "<video" } else { "<audio" })) else {
        return block.html.clone();
    };
    let Some(tag) = tags::tag_at(&block.html, at) else { return block.html.clone() };
    let mut more = String::new();
    if let Some((width, height)) = file.size.filter(|_| is_video && tag.attribute("width").is_none()) {
        more.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
    }
    if !file.title.is_empty() && tag.attribute("title").is_none() {
        more.push_str(&format!(" title=\"{}\"", markup::attribute(&file.title)));
    }
    let name_end = at + "<video".len();
    format!("{}{more}{}", &block.html[..name_end], &block.html[name_end..])
}

/// A file to download. The block has a second link, a button, to the same file.
fn file(content: &Content, block: &Block) -> String {
    let href = block.string("href").map(str::to_owned);
    let href = href.or_else(|| block.number("id").and_then(|id| content.file(id)).map(|file| file.url.to_string()));
    let name = block.element("a").map(markup::plain).filter(|name| !name.is_empty());
    match href {
        Some(href) => markup::within("p", &media::link(&href, name.as_deref().unwrap_or(&href))),
        None => block.html.clone(),
    }
}

fn is_box(block: &Block) -> bool {
    let has_background = tags::next(&block.html, 0).is_some_and(|tag| tag.has_class("has-background"));
    has_background && markup::plain(&block.html).len() < MAX_BOX
}

/// Words on an image. Until WordPress 5.9 the image was only a style of the block.
fn cover(content: &Content, block: &Block) -> String {
    if block.html.contains("<img") || block.html.contains("<video") {
        return block.html.clone();
    }
    let file = block.number("id").and_then(|id| content.file(id));
    let url = block.string("url").map(str::to_owned).or_else(|| file.map(|file| file.url.to_string()));
    let figure = url.map(|src| {
        let alt = block.string("alt").or(file.map(|file| &*file.alt)).map(str::to_owned);
        markup::Figure { src, alt, ..markup::Figure::default() }.html()
    });
    figure.unwrap_or_default() + &block.html
}
