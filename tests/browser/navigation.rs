//! Which article a page shows, and how a reader gets from one to the next.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::article;
use crate::browser::{Page, browse};
use crate::server::{Answer, BareFolder, Host};

/// Two articles to go back and forth between, and the first of them open.
async fn open_first(page: &Page) {
    page.has_article("second", &article::plain("The second story"));
    page.reads("first", &article::plain("The first story")).await;
}

/// The slug of the front page's article, from the build.
async fn home(page: &Page) -> String {
    let site: Value = page.get("fetch('content/site.json').then(response => response.json())").await;
    site["home"].as_str().expect("site.json has a home").to_owned()
}

#[test]
fn without_a_fragment_the_front_page_shows() {
    browse(Host::default(), async |page| {
        for address in ["reader.html", "reader.html#", "reader.html?x#/"] {
            page.load(address).await;
            page.wait_for("main[data-state=ready] article.article").await;
        }
        let file = article::file(&home(page).await);
        assert!(page.server.requests_for(&file).len() >= 3, "each document reads {file}");
    });
}

#[test]
fn the_fragment_picks_the_article() {
    browse(Host::default(), async |page| {
        page.reads("first", &article::plain("The first story")).await;
        page.shows("The first story").await;
        let home = article::file(&home(page).await);
        assert!(page.server.requests_for(&home).is_empty(), "the front page was read for nothing");
    });
}

#[test]
fn another_fragment_brings_another_article() {
    browse(Host::default(), async |page| {
        open_first(page).await;
        page.follow("#/second").await;
        page.shows("The second story").await;
        assert_eq!(page.count("article.article").await, 1);
        page.follow("#/").await;
        page.wait_until("the front page", "!document.querySelector('h1')?.innerText.includes('second')").await;
        page.wait_for("main[data-state=ready] article.article").await;
        let documents = page.server.requests_for("reader.html").len();
        assert_eq!(documents, 1, "the page was loaded again");
    });
}

#[test]
fn back_and_forward_go_through_the_articles() {
    browse(Host::default(), async |page| {
        open_first(page).await;
        page.follow("#/second").await;
        page.shows("The second story").await;
        page.follow("#/missing").await;
        page.fault().await;
        page.back().await;
        page.shows("The second story").await;
        page.back().await;
        page.shows("The first story").await;
        page.forward().await;
        page.shows("The second story").await;
        page.forward().await;
        assert_eq!(page.fault().await.code, "not-found");
    });
}

#[test]
fn after_a_change_of_article_the_focus_is_on_its_headline() {
    browse(Host::default(), async |page| {
        open_first(page).await;
        page.follow("#/second").await;
        page.shows("The second story").await;
        page.wait_for_focus("h1.headline").await;
        page.back().await;
        page.shows("The first story").await;
        page.wait_for_focus("h1.headline").await;
    });
}

#[test]
fn a_change_of_article_begins_at_its_top() {
    browse(Host::default(), async |page| {
        let long: Vec<String> = (0..200).map(|number| format!("Paragraph {number}.")).collect();
        let long = article::with(article::plain("A long story"), "body", long.into());
        page.has_article("second", &article::plain("The second story"));
        page.reads("long", &long).await;
        page.run("scrollTo(0, document.documentElement.scrollHeight)").await;
        page.follow("#/second").await;
        page.shows("The second story").await;
        page.wait_until(
            "the headline in the window",
            "(box => box.top >= 0 && box.bottom <= innerHeight)(document.querySelector('h1').getBoundingClientRect())",
        )
        .await;
    });
}

#[test]
fn the_first_article_leaves_the_focus_alone() {
    browse(Host::default(), async |page| {
        open_first(page).await;
        assert!(page.get::<bool>("document.activeElement === document.body").await);
    });
}

#[test]
fn the_title_follows_the_article() {
    browse(Host::default(), async |page| {
        open_first(page).await;
        page.wait_until("its title", "document.title.includes('The first story')").await;
        page.follow("#/second").await;
        page.wait_until("its title", "document.title.includes('The second story')").await;
        page.back().await;
        page.wait_until("its title", "document.title.includes('The first story')").await;
        page.follow("#/missing").await;
        page.fault().await;
        page.wait_until("what went wrong", "document.title === 'This story isn’t here – Broadsheet'").await;
    });
}

#[test]
fn an_article_that_does_not_come_says_so_in_the_title() {
    browse(Host::default(), async |page| {
        page.server.answer(&article::file("broken"), Answer::bytes("{"));
        for (slug, title) in [
            ("no-such", "This story isn’t here – Broadsheet"),
            ("a/b", "This story isn’t here – Broadsheet"),
            ("broken", "The story arrived incomplete – Broadsheet"),
        ] {
            page.load(&format!("reader.html?{slug}#/{slug}")).await;
            page.fault().await;
            page.wait_until(title, &format!("document.title === {title:?}")).await;
        }
    });
}

/// It is the address that is wrong, whatever else is.
#[test]
fn an_address_that_is_none_does_not_need_the_site() {
    browse(Host::default(), async |page| {
        page.server.answer("content/site.json", Answer::bytes("{"));
        page.load("reader.html#/a/b").await;
        assert_eq!(page.fault().await.code, "not-found");
    });
}

#[test]
fn a_name_that_comes_late_gets_into_the_title() {
    browse(Host::default(), async |page| {
        let site = json!({ "title": "Die Zeitung", "lang": "de" });
        let site = Answer::json(&site).after(std::time::Duration::from_millis(600));
        page.server.answer("content/site.json", site);
        page.reads("first", &article::plain("The first story")).await;
        page.wait_until("both", "document.title === 'The first story – Die Zeitung'").await;
        assert_eq!(page.attribute("html", "lang").await.as_deref(), Some("de"));
        page.load("reader.html?again#/a/b").await;
        assert_eq!(page.fault().await.code, "not-found");
        let german = "document.querySelector('.fault h1').innerText === 'Diesen Artikel gibt es hier nicht'";
        page.wait_until("the language of the site", german).await;
        page.wait_until("both", "document.title === 'Diesen Artikel gibt es hier nicht – Die Zeitung'").await;
    });
}

#[test]
fn the_newest_fragment_wins_however_late_the_older_article_comes() {
    browse(Host::default(), async |page| {
        open_first(page).await;
        let slow = Answer::json(&article::plain("Too late")).after(std::time::Duration::from_millis(800));
        page.server.answer(&article::file("slow"), slow);
        page.follow("#/slow").await;
        page.follow("#/second").await;
        page.shows("The second story").await;
        page.wait_until("the time of the older one", &format!("performance.now() > {}", after(page, 1200.0).await))
            .await;
        page.shows("The second story").await;
        page.wait_until("the title", "document.title.includes('The second story')").await;
    });
}

#[test]
fn an_article_that_is_left_is_not_fetched_to_its_end() {
    browse(Host::default(), async |page| {
        open_first(page).await;
        let files = [article::file("silent"), article::file("stalled")];
        page.server.answer(&files[0], Answer::silence());
        page.server.answer(&files[1], Answer::json(&article::full()).stalled_at(400));
        for (slug, file) in ["silent", "stalled"].into_iter().zip(files) {
            page.follow(&format!("#/{slug}")).await;
            while page.server.requests_for(&file).is_empty() {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
            page.follow("#/second").await;
            page.shows("The second story").await;
            page.server.sees_the_end_of(&file).await;
        }
    });
}

/// So many milliseconds from now, in the page's time.
async fn after(page: &Page, milliseconds: f64) -> f64 {
    page.get::<f64>("performance.now()").await + milliseconds
}

#[test]
fn a_slug_that_leads_elsewhere_is_refused_without_a_request() {
    browse(Host::default(), async |page| {
        open_first(page).await;
        let elsewhere = [
            "#/../site",
            "#/..",
            "#/.",
            "#/%2e%2e%2fsite",
            "#/..%2Fsite",
            "#/a%2Fb",
            "#/a%5Cb",
            "#/a\\b",
            "#//example.org/x",
            "#/https://example.org/x",
            "#/%00",
            "#/%",
            "#/a?b",
            "#/a%3Fb",
            "#/a#b",
        ];
        for fragment in elsewhere {
            let before = page.server.requests().len();
            page.follow(fragment).await;
            assert_eq!(page.fault().await.code, "not-found", "{fragment}");
            page.is_in_order().await;
            let strayed: Vec<String> = page.server.requests()[before..]
                .iter()
                .map(|request| request.path.clone())
                .filter(|path| !stays_among_articles(path))
                .collect();
            assert!(strayed.is_empty(), "{fragment} made the page ask for {strayed:?}");
            page.follow("#/first").await;
            page.shows("The first story").await;
        }
    });
}

/// Whether a request, if there has to be one, is for a file right in `content/articles/`.
fn stays_among_articles(path: &str) -> bool {
    path.strip_prefix("/content/articles/").is_some_and(|name| {
        let name = name.to_lowercase();
        !name.contains('/') && !name.contains("%2f") && !name.contains("%5c") && !name.contains("..")
    })
}

#[test]
fn a_slug_with_letters_of_any_language_works() {
    browse(Host::default(), async |page| {
        page.has_article("%C3%BCber-uns", &article::plain("Über uns"));
        page.load("reader.html#/%C3%BCber-uns").await;
        page.shows("Über uns").await;
        page.has_article("2013-03-27_a.b", &article::plain("Dots and digits"));
        page.follow("#/2013-03-27_a.b").await;
        page.shows("Dots and digits").await;
    });
}

#[test]
fn the_skip_link_does_not_lose_the_article() {
    browse(Host::default(), async |page| {
        open_first(page).await;
        page.follow("#/second").await;
        page.shows("The second story").await;
        // Else the article takes it away again.
        page.wait_for_focus("h1.headline").await;
        let requests = page.server.requests().len();
        page.run("document.querySelector('a.skip-link').focus()").await;
        page.press(Key::Enter).await;
        page.wait_for_focus("#story").await;
        page.shows("The second story").await;
        assert_eq!(page.server.requests().len(), requests, "nothing to ask for");
        page.back().await;
        page.wait_for("main[data-state=ready] article.article").await;
        page.is_in_order().await;
    });
}

#[test]
fn the_build_works_in_a_deep_folder_of_a_server_that_redirects() {
    // The front page brings a policy of its own, in which its script is allowed.
    let host = Host { prefix: "/any/deep/path/", policy: None, ..Host::default() };
    browse(host, async |page| {
        page.load("").await;
        works_in_its_folder(page).await;
        let bare = page.server.url("").trim_end_matches('/').to_owned();
        page.run(&format!("location.href = {bare:?} + '?bare'")).await;
        page.wait_until("the redirect", "location.pathname.endsWith('path/')").await;
        works_in_its_folder(page).await;
    });
}

#[test]
fn the_build_works_in_a_deep_folder_of_a_server_that_does_not_redirect() {
    let host = Host {
        prefix: "/any/deep/path/",
        bare_folder: BareFolder::IsMissing,
        knows_modern_types: false,
        policy: None,
        ..Host::default()
    };
    browse(host, async |page| {
        page.load("").await;
        works_in_its_folder(page).await;
        page.load("reader.html?named").await;
        works_in_its_folder(page).await;
    });
}

/// Asserts that the front page and another article show, and that all of it came from the prefix.
async fn works_in_its_folder(page: &Page) {
    page.wait_for("main:is([data-state=front], [data-state=ready]) img").await;
    page.wait_until(
        "its pictures",
        "[...document.images].every(image => image.loading === 'lazy' || image.naturalWidth)",
    )
    .await;
    page.has_article("second", &article::plain("The second story"));
    page.follow("#/second").await;
    page.shows("The second story").await;
    let strayed: Vec<String> = page.server.requests().into_iter().map(|request| request.path).collect();
    let strayed: Vec<&String> = strayed.iter().filter(|path| !path.starts_with("/any/deep/path")).collect();
    assert!(strayed.iter().all(|path| *path == "/favicon.ico"), "outside of the prefix: {strayed:?}");
}

#[test]
fn an_article_that_was_changed_is_not_read_from_an_old_cache() {
    browse(Host::default(), async |page| {
        let cached = |headline| Answer::json(&article::plain(headline)).header("Cache-Control", "max-age=3600");
        page.server.answer(&article::file("edited"), cached("The first version"));
        page.load_article("edited").await;
        page.shows("The first version").await;
        page.server.answer(&article::file("edited"), cached("The second version"));
        page.load("reader.html?later#/edited").await;
        page.shows("The second version").await;
    });
}

#[test]
fn a_file_dropped_into_the_articles_shows_without_a_build() {
    let host = Host { prefix: "/paper/", ..Host::default() };
    browse(host, async |page| {
        let by_hand = include_str!("../fixtures/by-hand.json");
        page.server.answer(&article::file("by-hand"), Answer::bytes(by_hand));
        page.load_article("by-hand").await;
        page.shows("Bridge reopens after two winters").await;
        page.wait_until("its title", "document.title.includes('Bridge reopens')").await;
        let text = page.text("article.article").await;
        for part in ["The river trust", "Planks", "We had the longer way to school", "M. Okafor"] {
            assert!(text.contains(part), "“{part}” is missing: {text}");
        }
        page.is_in_order().await;
        let console = page.console().await;
        assert!(console.is_empty(), "{console:?}");
    });
}
