//! The Content-Security-Policy of the pages: what they may load, and nothing else.

use super::hash;

/// The players of `article/player.rs`.
const PLAYERS: &str = "https://www.youtube-nocookie.com https://player.vimeo.com https://archive.org";

/// For a page with this style sheet in it. Pictures, sounds and films may be anywhere; code only here.
pub fn of_page(style: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' {}; img-src 'self' https: data:; \
         media-src 'self' https:; frame-src {PLAYERS}; connect-src 'self'; base-uri 'none'; form-action 'none'",
        hash::policy_source(style)
    )
}

/// For a page that has everything in it, and asks nobody for anything.
pub fn of_single_file(style: &str) -> String {
    let style = hash::policy_source(style);
    format!(
        "default-src 'none'; style-src {style}; img-src data:; media-src data:; base-uri 'none'; form-action 'none'"
    )
}
