//! Something of another site: a card, and its player after a click.

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

/// What a player may do: run, remember nothing of this page's, open its own site in another tab.
const SANDBOX: &str = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation";

/// A card that says what there is and where it comes from. Nothing is asked of the other site before the click.
pub fn view(embed: &Embed, context: &RenderContext) -> Markup {
    let player = Player::of(&embed.url);
    // The name of a site may run the other way than the words before it.
    let site = el("bdi").with(embed.url.host());
    let player_box = player_box(embed, player, context);
    let link = linked(context.say(fragment().with(context.labels.open_on).with(site)), Some(&embed.url), None);
    let title = el("span").class("caption").with(in_order(&embed.title, context.direction));
    let line = caption_line([title.into(), el("span").class("source").with(link).into()]);
    el("figure").class("figure embed").with(player_box).with(el("figcaption").with(line)).into()
}

/// The box that the player will take, with the card in it until then.
fn player_box(embed: &Embed, player: Option<Player>, context: &RenderContext) -> Option<Element> {
    // Decorative: the title stands below it.
    let image = embed
        .thumbnail
        .as_ref()
        .map(|thumbnail| el("img").attr("alt", "").attr("loading", "lazy").address("src", thumbnail));
    if image.is_none() && player.is_none() {
        return None;
    }
    let button = player.and_then(|player| load_button(player, &embed.title, context));
    // An element with a shape of its own: a style attribute would be against the Content-Security-Policy.
    let (width, height) = embed.aspect.map_or((16, 9), |aspect| (aspect.width, aspect.height));
    let shape = el("canvas").attr("width", width.to_string()).attr("height", height.to_string());
    Some(el("div").class("room").with(shape.attr("aria-hidden", "true")).with(image).with(button))
}

/// What puts the player of another site into its box. `title` is that of the video or audio.
#[cfg(target_arch = "wasm32")]
fn load_button(player: Player, title: &str, context: &RenderContext) -> Option<Markup> {
    let (words, name) = names(&player, title, context);
    let title = title.to_owned();
    Some(button("load", &words, Some(&name), move |event| mount_player(&event, &player, &title)).into())
}

/// HTML can't listen: `publish/scripts/player.js` takes the player out of the template. Nothing in a template is
/// loaded.
#[cfg(not(target_arch = "wasm32"))]
fn load_button(player: Player, title: &str, context: &RenderContext) -> Option<Markup> {
    let (words, name) = names(&player, title, context);
    let button = el("button").class("load").attr("type", "button").attr("aria-label", name).with(words);
    let template = el("template").with(frame(&player, title));
    context.has_players.then(|| fragment().with(template).with(button).into())
}

/// The words on the button, and its name for assistive technology.
fn names(player: &Player, title: &str, context: &RenderContext) -> (String, String) {
    let words = format!("{}{}", context.labels.load_from, player.site);
    let name = format!("{words}: {title}");
    (words, name)
}

/// Puts the player over the card that was clicked, and the focus into it. By hand: for one change, a signal and the
/// closure that follows it cost 1 kB.
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
        // Players refuse to play for nobody; the page's origin is all they need.
        .attr("referrerpolicy", "strict-origin-when-cross-origin")
        .attr("allow", "fullscreen; picture-in-picture; encrypted-media")
        .attr("loading", "lazy")
        .attr("title", title)
        .attr("src", player.address.clone())
}
