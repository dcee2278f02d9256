//! The scripts of finished pages. They are inline, so that they work at the first click, in copies for offline reading,
//! on a page that was opened before an upgrade, and in a sandboxed frame. Two scripts are files, because few pages need
//! them: the login check, and the one for cross-origin captions.

use std::collections::BTreeSet;

use leptos::prelude::RenderHtml;

use crate::address::Target;
use crate::page_path::PagePath;
use crate::publish::addresses::Addresses;
use crate::publish::assets::Assets;
use crate::publish::document::style::{self, Name};
use crate::publish::store::hash;
use crate::view::markup::{Markup, Parts, el};

/// An inline script.
#[derive(Clone, Copy, PartialEq)]
pub enum Inline {
    /// Adds the missing slash to the page's address if a server serves `/story` without redirecting to `/story/`:
    /// relative addresses need it. It changes the address in place, since a redirect would never end on a server that
    /// removes slashes. In a sandbox the change is refused, and the script goes on without it.
    ///
    /// On a page that was opened from disk, it appends `index.html` to links, since a browser would list the folder.
    ///
    /// If the fragment names an article, as `#/story` does, it opens that article on the bare page.
    Page,
    /// Replaces `{return}` in the login and logout links with the encoded address of the page, right before a link is
    /// used.
    ///
    /// It also ends the pending state of the session bar if `session.js` does not load, so that the login link appears.
    ///
    /// The address is the page's own, without a user name. An address that a server could misread is not used: one with
    /// control characters, or, for a site that wants only the path, a path that begins with two slashes, which would
    /// name another server. The link then keeps the published address of the page.
    ReturnAddress,
    /// Replaces a clicked button with the player of another site, and focuses the player.
    Player,
    /// Adds a copy button to each embed snippet once the reader opens the list of snippets, if the browser gives the
    /// page access to the clipboard. Without the button, the reader can select the text.
    Copy,
    /// Reports the height of a framed page to its host, among other things that `frame.js` lists.
    ///
    /// A host may frame the page in a sandbox in which it has no origin, as WordPress does. WebKit, and so every iPhone,
    /// then refuses all files that a policy allows by `'self'`. So the script is not a file, and neither are the styles.
    Frame,
}

impl Inline {
    /// The inline scripts of the site's own pages. [`Self::Frame`] is the only one of framed pages.
    pub const OF_PAGES: [Self; 4] = [Self::Page, Self::ReturnAddress, Self::Player, Self::Copy];

    /// The text of the script, as it is in the page.
    pub fn text(self) -> String {
        match self {
            Self::Page => compact(include_str!("scripts/page.js")),
            // The file is a module that the start script of the bare page imports. Here its function is called
            // directly.
            Self::ReturnAddress => {
                let module = compact(include_str!("../../session/return.js"));
                let function = module.strip_prefix("export default ").unwrap_or(&module).trim_end_matches(';');
                format!("({function})(document)")
            }
            Self::Player => compact(include_str!("scripts/player.js")),
            Self::Copy => compact(include_str!("scripts/copy.js")),
            Self::Frame => compact(include_str!("scripts/frame.js")),
        }
    }

    /// The hash source that allows the script in a CSP.
    pub fn policy_source(self) -> String {
        hash::policy_source(&self.text())
    }

    fn to_html(self, body: &Markup, assets: &Assets, addresses: &Addresses) -> String {
        let root = (self == Self::Page).then(|| addresses.to(&Target::front()));
        let imports_captions = self == Self::Frame && has_captions_in_frame(body, assets);
        let captions = imports_captions.then(|| addresses.to_path(&PagePath::file(assets.name(CAPTIONS))));
        let element = Markup::from(el("script").maybe("data-root", root).maybe("data-captions", captions)).to_html();
        element.replace("></script>", &format!(">{}</script>", self.text()))
    }

    /// Whether the script can be at the end of the body. Until these run, login links return to the published address
    /// of the page, snippets can be selected, and a framed page can be read in a frame of any height.
    fn is_at_end(self) -> bool {
        matches!(self, Self::ReturnAddress | Self::Copy | Self::Frame)
    }

    /// Whether a page with this body needs the script.
    fn is_needed(self, body: &Markup, assets: &Assets) -> bool {
        match self {
            Self::Page | Self::Frame => true,
            Self::ReturnAddress => assets.session.is_some(),
            Self::Player => body.find("template").is_some(),
            Self::Copy => body.first(&|parts| parts.get("data-copy").is_some()).is_some(),
        }
    }
}

/// Removes comment lines and indentation from a script. This is safe since none of our inline scripts has a literal
/// that spans lines.
pub fn compact(script: &str) -> String {
    let is_comment = |line: &str| line.starts_with("//") || (line.starts_with("/**") && line.ends_with("*/"));
    let lines = script.lines().map(str::trim_ascii).filter(|line| !line.is_empty() && !is_comment(line));
    lines.collect::<Vec<_>>().join("\n")
}

/// The names on a page with this body, including those that its scripts will add.
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

/// The plain name of the module that asks the site who is logged in.
pub const SESSION: &str = "session.js";

/// The plain name of the module that makes cross-origin captions work.
pub const CAPTIONS: &str = "captions.js";

/// The script elements of a page.
#[derive(Default)]
pub struct Scripts {
    /// In the head: scripts that must run before a reader can click anything.
    pub head: String,
    /// At the end of the body, where they delay neither text nor images: scripts with a fallback until they run.
    pub end: String,
    /// The hash sources that allow the inline ones in a policy.
    pub inline: Vec<String>,
    /// Whether some are files.
    pub has_files: bool,
    /// Whether one asks who is logged in.
    pub asks: bool,
}

/// The scripts of a page with this body.
pub fn of_page(body: &Markup, assets: &Assets, addresses: &Addresses) -> Scripts {
    let mut scripts = inline(&Inline::OF_PAGES, body, assets, addresses);
    let session = session_module(assets, addresses);
    scripts.asks = !session.is_empty();
    let has_captions = body.first(&has_captions_elsewhere).is_some();
    // With this fragment, the script runs on the whole page by itself.
    let captions = if has_captions { module(CAPTIONS, "#page", assets, addresses) } else { String::new() };
    scripts.has_files = !session.is_empty() || !captions.is_empty();
    scripts.head += &session;
    scripts.head += &captions;
    scripts
}

/// The scripts of a framed page with this body.
pub fn of_frame(body: &Markup, assets: &Assets, addresses: &Addresses) -> Scripts {
    let scripts = inline(&[Inline::Frame], body, assets, addresses);
    Scripts { has_files: has_captions_in_frame(body, assets), ..scripts }
}

/// Whether the script of a framed page imports [`CAPTIONS`].
fn has_captions_in_frame(body: &Markup, assets: &Assets) -> bool {
    assets.has(CAPTIONS) && body.find("track").is_some()
}

fn inline(scripts: &[Inline], body: &Markup, assets: &Assets, addresses: &Addresses) -> Scripts {
    let needed: Vec<_> = scripts.iter().filter(|script| script.is_needed(body, assets)).collect();
    let inline = needed.iter().map(|script| script.policy_source()).collect();
    let (end, head): (Vec<&Inline>, Vec<_>) = needed.into_iter().partition(|script| script.is_at_end());
    let to_html =
        |scripts: Vec<&Inline>| scripts.iter().map(|script| script.to_html(body, assets, addresses)).collect();
    Scripts { head: to_html(head), end: to_html(end), inline, ..Scripts::default() }
}

/// The script element of [`SESSION`], if the site can be asked who is logged in.
pub fn session_module(assets: &Assets, addresses: &Addresses) -> String {
    let asks = assets.session.is_some_and(|session| session.asks);
    if asks { module(SESSION, "", assets, addresses) } else { String::new() }
}

/// The script element of a module, if the build has the module. Its low priority lets images load first.
fn module(name: &str, fragment: &str, assets: &Assets, addresses: &Addresses) -> String {
    if !assets.has(name) {
        return String::new();
    }
    let address = addresses.to_path(&PagePath::file(assets.name(name))) + fragment;
    let element = el("script").attr("type", "module").attr("fetchpriority", "low").attr("src", address);
    Markup::from(element.maybe("integrity", assets.integrity(name))).to_html()
}

fn has_captions_elsewhere(parts: &Parts) -> bool {
    parts.tag == "track" && matches!(parts.address("src"), Some(Target::Elsewhere(_)))
}
