//! Relative addresses: whether what they lead to is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use url::Url;

use crate::address::encode;
use crate::fold::fold;
use crate::route::Route;
use crate::schema::fields::{Holds, fields};

use super::Subject;
use super::report::{Findings, Place};

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let (files, links) = (files(), fields().keys(&[Holds::Link]));
    subject.tree.each(|object| {
        for key in &files {
            if let Some(raw) = object.text(key)
                && let Some(path) = local(subject.file, raw)
                && !path.is_file()
            {
                let meant = whole(raw).or_else(|| as_named(subject.file, raw)).or_else(|| beside(raw, &path));
                let help = match meant {
                    Some(meant) => format!("did you mean \"{meant}\"?"),
                    None => "addresses are relative to the folder of this file, and capitals count".to_owned(),
                };
                findings.error(object.place_of(key), "dead-file", format!("there is no file {}", short(&path)), help);
            }
        }
        // The log-out is looked at elsewhere: it is relative to another folder.
        if object.path().to_string() == "session.logout" {
            return;
        }
        for key in &links {
            if let Some(raw) = object.text(key)
                && fields().is(key, object.text("type"), Holds::Link)
            {
                page(subject.file, raw, object.place_of(key), findings);
            }
        }
    });
    canonical(subject, findings);
}

/// The keys whose value is the address of a file to be shown.
pub(super) fn files() -> BTreeSet<&'static str> {
    fields().keys(&[Holds::File, Holds::Image])
}

fn page(file: &Path, raw: &str, place: Place, findings: &mut Findings) {
    if let Some(path) = article(file, raw) {
        if path.is_file() {
            return;
        }
        if let Some(name) = look_alike(&path) {
            spelling(place, &name, &encode(&name), findings);
        } else {
            let help = "a link to a story ends in the name of its file";
            findings.error(place, "dead-story", format!("there is no story {}", short(&path)), help);
        }
    } else if let Some(path) = local(file, raw).filter(|path| is_within_content(file, path) && !path.exists()) {
        let help = match (whole(raw), sibling(&path)) {
            (Some(whole), _) => format!("did you mean \"{whole}\"?"),
            (None, Some(article)) => format!("a link to a story is the name of its file: \"{article}\""),
            (None, None) => {
                "begin it with https://, mailto: or tel:, or write the way from this file to another".to_owned()
            }
        };
        let message = format!("this address leads to {}, where nothing is", short(&path));
        findings.warning(place, "dead-link", message, help);
    }
}

/// The address of a file whose name was written as it is, though it has characters in it that mean something in
/// addresses: `%`, `?` and `#`.
fn as_named(file: &Path, raw: &str) -> Option<String> {
    let is_there = raw.contains(['%', '?', '#']) && file.with_file_name(raw).is_file();
    let encoded = raw.replace('%', "%25").replace('?', "%3F").replace('#', "%23");
    is_there.then_some(encoded)
}

/// The address of a file in the same folder whose name looks like the one that is written there.
fn beside(raw: &str, path: &Path) -> Option<String> {
    let folder = raw.rfind('/').map_or("", |end| &raw[..=end]);
    look_alike(path).map(|name| format!("{folder}{}", encode(&name)))
}

/// A file in the same folder whose name looks the same though it is spelt otherwise, with other capitals or with an
/// accent in a character of its own, say.
pub(super) fn look_alike(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let entries = fs::read_dir(path.parent()?).ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut alike: Vec<_> = entries.filter(|other| other != name && fold(other) == fold(name)).collect();
    alike.sort();
    alike.into_iter().next()
}

/// Says that a name of an article is not that of its file, though it looks the same. Finished pages lead there all the
/// same.
pub(super) fn spelling(place: Place, name: &str, instead: &str, findings: &mut Findings) {
    let message = format!("the name of the story is spelt otherwise than here, though it looks the same: {name}");
    let help = format!("write \"{instead}\": not every program takes one for the other");
    findings.warning(place, "spelling", message, help);
}

/// An article's home is somewhere else, and a relative address never leads there.
fn canonical(subject: &Subject, findings: &mut Findings) {
    let Some(article) = subject.tree.root() else { return };
    if let Some(raw) = article.text("canonical").filter(|raw| !raw.is_empty() && is_relative(raw)) {
        let help = match whole(raw) {
            Some(whole) => format!("did you mean \"{whole}\"?"),
            None => "write all of it, as https://example.org/bell; without it, the story is at home here".to_owned(),
        };
        findings.error(
            article.place_of("canonical"),
            "canonical",
            "the address of the story's home is not a whole one",
            help,
        );
    }
}

/// Whether it must be there already: pages come with publishing, and what lies outside of `content/` a publisher may
/// add by other means.
fn is_within_content(file: &Path, path: &Path) -> bool {
    let Some(folder) = local(file, ".") else { return false };
    let content = if folder.ends_with("articles") { folder.parent() } else { Some(folder.as_path()) };
    content.is_some_and(|content| path.starts_with(content))
}

/// The name of the article that an address like `bell.html` or `bell/` is meant for.
fn sibling(path: &Path) -> Option<String> {
    let article = path.with_extension("json");
    article.is_file().then(|| article.file_name().unwrap_or_default().to_string_lossy().into_owned())
}

/// The whole address, where only its beginning was forgotten.
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

/// What the names of files end in. Some hosts end so, too, but rarely.
const FILE_ENDINGS: [&str; 36] = [
    "asp", "aspx", "avif", "css", "csv", "doc", "docx", "epub", "gif", "gz", "htm", "html", "ics", "jpeg", "jpg", "js",
    "json", "md", "mov", "odt", "ogg", "pdf", "php", "png", "ppt", "pptx", "rtf", "svg", "txt", "vtt", "webm", "webp",
    "xls", "xlsx", "xml", "zip",
];

/// The file that a relative address leads to. [`None`] for `/one/like/this`: which folder the server begins at is not
/// known here.
pub(super) fn local(file: &Path, raw: &str) -> Option<PathBuf> {
    relative(file, raw)?.to_file_path().ok()
}

/// The file of another article that a link leads to.
fn article(file: &Path, raw: &str) -> Option<PathBuf> {
    let url = relative(file, raw)?;
    if url.path().ends_with(".json") {
        return url.to_file_path().ok();
    }
    // Articles lie in content/articles/ below the page that shows them.
    let articles = local(file, ".")?;
    let page = url.to_file_path().ok()?;
    match Route::parse(&format!("#{}", url.fragment()?)) {
        Route::Article(slug) if page.join("content/articles") == articles => Some(articles.join(slug + ".json")),
        _ => None,
    }
}

fn relative(file: &Path, raw: &str) -> Option<Url> {
    let trimmed = raw.trim_start_matches(|c: char| c <= ' ');
    if trimmed.starts_with(['/', '\\']) || !is_relative(trimmed) {
        return None;
    }
    Url::from_file_path(std::path::absolute(file).ok()?).ok()?.join(trimmed).ok()
}

fn is_relative(raw: &str) -> bool {
    Url::parse(raw) == Err(url::ParseError::RelativeUrlWithoutBase)
}

/// The last two parts of a path, which is what people look for.
fn short(path: &Path) -> String {
    let parts: Vec<_> = path.components().rev().take(2).collect();
    parts.into_iter().rev().collect::<PathBuf>().display().to_string()
}
