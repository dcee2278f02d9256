//! The output folder: which files are written, retained and removed.

pub mod compress;
pub mod folder;
pub mod hash;
mod manifest;
pub mod release;
pub mod retained_pages;
