//! The Content-Security-Policy of the pages: what they may load, and nothing else.

use super::{document, hash};

/// The players of `article/player.rs`.
const PLAYERS: &str = "https://www.youtube-nocookie.com https://player.vimeo.com https://archive.org";

/// For a page with this style sheet in it. Code may only be here; pictures, sounds and films anywhere that a story may
/// name.
pub fn of_page(style: &str) -> String {
    let (script, style) = (hash::policy_source(document::WAKE), hash::policy_source(style));
    format!(
        "default-src 'none'; script-src 'self' {script} 'wasm-unsafe-eval'; style-src 'self' {style}; \
         img-src 'self' https: http: data:; media-src 'self' https: http:; frame-src {PLAYERS}; connect-src 'self'; \
         base-uri 'none'; form-action 'none'"
    )
}

/// For a page that has everything in it, and asks nobody for anything.
pub fn of_single_file(style: &str) -> String {
    let style = hash::policy_source(style);
    format!(
        "default-src 'none'; style-src {style}; img-src data:; media-src data:; base-uri 'none'; form-action 'none'"
    )
}
