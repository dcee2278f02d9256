//! What stands around a story on a finished page.

use crate::article::link::{Base, Link};
use crate::labels::Labels;
use crate::session;
use crate::view::markup::{Markup, el};
use crate::view::{SessionBar, SessionBarProps};

use super::content::Publication;
use super::place::{Addresses, HERE, Place};

/// What stands around a story on a finished page.
pub struct Furniture<'a> {
    publication: &'a Publication,
    labels: &'static Labels,
    home: String,
    login: Option<Link>,
}

impl<'a> Furniture<'a> {
    /// For the page at a place, in a language.
    pub fn of(publication: &'a Publication, lang: &str, place: &Place) -> Self {
        Self { publication, labels: Labels::of(lang), home: HERE.to_owned(), login: login(publication, place) }
    }

    /// For a page that does not know where it is read: the front page is at `home`.
    pub fn away_from_home(publication: &'a Publication, lang: &str, home: &str) -> Self {
        let login = login(publication, &Place::front(1));
        Self { publication, labels: Labels::of(lang), home: home.to_owned(), login }
    }

    /// The page with this in its middle.
    pub fn around(self, state: &'static str, content: Markup) -> Markup {
        let Self { publication, labels, home, login } = self;
        let site = &publication.site;
        let title = site.title.as_deref().map(|title| el("a").class("masthead-title").attr("href", home).with(title));
        let rights = site.rights.as_deref().map(|rights| el("p").with(rights));
        let main = el("main").attr("id", "story").attr("tabindex", "-1").attr("data-state", state);
        el("div")
            .attr("id", "page")
            .attr("data-finished", "")
            .with(el("a").class("skip-link").attr("href", "#story").with(labels.skip))
            .with(SessionBar(SessionBarProps { login, labels }))
            .with(el("header").class("masthead").with(title))
            .with(main.with(content))
            .with(el("footer").class("site-footer").with(rights))
            .into()
    }
}

/// A page without furniture.
pub fn framed(content: Markup) -> Markup {
    el("main").attr("id", "story").with(content).into()
}

/// The way to the login page and back. Where the page is read is known only if `site.json` says it; the app sets it
/// right in any case.
fn login(publication: &Publication, place: &Place) -> Option<Link> {
    let session = publication.site.session.as_ref()?;
    let root = publication.url()?;
    let back = Addresses::absolute(&root, &publication.pages).to_place(place);
    session::login(&session.login, &back, &Base::new(format!("{HERE}content/site.json")))
}
