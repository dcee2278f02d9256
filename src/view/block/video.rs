//! Videos.

use crate::article::block::Video;
use crate::view::RenderContext;
use crate::view::figure::figcaption;
use crate::view::markup::{Markup, el};

/// A video with the browser's controls. It never starts by itself.
pub fn view(video: &Video, context: &RenderContext) -> Markup {
    let files =
        video.sources.iter().map(|file| el("source").address("src", &file.src).maybe("type", file.mime.as_deref()));
    let tracks = video.captions.iter().map(|track| {
        let captions = el("track").attr("kind", "captions").address("src", &track.src);
        captions.attr("srclang", &track.lang).attr("label", &track.label)
    });
    let mut player = el("video").attr("controls", "").attr("playsinline", "");
    if let Some(size) = video.size {
        player = player.attr("width", size.width.to_string()).attr("height", size.height.to_string());
    }
    player = match &video.poster {
        // With a poster to show, no byte of the video is loaded before the reader plays it.
        Some(poster) => player.address("poster", poster).attr("preload", "none"),
        None => player.attr("preload", "metadata"),
    };
    let player = player.maybe("aria-label", video.title.as_deref());
    let player = player.with(Markup::group(files)).with(Markup::group(tracks));
    let caption = figcaption(video.caption.as_ref(), video.credit.as_ref(), None, context);
    el("figure").class("figure video").with(player).with(caption).into()
}
