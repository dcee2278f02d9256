//! Which article the bare page shows for a fragment, and how navigation changes it.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::article;
use crate::browser::{Page, browse, browse_in_all_engines};
use crate::server::{Answer, BareFolder, Host};

/// Serves two articles, and opens the first.
async fn open_first(page: &Page) {
    page.serve_article("second", &article::plain("The second story"));
    page.serve_and_load("first", &article::plain("The first story")).await;
}

/// The slug of the front page's article, from the `site.json` of the build.
async fn home(page: &Page) -> String {
    let site: Value = page.get("fetch('content/site.json').then(response => response.json())").await;
    site["home"].as_str().expect("site.json has a home").to_owned()
}

#[test]
fn without_a_fragment_the_front_page_article_is_shown() {
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
fn a_fragment_loads_its_article_and_not_the_front_page() {
    browse(Host::default(), async |page| {
        page.serve_and_load("first", &article::plain("The first story")).await;
        page.wait_for_article("The first story").await;
        let home = article::file(&home(page).await);
        assert!(page.server.requests_for(&home).is_empty(), "the front page was read for nothing");
    });
}

#[test]
fn a_changed_fragment_shows_another_article_without_reloading_the_page() {
    browse_in_all_engines(Host::default(), async |page| {
        open_first(page).await;
        page.follow("#/second").await;
        page.wait_for_article("The second story").await;
        assert_eq!(page.count("article.article").await, 1);
        page.follow("#/").await;
        page.wait_until("the front page", "!document.querySelector('h1')?.innerText.includes('second')").await;
        page.wait_for("main[data-state=ready] article.article").await;
        let documents = page.server.requests_for("reader.html").len();
        assert_eq!(documents, 1, "the page was loaded again");
    });
}

#[test]
fn back_and_forward_show_the_articles_in_history_order() {
    browse_in_all_engines(Host::default(), async |page| {
        open_first(page).await;
        page.follow("#/second").await;
        page.wait_for_article("The second story").await;
        page.follow("#/missing").await;
        page.wait_for_fault().await;
        page.back().await;
        page.wait_for_article("The second story").await;
        page.back().await;
        page.wait_for_article("The first story").await;
        page.forward().await;
        page.wait_for_article("The second story").await;
        page.forward().await;
        assert_eq!(page.wait_for_fault().await.code, "not-found");
    });
}

#[test]
fn changing_the_article_moves_the_focus_to_its_headline() {
    browse_in_all_engines(Host::default(), async |page| {
        open_first(page).await;
        page.follow("#/second").await;
        page.wait_for_article("The second story").await;
        page.wait_for_focus("h1.headline").await;
        page.back().await;
        page.wait_for_article("The first story").await;
        page.wait_for_focus("h1.headline").await;
    });
}

#[test]
fn changing_the_article_scrolls_to_its_headline() {
    browse(Host::default(), async |page| {
        let long: Vec<String> = (0..200).map(|number| format!("Paragraph {number}.")).collect();
        let long = article::with(article::plain("A long story"), "body", long.into());
        page.serve_article("second", &article::plain("The second story"));
        page.serve_and_load("long", &long).await;
        page.run("scrollTo(0, document.documentElement.scrollHeight)").await;
        page.follow("#/second").await;
        page.wait_for_article("The second story").await;
        page.wait_until(
            "the headline in the window",
            "(box => box.top >= 0 && box.bottom <= innerHeight)(document.querySelector('h1').getBoundingClientRect())",
        )
        .await;
    });
}

#[test]
fn loading_the_first_article_does_not_move_the_focus() {
    browse(Host::default(), async |page| {
        open_first(page).await;
        assert!(page.get::<bool>("document.activeElement === document.body").await);
    });
}

#[test]
fn changing_the_article_changes_the_title() {
    browse(Host::default(), async |page| {
        open_first(page).await;
        page.wait_until("its title", "document.title.includes('The first story')").await;
        page.follow("#/second").await;
        page.wait_until("its title", "document.title.includes('The second story')").await;
        page.back().await;
        page.wait_until("its title", "document.title.includes('The first story')").await;
        page.follow("#/missing").await;
        page.wait_for_fault().await;
        page.wait_until("what went wrong", "document.title === 'This story isn’t here – Broadsheet'").await;
    });
}

#[test]
fn a_failed_load_puts_the_error_into_the_title() {
    browse(Host::default(), async |page| {
        page.server.answer(&article::file("broken"), Answer::bytes("{"));
        for (slug, title) in [
            ("no-such", "This story isn’t here – Broadsheet"),
            ("a/b", "This story isn’t here – Broadsheet"),
            ("broken", "The story arrived incomplete – Broadsheet"),
        ] {
            page.load(&format!("reader.html?{slug}#/{slug}")).await;
            page.wait_for_fault().await;
            page.wait_until(title, &format!("document.title === {title:?}")).await;
        }
    });
}

/// The address itself is invalid, so the page needs no `site.json` to say so.
#[test]
fn an_invalid_fragment_is_not_found_although_site_json_is_broken() {
    browse(Host::default(), async |page| {
        page.server.answer("content/site.json", Answer::bytes("{"));
        page.load("reader.html#/a/b").await;
        assert_eq!(page.wait_for_fault().await.code, "not-found");
    });
}

#[test]
fn a_late_site_json_adds_its_title_and_language() {
    browse(Host::default(), async |page| {
        let site = json!({ "title": "Die Zeitung", "lang": "de" });
        let site = Answer::json(&site).after(std::time::Duration::from_millis(600));
        page.server.answer("content/site.json", site);
        page.serve_and_load("first", &article::plain("The first story")).await;
        page.wait_until("both", "document.title === 'The first story – Die Zeitung'").await;
        assert_eq!(page.attribute("html", "lang").await.as_deref(), Some("de"));
        page.load("reader.html?again#/a/b").await;
        assert_eq!(page.wait_for_fault().await.code, "not-found");
        let german = "document.querySelector('.fault h1').innerText === 'Diesen Artikel gibt es hier nicht'";
        page.wait_until("the language of the site", german).await;
        page.wait_until("both", "document.title === 'Diesen Artikel gibt es hier nicht – Die Zeitung'").await;
    });
}

#[test]
fn an_older_article_that_arrives_late_does_not_replace_the_newest() {
    browse_in_all_engines(Host::default(), async |page| {
        open_first(page).await;
        let slow = Answer::json(&article::plain("Too late")).after(std::time::Duration::from_millis(800));
        page.server.answer(&article::file("slow"), slow);
        page.follow("#/slow").await;
        page.follow("#/second").await;
        page.wait_for_article("The second story").await;
        page.server.wait_for_request_end(&article::file("slow")).await;
        page.wait_for_round_trip().await;
        assert_eq!(page.text("h1.headline").await, "The second story");
        page.wait_until("the title", "document.title.includes('The second story')").await;
    });
}

#[test]
fn leaving_an_article_aborts_its_request() {
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
            page.wait_for_article("The second story").await;
            page.server.wait_for_request_end(&file).await;
        }
    });
}

#[test]
fn a_fragment_outside_the_articles_folder_is_not_found_without_a_request() {
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
            assert_eq!(page.wait_for_fault().await.code, "not-found", "{fragment}");
            page.assert_page_intact().await;
            let strayed: Vec<String> = page.server.requests()[before..]
                .iter()
                .map(|request| request.path.clone())
                .filter(|path| !is_in_articles_folder(path))
                .collect();
            assert!(strayed.is_empty(), "{fragment} made the page ask for {strayed:?}");
            page.follow("#/first").await;
            page.wait_for_article("The first story").await;
        }
    });
}

/// Whether a requested path is a file directly in `content/articles/`.
fn is_in_articles_folder(path: &str) -> bool {
    path.strip_prefix("/content/articles/").is_some_and(|name| {
        let name = name.to_lowercase();
        !name.contains('/') && !name.contains("%2f") && !name.contains("%5c") && !name.contains("..")
    })
}

#[test]
fn a_slug_with_non_ascii_letters_or_dots_loads_its_article() {
    browse(Host::default(), async |page| {
        page.serve_article("%C3%BCber-uns", &article::plain("Über uns"));
        page.load("reader.html#/%C3%BCber-uns").await;
        page.wait_for_article("Über uns").await;
        page.serve_article("2013-03-27_a.b", &article::plain("Dots and digits"));
        page.follow("#/2013-03-27_a.b").await;
        page.wait_for_article("Dots and digits").await;
    });
}

#[test]
fn the_skip_link_moves_the_focus_and_keeps_the_article() {
    browse_in_all_engines(Host::default(), async |page| {
        open_first(page).await;
        page.follow("#/second").await;
        page.wait_for_article("The second story").await;
        // Otherwise the article would take the focus from the skip link again.
        page.wait_for_focus("h1.headline").await;
        let requests = page.server.requests().len();
        page.run("document.querySelector('a.skip-link').focus()").await;
        page.press(Key::Enter).await;
        page.wait_for_focus("#story").await;
        page.wait_for_article("The second story").await;
        assert_eq!(page.server.requests().len(), requests, "nothing to ask for");
        page.back().await;
        page.wait_for("main[data-state=ready] article.article").await;
        page.assert_page_intact().await;
    });
}

#[test]
fn the_build_works_in_a_deep_folder_of_a_server_that_redirects() {
    // The strict policy would block the front page's inline script. The page has a policy of its own, which allows it.
    let host = Host { prefix: "/any/deep/path/", policy: None, ..Host::default() };
    browse(host, async |page| {
        page.load("").await;
        assert_works_in_its_folder(page).await;
        let bare = page.server.url("").trim_end_matches('/').to_owned();
        page.run(&format!("location.href = {bare:?} + '?bare'")).await;
        page.wait_until("the redirect", "location.pathname.endsWith('path/')").await;
        assert_works_in_its_folder(page).await;
    });
}

#[test]
fn the_build_works_in_a_deep_folder_of_a_server_that_does_not_redirect() {
    let host = Host {
        prefix: "/any/deep/path/",
        bare_folder: BareFolder::NotFound,
        knows_modern_types: false,
        policy: None,
        ..Host::default()
    };
    browse(host, async |page| {
        page.load("").await;
        assert_works_in_its_folder(page).await;
        page.load("reader.html?named").await;
        assert_works_in_its_folder(page).await;
    });
}

/// Asserts that the page and another article are shown, and that every request was within the server's prefix.
async fn assert_works_in_its_folder(page: &Page) {
    page.wait_for("main:is([data-state=front], [data-state=ready]) img").await;
    page.wait_until(
        "its pictures",
        "[...document.images].every(image => image.loading === 'lazy' || image.naturalWidth)",
    )
    .await;
    page.serve_article("second", &article::plain("The second story"));
    page.follow("#/second").await;
    page.wait_for_article("The second story").await;
    let strayed: Vec<String> = page.server.requests().into_iter().map(|request| request.path).collect();
    let strayed: Vec<&String> = strayed.iter().filter(|path| !path.starts_with("/any/deep/path")).collect();
    assert!(strayed.iter().all(|path| *path == "/favicon.ico"), "outside of the prefix: {strayed:?}");
}

#[test]
fn a_changed_article_is_not_read_from_the_http_cache() {
    browse(Host::default(), async |page| {
        let cached = |headline| Answer::json(&article::plain(headline)).header("Cache-Control", "max-age=3600");
        page.server.answer(&article::file("edited"), cached("The first version"));
        page.load_article("edited").await;
        page.wait_for_article("The first version").await;
        page.server.answer(&article::file("edited"), cached("The second version"));
        page.load("reader.html?later#/edited").await;
        page.wait_for_article("The second version").await;
    });
}

#[test]
fn an_article_file_added_by_hand_is_shown_without_a_build() {
    let host = Host { prefix: "/paper/", ..Host::default() };
    browse(host, async |page| {
        let by_hand = include_str!("../fixtures/by-hand.json");
        page.server.answer(&article::file("by-hand"), Answer::bytes(by_hand));
        page.load_article("by-hand").await;
        page.wait_for_article("Bridge reopens after two winters").await;
        page.wait_until("its title", "document.title.includes('Bridge reopens')").await;
        let text = page.text("article.article").await;
        for part in ["The river trust", "Planks", "We had the longer way to school", "M. Okafor"] {
            assert!(text.contains(part), "“{part}” is missing: {text}");
        }
        page.assert_page_intact().await;
        let console = page.console().await;
        assert!(console.is_empty(), "{console:?}");
    });
}
