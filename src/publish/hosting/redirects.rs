//! `_redirects`, for Netlify (<https://docs.netlify.com/manage/routing/redirects/overview/>) and Cloudflare Pages
//! (<https://developers.cloudflare.com/pages/configuration/redirects/>): from addresses at which feed readers look for a
//! feed, and from earlier addresses of articles.
//!
//! `404.html` needs no rule: both use it by default, and Cloudflare supports no rule with status 404. At each earlier
//! address, there is also a page, which Netlify shows instead of applying the rule. It would apply a rule with the status
//! `301!`, which Cloudflare rejects.

use std::fmt::Write;

use super::Redirect;
use crate::publish::feeds;

/// Paths at which feed readers look for a feed, and where no file is.
const FEEDS: [&str; 3] = ["/feed", "/rss", "/atom.xml"];

/// The number of rules that Cloudflare applies.
const MAX_RULES: usize = 2_000;

/// The number of characters in the longest rule that Cloudflare applies.
const MAX_LENGTH: usize = 1_000;

/// The content of `_redirects`.
pub fn write(has_feeds: bool, redirects: &[Redirect]) -> String {
    let is_free = |path: &&str| !redirects.iter().any(|redirect| redirect.from == *path);
    let feeds = FEEDS.into_iter().filter(|path| has_feeds && is_free(path));
    let feeds = feeds.map(|path| format!("{path} /{} 301", feeds::ATOM));
    let articles = redirects.iter().map(|Redirect { from, to }| format!("{from} {to} 301"));
    let (possible, too_long): (Vec<_>, Vec<_>) = feeds.chain(articles).partition(|rule| rule.len() <= MAX_LENGTH);
    let mut file: String = possible.iter().take(MAX_RULES).map(|rule| format!("{rule}\n")).collect();
    let missing = possible.len().saturating_sub(MAX_RULES) + too_long.len();
    if missing > 0 {
        let _ = writeln!(
            file,
            "# Cloudflare applies {MAX_RULES} rules of up to {MAX_LENGTH} characters. From {missing} more earlier addresses \
             of articles, pages lead on.",
        );
    }
    if file.is_empty() { "# There are no redirects.\n".to_owned() } else { file }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(count: usize) -> Vec<Redirect> {
        (0..count).map(|number| Redirect { from: format!("/old-{number}/"), to: "/new/".to_owned() }).collect()
    }

    #[test]
    fn rules_within_the_limit_are_all_written() {
        let file = write(true, &some(1_997));
        assert_eq!((file.lines().count(), file.contains('#')), (2_000, false));
        assert!(file.starts_with("/feed /feed.xml 301\n") && file.ends_with("/old-1996/ /new/ 301\n"), "{file}");
    }

    #[test]
    fn rules_over_the_limit_are_left_to_pages_and_counted_in_a_comment() {
        let mut redirects = some(2_001);
        redirects[0].from = format!("/{}/", "a".repeat(1_000));
        let file = write(false, &redirects);
        assert_eq!(file.lines().filter(|line| !line.starts_with('#')).count(), 2_000);
        assert!(!file.contains("aaa") && file.contains("From 1 more earlier"), "{file}");
    }

    #[test]
    fn an_earlier_address_of_an_article_goes_before_one_of_feeds() {
        let alias = Redirect { from: "/atom.xml".to_owned(), to: "/new/".to_owned() };
        assert_eq!(write(true, &[alias]), "/feed /feed.xml 301\n/rss /feed.xml 301\n/atom.xml /new/ 301\n");
    }
}
