//! The rules `dead-file`, `dead-story`, `dead-link` and `spelling`: whether the targets of relative addresses exist.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use url::Url;

use crate::address::encode;
use crate::schema::fields::{Holds, fields};
use crate::source::address::Local;
use crate::source::{FILES, Form, Item, PAGES, SITE_FILE, SiteFolder, SitePath};
use crate::spelling::spelling_key;

use super::Subject;
use super::names;
use super::report::{Findings, Place};

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let (files, links) = (files(), fields().keys(&[Holds::Link]));
    subject.tree.each(|object| {
        for key in files.iter() {
            let Some(raw) = object.text(key) else { continue };
            if let Some((path, relative)) = from_root(subject, raw) {
                let message =
                    format!("this address begins at the root of the server, and {path} is in the site folder");
                findings.error(object.place_of(key), "dead-file", message, format!("write \"{relative}\""));
                continue;
            }
            if let Some(Local::Path(site_path, _)) = subject.resolve(raw) {
                if subject.context.site.existing(&site_path).is_some() {
                    names::of_file(&site_path, object.place_of(key), findings);
                    continue;
                }
                let path = subject.context.site.file(&site_path);
                let meant = whole(raw).or_else(|| as_named(subject.file, raw)).or_else(|| beside(raw, &path));
                let help = match meant {
                    Some(meant) => format!("did you mean \"{meant}\"?"),
                    None => "addresses are relative to the folder of this file, and capital letters matter".to_owned(),
                };
                findings.error(object.place_of(key), "dead-file", format!("there is no file {}", short(&path)), help);
            }
        }
        // `session.logout` is checked in `session.rs`, since it is relative to another folder.
        if object.is_at(&["session", "logout"]) {
            return;
        }
        for key in links.iter() {
            if let Some(raw) = object.text(key)
                && fields().is(key, object.text("type"), Holds::Link)
            {
                page(subject, raw, object.place_of(key), findings);
            }
        }
    });
    canonical(subject, findings);
}

/// The file of the site folder that an address such as `/articles/bell.md` means, as other programs write it, and the address
/// relative to the document. [`None`] if such an address leads where it should.
pub(super) fn from_root(subject: &Subject, raw: &str) -> Option<(String, String)> {
    let path = raw.strip_prefix('/').filter(|path| !path.starts_with('/'))?;
    let site = subject.context.site;
    let (path, rest) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    let is_there = |path: &str| site.existing(&SitePath::new(path)).is_some();
    let is_served = is_there(&format!("{FILES}/{decoded}")) || subject.file(raw).is_some_and(|file| file.is_file());
    let is_settings = subject.context.path.as_str() == SITE_FILE;
    if is_settings || is_served || path.is_empty() || path.split('/').any(|name| name == "..") || !is_there(&decoded) {
        return None;
    }
    let up = "../".repeat(subject.context.path.as_str().matches('/').count());
    Some((decoded.into_owned(), format!("{up}{path}{rest}")))
}

/// The file that an address such as `/articles/bell.md` seems to name, if the site folder has none, and the server of the
/// site has it only if another program puts it there.
fn document_from_root(subject: &Subject, raw: &str) -> Option<SitePath> {
    let path = raw.strip_prefix('/').filter(|path| !path.starts_with('/') && subject.resolve(raw).is_none())?;
    let path = &path[..path.find(['?', '#']).unwrap_or(path.len())];
    let path = SitePath::new(percent_encoding::percent_decode_str(path).decode_utf8().ok()?);
    let is_document = path.form().is_some() && matches!(path.item(), Item::Article(_) | Item::Page(_));
    (is_document && subject.context.path.as_str() != SITE_FILE).then_some(path)
}

/// The keys whose values are addresses of media files.
pub(super) fn files() -> Arc<BTreeSet<String>> {
    fields().keys(&[Holds::File, Holds::Image])
}

fn page(subject: &Subject, raw: &str, place: Place, findings: &mut Findings) {
    let site = subject.context.site;
    if let Some((path, relative)) = from_root(subject, raw) {
        let message = format!("this address begins at the root of the server, and {path} is in the site folder");
        return findings.warning(place, "dead-link", message, format!("write \"{relative}\""));
    }
    if let Some(path) = document_from_root(subject, raw) {
        let help = "write the address of the file from this one, as \"../articles/bell.md\", or of the page, as \"/2024/10/bell/\"";
        let message =
            format!("this address begins at the root of the server, and there is no {path} in the site folder");
        return findings.warning(place, "dead-link", message, help);
    }
    let (site_path, path) = match subject.resolve(raw) {
        Some(Local::Article(slug)) => {
            if site.articles_named(&slug).next().is_some() {
                return;
            }
            return match site.slug_like(&slug) {
                Some(name) => spelling(place, name, &encode(name), findings),
                None => dead_document(place, "article", &format!("articles/{slug}.json"), findings),
            };
        }
        // Pages are made later, and a publisher may add other files to the published site by other means.
        Some(Local::Path(path, _)) if path.as_str().split('/').next() == Some(FILES) => return,
        Some(Local::Path(path, _)) => {
            let file = site.file(&path);
            (path, file)
        }
        None => return,
    };
    let is_settings = subject.context.path.as_str() == SITE_FILE;
    if is_settings && is_of_published_site(site, site_path.as_str()) {
        return;
    }
    // The address of a folder leads nowhere, but a page may be at that of a folder of articles.
    if if is_settings { path.is_file() } else { path.exists() } {
        return;
    }
    let is_document = match site_path.form() {
        Some(Form::Json) => true,
        Some(Form::Markdown) => matches!(site_path.item(), Item::Article(_) | Item::Page(_)),
        None => false,
    };
    if is_document {
        if let Some(twin) = twin(&path) {
            let message = format!("this address leads to {}, but the file is {twin}", short(&path));
            let help = format!("write \"{}\"", raw.replace(file_name(&path).as_ref(), &encode(&twin)));
            return findings.warning(place, "other-form", message, help);
        }
        return match look_alike(&path) {
            Some(name) => spelling(place, &name, &encode(&name), findings),
            None => {
                let kind = match site_path.item() {
                    Item::Page(_) => "page",
                    Item::Author(_) => "author",
                    _ => "article",
                };
                dead_document(place, kind, &short(&path), findings);
            }
        };
    }
    let help = match (whole(raw), sibling(&path)) {
        (Some(whole), _) => format!("did you mean \"{whole}\"?"),
        (None, Some(article)) => format!("a link to an article is the name of its file: \"{article}\""),
        (None, None) => "begin it with https://, mailto: or tel:, or write an address relative to this file".to_owned(),
    };
    let name = if is_settings { site_path.to_string() } else { short(&path) };
    findings.warning(place, "dead-link", format!("this address leads to {name}, which does not exist"), help);
}

/// Whether an address in `site.json` seems to be that of a page or file that publishing makes: it is from the front page.
fn is_of_published_site(site: &SiteFolder, path: &str) -> bool {
    let is_year = |name: &str| name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit());
    match path.split('/').collect::<Vec<_>>()[..] {
        ["" | "index.html" | "feed.xml" | "feed.json" | "rss.xml" | "sitemap.xml"] => true,
        [year, ""] | [year, _, ""] if is_year(year) => true,
        ["section" | "topics" | "series" | "authors", _, ..] => true,
        [name, ""] if site.documents_named(PAGES, name).next().is_some() => true,
        _ => site.file(&SitePath::new(format!("{FILES}/{path}"))).is_file(),
    }
}

fn dead_document(place: Place, kind: &str, name: &str, findings: &mut Findings) {
    let help = "a link to it ends in the name of its file, as in \"name.json\" or \"name.md\"";
    findings.error(place, "dead-story", format!("there is no {kind} {name}"), help);
}

/// The correct address, if `raw` is the exact name of a file that contains `%`, `?` or `#`, which addresses must
/// encode.
fn as_named(file: &Path, raw: &str) -> Option<String> {
    let is_there = raw.contains(['%', '?', '#']) && file.with_file_name(raw).is_file();
    let encoded = raw.replace('%', "%25").replace('?', "%3F").replace('#', "%23");
    is_there.then_some(encoded)
}

/// The address of a file in the same folder whose name looks the same as the one in `raw`.
fn beside(raw: &str, path: &Path) -> Option<String> {
    let folder = raw.rfind('/').map_or("", |end| &raw[..=end]);
    look_alike(path).map(|name| format!("{folder}{}", encode(&name)))
}

/// The name of a file in the same folder that looks the same but is spelt differently, such as with other capitals or
/// with decomposed accents.
pub(super) fn look_alike(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let entries = fs::read_dir(path.parent()?).ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut alike: Vec<_> =
        entries.filter(|other| other != name && spelling_key(other) == spelling_key(name)).collect();
    alike.sort();
    alike.into_iter().next()
}

/// Warns that the name of an article looks the same as the name of its file, but is spelt differently. This is no
/// error, since links in finished pages still work.
pub(super) fn spelling(place: Place, name: &str, instead: &str, findings: &mut Findings) {
    let message = format!("the name of the article looks the same, but is spelt differently: {name}");
    let help = format!("write \"{instead}\": not every program treats the two as equal");
    findings.warning(place, "spelling", message, help);
}

/// The rule `canonical`: the address of the original article must be absolute, since it is on another site.
fn canonical(subject: &Subject, findings: &mut Findings) {
    let Some(article) = subject.tree.root() else { return };
    if let Some(raw) = article.text("canonical").filter(|raw| !raw.is_empty() && is_relative(raw)) {
        let help = match whole(raw) {
            Some(whole) => format!("did you mean \"{whole}\"?"),
            None => "write it as https://example.org/bell, or remove it if the article is from this site".to_owned(),
        };
        findings.error(article.place_of("canonical"), "canonical", "the canonical address must be absolute", help);
    }
}

/// The file name of the article that was probably meant by an address such as `bell.html` or `bell/`.
fn sibling(path: &Path) -> Option<String> {
    let articles = Form::ALL.map(|form| path.with_extension(form.ending()));
    articles.into_iter().find(|article| article.is_file()).map(|article| file_name(&article).into_owned())
}

/// The file name of the same document in the other form, JSON or Markdown, if there is such a file.
fn twin(path: &Path) -> Option<String> {
    sibling(path).filter(|other| *other != file_name(path))
}

fn file_name(path: &Path) -> Cow<'_, str> {
    path.file_name().unwrap_or_default().to_string_lossy()
}

/// The absolute address that was probably meant, if only `https://` or `mailto:` is missing.
pub(super) fn whole(raw: &str) -> Option<String> {
    let raw = raw.trim();
    if !is_relative(raw) {
        return None;
    }
    let host = raw.split(['/', '?', '#']).next().unwrap_or_default();
    if let Some((name, host)) = host.split_once('@') {
        return (!name.is_empty() && is_host(host)).then(|| format!("mailto:{raw}"));
    }
    is_host(host).then(|| format!("https://{raw}"))
}

fn is_host(name: &str) -> bool {
    let name = name.to_lowercase();
    let Some((before, last)) = name.rsplit_once('.') else { return false };
    let labels =
        before.split('.').all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'));
    let top = last.len() > 1 && last.chars().all(char::is_alphabetic) && !FILE_ENDINGS.contains(&last);
    labels && (name.starts_with("www.") || top)
}

/// Common file extensions. A few are top-level domains as well, but rarely used.
const FILE_ENDINGS: [&str; 36] = [
    "asp", "aspx", "avif", "css", "csv", "doc", "docx", "epub", "gif", "gz", "htm", "html", "ics", "jpeg", "jpg", "js",
    "json", "md", "mov", "odt", "ogg", "pdf", "php", "png", "ppt", "pptx", "rtf", "svg", "txt", "vtt", "webm", "webp",
    "xls", "xlsx", "xml", "zip",
];

fn is_relative(raw: &str) -> bool {
    Url::parse(raw) == Err(url::ParseError::RelativeUrlWithoutBase)
}

/// The last two parts of a path, which are enough to recognise it.
fn short(path: &Path) -> String {
    let parts: Vec<_> = path.components().rev().take(2).collect();
    parts.into_iter().rev().collect::<PathBuf>().display().to_string()
}
