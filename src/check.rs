//! `broadsheet check`: reports the errors in a publisher's files, and how to fix them.
//!
//! Half of the findings are the problems that the reader in [`crate::article`] notes. The other half come from rules
//! about values that can be read but are still wrong. Each rule has its own file in `check/`.

mod addresses;
mod alt;
mod canonical;
mod dates;
mod documents;
mod empty;
mod fixes;
mod footnotes;
mod headings;
mod html;
mod images;
mod invisible;
mod json_tree;
mod languages;
mod listing;
mod misplaced;
mod problems;
mod report;
mod session;
mod site;
mod slug;
mod syntax;
mod terminal;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

pub use report::{Document, Finding, Level, Report};

use crate::address::Base;
use crate::article::json::{self, Node};
use crate::article::read::{Problem, ProblemKind, Read, Reader};
use crate::article::{self, Article, ParseError};
use crate::file_system::Unreadable;
use crate::site::Site;
use documents::{Entry, Kind};
use json_tree::Tree;
use report::Findings;

/// The result of checking a file.
#[derive(Debug)]
pub struct Checked<T> {
    /// The file with its findings.
    pub document: Document,
    /// The article or the site, or the reason why it could not be read.
    pub content: Result<T, ParseError>,
    /// The problems that the reader noted: see [`Checked::is_whole`].
    pub problems: Vec<Problem>,
    /// The parsed JSON. [`None`] if the file is not JSON.
    pub root: Option<Node>,
}

impl<T> Checked<T> {
    /// Whether readers see all of the content. Unknown keys, and unknown blocks that have a fallback, do not count as
    /// missing.
    pub fn is_whole(&self) -> bool {
        let takes_nothing = |problem: &Problem| {
            matches!(problem.kind, ProblemKind::UnknownKey(_) | ProblemKind::UnknownBlock { fallback: true, .. })
        };
        self.content.is_ok() && self.problems.iter().all(takes_nothing)
    }
}

/// Facts about a file that it does not contain itself.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The base of its relative addresses.
    pub base: &'a Base,
    /// The address of its site, which ends in `/`, if known.
    pub url: Option<&'a str>,
    /// The current Unix time in seconds. Without it, dates in the future are not reported.
    pub now: Option<i64>,
}

/// A document that the rules check.
struct Subject<'a> {
    file: &'a Path,
    tree: Tree<'a>,
    context: Context<'a>,
}

impl Subject<'_> {
    /// Reads a value. Its problems are ignored, since they have been reported already.
    fn read<T: Read>(&self, node: &Node) -> Option<T> {
        T::read(node, &mut Reader::new(self.context.base))
    }
}

/// The rules for one kind of document, in addition to those of the reader.
struct Form {
    /// A minimal valid document, for help texts.
    example: &'static str,
    rules: &'static [fn(&Subject, &mut Findings)],
}

const ARTICLE: Form = Form {
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
        images::check,
        invisible::check,
        languages::check,
        slug::check,
    ],
};

const SITE: Form = Form {
    example: r#"{ "title": "…" }"#,
    rules: &[addresses::check, html::check, invisible::check, languages::check, session::check, site::check],
};

/// Checks files, and all documents in folders. In the folder of a build or a publication, it checks those in
/// `content/`. `now` is the Unix time in seconds.
///
/// ```
/// use broadsheet::check::{Level, check};
///
/// let folder = std::env::temp_dir().join("broadsheet-check-example");
/// std::fs::create_dir_all(&folder)?;
/// let file = folder.join("bell.json");
/// std::fs::write(&file, r#"{ "version": 1, "headline": "The bell", "boby": ["It rings."] }"#)?;
///
/// let report = check(&[file], 1_728_000_000)?;
/// let findings = &report.documents[0].findings;
/// let rules: Vec<_> = findings.iter().map(|finding| (finding.level, finding.rule)).collect();
/// assert_eq!(rules, [(Level::Error, "missing"), (Level::Warning, "unknown-key")]);
/// assert_eq!(findings[1].help, "did you mean \"body\"?");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn check(paths: &[PathBuf], now: i64) -> Result<Report, Unreadable> {
    let base = Base::in_site("content/articles/article.json");
    let mut urls = HashMap::new();
    let documents = documents::documents(paths)?.into_iter().map(|(file, kind)| {
        let bytes = read(&file)?;
        Ok(match kind {
            Kind::Article => {
                let folder = file.parent().map(Path::to_owned).unwrap_or_default();
                let url = urls.entry(folder).or_insert_with_key(|folder| site::url_beside(folder)).as_deref();
                article(file, &bytes, Context { base: &base, url, now: Some(now) }).document
            }
            Kind::Site => site(file, &bytes, &base).document,
            Kind::Misplaced => misplaced(file, &bytes),
        })
    });
    Ok(Report { documents: documents.collect::<Result<_, _>>()? })
}

/// Checks and reads an article.
pub fn article(file: PathBuf, bytes: &[u8], context: Context) -> Checked<Article> {
    document(file, bytes, context, &ARTICLE)
}

/// Checks and reads a `site.json`.
pub fn site(file: PathBuf, bytes: &[u8], base: &Base) -> Checked<Site> {
    document(file, bytes, Context { base, url: None, now: None }, &SITE)
}

/// The articles of a publication.
#[derive(Debug, Default)]
pub struct Articles {
    /// The files of the articles, sorted by name.
    pub files: Vec<PathBuf>,
    /// Files that look like articles but are not published, each with the reason.
    pub misplaced: Vec<Document>,
}

/// Finds the articles in the `content/` folder of a publication.
pub fn articles(content: &Path) -> Result<Articles, Unreadable> {
    let mut articles = Articles::default();
    let mut entries: Vec<Entry> = Vec::new();
    if content.is_dir() {
        documents::of_content(content, &mut entries)?;
    }
    for (file, kind) in entries {
        match kind {
            Kind::Article => articles.files.push(file),
            Kind::Misplaced => {
                let bytes = read(&file)?;
                articles.misplaced.push(misplaced(file, &bytes));
            }
            Kind::Site => {}
        }
    }
    Ok(articles)
}

fn read(file: &Path) -> Result<Vec<u8>, Unreadable> {
    fs::read(file).map_err(|error| Unreadable { path: file.to_owned(), error })
}

fn misplaced(file: PathBuf, bytes: &[u8]) -> Document {
    let (text, _) = text(bytes);
    let mut findings = Findings::new(&text);
    misplaced::add(&file, &mut findings);
    let findings = findings.placed();
    Document { file, text, findings }
}

fn document<T: Read>(file: PathBuf, bytes: &[u8], context: Context, form: &Form) -> Checked<T> {
    let (text, error) = text(bytes);
    let mut findings = Findings::new(&text);
    let parsed = error.map_or_else(|| json::parse(&text), Err);
    let (content, problems) = match &parsed {
        Err(error) => {
            syntax::add(bytes, error, form.example, &mut findings);
            (Err(error.clone()), Vec::new())
        }
        Ok(root) => {
            let mut reader = Reader::new(context.base);
            let content = T::read(root, &mut reader);
            let problems = reader.problems;
            let tree = Tree::new(root, &problems);
            for problem in &problems {
                problems::add(problem, &tree, form.example, &mut findings);
            }
            let subject = Subject { file: &file, tree, context };
            for rule in form.rules {
                rule(&subject, &mut findings);
            }
            (content.ok_or_else(|| ParseError::shape(problems.last().cloned())), problems)
        }
    };
    let findings = findings.placed();
    Checked { document: Document { file, text, findings }, content, problems, root: parsed.ok() }
}

/// Decodes a file. If it is not text, returns as much as can be shown, and the error.
fn text(bytes: &[u8]) -> (String, Option<ParseError>) {
    match article::decode(bytes) {
        Ok(text) => (text, None),
        Err(ParseError::TooLarge) => (String::new(), Some(ParseError::TooLarge)),
        Err(error) => (String::from_utf8_lossy(bytes).into_owned(), Some(error)),
    }
}
