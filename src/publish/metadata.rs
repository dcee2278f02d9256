//! What only programs read: search engines, networks that show previews, and sites that embed by an address.

pub mod image;
pub mod json_ld;
pub mod oembed;
mod plain;
pub mod sitemap;
pub mod xml;
