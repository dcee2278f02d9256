//! Whether a site can be made at a path. Nothing is written here.

use std::path::{Path, PathBuf};

use fs_err as fs;

use super::NewError;
use crate::file_system::{about, is_inside};
use crate::publish::MANIFEST;
use crate::source::SITE_FILE;

/// Fails unless a site can be made in a folder. `completes` is whether the folder may contain files.
pub fn ensure_suitable(folder: &Path, completes: bool) -> Result<(), NewError> {
    let whole = std::path::absolute(folder)?;
    let (existing, is_new) = existing(&whole)?;
    if !existing.is_dir() {
        // The path is named as it was given, unless it is a file above the folder that is in the way.
        let path = if is_new { existing } else { folder.to_owned() };
        return Err(NewError::NotAFolder { path });
    }
    // Without links, the folders above are those that the site really is in.
    let existing = fs::canonicalize(existing)?;
    for (depth, above) in existing.ancestors().enumerate() {
        let is_itself = depth == 0 && !is_new;
        if above.join(MANIFEST).is_file() {
            let output = if is_itself { folder } else { above }.to_owned();
            return Err(NewError::Output { folder: folder.to_owned(), output });
        }
        if above.join(SITE_FILE).is_file() && !is_itself {
            return Err(NewError::InSite { folder: folder.to_owned(), site: above.to_owned() });
        }
    }
    if !is_new && !completes && fs::read_dir(folder)?.next().is_some() {
        return Err(NewError::NotEmpty { folder: folder.to_owned() });
    }
    Ok(())
}

/// The path, or the nearest one above it, at which there is something; and whether it is one above.
fn existing(whole: &Path) -> Result<(PathBuf, bool), NewError> {
    for above in whole.ancestors() {
        if about(above)?.is_some() {
            return Ok((above.to_owned(), above != whole));
        }
    }
    // Not even the root of the file system exists, which the system reports better when it is written to.
    Ok((whole.to_owned(), false))
}

/// Whether there is something at the path of a file of the site.
///
/// # Errors
///
/// It fails if the file can't be there, since a file, or a link to a folder outside of the site, has the place of one of
/// its folders.
pub fn is_taken(site: &Path, path: &str) -> Result<bool, NewError> {
    for (end, _) in path.match_indices('/') {
        let folder = site.join(&path[..end]);
        match about(&folder)? {
            None => return Ok(false),
            Some(about) if about.is_dir() || (folder.is_dir() && is_inside(&folder, site)) => {}
            Some(_) => return Err(NewError::InTheWay { path: folder }),
        }
    }
    let file = site.join(path);
    match about(&file)? {
        None => Ok(false),
        Some(about) if about.is_dir() => Err(NewError::InTheWay { path: file }),
        Some(_) => Ok(true),
    }
}
