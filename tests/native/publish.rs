//! `broadsheet publish`: what it makes out of a build and stories.

pub mod dist;
pub mod folder;

mod addresses;
mod again;
mod feeds;
mod front;
mod head;
mod hosting;
mod json_ld;
mod oembed;
mod pages;
mod single_file;
mod sitemap;
mod slips;
