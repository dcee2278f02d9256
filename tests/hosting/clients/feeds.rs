//! Feed parsers.

use std::path::Path;

use super::{compare, node, python};

/// How many articles a feed has. The site has more.
const LENGTH: usize = 30;

#[test]
fn feedparser_reads_the_articles_as_the_table_says() {
    let read = |feed: &str| python("feedparser-reads.py", "BROADSHEET_FEEDPARSER", "feedparser", &[Path::new(feed)]);
    compare("feedparser 6.0.14, `feed.xml`", &read("feed.xml"), LENGTH);
}

#[test]
fn feedsmith_reads_the_articles_as_the_table_says() {
    let packages = [("BROADSHEET_FEEDSMITH", "feedsmith, of npm")];
    let mut readings = node("feedsmith-reads.cjs", &packages);
    for feed in ["feed.xml", "feed.json"] {
        let of_feed = readings.keys().filter_map(|name| name.strip_prefix(&format!("{feed} ")).map(str::to_owned));
        let of_feed: Vec<_> = of_feed.collect();
        let of_feed =
            of_feed.into_iter().filter_map(|slug| readings.remove(&format!("{feed} {slug}")).map(|read| (slug, read)));
        compare(&format!("feedsmith 3.0.1, `{feed}`"), &of_feed.collect(), LENGTH);
    }
}
