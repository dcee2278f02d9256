//! `broadsheet import`.

mod constructs;
mod docx;
mod drafts;
mod fetch;
mod folder;
mod html;
mod pandoc;
mod run;
mod safety;
mod wordpress;
