//! `broadsheet import`.

mod html;
