//! Every server with the site at `/` and at `/a/b/`, checked in a browser and by plain HTTP. The results are in a table
//! in `docs/hosting.md`.

mod answers;
mod embed;
mod page;

use serde_json::{Value, json};

use crate::browser::browse;
use crate::process::{Place, Process};
use crate::server::Host;
use crate::servers::{self, Server};
use crate::site::{self, SLUG};
use crate::table::Table;

/// Makes two tests for each server, and the list of server names.
macro_rules! matrix {
    ($($name:ident: $server:expr;)*) => {
        /// The server names, in the order of the table.
        const SERVERS: &[&str] = &[$($server.name),*];

        $(
        mod $name {
            #[test]
            fn at_the_root_it_matches_the_table() {
                super::check_server(&$server, "/");
            }

            #[test]
            fn in_a_folder_it_matches_the_table() {
                super::check_server(&$server, "/a/b/");
            }
        }
        )*
    };
}

matrix! {
    apache: super::servers::APACHE;
    busybox: super::servers::BUSYBOX;
    caddy: super::servers::CADDY;
    http_server: super::servers::HTTP_SERVER;
    lighttpd: super::servers::LIGHTTPD;
    nginx: super::servers::NGINX;
    python: super::servers::PYTHON;
    serve: super::servers::SERVE;
    sirv: super::servers::SIRV;
    webfsd: super::servers::WEBFSD;
}

/// The earlier address of the article.
const ALIAS: &str = "2012/12/old-story/";

/// Separates the result at the root from the result in a folder, where the two differ.
const EITHER: &str = " / ";

const TABLE: Table = Table {
    file: "docs/hosting.md",
    name: "the matrix",
    titles: &[
        "Server",
        "Page",
        "Story",
        "Lists, other pages",
        "wasm starts",
        "`/story` without a slash",
        "Unknown address",
        "Media types",
        "Compressed",
        "Cache-Control",
        "For other sites",
        "Embed",
    ],
    rows: SERVERS,
    filter: "matrix",
};

/// Runs a server with the site, and checks each column of the table. A check that a site can do without returns what it
/// found; the others return “yes” or panic.
fn check_server(server: &Server, prefix: &'static str) {
    let place = Place::new(prefix);
    publish(&place);
    let command = (server.command)(&place);
    let process = Process::start(place, &command);
    let place = &process.place;
    // The browser's own server serves the page that embeds an article.
    browse(Host { policy: None, ..Host::default() }, async |page| {
        let seen = [
            page::front(page, place).await,
            page::article(page, place).await,
            answers::other_pages(place).await,
            page::wasm(page, place).await,
            page::bare_folder(page, place).await,
            answers::missing(place).await,
            answers::types(place).await,
            answers::compressed(place).await,
            answers::cached(place).await,
            answers::shared(place).await,
            embed::ends(page, server, place).await,
        ];
        compare(server.name, prefix != "/", &seen);
    });
}

/// Publishes the demo to a place. Here, an article is part of a series, and has an earlier address.
fn publish(place: &Place) {
    site::copy(&place.site(), &place.url(""));
    let file = site::source(&place.site()).join(format!("articles/{SLUG}.json"));
    let mut article: Value = serde_json::from_slice(&site::read(&file)).expect("the demo's stories are JSON");
    article["series"] = json!("Signals");
    article["aliases"] = json!([format!("/{ALIAS}")]);
    site::write(&file, article.to_string().as_bytes());
    site::publish(&place.site());
}

/// Compares the results for a server with its row of the table. `seen` has a cell for each column after the server's
/// name.
fn compare(server: &str, in_a_folder: bool, seen: &[String]) {
    TABLE.compare_with(server, |said| {
        let cells = seen.iter().enumerate().map(|(column, seen)| {
            let other = said.as_ref().and_then(|cells| cells.get(column + 1));
            let other = other.map_or(seen.as_str(), |cell| side(cell, !in_a_folder));
            match (other == seen, in_a_folder) {
                (true, _) => seen.clone(),
                (false, true) => format!("{other}{EITHER}{seen}"),
                (false, false) => format!("{seen}{EITHER}{other}"),
            }
        });
        [server.to_owned()].into_iter().chain(cells).collect()
    });
}

/// The part of a cell that is about one of the two prefixes.
fn side(cell: &str, in_a_folder: bool) -> &str {
    match cell.split_once(EITHER) {
        Some((_, folder)) if in_a_folder => folder,
        Some((root, _)) => root,
        None => cell,
    }
}
