//! Articles shown inline in the embedding page.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Publisher, STATES, inside, visit};
use crate::article;
use crate::browser::Page;

#[test]
fn an_article_of_another_origin_is_shown_inline() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        page.open_host_page(&publisher.snippet("ferry", "")).await;
        page.wait_until_all_are("inline").await;
        assert_eq!(page.text_inside("h2.headline").await, "The last ferry");
        assert_eq!(page.events("load").await, [json!({ "state": "inline" })]);
        page.assert_one_outcome("load").await;
        assert_eq!(page.get::<Value>("document.querySelector('broadsheet-article').error").await, Value::Null);
        assert_eq!(page.errors().await, Vec::<String>::new());
        assert_eq!(page.console().await, Vec::<String>::new());
        // The element adds no landmark, and does not take the focus.
        let stray = inside("main, nav, [role=main], [role=navigation], [role=banner], h1");
        assert!(page.get::<bool>(&format!("{stray} === null")).await);
        assert!(page.get::<bool>("document.activeElement === document.body").await);
    });
}

#[test]
fn for_a_distant_element_only_the_script_is_fetched() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        let far = "<div style='height: calc(100vh + 1200px)'></div>";
        page.open_host_page(&format!("{}{}{}", far, publisher.element("ferry", ""), publisher.script())).await;
        page.wait_until("the element", "customElements.get('broadsheet-article')").await;
        // The element's own observer is older, so it has been told by now.
        page.run_async(
            "await new Promise(done => setTimeout(done)); \
             await new Promise(done => new IntersectionObserver(done).observe(document.querySelector('broadsheet-article')))",
        )
        .await;
        page.wait_until_all_are("idle").await;
        let paths: Vec<String> = publisher.0.requests().into_iter().map(|request| request.path).collect();
        assert_eq!(paths, ["/embed.js"]);
        page.run("document.querySelector('div').style.height = 'calc(100vh + 800px)'").await;
        page.wait_until_all_are("inline").await;
    });
}

#[test]
fn in_a_narrow_column_the_smallest_image_variant_is_loaded() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        let variants = json!([{ "src": "../images/picture.svg?small", "width": 300 }]);
        publisher.serve_article("ferry", &article::with(article::full(), "lead.variants", variants));
        page.open_host_page(&format!("<div style='width: 250px'>{}</div>", publisher.snippet("ferry", ""))).await;
        page.wait_until_all_are("inline").await;
        let lead = inside(".lead img");
        page.wait_until("the lead", &format!("{lead}.complete && {lead}.currentSrc")).await;
        assert!(page.get::<String>(&format!("{lead}.currentSrc")).await.ends_with("?small"));
    });
}

#[test]
fn an_eager_element_loads_far_outside_the_viewport() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        let far = "<div style='height: 5000px'></div>".to_owned();
        page.open_host_page(&format!("{}{}{}", far, publisher.element("ferry", "loading=eager"), publisher.script()))
            .await;
        page.wait_until_all_are("inline").await;
        // An element that becomes eager loads, too.
        page.open_host_page(&format!("{}{}{}", far, publisher.element("ferry", ""), publisher.script())).await;
        page.wait_until("the element", "customElements.get('broadsheet-article')").await;
        page.run("document.querySelector('broadsheet-article').loading = 'eager'").await;
        page.wait_until_all_are("inline").await;
    });
}

#[test]
fn before_printing_distant_elements_load() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        let far = "<div style='height: 5000px'></div>".to_owned();
        let (near, away) = (publisher.element("ferry", "loading=eager"), publisher.element("ferry", ""));
        page.open_host_page(&format!("{near}{far}{away}{}", publisher.script())).await;
        page.wait_until("the near one", "told.some(([type]) => type === 'load')").await;
        page.run("dispatchEvent(new Event('beforeprint'))").await;
        page.wait_until_all_are("inline").await;
        assert_eq!(page.events("load").await.len(), 2, "what was there is left as it was");
    });
}

#[test]
fn a_hundred_elements_share_code_styles_and_articles() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        let mut body = String::new();
        for number in 0..100 {
            let slug = format!("story-{}", number % 10);
            publisher.serve_article(&slug, &article::plain(&format!("Story {}", number % 10)));
            body += &publisher.element(&slug, "loading=eager");
        }
        page.open_host_page(&format!("{}{}", body, publisher.script())).await;
        page.wait_until_all_are("inline").await;
        for (suffix, times) in [(".wasm", 1), (".css", 1), (".js", 2), (".json", 10)] {
            assert_eq!(publisher.0.requests_for(suffix).len(), times, "{suffix}");
        }
        assert_eq!(page.events("load").await.len(), 100);
        let distinct = "new Set([...document.querySelectorAll('broadsheet-article')].map(article => \
             article.shadowRoot.adoptedStyleSheets.at(-1))).size";
        assert_eq!(page.get::<usize>(distinct).await, 1);
    });
}

#[test]
fn code_styles_and_article_are_requested_in_parallel() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        publisher.0.delay(".wasm", Duration::from_millis(700));
        page.open_host_page(&publisher.snippet("ferry", "")).await;
        page.wait_until_all_are("inline").await;
        let wasm = publisher.0.requests_for(".wasm").remove(0).finished.expect("the story is there");
        let late = publisher.0.requests().into_iter().filter(|request| request.started > wasm);
        let late: Vec<String> = late.map(|request| request.path).filter(|path| !path.contains("/images/")).collect();
        assert_eq!(late, Vec::<String>::new(), "these wait for the wasm");
    });
}

#[test]
fn properties_set_before_the_definition_are_kept() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        let src = json!(publisher.0.url(&article::file("ferry")));
        let early = "<broadsheet-article></broadsheet-article><script>\
             Object.assign(document.querySelector('broadsheet-article'), { src: SRC, headingLevel: 4, state: 'mine' }); \
             Object.defineProperty(document.querySelector('broadsheet-article'), 'own', { value: 'host', enumerable: true })\
             </script>";
        page.open_host_page(&format!("{}{}", early.replace("SRC", &src.to_string()), publisher.script())).await;
        page.wait_until("a story", &inside("h4.headline")).await;
        let attributes = "[...document.querySelector('broadsheet-article').attributes].map(({ name }) => name).join()";
        assert_eq!(page.get::<String>(attributes).await, "src,heading-level");
        assert_eq!(page.get::<String>("document.querySelector('broadsheet-article').own").await, "host");
    });
}

#[test]
fn properties_and_attributes_reflect_each_other() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        page.open_host_page(&format!("<broadsheet-article></broadsheet-article>{}", publisher.script())).await;
        page.wait_until("the element", "customElements.get('broadsheet-article')").await;
        let defaults = "(({ src, mode, layout, theme, loading, headingLevel, height, integrity, state, error }) => \
             [src, mode, layout, theme, loading, headingLevel, height, integrity, state, error])\
             (document.querySelector('broadsheet-article'))";
        assert_eq!(
            page.get::<Value>(defaults).await,
            json!(["", "auto", "full", "auto", "lazy", 2, 0, "", "idle", null])
        );
        page.run(
            "const article = document.querySelector('broadsheet-article'); \
             article.height = 400; article.theme = 'dark'; article.headingLevel = 3; article.headingLevel = null",
        )
        .await;
        let html = "document.querySelector('broadsheet-article').outerHTML";
        assert_eq!(
            page.get::<String>(html).await,
            "<broadsheet-article height=\"400\" theme=\"dark\"></broadsheet-article>"
        );
        let numbers =
            "(({ height, headingLevel }) => [height, headingLevel])(document.querySelector('broadsheet-article'))";
        assert_eq!(page.get::<Value>(numbers).await, json!([400, 2]));
        page.run("Object.assign(document.querySelector('broadsheet-article'), { height: 'tall', headingLevel: 'h3' })")
            .await;
        assert_eq!(page.get::<Value>(numbers).await, json!([0, 2]), "what is no number says nothing");
    });
}

#[test]
fn an_element_without_an_article_fires_no_event() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        page.open_host_page(&format!("<broadsheet-article loading=eager></broadsheet-article>{}", publisher.script()))
            .await;
        page.wait_until("the element", "customElements.get('broadsheet-article')").await;
        page.run("document.querySelector('broadsheet-article').theme = 'dark'").await;
        // An eager element begins in the next task.
        page.run_async("await new Promise(done => setTimeout(done))").await;
        page.wait_until_all_are("idle").await;
        assert_eq!(page.get::<usize>("told.length").await, 0);
    });
}

#[test]
fn scripts_included_twice_define_the_element_once() {
    visit(async |page| {
        let (publisher, other) = (Publisher::with_cors().await, Publisher::with_cors().await);
        publisher.serve_article("ferry", &article::full());
        let scripts = format!("{}{}{}", publisher.script(), publisher.script(), other.script());
        page.open_host_page(&format!("{}{}", publisher.element("ferry", ""), scripts)).await;
        page.wait_until_all_are("inline").await;
        page.wait_until("all scripts", "document.readyState === 'complete'").await;
        assert_eq!(page.errors().await, Vec::<String>::new());
        assert_eq!(publisher.0.requests_for(".wasm").len() + other.0.requests_for(".wasm").len(), 1);
    });
}

#[test]
fn a_card_links_to_its_article_and_has_no_body() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        page.open_host_page(&publisher.snippet("ferry", "layout=card")).await;
        page.wait_until_all_are("inline").await;
        let link = inside("article.card h2.headline > a");
        assert_eq!(page.get::<String>(&format!("{link}.href")).await, publisher.0.url("embed/ferry/#page"));
        assert!(page.get::<bool>(&format!("{} === null", inside(".body"))).await);
    });
}

#[test]
fn links_to_other_articles_lead_to_the_publishers_pages() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        let link = json!([[{ "text": "another", "href": "other.json" }]]);
        publisher.serve_article("ferry", &article::with(article::full(), "body", link));
        page.open_host_page(&publisher.snippet("ferry", "")).await;
        page.wait_until_all_are("inline").await;
        let href = format!("{}.href", inside(".body a"));
        assert_eq!(page.get::<String>(&href).await, publisher.0.url("embed/other/#page"));
    });
}

#[test]
fn an_embedding_page_can_prevent_the_navigation_of_a_link() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        page.open_host_page(&publisher.snippet("ferry", "")).await;
        page.wait_until_all_are("inline").await;
        page.run("addEventListener('broadsheet-navigate', event => event.preventDefault())").await;
        page.run(&format!("{}.click()", inside(".body a"))).await;
        assert_eq!(page.events("navigate").await, [json!({ "href": "https://example.org/link" })]);
        let stayed = page.server.url(super::HOST);
        assert_eq!(page.get::<String>("location.href").await, stayed);
    });
}

#[test]
fn a_click_on_the_fallback_link_fires_no_navigate_event() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        page.open_host_page(&format!(
            "<broadsheet-article><a href=#there>The story</a></broadsheet-article>{}",
            publisher.script()
        ))
        .await;
        page.wait_until_all_are("idle").await;
        page.run("document.querySelector('broadsheet-article > a').click()").await;
        page.wait_until("the host's own place", "location.hash === '#there'").await;
        assert_eq!(page.events("navigate").await, Vec::<Value>::new());
    });
}

#[test]
fn a_click_with_a_modifier_key_is_left_to_the_browser() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        page.open_host_page(&publisher.snippet("ferry", "")).await;
        page.wait_until_all_are("inline").await;
        // This listener runs after the element's own. It prevents the navigation, which would end the test.
        page.run(
            "window.left = []; addEventListener('broadsheet-navigate', event => event.preventDefault()); \
             addEventListener('click', event => { left.push(!event.defaultPrevented); event.preventDefault() })",
        )
        .await;
        for key in ["", "ctrlKey", "metaKey", "shiftKey", "altKey"] {
            page.run(&format!(
                "{}.dispatchEvent(new MouseEvent('click', {{ bubbles: true, composed: true, cancelable: true, ['{key}']: true }}))",
                inside(".body a")
            ))
            .await;
        }
        assert_eq!(page.get::<Vec<bool>>("left").await, [false, true, true, true, true]);
        assert_eq!(page.events("navigate").await.len(), 1);
    });
}

#[test]
fn footnote_links_stay_within_their_own_article() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        publisher.serve_article("notes", &article::everything());
        let two = format!("{}{}", publisher.element("notes", ""), publisher.element("notes", "loading=eager"));
        page.open_host_page(&format!("{}{}", two, publisher.script())).await;
        page.wait_until_all_are("inline").await;
        let second = "document.querySelectorAll('broadsheet-article')[1].shadowRoot";
        page.run(&format!("{second}.querySelector('.cite a').click()")).await;
        let focused = format!("{second}.activeElement?.id");
        assert_eq!(page.get::<String>(&focused).await, "note-1");
        page.run(&format!("{second}.querySelector('#note-1 [role=doc-backlink]').click()")).await;
        assert_eq!(page.get::<String>(&focused).await, "cite-1");
        assert_eq!(page.get::<String>("location.hash").await, "");
        assert_eq!(page.events("navigate").await, Vec::<Value>::new());
    });
}

#[test]
fn an_article_given_as_data_is_not_fetched() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        page.open_host_page(&format!("<broadsheet-article></broadsheet-article>{}", publisher.script())).await;
        page.run(&format!("document.querySelector('broadsheet-article').data = {}", article::plain("At hand"))).await;
        page.wait_until_all_are("inline").await;
        assert_eq!(page.text_inside("h2").await, "At hand");
        assert_eq!(publisher.0.requests_for(".json").len(), 0);
        page.run(&format!("document.querySelector('broadsheet-article').data = {}", article::plain("Another"))).await;
        page.wait_until("the other", &format!("{}?.innerText === 'Another'", inside("h2"))).await;
        page.run(
            "const circle = {}; document.querySelector('broadsheet-article').data = Object.assign(circle, { circle })",
        )
        .await;
        page.wait_until_all_are("link").await;
        assert_eq!(page.get::<String>("document.querySelector('broadsheet-article').error.phase").await, "input");
    });
}

#[test]
fn a_blockquote_becomes_an_article() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        let src = publisher.0.url(&article::file("ferry"));
        let quote = format!(
            "<blockquote data-broadsheet-article={src} data-heading-level=3 data-loading=eager><p><a href=/>The story</a></p></blockquote>"
        );
        page.open_host_page(&format!("{}{}", quote, publisher.script())).await;
        let headlines = "[...document.querySelectorAll('blockquote')].map(quote => \
             quote.shadowRoot?.querySelector('broadsheet-article').shadowRoot.querySelector('h3.headline')?.innerText ?? '')";
        assert_all(page, headlines, 1).await;
        // Blockquotes that are added later work, too.
        for count in [2, 3] {
            page.run(&format!("document.body.insertAdjacentHTML('beforeend', {})", json!(quote))).await;
            assert_all(page, headlines, count).await;
        }
        assert_eq!(page.count("blockquote > p > a").await, 3, "the host's own nodes are left alone");
        assert_eq!(page.events("load").await.len(), 3, "events leave the quote's shadow root");
        page.run("document.querySelector('blockquote').dataset.layout = 'card'").await;
        let card = "document.querySelector('blockquote').shadowRoot.querySelector('broadsheet-article').shadowRoot.querySelector('.card')";
        page.wait_until("a card", card).await;
    });
}

async fn assert_all(page: &Page, headlines: &str, count: usize) {
    let there = format!("{headlines}.join() === {}", json!(vec!["The last ferry"; count].join(",")));
    page.wait_until(&format!("{count} stories"), &there).await;
}

#[test]
fn an_article_in_a_blockquote_fills_it_and_exports_its_parts() {
    const PARTS: &str = "kicker headline standfirst byline dateline figure image caption body sponsor load";
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        let video = json!([{ "type": "embed", "url": "https://vimeo.com/76979871", "title": "A film" }]);
        publisher.serve_article("all", &article::with(article::full(), "body", video));
        let styles: String =
            PARTS.split(' ').map(|part| format!("blockquote::part({part}) {{ outline: solid }} ")).collect();
        let src = publisher.0.url(&article::file("all"));
        page.open_host_page(&format!(
            "<style>{styles} blockquote {{ padding: 9px; border: 9px solid }}</style>\
             <blockquote data-broadsheet-article={src}><a href=/>The story</a></blockquote>{}",
            publisher.script()
        ))
        .await;
        page.wait_until("the story", "told.some(([type]) => type === 'load')").await;
        let article = "document.querySelector('blockquote').shadowRoot.querySelector('broadsheet-article')";
        let (own, all): (f64, f64) = page.get(&format!("[{article}.offsetWidth, document.body.clientWidth]")).await;
        assert_eq!(own, all, "the quotation's own margins are around it");
        let styled: Vec<String> = page
            .get(&format!(
                "[...new Set([...{article}.shadowRoot.querySelectorAll('[part]')] \
                 .filter(part => getComputedStyle(part).outlineStyle === 'solid').map(part => part.part.value))].sort()"
            ))
            .await;
        let mut parts: Vec<&str> = PARTS.split(' ').collect();
        parts.sort_unstable();
        assert_eq!(styled, parts);
    });
}

#[test]
fn a_blockquote_whose_article_is_missing_keeps_its_link() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        let src = publisher.0.url(&article::file("missing"));
        page.open_host_page(&format!(
            "<blockquote data-broadsheet-article={src} data-mode=inline><a href=/>The story</a></blockquote>{}",
            publisher.script()
        ))
        .await;
        page.wait_until("its end", "told.some(([type]) => type === 'error')").await;
        assert!(page.get::<bool>("document.querySelector('blockquote > a').checkVisibility()").await);
    });
}

#[test]
fn integrity_is_checked_for_each_element_of_a_shared_article() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        let wrong = publisher.element("ferry", "integrity=sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        page.open_host_page(&format!("{}{wrong}{}", publisher.element("ferry", ""), publisher.script())).await;
        page.wait_until("both ends", &format!("{STATES} === 'inline,link'")).await;
    });
}

#[test]
fn an_article_that_does_not_match_its_integrity_hash_is_refused() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        publisher.serve_article("ferry", &article::full()).serve_frame_page("ferry", "Framed");
        page.open_host_page(&format!(
            "{}<script>crypto.subtle.digest('SHA-384', new TextEncoder().encode({})).then(hash => {{ \
             const article = document.querySelector('broadsheet-article'); \
             article.integrity = 'sha384-' + btoa(String.fromCharCode(...new Uint8Array(hash))); \
             }})</script>{}",
            publisher.element("ferry", "integrity=sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
            json!(article::full().to_string()).to_string().replace("</", "<\\/"),
            publisher.script().replace("async", "defer"),
        ))
        .await;
        page.wait_until_all_are("inline").await;
        for wrong in ["sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "md5-AAAAAAAAAAAAAAAAAAAAAA=="] {
            page.run(&format!(
                "told.length = 0; document.querySelector('broadsheet-article').integrity = {}",
                json!(wrong)
            ))
            .await;
            page.wait_until_all_are("link").await;
            page.assert_one_outcome("error").await;
            assert_eq!(page.events("error").await[0]["phase"], "integrity", "{wrong}");
        }
        assert_eq!(publisher.0.requests_for("embed/ferry/").len(), 0, "what is in a frame can't be checked");
    });
}
