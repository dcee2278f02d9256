//! `cargo xtask bench speed`: how fast pages of the demo load on a mid-range phone with a slow network.
//!
//! Each page is measured in turn with the one that it is compared to, so that other load on the machine affects both
//! alike. Each measurement has a new browser with an empty cache.

#[path = "../browser"]
#[allow(dead_code, unused_imports, reason = "the tests use the rest")]
mod harness {
    pub mod browser;
    pub mod server;
}

#[path = "../hosting"]
#[allow(dead_code, unused_imports, reason = "the tests use the rest")]
mod hosting {
    pub mod demo;
    pub mod documentation;
    pub mod process;
    pub mod programs;
    pub mod report;
    pub mod servers;
    pub mod site;
}

#[path = "../shared/packages.rs"]
mod packages;
mod plain;
mod react;

use std::path::{Path, PathBuf};

use harness::{browser, server};
use hosting::{demo, documentation, process, programs, report, servers, site};

use browser::{Page, Screen, browse};
use report::Report;
use server::Host;
use site::{ARTICLE, SLUG};

/// How often each page is measured. An odd number has a median.
const TIMES: usize = 9;

/// The largest contentful paint of a finished page, as a multiple of that of plain HTML, may be at most this.
const PAINT_BUDGET: f64 = 1.05;

/// The time until the article is shown in the bare page, as a multiple of that in a React build, may be at most this.
const BARE_BUDGET: f64 = 1.0;

/// By which factor the emulated phone's processor is slower than this machine's.
const SLOWDOWN: u32 = 4;

/// JavaScript: the time of the largest contentful paint in milliseconds, and the element that was painted.
const LARGEST_PAINT: &str = "new Promise(resolve => { let last; \
     new PerformanceObserver(list => last = list.getEntries().at(-1))\
     .observe({ type: 'largest-contentful-paint', buffered: true }); \
     setTimeout(() => resolve([last.startTime, last.element.className || last.element.tagName]), 1500) })";

/// JavaScript: the total blocking time in milliseconds. Of each long task, the part over 50 ms counts.
const BLOCKED: &str = "new Promise(resolve => { let blocked = 0; \
     new PerformanceObserver(list => list.getEntries().forEach(task => blocked += task.duration - 50))\
     .observe({ type: 'longtask', buffered: true }); setTimeout(() => resolve(blocked), 500) })";

fn main() {
    let process = demo::serve();
    let place = &process.place;
    plain::write(&place.site().join(ARTICLE), &place.site().join("plain"));
    react::build(&place.site().join("react"));

    let finished = [place.url(ARTICLE), place.url("plain/")];
    let bare = [format!("reader.html#/{SLUG}"), format!("react/#/{SLUG}")].map(|page| place.url(&page));
    let [mut paints, mut arrivals, mut blocks] = [(); 3].map(|()| [Vec::new(), Vec::new()]);
    for _ in 0..TIMES {
        for side in 0..2 {
            paints[side].push(largest_paint(&finished[side]));
            let (arrival, blocked) = arrival(&bare[side]);
            arrivals[side].push(arrival);
            blocks[side].push(blocked);
        }
    }
    println!("medians of {TIMES}, in ms, at 1.6 Mbit/s, 150 ms and a processor {SLOWDOWN} times slower");
    println!("{:<44}{:>8}{:>14}{:>8}{:>8}", "", "ours", "theirs", "ratio", "budget");
    let ratios = [
        row("finished page, beside plain HTML: LCP", paints, Some(PAINT_BUDGET)),
        row("bare page, beside React: the article is there", arrivals, Some(BARE_BUDGET)),
        row("bare page, beside React: blocked", blocks, None),
    ];
    let marks = Report::of(&finished[0]).score("performance");
    println!("{:<44}{marks:>8}{:>14}{:>8}{:>8}", "finished page: Lighthouse's marks", "", "", 100);
    assert!(ratios.into_iter().all(|is_kept| is_kept), "a budget is exceeded");
}

/// Prints a row of the table, and returns whether the budget is kept.
fn row(name: &str, [ours, theirs]: [Vec<f64>; 2], budget: Option<f64>) -> bool {
    let (ours, theirs) = (median(ours), median(theirs));
    let ratio = ours / theirs;
    let shown = budget.map(|budget| format!("{budget:.2}")).unwrap_or_default();
    println!("{name:<44}{ours:>8.0}{theirs:>14.0}{ratio:>8.3}{shown:>8}");
    budget.is_none_or(|budget| ratio <= budget)
}

/// The time of a page's largest contentful paint.
fn largest_paint(url: &str) -> f64 {
    let (paint, what): (f64, String) = measure(url, async |page| page.get(LARGEST_PAINT).await);
    assert_eq!(what, "IMG", "the largest part of the page is its picture: {url}");
    paint
}

/// The time until the article is shown, and the total blocking time.
fn arrival(url: &str) -> (f64, f64) {
    measure(url, async |page| {
        page.wait_for("main[data-state=ready] article.article").await;
        let arrival = page.get("__frames.find(frame => frame.article).at").await;
        (arrival, page.get(BLOCKED).await)
    })
}

/// Loads a page in a new browser that emulates a phone, and measures it.
fn measure<T>(url: &str, figure: impl AsyncFn(&Page) -> T) -> T {
    let mut measured = None;
    browse(Host::default(), async |page| {
        page.screen(Screen::PHONE).await;
        page.slow_network().await;
        page.slow_processor(SLOWDOWN).await;
        page.visit(url).await;
        page.wait_until("the page", "document.readyState === 'complete'").await;
        measured = Some(figure(page).await);
    });
    measured.expect("the page was measured")
}

/// Writes a compressed copy beside a file.
fn write_copy(file: &Path, bytes: &[u8], quality: i32) {
    let mut packed = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &settings).expect("memory can be written to");
    site::write(&PathBuf::from(format!("{}.br", file.display())), &packed);
}

/// The median of an odd number of values.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
