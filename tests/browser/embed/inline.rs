//! The article in the host's page.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Publisher, STATES, inside, visit};
use crate::article;
use crate::browser::Page;

#[test]
fn an_article_of_another_origin_stands_in_the_page() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        page.hosts(&publisher.snippet("ferry", "")).await;
        page.all_are("inline").await;
        assert_eq!(page.reads_inside("h2.headline").await, "The last ferry");
        assert_eq!(page.told("load").await, [json!({ "state": "inline" })]);
        page.told_once("load").await;
        assert_eq!(page.get::<Value>("document.querySelector('broadsheet-article').error").await, Value::Null);
        assert_eq!(page.seen().await, Vec::<String>::new());
        assert_eq!(page.console().await, Vec::<String>::new());
        // No landmark of a page, no focus taken.
        let stray = inside("main, nav, [role=main], [role=navigation], [role=banner], h1");
        assert!(page.get::<bool>(&format!("{stray} === null")).await);
        assert!(page.get::<bool>("document.activeElement === document.body").await);
    });
}

#[test]
fn nothing_but_the_script_is_fetched_for_what_is_far_away() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        let far = "<div style='height: calc(100vh + 1200px)'></div>";
        page.hosts(&format!("{}{}{}", far, publisher.element("ferry", ""), publisher.script())).await;
        page.wait_until("the element", "customElements.get('broadsheet-article')").await;
        // Longer than the element needs to make up its mind.
        tokio::time::sleep(Duration::from_millis(500)).await;
        let paths: Vec<String> = publisher.0.requests().into_iter().map(|request| request.path).collect();
        assert_eq!(paths, ["/embed.js"]);
        page.run("document.querySelector('div').style.height = 'calc(100vh + 800px)'").await;
        page.all_are("inline").await;
    });
}

#[test]
fn a_narrow_column_takes_small_images() {
    visit(async |page| {
        let publisher = Publisher::open().await;
        let variants = json!([{ "src": "../images/picture.svg?small", "width": 300 }]);
        publisher.has("ferry", &article::with(article::full(), "lead.variants", variants));
        page.hosts(&format!("<div style='width: 250px'>{}</div>", publisher.snippet("ferry", ""))).await;
        page.all_are("inline").await;
        let lead = inside(".lead img");
        page.wait_until("the lead", &format!("{lead}.complete && {lead}.currentSrc")).await;
        assert!(page.get::<String>(&format!("{lead}.currentSrc")).await.ends_with("?small"));
    });
}

#[test]
fn an_eager_article_does_not_wait_to_be_near() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        let far = "<div style='height: 5000px'></div>".to_owned();
        page.hosts(&format!("{}{}{}", far, publisher.element("ferry", "loading=eager"), publisher.script())).await;
        page.all_are("inline").await;
        // Nor does one that becomes so.
        page.hosts(&format!("{}{}{}", far, publisher.element("ferry", ""), publisher.script())).await;
        page.wait_until("the element", "customElements.get('broadsheet-article')").await;
        page.run("document.querySelector('broadsheet-article').loading = 'eager'").await;
        page.all_are("inline").await;
    });
}

#[test]
fn what_is_far_away_comes_to_be_printed() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        let far = "<div style='height: 5000px'></div>".to_owned();
        let (near, away) = (publisher.element("ferry", "loading=eager"), publisher.element("ferry", ""));
        page.hosts(&format!("{near}{far}{away}{}", publisher.script())).await;
        page.wait_until("the near one", "told.some(([type]) => type === 'load')").await;
        page.run("dispatchEvent(new Event('beforeprint'))").await;
        page.all_are("inline").await;
        assert_eq!(page.told("load").await.len(), 2, "what was there is left as it was");
    });
}

#[test]
fn a_hundred_elements_share_code_styles_and_articles() {
    visit(async |page| {
        let publisher = Publisher::open().await;
        let mut body = String::new();
        for number in 0..100 {
            let slug = format!("story-{}", number % 10);
            publisher.has(&slug, &article::plain(&format!("Story {}", number % 10)));
            body += &publisher.element(&slug, "loading=eager");
        }
        page.hosts(&format!("{}{}", body, publisher.script())).await;
        page.all_are("inline").await;
        for (suffix, times) in [(".wasm", 1), (".css", 1), (".js", 2), (".json", 10)] {
            assert_eq!(publisher.0.requests_for(suffix).len(), times, "{suffix}");
        }
        assert_eq!(page.told("load").await.len(), 100);
        let distinct = "new Set([...document.querySelectorAll('broadsheet-article')].map(article => \
             article.shadowRoot.adoptedStyleSheets.at(-1))).size";
        assert_eq!(page.get::<usize>(distinct).await, 1);
    });
}

#[test]
fn code_styles_and_article_come_side_by_side() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        publisher.0.delay(".wasm", Duration::from_millis(700));
        page.hosts(&publisher.snippet("ferry", "")).await;
        page.all_are("inline").await;
        let wasm = publisher.0.requests_for(".wasm").remove(0).finished.expect("the story is there");
        let late = publisher.0.requests().into_iter().filter(|request| request.started > wasm);
        let late: Vec<String> = late.map(|request| request.path).filter(|path| !path.contains("/images/")).collect();
        assert_eq!(late, Vec::<String>::new(), "these wait for the wasm");
    });
}

#[test]
fn properties_set_before_the_definition_count() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        let src = json!(publisher.0.url(&article::file("ferry")));
        let early = "<broadsheet-article></broadsheet-article><script>\
             Object.assign(document.querySelector('broadsheet-article'), { src: SRC, headingLevel: 4, state: 'mine' }); \
             Object.defineProperty(document.querySelector('broadsheet-article'), 'own', { value: 'host', enumerable: true })\
             </script>";
        page.hosts(&format!("{}{}", early.replace("SRC", &src.to_string()), publisher.script())).await;
        page.wait_until("a story", &inside("h4.headline")).await;
        let attributes = "[...document.querySelector('broadsheet-article').attributes].map(({ name }) => name).join()";
        assert_eq!(page.get::<String>(attributes).await, "src,heading-level");
        assert_eq!(page.get::<String>("document.querySelector('broadsheet-article').own").await, "host");
    });
}

#[test]
fn properties_and_attributes_are_one() {
    visit(async |page| {
        let publisher = Publisher::open().await;
        page.hosts(&format!("<broadsheet-article></broadsheet-article>{}", publisher.script())).await;
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
fn who_asks_for_no_article_is_told_nothing() {
    visit(async |page| {
        let publisher = Publisher::open().await;
        page.hosts(&format!("<broadsheet-article loading=eager></broadsheet-article>{}", publisher.script())).await;
        page.wait_until("the element", "customElements.get('broadsheet-article')").await;
        page.run("document.querySelector('broadsheet-article').theme = 'dark'").await;
        page.play("await new Promise(done => setTimeout(done, 300))").await;
        page.all_are("idle").await;
        assert_eq!(page.get::<usize>("told.length").await, 0);
    });
}

#[test]
fn included_twice_it_is_defined_once() {
    visit(async |page| {
        let (publisher, other) = (Publisher::open().await, Publisher::open().await);
        publisher.has("ferry", &article::full());
        let scripts = format!("{}{}{}", publisher.script(), publisher.script(), other.script());
        page.hosts(&format!("{}{}", publisher.element("ferry", ""), scripts)).await;
        page.all_are("inline").await;
        page.wait_until("all scripts", "document.readyState === 'complete'").await;
        assert_eq!(page.seen().await, Vec::<String>::new());
        assert_eq!(publisher.0.requests_for(".wasm").len() + other.0.requests_for(".wasm").len(), 1);
    });
}

#[test]
fn a_card_is_an_article_in_brief_with_the_way_to_the_whole() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        page.hosts(&publisher.snippet("ferry", "layout=card")).await;
        page.all_are("inline").await;
        let link = inside("article.card h2.headline > a");
        assert_eq!(page.get::<String>(&format!("{link}.href")).await, publisher.0.url("embed/ferry/#page"));
        assert!(page.get::<bool>(&format!("{} === null", inside(".body"))).await);
    });
}

#[test]
fn links_to_other_articles_lead_to_the_publishers_pages() {
    visit(async |page| {
        let publisher = Publisher::open().await;
        let link = json!([[{ "text": "another", "href": "other.json" }]]);
        publisher.has("ferry", &article::with(article::full(), "body", link));
        page.hosts(&publisher.snippet("ferry", "")).await;
        page.all_are("inline").await;
        let href = format!("{}.href", inside(".body a"));
        assert_eq!(page.get::<String>(&href).await, publisher.0.url("embed/other/#page"));
    });
}

#[test]
fn a_host_may_take_a_link_into_its_own_hands() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        page.hosts(&publisher.snippet("ferry", "")).await;
        page.all_are("inline").await;
        page.run("addEventListener('broadsheet-navigate', event => event.preventDefault())").await;
        page.run(&format!("{}.click()", inside(".body a"))).await;
        assert_eq!(page.told("navigate").await, [json!({ "href": "https://example.org/link" })]);
        let stayed = page.server.url(super::HOST);
        assert_eq!(page.get::<String>("location.href").await, stayed);
    });
}

#[test]
fn the_hosts_own_link_is_the_hosts() {
    visit(async |page| {
        let publisher = Publisher::open().await;
        page.hosts(&format!(
            "<broadsheet-article><a href=#there>The story</a></broadsheet-article>{}",
            publisher.script()
        ))
        .await;
        page.all_are("idle").await;
        page.run("document.querySelector('broadsheet-article > a').click()").await;
        page.wait_until("the host's own place", "location.hash === '#there'").await;
        assert_eq!(page.told("navigate").await, Vec::<Value>::new());
    });
}

#[test]
fn a_link_that_a_reader_wants_elsewhere_is_left_to_the_browser() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        page.hosts(&publisher.snippet("ferry", "")).await;
        page.all_are("inline").await;
        // It goes up to the window before the browser acts, which here it shall not.
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
        assert_eq!(page.told("navigate").await.len(), 1);
    });
}

#[test]
fn footnotes_lead_to_and_fro_within_each_article() {
    visit(async |page| {
        let publisher = Publisher::open().await;
        publisher.has("notes", &article::everything());
        let two = format!("{}{}", publisher.element("notes", ""), publisher.element("notes", "loading=eager"));
        page.hosts(&format!("{}{}", two, publisher.script())).await;
        page.all_are("inline").await;
        let second = "document.querySelectorAll('broadsheet-article')[1].shadowRoot";
        page.run(&format!("{second}.querySelector('.cite a').click()")).await;
        let focused = format!("{second}.activeElement?.id");
        assert_eq!(page.get::<String>(&focused).await, "note-1");
        page.run(&format!("{second}.querySelector('#note-1 [role=doc-backlink]').click()")).await;
        assert_eq!(page.get::<String>(&focused).await, "cite-1");
        assert_eq!(page.get::<String>("location.hash").await, "");
        assert_eq!(page.told("navigate").await, Vec::<Value>::new());
    });
}

#[test]
fn an_article_at_hand_is_not_fetched() {
    visit(async |page| {
        let publisher = Publisher::open().await;
        page.hosts(&format!("<broadsheet-article></broadsheet-article>{}", publisher.script())).await;
        page.run(&format!("document.querySelector('broadsheet-article').data = {}", article::plain("At hand"))).await;
        page.all_are("inline").await;
        assert_eq!(page.reads_inside("h2").await, "At hand");
        assert_eq!(publisher.0.requests_for(".json").len(), 0);
        page.run(&format!("document.querySelector('broadsheet-article').data = {}", article::plain("Another"))).await;
        page.wait_until("the other", &format!("{}?.innerText === 'Another'", inside("h2"))).await;
        page.run(
            "const circle = {}; document.querySelector('broadsheet-article').data = Object.assign(circle, { circle })",
        )
        .await;
        page.all_are("link").await;
        assert_eq!(page.get::<String>("document.querySelector('broadsheet-article').error.phase").await, "input");
    });
}

#[test]
fn a_blockquote_becomes_an_article() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        let src = publisher.0.url(&article::file("ferry"));
        let quote = format!(
            "<blockquote data-broadsheet-article={src} data-heading-level=3 data-loading=eager><p><a href=/>The story</a></p></blockquote>"
        );
        page.hosts(&format!("{}{}", quote, publisher.script())).await;
        let headlines = "[...document.querySelectorAll('blockquote')].map(quote => \
             quote.shadowRoot?.querySelector('broadsheet-article').shadowRoot.querySelector('h3.headline')?.innerText ?? '')";
        assert_all(page, headlines, 1).await;
        // Put in later, and its attributes changed.
        for count in [2, 3] {
            page.run(&format!("document.body.insertAdjacentHTML('beforeend', {})", json!(quote))).await;
            assert_all(page, headlines, count).await;
        }
        assert_eq!(page.count("blockquote > p > a").await, 3, "the host's own nodes are left alone");
        assert_eq!(page.told("load").await.len(), 3, "events leave the quote's shadow root");
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
fn a_quotation_lends_an_article_its_room_and_its_parts() {
    const PARTS: &str = "kicker headline standfirst byline dateline figure image caption body sponsor load";
    visit(async |page| {
        let publisher = Publisher::open().await;
        let video = json!([{ "type": "embed", "url": "https://vimeo.com/76979871", "title": "A film" }]);
        publisher.has("all", &article::with(article::full(), "body", video));
        let styles: String =
            PARTS.split(' ').map(|part| format!("blockquote::part({part}) {{ outline: solid }} ")).collect();
        let src = publisher.0.url(&article::file("all"));
        page.hosts(&format!(
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
fn a_quotation_of_what_does_not_come_stays_one() {
    visit(async |page| {
        let publisher = Publisher::open().await;
        let src = publisher.0.url(&article::file("missing"));
        page.hosts(&format!(
            "<blockquote data-broadsheet-article={src} data-mode=inline><a href=/>The story</a></blockquote>{}",
            publisher.script()
        ))
        .await;
        page.wait_until("its end", "told.some(([type]) => type === 'error')").await;
        assert!(page.get::<bool>("document.querySelector('blockquote > a').checkVisibility()").await);
    });
}

#[test]
fn an_article_is_checked_for_each_who_asks() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        let wrong = publisher.element("ferry", "integrity=sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        page.hosts(&format!("{}{wrong}{}", publisher.element("ferry", ""), publisher.script())).await;
        page.wait_until("both ends", &format!("{STATES} === 'inline,link'")).await;
    });
}

#[test]
fn a_changed_article_is_refused_where_its_hash_is_given() {
    visit(async |page| {
        let publisher = Publisher::open().await;
        publisher.has("ferry", &article::full()).has_frame("ferry", "Framed");
        page.hosts(&format!(
            "{}<script>crypto.subtle.digest('SHA-384', new TextEncoder().encode({})).then(hash => {{ \
             const article = document.querySelector('broadsheet-article'); \
             article.integrity = 'sha384-' + btoa(String.fromCharCode(...new Uint8Array(hash))); \
             }})</script>{}",
            publisher.element("ferry", "integrity=sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
            json!(article::full().to_string()).to_string().replace("</", "<\\/"),
            publisher.script().replace("async", "defer"),
        ))
        .await;
        page.all_are("inline").await;
        for wrong in ["sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "md5-AAAAAAAAAAAAAAAAAAAAAA=="] {
            page.run(&format!(
                "told.length = 0; document.querySelector('broadsheet-article').integrity = {}",
                json!(wrong)
            ))
            .await;
            page.all_are("link").await;
            page.told_once("error").await;
            assert_eq!(page.told("error").await[0]["phase"], "integrity", "{wrong}");
        }
        assert_eq!(publisher.0.requests_for("embed/ferry/").len(), 0, "what is in a frame can't be checked");
    });
}
