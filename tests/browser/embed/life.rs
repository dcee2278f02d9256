//! Elements that come, change, move and go.

use std::time::Duration;

use serde_json::json;

use super::{Publisher, inside, visit, visit_in_chromium};
use crate::article;
use crate::server::Answer;

const HEIGHT: &str = "document.querySelector('broadsheet-article').offsetHeight";
const ARTICLE: &str = "const article = document.querySelector('broadsheet-article');";

#[test]
fn a_move_does_not_load_anew() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        let places = "<section></section><aside></aside>".to_owned();
        page.hosts(&format!("{}{}{}", places, publisher.element("ferry", ""), publisher.script())).await;
        page.all_are("inline").await;
        // In one step, and in two.
        page.run(&format!(
            "window.before = {}; {ARTICLE} document.querySelector('section').append(article)",
            inside("h2")
        ))
        .await;
        page.run(&format!("{ARTICLE} article.remove(); document.querySelector('aside').append(article)")).await;
        page.play("await new Promise(done => setTimeout(done, 300))").await;
        assert!(page.get::<bool>(&format!("window.before === {}", inside("h2"))).await);
        assert_eq!(publisher.0.requests_for("ferry.json").len(), 1);
        page.told_once("load").await;
    });
}

#[test]
fn what_was_taken_out_can_be_put_back() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        page.hosts(&publisher.snippet("ferry", "")).await;
        page.all_are("inline").await;
        page.run(&format!("{ARTICLE} window.kept = article; article.remove()")).await;
        page.wait_until("an end", "kept.state === 'idle' && !kept.shadowRoot.querySelector('article')").await;
        page.run("document.body.append(kept)").await;
        page.all_are("inline").await;
        assert_eq!(page.reads_inside("h2").await, "The last ferry");
        assert_eq!(page.told("load").await.len(), 2);
    });
}

#[test]
fn removal_in_mid_fetch_aborts_it() {
    visit(async |page| {
        let publisher = Publisher::open().await;
        let body = article::full().to_string();
        publisher.0.answer(&article::file("slow"), Answer::bytes(body).stalled_at(20));
        page.hosts(&publisher.snippet("slow", "")).await;
        while publisher.0.requests_for("slow.json").is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        page.run("document.querySelector('broadsheet-article').remove()").await;
        publisher.0.sees_the_end_of("slow.json").await;
        assert_eq!(page.get::<usize>("told.length").await, 0);
    });
}

#[test]
fn of_a_thousand_changes_the_last_one_counts() {
    visit(async |page| {
        let publisher = Publisher::open().await;
        publisher.has("first", &article::plain("First")).has("last", &article::plain("Last"));
        page.hosts(&publisher.snippet("first", "")).await;
        page.all_are("inline").await;
        let path = |slug| json!(publisher.0.url(&article::file(slug)));
        // In one task, a microtask each, and a task each; and that where each would be fetched at once. Each is a
        // change of two attributes, which is one.
        const TASK: &str = "await new Promise(done => { const { port1, port2 } = new MessageChannel(); \
             port1.onmessage = done; port2.postMessage(0); });";
        for (loading, pause) in [("lazy", ""), ("lazy", "await null;"), ("lazy", TASK), ("eager", TASK)] {
            let before = publisher.0.requests_for(".json").len();
            page.play(&format!(
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
fn the_fetch_of_what_is_no_longer_wanted_is_aborted() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        publisher.0.answer(&article::file("slow"), Answer::silence());
        page.hosts(&publisher.snippet("slow", "")).await;
        while publisher.0.requests_for("slow.json").is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let src = json!(publisher.0.url(&article::file("ferry")));
        page.run(&format!("{ARTICLE} article.src = {src}")).await;
        page.all_are("inline").await;
        publisher.0.sees_the_end_of("slow.json").await;
        page.told_once("load").await;
    });
}

#[test]
fn an_article_that_waits_for_the_code_gives_way_to_the_next() {
    visit(async |page| {
        let publisher = Publisher::open().await;
        publisher.has("first", &article::plain("First")).has("second", &article::plain("Second"));
        publisher.0.delay(".wasm", Duration::from_millis(1500));
        // Another element wants it too, so that it is not given up.
        let two = publisher.element("first", "loading=eager").repeat(2);
        page.hosts(&format!("{two}{}", publisher.script())).await;
        while publisher.0.requests_for("first.json").is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        publisher.0.sees_the_end_of("first.json").await;
        let src = json!(publisher.0.url(&article::file("second")));
        page.run(&format!("{ARTICLE} article.src = {src}")).await;
        page.all_are("inline").await;
        let headlines = "[...document.querySelectorAll('broadsheet-article')].map(({ shadowRoot }) => \
             [...shadowRoot.querySelectorAll('h2')].map(({ innerText }) => innerText).join())";
        assert_eq!(page.get::<Vec<String>>(headlines).await, ["Second", "First"]);
        assert_eq!(page.told("load").await.len(), 2);
    });
}

#[test]
fn an_article_can_be_asked_for_anew() {
    visit(async |page| {
        let publisher = Publisher::open().await;
        // Which the browser may keep, and another element shows.
        let says = |headline| {
            let answer = Answer::json(&article::plain(headline)).header("Cache-Control", "max-age=3600");
            publisher.0.answer(&article::file("ferry"), answer);
        };
        says("Before");
        let two = publisher.element("ferry", "loading=eager").repeat(2);
        page.hosts(&format!("{two}{}", publisher.script())).await;
        page.all_are("inline").await;
        says("After");
        page.run(&format!("{ARTICLE} article.reload()")).await;
        page.wait_until("the mended story", &format!("{}?.innerText === 'After'", inside("h2"))).await;
    });
}

#[test]
fn a_reader_below_keeps_their_place_while_an_article_is_fetched_anew() {
    // How low the element was at least, while it changed.
    const LOWEST: &str = "const article = document.querySelector('broadsheet-article'); window.lowest = Infinity; \
         const loaded = new Promise(done => article.addEventListener('broadsheet-load', done, { once: true })); \
         CHANGE; await null; article.theme = 'light'; \
         let over = false; loaded.then(() => over = true); \
         while (!over) { await new Promise(requestAnimationFrame); \
             window.lowest = Math.min(window.lowest, article.offsetHeight); }";
    visit(async |page| {
        let publisher = Publisher::open().await;
        // Words alone: players and images without a size may change theirs after they have come.
        let long = article::with(article::plain("Long"), "body", json!(vec!["Words and words. ".repeat(40); 40]));
        publisher.has("all", &long).has_frame("all", "<canvas height=5000></canvas>");
        page.hosts(&format!("{}<p id=below>Below</p>", publisher.snippet("all", "height=100"))).await;
        page.all_are("inline").await;
        let height: f64 = page.get(HEIGHT).await;
        page.run("scrollTo(0, document.documentElement.scrollHeight)").await;
        let place: f64 = page.get("scrollY").await;
        assert!(place > 500.0, "{place}");
        for change in ["article.reload()", "article.headingLevel = 3"] {
            page.play(&LOWEST.replace("CHANGE", change)).await;
            assert_eq!(page.get::<f64>("lowest").await, height, "{change}");
            // Heights are told in whole pixels.
            let now: f64 = page.get("scrollY").await;
            assert!((place - now).abs() < 2.0, "{change} moves a reader from {place} to {now}");
        }
        page.play(&LOWEST.replace("CHANGE", "article.mode = 'iframe'")).await;
        assert!(page.get::<f64>("lowest").await >= height.min(5000.0));
        // The room is given back to a shorter one.
        publisher.has("all", &article::plain("Short"));
        page.run(&format!("{ARTICLE} article.mode = 'inline'; article.reload()")).await;
        page.wait_until("a short one", &format!("{}?.innerText === 'Short'", inside(".headline"))).await;
        assert!(page.get::<f64>(HEIGHT).await < 1000.0);
        // And all of it once no article is wanted.
        page.run(&format!("{ARTICLE} article.height = 900")).await;
        page.wait_until("the room that is asked for", &format!("{HEIGHT} === 900")).await;
        page.run(&format!("{ARTICLE} article.height = null; article.src = null")).await;
        page.wait_until("the link alone", &format!("{HEIGHT} < 50")).await;
    });
}

/// Articles that come and go leave nothing behind: neither in the page nor in the wasm. Firefox tells no such counts.
#[test]
fn two_thousand_articles_leave_nothing_behind() {
    const CYCLES: &str = "for (let number = 0; number < COUNT; number++) { \
         const article = document.createElement('broadsheet-article'); \
         article.src = SRC; article.loading = 'eager'; \
         const loaded = new Promise(done => article.addEventListener('broadsheet-load', done)); \
         document.body.append(article); await loaded; article.remove(); await null; told.length = 0; }";
    const MEMORY: &str = "const { default: init } = await import(GLUE); \
         window.memory = Object.values(await init()).find(value => value instanceof WebAssembly.Memory).buffer.byteLength";
    visit_in_chromium(async |page| {
        let publisher = Publisher::open().await;
        publisher.has("all", &article::everything());
        // One stays, so that the article is not fetched 2,000 times.
        page.hosts(&publisher.snippet("all", "")).await;
        page.all_are("inline").await;
        let cycles = CYCLES.replace("SRC", &json!(publisher.0.url(&article::file("all"))).to_string());
        let glue = MEMORY.replace("GLUE", &json!(publisher.0.url(&super::asset("reader.js"))).to_string());
        page.play(&cycles.replace("COUNT", "200")).await;
        page.play(&glue).await;
        let (before, memory) = (page.load_on_browser().await, page.get::<f64>("memory").await);
        page.play(&cycles.replace("COUNT", "900")).await;
        page.play(&cycles.replace("COUNT", "900")).await;
        page.play(&glue).await;
        let (after, memory_after) = (page.load_on_browser().await, page.get::<f64>("memory").await);
        assert!(after.heap < before.heap * 1.1 + 200_000.0, "{before:?} {after:?}");
        assert!(after.nodes < before.nodes + 200.0, "{before:?} {after:?}");
        assert!(after.listeners < before.listeners + 20.0, "{before:?} {after:?}");
        assert_eq!(memory_after, memory, "the wasm has grown");
    });
}
