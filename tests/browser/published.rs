//! The published pages of the demo, and of small sites.

use serde_json::{Value, json};
use thirtyfour::Key;
use url::Url;

use crate::article;
use crate::browser::{Engine, Page, Screen, browse, browse_in};
use crate::finished_pages;
use crate::server::{BareFolder, Host, Request};
use crate::site::Site;

/// Published pages have a policy of their own. The strict one would block their inline styles.
fn host() -> Host {
    Host { policy: None, ..Host::default() }
}

/// The path of the finished page of a demo article.
fn article_path(slug: &str) -> String {
    let article = demo_article(slug);
    let date = article["published"].as_str().expect("each story of the demo has a date");
    format!("{}/{}/{slug}/", &date[..4], &date[5..7])
}

fn demo_article(slug: &str) -> Value {
    let file = Host::default().folder.join(article::file(slug));
    let bytes = std::fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_json::from_slice(&bytes).expect("the stories of the demo are JSON")
}

/// Collects all strings of an article that readers see. Addresses, names of things and settings are left out.
fn sentences(value: &Value, key: &str, found: &mut Vec<String>) {
    const NOT_FOR_READERS: &[&str] = &[
        "$schema",
        "alt",
        "aspect",
        "canonical",
        "date",
        "dir",
        "fallback",
        "href",
        "id",
        "image",
        "kind",
        "label",
        "lang",
        "language",
        "logo",
        "mime",
        "note",
        "poster",
        "published",
        "src",
        "thumbnail",
        "timeZone",
        "type",
        "updated",
        "url",
    ];
    match value {
        Value::String(text) if !NOT_FOR_READERS.contains(&key) => found.push(text.trim().to_owned()),
        Value::Array(items) => items.iter().for_each(|item| sentences(item, key, found)),
        Value::Object(fields) => fields.iter().for_each(|(key, value)| sentences(value, key, found)),
        _ => {}
    }
}

/// Asserts that a page shows all strings and all images of an article.
async fn assert_complete(page: &Page, slug: &str) {
    let article = demo_article(slug);
    let mut expected = Vec::new();
    sentences(&article, "", &mut expected);
    // Styles may change capitals and white space.
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let shown = plain(&page.get::<String>("document.querySelector('#story').textContent").await);
    for sentence in expected.iter().map(|sentence| plain(sentence)) {
        let is_title_of_media = article.to_string().to_lowercase().contains(&format!("\"title\":{}", json!(sentence)));
        assert!(is_title_of_media || shown.contains(&sentence), "{slug} lacks “{sentence}” in: {shown}");
    }
    let images: usize = page.get("document.querySelectorAll('#story img').length").await;
    assert!(images > 0, "{slug} has pictures");
    // Lazy images load once they are scrolled into view.
    for image in 0..images {
        let nth = format!("document.querySelectorAll('#story img')[{image}]");
        page.run(&format!("{nth}.scrollIntoView()")).await;
        page.wait_until(&format!("picture {image} of {slug}"), &format!("{nth}.naturalWidth > 0")).await;
    }
}

#[test]
fn without_scripts_each_article_is_complete() {
    browse(host(), async |page| {
        page.without_scripts().await;
        for slug in article::slugs_of_the_build() {
            page.load(&article_path(&slug)).await;
            assert_complete(page, &slug).await;
            assert_eq!(page.errors().await, Vec::<String>::new(), "{slug}");
        }
        assert!(page.server.requests_for(".js").is_empty());
        assert!(page.server.requests_for(".json").is_empty());
    });
}

#[test]
fn opened_from_disk_each_article_is_complete() {
    browse(host(), async |page| {
        for slug in article::slugs_of_the_build() {
            page.open_file(&Host::default().folder.join(article_path(&slug)).join("index.html")).await;
            assert_complete(page, &slug).await;
            let colour: String = page.get("getComputedStyle(document.querySelector('.kicker')).color").await;
            assert_eq!(colour, "rgb(163, 39, 27)", "{slug} has its styles");
            assert_eq!(page.errors().await, Vec::<String>::new(), "{slug}");
            assert_eq!(page.console().await, Vec::<String>::new(), "{slug}");
        }
    });
}

/// Regression: links of pages opened from disk led to folders, which browsers list.
#[test]
fn opened_from_disk_links_lead_to_index_files() {
    let linked = |headline: &str, kicker: &str, links: Value| {
        let article = article::with(article::plain(headline), "published", json!("2024-10-04"));
        article::with(article::with(article, "kicker", json!(kicker)), "body", json!([links]))
    };
    let quay = linked(
        "The quay",
        "Harbours",
        json!([
            { "text": "story", "href": "mole.json" }, { "text": "part", "href": "mole.json#note-1" },
            { "text": "query", "href": "../../section/seas/?from=disk" },
            { "text": "file", "href": "../images/a.txt" }, { "text": "elsewhere", "href": "https://example.org/a/" },
            { "text": "note", "href": "#note-1" },
        ]),
    );
    let mole = linked("The mole", "Seas", json!(["Nothing."]));
    let site = Site::new(&json!({ "version": 1, "title": "The Paper", "home": "quay" }))
        .with_article("quay", &quay)
        .with_article("mole", &mole);
    site.write("images/a.txt", "A file.");
    let site = site.published();
    browse_in(&Engine::WITHOUT_WEBKIT, host(), async |page| {
        page.open_file(&site.path("index.html")).await;
        for (link, file, heading) in [
            (".stories > li:first-child .headline a", "2024/10/quay/index.html", "The quay"),
            (".kicker a", "section/harbours/index.html", "Harbours"),
            (".sections a:not([aria-current])", "section/seas/index.html", "Seas"),
            (".stories .headline a", "2024/10/mole/index.html", "The mole"),
            (".masthead-title", "index.html", "The Paper"),
        ] {
            page.click(link).await;
            let there = Url::from_file_path(site.path(file)).expect("a whole path").to_string();
            page.wait_until(file, &format!("location.href === {} && document.querySelector('h1')", json!(there))).await;
            assert_eq!(page.get::<String>("document.querySelector('h1').textContent").await, heading, "{file}");
        }
        page.open_file(&site.path("2024/10/quay/index.html")).await;
        let root = Url::from_directory_path(site.path("")).expect("a whole path").to_string();
        let ways: Vec<String> =
            page.get("[...document.querySelectorAll('.article > p a')].map(({ href }) => href)").await;
        let expected = [
            format!("{root}2024/10/mole/index.html"),
            format!("{root}2024/10/mole/index.html#note-1"),
            format!("{root}section/seas/index.html?from=disk"),
            format!("{root}content/images/a.txt"),
            "https://example.org/a/".to_owned(),
            format!("{root}2024/10/quay/index.html#note-1"),
        ];
        assert_eq!(ways, expected);
        // The link works by keyboard, too.
        page.run("document.querySelector('.article > p a').focus()").await;
        page.press(Key::Enter).await;
        page.wait_until("the other story", "document.querySelector('h1')?.textContent === 'The mole'").await;
        // On a server, addresses do not get `index.html`.
        page.load("").await;
        let article: String = page.get("document.querySelector('.stories .headline a').href").await;
        assert!(article.ends_with('/'), "{article}");
    });
}

#[test]
fn the_demos_pages_do_not_change_and_request_only_images() {
    browse(host(), async |page| {
        // If a scroll bar appears while the page arrives, the browser shifts the whole page by half the bar's width.
        page.without_scroll_bars().await;
        let mut places: Vec<_> = article::slugs_of_the_build().iter().map(|slug| article_path(slug)).collect();
        places.extend(["".to_owned(), "section/measures/".to_owned()]);
        for place in &places {
            page.load(place).await;
            page.wait_until("the page", "document.readyState === 'complete'").await;
            page.wait_for_two_frames().await;
            let (sent, current) = finished_pages::html_sent_and_in_dom(page, "nothing").await;
            assert_eq!(sent, current, "{place}");
            let (shift, moved) = page.layout_shift().await;
            assert_eq!(shift, 0.0, "{place}: {moved:#?}");
            assert_eq!(page.errors().await, Vec::<String>::new(), "{place}");
            assert_eq!(page.console().await, Vec::<String>::new(), "{place}");
        }
        let is_page = |request: &Request| places.iter().any(|place| request.path == format!("/{place}"));
        let is_image = |request: &Request| request.header("Sec-Fetch-Dest") == Some("image");
        let mut others = page.server.requests();
        others.retain(|request| !is_page(request) && !is_image(request));
        assert!(others.is_empty(), "{others:#?}");
    });
}

#[test]
fn every_link_within_the_site_answers_200() {
    browse(Host { prefix: "/a/b/", ..host() }, async |page| {
        for start in ["", "section/measures/", "2024/02/six-pips/"] {
            page.load(start).await;
            let ways: Vec<String> = page
                .get("[...document.querySelectorAll('#page a[href]')].map(link => link.href).filter(href => href.startsWith(location.origin))")
                .await;
            assert!(ways.len() > 1, "{start}: {ways:?}");
            for way in ways {
                let status: u16 = page.status(&way).await;
                assert_eq!(status, 200, "{way} on {start}");
            }
        }
    });
}

/// Servers such as sirv and serve answer without a redirect. Relative addresses of the page were then resolved one
/// folder too high.
#[test]
fn a_page_opened_without_its_trailing_slash_loads_its_images() {
    let host = Host { prefix: "/a/b/", bare_folder: BareFolder::ServesPage, ..host() };
    browse_in(&Engine::WITHOUT_WEBKIT, host, async |page| {
        let article = article_path("north-korea-3g");
        for place in [article.trim_end_matches('/'), "section/measures", "../b"] {
            page.load(place).await;
            let images = "[...document.querySelectorAll('#story img:not([loading])')]";
            let shown = format!("{images}.length && {images}.every((picture) => picture.naturalWidth)");
            page.wait_until(&format!("the pictures of {place}"), &shown).await;
        }
        page.load(&format!("{}?from=mail#story", article.trim_end_matches('/'))).await;
        assert_eq!(page.get::<String>("location.href").await, page.server.url(&format!("{article}?from=mail#story")));
        // A correct address does not change.
        for place in [article.clone(), format!("{article}index.html"), String::new()] {
            page.load(&place).await;
            assert_eq!(page.get::<String>("location.href").await, page.server.url(&place));
        }
    });
}

#[test]
fn an_unpublished_article_opens_on_the_bare_page() {
    browse(host(), async |page| {
        page.serve_article("new", &article::plain("Not published yet"));
        page.load("index.html#/new").await;
        page.wait_for_article("Not published yet").await;
        page.load("").await;
        page.wait_for("#page[data-finished]").await;
        page.follow("#/new").await;
        page.wait_for_article("Not published yet").await;
    });
}

#[test]
fn at_320_px_no_page_scrolls_sideways() {
    browse(host(), async |page| {
        page.screen(Screen::NARROW).await;
        for place in ["", "section/measures/", "404.html"] {
            page.load(place).await;
            page.wait_for("#page[data-finished] h1").await;
            let width: f64 = page.get("document.documentElement.scrollWidth").await;
            assert_eq!(width, 320.0, "{place}");
        }
    });
}

#[test]
fn the_compressed_page_fits_into_the_first_ten_packets() {
    let file = Host::default().folder.join(article_path("north-korea-3g")).join("index.html.br");
    let bytes = file.metadata().unwrap_or_else(|error| panic!("{}: {error}", file.display())).len();
    // Ten TCP packets of 1,460 bytes, minus the headers of the response.
    assert!(bytes <= 14_000, "{} bytes", bytes);
    browse(host(), async |page| {
        page.load(&article_path("north-korea-3g")).await;
        page.wait_until("the picture", "document.querySelector('.lead img').naturalWidth > 0").await;
        let requested =
            "performance.getEntriesByType('resource').map(entry => [entry.name, entry.renderBlockingStatus])";
        let requested: Vec<(String, String)> = page.get(requested).await;
        assert!(!requested.is_empty() && requested.iter().all(|(_, status)| status == "non-blocking"), "{requested:?}");
    });
}
