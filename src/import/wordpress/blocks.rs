//! Block comments: `<!-- wp:gallery {"ids":[1]} -->`.

use html_escape::{encode_double_quoted_attribute as attribute, encode_text as text};
use serde_json::Value;

use super::content::{Content, bare_address, code_block, words};
use super::media;
use super::tags::{self, Ends};

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
    /// Where in it the blocks in it are.
    inner: Vec<std::ops::Range<usize>>,
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
        let start = parent.html.len();
        parent.html.push_str(&html);
        parent.inner.push(start..parent.html.len());
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

    /// The HTML of the blocks in it, without what is around them.
    fn inside(&self) -> String {
        self.inner.iter().map(|range| &self.html[range.clone()]).collect()
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

fn html_of(content: &mut Content, block: &Block) -> String {
    match block.name.as_str() {
        "more" | "nextpage" | "spacer" | "footnotes" | "post-featured-image" => String::new(),
        "gallery"
        | "jetpack/tiled-gallery"
        | "jetpack/slideshow"
        | "coblocks/gallery-masonry"
        | "coblocks/gallery-carousel"
        | "coblocks/gallery-stacked" => gallery(content, block),
        "embed" => match block.string("url") {
            Some(url) => media::embed(url, block.caption()),
            None => {
                let inner = words(&block.html);
                bare_address(&inner).map_or_else(|| block.html.clone(), |url| media::embed(&url, block.caption()))
            }
        },
        "paragraph" | "freeform" => match bare_address(&block.html) {
            Some(address) => media::bare_address(&address),
            None if block.name == "freeform" => content.classic(&block.html),
            None => block.html.clone(),
        },
        "shortcode" => content.classic(&block.html),
        "video" | "audio" => player(content, block),
        "file" => file(content, block),
        "pullquote" => pullquote(&block.html),
        "verse" => verse(&block.html),
        "syntaxhighlighter/code" => code_block(block.element("pre").unwrap_or(&block.html), block.string("language")),
        "buttons" | "column" | "columns" | "row" | "stack" if !block.inner.is_empty() => block.inside(),
        "button" => links(&block.html),
        "group" => group(block),
        "cover" => cover(content, block),
        "media-text" => media_text(block),
        "social-links" => block.inside(),
        "social-link" => match block.string("url") {
            Some(url) => media::link(url, block.string("label").or(block.string("service")).unwrap_or(url)),
            None => String::new(),
        },
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
            found.push_str("<p>");
            found.push_str(words);
            found.push_str("</p>\n");
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
    let (figures, caption) = media::figures(&block.html);
    if !figures.is_empty() {
        return media::gallery(&figures, &caption);
    }
    let ids = block.attributes["ids"].as_array().map(|ids| ids.iter().filter_map(Value::as_u64).collect::<Vec<_>>());
    let ids = ids.unwrap_or_default();
    if ids.is_empty() {
        return block.html.clone();
    }
    let ids: Vec<_> = ids.iter().map(u64::to_string).collect();
    let code = format!("[gallery ids=\"{}\"]", ids.join(","));
    content.expand(&code)
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
        more.push_str(&format!(" title=\"{}\"", attribute(&file.title)));
    }
    let name_end = at + "<video".len();
    format!("{}{more}{}", &block.html[..name_end], &block.html[name_end..])
}

fn file(content: &Content, block: &Block) -> String {
    let name = block.element("a").map(words).filter(|name| !name.is_empty());
    let href = block.string("href").map(str::to_owned);
    let href = href.or_else(|| block.number("id").and_then(|id| content.file(id)).map(|file| file.url.to_string()));
    match href {
        Some(href) => media::link(&href, name.as_deref().unwrap_or(&href)),
        None => links(&block.html),
    }
}

/// The links of a piece of HTML, each in a paragraph.
fn links(html: &str) -> String {
    let mut out = String::new();
    let mut ends = Ends::default();
    let mut at = 0;
    while let Some(tag) = tags::next(html, at) {
        at = tag.at.end;
        if tag.name != "a" || tag.is_end {
            continue;
        }
        at = ends.end_of(html, &tag);
        let name = words(&html[tag.at.end..at]);
        match tag.attribute("href") {
            Some(href) if !name.is_empty() => out.push_str(&media::link(&href, &name)),
            _ => out.push_str(&format!("<p>{}</p>\n", text(&name))),
        }
    }
    if out.is_empty() { html.to_owned() } else { out }
}

fn pullquote(html: &str) -> String {
    let Some(tag) = tags::next(html, 0) else { return html.to_owned() };
    if !matches!(tag.name.as_str(), "figure" | "blockquote") {
        return format!("<figure class=\"pullquote\">{html}</figure>\n");
    }
    format!("<{} class=\"pullquote\">{}", tag.name, &html[tag.at.end..])
}

/// A poem: a line break for each line, and a paragraph for each stanza.
fn verse(html: &str) -> String {
    let Some(tag) = tags::next(html, 0).filter(|tag| tag.name == "pre") else { return html.to_owned() };
    let inside = html[tag.at.end..].trim_end().trim_end_matches("</pre>");
    super::autop::autop(inside.trim_matches('\n'))
}

/// A group is only the blocks in it; one with a background, or an aside, is set apart.
fn group(block: &Block) -> String {
    let inside = block.inside();
    if block.inner.is_empty() {
        return block.html.clone();
    }
    let has_background = tags::next(&block.html, 0).is_some_and(|tag| tag.has_class("has-background"));
    // A background around much of an article is only decoration.
    let is_note = has_background && words(&inside).len() < 2_000;
    if block.string("tagName") == Some("aside") || is_note { format!("<aside>{inside}</aside>\n") } else { inside }
}

fn cover(content: &Content, block: &Block) -> String {
    let file = block.number("id").and_then(|id| content.file(id));
    let url = block.string("url").map(str::to_owned).or_else(|| file.map(|file| file.url.to_string()));
    let media = match url {
        Some(url) if block.string("backgroundType") == Some("video") => {
            format!("<figure><video controls src=\"{}\"></video></figure>\n", attribute(&url))
        }
        Some(url) => {
            let alt = block.string("alt").or(file.map(|file| &*file.alt)).unwrap_or_default();
            format!("<figure><img src=\"{}\" alt=\"{}\"></figure>\n", attribute(&url), attribute(alt))
        }
        None => String::new(),
    };
    if block.inner.is_empty() {
        // Before WordPress 5.0 the words were a paragraph of the block itself.
        let words = words(&block.html);
        return if words.is_empty() { media } else { format!("{media}<p>{}</p>\n", text(&words)) };
    }
    media + &block.inside()
}

fn media_text(block: &Block) -> String {
    let mut out = String::new();
    if let Some(tag) = tags::next(&block.html, 0).and_then(|_| {
        let at = block.html.find("<figure")?;
        tags::tag_at(&block.html, at)
    }) {
        let end = Ends::default().end_of(&block.html, &tag);
        let is_outside = block.inner.iter().all(|range| !range.contains(&tag.at.start));
        if is_outside && !block.html[tag.at.end..end].trim().trim_end_matches("</figure>").trim().is_empty() {
            out.push_str(&block.html[tag.at.start..end]);
            out.push('\n');
        }
    }
    out.push_str(&block.inside());
    if out.is_empty() { block.html.clone() } else { out }
}
