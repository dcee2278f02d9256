//! Markdown as a second form of articles.

mod commonmark;
mod reading;
mod roundtrip;
