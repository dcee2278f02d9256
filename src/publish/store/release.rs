//! The files of the app across releases. Their names contain a hash of their contents. Pages that were opened before an
//! upgrade still request the files of the earlier release, so those stay for some time.

use std::collections::BTreeMap;

/// How long the files of a release stay after the next release, in seconds: a week.
const RETENTION: i64 = 7 * 24 * 60 * 60;

/// The files of the app by name, each with the time at which it expires, in seconds since 1970. The files of the
/// current release have no such time.
pub type AppFiles = BTreeMap<String, Option<i64>>;

/// The files of the current release, and those from the manifest `before` that have not expired.
pub fn app_files<'a>(current: impl Iterator<Item = &'a str>, before: &AppFiles, now: i64) -> AppFiles {
    let mut files: AppFiles = before
        .iter()
        .map(|(name, end)| (name.clone(), Some(end.unwrap_or(now + RETENTION))))
        .filter(|(_, end)| end.is_some_and(|end| end > now))
        .collect();
    files.extend(current.map(|name| (name.to_owned(), None)));
    files
}

#[cfg(test)]
mod tests {
    use super::{AppFiles, RETENTION, app_files};

    const DAY: i64 = 24 * 60 * 60;

    /// The files after releases, each with its names and the day on which it was published.
    fn after(releases: &[(&[&str], i64)]) -> AppFiles {
        releases
            .iter()
            .fold(AppFiles::new(), |before, (names, day)| app_files(names.iter().copied(), &before, day * DAY))
    }

    #[test]
    fn files_of_a_release_stay_for_a_week_after_the_next() {
        for (releases, expected) in [
            (&[(&["a"][..], 0)][..], vec![("a", None)]),
            (&[(&["a"], 0), (&["b"], 1)], vec![("a", Some(DAY + RETENTION)), ("b", None)]),
            // Another run, with the same release.
            (&[(&["a"], 0), (&["b"], 1), (&["b"], 7)], vec![("a", Some(DAY + RETENTION)), ("b", None)]),
            (&[(&["a"], 0), (&["b"], 1), (&["b"], 8)], vec![("b", None)]),
            // Two upgrades in a week.
            (
                &[(&["a"], 0), (&["b"], 1), (&["c"], 2)],
                vec![("a", Some(DAY + RETENTION)), ("b", Some(2 * DAY + RETENTION)), ("c", None)],
            ),
            // The release before comes back, and what both have stays all along.
            (
                &[(&["a", "x"], 0), (&["b", "x"], 1), (&["a", "x"], 2)],
                vec![("a", None), ("b", Some(2 * DAY + RETENTION)), ("x", None)],
            ),
            // A clock that was set back.
            (&[(&["a"], 5), (&["b"], 4)], vec![("a", Some(4 * DAY + RETENTION)), ("b", None)]),
        ] {
            let expected: AppFiles = expected.into_iter().map(|(name, end)| (name.to_owned(), end)).collect();
            assert_eq!(after(releases), expected, "{releases:?}");
        }
    }
}
