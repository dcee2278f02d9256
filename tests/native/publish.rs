//! `broadsheet publish`: what it makes out of a build and articles.

pub mod dist;

mod addresses;
mod again;
mod card_page;
mod dates;
mod development;
mod element;
mod errors;
mod feeds;
mod front;
mod head;
mod hosting;
mod json_ld;
mod manifest;
mod names;
mod oembed;
mod offline;
mod pages;
mod releases;
mod session;
mod share;
mod single_file;
mod sitemap;
