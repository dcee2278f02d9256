//! What a file is, by its bytes.

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Media {
    /// Whether it is an image, a video or a recording.
    pub kind: Kind,
    /// The ending that its name should have.
    pub ending: &'static str,
}

/// The kinds of media.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An image that browsers show.
    Image,
    /// A video or a recording that browsers play.
    Player,
}

/// Recognises a file by its first bytes, of which 1 kB is enough. [`None`] if it is nothing that browsers show or play.
pub fn of(start: &[u8]) -> Option<Media> {
    let image = |ending| Some(Media { kind: Kind::Image, ending });
    let player = |ending| Some(Media { kind: Kind::Player, ending });
    match start {
        [0xFF, 0xD8, 0xFF, ..] => image("jpg"),
        [0x89, b'P', b'N', b'G', ..] => image("png"),
        [b'G', b'I', b'F', b'8', ..] => image("gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => image("webp"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => player("wav"),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => match brand.get(..4)? {
            b"avif" | b"avis" => image("avif"),
            b"heic" | b"heix" | b"mif1" | b"hevc" => image("heic"),
            b"M4A " | b"M4B " => player("m4a"),
            _ => player("mp4"),
        },
        [0x1A, 0x45, 0xDF, 0xA3, ..] => player("webm"),
        [b'O', b'g', b'g', b'S', ..] => player("ogg"),
        [b'I', b'D', b'3', ..] | [0xFF, 0xFB | 0xF3 | 0xF2, ..] => player("mp3"),
        [0xFF, 0xF1 | 0xF9, ..] => player("aac"),
        [b'f', b'L', b'a', b'C', ..] => player("flac"),
        _ => {
            let text = String::from_utf8_lossy(&start[..start.len().min(1024)]);
            let text = text.trim_start_matches('\u{FEFF}').trim_start();
            let is_xml = text.starts_with("<?xml") || text.starts_with("<!--") || text.starts_with("<!DOCTYPE svg");
            (text.starts_with("<svg") || (is_xml && text.contains("<svg"))).then_some(())?;
            image("svg")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_recognised_by_its_bytes_alone() {
        for (bytes, expected) in [
            (&b"\xff\xd8\xff\xe0"[..], Some((Kind::Image, "jpg"))),
            (b"\x89PNG\r\n", Some((Kind::Image, "png"))),
            (b"<?xml version='1.0'?>\n<svg/>", Some((Kind::Image, "svg"))),
            (b"RIFF0000WEBPVP8 ", Some((Kind::Image, "webp"))),
            (b"\0\0\0\x20ftypavif", Some((Kind::Image, "avif"))),
            (b"\0\0\0\x20ftypisom", Some((Kind::Player, "mp4"))),
            (b"\0\0\0\x20ftyp", None),
            (b"OggS", Some((Kind::Player, "ogg"))),
            (b"<html><svg>", None),
            (b"<?xml version='1.0'?><rss/>", None),
            (b"words", None),
            (b"", None),
        ] {
            assert_eq!(of(bytes).map(|media| (media.kind, media.ending)), expected, "{bytes:?}");
        }
    }
}
