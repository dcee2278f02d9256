//! The state of the bare page: what it requests and shows for every order of events.

use std::sync::Arc;

use broadsheet::address::Base;
use broadsheet::article::Article;
use broadsheet::load::LoadError;
use broadsheet::page::ArticleState;
use broadsheet::page::state::{PageState, View};
use broadsheet::route::Route;
use broadsheet::site::Site;

use crate::article::article;

/// An event.
#[derive(Clone, Copy, Debug)]
enum Event {
    /// The address changes to this fragment.
    Fragment(&'static str),
    /// `site.json` arrives, with these bytes.
    Site(&'static str),
    SiteFails,
    /// The article that was requested last arrives; it names its language.
    Article,
    /// Like [`Event::Article`], but it names no language.
    ArticleWithoutLanguage,
    /// The article that was requested before the last one arrives.
    FormerArticle,
    ArticleFails,
    /// The page has waited long enough for the site's language.
    SiteIsLate,
    Retry,
    Online,
}

/// A page, and a log of its requests and views.
struct Run {
    state: PageState,
    visits: Vec<u32>,
    log: Vec<String>,
}

/// Opens a page at a fragment, sends it the events, and returns its log: `site` and `article SLUG` for requests,
/// `waits` for a view that waits for the site, and `shows …` for a view.
fn run(fragment: &str, events: &[Event]) -> Vec<String> {
    let mut run = Run { state: PageState::new(Route::parse(fragment)), visits: Vec::new(), log: Vec::new() };
    run.update();
    for event in events {
        run.handle(*event);
        run.update();
    }
    run.log
}

impl Run {
    fn handle(&mut self, event: Event) {
        let article = |fields: &str| -> Article { article(&format!(r#"{{ {fields} "body": ["B"] }}"#)) };
        let last = self.visits.last().copied().unwrap_or_default();
        match event {
            Event::Fragment(fragment) => drop(self.state.navigate(Route::parse(fragment))),
            Event::Site(json) => {
                let base = Base::new("https://paper.example/content/site.json");
                let (site, _) = Site::from_json(json.as_bytes(), &base).expect("it is a site");
                self.state.receive_site(Ok(Arc::new(site)));
            }
            Event::SiteFails => self.state.receive_site(Err(LoadError::Timeout)),
            Event::Article => self.state.receive_article(last, Ok(article(r#""lang": "fr", "headline": "H","#))),
            Event::ArticleWithoutLanguage => self.state.receive_article(last, Ok(article(r#""headline": "H","#))),
            Event::FormerArticle => {
                let former = self.visits[self.visits.len() - 2];
                self.state.receive_article(former, Ok(article(r#""lang": "fr", "headline": "Former","#)));
            }
            Event::ArticleFails => self.state.receive_article(last, Err(LoadError::Network)),
            Event::SiteIsLate => self.state.stop_awaiting_site(),
            Event::Retry => self.state.reload(),
            Event::Online => drop(self.state.reconnect()),
        }
    }

    fn update(&mut self) {
        let actions = self.state.take_actions();
        if actions.request_site {
            self.log.push("site".to_owned());
        }
        if let Some(slug) = actions.request_article {
            self.log.push(format!("article {slug}"));
            self.visits.push(self.state.visit());
        }
        let again = self.state.take_actions();
        assert!(!again.request_site && again.request_article.is_none(), "nothing is requested twice");
        assert!(!matches!(again.view, View::Show(_)), "nothing is shown twice");
        match actions.view {
            View::Unchanged => return,
            View::AwaitingSite => self.log.push("waits".to_owned()),
            View::Show(ArticleState::Ready(article)) => {
                let is_former = article.headline.as_ref().is_some_and(|headline| headline.words() == "Former");
                self.log.push(if is_former { "shows the former article" } else { "shows article" }.to_owned());
            }
            View::Show(ArticleState::Failed(error)) => self.log.push(format!("shows {}", error.code())),
            View::Show(ArticleState::Loading) => panic!("a skeleton is no result"),
        }
        assert!(!self.state.is_loading());
    }
}

const SITE: Event = Event::Site(r#"{ "title": "The Paper", "home": "front", "lang": "en" }"#);
const ARABIC: Event = Event::Site(r#"{ "title": "الجريدة", "home": "front", "lang": "ar" }"#);

#[test]
fn the_page_shows_the_article_of_the_address_in_any_order_of_arrival() {
    use Event::*;
    let table: &[(&str, &[Event], &[&str])] = &[
        // Article and site.
        ("#/a", &[Article, SITE], &["site", "article a", "shows article"]),
        ("#/a", &[SITE, Article], &["site", "article a", "shows article"]),
        ("#/a", &[Article], &["site", "article a", "shows article"]),
        ("#/a", &[SiteFails, Article], &["site", "article a", "shows article"]),
        ("#/a", &[Article, SiteFails], &["site", "article a", "shows article"]),
        ("#/a", &[ArticleFails, SITE], &["site", "article a", "waits", "shows network"]),
        // The article that `site.json` calls home.
        ("", &[SITE, Article], &["site", "article front", "shows article"]),
        ("#/", &[SiteIsLate, SITE, Article], &["site", "article front", "shows article"]),
        ("", &[SiteFails], &["site", "shows timeout"]),
        ("", &[SiteFails, Retry, SITE, Article], &["site", "shows timeout", "site", "article front", "shows article"]),
        // A fragment that points into an article, before there is one.
        ("#note-1", &[SITE, Article], &["site", "article front", "shows article"]),
        ("#/a", &[Fragment("#note-1"), Article], &["site", "article a", "shows article"]),
        (
            "#/a",
            &[ArticleFails, SITE, Fragment("#x"), Retry, Article],
            &["site", "article a", "waits", "shows network", "article a", "shows article"],
        ),
        // The fragment changes before anything has arrived, after the article, after the site, and back.
        ("#/a", &[Fragment("#/b"), Article, SITE], &["site", "article a", "article b", "shows article"]),
        ("#/a", &[SITE, Fragment("#/b"), Article], &["site", "article a", "article b", "shows article"]),
        (
            "#/a",
            &[Article, Fragment("#/b"), Article],
            &["site", "article a", "shows article", "article b", "shows article"],
        ),
        ("", &[Fragment("#/b"), Article, SITE], &["site", "article b", "shows article"]),
        ("#/a", &[Fragment(""), SITE, Article], &["site", "article a", "article front", "shows article"]),
        (
            "#/a",
            &[Fragment("#/b"), Fragment("#/a"), Article],
            &["site", "article a", "article b", "article a", "shows article"],
        ),
        (
            "#/a",
            &[Fragment("#/a/b"), SITE, Fragment("#/b"), Article],
            &["site", "article a", "waits", "shows not-found", "article b", "shows article"],
        ),
        // The response to the overtaken request arrives as well.
        ("#/a", &[Fragment("#/b"), FormerArticle, Article], &["site", "article a", "article b", "shows article"]),
        ("#/a", &[Fragment("#/b"), Article, FormerArticle], &["site", "article a", "article b", "shows article"]),
        // The same fragment twice.
        ("#/a", &[Fragment("#/a"), Article], &["site", "article a", "shows article"]),
        ("#/a", &[Fragment("#/b"), Fragment("#/b"), Article], &["site", "article a", "article b", "shows article"]),
        // A retry.
        (
            "#/a",
            &[ArticleFails, SITE, Retry, Article],
            &["site", "article a", "waits", "shows network", "article a", "shows article"],
        ),
        (
            "#/a",
            &[ArticleFails, SITE, Online, Article],
            &["site", "article a", "waits", "shows network", "article a", "shows article"],
        ),
        ("#/a", &[Article, Online], &["site", "article a", "shows article"]),
        ("#/a", &[Online, Article], &["site", "article a", "shows article"]),
    ];
    for (fragment, events, log) in table {
        assert_eq!(run(fragment, events), *log, "{fragment} {events:?}");
    }
}

#[test]
fn an_article_without_a_language_waits_for_the_site_but_not_for_long() {
    use Event::*;
    let table: &[(&[Event], &[&str])] = &[
        (&[ARABIC, ArticleWithoutLanguage], &["shows article"]),
        (&[ArticleWithoutLanguage, ARABIC], &["waits", "shows article"]),
        (&[ArticleWithoutLanguage, SiteFails], &["waits", "shows article"]),
        (&[ArticleWithoutLanguage, SiteIsLate], &["waits", "shows article"]),
        // Shown in English, and then in the language of the site.
        (&[ArticleWithoutLanguage, SiteIsLate, ARABIC], &["waits", "shows article", "shows article"]),
        (&[ArticleFails, SiteIsLate, ARABIC], &["waits", "shows network", "shows network"]),
        (&[Fragment("#/a/b"), SiteIsLate, ARABIC], &["waits", "shows not-found", "shows not-found"]),
        // The language was right already.
        (&[ArticleWithoutLanguage, SiteIsLate, SITE], &["waits", "shows article"]),
        (&[Article, ARABIC], &["shows article"]),
        // After the site was late once, no view waits for it again.
        (
            &[ArticleWithoutLanguage, SiteIsLate, Fragment("#/b"), ArticleWithoutLanguage],
            &["waits", "shows article", "article b", "shows article"],
        ),
        // The site arrives while another article is loading.
        (
            &[ArticleWithoutLanguage, SiteIsLate, Fragment("#/b"), ARABIC, ArticleWithoutLanguage],
            &["waits", "shows article", "article b", "shows article"],
        ),
        // After the site failed to load, the next visit requests it again, and no view waits for it.
        (
            &[SiteFails, ArticleWithoutLanguage, Fragment("#/b"), ArticleWithoutLanguage, ARABIC],
            &["shows article", "site", "article b", "shows article", "shows article"],
        ),
    ];
    for (events, log) in table {
        let log = [&["site", "article a"], *log].concat();
        assert_eq!(run("#/a", events), log, "{events:?}");
    }
}

#[test]
fn the_site_is_requested_once_however_many_fragments_come_first() {
    use Event::*;
    let count = |events: &[Event]| run("#/a", events).iter().filter(|entry| *entry == "site").count();
    for (events, requests) in [
        (&[Fragment("#/b"), Fragment("#/"), Fragment("#/c")][..], 1),
        (&[Fragment("#/b"), Article, Retry, Online, Fragment("")], 1),
        (&[SITE, Fragment("#/b"), Retry, Fragment("")], 1),
        // After a failure, the site may be requested again, one request at a time.
        (&[SiteFails, Fragment("#/b"), Fragment("#/c"), Retry, Fragment("")], 2),
        (&[SiteFails, Article, ArticleFails], 1),
        (&[SiteFails, Retry, SiteFails, Retry, SITE, Retry], 3),
    ] {
        assert_eq!(count(events), requests, "{events:?}");
    }
}

#[test]
fn a_home_that_is_not_a_slug_is_not_requested() {
    for site in [
        "{}",
        r#"{ "home": null }"#,
        r#"{ "home": true }"#,
        r#"{ "home": ["a"] }"#,
        r#"{ "home": { "slug": "a" } }"#,
        r#"{ "home": "" }"#,
        r#"{ "home": ".." }"#,
        r#"{ "home": "../site" }"#,
        r#"{ "home": "a/b" }"#,
        r#"{ "home": ".a" }"#,
    ] {
        assert_eq!(run("", &[Event::Site(site)]), ["site", "shows not-found"], "{site}");
    }
    for (site, request) in [
        (r#"{ "home": "a.b" }"#, "article a.b"),
        // As everywhere in the format, a number counts as text.
        (r#"{ "home": 5 }"#, "article 5"),
        (r#"{ "home": "undefined" }"#, "article undefined"),
        (r#"{ "home": "ä" }"#, "article ä"),
    ] {
        assert_eq!(run("", &[Event::Site(site)]), ["site", request], "{site}");
    }
}

/// Every order of these events, and of these events without one: only the last fragment decides what is shown.
#[test]
fn the_last_fragment_decides_in_every_order_of_events() {
    use Event::*;
    let events = [Fragment("#/b"), Fragment("#/c"), SITE, SiteIsLate, Article, FormerArticle];
    let mut orders = vec![Vec::new()];
    for _ in 0..events.len() {
        let longer: Vec<Vec<usize>> = orders
            .iter()
            .flat_map(|order: &Vec<usize>| {
                (0..events.len()).filter(|next| !order.contains(next)).map(|next| [order.as_slice(), &[next]].concat())
            })
            .collect();
        orders.extend(longer);
        orders.sort();
        orders.dedup();
    }
    assert_eq!(orders.len(), 1957, "all orders of up to six events");
    for order in orders {
        let mut page = Run { state: PageState::new(Route::parse("#/a")), visits: Vec::new(), log: Vec::new() };
        page.update();
        let mut wanted = "a";
        for event in order.iter().map(|index| events[*index]) {
            if matches!(event, FormerArticle) && page.visits.len() < 2 {
                continue;
            }
            if let Fragment(fragment) = event {
                wanted = &fragment[2..];
            }
            page.handle(event);
            page.update();
        }
        let requested = page.log.iter().rfind(|entry| entry.starts_with("article"));
        assert_eq!(requested, Some(&format!("article {wanted}")), "{order:?}: {:?}", page.log);
        // The missing document arrives, and is shown.
        let shown_before = page.log.last().is_some_and(|entry| entry == "shows article");
        page.handle(Article);
        page.update();
        let shows = page.log.last().is_some_and(|entry| entry == "shows article");
        assert!(shows || shown_before, "{order:?}: {:?}", page.log);
    }
}

#[test]
fn a_refused_address_is_not_requested() {
    for fragment in ["#/..", "#/a/b", "#/%2e%2e%2fsite", "#//example.org"] {
        assert_eq!(run(fragment, &[Event::SiteFails]), ["site", "waits", "shows not-found"], "{fragment}");
    }
}
