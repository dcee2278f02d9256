//! Compresses with brotli, as `broadsheet publish` compresses the app's files.

use std::{io, io::Write};

/// The quality: the highest, as in the compressed copies of the app's files in `dist/`.
const QUALITY: u32 = 11;
/// The window, as a power of two: the largest that every browser must accept.
const WINDOW: u32 = 22;
/// How much is compressed at once, in bytes.
const BUFFER: usize = 4096;

/// Compresses a file with brotli.
pub fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut compressed = Vec::new();
    // The writer writes its last bytes when it is dropped.
    brotli::CompressorWriter::new(&mut compressed, BUFFER, QUALITY, WINDOW).write_all(bytes)?;
    Ok(compressed)
}

#[cfg(test)]
mod tests {
    use super::brotli;

    #[test]
    fn the_compressed_file_includes_the_last_bytes() {
        let size = brotli(&[b'a'; 100_000]).unwrap().len();
        assert!((1..100).contains(&size), "{size}");
    }
}
