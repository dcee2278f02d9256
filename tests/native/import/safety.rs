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
