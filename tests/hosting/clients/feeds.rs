//! Feed parsers.

use std::path::Path;

use super::{Readings, SITE, compare, node, python};

/// How many articles a feed has. The site has more.
const LENGTH: usize = 30;

#[test]
fn feedparser_reads_the_articles_as_the_table_says() {
    for feed in ["feed.xml", "rss.xml"] {
        let readings = python("feedparser-reads.py", "BROADSHEET_FEEDPARSER", "feedparser", &[Path::new(feed)], &SITE);
        compare(&format!("feedparser 6.0.14, `{feed}`"), &readings, LENGTH);
    }
}

#[test]
fn feedsmith_reads_the_articles_as_the_table_says() {
    let readings = node("feedsmith-reads.cjs", &[("BROADSHEET_FEEDSMITH", "feedsmith, of npm")], &SITE);
    compare_feeds("feedsmith 3.0.1", readings, &["feed.xml", "feed.json", "rss.xml"]);
}

#[test]
fn rss_parser_reads_the_articles_as_the_table_says() {
    let readings = node("rss-parser-reads.cjs", &[("BROADSHEET_RSS_PARSER", "rss-parser, of npm")], &SITE);
    compare_feeds("rss-parser 3.13.0", readings, &["feed.xml", "rss.xml"]);
}

/// Compares what a program has read from several feeds. Each key of `readings` is a feed and a slug.
fn compare_feeds(program: &str, mut readings: Readings, feeds: &[&str]) {
    for feed in feeds {
        let start = format!("{feed} ");
        let of_feed = readings.extract_if(.., |name, _| name.starts_with(&start));
        let of_feed: Readings = of_feed.map(|(name, reading)| (name[start.len()..].to_owned(), reading)).collect();
        compare(&format!("{program}, `{feed}`"), &of_feed, LENGTH);
    }
    assert!(readings.is_empty(), "articles of other feeds: {:?}", readings.keys());
}
