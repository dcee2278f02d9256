//! The page with the card of an article, which programs frame that embed an article by its address.

use crate::address::Base;
use crate::view::markup::{Markup, Parts};
use crate::view::{Card, CardProps, Citations, RenderContext};

use crate::publish::addresses::HERE;
use crate::publish::document::{Document, Style};
use crate::publish::pages::article::in_frame;
use crate::publish::publication::{Publication, Story};

/// The page. `style/framed-card.css` keeps it lower than the frames that such programs make.
pub fn page<'a>(publication: &'a Publication, story: &'a Story) -> Document<'a> {
    let article = &story.head;
    let notes = Citations::new(&[]);
    let context = RenderContext::page(article, publication.site.lang.as_deref(), &notes);
    let whole = Base::new(HERE).link(&story.place.address());
    let card = Card(CardProps { article, whole: whole.as_ref(), lead: false, context: &context });
    let address = whole.map(|link| link.href());
    let card = card.with_elements(&|parts| only_link(parts, address.as_deref()));
    in_frame(publication, story, Style::Card, "framed-card", card)
}

/// Leaves the link to the article, and the words of all others: WordPress lets its frames lead to their own server
/// alone, and an author's page or a section may be on another one.
fn only_link(parts: Parts, address: Option<&str>) -> Markup {
    match parts.tag {
        "a" if parts.get("href") != address => Markup::group(parts.children),
        _ => parts.into(),
    }
}
