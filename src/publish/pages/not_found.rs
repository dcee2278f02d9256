//! Pages that stand for one that is not there.

use crate::address::Target;
use crate::labels::{Fault, Labels};
use crate::view::markup::el;

use crate::publish::addresses::Addresses;
use crate::publish::document::head;
use crate::publish::document::icon;
use crate::publish::document::{Document, Style};
use crate::publish::outputs::{Input, Kind, Make};
use crate::publish::pages::layout::Layout;
use crate::publish::publication::Publication;

/// The page for every address at which there is nothing.
pub const PAGE: Kind = Kind {
    name: "the page for what is not found",
    depends_on: &[Input::Site, Input::App],
    make: Make::OfSite(|context, sink| {
        let publication = context.publication;
        // A host answers any address with it, so nothing in it can be relative to its own.
        let root = publication.folder().unwrap_or_else(|| "/".to_owned());
        let addresses = Addresses::absolute(&root, &publication.pages);
        sink.write("404.html", not_found(publication).into_html(&context.assets, &addresses).as_bytes())
    }),
};

/// What stands where there is no page.
fn not_found(publication: &Publication) -> Document<'static> {
    let labels = Labels::of(publication.lang());
    page(publication, labels.fault(Fault::NotFound), Layout::of_nowhere(publication, labels.lang))
}

/// What happened, what a reader can do, and the way to the front page, in the language of the site. Not for search
/// engines.
pub fn page(publication: &Publication, words: (&str, &str), layout: Layout) -> Document<'static> {
    let labels = Labels::of(publication.lang());
    let (title, advice) = words;
    let way = el("p").class("ways").with(el("a").class("home").address("href", &Target::front()).with(labels.home));
    let fault = el("section").class("fault").with(el("h1").with(title)).with(el("p").with(advice)).with(way);
    Document {
        lang: labels.lang,
        title: head::title(title, &publication.site),
        head: vec![el("meta").attr("name", "robots").attr("content", "noindex").into(), icon::link(publication)],
        data: None,
        style: Style::Inside,
        script: None,
        body: layout.around("fault", fault.into()).into(),
    }
}
