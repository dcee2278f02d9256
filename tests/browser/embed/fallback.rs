//! What stands there when the article can't: the frame, and then the link that was there from the start.

use std::time::Duration;

use serde_json::{Value, json};

use super::{ICON, NOTES, Publisher, STATES, asset, host, inside, visit};
use crate::article;
use crate::browser::{Page, browse_everywhere_idly};
use crate::server::{Answer, Host};

/// A script of a host's that makes every function of the wasm end in a true trap once `trapped` is set:
/// (module (func (export "f") unreachable)).
const TRAP: &str = "<script>const make = WebAssembly.instantiateStreaming; \
     const trap = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, \
         1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11]))).exports.f; \
     WebAssembly.instantiateStreaming = async (...source) => { const { module, instance } = await make(...source); \
         const exports = new Proxy({}, { get: (_, name) => { const value = instance.exports[name]; \
             return window.trapped && typeof value === 'function' ? trap : value; } }); \
         return { module, instance: { exports } }; }; \
     window.stumble = (words) => { setTimeout(trap); setTimeout(() => { throw new Error(words) }) };</script>";

/// A policy of a host, with the publisher's origin in place of `PUBLISHER`.
const POLICY: &str = "default-src 'none'; script-src 'unsafe-inline' PUBLISHER SCRIPT; connect-src CONNECT; \
     frame-src FRAME; img-src *; style-src 'none'";

impl Page {
    /// As [`Page::hosts`], under a policy.
    async fn hosts_under(&self, policy: &str, body: &str) {
        let html =
            format!("<!doctype html><html lang=en><meta charset=utf-8><title>Host</title>{ICON}{NOTES}<body>{body}");
        self.server.answer(super::HOST, Answer::web_page(&html).header("Content-Security-Policy", policy));
        self.load(super::HOST).await;
    }

    /// Asserts that a reader sees the link of the first element, and nothing else of it.
    async fn shows_the_link(&self) {
        self.all_are("link").await;
        let link = "document.querySelector('broadsheet-article > a').checkVisibility()";
        assert!(self.get::<bool>(link).await, "the link can't be seen");
        assert!(self.get::<bool>(&format!("{} === null", inside("article, iframe"))).await);
        self.told_once("error").await;
    }

    /// Asserts that a reader sees the frame of the first element at its height, and nothing else of it.
    async fn shows_the_frame(&self) {
        self.all_are("iframe").await;
        assert!(self.get::<f64>(&format!("{}.offsetHeight", inside("iframe"))).await >= 80.0);
        assert!(
            self.get::<bool>(&format!("{}.checkVisibility({{ visibilityProperty: true }})", inside("iframe"))).await
        );
        assert!(!self.get::<bool>("document.querySelector('broadsheet-article > a').checkVisibility()").await);
        // For the videos in it.
        assert!(self.get_in_frame::<bool>(&inside("iframe"), "document.fullscreenEnabled").await);
        self.told_once("load").await;
    }
}

#[test]
fn without_a_cors_header_the_article_is_framed() {
    visit(async |page| {
        let publisher = Publisher::closed().await;
        publisher.has("ferry", &article::full()).has_frame("ferry", "<canvas height=700></canvas>");
        page.hosts(&publisher.snippet("ferry", "")).await;
        page.shows_the_frame().await;
        assert_eq!(page.told("load").await, [json!({ "state": "iframe" })]);
        let fault: Value = page.get("document.querySelector('broadsheet-article').error").await;
        assert!(["code", "fetch"].contains(&fault["phase"].as_str().unwrap_or_default()), "{fault}");
        assert_eq!(page.get::<String>(&format!("{}.title", inside("iframe"))).await, "The story");
    });
}

#[test]
fn without_a_frame_the_link_stays() {
    visit(async |page| {
        let publisher = Publisher::closed().await;
        page.hosts(&publisher.snippet("ferry", "")).await;
        page.shows_the_link().await;
    });
}

#[test]
fn a_mode_is_kept_to() {
    visit(async |page| {
        let (open, closed) = (Publisher::open().await, Publisher::closed().await);
        open.has("ferry", &article::full()).has_frame("ferry", "<p>Framed");
        closed.has_frame("ferry", "<p>Framed");
        page.hosts(&open.snippet("ferry", "mode=iframe")).await;
        page.shows_the_frame().await;
        assert_eq!(open.0.requests_for(".wasm").len() + open.0.requests_for(".json").len(), 0);
        page.hosts(&format!("{}{}", closed.element("ferry", "mode=inline"), open.script())).await;
        page.shows_the_link().await;
        // What can't be had in a frame.
        for more in ["layout=card", "mode=iframe layout=card", "mode=iframe integrity=sha256-AAAA"] {
            let before = closed.0.requests_for("embed/ferry/").len();
            page.hosts(&format!("{}{}", closed.element("ferry", more), open.script())).await;
            page.shows_the_link().await;
            assert_eq!(closed.0.requests_for("embed/ferry/").len(), before, "{more}");
        }
    });
}

#[test]
fn a_hosts_policy_decides_how_far_it_goes() {
    visit(async |page| {
        let publisher = Publisher::open().await;
        publisher.has("ferry", &article::full()).has_frame("ferry", "<p>Framed");
        let origin = publisher.0.origin();
        for (script, connect, frame, end) in [
            ("'wasm-unsafe-eval'", "PUBLISHER", "'none'", "inline"),
            ("", "PUBLISHER", "PUBLISHER", "iframe"),
            ("", "PUBLISHER", "'none'", "link"),
            ("'wasm-unsafe-eval'", "'none'", "PUBLISHER", "iframe"),
            ("'wasm-unsafe-eval'", "'none'", "'none'", "link"),
            (
                "'wasm-unsafe-eval'; require-trusted-types-for 'script'; trusted-types 'none'",
                "PUBLISHER",
                "'none'",
                "inline",
            ),
        ] {
            let policy = POLICY.replace("SCRIPT", script).replace("CONNECT", connect).replace("FRAME", frame);
            page.hosts_under(&policy.replace("PUBLISHER", origin), &publisher.snippet("ferry", "")).await;
            page.wait_until("the element", "document.querySelector('broadsheet-article').state").await;
            let name = format!("{end} under {policy}");
            // A frame that is refused keeps silent, which is found out only after a while.
            let there = format!("document.querySelector('broadsheet-article').state === {}", json!(end));
            page.wait_up_to(Duration::from_secs(25), &name, &there).await;
            page.told_once(if end == "link" { "error" } else { "load" }).await;
        }
    });
}

#[test]
fn faults_of_the_publisher_end_in_the_frame() {
    for (suffix, answer, phase) in [
        ("content/articles/ferry.json", Answer::status(404), "fetch"),
        ("content/articles/ferry.json", Answer::bytes("{ \"headline\": "), "story"),
        ("content/articles/ferry.json", Answer::hang_up(), "fetch"),
        (".wasm", Answer::status(404), "code"),
        (".wasm", Answer::bytes("no wasm"), "code"),
        (".css", Answer::status(500), "code"),
    ] {
        visit(async |page| {
            let publisher = Publisher::open().await;
            publisher.has("ferry", &article::full()).has_frame("ferry", "<p>Framed");
            publisher.0.answer(suffix, answer.clone());
            page.hosts(&publisher.snippet("ferry", "")).await;
            page.shows_the_frame().await;
            let found: Value = page.get("document.querySelector('broadsheet-article').error").await;
            assert_eq!(found["phase"], phase, "{suffix}: {found}");
        });
    }
}

#[test]
fn what_failed_once_is_asked_for_again() {
    for suffix in [asset("reader.js").as_str(), ".wasm", ".css"] {
        visit(async |page| {
            let publisher = Publisher::of_the_ferry().await;
            publisher.0.answer_next(1, suffix, Answer::status(503));
            let two = [publisher.element("ferry", "mode=inline"), publisher.element("ferry", "mode=inline")].concat();
            page.hosts(&format!("{two}{}", publisher.script())).await;
            page.all_are("link").await;
            let fault: Value = page.get("document.querySelector('broadsheet-article').error").await;
            assert_eq!((&fault["phase"], &fault["retryable"]), (&json!("code"), &json!(true)), "{suffix}");
            page.run("document.querySelectorAll('broadsheet-article').forEach(article => article.reload())").await;
            page.all_are("inline").await;
            assert_eq!(publisher.0.requests_for(suffix).len(), 2, "{suffix} is for both stories");
        });
    }
}

#[test]
fn no_room_is_kept_for_what_does_not_come() {
    visit(async |page| {
        let publisher = Publisher::open().await;
        page.hosts(&publisher.snippet("missing", "mode=inline height=900")).await;
        page.shows_the_link().await;
        let height = "document.querySelector('broadsheet-article').offsetHeight";
        assert!(page.get::<f64>(height).await < 100.0);
        // Nor if the host changes its mind.
        page.play("document.querySelector('broadsheet-article').height = 800; await null").await;
        assert!(page.get::<f64>(height).await < 100.0);
    });
}

#[test]
fn after_an_article_the_link_looks_as_it_did() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        let style = "<style>broadsheet-article { font: italic 30px monospace }</style>";
        page.hosts(&format!("{style}{}", publisher.snippet("ferry", "mode=inline"))).await;
        page.all_are("inline").await;
        publisher.0.answer(&article::file("ferry"), Answer::status(404));
        page.run("document.querySelector('broadsheet-article').reload()").await;
        page.all_are("link").await;
        let font = "(({ fontStyle, fontSize, fontFamily }) => [fontStyle, fontSize, fontFamily])\
             (getComputedStyle(document.querySelector('broadsheet-article > a')))";
        assert_eq!(page.get::<Value>(font).await, json!(["italic", "30px", "monospace"]));
        // And takes no more room than that, in another attempt as well.
        publisher.0.answer(&article::file("ferry"), Answer::silence());
        page.run("document.querySelector('broadsheet-article').reload()").await;
        page.all_are("loading").await;
        assert!(page.get::<f64>("document.querySelector('broadsheet-article').offsetHeight").await < 100.0);
    });
}

#[test]
fn wasm_of_the_wrong_type_is_read_all_the_same() {
    visit(async |page| {
        let host = Host { open_to_others: true, knows_modern_types: false, ..Host::default() };
        let publisher = Publisher::on(host).await;
        publisher.has("ferry", &article::full());
        page.hosts(&publisher.snippet("ferry", "")).await;
        page.all_are("inline").await;
    });
}

#[test]
fn after_ten_seconds_of_nothing_the_article_is_framed() {
    browse_everywhere_idly(host(), async |page| {
        let publisher = Publisher::open().await;
        publisher.0.answer(&article::file("ferry"), Answer::silence());
        publisher.has_frame("ferry", "<p>Framed");
        page.hosts(&publisher.script()).await;
        // A timer may be late, on a machine that is busy, but never early.
        let element = json!(publisher.element("ferry", "loading=eager"));
        page.run(&format!(
            "const begun = performance.now(); document.body.insertAdjacentHTML('beforeend', {element}); \
             addEventListener('broadsheet-load', () => window.patience = performance.now() - begun)"
        ))
        .await;
        page.shows_the_frame().await;
        let patience: f64 = page.get("patience").await;
        assert!(patience > 9900.0, "given up after {patience} ms");
        let fault: Value = page.get("document.querySelector('broadsheet-article').error").await;
        assert_eq!((&fault["phase"], &fault["retryable"]), (&json!("timeout"), &json!(true)));
    });
}

#[test]
fn what_has_come_stays() {
    browse_everywhere_idly(host(), async |page| {
        let publisher = Publisher::open().await;
        publisher.has("ferry", &article::full()).has_frame("framed", "<p>Framed");
        let (inline, framed) = (publisher.element("ferry", ""), publisher.element("framed", "mode=iframe"));
        page.hosts(&format!("{inline}{framed}{}", publisher.script())).await;
        page.wait_until("both", "told.filter(([type]) => type === 'load').length === 2").await;
        // Longer than the element waits for anything.
        tokio::time::sleep(Duration::from_secs(11)).await;
        assert_eq!(page.get::<String>(STATES).await, "inline,iframe");
    });
}

#[test]
fn a_frame_that_never_comes_gives_way_to_the_link() {
    browse_everywhere_idly(host(), async |page| {
        let publisher = Publisher::open().await;
        publisher.0.answer("embed/ferry/", Answer::silence());
        page.hosts(&publisher.script()).await;
        // Later, since the page is not loaded before its frames are.
        let element = json!(publisher.element("ferry", "mode=iframe"));
        page.run(&format!("document.body.insertAdjacentHTML('beforeend', {element})")).await;
        page.shows_the_link().await;
        assert_eq!(page.get::<String>("document.querySelector('broadsheet-article').error.phase").await, "frame");
    });
}

#[test]
fn after_a_panic_every_article_is_framed_and_the_host_goes_on() {
    visit(async |page| {
        let publisher = Publisher::open().await;
        for slug in ["one", "two", "three"] {
            publisher.has(slug, &article::full()).has_frame(slug, "<p>Framed");
        }
        let body = format!("{TRAP}{}{}", publisher.element("one", ""), publisher.element("two", "loading=eager"));
        page.hosts(&format!("{}{}", body, publisher.script())).await;
        page.all_are("inline").await;
        let third = json!(publisher.element("three", "loading=eager"));
        page.run(&format!(
            "window.trapped = true; told.length = 0; document.body.insertAdjacentHTML('beforeend', {third})"
        ))
        .await;
        page.all_are("iframe").await;
        assert_eq!(page.told("load").await, vec![json!({ "state": "iframe" }); 3]);
        let faults = "[...document.querySelectorAll('broadsheet-article')].map(article => article.error.phase)";
        assert_eq!(page.get::<Vec<String>>(faults).await, ["panic"; 3]);
        // Later ones know, and nobody touches the dead instance on removal.
        page.run("document.querySelectorAll('broadsheet-article').forEach(article => article.remove())").await;
        page.run(&format!("window.trapped = false; document.body.insertAdjacentHTML('beforeend', {third})")).await;
        page.all_are("iframe").await;
        assert_eq!(page.seen().await, Vec::<String>::new());
    });
}

#[test]
fn a_panic_in_what_lives_on_in_an_article_is_one_too() {
    visit(async |page| {
        let publisher = Publisher::open().await;
        let video = json!([{ "type": "embed", "url": "https://vimeo.com/76979871", "title": "A film" }]);
        publisher.has("one", &article::with(article::full(), "body", video)).has("far", &article::full());
        publisher.has_frame("one", "<p>Framed").has_frame("far", "<p>Framed");
        page.hosts(&format!(
            "{TRAP}{}<div style='height: 20000px'></div>{}{}",
            publisher.element("one", ""),
            publisher.element("far", ""),
            publisher.script()
        ))
        .await;
        page.wait_until("the story", &format!("{STATES} === 'inline,idle'")).await;
        // What goes wrong with the host is no panic of ours, even if it speaks of us.
        let glue = json!(publisher.0.url(&asset("reader.js")));
        page.play(&format!("stumble({glue}); await new Promise(done => setTimeout(done, 300))")).await;
        assert_eq!(page.seen().await.len(), 2);
        assert_eq!(page.get::<String>(STATES).await, "inline,idle");
        page.run(&format!("window.trapped = true; {}.click()", inside(".load"))).await;
        page.wait_until("the frame", &format!("{STATES} === 'iframe,idle'")).await;
        assert_eq!(page.get::<String>("document.querySelector('broadsheet-article').error.phase").await, "panic");
        assert_eq!(publisher.0.requests_for("embed/far/").len(), 0, "what is far away stays so");
    });
}

/// On the publisher's own pages the browser reports what scripts of other origins keep to themselves.
#[test]
fn what_does_not_come_is_no_error_of_the_hosts() {
    visit(async |page| {
        page.server.answer(".wasm", Answer::hang_up());
        page.server.answer(&asset("reader.js"), Answer::status(404).after(Duration::from_millis(300)));
        page.hosts(
            "<broadsheet-article src=content/articles/ferry.json mode=inline><a href=/>The story</a>\
             </broadsheet-article><script src=embed.js async></script>",
        )
        .await;
        page.shows_the_link().await;
        page.play("await new Promise(done => setTimeout(done, 500))").await;
        let mut faults = page.seen().await;
        faults.retain(|fault| fault.starts_with("error:") || fault.starts_with("unhandled rejection:"));
        assert_eq!(faults, Vec::<String>::new());
    });
}

/// G4: a server that is too slow (408) or in doubt (425) was taken for one that refuses.
#[test]
fn a_fault_says_whether_another_try_may_help() {
    const FAULTS: &str = "[...document.querySelectorAll('broadsheet-article')].map(({ error }) => \
         [error.phase, error.status, error.retryable])";
    visit(async |page| {
        let publisher = Publisher::open().await;
        let mut body = String::new();
        for (slug, answer) in [
            ("gone", Answer::status(404)),
            ("forbidden", Answer::status(403)),
            ("withdrawn", Answer::status(410)),
            ("unclear", Answer::status(418)),
            ("slow", Answer::status(408)),
            ("early", Answer::status(425)),
            ("busy", Answer::status(429)),
            ("broken", Answer::status(500)),
            ("away", Answer::status(503)),
            ("cut", Answer::hang_up()),
            ("torn", Answer::bytes("{")),
        ] {
            publisher.0.answer(&article::file(slug), answer);
            body += &publisher.element(slug, "mode=inline loading=eager");
        }
        body += &publisher.element("gone", "integrity=md5-AA== loading=eager");
        body +=
            "<broadsheet-article src=http:// mode=iframe loading=eager><a href=/>The story</a></broadsheet-article>";
        page.hosts(&format!("{body}{}", publisher.script())).await;
        page.all_are("link").await;
        let expected = json!([
            ["fetch", 404, false],
            ["fetch", 403, false],
            ["fetch", 410, false],
            ["fetch", 418, false],
            ["fetch", 408, true],
            ["fetch", 425, true],
            ["fetch", 429, true],
            ["fetch", 500, true],
            ["fetch", 503, true],
            ["fetch", 0, true],
            ["story", 0, false],
            ["integrity", 0, false],
            ["input", 0, false],
        ]);
        assert_eq!(page.get::<Value>(FAULTS).await, expected);
        let message: String = page.get("document.querySelector('broadsheet-article').error.message").await;
        assert_eq!(message, "HTTP 404");
    });
}

/// Notes in `window.onItsWay`, as long as a frame is on its way, how high the element is and how wide the frame.
const WATCH: &str = "<script>(function watch() { const article = document.querySelector('broadsheet-article'); \
     const frame = article?.shadowRoot?.querySelector('iframe'); \
     if (frame && article.state === 'loading') window.onItsWay = [article.offsetHeight, frame.offsetWidth]; \
     else requestAnimationFrame(watch); })()</script>";

#[test]
fn a_frame_on_its_way_takes_no_room_and_has_its_width() {
    visit(async |page| {
        let publisher = Publisher::lenient().await;
        publisher.0.answer("embed/ferry/", Answer::web_page("<!doctype html><title>Silent</title>"));
        let element = publisher.element("ferry", "mode=iframe");
        page.hosts(&format!("{WATCH}<div style='width: 300px'>{element}</div>{}", publisher.script())).await;
        page.wait_until("the frame", "window.onItsWay").await;
        let (height, width): (f64, f64) = page.get("onItsWay").await;
        assert!(height < 50.0, "{height} px beside the link");
        assert_eq!(width, 300.0);
        page.shows_the_link().await;
    });
}

#[test]
fn a_frame_may_take_a_moment_to_say_its_height() {
    visit(async |page| {
        let publisher = Publisher::lenient().await;
        let late = "<!doctype html><title>Late</title><p>Framed<script>addEventListener('load', () => \
             setTimeout(() => parent.postMessage({ broadsheet: 1, height: 300 }, '*'), 400))</script>";
        publisher.0.answer("embed/ferry/", Answer::web_page(late));
        page.hosts(&publisher.snippet("ferry", "mode=iframe")).await;
        page.wait_until("an end", "told.length").await;
        page.all_are("iframe").await;
    });
}

#[test]
fn an_element_without_a_link_makes_one() {
    visit(async |page| {
        let publisher = Publisher::closed().await;
        let src = publisher.0.url(&article::file("ferry"));
        page.hosts(&format!("<broadsheet-article src={src}> </broadsheet-article>{}", publisher.script())).await;
        page.all_are("link").await;
        assert_eq!(page.get::<String>(&format!("{}.href", inside("a"))).await, publisher.0.url("embed/ferry/#page"));
        // Nor has the frame another name.
        publisher.has_frame("ferry", "<p>Framed");
        page.run("document.querySelector('broadsheet-article').mode = 'iframe'").await;
        page.all_are("iframe").await;
        assert_eq!(page.get::<String>(&format!("{}.title", inside("iframe"))).await, "ferry");
    });
}

#[test]
fn an_address_that_is_none_of_the_web_leads_nowhere() {
    visit(async |page| {
        let publisher = Publisher::open().await;
        let src = "javascript:alert(1)//x/content/articles/ferry.json";
        for mode in ["auto", "iframe"] {
            page.hosts(&format!(
                "<broadsheet-article src=\"{src}\" mode={mode}></broadsheet-article>{}",
                publisher.script()
            ))
            .await;
            page.all_are("link").await;
            assert!(page.get::<bool>(&format!("{} === null", inside("a, iframe"))).await);
            assert_eq!(page.reads_inside("div").await, src, "and is never blank");
        }
    });
}
