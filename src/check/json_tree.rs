//! Walks through a document, for the rules.

use std::collections::HashSet;

use crate::article::json::{Key, Node, Value, value_of};
use crate::article::read::{Path, Problem, ProblemKind, Step, whole};

use super::report::Place;

/// A document without the parts that the reader ignored, which have been reported already.
pub(crate) struct Tree<'a> {
    root: &'a Node,
    /// The places of the keys that the reader ignored, and those of the values. In YAML, an object begins where its first
    /// key does.
    ignored_keys: HashSet<usize>,
    ignored_values: HashSet<usize>,
}

/// An object of a document.
pub(crate) struct Object<'a, 'p> {
    node: &'a Node,
    trail: &'p Trail<'p>,
    entries: &'a [(Key, Node)],
}

/// The way from the top of the document to a value. It is on the stack, and becomes a [`Path`] only for a finding: a dozen
/// rules walk through each document, and most find nothing.
pub(super) struct Trail<'p> {
    above: Option<&'p Trail<'p>>,
    step: TrailStep<'p>,
}

enum TrailStep<'p> {
    Top,
    Key(&'p str),
    Index(usize),
}

/// The trail of the whole document.
static TOP: Trail = Trail { above: None, step: TrailStep::Top };

impl Trail<'_> {
    fn path(&self) -> Path {
        let mut path = self.above.map(Self::path).unwrap_or_default();
        match self.step {
            TrailStep::Top => {}
            TrailStep::Key(key) => path.push(Step::Key(key.to_owned().into())),
            TrailStep::Index(index) => path.push(Step::Index(index)),
        }
        path
    }

    /// Whether these are the keys on the trail, and there is nothing else on it.
    fn is_at(&self, keys: &[&str]) -> bool {
        match (&self.step, keys) {
            (TrailStep::Top, []) => true,
            (TrailStep::Key(key), [outer @ .., last]) => {
                key == last && self.above.is_some_and(|above| above.is_at(outer))
            }
            _ => false,
        }
    }
}

impl<'a> Tree<'a> {
    pub fn new(root: &'a Node, problems: &[Problem]) -> Self {
        let ignored = |is_so: fn(&ProblemKind) -> bool| {
            problems.iter().filter(move |problem| is_so(&problem.kind)).map(|problem| problem.at).collect()
        };
        Self {
            root,
            ignored_keys: ignored(|kind| matches!(kind, ProblemKind::UnknownKey(_) | ProblemKind::DuplicateKey)),
            ignored_values: ignored(|kind| matches!(kind, ProblemKind::UnknownBlock { .. })),
        }
    }

    /// The object at the top of the document.
    pub fn root(&self) -> Option<Object<'a, 'static>> {
        object(self.root, &TOP)
    }

    /// Calls `visit` with each object, in the order of the text.
    pub fn each(&self, mut visit: impl FnMut(&Object<'a, '_>)) {
        self.walk(self.root, &TOP, None, &mut |node, trail, _| {
            if let Some(object) = object(node, trail) {
                visit(&object);
            }
        });
    }

    /// Calls `visit` with each string, the innermost object that contains it, and a function that returns its place.
    pub fn each_string(&self, mut visit: impl FnMut(&'a str, &Object<'a, '_>, &dyn Fn() -> Place)) {
        self.walk(self.root, &TOP, None, &mut |node, trail, owner| {
            if let (Value::Text(text), Some(owner)) = (&node.value, owner) {
                visit(text, owner, &|| Place { at: node.at, path: trail.path() });
            }
        });
    }

    /// The type of the block that contains the value at a path, if any.
    pub fn block_around(&self, path: &Path) -> Option<&'a str> {
        let (mut node, mut around) = (self.root, None);
        for step in path.steps() {
            let inner = match (step, &node.value) {
                (Step::Key(key), Value::Object(entries)) => {
                    around = object(node, &TOP).and_then(|object| object.text("type"));
                    value_of(entries, key)
                }
                (Step::Index(index), Value::List(items)) => items.get(*index),
                _ => None,
            };
            node = inner?;
        }
        around
    }

    /// The value at a path. If a key is repeated, the last one counts.
    pub fn value_at(&self, path: &Path) -> Option<&'a Node> {
        path.steps().iter().try_fold(self.root, |node, step| match (step, &node.value) {
            (Step::Key(key), Value::Object(entries)) => value_of(entries, key),
            (Step::Index(index), Value::List(items)) => items.get(*index),
            _ => None,
        })
    }

    fn walk(&self, node: &'a Node, trail: &Trail, owner: Option<&Object<'a, '_>>, visit: &mut Visit<'a, '_>) {
        if self.ignored_values.contains(&node.at) && matches!(node.value, Value::Object(_)) {
            return;
        }
        visit(node, trail, owner);
        match &node.value {
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    let inner = Trail { above: Some(trail), step: TrailStep::Index(index) };
                    self.walk(item, &inner, owner, visit);
                }
            }
            Value::Object(entries) => {
                let owner = object(node, trail);
                for (key, item) in entries {
                    if !key.name.starts_with("x-") && !self.ignored_keys.contains(&key.at) {
                        let inner = Trail { above: Some(trail), step: TrailStep::Key(&key.name) };
                        self.walk(item, &inner, owner.as_ref(), visit);
                    }
                }
            }
            _ => {}
        }
    }
}

type Visit<'a, 'v> = dyn FnMut(&'a Node, &Trail, Option<&Object<'a, '_>>) + 'v;

fn object<'a, 'p>(node: &'a Node, trail: &'p Trail<'p>) -> Option<Object<'a, 'p>> {
    match &node.value {
        Value::Object(entries) => Some(Object { node, trail, entries }),
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
    pub fn path(&self) -> Path {
        self.trail.path()
    }

    /// Whether the object is the value of these keys, from the top of the document.
    pub fn is_at(&self, keys: &[&str]) -> bool {
        self.trail.is_at(keys)
    }

    /// Whether the object is an item of the list under this key at the top of the document.
    pub fn is_item_of(&self, key: &str) -> bool {
        matches!(self.trail.step, TrailStep::Index(_)) && self.trail.above.is_some_and(|list| list.is_at(&[key]))
    }

    /// The place at which the object begins.
    pub fn place(&self) -> Place {
        Place { at: self.node.at, path: self.path() }
    }

    /// The place of a key's value, or of the object if the key is absent.
    pub fn place_of(&self, key: &str) -> Place {
        match self.get(key) {
            Some(node) => Place { at: node.at, path: self.path().with(Step::Key(key.to_owned().into())) },
            None => self.place(),
        }
    }
}
