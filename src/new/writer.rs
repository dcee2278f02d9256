//! Writes files, and removes them again if one can't be written.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use fs_err as fs;

/// What was written so far.
#[derive(Default)]
pub struct Writer {
    /// The files and folders that did not exist before, each folder before its contents.
    made: Vec<Entry>,
}

enum Entry {
    File(PathBuf),
    Folder(PathBuf),
}

impl Writer {
    /// Writes a file, after the folders above it. A file that exists is an error, and is not changed.
    pub fn write(&mut self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        file.parent().map_or(Ok(()), |folder| self.make_folder(folder))?;
        let mut new = fs::OpenOptions::new().write(true).create_new(true).open(file)?;
        self.made.push(Entry::File(file.to_owned()));
        new.write_all(bytes)
    }

    fn make_folder(&mut self, folder: &Path) -> io::Result<()> {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        folder.parent().map_or(Ok(()), |above| self.make_folder(above))?;
        match fs::create_dir(folder) {
            Ok(()) => self.made.push(Entry::Folder(folder.to_owned())),
            // Another program made it meanwhile, or it is a folder above with `..` behind it.
            Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Removes all that was written. Returns whether nothing is left.
    pub fn undo(self) -> bool {
        let mut is_all = true;
        for entry in self.made.iter().rev() {
            let removed = match entry {
                Entry::File(file) => fs::remove_file(file),
                Entry::Folder(folder) => fs::remove_dir(folder),
            };
            is_all &= removed.is_ok();
        }
        is_all
    }
}
