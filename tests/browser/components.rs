//! Tests of each component: they check what readers and screen readers find on the page.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::article;
use crate::browser::{Page, browse, browse_in_all_engines};
use crate::server::{Answer, Host};

const DEMO: &str = "north-korea-3g";

/// The `site.json` of the build, for tests that change one field of it.
async fn site(page: &Page) -> Value {
    page.get("fetch('content/site.json').then(response => response.json())").await
}

/// Loads an article with a `site.json` that has this login address.
async fn load_with_login(page: &Page, login: &str) {
    page.load("reader.html").await;
    let site = article::with(site(page).await, "session", json!({ "login": login }));
    page.server.answer("content/site.json", Answer::json(&site));
    page.serve_article("a", &article::plain("A"));
    page.serve_article("b", &article::plain("B"));
    // A new query makes the browser load a new document. With the same address it would only change the fragment.
    page.load("reader.html?again#/a").await;
    page.wait_for_article("A").await;
    page.wait_for("aside.session-bar a").await;
}

#[test]
fn the_demo_has_each_element_of_an_article() {
    browse_in_all_engines(Host::default(), async |page| {
        page.load_article(DEMO).await;
        for (selector, times) in [
            ("h1", 1),
            ("article", 1),
            ("main#story > article.article", 1),
            ("article.article h1.headline[tabindex='-1']", 1),
            ("article.article > header p.kicker", 1),
            ("article.article > header p.standfirst", 1),
            ("article.article > header address.byline", 1),
            ("article.article > header p.dates", 1),
            ("article.article figure.figure.lead > img[alt]", 1),
            ("figure.lead figcaption span.caption", 1),
            ("figure.lead figcaption .source", 1),
            ("section.acknowledgements", 1),
        ] {
            assert_eq!(page.count(selector).await, times, "{selector}");
        }
        assert!(page.count("article > p").await >= 5, "the demo is a story of 500 words or more");
        assert!(page.count("section.acknowledgements > p.acknowledgement").await >= 1);
        page.assert_page_intact().await;
    });
}

#[test]
fn the_page_has_each_landmark_once() {
    browse(Host::default(), async |page| {
        page.load_article(DEMO).await;
        for landmark in ["header.masthead", "main", "footer.site-footer", "aside.session-bar"] {
            assert_eq!(page.count(landmark).await, 1, "{landmark}");
        }
        assert_eq!(page.count("main header.masthead, main footer.site-footer").await, 0);
        let outside = "[...document.querySelectorAll('body, body *')].filter(element => \
             !element.closest('a.skip-link, header, main, footer, aside, nav, noscript, script') \
             && [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())) \
             .map(element => element.outerHTML)";
        let outside: Vec<String> = page.get(outside).await;
        assert!(outside.is_empty(), "text outside of every landmark: {outside:?}");
    });
}

#[test]
fn article_and_page_declare_their_language() {
    browse(Host::default(), async |page| {
        let hebrew = article::with(article::plain("כותרת"), "lang", json!("he"));
        page.serve_and_load("hebrew", &hebrew).await;
        assert_eq!(page.attribute("article.article", "lang").await.as_deref(), Some("he"));
        assert_eq!(page.attribute("article.article", "dir").await.as_deref(), Some("rtl"));
        let left_to_right = article::with(hebrew, "dir", json!("ltr"));
        page.serve_and_load("hebrew-ltr", &left_to_right).await;
        page.wait_for("article.article[dir=ltr]").await;
        assert_eq!(
            page.attribute("html", "lang").await.as_deref(),
            Some("en"),
            "the page has the language of its site"
        );
    });
}

#[test]
fn the_masthead_leads_to_the_front_page() {
    // The strict policy would block the front page's inline styles. The page has a policy of its own, which allows
    // them.
    browse(Host { policy: None, ..Host::default() }, async |page| {
        page.serve_and_load("plain", &article::plain("Not the front page")).await;
        page.click("header.masthead > a.masthead-title").await;
        page.wait_for("main[data-state=front] .stories").await;
        assert_eq!(page.get::<String>("location.href").await, page.server.url(""));
    });
}

#[test]
fn the_skip_link_is_the_first_tab_stop_and_leads_to_the_article() {
    browse(Host::default(), async |page| {
        page.serve_and_load("plain", &article::plain("Skipped to")).await;
        page.run("document.activeElement.blur()").await;
        page.press(Key::Tab).await;
        page.wait_for_focus("a.skip-link").await;
        page.wait_until(
            "a skip link on screen",
            "(box => box.top >= 0 && box.left >= 0 && box.width > 20)(document.activeElement.getBoundingClientRect())",
        )
        .await;
        page.press(Key::Enter).await;
        page.wait_for_focus("#story").await;
        page.wait_for_article("Skipped to").await;
    });
}

#[test]
fn the_demos_session_bar_says_that_nobody_is_logged_in() {
    browse(Host::default(), async |page| {
        page.load_article(DEMO).await;
        page.wait_for("aside.session-bar").await;
        let words = page.text("aside.session-bar").await;
        let words: Vec<&str> = words.split_whitespace().collect();
        assert_eq!(words.join(" "), "You are not logged in. LOG IN NOW >");
        assert_eq!(page.accessible_name("aside.session-bar a").await, "LOG IN NOW");
        let arrow = "aside.session-bar a span[aria-hidden=true]";
        assert_eq!(page.text(arrow).await, ">");
    });
}

#[test]
fn the_login_link_returns_to_the_current_article() {
    browse(Host::default(), async |page| {
        load_with_login(page, "https://login.example/in?to={return}&by=paper").await;
        assert_login_returns_here(page).await;
        page.follow("#/b").await;
        page.wait_for_article("B").await;
        assert_login_returns_here(page).await;
    });
}

async fn assert_login_returns_here(page: &Page) {
    let here = "aside.session-bar a[href]";
    // The page fills in the return address only when the link gets the focus. It can have it already, until a new article
    // takes it.
    page.wait_until(
        "a login link that returns to this address",
        &format!(
            "(link => (link.blur(), link.focus(), link.href.includes(encodeURIComponent(location.href))))\
             (document.querySelector({here:?}))"
        ),
    )
    .await;
    let href = page.attribute(here, "href").await.expect("the link has an address");
    let inner = href.strip_prefix("https://login.example/in?to=").expect("the address of site.json");
    let inner = inner.strip_suffix("&by=paper").expect("nothing but the return address is added");
    assert!(!inner.contains(['/', ':', '#', '?', '&', '=']), "not percent-encoded: {inner}");
}

#[test]
fn a_javascript_login_address_makes_no_link() {
    browse(Host::default(), async |page| {
        let login = "javascript:alert(1)?{return}";
        let site = json!({ "title": "The Paper", "session": { "assume": "signed-out", "login": login } });
        page.server.answer("content/site.json", Answer::json(&site));
        page.serve_and_load("plain", &article::plain("Safe")).await;
        page.wait_until("the site", "document.title === 'Safe – The Paper'").await;
        assert_eq!(page.text("aside.session-bar").await, "You are not logged in.");
        assert_eq!(page.count("aside.session-bar a, [data-return]").await, 0);
    });
}

#[test]
fn every_field_of_a_full_article_is_shown() {
    browse_in_all_engines(Host::default(), async |page| {
        page.serve_and_load("full", &article::full()).await;
        for (selector, text) in [
            ("p.kicker", "Harbours"),
            ("h1.headline", "The last ferry"),
            ("p.standfirst", "Why the boat to the island stops on Sunday."),
            ("figure.lead span.caption", "The ferry on Friday."),
            ("article > h2", "A heading"),
            ("article > .figure:not(.lead) span.caption", "Seen from the hill."),
        ] {
            assert!(page.text(selector).await.eq_ignore_ascii_case(text), "{selector} is not “{text}”");
        }
        for (selector, part) in [
            ("address.byline", "Ada Writer"),
            ("address.byline", "Correspondent"),
            ("address.byline", "Ben Reporter"),
            ("figure.lead span.credit", "Cleo Photographer"),
            ("figure.lead .source", "Harbour archive"),
            ("article > blockquote", "Nobody asked us."),
            ("article", "The captain"),
            ("section.corrections", "The name of the quay was wrong."),
            ("ul.tags", "Ferries"),
            ("section.acknowledgements", "The publisher thanks Island Fund."),
            ("p.rights", "Harbour Press"),
            ("p.rights", "2013"),
        ] {
            let text = page.text(selector).await;
            assert!(text.to_lowercase().contains(&part.to_lowercase()), "no “{part}” in {selector}: {text}");
        }
        page.assert_page_intact().await;
    });
}

#[test]
fn every_link_of_a_full_article_has_its_address() {
    browse(Host::default(), async |page| {
        page.serve_and_load("full", &article::full()).await;
        for (text, to) in [
            ("Harbours", "https://example.org/harbours"),
            ("Ada Writer", "https://example.org/ada"),
            ("Harbour archive", "https://example.org/archive"),
            ("a link", "https://example.org/link"),
            ("Islands", "https://example.org/islands"),
            ("Island Fund", "https://example.org/fund"),
            ("CC BY 4.0", "https://example.org/licence"),
        ] {
            let link = format!(
                "[...document.querySelectorAll('article a')].filter(link => link.textContent.includes({text:?}) \
                 && link.href === {to:?}).length"
            );
            assert_eq!(page.get::<usize>(&link).await, 1, "one link “{text}” to {to}");
        }
    });
}

#[test]
fn javascript_links_keep_their_text_and_lose_their_address() {
    browse(Host::default(), async |page| {
        let bad = |text: &str| json!({ "text": text, "href": "java\nscript:alert(1)" });
        let mut hostile = article::with(article::full(), "kicker", bad("Kick"));
        hostile = article::with(hostile, "tags", json!([bad("Tag")]));
        hostile = article::with(hostile, "lead.source", bad("Src"));
        hostile = article::with(hostile, "body", json!([["Words ", bad("inside"), " a line."]]));
        page.serve_and_load("hostile", &hostile).await;
        let text = page.text("article.article").await.to_lowercase();
        for kept in ["kick", "tag", "src", "inside"] {
            assert!(text.contains(kept), "“{kept}” is gone: {text}");
        }
        let schemes: Vec<String> =
            page.get("[...document.querySelectorAll('article a')].map(link => link.protocol)").await;
        assert!(schemes.iter().all(|scheme| scheme == "https:"), "{schemes:?}");
    });
}

#[test]
fn markup_in_an_article_is_shown_as_text() {
    browse(Host::default(), async |page| {
        let markup = "<img src=x onerror='alert(1)'><b>bold</b> & &amp;";
        let mut hostile = article::with(article::full(), "headline", json!(markup));
        hostile = article::with(hostile, "standfirst", json!(markup));
        hostile = article::with(hostile, "lead.alt", json!(format!("\"{markup}")));
        hostile = article::with(hostile, "body", json!([markup]));
        page.serve_and_load("markup", &hostile).await;
        for selector in ["h1.headline", "p.standfirst", "article > p:not(.rights)"] {
            assert_eq!(page.text(selector).await, markup, "{selector}");
        }
        assert_eq!(page.attribute("figure.lead img", "alt").await, Some(format!("\"{markup}")));
        assert_eq!(page.count("article b").await, 0);
        assert_eq!(page.errors().await, Vec::<String>::new());
    });
}

#[test]
fn an_author_is_shown_by_name_unless_there_is_a_byline() {
    browse(Host::default(), async |page| {
        let one = article::with(article::plain("One author"), "authors", json!(["Ada Writer"]));
        page.serve_and_load("one", &one).await;
        assert!(page.text("address.byline").await.ends_with("Ada Writer"));
        assert_eq!(page.count("address.byline a").await, 0);
        let byline = article::with(one, "byline", json!("By our correspondent in the harbour"));
        page.serve_and_load("byline", &byline).await;
        page.wait_for_article("One author").await;
        page.wait_until(
            "the byline instead of the names",
            "document.querySelector('address.byline').innerText.includes('By our correspondent in the harbour')",
        )
        .await;
    });
}

#[test]
fn dates_keep_their_day_in_a_time_zone_west_of_greenwich() {
    browse(Host::default(), async |page| {
        page.time_zone("Pacific/Honolulu").await;
        page.serve_and_load("full", &article::full()).await;
        let published = "p.dates time";
        assert_eq!(page.attribute(published, "datetime").await.as_deref(), Some("2013-03-27"));
        let text = page.texts(published).await.remove(0);
        assert!(text.contains("27") && text.contains("2013"), "the day has moved: {text}");

        let moment = article::with(article::full(), "published", json!("2013-03-27T23:30:00Z"));
        page.serve_and_load("moment", &article::without(moment, "updated")).await;
        page.wait_until("a moment", &format!("document.querySelector({published:?}).dateTime.includes('T')")).await;
        let parses = format!("!isNaN(Date.parse(document.querySelector({published:?}).dateTime))");
        assert!(page.get::<bool>(&parses).await);
        page.assert_page_intact().await;
    });
}

#[test]
fn the_lead_image_has_its_size_address_and_alt_text() {
    browse(Host::default(), async |page| {
        page.serve_and_load("full", &article::full()).await;
        let lead = "figure.lead img";
        assert_eq!(page.attribute(lead, "width").await.as_deref(), Some("1200"));
        assert_eq!(page.attribute(lead, "height").await.as_deref(), Some("800"));
        assert_eq!(page.attribute(lead, "alt").await.as_deref(), Some("A ferry at a quay"));
        page.wait_until("the lead picture", "document.querySelector('figure.lead img').naturalWidth > 0").await;
        let path: String = page.get("new URL(document.querySelector('figure.lead img').src).pathname").await;
        assert_eq!(path, "/content/images/picture.svg", "relative to the JSON file");

        let decorative = article::with(article::full(), "lead.alt", json!(""));
        page.serve_and_load("decorative", &decorative).await;
        page.wait_for("figure.lead img[alt='']").await;
    });
}

/// Each optional field, and the selector that matches only if the field is shown.
const OPTIONAL: [(&str, &str); 12] = [
    ("kicker", "p.kicker"),
    ("standfirst", "p.standfirst"),
    ("authors", "address.byline"),
    ("published", "p.dates time[datetime^='2013-03-27']"),
    ("lead", "figure.lead"),
    ("lead.caption", "figure.lead span.caption"),
    ("lead.credit", "figure.lead span.credit"),
    ("lead.source", "figure.lead .source"),
    ("corrections", "section.corrections"),
    ("tags", "ul.tags"),
    ("sponsors", "section.acknowledgements"),
    ("rights", "p.rights"),
];

#[test]
fn a_missing_optional_field_leaves_no_empty_element() {
    browse(Host::default(), async |page| {
        page.serve_and_load("full", &article::full()).await;
        for (number, (field, selector)) in OPTIONAL.into_iter().enumerate() {
            let headline = format!("Without {number}");
            let article = article::with(article::full(), "headline", json!(headline));
            assert_eq!(page.count(selector).await, 1, "a full story has {selector}");
            page.serve_article(&format!("without-{number}"), &article::without(article, field));
            page.follow(&format!("#/without-{number}")).await;
            page.wait_for_article(&headline).await;
            assert_eq!(page.count(selector).await, 0, "{field} left {selector}");
            assert_nothing_empty(page).await;
            page.follow("#/full").await;
            page.wait_for_article("The last ferry").await;
        }
    });
}

#[test]
fn an_article_of_headline_and_body_shows_nothing_else() {
    browse_in_all_engines(Host::default(), async |page| {
        page.serve_and_load("plain", &article::plain("Only this")).await;
        assert_eq!(page.texts("article > p").await, ["The first paragraph.", "The second one."]);
        for (_, selector) in OPTIONAL {
            assert_eq!(page.count(selector).await, 0, "{selector} from nowhere");
        }
        assert_eq!(page.count("article figcaption, p.dates, .notice").await, 0);
        assert_nothing_empty(page).await;
        page.assert_page_intact().await;
    });
}

/// Asserts that no element of the article is empty, and that no line begins or ends with a separator.
async fn assert_nothing_empty(page: &Page) {
    let empty = "[...document.querySelectorAll('article.article *')].filter(element => \
         !element.matches('img, br, hr, source, wbr, picture, path, svg, svg *') \
         && !element.textContent.trim() && !element.querySelector('img, svg, hr')).map(element => element.outerHTML)";
    let empty: Vec<String> = page.get(empty).await;
    assert!(empty.is_empty(), "empty elements: {empty:?}");
    for line in page.text("article.article").await.lines() {
        let line = line.trim();
        let dangling = line.ends_with([',', '·', '|', '—', ':']) || line.starts_with([',', '·', '|', '—', ')']);
        assert!(!dangling, "a separator with nothing to separate: “{line}”");
    }
}
