//! Runs that are killed at random points while the site is edited in between.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use super::paper::{NOW, Paper};

/// The environment variable with the seconds for which [`a_whole_run_after_killed_ones_ends_in_the_bytes_of_one_from_scratch`]
/// goes on.
const SECONDS: &str = "BROADSHEET_KILL_SECONDS";

/// How long it goes on by default.
const DEFAULT_SECONDS: u64 = 5;

/// A change of the site folder.
#[derive(Clone, Debug)]
enum Edit {
    /// Writes an article, with a text of its own, and maybe in a section and with an image.
    Write {
        article: u8,
        text: u8,
        section: Option<u8>,
        image: Option<u8>,
    },
    Remove {
        article: u8,
    },
    /// Moves an article to a folder, which does not change its address.
    Move {
        article: u8,
    },
    Image {
        image: u8,
        text: u8,
    },
    Served {
        file: u8,
        text: Option<u8>,
    },
    Title(u8),
}

fn edit() -> impl Strategy<Value = Edit> {
    let article = 0..8_u8;
    prop_oneof![
        6 => (article.clone(), any::<u8>(), proptest::option::of(0..3_u8), proptest::option::of(0..3_u8))
            .prop_map(|(article, text, section, image)| Edit::Write { article, text, section, image }),
        2 => article.clone().prop_map(|article| Edit::Remove { article }),
        1 => article.prop_map(|article| Edit::Move { article }),
        2 => (0..3_u8, any::<u8>()).prop_map(|(image, text)| Edit::Image { image, text }),
        2 => (0..4_u8, proptest::option::of(any::<u8>())).prop_map(|(file, text)| Edit::Served { file, text }),
        1 => (0..3_u8).prop_map(Edit::Title),
    ]
}

fn end() -> impl Strategy<Value = End> {
    prop_oneof![Just(End::Killed), Just(End::Interrupted)]
}

/// The files in `files/`: one is a folder in the place of another.
const SERVED: [&str; 4] = ["CNAME", "about", "about/index.html", "a/b/c.txt"];

impl Edit {
    fn apply(&self, paper: &Paper) {
        let article = |number: &u8| paper.source(&format!("articles/story-{number}.json"));
        let moved = |number: &u8| paper.source(&format!("articles/2024/story-{number}.json"));
        match self {
            Self::Write { article: number, text, section, image } => {
                let _ = fs::remove_file(moved(number));
                let image =
                    image.map(|image| json!({ "type": "image", "src": format!("../images/{image}.svg"), "alt": "" }));
                let document = json!({
                    "headline": format!("Story {number}"), "published": format!("2024-02-{:02}", number + 1),
                    "kicker": section.map(|section| format!("Section {section}")), "lead": image,
                    "body": [format!("Text {text}.")],
                });
                paper.article(&format!("story-{number}"), &document);
            }
            Self::Remove { article: number } => {
                for file in [article(number), moved(number)] {
                    let _ = fs::remove_file(file);
                }
            }
            Self::Move { article: number } => {
                fs::create_dir_all(paper.source("articles/2024")).unwrap();
                let text = fs::read_to_string(article(number));
                if let Ok(text) = text {
                    fs::write(moved(number), text.replace("../images", "../../images")).unwrap();
                    fs::remove_file(article(number)).unwrap();
                }
            }
            Self::Image { image, text } => {
                paper.write(&format!("images/{image}.svg"), format!("<svg viewBox='0 0 3 2' id='i{text}'/>"));
            }
            Self::Served { file, text } => {
                let path = SERVED[usize::from(*file)];
                // A folder and a file can't have the same name here, either.
                let _ = fs::remove_file(paper.source("files/about"));
                let _ = fs::remove_dir_all(paper.source("files/about"));
                let _ = fs::remove_file(paper.source(&format!("files/{path}")));
                if let Some(text) = text {
                    paper.write(&format!("files/{path}"), format!("{text}"));
                }
            }
            Self::Title(number) => {
                paper.site(&json!({ "title": format!("Paper {number}"), "url": "https://paper.example/news/" }));
            }
        }
    }
}

/// How a run ends.
#[derive(Clone, Copy, Debug)]
enum End {
    Killed,
    /// By Ctrl-C, which the program catches.
    Interrupted,
}

/// Starts a run, and ends it after some time. An exit code of 2 has to mean that nothing was changed.
fn run_and_end(paper: &Paper, end: End, after: Duration) {
    let mut run = Command::new(env!("CARGO_BIN_EXE_broadsheet"));
    run.arg("publish").arg(paper.source("")).arg("--app").arg(paper.app_folder());
    run.env("SOURCE_DATE_EPOCH", NOW.to_string()).stderr(Stdio::null());
    let before = public(paper);
    let mut run = run.spawn().unwrap();
    std::thread::sleep(after);
    match end {
        End::Killed => drop(run.kill()),
        End::Interrupted => {
            let _ = Command::new("kill").args(["-INT", &run.id().to_string()]).stderr(Stdio::null()).status();
        }
    }
    let status = run.wait().unwrap();
    if status.code() == Some(2) {
        let after = public(paper);
        let differing: Vec<_> =
            after.keys().chain(before.keys()).filter(|path| after.get(*path) != before.get(*path)).collect();
        assert!(differing.is_empty(), "it ended with 2, but {differing:?} differ");
    }
    if matches!(end, End::Interrupted) && status.code().is_some() {
        assert!(matches!(status.code(), Some(0 | 2 | 3)), "{status}");
        assert!(!paper.path(".broadsheet").exists(), "nothing is left of a run that ended by itself: {status}");
    }
}

/// The files of the output folder, without those that a run only prepared.
fn public(paper: &Paper) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = paper.files();
    files.retain(|path, _| !path.starts_with(".broadsheet"));
    files
}

/// The published files, without those that [`FOREIGN`] names.
fn published(paper: &Paper) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = paper.files();
    FOREIGN.iter().for_each(|path| drop(files.remove(Path::new(path))));
    files
}

/// Files of somebody else in the output folder.
const FOREIGN: [&str; 3] = ["stats.html", "2024/02/notes.txt", "content/upload.jpg"];

/// The time for which a run is left alone, in tenths of a percent of the time of a whole run; and the end of that run; and the edits before it.
type Round = (u16, End, Vec<Edit>);

#[test]
fn a_whole_run_after_killed_ones_ends_in_the_bytes_of_one_from_scratch() {
    let seconds = std::env::var(SECONDS).ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(DEFAULT_SECONDS);
    let until = Instant::now() + Duration::from_secs(seconds);
    let mut runner = TestRunner::new(Config { failure_persistence: None, cases: u32::MAX, ..Config::default() });
    let rounds = proptest::collection::vec((0..1_100_u16, end(), proptest::collection::vec(edit(), 1..6)), 1..5);
    let mut count = 0;
    while Instant::now() < until || count == 0 {
        let tree = rounds.new_tree(&mut runner).unwrap();
        check(&tree.current());
        count += 1;
    }
    println!("{count} sequences of runs");
}

fn check(rounds: &[Round]) {
    let paper = Paper::of(&json!({ "title": "The Paper", "url": "https://paper.example/news/" }));
    (0..3).for_each(|image| Edit::Image { image, text: 0 }.apply(&paper));
    for path in FOREIGN {
        paper.plant(path, "Not ours.");
    }
    let begun = Instant::now();
    run_and_end(&paper, End::Killed, Duration::from_millis(1));
    paper.publish();
    let whole = begun.elapsed().max(Duration::from_millis(20));
    for (part, end, edits) in rounds {
        edits.iter().for_each(|edit| edit.apply(&paper));
        let before = paper.sources();
        run_and_end(&paper, *end, whole.mul_f64(f64::from(*part) / 1_000.0));
        assert_eq!(paper.sources(), before, "the site folder is only read: {rounds:?}");
    }
    let outcome = paper.try_to_publish().unwrap();
    assert!(!outcome.report.has_errors(), "{}", outcome.report.to_human(false));
    for path in FOREIGN {
        assert_eq!(paper.read(path), "Not ours.", "{rounds:?}");
    }
    let scratch = Paper::of(&json!({}));
    for (path, bytes) in paper.sources() {
        scratch.write(path.to_str().unwrap(), bytes);
    }
    scratch.publish();
    let (files, expected) = (published(&paper), published(&scratch));
    let differing: Vec<_> =
        files.keys().chain(expected.keys()).filter(|path| files.get(*path) != expected.get(*path)).collect();
    assert!(differing.is_empty(), "{differing:?} differ after {rounds:?}");
    let list: Value = paper.json("publish.json");
    assert!(
        list["files"].as_object().unwrap().keys().all(|path| paper.has(path)),
        "the list has only files that are there"
    );
}
