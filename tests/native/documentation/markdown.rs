//! Extracts the code from README.md and docs/.

use std::fs;
use std::path::Path;

/// A piece of code in a document.
pub struct Code {
    /// Document and line, as `docs/format.md:12`.
    pub place: String,
    /// The language of a block; [`None`] for code within a sentence.
    pub language: Option<String>,
    /// The code; line breaks in the code of a sentence are removed.
    pub text: String,
}

/// All code of all documents.
pub fn code() -> Vec<Code> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = docs.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    files.push(root.join("README.md"));
    files.sort();
    assert!(files.len() > 5, "{files:?}");
    files.iter().flat_map(|file| code_of(root, file)).collect()
}

fn code_of(root: &Path, file: &Path) -> Vec<Code> {
    let name = file.strip_prefix(root).unwrap().display().to_string();
    let mut code = Vec::new();
    let mut prose = String::new();
    let mut block: Option<(usize, String, String)> = None;
    // A longer fence encloses shorter ones.
    let mut fence = String::new();
    for (line, text) in fs::read_to_string(file).unwrap().lines().enumerate() {
        // A code block in a list is indented with it.
        let length = text.trim_start().bytes().take_while(|byte| *byte == b'`').count();
        let (ticks, rest) = text.trim_start().split_at(length);
        let is_fence =
            ticks.len() >= 3 && !rest.contains('`') && (fence.is_empty() || (ticks == fence && rest.is_empty()));
        match (block.take(), Some(rest).filter(|_| is_fence)) {
            (None, Some(language)) => {
                fence = ticks.to_owned();
                code.extend(spans(&name, line, &prose));
                prose.clear();
                block = Some((line + 1, language.to_owned(), String::new()));
            }
            (Some((line, language, text)), Some(_)) => {
                fence.clear();
                code.push(Code { place: format!("{name}:{line}"), language: Some(language), text });
            }
            (Some((line, language, before)), None) => block = Some((line, language, before + text + "\n")),
            (None, None) => prose += &format!("{text}\n"),
        }
    }
    assert!(block.is_none(), "{name}: a block has no end");
    code.extend(spans(&name, 0, &prose));
    code
}

fn spans(name: &str, line: usize, prose: &str) -> Vec<Code> {
    let spans = prose.split('`').skip(1).step_by(2);
    let text = |span: &str| span.split_whitespace().collect::<Vec<_>>().join(" ");
    spans.map(|span| Code { place: format!("{name}, before line {line}"), language: None, text: text(span) }).collect()
}
