//! Walks through a document, for the rules.

use std::collections::HashSet;

use crate::article::json::{Key, Node, Value, value_of};
use crate::article::read::{Path, Problem, ProblemKind, Step, whole};

use super::report::Place;

/// A document without the parts that the reader ignored, which have been reported already.
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

    /// The object at the top of the document.
    pub fn root(&self) -> Option<Object<'a, '_>> {
        object(self.root, &self.top)
    }

    /// Calls `visit` with each object, in the order of the text.
    pub fn each(&self, mut visit: impl FnMut(&Object<'a, '_>)) {
        self.walk(self.root, &self.top, None, &mut |node, path, _| {
            if let Some(object) = object(node, path) {
                visit(&object);
            }
        });
    }

    /// Calls `visit` with each string and the innermost object that contains it.
    pub fn each_string(&self, mut visit: impl FnMut(&'a str, &Object<'a, '_>, Place)) {
        self.walk(self.root, &self.top, None, &mut |node, path, owner| {
            if let (Value::Text(text), Some(owner)) = (&node.value, owner) {
                visit(text, owner, Place { at: node.at, path: path.clone() });
            }
        });
    }

    /// The type of the block that contains the value at a path, if any.
    pub fn block_around(&self, path: &Path) -> Option<&'a str> {
        let (mut node, mut around) = (self.root, None);
        for step in path.steps() {
            let inner = match (step, &node.value) {
                (Step::Key(key), Value::Object(entries)) => {
                    around = object(node, &self.top).and_then(|object| object.text("type"));
                    value_of(entries, key)
                }
                (Step::Index(index), Value::List(items)) => items.get(*index),
                _ => None,
            };
            node = inner?;
        }
        around
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
    /// The node of the object, for reading it as a type.
    pub fn node(&self) -> &'a Node {
        self.node
    }

    /// The value of a key. If the key is repeated, the last one counts.
    pub fn get(&self, key: &str) -> Option<&'a Node> {
        value_of(self.entries, key)
    }

    /// The value of a key, if it is a string.
    pub fn text(&self, key: &str) -> Option<&'a str> {
        match &self.get(key)?.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a key, if it is a whole number.
    pub fn number(&self, key: &str) -> Option<u32> {
        match &self.get(key)?.value {
            Value::Number(text) | Value::Text(text) => whole(text),
            _ => None,
        }
    }

    /// All entries, in the order of the text.
    pub fn entries(&self) -> &'a [(Key, Node)] {
        self.entries
    }

    /// Whether the value of a key is `true`.
    pub fn is_true(&self, key: &str) -> bool {
        matches!(self.get(key), Some(Node { value: Value::Bool(true), .. }))
    }

    /// The path of the object in the document.
    pub fn path(&self) -> &Path {
        self.path
    }

    /// The place at which the object begins.
    pub fn place(&self) -> Place {
        Place { at: self.node.at, path: self.path.clone() }
    }

    /// The place of a key's value, or of the object if the key is absent.
    pub fn place_of(&self, key: &str) -> Place {
        match self.get(key) {
            Some(node) => Place { at: node.at, path: self.path.with(Step::Key(key.to_owned().into())) },
            None => self.place(),
        }
    }
}
