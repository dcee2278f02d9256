//! A publication: the site and its articles, as read from a site folder.

mod appearance;
pub mod authors;
pub mod navigation;
pub mod summary;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::address::{Base, Target};
use crate::article::json::{self, Node};
use crate::article::people::SponsorKind;
use crate::article::publishing::Publishing;
use crate::article::text::plain;
use crate::article::{Article, Date, MAX_BYTES, decode};
use crate::check::across::{Across, ArticleFacts};
use crate::check::{self, Checked, Report};
use crate::file_system::{self, read_if_exists};
use crate::markdown;
use crate::page_path::{PagePath, is_index, is_reserved};
use crate::publish::PublishError;
use crate::publish::addresses::Pages;
use crate::publish::document::icon;
use crate::publish::finished::{Change, Finished, Move};
use crate::publish::progress::Progress;
use crate::publish::publication::authors::{AuthorEntry, ReadAuthor};
use crate::publish::publication::navigation::NavigationTarget;
use crate::publish::store::hash;
use crate::site::{self, Site};
use crate::slug::{MAX_LENGTH, is_slug};
use crate::source::address::folder_of;
use crate::source::{Form, Item, SITE_FILE, SiteFolder, SitePath, SourceFile};

/// The site and its articles.
#[derive(Default)]
pub struct Publication {
    /// The content of `site.json`.
    pub site: Site,
    /// The text of `site.json` for the published site.
    pub site_json: Vec<u8>,
    /// The `url` of the site, which ends in `/`, if `site.json` gives it.
    pub address: Option<String>,
    /// The articles, the newest first; those without a date come last.
    pub articles: Vec<ArticleEntry>,
    /// The pages that are no articles, sorted by address.
    pub site_pages: Vec<ArticleEntry>,
    /// The authors who have a file, sorted by slug.
    pub authors: Vec<AuthorEntry>,
    /// The slugs of the articles that have an error, sorted. They are left out, or retained as they were published
    /// before.
    pub left_out: Vec<String>,
    /// The pages that are no articles and have an error, sorted. They stay as they were published before.
    pub left_out_pages: Vec<PagePath>,
    /// The articles that are not published yet.
    pub withheld: Withheld,
    /// Their slugs.
    pub unpublished_slugs: BTreeSet<String>,
    /// The pages that are no articles and not published yet.
    pub withheld_pages: Vec<PagePath>,
    /// The paths of the article pages.
    pub pages: Pages,
    /// The slugs that articles had before, by their `aliases`, and that no other article has: by the slug of the article.
    former: BTreeMap<String, Vec<String>>,
    /// The publisher's own icon, if there is one.
    pub icon: Option<Target>,
    /// The links at the top of each page.
    pub navigation: Vec<NavigationTarget>,
    /// The links at the foot of each page.
    pub footer: Vec<NavigationTarget>,
    /// The files that published documents use: by path in the published site, each with its path on disk.
    pub files: BTreeMap<String, PathBuf>,
    /// The paths in the published site of files that only retained articles use, and that the site folder lacks.
    pub retained_files: BTreeSet<String>,
    /// The files in `files/`, each with its path in the published site.
    pub served: Vec<(PathBuf, String)>,
}

/// An article without its body, for lists and metadata; or a page that is no article.
pub struct ArticleEntry {
    /// Its slug.
    pub slug: String,
    source: Source,
    /// The base that its relative addresses are resolved against.
    base: Base,
    /// The path of its page.
    pub path: PagePath,
    /// The article without its body. The bodies of ten thousand articles would not fit into memory.
    pub head: Article,
    /// The beginning of its text, which is its summary if it has no standfirst.
    beginning: Option<String>,
}

/// The articles that are not published yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Withheld {
    /// How many drafts there are.
    pub drafts: usize,
    /// How many articles are under embargo.
    pub embargoes: usize,
    /// The moment at which the next embargo ends.
    pub next: Option<Date>,
}

impl Withheld {
    fn add(&mut self, publishing: &Publishing) {
        match &publishing.embargo {
            Some(end) if !publishing.draft => {
                self.embargoes += 1;
                if self.next.as_ref().is_none_or(|next| end.moment() < next.moment()) {
                    self.next = Some(end.clone());
                }
            }
            _ => self.drafts += 1,
        }
    }
}

/// A line for the drafts and one for the articles under embargo, if there are any.
impl fmt::Display for Withheld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { drafts, embargoes, next } = self;
        match drafts {
            0 => {}
            1 => f.write_str("1 draft is not published.\n")?,
            _ => writeln!(f, "{drafts} drafts are not published.")?,
        }
        let Some(next) = next.as_ref().map(Date::datetime) else { return Ok(()) };
        match embargoes {
            1 => writeln!(f, "1 article is under embargo until {next}: publish again then."),
            _ => writeln!(f, "{embargoes} articles are under embargo, the next until {next}: publish again then."),
        }
    }
}

/// Why an article is not published yet.
#[derive(Clone, Debug, PartialEq)]
pub enum Unpublished {
    /// It is a draft.
    Draft,
    /// Its embargo ends at this moment.
    UnderEmbargo(Date),
}

impl Unpublished {
    /// Why an article is not published at this time, in seconds since 1970. [`None`] if it is published. Without a time,
    /// embargoes count as ended.
    fn of(Publishing { draft, embargo, .. }: &Publishing, now: Option<i64>) -> Option<Self> {
        let is_early = |end: &&Date| now.is_some_and(|now| now < end.moment());
        match draft {
            true => Some(Self::Draft),
            false => embargo.as_ref().filter(is_early).cloned().map(Self::UnderEmbargo),
        }
    }
}

/// Where the finished JSON of an article comes from.
enum Source {
    /// From a file of the site folder.
    Site { file: PathBuf, form: Form, changes: Vec<Change>, hash: String },
    /// From the output folder, since the file in the site folder has an error now.
    Output(PathBuf),
}

/// A whole article.
pub struct Whole {
    /// The article.
    pub article: Article,
    /// Its finished JSON.
    pub json: Vec<u8>,
}

/// What a publication is read from.
pub struct Reading<'a> {
    /// The site folder.
    pub site: &'a SiteFolder,
    /// The current time, in seconds since 1970. Without it, no date counts as in the future.
    pub now: Option<i64>,
    /// Whether drafts and articles under embargo are published, too.
    pub drafts: bool,
    /// Finds the finished JSON that the last run wrote for a slug: its path on disk.
    pub last: &'a (dyn Fn(&str) -> Option<PathBuf> + Sync),
}

/// An article or a page that was read.
struct ReadDocument {
    /// What becomes of it, unless it has an error.
    decision: Option<Decision>,
    /// The report, if there are findings.
    document: Option<check::Document>,
    /// What is known of it, for the rules that compare files.
    facts: ArticleFacts,
}

/// What becomes of an article or a page that has no error.
enum Decision {
    /// It is published, with the files that it uses.
    Publish(Box<ArticleEntry>, BTreeSet<SitePath>),
    /// It is not published yet.
    Withhold(Box<Publishing>),
}

impl Publication {
    /// Reads and checks a site folder. An article is left out if part of it would be missing. The report contains the
    /// files with findings.
    pub fn read(reading: &Reading, progress: &dyn Progress) -> Result<(Self, Report), PublishError> {
        let folder = reading.site;
        let mut documents = Vec::new();
        let mut publication = read_site(folder, &mut documents)?;
        let found = folder.documents()?;
        let mut uses = BTreeSet::new();
        for source in &found.authors {
            let ReadAuthor { author, uses: used, document } =
                authors::read(source, reading, publication.address.as_deref());
            documents.extend(document);
            publication.authors.extend(author);
            uses.extend(used);
        }
        // Of two files with one name, the first counts; the other is in the report.
        publication.authors.sort_by(|one, other| one.slug.cmp(&other.slug));
        publication.authors.dedup_by(|later, first| later.slug == first.slug);
        let names = publication.author_names();
        progress.begin("Reading", found.articles.len());
        let read = found.articles.par_iter().map(|source| {
            let read = read_document(source, reading, publication.address.as_deref(), &names);
            progress.step();
            read
        });
        let mut across = Across::default();
        for (source, read) in found.articles.iter().zip(read.collect::<Vec<_>>()) {
            let ReadDocument { decision, document, facts } = read;
            across.add(facts);
            documents.extend(document);
            if matches!(decision, Some(Decision::Withhold(_))) {
                publication.unpublished_slugs.insert(source.slug.clone());
            }
            match decision {
                Some(decision) => uses.extend(publication.add(decision, |all| &mut all.articles)),
                None => publication.left_out.push(source.slug.clone()),
            }
        }
        publication.left_out.sort();
        publication.left_out.dedup();
        documents.extend(found.ignored.par_iter().filter_map(check::ignored).collect::<Vec<_>>());
        for source in &found.pages {
            let ReadDocument { decision, document, .. } =
                read_document(source, reading, publication.address.as_deref(), &names);
            documents.extend(document);
            if matches!(decision, Some(Decision::Withhold(_))) {
                publication.withheld_pages.push(PagePath::page(&source.slug));
            }
            match decision {
                Some(decision) => uses.extend(publication.add(decision, |all| &mut all.site_pages)),
                None => publication.left_out_pages.push(PagePath::page(&source.slug)),
            }
        }
        publication.site_pages.sort_by(|one, other| one.path.cmp(&other.path));
        uses.iter().for_each(|path| publication.use_file(folder, path, false));
        for slug in publication.left_out.clone() {
            publication.retain(&slug, reading);
        }
        publication.served = folder.served_files()?;
        publication.sort();
        let mut report = Report { documents };
        let site = folder.file(&SitePath::new(SITE_FILE));
        across.report(&site, &mut report);
        navigation::report(&publication, &site, &mut report);
        Ok((publication, report))
    }

    /// Reads an article again whose text has changed, and returns its number in [`Publication::articles`]. [`None`] if it
    /// is not among them, if it has an error now, or if its page has another address now.
    pub fn read_again(&mut self, path: &SitePath, reading: &Reading) -> Option<usize> {
        let (file, slug) = (reading.site.existing(path)?, path.slug()?.to_owned());
        let source = SourceFile { file, path: path.clone(), slug };
        let read = read_document(&source, reading, self.address.as_deref(), &self.author_names());
        let Some(Decision::Publish(entry, _)) = read.decision else { return None };
        let number = self.articles.iter().position(|other| other.slug == entry.slug && other.path == entry.path)?;
        self.articles[number] = *entry;
        Some(number)
    }

    /// Adds an article or a page to a list if it is published. Returns the files that it uses.
    fn add(&mut self, decision: Decision, list: fn(&mut Self) -> &mut Vec<ArticleEntry>) -> BTreeSet<SitePath> {
        match decision {
            Decision::Publish(entry, uses) => {
                list(self).push(*entry);
                uses
            }
            Decision::Withhold(publishing) => {
                self.withheld.add(&publishing);
                BTreeSet::new()
            }
        }
    }

    /// Adds the last good version of an article that has an error now, if it was published before.
    fn retain(&mut self, slug: &str, reading: &Reading) {
        let Some((entry, used)) =
            (reading.last)(slug).and_then(|file| read_last(slug, file, reading, self.address.as_deref()))
        else {
            return;
        };
        self.articles.push(entry);
        used.iter().for_each(|path| self.use_file(reading.site, path, true));
    }

    /// Leaves out an article that turned out to have an error, and retains its last good version.
    pub fn leave_out(&mut self, slug: &str, reading: &Reading) {
        let was_retained = self.articles.iter().any(|entry| entry.slug == slug && entry.is_retained());
        self.articles.retain(|entry| entry.slug != slug);
        if !self.left_out.iter().any(|other| other == slug) {
            self.left_out.push(slug.to_owned());
            self.left_out.sort();
        }
        if !was_retained {
            self.retain(slug, reading);
        }
        self.sort();
    }

    fn use_file(&mut self, folder: &SiteFolder, path: &SitePath, is_retained: bool) {
        let Item::File(output) = path.item() else { return };
        // The files in `files/` are published in any case.
        if !output.starts_with("content/") {
            return;
        }
        match folder.existing(path) {
            Some(file) => {
                self.files.insert(output, file);
            }
            None if is_retained => {
                self.retained_files.insert(output);
            }
            None => {}
        }
    }

    fn sort(&mut self) {
        // Articles with equal keys are in the order of their slugs.
        self.articles.sort_by(|one, other| one.slug.cmp(&other.slug));
        self.articles.sort_by_cached_key(ArticleEntry::order);
        self.pages = self.articles.iter().map(|entry| (entry.slug.clone(), entry.path.clone())).collect();
        let [navigation, footer] =
            [&self.site.navigation, &self.site.footer].map(|links| navigation::targets(self, links));
        (self.navigation, self.footer) = (navigation, footer);
        self.former.clear();
        let mut taken = BTreeSet::new();
        for entry in &self.articles {
            for slug in entry.former_slugs().filter(|slug| self.pages.get_exactly(slug).is_none()) {
                if taken.insert(slug.clone()) {
                    self.former.entry(entry.slug.clone()).or_default().push(slug);
                }
            }
        }
    }

    /// The names of the authors who have a file, by slug.
    fn author_names(&self) -> authors::Names {
        self.authors.iter().map(|author| (author.slug.clone(), author.profile.name.clone())).collect()
    }

    /// Whether the site has exactly one article, which is then also its front page.
    pub fn has_one_article(&self) -> bool {
        matches!(&self.articles[..], [only] if only.is_listed())
    }

    /// The articles that lists, feeds and sitemaps show, the newest first.
    pub fn listed(&self) -> impl Iterator<Item = &ArticleEntry> + Clone {
        self.articles.iter().filter(|entry| entry.is_listed())
    }

    /// The slugs under which the files of an article are published for other sites: its own, and those that it had
    /// before and that no other article has.
    pub fn slugs<'a>(&'a self, entry: &'a ArticleEntry) -> impl Iterator<Item = &'a str> {
        let former = self.former.get(&entry.slug).into_iter().flatten();
        [entry.slug.as_str()].into_iter().chain(former.map(String::as_str))
    }

    /// The language of pages that belong to no article: that of the site, otherwise English.
    pub fn lang(&self) -> &str {
        self.site.lang.as_deref().unwrap_or("en")
    }

    /// The `url` of the site, which ends in `/`, if `site.json` gives it.
    pub fn url(&self) -> Option<String> {
        self.address.clone()
    }

    /// The path in the `url` of the site, such as `/news/`.
    pub fn folder(&self) -> Option<String> {
        folder_of(self.address.as_deref()?)
    }

    /// Its name in metadata: its title, otherwise the name of its publisher, otherwise its host.
    pub fn name(&self) -> Option<String> {
        let publisher = || self.site.publisher.as_ref().map(|publisher| publisher.name.clone());
        let host = || self.url().and(self.site.url.as_ref()).map(|url| url.host());
        self.site.title.clone().or_else(publisher).or_else(host).map(|name| plain(&name))
    }
}

impl ArticleEntry {
    /// Reads the whole article, with its body.
    pub fn read(&self) -> Result<Whole, PublishError> {
        let changed = || PublishError::Changed { file: self.file().to_owned() };
        let bytes = file_system::read(self.file()).map_err(|_| changed())?;
        let json = match &self.source {
            Source::Site { hash, .. } if hash::of(&bytes) != *hash => return Err(changed()),
            Source::Site { form: Form::Markdown, changes, .. } => {
                let text = markdown::decode_markdown(&bytes).map_err(|_| changed())?;
                let root = markdown::parse(&text).map_err(|_| changed())?.root;
                finished_json(root, changes).into_bytes()
            }
            Source::Site { changes, .. } if !changes.is_empty() => {
                Finished::apply(&decode(&bytes).map_err(|_| changed())?, changes).into_bytes()
            }
            Source::Site { .. } | Source::Output(_) => bytes,
        };
        let (article, _) = Article::from_json(&json, &self.base).map_err(|_| changed())?;
        Ok(Whole { article, json })
    }

    /// The file that the article is read from.
    pub fn file(&self) -> &Path {
        match &self.source {
            Source::Site { file, .. } | Source::Output(file) => file,
        }
    }

    /// Whether this is the last good version of an article that has an error now.
    pub fn is_retained(&self) -> bool {
        matches!(self.source, Source::Output(_))
    }

    /// The language of the article (BCP 47): its own, otherwise that of the site, otherwise English.
    pub fn lang<'a>(&'a self, site: &'a Site) -> &'a str {
        self.head.lang.as_deref().or(site.lang.as_deref()).unwrap_or("en")
    }

    /// The headline as plain text.
    pub fn headline(&self) -> String {
        self.head.headline.as_ref().map(|headline| headline.words()).unwrap_or_default()
    }

    /// The summary: the standfirst, otherwise the beginning of the body.
    pub fn summary(&self) -> Option<String> {
        let standfirst =
            self.head.standfirst.as_ref().map(|text| text.words()).filter(|words| !summary::is_unseen(words));
        standfirst.or_else(|| self.beginning.clone())
    }

    /// The description for search results and previews: that of the article, otherwise its summary.
    pub fn description(&self) -> Option<String> {
        self.head.publishing.description.clone().or_else(|| self.summary())
    }

    /// The title for search results and browser windows.
    pub fn search_title(&self) -> String {
        self.head.publishing.titles.search.clone().unwrap_or_else(|| self.headline())
    }

    /// The title for previews in social networks.
    pub fn social_title(&self) -> String {
        self.head.publishing.titles.social.clone().unwrap_or_else(|| self.headline())
    }

    /// Why the article is not published at this time, in seconds since 1970, if it is not.
    pub fn unpublished(&self, now: i64) -> Option<Unpublished> {
        Unpublished::of(&self.head.publishing, Some(now))
    }

    /// Whether lists, feeds and sitemaps show the article.
    pub fn is_listed(&self) -> bool {
        self.head.publishing.listed
    }

    /// The slugs that the article had before, by its `aliases`, the first one first.
    pub fn former_slugs(&self) -> impl Iterator<Item = String> {
        let paths = self.head.publishing.aliases.iter().filter_map(|alias| PagePath::alias(alias));
        paths
            .filter_map(|path| Some(PagePath::article_page_with_slug(&path.path())?.1))
            .filter(|slug| *slug != self.slug)
    }

    /// Whether the article is paid for, and so an advertisement, not news.
    pub fn is_paid(&self) -> bool {
        self.head.sponsors.iter().any(|sponsor| sponsor.kind == SponsorKind::Paid)
    }

    /// The date of the last change, otherwise that of publication. Programs read a date without a time as midnight UTC;
    /// a change that would then be earlier than the publication is ignored.
    pub fn changed(&self) -> Option<&Date> {
        let (published, changed) = (self.head.published.as_ref(), self.head.changed());
        let is_later = |date: &&Date| published.is_none_or(|published| date.moment() >= published.moment());
        changed.filter(is_later).or(published)
    }

    /// The sort key for lists: the newest day first, as readers see it; within a day, the latest time first, then
    /// articles without a time. Articles without a date come last.
    fn order(&self) -> impl Ord + use<> {
        let moment = self.head.published.as_ref().filter(|date| date.time.is_some()).map(Date::moment);
        (Reverse(self.head.published_day()), Reverse(moment))
    }
}

/// Reads `site.json`. The publication has no articles yet.
fn read_site(folder: &SiteFolder, documents: &mut Vec<check::Document>) -> Result<Publication, PublishError> {
    let path = SitePath::new(SITE_FILE);
    let file = folder.file(&path);
    let bytes = read_if_exists(&file)?.unwrap_or_else(|| b"{}".to_vec());
    // Checks the `url` as it is written in the file. The parser drops an invalid one, and without an error the feeds
    // would silently disappear.
    let address = match site::address::of_file(&bytes).transpose() {
        Ok(address) => address,
        Err(mistake) => return Err(PublishError::SiteAddress { file, mistake }),
    };
    let base = Base::site_settings();
    let context = check::Context { base: &base, url: address.as_deref(), now: None, site: folder, path: &path };
    let Checked { document, content, root, problems, sizes } = check::site(file.clone(), &bytes, context);
    let mut site = match content {
        Ok(site) => site,
        Err(error) => return Err(PublishError::Site { file, error }),
    };
    let to = Move { site: folder, from: &path, to: "content/site.json", url: address.as_deref() };
    let finished = root.map(|root| to.finish(&root, &problems, &sizes)).unwrap_or_default();
    let site_json = match finished.changes.is_empty() {
        true => bytes,
        false => {
            let finished = Finished::apply(&document.text, &finished.changes).into_bytes();
            // In the finished text, addresses lead to where the files are published.
            site = Site::from_json(&finished, &base).map_or(site, |(site, _)| site);
            finished
        }
    };
    appearance::leave_out_missing(&mut site, folder);
    let beside = icon::OWN.into_iter().map(SitePath::new).find(|path| folder.existing(path).is_some());
    let beside = beside.filter(|_| site.icon.is_none());
    let icon = match (&site.icon, &beside) {
        (Some(icon), _) => Some(icon.as_ref().clone()),
        (None, Some(path)) => Some(PagePath::file(format!("content/{path}")).target()),
        (None, None) => None,
    };
    let mut publication = Publication { site, site_json, address, icon, ..Publication::default() };
    finished.uses.iter().chain(&beside).for_each(|path| publication.use_file(folder, path, false));
    documents.extend(Some(document).filter(|document| !document.findings.is_empty()));
    Ok(publication)
}

/// Reads and checks a document. It is left out if part of it would be missing. An error in another file, such as a link
/// to an article that is gone, does not leave it out.
fn read_document(source: &SourceFile, reading: &Reading, url: Option<&str>, authors: &authors::Names) -> ReadDocument {
    let SourceFile { file, path, slug } = source;
    let bytes = match file_system::read_start(file, MAX_BYTES) {
        Ok(bytes) => bytes,
        Err(error) => {
            let document = Some(check::unreadable(&error));
            return ReadDocument { decision: None, document, facts: ArticleFacts::default() };
        }
    };
    let base = Base::article_in_site(slug).of_site(url);
    let context = check::Context { base: &base, url, now: reading.now, site: reading.site, path };
    let checked = check::article(file.clone(), &bytes, context);
    let is_page = matches!(path.item(), Item::Page(_));
    let has_name = is_well_named(source, reading.site) && !(is_page && is_reserved(slug));
    let is_published = has_name && checked.is_whole();
    let Checked { document, content, root, problems, sizes } = checked;
    let finish = |article: Article, root| {
        let to = Move { site: reading.site, from: path, to: &PagePath::data(slug).path(), url };
        let named = to.name_authors(&root, authors);
        let Finished { changes, uses } = to.finish(&root, &problems, &sizes).with(named);
        let form = path.form()?;
        let json = match (form, changes.is_empty()) {
            (Form::Json, true) => None,
            (Form::Json, false) => Some(Finished::apply(&document.text, &changes)),
            (Form::Markdown, _) => Some(finished_json(root, &changes)),
        };
        let article = match json {
            None => article,
            Some(json) => Article::from_json(json.as_bytes(), &base).ok()?.0,
        };
        let source = Source::Site { file: file.clone(), form, changes, hash: hash::of(&bytes) };
        let mut entry = entry(slug, source, base.clone(), article);
        if is_page {
            entry.path = PagePath::page(slug);
        }
        Some(Decision::Publish(Box::new(entry), uses))
    };
    let facts = content.as_ref().map(|article| ArticleFacts::of(article, slug, file)).unwrap_or_default();
    let decision = match content.ok().zip(root) {
        Some((article, _)) if !reading.drafts && Unpublished::of(&article.publishing, reading.now).is_some() => {
            Some(Decision::Withhold(Box::new(article.publishing)))
        }
        Some((article, root)) if is_published => finish(article, root),
        _ => None,
    };
    ReadDocument { decision, document: Some(document).filter(|document| !document.findings.is_empty()), facts }
}

/// The finished JSON of a document that is written in another form.
fn finished_json(mut root: Node, changes: &[Change]) -> String {
    Finished::apply_to_tree(&mut root, changes);
    json::to_text(&root)
}

/// Whether a document has a name that its page can have, and that no other document of its kind has.
fn is_well_named(source: &SourceFile, site: &SiteFolder) -> bool {
    let SourceFile { path, slug, .. } = source;
    let is_only_one = path.folder().is_some_and(|folder| site.documents_named(folder, slug).count() == 1);
    can_be_address(slug) && is_only_one
}

/// Whether there can be a page with this name.
fn can_be_address(slug: &str) -> bool {
    is_slug(slug) && !is_index(slug) && slug.len() <= MAX_LENGTH
}

/// Reads the last good version of an article, and the files that it uses.
fn read_last(
    slug: &str,
    file: PathBuf,
    reading: &Reading,
    url: Option<&str>,
) -> Option<(ArticleEntry, BTreeSet<SitePath>)> {
    let bytes = file_system::read(&file).ok()?;
    let base = Base::article_in_site(slug).of_site(url);
    let (article, problems) = Article::from_json(&bytes, &base).ok()?;
    let text = decode(&bytes).ok()?;
    let (from, to) = (SitePath::new(format!("articles/{slug}.json")), PagePath::data(slug).path());
    let to = Move { site: reading.site, from: &from, to: &to, url };
    let uses = to.finish(&json::parse(&text).ok()?, &problems, &[]).uses;
    Some((entry(slug, Source::Output(file), base, article), uses))
}

fn entry(slug: &str, source: Source, base: Base, mut head: Article) -> ArticleEntry {
    let beginning = head.body.take().as_deref().and_then(summary::of_body);
    let path = PagePath::article(slug, head.published_day());
    ArticleEntry { slug: slug.to_owned(), source, base, path, head, beginning }
}
