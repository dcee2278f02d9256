//! Source code and program output.

use crate::article::block::Code;
use crate::view::RenderContext;
use crate::view::markup::{Markup, el};

/// Preformatted lines. Long ones scroll; the block can take the focus so that they scroll by keyboard, too.
pub fn view(code: &Code, context: &RenderContext) -> Markup {
    let lines = el("code").attr("translate", "no").with(code.text.as_str());
    let lines = lines.maybe("data-language", code.language.as_deref());
    let block = el("pre").class("code").attr("dir", "ltr").attr("tabindex", "0").attr("role", "group");
    block.attr("aria-label", context.labels.code).with(lines).into()
}
