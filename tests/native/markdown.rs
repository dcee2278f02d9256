//! Markdown as a second form of articles.

mod reading;
mod roundtrip;
