//! What a document says of itself: title, author, key words.

use super::xml::Element;

/// The properties that come over.
#[derive(Debug, Default)]
pub struct Properties {
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub tags: Vec<String>,
    pub language: Option<String>,
}

impl Properties {
    /// Reads `core.xml`.
    pub fn read(root: &Element) -> Self {
        let text = |name: &str| Some(root.child(name)?.text().trim().to_owned()).filter(|text| !text.is_empty());
        let list = |name: &str, separators: &[char]| {
            let text = text(name).unwrap_or_default();
            let parts = text.split(separators).map(str::trim).filter(|part| !part.is_empty());
            parts.map(str::to_owned).collect::<Vec<_>>()
        };
        Self {
            title: text("dc:title").filter(|title| !is_default_title(title)),
            authors: list("dc:creator", &[';']).into_iter().filter(|name| !is_default_author(name)).collect(),
            tags: list("cp:keywords", &[',', ';']),
            language: text("dc:language"),
        }
    }
}

/// Whether a program made a title up.
fn is_default_title(title: &str) -> bool {
    let title = title.to_lowercase();
    let word = title.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let names = [
        "",
        "document",
        "dokument",
        "documento",
        "documentos",
        "مستند",
        "untitled",
        "untitled document",
        "unbenannt",
        "sans titre",
        "sin título",
        "title",
        "titel",
        "titre",
        "word document",
        "microsoft word document",
        "powerpoint presentation",
        "template",
        "blank document",
        "normal",
    ];
    let ends = [".doc", ".docx", ".odt", ".rtf", ".dotx", ".dot", ".txt"];
    names.contains(&word) || title.starts_with("microsoft word - ") || ends.iter().any(|end| title.ends_with(end))
}

/// Whether a program, or nobody in particular, made a document.
fn is_default_author(name: &str) -> bool {
    let name = name.to_lowercase();
    matches!(
        name.as_str(),
        "python-docx"
            | "microsoft office user"
            | "windows user"
            | "windows-benutzer"
            | "user"
            | "owner"
            | "admin"
            | "administrator"
            | "unknown"
            | "un-named"
            | "unbekannt"
            | "author"
            | "autor"
            | "auteur"
            | "apache poi"
            | "docx4j"
            | "aspose"
            | "office"
            | "microsoft"
            | "libreoffice"
            | "google docs"
            | "anonymous"
    )
}
