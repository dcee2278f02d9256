//! `_headers`, as Netlify (<https://docs.netlify.com/manage/routing/headers/>) and Cloudflare
//! (<https://developers.cloudflare.com/pages/configuration/headers/>) read it.
//!
//! A file gets the headers of all rules that it matches, and of one header that is in two of them, both values. So no
//! header is in two rules that match the same file; and pages are named by their folders, since nothing else tells them
//! from other files. Cloudflare takes 100 rules: enough for the articles of 80 years.

use super::{FRAMES, Header, Rules};
use crate::publish::offline;
use crate::publish::pages::reader;

/// The file.
pub fn write(rules: &Rules) -> String {
    let folders = rules.folders.iter().filter(|folder| *folder != FRAMES).map(|folder| format!("/{folder}/*"));
    let files = ["index.html", "404.html", reader::PATH, offline::PAGE].map(|file| format!("/{file}"));
    let pages = ["/".to_owned()].into_iter().chain(files).chain(folders);
    let mut file = rule("/*", &rules.all);
    file.extend(pages.map(|path| rule(&path, &rules.pages)));
    file.push_str(&rule(&format!("/{FRAMES}/*"), &[rules.pages.as_slice(), &rules.frames].concat()));
    file.extend(rules.files.iter().map(|(path, headers)| rule(path, headers)));
    file
}

fn rule(path: &str, headers: &[Header]) -> String {
    let lines = headers.iter().map(|(name, value)| format!("  {name}: {value}\n"));
    format!("{path}\n{}", lines.collect::<String>())
}
