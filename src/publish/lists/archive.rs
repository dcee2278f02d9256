//! The archive: a page for each year, which leads to its months, and a page for each month, with all its articles.

use rayon::prelude::*;

use crate::article::{Date, Direction};
use crate::page_path::PagePath;
use crate::publish::document::Document;
use crate::publish::labels::PageLabels;
use crate::publish::lists::plain::plain_page;
use crate::publish::outputs::{Context, Input, Kind, Make};
use crate::publish::publication::{ArticleEntry, Publication};
use crate::view::bidi::in_order;
use crate::view::markup::{Element, Markup, el};
use crate::view::{month_name, time, unmarked_list};

/// The page of each year and of each month.
pub const PAGES: Kind = Kind {
    name: "archive pages",
    depends_on: &[Input::Listing, Input::Site, Input::App],
    make: Make::OfSite(|context, sink| {
        context.archive.years.par_iter().try_for_each(|year| {
            context.write_page(&PagePath::year(year.year), year.page(context), sink)?;
            year.months.iter().try_for_each(|month| context.write_page(&month.path(), month.page(context), sink))
        })
    }),
};

/// The articles with a date, by year and month.
pub struct Archive<'a> {
    /// The newest first.
    years: Vec<Year<'a>>,
}

struct Year<'a> {
    year: u16,
    /// The newest first.
    months: Vec<Month<'a>>,
}

struct Month<'a> {
    year: u16,
    month: u8,
    /// The newest first.
    articles: Vec<&'a ArticleEntry>,
}

impl<'a> Archive<'a> {
    /// Groups articles, which come with the newest first.
    pub fn of(articles: impl Iterator<Item = &'a ArticleEntry>) -> Self {
        let mut years: Vec<Year> = Vec::new();
        for entry in articles {
            let Some(day) = entry.head.published_day() else { continue };
            if years.last().is_none_or(|last| last.year != day.year) {
                years.push(Year { year: day.year, months: Vec::new() });
            }
            let Some(Year { months, .. }) = years.last_mut() else { continue };
            match months.last_mut().filter(|last| last.month == day.month) {
                Some(month) => month.articles.push(entry),
                None => months.push(Month { year: day.year, month: day.month, articles: vec![entry] }),
            }
        }
        Self { years }
    }

    /// The paths of all its pages.
    pub fn paths(&self) -> impl Iterator<Item = PagePath> {
        self.years
            .iter()
            .flat_map(|year| [PagePath::year(year.year)].into_iter().chain(year.months.iter().map(Month::path)))
    }

    /// The links to all years. `here` is the path of the page that they are on.
    pub fn links(&self, words: &PageLabels, here: &PagePath) -> Markup {
        if self.years.is_empty() {
            return Markup::NOTHING;
        }
        let items = self.years.iter().map(|year| item(&PagePath::year(year.year), &year.year.to_string(), here));
        let list = unmarked_list("ul").with(Markup::group(items));
        let title = el("h2").attr("id", "archive").with(words.archive);
        el("nav").class("archive").attr("aria-labelledby", "archive").with(title).with(list).into()
    }
}

/// An item of a list of links, the one to `here` marked.
fn item(path: &PagePath, name: &str, here: &PagePath) -> Markup {
    let link = el("a").address("href", &path.target()).maybe("aria-current", (path == here).then_some("page"));
    el("li").with(link.with(name)).into()
}

impl Year<'_> {
    fn page<'a>(&self, context: &Context<'a>) -> Document<'a> {
        let lang = context.publication.lang();
        let items = self.months.iter().map(|month| {
            let link = el("a").address("href", &month.path().target()).with(month_name(month.month, None, lang));
            let count = el("span").class("count").with(month.articles.len().to_string());
            el("li").with(link).with(" ").with(count)
        });
        let months = unmarked_list("ul").class("months").with(Markup::group(items));
        page(context, &PagePath::year(self.year), &self.year.to_string(), None, months)
    }
}

impl Month<'_> {
    fn path(&self) -> PagePath {
        PagePath::month(self.year, self.month)
    }

    fn page<'a>(&self, context: &Context<'a>) -> Document<'a> {
        let publication = context.publication;
        let items = self.articles.iter().map(|entry| line(publication, entry));
        let articles = unmarked_list("ul").class("lines").with(Markup::group(items));
        let title = month_name(self.month, Some(self.year), publication.lang());
        let year = el("a").address("href", &PagePath::year(self.year).target()).with(self.year.to_string());
        page(context, &self.path(), &title, Some(el("p").class("kicker").with(year).into()), articles)
    }
}

/// An article as a line: its headline, the day and the section.
fn line(publication: &Publication, entry: &ArticleEntry) -> Markup {
    let lang = entry.lang(&publication.site);
    let direction = Direction::of(lang);
    let headline = match entry.headline() {
        empty if empty.is_empty() => entry.slug.clone(),
        headline => headline,
    };
    let day = entry.head.published_day().map(|day| Date { year: day.year, month: day.month, day: day.day, time: None });
    let kicker = entry.head.kicker.as_ref().map(|kicker| in_order(&kicker.text, direction));
    let about = el("span").class("about").with(day.map(|day| time(&day, lang, None)));
    let about = about.with(kicker.is_some().then_some(" · ")).with(kicker);
    let link = el("a").address("href", &entry.path.target()).with(in_order(&headline, direction));
    el("li").attr("lang", lang).attr("dir", direction.name()).with(link).with(" ").with(about).into()
}

/// A page of the archive, with links to all years at its end.
fn page<'a>(
    context: &Context<'a>,
    path: &PagePath,
    title: &str,
    above: Option<Markup>,
    content: Element,
) -> Document<'a> {
    let links = context.archive.links(PageLabels::of(context.publication.lang()), path);
    plain_page(context, path, title, Markup::from(above), Markup::group([content.into(), links]))
}
