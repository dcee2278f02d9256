//! The pages that list articles: the front page and those of the sections.

pub mod front;
pub mod sections;
