//! Tables.

use super::block::{self, Block};
use super::body::Body;
use super::xml::Element;
use crate::import::SourceError;

/// How many columns a cell may span.
const MAX_SPAN: usize = 200;

struct Row {
    cells: Vec<Cell>,
    is_head: bool,
}

struct Cell {
    column: usize,
    span: usize,
    /// Whether it begins a cell across several rows (`Some(true)`) or belongs to the one above (`Some(false)`).
    merge: Option<bool>,
    html: String,
    /// Whether it has words, and all of them are bold.
    is_bold: bool,
    is_blank: bool,
}

/// Reads a `w:tbl`. `None` if nothing is left of it.
pub fn read(body: &mut Body, table: &Element) -> Result<Option<Block>, SourceError> {
    let properties = table.child("w:tblPr");
    let mut rows = Vec::new();
    for element in flat(table, "w:tr") {
        let none = Element::default();
        let row = element.child("w:trPr").unwrap_or(&none);
        for change in ["w:ins", "w:del"] {
            if row.child(change).is_some() {
                body.changed(element);
            }
        }
        if row.child("w:del").is_some() {
            continue;
        }
        let number =
            |name: &str| row.value(name).and_then(|value| value.parse::<usize>().ok()).unwrap_or(0).min(MAX_SPAN);
        let empty =
            |column, span| Cell { column, span, merge: None, html: String::new(), is_bold: false, is_blank: true };
        let mut cells = Vec::new();
        let mut column = 0;
        if number("w:gridBefore") > 0 {
            cells.push(empty(0, number("w:gridBefore")));
            column = number("w:gridBefore");
        }
        for element in flat(element, "w:tc") {
            let cell = element.child("w:tcPr").unwrap_or(&none);
            if cell.child("w:cellDel").is_some() || cell.child("w:cellIns").is_some() {
                body.changed(element);
            }
            if cell.child("w:cellDel").is_some() {
                continue;
            }
            let span = cell.value("w:gridSpan").and_then(|span| span.parse().ok()).unwrap_or(1).clamp(1, MAX_SPAN);
            let merge = cell.child("w:vMerge").map(|merge| merge.attribute("w:val") == Some("restart"));
            let outer = body.unfinished.take();
            let blocks = body.blocks(element)?;
            body.unfinished = outer;
            // The old way to merge cells of a row.
            if cell.value("w:hMerge") == Some("continue")
                && let Some(before) = cells.last_mut()
            {
                let before: &mut Cell = before;
                before.span += span;
                column += span;
                continue;
            }
            cells.push(Cell {
                column,
                span,
                merge,
                is_bold: blocks.iter().all(is_bold) && !blocks.is_empty(),
                is_blank: blocks.is_empty(),
                html: content(blocks),
            });
            column += span;
        }
        if number("w:gridAfter") > 0 {
            cells.push(empty(column, number("w:gridAfter")));
        }
        rows.push(Row { cells, is_head: row.flag("w:tblHeader") == Some(true) });
    }
    if rows.iter().all(|row| row.cells.is_empty()) {
        return Ok(None);
    }
    let look = properties.and_then(|properties| properties.child("w:tblLook"));
    let has_first_row = look.is_some_and(|look| match look.attribute("w:firstRow") {
        Some(value) => matches!(value, "1" | "true" | "on"),
        None => look
            .attribute("w:val")
            .and_then(|bits| u32::from_str_radix(bits, 16).ok())
            .is_some_and(|bits| bits & 0x20 != 0),
    });
    let style = properties.and_then(|properties| properties.value("w:tblStyle"));
    let is_styled = has_first_row && style.is_some_and(|style| body.styles.has_head(style));
    let is_stressed = |row: &Row| {
        row.cells.iter().any(|cell| cell.is_bold) && row.cells.iter().all(|cell| cell.is_bold || cell.is_blank)
    };
    let stressed = rows.iter().filter(|row| is_stressed(row)).count();
    let by_look =
        is_styled || (rows.first().is_some_and(|row| row.cells.len() > 1 && is_stressed(row)) && stressed < rows.len());
    let heads = rows.iter().take_while(|row| row.is_head).count();
    let heads = match heads {
        0 if by_look && rows.len() > 1 => 1,
        heads if heads == rows.len() => 0,
        heads => heads,
    };
    Ok(Some(Block::Table { rows: html(&rows, heads), caption: None }))
}

/// The elements of this name in a table or a row, also in content controls and the like.
fn flat<'a>(parent: &'a Element, name: &str) -> Vec<&'a Element> {
    let mut found = Vec::new();
    for element in parent.elements() {
        match element.name() {
            "w:sdt" | "w:sdtContent" | "w:customXml" | "w:smartTag" | "w:ins" | "w:moveTo" => {
                found.extend(flat(element, name))
            }
            other if other == name => found.push(element),
            _ => {}
        }
    }
    found
}

fn is_bold(block: &Block) -> bool {
    matches!(block, Block::Paragraph(paragraph) if paragraph.words.is_strong())
}

/// The content of a cell. A single paragraph needs no tags.
fn content(blocks: Vec<Block>) -> String {
    match blocks.as_slice() {
        [Block::Paragraph(paragraph)] if paragraph.item.is_none() && !paragraph.words.is_code() => {
            paragraph.words.html()
        }
        _ => block::html(&blocks).trim_end().to_owned(),
    }
}

fn html(rows: &[Row], heads: usize) -> String {
    let mut html = String::new();
    for (at, row) in rows.iter().enumerate() {
        let tag = if at < heads { "th" } else { "td" };
        if at == 0 && heads > 0 {
            html.push_str("<thead>\n");
        }
        html.push_str("<tr>");
        for cell in &row.cells {
            let is_merged_at =
                |row: &Row| row.cells.iter().any(|below| below.column == cell.column && below.merge == Some(false));
            if cell.merge == Some(false) && is_continued(rows, at, cell.column) {
                continue;
            }
            let height = 1 + rows[at + 1..].iter().take_while(|row| cell.merge.is_some() && is_merged_at(row)).count();
            let span = |name, size| if size > 1 { format!(" {name}=\"{size}\"") } else { String::new() };
            html.push_str(&format!(
                "<{tag}{}{}>{}</{tag}>",
                span("colspan", cell.span),
                span("rowspan", height),
                cell.html
            ));
        }
        html.push_str("</tr>\n");
        if at + 1 == heads {
            html.push_str("</thead>\n");
        }
    }
    html
}

/// Whether the cell at this place belongs to one above it.
fn is_continued(rows: &[Row], at: usize, column: usize) -> bool {
    let above = rows[..at].last().and_then(|row| row.cells.iter().find(|cell| cell.column == column));
    above.is_some_and(|cell| cell.merge.is_some())
}
