//! What there is to publish: the site, and its articles.

pub mod summary;

use std::cmp::Reverse;
use std::path::{Path, PathBuf};

use fs_err as fs;
use rayon::prelude::*;
use url::Url;

use crate::address::Base;
use crate::article::block::Block;
use crate::article::people::SponsorKind;
use crate::article::text::plain;
use crate::article::{Article, Date};
use crate::check::{self, Checked, Report};
use crate::page_path::PagePath;
use crate::publish::PublishError;
use crate::publish::addresses::Pages;
use crate::publish::document::icon;
use crate::publish::progress::Progress;
use crate::site::{self, Site};
use crate::slug::is_slug;

/// What there is to publish.
pub struct Publication {
    /// What the articles share.
    pub site: Site,
    /// The address of the site, which ends in `/`, if `site.json` says it.
    pub address: Option<String>,
    /// The articles, the newest first; those without a date come last.
    pub articles: Vec<ArticleEntry>,
    /// The slugs of the articles that are left out, since readers would miss a part of them; in order.
    pub left_out: Vec<String>,
    /// Where their pages are.
    pub pages: Pages,
    /// The publisher's own icon, if there is one: its path.
    pub own_icon: Option<&'static str>,
}

/// An article, as far as other pages than its own speak of it.
pub struct ArticleEntry {
    /// The name of its file, without `.json`.
    pub slug: String,
    /// Its file.
    file: PathBuf,
    /// The base of its addresses.
    base: Base,
    /// Its page.
    pub place: PagePath,
    /// All of it but its body, which for ten thousand articles would not fit into memory.
    pub head: Article,
    /// The beginning of its body, without marks, where it has no standfirst.
    beginning: Option<String>,
}

impl Publication {
    /// Reads and checks what is in `dist/content`. The report has the files in which something is wrong; an article of
    /// which readers would miss a part is left out. `now` is in seconds since 1970; without it, no date lies in the
    /// future.
    pub fn read(dist: &Path, now: Option<i64>, progress: &dyn Progress) -> Result<(Self, Report), PublishError> {
        let content = dist.join("content");
        let mut documents = Vec::new();
        let (site, address) = read_site(&content, &mut documents)?;
        let check::Articles { files, misplaced } = check::articles(&content)?;
        progress.begin("Reading", files.len());
        let read = files.into_par_iter().map(|file| {
            let outcome = read_article(file, address.as_deref(), now);
            progress.step();
            outcome
        });
        let read = read.collect::<Result<Vec<_>, _>>()?;
        let (mut articles, mut left_out) = (Vec::new(), Vec::new());
        for (entry, document) in read {
            match entry {
                Ok(entry) => articles.push(entry),
                Err(slug) => left_out.push(slug),
            }
            documents.extend(document);
        }
        documents.extend(misplaced);
        // The files are in the order of their names, and this sort is stable: what else is equal stays in it.
        articles.sort_by_cached_key(ArticleEntry::order);
        let pages = articles.iter().map(|entry| (entry.slug.clone(), entry.place.clone())).collect();
        let own_icon = icon::OWN.into_iter().find(|path| dist.join(path).is_file());
        Ok((Self { site, address, articles, left_out, pages, own_icon }, Report { documents }))
    }

    /// Whether the site has a single article, which then is its front page, too. One that is left out now and keeps its
    /// old page counts.
    pub fn is_alone(&self) -> bool {
        self.pages.len() == 1
    }

    /// The language of what belongs to no article.
    pub fn lang(&self) -> &str {
        self.site.lang.as_deref().unwrap_or("en")
    }

    /// The publication's own address, which ends in `/`, if `site.json` says it.
    pub fn url(&self) -> Option<String> {
        self.address.clone()
    }

    /// The path of that address, such as `/news/`.
    pub fn folder(&self) -> Option<String> {
        Url::parse(&self.url()?).ok().map(|url| url.path().to_owned())
    }

    /// Its name for programs: its title, else the name of its publisher or its host.
    pub fn name(&self) -> Option<String> {
        let publisher = || self.site.publisher.as_ref().map(|publisher| publisher.name.clone());
        let host = || self.url().and(self.site.url.as_ref()).map(|url| url.host());
        self.site.title.clone().or_else(publisher).or_else(host).map(|name| plain(&name))
    }
}

impl ArticleEntry {
    /// All of it.
    pub fn article(&self) -> Result<Article, PublishError> {
        let bytes = fs::read(&self.file)?;
        match Article::from_json(&bytes, &self.base) {
            Ok((article, _)) => Ok(article),
            Err(error) => Err(PublishError::Changed { file: self.file.clone(), error }),
        }
    }

    /// The language (BCP 47).
    pub fn lang<'a>(&'a self, site: &'a Site) -> &'a str {
        self.head.lang.as_deref().or(site.lang.as_deref()).unwrap_or("en")
    }

    /// The headline, without marks.
    pub fn headline(&self) -> String {
        self.head.headline.as_ref().map(|headline| headline.words()).unwrap_or_default()
    }

    /// What it is about, in a sentence or two: the standfirst, or the beginning of the body.
    pub fn summary(&self) -> Option<String> {
        let standfirst =
            self.head.standfirst.as_ref().map(|text| text.words()).filter(|words| !summary::is_unseen(words));
        standfirst.or_else(|| self.beginning.clone())
    }

    /// Whether somebody bought it: then it is no news.
    pub fn is_paid(&self) -> bool {
        self.head.sponsors.iter().any(|sponsor| sponsor.kind == SponsorKind::Paid)
    }

    /// When it was last changed, or came out: for programs, which take a day for its first moment in UTC. So it is
    /// never before [`Article::published`] as they take that.
    pub fn changed(&self) -> Option<&Date> {
        let (published, changed) = (self.head.published.as_ref(), self.head.changed());
        let is_later = |date: &&Date| published.is_none_or(|published| date.moment() >= published.moment());
        changed.filter(is_later).or(published)
    }

    /// The sort key of lists: the days that readers see, the newest first; within a day the latest moment first, then
    /// articles without a time. Articles without a date come last.
    fn order(&self) -> impl Ord + use<> {
        let moment = self.head.published.as_ref().filter(|date| date.time.is_some()).map(Date::moment);
        (Reverse(self.head.published_day()), Reverse(moment))
    }
}

/// The site, and its address.
fn read_site(content: &Path, documents: &mut Vec<check::Document>) -> Result<(Site, Option<String>), PublishError> {
    let file = content.join("site.json");
    if !file.is_file() {
        return Ok((Site::default(), None));
    }
    let bytes = fs::read(&file)?;
    let base = Base::in_site("content/site.json");
    let Checked { document, content, root, .. } = check::site(file.clone(), &bytes, &base);
    if !document.findings.is_empty() {
        documents.push(document);
    }
    let site = match content {
        Ok(site) => site,
        Err(error) => return Err(PublishError::Site { file, error }),
    };
    // As it is written: what the reader refused or took for a relative one would count as none, and the feeds would go.
    match root.as_ref().and_then(site::address::of).transpose() {
        Ok(address) => Ok((site, address)),
        Err(mistake) => Err(PublishError::SiteAddress { file, mistake }),
    }
}

/// An article, or only its slug if readers would miss a part of it; and its report, if anything is wrong in it. Faults
/// that lie in other files, such as a link to an article that is gone, do not hold it back.
fn read_article(
    file: PathBuf,
    url: Option<&str>,
    now: Option<i64>,
) -> Result<(Result<ArticleEntry, String>, Option<check::Document>), PublishError> {
    let bytes = fs::read(&file)?;
    let slug = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let base = Base::article_in_site(&slug).of_site(url);
    let checked = check::article(file.clone(), &bytes, check::Context { base: &base, url, now });
    let is_published = is_slug(&slug) && checked.is_whole();
    let Checked { document, content, .. } = checked;
    let entry = match content {
        Ok(mut head) if is_published => {
            let beginning = head.body.take().as_deref().and_then(beginning);
            let place = PagePath::article(&slug, head.published_day());
            Ok(ArticleEntry { slug, file, base, place, head, beginning })
        }
        _ => Err(slug),
    };
    Ok((entry, Some(document).filter(|document| !document.findings.is_empty())))
}

fn beginning(body: &[Block]) -> Option<String> {
    body.iter().find_map(|block| match block {
        Block::Paragraph(text) => summary::beginning(&text.words()),
        _ => None,
    })
}
