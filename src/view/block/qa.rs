//! Questions and answers.

use crate::article::block::Question;
use crate::view::Setting;
use crate::view::markup::{Markup, el};
use crate::view::text::inline;

/// The questions in the order of the file, each with its answer.
pub fn view(questions: &[Question], setting: Setting) -> Markup {
    let pairs = questions.iter().map(|pair| {
        let question = el("dt").with(inline(&pair.question, setting));
        let answer = el("dd").with(super::all(&pair.answer, setting));
        Markup::Group(vec![question.into(), answer.into()])
    });
    el("dl").class("qa").with(Markup::group(pairs)).into()
}
