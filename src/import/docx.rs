//! Word's `.docx`, as Word, Google Docs, LibreOffice and Pandoc write it. Each file is an article.
//!
//! A document is taken as if all its tracked changes were accepted. What only its pages have, such as headers, footers and page
//! breaks, does not belong to the article.

mod block;
mod body;
mod drawing;
mod field;
mod front;
mod inline;
mod language;
mod math;
mod numbering;
mod package;
mod properties;
mod styles;
mod symbol;
mod table;
mod words;
mod xml;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use self::body::{Body, Note};
use self::field::Fields;
use self::numbering::Numbering;
use self::package::Package;
use self::properties::Properties;
use self::styles::{Styles, Words};
use self::xml::Element;
use super::draft::{Base, Origin};
use super::{Cause, Content, Draft, Loss, Reader, SourceError, markup, source};

pub use self::package::is;

/// Documents to import.
#[derive(Debug)]
pub struct Docx {
    files: Vec<PathBuf>,
}

impl Docx {
    /// Documents to import.
    ///
    /// # Errors
    ///
    /// Fails if none of them is a `.docx`. The others are named when they are read.
    pub fn open(files: &[PathBuf]) -> Result<Self, SourceError> {
        let mut outcomes = files.iter().map(|file| Package::open(file).map(drop));
        if let Some(Err(error)) = outcomes.next()
            && outcomes.all(|outcome| outcome.is_err())
        {
            return Err(error);
        }
        Ok(Self { files: files.to_vec() })
    }
}

impl Reader for Docx {
    fn read(&self, take: &mut dyn FnMut(Draft)) -> Result<Vec<Loss>, SourceError> {
        source::read_each(&self.files, take, read)
    }
}

/// The article in the bytes of a file.
///
/// # Errors
///
/// Fails if they are no `.docx`.
pub fn draft(bytes: Vec<u8>, file: &Path) -> Result<Draft, SourceError> {
    read_package(&Package::read_from(Box::new(Cursor::new(bytes)), file)?, file)
}

/// Reads a document.
fn read(file: &Path) -> Result<Draft, SourceError> {
    read_package(&Package::open(file)?, file)
}

fn read_package(package: &Package, file: &Path) -> Result<Draft, SourceError> {
    let links = package.relationships("")?;
    let main = package.target(&links, "officeDocument", "word/document.xml");
    let Some((root, mistake)) = package.xml(&main)? else {
        return Err(SourceError::Unreadable(file.to_owned(), format!("it is no document of Word: it has no {main}")));
    };
    let Some(content) = root.child("w:body") else {
        let why = mistake.unwrap_or_else(|| "it has no text".to_owned());
        return Err(SourceError::Unreadable(
            file.to_owned(),
            format!("its text is damaged ({why}). Copy it again, or open it in Word"),
        ));
    };
    let mut losses: Vec<Loss> = mistake.map(|why| Loss::new(Cause::Broken, why)).into_iter().collect();
    let relationships = Rc::new(package.relationships(&main)?);
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let part = |kind: &str| {
        let name = package.target(&relationships, kind, &format!("{folder}/{kind}.xml"));
        Ok::<_, SourceError>(package.xml(&name)?.map(|(root, _)| (root, name)))
    };
    let styles = part("styles")?.map(|(root, _)| Styles::read(&root)).unwrap_or_default();
    let numbering = part("numbering")?.map(|(root, _)| Numbering::read(&root)).unwrap_or_default();
    let properties = package.target(&links, "core-properties", "docProps/core.xml");
    let properties = package.xml(&properties)?.map(|(root, _)| Properties::read(&root)).unwrap_or_default();
    let mut notes = HashMap::new();
    for (kind, name) in [(Note::Foot, "footnotes"), (Note::End, "endnotes")] {
        let Some((root, name)) = part(name)? else { continue };
        let links = Rc::new(package.relationships(&name)?);
        notes.extend(notes_in(root).map(|(id, note)| ((kind, id), (note, links.clone()))));
    }
    let survey = Survey::of(content, &styles);
    let mut body = Body {
        package,
        styles: &styles,
        numbering: &numbering,
        relationships: relationships.clone(),
        notes: &notes,
        language: survey.language().or_else(|| properties.language.clone()),
        has_code: survey.code * 2 < survey.letters,
        places: survey.places,
        is_balanced: survey.is_balanced,
        fields: Fields::default(),
        losses: Vec::new(),
        change: None,
        files: Vec::new(),
        addresses: HashMap::new(),
        used: Vec::new(),
        counters: HashMap::new(),
        nesting: 0,
        unfinished: None,
        has_contents: false,
        place: None,
    };
    let mut blocks = body.blocks(content)?;
    let mut fields = front::take(&mut blocks, &properties);
    if let Some(language) = &body.language {
        fields.insert("lang".to_owned(), language.clone().into());
    }
    let mut html = block::html(&blocks);
    for (key, note) in &body.used {
        html.push_str(&markup::note(&body::note_id(key), note));
    }
    losses.append(&mut body.losses);
    losses.extend(body.change.map(|words| Loss::new(Cause::TrackedChange, words)));
    if body.has_contents {
        losses.push(Loss::new(Cause::Contents, ""));
    }
    if let Some((root, _)) = part("comments")? {
        losses.extend(comments(&root));
    }
    Ok(Draft {
        origin: Origin { file: file.to_owned(), ..Origin::default() },
        name: file.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned(),
        fields,
        content: Content::Html(html),
        base: Base { folder: file.parent().map(Path::to_owned), files: body.files, ..Base::default() },
        losses,
        ..Draft::default()
    })
}

/// The notes of a part, without the lines that separate them from the text.
fn notes_in(root: Element) -> impl Iterator<Item = (String, Element)> {
    root.into_elements().filter_map(|note| {
        let is_separator = note.attribute("w:type").is_some_and(|kind| kind != "normal");
        let id = note.attribute("w:id").filter(|_| !is_separator)?.to_owned();
        Some((id, note))
    })
}

fn comments(root: &Element) -> impl Iterator<Item = Loss> {
    root.elements().filter(|comment| comment.name() == "w:comment").map(|comment| {
        let paragraphs = comment.descendants().filter(|part| part.name() == "w:p").map(|paragraph| {
            paragraph.descendants().filter(|part| part.name() == "w:t").map(Element::text).collect::<String>()
        });
        let words = paragraphs.collect::<Vec<_>>().join(" ");
        let author = comment.attribute("w:author").filter(|author| !author.is_empty());
        Loss::new(Cause::Comment, author.map(|author| format!("{author}: {words}")).unwrap_or(words))
    })
}

/// What has to be known of a whole document before it is read.
#[derive(Default)]
struct Survey {
    letters: usize,
    code: usize,
    languages: BTreeMap<String, usize>,
    default_language: Option<String>,
    places: HashSet<String>,
    is_balanced: bool,
}

impl Survey {
    fn of(content: &Element, styles: &Styles) -> Self {
        let normal = styles.of_paragraph(None).map(|id| styles.words(id)).unwrap_or_default().or(styles.defaults());
        let mut survey = Self { default_language: normal.language.clone(), ..Self::default() };
        let (mut links, mut names) = (BTreeSet::new(), BTreeSet::new());
        let mut depth = 0_isize;
        let mut style = Words::default();
        let mut run = Words::default();
        for element in content.descendants() {
            match element.name() {
                "w:p" => {
                    let id = element.child("w:pPr").and_then(|properties| properties.value("w:pStyle"));
                    style =
                        styles.of_paragraph(id).map(|id| styles.words(id)).unwrap_or_default().or(styles.defaults());
                }
                "w:r" => {
                    let properties = element.child("w:rPr");
                    let of_style =
                        properties.and_then(|properties| properties.value("w:rStyle")).map(|id| styles.words(id));
                    run =
                        properties.map(Words::read).unwrap_or_default().or(&of_style.unwrap_or_default().over(&style));
                }
                "w:t" => {
                    let text = element.text();
                    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
                    survey.letters += letters;
                    survey.code += if run.is_code == Some(true) { letters } else { 0 };
                    if let Some(language) = language::of(&run, &text) {
                        *survey.languages.entry(language.to_owned()).or_default() += letters;
                    }
                }
                "w:hyperlink" => links.extend(element.attribute("w:anchor").map(str::to_owned)),
                "w:instrText" => links.extend(element.text().split(['"', ' ']).map(str::to_owned)),
                "w:fldSimple" => {
                    links.extend(element.attribute("w:instr").unwrap_or_default().split(['"', ' ']).map(str::to_owned));
                }
                "w:bookmarkStart" => names.extend(element.attribute("w:name").map(str::to_owned)),
                "w:fldChar" => match element.attribute("w:fldCharType") {
                    Some("begin") => depth += 1,
                    Some("end") => depth -= 1,
                    _ => {}
                },
                _ => {}
            }
        }
        survey.is_balanced = depth == 0;
        // Word makes such places for a table of contents, which is left out.
        survey.places = names.into_iter().filter(|name| links.contains(name) && !name.starts_with("_Toc")).collect();
        survey
    }

    /// The language of most words.
    fn language(&self) -> Option<String> {
        let most = self.languages.iter().filter(|(_, letters)| **letters > 0).max_by_key(|(_, letters)| **letters);
        most.map(|(language, _)| language.clone()).or_else(|| self.default_language.clone())
    }
}
