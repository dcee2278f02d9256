//! Pandoc.
