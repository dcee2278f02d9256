//! Hidden or covered parts of an embedding page: articles in them are hidden or covered, too.

use serde_json::{Value, json};

use super::{Publisher, STATES, inside, visit};
use crate::article;
use crate::browser::Page;

/// Opens a page with an inline article above a framed one.
async fn open(page: &Page, publisher: &Publisher, before: &str, style: &str) {
    publisher.serve_article("ferry", &article::full()).serve_frame_page("framed", "<canvas height=700></canvas>");
    page.open_host_page(&format!(
        "{before}<div style='{style}'>{}{}</div>{}",
        publisher.element("ferry", "loading=eager"),
        publisher.element("framed", "loading=eager mode=iframe"),
        publisher.script()
    ))
    .await;
    page.wait_until("both stories", &format!("{STATES} === 'inline,iframe'")).await;
}

#[test]
fn articles_in_an_invisible_section_are_invisible_and_not_clickable() {
    const BUTTON: &str = "<button style='position: fixed; inset: 0; inline-size: 100%; block-size: 100%'>Host</button>";
    // For each article: whether it is visible, and which element a click on it hits.
    const FOUND: &str = "[...document.querySelectorAll('broadsheet-article')].map(article => { \
         article.scrollIntoView(); \
         const part = article.shadowRoot.querySelector('.headline, iframe'); \
         const { left, top } = part.getBoundingClientRect(); \
         return [part.checkVisibility({ visibilityProperty: true, opacityProperty: true }), \
             document.elementFromPoint(left + 10, top + 10).localName]; })";
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        for (style, expected) in [
            ("opacity: 0; pointer-events: none", json!([false, "button"])),
            ("visibility: hidden", json!([false, "button"])),
            ("", json!([true, "broadsheet-article"])),
        ] {
            open(page, &publisher, BUTTON, &format!("position: fixed; inset: 0; overflow: auto; {style}")).await;
            assert_eq!(page.get::<Value>(FOUND).await, json!([expected, expected]), "under “{style}”");
        }
    });
}

#[test]
fn an_element_with_the_hidden_attribute_is_invisible_and_not_fetched() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        publisher.serve_article("ferry", &article::full()).serve_article("other", &article::plain("Seen"));
        page.open_host_page(&format!(
            "{}{}{}",
            publisher.element("ferry", "hidden"),
            publisher.element("other", ""),
            publisher.script()
        ))
        .await;
        let seen = "document.querySelectorAll('broadsheet-article')[1].state === 'inline'";
        page.wait_until("the other", seen).await;
        let hidden = "document.querySelector('broadsheet-article')";
        assert_eq!(page.get::<String>(&format!("{hidden}.state")).await, "idle");
        assert_eq!(publisher.0.requests_for("ferry.json").len(), 0);
        assert!(!page.get::<bool>(&format!("{hidden}.checkVisibility()")).await);
        page.run(&format!("{hidden}.hidden = false")).await;
        page.wait_until_all_are("inline").await;
        assert!(page.get::<bool>(&format!("{hidden}.checkVisibility()")).await);
        page.run(&format!("{hidden}.hidden = true")).await;
        assert!(!page.get::<bool>(&format!("{hidden}.checkVisibility()")).await, "with its story in it");
    });
}

#[test]
fn a_sticky_header_of_the_embedding_page_covers_the_article() {
    const HEADER: &str = "<style>body { margin: 0 } \
         header { position: sticky; top: 0; z-index: 1; block-size: 200px; background: white }</style><header></header>";
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        // The first article is of the demo, the second of these tests.
        for (slug, layout, part) in [("six-pips", "full", ".load"), ("ferry", "card", ".kicker a")] {
            page.open_host_page(&format!(
                "{HEADER}{}<div style='block-size: 3000px'></div>{}",
                publisher.element(slug, &format!("layout={layout}")),
                publisher.script()
            ))
            .await;
            page.wait_until_all_are("inline").await;
            let part = inside(part);
            let on_top: String = page
                .get(&format!(
                    "(part => {{ scrollTo(0, scrollY + part.getBoundingClientRect().top - 50); \
                     const {{ x, y, width, height }} = part.getBoundingClientRect(); \
                     return document.elementFromPoint(x + width / 2, y + height / 2).localName }})({part})"
                ))
                .await;
            assert_eq!(on_top, "header", "over a {layout} story");
        }
    });
}
