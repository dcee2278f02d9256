//! Articles that stay readable without network: a service worker keeps those that were read, if `site.json` asks for
//! it.
//!
//! A site that does not ask publishes `offline.js` all the same: the browsers of readers go on asking for it if it did
//! ask once, and a file that is gone leaves the worker in place for ever. Nobody else loads it.

use crate::labels::Labels;
use crate::view::markup::{Markup, el};

use crate::page_path::PagePath;
use crate::publish::assets::Assets;
use crate::publish::document::Document;
use crate::publish::document::scripts::compact;
use crate::publish::outputs::{Input, Kind, Make};
use crate::publish::pages::layout::Layout;
use crate::publish::pages::not_found;
use crate::publish::publication::Publication;
use crate::publish::store::compress::Effort;
use crate::publish::store::hash;
use crate::publish::words::Words;

/// The worker, by a name that never changes: browsers come back to it.
pub const WORKER: &str = "offline.js";

/// What the worker shows for a page that it has no copy of.
pub const PAGE: &str = "offline.html";

/// The worker and the page that it shows; or the worker that removes it.
pub const FILES: Kind = Kind {
    name: "reading offline",
    depends_on: &[Input::Site, Input::App],
    make: Make::OfSite(|context, sink| {
        if !context.works_offline() {
            return sink.write(WORKER, unregister().as_bytes());
        }
        let path = PagePath::file(PAGE);
        let page = page(context.publication).into_html(&context.assets, &context.addresses_from(&path));
        sink.write(&path.path(), page.as_bytes())?;
        sink.write_with(WORKER, worker(&context.assets, &page).as_bytes(), Effort::Most)
    }),
};

/// The worker of a release, which is known by its assets and by its offline page.
fn worker(assets: &Assets, page: &str) -> String {
    let mut release: Vec<&str> = assets.hashed().collect();
    release.push(page);
    compact(include_str!("offline/worker.js")).replace("{release}", &hash::of(release.join("\n").as_bytes()))
}

/// A worker that undoes what the other did.
fn unregister() -> &'static str {
    include_str!("offline/unregister.js")
}

/// Brings the worker into the browser.
pub fn script() -> Markup {
    el("script").address("src", &PagePath::file(WORKER).target()).attr("async", "").into()
}

/// The note on a page that the worker uncovers where it shows a copy. It knows the note by these very attributes, and
/// puts the date after the words.
pub fn note(lang: &str) -> Markup {
    let words = Words::of(lang);
    let note = el("p").class("copy-note").attr("lang", words.lang).attr("role", "status").attr("hidden", "");
    note.with(words.copy).into()
}

/// What stands for the pages that the worker has no copy of.
fn page(publication: &Publication) -> Document<'static> {
    let lang = publication.lang();
    let [title, advice] = Words::of(lang).no_copy;
    let layout = Layout::of_nowhere(publication, Labels::of(lang).lang);
    not_found::page(publication, (title, advice), layout)
}
