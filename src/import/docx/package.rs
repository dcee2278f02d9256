//! The zip archive that a `.docx` is: which parts it has, and how they relate.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::{self, Element};
use crate::import::SourceError;

/// The most files in an archive.
const MAX_ENTRIES: usize = 20_000;
/// The largest part in XML, unpacked.
const MAX_XML: u64 = 64 << 20;
/// The largest image, unpacked.
const MAX_FILE: u64 = 100 << 20;
/// The most that is unpacked of a document.
const MAX_TOTAL: u64 = 600 << 20;
/// A part larger than [`RATIO_FROM`] may be at most this many times as large as it is packed. Word's own are about 20 times.
const MAX_RATIO: u64 = 400;
const RATIO_FROM: u64 = 4 << 20;

/// How files begin that are no `.docx`, but that publishers take for one.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const RTF: &[u8] = b"{\\rtf";
const ZIP: &[u8] = b"PK\x03\x04";

/// Whether a file that begins like this is a document of a word processor: one that is read, or one of which we can say
/// what to do with it.
pub fn is(start: &[u8], file: &Path) -> bool {
    let has = |words: &[u8]| start.windows(words.len()).any(|window| window == words);
    let extension = file.extension().and_then(|name| name.to_str()).unwrap_or_default().to_lowercase();
    if start.starts_with(ZIP) {
        return matches!(extension.as_str(), "docx" | "docm" | "dotx" | "dotm")
            || has(b"word/")
            || is_open_document(start);
    }
    start.starts_with(RTF) || (start.starts_with(OLE) && matches!(extension.as_str(), "doc" | "dot" | "docx" | "docm"))
}

fn is_open_document(start: &[u8]) -> bool {
    // The name of the first file and its content, uncompressed, by which the format is recognised.
    start.get(30..).is_some_and(|rest| rest.starts_with(b"mimetypeapplication/vnd.oasis.opendocument.text"))
}

/// What a document is read from.
pub trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}

/// An open `.docx`.
pub struct Package<'a> {
    file: &'a Path,
    archive: RefCell<ZipArchive<Box<dyn Source>>>,
    /// The index of each file, by its name in lower case.
    names: HashMap<String, usize>,
    unpacked: RefCell<u64>,
}

/// A part, as far as it can be read.
pub struct Part {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Why there are no more, if some are missing.
    pub broken: Option<String>,
}

/// A link from a part to another, or out of the document.
pub struct Relationship {
    /// The last segment of its type, such as `hyperlink`.
    pub kind: String,
    /// The name of the part, or an address.
    pub target: String,
    /// Whether it leads out of the document.
    pub is_external: bool,
}

/// The relationships of a part, by id.
pub type Relationships = BTreeMap<String, Relationship>;

impl<'a> Package<'a> {
    /// Opens a file.
    ///
    /// # Errors
    ///
    /// Fails if it can't be read, or is no `.docx`.
    pub fn open(file: &'a Path) -> Result<Self, SourceError> {
        let opened = File::open(file).map_err(|error| SourceError::Io(file.to_owned(), error))?;
        Self::read_from(Box::new(opened), file)
    }

    /// As [`Self::open`], from what a file contains.
    pub fn read_from(mut opened: Box<dyn Source>, file: &'a Path) -> Result<Self, SourceError> {
        let failed = |error| SourceError::Io(file.to_owned(), error);
        let unreadable = |why: &str| SourceError::Unreadable(file.to_owned(), why.to_owned());
        let mut start = Vec::new();
        (&mut opened).take(128).read_to_end(&mut start).map_err(failed)?;
        if start.starts_with(OLE) {
            return Err(unreadable(if is_encrypted(&mut *opened).map_err(failed)? {
                "it is protected by a password. Open it in Word or LibreOffice, save it as .docx without a password, and \
                 import that"
            } else {
                "it is in the old format of Word. Open it in Word or LibreOffice, save it as .docx, and import that"
            }));
        }
        if start.starts_with(RTF) {
            return Err(unreadable(
                "it is rich text (RTF). Open it in Word or LibreOffice, save it as .docx, and import that",
            ));
        }
        if is_open_document(&start) {
            return Err(unreadable(
                "it is an OpenDocument text. Open it in LibreOffice, save it as .docx, and import that; or import what \
                 `pandoc -t json` makes of it",
            ));
        }
        if !start.starts_with(ZIP) && !start.starts_with(b"PK") {
            return Err(unreadable(
                "it is no .docx: open it in Word or LibreOffice, save it as .docx, and import that",
            ));
        }
        opened.seek(SeekFrom::Start(0)).map_err(failed)?;
        let archive = ZipArchive::new(opened).map_err(|error| match error {
            ZipError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof && error.raw_os_error().is_some() => {
                failed(error)
            }
            _ => unreadable("it is cut off or damaged. Copy it again, or open it in Word, which may repair it"),
        })?;
        if archive.len() > MAX_ENTRIES {
            return Err(unreadable("it contains more files than a document has"));
        }
        let mut names = HashMap::new();
        for index in 0..archive.len() {
            let name = archive.name_for_index(index).and_then(Result::ok);
            if let Some(name) = name.and_then(|name| normal(&name)) {
                names.entry(name.to_lowercase()).or_insert(index);
            }
        }
        Ok(Self { file, archive: RefCell::new(archive), names, unpacked: RefCell::new(0) })
    }

    /// A part in XML, as far as it can be read. `None` if it is not there.
    ///
    /// # Errors
    ///
    /// Fails if it is larger than any document's.
    pub fn xml(&self, name: &str) -> Result<Option<(Element, Option<String>)>, SourceError> {
        let Some(part) = self.read(name, MAX_XML)? else { return Ok(None) };
        let (root, mistake) = xml::parse(&part.bytes);
        Ok(Some((root, part.broken.or(mistake))))
    }

    /// An image or another file, if it is there, whole and not too large.
    pub fn bytes(&self, name: &str) -> Option<Vec<u8>> {
        self.read(name, MAX_FILE).ok()?.filter(|part| part.broken.is_none()).map(|part| part.bytes)
    }

    fn read(&self, name: &str, limit: u64) -> Result<Option<Part>, SourceError> {
        let unreadable = |why: String| SourceError::Unreadable(self.file.to_owned(), why);
        let Some(index) = self.names.get(&name.to_lowercase()) else { return Ok(None) };
        let mut archive = self.archive.borrow_mut();
        let entry = match archive.by_index(*index) {
            Ok(entry) => entry,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(unreadable(
                    "it is protected by a password. Save it without one, and import that".to_owned(),
                ));
            }
            Err(error) => return Ok(Some(Part { bytes: Vec::new(), broken: Some(format!("{name}: {error}")) })),
        };
        let too_large =
            || unreadable(format!("{name} in it is larger than in any document, as if made to fill the memory"));
        let packed = entry.compressed_size();
        let mut bytes = Vec::new();
        // The size that the archive states is not trusted.
        let read = entry.take(limit + 1).read_to_end(&mut bytes);
        let size = bytes.len() as u64;
        *self.unpacked.borrow_mut() += size;
        let is_bomb = size > RATIO_FROM && size / packed.max(1) > MAX_RATIO;
        if size > limit || is_bomb || *self.unpacked.borrow() > MAX_TOTAL {
            return Err(too_large());
        }
        Ok(Some(Part { bytes, broken: read.err().map(|error| format!("{name}: {error}")) }))
    }

    /// The relationships of a part; of the package, if the name is empty.
    ///
    /// # Errors
    ///
    /// Fails if they are larger than any document's.
    pub fn relationships(&self, part: &str) -> Result<Relationships, SourceError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let file = normal(&format!("{folder}/_rels/{name}.rels")).unwrap_or_default();
        let Some((root, _)) = self.xml(&file)? else { return Ok(Relationships::new()) };
        let links = root.elements().filter_map(|link| {
            let target = link.attribute("Target")?;
            let is_external = link.attribute("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
            let path = if target.starts_with('/') { target.to_owned() } else { format!("{folder}/{target}") };
            let target = if is_external { target.to_owned() } else { normal(&path).unwrap_or_default() };
            let kind = link.attribute("Type")?.rsplit('/').next()?.to_owned();
            Some((link.attribute("Id")?.to_owned(), Relationship { kind, target, is_external }))
        });
        Ok(links.collect())
    }

    /// The name of the part that a relationship of this kind leads to, or else the one that it usually has.
    pub fn target(&self, relationships: &Relationships, kind: &str, usual: &str) -> String {
        let mut targets = relationships.values().filter(|link| link.kind == kind && !link.is_external);
        let found = targets.find(|link| self.names.contains_key(&link.target.to_lowercase()));
        found.map_or_else(|| usual.to_owned(), |link| link.target.clone())
    }
}

/// Whether an OLE file is a `.docx` in a safe.
fn is_encrypted(file: &mut dyn Source) -> io::Result<bool> {
    const LONGEST: u64 = 64 << 20;
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut bytes = Vec::new();
    file.take(LONGEST).read_to_end(&mut bytes)?;
    Ok(bytes.windows(name.len()).any(|window| window == name))
}

/// A name in the archive without `.` and `..`. `None` if it climbs out.
fn normal(name: &str) -> Option<String> {
    let mut segments = Vec::new();
    for segment in name.split(['/', '\\']) {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            _ => segments.push(segment),
        }
    }
    Some(segments.join("/"))
}
