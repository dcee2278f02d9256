//! The page with the card of an article, which programs frame that embed an article by its address.

use crate::address::Link;
use crate::view::markup::{Markup, Parts};
use crate::view::{Card, CardProps, Citations, RenderContext};

use crate::page_path::PagePath;
use crate::publish::document::{Document, Style};
use crate::publish::outputs::{Input, Kind, Make};
use crate::publish::pages::article::in_frame;
use crate::publish::publication::{ArticleEntry, Publication};

/// The page with the card of each article.
pub const PAGES: Kind = Kind {
    name: "cards",
    depends_on: &[Input::Article, Input::Site, Input::App],
    make: Make::OfArticle(|context, entry, _, sink| {
        context.write_page(&PagePath::card(&entry.slug), page(context.publication, entry), sink)
    }),
};

/// The page. `style/framed-card.css` keeps it lower than the frames that such programs make.
fn page<'a>(publication: &'a Publication, entry: &'a ArticleEntry) -> Document<'a> {
    let article = &entry.head;
    let notes = Citations::new(&[]);
    let context = RenderContext::page(article, publication.site.lang.as_deref(), &notes);
    let whole = Link::from(entry.place.target());
    let card = Card(CardProps { article, whole: Some(&whole), lead: false, context: &context });
    let card = card.with_elements(&|parts| only_link(parts, &whole));
    in_frame(publication, entry, Style::Card, "framed-card", card)
}

/// Leaves the link to the article, and the words of all others: WordPress lets its frames lead to their own server
/// alone, and an author's page or a section may be on another one.
fn only_link(parts: Parts, whole: &Link) -> Markup {
    match parts.tag {
        "a" if parts.address("href") != Some(whole.as_ref()) => Markup::group(parts.children),
        _ => parts.into(),
    }
}
