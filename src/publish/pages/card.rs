//! The card page: a page with the card of an article. Sites that embed the article by oEmbed show it in a frame.

use crate::address::Link;
use crate::page_path::PagePath;
use crate::publish::document::Document;
use crate::publish::outputs::{Input, Kind, Make};
use crate::publish::pages::article::in_frame;
use crate::publish::publication::{ArticleEntry, Publication};
use crate::view::markup::{Markup, Parts};
use crate::view::{Card, CardProps, Citations, RenderContext};

/// The card page of each article.
pub const PAGES: Kind = Kind {
    name: "card pages",
    depends_on: &[Input::Article, Input::Pages, Input::Site, Input::App],
    make: Make::OfArticle(|context, entry, _, sink| {
        let mut slugs = context.publication.slugs(entry);
        slugs.try_for_each(|slug| context.write_page(&PagePath::card(slug), page(context.publication, entry), sink))
    }),
};

/// The card page of an article. `style/framed-card.css` keeps its height below that of the frames that hosts make.
fn page<'a>(publication: &'a Publication, entry: &'a ArticleEntry) -> Document<'a> {
    let article = &entry.head;
    let notes = Citations::new(&[]);
    let context = RenderContext::page(article, publication.site.lang.as_deref(), &notes);
    let whole = Link::from(entry.path.target());
    let card = Card(CardProps { article, whole: Some(&whole), lead: false, context: &context });
    let card = card.with_elements(&|parts| only_link(parts, &whole));
    in_frame(publication, entry, "framed-card", card)
}

/// Replaces links with their text, except for the link to the article: WordPress allows a frame to link only to its own
/// server, and the page of an author or a section may be on another one.
fn only_link(parts: Parts, whole: &Link) -> Markup {
    match parts.tag {
        "a" if parts.address("href") != Some(whole.as_ref()) => Markup::group(parts.children),
        _ => parts.into(),
    }
}
