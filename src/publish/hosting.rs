//! What hosts want beside the pages: which files may be kept and for how long, who may read them, and under which
//! policy pages run. How to set up a server of your own is in `docs/hosting.md`.

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

/// The folder of the pages that other sites frame.
const FRAMES: &str = "embed";

/// A header, by name and value.
type Header = (&'static str, String);

/// The rules for hosts.
pub const FILES: Kind = Kind {
    name: "rules for hosts",
    depends_on: &[Input::Listing, Input::Site, Input::App],
    make: Make::OfSite(|context, sink| {
        let files = files(context.publication, &context.list_paths(), &context.assets);
        files.iter().try_for_each(|(name, text)| sink.write(name, text.as_bytes()))
    }),
};

/// The files, by name.
fn files(publication: &Publication, lists: &[PagePath], assets: &Assets) -> Vec<(&'static str, String)> {
    let rules = Rules::of(publication, lists, assets);
    vec![
        // GitHub's pages leave out what Jekyll would.
        (".nojekyll", String::new()),
        ("robots.txt", robots(publication)),
        ("_headers", headers::write(&rules)),
        ("_redirects", redirects(publication)),
        ("staticwebapp.config.json", azure::write(&rules)),
    ]
}

/// What is the same for all hosts.
struct Rules {
    /// For every file.
    all: Vec<Header>,
    /// For pages.
    pages: Vec<Header>,
    /// For the pages that other sites frame, beside those of all pages.
    frames: Vec<Header>,
    /// Where pages are: folders in the root.
    folders: BTreeSet<String>,
    /// The rest, by path. No path is in two of them, since hosts differ in which one holds then.
    files: Vec<(String, Vec<Header>)>,
}

impl Rules {
    fn of(publication: &Publication, lists: &[PagePath], assets: &Assets) -> Self {
        let keep = |how: &str| ("Cache-Control", how.to_owned());
        let revalidate = || keep("no-cache");
        // Articles, and what shows them on other sites' pages. Nothing here is anybody's secret.
        let anybody = || ("Access-Control-Allow-Origin", "*".to_owned());
        let mut pages = vec![revalidate()];
        pages.extend(assets.policy.as_ref().map(|policy| ("Content-Security-Policy", policy.of_all_pages())));
        let mut files: Vec<(String, Vec<Header>)> = Vec::new();
        for name in assets.hashed().chain(assets.earlier.iter().map(String::as_str)) {
            files.push((format!("/{name}"), vec![keep("public, max-age=31536000, immutable"), anybody()]));
        }
        for folder in ["/content/images/*", "/content/media/*"] {
            files.push((folder.to_owned(), vec![keep("public, max-age=86400"), anybody()]));
        }
        let data = ["/content/articles/*", "/content/site.json", "/oembed/*", "/schema/*", "/embed.js", "/embed.mjs"];
        for path in data.into_iter().map(str::to_owned).chain([feeds::ATOM, feeds::JSON].map(|file| format!("/{file}")))
        {
            files.push((path, vec![revalidate(), anybody()]));
        }
        // For this site alone.
        files.push((format!("/{}", offline::WORKER), vec![revalidate()]));
        let places = lists.iter().chain(publication.pages.places()).map(PagePath::address);
        let folder = |address: String| Some(address.split_once('/')?.0.to_owned());
        let mut folders: BTreeSet<_> = places.filter_map(folder).collect();
        folders.insert(FRAMES.to_owned());
        Self {
            all: vec![
                ("X-Content-Type-Options", "nosniff".to_owned()),
                ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
                // A host with a Cross-Origin-Embedder-Policy may show only what says that anybody may.
                ("Cross-Origin-Resource-Policy", "cross-origin".to_owned()),
            ],
            pages,
            // Such a host may frame only pages that have such a policy, too. The other value, require-corp, would keep
            // the images of other servers out. On all pages, either would keep the players out, which have no policy;
            // frames have no players.
            frames: vec![("Cross-Origin-Embedder-Policy", "credentialless".to_owned())],
            folders,
            files,
        }
    }
}

/// Everything may be read. Frames say themselves that they are not to be found.
fn robots(publication: &Publication) -> String {
    let sitemap = Absolute::of(publication).place(&PagePath::file(sitemap::NAME));
    let sitemap = sitemap.map(|address| format!("\nSitemap: {address}\n")).unwrap_or_default();
    format!("User-agent: *\nDisallow:\n{sitemap}")
}

/// The addresses that feed readers try when they are told only where the site is. Both Netlify and Cloudflare find
/// `404.html` by themselves, and Cloudflare takes no rule with a status of 404.
fn redirects(publication: &Publication) -> String {
    match publication.url() {
        Some(_) => {
            ["/feed", "/rss", "/rss.xml", "/atom.xml"].map(|path| format!("{path} /{} 301\n", feeds::ATOM)).concat()
        }
        None => "# There are no redirects.\n".to_owned(),
    }
}
