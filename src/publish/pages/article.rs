//! The page of an article, and the page of it that other sites frame.

use crate::address::Target;
use crate::article::Article;
use crate::view::markup::{Attributes, Markup, Value};
use crate::view::{ArticleView, ArticleViewProps, Citations, RenderContext};

use crate::page_path::PagePath;
use crate::publish::document::head;
use crate::publish::document::{Document, Script, Style};
use crate::publish::lists::sections::Sections;
use crate::publish::metadata::json_ld;
use crate::publish::outputs::{Context, Input, Kind, Make};
use crate::publish::pages::anchors::with_anchors;
use crate::publish::pages::layout::{Layout, framed};
use crate::publish::pages::share;
use crate::publish::publication::{ArticleEntry, Publication};

/// The page of each article; of the only one, the front page, too.
pub const PAGES: Kind = Kind {
    name: "article pages",
    depends_on: &[Input::Article, Input::Listing, Input::Site, Input::App],
    make: Make::OfArticle(|context, entry, article, sink| {
        let Context { publication, sections, .. } = context;
        let page = |path: &PagePath| page(publication, sections, entry, path, article);
        context.write_page(&entry.place, page(&entry.place), sink)?;
        match publication.is_alone() {
            true => context.write_page(&PagePath::front(1), page(&PagePath::front(1)), sink),
            false => Ok(()),
        }
    }),
};

/// The page of each article that other sites frame.
pub const FRAMES: Kind = Kind {
    name: "pages for frames",
    depends_on: &[Input::Article, Input::Listing, Input::Site, Input::App],
    make: Make::OfArticle(|context, entry, article, sink| {
        let page = frame(context.publication, &context.sections, entry, article);
        context.write_page(&PagePath::frame(&entry.slug), page, sink)
    }),
};

/// The page of an article. `place` is where it lies, which is the front page if the site has no other article.
fn page<'a>(
    publication: &'a Publication,
    sections: &Sections,
    entry: &'a ArticleEntry,
    place: &PagePath,
    article: &Article,
) -> Document<'a> {
    let lang = entry.lang(&publication.site);
    let layout = Layout::of(publication, lang, place);
    let share = Markup::from(share::ways_to_embed(publication, entry));
    Document {
        lang,
        title: head::title(&entry.headline(), &publication.site),
        head: head::of_article(publication, entry),
        data: Some(json_ld::of_article(publication, entry)),
        style: Style::Inside,
        script: Some(Script::Page),
        body: layout.around("ready", Markup::group([view(publication, sections, article, true), share])).into(),
    }
}

/// The page of an article that other sites frame: the article and nothing around it. Not for search engines, which are
/// told where the article is at home.
fn frame<'a>(
    publication: &'a Publication,
    sections: &Sections,
    entry: &'a ArticleEntry,
    article: &Article,
) -> Document<'a> {
    in_frame(publication, entry, Style::Inside, "framed", view(publication, sections, article, false))
}

/// A page that other sites frame: of an article or its card, with a class of its `body` for the styles.
pub fn in_frame<'a>(
    publication: &'a Publication,
    entry: &'a ArticleEntry,
    style: Style,
    class: &'static str,
    content: Markup,
) -> Document<'a> {
    Document {
        lang: entry.lang(&publication.site),
        title: head::title(&entry.headline(), &publication.site),
        head: head::of_frame(publication, entry),
        data: None,
        style,
        script: Some(Script::Frame),
        body: framed(class, content.with_attributes(&lead_out)).into(),
    }
}

/// The article as its page shows it, with names for its parts. A section that has no page of its own choice leads to
/// ours. `has_players` says whether the page has the script that puts players into their rooms.
pub fn view(publication: &Publication, sections: &Sections, article: &Article, has_players: bool) -> Markup {
    let notes = Citations::new(&article.notes);
    let context = RenderContext::page(article, publication.site.lang.as_deref(), &notes);
    let context = RenderContext { has_players, ..context };
    let unlinked = article.kicker.as_ref().filter(|kicker| kicker.href.is_none());
    let section = unlinked.and_then(|kicker| sections.place_of(&kicker.text));
    let entry = match section {
        Some(place) => {
            let mut article = article.clone();
            if let Some(kicker) = &mut article.kicker {
                kicker.href = Some(place.target().into());
            }
            ArticleView(ArticleViewProps { article: &article, context: &context })
        }
        None => ArticleView(ArticleViewProps { article, context: &context }),
    };
    with_anchors(entry)
}

/// Links lead out of the frame, but for those within the article.
fn lead_out(tag: &'static str, attributes: &mut Attributes) {
    let is_within = |value: &Value| matches!(value, Value::Address(Target::Part(_)));
    let leads_away = attributes.iter().any(|(name, value)| *name == "href" && !is_within(value));
    if tag == "a" && leads_away {
        attributes.push(("target", Value::Text("_top".to_owned())));
    }
}
