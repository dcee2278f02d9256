//! The tree of a document.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// How deep lists and objects of JSON are read. Pandoc needs three or four for each level of a document. Below that, only
/// words are.
const MAX_DEPTH: usize = 100;

/// A value of JSON.
#[derive(Debug, Default)]
pub enum Tree {
    #[default]
    Null,
    Bool(bool),
    Number(f64),
    Text(Box<str>),
    List(Vec<Tree>),
    Object(Vec<(Box<str>, Tree)>),
    /// The words of what is nested too deep.
    Words(Box<str>),
}

impl Tree {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(entries) => entries.iter().find(|(name, _)| **name == *key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// What kind of element of Pandoc it is, such as `Para`.
    pub fn tag(&self) -> &str {
        self.get("t").map(Self::text).unwrap_or_default()
    }

    /// The content of an element.
    pub fn content(&self) -> &Self {
        self.get("c").unwrap_or(&Self::Null)
    }

    pub fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    pub fn at(&self, index: usize) -> &Self {
        self.items().get(index).unwrap_or(&Self::Null)
    }

    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            _ => "",
        }
    }

    pub fn number(&self) -> Option<u32> {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between the limits")]
        match self {
            Self::Number(number) if (0.0..1e9).contains(number) => Some(*number as u32),
            _ => None,
        }
    }

    /// All words in it, whatever it is.
    pub fn words(&self) -> String {
        let mut words = String::new();
        self.collect(&mut words);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn collect(&self, words: &mut String) {
        match self {
            Self::Words(text) => words.push_str(text),
            Self::List(items) => items.iter().for_each(|item| item.collect(words)),
            Self::Object(entries) => match (self.tag(), self.content()) {
                ("Str", Self::Text(text)) => words.push_str(text),
                ("Code" | "Math" | "CodeBlock", content) => words.push_str(content.at(1).text()),
                ("Quoted" | "Cite" | "Span" | "Link" | "Image" | "Div" | "Header", content) => {
                    content.collect(words);
                }
                ("Space" | "SoftBreak" | "LineBreak", _) => words.push(' '),
                ("MetaString", Self::Text(text)) => words.push_str(text),
                ("", _) => entries.iter().for_each(|(_, value)| {
                    value.collect(words);
                    words.push(' ');
                }),
                (tag, content) => {
                    content.collect(words);
                    if !matches!(tag, "Emph" | "Strong" | "Underline" | "Strikeout" | "Superscript" | "Subscript") {
                        words.push(' ');
                    }
                }
            },
            _ => {}
        }
    }
}

/// The attributes of an element.
pub struct Attributes<'a>(&'a Tree);

impl<'a> Attributes<'a> {
    pub fn of(tree: &'a Tree) -> Self {
        Self(tree)
    }

    pub fn classes(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.0.at(1).items().iter().map(Tree::text)
    }

    pub fn has(&self, names: &[&str]) -> bool {
        self.classes().any(|class| names.contains(&class))
    }

    pub fn get(&self, key: &str) -> Option<&'a str> {
        let pairs = self.0.at(2).items();
        pairs.iter().find(|pair| pair.at(0).text() == key).map(|pair| pair.at(1).text()).filter(|text| !text.is_empty())
    }
}

/// Parses a text. If it is cut off or broken, what is before that, and what is wrong. `None` if nothing can be read.
pub fn parse(text: &str) -> Option<(Tree, Option<String>)> {
    let error = match deserialize(text) {
        Ok(tree) => return Some((tree, None)),
        Err(error) => error,
    };
    let why = match error.is_eof() {
        true => "it ends too early".to_owned(),
        false => format!("line {}, column {}", error.line(), error.column()),
    };
    let start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let end = if error.is_eof() { text.len() } else { start + error.column() };
    let end = (0..=end.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let tree = deserialize(&closed(&text[..end])?).ok()?;
    Some((tree, Some(why)))
}

fn deserialize(text: &str) -> serde_json::Result<Tree> {
    let mut parser = serde_json::Deserializer::from_str(text);
    let tree = Seed { depth: 0 }.deserialize(&mut parser)?;
    parser.end()?;
    Ok(tree)
}

/// The beginning of a text, up to the last whole element of a list, with the lists and objects closed that are open there.
fn closed(text: &str) -> Option<String> {
    let mut open: Vec<u8> = Vec::new();
    // Where the text can end, and what is open there.
    let mut last: Option<(usize, Vec<u8>)> = None;
    let mut is_in_string = false;
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_in_string => is_escaped = true,
            b'"' => is_in_string = !is_in_string,
            _ if is_in_string => {}
            b'{' => open.push(b'}'),
            b'[' => open.push(b']'),
            b'}' | b']' => {
                if open.pop() != Some(byte) {
                    break;
                }
                // Whole elements of lists and of objects alike.
                if open.len() <= MAX_DEPTH {
                    last = Some((at + 1, open.clone()));
                }
            }
            _ => {}
        }
    }
    let (end, open) = last?;
    let mut text = text[..end].to_owned();
    text.extend(open.iter().rev().map(|byte| char::from(*byte)));
    Some(text)
}

/// Reads a value at a depth.
struct Seed {
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for Seed {
    type Value = Tree;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        if self.depth >= MAX_DEPTH {
            // This skips the value without recursion.
            let raw: &RawValue = serde::Deserialize::deserialize(deserializer)?;
            return Ok(flat(raw.get()));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(value))
    }

    #[allow(clippy::cast_precision_loss, reason = "no number in a document is that large")]
    fn visit_u64<E: Error>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Number(value as f64))
    }

    #[allow(clippy::cast_precision_loss, reason = "no number in a document is that large")]
    fn visit_i64<E: Error>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Number(value as f64))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Number(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Text(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Tree, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(Self { depth: self.depth + 1 })? {
            items.push(item);
        }
        Ok(Tree::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            entries.push((key.into(), map.next_value_seed(Self { depth: self.depth + 1 })?));
        }
        Ok(Tree::Object(entries))
    }
}

/// A value that is nested too deep: the words of it, if it has any.
fn flat(json: &str) -> Tree {
    if !json.starts_with(['[', '{']) {
        return deserialize(json).unwrap_or_default();
    }
    let mut words = String::new();
    // The strings, each with what is before it.
    let mut rest = json;
    let mut key = "";
    while let Some(start) = rest.find('"') {
        let mut end = start + 1;
        let bytes = rest.as_bytes();
        while end < bytes.len() && bytes[end] != b'"' {
            end += if bytes[end] == b'\\' { 2 } else { 1 };
        }
        let Some(string) = rest.get(start..=end) else { break };
        rest = rest.get(end + 1..).unwrap_or_default();
        if rest.trim_start().starts_with(':') {
            key = string;
            continue;
        }
        let text: String = serde_json::from_str(string).unwrap_or_default();
        match (key, text.as_str()) {
            ("\"c\"", text) => words.push_str(text),
            ("\"t\"", "Str" | "Emph" | "Strong" | "Link" | "Span" | "Code") => {}
            ("\"t\"", _) => words.push(' '),
            _ => {}
        }
        key = "";
    }
    Tree::Words(words.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_cut_off_anywhere_gives_the_elements_before() {
        let text = r#"{"pandoc-api-version":[1,22],"meta":{},"blocks":[{"t":"Para","c":[{"t":"Str","c":"a\"]b"},{"t":"Space"},{"t":"Str","c":"é"}]}]}"#;
        let first = text.find("},{\"t\":\"Space").unwrap() + 1;
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            let Some((tree, mistake)) = parse(&text[..end]) else {
                assert!(end < 29, "{end}");
                continue;
            };
            let words = tree.get("blocks").map(Tree::words).unwrap_or_default();
            assert!("a\"]b é".starts_with(&words) && mistake.is_some(), "{end}: {words}");
            assert!(end < first || words.starts_with('a'), "{end}: {words}");
        }
    }

    #[test]
    fn words_below_the_greatest_depth_are_kept() {
        let depth = 20_000;
        let start = r#"[{"t":"BlockQuote","c":"#.repeat(depth);
        let end = "}]".repeat(depth);
        let text = format!(
            r#"{start}[{{"t":"Para","c":[{{"t":"Str","c":"deep \u00e9"}},{{"t":"Space"}},{{"c":"down","t":"Str"}}]}}]{end}"#
        );
        let (tree, mistake) = parse(&text).unwrap();
        assert_eq!((tree.words().as_str(), mistake), ("deep é down", None));
    }
}
