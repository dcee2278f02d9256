//! An article as a single file with embedded styles and images, for mail, archives and reading from disk.
//!
//! Videos, long recordings and images on other servers can't be embedded. A link or a sentence replaces them.

mod media;

use std::cell::RefCell;
use std::path::PathBuf;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use percent_encoding::percent_decode_str;

use crate::address::Target;
use crate::article::Article;
use crate::file_system::read_if_exists;
use crate::publish::PublishError;
use crate::publish::addresses::Addresses;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::assets::Assets;
use crate::publish::document::Document;
use crate::publish::document::head;
use crate::publish::labels::PageLabels;
use crate::publish::lists::groups::Groupings;
use crate::publish::pages::article;
use crate::publish::pages::masthead::masthead;
use crate::publish::publication::{ArticleEntry, Publication};
use crate::source::{SiteFolder, SitePath};
use crate::view;
use crate::view::layout::{main_region, site_footer};
use crate::view::markup::{Markup, Parts, Srcset, Value, el, fragment};

/// The maximum width of an embedded image file, in pixels: about the widest column on a dense screen. If all files of
/// an image are wider, the narrowest is used.
const WIDEST: u32 = 1600;

/// The maximum size of an embedded audio file, in bytes. Mail servers refuse much larger files.
const LONGEST_AUDIO: usize = 2_000_000;

/// Makes the article into a single file, which makes no requests and runs no scripts.
pub fn html(
    site_folder: &SiteFolder,
    assets: &Assets,
    publication: &Publication,
    entry: &ArticleEntry,
    article: &Article,
) -> Result<String, PublishError> {
    let root = publication.url();
    let addresses = root.as_deref().map(|root| Addresses::absolute(root, &publication.pages));
    let lang = entry.lang(&publication.site);
    let folder = publication.folder().unwrap_or_else(|| "/".to_owned());
    let (words, error) = (PageLabels::of(lang), RefCell::default());
    let inliner = Inliner { site_folder, addresses, folder, words, error };
    let groupings = Groupings::of(publication);
    let site = &publication.site;
    let origin = inliner.addresses.as_ref().map(|addresses| origin(entry, addresses, lang));
    let article_view = article::view(publication, &groupings, Some(entry), article, false);
    let body = el("body")
        .attr("id", "page")
        .with(masthead(publication))
        .with(main_region("ready", article_view))
        .with(site_footer(site.rights.as_deref(), None).with(origin));
    let body = body.with_children(|child| child.with_elements(&|parts| inliner.inline(parts)));
    let canonical =
        Absolute::of(publication).canonical(entry).map(|href| el("link").attr("rel", "canonical").attr("href", href));
    let description = entry.description().map(|words| el("meta").attr("name", "description").attr("content", words));
    let document = Document {
        lang,
        title: head::title(&entry.search_title(), site),
        head: vec![description.into(), canonical.into()],
        data: None,
        script: None,
        body: body.into(),
    };
    let html = document.into_single_file(assets, &|face| inliner.data(face.src.as_ref(), media::font, usize::MAX));
    match inliner.error.take() {
        Some(error) => Err(error.into()),
        None => Ok(html),
    }
}

/// The line at the end with the address of the article page and the date of publication.
fn origin(entry: &ArticleEntry, addresses: &Addresses, lang: &str) -> Markup {
    let words = PageLabels::of(lang);
    let page = addresses.to_path(&entry.path);
    let published = entry.head.published.as_ref().map(|date| {
        let time = view::time(date, lang, entry.head.time_zone.as_deref());
        fragment().with(" · ").with(words.published).with(time)
    });
    el("small")
        .class("origin")
        .with(words.from)
        .with(el("a").attr("href", page.as_str()).with(page))
        .with(published)
        .into()
}

/// Embeds the files that a page would request from the server.
struct Inliner<'a> {
    site_folder: &'a SiteFolder,
    /// Absolute addresses of the publication's pages and files, if the site has a `url`.
    addresses: Option<Addresses<'a>>,
    /// The path in the `url` of the site; `/` without a `url`, so that an address that begins with `/` finds its file.
    folder: String,
    words: &'static PageLabels,
    /// The first error from reading a file that exists.
    error: RefCell<Option<std::io::Error>>,
}

impl Inliner<'_> {
    fn inline(&self, parts: Parts) -> Markup {
        match parts.tag {
            "a" => self.link(parts),
            "img" => self.image(parts),
            "source" if parts.address("srcset").is_some() => self.alternative(parts),
            "video" => self.video(parts),
            "audio" => self.audio(parts),
            "div" if parts.get("class") == Some("room") => player(parts),
            _ => parts.into(),
        }
    }

    /// Makes a link absolute. A link without an absolute address becomes plain text.
    fn link(&self, mut parts: Parts) -> Markup {
        let Some(target) = parts.address("href").filter(|target| !matches!(target, Target::Part(_))) else {
            return parts.into();
        };
        let elsewhere = self.elsewhere(target);
        parts.attributes.retain(|(name, _)| *name != "href" && (elsewhere.is_some() || *name != "rel"));
        match elsewhere {
            Some(href) => parts.attributes.push(("href", Value::Text(href))),
            None => parts.tag = "span",
        }
        parts.into()
    }

    fn image(&self, mut parts: Parts) -> Markup {
        let file = file_of(&parts);
        let Some(data) = file.and_then(|file| self.data(file, media::image, usize::MAX)) else {
            return match parts.get("alt").filter(|alt| !alt.is_empty()) {
                Some(alt) => {
                    let is_missing = |file: &&Target| matches!(file, Target::Article { .. } | Target::File(_));
                    let elsewhere = file.filter(|file| !is_missing(file)).and_then(|file| self.elsewhere(file));
                    let link = elsewhere.map(|address| el("a").attr("href", address).with(alt));
                    let words = link.map_or_else(|| alt.into(), Markup::from);
                    el("p").class("notice").with(self.words.no_image).with(words).into()
                }
                None => Markup::NOTHING,
            };
        };
        let about_loading = ["src", "srcset", "sizes", "loading", "decoding", "fetchpriority"];
        parts.attributes.retain(|(name, _)| !about_loading.contains(name));
        parts.attributes.push(("src", Value::Text(data)));
        parts.into()
    }

    /// Embeds the other file of an image, such as that for dark systems. Without it, the image itself is shown.
    fn alternative(&self, mut parts: Parts) -> Markup {
        let Some(data) = parts.address("srcset").and_then(|file| self.data(file, media::image, usize::MAX)) else {
            return Markup::NOTHING;
        };
        parts.attributes.retain(|(name, _)| *name != "srcset");
        parts.attributes.push(("srcset", Value::Text(data)));
        parts.into()
    }

    /// Replaces a video with its poster and a link to the video.
    fn video(&self, parts: Parts) -> Markup {
        let poster = parts.address("poster").and_then(|address| self.data(address, media::image, usize::MAX));
        let poster = poster.map(|data| {
            let poster = el("img").attr("alt", "").maybe("width", parts.get("width"));
            poster.maybe("height", parts.get("height")).attr("src", data)
        });
        let file = parts.children.iter().find_map(|child| child.find("source")?.address("src"));
        let link = self.link_or_notice(file, self.words.video, parts.get("aria-label"));
        fragment().with(poster).with(link).into()
    }

    fn audio(&self, mut parts: Parts) -> Markup {
        let file = parts.address("src");
        match file.and_then(|file| self.data(file, media::audio, LONGEST_AUDIO)) {
            Some(data) => {
                parts.attributes.retain(|(name, _)| !matches!(*name, "src" | "preload"));
                parts.attributes.push(("src", Value::Text(data)));
                parts.into()
            }
            None => self.link_or_notice(file, self.words.audio, parts.get("aria-label")),
        }
    }

    /// A link to a video or recording that is not embedded; without an absolute address, a notice that it is missing.
    fn link_or_notice(&self, file: Option<&Target>, [link, absent]: [&'static str; 2], title: Option<&str>) -> Markup {
        let words = title.map_or_else(|| link.to_owned(), |title| format!("{link}: {title}"));
        let content = match file.and_then(|file| self.elsewhere(file)) {
            Some(href) => el("a").attr("href", href).with(words).into(),
            None => Markup::from(absent),
        };
        el("p").class("notice").with(content).into()
    }

    /// The absolute address of a target, if it has one.
    fn elsewhere(&self, target: &Target) -> Option<String> {
        match target {
            Target::Elsewhere(address) => Some(address.clone()),
            target => Some(self.addresses.as_ref()?.to(target)),
        }
    }

    /// A file as a `data:` address, if it is in the publication, has a known type and is not larger than `longest`.
    fn data(&self, file: &Target, type_of: fn(&[u8]) -> Option<&'static str>, longest: usize) -> Option<String> {
        let bytes = read_if_exists(&self.path(file)?).unwrap_or_else(|error| {
            self.error.borrow_mut().get_or_insert(error);
            None
        })?;
        let media_type = type_of(&bytes).filter(|_| bytes.len() <= longest)?;
        Some(format!("data:{media_type};base64,{}", BASE64_STANDARD.encode(bytes)))
    }

    /// The path on disk of a target. [`None`] if there is no such file in the site folder.
    fn path(&self, file: &Target) -> Option<PathBuf> {
        let path = file.path(Some(&self.folder))?;
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let path = percent_decode_str(path).decode_utf8().ok()?;
        self.site_folder.existing(&SitePath::of_published(&path))
    }
}

/// Chooses one of the files of an image: see [`WIDEST`].
fn file_of(image: &Parts) -> Option<&Target> {
    let srcset = match image.value("srcset") {
        Some(Value::Srcset(srcset)) => Some(srcset),
        _ => None,
    };
    let files = || srcset.into_iter().flat_map(Srcset::files);
    let fitting = files().filter(|(_, width)| *width <= WIDEST).max_by_key(|(_, width)| *width);
    let chosen = fitting.or_else(|| files().min_by_key(|(_, width)| *width)).map(|(file, _)| file);
    chosen.or_else(|| image.address("src"))
}

/// Reduces the player of another site to its thumbnail, if there is one. The button that loads the player needs a
/// script.
fn player(mut parts: Parts) -> Markup {
    parts.children.retain(|child| child.find("button").is_none());
    if parts.children.iter().any(|child| child.find("img").is_some()) { parts.into() } else { Markup::NOTHING }
}
