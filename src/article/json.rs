//! Parses JSON into a tree of [`Node`]s. Each node has its position in the text.
//!
//! serde_json's tree would add 15 kB (brotli) to the download, and this module adds 4 kB. serde_json also has no
//! positions, which `broadsheet check` reports. The native tests compare the two parsers.

#[cfg(not(target_arch = "wasm32"))]
mod write;

#[cfg(not(target_arch = "wasm32"))]
pub use write::to_text;

use super::ParseError;
use super::text::is_blank;

/// The maximum nesting depth of arrays and objects. Each level of a nested list takes 3 levels of JSON.
pub const MAX_DEPTH: usize = 32;

/// The maximum length of a string, in bytes.
pub const MAX_STRING: usize = 1_000_000;

/// A JSON value with its position in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The byte offset in the text at which the value begins.
    pub at: usize,
    /// The value itself.
    pub value: Value,
}

impl Node {
    /// Whether the value is neither `null` nor a blank string. Many programs write those for an absent value.
    pub fn is_filled(&self) -> bool {
        !matches!(&self.value, Value::Null) && !matches!(&self.value, Value::Text(text) if is_blank(text))
    }
}

/// The kinds of JSON values.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as text, so that `1.50` is shown as the author wrote it.
    Number(String),
    /// A string. Lone surrogates and NUL are replaced by U+FFFD.
    Text(String),
    /// An array.
    List(Vec<Node>),
    /// An object, with its entries in the order of the file. A key may occur more than once.
    Object(Vec<(Key, Node)>),
}

/// A key of an object with its position in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The byte offset in the text of the opening quotation mark.
    pub at: usize,
    /// The key itself, unescaped.
    pub name: String,
}

/// The value of a key in an object. If the key occurs more than once, the last one counts.
pub fn value_of<'n>(entries: &'n [(Key, Node)], key: &str) -> Option<&'n Node> {
    entries.iter().rfind(|(name, _)| name.name == key).map(|(_, node)| node)
}

/// Parses a text that contains one JSON value.
pub fn parse(text: &str) -> Result<Node, ParseError> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    parser.white_space();
    if parser.at == text.len() {
        return Err(ParseError::Empty);
    }
    let node = parser.value()?;
    parser.white_space();
    if parser.at < text.len() {
        return Err(parser.error());
    }
    Ok(node)
}

/// The line and the column of a byte offset, both counted from 1. The column counts characters, not bytes.
pub fn position(text: &str, at: usize) -> (usize, usize) {
    text.get(..at).unwrap_or(text).chars().fold((1, 1), |(line, column), c| match c {
        '\n' => (line + 1, 1),
        _ => (line, column + 1),
    })
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    /// The byte at the current position. It is 0 at the end of the text, since no valid JSON contains a zero byte.
    fn peek(&self) -> u8 {
        *self.text.as_bytes().get(self.at).unwrap_or(&0)
    }

    /// The text from `start` to the current position. Indexing would add Unicode tables to the wasm, for its panic
    /// message.
    fn since(&self, start: usize) -> &str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn white_space(&mut self) {
        while matches!(self.peek(), b' ' | b'\t' | b'\r' | b'\n') {
            self.at += 1;
        }
    }

    /// Skips white space, and then `byte` if it follows. Returns whether it did.
    fn eat(&mut self, byte: u8) -> bool {
        self.white_space();
        let found = self.peek() == byte;
        if found {
            self.at += 1;
        }
        found
    }

    /// The error at the current position: the text ends too soon, or it is not JSON.
    fn error(&self) -> ParseError {
        if self.at >= self.text.len() {
            return ParseError::Truncated;
        }
        let (line, column) = position(self.text, self.at);
        ParseError::Syntax { line, column }
    }

    fn value(&mut self) -> Result<Node, ParseError> {
        self.white_space();
        let at = self.at;
        let value = match self.peek() {
            b'{' => self.nested(Self::object)?,
            b'[' => self.nested(Self::list)?,
            b'"' => Value::Text(self.string()?),
            b't' => self.word("true", Value::Bool(true))?,
            b'f' => self.word("false", Value::Bool(false))?,
            b'n' => self.word("null", Value::Null)?,
            _ => self.number()?,
        };
        Ok(Node { at, value })
    }

    fn nested(&mut self, inner: fn(&mut Self) -> Result<Value, ParseError>) -> Result<Value, ParseError> {
        self.at += 1;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(ParseError::Nesting);
        }
        let value = inner(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn object(&mut self) -> Result<Value, ParseError> {
        let mut entries = Vec::new();
        if self.eat(b'}') {
            return Ok(Value::Object(entries));
        }
        loop {
            self.white_space();
            let at = self.at;
            let name = self.string()?;
            if !self.eat(b':') {
                return Err(self.error());
            }
            entries.push((Key { at, name }, self.value()?));
            if self.eat(b'}') {
                return Ok(Value::Object(entries));
            }
            if !self.eat(b',') {
                return Err(self.error());
            }
        }
    }

    fn list(&mut self) -> Result<Value, ParseError> {
        let mut items = Vec::new();
        if self.eat(b']') {
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.value()?);
            if self.eat(b']') {
                return Ok(Value::List(items));
            }
            if !self.eat(b',') {
                return Err(self.error());
            }
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, ParseError> {
        for byte in word.bytes() {
            if self.peek() != byte {
                return Err(self.error());
            }
            self.at += 1;
        }
        Ok(value)
    }

    fn number(&mut self) -> Result<Value, ParseError> {
        let start = self.at;
        if self.peek() == b'-' {
            self.at += 1;
        }
        if self.peek() == b'0' {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == b'.' {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), b'e' | b'E') {
            self.at += 1;
            if matches!(self.peek(), b'+' | b'-') {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Value::Number(self.since(start).to_owned()))
    }

    fn digits(&mut self) -> Result<(), ParseError> {
        let start = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        if self.at == start {
            return Err(self.error());
        }
        Ok(())
    }

    fn string(&mut self) -> Result<String, ParseError> {
        if self.peek() != b'"' {
            return Err(self.error());
        }
        self.at += 1;
        let mut string = String::new();
        loop {
            let start = self.at;
            while !matches!(self.peek(), b'"' | b'\\' | 0..0x20) {
                self.at += 1;
            }
            string.push_str(self.since(start));
            if string.len() > MAX_STRING {
                let (line, _) = position(self.text, start);
                return Err(ParseError::LongString { line });
            }
            match self.peek() {
                b'"' => {
                    self.at += 1;
                    return Ok(string);
                }
                b'\\' => {
                    self.at += 1;
                    string.push(self.escape()?);
                }
                _ => return Err(self.error()),
            }
        }
    }

    fn escape(&mut self) -> Result<char, ParseError> {
        let letter = self.peek();
        let plain = match letter {
            b'"' | b'\\' | b'/' => letter as char,
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => {
                self.at += 1;
                return self.unicode();
            }
            _ => return Err(self.error()),
        };
        self.at += 1;
        Ok(plain)
    }

    /// Reads the character after `\u`. If it is the first half of a surrogate pair, the second escape is read as well.
    fn unicode(&mut self) -> Result<char, ParseError> {
        let mut code = self.hex()?;
        if (0xD800..0xDC00).contains(&code) && self.text.as_bytes().get(self.at..self.at + 2) == Some(b"\\u") {
            let back = self.at;
            self.at += 2;
            let low = self.hex()?;
            if (0xDC00..0xE000).contains(&low) {
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
            } else {
                self.at = back;
            }
        }
        Ok(char::from_u32(code).filter(|c| *c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hex(&mut self) -> Result<u32, ParseError> {
        let mut code = 0;
        for _ in 0..4 {
            let Some(digit) = (self.peek() as char).to_digit(16) else {
                return Err(self.error());
            };
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }
}
