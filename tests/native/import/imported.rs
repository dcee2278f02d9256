//! A site into which every source was imported.

use std::collections::BTreeMap;

use broadsheet::app::App;
use broadsheet::check;
use broadsheet::publish::progress::Silent;
use broadsheet::publish::{Options, publish};
use broadsheet::source::SiteFolder;
use expect_test::expect;

use super::run::page;
use crate::imported::import_all;
use crate::new::Desk;
use crate::publish::paper::Paper;

/// A time after the dates of all articles but one: 1 January 2026, UTC.
const NOW: i64 = 1_767_225_600;

#[test]
fn an_imported_site_has_only_true_findings() {
    let desk = Desk::new();
    let reports = import_all(&desk.path("paper"), &desk.path("sources"));
    let mut counts = BTreeMap::new();
    for article in reports.iter().flat_map(|report| report["articles"].as_array().unwrap()) {
        *counts.entry(article["outcome"].as_str().unwrap()).or_insert(0) += 1;
    }
    expect![[r#"{"new": 23, "unchanged": 17, "updated": 10}"#]].assert_eq(&format!("{counts:?}"));
    let report = check::check(&[desk.path("paper")], NOW).unwrap();
    // The fixtures have these: a series without its first part, and images whose descriptions are their captions.
    expect![[r#"
        warning[series]: this is part 2 of its series, which has no part 1
          --> paper/articles/harbour-bell.md:20:3
           |
        20 |   name: Sounds
           |   ^^^^ series
           |
           = help: give the missing part its number, or correct this one

        warning[alt-repeats-caption]: the alternative text repeats the caption, so screen readers read it twice
          --> paper/articles/harbour-bell.md:58:1
           |
        58 | ![The quay in rain](../images/bell.gif "The quay, in rain")
           | ^ body[5].alt
           |
           = help: describe here what can be seen, and explain it in the caption

        warning[alt-repeats-caption]: the alternative text repeats the caption, so screen readers read it twice
          --> paper/articles/pandoc.md:43:1
           |
        43 | ![The bell in October.](../images/libreoffice-image1.png "The bell in October.")
           | ^ body[10].alt
           |
           = help: describe here what can be seen, and explain it in the caption

        3 findings in 2 of 52 files
    "#]]
    .assert_eq(&report.to_human(false).replace(desk.path("").to_str().unwrap(), ""));

    // More comes to light when it is published.
    let paper = Paper::new();
    let app = App::in_folder(paper.app_folder());
    let site = SiteFolder::at(desk.path("paper"));
    let outcome = publish(&site, &desk.path("dist"), &Options::new(&app, NOW), &Silent).unwrap();
    let found = outcome.report.documents.iter().flat_map(|document| &document.findings);
    let found: Vec<_> = found.map(|finding| finding.rule).collect();
    expect![[r#"33 articles, ["series", "alt-repeats-caption", "alt-repeats-caption"]"#]]
        .assert_eq(&format!("{} articles, {found:?}", outcome.articles));
}

#[test]
fn an_old_address_that_another_article_has_now_is_left_out_and_named() {
    let desk = Desk::new();
    desk.write("paper/site.json", "{ \"title\": \"Mine\" }");
    desk.write("paper/articles/bell.md", "---\npublished: 2024-02-01\n---\n\n# My own\n\nIt stays.\n");
    desk.write("paper/articles/reef.md", "---\npublished: 2020-02-01\n---\n\n# My own\n\nIt stays.\n");
    desk.write("paper/pages/about.md", "# About\n\nIt stays.\n");
    for (file, address) in [("a", "2024/02/bell"), ("b", "about"), ("c", "2024/02/reef"), ("d", "2024/02/c")] {
        let page = page(file, &format!("The {file}"), "<p>Words.</p>");
        desk.write(&format!("old/{file}.html"), page.replace(&format!("/news/{file}/"), &format!("/{address}/")));
    }
    let (_, report) = desk.import(&[]);
    let losses =
        report["articles"].as_array().unwrap().iter().flat_map(|article| article["losses"].as_array().unwrap());
    let losses: Vec<_> = losses.filter(|loss| loss["cause"] == "alias").map(|loss| &loss["detail"]).collect();
    let files = ["a", "b", "c", "d"].map(|file| format!("articles/{file}.md"));
    let with_alias = files.iter().filter(|file| desk.read(&format!("paper/{file}")).contains("aliases"));
    expect![[r#"[String("/2024/02/bell/"), String("/about/"), String("/2024/02/c/")] ["articles/c.md"]"#]]
        .assert_eq(&format!("{losses:?} {:?}", with_alias.collect::<Vec<_>>()));
}
