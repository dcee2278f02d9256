//! Tests of every fault that can occur while an article loads: HTTP errors, timeouts, wrong content, limits.

use std::time::Duration;

use serde_json::json;

use crate::article;
use crate::browser::{Fault, Page, browse, browse_without_slot};
use crate::server::{Answer, Host, Server};
use crate::site::asset;

/// The file of the article that these tests break.
const FILE: &str = "content/articles/broken.json";

/// Loads the article with this answer for its file, and returns the fault that is shown.
async fn fault_of(page: &Page, answer: Answer) -> Fault {
    page.server.answer(FILE, answer);
    page.load("reader.html#/broken").await;
    complete_fault(page).await
}

/// Waits for a fault, and asserts what every fault has to show.
async fn complete_fault(page: &Page) -> Fault {
    let fault = page.wait_for_fault().await;
    assert_fault_is_complete(page, &fault).await;
    fault
}

/// Asserts what every fault has to show: a heading, some words, the session bar, and no article.
async fn assert_fault_is_complete(page: &Page, fault: &Fault) {
    assert_eq!(page.count("section.fault[role=alert] > h1").await, 1, "a fault has a heading");
    assert_eq!(page.count("h1").await, 1, "a fault is the only heading of its level");
    assert!(fault.words.split_whitespace().count() > 5, "too few words: {}", fault.words);
    assert_eq!(page.count("article.article").await, 0);
    page.wait_for("aside.session-bar").await;
    page.assert_page_intact().await;
}

/// Makes the server answer correctly again, and asserts that a click on Retry shows the article.
async fn assert_retry_loads_article(page: &Page, fault: &Fault) {
    assert!(fault.retry, "{} has no Retry", fault.code);
    page.server.clear_rules(FILE);
    page.serve_article("broken", &article::plain("Mended"));
    page.click("button.retry").await;
    page.wait_for_article("Mended").await;
    assert_eq!(page.count("section.fault").await, 0);
}

fn requests(page: &Page) -> usize {
    page.server.requests_for(FILE).len()
}

#[test]
fn a_404_is_not_found_and_offers_the_front_page() {
    // The strict policy would block the front page's inline styles. The page has a policy of its own, which allows
    // them.
    browse(Host { policy: None, ..Host::default() }, async |page| {
        let fault = fault_of(page, Answer::status(404)).await;
        assert_eq!(fault.code, "not-found");
        assert_eq!(requests(page), 1, "asking again changes nothing");
        page.click("section.fault a.home").await;
        page.wait_for("main[data-state=front] .stories").await;
    });
}

#[test]
fn a_503_is_tried_three_times_with_growing_pauses() {
    browse(Host::default(), async |page| {
        let fault = fault_of(page, Answer::status(503)).await;
        assert_eq!(fault.code, "server");
        let requests = page.server.requests_for(FILE);
        assert_eq!(requests.len(), 3);
        let pauses: Vec<Duration> = requests.windows(2).map(|pair| pair[1].started - pair[0].started).collect();
        assert!(pauses[0] >= Duration::from_millis(100), "no back-off: {pauses:?}");
        assert!(pauses[1] > pauses[0], "the second pause should be longer: {pauses:?}");
        assert_retry_loads_article(page, &fault).await;
    });
}

#[test]
fn a_500_is_a_server_fault_after_three_tries() {
    browse(Host::default(), async |page| {
        let fault = fault_of(page, Answer::status(500)).await;
        assert_eq!(fault.code, "server");
        assert_eq!(requests(page), 3);
        assert!(fault.retry);
    });
}

#[test]
fn a_429_is_a_server_fault_after_three_tries() {
    browse(Host::default(), async |page| {
        let fault = fault_of(page, Answer::status(429)).await;
        assert_eq!(fault.code, "server");
        assert_eq!(requests(page), 3);
        assert_retry_loads_article(page, &fault).await;
    });
}

#[test]
fn a_server_that_recovers_in_time_causes_no_fault() {
    browse(Host::default(), async |page| {
        page.serve_article("broken", &article::plain("Third time lucky"));
        let busy = Answer::status(429).header("Retry-After", "1");
        page.server.answer_next(1, FILE, busy);
        page.server.answer_next(1, FILE, Answer::status(500));
        page.load("reader.html#/broken").await;
        page.wait_for_article("Third time lucky").await;
        assert_eq!(requests(page), 3);
        let faults = page.rendered_frames().await.into_iter().filter(|frame| frame.state == "fault").count();
        assert_eq!(faults, 0, "a fault flashed up");
    });
}

/// The pause before the second try is half a second, or longer if `Retry-After` says so.
#[test]
fn retry_after_sets_the_pause_before_the_next_try() {
    let date_in = |seconds| {
        let date = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(seconds);
        date.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
    };
    for (status, header, least) in [
        (429, "3", 2.9),
        (503, "3", 2.9),
        (503, "in twenty seconds", 3.0),
        (503, "0", 0.4),
        (503, "-5", 0.4),
        (503, "soon", 0.4),
        (503, "Wed, 21 Oct 2015 07:28:00 GMT", 0.4),
    ] {
        browse(Host::default(), async |page| {
            page.serve_article("broken", &article::plain("Back again"));
            let header = if header == "in twenty seconds" { date_in(20) } else { header.to_owned() };
            page.server.answer_next(1, FILE, Answer::status(status).header("Retry-After", &header));
            page.load("reader.html#/broken").await;
            page.wait_for_article("Back again").await;
            let requests = page.server.requests_for(FILE);
            let [first, second] = &requests[..] else { panic!("{header}: {requests:?}") };
            let pause = (second.started - first.finished.unwrap()).as_secs_f64();
            assert!(pause > least && (least > 1.0 || pause < 15.0), "{header}: {pause}");
        });
    }
}

#[test]
fn a_retry_after_that_is_too_long_stops_the_retries() {
    browse(Host::default(), async |page| {
        let fault = fault_of(page, Answer::status(503).header("Retry-After", "120")).await;
        assert_eq!((fault.code.as_str(), requests(page)), ("server", 1));
        assert_retry_loads_article(page, &fault).await;
    });
}

#[test]
fn a_dropped_connection_is_a_network_fault() {
    browse(Host::default(), async |page| {
        let fault = fault_of(page, Answer::hang_up()).await;
        assert_eq!(fault.code, "network");
        assert_retry_loads_article(page, &fault).await;
    });
}

#[test]
fn a_cors_refusal_is_a_network_fault() {
    // With the strict policy, CSP would refuse the redirect before CORS can.
    browse(Host { policy: None, ..Host::default() }, async |page| {
        let other = Server::start(Host::default()).await;
        other.answer(FILE, Answer::json(&article::plain("Not for you")));
        let fault = fault_of(page, Answer::redirect(&other.url(FILE))).await;
        assert_eq!(fault.code, "network");
        assert_retry_loads_article(page, &fault).await;
    });
}

#[test]
fn an_article_that_failed_offline_loads_when_online_again() {
    browse(Host::default(), async |page| {
        page.serve_and_load("first", &article::plain("Before the tunnel")).await;
        page.serve_article("broken", &article::plain("After the tunnel"));
        page.go_offline().await;
        page.follow("#/broken").await;
        let fault = complete_fault(page).await;
        assert_eq!(fault.code, "offline");
        assert!(fault.retry);
        page.go_online().await;
        page.wait_for_article("After the tunnel").await;
    });
}

#[test]
fn a_web_page_instead_of_json_is_a_web_page_fault() {
    browse(Host::default(), async |page| {
        let fault = fault_of(page, Answer::web_page("<!doctype html><h1>Welcome</h1>")).await;
        assert_eq!(fault.code, "web-page");
        // This page is sent as JSON: only its content shows that it is a web page.
        let disguised = Answer::bytes("\n  <html><body>Welcome</body></html>");
        page.server.answer("content/articles/disguised.json", disguised);
        page.load("reader.html?again#/disguised").await;
        assert_eq!(complete_fault(page).await.code, "web-page");
    });
}

#[test]
fn an_empty_or_blank_file_is_an_empty_fault() {
    browse(Host::default(), async |page| {
        assert_eq!(fault_of(page, Answer::bytes("")).await.code, "empty");
        page.server.answer("content/articles/blank.json", Answer::bytes(" \n\t\n"));
        page.load("reader.html?again#/blank").await;
        assert_eq!(complete_fault(page).await.code, "empty");
    });
}

#[test]
fn a_body_shorter_than_its_content_length_is_truncated() {
    browse(Host::default(), async |page| {
        let article = Answer::json(&article::full()).cut_off_at(400);
        let fault = fault_of(page, article).await;
        assert_eq!(fault.code, "truncated");
        assert_retry_loads_article(page, &fault).await;
    });
}

#[test]
fn a_stream_cut_off_before_its_last_chunk_is_truncated() {
    browse(Host::default(), async |page| {
        let article = Answer::json(&article::full()).chunks_cut_off_at(400);
        let fault = fault_of(page, article).await;
        assert_eq!(fault.code, "truncated");
        assert!(fault.retry);
    });
}

#[test]
fn json_that_ends_too_early_is_truncated() {
    browse(Host::default(), async |page| {
        let half = article::full().to_string()[..400].to_owned();
        let fault = fault_of(page, Answer::bytes(half)).await;
        assert_eq!(fault.code, "truncated");
        assert!(fault.retry);
    });
}

#[test]
fn invalid_json_is_a_syntax_fault_with_line_and_column() {
    browse(Host::default(), async |page| {
        let fault = fault_of(page, Answer::bytes("{ \"headline\": \"x\",\n  \"body\": [oops] }")).await;
        assert_eq!(fault.code, "syntax");
        assert!(fault.words.contains("line 2, column 12"), "the place of “oops”: {}", fault.words);
    });
}

#[test]
fn json_that_is_no_object_is_a_shape_fault() {
    browse(Host::default(), async |page| {
        for (number, json) in ["[1, 2]", "42", "\"words\"", "null"].into_iter().enumerate() {
            page.server.answer(FILE, Answer::bytes(json));
            page.load(&format!("reader.html?{number}#/broken")).await;
            assert_eq!(complete_fault(page).await.code, "shape", "{json}");
        }
    });
}

#[test]
fn a_stream_over_five_megabytes_is_aborted() {
    browse(Host::default(), async |page| {
        let article = article::plain("Too long").to_string();
        let fault = fault_of(page, Answer::bytes(article).endless()).await;
        assert_eq!(fault.code, "too-large");
        let request = page.server.requests_for(FILE).remove(0);
        assert!(request.sent >= 5_000_000, "given up on after {} bytes", request.sent);
        assert!(request.sent < 16_000_000, "cut off only after {} bytes", request.sent);
        page.server.wait_for_request_end(FILE).await;
    });
}

#[test]
fn a_large_file_within_the_limit_is_read() {
    browse(Host::default(), async |page| {
        let spaces = " ".repeat(4_500_000);
        let article = format!("{}{spaces}", article::plain("Long, but not too long"));
        page.server.answer(FILE, Answer::bytes(article).chunked());
        page.load("reader.html#/broken").await;
        page.wait_for_article("Long, but not too long").await;
    });
}

#[test]
fn deep_nesting_is_a_nesting_fault() {
    browse(Host::default(), async |page| {
        let mut list = json!({ "type": "list", "items": ["the innermost"] });
        for _ in 0..60 {
            list = json!({ "type": "list", "items": [list] });
        }
        let nested = article::with(article::plain("Nested"), "body", json!([list]));
        assert_eq!(fault_of(page, Answer::json(&nested)).await.code, "nesting");

        let brackets = format!("{{\"headline\":\"x\",\"body\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
        page.server.answer(FILE, Answer::bytes(brackets));
        page.load("reader.html?deeper#/broken").await;
        assert_eq!(complete_fault(page).await.code, "nesting");
    });
}

/// Only the app's own code may decode the bytes: the browser would not know that they are UTF-16.
#[test]
fn an_article_in_utf_8_or_utf_16_with_a_byte_order_mark_is_read() {
    browse(Host::default(), async |page| {
        for encoding in ["UTF-8", "UTF-16LE", "UTF-16BE"] {
            let article = format!("\u{feff}{}", article::plain(&format!("Übergröße in {encoding}")));
            let units = article.encode_utf16();
            let bytes: Vec<u8> = match encoding {
                "UTF-16LE" => units.flat_map(u16::to_le_bytes).collect(),
                "UTF-16BE" => units.flat_map(u16::to_be_bytes).collect(),
                _ => article.into_bytes(),
            };
            page.server.answer(FILE, Answer::bytes(bytes));
            page.load(&format!("reader.html?{encoding}#/broken")).await;
            page.wait_for_article(&format!("Übergröße in {encoding}")).await;
        }
    });
}

#[test]
fn bytes_in_latin_1_are_an_encoding_fault() {
    browse(Host::default(), async |page| {
        let bytes: Vec<u8> = article::plain("Übergröße").to_string().chars().map(|c| c as u8).collect();
        assert_eq!(fault_of(page, Answer::bytes(bytes)).await.code, "encoding");
    });
}

#[test]
fn a_silent_server_times_out_after_ten_seconds() {
    browse_without_slot(Host::default(), async |page| {
        page.server.answer(FILE, Answer::silence());
        page.load("reader.html#/broken").await;
        let fault = page.wait_for_fault_within(Duration::from_secs(20)).await;
        assert_eq!(fault.code, "timeout");
        assert_fault_is_complete(page, &fault).await;
        let request = page.server.requests_for(FILE).remove(0);
        assert!(request.started.elapsed() >= Duration::from_secs(10));
        // Chromium holds a second request for the same address back until the first one has ended.
        page.server.wait_for_request_end(FILE).await;
        assert_retry_loads_article(page, &fault).await;
    });
}

#[test]
fn a_server_that_stalls_midway_times_out_after_ten_seconds() {
    browse_without_slot(Host::default(), async |page| {
        page.server.answer(FILE, Answer::json(&article::full()).stalled_at(400));
        page.load("reader.html#/broken").await;
        let fault = page.wait_for_fault_within(Duration::from_secs(20)).await;
        assert_eq!(fault.code, "timeout");
        let request = page.server.requests_for(FILE).remove(0);
        assert!(request.started.elapsed() >= Duration::from_secs(10));
        assert!(fault.retry);
    });
}

#[test]
fn a_server_that_trickles_times_out_after_thirty_seconds() {
    browse_without_slot(Host::default(), async |page| {
        let trickle = Answer::json(&article::full()).trickled(Duration::from_secs(2));
        page.server.answer(FILE, trickle);
        page.load("reader.html#/broken").await;
        let fault = page.wait_for_fault_within(Duration::from_secs(45)).await;
        assert_eq!(fault.code, "timeout");
        let request = page.server.requests_for(FILE).remove(0);
        assert!(request.started.elapsed() >= Duration::from_secs(29));
        assert!(fault.retry);
    });
}

#[test]
fn a_broken_site_json_does_not_hide_the_article() {
    browse(Host::default(), async |page| {
        const SITE: &str = "content/site.json";
        page.serve_article("fine", &article::plain("Still here"));
        // Each broken answer, and how often the page requests it before it gives up.
        let broken = [
            ("missing", Answer::status(404), 1),
            ("failing", Answer::status(500), 3),
            ("empty", Answer::bytes(""), 1),
            ("list", Answer::bytes("[]"), 1),
            ("web-page", Answer::web_page("<h1>Welcome</h1>"), 1),
            ("wrong-types", Answer::json(&json!({ "title": 5, "home": [], "session": "x", "footer": 7 })), 1),
        ];
        for (name, answer, times) in broken {
            let before = page.server.requests_for(SITE).len();
            page.server.answer(SITE, answer);
            page.load(&format!("reader.html?{name}#/fine")).await;
            page.wait_for_article("Still here").await;
            // The article is still there when the answer to the last request has come.
            while page.server.requests_for(SITE).len() < before + times {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            page.server.wait_for_request_end(SITE).await;
            page.wait_for_round_trip().await;
            assert_eq!(page.texts("main[data-state=ready] h1.headline").await, ["Still here"], "{name}");
            page.assert_page_intact().await;
        }
    });
}

#[test]
fn without_its_code_the_page_says_so_and_its_button_loads_it_again() {
    browse(Host::default(), async |page| {
        page.serve_article("fine", &article::plain("Here at last"));
        for file in [".wasm", &asset("reader.js")] {
            page.server.answer(file, Answer::status(404));
            page.load(&format!("reader.html?{file}#/fine")).await;
            page.wait_for("main#story > .fault[role=alert][data-fault=start]").await;
            assert_eq!(page.text("main#story h1").await, "The page couldn’t start", "{file}");
            page.server.clear_rules(file);
            page.click("button.retry").await;
            page.wait_for_article("Here at last").await;
            assert_eq!(page.count(".fault").await, 0, "{file}");
        }
    });
}

#[test]
fn without_scripts_the_bare_page_names_javascript() {
    browse(Host::default(), async |page| {
        page.without_scripts().await;
        page.load("reader.html").await;
        let words = page.text("body").await;
        assert!(words.to_lowercase().contains("javascript"), "{words}");
    });
}
