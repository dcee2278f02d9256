//! The commands and the JSON of README.md and docs/, as they stand there.

mod commands;
mod json;
mod markdown;
