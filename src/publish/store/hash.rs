//! Hashes: for the manifest, for `integrity` attributes, and for the CSP.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
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
    Sha256::digest(bytes).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
