//! Fallbacks: an article that can't be shown inline is shown in a frame, and if that fails, the link stays.

use std::time::Duration;

use serde_json::{Value, json};

use super::{ICON, NOTES, Publisher, STATES, asset, host, inside, timeouts, visit};
use crate::article;
use crate::browser::{Engine, Page, browse_in_without_slot};
use crate::server::{Answer, Host};

/// A script that makes every wasm function trap once `trapped` is set. The inline module is (module (func (export "f")
/// unreachable)).
const TRAP: &str = "<script>const make = WebAssembly.instantiateStreaming; \
     const trap = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, \
         1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11]))).exports.f; \
     WebAssembly.instantiateStreaming = async (...source) => { const { module, instance } = await make(...source); \
         const exports = new Proxy({}, { get: (_, name) => { const value = instance.exports[name]; \
             return window.trapped && typeof value === 'function' ? trap : value; } }); \
         return { module, instance: { exports } }; }; \
     window.stumble = (words) => { setTimeout(trap); setTimeout(() => { throw new Error(words) }) };</script>";

/// A Content-Security-Policy with placeholders. `PUBLISHER` stands for the publisher's origin.
const POLICY: &str = "default-src 'none'; script-src 'unsafe-inline' PUBLISHER SCRIPT; connect-src CONNECT; \
     frame-src FRAME; img-src *; style-src 'none'";

impl Page {
    /// As [`Page::open_host_page`], with a Content-Security-Policy.
    async fn open_host_page_under_policy(&self, policy: &str, body: &str) {
        let html =
            format!("<!doctype html><html lang=en><meta charset=utf-8><title>Host</title>{ICON}{NOTES}<body>{body}");
        self.server.answer(super::HOST, Answer::web_page(&html).header("Content-Security-Policy", policy));
        self.load(super::HOST).await;
    }

    /// Asserts that the first element shows only its link.
    async fn assert_shows_link(&self) {
        self.wait_until_all_are("link").await;
        let link = "document.querySelector('broadsheet-article > a').checkVisibility()";
        assert!(self.get::<bool>(link).await, "the link can't be seen");
        assert!(self.get::<bool>(&format!("{} === null", inside("article, iframe"))).await);
        self.assert_one_outcome("error").await;
    }

    /// Asserts that the first element shows only its frame, at full height.
    async fn assert_shows_frame(&self) {
        self.wait_until_all_are("iframe").await;
        assert!(self.get::<f64>(&format!("{}.offsetHeight", inside("iframe"))).await >= 80.0);
        assert!(
            self.get::<bool>(&format!("{}.checkVisibility({{ visibilityProperty: true }})", inside("iframe"))).await
        );
        assert!(!self.get::<bool>("document.querySelector('broadsheet-article > a').checkVisibility()").await);
        // Videos in the frame need to be able to go full screen.
        assert!(self.get_in_frame::<bool>(&inside("iframe"), "document.fullscreenEnabled").await);
        self.assert_one_outcome("load").await;
    }
}

#[test]
fn an_embed_without_cors_falls_back_to_the_frame() {
    visit(async |page| {
        let publisher = Publisher::without_cors().await;
        publisher.serve_article("ferry", &article::full()).serve_frame_page("ferry", "<canvas height=700></canvas>");
        page.open_host_page(&publisher.snippet("ferry", "")).await;
        page.assert_shows_frame().await;
        assert_eq!(page.events("load").await, [json!({ "state": "iframe" })]);
        let fault: Value = page.get("document.querySelector('broadsheet-article').error").await;
        assert!(["code", "fetch"].contains(&fault["phase"].as_str().unwrap_or_default()), "{fault}");
        assert_eq!(page.get::<String>(&format!("{}.title", inside("iframe"))).await, "The story");
    });
}

#[test]
fn an_embed_without_cors_and_frame_falls_back_to_the_link() {
    visit(async |page| {
        let publisher = Publisher::without_cors().await;
        page.open_host_page(&publisher.snippet("ferry", "")).await;
        page.assert_shows_link().await;
    });
}

#[test]
fn a_mode_attribute_rules_out_the_other_fallbacks() {
    visit(async |page| {
        let (open, closed) = (Publisher::with_cors().await, Publisher::without_cors().await);
        open.serve_article("ferry", &article::full()).serve_frame_page("ferry", "<p>Framed");
        closed.serve_frame_page("ferry", "<p>Framed");
        page.open_host_page(&open.snippet("ferry", "mode=iframe")).await;
        page.assert_shows_frame().await;
        assert_eq!(open.0.requests_for(".wasm").len() + open.0.requests_for(".json").len(), 0);
        page.open_host_page(&format!("{}{}", closed.element("ferry", "mode=inline"), open.script())).await;
        page.assert_shows_link().await;
        // Cards and integrity checks don't work in a frame.
        for more in ["layout=card", "mode=iframe layout=card", "mode=iframe integrity=sha256-AAAA"] {
            let before = closed.0.requests_for("embed/ferry/").len();
            page.open_host_page(&format!("{}{}", closed.element("ferry", more), open.script())).await;
            page.assert_shows_link().await;
            assert_eq!(closed.0.requests_for("embed/ferry/").len(), before, "{more}");
        }
    });
}

#[test]
fn the_embedding_pages_csp_decides_between_inline_frame_and_link() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        publisher.serve_article("ferry", &article::full()).serve_frame_page("ferry", "<p>Framed");
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
            let early = format!("<script>{}{}</script>", timeouts::RECORD, timeouts::RUN_FOR_BLOCKED_FRAME);
            let body = format!("{early}{}", publisher.snippet("ferry", ""));
            let policy = POLICY.replace("SCRIPT", script).replace("CONNECT", connect).replace("FRAME", frame);
            page.open_host_page_under_policy(&policy.replace("PUBLISHER", origin), &body).await;
            page.wait_until("the element", "document.querySelector('broadsheet-article').state").await;
            let name = format!("{end} under {policy}");
            let there = format!("document.querySelector('broadsheet-article').state === {}", json!(end));
            page.wait_until(&name, &there).await;
            page.assert_one_outcome(if end == "link" { "error" } else { "load" }).await;
        }
    });
}

#[test]
fn an_embed_of_a_failing_publisher_falls_back_to_the_frame() {
    for (suffix, answer, phase) in [
        ("content/articles/ferry.json", Answer::status(404), "fetch"),
        ("content/articles/ferry.json", Answer::bytes("{ \"headline\": "), "story"),
        ("content/articles/ferry.json", Answer::hang_up(), "fetch"),
        (".wasm", Answer::status(404), "code"),
        (".wasm", Answer::bytes("no wasm"), "code"),
        (".css", Answer::status(500), "code"),
    ] {
        visit(async |page| {
            let publisher = Publisher::with_cors().await;
            publisher.serve_article("ferry", &article::full()).serve_frame_page("ferry", "<p>Framed");
            publisher.0.answer(suffix, answer.clone());
            page.open_host_page(&publisher.snippet("ferry", "")).await;
            page.assert_shows_frame().await;
            let found: Value = page.get("document.querySelector('broadsheet-article').error").await;
            assert_eq!(found["phase"], phase, "{suffix}: {found}");
        });
    }
}

#[test]
fn reload_requests_failed_code_and_styles_again() {
    for suffix in [asset("reader.js").as_str(), ".wasm", ".css"] {
        visit(async |page| {
            let publisher = Publisher::with_ferry().await;
            publisher.0.answer_next(1, suffix, Answer::status(503));
            let two = [publisher.element("ferry", "mode=inline"), publisher.element("ferry", "mode=inline")].concat();
            page.open_host_page(&format!("{two}{}", publisher.script())).await;
            page.wait_until_all_are("link").await;
            let fault: Value = page.get("document.querySelector('broadsheet-article').error").await;
            assert_eq!((&fault["phase"], &fault["retryable"]), (&json!("code"), &json!(true)), "{suffix}");
            page.run("document.querySelectorAll('broadsheet-article').forEach(article => article.reload())").await;
            page.wait_until_all_are("inline").await;
            assert_eq!(publisher.0.requests_for(suffix).len(), 2, "{suffix} is for both stories");
        });
    }
}

#[test]
fn a_failed_article_reserves_no_height() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        page.open_host_page(&publisher.snippet("missing", "mode=inline height=900")).await;
        page.assert_shows_link().await;
        let height = "document.querySelector('broadsheet-article').offsetHeight";
        assert!(page.get::<f64>(height).await < 100.0);
        // Setting the height later does not reserve it either.
        page.run_async("document.querySelector('broadsheet-article').height = 800; await null").await;
        assert!(page.get::<f64>(height).await < 100.0);
    });
}

#[test]
fn after_a_failed_reload_the_link_has_its_own_font_again() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        let style = "<style>broadsheet-article { font: italic 30px monospace }</style>";
        page.open_host_page(&format!("{style}{}", publisher.snippet("ferry", "mode=inline"))).await;
        page.wait_until_all_are("inline").await;
        publisher.0.answer(&article::file("ferry"), Answer::status(404));
        page.run("document.querySelector('broadsheet-article').reload()").await;
        page.wait_until_all_are("link").await;
        let font = "(({ fontStyle, fontSize, fontFamily }) => [fontStyle, fontSize, fontFamily])\
             (getComputedStyle(document.querySelector('broadsheet-article > a')))";
        assert_eq!(page.get::<Value>(font).await, json!(["italic", "30px", "monospace"]));
        // The reserved height stays released during the next attempt.
        publisher.0.answer(&article::file("ferry"), Answer::silence());
        page.run("document.querySelector('broadsheet-article').reload()").await;
        page.wait_until_all_are("loading").await;
        assert!(page.get::<f64>("document.querySelector('broadsheet-article').offsetHeight").await < 100.0);
    });
}

#[test]
fn wasm_with_the_wrong_media_type_still_shows_the_article() {
    visit(async |page| {
        let host = Host { allows_cors: true, knows_modern_types: false, ..Host::default() };
        let publisher = Publisher::on(host).await;
        publisher.serve_article("ferry", &article::full());
        page.open_host_page(&publisher.snippet("ferry", "")).await;
        page.wait_until_all_are("inline").await;
    });
}

#[test]
fn an_embed_of_a_silent_server_falls_back_to_the_frame_after_ten_seconds() {
    browse_in_without_slot(&Engine::WITHOUT_WEBKIT, host(), async |page| {
        let publisher = Publisher::with_cors().await;
        publisher.0.answer(&article::file("ferry"), Answer::silence());
        publisher.serve_frame_page("ferry", "<p>Framed");
        page.open_host_page(&publisher.script()).await;
        // A timer may fire late on a busy machine, but never early.
        let element = json!(publisher.element("ferry", "loading=eager"));
        page.run(&format!(
            "const begun = performance.now(); document.body.insertAdjacentHTML('beforeend', {element}); \
             addEventListener('broadsheet-load', () => window.patience = performance.now() - begun)"
        ))
        .await;
        page.assert_shows_frame().await;
        let patience: f64 = page.get("patience").await;
        assert!(patience > 9900.0, "given up after {patience} ms");
        let fault: Value = page.get("document.querySelector('broadsheet-article').error").await;
        assert_eq!((&fault["phase"], &fault["retryable"]), (&json!("timeout"), &json!(true)));
    });
}

#[test]
fn shown_articles_stay_after_the_timeout() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        publisher.serve_article("ferry", &article::full()).serve_frame_page("framed", "<p>Framed");
        let (inline, framed) = (publisher.element("ferry", ""), publisher.element("framed", "mode=iframe"));
        page.open_host_page(&format!("<script>{}</script>{inline}{framed}{}", timeouts::RECORD, publisher.script()))
            .await;
        page.wait_until("both", "told.filter(([type]) => type === 'load').length === 2").await;
        let all = "[10000, 2000].every(delay => [...timeouts.values()].some(([, other]) => other === delay))";
        page.wait_until("each timeout of the element", all).await;
        page.run("for (const [callback] of timeouts.values()) callback()").await;
        page.wait_for_two_frames().await;
        assert_eq!(page.get::<String>(STATES).await, "inline,iframe");
        assert_eq!(page.errors().await, Vec::<String>::new());
    });
}

#[test]
fn a_frame_that_never_loads_falls_back_to_the_link() {
    browse_in_without_slot(&Engine::WITHOUT_WEBKIT, host(), async |page| {
        let publisher = Publisher::with_cors().await;
        publisher.0.answer("embed/ferry/", Answer::silence());
        page.open_host_page(&publisher.script()).await;
        // The element is added later, because the page's load event would wait for its frame.
        let element = json!(publisher.element("ferry", "mode=iframe"));
        page.run(&format!("document.body.insertAdjacentHTML('beforeend', {element})")).await;
        page.assert_shows_link().await;
        assert_eq!(page.get::<String>("document.querySelector('broadsheet-article').error.phase").await, "frame");
    });
}

#[test]
fn after_a_panic_every_element_falls_back_to_the_frame() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        for slug in ["one", "two", "three"] {
            publisher.serve_article(slug, &article::full()).serve_frame_page(slug, "<p>Framed");
        }
        let body = format!("{TRAP}{}{}", publisher.element("one", ""), publisher.element("two", "loading=eager"));
        page.open_host_page(&format!("{}{}", body, publisher.script())).await;
        page.wait_until_all_are("inline").await;
        let third = json!(publisher.element("three", "loading=eager"));
        page.run(&format!(
            "window.trapped = true; told.length = 0; document.body.insertAdjacentHTML('beforeend', {third})"
        ))
        .await;
        page.wait_until_all_are("iframe").await;
        assert_eq!(page.events("load").await, vec![json!({ "state": "iframe" }); 3]);
        let faults = "[...document.querySelectorAll('broadsheet-article')].map(article => article.error.phase)";
        assert_eq!(page.get::<Vec<String>>(faults).await, ["panic"; 3]);
        // Elements that are added later know of the panic, and removing elements does not call into the trapped wasm.
        page.run("document.querySelectorAll('broadsheet-article').forEach(article => article.remove())").await;
        page.run(&format!("window.trapped = false; document.body.insertAdjacentHTML('beforeend', {third})")).await;
        page.wait_until_all_are("iframe").await;
        assert_eq!(page.errors().await, Vec::<String>::new());
    });
}

/// Not in WebKit, which tells a page nothing about the errors of scripts from elsewhere.
#[test]
fn a_panic_in_a_click_handler_falls_back_to_the_frame() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        let video = json!([{ "type": "embed", "url": "https://vimeo.com/76979871", "title": "A film" }]);
        publisher
            .serve_article("one", &article::with(article::full(), "body", video))
            .serve_article("far", &article::full());
        publisher.serve_frame_page("one", "<p>Framed").serve_frame_page("far", "<p>Framed");
        page.open_host_page(&format!(
            "{TRAP}{}<div style='height: 20000px'></div>{}{}",
            publisher.element("one", ""),
            publisher.element("far", ""),
            publisher.script()
        ))
        .await;
        page.wait_until("the story", &format!("{STATES} === 'inline,idle'")).await;
        // An error of the embedding page does not count as a panic, even if its message names our script.
        let glue = json!(publisher.0.url(&asset("reader.js")));
        page.run(&format!("stumble({glue})")).await;
        page.wait_until("both errors", "__seen.length === 2").await;
        assert_eq!(page.get::<String>(STATES).await, "inline,idle");
        page.run(&format!("window.trapped = true; {}.click()", inside(".load"))).await;
        page.wait_until("the frame", &format!("{STATES} === 'iframe,idle'")).await;
        assert_eq!(page.get::<String>("document.querySelector('broadsheet-article').error.phase").await, "panic");
        assert_eq!(publisher.0.requests_for("embed/far/").len(), 0, "what is far away stays so");
    });
}

/// On the publisher's own origin, the browser reports errors in full that it would mask for scripts of other origins.
#[test]
fn a_failed_load_causes_no_error_on_the_embedding_page() {
    visit(async |page| {
        page.server.answer(".wasm", Answer::hang_up());
        page.server.answer(&asset("reader.js"), Answer::status(404).after(Duration::from_millis(300)));
        page.open_host_page(
            "<broadsheet-article src=content/articles/ferry.json mode=inline><a href=/>The story</a>\
             </broadsheet-article><script src=embed.js async></script>",
        )
        .await;
        page.assert_shows_link().await;
        page.server.wait_for_request_end(&asset("reader.js")).await;
        page.wait_for_round_trip().await;
        let mut faults = page.errors().await;
        faults.retain(|fault| fault.starts_with("error:") || fault.starts_with("unhandled rejection:"));
        assert_eq!(faults, Vec::<String>::new());
    });
}

/// Regression: the statuses 408 and 425 were treated as final.
#[test]
fn an_error_says_whether_a_retry_may_help() {
    const FAULTS: &str = "[...document.querySelectorAll('broadsheet-article')].map(({ error }) => \
         [error.phase, error.status, error.retryable])";
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
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
        page.open_host_page(&format!("{body}{}", publisher.script())).await;
        page.wait_until_all_are("link").await;
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

/// While a frame loads, this records the element's height and the frame's width in `window.onItsWay`.
const WATCH: &str = "<script>(function watch() { const article = document.querySelector('broadsheet-article'); \
     const frame = article?.shadowRoot?.querySelector('iframe'); \
     if (frame && article.state === 'loading') window.onItsWay = [article.offsetHeight, frame.offsetWidth]; \
     else requestAnimationFrame(watch); })()</script>";

#[test]
fn a_loading_frame_has_its_width_and_takes_no_height() {
    visit(async |page| {
        let publisher = Publisher::without_cors().await;
        publisher.0.answer("embed/ferry/", Answer::web_page("<!doctype html><title>Silent</title>"));
        let element = publisher.element("ferry", "mode=iframe");
        page.open_host_page(&format!("{WATCH}<div style='width: 300px'>{element}</div>{}", publisher.script())).await;
        page.wait_until("the frame", "window.onItsWay").await;
        let (height, width): (f64, f64) = page.get("onItsWay").await;
        assert!(height < 50.0, "{height} px beside the link");
        assert_eq!(width, 300.0);
        page.assert_shows_link().await;
    });
}

#[test]
fn a_frame_that_sends_its_height_late_is_shown() {
    visit(async |page| {
        let publisher = Publisher::without_cors().await;
        let late = "<!doctype html><title>Late</title><p>Framed<script>addEventListener('load', () => \
             setTimeout(() => parent.postMessage({ broadsheet: 1, height: 300 }, '*'), 400))</script>";
        publisher.0.answer("embed/ferry/", Answer::web_page(late));
        page.open_host_page(&publisher.snippet("ferry", "mode=iframe")).await;
        page.wait_until("an end", "told.length").await;
        page.wait_until_all_are("iframe").await;
    });
}

#[test]
fn an_element_without_a_link_creates_one() {
    visit(async |page| {
        let publisher = Publisher::without_cors().await;
        let src = publisher.0.url(&article::file("ferry"));
        page.open_host_page(&format!("<broadsheet-article src={src}> </broadsheet-article>{}", publisher.script()))
            .await;
        page.wait_until_all_are("link").await;
        assert_eq!(page.get::<String>(&format!("{}.href", inside("a"))).await, publisher.0.url("embed/ferry/#page"));
        // The frame is named after the article's slug, too.
        publisher.serve_frame_page("ferry", "<p>Framed");
        page.run("document.querySelector('broadsheet-article').mode = 'iframe'").await;
        page.wait_until_all_are("iframe").await;
        assert_eq!(page.get::<String>(&format!("{}.title", inside("iframe"))).await, "ferry");
    });
}

#[test]
fn a_javascript_src_makes_no_link_and_no_frame() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        let src = "javascript:alert(1)//x/content/articles/ferry.json";
        for mode in ["auto", "iframe"] {
            page.open_host_page(&format!(
                "<broadsheet-article src=\"{src}\" mode={mode}></broadsheet-article>{}",
                publisher.script()
            ))
            .await;
            page.wait_until_all_are("link").await;
            assert!(page.get::<bool>(&format!("{} === null", inside("a, iframe"))).await);
            assert_eq!(page.text_inside("div").await, src, "and is never blank");
        }
    });
}
