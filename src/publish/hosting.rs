//! Configuration files for hosts: caching, cross-origin access and policies, as HTTP headers, and redirects.
//! `docs/hosting.md` explains how to set up a server of your own.
//!
//! The paths in these files begin at the root of the output folder, which is the root of such a host.

mod azure;
mod headers;
mod redirects;

use std::collections::BTreeSet;

use crate::page_path::PagePath;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::feeds;
use crate::publish::metadata::sitemap;
use crate::publish::offline;
use crate::publish::outputs::{Context, Input, Kind, Make};
use crate::publish::pages::redirect::Redirects;
use crate::publish::publication::Publication;

/// The folder of frame pages and card pages.
const FRAMES: &str = "embed";

/// A header, by name and value.
type Header = (&'static str, String);

/// The configuration files for hosts.
pub const FILES: Kind = Kind {
    name: "hosting rules",
    depends_on: &[Input::Listing, Input::Pages, Input::Site, Input::App],
    make: Make::OfSite(|context, sink| {
        let taken = || sink.paths().into_iter().chain(NAMES.map(str::to_owned)).collect();
        let redirects = Redirects::of(context, taken).pages.into_iter();
        let redirects: Vec<_> = redirects.map(|(path, entry)| Redirect::between(&path, &entry.path)).collect();
        let files = NAMES.into_iter().zip(texts(context, &redirects));
        files.into_iter().try_for_each(|(name, text)| sink.write(name, text.as_bytes()))
    }),
};

/// The names of the files. Without the first, GitHub Pages omits files that Jekyll ignores.
const NAMES: [&str; 5] = [".nojekyll", "robots.txt", "_headers", "_redirects", "staticwebapp.config.json"];

/// The texts of the files in [`NAMES`].
fn texts(context: &Context, redirects: &[Redirect]) -> [String; 5] {
    let publication = context.publication;
    let rules = Rules::of(context);
    [
        String::new(),
        robots(publication),
        headers::write(&rules),
        redirects::write(publication.url().is_some(), redirects),
        azure::write(&rules, redirects),
    ]
}

/// A permanent redirect, between percent-encoded paths that begin with a slash.
struct Redirect {
    from: String,
    to: String,
}

impl Redirect {
    fn between(from: &PagePath, to: &PagePath) -> Self {
        Self { from: format!("/{}", from.address()), to: format!("/{}", to.address()) }
    }
}

/// The headers, in a form that all hosts share.
struct Rules {
    /// Headers for every file.
    all: Vec<Header>,
    /// Headers for pages.
    pages: Vec<Header>,
    /// Additional headers for frame pages and card pages.
    frames: Vec<Header>,
    /// The top-level folders that contain pages.
    folders: BTreeSet<String>,
    /// Headers for other files, by path pattern. No two patterns match the same file, since hosts differ in which rule
    /// then applies.
    files: Vec<(String, Vec<Header>)>,
    /// The folders that contain a folder for each list with feeds of its own.
    lists_with_feeds: BTreeSet<String>,
    /// Headers for these feeds, which lie between pages, besides those of pages.
    feeds: Vec<Header>,
}

impl Rules {
    fn of(context: &Context) -> Self {
        let Context { publication, assets, .. } = *context;
        let cache = |how: &str| ("Cache-Control", how.to_owned());
        let revalidate = || cache("no-cache");
        // Other sites' pages may read articles and the files that show them. All of these are public.
        let any_origin = || ("Access-Control-Allow-Origin", "*".to_owned());
        let mut pages = vec![revalidate()];
        pages.extend(assets.policy.as_ref().map(|policy| ("Content-Security-Policy", policy.of_all_pages())));
        let mut files: Vec<(String, Vec<Header>)> = Vec::new();
        for name in assets.hashed().chain(assets.earlier.iter().map(String::as_str)) {
            files.push((format!("/{name}"), vec![cache("public, max-age=31536000, immutable"), any_origin()]));
        }
        for folder in ["/content/images/*", "/content/media/*"] {
            files.push((folder.to_owned(), vec![cache("public, max-age=86400"), any_origin()]));
        }
        let data = ["/content/articles/*", "/content/site.json", "/oembed/*", "/schema/*", "/embed.js", "/embed.mjs"];
        let feeds = feeds::FORMATS.map(|(file, _)| format!("/{file}"));
        for path in data.into_iter().map(str::to_owned).chain(feeds) {
            files.push((path, vec![revalidate(), any_origin()]));
        }
        // The service worker gets no cross-origin access, since only this site uses it.
        files.push((format!("/{}", offline::WORKER), vec![revalidate()]));
        let site_pages = publication.site_pages.iter().map(|page| &page.path);
        let lists = context.lists.iter().map(|list| &list.path);
        let paths = lists.chain(publication.pages.paths()).chain(site_pages).map(PagePath::address);
        let folder = |address: String| Some(address.split_once('/')?.0.to_owned());
        let mut folders: BTreeSet<_> = paths.filter_map(folder).collect();
        let groups = context.groupings.all().into_iter();
        let with_feeds = groups.filter_map(|groups| Some(groups.kind().path(&groups.iter().next()?.slug, 0).address()));
        let lists_with_feeds = with_feeds.filter_map(folder).collect();
        folders.insert(FRAMES.to_owned());
        Self {
            all: vec![
                ("X-Content-Type-Options", "nosniff".to_owned()),
                ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
                // A host page with a Cross-Origin-Embedder-Policy loads only files that have this header.
                ("Cross-Origin-Resource-Policy", "cross-origin".to_owned()),
            ],
            pages,
            // A host page with a Cross-Origin-Embedder-Policy frames only pages that have one, too. Its other value,
            // require-corp, would block images from other servers. Article pages have none, since either value would
            // block the players of other sites, which frame pages don't have.
            frames: vec![("Cross-Origin-Embedder-Policy", "credentialless".to_owned())],
            folders,
            files,
            lists_with_feeds,
            feeds: vec![any_origin()],
        }
    }
}

/// `robots.txt`: allows everything, and names the sitemap. Frame pages exclude themselves by `noindex`.
fn robots(publication: &Publication) -> String {
    let sitemap = Absolute::of(publication).to_path(&PagePath::file(sitemap::NAME));
    let sitemap = sitemap.map(|address| format!("\nSitemap: {address}\n")).unwrap_or_default();
    format!("User-agent: *\nDisallow:\n{sitemap}")
}
