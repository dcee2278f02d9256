//! `broadsheet import`.

mod drafts;
mod feed;
mod folder;
mod ghost;
mod html;
