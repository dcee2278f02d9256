//! `broadsheet import`.

mod drafts;
mod folder;
mod html;
mod wordpress;
