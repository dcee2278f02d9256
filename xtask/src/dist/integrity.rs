//! Adds `integrity` to pages, so that a browser refuses a file that is not from the same build as the page.

use super::fingerprint::Files;
use anyhow::Result;
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha384};

/// Adds `integrity` to all `link` and `script` elements that refer to a script or a style sheet. The files must have
/// their final names and contents.
///
/// The preload of the wasm gets none: the glue requests the wasm without `integrity`, and if the two requests differed,
/// the browser would fetch the wasm twice.
pub fn add(files: &mut Files) -> Result<()> {
    let is = |name: &str, kinds: &[&str]| kinds.iter().any(|kind| name.ends_with(kind));
    let hashes: Vec<(String, String)> = files
        .iter()
        .filter(|(name, _)| is(name, &[".css", ".js"]))
        .map(|(name, content)| (format!("\"./{name}\""), STANDARD.encode(Sha384::digest(content))))
        .collect();
    for (_, page) in files.iter_mut().filter(|(name, _)| is(name, &[".html"])) {
        let mut html = String::from_utf8(std::mem::take(page))?;
        for (reference, hash) in &hashes {
            html = html.replace(reference, &format!("{reference} integrity=\"sha384-{hash}\""));
        }
        *page = html.into_bytes();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Files, add};

    /// From `printf a | openssl dgst -sha384 -binary | base64`.
    const HASH_OF_A: &str = "VKWbnyKwuAiA2EJ+VIt8I6vYc0huHwNdzpzWl+hRdQM8qojm1XvDXvrgta/TFF8x";

    #[test]
    fn scripts_and_style_sheets_get_integrity_and_the_wasm_gets_none() -> anyhow::Result<()> {
        let page = r#"<link href="./a.wasm"><link href="./a.css"><script nomodule src="./a.js"></script>"#;
        let mut files: Files = ["a.wasm", "a.css", "a.js"].map(|name| (name.into(), b"a".to_vec())).into();
        files.insert("index.html".into(), page.into());
        add(&mut files)?;
        let with = |reference: &str| format!("{reference} integrity=\"sha384-{HASH_OF_A}\"");
        let expected = page.replace("\"./a.css\"", &with("\"./a.css\"")).replace("\"./a.js\"", &with("\"./a.js\""));
        assert_eq!(String::from_utf8_lossy(&files["index.html"]), expected);
        assert_eq!(files["a.js"], b"a");
        Ok(())
    }
}
