//! `broadsheet import`.

mod docx;
mod golden;
mod html;
mod pandoc;
