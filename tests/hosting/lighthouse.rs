//! Lighthouse's scores for the demo article, on an emulated phone. Performance depends on the machine, so `cargo xtask
//! bench speed` measures it, and it is not asserted here.

use crate::demo;
use crate::report::Report;
use crate::site::ARTICLE;

#[test]
fn lighthouse_gives_the_demo_article_full_scores() {
    let process = demo::serve();
    let report = Report::of(&process.place.url(ARTICLE));
    for category in ["accessibility", "best-practices", "seo"] {
        assert_eq!(report.score(category), 100, "{category}: {:#?}", report.faults(category));
    }
    assert_eq!(report.layout_shift(), 0.0, "something moves");
}
