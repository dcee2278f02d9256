//! Hashes in the pages, by which a browser refuses a file that is not the one the page was built with.

use super::fingerprint::Files;
use anyhow::Result;
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha384};

/// Adds `integrity` to the links and scripts of the pages that name a script or a style sheet. The files have their
/// last bytes and names.
///
/// Not to those that name the wasm: a preload with a hash is another request to the browser than the one that the
/// glue makes, and it would be fetched twice.
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

    /// By `printf a | openssl dgst -sha384 -binary | base64`.
    const OF_A: &str = "VKWbnyKwuAiA2EJ+VIt8I6vYc0huHwNdzpzWl+hRdQM8qojm1XvDXvrgta/TFF8x";

    #[test]
    fn scripts_and_styles_get_a_hash_and_the_wasm_gets_none() -> anyhow::Result<()> {
        let page = r#"<link href="./a.wasm"><link href="./a.css"><script nomodule src="./a.js"></script>"#;
        let mut files: Files = ["a.wasm", "a.css", "a.js"].map(|name| (name.into(), b"a".to_vec())).into();
        files.insert("index.html".into(), page.into());
        add(&mut files)?;
        let with = |reference: &str| format!("{reference} integrity=\"sha384-{OF_A}\"");
        let expected = page.replace("\"./a.css\"", &with("\"./a.css\"")).replace("\"./a.js\"", &with("\"./a.js\""));
        assert_eq!(String::from_utf8_lossy(&files["index.html"]), expected);
        assert_eq!(files["a.js"], b"a");
        Ok(())
    }
}
