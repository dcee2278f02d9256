//! What stands around an article on a finished page.

use crate::address::Target;
use crate::labels::Labels;
use crate::session::Session;
use crate::session::question::Question;
use crate::view::layout::{main_region, masthead, site_footer, skip_link};
use crate::view::markup::{Element, Markup, el};
use crate::view::{SessionBar, SessionBarProps};

use crate::page_path::PagePath;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::offline;
use crate::publish::publication::Publication;

/// What stands around an article on a finished page.
pub struct Layout<'a> {
    publication: &'a Publication,
    labels: &'static Labels,
    session: Option<Session>,
    sections: Markup,
    /// Where the page is read, as far as that is known: its address, or that of the front page.
    back: Option<String>,
    /// The page's own address, where that is known.
    address: Option<String>,
}

impl<'a> Layout<'a> {
    /// For the page at a place, in a language.
    pub fn of(publication: &'a Publication, lang: &str, place: &PagePath) -> Self {
        let address = Absolute::of(publication).place(place);
        Self { address: address.clone(), ..Self::new(publication, lang, address, publication.site.session.clone()) }
    }

    /// For a page that has no scripts and does not know where it is read: nobody is asked who is logged in, and after
    /// the log-in page comes the front page.
    pub fn of_nowhere(publication: &'a Publication, lang: &str) -> Self {
        let back = Absolute::of(publication).place(&PagePath::front(1));
        let session = publication.site.session.clone();
        let session = session.map(|session| Session { question: Question::default(), ..session });
        Self::new(publication, lang, back, session)
    }

    fn new(publication: &'a Publication, lang: &str, back: Option<String>, session: Option<Session>) -> Self {
        Self { publication, labels: Labels::of(lang), session, sections: Markup::NOTHING, back, address: None }
    }

    /// With the ways to the sections, above what the page is about: the skip link leads past them.
    pub fn with_sections(self, sections: Markup) -> Self {
        Self { sections, ..self }
    }

    /// The `body` of the page, with this in its main region. No element lies between it and `main`: Reader View would
    /// take that element for the article where the article is short.
    pub fn around(self, state: &'static str, content: Markup) -> Element {
        let Self { publication, labels, session, sections, back, address } = self;
        let site = &publication.site;
        // The app, which may learn of a session later, keeps the place of the bar. Here nothing would ever come into
        // it.
        let session = session.as_ref().filter(|session| session.is_shown());
        let bar = session.map(|_| SessionBar(SessionBarProps { session, page: back.as_deref(), labels }));
        el("body")
            .attr("id", "page")
            .attr("data-finished", "")
            // An `aside` is what programs leave out that take the article from a page.
            .with(el("aside").attr("role", "none").with(skip_link(labels)))
            .with(bar)
            .with(site.offline.then(|| offline::note(labels.lang)))
            .with(masthead(site.title.as_deref(), &Target::front()))
            .with(sections)
            .with(main_region(state, content))
            .with(site_footer(site.rights.as_deref(), address.as_deref()))
    }
}

/// The `body` of a page without header and footer, with a class for the styles.
pub fn framed(class: &'static str, content: Markup) -> Element {
    el("body").class(class).with(el("main").attr("id", "story").with(content))
}
