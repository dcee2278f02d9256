//! `broadsheet import`: articles of a site folder from what a publisher has already.
//!
//! A reader turns a source into [`Draft`]s, one for each article. What is the same for all sources is done here, once: HTML
//! becomes blocks ([`html`](crate::html)), links between imported articles become links between their files, images are copied, and files
//! are written. Nothing is lost in silence: what does not come over as it was is a [`Loss`].

pub mod archieml;
mod byline;
pub mod docx;
pub mod draft;
pub mod encoding;
pub mod feed;
mod fetch;
mod find;
pub mod folder;
pub mod ghost;
mod images;
pub mod kind;
mod links;
pub mod markup;
mod media;
pub mod moment;
pub mod page;
pub mod pandoc;
pub mod record;
pub mod report;
pub mod run;
mod slugs;
pub mod source;
pub mod wordpress;
mod write;

pub use crate::loss::{Cause, Loss};
pub use draft::{Content, Draft};
pub use report::Report;
pub use run::{ImportError, Options, import};
pub use source::{Reader, SourceError};
