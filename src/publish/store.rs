//! The output folder: which files are written, retained and removed.
//!
//! Publishing is a transaction. A run first makes all files, and puts those that differ into a folder of their own
//! (`staging`). Until then, an error changes nothing. Then it writes the manifest with the files of before and of now, moves
//! the files into place, removes those that are no longer made, and writes the manifest again. A run that is killed
//! leaves a manifest that lists at least all of its files, so the next run ends in the same bytes as one from scratch.

pub mod commit;
pub mod compress;
pub mod folder;
pub mod hash;
pub mod manifest;
pub mod release;
mod staging;
