//! Every kind of Content-Security-Policy with every kind of publisher. The outcomes are in a table in `docs/embed.md`.

use super::{HOST, ICON, Publisher, asset, inside, timeouts, visit_in_all_engines};
use crate::browser::Page;
use crate::server::{Answer, Host};
use crate::table::Table;

/// The embedded article, and its headline.
const SLUG: &str = "north-korea-3g";
const HEADLINE: &str = "A month of pictures from Pyongyang, and then none";

/// The placeholder for the publisher's origin in the policies.
const ORIGIN: &str = "https://news.example";

/// A script that records events, and whether `embed.js` was blocked. It is a file, because most of the policies allow
/// no inline script.
const NOTES: &str = "window.told = []; window.keptOut = false; \
     for (const type of ['load', 'error']) addEventListener(`broadsheet-${type}`, () => told.push(type)); \
     addEventListener('error', ({ target }) => { keptOut ||= !!target.src?.endsWith('/embed.js') }, true);";

/// A policy: its name in the table, and its text, if there is one. `'self'` allows the embedding page's own scripts.
struct Policy(&'static str, Option<&'static str>);

/// Makes a test for each row, and the list of row names.
macro_rules! rows {
    ($($test:ident: $name:literal, $text:expr;)*) => {
        /// The row names, in the order of the table.
        const NAMES: &[&str] = &[$($name),*];

        $(
            #[test]
            fn $test() {
                check_policy(&Policy($name, $text));
            }
        )*
    };
}

rows! {
    without_a_policy_the_outcome_matches_the_table: "none", None;
    with_only_script_src_the_outcome_matches_the_table: "`script-src` only", Some(
        "script-src 'self' https://news.example"
    );
    with_a_strict_policy_and_wasm_the_outcome_matches_the_table: "strict, wasm allowed", Some(
        "default-src 'none'; script-src 'self' https://news.example 'wasm-unsafe-eval'; \
         connect-src https://news.example; img-src https://news.example; media-src https://news.example; \
         frame-src https://news.example"
    );
    with_trusted_types_the_outcome_matches_the_table: "the same, Trusted Types enforced", Some(
        "default-src 'none'; script-src 'self' https://news.example 'wasm-unsafe-eval'; \
         connect-src https://news.example; img-src https://news.example; media-src https://news.example; \
         frame-src https://news.example; require-trusted-types-for 'script'; trusted-types 'none'"
    );
    with_a_nonce_and_wasm_the_outcome_matches_the_table: "nonce and `strict-dynamic`, wasm allowed", Some(
        "script-src 'nonce-cm9sbGVk' 'strict-dynamic' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'"
    );
    with_only_a_nonce_the_outcome_matches_the_table: "nonce and `strict-dynamic`", Some(
        "script-src 'nonce-cm9sbGVk' 'strict-dynamic'; object-src 'none'; base-uri 'none'"
    );
    with_script_and_frame_allowed_the_outcome_matches_the_table: "strict, script and frame", Some(
        "default-src 'none'; script-src 'self' https://news.example; frame-src https://news.example"
    );
    with_only_the_script_allowed_the_outcome_matches_the_table: "strict, the script alone", Some(
        "default-src 'none'; script-src 'self' https://news.example"
    );
    with_only_frame_src_the_outcome_matches_the_table: "`frame-src` only", Some(
        "default-src 'self'; frame-src https://news.example"
    );
}

/// The table of outcomes in `docs/embed.md`.
const TABLE: Table = Table {
    file: "docs/embed.md",
    name: "where it ends",
    titles: &["Policy", "`Content-Security-Policy`", "CORS", "CORS, `text/plain`", "no CORS", "no CORS, `text/plain`"],
    rows: NAMES,
    filter: "matrix",
};

/// The last four columns: whether the publisher sends CORS headers, and whether its media types are right.
const PUBLISHERS: [(bool, bool); 4] = [(true, true), (true, false), (false, true), (false, false)];

/// Opens an embedding page under the policy, with each kind of publisher.
fn check_policy(policy: &Policy) {
    visit_in_all_engines(async |page| {
        let text = policy.1.map(|text| format!("`{text}`")).unwrap_or_default();
        let mut cells = vec![policy.0, &text];
        for (allows_cors, knows_types) in PUBLISHERS {
            let host = Host { allows_cors, knows_types, policy: None, ..Host::default() };
            let publisher = Publisher::on(host).await;
            page.open_host_page_with_element(&publisher, policy.1).await;
            cells.push(page.outcome().await);
        }
        TABLE.compare(&cells);
    });
}

impl Page {
    /// Opens a page that embeds the article under a policy.
    async fn open_host_page_with_element(&self, publisher: &Publisher, policy: Option<&str>) {
        let html = format!(
            "<!doctype html><html lang=en><meta charset=utf-8><title>Host</title>{ICON}\
             <script nonce=cm9sbGVk src=notes.js></script><body>{}{}",
            publisher.element(SLUG, ""),
            publisher.script().replace("<script", "<script nonce=cm9sbGVk")
        );
        let answer = Answer::web_page(&html);
        let answer = match policy {
            Some(text) => answer.header("Content-Security-Policy", &text.replace(ORIGIN, publisher.0.origin())),
            None => answer,
        };
        self.server.answer(HOST, answer);
        let notes = format!("{NOTES}{}{}", timeouts::RECORD, timeouts::RUN_FOR_BLOCKED_FRAME);
        self.server.answer("notes.js", Answer::bytes(notes));
        self.load(HOST).await;
    }

    /// The outcome: `inline`, `iframe` or `link`. This asserts that it is visible, that exactly one event was fired,
    /// and that no error was recorded.
    async fn outcome(&self) -> &'static str {
        self.wait_until("an end", "window.told?.length || window.keptOut").await;
        let state: Option<String> = self.get("document.querySelector('broadsheet-article').state ?? null").await;
        let (end, event, place) = match state.as_deref() {
            Some("inline") => ("inline", Some("load"), inside("h2.headline")),
            Some("iframe") => ("iframe", Some("load"), inside("iframe")),
            Some("link") => ("link", Some("error"), LINK.to_owned()),
            // If the script was blocked, the element stays undefined.
            None => ("link", None, LINK.to_owned()),
            other => panic!("that is no end: {other:?}"),
        };
        let on_screen = format!(
            "(place => place.checkVisibility({{ visibilityProperty: true, opacityProperty: true }}) && \
             (({{ top, width, height }}) => top >= 0 && top < innerHeight && width > 20 && height > 10)\
             (place.getBoundingClientRect()))({place})"
        );
        assert!(self.get::<bool>(&on_screen).await, "the {end} can't be seen");
        let words = match end {
            "iframe" => self.text_in_frame(&place).await,
            _ => self.get(&format!("{place}.innerText")).await,
        };
        let expected = if end == "link" { "The story" } else { HEADLINE };
        assert!(words.contains(expected), "the {end} says: {words}");
        let told: Vec<String> = self.get("told").await;
        assert_eq!(told, Vec::from_iter(event), "what the host was told of the {end}");
        let mut faults = self.errors().await;
        if end == "inline" {
            // The embedding page's own icon is blocked by the policy.
            faults.retain(|fault| !fault.starts_with("policy: img-src data"));
        } else {
            faults.retain(|fault| fault.starts_with("error:") || fault.starts_with("unhandled rejection:"));
        }
        assert_eq!(faults, Vec::<String>::new(), "with an end {end}");
        end
    }
}

/// The fallback link.
const LINK: &str = "document.querySelector('broadsheet-article > a')";

/// This is the snippet for sites that allow no foreign scripts.
#[test]
fn a_plain_frame_works_without_the_script() {
    visit_in_all_engines(async |page| {
        let publisher = Publisher::on(Host { policy: None, ..Host::default() }).await;
        let frame = publisher.0.url(&format!("embed/{SLUG}/"));
        let policy = format!("default-src 'self'; frame-src {}", publisher.0.origin());
        let html = format!("<!doctype html><title>Host</title>{ICON}<iframe src={frame}></iframe>");
        page.server.answer(HOST, Answer::web_page(&html).header("Content-Security-Policy", &policy));
        page.load(HOST).await;
        let words = page.text_in_frame("document.querySelector('iframe')").await;
        assert!(words.contains(HEADLINE), "{words}");
    });
}

/// With `nosniff`, browsers do not run a script that is sent as text.
#[test]
fn with_wrong_media_types_and_nosniff_the_link_stays() {
    visit_in_all_engines(async |page| {
        let publisher = Publisher::on(Host { allows_cors: true, policy: None, ..Host::default() }).await;
        for script in ["embed.js", &asset("reader.js")] {
            let file = std::fs::read(Host::default().folder.join(script)).expect("the build has its scripts");
            let answer = Answer::bytes(file).header("Content-Type", "text/plain");
            publisher.0.answer(script, answer.header("X-Content-Type-Options", "nosniff"));
        }
        page.open_host_page_with_element(&publisher, None).await;
        assert_eq!(page.outcome().await, "link");
    });
}
