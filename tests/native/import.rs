//! `broadsheet import`.

mod archieml;
mod drafts;
mod feed;
mod fetch;
mod folder;
mod ghost;
mod html;
mod run;
mod safety;
mod wordpress;
