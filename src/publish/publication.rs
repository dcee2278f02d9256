//! A publication: the site and its articles, as read from `content/`.

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

/// The site and its articles.
pub struct Publication {
    /// The content of `site.json`.
    pub site: Site,
    /// The `url` of the site, which ends in `/`, if `site.json` gives it.
    pub address: Option<String>,
    /// The articles, the newest first; those without a date come last.
    pub articles: Vec<ArticleEntry>,
    /// The slugs of the articles that are left out because part of them would be missing, sorted.
    pub left_out: Vec<String>,
    /// The paths of the article pages, including retained pages.
    pub pages: Pages,
    /// The path of the publisher's own icon, if there is one.
    pub own_icon: Option<&'static str>,
}

/// An article without its body, for lists and metadata.
pub struct ArticleEntry {
    /// The name of its file, without `.json`.
    pub slug: String,
    /// The file of the article.
    file: PathBuf,
    /// The base that its relative addresses are resolved against.
    base: Base,
    /// The path of its page.
    pub path: PagePath,
    /// The article without its body. The bodies of ten thousand articles would not fit into memory.
    pub head: Article,
    /// The beginning of its text, which is its summary if it has no standfirst.
    beginning: Option<String>,
}

impl Publication {
    /// Reads and checks `dist/content`. An article is left out if part of it would be missing. The report contains the
    /// files with findings. `now` is in seconds since 1970; without it, no date counts as in the future.
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
        // The sort is stable, so articles with equal keys stay in the order of their file names.
        articles.sort_by_cached_key(ArticleEntry::order);
        let pages = articles.iter().map(|entry| (entry.slug.clone(), entry.path.clone())).collect();
        let own_icon = icon::OWN.into_iter().find(|path| dist.join(path).is_file());
        Ok((Self { site, address, articles, left_out, pages, own_icon }, Report { documents }))
    }

    /// Whether the site has exactly one article, which is then also its front page. An article with a retained page
    /// counts.
    pub fn has_one_article(&self) -> bool {
        self.pages.len() == 1
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
        Url::parse(&self.url()?).ok().map(|url| url.path().to_owned())
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
    pub fn article(&self) -> Result<Article, PublishError> {
        let bytes = fs::read(&self.file)?;
        match Article::from_json(&bytes, &self.base) {
            Ok((article, _)) => Ok(article),
            Err(error) => Err(PublishError::Changed { file: self.file.clone(), error }),
        }
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

/// Reads `site.json`. Returns the site and its `url`.
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
    // Checks the `url` as it is written in the file. The parser drops an invalid one, and without an error the feeds
    // would silently disappear.
    match root.as_ref().and_then(site::address::of).transpose() {
        Ok(address) => Ok((site, address)),
        Err(mistake) => Err(PublishError::SiteAddress { file, mistake }),
    }
}

/// Reads and checks an article. Returns its entry, or only its slug if part of it would be missing; and its report, if
/// there are findings. An error in another file, such as a link to an article that is gone, does not leave it out.
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
            let path = PagePath::article(&slug, head.published_day());
            Ok(ArticleEntry { slug, file, base, path, head, beginning })
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
