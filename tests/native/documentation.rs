//! Compares README.md and docs/ with the program: commands, JSON and fields.

mod commands;
mod format;
mod in_markdown;
mod json;
mod markdown;
