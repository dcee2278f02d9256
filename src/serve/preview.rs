//! The state of the site that is being served, for open pages: which files have changed, and what is wrong with them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;
use tokio::sync::watch;

use crate::check::{Level, Report};
use crate::publish::{Files, Outcome, Unpublished};

/// How many runs are remembered. A page that has not heard of an earlier one reloads.
const MAX_RUNS: usize = 100;

/// How many findings a page names. The terminal has all of them.
const MAX_NOTES: usize = 20;

/// The state of the site, which one thread changes and the open pages follow.
pub struct Preview {
    state: Mutex<State>,
    /// The number of the last run, which wakes those who wait for the next one.
    runs: watch::Sender<u64>,
    /// Tells this server from an earlier one at the same address.
    server: u128,
}

#[derive(Default)]
struct State {
    /// The paths that each of the last runs changed, the latest run last.
    changed: VecDeque<BTreeSet<String>>,
    notes: Notes,
    /// The pages that `publish` would leave out, each with the reason.
    unpublished: BTreeMap<String, String>,
    /// Files that are answered in the place of those in the output folder, until the next run has made them.
    early: Files,
}

/// What is wrong with the site.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
struct Notes {
    /// Why the site could not be published. The pages are then those of the last run that could.
    error: Option<String>,
    /// The first findings.
    findings: Vec<Note>,
    /// How many further findings there are.
    more: usize,
}

/// A finding in a file.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Note {
    /// The file in the site folder, the line and the column.
    place: String,
    is_error: bool,
    message: String,
    help: String,
}

/// What an open page is told after each run.
#[derive(Debug, Serialize)]
pub struct Update {
    /// The version of the site.
    pub version: String,
    /// The paths that have changed since the version that the page knows, without a slash before them. [`None`] if that
    /// is unknown.
    changed: Option<BTreeSet<String>>,
    #[serde(flatten)]
    notes: Notes,
    /// The pages that `publish` would leave out, each with the reason.
    unpublished: BTreeMap<String, String>,
}

impl Preview {
    /// The state before the first run.
    pub fn new() -> Self {
        let server = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
        Self { state: Mutex::default(), runs: watch::Sender::new(0), server }
    }

    /// Records a run. Returns whether the findings differ from those before.
    pub fn published(&self, outcome: &Outcome, site: &Path, output: &Path) -> bool {
        let notes = Notes::of(&outcome.report, site);
        let unpublished = outcome.unpublished.iter().map(|(path, why)| (path.clone(), reason(why))).collect();
        let mut changed: BTreeSet<String> = outcome.changed.iter().cloned().collect();
        let has_new_findings = {
            let mut state = self.lock();
            // Pages show what was shown early. It has changed for them if the run has made something else, even if the
            // file is as it was before.
            for (path, bytes) in std::mem::take(&mut state.early) {
                match is_same(&output.join(&path), &bytes) {
                    true => changed.remove(&path),
                    false => changed.insert(path),
                };
            }
            state.unpublished = unpublished;
            std::mem::replace(&mut state.notes, notes.clone()) != notes
        };
        self.next_run(changed);
        has_new_findings
    }

    /// Answers these files from now on, until the next run.
    pub fn show_early(&self, mut files: Files, output: &Path) {
        let changed: BTreeSet<String> = {
            let mut state = self.lock();
            files.retain(|path, bytes| match state.early.get(path) {
                Some(shown) => shown != bytes,
                None => !is_same(&output.join(path), bytes),
            });
            let changed = files.keys().cloned().collect();
            state.early.extend(files);
            changed
        };
        if !changed.is_empty() {
            self.next_run(changed);
        }
    }

    /// A file that the next run will make.
    pub fn early(&self, path: &str) -> Option<Vec<u8>> {
        self.lock().early.get(path).cloned()
    }

    /// Records a run that failed. Returns whether the error differs from that before.
    pub fn failed(&self, error: &str) -> bool {
        let is_new = {
            let mut state = self.lock();
            let error = Some(error.to_owned());
            std::mem::replace(&mut state.notes.error, error.clone()) != error
        };
        self.next_run(BTreeSet::new());
        is_new
    }

    fn next_run(&self, changed: BTreeSet<String>) {
        let mut state = self.lock();
        state.changed.push_back(changed);
        if state.changed.len() > MAX_RUNS {
            state.changed.pop_front();
        }
        // The lock is held until the number fits the list of runs.
        self.runs.send_modify(|run| *run += 1);
    }

    /// The version of the site, for a page that is requested now.
    pub fn version(&self) -> String {
        self.version_of(*self.runs.borrow())
    }

    fn version_of(&self, run: u64) -> String {
        format!("{}.{run}", self.server)
    }

    /// Wakes the caller after each run.
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.runs.subscribe()
    }

    /// What a page is told that knows this version.
    pub fn since(&self, version: &str) -> Update {
        let state = self.lock();
        let run = *self.runs.borrow();
        let known = version.split_once('.').filter(|(server, _)| *server == self.server.to_string());
        let missed = known.and_then(|(_, known)| usize::try_from(run.checked_sub(known.parse().ok()?)?).ok());
        let changed = missed.filter(|missed| *missed <= state.changed.len());
        let changed = changed.map(|missed| state.changed.iter().rev().take(missed).flatten().cloned().collect());
        let (notes, unpublished) = (state.notes.clone(), state.unpublished.clone());
        Update { version: self.version_of(run), changed, notes, unpublished }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Notes {
    fn of(report: &Report, site: &Path) -> Self {
        let findings = report.documents.iter().flat_map(|document| {
            let file = document.file.strip_prefix(site).unwrap_or(&document.file).display();
            document.findings.iter().map(move |finding| Note {
                place: format!("{file}:{}:{}", finding.line, finding.column),
                is_error: finding.level == Level::Error,
                message: finding.message.clone(),
                help: finding.help.clone(),
            })
        });
        let more = report.count().saturating_sub(MAX_NOTES);
        Self { error: None, findings: findings.take(MAX_NOTES).collect(), more }
    }
}

/// Whether a file has this content.
fn is_same(file: &Path, bytes: &[u8]) -> bool {
    std::fs::read(file).is_ok_and(|there| there == bytes)
}

/// Why `publish` would leave out a page.
fn reason(unpublished: &Unpublished) -> String {
    match unpublished {
        Unpublished::Draft => "Draft".to_owned(),
        Unpublished::UnderEmbargo(end) => format!("Embargo until {}", end.datetime()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(preview: &Preview, paths: &[&str]) {
        preview.next_run(paths.iter().map(|path| (*path).to_owned()).collect());
    }

    fn changed(preview: &Preview, version: &str) -> Option<Vec<String>> {
        preview.since(version).changed.map(|paths| paths.into_iter().collect())
    }

    #[test]
    fn a_page_is_told_all_that_changed_since_its_version() {
        let preview = Preview::new();
        run(&preview, &["index.html"]);
        let first = preview.version();
        run(&preview, &["a", "b"]);
        let second = preview.version();
        run(&preview, &["b", "c"]);
        assert_eq!(changed(&preview, &first).unwrap(), ["a", "b", "c"]);
        assert_eq!(changed(&preview, &second).unwrap(), ["b", "c"]);
        assert_eq!(changed(&preview, &preview.version()).unwrap(), Vec::<String>::new());
        assert_eq!(preview.since(&first).version, preview.version());
    }

    #[test]
    fn a_version_that_is_forgotten_or_of_another_server_is_unknown() {
        let preview = Preview::new();
        let first = preview.version();
        (0..=MAX_RUNS).for_each(|_| run(&preview, &["a"]));
        for version in [first.as_str(), "1.5", "", "x", &format!("{}.99999", preview.server)] {
            assert_eq!(changed(&preview, version), None, "{version}");
        }
    }

    /// Regression: while `site.json` was broken, an article that was changed and changed back stayed as in between.
    #[test]
    fn a_change_that_is_undone_before_a_run_succeeds_is_undone_on_pages() {
        let output = tempfile::tempdir().unwrap();
        std::fs::write(output.path().join("a"), "before").unwrap();
        let preview = Preview::new();
        let show = |text: &str| {
            let version = preview.version();
            preview.show_early([("a".to_owned(), text.into())].into(), output.path());
            changed(&preview, &version).unwrap()
        };
        assert_eq!(show("before"), Vec::<String>::new(), "the file has this content");
        assert_eq!(show("changed"), ["a"]);
        assert_eq!(show("changed"), Vec::<String>::new());
        preview.failed("site.json is broken");
        assert_eq!(show("before"), ["a"]);
        assert_eq!(preview.early("a").as_deref(), Some(&b"before"[..]));
    }

    #[test]
    fn a_run_tells_of_what_was_shown_early_only_if_it_made_something_else() {
        for (made, expected) in [("early", vec![]), ("other", vec!["a"])] {
            let (preview, output) = (Preview::new(), tempfile::tempdir().unwrap());
            preview.show_early([("a".to_owned(), "early".into())].into(), output.path());
            let version = preview.version();
            std::fs::write(output.path().join("a"), made).unwrap();
            // The run that made "early" has written the file. The other one found it as it was.
            let changed_files = if made == "early" { vec!["a".to_owned()] } else { Vec::new() };
            preview.published(&outcome(changed_files), Path::new("paper"), output.path());
            assert_eq!(changed(&preview, &version).unwrap(), expected, "{made}");
            assert!(preview.early("a").is_none());
        }
    }

    fn outcome(changed: Vec<String>) -> Outcome {
        Outcome {
            output: "dist".into(),
            articles: 1,
            left_out: Vec::new(),
            retained: Vec::new(),
            retained_pages: 0,
            withheld: crate::publish::Withheld::default(),
            unpublished: Vec::new(),
            files: 1,
            written: changed.len(),
            changed,
            removed: 0,
            has_url: true,
            report: Report { documents: Vec::new() },
        }
    }

    #[test]
    fn an_error_is_new_until_it_is_told_and_goes_with_the_next_run() {
        let preview = Preview::new();
        assert!(preview.failed("broken"));
        assert!(!preview.failed("broken"));
        assert_eq!(preview.since("").notes.error.as_deref(), Some("broken"));
        assert!(preview.failed("worse"));
    }
}
