//! The page: which story, loading it, and what stands there meanwhile or instead.

pub mod route;
pub mod state;

#[cfg(target_arch = "wasm32")]
mod enliven;

#[cfg(target_arch = "wasm32")]
mod navigation;

#[cfg(target_arch = "wasm32")]
mod start;

#[cfg(target_arch = "wasm32")]
pub use {enliven::enliven, start::start};

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use crate::article::Article;
use crate::article::link::Base;
use crate::labels::Labels;
use crate::load::LoadError;
use crate::session;
use crate::site::Site;
use crate::view::furniture::{masthead, middle, site_footer, skip_link};
use crate::view::markup::Markup;
use crate::view::{
    ArticleView, ArticleViewProps, Citations, FaultView, FaultViewProps, SessionBar, SessionBarProps, Setting,
    Skeleton, SkeletonProps,
};

/// The way to the front page. Before a site is published, that is this page, with the story that the site calls `home`.
const HOME: &str = "./";

/// What the main region of the page shows.
#[derive(Clone, Debug, PartialEq)]
pub enum ArticleState {
    /// A skeleton: the article has been loading for a while.
    Loading,
    /// The article.
    Ready(Arc<Article>),
    /// Why there is no article, and what to do.
    Failed(Arc<LoadError>),
}

/// What the layout around the article is made from.
#[derive(Clone, Debug, Default)]
pub struct SiteContext {
    /// What all articles share; the defaults until `site.json` has arrived, or if it can't be had.
    pub site: Arc<Site>,
    /// The page's own address, for the way back from the login page and for paper.
    pub address: String,
}

/// The full-window page.
#[component]
pub fn Page(
    /// What the layout is made from.
    context: ArcRwSignal<SiteContext>,
    /// What the main region shows.
    article: ArcRwSignal<ArticleState>,
    /// Called when the reader wants another try.
    retry: Rc<dyn Fn()>,
) -> impl IntoView {
    let (header_context, main_context, footer_context) = (context.clone(), context.clone(), context);
    let retry = SendWrapper::new(retry);
    let header = move || {
        let SiteContext { site, address } = &*header_context.read();
        let labels = Labels::of(site.lang.as_deref().unwrap_or_default());
        let session = site.session.as_ref();
        let login = session.and_then(|session| session::login(&session.login, address, &Base::new(address)));
        Markup::Group(vec![
            skip_link(labels).into(),
            SessionBar(SessionBarProps { login, template: None, labels }),
            masthead(site.title.as_deref(), HOME).into(),
        ])
    };
    let main = move || {
        // Not tracked: `page/state.rs` knows when the article has to be rendered again.
        let site = &main_context.read_untracked().site;
        let labels = Labels::of(site.lang.as_deref().unwrap_or_default());
        let (state, content) = match &*article.read() {
            ArticleState::Loading => ("loading", Skeleton(SkeletonProps { labels })),
            ArticleState::Ready(article) => {
                let notes = Citations::new(&article.notes);
                let setting = Setting::page(article, site.lang.as_deref(), &notes);
                ("ready", ArticleView(ArticleViewProps { article, setting }))
            }
            ArticleState::Failed(error) => {
                ("fault", FaultView(FaultViewProps { error, labels, home: Some(HOME), retry: (*retry).clone() }))
            }
        };
        Markup::from(middle(state, content))
    };
    let footer = move || {
        let SiteContext { site, address } = &*footer_context.read();
        Markup::from(site_footer(site.rights.as_deref(), Some(address)))
    };
    (header, main, footer)
}
