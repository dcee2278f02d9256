//! `broadsheet import`.

mod archieml;
mod constructs;
pub mod docx;
mod drafts;
mod feed;
mod fetch;
mod folder;
mod ghost;
mod html;
mod imported;
mod pandoc;
mod run;
mod safety;
mod wordpress;
