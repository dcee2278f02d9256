//! Images, galleries, videos, recordings and what is embedded from other sites.

use scraper::ElementRef;
use serde_json::{Map, Value, json};

use super::names::{object, plain_text};
use super::words::Words;
use super::{Cause, Place, Walker, addresses, has_class, is_caption, is_text, plain, text_with_breaks};

/// The size that is assumed of a video that does not say its own.
const VIDEO: [u64; 2] = [1280, 720];

/// The attributes in which scripts that load images late keep the address.
const LATE: [&str; 6] =
    ["data-src", "data-lazy-src", "data-original", "data-orig-file", "data-hi-res-src", "data-lazyload"];

impl Walker<'_> {
    pub(super) fn image(&mut self, element: ElementRef, place: &Place) {
        let alt = element.attr("alt").unwrap_or_default().trim();
        // Signs of feeling, which are drawn in place of a character.
        if has_class(element, &["emoji", "wp-smiley"]) {
            return self.words.push(alt, &place.style);
        }
        if let Some(image) = self.image_of(element) {
            self.inline_block(Value::Object(image));
        }
    }

    fn image_of(&mut self, element: ElementRef) -> Option<Map<String, Value>> {
        let [width, height] = ["width", "height"].map(|name| element.attr(name).and_then(pixels));
        // Images of one pixel count readers.
        if matches!((width, height), (Some(0..=2), Some(0..=2))) {
            return None;
        }
        let linked = element.ancestors().take(2).filter_map(ElementRef::wrap).find(|above| above.value().name() == "a");
        let linked = linked.and_then(|link| link.attr("href")).filter(|href| is_image_file(href));
        let given = largest(element).or_else(|| LATE.iter().find_map(|name| element.attr(name)).map(str::to_owned));
        let src = element.attr("src").filter(|src| !src.trim().is_empty()).map(str::to_owned);
        // A link around an image often leads to the whole of it.
        let all = linked.map(str::to_owned).into_iter().chain(given).chain(src);
        // Short data is only what holds the place of an image that comes later.
        let inline =
            || Some(element.attr("src")?.trim()).filter(|src| src.starts_with("data:image/") && src.len() > 150);
        let found = all.filter_map(|src| addresses::of_file(&src)).next();
        let Some(src) = found.or_else(|| inline().map(str::to_owned)) else {
            self.lose(Cause::MissingImage, element.attr("alt").or(element.attr("src")).unwrap_or("no address"));
            return None;
        };
        let alt = element.attr("alt").map(|alt| alt.split_whitespace().collect::<Vec<_>>().join(" "));
        if alt.is_none() || alt.as_deref() == Some("") && element.attr("role") != Some("presentation") {
            self.lose(Cause::Alt, &src);
        }
        Some(object([
            ("type", Some(json!("image"))),
            ("src", Some(json!(src))),
            ("width", width.map(Value::from)),
            ("height", height.map(Value::from)),
            ("alt", Some(json!(alt.unwrap_or_default()))),
        ]))
    }

    /// A figure: an image, several, or another block, and what stands below it.
    pub(super) fn figure(&mut self, element: ElementRef, place: &Place) {
        if has_class(element, &["pullquote"]) {
            return self.pullquote(element, place);
        }
        self.flush();
        let is_below = |inner: &ElementRef| inner.value().name() == "figcaption" || is_caption(*inner);
        let own = element.children().filter_map(ElementRef::wrap).find(is_below);
        let below = own.or_else(|| {
            // The caption of a figure within this one is not this one's.
            let inner = element.descendants().filter_map(ElementRef::wrap).filter(|inner| inner.id() != element.id());
            inner.filter(is_below).find(|inner| {
                let figures = inner.ancestors().filter_map(ElementRef::wrap);
                figures
                    .take_while(|above| above.id() != element.id())
                    .all(|above| above.value().name() != "figure" && !is_list_item(above))
            })
        });
        let (caption, credit) = below.map(|below| self.caption(below, place)).unwrap_or_default();
        let left_out: Vec<_> = below.iter().map(|below| below.id()).collect();
        let is_gallery = has_class(element, &["gallery", "blocks-gallery", "tiled-gallery", "gallery-card"]);
        if is_gallery && let Some(gallery) = self.gallery(element, place) {
            return self.with_caption(vec![gallery], caption, credit);
        }
        let is_embed = has_class(element, &["embed", "embed-card", "bookmark-card"]);
        let blocks = self.blocks_of(|walker| walker.children_without(element, place, &left_out));
        let blocks = match is_embed.then(|| embedded_address(element, &blocks)).flatten() {
            Some(address) => vec![self.embed(&address, plain_caption(&caption).as_deref(), None)],
            None => blocks,
        };
        let are_images = blocks.len() > 1 && blocks.iter().all(|block| block["type"] == "image");
        let blocks = if are_images { vec![gallery_of(blocks)] } else { blocks };
        self.with_caption(blocks, caption, credit);
    }

    /// The images in an element, each with the caption of the figure that it is in.
    fn gallery(&mut self, element: ElementRef, place: &Place) -> Option<Value> {
        let inner = element.descendants().filter_map(ElementRef::wrap);
        let mut images = Vec::new();
        for image in inner.filter(|inner| inner.value().name() == "img") {
            let Some(mut fields) = self.image_of(image) else { continue };
            let above = image.ancestors().filter_map(ElementRef::wrap);
            let own = above.take_while(|above| above.id() != element.id());
            let mut own = own.filter(|above| matches!(above.value().name(), "figure" | "li" | "dl"));
            let below = own.find_map(|figure| {
                let mut inner = figure.descendants().filter_map(ElementRef::wrap);
                inner.find(|inner| inner.value().name() == "figcaption" || is_caption(*inner))
            });
            if let Some(below) = below {
                let (caption, credit) = self.caption(below, place);
                for (name, words) in [("caption", caption), ("credit", credit)] {
                    if !words.is_blank() {
                        fields.insert(name.to_owned(), words.into_text());
                    }
                }
            }
            images.push(Value::Object(fields));
        }
        (!images.is_empty()).then(|| gallery_of(images))
    }

    fn with_caption(&mut self, mut blocks: Vec<Value>, mut caption: Words, credit: Words) {
        let takes = |block: &Value| match block["type"].as_str() {
            Some("image" | "video") => &["caption", "credit"][..],
            Some("gallery" | "audio" | "table") => &["caption"],
            Some("quote" | "pullquote") => &["cite"],
            Some("embed") => &["title"],
            _ => &[],
        };
        let index = blocks.iter().position(|block| !takes(block).is_empty());
        let mut left = Vec::new();
        if let Some(block) = index.map(|index| &mut blocks[index]) {
            let names = takes(block);
            if names == ["title"] {
                // It has the caption as its title already.
                if plain_caption(&caption).is_some_and(|caption| block["title"] == caption) {
                    caption = Words::default();
                }
            } else if names == ["cite"] {
                let is_free = block.get("cite").is_none();
                if is_free && !caption.is_blank() {
                    block["cite"] = super::names::without_dash(std::mem::take(&mut caption).into_text());
                }
            } else {
                let mut credit = credit.clone();
                if !names.contains(&"credit") && !credit.is_blank() {
                    caption.join(std::mem::take(&mut credit));
                }
                for (name, words) in [("caption", std::mem::take(&mut caption)), ("credit", credit)] {
                    if !words.is_blank() {
                        block[name] = words.into_text();
                    }
                }
            }
        }
        left.extend((!caption.is_blank()).then(|| caption.into_text()));
        if index.is_none() && !credit.is_blank() {
            left.push(credit.into_text());
        }
        self.blocks.extend(blocks);
        self.blocks.extend(left);
    }

    /// The caption and the credit in the line below a figure.
    fn caption(&mut self, element: ElementRef, place: &Place) -> (Words, Words) {
        let is_credit = |inner: &ElementRef| {
            inner.value().name() == "cite"
                || inner.value().name() == "small"
                || inner.value().classes().any(|class| {
                    let class = class.to_ascii_lowercase();
                    ["credit", "photographer", "attribution", "copyright", "image-source"]
                        .iter()
                        .any(|name| class.contains(name))
                })
        };
        let inner = element.descendants().filter_map(ElementRef::wrap);
        let credits: Vec<_> = inner
            .filter(|inner| inner.id() != element.id() && is_credit(inner))
            .map(|inner| inner.id())
            .take(1)
            .collect();
        let blocks = self.blocks_of(|walker| walker.children_without(element, place, &credits));
        let mut credit = Words::default();
        for found in credits.iter().filter_map(|id| element.tree().get(*id).and_then(ElementRef::wrap)) {
            let mut place = place.clone();
            place.style.em = false;
            let (words, more) = self.words_of(found, &place);
            self.blocks.extend(more);
            credit.join(words);
        }
        let (texts, others): (Vec<_>, Vec<_>) = blocks.into_iter().partition(is_text);
        self.blocks.extend(others);
        (Words::of_texts(&texts), credit)
    }

    pub(super) fn player(&mut self, element: ElementRef, place: &Place) {
        let is_video = element.value().name() == "video";
        let inner = || element.descendants().filter_map(ElementRef::wrap);
        let of = |element: ElementRef| {
            let src = addresses::of_file(element.attr("src").or_else(|| element.attr("data-src"))?)?;
            Some((src, element.attr("type").map(|mime| mime.split(';').next().unwrap_or_default().trim().to_owned())))
        };
        let own = of(element).into_iter();
        let sources: Vec<_> =
            own.chain(inner().filter(|inner| inner.value().name() == "source").filter_map(of)).collect();
        let Some((first, _)) = sources.first().cloned() else {
            self.lose(Cause::MissingImage, element.value().name());
            return self.part(element, place);
        };
        let title = element
            .attr("title")
            .or_else(|| element.attr("aria-label"))
            .map(str::trim)
            .filter(|title| !title.is_empty());
        if !is_video {
            let title = title.map_or_else(|| file_title(&first), str::to_owned);
            return self.block(json!({ "type": "audio", "src": first, "title": title }));
        }
        let [width, height] = ["width", "height"].map(|name| element.attr(name).and_then(pixels));
        let [width, height] = match (width, height) {
            (Some(width), Some(height)) => [width, height],
            _ => {
                self.lose(Cause::VideoSize, &first);
                VIDEO
            }
        };
        let sources: Vec<_> = sources
            .into_iter()
            .map(|(src, mime)| Value::Object(object([("src", Some(json!(src))), ("mime", mime.map(Value::from))])))
            .collect();
        let captions: Vec<_> = inner()
            .filter(|inner| {
                inner.value().name() == "track" && matches!(inner.attr("kind"), None | Some("captions" | "subtitles"))
            })
            .filter_map(|track| {
                let src = addresses::of_file(track.attr("src")?)?;
                let lang = track.attr("srclang").unwrap_or("en");
                Some(json!({ "src": src, "lang": lang, "label": track.attr("label").unwrap_or(lang) }))
            })
            .collect();
        let poster = element.attr("poster").and_then(addresses::of_file);
        self.block(Value::Object(object([
            ("type", Some(json!("video"))),
            ("sources", Some(Value::Array(sources))),
            ("width", Some(json!(width))),
            ("height", Some(json!(height))),
            ("poster", poster.map(Value::from)),
            ("title", title.map(Value::from)),
            ("captions", Some(captions).filter(|captions| !captions.is_empty()).map(Value::Array)),
        ])));
    }

    /// A frame, or a plug-in.
    pub(super) fn frame(&mut self, element: ElementRef, place: &Place) {
        let given = ["src", "data-src", "data-lazy-src", "data-litespeed-src", "data"]
            .iter()
            .filter_map(|name| element.attr(name));
        let movie = || {
            let inner = element.descendants().filter_map(ElementRef::wrap);
            let mut movies = inner.filter(|inner| matches!(inner.attr("name"), Some("movie" | "src")));
            movies.find_map(|inner| inner.attr("value").and_then(addresses::of_player))
        };
        let address = given.filter(|src| !src.starts_with("about:")).find_map(addresses::of_player).or_else(movie);
        let Some(address) = address else {
            self.lose(Cause::Element, element.value().name());
            return self.part(element, place);
        };
        if element.value().name() == "iframe" {
            let aspect = ["width", "height"].map(|name| element.attr(name).and_then(pixels));
            let aspect = match aspect {
                [Some(width), Some(height)] if width > 0 && height > 0 => Some([width, height]),
                _ => None,
            };
            let block = self.embed(&address, element.attr("title"), aspect);
            return self.block(block);
        }
        let name = match element.attr("type") {
            Some("application/pdf") => "PDF".to_owned(),
            _ => file_title(&address),
        };
        self.lose(Cause::Element, &address);
        self.block(json!([{ "text": name, "href": address }]));
        self.part(element, place);
    }

    pub(super) fn embed(&mut self, address: &str, title: Option<&str>, aspect: Option<[u64; 2]>) -> Value {
        let title = title.map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned);
        let title = title.unwrap_or_else(|| addresses::site_name(address));
        let mut embed =
            json!({ "type": "embed", "url": address, "title": if title.is_empty() { address } else { &title } });
        if let Some([width, height]) = aspect.map(shortened).filter(|aspect| *aspect != [16, 9]) {
            embed["aspect"] = json!(format!("{width}:{height}"));
        }
        embed
    }

    /// A post of another site: its words as a quote, with a link to it.
    pub(super) fn post(&mut self, element: ElementRef, place: &Place, address: &str) {
        self.flush();
        let words = plain(element);
        if words.is_empty() {
            let block = self.embed(address, None, None);
            return self.block(block);
        }
        let blocks = self.blocks_of(|walker| walker.styled(element, place.clone()));
        let mut texts: Vec<_> = blocks.into_iter().filter(is_text).collect();
        // The last line has the name, and a link to the post.
        let last = texts.pop().filter(|_| !texts.is_empty());
        let cite = last.as_ref().map(plain_text).unwrap_or_else(|| addresses::site_name(address));
        let cite = cite.trim().trim_start_matches(['—', '–', '-']).trim().to_owned();
        let text = super::lists::joined(texts).unwrap_or_else(|| json!(words));
        self.blocks.push(json!({ "type": "quote", "text": text, "cite": [{ "text": cite, "href": address }] }));
    }
}

impl Words {
    /// The words of paragraphs, with spaces between.
    fn of_texts(texts: &[Value]) -> Self {
        let mut words = Self::default();
        for text in texts {
            let mut part = Self::default();
            part.push_value(text);
            words.join(part);
        }
        words
    }
}

/// The address of the post that a quote of a known site shows.
pub(super) fn posted_at(element: ElementRef) -> Option<String> {
    let is_post = element.value().classes().any(|class| {
        [
            "twitter-tweet",
            "twitter-video",
            "instagram-media",
            "tiktok-embed",
            "bluesky-embed",
            "mastodon-embed",
            "reddit-embed-bq",
            "reddit-card",
            "fb-post",
            "fb-xfbml-parse-ignore",
            "imgur-embed-pub",
            "text-post-media",
        ]
        .contains(&class)
    });
    if !is_post {
        return None;
    }
    let given = ["data-instgrm-permalink", "data-href", "data-url", "cite"].iter().find_map(|name| element.attr(name));
    let links = element.descendants().filter_map(ElementRef::wrap).filter(|inner| inner.value().name() == "a");
    let address =
        given.map(str::to_owned).or_else(|| links.filter_map(|link| link.attr("href")).last().map(str::to_owned))?;
    let address = addresses::of_file(&address)?;
    Some(address.split("?ref_src=").next().unwrap_or(&address).to_owned())
}

/// The address that a figure around an embed names, as a link or as its only words.
fn embedded_address(element: ElementRef, blocks: &[Value]) -> Option<String> {
    if blocks.iter().any(|block| !is_text(block)) {
        return None;
    }
    let mut links = element.descendants().filter_map(ElementRef::wrap).filter(|inner| inner.value().name() == "a");
    let link = links.find_map(|link| link.attr("href")).map(str::to_owned);
    let words = text_with_breaks(element);
    let address = link.or_else(|| words.split_whitespace().find(|word| word.starts_with("http")).map(str::to_owned))?;
    addresses::of_player(&address)
}

fn plain_caption(caption: &Words) -> Option<String> {
    (!caption.is_blank()).then(|| caption.plain())
}

fn gallery_of(images: Vec<Value>) -> Value {
    let without_type = |mut image: Value| {
        image.as_object_mut().and_then(|fields| fields.shift_remove("type"));
        image
    };
    json!({ "type": "gallery", "items": images.into_iter().map(without_type).collect::<Vec<_>>() })
}

fn is_list_item(element: ElementRef) -> bool {
    element.value().name() == "li"
}

/// The largest of the files that an image offers.
fn largest(element: ElementRef) -> Option<String> {
    let sources = element.attr("srcset").or_else(|| element.attr("data-srcset"))?;
    let candidates = sources.split(", ").flat_map(|part| part.split(",\n")).filter_map(|candidate| {
        let (address, width) = candidate.trim().trim_end_matches(',').rsplit_once(char::is_whitespace)?;
        Some((width.strip_suffix('w')?.parse::<u64>().ok()?, address.trim().to_owned()))
    });
    candidates.max_by_key(|(width, _)| *width).map(|(_, address)| address)
}

fn is_image_file(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg"].iter().any(|ending| path.ends_with(ending))
}

/// A length in whole pixels.
fn pixels(text: &str) -> Option<u64> {
    let text = text.trim().trim_end_matches("px");
    text.parse::<f64>().ok().filter(|length| (0.0..100_000.0).contains(length)).map(|length| length.round() as u64)
}

fn shortened([width, height]: [u64; 2]) -> [u64; 2] {
    let (mut a, mut b) = (width, height);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    // What is nearly 16 to 9 was rounded.
    let is_wide = width * 9 / height.max(1) == 16 || (width as f64 / height as f64 - 16.0 / 9.0).abs() < 0.02;
    if is_wide { [16, 9] } else { [width / a.max(1), height / a.max(1)] }
}

/// A title from the name of a file: “Six pips” of `a/six-pips.mp3`.
fn file_title(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').find(|part| !part.is_empty()).unwrap_or(path);
    let name = percent_encoding::percent_decode_str(name).decode_utf8_lossy().into_owned();
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let words = stem.replace(['-', '_'], " ");
    let mut characters = words.trim().chars();
    characters.next().map_or_else(|| address.to_owned(), |first| first.to_uppercase().chain(characters).collect())
}
