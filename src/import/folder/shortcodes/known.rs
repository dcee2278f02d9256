//! What becomes of the shortcodes that are known.

use serde_json::Value;

use super::Context;
use super::call::{Call, Kind};
use crate::import::markup::{self, Figure};
use crate::import::{Cause, folder::markdown};

/// What becomes of a shortcode.
pub(super) enum Effect {
    /// Words of Markdown, such as an address.
    Words(String),
    /// HTML.
    Html(String),
    /// HTML before and after what stands within it.
    Around(String, String),
    /// HTML that is made of what stands within it, which is no Markdown.
    Body(Box<dyn Fn(&str) -> String>),
    /// What stands within it is read as Markdown without shortcodes.
    Verbatim,
    /// Nothing, since it is not for readers.
    Nothing,
    /// It is not known. What stands within it stays.
    Unknown,
}

/// Sites whose shortcodes have the id of something on them.
const SITES: [(&[&str], &str, &str); 10] = [
    (
        &["youtube", "yt", "youtubelite", "lite-youtube", "youtube-lite", "youtube-enhanced"],
        "https://www.youtube.com/watch?v=",
        "",
    ),
    (&["vimeo", "vimeo_simple"], "https://vimeo.com/", ""),
    (&["instagram", "instagram_simple"], "https://www.instagram.com/p/", "/"),
    (&["tweet", "x", "twitter", "twitter_simple", "x_simple"], "https://x.com/i/status/", ""),
    (&["gist"], "https://gist.github.com/", ""),
    (&["dailymotion"], "https://www.dailymotion.com/video/", ""),
    (&["tiktok"], "https://www.tiktok.com/@/video/", ""),
    (&["bilibili"], "https://www.bilibili.com/video/", ""),
    (&["streamable"], "https://streamable.com/", ""),
    (
        &["embed", "spotify", "soundcloud", "codepen", "mastodon", "bluesky", "facebook", "iframe", "oembed", "remote"],
        "",
        "",
    ),
];

pub(super) fn effect(call: &Call, has_end: bool, context: &Context) -> Effect {
    if call.kind == Kind::Expression {
        return expression(&call.rest, context).map_or(Effect::Unknown, Effect::Words);
    }
    if call.name == "include" || call.name == "include_relative" || call.name == "render" {
        return include(call, context);
    }
    named(&call.name, call, has_end, context)
}

fn named(name: &str, call: &Call, has_end: bool, context: &Context) -> Effect {
    let around = |open: &str, close: &str| Effect::Around(open.to_owned(), close.to_owned());
    let words = |names: &[&str], place| call.argument(names, place).map(markdown::inline);
    if let Some((names, before, after)) = SITES.iter().find(|(names, ..)| names.contains(&name)) {
        return site(names[0], before, after, call);
    }
    match name {
        "figure" | "img" | "image" | "picture" | "imgcap" | "img-caption" | "responsive_image" | "responsive-image"
        | "captioned_image" | "imgproc" | "figure.html" | "image.html" | "img.html" | "image_caption" | "fig" => {
            figure(call, has_end)
        }
        "gallery" | "image-gallery" | "carousel" | "slideshow" | "galleries" => gallery(call, has_end, context),
        "highlight" | "codeblock" | "code" | "syntaxhighlight" => {
            let is_language =
                |word: &&str| word.chars().all(|c| c.is_alphanumeric() || matches!(c, '+' | '-' | '#' | '_'));
            let language =
                call.argument(&["lang", "language"], Some(0)).filter(is_language).unwrap_or_default().to_owned();
            match has_end {
                true => Effect::Body(Box::new(move |body| {
                    let body = body.trim_start_matches(['\r', '\n']);
                    let body = if body.trim().is_empty() { "" } else { body.trim_end() };
                    markup::code(&language, body)
                })),
                false => Effect::Unknown,
            }
        }
        "mermaid" | "katex" | "chart" | "plantuml" | "math" | "latex" | "goat" | "diagram" if has_end => {
            let name = name.to_owned();
            Effect::Body(Box::new(move |body| markup::code(&name, body.trim()) + &markup::loss(Cause::Drawing, &name)))
        }
        "raw" | "verbatim" if has_end => Effect::Verbatim,
        "comment" if has_end => Effect::Body(Box::new(|_| String::new())),
        "ref" | "relref" | "link" | "post_url" | "get_url" | "url_for" => reference(call, context),
        "notice" | "note" | "tip" | "warning" | "info" | "admonition" | "callout" | "alert" | "hint" | "aside"
        | "danger" | "important" | "caution" | "box" | "infobox" | "success" | "question" | "attention" => {
            let title = call.argument(&["title", "header", "heading"], None).map(markdown::inline);
            let text = if has_end { None } else { words(&["text", "body", "content"], Some(0)) };
            let text = text.map(|text| format!("<p>{text}</p>")).unwrap_or_default();
            match title {
                Some(title) => {
                    Effect::Around(format!("<details><summary>{title}</summary>{text}"), "</details>".to_owned())
                }
                None => Effect::Around(format!("<aside>{text}"), "</aside>".to_owned()),
            }
        }
        "details" | "expand" | "spoiler" | "collapse" | "accordion" | "toggle" | "collapsible" => {
            let title = words(&["summary", "title", "label"], Some(0)).unwrap_or_default();
            Effect::Around(format!("<details><summary>{title}</summary>"), "</details>".to_owned())
        }
        "quote" | "blockquote" | "pullquote" | "epigraph" => {
            let class = if name == "pullquote" { " class=\"pullquote\"" } else { "" };
            let author = words(&["author", "cite", "attribution", "source", "by", "title"], has_end.then_some(0));
            let text = if has_end { None } else { words(&["text", "quote", "body"], Some(0)) };
            let text = text.map(|text| format!("<p>{text}</p>")).unwrap_or_default();
            let cite = author.map(|author| format!("<cite>{author}</cite>")).unwrap_or_default();
            Effect::Around(format!("<blockquote{class}>{text}"), format!("{cite}</blockquote>"))
        }
        "video" | "mp4" | "html5video" | "local-video" | "rawvideo" => media(call, "video"),
        "audio" | "mp3" | "podcast" => media(call, "audio"),
        "button" | "btn" | "cta" => {
            let href = call.argument(&["href", "link", "url", "relref", "ref", "page"], Some(0)).unwrap_or_default();
            let href = (context.address)(href).unwrap_or_else(|| href.to_owned());
            let text = if has_end { None } else { words(&["text", "label", "title"], Some(1)) };
            Effect::Around(
                format!("<a href=\"{}\">{}", markup::attribute(&href), text.unwrap_or_default()),
                "</a>".to_owned(),
            )
        }
        "br" | "newline" | "linebreak" => Effect::Html("<br>".to_owned()),
        "sup" | "sub" | "kbd" | "mark" | "del" | "small" | "u" => match words(&["text"], Some(0)) {
            Some(text) if !has_end => Effect::Html(format!("<{name}>{text}</{name}>")),
            _ => around(&format!("<{name}>"), &format!("</{name}>")),
        },
        "param" => {
            let value = call.argument(&[], Some(0)).and_then(|name| value_of(context, name));
            value.map_or(Effect::Unknown, |value| Effect::Html(markup::text(&value)))
        }
        name if name.contains("youtube") => site("youtube", "https://www.youtube.com/watch?v=", "", call),
        name if name.contains("vimeo") => site("vimeo", "https://vimeo.com/", "", call),
        "toc" | "tableofcontents" | "more" | "endraw" | "set" | "assign" | "else" | "elsif" | "elseif" | "when"
        | "break" | "continue" => Effect::Nothing,
        // They set out the page, and say nothing.
        "center" | "columns" | "column" | "row" | "div" | "lead" | "rawhtml" | "html" | "unsafe" | "wide" | "full"
        | "fullwidth" | "left" | "right" | "wrap" | "markdown" | "md" | "section" | "container"
            if has_end =>
        {
            around("", "")
        }
        _ => Effect::Unknown,
    }
}

fn site(name: &str, before: &str, after: &str, call: &Call) -> Effect {
    let names = ["id", "url", "src", "href", "link", "v", "video", "videoid", "video_id", "shortcode"];
    let Some(id) = call.argument(&names, Some(0)) else { return Effect::Unknown };
    let user = call.argument(&["user", "username"], None);
    let url = match (name, user) {
        _ if id.starts_with("https://") || id.starts_with("http://") => id.to_owned(),
        _ if id.starts_with("//") => format!("https:{id}"),
        ("tweet", Some(user)) => format!("https://x.com/{user}/status/{id}"),
        ("gist", _) => match call.argument(&[], Some(1)) {
            Some(gist) if !id.contains('/') && !gist.contains('.') => format!("{before}{id}/{gist}"),
            _ => format!("{before}{id}"),
        },
        ("embed", _) => return Effect::Unknown,
        _ => format!("{before}{id}{after}"),
    };
    let title = call.argument(&["title", "alt"], None).map(markup::text).unwrap_or_default();
    let caption = call.argument(&["caption"], None).map(markdown::inline).unwrap_or_default();
    Effect::Html(markup::embed(&url, &title, &caption))
}

fn figure(call: &Call, has_end: bool) -> Effect {
    let names = ["src", "path", "file", "url", "image_path", "image", "filename", "img", "name"];
    let Some(src) = call.argument(&names, Some(0)) else { return Effect::Unknown };
    let words = |names: &[&str], place| call.argument(names, place).map(markdown::inline).unwrap_or_default();
    let (title, caption) = (words(&["title"], None), words(&["caption", "text", "description"], None));
    let caption = match (title.as_str(), caption.as_str()) {
        ("", _) => caption,
        (_, "") => title,
        _ if title == caption => caption,
        _ => format!("{title}: {caption}"),
    };
    let credit = words(&["attr", "credit", "attribution", "source", "author", "copyright"], None);
    let credit = match call.argument(&["attrlink", "credit_url", "source_url"], None) {
        Some(href) if !credit.is_empty() => format!("<a href=\"{}\">{credit}</a>", markup::attribute(href)),
        _ => credit,
    };
    let number = |name| call.argument(&[name], None).and_then(|text| text.trim_end_matches("px").parse().ok());
    let figure = Figure {
        src: src.to_owned(),
        alt: call.argument(&["alt"], Some(1)).map(str::to_owned),
        size: number("width").zip(number("height")),
        caption,
        credit,
        href: call.argument(&["link", "href"], None).map(str::to_owned),
    };
    match has_end {
        // What stands within it is the caption.
        true => {
            let open = Figure { caption: String::new(), ..figure }.html();
            let open = open.trim_end_matches("</figure>").to_owned();
            Effect::Around(format!("{open}<figcaption>"), "</figcaption></figure>".to_owned())
        }
        false => Effect::Html(figure.html()),
    }
}

fn gallery(call: &Call, has_end: bool, context: &Context) -> Effect {
    let caption = call.argument(&["caption", "title"], None).map(markdown::inline).unwrap_or_default();
    if has_end {
        let close = format!("{}</figure>", markup::caption(&caption, ""));
        return Effect::Around("<figure class=\"gallery\">".to_owned(), close);
    }
    let image = |src: &str| Figure { src: src.to_owned(), ..Figure::default() };
    let listed = call.argument(&["images", "srcs"], None).map(|list| {
        let list = list.split(',').map(|src| src.trim().trim_matches(['"', '\'']));
        list.filter(|src| !src.is_empty()).map(image).collect()
    });
    let found = || {
        let folder = call.argument(&["dir", "path", "folder", "match", "src"], Some(0))?;
        Some((context.images)(folder).iter().map(|src| image(src)).collect::<Vec<_>>())
    };
    let of_page = || {
        let Some(Value::Array(items)) = context.page.get(call.argument(&["id"], None).unwrap_or("gallery")) else {
            return None;
        };
        Some(items.iter().filter_map(item).collect::<Vec<_>>())
    };
    match listed.or_else(of_page).or_else(found).filter(|images| !images.is_empty()) {
        Some(images) => Effect::Html(markup::gallery(&images, &caption)),
        None => Effect::Unknown,
    }
}

/// An image of a gallery in a front matter.
fn item(value: &Value) -> Option<Figure> {
    let text = |names: &[&str]| names.iter().find_map(|name| value.get(name)?.as_str());
    let src = value.as_str().or_else(|| text(&["image_path", "src", "image", "url", "path", "file"]))?;
    Some(Figure {
        src: src.to_owned(),
        alt: text(&["alt"]).map(str::to_owned),
        caption: text(&["caption", "title"]).map(markdown::inline).unwrap_or_default(),
        credit: text(&["credit"]).map(markdown::inline).unwrap_or_default(),
        ..Figure::default()
    })
}

fn media(call: &Call, element: &str) -> Effect {
    let names = ["src", "mp4", "webm", "ogg", "mp3", "url", "file", "path", "href"];
    let provider = call.argument(&["provider"], None);
    if let (Some(id), Some(provider)) = (call.argument(&["id"], None), provider)
        && let Some((_, before, after)) = SITES.iter().find(|(names, ..)| names.contains(&provider))
    {
        return Effect::Html(markup::embed(&format!("{before}{id}{after}"), "", ""));
    }
    let mut sources: Vec<_> = names.iter().filter_map(|name| call.argument(&[name], None)).collect();
    if sources.is_empty() {
        sources.extend(call.argument(&[], Some(0)));
    }
    if sources.is_empty() {
        return Effect::Unknown;
    }
    let is_page = |src: &&str| ["youtube.com/", "youtu.be/", "vimeo.com/"].iter().any(|site| src.contains(site));
    if let Some(page) = sources.iter().find(|src| is_page(src)) {
        return Effect::Html(markup::embed(page, "", ""));
    }
    let sources: String = sources.iter().map(|src| format!("<source src=\"{}\">", markup::attribute(src))).collect();
    let poster = call.argument(&["poster"], None).map(|src| format!(" poster=\"{}\"", markup::attribute(src)));
    let title = call.argument(&["title"], None).map(|title| format!(" title=\"{}\"", markup::attribute(title)));
    let caption = call.argument(&["caption"], None).map(markdown::inline).unwrap_or_default();
    Effect::Html(format!(
        "<figure><{element} controls{}{}>{sources}</{element}>{}</figure>",
        poster.unwrap_or_default(),
        title.unwrap_or_default(),
        markup::caption(&caption, "")
    ))
}

/// The address of another article.
fn reference(call: &Call, context: &Context) -> Effect {
    let name = match call.name.as_str() {
        // It has no quotation marks, and may have spaces.
        "link" | "post_url" => Some(call.rest.trim_matches(['"', '\''])),
        _ => call.argument(&["path"], Some(0)),
    };
    let Some(name) = name.filter(|name| !name.is_empty()) else { return Effect::Unknown };
    let (path, part) = name.split_at(name.find('#').unwrap_or(name.len()));
    let address = if path.is_empty() { Some(String::new()) } else { (context.address)(path) };
    Effect::Words(markdown::address(&format!("{}{part}", address.unwrap_or_else(|| path.to_owned()))))
}

/// Jekyll's includes: those for images and videos have usual names.
fn include(call: &Call, context: &Context) -> Effect {
    let file = call.rest.split_whitespace().next().unwrap_or_default().trim_matches(['"', '\'', ',']);
    let name = file.rsplit('/').next().unwrap_or_default();
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    let name = name.trim_start_matches('_').replace('_', "-");
    let name =
        ["youtube", "vimeo", "figure", "gallery"].into_iter().find(|known| name.contains(known)).unwrap_or(&name);
    if matches!(name, "toc" | "include") {
        return if name == "toc" { Effect::Nothing } else { Effect::Unknown };
    }
    // The name of the file is no argument.
    let arguments = call.arguments.iter().skip(1).cloned().map(|(argument, value)| {
        // A variable, as in `src=page.image`.
        let variable = value.strip_prefix("page.").or_else(|| value.strip_prefix("include."));
        let value = variable.and_then(|name| value_of(context, name)).unwrap_or(value);
        let value = expressions(&value, context);
        (argument, value)
    });
    let call = Call { arguments: arguments.collect(), ..call.clone() };
    named(name, &call, false, context)
}

/// Replaces the expressions in an argument.
fn expressions(text: &str, context: &Context) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((inner, end)) = after.split_once("}}") else { break };
        result.push_str(before);
        result.push_str(&expression(inner.trim(), context).unwrap_or_default());
        rest = end;
    }
    result + rest
}

/// The value of an expression of Liquid or Nunjucks, if it is an address or a field of the front matter.
fn expression(text: &str, context: &Context) -> Option<String> {
    let mut parts = split_outside_quotes(text, '|').into_iter();
    let mut value = operand(parts.next()?.trim(), context)?;
    for filter in parts {
        let (name, argument) = filter.trim().split_once([':', '(']).unwrap_or((filter.trim(), ""));
        let argument = operand(argument.trim().trim_end_matches(')').trim(), context).unwrap_or_default();
        match name.trim() {
            "prepend" => value = format!("{argument}{value}"),
            "append" => value = format!("{value}{argument}"),
            "relative_url" | "absolute_url" | "url" | "safe" | "escape" | "strip" | "markdownify" | "xml_escape"
            | "escape_once" | "htmlBaseUrl" => {}
            "downcase" | "lower" => value = value.to_lowercase(),
            "upcase" | "upper" => value = value.to_uppercase(),
            "slugify" | "slug" => value = super::super::permalink::slug(&value),
            "default" if value.is_empty() => value = argument,
            "default" => {}
            _ => return None,
        }
    }
    Some(value)
}

fn split_outside_quotes(text: &str, at: char) -> Vec<&str> {
    let mut quote = None;
    text.split(|c: char| {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(mark), c) if c == mark => quote = None,
            _ => {}
        }
        quote.is_none() && c == at
    })
    .collect()
}

fn operand(text: &str, context: &Context) -> Option<String> {
    let quoted = ['"', '\''].into_iter().find_map(|mark| text.strip_prefix(mark)?.strip_suffix(mark));
    if let Some(text) = quoted {
        return Some(text.to_owned());
    }
    match text {
        // All is seen from the root of the site.
        "site.baseurl" | "site.url" | "site.base_url" | "baseurl" | "site.baseUrl" | "metadata.url" => {
            Some(String::new())
        }
        _ => value_of(context, text.strip_prefix("page.").or_else(|| text.strip_prefix("post.")).unwrap_or(text)),
    }
}

/// A field of the front matter, if it is words.
fn value_of(context: &Context, name: &str) -> Option<String> {
    let mut names = name.split('.');
    let first = context.page.get(names.next()?)?;
    match names.try_fold(first, |value, name| value.get(name))? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
