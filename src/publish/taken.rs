//! The paths at which there are files already, for outputs that give way to others.

use std::collections::BTreeSet;

use crate::spelling::spelling_key;

/// Paths that are taken. Two spellings of a path are the same: some systems ignore capitals, and some write accents as
/// separate characters.
#[derive(Default)]
pub struct TakenPaths(BTreeSet<String>);

impl TakenPaths {
    /// The paths of these files.
    pub fn of(paths: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        Self(paths.into_iter().map(|path| spelling_key(path.as_ref())).collect())
    }

    /// Adds a path.
    pub fn insert(&mut self, path: &str) {
        self.0.insert(spelling_key(path));
    }

    /// Whether there can be a file at this path: neither is it taken, nor is it in or around a file as if one were a
    /// folder.
    pub fn leaves(&self, path: &str) -> bool {
        let path = spelling_key(path);
        let mut around = path.match_indices('/').map(|(end, _)| &path[..end]);
        let inside = format!("{path}/");
        let next = self.0.range(inside.clone()..).next();
        !self.0.contains(&path)
            && !around.any(|folder| self.0.contains(folder))
            && !next.is_some_and(|next| next.starts_with(&inside))
    }
}

#[cfg(test)]
mod tests {
    use super::TakenPaths;

    #[test]
    fn a_path_is_free_if_no_file_is_at_it_in_it_or_around_it() {
        let taken = TakenPaths::of(["feed.xml", "2023/01/two/index.html", "über/index.html"]);
        for (path, is_free) in [
            ("feed.xml", false),
            ("FEED.XML", false),
            ("feed.xml/index.html", false),
            ("2023/01/two", false),
            ("2023", false),
            ("2023/01/TWO/index.html", false),
            ("u\u{308}ber/index.html", false),
            ("2023/01/three/index.html", true),
            ("feed.xml.html", true),
            ("feed", true),
        ] {
            assert_eq!(taken.leaves(path), is_free, "{path}");
        }
    }
}
