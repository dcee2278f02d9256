//! Questions and answers.

use serde::Serialize;

use crate::article::json::Node;
use crate::article::read::{Read, Reader, object};
use crate::article::text::Text;

use super::Block;

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Question {
    /// What was asked.
    pub question: Text,
    /// What was answered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answer: Vec<Block>,
}

impl Read for Question {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        object!(node, reader, &[], Self { question: required, answer: list })
    }
}
