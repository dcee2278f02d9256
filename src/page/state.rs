//! The state of the bare page: what the address asks for, what has arrived, and which actions follow.
//!
//! Article, `site.json` and fragment arrive in any order, late, twice or never. An event only changes the state.
//! Requests and views are derived from the whole state, so they don't depend on the order of events. This module does
//! no I/O: `page/start.rs` passes the events in, and carries out the actions.

use std::sync::Arc;

use super::ArticleState;
use crate::article::Article;
use crate::load::LoadError;
use crate::route::Route;
use crate::site::Site;
use crate::slug::is_slug;

/// The state of the bare page.
pub struct PageState {
    /// What the address asks for; never [`Route::Within`].
    route: Route,
    site: Resource<Site>,
    article: Resource<Article>,
    visit: Visit,
    /// Whether a view that depends on the site's language still waits for `site.json`.
    awaits_site: bool,
    /// Whether the view of this visit was returned.
    shown: bool,
}

/// The number of a visit. Each change of the address and each retry begins a new visit; responses to requests of an
/// older one are ignored.
pub type Visit = u32;

/// A document, from before its request to its result.
enum Resource<T> {
    /// It has to be requested as soon as its address is known.
    Wanted,
    /// It was requested.
    Pending,
    /// It arrived.
    Ready(Arc<T>),
    /// It can't be loaded.
    Failed(Arc<LoadError>),
}

/// The actions that follow from the state.
pub struct Actions {
    /// Whether `site.json` has to be requested.
    pub request_site: bool,
    /// The article that has to be requested, by its slug.
    pub request_article: Option<String>,
    /// What to render.
    pub view: View,
}

/// What to render.
#[derive(Debug, PartialEq)]
pub enum View {
    /// Nothing: the page is up to date, or there is nothing to show yet.
    Unchanged,
    /// Nothing for now: the article or the error is known, but not the language of the site, which it needs.
    AwaitingSite,
    /// This article, skeleton or error.
    Show(ArticleState),
}

impl PageState {
    /// The state of a page that was opened at this route.
    pub fn new(route: Route) -> Self {
        // There is no article yet that a fragment could point into.
        let route = if route == Route::Within { Route::Home } else { route };
        Self { route, site: Resource::Wanted, article: Resource::Wanted, visit: 0, awaits_site: true, shown: false }
    }

    /// The address has changed. Returns whether this begins a new visit.
    pub fn navigate(&mut self, route: Route) -> bool {
        let is_pending = !self.shown && route == self.route;
        if route == Route::Within || is_pending {
            return false;
        }
        self.route = route;
        self.reload();
        true
    }

    /// Begins a new visit to the same route. What failed is requested again.
    pub fn reload(&mut self) {
        self.visit = self.visit.wrapping_add(1);
        self.article = Resource::Wanted;
        self.shown = false;
        if matches!(self.site, Resource::Failed(_)) {
            self.site = Resource::Wanted;
        }
    }

    /// The device is online again. Returns whether this begins a new visit.
    pub fn reconnect(&mut self) -> bool {
        let lost = match self.outcome() {
            Some(ArticleState::Failed(error)) => matches!(*error, LoadError::Offline | LoadError::Network),
            _ => false,
        };
        if lost {
            self.reload();
        }
        lost
    }

    /// `site.json` has arrived, or can't be loaded.
    pub fn receive_site(&mut self, result: Result<Arc<Site>, LoadError>) {
        self.awaits_site = false;
        self.site = match result {
            Ok(site) => {
                // Without it, the page was shown in the default language.
                let same_language = site.lang.as_deref().is_none_or(|lang| lang == "en");
                if !same_language && self.outcome().as_ref().is_some_and(depends_on_site) {
                    self.shown = false;
                }
                Resource::Ready(site)
            }
            Err(error) => Resource::Failed(Arc::new(error)),
        };
    }

    /// The article of a visit has arrived, or can't be loaded.
    pub fn receive_article(&mut self, visit: Visit, result: Result<Article, LoadError>) {
        if visit == self.visit {
            self.article = match result {
                Ok(article) => Resource::Ready(Arc::new(article)),
                Err(error) => Resource::Failed(Arc::new(error)),
            };
        }
    }

    /// `site.json` is late. From now on, no view waits for it; when it arrives, the view is rendered again.
    pub fn stop_awaiting_site(&mut self) {
        self.awaits_site = false;
    }

    /// The visit that is shown now. Each new fragment starts another one.
    pub fn visit(&self) -> Visit {
        self.visit
    }

    /// Whether neither an article nor an error is known yet.
    pub fn is_loading(&self) -> bool {
        self.outcome().is_none()
    }

    /// Returns what has to be done now: each request and each view once.
    pub fn take_actions(&mut self) -> Actions {
        Actions { request_site: self.request_site(), request_article: self.request_article(), view: self.view() }
    }

    fn request_site(&mut self) -> bool {
        let wanted = matches!(self.site, Resource::Wanted);
        if wanted {
            self.site = Resource::Pending;
        }
        wanted
    }

    fn request_article(&mut self) -> Option<String> {
        let slug = match (&self.article, &self.route, &self.site) {
            (Resource::Wanted, Route::Article(slug), _) => slug.clone(),
            (Resource::Wanted, Route::Home, Resource::Ready(site)) => home(site)?.to_owned(),
            _ => return None,
        };
        self.article = Resource::Pending;
        Some(slug)
    }

    fn view(&mut self) -> View {
        match self.outcome() {
            Some(outcome) if !self.shown => {
                if self.awaits_site && depends_on_site(&outcome) {
                    return View::AwaitingSite;
                }
                self.shown = true;
                View::Show(outcome)
            }
            _ => View::Unchanged,
        }
    }

    /// The article or the error that the address leads to, once it is known.
    fn outcome(&self) -> Option<ArticleState> {
        let failed = match (&self.article, &self.route, &self.site) {
            (Resource::Ready(article), ..) => return Some(ArticleState::Ready(article.clone())),
            (Resource::Failed(error), ..) | (_, Route::Home, Resource::Failed(error)) => Some(error.clone()),
            (_, Route::Refused, _) => None,
            (_, Route::Home, Resource::Ready(site)) if home(site).is_none() => None,
            _ => return None,
        };
        Some(ArticleState::Failed(failed.unwrap_or_else(|| Arc::new(LoadError::NotFound(404)))))
    }
}

/// The slug of the front page's article.
fn home(site: &Site) -> Option<&str> {
    site.home.as_deref().filter(|slug| is_slug(slug))
}

/// Whether the view depends on the language of the site: an article that names no language, or an error.
fn depends_on_site(outcome: &ArticleState) -> bool {
    !matches!(outcome, ArticleState::Ready(article) if article.lang.is_some())
}
