//! Exports of WordPress become drafts.

use std::fmt::Write as _;
use std::path::PathBuf;

use broadsheet::import::wordpress::{WordPress, is};
use broadsheet::import::{Draft, Loss, SourceError};
use expect_test::{Expect, expect, expect_file};

use super::drafts::{all, fixture, folder, listed, named, read, shown};

fn open(files: &[PathBuf]) -> WordPress {
    WordPress::open(files).unwrap()
}

/// The drafts and the losses of an export with these bytes.
fn read_bytes(bytes: &[u8]) -> (Vec<Draft>, Vec<Loss>) {
    let folder = folder(&[("export.xml", bytes)]);
    let reader = open(&[folder.path().join("export.xml")]);
    read(&reader)
}

/// An export with this between `<channel>` and `</channel>`.
fn export(channel: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>\
         <link>https://paper.example</link>{channel}</channel></rss>"
    )
}

/// A published post.
fn post(id: usize, title: &str, content: &str) -> String {
    format!(
        "<item><title>{title}</title><link>https://paper.example/{id}/</link><content:encoded><![CDATA[{content}]]>\
         </content:encoded><wp:post_id>{id}</wp:post_id><wp:post_date>2024-10-04 09:30:00</wp:post_date>\
         <wp:post_date_gmt>2024-10-04 07:30:00</wp:post_date_gmt><wp:post_name>post-{id}</wp:post_name>\
         <wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>"
    )
}

/// What drafts and losses look like in a line each.
fn outline((drafts, losses): &(Vec<Draft>, Vec<Loss>)) -> String {
    let mut out = String::new();
    for draft in drafts {
        let headline = draft.fields.get("headline").map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(out, "{} {} {headline}", draft.origin.line.unwrap_or_default(), draft.name);
        out.push_str(&listed(&draft.losses));
    }
    out + &listed(losses)
}

fn check(bytes: impl AsRef<[u8]>, expected: Expect) {
    expected.assert_eq(&outline(&read_bytes(bytes.as_ref())));
}

#[test]
fn all_that_an_export_contains_becomes_drafts_with_their_losses() {
    expect_file!["fixtures/wordpress.md"].assert_eq(&all(&open(&[fixture("wordpress.xml")])));
}
