//! The state of the bare page: what the address asks for, what has arrived, and what follows from that.
//!
//! Article, `site.json` and fragment arrive in any order, late, twice or never. Each event is only recorded; requests
//! and views are derived from the whole state, so they don't depend on the order of events. This module does no I/O:
//! `page/start.rs` passes the events in, and carries out what is asked for.

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
    /// Whether the view of this visit was handed out.
    shown: bool,
}

/// Numbers the tries to show something: each change of address and each retry begins a new one, and what was requested
/// for an older one no longer counts.
pub type Visit = u32;

/// A document that is fetched.
enum Resource<T> {
    /// It has to be requested, as soon as its address is known.
    Wanted,
    /// It was requested.
    Pending,
    /// It arrived.
    Ready(Arc<T>),
    /// It can't be had.
    Failed(Arc<LoadError>),
}

/// What follows from the state.
pub struct Actions {
    /// Whether `site.json` has to be requested.
    pub request_site: bool,
    /// The article that has to be requested, by its slug.
    pub request_article: Option<String>,
    /// What to do with the screen.
    pub view: View,
}

/// What to do with the screen.
#[derive(Debug, PartialEq)]
pub enum View {
    /// Leave it as it is: it is up to date, or there is nothing to show yet.
    Unchanged,
    /// Leave it for a moment: the article or the fault is known, but its language is that of the site, which is not.
    AwaitingSite,
    /// Render this.
    Show(ArticleState),
}

impl PageState {
    /// A page that was opened at this route.
    pub fn new(route: Route) -> Self {
        // Nothing is shown yet that a fragment could point into.
        let route = if route == Route::Within { Route::Home } else { route };
        Self { route, site: Resource::Wanted, article: Resource::Wanted, visit: 0, awaits_site: true, shown: false }
    }

    /// The address has changed. Returns whether this begins a new visit.
    pub fn navigate(&mut self, route: Route) -> bool {
        let under_way = !self.shown && route == self.route;
        if route == Route::Within || under_way {
            return false;
        }
        self.route = route;
        self.reload();
        true
    }

    /// Begins a new visit to the same route: whatever failed is tried again.
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

    /// `site.json` has arrived, or can't be had.
    pub fn receive_site(&mut self, result: Result<Arc<Site>, LoadError>) {
        self.awaits_site = false;
        self.site = match result {
            Ok(site) => {
                // What was shown without it was shown in the default language.
                let same_language = site.lang.as_deref().is_none_or(|lang| lang == "en");
                if !same_language && self.outcome().as_ref().is_some_and(depends_on_site) {
                    self.shown = false;
                }
                Resource::Ready(site)
            }
            Err(error) => Resource::Failed(Arc::new(error)),
        };
    }

    /// The article of a visit has arrived, or can't be had.
    pub fn receive_article(&mut self, visit: Visit, result: Result<Article, LoadError>) {
        if visit == self.visit {
            self.article = match result {
                Ok(article) => Resource::Ready(Arc::new(article)),
                Err(error) => Resource::Failed(Arc::new(error)),
            };
        }
    }

    /// `site.json` is late. From now on no view waits for it; if it comes, the view is rendered again.
    pub fn stop_awaiting_site(&mut self) {
        self.awaits_site = false;
    }

    /// The visit that is under way.
    pub fn visit(&self) -> Visit {
        self.visit
    }

    /// Whether nothing is known yet of what the address asks for.
    pub fn is_loading(&self) -> bool {
        self.outcome().is_none()
    }

    /// What has to be done now. Each request and each view is returned once.
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

    /// What the address leads to, once that is known.
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

/// Whether the site's language shows: in an article that names none, and in the words of a fault.
fn depends_on_site(outcome: &ArticleState) -> bool {
    !matches!(outcome, ArticleState::Ready(article) if article.lang.is_some())
}
