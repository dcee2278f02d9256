//! Importing, one source a file.

mod docx;
