//! The layout of finished pages: everything around the main content.

use crate::labels::Labels;
use crate::page_path::PagePath;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::offline;
use crate::publish::pages::masthead::masthead;
use crate::publish::pages::navigation::{footer, navigation};
use crate::publish::publication::Publication;
use crate::session::Session;
use crate::session::question::Question;
use crate::view::layout::{main_region, site_footer, skip_link};
use crate::view::markup::{Element, Markup, el};
use crate::view::{SessionBar, SessionBarProps};

/// The layout of a finished page: everything around its main content.
pub struct Layout<'a> {
    publication: &'a Publication,
    labels: &'static Labels,
    session: Option<Session>,
    navigation: Markup,
    /// The address that login links return to: that of the page or of the front page. [`None`] if the site has no
    /// `url`.
    return_to: Option<String>,
    /// The page's own address. [`None`] if it is not known.
    address: Option<String>,
}

impl<'a> Layout<'a> {
    /// The layout of the page at a path, in a language.
    pub fn of(publication: &'a Publication, lang: &str, path: &PagePath) -> Self {
        let address = Absolute::of(publication).to_path(path);
        let layout = Self::new(publication, lang, address.clone(), publication.site.session.clone());
        Self { address, navigation: navigation(publication, Some(path)), ..layout }
    }

    /// The layout of a page without scripts that is shown at any address. It has no login check, and its login links
    /// return to the front page.
    pub fn without_address(publication: &'a Publication, lang: &str) -> Self {
        let return_to = Absolute::of(publication).to_path(&PagePath::front(0));
        let session = publication.site.session.clone();
        let session = session.map(|session| Session { question: Question::default(), ..session });
        Self { navigation: navigation(publication, None), ..Self::new(publication, lang, return_to, session) }
    }

    fn new(publication: &'a Publication, lang: &str, return_to: Option<String>, session: Option<Session>) -> Self {
        let labels = Labels::of(lang);
        Self { publication, labels, session, navigation: Markup::NOTHING, return_to, address: None }
    }

    /// Adds links to the sections above the main region, unless the site has a navigation of its own.
    pub fn with_sections(self, sections: Markup) -> Self {
        match self.publication.navigation.is_empty() {
            true => Self { navigation: sections, ..self },
            false => self,
        }
    }

    /// The `body` of the page, with this content in its main region. There is no element between `body` and `main`,
    /// since Reader View would take that element for a short article.
    pub fn around(self, state: &'static str, content: Markup) -> Element {
        let Self { publication, labels, session, navigation, return_to, address } = self;
        let site = &publication.site;
        // Unlike the app, which reserves space for the bar until it has read `site.json`, a finished page without a
        // session has no bar.
        let session = session.as_ref().filter(|session| session.is_shown());
        let bar = session.map(|_| SessionBar(SessionBarProps { session, page: return_to.as_deref(), labels }));
        el("body")
            .attr("id", "page")
            .attr("data-finished", "")
            // The link is in an `aside`, which programs that extract the article from a page ignore.
            .with(el("aside").attr("role", "none").with(skip_link(labels)))
            .with(bar)
            .with(site.offline.then(|| offline::note(labels.lang)))
            .with(masthead(publication))
            // Above the main region, so that the skip link passes it.
            .with(navigation)
            .with(main_region(state, content))
            .with(footer(publication, site_footer(site.rights.as_deref(), address.as_deref())))
    }
}

/// The `body` of a frame page, which has no header and no footer, with a class for the styles.
pub fn framed(class: &'static str, content: Markup) -> Element {
    el("body").class(class).with(el("main").attr("id", "story").with(content))
}
