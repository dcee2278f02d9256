//! The content of a post as HTML for [`html`](crate::html).

use std::collections::BTreeMap;

use html_escape::decode_html_entities;
use serde_json::Value;

use super::autop::autop;
use super::blocks;
use super::library::{Attachment, Library, SiteId};
use super::media::{self, Player};
use super::shortcodes::{self, Shortcode};
use super::tags;
use crate::import::markup::{self, Figure, attribute};
use crate::import::{Cause, Loss};

/// How deep reusable blocks, and shortcodes in shortcodes, may be in each other.
const MAX_DEPTH: usize = 8;

/// How many reusable blocks a post may contain, and how many images its galleries.
const MAX_PARTS: usize = 5_000;

/// What stands for a block until all else is done.
const PLACE: &str = "<x-block n=\"";
const PLACE_END: &str = "\"></x-block>";

/// How much HTML a post may become, in bytes.
const MAX_HTML: usize = 64 * 1024 * 1024;

/// Turns the content of one post into HTML.
pub struct Content<'a> {
    library: &'a Library,
    site: SiteId,
    post: u64,
    /// HTML that an `<x-block>` stands for.
    placed: Vec<String>,
    placed_size: usize,
    /// Footnotes of shortcodes, as HTML.
    notes: Vec<String>,
    /// Shortcodes and blocks that are not known, with how often they occur.
    unknown: BTreeMap<String, (String, usize)>,
    losses: Vec<Loss>,
    parts: usize,
    depth: usize,
}

impl<'a> Content<'a> {
    /// For a post.
    pub fn new(library: &'a Library, site: SiteId, post: u64) -> Self {
        Self {
            library,
            site,
            post,
            placed: Vec::new(),
            placed_size: 0,
            notes: Vec::new(),
            unknown: BTreeMap::new(),
            losses: Vec::new(),
            parts: 0,
            depth: 0,
        }
    }

    /// The content as HTML, and what is lost. `footnotes` is the custom field of that name.
    pub fn convert(mut self, content: &str, footnotes: Option<&str>) -> (String, Vec<Loss>) {
        let html = self.html(content);
        let mut html = self.filled(html);
        let notes = footnotes.and_then(|json| serde_json::from_str::<Vec<Value>>(json).ok()).unwrap_or_default();
        for note in &notes {
            if let (Some(id), Some(content)) = (note["id"].as_str(), note["content"].as_str()) {
                html.push_str(&foot_note(id, content));
            }
        }
        for (number, content) in self.notes.iter().enumerate() {
            html.push_str(&foot_note(&note_id(number), content));
        }
        let html = media::resolve_images(&html, self.library, self.site);
        let mut losses = self.losses;
        for (text, count) in self.unknown.into_values() {
            let times = if count > 1 { format!("{count} × ") } else { String::new() };
            losses.push(Loss::new(Cause::Shortcode, format!("{times}{text}")));
        }
        (html, losses)
    }

    /// Content with places for blocks.
    fn html(&mut self, content: &str) -> String {
        let content = content.replace("<x-block", "&lt;x-block");
        let content = self.expand(&content);
        if blocks::has_blocks(&content) { blocks::convert(self, &content) } else { self.classic(&content) }
    }

    /// Text of the classic editor, whose shortcodes are expanded, as HTML.
    pub fn classic(&mut self, text: &str) -> String {
        let mut lines = String::with_capacity(text.len());
        let mut pre = 0_usize;
        for line in text.split_inclusive('\n') {
            let address = (pre == 0).then(|| bare_address(line)).flatten();
            match address {
                Some(address) => {
                    let place = self.place(media::bare_address(&address));
                    lines.push_str(&place);
                }
                None => lines.push_str(line),
            }
            pre = (pre + line.matches("<pre").count()).saturating_sub(line.matches("</pre").count());
        }
        autop(&lines)
    }

    /// Keeps HTML for later, and gives what stands for it until then.
    pub fn place(&mut self, html: String) -> String {
        self.placed_size += html.len();
        if self.placed_size > MAX_HTML {
            return String::new();
        }
        self.placed.push(html);
        format!("\n\n{PLACE}{}{PLACE_END}\n\n", self.placed.len() - 1)
    }

    /// Puts HTML in its places: each piece once.
    fn filled(&mut self, html: String) -> String {
        let mut out = String::with_capacity(html.len() + self.placed_size);
        // A place may be in HTML that has been placed.
        let mut stack = vec![(html, 0)];
        while let Some((html, from)) = stack.pop() {
            let rest = &html[from..];
            let Some(start) = rest.find(PLACE) else {
                out.push_str(rest);
                continue;
            };
            out.push_str(&rest[..start]);
            let after = &rest[start + PLACE.len()..];
            let Some((number, _)) = after.split_once(PLACE_END) else { continue };
            let next = from + start + PLACE.len() + number.len() + PLACE_END.len();
            let placed = number.parse().ok().and_then(|number: usize| self.placed.get_mut(number)).map(std::mem::take);
            stack.push((html, next));
            stack.extend(placed.map(|html| (html, 0)));
        }
        out
    }

    /// Replaces the shortcodes in a text.
    pub fn expand(&mut self, text: &str) -> String {
        if !text.contains('[') {
            return text.to_owned();
        }
        let codes = shortcodes::find(text);
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        let mut number = 0;
        while number < codes.len() {
            let code = &codes[number];
            number += 1;
            if code.start < at {
                continue;
            }
            out.push_str(&text[at..code.start]);
            at = code.end;
            if code.is_escaped {
                out.push_str(&text[code.start + 1..code.end - 1]);
                continue;
            }
            let end = code.partner.map(|partner| &codes[partner]);
            let inside = end.map(|end| &text[code.end..end.start]);
            if !code.is_end && self.depth < MAX_DEPTH {
                self.depth += 1;
                let replaced = self.replace(code, inside);
                self.depth -= 1;
                if let Some(replaced) = replaced {
                    out.push_str(&replaced);
                    at = end.map_or(code.end, |end| end.end);
                    continue;
                }
            }
            if !code.is_end {
                self.unknown(&code.name, &text[code.start..code.end]);
            }
            // Words that only shortcodes divide stay apart, as do those in lines of their own.
            let next = codes.get(number);
            let is_next_to_start =
                code.is_end && next.is_some_and(|next| !next.is_end && text[at..next.start].trim().is_empty());
            let before = out.trim_end_matches([' ', '\t']);
            let is_alone = (before.is_empty() || before.ends_with('\n'))
                && text[at..].trim_start_matches([' ', '\t']).starts_with(['\n', '\r', '[']);
            if is_next_to_start || is_alone {
                out.push_str("\n\n");
            }
        }
        out.push_str(&text[at..]);
        out
    }

    /// Counts a shortcode or a block that is not known.
    pub fn unknown(&mut self, name: &str, text: &str) {
        if self.unknown.len() < 200 || self.unknown.contains_key(name) {
            self.unknown.entry(name.to_owned()).or_insert_with(|| (text.to_owned(), 0)).1 += 1;
        }
    }

    /// What a shortcode becomes; nothing if it is not known.
    fn replace(&mut self, code: &Shortcode, inside: Option<&str>) -> Option<String> {
        let inner = inside.unwrap_or_default().trim();
        let html = match code.name.as_str() {
            "caption" | "wp_caption" => self.caption(code, inner),
            "gallery" => self.gallery(code),
            "playlist" => self.playlist(code),
            "embed" => {
                let address = if inner.is_empty() { code.address()? } else { bare(inner)? };
                markup::embed(&address, "", "")
            }
            "video" | "audio" | "wpvideo" | "videopress" => self.player(code, inner)?,
            "code" | "sourcecode" if inside.is_some() => {
                let language = ["lang", "language"].iter().find_map(|name| code.attribute(name));
                code_block(inside.unwrap_or_default(), language.as_deref())
            }
            "pullquote" | "su_pullquote" => {
                let words = self.expand(inner);
                format!("<blockquote class=\"pullquote\">{}</blockquote>\n", autop(&words))
            }
            "efn_note" | "footnote" | "ref" | "mfn" | "fn" if !inner.is_empty() => {
                let words = self.expand(inner);
                let id = note_id(self.notes.len());
                self.notes.push(words);
                return Some(format!("<a href=\"#{id}\" role=\"doc-noteref\">{}</a>", self.notes.len()));
            }
            "vc_single_image" => {
                let id = code.attribute("image")?.parse().ok()?;
                media::figure(self.attachment(id)?).html()
            }
            "et_pb_image" | "fusion_imageframe" => {
                let src = code.attribute("src").or_else(|| bare(inner))?;
                Figure { src, alt: code.attribute("alt"), ..Figure::default() }.html()
            }
            name => {
                let address = embedded(name, code, inner)?;
                markup::embed(&address, "", "")
            }
        };
        Some(self.place(html))
    }

    /// An attachment; if it is not in the export, the loss is noted.
    fn attachment(&mut self, id: u64) -> Option<&'a Attachment> {
        let found = self.library.attachment(self.site, id);
        if found.is_none() && self.losses.len() < 100 {
            self.losses.push(Loss::new(Cause::Attachment, format!("attachment {id}")));
        }
        found
    }

    fn caption(&mut self, code: &Shortcode, inner: &str) -> String {
        // The image, with the link around it, and then the words.
        let mut end = 0;
        let mut at = 0;
        while let Some(tag) = tags::next(inner, at) {
            at = tag.at.end;
            if tag.name == "img"
                || end > 0 && tag.name == "a" && tag.is_end && inner[end..tag.at.start].trim().is_empty()
            {
                end = at;
            }
        }
        let (image, words) = inner.split_at(end);
        let words = match code.attribute("caption") {
            Some(caption) => format!("{caption} {words}"),
            None => self.expand(words),
        };
        let words = words.trim();
        let id = code.attribute("id").and_then(|id| id.rsplit('_').next()?.parse::<u64>().ok());
        if image.trim().is_empty()
            && let Some(attachment) = id.and_then(|id| self.attachment(id))
        {
            return Figure { caption: words.to_owned(), ..media::figure(attachment) }.html();
        }
        format!("<figure>{}{}</figure>\n", image.trim(), markup::caption(words, ""))
    }

    fn gallery(&mut self, code: &Shortcode) -> String {
        if let Some(ids) = code.attribute("ids").or_else(|| code.attribute("include")) {
            let ids: Vec<u64> = numbers(&ids).collect();
            return self.gallery_of(&ids);
        }
        let post = code.attribute("id").and_then(|id| id.parse().ok()).unwrap_or(self.post);
        let excluded: Vec<u64> = numbers(&code.attribute("exclude").unwrap_or_default()).collect();
        let images = self.library.images_of(self.site, post, &excluded);
        self.gallery_with(&images)
    }

    /// A gallery of images of the media library.
    pub fn gallery_of(&mut self, ids: &[u64]) -> String {
        let images: Vec<_> = ids.iter().take(MAX_PARTS).filter_map(|id| self.attachment(*id)).collect();
        self.gallery_with(&images)
    }

    fn gallery_with(&mut self, images: &[&Attachment]) -> String {
        self.parts += images.len();
        if self.parts > MAX_PARTS || images.is_empty() {
            self.unknown("gallery", "a gallery without images in the export");
            return String::new();
        }
        let figures: Vec<_> = images.iter().map(|image| media::figure(image)).collect();
        if let [figure] = &figures[..] { figure.html() } else { markup::gallery(&figures, "") }
    }

    fn playlist(&mut self, code: &Shortcode) -> String {
        let is_video = code.attribute("type").is_some_and(|kind| kind == "video");
        let ids: Vec<u64> = numbers(&code.attribute("ids").unwrap_or_default()).collect();
        self.parts += ids.len();
        if self.parts > MAX_PARTS || ids.is_empty() {
            self.unknown(&code.name, &format!("[playlist {}]", code.inside));
            return String::new();
        }
        ids.into_iter().filter_map(|id| self.attachment(id)).map(|file| media_file(file, is_video)).collect()
    }

    fn player(&mut self, code: &Shortcode, inner: &str) -> Option<String> {
        const VIDEO: [&str; 8] = ["mp4", "m4v", "webm", "ogv", "mov", "flv", "wmv", "avi"];
        const AUDIO: [&str; 6] = ["mp3", "m4a", "ogg", "wav", "oga", "wma"];
        let is_video = code.name != "audio";
        if matches!(code.name.as_str(), "wpvideo" | "videopress") {
            let guid = code.words().into_iter().next()?;
            let is_word = guid.bytes().all(|byte| byte.is_ascii_alphanumeric());
            return is_word.then(|| markup::embed(&format!("https://videopress.com/v/{guid}"), "", ""));
        }
        let kinds = if is_video { &VIDEO[..] } else { &AUDIO[..] };
        let named = kinds.iter().filter_map(|kind| code.attribute(kind));
        let mut sources: Vec<String> = code.address().into_iter().chain(named).collect();
        if sources.is_empty() {
            // Old recordings of WordPress.com: `[audio http://…mp3|titles=…]`.
            sources.extend(bare(inner));
        }
        for source in &mut sources {
            let end = source.find('|').unwrap_or(source.len());
            source.truncate(end);
        }
        let first = sources.first()?;
        let file = self.library.by_address(first);
        let extension =
            first.split(['?', '#']).next()?.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        let is_file = extension.is_some_and(|one| VIDEO.contains(&one.as_str()) || AUDIO.contains(&one.as_str()));
        if !is_file && file.is_none() {
            return Some(markup::embed(first, "", ""));
        }
        let size = code.attribute("width").zip(code.attribute("height"));
        let size = size.or_else(|| Some(file?.size?).map(|(width, height)| (width.to_string(), height.to_string())));
        let mut tracks = String::new();
        let mut at = 0;
        while let Some(tag) = tags::next(inner, at) {
            at = tag.at.end;
            if tag.name == "track" {
                tracks.push_str(&inner[tag.at.clone()]);
            }
        }
        Some(media::player(&Player {
            is_video,
            sources: sources.clone(),
            poster: code.attribute("poster"),
            size: size.filter(|_| is_video),
            title: file.map_or("", |file| &file.title),
            caption: "",
            tracks: &tracks,
        }))
    }

    /// A file of the media library, for a block that names it.
    pub fn file(&self, id: u64) -> Option<&'a Attachment> {
        self.library.attachment(self.site, id)
    }

    /// A reusable block as HTML.
    pub fn reusable(&mut self, id: u64) -> Option<String> {
        self.parts += 1;
        if self.depth >= MAX_DEPTH || self.parts > MAX_PARTS || self.placed_size > MAX_HTML {
            return None;
        }
        let content = self.library.reusable(self.site, id)?;
        self.placed_size += content.len();
        self.depth += 1;
        let html = self.html(content);
        self.depth -= 1;
        Some(html)
    }
}

/// The id of a note that a shortcode contains.
fn note_id(number: usize) -> String {
    format!("shortcode-note-{}", number + 1)
}

fn foot_note(id: &str, html: &str) -> String {
    format!("<aside id=\"{}\" role=\"doc-footnote\">{html}</aside>\n", attribute(id))
}

/// A video or a recording of the media library.
fn media_file(file: &Attachment, is_video: bool) -> String {
    media::player(&Player {
        is_video,
        sources: vec![file.url.to_string()],
        poster: None,
        size: file.size.filter(|_| is_video).map(|(width, height)| (width.to_string(), height.to_string())),
        title: &file.title,
        caption: &file.caption,
        tracks: "",
    })
}

/// Code as HTML. Editors have saved it with entities, or without.
pub fn code_block(code: &str, language: Option<&str>) -> String {
    let code = code.trim_matches(['\n', '\r']);
    let plain = decode_html_entities(code);
    markup::code(language.unwrap_or_default(), &plain) + "\n"
}

/// The address of which a line consists, in a paragraph or not.
pub fn bare_address(line: &str) -> Option<String> {
    let mut line = line.trim();
    if line.starts_with("<p")
        && let Some(tag) = tags::tag_at(line, 0)
        && tag.name == "p"
    {
        line = line[tag.at.end..].strip_suffix("</p>")?.trim();
    }
    bare(line)
}

/// An address that a text consists of, or that is the only link in it.
fn bare(text: &str) -> Option<String> {
    let text = text.trim();
    let is_address = (text.starts_with("https://") || text.starts_with("http://"))
        && text.len() < 2_000
        && !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'));
    if is_address {
        return Some(decode_html_entities(text).into_owned());
    }
    let tag = if text.starts_with("<a ") { tags::tag_at(text, 0)? } else { return None };
    let href = tag.attribute("href")?;
    (markup::plain(text) == href).then_some(href)
}

fn numbers(list: &str) -> impl Iterator<Item = u64> {
    list.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok())
}

/// The page that a shortcode of a known site shows.
fn embedded(name: &str, code: &Shortcode, inner: &str) -> Option<String> {
    let at = match name {
        "youtube" | "youtube_sc" | "su_youtube" | "lyte" => "https://www.youtube.com/watch?v=",
        "vimeo" | "su_vimeo" => "https://vimeo.com/",
        "dailymotion" => "https://www.dailymotion.com/video/",
        "ted" => "https://www.ted.com/talks/",
        "tweet" => "https://twitter.com/i/status/",
        "gist" => "https://gist.github.com/",
        "soundcloud" | "spotify" | "instagram" | "facebook" | "twitter" | "googlemaps" | "slideshare" | "scribd"
        | "mixcloud" | "bandcamp" | "flickr" | "kickstarter" | "tiktok" | "documentcloud" | "iframe" | "vc_video"
        | "et_pb_video" | "fusion_youtube" | "reddit" => "",
        _ => return None,
    };
    if let Some(address) = code.address().or_else(|| bare(inner)) {
        let address = address.strip_prefix("//").map(|rest| format!("https://{rest}")).unwrap_or(address);
        return Some(address);
    }
    let id = code.attribute("id").or_else(|| code.words().into_iter().next());
    let id = id.or_else(|| Some(inner.to_owned()))?;
    let id = id.trim_start_matches('=');
    let is_id =
        !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'/'));
    (is_id && !at.is_empty()).then(|| format!("{at}{id}"))
}
