//! The table block.

use serde::Serialize;

use crate::article::json::{Node, Value};
use crate::article::read::{Read, Reader};
#[cfg(not(target_arch = "wasm32"))]
use crate::article::schema::block;
use crate::article::text::Text;

use super::COMMON;

/// A table.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = block(&["table"])))]
pub struct Table {
    /// The caption of the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<Text>,
    /// The column headers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [["Place", "Weight"]])))]
    pub head: Vec<Text>,
    /// The rows, each a list of cells. The first cell of a row is its header.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [[["The mole", 90], ["The reef", 140]]])))]
    pub rows: Vec<Vec<Text>>,
}

impl Read for Table {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let caption = fields.optional("caption", reader);
        let head: Option<Row> = fields.optional("head", reader);
        let rows: Option<Vec<Row>> = fields.required("rows", reader);
        fields.finish(COMMON, reader);
        let rows = rows?.into_iter().map(|Row(cells)| cells).collect();
        Some(Self { caption, head: head.map_or_else(Vec::new, |Row(cells)| cells), rows })
    }

    fn is_blank(&self) -> bool {
        self.caption.is_none() && self.head.is_empty() && self.rows.is_empty()
    }
}

/// A row of cells.
struct Row(Vec<Text>);

impl Read for Row {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let cells: Vec<Cell> = Vec::read(node, reader)?;
        Some(Self(cells.into_iter().map(|Cell(text)| text).collect()))
    }

    fn is_blank(&self) -> bool {
        self.0.iter().all(Text::is_blank)
    }
}

/// A cell of a table. An empty or wrong cell is kept as an empty one, so that the cells after it stay in their columns.
struct Cell(Text);

impl Read for Cell {
    const TAKES_NULL: bool = true;

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if node.value == Value::Null {
            return Some(Self(Text::default()));
        }
        Some(Self(Text::read(node, reader).unwrap_or_default()))
    }
}
