//! From an empty page to a living one.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use leptos::mount::mount_to;
use leptos::prelude::{ArcRwSignal, ReadUntracked, Set, Update, document, window_event_listener_untyped};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, AbortSignal, HtmlElement};

use super::navigation::{self, Arrival};
use super::route::Route;
use super::{Page, PageProps, Story, Surroundings};
use crate::article::Article;
use crate::article::link::Base;
use crate::article::read::Read;
use crate::load::{self, Early, LoadError};
use crate::site::Site;

/// How long the page stays as it was while a story loads, in milliseconds; then it says that one is loading.
const PATIENCE: f64 = 300.;

/// Loads the story that the address asks for, puts it in the element `#page`, and follows the address from then on.
///
/// `root` is the publication's address, which ends in `/`.
pub fn start(root: String, early: Early) {
    let reading = Reading {
        root,
        early,
        around: ArcRwSignal::new(Surroundings { site: Site::default(), address: navigation::address() }),
        site_known: Cell::new(false),
        story: ArcRwSignal::new(Story::Loading),
        current: RefCell::new(None),
        mounted: Cell::new(false),
    };
    Rc::new(reading).open(navigation::arrival());
}

/// The page's state. Lives as long as the page.
struct Reading {
    root: String,
    early: Early,
    around: ArcRwSignal<Surroundings>,
    /// Whether `site.json` has come.
    site_known: Cell<bool>,
    story: ArcRwSignal<Story>,
    /// The load that is under way.
    current: RefCell<Option<AbortController>>,
    /// Whether the page is mounted. Until then the shell shows an outline of it, with everything in the same place.
    mounted: Cell<bool>,
}

impl Reading {
    /// Loads what the address asks for, and shows it or why it did not come; unless the address changes meanwhile.
    fn open(self: &Rc<Self>, arrival: Arrival) {
        let Ok(controller) = AbortController::new() else {
            return;
        };
        let signal = controller.signal();
        self.supersede(Some(controller));
        if self.mounted.get() {
            self.grow_impatient(signal.clone());
        }
        let reading = self.clone();
        spawn_local(async move {
            let result = reading.load(&signal).await;
            if !signal.aborted() {
                reading.show(result, arrival);
            }
        });
    }

    fn show(self: &Rc<Self>, result: Result<Article, LoadError>, arrival: Arrival) {
        // This load is over: there is nothing left to abort, and nothing to wait for.
        self.supersede(None);
        let story = match result {
            Ok(article) => Story::Ready(Arc::new(article)),
            Err(error) => {
                web_sys::console::error_1(&format!("{}: {error}", navigation::address()).into());
                Story::Failed(error)
            }
        };
        navigation::announce(&story, &self.around.read_untracked().site);
        self.story.set(story);
        let first = !self.mounted.get();
        if first {
            self.mount();
        }
        navigation::settle(arrival, first);
    }

    /// Ends the load that is under way, if there is one, and puts another in its place.
    fn supersede(&self, next: Option<AbortController>) {
        if let Some(controller) = self.current.replace(next) {
            controller.abort();
        }
    }

    fn grow_impatient(self: &Rc<Self>, signal: AbortSignal) {
        let story = self.story.clone();
        spawn_local(async move {
            load::sleep(PATIENCE).await;
            if !signal.aborted() {
                story.set(Story::Loading);
            }
        });
    }

    async fn load(self: &Rc<Self>, signal: &AbortSignal) -> Result<Article, LoadError> {
        let slug = match Route::parse(&navigation::hash()) {
            Route::Story(slug) => {
                // The story does not wait for what stands around it.
                let reading = self.clone();
                spawn_local(async move {
                    if let Err(error) = reading.load_site().await {
                        web_sys::console::error_1(&format!("site.json: {error}").into());
                    }
                });
                slug
            }
            route => {
                // Even for a refused address: the page says in the site's language that there is no such story.
                let site = self.load_site().await;
                if route == Route::Refused {
                    return Err(LoadError::NotFound(404));
                }
                site?;
                self.around.read_untracked().site.home.clone().ok_or(LoadError::NotFound(404))?
            }
        };
        self.document(&Base::story(&self.root, &slug), signal).await
    }

    /// Sees to it that `site.json` is there. It is fetched once.
    async fn load_site(&self) -> Result<(), LoadError> {
        if self.site_known.get() {
            return Ok(());
        }
        let base = Base::new(format!("{}content/site.json", self.root));
        let controller = AbortController::new().map_err(|_| LoadError::Network)?;
        let site = self.document(&base, &controller.signal()).await;
        controller.abort();
        let site = site?;
        self.site_known.set(true);
        // A story that came before it has been announced without it.
        navigation::announce(&self.story.read_untracked(), &site);
        self.around.update(|around| around.site = site);
        Ok(())
    }

    async fn document<T: Read>(&self, base: &Base, signal: &AbortSignal) -> Result<T, LoadError> {
        load::read(&load::fetch(base.url(), &self.early, signal).await?, base)
    }

    fn mount(self: &Rc<Self>) {
        let place = document().get_element_by_id("page").and_then(|place| place.dyn_into::<HtmlElement>().ok());
        let Some(place) = place else {
            return;
        };
        self.mounted.set(true);
        place.set_text_content(None);
        let reading = self.clone();
        let props = PageProps {
            around: self.around.clone(),
            story: self.story.clone(),
            retry: Rc::new(move || reading.open(Arrival::Opened)),
        };
        // The page is never taken down, so its handle is never needed.
        mount_to(place, move || Page(props)).forget();

        let reading = self.clone();
        window_event_listener_untyped("hashchange", move |_| {
            if Route::parse(&navigation::hash()) != Route::Within {
                reading.around.update(|around| around.address = navigation::address());
                reading.open(navigation::arrival());
            }
        });
        let reading = self.clone();
        window_event_listener_untyped("online", move |_| {
            if matches!(&*reading.story.read_untracked(), Story::Failed(LoadError::Offline | LoadError::Network)) {
                reading.open(Arrival::Opened);
            }
        });
        navigation::keep_places();
        navigation::keep_address();
    }
}
