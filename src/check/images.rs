//! Rules for image files and their sizes. A wrong size moves the text while the image loads, or blurs the image.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use imagesize::ImageError;

use crate::schema::fields::{Holds, fields};

use super::Subject;
use super::addresses::local;
use super::report::Findings;

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let images = fields().keys(&[Holds::Image]);
    subject.tree.each(|object| {
        let measured = |key| measure(&local(subject.file, object.text(key)?)?);
        let broken = |key, findings: &mut Findings| {
            let help = "save it again as JPEG, PNG, WebP, AVIF, GIF or SVG";
            findings.error(object.place_of(key), "not-a-picture", "this file is not a picture", help);
        };
        for key in &images {
            if let Some(Measure::Broken) = measured(key) {
                broken(key, findings);
            }
        }
        // `src` is an image only in an object with `alt`, or in one of an image's variants, which has `width`.
        if object.get("width").is_none() && object.get("alt").is_none() {
            return;
        }
        let (width, height, turned) = match measured("src") {
            Some(Measure::Size(width, height, turned)) => (width, height, turned),
            Some(Measure::Broken) => return broken("src", findings),
            None => return,
        };
        // A variant has only a width.
        let said = (object.number("width"), object.number("height"));
        let wrong = match said {
            (Some(w), Some(h)) => (w, h) != (width, height) && !(turned && (w, h) == (height, width)),
            (Some(w), None) => w != width && !(turned && w == height),
            _ => false,
        };
        if wrong {
            let place = object.place_of("width");
            let message = format!("the picture is {width} pixels wide and {height} high");
            let help = match said.1 {
                Some(_) => format!("write \"width\": {width}, \"height\": {height}"),
                None => format!("write \"width\": {width}"),
            };
            findings.error(place, "picture-size", message, help);
        }
    });
}

enum Measure {
    /// The width, the height, and whether a browser may rotate the image.
    Size(u32, u32, bool),
    Broken,
}

/// The size of an image file. [`None`] if the file is missing, which is reported elsewhere, and for SVG, which scales
/// to any size.
fn measure(path: &Path) -> Option<Measure> {
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("svg")) {
        return None;
    }
    match imagesize::size(path) {
        Ok(size) => Some(Measure::Size(size.width as u32, size.height as u32, may_be_turned(path))),
        Err(ImageError::IoError(error)) if error.kind() != std::io::ErrorKind::UnexpectedEof => None,
        Err(_) => Some(Measure::Broken),
    }
}

/// Whether the file has Exif data, where cameras store the orientation. Browsers rotate the image by it.
fn may_be_turned(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(4096).read_to_end(&mut head));
    read.is_ok() && head.windows(4).any(|part| part == b"Exif")
}
