//! Compressed copies, which a static server can send without compressing the file itself.

use std::io::{self, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use fs_err as fs;

/// The window size of brotli, as a power of two: the largest that browsers must support.
const WINDOW: u32 = 22;

/// The compression effort.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effort<'a> {
    /// The maximum, for files of the build, which every reader loads.
    Most,
    /// The maximum, where the copy that brotli makes with it is there already.
    Compressed(&'a [u8]),
    /// Less, for pages and articles, of which there are thousands.
    Page,
}

impl Effort<'_> {
    /// The levels of brotli and gzip. `docs/architecture.md` has the measurements by which they were chosen.
    fn levels(self) -> (u32, u32) {
        match self {
            Self::Most | Self::Compressed(_) => (11, 9),
            Self::Page => (6, 6),
        }
    }
}

/// The extensions of files that compress well: text and wasm.
const EXTENSIONS: [&str; 14] =
    ["css", "html", "js", "json", "map", "md", "mjs", "mts", "svg", "ts", "txt", "vtt", "wasm", "xml"];

/// Whether a file compresses well, by its extension.
pub fn is_compressible(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| EXTENSIONS.contains(&extension))
}

/// The extensions of compressed copies, which are appended to the name of the file.
pub const COPIES: [&str; 2] = ["br", "gz"];

/// Writes the compressed copies of a file with this content beside it.
pub fn write_copies(file: &Path, bytes: &[u8], effort: Effort) -> io::Result<()> {
    copies(bytes, effort)?.into_iter().try_for_each(|(ending, copy)| fs::write(file.with_extension(ending), copy))
}

/// Compresses a file. Returns the copies with their extensions.
pub fn copies(bytes: &[u8], effort: Effort) -> io::Result<[(&'static str, Vec<u8>); 2]> {
    let (brotli_level, gzip_level) = effort.levels();
    let mut brotli = Vec::new();
    if let Effort::Compressed(copy) = effort {
        brotli.extend(copy);
    } else {
        let mut writer = brotli::CompressorWriter::new(&mut brotli, 4096, brotli_level, WINDOW);
        // The writer writes its last bytes when it is dropped.
        writer.write_all(bytes)?;
    }
    // The header contains no name and no time, so that the same bytes always give the same copy.
    let mut gzip = GzEncoder::new(Vec::new(), Compression::new(gzip_level));
    gzip.write_all(bytes)?;
    let [br, gz] = COPIES;
    Ok([(br, brotli), (gz, gzip.finish()?)])
}
