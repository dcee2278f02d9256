//! Offline reading: if `site.json` turns it on, a service worker keeps copies of the articles that were read.
//!
//! If it is off, `offline.js` is published all the same, with a worker that unregisters itself: browsers of readers may
//! have the worker from before, and if the file were missing, they would keep it for ever. No page loads the file then.

use crate::labels::Labels;
use crate::page_path::PagePath;
use crate::publish::assets::Assets;
use crate::publish::document::Document;
use crate::publish::document::scripts::compact;
use crate::publish::labels::PageLabels;
use crate::publish::outputs::{Input, Kind, Make};
use crate::publish::pages::layout::Layout;
use crate::publish::pages::not_found;
use crate::publish::publication::Publication;
use crate::publish::store::compress::Effort;
use crate::publish::store::hash;
use crate::view::markup::{Markup, el};

/// The file name of the service worker. It never changes, since browsers look for updates there.
pub const WORKER: &str = "offline.js";

/// The file name of the offline page, which the worker shows if it has no copy of a page.
pub const PAGE: &str = "offline.html";

/// The service worker and the offline page, or the worker that unregisters itself.
pub const FILES: Kind = Kind {
    name: "offline reading",
    depends_on: &[Input::Pages, Input::Site, Input::App],
    make: Make::OfSite(|context, sink| {
        if !context.works_offline() {
            return sink.write(WORKER, unregister().as_bytes());
        }
        let path = PagePath::file(PAGE);
        let page = page(context.publication).into_html(context.assets, &context.addresses_from(&path));
        sink.write(&path.path(), page.as_bytes())?;
        sink.write_with(WORKER, worker(context.publication, context.assets, &page).as_bytes(), Effort::Most)
    }),
};

/// The worker of a release. Its release id is a hash of the asset names and the offline page, so that a new release
/// changes the worker. It is told the names of the site's own pages: other programs may have pages in the same folder.
fn worker(publication: &Publication, assets: &Assets, page: &str) -> String {
    let mut release: Vec<&str> = assets.hashed().collect();
    release.push(page);
    let release = hash::of(release.join("\n").as_bytes());
    let pages = publication.site_pages.iter().map(|page| page.path.address());
    // Nothing in a percent-encoded name without a dot has a meaning in a regular expression.
    let pages: String = pages.map(|page| format!("|{}", page.trim_end_matches('/'))).collect();
    compact(include_str!("offline/worker.js")).replace("{release}", &release).replace("{pages}", &pages)
}

/// The worker that deletes all copies and unregisters itself.
fn unregister() -> &'static str {
    include_str!("offline/unregister.js")
}

/// The script element that registers the worker.
pub fn script() -> Markup {
    el("script").address("src", &PagePath::file(WORKER).target()).attr("async", "").into()
}

/// The hidden note on a page, which the worker shows on a copy, followed by the date of the copy. The worker finds the
/// note by exactly these attributes.
pub fn note(lang: &str) -> Markup {
    let words = PageLabels::of(lang);
    let note = el("p").class("copy-note").attr("lang", words.lang).attr("role", "status").attr("hidden", "");
    note.with(words.copy).into()
}

/// The offline page.
fn page(publication: &Publication) -> Document<'static> {
    let lang = publication.lang();
    let [title, advice] = PageLabels::of(lang).no_copy;
    let layout = Layout::without_address(publication, Labels::of(lang).lang);
    not_found::page(publication, (title, advice), layout)
}
