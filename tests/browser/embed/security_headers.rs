//! Security headers of the embedding page (COEP, COOP, Permissions-Policy, Referrer-Policy, CSP sandbox), with
//! publishers that send the headers of `_headers` or not.

use std::time::Duration;

use super::{HOST, ICON, NOTES, Publisher, inside, visit};
use crate::browser::Page;
use crate::server::{Answer, Host};

/// The embedded article, and its headline.
const SLUG: &str = "north-korea-3g";
const HEADLINE: &str = "A month of pictures from Pyongyang, and then none";

/// The headers that the publisher's server sends.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sends {
    /// Everything in `_headers`.
    Rules,
    /// Only CORS.
    Cors,
    /// None.
    Nothing,
}

/// How the embedding page embeds the article.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Writes {
    /// The element and its script.
    Element,
    /// The same, with the attribute `crossorigin` on the script.
    ElementByCors,
    /// The element with `mode=iframe`.
    FramedElement,
    /// A plain `<iframe>`.
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

/// Regression: under COEP, nothing of the embed was shown.
#[test]
fn under_coep_require_corp_only_files_with_the_right_headers_are_shown() {
    check_headers(&[("Cross-Origin-Embedder-Policy", "require-corp")]);
}

#[test]
fn under_coep_credentialless_only_files_with_the_right_headers_are_shown() {
    check_headers(&[("Cross-Origin-Embedder-Policy", "credentialless")]);
}

#[test]
fn under_cross_origin_isolation_only_files_with_the_right_headers_are_shown() {
    check_headers(&[("Cross-Origin-Embedder-Policy", "require-corp"), ("Cross-Origin-Opener-Policy", "same-origin")]);
}

#[test]
fn under_an_empty_permissions_policy_every_embed_is_shown() {
    check_headers(&[("Permissions-Policy", "fullscreen=(), autoplay=(), picture-in-picture=()")]);
}

#[test]
fn under_referrer_policy_no_referrer_every_embed_is_shown() {
    check_headers(&[("Referrer-Policy", "no-referrer")]);
}

/// A sandboxed page has an opaque origin, and so have the frames in it. The element can't verify their messages.
#[test]
fn on_a_sandboxed_page_every_embed_but_the_elements_frame_is_shown() {
    check_headers(&[("Content-Security-Policy", "sandbox allow-scripts")]);
}

/// Opens a page with these headers, in every combination of publisher and embedding.
fn check_headers(headers: &[(&str, &str)]) {
    let isolates = headers[0].0 == "Cross-Origin-Embedder-Policy";
    let requires = isolates && headers[0].1 == "require-corp";
    let has_origin = headers[0].0 != "Content-Security-Policy";
    visit(async |page| {
        for (sends, writes) in WAYS {
            let publisher = Publisher::on(Host {
                policy: None,
                sends_published_headers: sends == Sends::Rules,
                allows_cors: sends == Sends::Cors,
                ..Host::default()
            })
            .await;
            publisher.0.clear_rules("content/images/picture.svg");
            let expected = match (sends, writes) {
                (Sends::Rules, Writes::Element) | (Sends::Cors, Writes::ElementByCors) => "inline",
                (Sends::Cors, Writes::Element) if !requires => "inline",
                (Sends::Rules, Writes::Snippet) => "iframe",
                (Sends::Rules, _) if has_origin => "iframe",
                (Sends::Cors | Sends::Nothing, _) if has_origin && !isolates => "iframe",
                _ => "link",
            };
            let found = page.outcome_under(&publisher, headers, writes).await;
            assert_eq!(found, expected, "{sends:?}, {writes:?}");
            if found == "inline" {
                // Images are requested without CORS, so under `require-corp` they need a CORP header.
                let comes = sends == Sends::Rules || !requires;
                let image = inside(".lead img");
                let there = format!("{image}.complete && !!{image}.naturalWidth === {comes}");
                page.wait_until(&format!("the image to come or not: {comes}, {sends:?}"), &there).await;
            }
        }
    });
}

impl Page {
    /// The outcome on an embedding page with these headers.
    async fn outcome_under(&self, publisher: &Publisher, headers: &[(&str, &str)], writes: Writes) -> &'static str {
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
            let words = self.text_in_frame("document.querySelector('iframe')").await;
            return if words.contains(HEADLINE) { "iframe" } else { "nothing" };
        }
        let article = "document.querySelector('broadsheet-article')";
        // If the script was blocked, no event is fired.
        let ended = format!(
            "told.some(([type]) => type === 'load' || type === 'error') || !{article}.shadowRoot && \
             document.readyState === 'complete'"
        );
        self.wait_up_to(Duration::from_secs(20), "an end", &ended).await;
        match self.get::<Option<String>>(&format!("{article}.state ?? null")).await.as_deref() {
            Some("inline") => "inline",
            Some("iframe") => {
                let words = self.text_in_frame(&inside("iframe")).await;
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
