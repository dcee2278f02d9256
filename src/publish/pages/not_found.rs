//! The not-found page, and the layout that it shares with the offline page.

use crate::address::Target;
use crate::labels::{Fault, Labels};
use crate::publish::addresses::Addresses;
use crate::publish::document::Document;
use crate::publish::document::head;
use crate::publish::document::{icon, theme};
use crate::publish::outputs::{Input, Kind, Make};
use crate::publish::pages::layout::Layout;
use crate::publish::publication::Publication;
use crate::view::markup::el;

/// The path of the page.
pub const PATH: &str = "404.html";

/// The page that hosts show for addresses without a page.
pub const PAGE: Kind = Kind {
    name: "not-found page",
    depends_on: &[Input::Site, Input::App],
    make: Make::OfSite(|context, sink| {
        let publication = context.publication;
        // A host shows this page at any address, so its addresses can't be relative to the page.
        let folder = publication.folder().filter(|_| !context.is_preview);
        let root = folder.unwrap_or_else(|| "/".to_owned());
        let addresses = Addresses::absolute(&root, &publication.pages);
        sink.write(PATH, not_found(publication).into_html(context.assets, &addresses).as_bytes())
    }),
};

/// The not-found page, in the language of the site.
fn not_found(publication: &Publication) -> Document<'static> {
    let labels = Labels::of(publication.lang());
    page(publication, labels.fault(Fault::NotFound), Layout::without_address(publication, labels.lang))
}

/// A page with a title, advice and a link to the front page, in the language of the site, with `noindex`.
pub fn page(publication: &Publication, text: (&str, &str), layout: Layout) -> Document<'static> {
    let labels = Labels::of(publication.lang());
    let (title, advice) = text;
    let link = el("p").class("ways").with(el("a").class("home").address("href", &Target::front()).with(labels.home));
    let fault = el("section").class("fault").with(el("h1").with(title)).with(el("p").with(advice)).with(link);
    let mut head = vec![el("meta").attr("name", "robots").attr("content", "noindex").into(), icon::link(publication)];
    head.extend(theme::preloads(&publication.site));
    Document {
        lang: labels.lang,
        title: head::title(title, &publication.site),
        head,
        data: None,
        script: None,
        body: layout.around("fault", fault.into()).into(),
    }
}
