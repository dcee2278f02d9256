//! The messages of a framed page to the element, and forged ones.

use serde_json::json;

use super::{Publisher, inside, visit};
use crate::browser::Page;
use crate::server::Answer;

async fn height(page: &Page) -> f64 {
    page.get(&format!("{}.offsetHeight", inside("iframe"))).await
}

#[test]
fn the_frame_is_as_high_as_its_article_up_to_20000_px() {
    visit(async |page| {
        let publisher = Publisher::without_cors().await;
        publisher.serve_frame_page(
            "ferry",
            "<div id=d style='height: 700px'></div><script>\
             addEventListener('message', event => d.style.height = event.data)</script>",
        );
        page.open_host_page(&publisher.snippet("ferry", "mode=iframe")).await;
        page.wait_until_all_are("iframe").await;
        let first = height(page).await;
        assert!((700.0..760.0).contains(&first), "{first}");
        let around: f64 = page.get("document.querySelector('broadsheet-article').offsetHeight").await;
        assert_eq!(around, first, "there is no gap below it");
        for (asked, least, most) in
            [("1500px", 1500.0, 1560.0), ("300px", 300.0, 360.0), ("30000px", 20_000.0, 20_000.0)]
        {
            page.run(&format!("{}.contentWindow.postMessage({}, '*')", inside("iframe"), json!(asked))).await;
            let fits = format!("(height => height >= {least} && height <= {most})({}.offsetHeight)", inside("iframe"));
            page.wait_until(asked, &fits).await;
        }
        let last = page.events("resize").await.pop().expect("the host is told");
        assert_eq!(last, json!({ "height": 20_000 }));
        page.assert_one_outcome("load").await;
    });
}

#[test]
fn ten_thousand_forged_messages_change_nothing() {
    visit(async |page| {
        let (publisher, other) = (Publisher::without_cors().await, Publisher::without_cors().await);
        publisher.serve_frame_page("ferry", "<div style='height: 700px'></div>");
        // Forged messages come from a frame of another origin, from another frame of the right origin, and from the
        // embedding page itself.
        let forger = "<script>addEventListener('message', () => { for (let number = 0; number < 3000; number++) \
             parent.postMessage({ broadsheet: 1, height: 5000 + number }, '*'); parent.postMessage('done', '*') })</script>";
        for server in [&publisher.0, &other.0] {
            server.answer("forger.html", Answer::web_page(forger));
        }
        let frames =
            [&publisher, &other].map(|publisher| format!("<iframe src={}></iframe>", publisher.0.url("forger.html")));
        page.open_host_page(&format!(
            "{}{}{}",
            publisher.element("ferry", "mode=iframe"),
            frames.concat(),
            publisher.script()
        ))
        .await;
        page.wait_until_all_are("iframe").await;
        let before = height(page).await;
        page.run(
            "window.done = 0; told.length = 0; addEventListener('message', ({ data }) => window.done += data === 'done')",
        )
        .await;
        page.run("for (const frame of document.querySelectorAll('body > iframe')) frame.contentWindow.postMessage('go', '*')").await;
        // Firefox's `MessageEvent` constructor accepts no cross-origin window as `source`, so the property is defined
        // afterwards.
        page.run(&format!(
            "for (let number = 0; number < 3000; number++) postMessage({{ broadsheet: 1, height: 5000 + number }}, '*'); \
             const forge = (init) => {{ const event = new MessageEvent('message', init); \
                 dispatchEvent(Object.defineProperty(event, 'source', {{ value: {}.contentWindow }})); }}; \
             for (const height of [NaN, Infinity, '900', null, {{}}, [900]]) for (let number = 0; number < 200; number++) \
                 forge({{ origin: {}, data: {{ broadsheet: 1, height }} }}); \
             forge({{ origin: 'null', data: {{ broadsheet: 1, height: 900 }} }}); \
             for (const data of [null, 'words', {{ height: 900 }}, {{ broadsheet: 2, height: 900 }}, \
                 {{ broadsheet: 1, height: {before} }}]) forge({{ origin: {}, data }}); \
             postMessage('done', '*');",
            inside("iframe"),
            json!(publisher.0.origin()),
            json!(publisher.0.origin()),
        ))
        .await;
        page.wait_until("the last message of each", "window.done === 3").await;
        assert_eq!(height(page).await, before);
        assert_eq!(page.get::<usize>("told.length").await, 0);
        assert_eq!(page.errors().await, Vec::<String>::new());
    });
}
