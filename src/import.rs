//! `broadsheet import`: articles of a site folder from what a publisher has already.
//!
//! A reader turns a source into [`Draft`]s, one for each article. What is the same for all sources is done here, once: HTML
//! becomes blocks ([`html`]), links between imported articles become links between their files, images are copied, and files
//! are written. Nothing is lost in silence: what does not come over as it was is a [`Loss`].

mod byline;
pub mod docx;
pub mod draft;
pub mod html;
pub mod loss;
pub mod markup;
pub mod pandoc;
pub mod source;

pub use draft::{Content, Draft};
pub use loss::{Cause, Loss};
pub use source::{Reader, SourceError};
