//! Rules for image files and their sizes. A wrong size moves the text while the image loads, or blurs the image.

use std::collections::BTreeSet;

use crate::article::read::{Problem, ProblemKind};
use crate::image_size::{self, ImageSize};
use crate::schema::fields::{Holds, fields};

use super::Subject;
use super::addresses::from_root;
use super::json_tree::Object;
use super::report::{Findings, Syntax};

/// The size of an image for which the document gives none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MissingSize {
    /// The byte offset in the text of the object that describes the image.
    pub at: usize,
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
}

/// Finds the sizes that the document does not give, and that are known from the files of the images. Removes the
/// problems that they were missing.
pub(super) fn missing_sizes(subject: &Subject, problems: &mut Vec<Problem>) -> Vec<MissingSize> {
    let lacking = |key| {
        let lacking = problems.iter().filter(move |problem| problem.kind == ProblemKind::Missing(key));
        lacking.map(|problem| problem.at).collect::<BTreeSet<_>>()
    };
    let lacking: BTreeSet<_> = lacking("width").intersection(&lacking("height")).copied().collect();
    if lacking.is_empty() {
        return Vec::new();
    }
    let (mut sizes, mut reported) = (Vec::new(), BTreeSet::new());
    subject.tree.each(|object| {
        let at = object.node().at;
        let file = || file(subject, object, "src")?.ok();
        // That the file is missing is a finding of its own, and tells more.
        let is_local = object.text("src").is_some_and(|src| {
            subject.file(src).is_some_and(|path| !path.is_file())
                || from_root(subject, src).is_some()
                || is_of_disk(src)
        });
        if lacking.contains(&at) && is_local {
            reported.insert(at);
        } else if lacking.contains(&at)
            && let Some(ImageSize { width, height, .. }) = file()
        {
            sizes.push(MissingSize { at, width, height });
        }
    });
    let known: BTreeSet<_> = sizes.iter().map(|size| size.at).collect();
    problems.retain(|problem| {
        let is_size = matches!(problem.kind, ProblemKind::Missing("width" | "height"));
        !(is_size && (known.contains(&problem.at) || reported.contains(&problem.at)))
    });
    sizes
}

/// Whether an address is the path of a file on somebody's disk, which the filter of addresses refuses.
pub(super) fn is_of_disk(src: &str) -> bool {
    let is_drive = matches!(src.as_bytes(), [b'a'..=b'z' | b'A'..=b'Z', b':', b'\\' | b'/', ..]);
    is_drive || src.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"))
}

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let images = fields().keys(&[Holds::Image]);
    subject.tree.each(|object| {
        let broken = |key, findings: &mut Findings| {
            let help = "save it again as JPEG, PNG, WebP, AVIF, GIF or SVG";
            findings.error(object.place_of(key), "not-a-picture", "this file is not a picture", help);
        };
        for key in images.iter() {
            if let Some(Err(_)) = file(subject, object, key) {
                broken(key, findings);
            }
        }
        // `src` is an image only in an object with `alt`, or in one of an image's variants, which has `width`.
        if object.get("width").is_none() && object.get("alt").is_none() {
            return;
        }
        let ImageSize { width, height, is_turned, scales } = match file(subject, object, "src") {
            Some(Ok(size)) => size,
            Some(Err(_)) => return broken("src", findings),
            None => return,
        };
        // A variant has only a width.
        let said = (object.number("width"), object.number("height"));
        let wrong = match said {
            (Some(w), Some(h)) => (w, h) != (width, height) && !(is_turned && (w, h) == (height, width)),
            (Some(w), None) => w != width && !(is_turned && w == height),
            _ => false,
        };
        if wrong && !scales {
            let place = object.place_of("width");
            let message = format!("the picture is {width} pixels wide and {height} high");
            let height = said.1.map(|_| format!("\"height\": {height}"));
            let syntax = findings.syntax(place.at);
            let mut help = format!("write {}", syntax.write(&format!("\"width\": {width}")));
            if let Some(height) = height {
                help += if syntax == Syntax::Json { ", " } else { " and " };
                help += &syntax.write(&height);
            }
            findings.error(place, "picture-size", message, help);
        }
    });
}

/// The size of the image file that a key names. [`None`] if there is no such file, which is reported elsewhere.
fn file(subject: &Subject, object: &Object, key: &str) -> Option<Result<ImageSize, image_size::Broken>> {
    let path = subject.file(object.text(key)?)?;
    path.is_file().then(|| image_size::of(&path)).and_then(Result::transpose)
}
