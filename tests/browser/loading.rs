//! The bare page with article, `site.json`, wasm and fragment changes arriving in different orders, late, twice or
//! never.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use crate::article;
use crate::browser::{Page, browse, browse_in_all_engines, browse_without_slot};
use crate::server::{Answer, Host};
use crate::site::asset;

const SITE: &str = "content/site.json";

/// The moment at which the server's answer arrives.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Arrives {
    Early,
    Late,
    Never,
}

use Arrives::*;

impl Arrives {
    fn delay(self) -> Duration {
        Duration::from_millis(if self == Late { 700 } else { 0 })
    }

    fn answer(self, document: &Value) -> Answer {
        if self == Never { Answer::silence() } else { Answer::json(document).after(self.delay()) }
    }
}

/// When the fragment changes.
#[derive(Clone, Copy, Debug)]
enum Change {
    BeforeTheCode,
    AfterTheCode,
    AfterTheArticle,
}

use Change::*;

async fn wait(milliseconds: u64) {
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
}

/// Waits until the app runs: its wasm arrived 250 ms ago.
async fn wait_for_code(page: &Page) {
    let there = "performance.getEntriesByType('resource').some(({ name, responseEnd }) => \
        name.endsWith('.wasm') && responseEnd && performance.now() > responseEnd + 250)";
    page.wait_until("the code", there).await;
}

#[test]
fn the_newest_fragment_is_shown_in_any_order_of_arrival() {
    // When wasm, `site.json`, the abandoned article and the wanted article arrive; when the fragment changes; and the
    // fragments.
    let table: &[([Arrives; 4], Change, &[&str])] = &[
        // The fragment changes before the first article has arrived.
        ([Early, Early, Late, Early], AfterTheCode, &["#/b"]),
        ([Late, Early, Early, Early], BeforeTheCode, &["#/b"]),
        ([Late, Early, Late, Late], BeforeTheCode, &["#/b"]),
        ([Early, Late, Late, Early], AfterTheCode, &["#/b"]),
        ([Early, Early, Never, Early], AfterTheCode, &["#/b"]),
        ([Late, Late, Never, Late], BeforeTheCode, &["#/b"]),
        ([Early, Never, Late, Late], AfterTheCode, &["#/b"]),
        ([Early, Never, Early, Late], AfterTheArticle, &["#/b"]),
        ([Early, Late, Early, Early], AfterTheArticle, &["#/b"]),
        // The fragment changes several times: back and forth, to the front page, to a part of the article, and to a
        // refused address.
        ([Early, Early, Late, Late], AfterTheCode, &["#/b", "#/b#part"]),
        ([Early, Early, Late, Late], AfterTheCode, &["#/b", "#/a", "#/b"]),
        ([Early, Late, Never, Late], AfterTheCode, &["#/", "#/b"]),
        ([Late, Late, Late, Early], BeforeTheCode, &["#/", "#/a", "#/b"]),
        ([Early, Late, Late, Late], AfterTheCode, &["#/b", "#note-1"]),
        ([Early, Late, Late, Early], AfterTheCode, &["#/x/y", "#/b"]),
    ];
    for ([code, site, left, wanted], change, fragments) in table {
        // Each case needs a browser of its own: Chromium holds a request back while another for the same address hangs.
        browse(Host::default(), async |page| {
            page.server.delay(".wasm", code.delay());
            page.serve_article("front", &article::plain("The front page's"));
            page.server.answer(SITE, site.answer(&json!({ "title": "The Paper", "home": "front" })));
            page.server.answer(&article::file("a"), left.answer(&article::plain("The article that is left")));
            page.server.answer(&article::file("b"), wanted.answer(&article::plain("The article that is wanted")));
            page.load("reader.html#/a").await;
            match change {
                BeforeTheCode => {}
                AfterTheCode => wait_for_code(page).await,
                AfterTheArticle => page.wait_for_article("The article that is left").await,
            }
            for fragment in *fragments {
                page.follow(fragment).await;
                wait(30).await;
            }
            page.wait_for_article("The article that is wanted").await;
            // What was late has arrived by now, except for what never comes.
            for (file, arrives) in [(SITE, site), (&article::file("a"), left), (".wasm", code)] {
                if *arrives != Never {
                    page.server.wait_for_request_end(file).await;
                }
            }
            page.wait_for_round_trip().await;
            page.wait_for_article("The article that is wanted").await;
            let name = if *site == Never { "" } else { " – The Paper" };
            page.wait_until("the title", &format!("document.title === 'The article that is wanted{name}'")).await;
            page.assert_page_intact().await;
        });
    }
}

#[test]
fn back_and_forward_before_the_first_answer_show_the_right_article() {
    browse_in_all_engines(Host::default(), async |page| {
        let late = |headline| Answer::json(&article::plain(headline)).after(Duration::from_millis(900));
        page.server.answer(&article::file("a"), late("First"));
        page.server.answer(&article::file("b"), late("Second"));
        page.load("reader.html#/a").await;
        wait_for_code(page).await;
        page.follow("#/b").await;
        page.back().await;
        page.forward().await;
        page.wait_for_article("Second").await;
        page.back().await;
        page.wait_for_article("First").await;
        page.forward().await;
        page.wait_for_article("Second").await;
        for slug in ["a", "b"] {
            page.server.wait_for_request_end(&article::file(slug)).await;
        }
        page.wait_for_round_trip().await;
        page.wait_for_article("Second").await;
    });
}

#[test]
fn a_slow_article_is_shown_although_site_json_never_answers() {
    let stalled = Answer::json(&json!({ "title": "The Paper" })).stalled_at(5);
    for site in [Answer::silence(), stalled] {
        browse_without_slot(Host::default(), async |page| {
            page.server.answer(SITE, site.clone());
            let article = Answer::json(&article::plain("Slowly but steadily"));
            page.server.answer(&article::file("slow"), article.trickled(Duration::from_millis(130)));
            page.load("reader.html#/slow").await;
            page.wait_for_article("Slowly but steadily").await;
            let request = page.server.requests_for(&article::file("slow")).remove(0);
            assert!(request.started.elapsed() > Duration::from_secs(10), "the site was not yet given up");
            assert_eq!(page.server.requests_for(&article::file("slow")).len(), 1);
            page.assert_page_intact().await;
        });
    }
}

#[test]
fn aborting_one_document_does_not_abort_the_other() {
    browse(Host::default(), async |page| {
        let late = Duration::from_millis(1500);
        // A `site.json` that is too large is aborted.
        page.server.answer(SITE, Answer::bytes("{").endless());
        page.server.answer(&article::file("a"), Answer::json(&article::plain("Still here")).after(late));
        page.load("reader.html#/a").await;
        page.wait_for_article("Still here").await;
        // An article is aborted because it is too large, or because the fragment changes.
        let site = json!({ "title": "The Paper", "lang": "de" });
        for (name, fragment) in [("large", None), ("left", Some("#/a"))] {
            page.server.answer(SITE, Answer::json(&site).after(late));
            page.server.answer(&article::file("large"), Answer::bytes("{").endless());
            page.server.answer(&article::file("left"), Answer::silence());
            page.load(&format!("reader.html?{name}#/{name}")).await;
            if let Some(fragment) = fragment {
                wait_for_code(page).await;
                page.follow(fragment).await;
            }
            page.wait_until("the site's name", "document.title.includes('The Paper')").await;
        }
    });
}

/// A JavaScript condition: page and article are in Arabic and run from right to left.
const ARABIC: &str = "[document.documentElement.lang, document.documentElement.dir, \
    document.querySelector('main :is(article, .fault)').closest('[lang]').lang, \
    getComputedStyle(document.querySelector('main h1')).direction].join() === 'ar,rtl,ar,rtl'";

#[test]
fn an_article_without_a_language_takes_that_of_a_late_site_json() {
    let site = json!({
        "title": "الجريدة", "lang": "ar", "home": "front", "rights": "حقوق",
        "session": { "login": "https://example.org/login" },
    });
    browse_in_all_engines(Host::default(), async |page| {
        let article = article::with(article::plain("الرصيف"), "published", json!("2024-10-04"));
        page.serve_article("a", &article);
        page.serve_article("front", &article);
        for (number, (late, fragment, shown)) in [
            (0, "#/a", "الرصيف"),
            (100, "#/a", "الرصيف"),
            (1000, "#/a", "الرصيف"),
            (1000, "#/", "الرصيف"),
            (1000, "#/missing", "هذا المقال ليس هنا"),
            (1000, "#/x/y", "هذا المقال ليس هنا"),
        ]
        .into_iter()
        .enumerate()
        {
            page.server.answer(SITE, Answer::json(&site).after(Duration::from_millis(late)));
            page.load(&format!("reader.html?{number}{fragment}")).await;
            page.wait_until(&format!("Arabic after {late} ms at {fragment}"), ARABIC).await;
            page.wait_until("the title", "/^.+ – الجريدة$/.test(document.title)").await;
            if fragment == "#/a" || fragment == "#/" {
                assert_eq!(page.text("h1").await, shown);
                assert!(page.text("time").await.contains("أكتوبر"), "{}", page.text("time").await);
            }
            page.wait_for("aside.session-bar[lang=ar][dir=rtl] a").await;
            assert_eq!(page.text("footer.site-footer").await, "حقوق");
            assert_eq!(page.count("h1").await, 1);
            page.assert_page_intact().await;
        }
    });
}

#[test]
fn a_late_site_json_does_not_delay_articles_or_change_their_own_language() {
    browse(Host::default(), async |page| {
        page.serve_article("a", &article::plain("No language"));
        page.server.answer(SITE, Answer::silence());
        page.load("reader.html#/a").await;
        page.wait_for_article("No language").await;
        assert_eq!(page.attribute("article", "lang").await.as_deref(), Some("en"));
        assert_eq!(page.attribute("article", "dir").await.as_deref(), Some("ltr"));
    });
    browse(Host::default(), async |page| {
        page.serve_article("a", &article::plain("No language"));
        page.serve_article("b", &article::with(article::plain("Bahasa"), "lang", json!("id")));
        let site = json!({ "title": "العنوان", "lang": "ar" });
        page.server.answer(SITE, Answer::json(&site).after(Duration::from_millis(1200)));
        page.load("reader.html?late#/b").await;
        page.wait_for_article("Bahasa").await;
        page.run("window.before = document.querySelector('article')").await;
        page.wait_until("the title", "document.title.includes('العنوان')").await;
        assert!(page.get::<bool>("before === document.querySelector('article')").await, "it was rendered again");
        assert_eq!(page.attribute("article", "lang").await.as_deref(), Some("id"));

        page.load("reader.html?again#/a").await;
        page.wait_for_article("No language").await;
        assert_eq!(page.attribute("article", "lang").await.as_deref(), Some("en"), "nobody waits for over a second");
        // Rendering the article again keeps the focus in it.
        page.run("document.querySelector('#story').focus()").await;
        page.wait_for("article[lang=ar][dir=rtl]").await;
        page.wait_for_focus("h1.headline").await;
    });
}

/// The bare page with a change in its HTML, to simulate a browser that lacks a feature.
fn reader(change: impl FnOnce(String) -> String) -> Answer {
    let html = fs::read_to_string(Host::default().folder.join("reader.html")).expect("the build has been published");
    let changed = change(html.clone());
    assert_ne!(changed, html, "the page is another than this test knows");
    Answer::web_page(&changed)
}

/// The bare page with a script that runs before all others.
fn reader_after(page: &Page, script: &str) -> Answer {
    page.server.answer("before.js", Answer::bytes(script));
    reader(|html| html.replace("<head>", "<head><script src=\"./before.js\"></script>"))
}

/// Removes the first piece of HTML that begins with `start` and ends with `end`.
fn without_element(html: &str, start: &str, end: &str) -> String {
    let from = html.find(start).unwrap_or_else(|| panic!("no {start} in {html}"));
    let to = from + html[from..].find(end).unwrap_or_else(|| panic!("no {end} in {html}")) + end.len();
    format!("{}{}", &html[..from], &html[to..])
}

#[test]
fn a_browser_without_modules_shows_that_it_is_too_old() {
    browse_in_all_engines(Host::default(), async |page| {
        let old = reader(|html| {
            let html = without_element(&html, "<script src=\"./start-", "</script>");
            html.replace(" nomodule", "")
        });
        page.server.answer("reader.html", old);
        page.load("reader.html#/a").await;
        page.wait_for(".fault[role=alert][data-fault=unsupported]").await;
        assert_eq!(page.text("main#story h1").await, "This browser can’t show this page");
        assert!(page.text("main#story").await.contains("too old"));
        assert_eq!(page.count(".skeleton").await, 0);
        assert!(page.errors().await.is_empty(), "{:?}", page.errors().await);
    });
}

#[test]
fn a_browser_without_webassembly_shows_what_is_missing() {
    for script in ["delete window.WebAssembly", "window.WebAssembly = undefined"] {
        browse_in_all_engines(Host::default(), async |page| {
            page.server.answer("reader.html", reader_after(page, script));
            page.load("reader.html#/a").await;
            page.wait_for(".fault[role=alert][data-fault=unsupported]").await;
            let words = page.text("main#story").await;
            assert!(words.contains("WebAssembly") && words.contains("another browser"), "{words}");
            assert_eq!(page.count("button").await, 0, "another try would not help");
            // After this message, an error in another script must not make the page show a second one.
            page.run("dispatchEvent(new ErrorEvent('error', { message: 'theirs', error: new Error('theirs') }))").await;
            assert_eq!(page.errors().await, ["error: theirs"]);
        });
    }
}

#[test]
fn a_browser_without_a_needed_api_shows_that_the_page_could_not_start() {
    for script in [
        "delete window.AbortController",
        "WebAssembly.instantiateStreaming = WebAssembly.instantiate = () => Promise.reject(new WebAssembly.CompileError())",
        "WebAssembly.instantiateStreaming = WebAssembly.instantiate = () => { throw new EvalError('policy') }; \
         delete Element.prototype.replaceChildren; delete String.prototype.replaceAll",
    ] {
        browse_in_all_engines(Host::default(), async |page| {
            page.serve_article("a", &article::plain("Unseen"));
            page.server.answer("reader.html", reader_after(page, script));
            page.load("reader.html#/a").await;
            page.wait_for(".fault[role=alert][data-fault=start] button.retry").await;
            assert_eq!(page.text("main#story h1").await, "The page couldn’t start", "{script}");
        });
    }
}

#[test]
fn a_browser_without_streaming_compilation_shows_the_article() {
    browse_in_all_engines(Host::default(), async |page| {
        page.serve_article("a", &article::plain("Here"));
        page.server.answer("reader.html", reader_after(page, "delete WebAssembly.instantiateStreaming"));
        page.load("reader.html#/a").await;
        page.wait_for_article("Here").await;
    });
}

#[test]
fn if_the_start_script_does_not_run_a_message_appears() {
    browse_in_all_engines(Host::default(), async |page| {
        let visible = "document.querySelector('.not-started')?.checkVisibility({ visibilityProperty: true })";
        let start = asset("start.js");
        page.server.answer(&start, Answer::bytes("syntax of a later ?.?. time").header("Cache-Control", "no-store"));
        page.load("reader.html#/a").await;
        assert!(!page.get::<bool>(visible).await);
        page.run("document.getAnimations().forEach(animation => animation.finish())").await;
        page.wait_until("the words", visible).await;
        assert!(page.text(".not-started").await.contains("another browser"));
        // Where the start script runs, it removes the message.
        page.server.clear_rules(&start);
        page.serve_article("a", &article::plain("Here"));
        page.load("reader.html?again#/a").await;
        page.wait_for_article("Here").await;
        assert_eq!(page.count(".not-started").await, 0);
    });
}

#[test]
fn the_scripts_for_old_browsers_use_only_old_syntax() {
    let script = |name: &str| {
        let file = Host::default().folder.join(asset(name));
        fs::read_to_string(file).expect("the build has its assets")
    };
    let (start, too_old) = (script("start.js"), script("too-old.js"));
    for newer in ["?.", "??", "catch{", "**=", "||=", "&&="] {
        assert!(!start.contains(newer), "{newer} in {start}");
    }
    for newer in ["=>", "`", "let ", "const ", "...", "?."] {
        assert!(!too_old.contains(newer), "{newer} in {too_old}");
    }
}

#[test]
fn a_retryable_status_is_tried_three_times_and_then_offers_a_button() {
    browse(Host::default(), async |page| {
        for status in [408, 425, 429, 500, 502, 504] {
            let slug = format!("busy-{status}");
            let file = article::file(&slug);
            page.server.answer(&file, Answer::status(status));
            page.load(&format!("reader.html?{slug}#/{slug}")).await;
            let fault = page.wait_for_fault().await;
            assert_eq!((fault.code.as_str(), fault.retry), ("server", true), "{status}");
            assert_eq!(page.server.requests_for(&file).len(), 3, "{status}");
            page.server.clear_rules(&file);
            page.serve_article(&slug, &article::plain("After all"));
            page.click("button.retry").await;
            page.wait_for_article("After all").await;

            // A server that recovers in time causes no fault, for the article or for `site.json`.
            page.server.answer_next(1, &file, Answer::status(status));
            page.server.answer(SITE, Answer::json(&json!({ "title": "The Paper" })));
            page.server.answer_next(1, SITE, Answer::status(status));
            page.load(&format!("reader.html?again-{slug}#/{slug}")).await;
            page.wait_until("article and site", "document.title === 'After all – The Paper'").await;
            page.wait_for_article("After all").await;
        }
    });
}

#[test]
fn an_invalid_home_is_not_found_without_a_request() {
    browse(Host::default(), async |page| {
        let homes = [
            json!({}),
            json!({ "home": null }),
            json!({ "home": true }),
            json!({ "home": false }),
            json!({ "home": ["a"] }),
            json!({ "home": { "slug": "a" } }),
            json!({ "home": "" }),
            json!({ "home": "../site" }),
        ];
        for (number, site) in homes.iter().enumerate() {
            page.server.answer(SITE, Answer::json(site));
            page.load(&format!("reader.html?{number}")).await;
            assert_eq!(page.wait_for_fault().await.code, "not-found", "{site}");
        }
        let asked: Vec<String> = page.server.requests().into_iter().map(|request| request.path).collect();
        let articles: Vec<&String> = asked.iter().filter(|path| path.contains("/content/articles/")).collect();
        assert!(articles.is_empty(), "{articles:?}");
        // Control: a valid home is loaded, even if its name is a JavaScript keyword.
        page.serve_article("undefined", &article::plain("Undefined"));
        page.server.answer(SITE, Answer::json(&json!({ "home": "undefined" })));
        page.load("reader.html?name").await;
        page.wait_for_article("Undefined").await;
    });
}

#[test]
fn site_json_is_requested_once_whatever_fragments_come_first() {
    browse(Host::default(), async |page| {
        for slug in ["a", "b", "front"] {
            page.serve_article(slug, &article::plain(slug));
        }
        let site = json!({ "title": "The Paper", "home": "front" });
        page.server.answer(SITE, Answer::json(&site).after(Duration::from_millis(2500)));
        page.load("reader.html#/a").await;
        page.wait_for_article("a").await;
        for fragment in ["#/b", "#/a", "#/", "#/b"] {
            page.follow(fragment).await;
            wait(100).await;
        }
        page.wait_until("the site", "document.title === 'b – The Paper'").await;
        assert_eq!(page.server.requests_for(SITE).len(), 1);

        // After a failure, `site.json` may be requested again, but not twice at once.
        page.server.answer(SITE, Answer::json(&site).after(Duration::from_millis(1500)));
        page.server.answer_next(1, SITE, Answer::status(404));
        page.load("reader.html?failed#/a").await;
        page.wait_for_article("a").await;
        let before = page.server.requests_for(SITE).len();
        for fragment in ["#/b", "#/a", "#/b", "#/"] {
            page.follow(fragment).await;
            wait(100).await;
        }
        page.wait_until("the site", "document.title === 'front – The Paper'").await;
        assert_eq!(page.server.requests_for(SITE).len(), before + 1);
    });
}
