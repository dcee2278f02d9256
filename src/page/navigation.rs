//! Sets title, focus and scroll position when an article is opened, as a browser does by itself for a new page.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::{request_animation_frame, window_event_listener_untyped};
use leptos::tachys::dom::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, FocusOptions, HtmlElement, ScrollRestoration};

use super::ArticleState;
use crate::article::Direction;
use crate::article::text::plain;
use crate::labels::Labels;
use crate::load;
use crate::route::Route;
use crate::site::Site;

/// How the reader came to an article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Arrival {
    /// By a link, by the retry button, or by typing the address.
    Opened,
    /// By Back, Forward or Reload. It has the scroll position at which the reader left.
    Returned(f64),
}

/// `location.hash`.
pub fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// The page's own address.
pub fn address() -> String {
    window().location().href().unwrap_or_default()
}

/// How the reader came to the current address. Its history entry has a scroll position only if the reader has been
/// there before: see [`remember_scroll`].
pub fn arrival() -> Arrival {
    let state = window().history().and_then(|history| history.state()).ok();
    state.and_then(|state| state.as_f64()).map_or(Arrival::Opened, Arrival::Returned)
}

/// From now on, stores the scroll position in each history entry. The browser's own scroll restoration comes too early:
/// it scrolls before the article is rendered.
pub fn remember_scroll() {
    if let Ok(history) = window().history() {
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
    let waiting = Rc::new(Cell::new(false));
    window_event_listener_untyped("scroll", move |_| {
        // Not at each event, because Safari refuses more than 100 changes in 30 seconds.
        if waiting.replace(true) {
            return;
        }
        let scrolled = address();
        let waiting = waiting.clone();
        spawn_local(async move {
            load::sleep(400.).await;
            waiting.set(false);
            if let (true, Ok(history), Ok(place)) = (scrolled == address(), window().history(), window().scroll_y()) {
                let _ = history.replace_state(&JsValue::from_f64(place), "");
            }
        });
    });
}

/// Sets the document's title from what the page shows, and its language and direction from the labels.
pub fn set_title(shown: &ArticleState, site: &Site) {
    let labels = Labels::of(site.lang.as_deref().unwrap_or_default());
    let heading = match shown {
        ArticleState::Ready(article) => article.headline.as_ref().map(|headline| headline.words()),
        ArticleState::Failed(error) => Some(labels.fault(error.fault()).0.to_owned()),
        ArticleState::Loading => None,
    };
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", labels.lang);
        let _ = root.set_attribute("dir", Direction::of(labels.lang).name());
    }
    let title = match (heading, site.title.as_deref().map(plain)) {
        (Some(heading), Some(site)) => heading + " – " + &site,
        (heading, site) => heading.or(site).unwrap_or_default(),
    };
    if !title.is_empty() {
        document().set_title(&title);
    }
}

/// After an article is shown for the first time, sets the scroll position, and moves the focus to where a new page
/// would have it. If `first`, the page itself was just opened, and the browser has set the focus.
pub fn restore_scroll(arrival: Arrival, first: bool) {
    let top = match arrival {
        Arrival::Opened if first => return,
        Arrival::Opened => 0.,
        Arrival::Returned(top) => top,
    };
    request_animation_frame(move || {
        if !first {
            focus_heading();
        }
        window().scroll_to_with_x_and_y(0., top);
    });
}

/// Moves the focus to the heading if an article with the focus in it is about to be rendered again.
pub fn restore_focus() {
    if find("#story:focus-within").is_some() {
        request_animation_frame(focus_heading);
    }
}

fn focus_heading() {
    if let Some(heading) = find("#story h1") {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = heading.focus_with_options(&options);
    }
}

/// Lets links such as `#story` move the focus without changing the address, because the fragment names the article.
pub fn handle_fragment_links() {
    window_event_listener_untyped("click", |event| {
        let link = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = link.and_then(|element| element.closest("a[href^='#']").ok().flatten());
        let Some(fragment) = link.and_then(|link| link.get_attribute("href")) else {
            return;
        };
        if Route::parse(&fragment) == Route::Within {
            event.prevent_default();
            let id = fragment.get(1..).unwrap_or_default();
            if let Some(goal) = document().get_element_by_id(id).and_then(|goal| goal.dyn_into::<HtmlElement>().ok()) {
                goal.scroll_into_view();
                let _ = goal.focus();
            }
        }
    });
}

fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}
