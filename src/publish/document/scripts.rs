//! The scripts of finished pages. All that a page needs stands in the page itself, so that it works at the first click,
//! in copies for offline reading, and on a page that was opened before the next release. Only the question who is
//! logged in is a file, and captions on other servers are.

use std::collections::BTreeSet;

use leptos::prelude::RenderHtml;

use crate::address::Target;
use crate::view::markup::{Markup, Parts, el};

use crate::page_path::PagePath;
use crate::publish::addresses::Addresses;
use crate::publish::assets::Assets;
use crate::publish::document::style::{self, Name};
use crate::publish::store::hash;

/// A script that stands in a page.
#[derive(Clone, Copy, PartialEq)]
pub enum Inline {
    /// Gives the page's address the slash it lacks where a server has answered `/story` in place of sending the reader
    /// on to `/story/`: relative addresses are looked for from there. (A redirect by script would go round and round
    /// with a server that takes slashes away.) A page in a sandbox may not do that.
    ///
    /// Where the page was opened from disk, links to pages get the name of the file: no server answers there for a
    /// folder, and a browser lists it.
    ///
    /// A fragment that names an article, as `#/story`, opens that article on the bare page.
    Page,
    /// Puts the address of the page into the links of log-in and log-out, right before one is used: in the place of
    /// `{return}`, encoded once.
    ///
    /// It also gives up on the question who is logged in, if `session.js` does not come: then the link to log in is
    /// shown.
    ///
    /// The address is the page's own, without a user name, and nothing else. One that a server could misread is not
    /// handed on: one with control characters, and where only its path is wanted, one that begins with two slashes, as
    /// the name of another server does. Then the link stays as it was published, and leads back to the page's published
    /// address.
    WayBack,
    /// Puts the player of another site in the place of the button that was clicked, and the focus into it.
    Player,
    /// Puts a button beside each snippet for other sites, which copies it, once the reader opens the snippets. Only on
    /// pages to which a browser gives its clipboard. If it is refused, the reader can still select the text.
    Copy,
}

impl Inline {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Page, Self::WayBack, Self::Player, Self::Copy];

    /// Its text.
    pub fn text(self) -> String {
        match self {
            Self::Page => compact(include_str!("scripts/page.js")),
            // A module, since the start script of the bare page has it as a part: here it is a function that is called.
            Self::WayBack => {
                let module = compact(include_str!("../../session/return.js"));
                let function = module.strip_prefix("export default ").unwrap_or(&module).trim_end_matches(';');
                format!("({function})(document)")
            }
            Self::Player => compact(include_str!("scripts/player.js")),
            Self::Copy => compact(include_str!("scripts/copy.js")),
        }
    }

    /// How a policy allows it.
    pub fn policy_source(self) -> String {
        hash::policy_source(&self.text())
    }

    fn to_html(self, addresses: &Addresses) -> String {
        let root = (self == Self::Page).then(|| addresses.to(&Target::front()));
        let element = Markup::from(el("script").maybe("data-root", root)).to_html();
        element.replace("></script>", &format!(">{}</script>", self.text()))
    }

    /// Whether it can come last. Until then links to log in lead back to the published address of the page, and
    /// snippets can be selected.
    fn is_at_end(self) -> bool {
        matches!(self, Self::WayBack | Self::Copy)
    }

    /// Whether a page with this body needs it.
    fn is_needed(self, body: &Markup, assets: &Assets) -> bool {
        match self {
            Self::Page => true,
            Self::WayBack => assets.session.is_some(),
            Self::Player => body.find("template").is_some(),
            Self::Copy => body.first(&|parts| parts.get("data-copy").is_some()).is_some(),
        }
    }
}

/// A script of ours without the lines that are comments, and without indentation. No text in our scripts goes over
/// several lines, where that would change it.
pub fn compact(script: &str) -> String {
    let lines = script.lines().map(str::trim_ascii).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// What is on a page with this body, with what its scripts will add to it.
pub fn names(body: &Markup) -> BTreeSet<Name> {
    const ADDED: [(&str, &[&str]); 4] =
        [("session-bar", &["bdi"]), ("copy-note", &["time"]), ("share", &["button", ".copy"]), ("embed", &["iframe"])];
    let mut names = style::names(body);
    for (class, added) in ADDED {
        if names.contains(&Name::Class(class.to_owned())) {
            names.extend(added.iter().map(|name| match name.strip_prefix('.') {
                Some(class) => Name::Class(class.to_owned()),
                None => Name::Element((*name).to_owned()),
            }));
        }
    }
    names
}

/// The plain name of the module that asks who is logged in.
pub const SESSION: &str = "session.js";

/// The plain name of the module that sees to captions on other servers.
pub const CAPTIONS: &str = "captions.js";

/// The elements of a page's scripts.
#[derive(Default)]
pub struct Scripts {
    /// In the head: what has to be there before a reader can press anything.
    pub head: String,
    /// At the end of the body, where it holds up neither words nor images: what has a fallback until then.
    pub end: String,
}

/// The scripts of a page with this body.
pub fn of_page(body: &Markup, assets: &Assets, addresses: &Addresses) -> Scripts {
    let scripts = Inline::ALL.into_iter().filter(|script| script.is_needed(body, assets));
    let (end, head): (Vec<_>, Vec<_>) = scripts.partition(|script| script.is_at_end());
    let to_html =
        |scripts: Vec<Inline>| scripts.into_iter().map(|script| script.to_html(addresses)).collect::<String>();
    let mut head = to_html(head);
    head += &session_module(assets, addresses);
    if body.first(&has_captions_elsewhere).is_some() {
        // It is told by its address that it is a page of ours, whose videos it may see to.
        head += &module(CAPTIONS, "#page", assets, addresses);
    }
    Scripts { head, end: to_html(end) }
}

/// The element of the module that asks who is logged in, if the site can be asked.
pub fn session_module(assets: &Assets, addresses: &Addresses) -> String {
    let asks = assets.session.is_some_and(|session| session.asks);
    if asks { module(SESSION, "", assets, addresses) } else { String::new() }
}

/// The element of a module, if the build has it. It runs once the page is parsed, and what is to be seen comes first.
fn module(name: &str, fragment: &str, assets: &Assets, addresses: &Addresses) -> String {
    if !assets.has(name) {
        return String::new();
    }
    let address = addresses.to_place(&PagePath::file(assets.name(name))) + fragment;
    let element = el("script").attr("type", "module").attr("fetchpriority", "low").attr("src", address);
    Markup::from(element.maybe("integrity", assets.integrity(name))).to_html()
}

fn has_captions_elsewhere(parts: &Parts) -> bool {
    parts.tag == "track" && matches!(parts.address("src"), Some(Target::Elsewhere(_)))
}
