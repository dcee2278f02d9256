//! The pages that list articles: the front page, the pages of sections and topics, and the archive.

pub mod archive;
pub mod groups;
pub mod pages;
