//! Every policy of a host, with every kind of publisher: where the element ends, as the table in `docs/embed.md` says.

use std::time::Duration;

use super::{HOST, ICON, Publisher, asset, inside, visit};
use crate::browser::Page;
use crate::server::{Answer, Host};
use crate::table::Table;

/// The article under test, and its headline.
const SLUG: &str = "north-korea-3g";
const HEADLINE: &str = "A month of pictures from Pyongyang, and then none";

/// What stands for the publisher's origin in the policies.
const ORIGIN: &str = "https://news.example";

/// Notes what the element says, and whether its script was kept out; a file, since most policies let no inline script
/// run.
const NOTES: &str = "window.told = []; window.keptOut = false; \
     for (const type of ['load', 'error']) addEventListener(`broadsheet-${type}`, () => told.push(type)); \
     addEventListener('error', ({ target }) => { keptOut ||= !!target.src?.endsWith('/embed.js') }, true);";

/// A host's policy: what the table calls it, and its text, if it has one. `'self'` is for the host's own scripts.
struct Policy(&'static str, Option<&'static str>);

/// The rows, and a test of each.
macro_rules! rows {
    ($($test:ident: $name:literal, $text:expr;)*) => {
        /// In the order of the table.
        const NAMES: &[&str] = &[$($name),*];

        $(
            #[test]
            fn $test() {
                look_at(&Policy($name, $text));
            }
        )*
    };
}

rows! {
    without_a_policy: "none", None;
    script_src_only: "`script-src` only", Some("script-src 'self' https://news.example");
    strict_with_wasm: "strict, wasm allowed", Some(
        "default-src 'none'; script-src 'self' https://news.example 'wasm-unsafe-eval'; \
         connect-src https://news.example; img-src https://news.example; media-src https://news.example; \
         frame-src https://news.example"
    );
    trusted_types: "the same, Trusted Types enforced", Some(
        "default-src 'none'; script-src 'self' https://news.example 'wasm-unsafe-eval'; \
         connect-src https://news.example; img-src https://news.example; media-src https://news.example; \
         frame-src https://news.example; require-trusted-types-for 'script'; trusted-types 'none'"
    );
    nonce_with_wasm: "nonce and `strict-dynamic`, wasm allowed", Some(
        "script-src 'nonce-cm9sbGVk' 'strict-dynamic' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'"
    );
    nonce_alone: "nonce and `strict-dynamic`", Some(
        "script-src 'nonce-cm9sbGVk' 'strict-dynamic'; object-src 'none'; base-uri 'none'"
    );
    script_and_frame: "strict, script and frame", Some(
        "default-src 'none'; script-src 'self' https://news.example; frame-src https://news.example"
    );
    script_alone: "strict, the script alone", Some("default-src 'none'; script-src 'self' https://news.example");
    frame_src_only: "`frame-src` only", Some("default-src 'self'; frame-src https://news.example");
}

/// Where the element ends, in the documentation.
const TABLE: Table = Table {
    file: "docs/embed.md",
    name: "where it ends",
    titles: &["Policy", "`Content-Security-Policy`", "CORS", "CORS, `text/plain`", "no CORS", "no CORS, `text/plain`"],
    rows: NAMES,
    filter: "matrix",
};

/// The last columns: whether other sites may read, and whether media types are right.
const PUBLISHERS: [(bool, bool); 4] = [(true, true), (true, false), (false, true), (false, false)];

/// Opens a host's page under the policy for each kind of publisher.
fn look_at(policy: &Policy) {
    visit(async |page| {
        let text = policy.1.map(|text| format!("`{text}`")).unwrap_or_default();
        let mut cells = vec![policy.0, &text];
        for (open_to_others, knows_types) in PUBLISHERS {
            let host = Host { open_to_others, knows_types, policy: None, ..Host::default() };
            let publisher = Publisher::on(host).await;
            page.hosts_the_element(&publisher, policy.1).await;
            cells.push(page.end().await);
        }
        TABLE.compare(&cells);
    });
}

impl Page {
    /// Opens a host's page under a policy, as a host writes it.
    async fn hosts_the_element(&self, publisher: &Publisher, policy: Option<&str>) {
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
        self.server.answer("notes.js", Answer::bytes(NOTES));
        self.load(HOST).await;
    }

    /// Where the element ends, after asserting what holds for every end: a reader has something to read, the host has
    /// heard of it once, and no error of ours is among its own.
    async fn end(&self) -> &'static str {
        self.wait_up_to(Duration::from_secs(20), "an end", "window.told?.length || window.keptOut").await;
        let state: Option<String> = self.get("document.querySelector('broadsheet-article').state ?? null").await;
        let (end, event, place) = match state.as_deref() {
            Some("inline") => ("inline", Some("load"), inside("h2.headline")),
            Some("iframe") => ("iframe", Some("load"), inside("iframe")),
            Some("link") => ("link", Some("error"), LINK.to_owned()),
            // Where its script may not run, the element is one that the browser does not know.
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
            "iframe" => self.words_in_frame(&place).await,
            _ => self.get(&format!("{place}.innerText")).await,
        };
        let expected = if end == "link" { "The story" } else { HEADLINE };
        assert!(words.contains(expected), "the {end} says: {words}");
        // Time for a second event, if there were one.
        self.play("await new Promise(done => setTimeout(done, 200))").await;
        let told: Vec<String> = self.get("told").await;
        assert_eq!(told, Vec::from_iter(event), "what the host was told of the {end}");
        let mut faults = self.seen().await;
        if end == "inline" {
            // The host's own icon.
            faults.retain(|fault| !fault.starts_with("policy: img-src data"));
        } else {
            faults.retain(|fault| fault.starts_with("error:") || fault.starts_with("unhandled rejection:"));
        }
        assert_eq!(faults, Vec::<String>::new(), "with an end {end}");
        end
    }
}

/// The link that the host wrote.
const LINK: &str = "document.querySelector('broadsheet-article > a')";

/// The snippet for a host that runs no script of others.
#[test]
fn a_frame_by_hand_needs_no_script() {
    visit(async |page| {
        let publisher = Publisher::on(Host { policy: None, ..Host::default() }).await;
        let frame = publisher.0.url(&format!("embed/{SLUG}/"));
        let policy = format!("default-src 'self'; frame-src {}", publisher.0.origin());
        let html = format!("<!doctype html><title>Host</title>{ICON}<iframe src={frame}></iframe>");
        page.server.answer(HOST, Answer::web_page(&html).header("Content-Security-Policy", &policy));
        page.load(HOST).await;
        let words = page.words_in_frame("document.querySelector('iframe')").await;
        assert!(words.contains(HEADLINE), "{words}");
    });
}

/// Browsers run no script that is said to be text, if the type is said to be meant.
#[test]
fn where_types_are_wrong_and_meant_the_link_stays() {
    visit(async |page| {
        let publisher = Publisher::on(Host { open_to_others: true, policy: None, ..Host::default() }).await;
        for script in ["embed.js", &asset("reader.js")] {
            let file = std::fs::read(Host::default().folder.join(script)).expect("the build has its scripts");
            let answer = Answer::bytes(file).header("Content-Type", "text/plain");
            publisher.0.answer(script, answer.header("X-Content-Type-Options", "nosniff"));
        }
        page.hosts_the_element(&publisher, None).await;
        assert_eq!(page.end().await, "link");
    });
}
