//! The page: which story, loading it, and what stands there meanwhile or instead.

pub mod route;

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

/// What stands in the middle of the page.
#[derive(Clone, Debug)]
pub enum Story {
    /// It is on its way, and has been long enough to say so.
    Loading,
    /// It is there.
    Ready(Arc<Article>),
    /// It does not come.
    Failed(LoadError),
}

/// What stands around the story.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// What all stories share; the defaults until it has come, or if it does not.
    pub site: Site,
    /// The page's own address, for the way back from the login page.
    pub address: String,
}

/// The full-window page.
#[component]
pub fn Page(
    /// What stands around the story.
    around: ArcRwSignal<Surroundings>,
    /// The story.
    story: ArcRwSignal<Story>,
    /// Called when the reader wants another try.
    retry: Rc<dyn Fn()>,
) -> impl IntoView {
    let (above, below, beside) = (around.clone(), around.clone(), around);
    let retry = SendWrapper::new(retry);
    let top = move || {
        let Surroundings { site, address } = &*above.read();
        let labels = Labels::of(site.lang.as_deref().unwrap_or_default());
        let session = site.session.as_ref();
        let login = session.and_then(|session| session::login(&session.login, address, &Base::new(address)));
        Markup::Group(vec![
            skip_link(labels).into(),
            SessionBar(SessionBarProps { login, template: None, labels }),
            masthead(site.title.as_deref(), HOME).into(),
        ])
    };
    let story = move || {
        let site = &beside.read_untracked().site;
        let labels = Labels::of(site.lang.as_deref().unwrap_or_default());
        let (state, content) = match &*story.read() {
            Story::Loading => ("loading", Skeleton(SkeletonProps { labels })),
            Story::Ready(article) => {
                let notes = Citations::new(&article.notes);
                let setting = Setting::page(article, site.lang.as_deref(), &notes);
                ("ready", ArticleView(ArticleViewProps { article, setting }))
            }
            Story::Failed(error) => {
                ("fault", FaultView(FaultViewProps { error, labels, home: Some(HOME), retry: (*retry).clone() }))
            }
        };
        Markup::from(middle(state, content))
    };
    let foot = move || Markup::from(site_footer(below.read().site.rights.as_deref()));
    (top, story, foot)
}
