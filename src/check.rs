//! `broadsheet check`: everything that is wrong with a publisher's files, and how to mend it.
//!
//! The reader of [`crate::article`] notes what it leaves out, and that is half of it. The other half are rules about
//! what can be read and is a slip all the same: one a file, in `check/`.

mod addresses;
mod alt;
mod canonical;
mod dates;
mod empty;
mod files;
mod footnotes;
mod forms;
mod headings;
mod html;
mod human;
mod invisible;
mod languages;
mod listing;
mod misplaced;
mod pictures;
mod problems;
mod report;
mod session;
mod site;
mod slug;
mod syntax;
mod tree;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

pub use files::Unreadable;
pub use report::{Document, Finding, Level, Report};

use crate::address::Base;
use crate::article::read::{Read, Reader};
use crate::article::{self, Article, ParseError, json};
use crate::site::Site;
use files::Kind;
use report::Findings;
use tree::Tree;

/// What addresses are relative to while reading. Not the file itself: next to a file, other files are allowed.
fn base() -> Base {
    Base::in_site("content/articles/story.json")
}

/// What is known about a document besides its text.
struct Subject<'a> {
    file: &'a Path,
    tree: Tree<'a>,
    /// The address of the site, which ends in `/`, if it says one.
    url: Option<&'a str>,
    /// Seconds since 1970; without it, no date lies in the future.
    now: Option<i64>,
}

/// What documents of one kind have to keep, beyond what the reader says.
struct Form {
    /// The smallest such document, for those who have none yet.
    example: &'static str,
    rules: &'static [fn(&Subject, &mut Findings)],
}

const STORY: Form = Form {
    example: r#"{ "headline": "…", "body": ["…"] }"#,
    rules: &[
        addresses::check,
        alt::check,
        canonical::check,
        dates::check,
        empty::check,
        footnotes::check,
        headings::check,
        html::check,
        invisible::check,
        languages::check,
        pictures::check,
        slug::check,
    ],
};

const SITE: Form = Form {
    example: r#"{ "title": "…" }"#,
    rules: &[addresses::check, html::check, invisible::check, languages::check, session::check, site::check],
};

/// Checks files, and all documents in folders: of a build or a publication, those in its `content/`. `now` is in
/// seconds since 1970, UTC.
pub fn check(paths: &[PathBuf], now: i64) -> Result<Report, Unreadable> {
    let mut urls = HashMap::new();
    let documents = files::documents(paths)?.into_iter().map(|(file, kind)| {
        let bytes = fs::read(&file).map_err(|error| Unreadable { path: file.clone(), error })?;
        Ok(match kind {
            Kind::Story => {
                let folder = file.parent().map(Path::to_owned).unwrap_or_default();
                let url = urls.entry(folder).or_insert_with_key(|folder| site::url_beside(folder)).as_deref();
                story(file, &bytes, url, Some(now))
            }
            Kind::Site => site(file, &bytes),
            Kind::Misplaced => misplaced(file, &bytes),
        })
    });
    Ok(Report { documents: documents.collect::<Result<_, _>>()? })
}

/// Checks what is in the file of a story. `url` is the address of its site, which ends in `/`, if that says one; `now` is
/// in seconds since 1970, UTC; without it, no date is in the future.
pub fn story(file: PathBuf, bytes: &[u8], url: Option<&str>, now: Option<i64>) -> Document {
    document::<Article>(file, bytes, url, now, &STORY)
}

/// Checks what is in a `site.json`.
pub fn site(file: PathBuf, bytes: &[u8]) -> Document {
    document::<Site>(file, bytes, None, None, &SITE)
}

/// The files in a publication's `content/` that look like stories and are not published.
pub fn misplaced_files(content: &Path) -> Result<Vec<Document>, Unreadable> {
    let misplaced_files = files::misplaced_files(content)?.into_iter().map(|file| {
        let bytes = fs::read(&file).map_err(|error| Unreadable { path: file.clone(), error })?;
        Ok(misplaced(file, &bytes))
    });
    misplaced_files.collect()
}

fn misplaced(file: PathBuf, bytes: &[u8]) -> Document {
    let (text, _) = text(bytes);
    let mut findings = Findings::new(&text);
    misplaced::add(&file, &mut findings);
    let findings = findings.placed();
    Document { file, text, findings }
}

fn document<T: Read>(file: PathBuf, bytes: &[u8], url: Option<&str>, now: Option<i64>, form: &Form) -> Document {
    let (text, fault) = text(bytes);
    let mut findings = Findings::new(&text);
    match fault.map_or_else(|| json::parse(&text), Err) {
        Err(fault) => syntax::add(bytes, &fault, form.example, &mut findings),
        Ok(root) => {
            let base = base();
            let mut reader = Reader::new(&base);
            // What came of it is of no interest: a document that is none has left a problem.
            let _ = T::read(&root, &mut reader);
            for problem in &reader.problems {
                problems::add(problem, form.example, &mut findings);
            }
            let subject = Subject { file: &file, tree: Tree::new(&root, &reader.problems), url, now };
            for rule in form.rules {
                rule(&subject, &mut findings);
            }
        }
    }
    let findings = findings.placed();
    Document { file, text, findings }
}

/// What is not text is shown as far as it is.
fn text(bytes: &[u8]) -> (String, Option<ParseError>) {
    match article::decode(bytes) {
        Ok(text) => (text, None),
        Err(ParseError::TooLarge) => (String::new(), Some(ParseError::TooLarge)),
        Err(fault) => (String::from_utf8_lossy(bytes).into_owned(), Some(fault)),
    }
}
