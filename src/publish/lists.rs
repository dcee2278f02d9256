//! The pages that list articles: the front page and the section pages.

pub mod front;
pub mod sections;
