//! The life cycle of `<broadsheet-article>`: it is added, changed, moved and removed.

use std::time::Duration;

use serde_json::json;

use super::{Publisher, inside, visit, visit_in_chromium};
use crate::article;
use crate::server::Answer;

const HEIGHT: &str = "document.querySelector('broadsheet-article').offsetHeight";
const ARTICLE: &str = "const article = document.querySelector('broadsheet-article');";

#[test]
fn moving_the_element_does_not_reload_its_article() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        let places = "<section></section><aside></aside>".to_owned();
        page.open_host_page(&format!("{}{}{}", places, publisher.element("ferry", ""), publisher.script())).await;
        page.wait_until_all_are("inline").await;
        // It is moved by one call, and by removing and adding it.
        page.run(&format!(
            "window.before = {}; {ARTICLE} document.querySelector('section').append(article)",
            inside("h2")
        ))
        .await;
        page.run(&format!("{ARTICLE} article.remove(); document.querySelector('aside').append(article)")).await;
        assert!(page.get::<bool>(&format!("window.before === {}", inside("h2"))).await);
        assert_eq!(publisher.0.requests_for("ferry.json").len(), 1);
        page.assert_one_outcome("load").await;
    });
}

#[test]
fn a_removed_element_loads_again_when_reinserted() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        page.open_host_page(&publisher.snippet("ferry", "")).await;
        page.wait_until_all_are("inline").await;
        page.run(&format!("{ARTICLE} window.kept = article; article.remove()")).await;
        page.wait_until("an end", "kept.state === 'idle' && !kept.shadowRoot.querySelector('article')").await;
        page.run("document.body.append(kept)").await;
        page.wait_until_all_are("inline").await;
        assert_eq!(page.text_inside("h2").await, "The last ferry");
        assert_eq!(page.events("load").await.len(), 2);
    });
}

#[test]
fn removing_the_element_aborts_its_request() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        let body = article::full().to_string();
        publisher.0.answer(&article::file("slow"), Answer::bytes(body).stalled_at(20));
        page.open_host_page(&publisher.snippet("slow", "")).await;
        while publisher.0.requests_for("slow.json").is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        page.run("document.querySelector('broadsheet-article').remove()").await;
        publisher.0.wait_for_request_end("slow.json").await;
        assert_eq!(page.get::<usize>("told.length").await, 0);
    });
}

#[test]
fn a_thousand_quick_changes_show_the_last_and_fetch_at_most_twice() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        publisher.serve_article("first", &article::plain("First")).serve_article("last", &article::plain("Last"));
        page.open_host_page(&publisher.snippet("first", "")).await;
        page.wait_until_all_are("inline").await;
        let path = |slug| json!(publisher.0.url(&article::file(slug)));
        // The changes happen in one task, in a microtask each, and in a task each, lazily and eagerly. Each change sets
        // two attributes, and has to count as one.
        const TASK: &str = "await new Promise(done => { const { port1, port2 } = new MessageChannel(); \
             port1.onmessage = done; port2.postMessage(0); });";
        for (loading, pause) in [("lazy", ""), ("lazy", "await null;"), ("lazy", TASK), ("eager", TASK)] {
            let before = publisher.0.requests_for(".json").len();
            page.run_async(&format!(
                "{ARTICLE} article.loading = '{loading}'; for (let number = 0; number < 1000; number++) {{ \
                 article.headingLevel = 2 + number % 2; \
                 article.src = {}.replace('last', 'other-' + number); {pause} }} article.headingLevel = 2; article.src = {}; \
                 while (article.shadowRoot.querySelector('h2')?.innerText !== 'Last') \
                     await new Promise(done => setTimeout(done, 10))",
                path("last"),
                path("last")
            ))
            .await;
            let fetched = publisher.0.requests_for(".json").len() - before;
            assert!((1..=2).contains(&fetched), "{fetched} fetches with “{pause}”, {loading}");
            page.run(&format!("{ARTICLE} article.src = {}", path("first"))).await;
            page.wait_until("the first", &format!("{}?.innerText === 'First'", inside("h2"))).await;
        }
    });
}

#[test]
fn changing_src_aborts_the_old_request() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        publisher.0.answer(&article::file("slow"), Answer::silence());
        page.open_host_page(&publisher.snippet("slow", "")).await;
        while publisher.0.requests_for("slow.json").is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let src = json!(publisher.0.url(&article::file("ferry")));
        page.run(&format!("{ARTICLE} article.src = {src}")).await;
        page.wait_until_all_are("inline").await;
        publisher.0.wait_for_request_end("slow.json").await;
        page.assert_one_outcome("load").await;
    });
}

#[test]
fn changing_src_while_the_code_loads_shows_the_new_article() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        publisher.serve_article("first", &article::plain("First")).serve_article("second", &article::plain("Second"));
        publisher.0.delay(".wasm", Duration::from_millis(1500));
        // A second element uses the same article, so changing the first does not abort its request.
        let two = publisher.element("first", "loading=eager").repeat(2);
        page.open_host_page(&format!("{two}{}", publisher.script())).await;
        while publisher.0.requests_for("first.json").is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        publisher.0.wait_for_request_end("first.json").await;
        let src = json!(publisher.0.url(&article::file("second")));
        page.run(&format!("{ARTICLE} article.src = {src}")).await;
        page.wait_until_all_are("inline").await;
        let headlines = "[...document.querySelectorAll('broadsheet-article')].map(({ shadowRoot }) => \
             [...shadowRoot.querySelectorAll('h2')].map(({ innerText }) => innerText).join())";
        assert_eq!(page.get::<Vec<String>>(headlines).await, ["Second", "First"]);
        assert_eq!(page.events("load").await.len(), 2);
    });
}

#[test]
fn reload_fetches_a_cached_and_shared_article_again() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        // The browser may cache the answer, and a second element shows the same article.
        let says = |headline| {
            let answer = Answer::json(&article::plain(headline)).header("Cache-Control", "max-age=3600");
            publisher.0.answer(&article::file("ferry"), answer);
        };
        says("Before");
        let two = publisher.element("ferry", "loading=eager").repeat(2);
        page.open_host_page(&format!("{two}{}", publisher.script())).await;
        page.wait_until_all_are("inline").await;
        says("After");
        page.run(&format!("{ARTICLE} article.reload()")).await;
        page.wait_until("the mended story", &format!("{}?.innerText === 'After'", inside("h2"))).await;
    });
}

#[test]
fn while_an_article_reloads_the_scroll_position_below_it_stays() {
    // JavaScript that records the lowest height of the element while it changes.
    const LOWEST: &str = "const article = document.querySelector('broadsheet-article'); window.lowest = Infinity; \
         const loaded = new Promise(done => article.addEventListener('broadsheet-load', done, { once: true })); \
         CHANGE; await null; article.theme = 'light'; \
         let over = false; loaded.then(() => over = true); \
         while (!over) { await new Promise(requestAnimationFrame); \
             window.lowest = Math.min(window.lowest, article.offsetHeight); }";
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        // The article has only text: players and images without a size could change their height after loading.
        let long = article::with(article::plain("Long"), "body", json!(vec!["Words and words. ".repeat(40); 40]));
        publisher.serve_article("all", &long).serve_frame_page("all", "<canvas height=5000></canvas>");
        page.open_host_page(&format!("{}<p id=below>Below</p>", publisher.snippet("all", "height=100"))).await;
        page.wait_until_all_are("inline").await;
        let height: f64 = page.get(HEIGHT).await;
        page.run("scrollTo(0, document.documentElement.scrollHeight)").await;
        let place: f64 = page.get("scrollY").await;
        assert!(place > 500.0, "{place}");
        for change in ["article.reload()", "article.headingLevel = 3"] {
            page.run_async(&LOWEST.replace("CHANGE", change)).await;
            assert_eq!(page.get::<f64>("lowest").await, height, "{change}");
            // The element rounds its height to whole pixels.
            let now: f64 = page.get("scrollY").await;
            assert!((place - now).abs() < 2.0, "{change} moves a reader from {place} to {now}");
        }
        page.run_async(&LOWEST.replace("CHANGE", "article.mode = 'iframe'")).await;
        assert!(page.get::<f64>("lowest").await >= height.min(5000.0));
        // A shorter article releases the reserved height.
        publisher.serve_article("all", &article::plain("Short"));
        page.run(&format!("{ARTICLE} article.mode = 'inline'; article.reload()")).await;
        page.wait_until("a short one", &format!("{}?.innerText === 'Short'", inside(".headline"))).await;
        assert!(page.get::<f64>(HEIGHT).await < 1000.0);
        // Without an article, the whole height is released.
        page.run(&format!("{ARTICLE} article.height = 900")).await;
        page.wait_until("the room that is asked for", &format!("{HEIGHT} === 900")).await;
        page.run(&format!("{ARTICLE} article.height = null; article.src = null")).await;
        page.wait_until("the link alone", &format!("{HEIGHT} < 50")).await;
    });
}

/// Removed articles leave no memory behind, in the page or in the wasm. This runs in Chromium alone: Firefox reports no
/// such counts.
#[test]
fn two_thousand_removed_articles_leak_no_memory() {
    const CYCLES: &str = "for (let number = 0; number < COUNT; number++) { \
         const article = document.createElement('broadsheet-article'); \
         article.src = SRC; article.loading = 'eager'; \
         const loaded = new Promise(done => article.addEventListener('broadsheet-load', done)); \
         document.body.append(article); await loaded; article.remove(); await null; told.length = 0; }";
    const MEMORY: &str = "const { default: init } = await import(GLUE); \
         window.memory = Object.values(await init()).find(value => value instanceof WebAssembly.Memory).buffer.byteLength";
    visit_in_chromium(async |page| {
        let publisher = Publisher::with_cors().await;
        publisher.serve_article("all", &article::everything());
        // One element stays, so that all others share its article instead of fetching it 2,000 times.
        page.open_host_page(&publisher.snippet("all", "")).await;
        page.wait_until_all_are("inline").await;
        let cycles = CYCLES.replace("SRC", &json!(publisher.0.url(&article::file("all"))).to_string());
        let glue = MEMORY.replace("GLUE", &json!(publisher.0.url(&super::asset("reader.js"))).to_string());
        page.run_async(&cycles.replace("COUNT", "200")).await;
        page.run_async(&glue).await;
        let (before, memory) = (page.memory_use().await, page.get::<f64>("memory").await);
        page.run_async(&cycles.replace("COUNT", "900")).await;
        page.run_async(&cycles.replace("COUNT", "900")).await;
        page.run_async(&glue).await;
        let (after, memory_after) = (page.memory_use().await, page.get::<f64>("memory").await);
        assert!(after.heap < before.heap * 1.1 + 200_000.0, "{before:?} {after:?}");
        assert!(after.nodes < before.nodes + 200.0, "{before:?} {after:?}");
        assert!(after.listeners < before.listeners + 20.0, "{before:?} {after:?}");
        assert_eq!(memory_after, memory, "the wasm has grown");
    });
}
