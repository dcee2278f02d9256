//! Compares README.md and docs/ with the program: commands, JSON and fields.

mod commands;
mod format;
mod json;
mod markdown;
