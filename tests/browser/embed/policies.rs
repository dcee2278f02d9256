//! Hosts whose headers keep other sites' files out, and publishers that keep to the rules of `docs/hosting.md`, which
//! `broadsheet publish` writes into `_headers`.

use std::time::Duration;

use super::{HOST, ICON, NOTES, Publisher, inside, visit};
use crate::browser::Page;
use crate::server::{Answer, Host};

/// The article under test, and its headline.
const SLUG: &str = "north-korea-3g";
const HEADLINE: &str = "A month of pictures from Pyongyang, and then none";

/// What a publisher's server sends.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sends {
    /// All that the rules say.
    Rules,
    /// What lets other sites read its files, and no more.
    Cors,
    /// Nothing.
    Nothing,
}

/// What a host writes into its page.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Writes {
    /// The element and its script.
    Element,
    /// The same, with a script that is fetched by CORS.
    ElementByCors,
    /// An element for a frame.
    FramedElement,
    /// The snippet of the frame.
    Snippet,
}

const WAYS: [(Sends, Writes); 7] = [
    (Sends::Rules, Writes::Element),
    (Sends::Rules, Writes::FramedElement),
    (Sends::Rules, Writes::Snippet),
    (Sends::Cors, Writes::Element),
    (Sends::Cors, Writes::ElementByCors),
    (Sends::Cors, Writes::FramedElement),
    (Sends::Nothing, Writes::Element),
];

/// F3: a host that isolates its page kept all of it out.
#[test]
fn a_host_that_requires_a_policy_shows_what_keeps_to_the_rules() {
    look_at(&[("Cross-Origin-Embedder-Policy", "require-corp")]);
}

#[test]
fn a_host_that_sends_no_credentials_shows_what_keeps_to_the_rules() {
    look_at(&[("Cross-Origin-Embedder-Policy", "credentialless")]);
}

#[test]
fn an_isolated_host_shows_what_keeps_to_the_rules() {
    look_at(&[("Cross-Origin-Embedder-Policy", "require-corp"), ("Cross-Origin-Opener-Policy", "same-origin")]);
}

#[test]
fn a_host_without_permissions_shows_all() {
    look_at(&[("Permissions-Policy", "fullscreen=(), autoplay=(), picture-in-picture=()")]);
}

#[test]
fn a_host_that_names_no_referrer_shows_all() {
    look_at(&[("Referrer-Policy", "no-referrer")]);
}

/// The page has no origin, and neither have the frames in it, so that they can't be told from others.
#[test]
fn a_host_in_a_sandbox_shows_all_but_frames_of_the_element() {
    look_at(&[("Content-Security-Policy", "sandbox allow-scripts")]);
}

/// Opens a page with these headers in every way.
fn look_at(headers: &[(&str, &str)]) {
    let isolates = headers[0].0 == "Cross-Origin-Embedder-Policy";
    let requires = isolates && headers[0].1 == "require-corp";
    let has_origin = headers[0].0 != "Content-Security-Policy";
    visit(async |page| {
        for (sends, writes) in WAYS {
            let publisher = Publisher::on(Host {
                policy: None,
                keeps_rules: sends == Sends::Rules,
                open_to_others: sends == Sends::Cors,
                ..Host::default()
            })
            .await;
            publisher.0.heal("content/images/picture.svg");
            let expected = match (sends, writes) {
                (Sends::Rules, Writes::Element) | (Sends::Cors, Writes::ElementByCors) => "inline",
                (Sends::Cors, Writes::Element) if !requires => "inline",
                (Sends::Rules, Writes::Snippet) => "iframe",
                (Sends::Rules, _) if has_origin => "iframe",
                (Sends::Cors | Sends::Nothing, _) if has_origin && !isolates => "iframe",
                _ => "link",
            };
            let found = page.end_under(&publisher, headers, writes).await;
            assert_eq!(found, expected, "{sends:?}, {writes:?}");
            if found == "inline" {
                // Images are fetched without CORS, and so need a header of their own, or a host that takes them without
                // credentials.
                let comes = sends == Sends::Rules || !requires;
                let image = inside(".lead img");
                let there = format!("{image}.complete && !!{image}.naturalWidth === {comes}");
                page.wait_until(&format!("the image to come or not: {comes}, {sends:?}"), &there).await;
            }
        }
    });
}

impl Page {
    /// Where the article ends in a host's page with these headers.
    async fn end_under(&self, publisher: &Publisher, headers: &[(&str, &str)], writes: Writes) -> &'static str {
        let body = match writes {
            Writes::Element => publisher.snippet(SLUG, ""),
            Writes::ElementByCors => publisher.snippet(SLUG, "").replace(" async", " async crossorigin"),
            Writes::FramedElement => publisher.snippet(SLUG, "mode=iframe"),
            Writes::Snippet => format!(
                "<iframe src={} sandbox='allow-scripts allow-top-navigation-by-user-activation' width=700 height=700></iframe>",
                publisher.0.url(&format!("embed/{SLUG}/"))
            ),
        };
        let html =
            format!("<!doctype html><html lang=en><meta charset=utf-8><title>Host</title>{ICON}{NOTES}<body>{body}");
        let answer = headers.iter().fold(Answer::web_page(&html), |answer, (name, value)| answer.header(name, value));
        self.server.answer(HOST, answer);
        self.load(HOST).await;
        if writes == Writes::Snippet {
            let words = self.words_in_frame("document.querySelector('iframe')").await;
            return if words.contains(HEADLINE) { "iframe" } else { "nothing" };
        }
        let article = "document.querySelector('broadsheet-article')";
        // Where its script was kept out, nothing will say so.
        let ended = format!(
            "told.some(([type]) => type === 'load' || type === 'error') || !{article}.shadowRoot && \
             document.readyState === 'complete'"
        );
        self.wait_up_to(Duration::from_secs(20), "an end", &ended).await;
        match self.get::<Option<String>>(&format!("{article}.state ?? null")).await.as_deref() {
            Some("inline") => "inline",
            Some("iframe") => {
                let words = self.words_in_frame(&inside("iframe")).await;
                assert!(words.contains(HEADLINE), "the frame says: {words}");
                "iframe"
            }
            Some("link") | None => {
                assert!(self.get::<bool>(&format!("{article}.querySelector('a').checkVisibility()")).await);
                "link"
            }
            other => panic!("that is no end: {other:?}"),
        }
    }
}
