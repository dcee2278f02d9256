//! The bare page while it loads: article, `site.json`, code and fragment in different orders, late, twice or never.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use crate::article;
use crate::browser::{Page, browse, browse_everywhere, browse_idly};
use crate::server::{Answer, Host};

const SITE: &str = "content/site.json";

/// When something arrives.
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

/// Waits until the code runs: it has been there for a while.
async fn wait_for_code(page: &Page) {
    let there = "performance.getEntriesByType('resource').some(({ name, responseEnd }) => \
        name.endsWith('.wasm') && responseEnd && performance.now() > responseEnd + 250)";
    page.wait_until("the code", there).await;
}

#[test]
fn g1_the_page_shows_what_the_address_says_whenever_the_fragment_changes() {
    // Code, site, the article that is left, the one that is wanted; when the fragment changes; and to what.
    let table: &[([Arrives; 4], Change, &[&str])] = &[
        // On the list: before the first answer.
        ([Early, Early, Late, Early], AfterTheCode, &["#/b"]),
        ([Late, Early, Early, Early], BeforeTheCode, &["#/b"]),
        ([Late, Early, Late, Late], BeforeTheCode, &["#/b"]),
        ([Early, Late, Late, Early], AfterTheCode, &["#/b"]),
        ([Early, Early, Never, Early], AfterTheCode, &["#/b"]),
        ([Late, Late, Never, Late], BeforeTheCode, &["#/b"]),
        ([Early, Never, Late, Late], AfterTheCode, &["#/b"]),
        ([Early, Never, Early, Late], AfterTheArticle, &["#/b"]),
        ([Early, Late, Early, Early], AfterTheArticle, &["#/b"]),
        // Twice, to and fro, by way of the front page, of a part and of a refused address.
        ([Early, Early, Late, Late], AfterTheCode, &["#/b", "#/b#part"]),
        ([Early, Early, Late, Late], AfterTheCode, &["#/b", "#/a", "#/b"]),
        ([Early, Late, Never, Late], AfterTheCode, &["#/", "#/b"]),
        ([Late, Late, Late, Early], BeforeTheCode, &["#/", "#/a", "#/b"]),
        ([Early, Late, Late, Late], AfterTheCode, &["#/b", "#note-1"]),
        ([Early, Late, Late, Early], AfterTheCode, &["#/x/y", "#/b"]),
    ];
    for ([code, site, left, wanted], change, fragments) in table {
        // A browser for each: in Chromium a request that hangs holds back the next page's for the same address.
        browse(Host::default(), async |page| {
            page.server.delay(".wasm", code.delay());
            page.has_article("front", &article::plain("The front page's"));
            page.server.answer(SITE, site.answer(&json!({ "title": "The Paper", "home": "front" })));
            page.server.answer(&article::file("a"), left.answer(&article::plain("The article that is left")));
            page.server.answer(&article::file("b"), wanted.answer(&article::plain("The article that is wanted")));
            page.load("reader.html#/a").await;
            match change {
                BeforeTheCode => {}
                AfterTheCode => wait_for_code(page).await,
                AfterTheArticle => page.shows("The article that is left").await,
            }
            for fragment in *fragments {
                page.follow(fragment).await;
                wait(30).await;
            }
            page.shows("The article that is wanted").await;
            // Whatever is late arrives.
            wait(900).await;
            page.shows("The article that is wanted").await;
            let name = if *site == Never { "" } else { " – The Paper" };
            page.wait_until("the title", &format!("document.title === 'The article that is wanted{name}'")).await;
            page.is_in_order().await;
        });
    }
}

#[test]
fn g1_back_and_forward_before_the_first_answer_show_what_the_address_says() {
    browse_everywhere(Host::default(), async |page| {
        let late = |headline| Answer::json(&article::plain(headline)).after(Duration::from_millis(900));
        page.server.answer(&article::file("a"), late("First"));
        page.server.answer(&article::file("b"), late("Second"));
        page.load("reader.html#/a").await;
        wait_for_code(page).await;
        page.follow("#/b").await;
        page.back().await;
        page.forward().await;
        page.shows("Second").await;
        page.back().await;
        page.shows("First").await;
        page.forward().await;
        page.shows("Second").await;
        wait(1000).await;
        page.shows("Second").await;
    });
}

#[test]
fn g2_an_article_that_arrives_slowly_is_shown_though_the_site_never_answers() {
    let stalled = Answer::json(&json!({ "title": "The Paper" })).stalled_at(5);
    for site in [Answer::silence(), stalled] {
        browse_idly(Host::default(), async |page| {
            page.server.answer(SITE, site.clone());
            let article = Answer::json(&article::plain("Slowly but steadily"));
            page.server.answer(&article::file("slow"), article.dribbled(Duration::from_millis(130)));
            page.load("reader.html#/slow").await;
            page.shows("Slowly but steadily").await;
            let request = page.server.requests_for(&article::file("slow")).remove(0);
            assert!(request.started.elapsed() > Duration::from_secs(10), "the site was not yet given up");
            assert_eq!(page.server.requests_for(&article::file("slow")).len(), 1);
            page.is_in_order().await;
        });
    }
}

#[test]
fn g2_a_document_that_is_given_up_takes_no_other_along() {
    browse(Host::default(), async |page| {
        let late = Duration::from_millis(1500);
        // A site that is too large.
        page.server.answer(SITE, Answer::bytes("{").endless());
        page.server.answer(&article::file("a"), Answer::json(&article::plain("Still here")).after(late));
        page.load("reader.html#/a").await;
        page.shows("Still here").await;
        // An article that is too large, and one that is left.
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

/// What is Arabic about a page.
const ARABIC: &str = "[document.documentElement.lang, document.documentElement.dir, \
    document.querySelector('main :is(article, .fault)').closest('[lang]').lang, \
    getComputedStyle(document.querySelector('main h1')).direction].join() === 'ar,rtl,ar,rtl'";

#[test]
fn d4_an_article_without_a_language_is_in_that_of_the_site_however_late_that_arrives() {
    let site = json!({
        "title": "الجريدة", "lang": "ar", "home": "front", "rights": "حقوق",
        "session": { "login": "https://example.org/login" },
    });
    browse_everywhere(Host::default(), async |page| {
        let article = article::with(article::plain("الرصيف"), "published", json!("2024-10-04"));
        page.has_article("a", &article);
        page.has_article("front", &article);
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
            page.is_in_order().await;
        }
    });
}

#[test]
fn d4_an_article_is_shown_though_the_site_is_late_and_an_article_with_a_language_stays_as_it_is() {
    browse(Host::default(), async |page| {
        page.has_article("a", &article::plain("No language"));
        page.server.answer(SITE, Answer::silence());
        page.load("reader.html#/a").await;
        page.shows("No language").await;
        assert_eq!(page.attribute("article", "lang").await.as_deref(), Some("en"));
        assert_eq!(page.attribute("article", "dir").await.as_deref(), Some("ltr"));
    });
    browse(Host::default(), async |page| {
        page.has_article("a", &article::plain("No language"));
        page.has_article("b", &article::with(article::plain("Bahasa"), "lang", json!("id")));
        let site = json!({ "title": "العنوان", "lang": "ar" });
        page.server.answer(SITE, Answer::json(&site).after(Duration::from_millis(1200)));
        page.load("reader.html?late#/b").await;
        page.shows("Bahasa").await;
        page.run("window.before = document.querySelector('article')").await;
        page.wait_until("the title", "document.title.includes('العنوان')").await;
        assert!(page.get::<bool>("before === document.querySelector('article')").await, "it was rendered again");
        assert_eq!(page.attribute("article", "lang").await.as_deref(), Some("id"));

        page.load("reader.html?again#/a").await;
        page.shows("No language").await;
        assert_eq!(page.attribute("article", "lang").await.as_deref(), Some("en"), "nobody waits for over a second");
        // Where the reader is in it does not change.
        page.run("document.querySelector('#story').focus()").await;
        page.wait_for("article[lang=ar][dir=rtl]").await;
        page.wait_for_focus("h1.headline").await;
    });
}

/// The bare page, changed: as a browser of another kind sees it.
fn reader(change: impl FnOnce(String) -> String) -> Answer {
    let html = fs::read_to_string(Host::default().folder.join("reader.html")).expect("the build has been published");
    let changed = change(html.clone());
    assert_ne!(changed, html, "the page is another than this test knows");
    Answer::web_page(&changed)
}

/// The bare page, with a script that runs before all others.
fn reader_after(page: &Page, script: &str) -> Answer {
    page.server.answer("before.js", Answer::bytes(script));
    reader(|html| html.replace("<head>", "<head><script src=\"./before.js\"></script>"))
}

/// The bare page without its element that begins so.
fn without_element(html: &str, start: &str, end: &str) -> String {
    let from = html.find(start).unwrap_or_else(|| panic!("no {start} in {html}"));
    let to = from + html[from..].find(end).unwrap_or_else(|| panic!("no {end} in {html}")) + end.len();
    format!("{}{}", &html[..from], &html[to..])
}

#[test]
fn g3_a_browser_without_modules_says_that_it_is_too_old() {
    browse_everywhere(Host::default(), async |page| {
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
        assert!(page.seen().await.is_empty(), "{:?}", page.seen().await);
    });
}

#[test]
fn g3_a_browser_without_webassembly_says_so() {
    for script in ["delete window.WebAssembly", "window.WebAssembly = undefined"] {
        browse_everywhere(Host::default(), async |page| {
            page.server.answer("reader.html", reader_after(page, script));
            page.load("reader.html#/a").await;
            page.wait_for(".fault[role=alert][data-fault=unsupported]").await;
            let words = page.text("main#story").await;
            assert!(words.contains("WebAssembly") && words.contains("another browser"), "{words}");
            assert_eq!(page.count("button").await, 0, "another try would not help");
            // An error of another script makes no second one of ours.
            page.run("dispatchEvent(new ErrorEvent('error', { message: 'theirs', error: new Error('theirs') }))").await;
            assert_eq!(page.seen().await, ["error: theirs"]);
        });
    }
}

#[test]
fn g3_a_browser_that_lacks_something_says_that_the_page_could_not_start() {
    for script in [
        "delete window.AbortController",
        "WebAssembly.instantiateStreaming = WebAssembly.instantiate = () => Promise.reject(new WebAssembly.CompileError())",
        "WebAssembly.instantiateStreaming = WebAssembly.instantiate = () => { throw new EvalError('policy') }; \
         delete Element.prototype.replaceChildren; delete String.prototype.replaceAll",
    ] {
        browse_everywhere(Host::default(), async |page| {
            page.has_article("a", &article::plain("Unseen"));
            page.server.answer("reader.html", reader_after(page, script));
            page.load("reader.html#/a").await;
            page.wait_for(".fault[role=alert][data-fault=start] button.retry").await;
            assert_eq!(page.text("main#story h1").await, "The page couldn’t start", "{script}");
        });
    }
}

#[test]
fn g3_a_browser_without_streaming_shows_the_article() {
    browse_everywhere(Host::default(), async |page| {
        page.has_article("a", &article::plain("Here"));
        page.server.answer("reader.html", reader_after(page, "delete WebAssembly.instantiateStreaming"));
        page.load("reader.html#/a").await;
        page.shows("Here").await;
    });
}

#[test]
fn g3_a_page_whose_start_script_does_not_run_says_so_after_a_while() {
    browse_everywhere(Host::default(), async |page| {
        let visible = "document.querySelector('.not-started')?.checkVisibility({ visibilityProperty: true })";
        page.server.answer(".js", Answer::bytes("syntax of a later ?.?. time"));
        page.load("reader.html#/a").await;
        assert!(!page.get::<bool>(visible).await);
        page.run("document.getAnimations().forEach(animation => animation.finish())").await;
        page.wait_until("the words", visible).await;
        assert!(page.text(".not-started").await.contains("another browser"));
        // Where it runs, they go.
        page.server.heal(".js");
        page.has_article("a", &article::plain("Here"));
        page.load("reader.html?again#/a").await;
        page.shows("Here").await;
        assert_eq!(page.count(".not-started").await, 0);
    });
}

#[test]
fn g3_the_scripts_for_old_browsers_are_written_in_old_syntax() {
    let names = fs::read(Host::default().folder.join("assets.json")).expect("the build has a list of its assets");
    let names: Value = serde_json::from_slice(&names).expect("the list is JSON");
    let script = |name: &str| {
        let name = names[name].as_str().unwrap_or_else(|| panic!("no {name} in {names}"));
        fs::read_to_string(Host::default().folder.join(name)).expect("the build has its assets")
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
fn g4_a_server_that_asks_for_another_try_gets_it_and_the_reader_a_button() {
    browse(Host::default(), async |page| {
        for status in [408, 425, 429, 500, 502, 504] {
            let slug = format!("busy-{status}");
            let file = article::file(&slug);
            page.server.answer(&file, Answer::status(status));
            page.load(&format!("reader.html?{slug}#/{slug}")).await;
            let fault = page.fault().await;
            assert_eq!((fault.code.as_str(), fault.retry), ("server", true), "{status}");
            assert_eq!(page.server.requests_for(&file).len(), 3, "{status}");
            page.server.heal(&file);
            page.has_article(&slug, &article::plain("After all"));
            page.click("button.retry").await;
            page.shows("After all").await;

            // One that recovers in time is never mentioned; and so with the site.
            page.server.answer_next(1, &file, Answer::status(status));
            page.server.answer(SITE, Answer::json(&json!({ "title": "The Paper" })));
            page.server.answer_next(1, SITE, Answer::status(status));
            page.load(&format!("reader.html?again-{slug}#/{slug}")).await;
            page.wait_until("article and site", "document.title === 'After all – The Paper'").await;
            page.shows("After all").await;
        }
    });
}

#[test]
fn g5_a_home_that_is_no_name_makes_no_request() {
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
            assert_eq!(page.fault().await.code, "not-found", "{site}");
        }
        let asked: Vec<String> = page.server.requests().into_iter().map(|request| request.path).collect();
        let articles: Vec<&String> = asked.iter().filter(|path| path.contains("/content/articles/")).collect();
        assert!(articles.is_empty(), "{articles:?}");
        // What is one is one: the words are names as well as any.
        page.has_article("undefined", &article::plain("Undefined"));
        page.server.answer(SITE, Answer::json(&json!({ "home": "undefined" })));
        page.load("reader.html?name").await;
        page.shows("Undefined").await;
    });
}

#[test]
fn g5_the_site_is_requested_once_however_many_fragments_come_first() {
    browse(Host::default(), async |page| {
        for slug in ["a", "b", "front"] {
            page.has_article(slug, &article::plain(slug));
        }
        let site = json!({ "title": "The Paper", "home": "front" });
        page.server.answer(SITE, Answer::json(&site).after(Duration::from_millis(2500)));
        page.load("reader.html#/a").await;
        page.shows("a").await;
        for fragment in ["#/b", "#/a", "#/", "#/b"] {
            page.follow(fragment).await;
            wait(100).await;
        }
        page.wait_until("the site", "document.title === 'b – The Paper'").await;
        assert_eq!(page.server.requests_for(SITE).len(), 1);

        // After a failure another try is allowed, one at a time.
        page.server.answer(SITE, Answer::json(&site).after(Duration::from_millis(1500)));
        page.server.answer_next(1, SITE, Answer::status(404));
        page.load("reader.html?failed#/a").await;
        page.shows("a").await;
        let before = page.server.requests_for(SITE).len();
        for fragment in ["#/b", "#/a", "#/b", "#/"] {
            page.follow(fragment).await;
            wait(100).await;
        }
        page.wait_until("the site", "document.title === 'front – The Paper'").await;
        assert_eq!(page.server.requests_for(SITE).len(), before + 1);
    });
}
