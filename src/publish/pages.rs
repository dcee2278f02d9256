//! All pages except list pages, and the layout that pages share.

mod anchors;
pub mod article;
pub mod card;
pub mod layout;
pub mod masthead;
mod navigation;
pub mod not_found;
pub mod reader;
pub mod redirect;
mod series;
mod share;
pub mod site_page;
