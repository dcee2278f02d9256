//! Hashes: for the manifest, for `integrity` attributes, and for the CSP.

use std::io;
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use fs_err as fs;
use sha2::{Digest, Sha256, Sha384};

/// The hash of a script, for its `integrity` attribute (<https://www.w3.org/TR/SRI/>).
pub fn integrity(script: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(script)))
}

/// The hash source of an inline script or style sheet, for a CSP.
pub fn policy_source(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

/// A hash of a file's content, as 32 hexadecimal digits.
pub fn of(bytes: &[u8]) -> String {
    digits(&Sha256::digest(bytes))
}

/// The hash of a file's content, which may be too large for memory.
pub fn of_file(file: &Path) -> io::Result<String> {
    let mut digest = Sha256::new();
    io::copy(&mut fs::File::open(file)?, &mut digest)?;
    Ok(digits(&digest.finalize()))
}

/// The first 32 hexadecimal digits of a hash.
pub fn digits(digest: &[u8]) -> String {
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
