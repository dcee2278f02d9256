//! Audio recordings.

use crate::article::block::Audio;
use crate::view::RenderContext;
use crate::view::bidi::in_order;
use crate::view::figure::figcaption;
use crate::view::markup::{Markup, el, fragment};
use crate::view::text::inline;

/// An audio recording with the browser's controls, and its transcript.
pub fn view(audio: &Audio, context: &RenderContext) -> Markup {
    let player = el("audio").attr("controls", "").attr("preload", "none").attr("aria-label", &audio.title);
    let player = player.address("src", &audio.src);
    let title = el("p").class("title").with(in_order(&audio.title, context.direction));
    let transcript = audio.transcript.as_ref().map(|transcript| {
        let summary = el("summary").with(context.label(context.labels.transcript));
        el("details").class("transcript").with(summary).with(el("p").with(inline(transcript, context)))
    });
    let caption = figcaption(audio.caption.as_ref(), None, None, context);
    let figure = el("figure").class("figure audio").with(title).with(player).with(caption);
    // Outside the figure, because programs that extract the text of a page leave figures out.
    fragment().with(figure).with(transcript).into()
}
