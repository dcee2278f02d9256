//! The block of questions and answers.

use serde::Serialize;

use crate::article::json::Node;
use crate::article::read::{Read, Reader, object};
#[cfg(not(target_arch = "wasm32"))]
use crate::article::schema::block;
use crate::article::text::Text;

use super::{Block, COMMON};

/// Questions and answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = block(&["qa"])))]
pub struct Qa {
    /// The questions, each with its answer.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [[{ "question": "…", "answer": ["…"] }]])))]
    pub items: Vec<Question>,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Question {
    /// The text of the question.
    pub question: Text,
    /// The blocks of the answer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("examples" = [["A paragraph."]])))]
    pub answer: Vec<Block>,
}

impl Read for Qa {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        object!(node, reader, COMMON, Self { items: required })
    }

    fn is_blank(&self) -> bool {
        self.items.is_empty()
    }
}

impl Read for Question {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        object!(node, reader, &[], Self { question: required, answer: list })
    }
}
