//! The front page, the pages of the sections, and those that go on from them.

use rayon::prelude::*;

use crate::address::Link;
use crate::article::Direction;
use crate::article::text::plain;
use crate::view::bidi::in_order;
use crate::view::markup::{Markup, el};
use crate::view::{Card, CardProps, Citations, RenderContext, unmarked_list};

use crate::page_path::PagePath;
use crate::publish::document::head;
use crate::publish::document::{Document, Script, Style};
use crate::publish::lists::sections::Sections;
use crate::publish::metadata::json_ld;
use crate::publish::outputs::{Input, Kind, Make};
use crate::publish::pages::layout::Layout;
use crate::publish::publication::summary;
use crate::publish::publication::{ArticleEntry, Publication};
use crate::publish::words::Words;

/// How many articles are on a page.
const PAGE: usize = 24;

/// A page of a list of articles, and where it lies.
pub struct List<'a> {
    /// Where it lies.
    pub place: PagePath,
    /// The page before and the page after.
    around: [Option<PagePath>; 2],
    /// The section, if it is one's.
    section: Option<&'a str>,
    /// From 1.
    number: usize,
    articles: Vec<&'a ArticleEntry>,
}

/// The pages that list articles. Where there is a single article, its page is the front page.
pub const PAGES: Kind = Kind {
    name: "lists",
    depends_on: &[Input::Listing, Input::Site, Input::App],
    make: Make::OfSite(|context, sink| {
        let publication = context.publication;
        let is_taken = |list: &&List| publication.is_alone() && list.place == PagePath::front(1);
        context
            .lists
            .par_iter()
            .filter(|list| !is_taken(list))
            .try_for_each(|list| context.write_page(&list.place, list.page(publication, &context.sections), sink))
    }),
};

/// All pages of lists. The article that `site.json` calls `home` leads the front page, whatever its date.
pub fn lists<'a>(publication: &'a Publication, sections: &Sections<'a>) -> Vec<List<'a>> {
    let home = publication.site.home.as_deref().and_then(|slug| publication.pages.get(slug));
    let (mut all, rest): (Vec<&ArticleEntry>, Vec<&ArticleEntry>) =
        publication.articles.iter().partition(|entry| Some(&entry.place) == home);
    all.extend(rest);
    let mut lists = split(None, &all, PagePath::front);
    for section in sections.iter() {
        lists.extend(split(Some(section.name), &section.articles, |page| PagePath::section(&section.slug, page)));
    }
    lists
}

fn split<'a>(
    section: Option<&'a str>,
    articles: &[&'a ArticleEntry],
    place: impl Fn(usize) -> PagePath,
) -> Vec<List<'a>> {
    let count = articles.len().div_ceil(PAGE).max(1);
    let page = |number: usize| List {
        place: place(number),
        around: [(number > 1).then(|| place(number - 1)), (number < count).then(|| place(number + 1))],
        section,
        number,
        articles: articles.iter().copied().skip((number - 1) * PAGE).take(PAGE).collect(),
    };
    (1..=count).map(page).collect()
}

impl List<'_> {
    /// The page.
    fn page<'a>(&self, publication: &'a Publication, sections: &Sections) -> Document<'a> {
        let lang = publication.lang();
        let words = Words::of(lang);
        let name = self.section.or(publication.site.title.as_deref()).unwrap_or(words.latest);
        let number = (self.number > 1).then(|| format!("{}{}", words.page, self.number));
        let title = match &number {
            Some(number) => format!("{name} ({number})"),
            None => name.to_owned(),
        };
        // The masthead has the name of the site in large letters already.
        let class = if self.section.is_some() { "front-title" } else { "front-title unseen" };
        let heading = el("h1").class(class).attr("tabindex", "-1").with(in_order(name, Direction::of(lang)));
        let number = number.map(|number| el("p").class("front-number").with(number));
        let front = el("div")
            .class("front")
            .with(heading)
            .with(number)
            .with(self.articles(publication, words))
            .with(self.ways(words));
        let layout = Layout::of(publication, lang, &self.place).with_sections(self.sections(sections, words));
        let title = if self.section.is_some() { head::title(&title, &publication.site) } else { title };
        let description = self.description();
        let listed = head::Listed {
            place: &self.place,
            title: &title,
            description: description.as_deref(),
            articles: &self.articles,
        };
        Document {
            lang,
            head: head::of_list(publication, &listed),
            data: Some(json_ld::of_list(publication, &listed)),
            title,
            style: Style::Inside,
            script: Some(Script::Page),
            body: layout.around("front", front.into()).into(),
        }
    }

    /// What the page is about: the first headlines on it, as many as previews show.
    fn description(&self) -> Option<String> {
        let headlines: Vec<_> = self.articles.iter().map(|entry| plain(&entry.headline())).take(3).collect();
        summary::beginning(&headlines.join(" · "))
    }

    fn sections(&self, sections: &Sections, words: &Words) -> Markup {
        if sections.len() < 2 {
            return Markup::NOTHING;
        }
        let items = sections.iter().map(|section| {
            let here = (self.section == Some(section.name)).then_some("page");
            let link =
                el("a").address("href", &PagePath::section(&section.slug, 1).target()).maybe("aria-current", here);
            el("li").with(link.with(el("bdi").with(section.name)))
        });
        let list = unmarked_list("ul").with(Markup::group(items));
        el("nav").class("sections").attr("aria-label", words.sections).with(list).into()
    }

    fn articles(&self, publication: &Publication, words: &Words) -> Markup {
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
            let whole = Link::from(entry.place.target());
            // Only the first is sure to be seen at once.
            el("li").with(Card(CardProps { article, whole: Some(&whole), lead: index == 0, context: &context }))
        });
        let list = unmarked_list("ul").class(if self.number == 1 { "stories led" } else { "stories" });
        list.with(Markup::group(items)).into()
    }

    fn ways(&self, words: &Words) -> Markup {
        let ways = [("prev", words.newer), ("next", words.older)].into_iter().zip(&self.around);
        let links: Vec<Markup> = ways
            .filter_map(|((rel, name), place)| {
                Some(el("a").attr("rel", rel).address("href", &place.as_ref()?.target()).with(name).into())
            })
            .collect();
        if links.is_empty() {
            return Markup::Group(links);
        }
        el("nav").class("pager").attr("aria-label", words.pages).with(Markup::Group(links)).into()
    }
}
