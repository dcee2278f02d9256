//! What is in a paragraph: runs of words, links, fields, notes.

use std::rc::Rc;

use super::body::{Body, Note, Open, alternative};
use super::drawing;
use super::field::{self, Code};
use super::inline::{Format, Piece};
use super::math;
use super::styles::{Position, Words};
use super::symbol;
use super::xml::Element;
use crate::import::{Cause, SourceError, markup};

/// Elements that have no words of their own.
const IGNORED: &[&str] = &[
    "w:pPr",
    "w:rPr",
    "w:sdtPr",
    "w:sdtEndPr",
    "w:smartTagPr",
    "w:customXmlPr",
    "w:proofErr",
    "w:commentRangeStart",
    "w:commentRangeEnd",
    "w:commentReference",
    "w:annotationRef",
    "w:footnoteRef",
    "w:endnoteRef",
    "w:separator",
    "w:continuationSeparator",
    "w:lastRenderedPageBreak",
    "w:delText",
    "w:delInstrText",
    "w:bookmarkEnd",
    "w:permStart",
    "w:permEnd",
    "w:fldData",
];

impl Body<'_> {
    /// Reads an element of a paragraph or of a run. `words` is the formatting of the run.
    ///
    /// # Errors
    ///
    /// Fails if a part of the document is larger than any document's.
    pub fn content(
        &mut self,
        element: &Element,
        open: &mut Open,
        link: Option<&Rc<str>>,
        words: &Words,
    ) -> Result<(), SourceError> {
        match element.name() {
            "w:r" | "m:r" => {
                let run = element.child("w:rPr").map(Words::read).unwrap_or_default();
                let style = element.child("w:rPr").and_then(|properties| properties.value("w:rStyle"));
                let style = style.map(|style| self.styles.words(style)).unwrap_or_default();
                let is_changed =
                    element.child("w:rPr").is_some_and(|properties| properties.child("w:rPrChange").is_some());
                if is_changed {
                    self.changed(element);
                }
                let effective = run.or(&style.over(&open.style));
                // A mark that someone chose for a note stands in the same run.
                let has_mark =
                    |note: &Element| matches!(note.attribute("w:customMarkFollows"), Some("1" | "true" | "on"));
                let has_mark = element.elements().any(has_mark);
                for child in element.elements().filter(|child| !(has_mark && matches!(child.name(), "w:t" | "w:sym"))) {
                    self.content(child, open, link, &effective)?;
                }
            }
            "w:t" => self.text(&text(element), open, link, words),
            "w:tab" | "w:ptab" => self.text("\t", open, link, words),
            "w:noBreakHyphen" => self.text("\u{2011}", open, link, words),
            "w:softHyphen" => self.text("\u{AD}", open, link, words),
            "w:br" => {
                if !matches!(element.attribute("w:type"), Some("page" | "column")) {
                    self.push(Piece::Break, open, link, words);
                }
            }
            "w:cr" => self.push(Piece::Break, open, link, words),
            "w:sym" => self.symbol(element, open, link, words),
            "w:hyperlink" => {
                let link = self.link_of(element);
                self.inside(element, open, link.as_ref(), words)?;
            }
            "w:ins" | "w:moveTo" => {
                self.changed(element);
                self.inside(element, open, link, words)?;
            }
            "w:del" | "w:moveFrom" => self.changed(element),
            "w:sdt" => {
                let properties = element.child("w:sdtPr");
                // What stands there until someone writes something.
                let is_empty = properties.and_then(|properties| properties.flag("w:showingPlcHdr")) == Some(true);
                if let Some(inner) = element.child("w:sdtContent").filter(|_| !is_empty) {
                    self.inside(inner, open, link, words)?;
                }
            }
            "w:fldSimple" => match field::code(element.attribute("w:instr").unwrap_or_default()) {
                Code::Link(address) => {
                    let link = self.resolve(&address);
                    self.inside(element, open, link.as_ref(), words)?;
                }
                Code::Contents | Code::Hidden => {}
                Code::Other | Code::Formula(_) => self.inside(element, open, link, words)?,
            },
            "w:fldChar" => match element.attribute("w:fldCharType") {
                Some("begin") => self.fields.begin(),
                Some("separate") => self.has_contents |= self.fields.separate() == Code::Contents,
                Some("end") => {
                    if let Code::Formula(formula) = self.fields.end() {
                        self.push(Piece::Html(markup::loss(Cause::Drawing, &formula)), open, None, words);
                    }
                }
                _ => {}
            },
            "w:instrText" => self.fields.instruct(&element.text()),
            "w:footnoteReference" | "w:endnoteReference" => {
                let kind = if element.name() == "w:footnoteReference" { Note::Foot } else { Note::End };
                if !self.fields.hides() && words.hidden != Some(true) {
                    let id = element.attribute("w:id").unwrap_or_default();
                    if let Some(reference) = self.note(kind, id)? {
                        open.words.push(&Format::default(), Piece::Html(reference));
                    }
                }
            }
            "w:bookmarkStart" => {
                let name = element.attribute("w:name").unwrap_or_default();
                if self.places.contains(name) {
                    if open.is_heading && open.place.is_none() {
                        open.place = Some(name.to_owned());
                    } else {
                        let place = format!("<a{}></a>", markup::attribute_named("id", name));
                        open.words.push(&Format::default(), Piece::Html(place));
                    }
                }
            }
            "mc:AlternateContent" => {
                if let Some(choice) = alternative(element) {
                    self.inside(choice, open, link, words)?;
                }
            }
            "w:drawing" | "w:pict" | "w:object" => {
                if !self.fields.hides() && words.hidden != Some(true) {
                    drawing::read(self, element, open, link.or(self.fields.link().cloned().as_ref()))?;
                }
            }
            "m:oMathPara" | "m:oMath" => {
                let formula = math::words(element);
                self.push(Piece::Html(markup::loss(Cause::Drawing, &formula)), open, None, words);
                self.text(&formula, open, link, words);
            }
            "w:ruby" => {
                // Signs, and small above them how they are read.
                self.part(element, "w:rubyBase", open, link, words)?;
                self.text(" (", open, link, words);
                self.part(element, "w:rt", open, link, words)?;
                self.text(")", open, link, words);
            }
            name if IGNORED.contains(&name) => {}
            _ => self.inside(element, open, link, words)?,
        }
        Ok(())
    }

    fn inside(
        &mut self,
        parent: &Element,
        open: &mut Open,
        link: Option<&Rc<str>>,
        words: &Words,
    ) -> Result<(), SourceError> {
        parent.elements().try_for_each(|element| self.content(element, open, link, words))
    }

    fn part(
        &mut self,
        parent: &Element,
        name: &str,
        open: &mut Open,
        link: Option<&Rc<str>>,
        words: &Words,
    ) -> Result<(), SourceError> {
        parent.child(name).map_or(Ok(()), |part| self.inside(part, open, link, words))
    }

    /// The address of a `w:hyperlink`.
    fn link_of(&self, element: &Element) -> Option<Rc<str>> {
        let target =
            element.attribute("r:id").and_then(|id| self.relationships.get(id)).map(|link| link.target.as_str());
        let place = element.attribute("w:anchor").filter(|place| !place.is_empty());
        let address = match (target.filter(|target| !target.is_empty()), place) {
            (Some(target), Some(place)) if !target.contains('#') => format!("{target}#{place}"),
            (Some(target), _) => target.to_owned(),
            (None, Some(place)) => format!("#{place}"),
            (None, None) => return None,
        };
        self.resolve(&address)
    }

    /// The address that a link gets. A place in the document has to be there.
    fn resolve(&self, address: &str) -> Option<Rc<str>> {
        match address.strip_prefix('#') {
            Some(place) => self.places.contains(place).then(|| address.into()),
            None => Some(address.into()),
        }
    }

    /// The formatting of words.
    fn format(&self, open: &Open, link: Option<&Rc<str>>, words: &Words, text: &str) -> Format {
        let is_on = |flag: Option<bool>| flag == Some(true);
        let style = &open.style;
        let (bold, italic) = (is_on(words.bold), is_on(words.italic));
        let field = self.fields.link().and_then(|link| self.resolve(link));
        let is_code = is_on(words.is_code) && (self.has_code || !open.style.is_code.is_some_and(|code| code));
        Format {
            link: field.or_else(|| link.cloned()),
            language: self.language(words, text),
            strong: if open.is_styled { !open.is_heading && bold != is_on(style.bold) } else { bold },
            em: if open.is_styled { italic != is_on(style.italic) } else { italic },
            code: is_code && self.has_code,
            struck: is_on(words.struck),
            underlined: is_on(words.underlined) && !is_on(style.underlined),
            capitals: is_on(words.capitals) && !is_on(style.capitals),
            position: words.position.filter(|position| *position != Position::Normal),
        }
    }

    fn text(&mut self, text: &str, open: &mut Open, link: Option<&Rc<str>>, words: &Words) {
        if words.hidden == Some(true) || self.fields.hides() {
            return;
        }
        let letters = text.chars().filter(|c| !c.is_whitespace()).count();
        let count = if words.bold == Some(true) { &mut open.bold } else { &mut open.plain };
        *count += letters;
        open.size = open.size.max(words.size.unwrap_or(0));
        let format = self.format(open, link, words, text);
        if text.chars().any(|c| matches!(c, '\u{F000}'..='\u{F0FF}')) {
            for c in text.chars() {
                self.sign(c, words.font.as_deref().unwrap_or_default(), &format, open);
            }
        } else {
            open.words.text(&format, text);
        }
    }

    fn symbol(&mut self, element: &Element, open: &mut Open, link: Option<&Rc<str>>, words: &Words) {
        if words.hidden == Some(true) || self.fields.hides() {
            return;
        }
        let code =
            element.attribute("w:char").and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let format = self.format(open, link, words, "");
        if let Some(c) = code {
            self.sign(c, element.attribute("w:font").unwrap_or_default(), &format, open);
        }
    }

    /// A sign of a font that has other signs than Unicode.
    fn sign(&mut self, c: char, font: &str, format: &Format, open: &mut Open) {
        match symbol::unicode(c, font) {
            Some(c) => open.words.text(format, c.encode_utf8(&mut [0; 4])),
            None => {
                let detail = format!("{:04X} of the font {font}", u32::from(c));
                open.words.push(&Format::default(), Piece::Html(markup::loss(Cause::Symbol, &detail)));
            }
        }
    }

    fn push(&mut self, piece: Piece, open: &mut Open, link: Option<&Rc<str>>, words: &Words) {
        if words.hidden != Some(true) && !self.fields.hides() {
            let format = self.format(open, link, words, "");
            open.words.push(&format, piece);
        }
    }
}

/// The characters of a `w:t`. White space at its ends counts only if it says so.
fn text(element: &Element) -> String {
    let text = element.text();
    let text = text.replace(['\n', '\r'], " ");
    if element.attribute("xml:space") == Some("preserve") { text } else { text.trim_matches([' ', '\t']).to_owned() }
}
