//! Every server, with the site at `/` and at `/a/b/`, and what comes of it in a browser and by plain HTTP.

mod answers;
mod embed;
mod page;

use crate::browser::browse;
use crate::process::{Place, Process};
use crate::server::Host;
use crate::servers::{self, Server};
use crate::site;
use crate::table::Table;

/// Both tests of each server.
macro_rules! matrix {
    ($($name:ident: $server:expr;)*) => {
        /// In the order of the table.
        const SERVERS: &[&str] = &[$($server.name),*];

        $(
        mod $name {
            #[test]
            fn at_the_root() {
                super::look_at(&$server, "/");
            }

            #[test]
            fn in_a_folder() {
                super::look_at(&$server, "/a/b/");
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

/// Between what was seen at the root and what was seen in a folder, if the two differ.
const EITHER: &str = " / ";

const TABLE: Table = Table {
    file: "docs/hosting.md",
    name: "the matrix",
    titles: &[
        "Server",
        "Page",
        "Story",
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

/// Runs a server on the site, and looks. A check is a column of the table: one that a site can do without says what it
/// saw, and the others say “yes”, or panic.
fn look_at(server: &Server, prefix: &'static str) {
    let place = Place::new(prefix);
    site::copy(&place.site(), &place.url(""));
    site::publish(&place.site());
    let command = (server.command)(&place);
    let process = Process::start(place, &command);
    let place = &process.place;
    // The browser's own server has the page of another site.
    browse(Host { policy: None, ..Host::default() }, async |page| {
        let seen = [
            page::front(page, place).await,
            page::article(page, place).await,
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

/// Compares what was seen of a server with its row of the table. `seen` has a cell for each column after the server's
/// name; the site was at the root or `in_a_folder`.
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

/// What a cell says of one of the two prefixes.
fn side(cell: &str, in_a_folder: bool) -> &str {
    match cell.split_once(EITHER) {
        Some((_, folder)) if in_a_folder => folder,
        Some((root, _)) => root,
        None => cell,
    }
}
