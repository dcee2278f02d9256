//! Waits for changes of files.

use std::collections::{BTreeSet, HashMap};
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Config, Event, EventHandler, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use same_file::Handle;

use crate::source::{FILES, OUTPUT};

/// How long no file must change before a change counts as complete. Editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(25);

/// After this time, a change counts as complete even if files go on changing.
const MAX_WAIT: Duration = Duration::from_millis(500);

/// How often files are looked at where the system can't tell of changes.
const POLL: Duration = Duration::from_secs(1);

/// Folders whose files are watched.
pub struct Changes {
    folders: Vec<PathBuf>,
    /// The folders that were at their paths when the watch began.
    watched: HashMap<PathBuf, Watched>,
    sender: Sender<Change>,
    receiver: Receiver<Change>,
}

/// What has changed.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// At least these files, or folders with some of them.
    Of(BTreeSet<PathBuf>),
    /// Anything may have changed.
    Unknown,
}

impl Change {
    /// Both changes.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Of(paths), Self::Of(others)) => Self::Of(paths.into_iter().chain(others).collect()),
            _ => Self::Unknown,
        }
    }
}

/// A folder that is watched until the value is dropped.
struct Watched {
    /// Tells the folder from another one that comes to the same path.
    folder: Handle,
    /// [`None`] if the system can't watch the folder.
    _watcher: Option<Box<dyn Watcher>>,
}

impl Changes {
    /// Begins to watch folders. They need not exist yet.
    pub fn of(folders: &[PathBuf]) -> Self {
        let (sender, receiver) = mpsc::channel();
        let folders = folders.iter().map(|folder| std::path::absolute(folder).unwrap_or_else(|_| folder.clone()));
        let mut changes = Self { folders: folders.collect(), watched: HashMap::new(), sender, receiver };
        changes.watch();
        changes
    }

    /// Waits until files have changed, and the change is complete. [`None`] if nothing changes for this time.
    pub fn wait(&mut self, time: Duration) -> Option<Change> {
        // A folder that is another one than before has other files, too.
        let mut change = if self.watch() { Change::Unknown } else { self.receiver.recv_timeout(time).ok()? };
        let begin = Instant::now();
        while begin.elapsed() < MAX_WAIT {
            match self.receiver.recv_timeout(QUIET) {
                Ok(other) => change = change.and(other),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        Some(change)
    }

    /// Watches each folder at its path, and returns whether any is another one than before, or is gone.
    fn watch(&mut self) -> bool {
        let mut has_changed = false;
        for folder in &self.folders {
            let there = Handle::from_path(folder).ok();
            if self.watched.get(folder).map(|watched| &watched.folder) == there.as_ref() {
                continue;
            }
            has_changed = true;
            self.watched.remove(folder);
            if let Some(there) = there {
                let watcher = watcher(folder, self.sender.clone());
                self.watched.insert(folder.clone(), Watched { folder: there, _watcher: watcher });
            }
        }
        has_changed
    }
}

/// Watches a folder with what the system has for that, or else by looking at its files again and again.
fn watcher(folder: &Path, sender: Sender<Change>) -> Option<Box<dyn Watcher>> {
    let root = folder.to_owned();
    let handler = move |event: notify::Result<Event>| {
        let change = match event {
            Ok(event) if !is_relevant(&event, &root) => return,
            Ok(Event { paths, .. }) if !paths.is_empty() => Change::Of(paths.into_iter().collect()),
            // After an error, such as a queue that is full, anything may have changed.
            _ => Change::Unknown,
        };
        // The receiver is gone only at the end of the program.
        let _ = sender.send(change);
    };
    started::<RecommendedWatcher>(folder, handler.clone()).or_else(|| started::<PollWatcher>(folder, handler))
}

fn started<W: Watcher + 'static>(folder: &Path, handler: impl EventHandler) -> Option<Box<dyn Watcher>> {
    // A linked folder may be large, and outside of the site.
    let config = Config::default().with_poll_interval(POLL).with_follow_symlinks(false);
    let mut watcher = W::new(handler, config).ok()?;
    watcher.watch(folder, RecursiveMode::Recursive).ok()?;
    Some(Box::new(watcher))
}

/// Whether an event can change what is published.
fn is_relevant(event: &Event, root: &Path) -> bool {
    let is_change = match event.kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        _ => true,
    };
    is_change && (event.paths.is_empty() || event.paths.iter().any(|path| is_of_site(path, root)))
}

/// Whether a path can be one of the site: not in the output folder, nor hidden, as the files are that some editors keep
/// beside an open one. In `files/`, hidden files are published.
fn is_of_site(path: &Path, root: &Path) -> bool {
    let Ok(inside) = path.strip_prefix(root) else { return true };
    let mut names = inside.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.as_encoded_bytes()),
        _ => None,
    });
    match names.clone().next() {
        Some(first) if first == OUTPUT.as_bytes() => false,
        Some(first) if first == FILES.as_bytes() => true,
        _ => !names.any(|name| name.starts_with(b".")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_that_can_be_published_are_of_the_site() {
        for (path, expected) in [
            ("site.json", true),
            ("articles/bell.json", true),
            ("files/.well-known/proof", true),
            ("", true),
            ("dist/index.html", false),
            ("articles/.bell.json.swp", false),
            ("articles/.#bell.json", false),
            (".git/HEAD", false),
            ("articles/dist/bell.json", true),
        ] {
            assert_eq!(is_of_site(&Path::new("/paper").join(path), Path::new("/paper")), expected, "{path}");
        }
    }
}
