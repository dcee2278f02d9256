//! An article in one file, with styles and images in it: to be read from disk, by mail, in an archive, without network.
//!
//! What can't be put into a file gives way to a link or a sentence: a video, a long recording, an image on another
//! server.

mod media;

use std::cell::RefCell;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use fs_err as fs;
use url::Url;

use crate::address::Target;
use crate::article::Article;
use crate::view;
use crate::view::layout::{main_region, masthead, site_footer};
use crate::view::markup::{Markup, Parts, Srcset, Value, el, fragment};

use crate::publish::PublishError;
use crate::publish::addresses::Addresses;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::assets::Assets;
use crate::publish::document::head;
use crate::publish::document::{Document, Style};
use crate::publish::lists::sections::Sections;
use crate::publish::pages::article;
use crate::publish::publication::{ArticleEntry, Publication};
use crate::publish::words::Words;

/// The widest file of an image that is taken, in pixels: about what the widest column shows on a dense screen. If all
/// are wider, the narrowest is taken.
const WIDEST: u32 = 1600;

/// How long an audio recording may be, in bytes. Mail servers refuse what is much larger.
const LONGEST_AUDIO: usize = 2_000_000;

/// The article as one file. It asks nobody for anything and runs no script.
pub fn html(
    dist: &Path,
    assets: &Assets,
    publication: &Publication,
    entry: &ArticleEntry,
    article: &Article,
) -> Result<String, PublishError> {
    let root = publication.url();
    let addresses = root.as_deref().map(|root| Addresses::absolute(root, &publication.pages));
    let lang = entry.lang(&publication.site);
    let folder = publication.folder().unwrap_or_else(|| "/".to_owned());
    let (dist, words, fault) = (std::path::absolute(dist)?, Words::of(lang), RefCell::default());
    let inliner = Inliner { dist, addresses, folder, words, fault };
    let sections = Sections::of(&publication.articles);
    let site = &publication.site;
    let origin = inliner.addresses.as_ref().map(|addresses| origin(entry, addresses, lang));
    let article_view = article::view(publication, &sections, article, false);
    let body = el("body")
        .attr("id", "page")
        .with(masthead(site.title.as_deref(), &Target::front()))
        .with(main_region("ready", article_view))
        .with(site_footer(site.rights.as_deref(), None).with(origin));
    let body = body.with_children(|child| child.with_elements(&|parts| inliner.inline(parts)));
    if let Some(fault) = inliner.fault.take() {
        return Err(fault.into());
    }
    let canonical =
        Absolute::of(publication).home(entry).map(|href| el("link").attr("rel", "canonical").attr("href", href));
    let description = entry.summary().map(|words| el("meta").attr("name", "description").attr("content", words));
    let document = Document {
        lang,
        title: head::title(&entry.headline(), site),
        head: vec![description.into(), canonical.into()],
        data: None,
        style: Style::Inside,
        script: None,
        body: body.into(),
    };
    Ok(document.into_single_file(assets))
}

/// The line at the end that says where the file comes from, and when the article came out.
fn origin(entry: &ArticleEntry, addresses: &Addresses, lang: &str) -> Markup {
    let words = Words::of(lang);
    let page = addresses.to_place(&entry.place);
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

/// Puts into the file what a page would ask the server for.
struct Inliner<'a> {
    /// Absolute.
    dist: PathBuf,
    /// How the publication's own pages are reached from anywhere, if `site.json` says where it is.
    addresses: Option<Addresses<'a>>,
    /// The path of the publication on its server; `/` if it is not known, so that an address by path finds its file.
    folder: String,
    words: &'static Words,
    /// The first file that is there and can't be read.
    fault: RefCell<Option<std::io::Error>>,
}

impl Inliner<'_> {
    fn inline(&self, parts: Parts) -> Markup {
        match parts.tag {
            "a" => self.link(parts),
            "img" => self.image(parts),
            "video" => self.video(parts),
            "audio" => self.audio(parts),
            "div" if parts.get("class") == Some("room") => room(parts),
            _ => parts.into(),
        }
    }

    /// What leads nowhere from a file of unknown origin stays as words.
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

    /// Its poster, and the way to it.
    fn video(&self, parts: Parts) -> Markup {
        let poster = parts.address("poster").and_then(|address| self.data(address, media::image, usize::MAX));
        let poster = poster.map(|data| {
            let poster = el("img").attr("alt", "").maybe("width", parts.get("width"));
            poster.maybe("height", parts.get("height")).attr("src", data)
        });
        let file = parts.children.iter().find_map(|child| child.find("source")?.address("src"));
        let way = self.way(file, self.words.video, parts.get("aria-label"));
        fragment().with(poster).with(way).into()
    }

    fn audio(&self, mut parts: Parts) -> Markup {
        let file = parts.address("src");
        match file.and_then(|file| self.data(file, media::audio, LONGEST_AUDIO)) {
            Some(data) => {
                parts.attributes.retain(|(name, _)| !matches!(*name, "src" | "preload"));
                parts.attributes.push(("src", Value::Text(data)));
                parts.into()
            }
            None => self.way(file, self.words.audio, parts.get("aria-label")),
        }
    }

    /// A link to what is not in the file, or the words for its absence.
    fn way(&self, file: Option<&Target>, [link, absent]: [&'static str; 2], title: Option<&str>) -> Markup {
        let words = title.map_or_else(|| link.to_owned(), |title| format!("{link}: {title}"));
        let way = match file.and_then(|file| self.elsewhere(file)) {
            Some(href) => el("a").attr("href", href).with(words).into(),
            None => Markup::from(absent),
        };
        el("p").class("notice").with(way).into()
    }

    /// An address that holds from anywhere.
    fn elsewhere(&self, target: &Target) -> Option<String> {
        match target {
            Target::Elsewhere(address) => Some(address.clone()),
            target => Some(self.addresses.as_ref()?.to(target)),
        }
    }

    /// A file as an address that holds all of it, if it is the publication's, of a known type and no longer than this.
    fn data(&self, file: &Target, type_of: fn(&[u8]) -> Option<&'static str>, longest: usize) -> Option<String> {
        let bytes = match fs::read(self.path(file)?) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return None,
            Err(error) => {
                self.fault.borrow_mut().get_or_insert(error);
                return None;
            }
        };
        let media_type = type_of(&bytes).filter(|_| bytes.len() <= longest)?;
        Some(format!("data:{media_type};base64,{}", BASE64_STANDARD.encode(bytes)))
    }

    /// The file that an address of the publication leads to, if it is inside of it.
    fn path(&self, file: &Target) -> Option<PathBuf> {
        let folder = Url::from_directory_path(&self.dist).ok()?;
        let path = folder.join(&file.path(Some(&self.folder))?).ok()?.to_file_path().ok()?;
        let inside = path.strip_prefix(&self.dist).ok()?;
        inside.components().all(|part| matches!(part, Component::Normal(_))).then_some(path)
    }
}

/// The one of an image's files that is taken: see [`WIDEST`].
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

/// The room of another site's player: its thumbnail, if there is one. The button that loads the player needs a script.
fn room(mut parts: Parts) -> Markup {
    parts.children.retain(|child| child.find("button").is_none());
    if parts.children.iter().any(|child| child.find("img").is_some()) { parts.into() } else { Markup::NOTHING }
}
