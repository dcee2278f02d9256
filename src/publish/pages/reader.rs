//! The reader page: the bare page of the build with the site's policy and session bar. It shows articles that are not
//! published yet.

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

/// The path of the page.
pub const PATH: &str = "reader.html";

/// The reader page.
pub const PAGE: Kind = Kind {
    name: "reader page",
    depends_on: &[Input::Site, Input::App],
    make: Make::OfSite(|context, sink| sink.write(PATH, html(context.publication, &context.assets).as_bytes())),
};

/// The first element in the head of the bare page. The policy is inserted right after it, since it applies only to
/// later elements.
const CHARSET: &str = "<meta charset=\"utf-8\">";

/// The start of the element that the app renders into.
const APP_ROOT: &str = "<div id=\"page\">";

/// The comments around inserted parts, by which the next run finds and removes them.
const ADDED: [&str; 2] = ["<!--site-->", "<!--/site-->"];

/// The bare page as it was built: removes the parts that an earlier run inserted.
pub fn as_built(page: &str) -> String {
    let [begin, end] = ADDED;
    let mut parts = page.split(begin);
    let first = parts.next().unwrap_or_default().to_owned();
    first + &parts.map(|part| part.split_once(end).map_or(part, |(_, rest)| rest)).collect::<String>()
}

/// The reader page of a site. Its login links return to the front page until `return.js` puts in the page's own
/// address, which depends on the article.
fn html(publication: &Publication, assets: &Assets) -> String {
    let mut head = String::new();
    if let Some(policy) = assets.policy.as_ref().map(Policy::of_linked_styles) {
        let meta = el("meta").attr("http-equiv", "Content-Security-Policy").attr("content", policy);
        head += &Markup::from(meta).to_html();
    }
    let addresses = Addresses::from(&PagePath::front(1), publication.folder(), &publication.pages);
    head += &scripts::session_module(assets, &addresses);
    let page = add(&assets.shell, CHARSET, true, &head);
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
        let built = format!("<head>{CHARSET}</head><body>{APP_ROOT}</div></body>");
        let page = add(&add(&built, CHARSET, true, "<script>1</script>"), APP_ROOT, false, "<aside></aside>");
        assert!(
            page.contains("<script>1</script>") && page.contains("</aside><!--/site--><div id=\"page\">"),
            "{page}"
        );
        assert_eq!(as_built(&page), built);
        assert_eq!(as_built(&built), built);
    }
}
