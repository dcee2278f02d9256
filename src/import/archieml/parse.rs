//! The syntax of ArchieML 1.0. Any text is a document.

use serde_json::{Map, Value};

/// How deep scopes and names with dots go.
const DEPTH: usize = 32;

/// Reads a document.
pub(super) fn parse(text: &str) -> Map<String, Value> {
    let mut parser = Parser::default();
    let mut is_skipped = false;
    for line in text.lines() {
        let command = line.trim().to_lowercase();
        match command.split_whitespace().next().unwrap_or_default() {
            ":skip" => is_skipped = true,
            ":endskip" => is_skipped = false,
            _ if is_skipped => {}
            ":ignore" => break,
            ":end" => parser.end(),
            _ => parser.line(line),
        }
    }
    match parser.root {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// A step to a value.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    Key(String),
    Item(usize),
}

/// What a scope is.
#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Object,
    /// A list of objects, each of which begins with the same key; or of texts, which begin with `*`.
    List {
        first_key: Option<String>,
        has_texts: bool,
    },
    /// A list of all that is written in it, `[+name]`.
    Freeform,
}

#[derive(Clone, Debug)]
struct Scope {
    path: Vec<Step>,
    kind: Kind,
}

struct Parser {
    root: Value,
    /// The scopes, from the outermost to the innermost. The first is the document.
    scopes: Vec<Scope>,
    /// Where the last value is, and the lines after it, which are part of it if `:end` follows.
    last: Option<Vec<Step>>,
    lines: Vec<String>,
}

impl Default for Parser {
    fn default() -> Self {
        let document = Scope { path: Vec::new(), kind: Kind::Object };
        Self { root: Value::Object(Map::new()), scopes: vec![document], last: None, lines: Vec::new() }
    }
}

impl Parser {
    fn line(&mut self, line: &str) {
        let trimmed = line.trim();
        if let Some((is_list, is_nested, is_freeform, name)) = scope(trimmed) {
            self.forget();
            return self.open(is_list, is_nested, is_freeform, name);
        }
        let kind = self.scopes.last().map(|scope| scope.kind.clone());
        if let Some(text) = trimmed.strip_prefix('*')
            && let Some(Kind::List { first_key: None, .. }) = kind
        {
            self.set_kind(Kind::List { first_key: None, has_texts: true });
            return self.push(text.trim().into());
        }
        if let Some((key, value)) = key(trimmed)
            && !matches!(kind, Some(Kind::List { has_texts: true, .. }))
        {
            return self.set(key, value);
        }
        // A backslash keeps a line from being read as something else.
        let text = line.trim_end();
        let text = match text.trim_start().strip_prefix('\\') {
            Some(escaped) if escaped.starts_with(['{', '[', '*', ':', '\\']) || self::key(escaped).is_some() => escaped,
            _ => text,
        };
        if kind == Some(Kind::Freeform) && !text.trim().is_empty() {
            self.lines.push(text.trim().to_owned());
            let last = self.last.take();
            self.push(element("text", text.trim().into()));
            self.last = last;
            return;
        }
        self.lines.push(text.to_owned());
    }

    fn forget(&mut self) {
        self.last = None;
        self.lines.clear();
    }

    fn set_kind(&mut self, kind: Kind) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.kind = kind;
        }
    }

    /// Adds the lines since the last value to it.
    fn end(&mut self) {
        let Some(path) = self.last.take() else { return self.forget() };
        let lines = std::mem::take(&mut self.lines);
        // In a free list, the lines have become items.
        if let Some(scope) = self.scopes.last().filter(|scope| scope.kind == Kind::Freeform).cloned()
            && let Some(Value::Array(items)) = self.value(&scope.path)
            && let Some(Step::Item(index)) = path.get(scope.path.len())
        {
            items.truncate(index + 1);
        }
        if let Some(Value::String(text)) = self.value(&path) {
            for line in lines {
                text.push('\n');
                text.push_str(&line);
            }
            *text = text.trim().to_owned();
        }
    }

    fn open(&mut self, is_list: bool, is_nested: bool, is_freeform: bool, name: &str) {
        if name.is_empty() {
            // `{}` and `[]` end a scope.
            if self.scopes.len() > 1 {
                self.scopes.pop();
            }
            return;
        }
        if !is_nested {
            self.scopes.truncate(1);
        }
        if self.scopes.len() > DEPTH {
            return;
        }
        let value = if is_list { Value::Array(Vec::new()) } else { Value::Object(Map::new()) };
        let kind = match (is_list, is_freeform) {
            (false, _) => Kind::Object,
            (true, true) => Kind::Freeform,
            (true, false) => Kind::List { first_key: None, has_texts: false },
        };
        let path = self.place(name);
        if let Some(old) = self.value(&path) {
            // An object may be opened again, a list begins anew.
            if is_list || !old.is_object() {
                *old = value;
            }
            self.scopes.push(Scope { path, kind });
        }
    }

    fn set(&mut self, key: &str, value: &str) {
        self.forget();
        let path = self.place(key);
        if let Some(old) = self.value(&path) {
            *old = value.into();
            self.last = Some(path);
        }
    }

    /// The place of a new value in the innermost scope.
    fn place(&mut self, name: &str) -> Vec<Step> {
        let Some(Scope { mut path, kind }) = self.scopes.last().cloned() else { return Vec::new() };
        match kind {
            Kind::Object => {}
            Kind::Freeform => {
                let index = self.append(&path, element(name, Value::Null));
                path.extend([Step::Item(index), Step::Key("value".to_owned())]);
                return path;
            }
            Kind::List { first_key, .. } => {
                let length = match self.value(&path) {
                    Some(Value::Array(items)) => items.len(),
                    _ => 0,
                };
                let begins = first_key.as_deref().is_none_or(|first| first == name) || length == 0;
                let index = if begins { self.append(&path, Value::Object(Map::new())) } else { length - 1 };
                let first_key = first_key.or_else(|| Some(name.to_owned()));
                self.set_kind(Kind::List { first_key, has_texts: false });
                path.push(Step::Item(index));
            }
        }
        path.extend(name.split('.').filter(|part| !part.is_empty()).take(DEPTH).map(|part| Step::Key(part.to_owned())));
        path
    }

    fn append(&mut self, path: &[Step], value: Value) -> usize {
        let Some(Value::Array(items)) = self.value(path) else { return 0 };
        items.push(value);
        items.len() - 1
    }

    /// Adds an item to the list that is the innermost scope.
    fn push(&mut self, value: Value) {
        let Some(mut path) = self.scopes.last().map(|scope| scope.path.clone()) else { return };
        let index = self.append(&path, value);
        path.push(Step::Item(index));
        if self.last.is_none() && !self.scopes.last().is_some_and(|scope| scope.kind == Kind::Freeform) {
            self.lines.clear();
        }
        self.last = Some(path);
    }

    /// The value at a place, which is made if it is not there. What is in the way is replaced.
    fn value(&mut self, path: &[Step]) -> Option<&mut Value> {
        let mut value = &mut self.root;
        for step in path {
            value = match step {
                Step::Item(index) => value.as_array_mut()?.get_mut(*index)?,
                Step::Key(key) => {
                    if !value.is_object() {
                        *value = Value::Object(Map::new());
                    }
                    value.as_object_mut()?.entry(key.clone()).or_insert(Value::Null)
                }
            };
        }
        Some(value)
    }
}

/// An item of a free list.
fn element(kind: &str, value: Value) -> Value {
    serde_json::json!({ "type": kind, "value": value })
}

/// The beginning of a scope: whether it is a list, is nested, and is free; and its name.
fn scope(line: &str) -> Option<(bool, bool, bool, &str)> {
    let (is_list, inner) = match line.strip_prefix('[') {
        Some(inner) => (true, inner.split_once(']')?.0),
        None => (false, line.strip_prefix('{')?.split_once('}')?.0),
    };
    let inner = inner.trim();
    let name = inner.trim_start_matches(['.', '+']);
    let signs = &inner[..inner.len() - name.len()];
    let name = name.trim();
    (name.is_empty() || is_key(name)).then(|| (is_list, signs.contains('.'), signs.contains('+'), name))
}

/// A key and its value.
fn key(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let key = key.trim();
    (is_key(key)).then(|| (key, value.trim()))
}

fn is_key(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}
