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
        let level = self.goes_on(element, is_ordered);
        let start = element.attr("start").map(str::trim).filter(|start| *start != "1");
        if is_ordered && level.is_none() && (start.is_some() || element.attr("reversed").is_some()) {
            self.lose(Cause::ListStart, plain(element));
        }
        let mut items = Vec::new();
        for (item, blocks) in self.items(element, place) {
            items.extend(item);
            if !blocks.is_empty() {
                self.lose(Cause::Moved, blocks.iter().map(super::names::kind).collect::<Vec<_>>().join(", "));
                self.end_list(is_ordered, &mut items);
                self.blocks.extend(blocks);
            }
        }
        if let (Some(level), Some(list)) = (level, self.blocks.last_mut().filter(|block| block["type"] == "list")) {
            return add_at(list, level, is_ordered, items);
        }
        self.end_list(is_ordered, &mut items);
    }

    /// The level at which a list goes on with the list right above it, which some editors end after each item or at each level.
    fn goes_on(&self, element: ElementRef, is_ordered: bool) -> Option<usize> {
        let above = before(element)?;
        let last = self.blocks.last().filter(|block| block["type"] == "list")?;
        let is_same = above.value().name() == element.value().name();
        // Google Docs.
        if let (Some((id, level)), Some((above, _))) = (level_of_docs(element), level_of_docs(above)) {
            let begins = level == 0 && (id != above || element.value().classes().any(|class| class == "start"));
            return (!begins).then_some(level);
        }
        // Notion.
        let is_piece = |class: &str| [element, above].iter().all(|list| list.value().classes().any(|own| own == class));
        let is_next = || {
            let start: usize = element.attr("start")?.trim().parse().ok()?;
            Some(last["items"].as_array()?.len() + 1 == start)
        };
        let goes_on =
            is_same && (is_piece("bulleted-list") || is_piece("to-do-list") || is_ordered && is_next() == Some(true));
        goes_on.then_some(0)
    }

    /// A paragraph that Word writes for an item of a list, with its sign before the words.
    pub(super) fn item_of_word(&mut self, element: ElementRef, place: &Place) {
        let goes_on = before(element).is_some_and(is_item_of_word)
            && self.blocks.last().is_some_and(|block| block["type"] == "list");
        let sign = sign_of_word(element);
        let Some(sign) = sign else { return self.part(element, place) };
        self.flush();
        let (words, blocks) = self.words_of(element, place);
        let text = without_sign(words.into_text(), &sign);
        let is_ordered = sign.chars().count() > 1 && sign.ends_with(['.', ')']);
        let level = level_of_word(element);
        match self.blocks.last_mut() {
            Some(list) if goes_on && (level > 0 || (list["ordered"] == true) == is_ordered) => {
                add_at(list, level, is_ordered, vec![text]);
            }
            _ => self.end_list(is_ordered, &mut vec![text]),
        }
        self.blocks.extend(blocks);
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

/// The element right before another.
fn before(element: ElementRef) -> Option<ElementRef> {
    let is_blank = |node: &Node| node.as_text().is_some_and(|text| text.trim().is_empty()) || node.is_comment();
    element.prev_siblings().find(|node| !is_blank(node.value())).and_then(ElementRef::wrap)
}

/// The list of Google Docs to which a list belongs, and its level in it: `lst-kix_abc-1`.
fn level_of_docs<'a>(element: ElementRef<'a>) -> Option<(&'a str, usize)> {
    element.value().classes().find_map(|class| {
        let (id, level) = class.strip_prefix("lst-")?.rsplit_once('-')?;
        Some((id, level.parse().ok()?))
    })
}

/// Adds items below the last item of a list, so many levels deeper.
fn add_at(list: &mut Value, level: usize, is_ordered: bool, new: Vec<Value>) {
    let Some(items) = list.get_mut("items").and_then(Value::as_array_mut) else { return };
    let mut items = items;
    for _ in 0..level.min(MAX_LISTS - 1) {
        let Some(mut last) = items.pop() else { break };
        if !last.is_object() {
            last = json!({ "text": last });
        }
        if last.get("list").is_none() {
            last["list"] = if is_ordered { json!({ "ordered": true, "items": [] }) } else { json!({ "items": [] }) };
        }
        items.push(last);
        let inner = items.last_mut().and_then(|last| last["list"].get_mut("items")?.as_array_mut());
        let Some(inner) = inner else { return };
        items = inner;
    }
    items.extend(new);
}

pub(super) fn is_item_of_word(element: ElementRef) -> bool {
    element.value().classes().any(|class| class.starts_with("MsoListParagraph"))
}

/// The level of an item, from the list that Word names, or else from how far it is indented.
fn level_of_word(element: ElementRef) -> usize {
    let css = element.attr("style").unwrap_or_default();
    if let Some((_, rest)) = css.split_once("mso-list:")
        && let Some((_, rest)) = rest.split_once("level")
    {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        return rest[..digits].parse::<usize>().unwrap_or(1).saturating_sub(1);
    }
    let margin = css.split(';').find_map(|rule| rule.trim().strip_prefix("margin-left:"));
    let points = margin.and_then(|margin| margin.trim().strip_suffix("pt")?.parse::<f64>().ok()).unwrap_or(36.0);
    (points / 36.0).round() as usize - usize::from(points >= 18.0)
}

/// The sign or number before the words of an item: what stands before the narrow spaces that Word puts there.
fn sign_of_word(element: ElementRef) -> Option<String> {
    let is_gap = |inner: &ElementRef| {
        let css = inner.attr("style").unwrap_or_default().to_lowercase();
        inner.value().name() == "span" && (css.contains("7.0pt") && css.contains("times"))
    };
    let gap = element.descendants().filter_map(ElementRef::wrap).find(is_gap)?;
    let texts = element.descendants().take_while(|node| node.id() != gap.id());
    let sign: String = texts.filter_map(|node| node.value().as_text().map(|text| text.to_string())).collect();
    let sign = sign.trim().to_owned();
    (!sign.is_empty() && sign.chars().count() <= 6).then_some(sign)
}

/// A text without the sign at its beginning.
fn without_sign(mut text: Value, sign: &str) -> Value {
    let strip = |words: &mut String| {
        let rest = words.trim_start();
        let rest = rest.strip_prefix(sign).unwrap_or(rest);
        *words = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{a0}').to_owned();
    };
    match &mut text {
        Value::String(words) => strip(words),
        Value::Array(spans) => match spans.first_mut() {
            Some(Value::String(words)) => {
                strip(words);
                if words.is_empty() {
                    spans.remove(0);
                }
            }
            Some(span) => {
                if let Some(Value::String(words)) = span.get_mut("text") {
                    strip(words);
                    if words.is_empty() {
                        spans.remove(0);
                    }
                }
            }
            None => {}
        },
        _ => {}
    }
    text
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
