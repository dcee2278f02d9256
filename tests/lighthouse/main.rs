//! `cargo xtask bench lighthouse`: how soon the demo story is on screen, by Lighthouse; and how soon it would be if
//! there were no scripts in it, measured by turns, so that what else the machine does weighs on both alike.

#[path = "../browser"]
#[allow(dead_code, reason = "the tests use the rest")]
mod harness {
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

use std::path::Path;

use harness::server;
use hosting::{demo, documentation, process, programs, report, servers, site};
use report::Report;
use site::STORY;

/// How often each page is measured.
const TIMES: usize = 5;

/// How much later than without scripts the story may be on screen.
const ALLOWED: f64 = 1.05;

fn main() {
    let process = demo::serve();
    let place = &process.place;
    let bare = STORY.replace("north-korea-3g", "without-scripts");
    write_without_scripts(&place.site().join(STORY), &place.site().join(&bare));
    println!("{:>4}{:>14}{:>14}{:>18}", "run", "performance", "LCP in ms", "without scripts");
    let (mut paints, mut bare_paints) = (Vec::new(), Vec::new());
    for run in 1..=TIMES {
        let marks = Report::of(&place.url(STORY)).score("performance");
        let paint = Report::in_slow_motion(&place.url(STORY)).largest_paint();
        let bare_paint = Report::in_slow_motion(&place.url(&bare)).largest_paint();
        println!("{run:>4}{marks:>14}{paint:>14.0}{bare_paint:>18.0}");
        paints.push(paint);
        bare_paints.push(bare_paint);
    }
    let ratio = median(paints) / median(bare_paints);
    println!("the medians' ratio is {ratio:.3}; {ALLOWED} is allowed");
    assert!(ratio <= ALLOWED, "scripts keep the story off the screen");
}

/// The middle one.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The same page, and its compressed copies, without the elements that hold or name a script.
fn write_without_scripts(from: &Path, to: &Path) {
    let page = String::from_utf8(site::read(&from.join("index.html"))).expect("pages are UTF-8");
    let mut pieces = page.split("<script");
    let mut bare = pieces.next().unwrap_or_default().to_owned();
    let before = bare.len();
    for piece in pieces {
        bare.push_str(piece.split_once("</script>").expect("scripts end").1);
    }
    assert!(bare.len() > before, "the page has no script to do without");
    std::fs::create_dir_all(to).unwrap_or_else(|error| panic!("{}: {error}", to.display()));
    site::write(&to.join("index.html"), bare.as_bytes());
    let mut packed = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut bare.as_bytes(), &mut packed, &settings).expect("memory can be written to");
    site::write(&to.join("index.html.br"), &packed);
}
