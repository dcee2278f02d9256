//! Images, videos and embeds as HTML.

use html_escape::{encode_double_quoted_attribute as attribute, encode_text as text};

use super::library::{Attachment, Beside, Library};
use super::tags::{self, Tag};

/// Sites whose pages WordPress shows in a post if their address stands on a line of its own.
const PROVIDERS: &[&str] = &[
    "youtube.com",
    "youtu.be",
    "youtube-nocookie.com",
    "vimeo.com",
    "dailymotion.com",
    "dai.ly",
    "twitter.com",
    "x.com",
    "facebook.com",
    "instagram.com",
    "tiktok.com",
    "soundcloud.com",
    "spotify.com",
    "flickr.com",
    "flic.kr",
    "ted.com",
    "mixcloud.com",
    "reddit.com",
    "tumblr.com",
    "imgur.com",
    "kickstarter.com",
    "issuu.com",
    "scribd.com",
    "slideshare.net",
    "speakerdeck.com",
    "wordpress.tv",
    "videopress.com",
    "pinterest.com",
    "bsky.app",
    "giphy.com",
    "codepen.io",
    "archive.org",
    "podcasts.apple.com",
    "music.apple.com",
    "bandcamp.com",
    "crowdsignal.com",
    "polldaddy.com",
    "animoto.com",
    "screencast.com",
    "reverbnation.com",
    "cloudup.com",
    "amazon.com",
    "someecards.com",
    "smugmug.com",
    "twitch.tv",
    "ustream.tv",
    "metacafe.com",
    "gist.github.com",
    "datawrapper.dwcdn.net",
    "infogram.com",
    "flourish.studio",
    "documentcloud.org",
    "google.com",
    "hulu.com",
    "wolframcloud.com",
    "canva.com",
    "pca.st",
    "anghami.com",
    "rumble.com",
    "streamable.com",
    "loom.com",
    "threads.net",
];

/// Whether WordPress shows a page in a post.
fn is_provider(address: &str) -> bool {
    let Ok(url) = url::Url::parse(address) else { return false };
    let host = url.host_str().unwrap_or_default();
    PROVIDERS.iter().any(|name| host.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

/// What an address on a line of its own becomes: an embed, or a link if its site has none.
pub fn bare_address(address: &str) -> String {
    if is_provider(address) { embed(address, "") } else { link(address, address) }
}

/// An embed. The caption is HTML.
pub fn embed(address: &str, caption: &str) -> String {
    let caption = figcaption(caption, "");
    format!("<figure class=\"embed\"><a href=\"{}\">{}</a>{caption}</figure>\n", attribute(address), text(address))
}

/// A paragraph of a link.
pub fn link(address: &str, words: &str) -> String {
    format!("<p><a href=\"{}\">{}</a></p>\n", attribute(address), text(words))
}

/// A caption in HTML, with a credit.
fn figcaption(caption: &str, credit: &str) -> String {
    let (caption, credit) = (caption.trim(), credit.trim());
    match (caption, credit) {
        ("", "") => String::new(),
        (caption, "") => format!("<figcaption>{caption}</figcaption>"),
        (caption, credit) => format!("<figcaption>{caption} <cite>{}</cite></figcaption>", text(credit)),
    }
}

/// An image of the media library. The caption is HTML; that of the library if there is none.
pub fn image(attachment: &Attachment, beside: &Beside, caption: Option<&str>) -> String {
    let caption = figcaption(caption.unwrap_or(&attachment.caption), &attachment.credit);
    format!("<figure>{}{caption}</figure>\n", img(attachment, beside, None))
}

fn img(attachment: &Attachment, beside: &Beside, alt: Option<&str>) -> String {
    let source = beside.relative(&attachment.url).unwrap_or_else(|| attachment.url.to_string());
    let alt = alt.filter(|alt| !alt.trim().is_empty()).unwrap_or(&attachment.alt);
    let mut tag = format!("<img src=\"{}\" alt=\"{}\"", attribute(&source), attribute(alt));
    if let Some((width, height)) = attachment.size {
        tag.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
    }
    tag.push('>');
    tag
}

/// A gallery of figures. The caption is HTML.
pub fn gallery(figures: &str, caption: &str) -> String {
    format!("<figure class=\"gallery\">\n{figures}{}</figure>\n", figcaption(caption, ""))
}

/// The images in a piece of HTML, each as a figure with its caption, and the caption of them all.
pub fn figures(html: &str) -> (String, String) {
    let (mut out, mut common) = (String::new(), String::new());
    let mut waiting: Option<&str> = None;
    let mut depth = 0_usize;
    let mut is_figure = None;
    let mut at = 0;
    while let Some(tag) = tags::next(html, at) {
        at = tag.at.end;
        is_figure.get_or_insert(tag.name == "figure");
        match tag.name.as_str() {
            "figure" if tag.is_end => depth = depth.saturating_sub(1),
            "figure" => depth += 1,
            "img" if !tag.is_end => {
                if let Some(image) = waiting.replace(&html[tag.at.clone()]) {
                    out.push_str(&format!("<figure>{image}</figure>\n"));
                }
            }
            "figcaption" if !tag.is_end => {
                let end = html[at..].find("</figcaption").map_or(html.len(), |length| at + length);
                let caption = html[at..end].trim();
                let is_common = tag.has_class("blocks-gallery-caption") || is_figure == Some(true) && depth == 1;
                if is_common || waiting.is_none() {
                    common = caption.to_owned();
                } else if let Some(image) = waiting.take() {
                    out.push_str(&format!("<figure>{image}{}</figure>\n", figcaption(caption, "")));
                }
                at = end;
            }
            _ => {}
        }
    }
    if let Some(image) = waiting {
        out.push_str(&format!("<figure>{image}</figure>\n"));
    }
    (out, common)
}

/// Gives each image the address, the size and the description that the media library has of it.
pub fn resolve_images(html: &str, library: &Library, site: u32, beside: &Beside) -> String {
    let mut out = String::with_capacity(html.len());
    let (mut at, mut from) = (0, 0);
    while let Some(tag) = tags::next(html, at) {
        at = tag.at.end;
        if tag.name != "img" || tag.is_end {
            continue;
        }
        out.push_str(&html[from..tag.at.start]);
        out.push_str(&resolved(&tag, &html[tag.at.clone()], library, site, beside));
        from = at;
    }
    out.push_str(&html[from..]);
    out
}

fn resolved(tag: &Tag, original: &str, library: &Library, site: u32, beside: &Beside) -> String {
    let mut source = tag.attribute("src").unwrap_or_default();
    // A placeholder of a plugin that loads images late.
    let is_late = source.is_empty() || source.starts_with("data:");
    let late = ["data-src", "data-lazy-src", "data-original", "data-orig-file", "data-full-url"];
    if is_late && let Some(address) = late.iter().find_map(|name| tag.attribute(name)) {
        source = address;
    }
    let source = source.trim();
    let attachment = library.by_address(source).or_else(|| {
        let attachment = library.attachment(site, number(tag)?)?;
        is_same(source, &attachment.url).then_some(attachment)
    });
    let alt = tag.attribute("alt");
    match attachment {
        Some(attachment) => img(attachment, beside, alt.as_deref()),
        None if is_late || beside.relative(source).is_some() => {
            let source = beside.relative(source).unwrap_or_else(|| source.to_owned());
            format!("<img src=\"{}\" alt=\"{}\">", attribute(&source), attribute(&alt.unwrap_or_default()))
        }
        None => original.to_owned(),
    }
}

/// The number of an attachment that a tag names.
fn number(tag: &Tag) -> Option<u64> {
    if let Some(number) = tag.attribute("data-id").or_else(|| tag.attribute("data-attachment-id")) {
        return number.parse().ok();
    }
    let classes = tag.attribute("class")?;
    classes.split_ascii_whitespace().find_map(|class| class.strip_prefix("wp-image-")?.parse().ok())
}

/// Whether a file is the one of an attachment, edited or in another size. Numbers alone prove nothing: a post may come from
/// another site.
fn is_same(source: &str, url: &str) -> bool {
    let stem = |address: &str| {
        let file = address.split(['?', '#']).next()?.rsplit('/').next()?;
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        Some(stem.trim_end_matches("-scaled").to_owned())
    };
    match (stem(source), stem(url)) {
        (Some(source), Some(url)) => source.is_empty() || !url.is_empty() && source.starts_with(&url),
        _ => false,
    }
}

/// A video or a recording with its files. A poster and a size belong to videos.
pub struct Player<'a> {
    pub is_video: bool,
    pub sources: Vec<String>,
    pub poster: Option<String>,
    pub size: Option<(String, String)>,
    pub title: &'a str,
    pub caption: &'a str,
    /// `<track>` elements.
    pub tracks: &'a str,
}

/// A player as HTML.
pub fn player(player: &Player) -> String {
    let name = if player.is_video { "video" } else { "audio" };
    let mut out = format!("<figure><{name} controls");
    let mut add = |name: &str, value: &str| out.push_str(&format!(" {name}=\"{}\"", attribute(value)));
    if let Some((width, height)) = &player.size {
        add("width", width);
        add("height", height);
    }
    if let Some(poster) = &player.poster {
        add("poster", poster);
    }
    if !player.title.is_empty() {
        add("title", player.title);
    }
    out.push('>');
    for source in &player.sources {
        out.push_str(&format!("<source src=\"{}\">", attribute(source)));
    }
    format!("{out}{}</{name}>{}</figure>\n", player.tracks, figcaption(player.caption, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_a_site_without_embeds_is_a_link() {
        assert!(bare_address("https://www.youtube.com/watch?v=a&b").starts_with("<figure class=\"embed\"><a href="));
        assert!(bare_address("https://notyoutube.com/").starts_with("<p><a href="));
    }

    #[test]
    fn old_and_new_galleries_are_figures() {
        let new = "<figure class=\"wp-block-gallery\"><figure><img src=\"a\"><figcaption>A</figcaption></figure><figure><img src=\"b\"></figure>\
                   <figcaption>All</figcaption></figure>";
        let old = "<ul><li><figure><img src=\"a\"><figcaption>A</figcaption></figure></li><li><figure><img src=\"b\"></figure></li></ul>";
        let expected = "<figure><img src=\"a\"><figcaption>A</figcaption></figure>\n<figure><img src=\"b\"></figure>\n";
        assert_eq!(figures(new), (expected.to_owned(), "All".to_owned()));
        assert_eq!(figures(old), (expected.to_owned(), String::new()));
    }
}
