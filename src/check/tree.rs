//! The way through a document for rules that look at all of it.

use std::collections::HashSet;

use crate::article::json::{Key, Node, Value};
use crate::article::read::{Path, Problem, ProblemKind, Step};

use super::report::Place;

/// A document, without what the reader ignored: of that, it has been said, and there is nothing to add.
pub(super) struct Tree<'a> {
    root: &'a Node,
    top: Path,
    ignored: HashSet<usize>,
}

/// An object of a document.
pub(super) struct Object<'a, 'p> {
    at: usize,
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
        self.walk(self.root, &self.top, &mut visit);
    }

    fn walk(&self, node: &'a Node, path: &Path, visit: &mut impl FnMut(&Object<'a, '_>)) {
        if self.ignored.contains(&node.at) {
            return;
        }
        if let Some(object) = object(node, path) {
            visit(&object);
        }
        match &node.value {
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.walk(item, &path.with(Step::Index(index)), visit);
                }
            }
            Value::Object(entries) => {
                for (key, item) in entries {
                    if !key.name.starts_with("x-") && !self.ignored.contains(&key.at) {
                        self.walk(item, &path.with(Step::Key(key.name.clone().into())), visit);
                    }
                }
            }
            _ => {}
        }
    }
}

fn object<'a, 'p>(node: &'a Node, path: &'p Path) -> Option<Object<'a, 'p>> {
    match &node.value {
        Value::Object(entries) => Some(Object { at: node.at, path, entries }),
        _ => None,
    }
}

impl<'a> Object<'a, '_> {
    /// The value that counts.
    pub fn get(&self, key: &str) -> Option<&'a Node> {
        self.entries.iter().rfind(|(name, _)| name.name == key).map(|(_, node)| node)
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
            Value::Number(text) | Value::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// How one gets here.
    pub fn path(&self) -> &Path {
        self.path
    }

    /// Where the object begins.
    pub fn place(&self) -> Place {
        Place { at: self.at, path: self.path.clone() }
    }

    /// Where the value of a key begins; the object, if there is none.
    pub fn place_of(&self, key: &'static str) -> Place {
        match self.get(key) {
            Some(node) => Place { at: node.at, path: self.path.with(Step::Key(key.into())) },
            None => self.place(),
        }
    }
}

/// The words of a Text.
pub(super) fn words(node: &Node) -> String {
    match &node.value {
        Value::Text(text) | Value::Number(text) => text.clone(),
        Value::List(spans) => spans.iter().map(words).collect(),
        Value::Object(entries) => {
            entries.iter().filter(|(key, _)| key.name == "text").map(|(_, node)| words(node)).collect()
        }
        _ => String::new(),
    }
}
