//! Something of another site: a card, and its player after a click.

use std::rc::Rc;

use leptos::ev::MouseEvent;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

use crate::article::block::Embed;
use crate::article::player::Player;
use crate::labels::Labels;
use crate::view::bidi::in_order;
use crate::view::button::button;
use crate::view::figure::caption_line;
use crate::view::markup::{Element, Markup, el};
use crate::view::{Setting, linked};

/// What a player may do: run, remember nothing of this page's, open its own site in another tab.
const SANDBOX: &str = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation";

/// A card that says what there is and where it comes from. Nothing is asked of the other site before the click.
pub fn view(embed: &Embed, setting: Setting) -> Markup {
    let player = Player::of(&embed.url);
    // The name of a site may run the other way than the words before it.
    let site = el("bdi").with(embed.url.host());
    let room = room(embed, player, setting);
    let link =
        linked(setting.say(Markup::Group(vec![setting.labels.open_on.into(), site.into()])), Some(&embed.url), None);
    let title = el("span").class("caption").with(in_order(&embed.title, setting.direction));
    let line = caption_line([title.into(), el("span").class("source").with(link).into()]);
    el("figure").class("figure embed").with(room).with(el("figcaption").with(line)).into()
}

/// The room that the player will take, with the card in it until then.
fn room(embed: &Embed, player: Option<Player>, setting: Setting) -> Option<Element> {
    // Decorative: the title stands below it.
    let picture = embed
        .thumbnail
        .as_ref()
        .map(|thumbnail| el("img").attr("alt", "").attr("loading", "lazy").attr("src", thumbnail.src()));
    if picture.is_none() && player.is_none() {
        return None;
    }
    // HTML can't listen: a finished page gets its buttons where it is read (page/enliven.rs).
    let player = player.filter(|_| cfg!(target_arch = "wasm32"));
    let button = player.map(|player| load_button(player, embed.title.clone(), setting.labels));
    // An element with a shape of its own: a style attribute would be against the Content-Security-Policy.
    let (width, height) = embed.aspect.map_or((16, 9), |aspect| (aspect.width, aspect.height));
    let shape = el("canvas").attr("width", width.to_string()).attr("height", height.to_string());
    Some(el("div").class("room").with(shape.attr("aria-hidden", "true")).with(picture).with(button))
}

/// What puts the player of another site into its room. `title` is that of the film or sound.
pub fn load_button(player: Player, title: String, labels: &'static Labels) -> Markup {
    let words = format!("{}{}", labels.load_from, player.site);
    let name = format!("{words}: {title}");
    button("load", words, Some(name), Rc::new(move |event| raise(&event, &player, &title)))
}

/// Puts the player over the card that was clicked, and the focus into it. By hand: for one change, a signal and the
/// closure that follows it cost 1 kB.
fn raise(click: &MouseEvent, player: &Player, title: &str) {
    let button = click.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    if let Some(button) = button {
        let frame = frame(player, title).create();
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
