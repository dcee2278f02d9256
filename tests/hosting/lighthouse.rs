//! The demo article as Lighthouse sees it, on a telephone. How fast it is hangs on the machine, so that is measured by
//! `cargo xtask bench speed`, and not asserted here.

use crate::demo;
use crate::report::Report;
use crate::site::ARTICLE;

#[test]
fn the_article_has_full_marks() {
    let process = demo::serve();
    let report = Report::of(&process.place.url(ARTICLE));
    for category in ["accessibility", "best-practices", "seo"] {
        assert_eq!(report.score(category), 100, "{category}: {:#?}", report.faults(category));
    }
    assert_eq!(report.layout_shift(), 0.0, "something moves");
}
