//! The media type of a file, by its content, since its extension may be wrong.

use imagesize::{Compression, ImageType};

use crate::site::theme::face::FORMATS;

/// The media type of an image file; [`None`] if browsers can't show it.
pub fn image(bytes: &[u8]) -> Option<&'static str> {
    match imagesize::image_type(bytes) {
        Ok(ImageType::Jpeg) => Some("image/jpeg"),
        Ok(ImageType::Png) => Some("image/png"),
        Ok(ImageType::Webp) => Some("image/webp"),
        Ok(ImageType::Gif) => Some("image/gif"),
        Ok(ImageType::Heif(Compression::Av1)) => Some("image/avif"),
        _ => is_drawing(bytes).then_some("image/svg+xml"),
    }
}

/// Whether a file is an SVG. Comments and declarations may precede its root element.
fn is_drawing(bytes: &[u8]) -> bool {
    str::from_utf8(bytes).is_ok_and(|text| text.trim_start().starts_with('<') && text.contains("<svg"))
}

/// The media type of a font file; [`None`] if browsers can't read it.
pub fn font(bytes: &[u8]) -> Option<&'static str> {
    FORMATS.iter().find(|format| format.begins(bytes)).map(|format| format.media_type)
}

/// The media type of an audio file; [`None`] if browsers can't play it.
pub fn audio(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        // MP3 begins with an ID3 tag or with a frame header.
        [b'I', b'D', b'3', ..] | [0xFF, 0xE2..=0xFF, ..] => Some("audio/mpeg"),
        [b'O', b'g', b'g', b'S', ..] => Some("audio/ogg"),
        [b'f', b'L', b'a', b'C', ..] => Some("audio/flac"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Some("audio/wav"),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Some("audio/mp4"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_those_of_the_contents() {
        assert_eq!(image(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Some("image/png"));
        assert_eq!(image(b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x02"), Some("image/jpeg"));
        assert_eq!(
            image(b"<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
            Some("image/svg+xml")
        );
        assert_eq!(image(b"<!doctype html><title>404</title>"), None);
        assert_eq!(audio(b"ID3\x04\0\0"), Some("audio/mpeg"));
        assert_eq!(audio(b"RIFF\0\0\0\0WAVEfmt "), Some("audio/wav"));
        assert_eq!(audio(b"{}"), None);
    }
}
