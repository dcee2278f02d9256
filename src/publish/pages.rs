//! The pages of a site that are not lists, and what they share.

mod anchors;
pub mod article;
pub mod card;
pub mod layout;
pub mod not_found;
pub mod reader;
mod share;
