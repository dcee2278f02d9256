//! The Content-Security-Policy of the pages: what they may load, and nothing else.

use url::{Position, Url};

use crate::address::Target;
use crate::publish::document::scripts::Inline;
use crate::publish::store::hash;
use crate::session::question::Logout;
use crate::session::{Address, Session};

/// The players of `article/player.rs`.
const PLAYERS: &str = "https://www.youtube-nocookie.com https://player.vimeo.com https://archive.org";

/// The server of the site itself.
const SELF: &str = "'self'";

/// The policy of a site's pages, but for their styles, which differ by page.
///
/// Code may only be here; images, audio and video anywhere that an article may name. Of other servers, only that may be
/// asked who is logged in which the site names for it, and only that gets the form that logs out.
pub struct Policy {
    scripts: String,
    connect: String,
    form: String,
}

impl Policy {
    /// For the pages of a site with this session.
    pub fn of_site(session: Option<&Session>) -> Self {
        let inline = Inline::ALL.into_iter().filter(|script| *script != Inline::WayBack || session.is_some());
        let scripts = inline.map(Inline::policy_source).collect::<Vec<_>>().join(" ");
        let check = session.and_then(|session| session.question.check.as_ref()).and_then(source);
        let other = check.filter(|source| source != SELF).map(|source| format!(" {source}")).unwrap_or_default();
        let form = match session.and_then(|session| session.question.logout.as_ref()) {
            Some(Logout::Form { href, .. }) => source(href),
            _ => None,
        };
        let form = form.unwrap_or_else(|| "'none'".to_owned());
        Self { scripts, connect: format!("{SELF}{other}"), form }
    }

    /// For a page with this style sheet in it.
    pub fn of_page(&self, style: &str) -> String {
        self.with_styles(&format!(" {}", hash::policy_source(style)))
    }

    /// For a page whose style sheet is a file.
    pub fn of_linked_styles(&self) -> String {
        self.with_styles("")
    }

    /// For all pages, whatever their style sheets: what a host sends beside the policy that is in each page.
    pub fn of_all_pages(&self) -> String {
        self.with_styles(" 'unsafe-inline'")
    }

    fn with_styles(&self, styles: &str) -> String {
        let Self { scripts, connect, form } = self;
        format!(
            "default-src 'none'; script-src 'self' {scripts} 'wasm-unsafe-eval'; style-src 'self'{styles}; \
             img-src 'self' https: http: data:; media-src 'self' https: http:; frame-src {PLAYERS}; \
             connect-src {connect}; base-uri 'none'; form-action {form}"
        )
    }
}

/// An address as a source of a policy: without its query, which policies can't name. An address with a star in the name
/// of its server is none: in policies it would stand for all servers.
fn source(address: &Address) -> Option<String> {
    let Target::Elsewhere(address) = address.as_ref() else {
        return Some(SELF.to_owned());
    };
    let url = Url::parse(address).ok().filter(|url| url.host_str().is_some_and(|host| !host.contains('*')))?;
    // These end a source, or the directive.
    Some(url[..Position::AfterPath].replace(';', "%3B").replace(',', "%2C"))
}

/// For a page that has everything in it, and asks nobody for anything.
pub fn of_single_file(style: &str) -> String {
    let style = hash::policy_source(style);
    format!(
        "default-src 'none'; style-src {style}; img-src data:; media-src data:; base-uri 'none'; form-action 'none'"
    )
}
