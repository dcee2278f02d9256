//! The second half of a run: puts the prepared files into place, and removes those that are no longer made.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fs_err as fs;
use icu_normalizer::ComposingNormalizer;
use rayon::prelude::*;
use same_file::is_same_file;

use crate::file_system::{self, about, is_inside, with_slashes};
use crate::publish::PublishError;
use crate::publish::store::compress::COPIES;
use crate::publish::store::folder::{OutputFolder, Planned};
use crate::publish::store::hash;
use crate::publish::store::manifest::{Entry, Manifest};

/// What a run changed, and what there is now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// How many files the run plans, including compressed copies, but without the manifest.
    pub files: usize,
    /// The paths of the files that were written or removed, without compressed copies.
    pub changed: Vec<String>,
    /// How many files were written, including compressed copies.
    pub written: usize,
    /// How many files were removed. Compressed copies are not counted.
    pub removed: usize,
}

type Plan = BTreeMap<String, Planned>;

impl OutputFolder<'_> {
    /// Puts all planned files into place. `adopts` is whether files of somebody else with the same paths are replaced.
    ///
    /// # Errors
    ///
    /// Without a [`PublishError::PartWay`], nothing in the folder has changed.
    pub fn commit(self, adopts: bool) -> Result<Changes, PublishError> {
        let plan = self.take_planned();
        let changed: Vec<_> = plan.iter().filter(|(_, planned)| planned.prepared.is_some()).collect();
        let after =
            Manifest { files: plan.iter().map(|(path, planned)| (path.clone(), planned.entry.clone())).collect() };
        let stale: Vec<_> = self.before.files.keys().filter(|path| !plan.contains_key(*path)).collect();
        let foreign = self.foreign(&changed, adopts)?;
        if !foreign.is_empty() {
            return Err(PublishError::Foreign { folder: self.folder.clone(), paths: foreign });
        }
        if changed.is_empty() && after == self.before && self.folder.join(Manifest::FILE).is_file() {
            return Ok(Changes { files: count(&plan), ..Changes::default() });
        }
        self.ensure_wanted()?;
        self.write_manifest(&self.ahead(&plan))?;
        self.put_in_place(&plan, &changed, &stale, &after).map_err(|error| PublishError::PartWay(Box::new(error)))
    }

    fn put_in_place(
        &self,
        plan: &Plan,
        changed: &[(&String, &Planned)],
        stale: &[&String],
        after: &Manifest,
    ) -> Result<Changes, PublishError> {
        // A file that becomes a folder, or a folder that becomes a file, goes before.
        let (early, late): (Vec<&String>, Vec<&String>) = stale.iter().partition(|path| is_in_the_way(path, plan));
        let paths = changed.iter().map(|(path, _)| *path).chain(stale.iter().copied());
        let mut changes = Changes { files: count(plan), changed: paths.cloned().collect(), ..Changes::default() };
        for path in early {
            changes.removed += usize::from(self.remove(path)?);
        }
        let moved = changed.par_iter().map(|(path, planned)| self.put(path, planned));
        changes.written = moved.sum::<Result<usize, PublishError>>()?;
        let spellings = Spellings::of(plan, &late);
        for path in late {
            self.ensure_wanted()?;
            if !spellings.is_another(path, &self.folder) {
                changes.removed += usize::from(self.remove(path)?);
            }
        }
        for path in plan.keys().filter(|path| self.before.files.get(*path).is_some_and(|before| before.copies)) {
            if !plan[path].entry.copies {
                self.remove_copies(path)?;
            }
        }
        self.write_manifest(after)?;
        Ok(changes)
    }

    /// The manifest that is valid from now until the end of the run: it lists the files of before and of now. A file
    /// that is about to change has no hash.
    fn ahead(&self, plan: &Plan) -> Manifest {
        let mut files = self.before.files.clone();
        for (path, planned) in plan {
            let copies = planned.entry.copies || files.get(path).is_some_and(|before| before.copies);
            let hash = if planned.prepared.is_some() { String::new() } else { planned.entry.hash.clone() };
            files.insert(path.clone(), Entry { hash, copies, ..planned.entry.clone() });
        }
        Manifest { files }
    }

    fn write_manifest(&self, manifest: &Manifest) -> Result<(), PublishError> {
        let prepared = self.staging.next()?;
        fs::write(&prepared, manifest.to_json())?;
        Ok(fs::rename(prepared, self.folder.join(Manifest::FILE))?)
    }

    /// Moves a file into place, after its compressed copies. Otherwise an interruption could leave it beside old copies.
    fn put(&self, path: &str, planned: &Planned) -> Result<usize, PublishError> {
        self.ensure_wanted()?;
        let Some(prepared) = &planned.prepared else { return Ok(0) };
        let file = self.folder.join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut written = 1;
        for ending in COPIES.into_iter().filter(|_| planned.entry.copies) {
            fs::rename(prepared.with_extension(ending), self.folder.join(format!("{path}.{ending}")))?;
            written += 1;
        }
        fs::rename(prepared, file)?;
        Ok(written)
    }

    /// The paths at which the run would write, and where there is something that no run has written: a file with another
    /// content, unless the run `adopts` it; a folder in the place of a file, or a file in the place of a folder; a link
    /// that leads out of the output folder.
    fn foreign(&self, changed: &[(&String, &Planned)], adopts: bool) -> Result<Vec<String>, PublishError> {
        let mut foreign = BTreeSet::new();
        let mut folders = BTreeSet::new();
        for (path, planned) in changed {
            let above: Vec<_> = path.match_indices('/').map(|(end, _)| &path[..end]).collect();
            let obstacle = above.into_iter().find_map(|folder| {
                let is_fine = folders.contains(folder) || self.can_hold(folder);
                folders.insert(folder);
                (!is_fine).then(|| folder.to_owned())
            });
            if let Some(folder) = obstacle {
                foreign.insert(folder);
                continue;
            }
            let Some(prepared) = &planned.prepared else { continue };
            let mut files = vec![((*path).clone(), prepared.clone())];
            if planned.entry.copies {
                files.extend(COPIES.map(|ending| (format!("{path}.{ending}"), prepared.with_extension(ending))));
            }
            for (path, prepared) in files {
                if self.is_foreign(&path, &prepared, adopts)? {
                    foreign.insert(path);
                }
            }
        }
        Ok(foreign.into_iter().collect())
    }

    /// Whether a folder of the output can hold files of this run. A file there that the last run wrote is removed
    /// before.
    fn can_hold(&self, folder: &str) -> bool {
        let path = self.folder.join(folder);
        match about(&path) {
            Ok(None) => true,
            Ok(Some(about)) if about.is_symlink() => path.is_dir() && is_inside(&path, &self.folder),
            Ok(Some(about)) => about.is_dir() || self.before.owns(folder),
            Err(_) => false,
        }
    }

    fn is_foreign(&self, path: &str, prepared: &Path, adopts: bool) -> Result<bool, PublishError> {
        let file = self.folder.join(path);
        let Some(about) = about(&file)? else { return Ok(false) };
        if about.is_dir() {
            // A folder of files that the last run wrote, and that this run removes.
            let inside = format!("{path}/");
            let is_own = self.before.files.keys().any(|own| own.starts_with(&inside));
            return Ok(!is_own || !self.holds_only_own_files(&file, path)?);
        }
        if adopts || self.before.owns(path) {
            return Ok(false);
        }
        let is_same = || Ok::<_, PublishError>(about.is_file() && hash::of_file(&file)? == hash::of_file(prepared)?);
        // On a disk that ignores capitals, the file may be one of ours under another spelling.
        let key = file_key(path);
        let is_own =
            || self.before.files.keys().any(|own| file_key(own) == key && is_same_as(&self.folder, own, &file));
        Ok(!is_same()? && !is_own())
    }

    fn holds_only_own_files(&self, folder: &Path, path: &str) -> Result<bool, PublishError> {
        let mut is_own = true;
        file_system::walk(folder, |entry| {
            let inside = entry.path().strip_prefix(folder).ok().and_then(with_slashes);
            is_own &= entry.file_type().is_dir()
                || inside.is_some_and(|inside| self.before.owns(&format!("{path}/{inside}")));
            Ok::<_, PublishError>(is_own)
        })?;
        Ok(is_own)
    }

    /// Removes a file with its compressed copies, and the folders that become empty. Returns whether there was one. A
    /// file behind a symbolic link is in another folder, and is not removed.
    fn remove(&self, path: &str) -> Result<bool, PublishError> {
        let removed = remove(&self.folder, path)?;
        if self.before.files.get(path).is_some_and(|entry| entry.copies) {
            self.remove_copies(path)?;
        }
        Ok(removed)
    }

    fn remove_copies(&self, path: &str) -> Result<(), PublishError> {
        COPIES.iter().try_for_each(|ending| remove(&self.folder, &format!("{path}.{ending}")).map(drop))
    }
}

/// The number of planned files, including compressed copies.
fn count(plan: &Plan) -> usize {
    plan.values().map(|planned| if planned.entry.copies { 1 + COPIES.len() } else { 1 }).sum()
}

/// Whether a stale file has the path of a folder that the plan needs, or is in a folder that has the path of a planned
/// file.
fn is_in_the_way(stale: &str, plan: &Plan) -> bool {
    let inside = format!("{stale}/");
    let is_folder = plan.range(inside.clone()..).next().is_some_and(|(path, _)| path.starts_with(&inside));
    is_folder || stale.match_indices('/').any(|(end, _)| plan.contains_key(&stale[..end]))
}

/// The planned paths that look like stale ones. On a disk that ignores capitals, or that writes accents in another way,
/// both may be the same file.
struct Spellings<'a>(BTreeMap<String, Vec<&'a str>>);

impl<'a> Spellings<'a> {
    fn of(plan: &'a Plan, stale: &[&String]) -> Self {
        let mut alike: BTreeMap<String, Vec<&str>> = stale.iter().map(|path| (file_key(path), Vec::new())).collect();
        if !alike.is_empty() {
            for path in plan.keys() {
                if let Some(paths) = alike.get_mut(&file_key(path)) {
                    paths.push(path);
                }
            }
        }
        Self(alike)
    }

    /// Whether a stale path is that of a planned file, spelt in another way.
    fn is_another(&self, stale: &str, folder: &Path) -> bool {
        let alike = self.0.get(&file_key(stale)).into_iter().flatten();
        alike.into_iter().any(|planned| is_same_as(folder, planned, &folder.join(stale)))
    }
}

fn is_same_as(folder: &Path, path: &str, file: &Path) -> bool {
    is_same_file(folder.join(path), file).unwrap_or(false)
}

/// What all paths have in common that can be one file on a system that ignores capitals or writes accents in another
/// way.
fn file_key(path: &str) -> String {
    match path.is_ascii() {
        true => path.to_ascii_lowercase(),
        false => ComposingNormalizer::new_nfc().normalize(path).to_lowercase(),
    }
}

fn remove(root: &Path, path: &str) -> Result<bool, PublishError> {
    let file = root.join(path);
    let folders = file.ancestors().skip(1).take_while(|folder| *folder != root);
    let is_file = about(&file)?.is_some_and(|about| !about.is_dir());
    if !is_file || folders.into_iter().any(Path::is_symlink) {
        return Ok(false);
    }
    fs::remove_file(&file)?;
    let mut folder = file.parent();
    while let Some(empty) = folder.filter(|folder| *folder != root) {
        // This fails for a folder that is not empty.
        if std::fs::remove_dir(empty).is_err() {
            break;
        }
        folder = empty.parent();
    }
    Ok(true)
}
