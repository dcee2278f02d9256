//! `broadsheet check`: everything that is wrong with a publisher's files, and how to fix it.
//!
//! The reader of [`crate::article`] notes what it leaves out, and that is half of it. The other half are rules about
//! what can be read and is an error all the same: one a file, in `check/`.

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
mod images;
mod invisible;
mod languages;
mod listing;
mod misplaced;
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

pub use report::{Document, Finding, Level, Report};

use crate::address::Base;
use crate::article::json::{self, Node};
use crate::article::read::{Problem, ProblemKind, Read, Reader};
use crate::article::{self, Article, ParseError};
use crate::files::Unreadable;
use crate::site::Site;
use files::{Entry, Kind};
use report::Findings;
use tree::Tree;

/// What came of checking a file.
#[derive(Debug)]
pub struct Checked<T> {
    /// What is wrong with it.
    pub document: Document,
    /// What it holds, or why nothing could be read.
    pub content: Result<T, ParseError>,
    /// What the reader noted: see [`Checked::is_whole`].
    pub problems: Vec<Problem>,
    /// Its JSON, if it is any.
    pub root: Option<Node>,
}

impl<T> Checked<T> {
    /// Whether readers get all of it. A key that means nothing takes nothing away, and in the place of a block of a
    /// later version stands its fallback.
    pub fn is_whole(&self) -> bool {
        let takes_nothing = |problem: &Problem| {
            matches!(problem.kind, ProblemKind::UnknownKey(_) | ProblemKind::UnknownBlock { fallback: true, .. })
        };
        self.content.is_ok() && self.problems.iter().all(takes_nothing)
    }
}

/// What a file does not say itself.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// What its addresses are relative to.
    pub base: &'a Base,
    /// The address of its site, which ends in `/`, if that is known.
    pub url: Option<&'a str>,
    /// Seconds since 1970, UTC; without it, no date lies in the future.
    pub now: Option<i64>,
}

/// What is known about a document besides its text.
struct Subject<'a> {
    file: &'a Path,
    tree: Tree<'a>,
    context: Context<'a>,
}

impl Subject<'_> {
    /// A value as the reader takes it. What is wrong in it has been said.
    fn read<T: Read>(&self, node: &Node) -> Option<T> {
        T::read(node, &mut Reader::new(self.context.base))
    }
}

/// What documents of one kind have to keep, beyond what the reader says.
struct Form {
    /// The smallest such document, for those who have none yet.
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

/// Checks files, and all documents in folders: of a build or a publication, those in its `content/`. `now` is in
/// seconds since 1970, UTC.
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
    let documents = files::documents(paths)?.into_iter().map(|(file, kind)| {
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

/// Checks an article, and reads it.
pub fn article(file: PathBuf, bytes: &[u8], context: Context) -> Checked<Article> {
    document(file, bytes, context, &ARTICLE)
}

/// Checks a `site.json`, and reads it.
pub fn site(file: PathBuf, bytes: &[u8], base: &Base) -> Checked<Site> {
    document(file, bytes, Context { base, url: None, now: None }, &SITE)
}

/// The articles of a publication.
#[derive(Debug, Default)]
pub struct Articles {
    /// Their files, in the order of names.
    pub files: Vec<PathBuf>,
    /// Files that look like articles and are not published, each with the reason.
    pub misplaced: Vec<Document>,
}

/// Finds the articles in the `content/` of a publication.
pub fn articles(content: &Path) -> Result<Articles, Unreadable> {
    let mut articles = Articles::default();
    let mut entries: Vec<Entry> = Vec::new();
    if content.is_dir() {
        files::of_content(content, &mut entries)?;
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

/// What is not text is shown as far as it is.
fn text(bytes: &[u8]) -> (String, Option<ParseError>) {
    match article::decode(bytes) {
        Ok(text) => (text, None),
        Err(ParseError::TooLarge) => (String::new(), Some(ParseError::TooLarge)),
        Err(error) => (String::from_utf8_lossy(bytes).into_owned(), Some(error)),
    }
}
