//! Runs the bare page: passes events to its state, and carries out the actions that follow.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use leptos::mount::mount_to;
use leptos::prelude::{ArcRwSignal, ReadUntracked, Set, window_event_listener_untyped};
use leptos::tachys::dom::document;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

use super::navigation::{self, Arrival};
use super::state::{PageState, View};
use super::{ArticleState, Page, PageProps};
use crate::address::Base;
use crate::article::read::Read;
use crate::load::{self, LoadError, PreloadedResponses, Request};
use crate::route::Route;
use crate::site::Site;

/// A delay in milliseconds. An article that loads for longer gets a skeleton. An article that has loaded, and names no
/// language, waits no longer than this for `site.json`.
const DELAY: f64 = 300.;

/// Shows in the element `#page` what the address asks for, now and after each change of the address.
///
/// `root` is the address of the publication. It ends in `/`.
pub fn start(root: String, preloaded: PreloadedResponses) {
    let app = Rc::new(App {
        root,
        preloaded,
        state: RefCell::new(PageState::new(Route::parse(&navigation::hash()))),
        site: ArcRwSignal::new(Arc::default()),
        address: ArcRwSignal::new(navigation::address()),
        article: ArcRwSignal::new(ArticleState::Loading),
        request: RefCell::new(None),
        arrival: Cell::new(None),
        mounted: Cell::new(false),
    });
    // Before the first request, so that no change of the address is missed while it is pending.
    app.listen();
    app.begin_visit(navigation::arrival());
}

/// The running page, which exists as long as the document.
struct App {
    root: String,
    preloaded: PreloadedResponses,
    state: RefCell<PageState>,
    site: ArcRwSignal<Arc<Site>>,
    address: ArcRwSignal<String>,
    article: ArcRwSignal<ArticleState>,
    /// The pending request for the article.
    request: RefCell<Option<Rc<Request>>>,
    /// How the reader came here; [`None`] once focus and scroll position are set.
    arrival: Cell<Option<Arrival>>,
    /// Whether the page is mounted. Before that, the document has the skeleton of index.html, with everything at its
    /// final position.
    mounted: Cell<bool>,
}

impl App {
    fn listen(self: &Rc<Self>) {
        let app = self.clone();
        window_event_listener_untyped("hashchange", move |_| {
            let navigated = app.state.borrow_mut().navigate(Route::parse(&navigation::hash()));
            if navigated {
                app.address.set(navigation::address());
                app.begin_visit(navigation::arrival());
            }
        });
        let app = self.clone();
        window_event_listener_untyped("online", move |_| {
            let reconnected = app.state.borrow_mut().reconnect();
            if reconnected {
                app.begin_visit(Arrival::Opened);
            }
        });
        navigation::handle_fragment_links();
    }

    fn begin_visit(self: &Rc<Self>, arrival: Arrival) {
        if let Some(request) = self.request.take() {
            request.abort();
        }
        self.arrival.set(Some(arrival));
        self.after_delay(|app| {
            if app.state.borrow().is_loading() {
                app.article.set(ArticleState::Loading);
            }
        });
        self.update();
    }

    /// Carries out the actions that follow from the state. Called after each event.
    fn update(self: &Rc<Self>) {
        // The borrow has to end here, because the actions may call this method again.
        let actions = self.state.borrow_mut().take_actions();
        if actions.request_site {
            self.fetch_site();
        }
        if let Some(slug) = actions.request_article {
            self.fetch_article(&slug);
        }
        match actions.view {
            View::Unchanged => {}
            View::AwaitingSite => self.after_delay(|app| {
                app.state.borrow_mut().stop_awaiting_site();
                app.update();
            }),
            View::Show(article) => self.show(article),
        }
    }

    /// Calls `then` after [`DELAY`], unless another visit has begun by then.
    fn after_delay(self: &Rc<Self>, then: fn(&Rc<Self>)) {
        let app = self.clone();
        let visit = self.state.borrow().visit();
        spawn_local(async move {
            load::sleep(DELAY).await;
            let current = app.state.borrow().visit();
            if visit == current {
                then(&app);
            }
        });
    }

    fn fetch_site(self: &Rc<Self>) {
        let app = self.clone();
        spawn_local(async move {
            let base = Base::new(format!("{}content/site.json", app.root));
            let request = Request::new(&base, &app.preloaded);
            let result = fetch(&request, &base).await.map(Arc::<Site>::new);
            match &result {
                Ok(site) => {
                    app.site.set(site.clone());
                    navigation::set_title(&app.article.read_untracked(), site);
                }
                Err(error) => web_sys::console::error_1(&format!("site.json: {error}").into()),
            }
            app.state.borrow_mut().receive_site(result);
            app.update();
        });
    }

    fn fetch_article(self: &Rc<Self>, slug: &str) {
        let app = self.clone();
        let visit = self.state.borrow().visit();
        let base = Base::article(&self.root, slug);
        let request = Rc::new(Request::new(&base, &self.preloaded));
        self.request.replace(Some(request.clone()));
        spawn_local(async move {
            let result = fetch(&request, &base).await;
            app.state.borrow_mut().receive_article(visit, result);
            app.update();
        });
    }

    fn show(self: &Rc<Self>, article: ArticleState) {
        let arrival = self.arrival.take();
        if let (ArticleState::Failed(error), Some(_)) = (&article, arrival) {
            web_sys::console::error_1(&format!("{}: {error}", navigation::address()).into());
        }
        navigation::set_title(&article, &self.site.read_untracked());
        self.article.set(article);
        let first = !self.mounted.get();
        if first {
            self.mount();
        }
        match arrival {
            Some(arrival) => navigation::restore_scroll(arrival, first),
            None => navigation::restore_focus(),
        }
    }

    fn mount(self: &Rc<Self>) {
        let place = document().get_element_by_id("page").and_then(|place| place.dyn_into::<HtmlElement>().ok());
        let Some(place) = place else {
            return;
        };
        self.mounted.set(true);
        place.set_text_content(None);
        let app = self.clone();
        let props = PageProps {
            site: self.site.clone(),
            address: self.address.clone(),
            is_asked: document().query_selector(".session-bar[data-check]").is_ok_and(|bar| bar.is_some()),
            article: self.article.clone(),
            retry: Rc::new(move || {
                app.state.borrow_mut().reload();
                app.begin_visit(Arrival::Opened);
            }),
        };
        // The page is never unmounted, so its handle is not needed.
        mount_to(place, move || Page(props)).forget();
        // Not earlier, because the scroll position of the skeleton is of no use.
        navigation::remember_scroll();
    }
}

/// Fetches and reads a document.
async fn fetch<T: Read>(request: &Request, base: &Base) -> Result<T, LoadError> {
    load::read(&request.bytes().await?, base)
}
