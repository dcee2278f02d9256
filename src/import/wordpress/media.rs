//! Images, videos and embeds as HTML.

use super::library::{Attachment, Library, SiteId};
use super::tags::{self, Tag};
use crate::import::markup::{self, Figure, attribute, text};

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
    match is_provider(address) {
        true => markup::embed(address, "", "") + "\n",
        false => markup::within("p", &link(address, address)),
    }
}

/// A link.
pub fn link(address: &str, words: &str) -> String {
    format!("<a href=\"{}\">{}</a>", attribute(address), text(words))
}

/// An image of the media library.
pub fn figure(attachment: &Attachment) -> Figure {
    Figure {
        src: attachment.url.to_string(),
        alt: Some(attachment.alt.to_string()),
        size: attachment.size.map(|(width, height)| (width.into(), height.into())),
        caption: attachment.caption.to_string(),
        credit: text(&attachment.credit),
        href: None,
    }
}

/// Gives each image the address, the size and the description that the media library has of it.
pub fn resolve_images(html: &str, library: &Library, site: SiteId) -> String {
    let mut out = String::with_capacity(html.len());
    let (mut at, mut from) = (0, 0);
    while let Some(tag) = tags::next(html, at) {
        at = tag.at.end;
        if tag.name != "img" || tag.is_end {
            continue;
        }
        out.push_str(&html[from..tag.at.start]);
        out.push_str(&resolved(&tag, &html[tag.at.clone()], library, site));
        from = at;
    }
    out.push_str(&html[from..]);
    out
}

fn resolved(tag: &Tag, original: &str, library: &Library, site: SiteId) -> String {
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
    let alt = tag.attribute("alt").filter(|alt| !alt.trim().is_empty());
    match attachment {
        Some(attachment) => img(&attachment.url, alt.as_deref().unwrap_or(&attachment.alt), attachment.size),
        None if is_late => img(source, alt.as_deref().unwrap_or_default(), None),
        None => original.to_owned(),
    }
}

fn img(src: &str, alt: &str, size: Option<(u32, u32)>) -> String {
    let size = size.map(|(width, height)| format!(" width=\"{width}\" height=\"{height}\"")).unwrap_or_default();
    format!("<img src=\"{}\" alt=\"{}\"{size}>", attribute(src), attribute(alt))
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
    format!("{out}{}</{name}>{}</figure>\n", player.tracks, markup::caption(player.caption, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_a_site_without_embeds_is_a_link() {
        assert!(bare_address("https://www.youtube.com/watch?v=a&b").starts_with("<figure class=\"embed\"><a href="));
        assert!(bare_address("https://notyoutube.com/").starts_with("<p><a href="));
    }
}
