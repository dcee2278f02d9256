//! `broadsheet import`.

mod docx;
mod html;
