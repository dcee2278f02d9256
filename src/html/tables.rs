//! Tables: of data, for layout, and those in which newsrooms write blocks.

use scraper::ElementRef;
use serde_json::{Map, Value, json};

use super::lists::joined;
use super::names::{ARTICLE_FIELDS, field_name, plain_text};
use super::{Cause, Loss, Place, Walker, is_text, plain};

/// The blocks that a table may be, and their fields.
const BLOCKS: [(&str, &[&str], &[&str]); 7] = [
    (
        "image",
        &["image", "photo", "picture", "bild"],
        &["src", "alt", "caption", "credit", "source", "width", "height"],
    ),
    ("embed", &["embed", "embedded", "youtube", "vimeo"], &["url", "title", "aspect", "fallback"]),
    ("pullquote", &["pullquote", "pull quote"], &["text", "cite"]),
    ("quote", &["quote", "blockquote"], &["text", "cite"]),
    ("callout", &["callout", "box", "infobox", "sidebar", "aside"], &["title", "body"]),
    ("audio", &["audio"], &["src", "title", "caption", "transcript"]),
    ("code", &["code"], &["text", "language"]),
];

/// How many columns or rows a cell may span.
const MAX_SPAN: usize = 100;

struct Cell<'a> {
    element: ElementRef<'a>,
    is_head: bool,
    columns: usize,
    rows: usize,
}

impl Walker<'_> {
    pub(super) fn table(&mut self, element: ElementRef, place: &Place) {
        self.flush();
        let rows = self::rows(element);
        let of_this = |inner: &ElementRef| {
            inner
                .ancestors()
                .filter_map(ElementRef::wrap)
                .find(|above| above.value().name() == "table")
                .is_some_and(|table| table.id() == element.id())
        };
        let inner = || element.descendants().filter_map(ElementRef::wrap);
        let has_table = inner().any(|inner| inner.value().name() == "table" && inner.id() != element.id());
        let is_layout = has_table
            || matches!(element.attr("role"), Some("presentation" | "none"))
            || rows.iter().all(|row| row.len() < 2) && !inner().any(|inner| inner.value().name() == "th");
        if !has_table
            && let Some((name, first)) = rows.split_first().and_then(|(first, rest)| Some((name_of(first)?, rest)))
        {
            return self.named_table(&name, first, place);
        }
        if is_layout {
            for cell in rows.iter().flatten() {
                self.part(cell.element, place);
            }
            return;
        }
        let caption = inner().find(|inner| inner.value().name() == "caption" && of_this(inner));
        let (caption, mut blocks) = caption.map(|caption| self.words_of(caption, place)).unwrap_or_default();
        let (grid, heads, more) = self.grid(element, &rows, place);
        blocks.extend(more);
        let mut table = json!({ "type": "table" });
        if !caption.is_blank() {
            table["caption"] = caption.into_text();
        }
        let mut grid = grid.into_iter();
        if heads > 0
            && let Some(head) = grid.next()
        {
            table["head"] = json!(head);
        }
        let rows: Vec<_> = grid.collect();
        if !rows.is_empty() || table.get("head").is_some() {
            table["rows"] = json!(rows);
            self.blocks.push(table);
        }
        self.blocks.extend(blocks);
    }

    /// The texts of all cells, the number of rows that are a head, and blocks that were in cells.
    fn grid(&mut self, element: ElementRef, rows: &[Vec<Cell>], place: &Place) -> (Vec<Vec<Value>>, usize, Vec<Value>) {
        let mut grid: Vec<Vec<Value>> = Vec::new();
        let mut blocks = Vec::new();
        // How many rows below each column is filled by a cell above.
        let mut filled: Vec<usize> = Vec::new();
        let mut spans = false;
        for row in rows {
            let mut texts: Vec<Value> = Vec::new();
            let mut cells = row.iter();
            loop {
                let column = texts.len();
                if let Some(left) = filled.get_mut(column).filter(|left| **left > 0) {
                    *left -= 1;
                    texts.push(json!(""));
                    continue;
                }
                let Some(cell) = cells.next() else { break };
                texts.push(self.cell(cell, place, &mut blocks));
                texts.extend((1..cell.columns).map(|_| json!("")));
                spans |= cell.columns > 1 || cell.rows > 1;
                if filled.len() < column + cell.columns {
                    filled.resize(column + cell.columns, 0);
                }
                filled[column..column + cell.columns].fill(cell.rows - 1);
            }
            grid.push(texts);
        }
        if spans {
            self.lose(Cause::TableSpan, plain(element));
        }
        let width = grid.iter().map(Vec::len).max().unwrap_or(0);
        grid.iter_mut().for_each(|row| row.resize(width, json!("")));
        grid.retain(|row| row.iter().any(|cell| cell != ""));
        let heads = usize::from(rows.first().is_some_and(|row| {
            row.iter().all(|cell| cell.is_head) || row.first().is_some_and(|cell| is_in_head(cell.element))
        }));
        (grid, heads.min(1), blocks)
    }

    fn cell(&mut self, cell: &Cell, place: &Place, others: &mut Vec<Value>) -> Value {
        let blocks = self.blocks_of(|walker| walker.styled(cell.element, place.clone()));
        let count = blocks.len();
        let mut texts = Vec::new();
        for block in blocks {
            match block["type"].as_str() {
                _ if is_text(&block) => texts.push(block),
                Some("heading" | "quote" | "pullquote") => {
                    texts.push(block["text"].clone());
                    texts.extend(block.get("cite").cloned());
                }
                Some("code") => texts.push(json!([{ "text": block["text"], "code": true }])),
                Some("list") => {
                    let items = block["items"].as_array().map_or(&[][..], Vec::as_slice);
                    texts.extend(items.iter().map(|item| json!(format!("• {}", item_text(item)))));
                }
                _ => {
                    self.lose(Cause::Moved, super::names::kind(&block));
                    others.push(block);
                }
            }
        }
        if count > 1 {
            self.lose(Cause::TableCell, plain(cell.element));
        }
        joined(texts).unwrap_or_else(|| json!(""))
    }

    /// A table whose first cell names a block, or `metadata`: its rows are labels and values.
    fn named_table(&mut self, name: &str, rows: &[Vec<Cell>], place: &Place) {
        let block = BLOCKS.iter().find(|(_, names, _)| names.contains(&name));
        let possible = block.map_or(&ARTICLE_FIELDS[..], |(_, _, fields)| fields);
        let mut fields = Map::new();
        for row in rows {
            let [label, value, ..] = row.as_slice() else {
                // Without labels, the first field is meant.
                if let Some(cell) = row.first() {
                    let blocks = self.blocks_of(|walker| walker.styled(cell.element, place.clone()));
                    self.set(&mut fields, possible.first().copied().unwrap_or("text"), blocks);
                }
                continue;
            };
            let label = plain(label.element);
            let blocks = self.blocks_of(|walker| walker.styled(value.element, place.clone()));
            match field_name(&label, possible) {
                Some(field) => self.set(&mut fields, field, blocks),
                None if label.is_empty() && blocks.is_empty() => {}
                None => {
                    let value = blocks.iter().map(plain_text).collect::<Vec<_>>().join(" ");
                    self.lose(Cause::Field, format!("{label}: {value}"));
                    if block.is_some() {
                        self.blocks.extend(blocks);
                    }
                }
            }
        }
        match block {
            Some((kind, _, _)) => self.push_named(kind, fields),
            None => self.all.fields.extend(fields),
        }
    }

    /// Sets a field to what a cell contains.
    fn set(&mut self, fields: &mut Map<String, Value>, field: &str, blocks: Vec<Value>) {
        if blocks.is_empty() {
            return;
        }
        let text =
            || joined(blocks.iter().filter(|block| is_text(block)).cloned().collect()).unwrap_or_else(|| json!(""));
        let words = || plain_text(&text());
        let list = || {
            let items: Vec<_> = words()
                .replace(" and ", ",")
                .split([',', ';', '\n'])
                .map(|item| item.trim().to_owned())
                .filter(|item| !item.is_empty())
                .collect();
            json!(items)
        };
        let value = match field {
            "body" => Value::Array(blocks.clone()),
            "authors" => {
                let names = words();
                let names =
                    names.trim().strip_prefix("By ").or_else(|| names.strip_prefix("by ")).unwrap_or(&names).to_owned();
                let items: Vec<_> = names
                    .replace(" and ", ",")
                    .split([',', ';'])
                    .map(|name| name.trim().to_owned())
                    .filter(|name| !name.is_empty())
                    .collect();
                json!(items)
            }
            "tags" => list(),
            "src" | "url" => {
                let image = blocks.iter().find_map(|block| block.get("src").or_else(|| block.get("url")));
                let linked = || text().as_array().into_iter().flatten().find_map(|span| span.get("href").cloned());
                let address = image.cloned().or_else(linked).unwrap_or_else(|| json!(words()));
                match super::addresses::of_file(address.as_str().unwrap_or_default()) {
                    Some(address) => json!(address),
                    None => return self.lose(Cause::Link, words()),
                }
            }
            "width" | "height" => match words().trim().trim_end_matches("px").parse::<u64>() {
                Ok(length) => json!(length),
                Err(_) => return self.lose(Cause::Field, words()),
            },
            "headline" | "standfirst" | "caption" | "credit" | "cite" | "title" | "text" | "transcript" => text(),
            _ => json!(words()),
        };
        if field == "src"
            && let Some(image) = blocks.iter().find(|block| block["type"] == "image")
        {
            for key in ["width", "height", "alt"] {
                if let Some(value) = image.get(key).filter(|value| *value != "") {
                    fields.entry(key).or_insert_with(|| value.clone());
                }
            }
        }
        fields.insert(field.to_owned(), value);
    }

    fn push_named(&mut self, kind: &str, mut fields: Map<String, Value>) {
        let required: &[&str] = match kind {
            "image" => &["src"],
            "embed" => &["url"],
            "callout" => &["body"],
            "audio" => &["src"],
            _ => &["text"],
        };
        if let Some(missing) = required.iter().find(|name| !fields.contains_key(**name)) {
            self.lose(Cause::Field, format!("{kind}: there is no {missing}"));
            let words = fields.values().map(plain_text).filter(|text| !text.is_empty());
            self.blocks.extend(words.map(Value::from));
            return;
        }
        match kind {
            "image" => {
                // The file may have no description of its own, but a row may give one.
                let src = fields["src"].as_str().unwrap_or_default().to_owned();
                self.all.losses.retain(|loss| *loss != Loss::new(Cause::Alt, &src));
                if !fields.contains_key("alt") {
                    self.lose(Cause::Alt, src);
                    fields.insert("alt".to_owned(), json!(""));
                }
            }
            "embed" => {
                let address =
                    super::addresses::of_player(fields["url"].as_str().unwrap_or_default()).unwrap_or_default();
                let title = fields.get("title").map(plain_text);
                let Value::Object(embed) = self.embed(&address, title.as_deref(), None) else { return };
                fields.extend(embed);
            }
            "audio" => {
                let title = fields.get("title").map(plain_text).filter(|title| !title.is_empty());
                let title = title.unwrap_or_else(|| fields["src"].as_str().unwrap_or_default().to_owned());
                fields.insert("title".to_owned(), json!(title));
            }
            "code" => {
                let text = plain_text(&fields["text"]);
                fields.insert("text".to_owned(), json!(text));
            }
            _ => {}
        }
        let mut block = Map::new();
        block.insert("type".to_owned(), json!(kind));
        block.extend(fields);
        self.blocks.push(Value::Object(block));
    }
}

/// The rows of a table, but not those of tables in it.
fn rows(element: ElementRef) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for child in element.child_elements() {
        match child.value().name() {
            "tr" => {
                let cells: Vec<_> = child.child_elements().filter_map(cell).collect();
                if !cells.is_empty() {
                    rows.push(cells);
                }
            }
            "thead" | "tbody" | "tfoot" => rows.extend(self::rows(child)),
            _ => {}
        }
    }
    rows
}

fn cell(element: ElementRef) -> Option<Cell> {
    let is_head = match element.value().name() {
        "th" => true,
        "td" => false,
        _ => return None,
    };
    let span = |name| element.attr(name).and_then(|span| span.trim().parse().ok()).unwrap_or(1).clamp(1, MAX_SPAN);
    Some(Cell { element, is_head, columns: span("colspan"), rows: span("rowspan") })
}

fn is_in_head(cell: ElementRef) -> bool {
    cell.ancestors().filter_map(ElementRef::wrap).take(2).any(|above| above.value().name() == "thead")
}

/// The name in the first row, if it is that of a block or `metadata`, and alone in its row.
fn name_of(row: &[Cell]) -> Option<String> {
    let (first, rest) = row.split_first()?;
    let name = plain(first.element).trim_end_matches(':').trim().to_lowercase();
    let is_known =
        name == "metadata" || name == "meta" || BLOCKS.iter().any(|(_, names, _)| names.contains(&name.as_str()));
    let is_alone = rest.iter().all(|cell| plain(cell.element).is_empty() && !has_media(cell.element));
    (is_known && is_alone).then_some(name)
}

fn has_media(element: ElementRef) -> bool {
    element
        .descendants()
        .filter_map(ElementRef::wrap)
        .any(|inner| matches!(inner.value().name(), "img" | "iframe" | "video"))
}

fn item_text(item: &Value) -> String {
    let below = item.get("list").and_then(|list| list["items"].as_array());
    let below = below.into_iter().flatten().map(|item| format!(" • {}", item_text(item)));
    std::iter::once(plain_text(item)).chain(below).collect()
}
