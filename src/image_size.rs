//! The size of an image file, as browsers show it.

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use exif::{In, Tag};
use imagesize::ImageError;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The size of an image.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ImageSize {
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
    /// Whether the file says that the image was taken with the camera on its side. Width and height are those of the
    /// upright image.
    pub is_turned: bool,
    /// Whether the image is a drawing that is as sharp at any other size.
    pub scales: bool,
}

/// The file is not an image.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Broken;

/// In how much of a file its Exif data begins, in bytes.
const EXIF_HEAD: u64 = 4 * 1024;

/// How much of an SVG file is searched for its first element, in bytes.
const SVG_HEAD: u64 = 64 * 1024;

/// Reads the size of an image file. [`None`] if the file can't be read, or if it is an SVG that gives no size.
///
/// # Errors
///
/// Fails if the file is not an image, or is in a format that browsers don't show.
pub fn of(file: &Path) -> Result<Option<ImageSize>, Broken> {
    if file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("svg")) {
        return Ok(of_svg(file));
    }
    let size = match imagesize::size(file) {
        Ok(size) => size,
        Err(ImageError::IoError(error)) if error.kind() != std::io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(_) => return Err(Broken),
    };
    let (width, height) = (u32::try_from(size.width), u32::try_from(size.height));
    let (Ok(width @ 1..), Ok(height @ 1..)) = (width, height) else { return Err(Broken) };
    let is_turned = is_turned(file);
    let (width, height) = if is_turned { (height, width) } else { (width, height) };
    Ok(Some(ImageSize { width, height, is_turned, scales: false }))
}

/// Whether the Exif data of a file swaps width and height. Browsers turn the image by it.
fn is_turned(file: &Path) -> bool {
    let Ok(mut file) = File::open(file) else { return false };
    // Without Exif data, all of the file would be searched for it.
    let mut head = Vec::new();
    let read = file.by_ref().take(EXIF_HEAD).read_to_end(&mut head);
    if read.is_err() || !head.windows(4).any(|part| part == b"Exif") || file.rewind().is_err() {
        return false;
    }
    let exif = exif::Reader::new().read_from_container(&mut BufReader::new(file));
    let orientation = exif.ok().and_then(|exif| exif.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0));
    matches!(orientation, Some(5..=8))
}

fn of_svg(file: &Path) -> Option<ImageSize> {
    let mut head = Vec::new();
    File::open(file).ok()?.take(SVG_HEAD).read_to_end(&mut head).ok()?;
    of_drawing(&head)
}

/// Reads the size of an SVG from its beginning. [`None`] if it gives none.
pub fn of_drawing(head: &[u8]) -> Option<ImageSize> {
    let text = String::from_utf8_lossy(head);
    let mut reader = Reader::from_str(&text);
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element) => return size_of(&element),
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// The size that an `svg` element gives: its width and height in pixels, or else those of its `viewBox`.
fn size_of(svg: &BytesStart) -> Option<ImageSize> {
    let attribute = |name: &str| Some(svg.try_get_attribute(name).ok()??.value.into_owned());
    let pixels = |text: &str| text.trim().trim_end_matches("px").parse::<f64>().ok().filter(|size| *size >= 1.0);
    let side = |name| pixels(&attribute(name)?);
    let from_box = || {
        let view = attribute("viewBox")?;
        let sides: Vec<_> = view.split([' ', ',']).filter(|part| !part.is_empty()).collect();
        match sides[..] {
            [_, _, width, height] => Some((pixels(width)?, pixels(height)?)),
            _ => None,
        }
    };
    let (width, height) = side("width").zip(side("height")).or_else(from_box)?;
    Some(ImageSize { width: width.round() as u32, height: height.round() as u32, is_turned: false, scales: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(name: &str, bytes: &[u8]) -> Result<Option<(u32, u32)>, Broken> {
        let file = std::env::temp_dir().join(format!("broadsheet-size-{}-{name}", std::process::id()));
        std::fs::write(&file, bytes).unwrap();
        let size = of(&file);
        std::fs::remove_file(&file).unwrap();
        size.map(|size| size.map(|size| (size.width, size.height)))
    }

    #[test]
    fn the_size_of_a_drawing_is_in_its_first_element() {
        for (svg, expected) in [
            ("<svg width='300' height='200px' viewBox='0 0 3 2'/>", Some((300, 200))),
            ("<?xml version='1.0'?><!-- a --><svg viewBox='0 0, 640 480.4'></svg>", Some((640, 480))),
            ("<svg width='100%' height='100%' viewBox='0 0 16 9'><g/></svg>", Some((16, 9))),
            ("<svg xmlns='http://www.w3.org/2000/svg'/>", None),
            ("<svg width='0' height='10'/>", None),
            ("no drawing", None),
        ] {
            assert_eq!(size("a.svg", svg.as_bytes()), Ok(expected), "{svg}");
        }
    }

    #[test]
    fn a_photograph_on_its_side_is_turned() {
        let exif = |orientation: u8| {
            let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
            exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
            let mut jpeg = b"\xff\xd8\xff\xe1".to_vec();
            jpeg.extend(((exif.len() + 2) as u16).to_be_bytes());
            jpeg.extend(exif);
            // A frame of 300 by 200 pixels.
            jpeg.extend(b"\xff\xc0\0\x0b\x08\0\xc8\x01\x2c\x01\x01\x11\0\xff\xd9");
            jpeg
        };
        assert_eq!(size("1.jpg", &exif(1)), Ok(Some((300, 200))));
        assert_eq!(size("6.jpg", &exif(6)), Ok(Some((200, 300))));
    }

    #[test]
    fn a_file_that_is_no_image_is_broken() {
        assert_eq!(size("words.jpg", b"words"), Err(Broken));
        assert_eq!(size("empty.png", b""), Err(Broken));
        assert_eq!(of(Path::new("/no/such/file.png")), Ok(None));
    }
}
