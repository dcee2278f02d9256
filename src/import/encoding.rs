//! Text of sources, whatever its bytes are.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, Encoding, UTF_8, WINDOWS_1252};

/// How much is read at once, in bytes.
const CHUNK: usize = 64 * 1024;

/// The encoding that the start of a file names: by a byte order mark, by an XML declaration, or by the zeros of UTF-16. UTF-8
/// if it names none.
pub fn of(start: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(start) {
        return encoding;
    }
    match start {
        [b'<', 0, ..] => return encoding_rs::UTF_16LE,
        [0, b'<', ..] => return encoding_rs::UTF_16BE,
        _ => {}
    }
    declared(start).unwrap_or(UTF_8)
}

/// The encoding in `<?xml version="1.0" encoding="…"?>`.
fn declared(start: &[u8]) -> Option<&'static Encoding> {
    let start = start.trim_ascii_start();
    let end = start.iter().take(200).position(|byte| *byte == b'>')?;
    let declaration = start[..end].strip_prefix(b"<?xml")?;
    let declaration = std::str::from_utf8(declaration).ok()?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let label = value.get(1..)?.split(['"', '\'']).next()?;
    // A declaration that can be read as ASCII is not in UTF-16, whatever it says.
    Encoding::for_label(label.as_bytes()).filter(|encoding| encoding.is_ascii_compatible())
}

/// The start of a file as text, to recognise it: see [`of`].
pub fn start_as_text(start: &[u8]) -> Cow<'_, str> {
    of(start).decode(start).0
}

/// A text, and whether it was in another encoding than UTF-8 or the one that a byte order mark names.
pub fn decode(bytes: &[u8]) -> (String, bool) {
    let mut reader = Utf8Reader::new(bytes);
    let mut text = Vec::with_capacity(bytes.len());
    // Reading from memory does not fail.
    let _ = reader.read_to_end(&mut text);
    (String::from_utf8_lossy(&text).into_owned(), reader.repaired() > 0)
}

/// Reads text of any encoding as UTF-8. In what should be UTF-8 but is not, a byte is a character of Windows-1252, since
/// that is what old databases and editors have put there.
pub struct Utf8Reader<R> {
    inner: R,
    decoder: Option<Decoder>,
    is_started: bool,
    is_at_end: bool,
    raw: Vec<u8>,
    ready: Vec<u8>,
    at: usize,
    /// Where in `ready` there is text of another encoding.
    wrong: VecDeque<usize>,
    repaired: u64,
}

impl<R: Read> Utf8Reader<R> {
    /// Reads from the start of a file.
    pub fn new(inner: R) -> Self {
        let (raw, ready) = (Vec::new(), Vec::new());
        Self {
            inner,
            decoder: None,
            is_started: false,
            is_at_end: false,
            raw,
            ready,
            at: 0,
            wrong: VecDeque::new(),
            repaired: 0,
        }
    }

    /// How often there was text of another encoding than the source names, in what has been consumed.
    pub fn repaired(&self) -> u64 {
        self.repaired
    }

    fn fill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.at = 0;
        while self.ready.is_empty() && !self.is_at_end {
            let length = self.raw.len();
            let count = (&mut self.inner).take(CHUNK as u64).read_to_end(&mut self.raw)?;
            self.is_at_end = count == 0;
            debug_assert!(self.raw.len() == length + count);
            if !self.is_started {
                self.is_started = true;
                let encoding = of(&self.raw);
                if let Some((_, length)) = Encoding::for_bom(&self.raw) {
                    self.raw.drain(..length);
                }
                self.decoder = (encoding != UTF_8).then(|| encoding.new_decoder_without_bom_handling());
            }
            match &mut self.decoder {
                Some(decoder) => {
                    let mut text = String::new();
                    let length = decoder.max_utf8_buffer_length(self.raw.len()).unwrap_or(4 * CHUNK);
                    text.reserve(length);
                    let (_, _, is_wrong) = decoder.decode_to_string(&self.raw, &mut text, self.is_at_end);
                    self.wrong.extend(is_wrong.then_some(0));
                    self.raw.clear();
                    self.ready = text.into_bytes();
                }
                None => self.take_utf8(),
            }
        }
        Ok(())
    }

    /// Moves what is whole from the raw bytes to the ready ones. A character that the end of a chunk cuts waits for the
    /// next.
    fn take_utf8(&mut self) {
        let mut rest = self.raw.as_slice();
        let cut = loop {
            match std::str::from_utf8(rest) {
                Ok(_) => {
                    self.ready.extend_from_slice(rest);
                    break 0;
                }
                Err(error) => {
                    let (valid, after) = rest.split_at(error.valid_up_to());
                    self.ready.extend_from_slice(valid);
                    match error.error_len() {
                        None if !self.is_at_end => break after.len(),
                        length => {
                            let (wrong, after) = after.split_at(length.unwrap_or(after.len()));
                            self.wrong.push_back(self.ready.len());
                            self.ready.extend_from_slice(from_windows(wrong).as_bytes());
                            rest = after;
                        }
                    }
                }
            }
        };
        let length = self.raw.len();
        self.raw.drain(..length - cut);
    }
}

fn from_windows(bytes: &[u8]) -> Cow<'_, str> {
    WINDOWS_1252.decode_without_bom_handling(bytes).0
}

/// Reads what is buffered, for a reader that has a buffer of its own.
pub fn read_buffered(reader: &mut impl BufRead, buffer: &mut [u8]) -> io::Result<usize> {
    let ready = reader.fill_buf()?;
    let length = ready.len().min(buffer.len());
    buffer[..length].copy_from_slice(&ready[..length]);
    reader.consume(length);
    Ok(length)
}

impl<R: Read> Read for Utf8Reader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        read_buffered(self, buffer)
    }
}

impl<R: Read> BufRead for Utf8Reader<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at >= self.ready.len() {
            self.fill()?;
        }
        Ok(&self.ready[self.at..])
    }

    fn consume(&mut self, length: usize) {
        self.at = (self.at + length).min(self.ready.len());
        while self.wrong.front().is_some_and(|wrong| *wrong < self.at) {
            self.wrong.pop_front();
            self.repaired += 1;
        }
    }
}

/// What [`undo_double`] found.
#[derive(Clone, Debug, PartialEq)]
pub enum Doubled {
    /// No text that was encoded twice.
    No,
    /// The text as it was before its UTF-8 was taken for Windows-1252 and encoded again, as `é` that became `Ã©`.
    Repaired(String),
    /// There are such characters, but others, too, so that it is not certain. This is the first of them.
    Uncertain(String),
}

/// Undoes a second encoding as UTF-8, if it is certain that there was one: if every character beyond ASCII is part of one, and
/// they are no words that somebody could have meant.
pub fn undo_double(text: &str) -> Doubled {
    if text.is_ascii() {
        return Doubled::No;
    }
    let mut out = String::with_capacity(text.len());
    let (mut sequences, mut certain, mut is_mixed) = (0_usize, None, false);
    let mut before = ' ';
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c.is_ascii() {
            out.push(c);
            rest = &rest[1..];
            before = c;
            continue;
        }
        let Some((whole, length)) = sequence(rest) else {
            is_mixed = true;
            out.push(c);
            rest = &rest[c.len_utf8()..];
            before = c;
            continue;
        };
        let taken = &rest[..length];
        rest = &rest[length..];
        sequences += 1;
        let after = rest.chars().next().unwrap_or(' ');
        // Three strange characters in a row are certain; two are if they are within a word in small letters.
        if taken.chars().count() > 2 && !taken.contains('\u{a0}') || before.is_lowercase() || after.is_lowercase() {
            certain.get_or_insert(taken);
        }
        out.push(whole);
        before = whole;
    }
    match certain {
        Some(first) if is_mixed => Doubled::Uncertain(first.to_owned()),
        Some(_) => Doubled::Repaired(out),
        None if sequences >= 3 && !is_mixed => Doubled::Repaired(out),
        None => Doubled::No,
    }
}

/// A text whose second encoding is undone, if it is certain that there was one.
pub fn once(text: &str) -> Cow<'_, str> {
    match undo_double(text) {
        Doubled::Repaired(repaired) => Cow::Owned(repaired),
        Doubled::No | Doubled::Uncertain(_) => Cow::Borrowed(text),
    }
}

/// The character whose UTF-8, taken for Windows-1252, a text begins with, and the length of what stands for it.
fn sequence(text: &str) -> Option<(char, usize)> {
    let mut bytes = [0; 4];
    let mut chars = text.char_indices();
    let first = windows_byte(chars.next()?.1)?;
    let count = match first {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    bytes[0] = first;
    for byte in &mut bytes[1..count] {
        *byte = windows_byte(chars.next()?.1)?;
    }
    let whole = std::str::from_utf8(&bytes[..count]).ok()?.chars().next()?;
    Some((whole, chars.next().map_or(text.len(), |(at, _)| at)))
}

/// The byte that a character beyond ASCII is in Windows-1252.
fn windows_byte(c: char) -> Option<u8> {
    if c.is_ascii() {
        return None;
    }
    if let Ok(byte @ 0xA0..) = u8::try_from(u32::from(c)) {
        return Some(byte);
    }
    const ABOVE: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let at = ABOVE.iter().position(|above| *above == c)?;
    u8::try_from(0x80 + at).ok()
}

/// Removes control characters but tabs and line ends, which neither XML nor the format allows.
pub fn without_controls(text: &str) -> Cow<'_, str> {
    let is_control = |c: char| (c.is_control() && c < '\u{80}' && !matches!(c, '\t' | '\n' | '\r')) || c == '\u{fffe}';
    if text.contains(is_control) { Cow::Owned(text.replace(is_control, "")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_windows_1252_in_utf_8_are_its_characters() {
        assert_eq!(decode(b"caf\xe9 \xc3\xa9 \x93so\x94"), ("café é “so”".to_owned(), true));
        assert_eq!(decode("café".as_bytes()), ("café".to_owned(), false));
    }

    #[test]
    fn a_character_on_the_border_of_two_chunks_is_whole() {
        let text = format!("{}é{}鐘", "a".repeat(CHUNK - 1), "b".repeat(CHUNK - 3));
        assert_eq!(decode(text.as_bytes()), (text, false));
    }

    #[test]
    fn repairs_are_counted_when_they_are_read() {
        let mut reader = Utf8Reader::new(&b"a\xe9b\xe9c"[..]);
        let mut counts = Vec::new();
        for _ in 0..4 {
            reader.fill_buf().unwrap();
            reader.consume(1);
            counts.push(reader.repaired());
        }
        // Each of the two characters has two bytes.
        reader.consume(2);
        assert_eq!((counts, reader.repaired()), (vec![0, 1, 1, 1], 2));
    }

    #[test]
    fn a_character_that_the_end_cuts_is_read_as_windows_1252() {
        assert_eq!(decode(b"a\xc3"), ("aÃ".to_owned(), true));
    }

    #[test]
    fn a_declared_encoding_and_a_byte_order_mark_are_obeyed() {
        let latin = b"<?xml version=\"1.0\" encoding='ISO-8859-15'?><a>\xa4</a>";
        assert!(decode(latin).0.contains("<a>€</a>"));
        let wide: Vec<u8> = "\u{feff}<a>é</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&wide).0, "<a>é</a>");
        let without_mark: Vec<u8> = "<a>é</a>".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&without_mark).0, "<a>é</a>");
        assert_eq!(decode(b"<?xml encoding=\"UTF-16\"?><a/>").0, "<?xml encoding=\"UTF-16\"?><a/>");
    }

    #[test]
    fn a_second_encoding_is_undone_where_it_is_certain() {
        let repaired = |text: &str| Doubled::Repaired(text.to_owned());
        assert_eq!(undo_double("cafÃ© and itâ€™s"), repaired("café and it’s"));
        assert_eq!(undo_double("Ã‰cole"), repaired("École"));
        assert_eq!(undo_double("æ—¥æœ¬"), repaired("日本"));
        assert_eq!(undo_double("cafÃ© “so”"), Doubled::Uncertain("Ã©".to_owned()));
        for text in ["café", "«\u{a0}à\u{a0}«\u{a0}B\u{a0}»", "IRMÔ", "NÃO Ã…", "日本", "plain", "Ã"] {
            assert_eq!(undo_double(text), Doubled::No, "{text}");
        }
    }

    #[test]
    fn control_characters_go() {
        assert_eq!(without_controls("a\u{b}b\u{0}\tc\n"), "ab\tc\n");
    }
}
