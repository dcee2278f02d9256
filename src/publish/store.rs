//! The folder that is published: what is written to it, kept in it and removed from it.

pub mod compress;
pub mod folder;
pub mod hash;
mod manifest;
pub mod release;
pub mod retained;
