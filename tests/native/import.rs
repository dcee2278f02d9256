//! `broadsheet import`.

mod constructs;
mod fetch;
mod html;
mod run;
mod safety;
