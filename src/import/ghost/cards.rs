//! Cards: what Ghost's editor has beside text, the same in both of its formats.

use serde_json::Value;

use super::super::markup::{self, Figure, attribute, caption, embed, text};
use super::super::{Cause, folder};

/// HTML of Ghost, ready for the core: what is only for e-mail or for members goes.
pub(super) fn ready(html: &str) -> String {
    // Ghost marks what it shows only in some places with comments.
    let mut html = html.replace("<!--members-only-->", "").replace("<!-- members-only -->", "");
    for (begin, end) in [("<!--kg-gated-block:begin nonMember:false", "<!--kg-gated-block:end-->")] {
        while let Some(start) = html.find(begin) {
            let Some(length) = html[start..].find(end) else { break };
            html.replace_range(start..start + length + end.len(), &markup::loss(Cause::MembersPart, "some paragraphs"));
        }
    }
    html
}

/// A card by its name and its fields. [`None`] if the name is not known.
pub(super) fn html(name: &str, card: &Value) -> Option<String> {
    let word = |names: &[&str]| -> String {
        names
            .iter()
            .find_map(|name| card.get(*name)?.as_str().filter(|text| !text.is_empty()))
            .unwrap_or_default()
            .to_owned()
    };
    let is = |name: &str| card.get(name).and_then(Value::as_bool).unwrap_or_default();
    let words = word(&["caption"]);
    Some(match name {
        "image" | "image-card" => {
            let figure = image(card);
            if figure.src.is_empty() { String::new() } else { figure.html() }
        }
        "gallery" => {
            let images = card.get("images").and_then(Value::as_array).into_iter().flatten();
            let images: Vec<_> = images
                .map(|image| {
                    let figure = self::image(image);
                    // Older cards have only the name of the file.
                    match figure.src.as_str() {
                        "" => Figure {
                            src: image.get("fileName").and_then(Value::as_str).unwrap_or_default().to_owned(),
                            ..figure
                        },
                        _ => figure,
                    }
                })
                .filter(|figure| !figure.src.is_empty())
                .collect();
            if images.is_empty() { String::new() } else { markup::gallery(&images, &words) }
        }
        "bookmark" => {
            let meta = card.get("metadata").unwrap_or(card);
            let title = meta.get("title").and_then(Value::as_str).unwrap_or_default();
            embed(&word(&["url"]), &text(title), &words)
        }
        "embed" => {
            let url = word(&["url"]);
            match url.as_str() {
                "" => word(&["html"]),
                url => embed(
                    url,
                    &text(card.pointer("/metadata/title").and_then(Value::as_str).unwrap_or_default()),
                    &words,
                ),
            }
        }
        "callout" => {
            // An emoji before the words is part of the design.
            let words = word(&["calloutText", "text"]);
            let words = if words.trim_start().starts_with("<p") { words } else { format!("<p>{words}</p>") };
            format!("<aside>{words}</aside>")
        }
        "toggle" => {
            format!("<details><summary>{}</summary>{}</details>", word(&["heading"]), word(&["content"]))
        }
        "video" => {
            let poster = word(&["customThumbnailSrc", "thumbnailSrc"]);
            let poster = if poster.is_empty() { poster } else { format!(" poster=\"{}\"", attribute(&poster)) };
            let size = |name: &str| card.get(name).and_then(Value::as_u64).map(|size| format!(" {name}=\"{size}\""));
            let source = source(card, &word(&["src"]));
            format!(
                "<figure><video controls{poster}{}{}>{source}</video>{}</figure>",
                size("width").unwrap_or_default(),
                size("height").unwrap_or_default(),
                caption(&words, "")
            )
        }
        "audio" => {
            let title = word(&["title"]);
            let title = if title.is_empty() { title } else { format!(" title=\"{}\"", attribute(&title)) };
            format!(
                "<figure><audio controls{title}>{}</audio>{}</figure>",
                source(card, &word(&["src"])),
                caption(&words, "")
            )
        }
        "file" => {
            let (title, below) = (word(&["fileTitle", "fileName"]), word(&["fileCaption"]));
            let link = format!("<a href=\"{}\">{}</a>", attribute(&word(&["src"])), text(&title));
            let below = if below.is_empty() { below } else { format!(": {}", text(&below)) };
            format!("<p>{link}{below}</p>")
        }
        "html" => match gate(card) {
            true => word(&["html"]),
            false => markup::loss(Cause::MembersPart, "an HTML card"),
        },
        "markdown" | "card-markdown" => folder::markdown_html(&word(&["markdown"])),
        "code" | "codeblock" => {
            let code = markup::code(&word(&["language"]), &word(&["code"]));
            if words.is_empty() { code } else { format!("<figure>{code}{}</figure>", caption(&words, "")) }
        }
        "button" => {
            let label = word(&["buttonText"]);
            format!("<p><a href=\"{}\">{}</a></p>", attribute(&word(&["buttonUrl"])), text(&label))
        }
        "product" => {
            let src = word(&["productImageSrc"]);
            let figure = Figure { src: src.clone(), alt: Some(String::new()), ..Figure::default() };
            let image = if src.is_empty() { src } else { figure.html() };
            let button = match is("productButtonEnabled") {
                true => {
                    let (label, url) = (word(&["productButton"]), word(&["productUrl"]));
                    format!("<p><a href=\"{}\">{}</a></p>", attribute(&url), text(&label))
                }
                false => String::new(),
            };
            let title = word(&["productTitle"]);
            format!("{image}<aside><p><strong>{title}</strong></p>{}{button}</aside>", word(&["productDescription"]))
        }
        "header" => {
            let (title, below) = (word(&["header", "heading"]), word(&["subheader", "subheading"]));
            let below = if below.is_empty() { below } else { format!("<p>{below}</p>") };
            let button = match is("buttonEnabled") {
                true => format!(
                    "<p><a href=\"{}\">{}</a></p>",
                    attribute(&word(&["buttonUrl"])),
                    text(&word(&["buttonText"]))
                ),
                false => String::new(),
            };
            format!("<h2>{title}</h2>{below}{button}")
        }
        "call-to-action" => {
            let button = match is("showButton") {
                true => format!(
                    "<p><a href=\"{}\">{}</a></p>",
                    attribute(&word(&["buttonUrl"])),
                    text(&word(&["buttonText"]))
                ),
                false => String::new(),
            };
            format!("<aside><p>{}</p>{button}</aside>", word(&["textValue"]))
        }
        "transistor" => embed(&word(&["url", "src"]), "", ""),
        "signup" => {
            let title = word(&["header"]);
            format!("<p>{title}</p>{}", markup::loss(Cause::Form, "a form to subscribe"))
        }
        "horizontalrule" | "hr" | "divider" => "<hr>".to_owned(),
        // They are for e-mail, or say where the free part ends.
        "email" | "email-cta" | "paywall" => String::new(),
        _ => return None,
    })
}

/// A card that is not known, with the words that it has.
pub(super) fn unknown(name: &str, card: &Value) -> String {
    let mut words = Vec::new();
    for key in ["heading", "title", "header", "text", "content", "html", "markdown", "caption", "description"] {
        if let Some(text) = card.get(key).and_then(Value::as_str).filter(|text| !text.is_empty()) {
            words.push(markup::paragraph(&markup::plain(text)));
        }
    }
    format!("{}{}", words.concat(), markup::loss(Cause::Shortcode, name))
}

fn image(card: &Value) -> Figure {
    let word = |name: &str| card.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let number = |name: &str| card.get(name).and_then(Value::as_u64);
    Figure {
        src: word("src"),
        alt: card.get("alt").and_then(Value::as_str).map(str::to_owned),
        size: number("width").zip(number("height")),
        caption: word("caption"),
        credit: String::new(),
        href: Some(word("href")).filter(|href| !href.is_empty()),
    }
}

fn source(card: &Value, src: &str) -> String {
    let kind = card.get("mimeType").and_then(Value::as_str).map(|kind| format!(" type=\"{}\"", attribute(kind)));
    format!("<source src=\"{}\"{}>", attribute(src), kind.unwrap_or_default())
}

/// Whether a card is for everybody on the web.
fn gate(card: &Value) -> bool {
    let is_shown = |name: &str| card.pointer(name).and_then(Value::as_bool).unwrap_or(true);
    is_shown("/visibility/web/nonMember") && is_shown("/visibility/showOnWeb")
}
