//! `_headers`, for Netlify (<https://docs.netlify.com/manage/routing/headers/>) and Cloudflare Pages
//! (<https://developers.cloudflare.com/pages/configuration/headers/>).
//!
//! Hosts apply all rules that match a file. If two rules set the same header, the file gets both values, so no header
//! is in two rules that match the same file. Patterns can't match by file type, so pages are matched by their folders,
//! and the feeds beside them by their names: a word after a colon stands for one folder.
//!
//! Cloudflare allows 100 rules. Each year of articles, and each page that is no article, is a folder with a rule of its
//! own, so about 60 of them fit.

use super::{FRAMES, Header, Rules};
use crate::publish::feeds;
use crate::publish::offline;
use crate::publish::pages::reader;

/// The content of `_headers`.
pub fn write(rules: &Rules) -> String {
    let folders = rules.folders.iter().filter(|folder| *folder != FRAMES).map(|folder| format!("/{folder}/*"));
    let files = ["index.html", "404.html", reader::PATH, offline::PAGE].map(|file| format!("/{file}"));
    let pages = ["/".to_owned()].into_iter().chain(files).chain(folders);
    let mut file = rule("/*", &rules.all);
    file.extend(pages.map(|path| rule(&path, &rules.pages)));
    file.push_str(&rule(&format!("/{FRAMES}/*"), &[rules.pages.as_slice(), &rules.frames].concat()));
    file.extend(rules.files.iter().map(|(path, headers)| rule(path, headers)));
    if !rules.lists_with_feeds.is_empty() {
        let feeds = feeds::FORMATS.iter().map(|(name, _)| format!("/:lists/:list/{name}"));
        file.extend(feeds.map(|path| rule(&path, &rules.feeds)));
    }
    file
}

fn rule(path: &str, headers: &[Header]) -> String {
    let lines = headers.iter().map(|(name, value)| format!("  {name}: {value}\n"));
    format!("{path}\n{}", lines.collect::<String>())
}
