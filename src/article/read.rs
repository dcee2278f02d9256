//! Reads JSON into the types of the format. A wrong field is left out and noted as a [`Problem`] with its path, and the
//! rest of the article is read.

mod expected;

use std::borrow::Cow;
use std::cmp::Ordering;
#[cfg(not(target_arch = "wasm32"))]
use std::collections::HashMap;
use std::fmt;

pub use expected::Expected;

use super::json::{Key, Node, Value, value_of};
use super::text::closed;
use crate::address::Base;

/// The maximum number of blocks in an article, including nested ones.
pub const MAX_BLOCKS: usize = 10_000;

/// A type that can be read from JSON.
///
/// ```
/// use broadsheet::article::json;
/// use broadsheet::address::Base;
/// use broadsheet::article::read::{Read, Reader};
///
/// let base = Base::new("https://example.org/content/articles/bell.json");
/// let mut reader = Reader::new(&base);
/// let list = Vec::<String>::read(&json::parse(r#"["one", true, "three"]"#).unwrap(), &mut reader);
/// assert_eq!(list.unwrap(), ["one", "three"]);
/// assert_eq!(reader.problems[0].to_string(), "[1]: expected text; left out");
/// ```
pub trait Read: Sized {
    /// Whether `null` is read as an item of a list. Otherwise it is skipped.
    const TAKES_NULL: bool = false;

    /// Reads a value. Returns [`None`] if it is not valid for this type, after noting the problem in `reader`.
    fn read(node: &Node, reader: &mut Reader) -> Option<Self>;

    /// Whether the value has no visible content. A blank item is left out of its list, and a blank field counts as
    /// absent.
    fn is_blank(&self) -> bool {
        false
    }
}

/// An error in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The path of the value in the document.
    pub path: Path,
    /// The byte offset in the text of the value, or of the key for [`ProblemKind::UnknownKey`] and
    /// [`ProblemKind::DuplicateKey`].
    pub at: usize,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// The kinds of errors, and what the reader does about each.
#[derive(Clone, Debug, PartialEq)]
pub enum ProblemKind {
    /// The value is not of this type. It is left out.
    Expected(Expected),
    /// A required key is missing. The object is left out, or is read without it.
    Missing(&'static str),
    /// The key is not in the format, so it is ignored. The list has the keys that are allowed here.
    UnknownKey(Vec<&'static str>),
    /// The key is repeated later in the same object. The last one counts.
    DuplicateKey,
    /// The filter in [`crate::address`] refuses the address. A span keeps its text.
    RefusedLink,
    /// The type of the block is not in the format. Its fallback is shown instead.
    UnknownBlock {
        /// The type; empty if the block has none.
        name: String,
        /// Whether the block has a fallback.
        fallback: bool,
    },
    /// There are more than [`MAX_BLOCKS`] blocks. A notice replaces the rest.
    TooManyBlocks,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.path)?;
        match &self.kind {
            ProblemKind::Expected(what) => write!(f, "expected {what}; left out"),
            ProblemKind::Missing(key) => write!(f, "\"{key}\" is missing; left out"),
            ProblemKind::UnknownKey(_) => f.write_str("unknown key; ignored"),
            ProblemKind::DuplicateKey => f.write_str("comes twice; the last one counts"),
            ProblemKind::RefusedLink => f.write_str("address not allowed; link left out"),
            ProblemKind::UnknownBlock { name, .. } => write!(f, "unknown block type \"{name}\""),
            ProblemKind::TooManyBlocks => write!(f, "over {MAX_BLOCKS} blocks; the rest left out"),
        }
    }
}

/// The path from the top of the document to a value. It is displayed as `body[3].source.href`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path(Vec<Step>);

/// One step of a [`Path`].
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// The value of a key in an object.
    Key(Cow<'static, str>),
    /// The item at an index of a list, counted from 0.
    Index(usize),
}

impl Path {
    /// The steps from the top.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Adds a step at the end.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn push(&mut self, step: Step) {
        self.0.push(step);
    }

    /// The path extended by one step.
    pub fn with(&self, step: Step) -> Self {
        let mut path = self.clone();
        path.0.push(step);
        path
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Key(key) if depth == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
            }
        }
        if self.0.is_empty() {
            f.write_str("the document")?;
        }
        Ok(())
    }
}

/// The state while a document is read: the current path, the problems so far, and the base of relative addresses.
pub struct Reader<'a> {
    /// The address of the file. Relative addresses are resolved against it.
    pub base: &'a Base,
    /// The problems noted so far.
    pub problems: Vec<Problem>,
    path: Path,
    blocks: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the top of a document.
    pub fn new(base: &'a Base) -> Self {
        Self { base, problems: Vec::new(), path: Path::default(), blocks: 0 }
    }

    /// Notes a problem at the current path.
    #[inline(never)]
    pub fn note(&mut self, at: usize, kind: ProblemKind) {
        self.problems.push(Problem { path: self.path.clone(), at, kind });
    }

    /// Notes that the current value is not what was expected. Always returns [`None`], for use as the result of
    /// reading.
    pub fn expected<T>(&mut self, at: usize, what: Expected) -> Option<T> {
        self.note_expected(at, what);
        None
    }

    #[inline(never)]
    fn note_expected(&mut self, at: usize, what: Expected) {
        self.note(at, ProblemKind::Expected(what));
    }

    /// Counts a block. Returns `Less` if it is within [`MAX_BLOCKS`], `Equal` for the first beyond it, `Greater` after
    /// that.
    pub fn count_block(&mut self, at: usize) -> Ordering {
        self.blocks += 1;
        let place = self.blocks.cmp(&(MAX_BLOCKS + 1));
        if place == Ordering::Equal {
            self.note(at, ProblemKind::TooManyBlocks);
        }
        place
    }

    /// The fields of a value, if it is an object. Otherwise notes a problem.
    pub fn fields<'n>(&mut self, node: &'n Node) -> Option<Fields<'n>> {
        let Value::Object(entries) = &node.value else {
            return self.expected(node.at, Expected::Object);
        };
        Some(Fields {
            at: node.at,
            entries,
            defaults: &[],
            #[cfg(not(target_arch = "wasm32"))]
            known: Vec::new(),
        })
    }

    // `enter` and `leave` are separate functions, never inlined: a function that takes a closure would be compiled once
    // for each field of the format.
    #[inline(never)]
    fn enter(&mut self, key: &'static str) {
        self.path.0.push(Step::Key(key.into()));
    }

    /// Calls `read` for each item of a list, and for `null` only if `takes_null`. Returns whether the value is a list,
    /// and notes a problem if not.
    #[inline(never)]
    fn each(&mut self, node: &Node, takes_null: bool, read: &mut dyn FnMut(&Node, &mut Self)) -> bool {
        let Value::List(items) = &node.value else {
            self.note_expected(node.at, Expected::List);
            return false;
        };
        for (index, item) in items.iter().enumerate() {
            if takes_null || item.value != Value::Null {
                self.path.0.push(Step::Index(index));
                read(item, self);
                self.leave();
            }
        }
        true
    }

    #[inline(never)]
    fn leave(&mut self) {
        self.path.0.pop();
    }
}

/// The entries of an object, which are read one at a time.
pub struct Fields<'n> {
    /// The byte offset in the text at which the object begins.
    pub at: usize,
    entries: &'n [(Key, Node)],
    defaults: &'n [(Key, Node)],
    /// The keys that the format knows. Other keys are reported to publishers only: later versions of the format may add
    /// keys, so the browser ignores them.
    #[cfg(not(target_arch = "wasm32"))]
    known: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// The JSON value of a key. `null` counts as absent.
    #[inline(never)]
    fn get(&mut self, key: &'static str) -> Option<&'n Node> {
        #[cfg(not(target_arch = "wasm32"))]
        self.known.push(key);
        value_of(self.entries, key).or_else(|| value_of(self.defaults, key)).filter(|node| node.value != Value::Null)
    }

    /// Sets default values for absent keys. A key whose value is `null` stays absent.
    pub fn default_to(&mut self, defaults: &'n [(Key, Node)]) {
        self.defaults = defaults;
    }

    /// Reads an optional field. Empty and wrong values count as absent, since many programs write empty ones.
    pub fn optional<T: Read>(&mut self, key: &'static str, reader: &mut Reader) -> Option<T> {
        let node = self.filled(key);
        let value = read(key, node, reader);
        if value.as_ref().is_some_and(T::is_blank) {
            return None;
        }
        value
    }

    /// Reads a field that must be there and must not be empty.
    pub fn required<T: Read>(&mut self, key: &'static str, reader: &mut Reader) -> Option<T> {
        let node = self.filled(key);
        self.demand(key, node, reader);
        let value = read(key, node, reader);
        if value.as_ref().is_some_and(T::is_blank) {
            self.demand(key, None, reader);
            return None;
        }
        value
    }

    /// Reads a field that must be there, but may be empty.
    pub fn stated<T: Read>(&mut self, key: &'static str, reader: &mut Reader) -> Option<T> {
        let node = self.get(key);
        self.demand(key, node, reader);
        read(key, node, reader)
    }

    /// Reads whether something is so. It is not if absent.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn flag(&mut self, key: &'static str, reader: &mut Reader) -> bool {
        self.optional(key, reader).unwrap_or_default()
    }

    fn filled(&mut self, key: &'static str) -> Option<&'n Node> {
        self.get(key).filter(|node| node.is_filled())
    }

    #[inline(never)]
    fn demand(&self, key: &'static str, node: Option<&Node>, reader: &mut Reader) {
        if node.is_none() {
            reader.note(self.at, ProblemKind::Missing(key));
        }
    }

    /// Reads a list without its wrong items. It is empty if absent.
    pub fn list<T: Read>(&mut self, key: &'static str, reader: &mut Reader) -> Vec<T> {
        let mut list = Vec::new();
        if let Some(node) = self.filled(key) {
            reader.enter(key);
            reader.each(node, T::TAKES_NULL, &mut |item, reader| add(&mut list, item, reader));
            reader.leave();
        }
        list
    }

    /// Notes duplicate and unknown keys, except those that begin with `x-` and those in `also`.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn finish(mut self, also: &[&'static str], reader: &mut Reader) {
        self.known.extend(also);
        let last: HashMap<&str, usize> =
            self.entries.iter().enumerate().map(|(index, (key, _))| (key.name.as_str(), index)).collect();
        for (index, (key, _)) in self.entries.iter().enumerate() {
            let kind = if last[key.name.as_str()] > index {
                ProblemKind::DuplicateKey
            } else if key.name.starts_with("x-") || self.known.contains(&key.name.as_str()) {
                continue;
            } else {
                ProblemKind::UnknownKey(self.known.clone())
            };
            reader.path.0.push(Step::Key(key.name.clone().into()));
            reader.note(key.at, kind);
            reader.leave();
        }
    }

    /// Does nothing in the browser: see `known`.
    #[cfg(target_arch = "wasm32")]
    pub fn finish(self, _: &[&'static str], _: &mut Reader) {}
}

/// Reads an object whose keys are the fields of `Self`, each with the named method of [`Fields`]. `$also` are further
/// keys that [`Fields::finish`] allows. All fields are read before a missing one makes the object fail, so that all
/// problems are noted.
macro_rules! object {
    ($node:ident, $reader:ident, $also:expr, Self { $($field:ident: $how:ident),+ $(,)? }) => {{
        let mut fields = $reader.fields($node)?;
        $(let $field = fields.$how(stringify!($field), $reader);)+
        fields.finish($also, $reader);
        Some(Self { $($field: object!($how $field)),+ })
    }};
    (required $field:ident) => { $field? };
    (stated $field:ident) => { $field? };
    (optional $field:ident) => { $field };
    (list $field:ident) => { $field };
    (flag $field:ident) => { $field };
}

pub(crate) use object;

fn read<T: Read>(key: &'static str, node: Option<&Node>, reader: &mut Reader) -> Option<T> {
    let node = node?;
    reader.enter(key);
    let value = T::read(node, reader);
    reader.leave();
    value
}

fn add<T: Read>(list: &mut Vec<T>, item: &Node, reader: &mut Reader) {
    if let Some(item) = T::read(item, reader)
        && !item.is_blank()
    {
        list.push(item);
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut list = Vec::new();
        reader.each(node, T::TAKES_NULL, &mut |item, reader| add(&mut list, item, reader)).then_some(list)
    }
}

impl Read for String {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            // Years and numbers in tables are often written without quotes, so numbers are read as text.
            Value::Text(text) | Value::Number(text) => Some(closed(text.clone())),
            _ => reader.expected(node.at, Expected::String),
        }
    }
}

impl Read for bool {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            Value::Bool(value) => Some(*value),
            _ => reader.expected(node.at, Expected::Boolean),
        }
    }
}

impl Read for u32 {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let number = match &node.value {
            Value::Number(text) | Value::Text(text) => whole(text),
            _ => None,
        };
        number.or_else(|| reader.expected(node.at, Expected::WholeNumber))
    }
}

/// Parses a whole number in any form that JSON allows: `1200`, `1200.0`, `1.2e3`. [`None`] if it is not whole, too
/// large, or has more than 18 digits. Parsing it as `f64` would add 10 kB to the wasm.
pub fn whole(text: &str) -> Option<u32> {
    let (mut value, mut digits, mut power, mut point) = (0_u64, 0, 0_i32, None);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'0'..=b'9' if digits < 18 => {
                value = value * 10 + u64::from(byte - b'0');
                digits += 1;
                power -= i32::from(point.is_some());
            }
            b'.' if digits > 0 && point.is_none() => point = Some(digits),
            b'e' | b'E' => {
                power += exponent(text.as_bytes().get(at + 1..)?)?;
                break;
            }
            _ => return None,
        }
    }
    // JSON requires digits before and after a decimal point.
    if digits == 0 || point == Some(digits) {
        return None;
    }
    while power < 0 && value > 0 {
        if value % 10 > 0 {
            return None;
        }
        value /= 10;
        power += 1;
    }
    let most = u64::from(u32::MAX);
    while power > 0 && (1..=most).contains(&value) {
        value *= 10;
        power -= 1;
    }
    (value <= most).then_some(value as u32)
}

/// The exponent after an `e`. It is capped at 10,000, since no valid number has so many zeros.
fn exponent(text: &[u8]) -> Option<i32> {
    let (is_negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] | digits => (false, digits),
    };
    let mut exponent = 0;
    for byte in digits {
        let digit = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
        exponent = (exponent * 10 + i32::from(digit)).min(10_000);
    }
    (!digits.is_empty()).then_some(if is_negative { -exponent } else { exponent })
}
