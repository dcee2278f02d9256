//! `broadsheet import`.

mod drafts;
mod fetch;
mod folder;
mod html;
mod run;
mod safety;
mod wordpress;
