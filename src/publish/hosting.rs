//! Configuration files for hosts: caching, cross-origin access and policies, as HTTP headers. `docs/hosting.md`
//! explains how to set up a server of your own.

mod azure;
mod headers;

use std::collections::BTreeSet;

use crate::page_path::PagePath;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::assets::Assets;
use crate::publish::feeds;
use crate::publish::metadata::sitemap;
use crate::publish::offline;
use crate::publish::outputs::{Input, Kind, Make};
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
        let files = files(context.publication, &context.list_paths(), context.assets);
        files.iter().try_for_each(|(name, text)| sink.write(name, text.as_bytes()))
    }),
};

/// The files and their texts, by name.
fn files(publication: &Publication, lists: &[PagePath], assets: &Assets) -> Vec<(&'static str, String)> {
    let rules = Rules::of(publication, lists, assets);
    vec![
        // Without this file, GitHub Pages omits files that Jekyll ignores.
        (".nojekyll", String::new()),
        ("robots.txt", robots(publication)),
        ("_headers", headers::write(&rules)),
        ("_redirects", redirects(publication)),
        ("staticwebapp.config.json", azure::write(&rules)),
    ]
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
}

impl Rules {
    fn of(publication: &Publication, lists: &[PagePath], assets: &Assets) -> Self {
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
        for path in data.into_iter().map(str::to_owned).chain([feeds::ATOM, feeds::JSON].map(|file| format!("/{file}")))
        {
            files.push((path, vec![revalidate(), any_origin()]));
        }
        // The service worker gets no cross-origin access, since only this site uses it.
        files.push((format!("/{}", offline::WORKER), vec![revalidate()]));
        let site_pages = publication.site_pages.iter().map(|page| &page.path);
        let paths = lists.iter().chain(publication.pages.paths()).chain(site_pages).map(PagePath::address);
        let folder = |address: String| Some(address.split_once('/')?.0.to_owned());
        let mut folders: BTreeSet<_> = paths.filter_map(folder).collect();
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
        }
    }
}

/// `robots.txt`: allows everything, and names the sitemap. Frame pages exclude themselves by `noindex`.
fn robots(publication: &Publication) -> String {
    let sitemap = Absolute::of(publication).to_path(&PagePath::file(sitemap::NAME));
    let sitemap = sitemap.map(|address| format!("\nSitemap: {address}\n")).unwrap_or_default();
    format!("User-agent: *\nDisallow:\n{sitemap}")
}

/// `_redirects`: redirects from addresses at which feed readers look for a feed. `404.html` needs no rule: Netlify and
/// Cloudflare use it by default, and Cloudflare supports no rule with status 404.
fn redirects(publication: &Publication) -> String {
    match publication.url() {
        Some(_) => {
            ["/feed", "/rss", "/rss.xml", "/atom.xml"].map(|path| format!("{path} /{} 301\n", feeds::ATOM)).concat()
        }
        None => "# There are no redirects.\n".to_owned(),
    }
}
