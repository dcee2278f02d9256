//! Fields: what Word computes, such as a link, a number of a page or a table of contents.

use std::rc::Rc;

/// The fields that are open at a place.
#[derive(Debug, Default)]
pub struct Fields {
    open: Vec<Field>,
}

#[derive(Debug, Default)]
struct Field {
    instruction: String,
    has_result: bool,
    code: Code,
}

/// What a field is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Code {
    /// Its result counts.
    #[default]
    Other,
    /// A link to an address, or to a place in the document.
    Link(Rc<str>),
    /// A table of contents.
    Contents,
    /// A mark for an index, or the like, that is not seen.
    Hidden,
    /// A formula that has no result.
    Formula(String),
}

impl Fields {
    /// A field begins.
    pub fn begin(&mut self) {
        self.open.push(Field::default());
    }

    /// More of the instruction of the innermost field.
    pub fn instruct(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.has_result) {
            field.instruction.push_str(text);
        }
    }

    /// The result begins.
    pub fn separate(&mut self) -> Code {
        let Some(field) = self.open.last_mut() else { return Code::Other };
        field.has_result = true;
        field.code = code(&field.instruction);
        field.code.clone()
    }

    /// The innermost field ends. If it had no result, the answer says what it is.
    pub fn end(&mut self) -> Code {
        self.open.pop().filter(|field| !field.has_result).map(|field| code(&field.instruction)).unwrap_or_default()
    }

    /// Whether words at this place are not seen.
    pub fn hides(&self) -> bool {
        self.open.iter().any(|field| !field.has_result || matches!(field.code, Code::Contents | Code::Hidden))
    }

    /// The link that words at this place have.
    pub fn link(&self) -> Option<&Rc<str>> {
        self.open.iter().rev().find_map(|field| match &field.code {
            Code::Link(link) => Some(link),
            _ => None,
        })
    }

    /// The end of a paragraph. Instructions end with it, and fields that nobody ended: else the rest of the document would
    /// be missing.
    pub fn end_paragraph(&mut self, is_balanced: bool) {
        if !is_balanced {
            self.open.clear();
        }
        while self.open.last().is_some_and(|field| !field.has_result) {
            self.open.pop();
        }
    }
}

/// What an instruction says.
pub fn code(instruction: &str) -> Code {
    let words = words(instruction);
    let mut words = words.iter().map(String::as_str);
    match words.next().unwrap_or_default().to_ascii_uppercase().as_str() {
        "HYPERLINK" => {
            let (mut address, mut place) = (String::new(), None);
            while let Some(word) = words.next() {
                match word {
                    "\\l" => place = words.next(),
                    "\\o" | "\\t" => _ = words.next(),
                    _ if word.starts_with('\\') && word.len() == 2 => {}
                    _ if address.is_empty() => address = word.to_owned(),
                    _ => {}
                }
            }
            if let Some(place) = place {
                address = format!("{address}#{place}");
            }
            if address.is_empty() { Code::Other } else { Code::Link(address.into()) }
        }
        "TOC" => Code::Contents,
        "XE" | "TC" | "RD" | "TA" | "ASK" | "SET" | "PRIVATE" => Code::Hidden,
        "EQ" => Code::Formula(instruction.trim().to_owned()),
        _ => Code::Other,
    }
}

/// The words of an instruction, of which some are between quotation marks.
fn words(instruction: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut chars = instruction.chars().peekable();
    while let Some(c) = chars.next() {
        let mut word = String::new();
        match c {
            '"' | '“' | '”' => {
                while let Some(c) = chars.next() {
                    match c {
                        '"' | '“' | '”' => break,
                        '\\' if chars.peek().is_some_and(|next| matches!(next, '\\' | '"')) => {
                            word.extend(chars.next())
                        }
                        _ => word.push(c),
                    }
                }
                words.push(word);
            }
            c if c.is_whitespace() => {}
            c => {
                word.push(c);
                while let Some(c) = chars.next_if(|c| !c.is_whitespace() && *c != '"') {
                    word.push(c);
                }
                words.push(word);
            }
        }
    }
    words
}
