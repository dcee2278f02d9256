//! The pages that list articles: the front page, and the pages of sections and topics.

pub mod groups;
pub mod pages;
