//! Tables.

use super::tree::Tree;
use super::write::Writer;

/// A cell: how many rows and columns it has, and its blocks.
struct Cell<'a> {
    rows: u32,
    columns: u32,
    blocks: &'a Tree,
}

type Row<'a> = Vec<Cell<'a>>;

/// Writes a `Table`.
pub fn write(writer: &mut Writer, content: &[Tree], html: &mut String) {
    let none = Tree::Null;
    let (caption, heads, rows): (_, Vec<Row>, Vec<Row>) = match content {
        [_, caption, _, head, bodies, foot, ..] => {
            let mut rows = Vec::new();
            for body in bodies.items() {
                rows.extend(body.at(2).items().iter().map(row));
                rows.extend(body.at(3).items().iter().map(row));
            }
            rows.extend(foot.at(1).items().iter().map(row));
            (caption.at(1), head.at(1).items().iter().map(row).collect(), rows)
        }
        // Before Pandoc 2.10.
        [caption, _, _, head, rows] => (caption, vec![old_row(head)], rows.items().iter().map(old_row).collect()),
        _ => (&none, Vec::new(), Vec::new()),
    };
    html.push_str("<table>\n");
    let mut words = String::new();
    match caption.items().first() {
        Some(first) if matches!(first.tag(), "Para" | "Plain") => writer.tight(caption.items(), &mut words),
        _ => writer.inlines(caption, &mut words),
    }
    if !words.trim().is_empty() {
        html.push_str(&format!("<caption>{words}</caption>\n"));
    }
    // Tables without a head have a blank one.
    let heads: Vec<_> = heads.iter().filter(|row| row.iter().any(|cell| !cell.blocks.items().is_empty())).collect();
    if !heads.is_empty() {
        html.push_str("<thead>\n");
        heads.iter().for_each(|row| write_row(writer, row, "th", html));
        html.push_str("</thead>\n");
    }
    rows.iter().for_each(|row| write_row(writer, row, "td", html));
    html.push_str("</table>\n");
}

fn row(row: &Tree) -> Row<'_> {
    let cells = row.at(1).items().iter();
    cells
        .map(|cell| Cell {
            rows: cell.at(2).number().unwrap_or(1),
            columns: cell.at(3).number().unwrap_or(1),
            blocks: cell.at(4),
        })
        .collect()
}

fn old_row(row: &Tree) -> Row<'_> {
    row.items().iter().map(|blocks| Cell { rows: 1, columns: 1, blocks }).collect()
}

fn write_row(writer: &mut Writer, row: &[Cell], tag: &str, html: &mut String) {
    html.push_str("<tr>");
    for cell in row {
        let span = |name, size| if size > 1 { format!(" {name}=\"{size}\"") } else { String::new() };
        html.push_str(&format!("<{tag}{}{}>", span("colspan", cell.columns), span("rowspan", cell.rows)));
        writer.tight(cell.blocks.items(), html);
        html.push_str(&format!("</{tag}>"));
    }
    html.push_str("</tr>\n");
}
