//! The article page, and the frame page, which other sites show in a frame.

use crate::address::Target;
use crate::article::Article;
use crate::page_path::PagePath;
use crate::publish::document::head;
use crate::publish::document::{Document, Script};
use crate::publish::labels::PageLabels;
use crate::publish::lists::groups::Groupings;
use crate::publish::metadata::json_ld;
use crate::publish::outputs::{Context, Input, Kind, Make};
use crate::publish::pages::anchors::with_anchors;
use crate::publish::pages::layout::{Layout, framed};
use crate::publish::pages::series::with_series;
use crate::publish::pages::share;
use crate::publish::publication::{ArticleEntry, Publication};
use crate::site::byline_style::BylineStyle;
use crate::view::markup::{Attributes, Markup, Value};
use crate::view::{ArticleView, ArticleViewProps, Citations, RenderContext};

/// The finished JSON of each article, which the reader page and embeds request.
pub const DATA: Kind = Kind {
    name: "article JSON",
    depends_on: &[Input::Article, Input::Pages],
    make: Make::OfArticle(|context, entry, whole, sink| {
        let mut slugs = context.publication.slugs(entry);
        slugs.try_for_each(|slug| sink.write(&PagePath::data(slug).path(), &whole.json))
    }),
};

/// The page of each article. If there is only one article, its page is also the front page.
pub const PAGES: Kind = Kind {
    name: "article pages",
    depends_on: &[Input::Article, Input::Listing, Input::Pages, Input::Site, Input::App],
    make: Make::OfArticle(|context, entry, whole, sink| {
        let Context { publication, groupings, .. } = context;
        let page = |path: &PagePath| page(publication, groupings, entry, path, &whole.article);
        context.write_page(&entry.path, page(&entry.path), sink)?;
        match publication.has_one_article() {
            true => context.write_page(&PagePath::front(0), page(&PagePath::front(0)), sink),
            false => Ok(()),
        }
    }),
};

/// The frame page of each article.
pub const FRAMES: Kind = Kind {
    name: "frame pages",
    depends_on: &[Input::Article, Input::Listing, Input::Pages, Input::Site, Input::App],
    make: Make::OfArticle(|context, entry, whole, sink| {
        context.publication.slugs(entry).try_for_each(|slug| {
            let page = frame(context.publication, &context.groupings, entry, &whole.article);
            context.write_page(&PagePath::frame(slug), page, sink)
        })
    }),
};

/// The page of an article. `path` is the path of its own page, or of the front page.
fn page<'a>(
    publication: &'a Publication,
    groupings: &Groupings,
    entry: &'a ArticleEntry,
    path: &PagePath,
    article: &Article,
) -> Document<'a> {
    let lang = entry.lang(&publication.site);
    let layout = Layout::of(publication, lang, path);
    let share = Markup::from(share::embed_snippets(publication, entry));
    Document {
        lang,
        title: head::title(&entry.search_title(), &publication.site),
        head: head::of_article(publication, groupings, entry),
        data: Some(json_ld::of_article(publication, groupings, entry)),
        script: Some(Script::Page),
        body: layout
            .around("ready", Markup::group([view(publication, groupings, Some(entry), article, true), share]))
            .into(),
    }
}

/// The frame page of an article: the article without header and footer. Search engines get `noindex` and the canonical
/// link.
fn frame<'a>(
    publication: &'a Publication,
    groupings: &Groupings,
    entry: &'a ArticleEntry,
    article: &Article,
) -> Document<'a> {
    in_frame(publication, entry, "framed", view(publication, groupings, Some(entry), article, false))
}

/// A page that other sites frame, with an article or its card. `class` is the class of its `body`, for the styles.
pub fn in_frame<'a>(
    publication: &'a Publication,
    entry: &'a ArticleEntry,
    class: &'static str,
    content: Markup,
) -> Document<'a> {
    Document {
        lang: entry.lang(&publication.site),
        title: head::title(&entry.search_title(), &publication.site),
        head: head::of_frame(publication, entry),
        data: None,
        script: Some(Script::Frame),
        body: framed(class, content.with_attributes(&open_in_top)).into(),
    }
}

/// An article, a page or a profile as its page shows it, with ids for its headings. A kicker without a link gets a link to
/// its section, a tag without one a link to its topic, and an author without one a link to the author's page. `entry` is
/// what is known of an article that may be part of a series. `has_players` is whether the page has the script that loads
/// the players of embeds.
pub fn view(
    publication: &Publication,
    groupings: &Groupings,
    entry: Option<&ArticleEntry>,
    article: &Article,
    has_players: bool,
) -> Markup {
    let notes = Citations::new(&article.notes);
    let context = RenderContext::page(article, publication.site.lang.as_deref(), &notes);
    let one_line = publication.site.byline_style == BylineStyle::Line;
    let context = RenderContext { has_players, one_line, ..context };
    let kicker = article
        .kicker
        .as_ref()
        .filter(|kicker| kicker.href.is_none())
        .and_then(|kicker| groupings.sections.path_of(&kicker.text));
    let mut article = article.clone();
    if let (Some(kicker), Some(path)) = (&mut article.kicker, kicker) {
        kicker.href = Some(path.target().into());
    }
    for tag in article.tags.iter_mut().filter(|tag| tag.href.is_none()) {
        tag.href = groupings.topics.path_of(&tag.text).map(|path| path.target().into());
    }
    for author in article.authors.iter_mut().filter(|author| author.href.is_none()) {
        author.href = groupings.authors.path_of(&author.name).map(|path| path.target().into());
    }
    let whole = with_anchors(ArticleView(ArticleViewProps { article: &article, context: &context }));
    match entry.and_then(|entry| groupings.series.part(entry)) {
        Some(part) => with_series(whole, &part, PageLabels::of(context.lang)),
        None => whole,
    }
}

/// Makes links open outside the frame, except for links to parts of the article.
fn open_in_top(tag: &'static str, attributes: &mut Attributes) {
    let is_within = |value: &Value| matches!(value, Value::Address(Target::Part(_)));
    let leads_away = attributes.iter().any(|(name, value)| *name == "href" && !is_within(value));
    if tag == "a" && leads_away {
        attributes.push(("target", Value::Text("_top".to_owned())));
    }
}
