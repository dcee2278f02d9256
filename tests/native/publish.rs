//! `broadsheet publish`: what it makes from a build and articles.

pub mod paper;

mod addresses;
mod appearance;
mod archive;
mod authors;
mod card_page;
mod dates;
mod development;
mod element;
mod errors;
mod feeds;
mod framed_pages;
mod front;
mod head;
mod hosting;
mod incremental;
mod json_ld;
mod keys;
mod killed;
mod manifest;
mod markdown;
mod names;
mod navigation;
mod oembed;
mod offline;
mod pages;
mod policy;
mod releases;
mod series;
mod session;
mod share;
mod single_file;
mod site_pages;
mod sitemap;
mod summary;
mod transaction;
