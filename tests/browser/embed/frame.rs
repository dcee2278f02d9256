//! The script of the framed page, as hosts of several kinds hear it.

use serde_json::{Value, json};
use thirtyfour::Key;

use super::{Publisher, visit};
use crate::browser::Page;
use crate::server::Answer;

/// Notes what a frame says.
const LISTENS: &str = "<script>window.heard = []; addEventListener('message', ({ data }) => heard.push(data))</script>";

/// Frames an article's page by hand, as such a host does, and notes what it says in `window.heard`.
async fn frame(page: &Page, publisher: &Publisher, more: &str, sandbox: &str) {
    publisher.has_frame(
        "ferry",
        "<canvas height=700></canvas><p><a id=out href=https://example.org/>Out</a> <a id=in href=#out>In</a>",
    );
    let src = publisher.0.url(&format!("embed/ferry/{more}"));
    page.hosts(&format!("{LISTENS}<iframe src=\"{src}\" {sandbox} width=600 height=100></iframe>")).await;
    page.wait_until("the last message", "heard.some(data => /^\\{/.test(data))").await;
}

async fn heard(page: &Page, filter: &str) -> Value {
    page.get(&format!("heard.filter(data => {filter}).at(0) ?? null")).await
}

#[test]
fn every_kind_of_host_is_told_the_height() {
    visit(async |page| {
        let publisher = Publisher::closed().await;
        for sandbox in ["", "sandbox=allow-scripts"] {
            frame(page, &publisher, "?childId=pym-0#?secret=abc", sandbox).await;
            let height = heard(page, "data.broadsheet === 1").await["height"].as_u64().expect("a height");
            assert!((700..800).contains(&height), "{height} with “{sandbox}”");
            let wordpress = json!({ "message": "height", "value": height, "secret": "abc" });
            assert_eq!(heard(page, "data.message === 'height'").await, wordpress);
            let amp = json!({ "sentinel": "amp", "type": "embed-size", "height": height });
            assert_eq!(heard(page, "data.sentinel").await, amp);
            assert_eq!(heard(page, "/^pym/.test(data)").await, json!(format!("pymxPYMxpym-0xPYMxheightxPYMx{height}")));
            let medium = heard(page, "/^\\{/.test(data)").await;
            let medium: Value = serde_json::from_str(medium.as_str().expect("a string")).expect("JSON in a string");
            assert_eq!((&medium["context"], &medium["height"]), (&json!("iframe.resize"), &json!(height)));
        }
    });
}

/// As [`frame`], on the frame's own origin, so that the test can look in.
async fn frame_within(page: &Page, publisher: &Publisher, more: &str) {
    publisher.has_frame("ferry", "<p><a id=out href=https://example.org/>Out</a> <a id=in href=#out>In</a>");
    let inner = publisher.0.url(&format!("embed/ferry/{more}"));
    publisher.0.answer("host.html", Answer::web_page(&format!("{LISTENS}<iframe src={inner}></iframe>")));
    page.open_url(&publisher.0.url("host.html")).await;
    page.wait_until("a message", "window.heard?.length").await;
}

#[test]
fn a_host_that_listens_late_is_told_again_and_nobody_else() {
    const TOLD: &str = "heard.some(data => data.message === 'height')";
    let ready = |secret: &str| format!("postMessage({{ message: 'ready', secret: '{secret}' }}, '*')");
    visit(async |page| {
        let publisher = Publisher::lenient().await;
        frame_within(page, &publisher, "#?secret=abc").await;
        page.wait_until("the first time", TOLD).await;
        // From the frame itself, with another secret, and as WordPress does it.
        let by_itself = format!("setTimeout({})", json!(ready("abc")));
        for (call, told) in [(by_itself, false), (ready("xyz"), false), (ready("abc"), true)] {
            page.run(&format!("heard.length = 0; document.querySelector('iframe').contentWindow.{call}")).await;
            page.play("await new Promise(done => setTimeout(done, 300))").await;
            assert_eq!(page.get::<bool>(TOLD).await, told, "{call}");
        }
    });
}

/// WordPress hides a frame until it hears of a height, and one that was laid out late stayed hidden.
#[test]
fn a_hidden_frame_that_is_laid_out_late_tells_wordpress_its_height() {
    visit(async |page| {
        let publisher = Publisher::lenient().await;
        publisher.has_frame(
            "ferry",
            "<canvas height=700></canvas><script>const { style } = document.documentElement; style.display = 'none'; \
             setTimeout(() => style.display = '', 1000)</script>",
        );
        let src = publisher.0.url("embed/ferry/#?secret=abc");
        let hidden = "position: absolute; clip: rect(1px, 1px, 1px, 1px)";
        page.hosts(&format!("{LISTENS}<iframe src=\"{src}\" sandbox=allow-scripts style=\"{hidden}\"></iframe>")).await;
        page.wait_until("a height", "heard.some(data => data.message === 'height' && data.value >= 700)").await;
    });
}

#[test]
fn a_height_is_said_once_and_none_while_hidden() {
    const HEIGHTS: &str = "heard.filter(data => data.broadsheet === 1).map(({ height }) => height)";
    visit(async |page| {
        let publisher = Publisher::closed().await;
        frame(page, &publisher, "", "").await;
        for change in ["width = 590", "style.display = 'none'", "style.display = 'block'"] {
            page.run(&format!("document.querySelector('iframe').{change}")).await;
            page.play("await new Promise(done => setTimeout(done, 200))").await;
        }
        let heights: Vec<f64> = page.get(HEIGHTS).await;
        assert!(!heights.contains(&0.0) && heights.windows(2).all(|pair| pair[0] != pair[1]), "{heights:?}");
    });
}

#[test]
fn without_a_host_nothing_is_said() {
    visit(async |page| {
        let publisher = Publisher::closed().await;
        frame(page, &publisher, "", "").await;
        assert_eq!(heard(page, "data.secret || /^pym/.test(data)").await, Value::Null);
        // By itself, it is a page like any other.
        publisher.has_frame("ferry", "<p><a href=#part>In</a></p><h2 id=part>Part</h2>");
        page.open_url(&publisher.0.url("embed/ferry/")).await;
        page.click("a").await;
        page.wait_until("the address of the part", "location.hash === '#part'").await;
    });
}

#[test]
fn links_lead_out_of_the_frame() {
    visit(async |page| {
        let publisher = Publisher::lenient().await;
        frame_within(page, &publisher, "#?secret=abc").await;
        stay(page).await;
        let click = |id| format!("(link => (link.click(), link.target))({})", in_frame(id));
        assert_eq!(page.get::<String>(&click("in")).await, "");
        assert_eq!(page.get::<String>(&click("out")).await, "_top");
        page.wait_until("WordPress to be told", "heard.some(data => data.message === 'link')").await;
        let link = json!({ "message": "link", "value": "https://example.org/", "secret": "abc" });
        assert_eq!(heard(page, "data.message === 'link'").await, link);
    });
}

/// JavaScript for an element of a frame on the page's own origin.
fn in_frame(id: &str) -> String {
    format!("document.querySelector('iframe').contentDocument.getElementById({})", json!(id))
}

/// Has a frame on the page's own origin follow no link, once its own script has heard of the click.
async fn stay(page: &Page) {
    page.run(
        "window.clicks = []; document.querySelector('iframe').contentWindow.addEventListener('click', event => { \
         clicks.push(event.defaultPrevented); event.preventDefault() })",
    )
    .await;
}

/// F6: WordPress led its page to a link that the reader had opened in another tab.
#[test]
fn a_click_that_leads_nowhere_in_this_window_is_not_told() {
    let told = "heard.filter(data => data.message === 'link').length";
    visit(async |page| {
        let publisher = Publisher::lenient().await;
        frame_within(page, &publisher, "#?secret=abc").await;
        stay(page).await;
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
                page.play("await new Promise(done => setTimeout(done, 100))").await;
                assert_eq!(page.get::<usize>(told).await, expected, "{id} with “{init}”");
                // Within the article, the script does what the browser can't; of all else it keeps out.
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
        page.play("await new Promise(done => setTimeout(done, 100))").await;
        assert_eq!(page.get::<usize>(told).await, 0, "a script of the page has done what the link is for");
    });
}

#[test]
fn footnotes_lead_through_the_hosts_page() {
    visit(async |page| {
        let publisher = Publisher::open().await;
        leads_to(page, &publisher, "six-pips", ".cite a", "note-1").await;
    });
}

/// An address has its letters in another form than an id, and a heading takes no focus by itself.
#[test]
fn headings_of_any_script_lead_through_the_hosts_page() {
    visit(async |page| {
        let publisher = Publisher::open().await;
        let room = "<canvas height=1500></canvas>";
        let heading = "<h2 id=لماذا-6>لماذا؟</h2>";
        publisher.has_frame("ferry", &format!("<p><a href='#لماذا-6'>To a part</a></p>{room}{heading}{room}"));
        leads_to(page, &publisher, "ferry", "a", "لماذا-6").await;
    });
}

/// Asserts that a link in a frame leads to a place in it, by a click of the mouse, since no script of the host's sees
/// into the frame.
async fn leads_to(page: &Page, publisher: &Publisher, slug: &str, link: &str, id: &str) {
    let middle = format!(
        "(({{ x, y, width, height }}) => [x + width / 2, y + height / 2])\
         (document.querySelector('{link}').getBoundingClientRect())"
    );
    page.hosts(&format!("<div style='block-size: 300px'></div>{}", publisher.snippet(slug, "mode=iframe"))).await;
    page.all_are("iframe").await;
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
fn a_frame_that_nobody_sees_yet_says_that_it_is_there() {
    visit(async |page| {
        let publisher = Publisher::closed().await;
        publisher.has_frame("ferry", "<canvas height=700></canvas>");
        let element = publisher.element("ferry", "mode=iframe loading=eager");
        page.hosts(&format!(
            "{LISTENS}<div id=tab style='display: none'>{element}</div><details>{element}</details>{}",
            publisher.script()
        ))
        .await;
        page.all_are("iframe").await;
        // Firefox lays such frames out.
        let others = "data.sentinel && !data.height";
        assert_eq!(heard(page, others).await, Value::Null, "nobody else is told of no height");
        let heights = "[...document.querySelectorAll('broadsheet-article')].map(({ offsetHeight }) => offsetHeight)";
        // Seen, hidden and seen again.
        for display in ["block", "none", "block"] {
            page.run(&format!("tab.style.display = '{display}'; document.querySelector('details').open = true")).await;
            let shown = format!("{heights}.every(height => height >= 700 || tab.style.display === 'none' && !height)");
            page.wait_until("the full height", &shown).await;
        }
    });
}

#[test]
fn the_published_page_fits_its_frame() {
    visit(async |page| {
        let publisher = Publisher::lenient().await;
        page.hosts(&publisher.snippet("north-korea-3g", "mode=iframe")).await;
        page.all_are("iframe").await;
        let framed = format!("{}.offsetHeight", super::inside("iframe"));
        page.wait_until("its full height", &format!("{framed} > 2000")).await;
        assert_eq!(page.seen().await, Vec::<String>::new());
        assert_eq!(page.console().await, Vec::<String>::new());
    });
}
