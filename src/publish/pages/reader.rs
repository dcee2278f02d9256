//! The reader page: the bare page of the app with the site's policy and session bar. It shows any published article in
//! the app, as `reader.html#/bell`.

use leptos::prelude::RenderHtml;

use crate::labels::Labels;
use crate::page_path::PagePath;
use crate::publish::addresses::Addresses;
use crate::publish::assets::Assets;
use crate::publish::document::scripts;
use crate::publish::document::theme::preloads;
use crate::publish::outputs::{Input, Kind, Make};
use crate::publish::publication::Publication;
use crate::publish::store::hash;
use crate::view::layout::skip_link;
use crate::view::markup::{Markup, el};
use crate::view::{SessionBar, SessionBarProps};

/// The path of the page.
pub const PATH: &str = "reader.html";

/// The name of the page in the app.
pub const BUILT: &str = "index.html";

/// The reader page.
pub const PAGE: Kind = Kind {
    name: "reader page",
    depends_on: &[Input::Site, Input::App],
    make: Make::OfSite(|context, sink| sink.write(PATH, html(context.publication, context.assets).as_bytes())),
};

/// The first element in the head of the bare page. The policy is inserted right after it, since it applies only to
/// later elements.
const CHARSET: &str = "<meta charset=\"utf-8\">";

/// The end of the head of the bare page.
const HEAD_END: &str = "</head>";

/// The start of the element that the app renders into.
const APP_ROOT: &str = "<div id=\"page\">";

/// The reader page of a site. Its login links return to the front page until `return.js` puts in the page's own
/// address, which depends on the article.
fn html(publication: &Publication, assets: &Assets) -> String {
    let mut head = String::new();
    let addresses = Addresses::from(&PagePath::front(0), publication.folder(), &publication.pages);
    let theme = assets.theme.css(&|face| Some(addresses.to(face.src.as_ref())));
    let policy = assets.policy.as_ref().map(|policy| match theme.as_str() {
        "" => policy.of_bare_page(""),
        theme => policy.of_bare_page(&hash::policy_source(theme)),
    });
    if let Some(policy) = policy {
        let meta = el("meta").attr("http-equiv", "Content-Security-Policy").attr("content", policy);
        head += &Markup::from(meta).to_html();
    }
    head += &scripts::session_module(assets, &addresses);
    let page = add(&assets.shell, CHARSET, true, &head);
    // The theme comes after the style sheet of the app, which it overrides.
    let page = match theme.as_str() {
        "" => page,
        theme => {
            let preloads = Markup::group(preloads(&publication.site)).with_addresses(&|target| addresses.to(target));
            add(&page, HEAD_END, false, &format!("{}<style>{theme}</style>", preloads.to_html()))
        }
    };
    // If the site can't be asked who is logged in, the app renders the bar.
    let session = publication.site.session.as_ref().filter(|session| session.is_asked());
    let bar = session.map(|session| {
        let labels = Labels::of(publication.lang());
        let skip = el("aside").attr("role", "none").with(skip_link(labels));
        let bar = SessionBar(SessionBarProps { session: Some(session), page: None, labels });
        Markup::group([skip.into(), bar]).with_addresses(&|target| addresses.to(target)).to_html()
    });
    add(&page, APP_ROOT, false, &bar.unwrap_or_default())
}

/// Inserts HTML after or before a part of the page.
fn add(page: &str, part: &str, after: bool, html: &str) -> String {
    page.replacen(part, &if after { format!("{part}{html}") } else { format!("{html}{part}") }, 1)
}
