//! Metadata for programs: search engines, link previews, and sites that embed articles.

pub mod image;
pub mod json_ld;
pub mod oembed;
mod plain;
pub mod sitemap;
