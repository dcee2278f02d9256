//! The layout around the article: skip link, masthead, footer, skeleton; also corrections, tags and kicker.

use broadsheet::address::Target;
use broadsheet::view::layout::{main_region, masthead, site_footer, skip_link};
use broadsheet::view::{Skeleton, SkeletonProps};

use super::{Dom, english, page};
use crate::article::{article_with, read};

#[test]
fn the_skip_link_leads_to_the_article() {
    let dom = Dom::of(skip_link(english()).into());
    assert_eq!(dom.text("a.skip-link[href='#story']"), "Skip to the content");
    let dom = Dom::of(main_region("ready", "Words").into());
    assert_eq!(dom.text("main#story[tabindex='-1'][data-state=ready]"), "Words");
}

#[test]
fn the_masthead_links_home_and_the_footer_has_the_rights() {
    let dom = Dom::of(masthead(Some("The <Paper>"), &Target::Beyond { steps: 3, rest: String::new() }).into());
    assert_eq!(dom.text("header.masthead > a.masthead-title[href='../../../']"), "The <Paper>");
    assert_eq!(Dom::of(masthead(None, &Target::front()).into()).html, r#"<header class="masthead"></header>"#);
    assert_eq!(
        Dom::of(site_footer(Some("All ours."), None).into()).text("footer.site-footer > small > bdi"),
        "All ours."
    );
    assert_eq!(Dom::of(site_footer(None, None).into()).html, r#"<footer class="site-footer"></footer>"#);
    let address = "https://paper.example/2024/ü/?a=1&b=2#c";
    let foot = Dom::of(site_footer(None, Some(address)).into());
    assert_eq!(foot.text("footer > small.on-paper > bdi[dir=ltr]"), address);
}

#[test]
fn the_skeleton_says_that_the_article_is_loading() {
    let dom = Dom::of(Skeleton(SkeletonProps { labels: english() }));
    assert_eq!(dom.words(), "The story is loading.");
    assert_eq!(dom.count(".skeleton[role=status]"), 1);
    assert_eq!(dom.count(".bar"), dom.count(".bar[aria-hidden=true]:empty"));
    for bar in ["kicker", "headline", "standfirst", "byline", "lead", "line"] {
        assert!(dom.count(&format!(".bar.{bar}")) > 0, "{bar}");
    }
}

#[test]
fn the_skeleton_equals_that_of_index_html() {
    let bars =
        |html: &str| html.split('"').filter(|part| part.starts_with("bar ")).map(str::to_owned).collect::<Vec<_>>();
    let skeleton = Dom::of(Skeleton(SkeletonProps { labels: english() }));
    assert_eq!(bars(include_str!("../../../index.html")), bars(&skeleton.html));
}

#[test]
fn corrections_have_kind_date_and_text() {
    let dom = page(&article_with(
        r#""corrections": [{ "date": "2024-01-05", "kind": "correction", "text": "One." },
            { "date": "2024-01-06", "kind": "clarification", "text": ["Two ", { "text": "b", "em": true }] },
            { "date": "2024-01-07", "kind": "update", "text": "Three." }]"#,
    ));
    assert_eq!(dom.text("section.corrections > h2"), "Corrections");
    assert_eq!(
        dom.texts(".corrections li"),
        [
            "Correction, January 5, 2024: One.",
            "Clarification, January 6, 2024: Two b",
            "Update, January 7, 2024: Three."
        ]
    );
    assert_eq!(dom.count(".corrections time[datetime]"), 3);
}

#[test]
fn a_correction_without_a_date_is_shown_without() {
    let (article, _) =
        read(r#"{ "headline": "H", "body": [], "corrections": [{ "kind": "update", "text": "T." }] }"#).unwrap();
    let dom = page(&article);
    assert_eq!((dom.text(".corrections li").as_str(), dom.count("time")), ("Update: T.", 0));
}

#[test]
fn tags_are_a_list_and_may_be_links() {
    let dom = page(&article_with(r#""tags": ["One", { "text": "Two", "href": "https://example.org/two" }]"#));
    assert_eq!(dom.attr("ul.tags[role=list]", "aria-label"), Some("Topics"));
    assert_eq!(dom.texts(".tags > li"), ["One", "Two"]);
    assert_eq!(dom.text(".tags a[rel=tag][href='https://example.org/two']"), "Two");
    assert_eq!(page(&article_with(r#""tags": []"#)).count(".tags"), 0);
}

#[test]
fn a_kicker_may_be_a_link() {
    let dom = page(&article_with(r#""kicker": { "text": "Science", "href": "https://example.org/s" }"#));
    assert_eq!((dom.text(".kicker > a").as_str(), dom.attr(".kicker > a", "rel")), ("Science", None));
    assert_eq!(page(&article_with(r#""kicker": "Science""#)).count(".kicker a"), 0);
}
