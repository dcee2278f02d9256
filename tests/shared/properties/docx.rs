//! The reader of Word's documents: it never panics, says which files it can't read, and the core reads all of its HTML.

use std::io::{Cursor, Write as _};
use std::path::Path;

use broadsheet::html;
use broadsheet::import::{Content, docx};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The parts of a document.
const PARTS: [&str; 5] = ["document", "styles", "numbering", "footnotes", "_rels/document.xml.rels"];

/// The input is a `.docx`, or the parts of one, with a line of `===` between them: of the body only what is in it.
pub fn holds(input: &[u8]) {
    let file = Path::new("a.docx");
    let _ = docx::is(input, file);
    reads(input.to_vec());
    if !input.starts_with(b"PK") {
        reads(packed(&String::from_utf8_lossy(input)));
    }
}

fn reads(bytes: Vec<u8>) {
    let Ok(draft) = docx::draft(bytes, Path::new("a.docx")) else { return };
    let Content::Html(html) = &draft.content else { panic!("{draft:?}") };
    html::convert(html);
}

fn packed(text: &str) -> Vec<u8> {
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (part, content) in PARTS.into_iter().zip(text.split("\n===\n")) {
        let (name, content) = match part {
            "document" => ("word/document.xml".to_owned(), format!("<w:body>{content}</w:body>")),
            part if part.ends_with(".rels") => (format!("word/{part}"), content.to_owned()),
            part => (format!("word/{part}.xml"), content.to_owned()),
        };
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(name, options).unwrap();
        let root = if part.ends_with(".rels") { "Relationships" } else { part };
        let prefix = if root == part { "w:" } else { "" };
        write!(zip, "<{prefix}{root} xmlns:w=\"{word}\" xmlns:r=\"{links}\">{content}</{prefix}{root}>").unwrap();
    }
    zip.finish().unwrap().into_inner()
}
