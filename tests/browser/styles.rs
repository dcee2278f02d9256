//! A finished page contains only the style rules that it needs. It has to render as with the full style sheet.

use serde_json::{Value, json};

use crate::article;
use crate::browser::{Page, Screen, browse};
use crate::site::Site;

/// Defines a function that returns the computed style of every element and of its pseudo-elements, by its path in the
/// document.
const COMPUTED_STYLES: &str = "window.__look = () => { const looks = {}; \
     for (const element of document.querySelectorAll('*')) { \
       if (element.closest('head, template')) continue; \
       const way = []; for (let at = element; at; at = at.parentElement) \
         way.unshift(at.tagName + (at.id ? '#' + at.id : '') + [...(at.parentElement?.children ?? [])].indexOf(at)); \
       for (const part of [null, '::before', '::after', '::marker']) { \
         const style = getComputedStyle(element, part); \
         if (part && style.content === 'none' && part !== '::marker') continue; \
         looks[way.join(' ') + (part ?? '')] = [...style].map(name => name + ': ' + style.getPropertyValue(name)).join('; '); \
       } \
     } return looks; }";

/// Defines a function that replaces the page's styles with the full style sheet of the build.
const USE_FULL_STYLE_SHEET: &str = "window.__whole = text => { const sheet = new CSSStyleSheet(); \
     sheet.replaceSync(text); \
     document.adoptedStyleSheets = [sheet]; document.querySelector('style').remove(); return true; }";

async fn assert_same_as_full_style_sheet(page: &Page, place: &str, sheet: &str) {
    page.run(COMPUTED_STYLES).await;
    page.run(USE_FULL_STYLE_SHEET).await;
    // Images that load late would change heights between the two measurements.
    page.run("for (const image of document.images) image.loading = 'eager'").await;
    page.wait_until("the pictures", "[...document.images].every(image => image.complete)").await;
    page.run("window.__own = __look()").await;
    assert!(page.get::<bool>(&format!("__whole({})", json!(sheet))).await);
    let different: Vec<Value> = page
        .get(
            "(whole => [...new Set([...Object.keys(__own), ...Object.keys(whole)])] \
             .filter(way => __own[way] !== whole[way]).sort((one, other) => other.length - one.length).slice(0, 5).map(way => { \
               const [own, all] = [__own[way], whole[way]].map(style => (style ?? '').split('; ')); \
               return [way, own.filter(line => !all.includes(line)), all.filter(line => !own.includes(line))]; }))(__look())",
        )
        .await;
    assert!(different.is_empty(), "{place}: {different:#?}");
    assert!(page.get::<usize>("Object.keys(__own).length").await > 10);
}

#[test]
fn each_kind_of_page_renders_as_with_the_full_style_sheet() {
    let everything: Value = serde_json::from_str(include_str!("../native/fixtures/everything.json")).unwrap();
    let everything = article::with(everything, "published", json!("2024-10-04"));
    let slight = article::with(article::plain("Slight"), "published", json!("2024-10-05"));
    let arabic = article::with(article::with(article::full(), "lang", json!("ar")), "published", json!("2024-10-06"));
    let site = json!({
        "version": 1, "title": "The Paper", "url": "https://paper.example/", "offline": true, "rights": "All ours.",
        "session": { "login": "login", "assume": "signed-out" },
    });
    let site = Site::new(&site)
        .with_article("everything", &everything)
        .with_article("slight", &slight)
        .with_article("arabic", &arabic)
        .published();
    let sheet = std::fs::read_to_string(site.path(&site.asset("main.css"))).expect("the build has styles");
    browse(site.host(), async |page| {
        for place in [
            "2024/10/everything/",
            "2024/10/slight/",
            "2024/10/arabic/",
            "embed/everything/",
            "embed/slight/",
            "embed/everything/card/",
            "embed/slight/card/",
            "",
            "section/harbours/",
            "404.html",
            "offline.html",
        ] {
            for (screen, dark, paper) in
                [(Screen::PHONE, false, false), (Screen::DESKTOP, true, false), (Screen::DESKTOP, false, true)]
            {
                page.screen(screen).await;
                page.load(&format!("{place}?{dark}{paper}")).await;
                page.wait_until("the page", "document.readyState !== 'loading'").await;
                // This adds the buttons that scripts create.
                page.run("document.querySelector('.share details')?.setAttribute('open', '')").await;
                if page.count(".share").await > 0 {
                    page.wait_for(".share .copy").await;
                }
                page.run("document.querySelector('.load')?.click()").await;
                if dark {
                    page.prefer_dark().await;
                }
                if paper {
                    page.emulate_print().await;
                }
                assert_same_as_full_style_sheet(
                    page,
                    &format!("{place} in the dark: {dark}, on paper: {paper}"),
                    &sheet,
                )
                .await;
                page.emulate_screen().await;
            }
        }
    });
}
