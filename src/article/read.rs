//! From JSON to the types of the format, losing as little as can be: what is wrong is noted as a [`Problem`]
//! with its path, the field it stands in is left out, and the rest of the article goes on.

mod expected;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

pub use expected::Expected;

use super::json::{Key, Node, Value, value_of};
use super::text::closed;
use crate::address::Base;

/// How many blocks an article may have, those inside other blocks included.
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
    /// Whether `null` in a list is one of these. Elsewhere it counts as absent.
    const TAKES_NULL: bool = false;

    /// Takes a value; [`None`] if it can't be one of these, which the reader has then noted.
    fn read(node: &Node, reader: &mut Reader) -> Option<Self>;

    /// Whether there is nothing in it for a reader: it is left out of lists then, and a field with it counts as absent.
    fn is_blank(&self) -> bool {
        false
    }
}

/// One thing that is wrong in a file, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Where in the document.
    pub path: Path,
    /// Where in the text: the offset of the value, or of the key for [`ProblemKind::UnknownKey`] and
    /// [`ProblemKind::DuplicateKey`].
    pub at: usize,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What can be wrong with a value.
#[derive(Clone, Debug, PartialEq)]
pub enum ProblemKind {
    /// A value of another type than this one; left out.
    Expected(Expected),
    /// A key that must be there is not; what it belongs to is left out.
    Missing(&'static str),
    /// A key the format does not know; ignored. With those it does know here.
    UnknownKey(Vec<&'static str>),
    /// A key that comes again later in the same object; the last one counts.
    DuplicateKey,
    /// An address that the filter of [`crate::address`] refuses; its text stays.
    RefusedLink,
    /// A block of a type the format does not know; shown by its fallback.
    UnknownBlock {
        /// What it says it is; empty if it does not.
        name: String,
        /// Whether it brought a fallback.
        fallback: bool,
    },
    /// More blocks than [`MAX_BLOCKS`]; a line that says so stands for the rest.
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

/// The way to a value from the top of the document; displays as `body[3].source.href`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path(Vec<Step>);

/// One step of a [`Path`].
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Into an object.
    Key(Cow<'static, str>),
    /// Into a list.
    Index(usize),
}

impl Path {
    /// The steps from the top.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// One step further.
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

/// Where the reading is, what it has met so far, and what addresses are relative to.
pub struct Reader<'a> {
    /// The address of the file, against which relative ones are resolved.
    pub base: &'a Base,
    /// What was wrong up to now.
    pub problems: Vec<Problem>,
    path: Path,
    blocks: usize,
}

impl<'a> Reader<'a> {
    /// At the top of a document.
    pub fn new(base: &'a Base) -> Self {
        Self { base, problems: Vec::new(), path: Path::default(), blocks: 0 }
    }

    /// Notes a problem with the value being read.
    #[inline(never)]
    pub fn note(&mut self, at: usize, kind: ProblemKind) {
        self.problems.push(Problem { path: self.path.clone(), at, kind });
    }

    /// Notes that the value being read is not what it has to be; [`None`], for want of a `T`.
    pub fn expected<T>(&mut self, at: usize, what: Expected) -> Option<T> {
        self.note_expected(at, what);
        None
    }

    #[inline(never)]
    fn note_expected(&mut self, at: usize, what: Expected) {
        self.note(at, ProblemKind::Expected(what));
    }

    /// Counts a block, and tells whether it is one before the first too many, that one, or one after it.
    pub fn count_block(&mut self, at: usize) -> Ordering {
        self.blocks += 1;
        let place = self.blocks.cmp(&(MAX_BLOCKS + 1));
        if place == Ordering::Equal {
            self.note(at, ProblemKind::TooManyBlocks);
        }
        place
    }

    /// Takes a value as an object.
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

    // By hand, not around a closure, and never inlined: what is here would be compiled for each field of the format.
    #[inline(never)]
    fn enter(&mut self, key: &'static str) {
        self.path.0.push(Step::Key(key.into()));
    }

    /// Shows each value of a list; those that are `null` only if they count. Tells whether it is a list, and notes it
    /// if not.
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

/// The entries of an object, taken one by one.
pub struct Fields<'n> {
    /// Where the object began.
    pub at: usize,
    entries: &'n [(Key, Node)],
    defaults: &'n [(Key, Node)],
    /// The keys that were asked for. Others mean nothing, which is a publisher's business. The browser ignores them, as
    /// the format promises to later versions of itself.
    #[cfg(not(target_arch = "wasm32"))]
    known: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// The value of a key, unread; `null` counts as absent.
    #[inline(never)]
    fn get(&mut self, key: &'static str) -> Option<&'n Node> {
        #[cfg(not(target_arch = "wasm32"))]
        self.known.push(key);
        value_of(self.entries, key).or_else(|| value_of(self.defaults, key)).filter(|node| node.value != Value::Null)
    }

    /// From now on, keys that are absent have these values. A key that is `null` stays absent.
    pub fn default_to(&mut self, defaults: &'n [(Key, Node)]) {
        self.defaults = defaults;
    }

    /// A field that may be absent, or empty as many programs write it then, and is left out if it is wrong.
    pub fn optional<T: Read>(&mut self, key: &'static str, reader: &mut Reader) -> Option<T> {
        let node = self.filled(key);
        let value = read(key, node, reader);
        if value.as_ref().is_some_and(T::is_blank) {
            return None;
        }
        value
    }

    /// A field without which the object makes no sense.
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

    /// A field that must be there, though it may be empty.
    pub fn stated<T: Read>(&mut self, key: &'static str, reader: &mut Reader) -> Option<T> {
        let node = self.get(key);
        self.demand(key, node, reader);
        read(key, node, reader)
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

    /// A list, empty if absent; items that are wrong are left out.
    pub fn list<T: Read>(&mut self, key: &'static str, reader: &mut Reader) -> Vec<T> {
        let mut list = Vec::new();
        if let Some(node) = self.filled(key) {
            reader.enter(key);
            reader.each(node, T::TAKES_NULL, &mut |item, reader| add(&mut list, item, reader));
            reader.leave();
        }
        list
    }

    /// Notes the keys that come twice, and those that nobody asked for, except those that begin with `x-` and those in
    /// `also`.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn finish(mut self, also: &[&'static str], reader: &mut Reader) {
        self.known.extend(also);
        for (index, (key, _)) in self.entries.iter().enumerate() {
            let kind = if self.entries[index + 1..].iter().any(|(later, _)| later.name == key.name) {
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

    /// Nothing is noted in the browser: see `known`.
    #[cfg(target_arch = "wasm32")]
    pub fn finish(self, _: &[&'static str], _: &mut Reader) {}
}

/// Reads an object whose keys are the fields of `Self`, each by the method of [`Fields`] that stands after it; `$also`
/// are keys that [`Fields::finish`] lets pass. All of them are read before one that is missing ends it: so whatever
/// else is wrong in the object is noted as well.
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
            // A year or a number of a table is often written without quotes: it is taken as it stands.
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

/// A whole number in each of the forms that JSON has for it: `1200`, `1200.0`, `1.2e3`. [`None`] if it is none, too
/// large, or written with over 18 digits. It is read by hand, since the standard library's fractions bring 10 kB into
/// the wasm.
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
    // Digits have to stand before a point, and after it.
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

/// The number after an `e`. One of over four digits is as good as any other: no number has so many zeros.
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
