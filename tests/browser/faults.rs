//! Everything that can go wrong between the address of an article and the article.

use std::time::Duration;

use serde_json::json;

use crate::article;
use crate::browser::{Fault, Page, browse, browse_idly};
use crate::server::{Answer, Host, Server};

/// Where the article that goes wrong is.
const FILE: &str = "content/articles/broken.json";

/// Starts at an article whose file gets this answer, and returns the fault that comes of it.
async fn fault_of(page: &Page, answer: Answer) -> Fault {
    page.server.answer(FILE, answer);
    page.load("reader.html#/broken").await;
    settled_fault(page).await
}

/// The fault on screen, with what holds for every fault.
async fn settled_fault(page: &Page) -> Fault {
    let fault = page.fault().await;
    assert_tells(page, &fault).await;
    fault
}

/// Asserts what every fault owes the reader.
async fn assert_tells(page: &Page, fault: &Fault) {
    assert_eq!(page.count("section.fault[role=alert] > h1").await, 1, "a fault has a heading");
    assert_eq!(page.count("h1").await, 1, "a fault is the only heading of its level");
    assert!(fault.words.split_whitespace().count() > 5, "too few words: {}", fault.words);
    assert_eq!(page.count("article.article").await, 0);
    page.wait_for("aside.session-bar").await;
    page.is_in_order().await;
}

/// The server mends its ways: after a click on Retry the article is there.
async fn retry_helps(page: &Page, fault: &Fault) {
    assert!(fault.retry, "{} has no Retry", fault.code);
    page.server.heal(FILE);
    page.has_article("broken", &article::plain("Mended"));
    page.click("button.retry").await;
    page.shows("Mended").await;
    assert_eq!(page.count("section.fault").await, 0);
}

fn requests(page: &Page) -> usize {
    page.server.requests_for(FILE).len()
}

#[test]
fn a_404_says_so_and_offers_the_front_page() {
    // The front page brings a policy of its own, in which its styles are allowed.
    browse(Host { policy: None, ..Host::default() }, async |page| {
        let fault = fault_of(page, Answer::status(404)).await;
        assert_eq!(fault.code, "not-found");
        assert_eq!(requests(page), 1, "asking again changes nothing");
        page.click("section.fault a.home").await;
        page.wait_for("main[data-state=front] .stories").await;
    });
}

#[test]
fn a_failing_server_is_asked_three_times_and_then_named() {
    browse(Host::default(), async |page| {
        let fault = fault_of(page, Answer::status(503)).await;
        assert_eq!(fault.code, "server");
        let requests = page.server.requests_for(FILE);
        assert_eq!(requests.len(), 3);
        let pauses: Vec<Duration> = requests.windows(2).map(|pair| pair[1].started - pair[0].started).collect();
        assert!(pauses[0] >= Duration::from_millis(100), "no back-off: {pauses:?}");
        assert!(pauses[1] > pauses[0], "the second pause should be longer: {pauses:?}");
        retry_helps(page, &fault).await;
    });
}

#[test]
fn a_500_is_a_fault_of_the_server() {
    browse(Host::default(), async |page| {
        let fault = fault_of(page, Answer::status(500)).await;
        assert_eq!(fault.code, "server");
        assert_eq!(requests(page), 3);
        assert!(fault.retry);
    });
}

#[test]
fn a_server_that_wants_less_traffic_is_asked_three_times() {
    browse(Host::default(), async |page| {
        let fault = fault_of(page, Answer::status(429)).await;
        assert_eq!(fault.code, "server");
        assert_eq!(requests(page), 3);
        retry_helps(page, &fault).await;
    });
}

#[test]
fn a_server_that_recovers_in_time_is_never_mentioned() {
    browse(Host::default(), async |page| {
        page.has_article("broken", &article::plain("Third time lucky"));
        let busy = Answer::status(429).header("Retry-After", "1");
        page.server.answer_next(1, FILE, busy);
        page.server.answer_next(1, FILE, Answer::status(500));
        page.load("reader.html#/broken").await;
        page.shows("Third time lucky").await;
        assert_eq!(requests(page), 3);
        let faults = page.frames().await.into_iter().filter(|frame| frame.state == "fault").count();
        assert_eq!(faults, 0, "a fault flashed up");
    });
}

/// The pause before the second try is half a second, unless the server wants a longer one.
#[test]
fn a_server_that_says_when_to_come_back_is_asked_then_and_not_before() {
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
            page.has_article("broken", &article::plain("Back again"));
            let header = if header == "in twenty seconds" { date_in(20) } else { header.to_owned() };
            page.server.answer_next(1, FILE, Answer::status(status).header("Retry-After", &header));
            page.load("reader.html#/broken").await;
            page.shows("Back again").await;
            let requests = page.server.requests_for(FILE);
            let [first, second] = &requests[..] else { panic!("{header}: {requests:?}") };
            let pause = (second.started - first.finished.unwrap()).as_secs_f64();
            assert!(pause > least && (least > 1.0 || pause < 15.0), "{header}: {pause}");
        });
    }
}

#[test]
fn a_server_that_wants_more_time_than_a_reader_has_is_not_asked_again() {
    browse(Host::default(), async |page| {
        let fault = fault_of(page, Answer::status(503).header("Retry-After", "120")).await;
        assert_eq!((fault.code.as_str(), requests(page)), ("server", 1));
        retry_helps(page, &fault).await;
    });
}

#[test]
fn a_dropped_connection_is_a_fault_of_the_network() {
    browse(Host::default(), async |page| {
        let fault = fault_of(page, Answer::hang_up()).await;
        assert_eq!(fault.code, "network");
        retry_helps(page, &fault).await;
    });
}

#[test]
fn a_refusal_by_cors_is_a_fault_of_the_network() {
    // The strict policy would refuse before the other server can.
    browse(Host { policy: None, ..Host::default() }, async |page| {
        let other = Server::start(Host::default()).await;
        other.answer(FILE, Answer::json(&article::plain("Not for you")));
        let fault = fault_of(page, Answer::redirect(&other.url(FILE))).await;
        assert_eq!(fault.code, "network");
        retry_helps(page, &fault).await;
    });
}

#[test]
fn an_offline_reader_gets_the_article_once_online_again() {
    browse(Host::default(), async |page| {
        page.reads("first", &article::plain("Before the tunnel")).await;
        page.has_article("broken", &article::plain("After the tunnel"));
        page.go_offline().await;
        page.follow("#/broken").await;
        let fault = settled_fault(page).await;
        assert_eq!(fault.code, "offline");
        assert!(fault.retry);
        page.go_online().await;
        page.shows("After the tunnel").await;
    });
}

#[test]
fn a_web_page_instead_of_json_is_named() {
    browse(Host::default(), async |page| {
        let fault = fault_of(page, Answer::web_page("<!doctype html><h1>Welcome</h1>")).await;
        assert_eq!(fault.code, "web-page");
        // The type says nothing about what it is.
        let disguised = Answer::bytes("\n  <html><body>Welcome</body></html>");
        page.server.answer("content/articles/disguised.json", disguised);
        page.load("reader.html?again#/disguised").await;
        assert_eq!(settled_fault(page).await.code, "web-page");
    });
}

#[test]
fn an_empty_file_is_named() {
    browse(Host::default(), async |page| {
        assert_eq!(fault_of(page, Answer::bytes("")).await.code, "empty");
        page.server.answer("content/articles/blank.json", Answer::bytes(" \n\t\n"));
        page.load("reader.html?again#/blank").await;
        assert_eq!(settled_fault(page).await.code, "empty");
    });
}

#[test]
fn a_body_cut_off_short_of_its_length_is_truncated() {
    browse(Host::default(), async |page| {
        let article = Answer::json(&article::full()).cut_off_at(400);
        let fault = fault_of(page, article).await;
        assert_eq!(fault.code, "truncated");
        retry_helps(page, &fault).await;
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
fn what_is_not_json_is_named_with_line_and_column() {
    browse(Host::default(), async |page| {
        let fault = fault_of(page, Answer::bytes("{ \"headline\": \"x\",\n  \"body\": [oops] }")).await;
        assert_eq!(fault.code, "syntax");
        let words = fault.words.to_lowercase();
        assert!(words.contains("line 2"), "no line: {words}");
        let column = ["column 11", "column 12", "column 13"].iter().any(|column| words.contains(column));
        assert!(column, "no column: {words}");
    });
}

#[test]
fn json_of_another_shape_is_named() {
    browse(Host::default(), async |page| {
        for (number, json) in ["[1, 2]", "42", "\"words\"", "null"].into_iter().enumerate() {
            page.server.answer(FILE, Answer::bytes(json));
            page.load(&format!("reader.html?{number}#/broken")).await;
            assert_eq!(settled_fault(page).await.code, "shape", "{json}");
        }
    });
}

#[test]
fn more_than_five_megabytes_are_not_read() {
    browse(Host::default(), async |page| {
        let article = article::plain("Too long").to_string();
        let fault = fault_of(page, Answer::bytes(article).endless()).await;
        assert_eq!(fault.code, "too-large");
        let request = page.server.requests_for(FILE).remove(0);
        assert!(request.sent >= 5_000_000, "given up on after {} bytes", request.sent);
        assert!(request.sent < 16_000_000, "cut off only after {} bytes", request.sent);
        page.server.sees_the_end_of(FILE).await;
    });
}

#[test]
fn a_file_that_says_it_is_too_large_is_not_read() {
    browse(Host::default(), async |page| {
        let spaces = " ".repeat(6_000_000);
        let fault = fault_of(page, Answer::bytes(format!("{}{spaces}", article::plain("Long")))).await;
        assert_eq!(fault.code, "too-large");
    });
}

#[test]
fn a_large_file_within_the_limit_is_read() {
    browse(Host::default(), async |page| {
        let spaces = " ".repeat(4_500_000);
        let article = format!("{}{spaces}", article::plain("Long, but not too long"));
        page.server.answer(FILE, Answer::bytes(article).chunked());
        page.load("reader.html#/broken").await;
        page.shows("Long, but not too long").await;
    });
}

#[test]
fn deep_nesting_is_refused() {
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
        assert_eq!(settled_fault(page).await.code, "nesting");
    });
}

#[test]
fn a_byte_order_mark_does_no_harm() {
    browse(Host::default(), async |page| {
        let article = format!("\u{feff}{}", article::plain("After the mark"));
        page.server.answer(FILE, Answer::bytes(article));
        page.load("reader.html#/broken").await;
        page.shows("After the mark").await;
    });
}

#[test]
fn utf_16_is_read_or_named() {
    browse(Host::default(), async |page| {
        let article = format!("\u{feff}{}", article::plain("Sixteen bits"));
        let units: Vec<u16> = article.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        for (order, bytes) in [("little", little), ("big", big)] {
            page.server.answer(FILE, Answer::bytes(bytes));
            page.load(&format!("reader.html?{order}#/broken")).await;
            page.wait_for("main[data-state=ready] h1.headline, main[data-state=fault] section.fault").await;
            if page.count("section.fault").await == 0 {
                page.shows("Sixteen bits").await;
            } else {
                assert_eq!(settled_fault(page).await.code, "encoding");
            }
        }
    });
}

#[test]
fn bytes_that_are_no_text_are_named_or_marked() {
    browse(Host::default(), async |page| {
        let mut bytes = article::plain("Latin ?").to_string().into_bytes();
        let mark = bytes.iter().position(|&byte| byte == b'?').expect("the headline has one");
        bytes[mark] = 0xe9;
        page.server.answer(FILE, Answer::bytes(bytes));
        page.load("reader.html#/broken").await;
        page.wait_for("main[data-state=ready] h1.headline, main[data-state=fault] section.fault").await;
        if page.count("section.fault").await == 1 {
            assert_eq!(settled_fault(page).await.code, "encoding");
        }
        page.is_in_order().await;
    });
}

#[test]
fn a_silent_server_is_given_up_on_after_ten_seconds() {
    browse_idly(Host::default(), async |page| {
        page.server.answer(FILE, Answer::silence());
        page.load("reader.html#/broken").await;
        let fault = page.fault_within(Duration::from_secs(20)).await;
        assert_eq!(fault.code, "timeout");
        assert_tells(page, &fault).await;
        let request = page.server.requests_for(FILE).remove(0);
        assert!(request.started.elapsed() >= Duration::from_secs(10));
        // Chromium lets a second request for an address wait for the first one's end.
        page.server.sees_the_end_of(FILE).await;
        retry_helps(page, &fault).await;
    });
}

#[test]
fn a_server_that_falls_silent_is_given_up_on_after_ten_seconds() {
    browse_idly(Host::default(), async |page| {
        page.server.answer(FILE, Answer::json(&article::full()).stalled_at(400));
        page.load("reader.html#/broken").await;
        let fault = page.fault_within(Duration::from_secs(20)).await;
        assert_eq!(fault.code, "timeout");
        let request = page.server.requests_for(FILE).remove(0);
        assert!(request.started.elapsed() >= Duration::from_secs(10));
        assert!(fault.retry);
    });
}

#[test]
fn a_server_that_dribbles_is_given_up_on_after_thirty_seconds() {
    browse_idly(Host::default(), async |page| {
        let dribble = Answer::json(&article::full()).dribbled(Duration::from_secs(2));
        page.server.answer(FILE, dribble);
        page.load("reader.html#/broken").await;
        let fault = page.fault_within(Duration::from_secs(45)).await;
        assert_eq!(fault.code, "timeout");
        let request = page.server.requests_for(FILE).remove(0);
        assert!(request.started.elapsed() >= Duration::from_secs(29));
        assert!(fault.retry);
    });
}

#[test]
fn a_broken_site_file_does_not_take_the_article_along() {
    browse(Host::default(), async |page| {
        page.has_article("fine", &article::plain("Still here"));
        let broken = [
            ("missing", Answer::status(404)),
            ("failing", Answer::status(500)),
            ("empty", Answer::bytes("")),
            ("list", Answer::bytes("[]")),
            ("web-page", Answer::web_page("<h1>Welcome</h1>")),
            ("wrong-types", Answer::json(&json!({ "title": 5, "home": [], "session": "x", "footer": 7 }))),
        ];
        for (name, answer) in broken {
            page.server.answer("content/site.json", answer);
            page.load(&format!("reader.html?{name}#/fine")).await;
            page.shows("Still here").await;
            page.is_in_order().await;
        }
    });
}

#[test]
fn a_site_without_a_front_page_says_so() {
    browse(Host::default(), async |page| {
        page.server.answer("content/site.json", Answer::json(&json!({ "title": "Nothing yet" })));
        page.load("reader.html").await;
        page.fault().await;
        page.is_in_order().await;
    });
}

#[test]
fn a_reader_that_cannot_start_is_no_blank_page() {
    browse(Host::default(), async |page| {
        page.server.answer(".wasm", Answer::status(404));
        page.load("reader.html").await;
        page.wait_until("words instead of the article", "document.body.innerText.trim().length > 20").await;
    });
}

#[test]
fn without_scripts_the_page_says_what_it_needs() {
    browse(Host::default(), async |page| {
        page.without_scripts().await;
        page.load("reader.html").await;
        let words = page.text("body").await;
        assert!(words.to_lowercase().contains("javascript"), "{words}");
    });
}
