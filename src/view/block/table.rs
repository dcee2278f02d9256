//! Tables.

use crate::article::block::Table;
use crate::article::text::Text;
use crate::view::Setting;
use crate::view::markup::{Element, Markup, el};
use crate::view::text::inline;

/// A table. A wide one scrolls inside itself, by keyboard too, for which it has to take the focus.
pub fn view(table: &Table, setting: Setting) -> Markup {
    let name = table.caption.as_ref().map(|caption| caption.words());
    let caption = table.caption.as_ref().map(|caption| el("caption").with(inline(caption, setting)));
    let head = (!table.head.is_empty()).then(|| {
        let cells = table.head.iter().map(|cell| named("col", cell, setting));
        el("thead").with(el("tr").with(Markup::group(cells)))
    });
    let rows = table.rows.iter().map(|row| {
        let cells = row.iter().enumerate().map(|(column, cell)| match column {
            0 => named("row", cell, setting),
            _ => el("td").with(inline(cell, setting)),
        });
        el("tr").with(Markup::group(cells))
    });
    let table = el("table").with(caption).with(head).with(el("tbody").with(Markup::group(rows)));
    el("div").class("table").attr("tabindex", "0").attr("role", "group").maybe("aria-label", name).with(table).into()
}

/// The cell that names a column or a row.
fn named(scope: &'static str, cell: &Text, setting: Setting) -> Element {
    el("th").attr("scope", scope).with(inline(cell, setting))
}
