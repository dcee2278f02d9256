//! The page that shows an article: which one, loading it, and the skeleton or error in its place.

pub mod state;

#[cfg(target_arch = "wasm32")]
mod navigation;

#[cfg(target_arch = "wasm32")]
mod start;

#[cfg(target_arch = "wasm32")]
pub use start::start;

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use crate::address::Target;
use crate::article::Article;
use crate::labels::Labels;
use crate::load::LoadError;
use crate::site::Site;
use crate::site::byline_style::BylineStyle;
use crate::view::layout::{main_region, masthead, site_footer, skip_link};
use crate::view::markup::{Markup, fragment};
use crate::view::{
    ArticleView, ArticleViewProps, Citations, FaultView, FaultViewProps, RenderContext, SessionBar, SessionBarProps,
    Skeleton, SkeletonProps,
};

/// What the main region of the page shows.
#[derive(Clone, Debug, PartialEq)]
pub enum ArticleState {
    /// A skeleton, because the article has been loading for a while.
    Loading,
    /// The article.
    Ready(Arc<Article>),
    /// An error message.
    Failed(Arc<LoadError>),
}

/// The whole page.
#[component]
pub fn Page(
    /// The site; its defaults until `site.json` has arrived, or if it can't be loaded.
    site: ArcRwSignal<Arc<Site>>,
    /// The page's own address, which is printed. It is not part of `site`, so that a new address alone does not render
    /// the session bar again.
    address: ArcRwSignal<String>,
    /// Whether the page already has a session bar, which `publish` writes if the site can be asked who is logged in.
    is_asked: bool,
    /// What the main region shows.
    article: ArcRwSignal<ArticleState>,
    /// Called when the reader presses the retry button.
    retry: Rc<dyn Fn()>,
) -> impl IntoView {
    let (header_site, main_site, footer_site) = (site.clone(), site.clone(), site);
    let retry = SendWrapper::new(retry);
    let header = move || {
        let site = header_site.read();
        let labels = Labels::of(site.lang.as_deref().unwrap_or_default());
        let top = (!is_asked).then(|| {
            let bar = SessionBar(SessionBarProps { session: site.session.as_ref(), page: None, labels });
            fragment().with(skip_link(labels)).with(bar)
        });
        Markup::from(fragment().with(top).with(masthead(site.title.as_deref(), &Target::front())))
    };
    let main = move || {
        // Read untracked, because `page/state.rs` decides when the article is rendered again.
        let site = main_site.read_untracked();
        let labels = Labels::of(site.lang.as_deref().unwrap_or_default());
        let (state, content) = match &*article.read() {
            ArticleState::Loading => ("loading", Skeleton(SkeletonProps { labels })),
            ArticleState::Ready(article) => {
                let notes = Citations::new(&article.notes);
                let context = RenderContext {
                    one_line: site.byline_style == BylineStyle::Line,
                    ..RenderContext::page(article, site.lang.as_deref(), &notes)
                };
                ("ready", ArticleView(ArticleViewProps { article, context: &context }))
            }
            ArticleState::Failed(error) => (
                "fault",
                FaultView(FaultViewProps { error, labels, home: Some(&Target::front()), retry: (*retry).clone() }),
            ),
        };
        Markup::from(main_region(state, content))
    };
    let footer = move || Markup::from(site_footer(footer_site.read().rights.as_deref(), Some(&address.read())));
    (header, main, footer)
}
