//! YAML as other programs read it: with anchors, merge keys and tags, unlike that of our own Markdown.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, StrInput};
use serde_json::{Map, Number, Value};

/// How deep lists and objects may be nested.
const DEPTH: usize = 32;

/// How many values a text may have, with those that aliases repeat.
const VALUES: usize = 100_000;

/// Reads the first document of a text.
pub(super) fn parse(text: &str) -> Option<Value> {
    let mut reader = Reader { events: Parser::new_from_str(text), anchors: HashMap::new(), depth: 0, values: 0 };
    loop {
        match reader.next()? {
            Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
            Event::StreamEnd | Event::DocumentEnd => return Some(Value::Null),
            event => return reader.value(event),
        }
    }
}

/// The value of a plain scalar. Dates are texts.
pub(super) fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        // `010` and `1_000` are texts.
        _ => match serde_json::from_str::<Number>(text) {
            Ok(number) if number.to_string() == text => Value::Number(number),
            _ => Value::String(text.to_owned()),
        },
    }
}

struct Reader<'a> {
    events: Parser<'a, StrInput<'a>>,
    anchors: HashMap<usize, (Value, usize)>,
    depth: usize,
    values: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<Event<'a>> {
        let (event, _) = self.events.next_event()?.ok()?;
        Some(event)
    }

    fn count(&mut self, values: usize) -> Option<()> {
        self.values = self.values.saturating_add(values);
        (self.values <= VALUES).then_some(())
    }

    fn value(&mut self, event: Event<'a>) -> Option<Value> {
        self.count(1)?;
        let before = self.values;
        let (anchor, value) = match event {
            Event::Alias(anchor) => {
                let (value, size) = self.anchors.get(&anchor).cloned()?;
                self.count(size)?;
                (0, value)
            }
            Event::Scalar(text, ScalarStyle::Plain, anchor, None) => (anchor, plain(&text)),
            Event::Scalar(text, _, anchor, _) => (anchor, Value::String(text.into_owned())),
            Event::SequenceStart(anchor, _) => {
                self.enter()?;
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        Event::SequenceEnd => break,
                        event => items.push(self.value(event)?),
                    }
                }
                self.depth -= 1;
                (anchor, Value::Array(items))
            }
            Event::MappingStart(anchor, _) => {
                self.enter()?;
                let mut entries = Map::new();
                let mut merged = Vec::new();
                loop {
                    let key = match self.next()? {
                        Event::MappingEnd => break,
                        event => self.value(event)?,
                    };
                    let event = self.next()?;
                    let value = self.value(event)?;
                    match key {
                        Value::String(key) if key == "<<" => merged.push(value),
                        Value::String(key) => drop(entries.insert(key, value)),
                        Value::Array(_) | Value::Object(_) => {}
                        key => drop(entries.insert(key.to_string(), value)),
                    }
                }
                for merged in merged {
                    let maps = match merged {
                        Value::Array(maps) => maps,
                        map => vec![map],
                    };
                    for (key, value) in maps
                        .into_iter()
                        .filter_map(|map| match map {
                            Value::Object(map) => Some(map),
                            _ => None,
                        })
                        .flatten()
                    {
                        entries.entry(key).or_insert(value);
                    }
                }
                self.depth -= 1;
                (anchor, Value::Object(entries))
            }
            _ => return None,
        };
        if anchor > 0 {
            self.anchors.insert(anchor, (value.clone(), self.values - before + 1));
        }
        Some(value)
    }

    fn enter(&mut self) -> Option<()> {
        self.depth += 1;
        (self.depth <= DEPTH).then_some(())
    }
}
