//! Writes a tree as YAML, without needless quotation marks.

use super::{parse, plain};
use crate::article::json::{Key, Node, Value};
use crate::markdown::same;

/// The longest list that is written in one line, in bytes.
const WIDTH: usize = 90;

/// Writes a value. An object has each of its keys in a line of its own.
pub(in crate::markdown) fn write(node: &Node) -> String {
    let pretty = Writer { quotes_all: false }.write(node);
    match parse(&pretty) {
        Ok(Some(read)) if same(&read, node) => pretty,
        // The parser refuses some texts that YAML allows.
        _ => Writer { quotes_all: true }.write(node),
    }
}

/// The maximum length of a key in one line with its value, in bytes. YAML allows 1,024 characters.
const LONGEST_KEY: usize = 1_000;

struct Writer {
    /// Whether each text is in quotation marks, and each item of a list in a line of its own.
    quotes_all: bool,
}

impl Writer {
    fn write(&self, node: &Node) -> String {
        let mut out = String::new();
        match &node.value {
            Value::Object(entries) if !entries.is_empty() => self.object(entries, 0, &mut out),
            Value::List(items) if !items.is_empty() => self.list(items, 0, &mut out),
            _ => {
                self.value(node, 0, &mut out);
                out = out.trim_start_matches(' ').to_owned();
            }
        }
        out
    }

    /// Writes entries. The first line is not indented, since a dash may stand before it.
    fn object(&self, entries: &[(Key, Node)], indent: usize, out: &mut String) {
        for (index, (key, node)) in entries.iter().enumerate() {
            if index > 0 {
                *out += &" ".repeat(indent);
            }
            let key = self.scalar(&key.name, false);
            if key.len() > LONGEST_KEY {
                *out += &format!("? {key}\n{}:", " ".repeat(indent));
            } else {
                *out += &format!("{key}:");
            }
            self.value(node, indent, out);
        }
    }

    fn list(&self, items: &[Node], indent: usize, out: &mut String) {
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                *out += &" ".repeat(indent);
            }
            out.push('-');
            match &item.value {
                Value::Object(entries) if !entries.is_empty() => {
                    out.push(' ');
                    self.object(entries, indent + 2, out);
                }
                Value::List(inner) if !inner.is_empty() && self.one_line(inner).is_none() => {
                    out.push(' ');
                    self.list(inner, indent + 2, out);
                }
                _ => self.value(item, indent, out),
            }
        }
    }

    /// Writes a value after a colon or a dash, up to the end of the line.
    fn value(&self, node: &Node, indent: usize, out: &mut String) {
        let inner = indent + 2;
        match &node.value {
            Value::Object(entries) if !entries.is_empty() => {
                out.push('\n');
                *out += &" ".repeat(inner);
                return self.object(entries, inner, out);
            }
            Value::List(items) if !items.is_empty() => match self.one_line(items) {
                Some(line) => *out += &format!(" {line}"),
                None => {
                    out.push('\n');
                    *out += &" ".repeat(inner);
                    return self.list(items, inner, out);
                }
            },
            Value::Object(_) => *out += " {}",
            Value::List(_) => *out += " []",
            Value::Text(text) if !self.quotes_all && is_literal(text) => {
                *out += if text.ends_with('\n') { " |" } else { " |-" };
                for line in text.lines() {
                    out.push('\n');
                    if !line.is_empty() {
                        *out += &" ".repeat(inner);
                        *out += line;
                    }
                }
            }
            value => {
                out.push(' ');
                *out += &self.short(value, false);
            }
        }
        out.push('\n');
    }

    /// A list of words or numbers in one line, if it is short.
    fn one_line(&self, items: &[Node]) -> Option<String> {
        let is_short = |node: &Node| !matches!(node.value, Value::List(_) | Value::Object(_));
        if self.quotes_all || !items.iter().all(is_short) {
            return None;
        }
        let line = items.iter().map(|item| self.short(&item.value, true)).collect::<Vec<_>>().join(", ");
        (line.len() <= WIDTH).then(|| format!("[{line}]"))
    }

    fn short(&self, value: &Value, is_in_line: bool) -> String {
        match value {
            Value::Null | Value::List(_) | Value::Object(_) => "null".to_owned(),
            Value::Bool(value) => value.to_string(),
            Value::Number(number) => number.clone(),
            Value::Text(text) => self.scalar(text, is_in_line),
        }
    }

    /// A text, in quotation marks if it needs them.
    fn scalar(&self, text: &str, is_in_line: bool) -> String {
        let is_sign_of_lists = || text.contains([',', '[', ']', '{', '}']) || text.ends_with(['-', '?', ':']);
        match !self.quotes_all && is_plain(text) && !(is_in_line && is_sign_of_lists()) {
            true => text.to_owned(),
            false => quoted(text),
        }
    }
}

/// Whether a text can stand without quotation marks.
fn is_plain(text: &str) -> bool {
    let starts_plain = text.starts_with(|c: char| {
        c.is_alphanumeric()
            || matches!(c, '.' | '/' | '(' | '“' | '„' | '«' | '‘' | '’' | '¿' | '¡' | '©' | '+' | '_' | '$')
    });
    starts_plain
        && !text.starts_with("...")
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && text.chars().all(is_printable)
        && plain(text) == Value::Text(text.to_owned())
}

/// Whether a text can be written as it is, line by line.
fn is_literal(text: &str) -> bool {
    let is_line = |line: &str| !line.trim().is_empty() || line.is_empty();
    text.trim_end_matches('\n').contains('\n')
        && !text.starts_with([' ', '\t', '\n'])
        && !text.ends_with("\n\n")
        && text.split('\n').all(is_line)
        && text.chars().all(|c| is_printable(c) || matches!(c, '\n' | '\t'))
}

fn is_printable(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
        && (c == ' ' || !c.is_whitespace() || c == '\u{A0}' || c == '\u{202F}')
}

/// A text in double quotation marks.
fn quoted(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            '\n' => quoted += "\\n",
            '\t' => quoted += "\\t",
            '\r' => quoted += "\\r",
            c if is_printable(c) => quoted.push(c),
            c if (c as u32) < 0x1_0000 => quoted += &format!("\\u{:04X}", c as u32),
            c => quoted += &format!("\\U{:08X}", c as u32),
        }
    }
    quoted.push('"');
    quoted
}
