//! Publishing: a folder in, finished pages out.

pub mod folder;

mod addresses;
mod again;
mod front;
mod pages;
mod slips;
