//! An import writes nothing outside of its site, and can be stopped at any time.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use broadsheet::import::{ImportError, Options, Report, import, kind, record};
use broadsheet::publish::progress::{Progress, Silent};
use broadsheet::source::Form;

use super::run::{old_site, page};
use crate::new::Desk;
use crate::publish::paper::{NOW, files, png};

/// Imports `old` into a site.
fn imported(desk: &Desk, site: &str, stop: &AtomicBool, progress: &dyn Progress) -> Result<Report, ImportError> {
    let site = desk.path(site);
    let options = Options {
        site: &site,
        form: Form::Markdown,
        fetch: false,
        allow_private: false,
        dry_run: false,
        now: NOW,
        interrupted: stop,
    };
    import(&kind::open(&[desk.path("old")], None).unwrap(), &options, progress)
}

/// Does something at a step.
struct AtStep<F: Fn() + Sync>(usize, AtomicUsize, F);

impl<F: Fn() + Sync> Progress for AtStep<F> {
    fn begin(&self, _: &'static str, _: usize) {}

    fn step(&self) {
        if self.1.fetch_add(1, Ordering::Relaxed) == self.0 {
            self.2();
        }
    }
}

/// An old site of several batches.
fn large_site() -> Desk {
    let desk = Desk::new();
    for number in 0..300 {
        let body = format!("<p>Number {number}.</p><img src='{}.png' alt='{number}'>", number % 40);
        desk.write(&format!("old/{number:03}/bell.html"), page(&format!("{number}/bell"), "The bell", &body));
    }
    for number in 0..40 {
        let folders = (number..300).step_by(40);
        folders.for_each(|folder| desk.write(&format!("old/{folder:03}/{number}.png"), png(number + 1, 1)));
    }
    desk
}

#[test]
fn an_import_that_is_interrupted_or_killed_is_completed_by_the_next() {
    let desk = large_site();
    let stop = AtomicBool::new(false);
    imported(&desk, "whole", &stop, &Silent).unwrap();
    let whole = files(&desk.path("whole"));
    assert_eq!(whole.keys().filter(|file| file.starts_with("articles")).count(), 300);

    let interrupt = AtStep(140, AtomicUsize::new(0), || stop.store(true, Ordering::Relaxed));
    let error = imported(&desk, "paper", &stop, &interrupt).unwrap_err();
    assert!(matches!(error, ImportError::PartWay(_)), "{error}");
    assert!(error.to_string().contains("type the same command again"), "{error}");
    stop.store(false, Ordering::Relaxed);
    imported(&desk, "paper", &stop, &Silent).unwrap();
    assert!(files(&desk.path("paper")) == whole);

    // A run that is killed can write nothing more. What it has written down before, the next run finds.
    let kill = AtStep(140, AtomicUsize::new(0), || std::panic::resume_unwind(Box::new("killed")));
    assert!(catch_unwind(AssertUnwindSafe(|| imported(&desk, "killed", &stop, &kill))).is_err());
    assert!(!desk.path("killed").join(record::FILE).exists());
    // Of what was written last, a part may be missing.
    fs::remove_file(desk.path("killed/articles/bell-200.md")).unwrap();
    let report = imported(&desk, "killed", &stop, &Silent).unwrap();
    assert_eq!(report.items.len(), 300);
    assert!(files(&desk.path("killed")) == whole);
}

#[test]
fn two_imports_into_a_site_do_not_meet() {
    let desk = old_site();
    desk.import(&[]);
    let lock = fs::File::create(desk.path("paper/.broadsheet-import.lock")).unwrap();
    lock.lock().unwrap();
    let output = desk.run(&["import", "old", "--to", "paper"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("another import into paper is running"));
}

#[cfg(unix)]
#[test]
fn nothing_is_written_outside_of_the_site_or_read_outside_of_the_source() {
    use std::os::unix::fs::symlink;
    for folder in ["articles", "images"] {
        let desk = old_site();
        fs::create_dir_all(desk.path("outside")).unwrap();
        desk.write("paper/site.json", "{ \"title\": \"Mine\" }");
        symlink(desk.path("outside"), desk.path("paper").join(folder)).unwrap();
        let output = desk.run(&["import", "old", "--to", "paper"]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert!(said.contains("leads out of"), "{said}");
        assert_eq!(fs::read_dir(desk.path("outside")).unwrap().count(), 0);
    }

    let desk = Desk::new();
    desk.write("secret.png", png(1, 1));
    desk.write("old/.hidden/secret.png", png(1, 1));
    desk.write(
        "old/index.html",
        "<html><title>The bell</title><p>One.</p><img src='../secret.png' alt='a'><img src='link.png' alt='b'>\
         <img src='%2e%2e/secret.png' alt='c'><img src='.hidden/secret.png' alt='d'><img src='/../secret.png' alt='e'>",
    );
    symlink(desk.path("secret.png"), desk.path("old/link.png")).unwrap();
    let (_, report) = desk.import(&[]);
    assert_eq!(report["files"], serde_json::json!([]), "{report}");
}

#[test]
fn a_record_that_names_a_file_outside_of_the_site_is_refused() {
    let desk = old_site();
    desk.import(&[]);
    let path = format!("paper/{}", record::FILE);
    desk.write(&path, desk.read(&path).replace("articles/bell.md", "../bell.md"));
    let output = desk.run(&["import", "old", "--to", "paper"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("../bell.md is no file of the site"));
    assert!(!desk.path("bell.md").exists());
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_whatever_kind_it_is_said_to_be() {
    let desk = Desk::new();
    let made = std::process::Command::new("mkfifo").arg(desk.path("pipe")).status().unwrap();
    assert!(made.success());
    for kind in kind::KINDS {
        let output = desk.run(&["import", "pipe", "--to", "paper", "--from", kind.name]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), said.contains("it is not a file")), (Some(2), true), "{said}");
    }
}

#[test]
fn the_articles_of_the_site_itself_are_not_imported_into_it() {
    let desk = Desk::new();
    desk.write("old/one.md", "# One\n\nWords.\n");
    desk.write("old/two.html", page("two", "Two", "<p>Words.</p>"));
    let import = |source: &str| desk.run(&["import", source, "--to", "old/paper"]);
    assert_eq!(import("old").status.code(), Some(0));
    desk.write("old/paper/dist/two.html", page("two", "Two", "<p>Words.</p>"));
    let before = files(&desk.path("old/paper"));
    assert_eq!(before.keys().filter(|file| file.starts_with("articles")).count(), 2);
    for source in ["old", "old/paper", "old/paper/articles", "old/paper/articles/one.md"] {
        let output = import(source);
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0), "{source}: {said}");
        assert!(said.contains("files of the site itself were left out"), "{source}: {said}");
        assert!(files(&desk.path("old/paper")) == before, "{source}");
    }
    // A source that was put into the site is one.
    desk.write("old/paper/from-elsewhere/three.html", page("three", "Three", "<p>Words.</p>"));
    assert_eq!(import("old/paper/from-elsewhere").status.code(), Some(0));
    assert!(desk.path("old/paper/articles/three.md").is_file());
}

#[cfg(unix)]
#[test]
fn nothing_in_a_folder_is_left_out_in_silence() {
    let desk = old_site();
    desk.write("old/words.md", "# Words\n\nMore [of it](bell.html).\n");
    desk.write("old/made.md", "# Made\n\nWords.\n");
    desk.write("old/made.html", page("made", "Made", "<p>Words.</p>"));
    desk.write("old/notes.xyz", [0, 1]);
    std::os::unix::fs::symlink(desk.path("old/bell.html"), desk.path("old/link.html")).unwrap();
    let (_, report) = desk.import(&[]);
    let mut found: Vec<_> = super::run::outcomes(&report).into_iter().map(|(file, _)| file).collect();
    found.sort_unstable();
    let expected = ["articles/bell.md", "articles/ferry.md", "articles/made.md", "articles/words.md", "pages/about.md"];
    assert_eq!(found, expected);
    assert_eq!(desk.body("words"), "More [of it](bell.md).");
    let left: Vec<_> =
        report["sources"].as_array().unwrap().iter().map(|loss| loss["detail"].as_str().unwrap()).collect();
    let at = desk.path("");
    let left: Vec<_> = left.into_iter().map(|detail| detail.replace(&at.display().to_string(), "")).collect();
    assert_eq!(left, ["1 symbolic link, beginning with old/link.html", "2 files, beginning with old/made.html"]);
}
