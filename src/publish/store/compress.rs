//! Compressed copies, which a static server sends in the place of a file without any work.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;

/// The window of brotli, as a power of two: the largest that every browser must accept.
const WINDOW: u32 = 22;

/// How hard to try.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effort {
    /// For a file of the build, which each reader loads.
    Most,
    /// For one of thousands of pages or articles.
    Page,
}

impl Effort {
    /// Measured on pages of the demo, in `docs/architecture.md`: higher levels are slow for what they save.
    fn levels(self) -> (u32, u32) {
        match self {
            Self::Most => (11, 9),
            Self::Page => (6, 6),
        }
    }
}

/// The endings of what compresses: text, and wasm.
const ENDINGS: [&str; 14] =
    ["css", "html", "js", "json", "map", "md", "mjs", "mts", "svg", "ts", "txt", "vtt", "wasm", "xml"];

/// Whether a file is worth compressing, by its name.
pub fn is_worth_it(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending))
}

/// The endings of the copies, after the name of the file.
pub const COPIES: [&str; 2] = ["br", "gz"];

/// The copies that go beside a file, each with the ending of its name.
pub fn copies(bytes: &[u8], effort: Effort) -> io::Result<[(&'static str, Vec<u8>); 2]> {
    let (brotli_level, gzip_level) = effort.levels();
    let mut brotli = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut brotli, 4096, brotli_level, WINDOW);
    writer.write_all(bytes)?;
    // It writes its last bytes when it's dropped.
    drop(writer);
    // Without a name and a time in its head, so that the same bytes always give the same copy.
    let mut gzip = GzEncoder::new(Vec::new(), Compression::new(gzip_level));
    gzip.write_all(bytes)?;
    let [br, gz] = COPIES;
    Ok([(br, brotli), (gz, gzip.finish()?)])
}
