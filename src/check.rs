//! `broadsheet check`: reports the errors in a publisher's files, and how to fix them.
//!
//! Half of the findings are the problems that the reader in [`crate::article`] notes. The other half come from rules
//! about values that can be read but are still wrong. Each rule has its own file in `check/`.

pub(crate) mod across;
mod addresses;
mod aliases;
mod alt;
mod authors;
mod canonical;
mod dates;
mod documents;
mod empty;
mod fixes;
mod footnotes;
mod github;
mod headings;
mod html;
mod ignored;
mod images;
mod invisible;
mod json_tree;
mod languages;
mod listing;
mod markdown;
pub(crate) mod names;
mod placeholders;
mod problems;
mod report;
mod session;
mod site;
mod syntax;
mod tags;
mod terminal;
mod theme;

use std::path::{Path, PathBuf};

pub(crate) use across::unpublished;
pub(crate) use aliases::taken as alias_taken;
pub use report::{Document, Finding, Level, Report};

use crate::address::Base;
use crate::article::json::{self, Node};
use crate::article::profile::Profile;
use crate::article::read::{Problem, ProblemKind, Read, Reader};
use crate::article::{self, Article, ParseError};
use crate::file_system::{self, Unreadable};
use crate::markdown::{Mistake, Remark, decode_markdown};
use crate::site::Site;
use crate::source::address::{Local, folder_of, resolve};
use crate::source::{Form, Ignored, Item, Reason, SITE_FILE, SiteFolder, SitePath};
use across::{Across, ArticleFacts};
use documents::Kind;
pub use images::MissingSize;
pub(crate) use json_tree::Tree;
use report::{Findings, Place};

/// The result of checking a file.
#[derive(Debug)]
pub struct Checked<T> {
    /// The file with its findings.
    pub document: Document,
    /// The article or the site, or the reason why it could not be read.
    pub content: Result<T, ParseError>,
    /// The problems that the reader noted: see [`Checked::is_whole`].
    pub problems: Vec<Problem>,
    /// The parsed JSON, or the tree that a Markdown file has in JSON, with positions in Markdown. [`None`] if there is none.
    pub root: Option<Node>,
    /// The sizes that the article does not give, of images whose files tell them.
    pub sizes: Vec<MissingSize>,
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
    /// The site folder that the file is in.
    pub site: &'a SiteFolder,
    /// The path of the file in the site folder.
    pub path: &'a SitePath,
}

/// A document that the rules check.
struct Subject<'a> {
    file: &'a Path,
    tree: Tree<'a>,
    context: Context<'a>,
    /// The path of the site on its server, if known.
    folder: Option<String>,
}

impl Subject<'_> {
    /// Where an address in the document leads, if that is in the site.
    fn resolve(&self, raw: &str) -> Option<Local> {
        resolve(raw, self.context.path, self.context.url, self.folder.as_deref())
    }

    /// The path on disk of the file that an address leads to. There may be no such file.
    fn file(&self, raw: &str) -> Option<PathBuf> {
        match self.resolve(raw)? {
            Local::Path(path, _) => Some(self.context.site.file(&path)),
            Local::Article(_) => None,
        }
    }

    /// Reads a value. Its problems are ignored, since they have been reported already.
    fn read<T: Read>(&self, node: &Node) -> Option<T> {
        T::read(node, &mut Reader::new(self.context.base))
    }
}

/// The rules for one kind of document, in addition to those of the reader.
struct Rules {
    /// A minimal valid document, for help texts.
    example: &'static str,
    list: &'static [fn(&Subject, &mut Findings)],
}

const ARTICLE: Rules = Rules {
    example: r#"{ "headline": "…", "body": ["…"] }"#,
    list: &[
        addresses::check,
        aliases::check,
        alt::check,
        authors::check,
        canonical::check,
        dates::check,
        empty::check,
        footnotes::check,
        headings::check,
        html::check,
        images::check,
        invisible::check,
        languages::check,
        names::check,
        placeholders::check,
        tags::check,
    ],
};

const AUTHOR: Rules = Rules {
    example: r#"{ "name": "…" }"#,
    list: &[addresses::check, alt::check, empty::check, html::check, images::check, invisible::check, names::check],
};

const SITE: Rules = Rules {
    example: r#"{ "title": "…" }"#,
    list: &[
        addresses::check,
        html::check,
        images::check,
        invisible::check,
        languages::check,
        session::check,
        site::check,
        theme::check,
    ],
};

/// Checks files, and all documents in folders. In a folder that contains a published site, it checks those in
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
    let mut report = Report { documents: Vec::new() };
    for group in documents::groups(paths)? {
        let mut across = Across::default();
        let base = Base::in_site("content/articles/article.json");
        let url = site::url(&group.site);
        for entry in &group.entries {
            let context =
                Context { base: &base, url: url.as_deref(), now: Some(now), site: &group.site, path: &entry.path };
            report.documents.extend(match entry.kind {
                Kind::Ignored(reason) => ignored(&Ignored { file: entry.file.clone(), reason }),
                kind => match file_system::read_start(&entry.file, article::MAX_BYTES) {
                    Ok(bytes) => Some(match kind {
                        Kind::Site => site(entry.file.clone(), &bytes, context).document,
                        Kind::Author => author(entry.file.clone(), &bytes, context).document,
                        _ => {
                            let Checked { document, content, .. } = article(entry.file.clone(), &bytes, context);
                            if let (Item::Article(slug), Ok(article)) = (entry.path.item(), content) {
                                across.add(ArticleFacts::of(&article, slug, &entry.file));
                            }
                            document
                        }
                    }),
                    Err(unreadable) if entry.is_named => return Err(unreadable),
                    Err(error) => Some(unreadable(&error)),
                },
            });
        }
        // In a part of the site, some names and parts may be in files that were not asked for.
        if group.is_whole {
            across.report(&group.site.file(&SitePath::new(SITE_FILE)), &mut report);
        }
    }
    Ok(report)
}

/// Checks and reads an article.
pub fn article(file: PathBuf, bytes: &[u8], context: Context) -> Checked<Article> {
    document(file, bytes, context, &ARTICLE)
}

/// Checks and reads the profile of an author.
pub fn author(file: PathBuf, bytes: &[u8], context: Context) -> Checked<Profile> {
    document(file, bytes, context, &AUTHOR)
}

/// Checks and reads a `site.json`.
pub fn site(file: PathBuf, bytes: &[u8], context: Context) -> Checked<Site> {
    document(file, bytes, context, &SITE)
}

/// The report on a file that is not read as a document, if it looks like one.
pub fn ignored(file: &Ignored) -> Option<Document> {
    // Only a file that can be read at once is read.
    let bytes = match file.reason {
        Reason::NotUtf8 | Reason::NotAFile => Vec::new(),
        Reason::Place | Reason::Ending | Reason::InBundle => {
            file_system::read(&file.file).ok().filter(|bytes| ignored::is_article(&file.file, bytes))?
        }
    };
    let Parsed { text, .. } = Parsed::of(&file.file, &bytes);
    let mut findings = Findings::new(&text);
    ignored::add(file, &mut findings);
    let findings = findings.placed();
    Some(Document { file: file.file.clone(), text, findings })
}

/// The report on a document with one error that concerns all of it.
pub(crate) fn with_error(file: PathBuf, rule: &'static str, message: String, help: &str) -> Document {
    let mut findings = Findings::new("");
    findings.error(Place::default(), rule, message, help);
    Document { file, text: String::new(), findings: findings.placed() }
}

/// The report on a document that can't be read.
pub fn unreadable(Unreadable { path, error }: &Unreadable) -> Document {
    let message = format!("this file can't be read: {error}");
    with_error(path.clone(), "unreadable", message, "allow it to be read, or remove it")
}

fn document<T: Read>(file: PathBuf, bytes: &[u8], context: Context, rules: &Rules) -> Checked<T> {
    let Parsed { text, root } = Parsed::of(&file, bytes);
    let form = Form::read_as(&file);
    let example = if form == Form::Markdown { markdown::EXAMPLE } else { rules.example };
    let mut findings = Findings::new(&text).in_form(form);
    let (content, problems, sizes) = match &root {
        Err(Broken::Unparsed(error)) => {
            syntax::add(bytes, error, example, &mut findings);
            (Err(error.clone()), Vec::new(), Vec::new())
        }
        Err(Broken::Markdown(mistake)) => {
            markdown::mistake(mistake, &mut findings);
            (Err(mistake.as_parse_error(&text)), Vec::new(), Vec::new())
        }
        Ok((root, remarks)) => {
            let mut reader = Reader::new(context.base);
            let content = T::read(root, &mut reader);
            let mut problems = reader.problems;
            let tree = Tree::new(root, &problems);
            let subject = Subject { file: &file, tree, context, folder: context.url.and_then(folder_of) };
            let sizes = images::missing_sizes(&subject, &mut problems);
            for problem in &problems {
                problems::add(problem, &subject.tree, example, &mut findings);
            }
            markdown::remarks(remarks, root, &mut findings);
            if Form::of(&file).is_none() && form == Form::Markdown {
                ignored::add(&Ignored { file: file.clone(), reason: Reason::Ending }, &mut findings);
            }
            for rule in rules.list {
                rule(&subject, &mut findings);
            }
            (content.ok_or_else(|| ParseError::shape(problems.last().cloned())), problems, sizes)
        }
    };
    let findings = findings.placed();
    let root = root.ok().map(|(root, _)| root);
    Checked { document: Document { file, text, findings }, content, problems, root, sizes }
}

/// A file as text, and its tree in either form.
struct Parsed {
    /// As much of the file as can be shown.
    text: String,
    root: Result<(Node, Vec<Remark>), Broken>,
}

/// Why there is no tree.
enum Broken {
    Unparsed(ParseError),
    Markdown(Mistake),
}

impl Parsed {
    fn of(file: &Path, bytes: &[u8]) -> Self {
        let form = Form::read_as(file);
        let decoded = match form {
            Form::Markdown => decode_markdown(bytes),
            Form::Json => article::decode(bytes),
        };
        let text = match decoded {
            Ok(text) => text,
            Err(error) => {
                let text = match error {
                    ParseError::TooLarge => String::new(),
                    _ => String::from_utf8_lossy(bytes).into_owned(),
                };
                return Self { text, root: Err(Broken::Unparsed(error)) };
            }
        };
        let root = match form {
            Form::Markdown if text.trim().is_empty() => Err(Broken::Unparsed(ParseError::Empty)),
            Form::Markdown => {
                crate::markdown::parse(&text).map(|read| (read.root, read.remarks)).map_err(Broken::Markdown)
            }
            Form::Json => json::parse(&text).map(|root| (root, Vec::new())).map_err(Broken::Unparsed),
        };
        Self { text, root }
    }
}
