//! The list pages: the front page, the pages of sections, topics, authors and series, and the numbered pages with earlier
//! articles.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::address::Link;
use crate::article::Direction;
use crate::article::text::plain;
use crate::page_path::PagePath;
use crate::publish::document::head;
use crate::publish::document::{Document, Script};
use crate::publish::labels::PageLabels;
use crate::publish::lists::groups::{Groupings, Groups, Kind};
use crate::publish::metadata::json_ld;
use crate::publish::outputs::{self, Context, Input, Make};
use crate::publish::pages::article::view;
use crate::publish::pages::layout::Layout;
use crate::publish::publication::authors::AuthorEntry;
use crate::publish::publication::summary;
use crate::publish::publication::{ArticleEntry, Publication};
use crate::view::bidi::in_order;
use crate::view::markup::{Markup, el};
use crate::view::{Card, CardProps, Citations, RenderContext, unmarked_list};

/// The number of articles on a list page.
const PAGE_LENGTH: usize = 24;

/// A list page.
pub struct List<'a> {
    /// The path of the page.
    pub path: PagePath,
    /// The path of the first page of the list.
    first: PagePath,
    /// The page with newer articles and the one with older articles.
    neighbours: [Option<PagePath>; 2],
    /// The path of the next numbered page, if there are not enough articles for it yet. The newest numbered page leads
    /// there, so that it never changes again; until then, a redirect leads to the first page of the list.
    ahead: Option<PagePath>,
    /// What its articles have in common.
    subject: Subject<'a>,
    /// The number of the page, counted from the oldest; 0 for the first page of the list.
    number: usize,
    articles: Vec<&'a ArticleEntry>,
}

/// What the articles of a list have in common.
#[derive(Clone, Copy)]
enum Subject<'a> {
    /// They are those of the whole site.
    Site,
    /// They are in this group.
    Group {
        /// What the group is made by.
        kind: Kind,
        /// Its name.
        name: &'a str,
        /// The author, if the author has a file.
        author: Option<&'a AuthorEntry>,
    },
}

/// The list pages.
pub const PAGES: outputs::Kind = outputs::Kind {
    name: "list pages",
    depends_on: &[Input::Listing, Input::Pages, Input::Site, Input::App],
    make: Make::OfSite(|context, sink| {
        context.lists.par_iter().try_for_each(|list| {
            context.write_page(&list.path, list.page(context), sink)?;
            match &list.ahead {
                Some(ahead) => context.write_page(ahead, list.ahead(context, ahead), sink),
                None => Ok(()),
            }
        })
    }),
};

/// All list pages. The articles that `site.json` names for the front page come first there, whatever their dates, and
/// pinned ones come first in their section and topics. If there is only one article,
/// [`article::PAGES`](crate::publish::pages::article::PAGES) makes the front page.
pub fn lists<'a>(publication: &'a Publication, groupings: &Groupings<'a>) -> Vec<List<'a>> {
    let all: Vec<_> = publication.listed().collect();
    let mut lists = match publication.has_one_article() {
        true => Vec::new(),
        false => split(Subject::Site, &all, &front(publication), &PagePath::front),
    };
    for groups in groupings.all() {
        let kind = groups.kind();
        for group in groups.iter() {
            let path = |page| kind.path(&group.slug, page);
            let subject = Subject::Group { kind, name: group.name, author: group.author };
            let is_pinned = |entry: &&&ArticleEntry| entry.head.publishing.pinned;
            match kind {
                Kind::Section | Kind::Topic => {
                    let pinned: Vec<_> = group.articles.iter().filter(is_pinned).copied().collect();
                    lists.extend(split(subject, &group.articles, &pinned, &path));
                }
                Kind::Author => lists.extend(split(subject, &group.articles, &[], &path)),
                Kind::Series => lists.push(List {
                    path: path(0),
                    first: path(0),
                    neighbours: [None, None],
                    ahead: None,
                    subject,
                    number: 0,
                    articles: group.articles.clone(),
                }),
            }
        }
    }
    lists
}

/// The articles that come first on the front page: those that `site.json` names in `front`, or else in `home`.
fn front(publication: &Publication) -> Vec<&ArticleEntry> {
    let site = &publication.site;
    let slugs = if site.front.is_empty() { site.home.as_slice() } else { &site.front };
    let paths = slugs.iter().filter_map(|slug| publication.pages.get(slug));
    paths.filter_map(|path| publication.listed().find(|entry| entry.path == *path)).collect()
}

/// Divides a list into pages. The first page begins with the articles in `first`; then come the newest, at least
/// [`PAGE_LENGTH`] if there are so many. The others are on numbered pages of [`PAGE_LENGTH`], counted from the oldest: a
/// new article changes the first page only, until there are enough for another numbered one.
fn split<'a>(
    subject: Subject<'a>,
    newest_first: &[&'a ArticleEntry],
    first: &[&'a ArticleEntry],
    path: &dyn Fn(usize) -> PagePath,
) -> Vec<List<'a>> {
    let count = (newest_first.len() / PAGE_LENGTH).saturating_sub(1);
    let newest = newest_first.len() - count * PAGE_LENGTH;
    let page = |number: usize| {
        let [newer, older] = match number {
            0 => [None, (count > 0).then_some(count)],
            _ => [Some(number + 1), (number > 1).then(|| number - 1)],
        };
        let articles = match number {
            0 => {
                let mut seen = BTreeSet::new();
                let all = first.iter().chain(&newest_first[..newest]);
                all.filter(|entry| seen.insert(&entry.path)).copied().collect()
            }
            _ => newest_first[newest + (count - number) * PAGE_LENGTH..][..PAGE_LENGTH].to_vec(),
        };
        List {
            path: path(number),
            first: path(0),
            neighbours: [newer, older].map(|page| page.map(path)),
            ahead: (number > 0 && number == count).then(|| path(number + 1)),
            subject,
            number,
            articles,
        }
    };
    (0..=count).map(page).collect()
}

impl List<'_> {
    /// Builds the page.
    fn page<'a>(&self, context: &Context<'a>) -> Document<'a> {
        let Context { publication, groupings, archive, .. } = context;
        let lang = publication.lang();
        let words = PageLabels::of(lang);
        let name = match self.subject {
            Subject::Site => publication.site.title.as_deref().unwrap_or(words.latest),
            Subject::Group { name, .. } => name,
        };
        let number = (self.number > 0).then(|| format!("{}{}", words.page, self.number));
        let title = match &number {
            Some(number) => format!("{name} ({number})"),
            None => name.to_owned(),
        };
        // The front page hides its heading, since the masthead already shows the name of the site.
        let is_front = matches!(self.subject, Subject::Site);
        let class = if is_front { "front-title unseen" } else { "front-title" };
        let heading = el("h1").class(class).attr("tabindex", "-1").with(in_order(name, Direction::of(lang)));
        let profile = self.profile().map(AuthorEntry::as_article);
        let heading = match &profile {
            Some(profile) => view(publication, groupings, None, profile, true),
            None => heading.into(),
        };
        let number = number.map(|number| el("p").class("front-number").with(number));
        // A site whose articles are all on its front page needs no other way to them.
        let has_archive = is_front && self.neighbours.iter().any(Option::is_some);
        let front = el("div")
            .class("front")
            .with(heading)
            .with(number)
            .with(self.articles(context, words))
            .with(self.pager(words))
            .with(has_archive.then(|| archive.links(words, &self.path)));
        let layout = Layout::of(publication, lang, &self.path).with_sections(self.sections(&groupings.sections, words));
        let title = if is_front { title } else { head::title(&title, &publication.site) };
        let own = publication.site.description.clone().filter(|_| is_front && self.number == 0);
        let bio = profile.as_ref().and_then(|profile| summary::of_body(profile.body.as_deref()?));
        let description = own.or(bio).or_else(|| self.description());
        let listed = head::Listed {
            path: &self.path,
            title: &title,
            description: description.as_deref(),
            profile: profile.as_ref(),
            articles: &self.articles,
            feeds: match self.subject {
                Subject::Group { name, .. } => Some(head::OwnFeeds { page: &self.first, name }),
                Subject::Site => None,
            },
        };
        Document {
            lang,
            head: head::of_list(publication, &listed),
            data: Some(match self.subject {
                Subject::Group { kind: Kind::Author, name, author } => {
                    json_ld::of_author(publication, name, author, &self.path)
                }
                _ => json_ld::of_list(publication, &listed),
            }),
            title,
            script: Some(Script::Page),
            body: layout.around("front", front.into()).into(),
        }
    }

    /// The redirect at the path of the next numbered page, to the first page of the list.
    fn ahead<'a>(&self, context: &Context<'a>, path: &PagePath) -> Document<'a> {
        let publication = context.publication;
        let words = PageLabels::of(publication.lang());
        let address = context.addresses_from(path).to_path(&self.first);
        let refresh = el("meta").attr("http-equiv", "refresh").attr("content", format!("0; url={address}"));
        let link = el("a").address("href", &self.first.target()).with(words.newer);
        Document {
            lang: publication.lang(),
            title: head::title(words.newer, &publication.site),
            head: vec![refresh.into(), el("meta").attr("name", "robots").attr("content", "noindex").into()],
            data: None,
            script: None,
            body: el("body").with(el("main").with(el("p").with(link))).into(),
        }
    }

    /// The author whose profile the page begins with.
    fn profile(&self) -> Option<&AuthorEntry> {
        match self.subject {
            Subject::Group { author, .. } if self.number == 0 => author,
            _ => None,
        }
    }

    /// The description of the page: its first three headlines, about as many as previews show.
    fn description(&self) -> Option<String> {
        let headlines: Vec<_> = self.articles.iter().map(|entry| plain(&entry.headline())).take(3).collect();
        summary::beginning(&headlines.join(" · "))
    }

    fn sections(&self, sections: &Groups, words: &PageLabels) -> Markup {
        if sections.len() < 2 {
            return Markup::NOTHING;
        }
        let items = sections.iter().map(|section| {
            let is_here =
                |name| matches!(self.subject, Subject::Group { kind: Kind::Section, name: here, .. } if here == name);
            let here = is_here(section.name).then_some("page");
            let link =
                el("a").address("href", &PagePath::section(&section.slug, 0).target()).maybe("aria-current", here);
            el("li").with(link.with(el("bdi").with(section.name)))
        });
        let list = unmarked_list("ul").with(Markup::group(items));
        el("nav").class("sections").attr("aria-label", words.sections).with(list).into()
    }

    fn articles(&self, context: &Context, words: &PageLabels) -> Markup {
        let Context { publication, groupings, .. } = context;
        let profile = self.profile();
        if self.articles.is_empty() {
            return profile.is_none().then(|| el("p").class("notice").with(words.nothing)).into();
        }
        let is_series = matches!(self.subject, Subject::Group { kind: Kind::Series, .. });
        let items = self.articles.iter().enumerate().map(|(index, entry)| {
            let article = &entry.head;
            let notes = Citations::new(&[]);
            let context = RenderContext {
                heading_level: 2,
                ..RenderContext::page(article, publication.site.lang.as_deref(), &notes)
            };
            let whole = Link::from(entry.path.target());
            // Only the first card is certain to be visible at once, so only its image loads as a lead image.
            let lead = index == 0 && profile.is_none();
            let part = groupings.series.part(entry).filter(|_| is_series);
            let part = part.map(|part| el("p").class("part").with(part.words(words)));
            el("li").with(part).with(Card(CardProps { article, whole: Some(&whole), lead, context: &context }))
        });
        let is_led = self.number == 0 && !is_series && profile.is_none();
        let list = unmarked_list(if is_series { "ol" } else { "ul" });
        list.class(if is_led { "stories led" } else { "stories" }).with(Markup::group(items)).into()
    }

    fn pager(&self, words: &PageLabels) -> Markup {
        let neighbours = [("prev", words.newer), ("next", words.older)].into_iter().zip(&self.neighbours);
        let links: Vec<Markup> = neighbours
            .filter_map(|((rel, name), path)| {
                Some(el("a").attr("rel", rel).address("href", &path.as_ref()?.target()).with(name).into())
            })
            .collect();
        if links.is_empty() {
            return Markup::Group(links);
        }
        el("nav").class("pager").attr("aria-label", words.pages).with(Markup::Group(links)).into()
    }
}
