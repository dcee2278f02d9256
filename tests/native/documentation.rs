//! What README.md and docs/ say: the commands, the JSON and the fields, as they stand there.

mod commands;
mod format;
mod json;
mod markdown;
