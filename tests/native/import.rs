//! `broadsheet import`.

mod archieml;
mod drafts;
mod feed;
mod folder;
mod ghost;
mod html;
