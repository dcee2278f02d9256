//! What stands around a story on a finished page.

use crate::article::link::{Base, Link};
use crate::labels::Labels;
use crate::session;
use crate::view::furniture::{masthead, middle, site_footer, skip_link};
use crate::view::markup::{Element, Markup, el};
use crate::view::{SessionBar, SessionBarProps};

use super::absolute::Absolute;
use super::content::Publication;
use super::offline;
use super::place::{Addresses, HERE, Place};

/// What stands around a story on a finished page.
pub struct Furniture<'a> {
    publication: &'a Publication,
    labels: &'static Labels,
    template: Option<String>,
    login: Option<Link>,
    sections: Markup,
    /// The page's own address, where that is known.
    address: Option<String>,
}

impl<'a> Furniture<'a> {
    /// For the page at a place, in a language.
    pub fn of(publication: &'a Publication, lang: &str, place: &Place) -> Self {
        let (template, login) = (template(publication), login(publication, place));
        let address = Absolute::of(publication).place(place);
        Self { template, login, address, ..Self::bare(publication, lang) }
    }

    /// For a page that does not know where it is read: after the login page comes the front page.
    pub fn of_nowhere(publication: &'a Publication, lang: &str) -> Self {
        Self { login: login(publication, &Place::front(1)), ..Self::bare(publication, lang) }
    }

    fn bare(publication: &'a Publication, lang: &str) -> Self {
        let sections = Markup::NOTHING;
        Self { publication, labels: Labels::of(lang), template: None, login: None, sections, address: None }
    }

    /// With the ways to the sections, above what the page is about: the skip link leads past them.
    pub fn with_sections(self, sections: Markup) -> Self {
        Self { sections, ..self }
    }

    /// The `body` of the page, with this in its middle. No element lies between it and `main`: Reader View would take that
    /// element for the article where the article is short.
    pub fn around(self, state: &'static str, content: Markup) -> Element {
        let Self { publication, labels, template, login, sections, address } = self;
        let site = &publication.site;
        // Without them nothing will ever come into the bar. The app, which may learn of them later, keeps its room.
        let has_bar = login.is_some() || template.is_some();
        let bar = has_bar.then(|| SessionBar(SessionBarProps { login, template: template.as_deref(), labels }));
        el("body")
            .attr("id", "page")
            .attr("data-finished", "")
            // An `aside` is what programs leave out that take the article from a page.
            .with(el("aside").attr("role", "none").with(skip_link(labels)))
            .with(bar)
            .with(site.offline.then(|| offline::note(labels.lang)))
            .with(masthead(site.title.as_deref(), HERE))
            .with(sections)
            .with(middle(state, content))
            .with(site_footer(site.rights.as_deref(), address.as_deref()))
    }
}

/// The `body` of a page without furniture, with a class for the styles.
pub fn framed(class: &'static str, content: Markup) -> Element {
    el("body").class(class).with(el("main").attr("id", "story").with(content))
}

/// What the app makes the link to the login page from: the address in `site.json`, filtered, with `{return}` in it.
fn template(publication: &Publication) -> Option<String> {
    // A word that no encoding changes.
    const RETURN: &str = "broadsheet-return";
    let session = publication.site.session.as_ref()?;
    let address = session::login(&session.login, RETURN, &Base::new(HERE))?;
    Some(address.href().replace(RETURN, "{return}"))
}

/// The way to the login page and back. Where the page is read is known only if `site.json` says it; the app sets it
/// right in any case.
fn login(publication: &Publication, place: &Place) -> Option<Link> {
    let session = publication.site.session.as_ref()?;
    let root = publication.url()?;
    let back = Addresses::absolute(&root, &publication.pages).to_place(place);
    session::login(&session.login, &back, &Base::new(HERE))
}
