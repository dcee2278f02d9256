//! The page that shows articles which have no page of their own: that of the build, with what the site says of itself.

use crate::labels::Labels;
use crate::view::layout::skip_link;
use crate::view::markup::{Markup, el};
use crate::view::{SessionBar, SessionBarProps};
use leptos::prelude::RenderHtml;

use crate::page_path::PagePath;
use crate::publish::addresses::Addresses;
use crate::publish::assets::Assets;
use crate::publish::document::policy::Policy;
use crate::publish::document::scripts;
use crate::publish::outputs::{Input, Kind, Make};
use crate::publish::publication::Publication;

/// Where it is kept.
pub const PATH: &str = "reader.html";

/// The page itself.
pub const PAGE: Kind = Kind {
    name: "the reader's page",
    depends_on: &[Input::Site, Input::App],
    make: Make::OfSite(|context, sink| sink.write(PATH, html(context.publication, &context.assets).as_bytes())),
};

/// What stands first in the page of the build. A policy holds only for what comes after it.
const CHARSET: &str = "<meta charset=\"utf-8\">";

/// What the app puts its page into.
const ROOM: &str = "<div id=\"page\">";

/// What stands around all that is put in here, so that the next run can take it out again.
const ADDED: [&str; 2] = ["<!--site-->", "<!--/site-->"];

/// The page of the build, out of the page that lies there.
pub fn as_built(page: &str) -> String {
    let [begin, end] = ADDED;
    let mut parts = page.split(begin);
    let first = parts.next().unwrap_or_default().to_owned();
    first + &parts.map(|part| part.split_once(end).map_or(part, |(_, rest)| rest)).collect::<String>()
}

/// The page for a site. Its address is never known beforehand, so the way back from the log-in page leads to the front
/// page until `return.js` knows better.
fn html(publication: &Publication, assets: &Assets) -> String {
    let mut head = String::new();
    if let Some(policy) = assets.policy.as_ref().map(Policy::of_linked_styles) {
        let meta = el("meta").attr("http-equiv", "Content-Security-Policy").attr("content", policy);
        head += &Markup::from(meta).to_html();
    }
    let addresses = Addresses::from(&PagePath::front(1), publication.folder(), &publication.pages);
    head += &scripts::session_module(assets, &addresses);
    let page = add(&assets.shell, CHARSET, true, &head);
    // The app makes the bar where the site can't be asked.
    let session = publication.site.session.as_ref().filter(|session| session.is_asked());
    let bar = session.map(|session| {
        let labels = Labels::of(publication.lang());
        let skip = el("aside").attr("role", "none").with(skip_link(labels));
        let bar = SessionBar(SessionBarProps { session: Some(session), page: None, labels });
        Markup::group([skip.into(), bar]).with_addresses(&|target| addresses.to(target)).to_html()
    });
    add(&page, ROOM, false, &bar.unwrap_or_default())
}

/// Puts something after or before a part of the page.
fn add(page: &str, part: &str, after: bool, html: &str) -> String {
    let [begin, end] = ADDED;
    match (html, after) {
        ("", _) => page.to_owned(),
        (_, true) => page.replacen(part, &format!("{part}{begin}{html}{end}"), 1),
        (_, false) => page.replacen(part, &format!("{begin}{html}{end}{part}"), 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_taken_out_again() {
        let built = format!("<head>{CHARSET}</head><body>{ROOM}</div></body>");
        let page = add(&add(&built, CHARSET, true, "<script>1</script>"), ROOM, false, "<aside></aside>");
        assert!(
            page.contains("<script>1</script>") && page.contains("</aside><!--/site--><div id=\"page\">"),
            "{page}"
        );
        assert_eq!(as_built(&page), built);
        assert_eq!(as_built(&built), built);
    }
}
