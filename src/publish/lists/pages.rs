//! The list pages: the front page, the pages of sections and topics, and the numbered pages with their earlier articles.

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
use crate::publish::outputs::{self, Input, Make};
use crate::publish::pages::layout::Layout;
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
    /// The kind and the name of the group; [`None`] for the front page.
    group: Option<(Kind, &'a str)>,
    /// The number of the page, counted from the oldest; 0 for the first page of the list.
    number: usize,
    articles: Vec<&'a ArticleEntry>,
}

/// The list pages.
pub const PAGES: outputs::Kind = outputs::Kind {
    name: "list pages",
    depends_on: &[Input::Listing, Input::Site, Input::App],
    make: Make::OfSite(|context, sink| {
        context.lists.par_iter().try_for_each(|list| {
            context.write_page(&list.path, list.page(context.publication, &context.groupings.sections), sink)
        })
    }),
};

/// All list pages. The `home` article of `site.json` comes first on the front page, whatever its date. If there is only
/// one article, [`article::PAGES`](crate::publish::pages::article::PAGES) makes the front page.
pub fn lists<'a>(publication: &'a Publication, groupings: &Groupings<'a>) -> Vec<List<'a>> {
    let home = publication.site.home.as_deref().and_then(|slug| publication.pages.get(slug));
    let all: Vec<_> = publication.listed().collect();
    let is_first = |entry: &ArticleEntry| Some(&entry.path) == home;
    let mut lists = match publication.has_one_article() {
        true => Vec::new(),
        false => split(None, &all, &is_first, &PagePath::front),
    };
    for groups in groupings.all() {
        let kind = groups.kind();
        for group in groups.iter() {
            let path = |page| kind.path(&group.slug, page);
            lists.extend(split(Some((kind, group.name)), &group.articles, &|_| false, &path));
        }
    }
    lists
}

/// Divides a list into pages. The first page has the newest articles, at least [`PAGE_LENGTH`] if there are so many, and
/// before them those that `is_first`. The others are on numbered pages of [`PAGE_LENGTH`], counted from the oldest: a new
/// article changes the first page only, until there are enough for another numbered one.
fn split<'a>(
    group: Option<(Kind, &'a str)>,
    newest_first: &[&'a ArticleEntry],
    is_first: &dyn Fn(&ArticleEntry) -> bool,
    path: &dyn Fn(usize) -> PagePath,
) -> Vec<List<'a>> {
    let count = (newest_first.len() / PAGE_LENGTH).saturating_sub(1);
    let newest = newest_first.len() - count * PAGE_LENGTH;
    let page = |number: usize| {
        let [newer, older] = match number {
            0 => [None, (count > 0).then_some(count)],
            _ => [Some(if number < count { number + 1 } else { 0 }), (number > 1).then(|| number - 1)],
        };
        let articles = match number {
            0 => {
                let first = newest_first.iter().filter(|entry| is_first(entry));
                let others = newest_first[..newest].iter().filter(|entry| !is_first(entry));
                first.chain(others).copied().collect()
            }
            _ => newest_first[newest + (count - number) * PAGE_LENGTH..][..PAGE_LENGTH].to_vec(),
        };
        List {
            path: path(number),
            first: path(0),
            neighbours: [newer, older].map(|page| page.map(path)),
            group,
            number,
            articles,
        }
    };
    (0..=count).map(page).collect()
}

impl List<'_> {
    /// Builds the page.
    fn page<'a>(&self, publication: &'a Publication, sections: &Groups) -> Document<'a> {
        let lang = publication.lang();
        let words = PageLabels::of(lang);
        let name = self.group.map(|(_, name)| name).or(publication.site.title.as_deref()).unwrap_or(words.latest);
        let number = (self.number > 0).then(|| format!("{}{}", words.page, self.number));
        let title = match &number {
            Some(number) => format!("{name} ({number})"),
            None => name.to_owned(),
        };
        // The front page hides its heading, since the masthead already shows the name of the site.
        let class = if self.group.is_some() { "front-title" } else { "front-title unseen" };
        let heading = el("h1").class(class).attr("tabindex", "-1").with(in_order(name, Direction::of(lang)));
        let number = number.map(|number| el("p").class("front-number").with(number));
        let front = el("div")
            .class("front")
            .with(heading)
            .with(number)
            .with(self.articles(publication, words))
            .with(self.pager(words));
        let layout = Layout::of(publication, lang, &self.path).with_sections(self.sections(sections, words));
        let title = if self.group.is_some() { head::title(&title, &publication.site) } else { title };
        let description = self.description();
        let listed = head::Listed {
            path: &self.path,
            title: &title,
            description: description.as_deref(),
            articles: &self.articles,
            feeds: self.group.map(|(_, name)| head::OwnFeeds { page: &self.first, name }),
        };
        Document {
            lang,
            head: head::of_list(publication, &listed),
            data: Some(json_ld::of_list(publication, &listed)),
            title,
            script: Some(Script::Page),
            body: layout.around("front", front.into()).into(),
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
            let here = (self.group == Some((Kind::Section, section.name))).then_some("page");
            let link =
                el("a").address("href", &PagePath::section(&section.slug, 0).target()).maybe("aria-current", here);
            el("li").with(link.with(el("bdi").with(section.name)))
        });
        let list = unmarked_list("ul").with(Markup::group(items));
        el("nav").class("sections").attr("aria-label", words.sections).with(list).into()
    }

    fn articles(&self, publication: &Publication, words: &PageLabels) -> Markup {
        if self.articles.is_empty() {
            return el("p").class("notice").with(words.nothing).into();
        }
        let items = self.articles.iter().enumerate().map(|(index, entry)| {
            let article = &entry.head;
            let notes = Citations::new(&[]);
            let context = RenderContext {
                heading_level: 2,
                ..RenderContext::page(article, publication.site.lang.as_deref(), &notes)
            };
            let whole = Link::from(entry.path.target());
            // Only the first card is certain to be visible at once, so only its image loads as a lead image.
            el("li").with(Card(CardProps { article, whole: Some(&whole), lead: index == 0, context: &context }))
        });
        let list = unmarked_list("ul").class(if self.number == 0 { "stories led" } else { "stories" });
        list.with(Markup::group(items)).into()
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
