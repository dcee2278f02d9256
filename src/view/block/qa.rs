//! Questions and answers.

use crate::article::block::Question;
use crate::view::RenderContext;
use crate::view::markup::{Markup, el, fragment};
use crate::view::text::inline;

/// The questions in the order of the file, each with its answer. Not in a `dl`: an interview is most of its article,
/// and Reader View would show the `dl` without the text around it.
pub fn view(questions: &[Question], context: &RenderContext) -> Markup {
    Markup::group(questions.iter().map(|pair| {
        let question = el("p").class("question").with(el("strong").with(inline(&pair.question, context)));
        fragment().with(question).with(super::all(&pair.answer, context))
    }))
}
