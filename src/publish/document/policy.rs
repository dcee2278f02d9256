//! The Content-Security-Policy (CSP) of pages.

use url::{Position, Url};

use crate::address::Target;
use crate::publish::document::scripts::Inline;
use crate::session::question::Logout;
use crate::session::{Address, Session};
use crate::view::markup::{Markup, Value};

/// The origins of the players in `article/player.rs`.
const PLAYERS: &str = "https://www.youtube-nocookie.com https://player.vimeo.com https://archive.org";

/// The source expression for the page's own origin.
const SELF: &str = "'self'";

/// The source expression for nothing at all.
const NONE: &str = "'none'";

/// Images, audio and video may come from any server that an article may name.
const MEDIA: &str = "img-src 'self' https: http: data:; media-src 'self' https: http:";

/// What all policies of a site's pages have in common, and what the site adds to them.
pub struct Policy {
    /// The server that is asked who is logged in, if it is another one than the site's.
    asked: Option<String>,
    /// Where the logout form may be sent.
    form: String,
    /// Whether the site has font files.
    has_faces: bool,
    /// Whether the site has a session bar.
    has_session: bool,
    /// Whether pages are previewed. Then they get a script that asks the server for changes.
    is_preview: bool,
}

/// What a page has that its policy must allow. All else is refused.
#[derive(Default)]
pub struct Needs {
    /// The hash source of the inline style sheet.
    pub style: String,
    /// The hash sources of the inline scripts.
    pub inline_scripts: Vec<String>,
    /// Whether the page loads scripts from files.
    pub script_files: bool,
    /// Whether the page asks who is logged in.
    pub asks: bool,
    /// Whether the page has a logout form.
    pub form: bool,
    /// What the elements of the page load.
    pub media: Media,
}

/// What the elements of a page load.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Media {
    /// Whether any image is on another server.
    pub images_elsewhere: bool,
    /// Whether there is audio or video.
    pub players: bool,
    /// Whether any audio, video or caption is on another server.
    pub players_elsewhere: bool,
    /// Whether there are embeds that a click replaces with a player of another site.
    pub embeds: bool,
}

impl Media {
    /// What a page with this body loads.
    pub fn of(body: &Markup) -> Self {
        let mut media = Self::default();
        body.visit(&mut |parts| {
            let elsewhere = |names: &[&str]| {
                names.iter().filter_map(|name| parts.value(name)).any(|value| match value {
                    Value::Address(target) => is_elsewhere(target),
                    Value::Srcset(files) => files.files().any(|(target, _)| is_elsewhere(target)),
                    Value::Text(_) => false,
                })
            };
            match parts.tag {
                "img" => media.images_elsewhere |= elsewhere(&["src", "srcset"]),
                "video" | "audio" => {
                    media.players = true;
                    media.images_elsewhere |= elsewhere(&["poster"]);
                    media.players_elsewhere |= elsewhere(&["src"]);
                }
                // In a `picture`, a `source` has a `srcset`.
                "source" | "track" => {
                    media.players_elsewhere |= elsewhere(&["src"]);
                    media.images_elsewhere |= elsewhere(&["srcset"]);
                }
                "template" => media.embeds = true,
                _ => {}
            }
        });
        media
    }

    /// The directives that allow it. Of another server only the scheme is named, since it may redirect to a third one.
    fn directives(self) -> String {
        let elsewhere = |is_there: bool| if is_there { " https: http:" } else { "" };
        let images = format!("img-src 'self' data:{}", elsewhere(self.images_elsewhere));
        let players = format!("; media-src 'self'{}", elsewhere(self.players_elsewhere));
        let frames = format!("; frame-src {PLAYERS}");
        let either = |is_there: bool, directive: String| if is_there { directive } else { String::new() };
        images + &either(self.players, players) + &either(self.embeds, frames)
    }
}

fn is_elsewhere(target: &Target) -> bool {
    matches!(target, Target::Elsewhere(_))
}

impl Policy {
    /// The policy of a site with this session, and with or without font files.
    pub fn of_site(session: Option<&Session>, has_faces: bool) -> Self {
        let check = session.and_then(|session| session.question.check.as_ref()).and_then(source);
        let form = match session.and_then(|session| session.question.logout.as_ref()) {
            Some(Logout::Form { href, .. }) => source(href),
            _ => None,
        };
        Self {
            asked: check.filter(|source| source != SELF),
            form: form.unwrap_or_else(|| NONE.to_owned()),
            has_faces,
            has_session: session.is_some(),
            is_preview: false,
        }
    }

    /// Also allows the script that shows changes while the site is written.
    pub fn for_preview(self) -> Self {
        Self { is_preview: true, ..self }
    }

    /// The policy of a page of the site: it allows what the page has.
    pub fn of_page(&self, needs: &Needs) -> String {
        let scripts = script_sources(needs, needs.script_files || self.is_preview);
        let styles = if self.is_preview { format!("{SELF} {}", needs.style) } else { needs.style.clone() };
        let connect = match needs.asks {
            true => Some(self.connect()),
            // Lighthouse requests robots.txt from within the page, and lowers the score of a page that forbids it.
            false => (self.is_preview || !scripts.is_empty()).then(|| SELF.to_owned()),
        };
        let form = if needs.asks || needs.form { self.form.as_str() } else { NONE };
        let media = needs.media.directives();
        self.write(&scripts, &styles, &media, connect.as_deref(), form)
    }

    /// The policy of a framed page. In a sandbox, `'self'` matches nothing in WebKit. So a framed page may need it only for
    /// captions, without which a video still plays, and for fonts, without which the text has another one.
    pub fn of_frame(&self, needs: &Needs) -> String {
        let scripts = script_sources(needs, needs.script_files);
        self.write(&scripts, &needs.style, &needs.media.directives(), None, NONE)
    }

    /// The policy of the bare page, whose style sheet is linked, and which shows any article. `style` is the hash source of
    /// its inline styles, if it has any.
    pub fn of_bare_page(&self, style: &str) -> String {
        self.of_any(&self.inline_scripts(), style)
    }

    /// The policy that a host sends as a header with every page, framed or not. It allows any inline styles; the policy
    /// inside each page allows only its own.
    pub fn of_all_pages(&self) -> String {
        self.of_any(&format!("{} {}", self.inline_scripts(), Inline::Frame.policy_source()), "'unsafe-inline'")
    }

    /// The hash sources of all inline scripts of the site's own pages.
    fn inline_scripts(&self) -> String {
        let inline = Inline::OF_PAGES.into_iter();
        let inline = inline.filter(|script| *script != Inline::ReturnAddress || self.has_session);
        inline.map(Inline::policy_source).collect::<Vec<_>>().join(" ")
    }

    /// A policy under which any article can be shown, with the app or without.
    fn of_any(&self, scripts: &str, style: &str) -> String {
        let scripts = format!("{SELF} {scripts} 'wasm-unsafe-eval'");
        let media = format!("{MEDIA}; frame-src {PLAYERS}");
        self.write(&scripts, format!("{SELF} {style}").trim_end(), &media, Some(&self.connect()), &self.form)
    }

    fn connect(&self) -> String {
        [SELF].into_iter().chain(self.asked.as_deref()).collect::<Vec<_>>().join(" ")
    }

    fn write(&self, scripts: &str, styles: &str, media: &str, connect: Option<&str>, form: &str) -> String {
        let directive = |name: &str, sources: &str| format!("{name} {sources}");
        let directives = [
            Some(directive("default-src", NONE)),
            Some(scripts).filter(|scripts| !scripts.is_empty()).map(|scripts| directive("script-src", scripts)),
            Some(directive("style-src", styles)),
            Some(media.to_owned()),
            self.has_faces.then(|| directive("font-src", SELF)),
            connect.map(|connect| directive("connect-src", connect)),
            Some(directive("base-uri", NONE)),
            Some(directive("form-action", form)),
        ];
        directives.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }
}

/// The sources of the scripts of a page.
fn script_sources(needs: &Needs, has_files: bool) -> String {
    let inline = needs.inline_scripts.iter().map(String::as_str);
    has_files.then_some(SELF).into_iter().chain(inline).collect::<Vec<_>>().join(" ")
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
