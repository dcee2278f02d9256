//! `broadsheet import`.

mod fetch;
mod html;
mod run;
mod safety;
