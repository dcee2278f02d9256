//! Lists.

use scraper::{ElementRef, Node};
use serde_json::{Value, json};

use super::words::Words;
use super::{Cause, MAX_LISTS, Place, Walker, is_text, plain};

impl Walker<'_> {
    /// A list. Other blocks in an item stand after it, and the list goes on below them.
    pub(super) fn list(&mut self, element: ElementRef, place: &Place) {
        self.flush();
        if place.lists >= MAX_LISTS {
            return self.part(element, place);
        }
        let is_ordered = element.value().name() == "ol";
        let mut items = Vec::new();
        for (item, blocks) in self.items(element, place) {
            items.extend(item);
            if !blocks.is_empty() {
                self.lose(Cause::Moved, blocks.iter().map(super::names::kind).collect::<Vec<_>>().join(", "));
                self.end_list(is_ordered, &mut items);
                self.blocks.extend(blocks);
            }
        }
        self.end_list(is_ordered, &mut items);
    }

    fn end_list(&mut self, is_ordered: bool, items: &mut Vec<Value>) {
        if !items.is_empty() {
            let mut list = json!({ "type": "list" });
            if is_ordered {
                list["ordered"] = json!(true);
            }
            list["items"] = Value::Array(std::mem::take(items));
            self.blocks.push(list);
        }
    }

    /// The items of a list, each with the blocks that stand after it.
    fn items(&mut self, element: ElementRef, place: &Place) -> Vec<(Option<Value>, Vec<Value>)> {
        let mut items: Vec<(Option<Value>, Vec<Value>)> = Vec::new();
        let place = Place { depth: place.depth + 1, lists: place.lists + 1, ..place.clone() };
        for child in element.children() {
            match (child.value(), ElementRef::wrap(child)) {
                (_, Some(inner)) if self.notes.has(inner.id()) => {}
                // A list right below a list belongs to the item before.
                (_, Some(inner)) if matches!(inner.value().name(), "ul" | "ol" | "menu" | "dir") => {
                    let below = self.blocks_of(|walker| walker.list(inner, &place));
                    below.into_iter().for_each(|block| add_below(&mut items, block));
                }
                (_, Some(inner)) if matches!(inner.value().name(), "script" | "template" | "style") => {}
                (_, Some(inner)) => items.push(self.item(inner, &place)),
                (Node::Text(text), _) if !text.trim().is_empty() => {
                    let mut words = Words::default();
                    words.push(text, &place.style);
                    items.push((Some(words.into_text()), Vec::new()));
                }
                _ => {}
            }
        }
        items
    }

    fn item(&mut self, element: ElementRef, place: &Place) -> (Option<Value>, Vec<Value>) {
        let mut list = None;
        let mut texts = Vec::new();
        let mut others = Vec::new();
        let blocks = self.blocks_of(|walker| walker.styled(element, place.clone()));
        for mut block in blocks {
            if block["type"] == "list" && others.is_empty() {
                match &mut list {
                    None => {
                        block.as_object_mut().and_then(|fields| fields.shift_remove("type"));
                        list = Some(block);
                    }
                    Some(list) => join_lists(list, block),
                }
            } else if is_text(&block) && others.is_empty() && list.is_none() {
                texts.push(block);
            } else if let Some(text) = heading_text(&block).filter(|_| others.is_empty() && list.is_none()) {
                texts.push(text);
            } else {
                others.push(block);
            }
        }
        if texts.len() > 1 {
            self.lose(Cause::Joined, plain(element));
        }
        let text = joined(texts);
        let item = match (text, list) {
            (text, None) => text,
            (text, Some(list)) => Some(json!({ "text": text.unwrap_or_else(|| json!("")), "list": list })),
        };
        (item, others)
    }

    /// A list of terms: each is a bold paragraph, and what describes it follows.
    pub(super) fn descriptions(&mut self, element: ElementRef, place: &Place) {
        self.flush();
        self.lose(Cause::Element, plain(element));
        for child in element.children() {
            match (child.value(), ElementRef::wrap(child)) {
                (_, Some(inner)) if inner.value().name() == "dt" => {
                    let mut place = place.clone();
                    place.style.strong = true;
                    self.part(inner, &place);
                }
                (_, Some(inner)) => self.part(inner, place),
                (Node::Text(text), _) => self.text(text, place),
                _ => {}
            }
        }
        self.flush();
    }
}

/// Adds a block that stands right in a list, below its last item: a list there belongs to the item.
fn add_below(items: &mut Vec<(Option<Value>, Vec<Value>)>, mut block: Value) {
    match items.last_mut() {
        Some((Some(item), blocks)) if blocks.is_empty() && block["type"] == "list" => {
            block.as_object_mut().and_then(|fields| fields.shift_remove("type"));
            match item.get_mut("list") {
                Some(known) => join_lists(known, block),
                None => *item = json!({ "text": item.take(), "list": block }),
            }
        }
        Some((_, blocks)) => blocks.push(block),
        None => items.push((None, vec![block])),
    }
}

fn join_lists(list: &mut Value, other: Value) {
    if let (Some(Value::Array(items)), Some(Value::Array(more))) = (list.get_mut("items"), other.get("items")) {
        items.extend(more.iter().cloned());
    }
}

/// The text of a heading in an item.
fn heading_text(block: &Value) -> Option<Value> {
    (block["type"] == "heading").then(|| block["text"].clone())
}

/// Texts with a space between them.
pub(super) fn joined(texts: Vec<Value>) -> Option<Value> {
    texts.into_iter().reduce(|one, other| match (one, other) {
        (Value::String(one), Value::String(other)) => Value::String(format!("{one} {other}")),
        (one, other) => {
            let spans = |text| match text {
                Value::Array(spans) => spans,
                text => vec![text],
            };
            let mut all = spans(one);
            for span in std::iter::once(json!(" ")).chain(spans(other)) {
                match (all.last_mut(), span) {
                    (Some(Value::String(before)), Value::String(words)) => before.push_str(&words),
                    (_, span) => all.push(span),
                }
            }
            Value::Array(all)
        }
    })
}
