//! The way through a document for rules that look at all of it.

use std::collections::HashSet;

use crate::article::json::{Key, Node, Value, value_of};
use crate::article::read::{Path, Problem, ProblemKind, Read, Reader, Step, whole};

use super::base;
use super::report::Place;

/// A document without what the reader ignored, since that has been reported already.
pub(super) struct Tree<'a> {
    root: &'a Node,
    top: Path,
    ignored: HashSet<usize>,
}

/// An object of a document.
pub(super) struct Object<'a, 'p> {
    node: &'a Node,
    path: &'p Path,
    entries: &'a [(Key, Node)],
}

impl<'a> Tree<'a> {
    pub fn new(root: &'a Node, problems: &[Problem]) -> Self {
        let ignored = problems.iter().filter(|problem| {
            use ProblemKind::{DuplicateKey, UnknownBlock, UnknownKey};
            matches!(problem.kind, UnknownKey(_) | DuplicateKey | UnknownBlock { .. })
        });
        Self { root, top: Path::default(), ignored: ignored.map(|problem| problem.at).collect() }
    }

    /// All of it.
    pub fn root(&self) -> Option<Object<'a, '_>> {
        object(self.root, &self.top)
    }

    /// Each object, in the order of the text.
    pub fn each(&self, mut visit: impl FnMut(&Object<'a, '_>)) {
        self.walk(self.root, &self.top, None, &mut |node, path, _| {
            if let Some(object) = object(node, path) {
                visit(&object);
            }
        });
    }

    /// Each string, with the innermost object it stands in.
    pub fn each_string(&self, mut visit: impl FnMut(&'a str, &Object<'a, '_>, Place)) {
        self.walk(self.root, &self.top, None, &mut |node, path, owner| {
            if let (Value::Text(text), Some(owner)) = (&node.value, owner) {
                visit(text, owner, Place { at: node.at, path: path.clone() });
            }
        });
    }

    fn walk(&self, node: &'a Node, path: &Path, owner: Option<&Object<'a, '_>>, visit: &mut Visit<'a, '_>) {
        if self.ignored.contains(&node.at) {
            return;
        }
        visit(node, path, owner);
        match &node.value {
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.walk(item, &path.with(Step::Index(index)), owner, visit);
                }
            }
            Value::Object(entries) => {
                let owner = object(node, path);
                for (key, item) in entries {
                    if !key.name.starts_with("x-") && !self.ignored.contains(&key.at) {
                        self.walk(item, &path.with(Step::Key(key.name.clone().into())), owner.as_ref(), visit);
                    }
                }
            }
            _ => {}
        }
    }
}

type Visit<'a, 'v> = dyn FnMut(&'a Node, &Path, Option<&Object<'a, '_>>) + 'v;

fn object<'a, 'p>(node: &'a Node, path: &'p Path) -> Option<Object<'a, 'p>> {
    match &node.value {
        Value::Object(entries) => Some(Object { node, path, entries }),
        _ => None,
    }
}

impl<'a> Object<'a, '_> {
    /// All of it, to be read as something.
    pub fn node(&self) -> &'a Node {
        self.node
    }

    /// The value that counts.
    pub fn get(&self, key: &str) -> Option<&'a Node> {
        value_of(self.entries, key)
    }

    /// The same, if it is a string.
    pub fn text(&self, key: &str) -> Option<&'a str> {
        match &self.get(key)?.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The same, if it is a whole number.
    pub fn number(&self, key: &str) -> Option<u32> {
        match &self.get(key)?.value {
            Value::Number(text) | Value::Text(text) => whole(text),
            _ => None,
        }
    }

    /// All keys with their values, in the order of the text.
    pub fn entries(&self) -> &'a [(Key, Node)] {
        self.entries
    }

    /// Whether it is `true`.
    pub fn is_true(&self, key: &str) -> bool {
        matches!(self.get(key), Some(Node { value: Value::Bool(true), .. }))
    }

    /// How one gets here.
    pub fn path(&self) -> &Path {
        self.path
    }

    /// Where the object begins.
    pub fn place(&self) -> Place {
        Place { at: self.node.at, path: self.path.clone() }
    }

    /// Where the value of a key begins; the object, if there is none.
    pub fn place_of(&self, key: &'static str) -> Place {
        match self.get(key) {
            Some(node) => Place { at: node.at, path: self.path.with(Step::Key(key.into())) },
            None => self.place(),
        }
    }
}

/// A value as the reader takes it. What is wrong in it has been said.
pub(super) fn read<T: Read>(node: &Node) -> Option<T> {
    T::read(node, &mut Reader::new(&base()))
}
