//! Tables.

use crate::article::block::Table;
use crate::article::text::Text;
use crate::view::RenderContext;
use crate::view::markup::{Markup, el};
use crate::view::text::inline;

/// A table. A wide one scrolls within its box; the box can take the focus so that it scrolls by keyboard, too.
pub fn view(table: &Table, context: &RenderContext) -> Markup {
    let name = table.caption.as_ref().map(|caption| caption.words());
    let caption = table.caption.as_ref().map(|caption| el("caption").with(inline(caption, context)));
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or_default();
    let numbers: Vec<bool> = (0..columns).map(|column| is_of_numbers(table, column)).collect();
    let row = |cells: &[Text], header: fn(usize) -> Option<&'static str>| {
        let cells = cells.iter().enumerate().map(|(column, text)| {
            let cell = match header(column) {
                // A header without words names nothing, and screen readers would announce it.
                Some(scope) if !text.is_blank() => el("th").attr("scope", scope),
                _ => el("td"),
            };
            let number = numbers.get(column) == Some(&true);
            if number { cell.class("number") } else { cell }.with(inline(text, context))
        });
        el("tr").with(Markup::group(cells))
    };
    let head = (!table.head.is_empty()).then(|| el("thead").with(row(&table.head, |_| Some("col"))));
    let rows = table.rows.iter().map(|cells| row(cells, |column| (column == 0).then_some("row")));
    let table = el("table").with(caption).with(head).with(el("tbody").with(Markup::group(rows)));
    el("div").class("table").attr("tabindex", "0").attr("role", "group").maybe("aria-label", name).with(table).into()
}

/// Whether a column has numbers and nothing else, apart from empty cells. The first column never counts as one, because
/// it names the rows.
fn is_of_numbers(table: &Table, column: usize) -> bool {
    column > 0 && table.rows.iter().filter_map(|row| row.get(column)).all(is_number)
}

/// Whether a text consists of digits and what is written with them: separators, signs, percent and currency symbols.
/// Other digits of Unicode would add a table to the wasm.
fn is_number(text: &Text) -> bool {
    let mut letters = text.0.iter().flat_map(|span| span.text.chars());
    letters.all(|letter| {
        matches!(letter, '+'..=':' | ' ' | '$' | '%' | '\'' | '(' | ')')
            || matches!(letter, '\u{a0}' | '¢'..='¥' | '°' | '±' | '٠'..='٬' | '۰'..='۹')
            || matches!(letter, '\u{2007}'..='―' | '’' | '\u{202f}' | '‰' | '₠'..='⃀' | '−')
    })
}
