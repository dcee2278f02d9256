//! `broadsheet import` of what real programs write.

mod pandoc;
mod wordpress;
