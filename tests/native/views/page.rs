//! The whole page.

use std::rc::Rc;
use std::sync::Arc;

use broadsheet::address::Base;
use broadsheet::load::LoadError;
use broadsheet::page::{ArticleState, Page, PageProps};
use broadsheet::site::Site;
use leptos::prelude::*;

use super::dom::Dom;
use crate::article::article;

const SITE: &str = r#"{ "title": "The Paper", "session": { "login": "https://example.org/login?next={return}", "assume": "signed-out" }, "rights": "All ours." }"#;

fn page(site: &str, state: ArticleState) -> Dom {
    let (site, _) = Site::from_json(site.as_bytes(), &Base::new("https://paper.example/content/site.json")).unwrap();
    let html = Owner::new().with(|| {
        let props = PageProps {
            site: ArcRwSignal::new(Arc::new(site)),
            address: ArcRwSignal::new("https://paper.example/#/a".to_owned()),
            is_asked: false,
            article: ArcRwSignal::new(state),
            retry: Rc::new(|| {}),
        };
        Page(props).to_html()
    });
    // Leptos marks the places of what can change by comments.
    Dom::parse(html.replace("<!>", ""))
}

fn ready() -> ArticleState {
    ArticleState::Ready(Arc::new(article(r#"{ "headline": "Headline", "body": ["Words."] }"#)))
}

#[test]
fn the_parts_of_the_page_are_landmarks() {
    let dom = page(SITE, ready());
    assert_eq!(dom.text("a.skip-link[href='#story']"), "Skip to the content");
    assert_eq!(dom.text("aside.session-bar > span"), "You are not logged in. LOG IN NOW >");
    assert_eq!(dom.text("header.masthead > a.masthead-title[href='./']"), "The Paper");
    assert_eq!(dom.text("footer.site-footer > small:first-child"), "All ours.");
    assert_eq!(dom.text("footer.site-footer > .on-paper"), "https://paper.example/#/a");
    assert_eq!((dom.count("main#story"), dom.count("h1"), dom.count("article")), (1, 1, 1));
}

#[test]
fn the_return_address_of_the_login_link_is_left_to_return_js() {
    let template = Some("https://example.org/login?next={return}");
    assert_eq!(page(SITE, ready()).attr(".session-bar a", "data-return"), template);
}

#[test]
fn the_article_has_a_state() {
    for (state, name, selector) in [
        (ArticleState::Loading, "loading", "main > .skeleton"),
        (ready(), "ready", "main > article"),
        (
            ArticleState::Failed(Arc::new(LoadError::NotFound(404))),
            "fault",
            "main > section.fault[data-fault=not-found]",
        ),
    ] {
        let dom = page(SITE, state);
        assert_eq!(dom.attr("main#story", "data-state"), Some(name));
        assert_eq!((dom.count("main > *"), dom.count(selector)), (1, 1), "{name}");
        assert_eq!(dom.count(".masthead, .session-bar, .site-footer"), 3, "{name}: the rest of the page still works");
    }
}

#[test]
fn the_page_is_complete_without_site_json() {
    let dom = page("{}", ready());
    assert_eq!(dom.text("h1"), "Headline");
    assert_eq!((dom.count(".session-bar"), dom.count(".session-bar a"), dom.count(".site-footer small")), (1, 0, 1));
}

#[test]
fn a_page_without_a_title_has_no_empty_link() {
    assert_eq!(page("{}", ready()).count("a:empty"), 0);
}

#[test]
fn the_layout_is_in_the_language_of_the_site() {
    let dom = page(r#"{ "lang": "de-AT" }"#, ArticleState::Failed(Arc::new(LoadError::Offline)));
    assert_eq!((dom.text("h1").as_str(), dom.text(".skip-link").as_str()), ("Sie sind offline", "Zum Inhalt springen"));
}
