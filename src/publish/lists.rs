//! The pages that list articles: the front page, the pages of sections, topics, authors and series, and the archive.

pub mod archive;
pub mod groups;
pub mod overviews;
pub mod pages;
mod plain;
pub mod series;
