//! Content of another site: a card, which gives way to a player after a click.

#[cfg(target_arch = "wasm32")]
use leptos::{ev::MouseEvent, wasm_bindgen::JsCast, web_sys::HtmlElement};

use crate::article::block::Embed;
use crate::article::player::Player;
use crate::view::bidi::in_order;
#[cfg(target_arch = "wasm32")]
use crate::view::button::button;
use crate::view::figure::caption_line;
use crate::view::markup::{Element, Markup, el, fragment};
use crate::view::{RenderContext, linked};

/// What the sandbox lets a player do: run scripts, use its own site's storage, and open its site in another tab.
const SANDBOX: &str = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation";

/// A card that names the content and its site. Nothing is requested from that site before the click.
pub fn view(embed: &Embed, context: &RenderContext) -> Markup {
    let player = Player::of(&embed.url);
    let player_box = player_box(embed, player, context);
    // Natively, an address of the site itself has no host, since it is not known where the site lies. Then the title is
    // the link. In the browser every address has a host, and asking for it would make the wasm larger.
    let is_own = cfg!(not(target_arch = "wasm32")) && embed.url.host().is_empty();
    let title = in_order(&embed.title, context.direction);
    let (title, source) = if is_own {
        (linked(title, Some(&embed.url), None), Markup::NOTHING)
    } else {
        // The name of a site may have another direction than the text before it.
        let site = el("bdi").with(embed.url.host());
        let link = linked(context.label(fragment().with(context.labels.open_on).with(site)), Some(&embed.url), None);
        (title, el("span").class("source").with(link).into())
    };
    let line = caption_line([el("span").class("caption").with(title).into(), source]);
    el("figure").class("figure embed").with(player_box).with(el("figcaption").with(line)).into()
}

/// The box reserved for the player. It contains a thumbnail and a button until the player is loaded.
fn player_box(embed: &Embed, player: Option<Player>, context: &RenderContext) -> Option<Element> {
    // The thumbnail is decorative: the title is below it.
    let image = embed
        .thumbnail
        .as_ref()
        .map(|thumbnail| el("img").attr("alt", "").attr("loading", "lazy").address("src", thumbnail));
    if image.is_none() && player.is_none() {
        return None;
    }
    let button = player.and_then(|player| load_button(player, &embed.title, context));
    // An empty canvas gives the box its aspect ratio, because the Content-Security-Policy forbids style attributes.
    let (width, height) = embed.aspect.map_or((16, 9), |aspect| (aspect.width, aspect.height));
    let shape = el("canvas").attr("width", width.to_string()).attr("height", height.to_string());
    Some(el("div").class("room").with(shape.attr("aria-hidden", "true")).with(image).with(button))
}

/// The button that loads the player into its box. `title` is the title of the video or audio.
#[cfg(target_arch = "wasm32")]
fn load_button(player: Player, title: &str, context: &RenderContext) -> Option<Markup> {
    let (words, name) = names(&player, title, context);
    let title = title.to_owned();
    Some(button("load", &words, Some(&name), move |event| mount_player(&event, &player, &title)).into())
}

/// The button that loads the player into its box. On a finished page, `publish/document/scripts/player.js` does it: it
/// takes the player out of the template, in which browsers load nothing.
#[cfg(not(target_arch = "wasm32"))]
fn load_button(player: Player, title: &str, context: &RenderContext) -> Option<Markup> {
    let (words, name) = names(&player, title, context);
    let button = el("button").class("load").attr("type", "button").attr("aria-label", name).with(words);
    let template = el("template").with(frame(&player, title));
    context.has_players.then(|| fragment().with(template).with(button).into())
}

/// The text of the button, and its accessible name.
fn names(player: &Player, title: &str, context: &RenderContext) -> (String, String) {
    let words = format!("{}{}", context.labels.load_from, player.site);
    let name = format!("{words}: {title}");
    (words, name)
}

/// Replaces the button by the player, and moves the focus into it. It changes the DOM directly: for this one change, a
/// signal and its closure would cost 1 kB.
#[cfg(target_arch = "wasm32")]
fn mount_player(click: &MouseEvent, player: &Player, title: &str) {
    let button = click.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    if let Some(button) = button {
        let frame = frame(player, title).into_node();
        if button.replace_with_with_node_1(&frame).is_ok()
            && let Some(frame) = frame.dyn_ref::<HtmlElement>()
        {
            let _ = frame.focus();
        }
    }
}

fn frame(player: &Player, title: &str) -> Element {
    el("iframe")
        .attr("sandbox", SANDBOX)
        // Players refuse to play without a referrer; the origin of the page is enough.
        .attr("referrerpolicy", "strict-origin-when-cross-origin")
        .attr("allow", "fullscreen; picture-in-picture; encrypted-media")
        .attr("loading", "lazy")
        .attr("title", title)
        .attr("src", player.address.clone())
}
