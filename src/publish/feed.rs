//! The newest stories, for feed readers.

/// The name of the feed in Atom.
pub const ATOM: &str = "feed.xml";

/// The name of the feed in JSON.
pub const JSON: &str = "feed.json";
