//! The folder that is published: what is written to it, kept in it and removed from it.

pub mod compress;
pub mod hash;
pub mod output;
pub mod release;
pub mod retained;
