//! `frame.js`, the script of framed pages: the messages that it sends to each kind of embedding site.

use serde_json::{Value, json};
use thirtyfour::Key;

use super::{Publisher, visit};
use crate::browser::Page;
use crate::server::Answer;

/// Records the messages of a frame in `window.heard`.
const LISTENS: &str = "<script>window.heard = []; addEventListener('message', ({ data }) => heard.push(data))</script>";

/// Opens an embedding page with a plain `<iframe>` of an article, and records the frame's messages in `window.heard`.
async fn frame(page: &Page, publisher: &Publisher, more: &str, sandbox: &str) {
    publisher.serve_frame_page(
        "ferry",
        "<canvas height=700></canvas><p><a id=out href=https://example.org/>Out</a> <a id=in href=#out>In</a>",
    );
    let src = publisher.0.url(&format!("embed/ferry/{more}"));
    page.open_host_page(&format!("{LISTENS}<iframe src=\"{src}\" {sandbox} width=600 height=100></iframe>")).await;
    page.wait_until("the last message", "heard.some(data => /^\\{/.test(data))").await;
}

async fn first_message(page: &Page, filter: &str) -> Value {
    page.get(&format!("heard.filter(data => {filter}).at(0) ?? null")).await
}

#[test]
fn the_height_is_sent_in_the_format_of_each_kind_of_embedding_site() {
    visit(async |page| {
        let publisher = Publisher::without_cors().await;
        for sandbox in ["", "sandbox=allow-scripts"] {
            frame(page, &publisher, "?childId=pym-0#?secret=abc", sandbox).await;
            let height = first_message(page, "data.broadsheet === 1").await["height"].as_u64().expect("a height");
            assert!((700..800).contains(&height), "{height} with “{sandbox}”");
            let wordpress = json!({ "message": "height", "value": height, "secret": "abc" });
            assert_eq!(first_message(page, "data.message === 'height'").await, wordpress);
            let amp = json!({ "sentinel": "amp", "type": "embed-size", "height": height });
            assert_eq!(first_message(page, "data.sentinel").await, amp);
            assert_eq!(
                first_message(page, "/^pym/.test(data)").await,
                json!(format!("pymxPYMxpym-0xPYMxheightxPYMx{height}"))
            );
            let medium = first_message(page, "/^\\{/.test(data)").await;
            let medium: Value = serde_json::from_str(medium.as_str().expect("a string")).expect("JSON in a string");
            assert_eq!((&medium["context"], &medium["height"]), (&json!("iframe.resize"), &json!(height)));
        }
    });
}

/// As [`frame`], with both pages on the publisher's origin, so that scripts can read the frame.
async fn frame_same_origin(page: &Page, publisher: &Publisher, more: &str) {
    publisher.serve_frame_page("ferry", "<p><a id=out href=https://example.org/>Out</a> <a id=in href=#out>In</a>");
    let inner = publisher.0.url(&format!("embed/ferry/{more}"));
    publisher.0.answer("host.html", Answer::web_page(&format!("{LISTENS}<iframe src={inner}></iframe>")));
    page.open_url(&publisher.0.url("host.html")).await;
    page.wait_until("a message", "window.heard?.length").await;
}

/// Waits until a frame of the same origin has handled all earlier messages and clicks, and the embedding page has got
/// what it sends. A window gets messages in their order.
async fn wait_for_frame(page: &Page) {
    page.run_async(
        "const { contentWindow: frame } = document.querySelector('iframe'); \
         await new Promise(done => { \
             addEventListener('message', ({ data }) => data === 'echo' && done()); \
             frame.addEventListener('message', ({ data }) => data === 'call' && postMessage('echo', '*')); \
             frame.setTimeout(() => frame.postMessage('call', '*')); })",
    )
    .await;
}

#[test]
fn only_a_ready_message_with_the_right_secret_gets_the_height_again() {
    const TOLD: &str = "heard.some(data => data.message === 'height')";
    let ready = |secret: &str| format!("postMessage({{ message: 'ready', secret: '{secret}' }}, '*')");
    visit(async |page| {
        let publisher = Publisher::without_cors().await;
        frame_same_origin(page, &publisher, "#?secret=abc").await;
        page.wait_until("the first time", TOLD).await;
        // A message from the frame itself, one with a wrong secret, and one as WordPress sends it.
        let by_itself = format!("setTimeout({})", json!(ready("abc")));
        for (call, told) in [(by_itself, false), (ready("xyz"), false), (ready("abc"), true)] {
            page.run(&format!("heard.length = 0; document.querySelector('iframe').contentWindow.{call}")).await;
            wait_for_frame(page).await;
            assert_eq!(page.get::<bool>(TOLD).await, told, "{call}");
        }
    });
}

/// Regression: WordPress hides a frame until it gets a height. A frame whose layout was late stayed hidden.
#[test]
fn a_hidden_frame_that_is_laid_out_late_tells_wordpress_its_height() {
    visit(async |page| {
        let publisher = Publisher::without_cors().await;
        publisher.serve_frame_page(
            "ferry",
            "<canvas height=700></canvas><script>const { style } = document.documentElement; style.display = 'none'; \
             setTimeout(() => style.display = '', 1000)</script>",
        );
        let src = publisher.0.url("embed/ferry/#?secret=abc");
        let hidden = "position: absolute; clip: rect(1px, 1px, 1px, 1px)";
        page.open_host_page(&format!(
            "{LISTENS}<iframe src=\"{src}\" sandbox=allow-scripts style=\"{hidden}\"></iframe>"
        ))
        .await;
        page.wait_until("a height", "heard.some(data => data.message === 'height' && data.value >= 700)").await;
    });
}

#[test]
fn each_height_is_sent_once_and_none_while_hidden() {
    const HEIGHTS: &str = "heard.filter(data => data.broadsheet === 1).map(({ height }) => height)";
    visit(async |page| {
        let publisher = Publisher::without_cors().await;
        frame(page, &publisher, "", "").await;
        for change in ["width = 590", "style.display = 'none'", "style.display = 'block'"] {
            page.run(&format!("document.querySelector('iframe').{change}")).await;
            page.run_async("await new Promise(done => setTimeout(done, 200))").await;
        }
        let heights: Vec<f64> = page.get(HEIGHTS).await;
        assert!(!heights.contains(&0.0) && heights.windows(2).all(|pair| pair[0] != pair[1]), "{heights:?}");
    });
}

#[test]
fn without_parameters_no_wordpress_or_pym_message_is_sent() {
    visit(async |page| {
        let publisher = Publisher::without_cors().await;
        frame(page, &publisher, "", "").await;
        assert_eq!(first_message(page, "data.secret || /^pym/.test(data)").await, Value::Null);
        // Opened without a frame, it works as an ordinary page.
        publisher.serve_frame_page("ferry", "<p><a href=#part>In</a></p><h2 id=part>Part</h2>");
        page.open_url(&publisher.0.url("embed/ferry/")).await;
        page.click("a").await;
        page.wait_until("the address of the part", "location.hash === '#part'").await;
    });
}

#[test]
fn an_outgoing_link_targets_the_top_window_and_is_sent_to_wordpress() {
    visit(async |page| {
        let publisher = Publisher::without_cors().await;
        frame_same_origin(page, &publisher, "#?secret=abc").await;
        prevent_navigation(page).await;
        let click = |id| format!("(link => (link.click(), link.target))({})", in_frame(id));
        assert_eq!(page.get::<String>(&click("in")).await, "");
        assert_eq!(page.get::<String>(&click("out")).await, "_top");
        page.wait_until("WordPress to be told", "heard.some(data => data.message === 'link')").await;
        let link = json!({ "message": "link", "value": "https://example.org/", "secret": "abc" });
        assert_eq!(first_message(page, "data.message === 'link'").await, link);
    });
}

/// A JavaScript expression for an element in a frame of the same origin.
fn in_frame(id: &str) -> String {
    format!("document.querySelector('iframe').contentDocument.getElementById({})", json!(id))
}

/// Prevents every navigation in a frame of the same origin, after the frame's own script has handled the click.
async fn prevent_navigation(page: &Page) {
    page.run(
        "window.clicks = []; document.querySelector('iframe').contentWindow.addEventListener('click', event => { \
         clicks.push(event.defaultPrevented); event.preventDefault() })",
    )
    .await;
}

/// Regression: WordPress navigated to a link that the reader had opened in another tab.
#[test]
fn a_click_that_opens_no_page_in_this_window_is_not_sent_to_wordpress() {
    let told = "heard.filter(data => data.message === 'link').length";
    visit(async |page| {
        let publisher = Publisher::without_cors().await;
        frame_same_origin(page, &publisher, "#?secret=abc").await;
        prevent_navigation(page).await;
        for (init, expected) in [
            ("", 1),
            ("ctrlKey: true", 0),
            ("shiftKey: true", 0),
            ("altKey: true", 0),
            ("metaKey: true", 0),
            ("ctrlKey: true, shiftKey: true", 0),
            ("button: 1", 0),
        ] {
            for (id, expected) in [("out", expected), ("in", 0)] {
                page.run(&format!(
                    "heard.length = clicks.length = 0; {}.dispatchEvent(new MouseEvent('click', \
                     {{ bubbles: true, cancelable: true, {init} }}))",
                    in_frame(id)
                ))
                .await;
                wait_for_frame(page).await;
                assert_eq!(page.get::<usize>(told).await, expected, "{id} with “{init}”");
                // The script handles only plain clicks on links within the article.
                let is_ours: bool = page.get("clicks[0]").await;
                assert_eq!(is_ours, id == "in" && init.is_empty(), "{id} with “{init}”");
            }
        }
        page.run(&format!("heard.length = 0; {}.click()", in_frame("out"))).await;
        page.wait_until("a click by a program", &format!("{told} === 1")).await;
        page.run(&format!("heard.length = 0; document.querySelector('iframe').focus(); {}.focus()", in_frame("out")))
            .await;
        page.press(Key::Enter).await;
        page.wait_until("a key", &format!("{told} === 1")).await;
        page.run(&format!("{}.addEventListener('click', event => event.preventDefault())", in_frame("out"))).await;
        page.run(&format!("heard.length = 0; {}.click()", in_frame("out"))).await;
        wait_for_frame(page).await;
        assert_eq!(page.get::<usize>(told).await, 0, "a script of the page has done what the link is for");
    });
}

/// Not in WebKit, which scrolls no page for a frame of another origin.
#[test]
fn a_click_on_a_footnote_scrolls_the_embedding_page() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        assert_click_scrolls_to(page, &publisher, "six-pips", ".cite a", "note-1").await;
    });
}

/// An address encodes its letters and an id does not. A heading can't take the focus by itself.
#[test]
fn a_click_on_a_link_to_an_arabic_heading_scrolls_the_embedding_page() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        let room = "<canvas height=1500></canvas>";
        let heading = "<h2 id=لماذا-6>لماذا؟</h2>";
        publisher.serve_frame_page("ferry", &format!("<p><a href='#لماذا-6'>To a part</a></p>{room}{heading}{room}"));
        assert_click_scrolls_to(page, &publisher, "ferry", "a", "لماذا-6").await;
    });
}

/// Asserts that a mouse click on a link in a frame scrolls to its target. It uses the mouse, because scripts of the
/// embedding page can't reach into the frame.
async fn assert_click_scrolls_to(page: &Page, publisher: &Publisher, slug: &str, link: &str, id: &str) {
    let middle = format!(
        "(({{ x, y, width, height }}) => [x + width / 2, y + height / 2])\
         (document.querySelector('{link}').getBoundingClientRect())"
    );
    page.open_host_page(&format!("<div style='block-size: 300px'></div>{}", publisher.snippet(slug, "mode=iframe")))
        .await;
    page.wait_until_all_are("iframe").await;
    let frame = super::inside("iframe");
    page.wait_until("its full height", &format!("{frame}.offsetHeight > 2000")).await;
    let (x, y): (f64, f64) = page.get_in_frame(&frame, &middle).await;
    page.run(&format!("scrollTo(0, scrollY + {frame}.getBoundingClientRect().top + {y} - 300)")).await;
    let (left, top): (f64, f64) =
        page.get(&format!("(({{ left, top }}) => [left, top])({frame}.getBoundingClientRect())")).await;
    let (before, entries): (f64, usize) = page.get("[scrollY, history.length]").await;
    #[allow(clippy::cast_possible_truncation, reason = "a window is no billion pixels wide")]
    page.click_at((left + x) as i64, (top + y) as i64).await;
    page.wait_until(id, &format!("scrollY > {before} + 300")).await;
    let (focus, fragment): (String, String) =
        page.get_in_frame(&frame, "[document.activeElement.id, location.hash]").await;
    assert_eq!((focus.as_str(), fragment.as_str()), (id, ""));
    assert_eq!(page.get::<usize>("history.length").await, entries, "Back leads out of the host's page");
}

#[test]
fn a_frame_in_a_hidden_section_counts_as_loaded() {
    visit(async |page| {
        let publisher = Publisher::without_cors().await;
        publisher.serve_frame_page("ferry", "<canvas height=700></canvas>");
        let element = publisher.element("ferry", "mode=iframe loading=eager");
        page.open_host_page(&format!(
            "{LISTENS}<div id=tab style='display: none'>{element}</div><details>{element}</details>{}",
            publisher.script()
        ))
        .await;
        page.wait_until_all_are("iframe").await;
        // This is true for Firefox as well, although it lays hidden frames out.
        let others = "data.sentinel && !data.height";
        assert_eq!(first_message(page, others).await, Value::Null, "nobody else is told of no height");
        let heights = "[...document.querySelectorAll('broadsheet-article')].map(({ offsetHeight }) => offsetHeight)";
        // Shown, hidden and shown again.
        for display in ["block", "none", "block"] {
            page.run(&format!("tab.style.display = '{display}'; document.querySelector('details').open = true")).await;
            let shown = format!("{heights}.every(height => height >= 700 || tab.style.display === 'none' && !height)");
            page.wait_until("the full height", &shown).await;
        }
    });
}

#[test]
fn the_frame_grows_to_the_height_of_a_published_page() {
    visit(async |page| {
        let publisher = Publisher::without_cors().await;
        page.open_host_page(&publisher.snippet("north-korea-3g", "mode=iframe")).await;
        page.wait_until_all_are("iframe").await;
        let framed = format!("{}.offsetHeight", super::inside("iframe"));
        page.wait_until("its full height", &format!("{framed} > 2000")).await;
        assert_eq!(page.errors().await, Vec::<String>::new());
        assert_eq!(page.console().await, Vec::<String>::new());
    });
}
