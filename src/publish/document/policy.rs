//! The Content-Security-Policy (CSP) of pages.

use url::{Position, Url};

use crate::address::Target;
use crate::publish::document::scripts::Inline;
use crate::session::question::Logout;
use crate::session::{Address, Session};

/// The origins of the players in `article/player.rs`.
const PLAYERS: &str = "https://www.youtube-nocookie.com https://player.vimeo.com https://archive.org";

/// The source expression for the page's own origin.
const SELF: &str = "'self'";

/// Images, audio and video may come from any server that an article may name.
const MEDIA: &str = "img-src 'self' https: http: data:; media-src 'self' https: http:";

/// The policy of a site's pages, without the hash sources of their styles, which differ by page.
///
/// Scripts may come only from the site itself. Pages may connect only to the site and to the server that it names for
/// the login check. The logout form may be sent only to the address that the site names for it.
pub struct Policy {
    /// The hash sources of the inline scripts of the site's own pages.
    scripts: String,
    /// The hash source of the inline script of framed pages.
    frame_script: String,
    connect: String,
    form: String,
    /// The directive that allows the font files of the site, if it has any.
    fonts: &'static str,
}

impl Policy {
    /// The policy of a site with this session, and with or without font files.
    pub fn of_site(session: Option<&Session>, has_faces: bool) -> Self {
        let inline = Inline::OF_PAGES.into_iter();
        let inline = inline.filter(|script| *script != Inline::ReturnAddress || session.is_some());
        let scripts = inline.map(Inline::policy_source).collect::<Vec<_>>().join(" ");
        let check = session.and_then(|session| session.question.check.as_ref()).and_then(source);
        let other = check.filter(|source| source != SELF).map(|source| format!(" {source}")).unwrap_or_default();
        let form = match session.and_then(|session| session.question.logout.as_ref()) {
            Some(Logout::Form { href, .. }) => source(href),
            _ => None,
        };
        let form = form.unwrap_or_else(|| "'none'".to_owned());
        let frame_script = Inline::Frame.policy_source();
        let fonts = if has_faces { "; font-src 'self'" } else { "" };
        Self { scripts, frame_script, connect: format!("{SELF}{other}"), form, fonts }
    }

    /// The policy of a page whose inline style sheet has this hash source.
    pub fn of_page(&self, style: &str) -> String {
        self.of(&self.scripts, &format!(" {style}"))
    }

    /// The policy of a framed page whose inline style sheet has this hash source. In a sandbox, `'self'` matches nothing
    /// in WebKit. So a framed page may need it only for captions, without which a video still plays, and for fonts, without
    /// which the text has another one.
    pub fn of_frame(&self, style: &str) -> String {
        let Self { frame_script, fonts, .. } = self;
        format!(
            "default-src 'none'; script-src 'self' {frame_script}; style-src {style}; {MEDIA}{fonts}; base-uri 'none'; \
             form-action 'none'"
        )
    }

    /// The policy of a page whose style sheet is linked, without inline styles.
    pub fn of_linked_styles(&self) -> String {
        self.of(&self.scripts, "")
    }

    /// The policy that a host sends as a header with every page, framed or not. It allows any inline styles; the policy
    /// inside each page allows only its own.
    pub fn of_all_pages(&self) -> String {
        self.of(&format!("{} {}", self.scripts, self.frame_script), " 'unsafe-inline'")
    }

    fn of(&self, scripts: &str, styles: &str) -> String {
        let Self { connect, form, fonts, .. } = self;
        format!(
            "default-src 'none'; script-src 'self' {scripts} 'wasm-unsafe-eval'; style-src 'self'{styles}; {MEDIA}{fonts}; \
             frame-src {PLAYERS}; connect-src {connect}; base-uri 'none'; form-action {form}"
        )
    }
}

/// An address as a source expression, without its query, which a CSP can't contain. [`None`] for a host name with `*`
/// in it, which would be a wildcard.
fn source(address: &Address) -> Option<String> {
    let Target::Elsewhere(address) = address.as_ref() else {
        return Some(SELF.to_owned());
    };
    let url = Url::parse(address).ok().filter(|url| url.host_str().is_some_and(|host| !host.contains('*')))?;
    // A semicolon ends a directive, and a comma ends a policy.
    Some(url[..Position::AfterPath].replace(';', "%3B").replace(',', "%2C"))
}

/// The policy of a single-file page, which makes no requests. `style` is the hash source of its style sheet.
pub fn of_single_file(style: &str, has_faces: bool) -> String {
    let fonts = if has_faces { "; font-src data:" } else { "" };
    format!(
        "default-src 'none'; style-src {style}; img-src data:; media-src data:{fonts}; base-uri 'none'; form-action 'none'"
    )
}
