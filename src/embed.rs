//! An article on another site's page. `embed.js` calls this module to mount and unmount it, and does the rest.

use js_sys::Uint8Array;
use leptos::prelude::{Mountable, Owner, Render};
use wasm_bindgen::prelude::*;
use web_sys::Element;

use crate::address::Base;
use crate::article::Article;
use crate::load::{self, LoadError};
use crate::view::markup::MarkupState;
use crate::view::{ArticleView, ArticleViewProps, Card, CardProps, Citations, RenderContext};

/// An article that is mounted on another site's page.
#[wasm_bindgen]
pub struct Mounted {
    owner: Owner,
    nodes: MarkupState,
}

/// Mounts an article at the end of an element.
///
/// `bytes` are the contents of its file, and `url` is the file's address. The headline has level `heading_level` (1–6).
/// `card` mounts only the card of the article. `site_lang` is the language of the site that the article is from, for an
/// article that names none; it is empty if it is not known, or if the site is not published. Problems in the article go
/// to the console.
///
/// # Errors
///
/// Throws a string if the bytes are not an article: the error's code, a colon, and a message for the publisher.
#[wasm_bindgen]
pub fn mount(
    place: &Element,
    bytes: &Uint8Array,
    url: String,
    heading_level: u8,
    card: bool,
    site_lang: &str,
) -> Result<Mounted, JsValue> {
    let heading_level = heading_level.clamp(1, 6);
    let site_lang = Some(site_lang).filter(|lang| !lang.is_empty());
    let base = Base::file(url, site_lang.is_some());
    let thrown = |error: LoadError| JsValue::from(format!("{}: {error}", error.code()));
    let article: Article = load::read(&bytes.to_vec(), &base).map_err(thrown)?;
    // An owner for each article, so that its signals and effects end when it is unmounted.
    let owner = Owner::new_root(None);
    let column = place.client_width().unsigned_abs();
    let nodes = owner.with(|| {
        let notes = Citations::new(if card { &[] } else { &article.notes });
        let context = RenderContext::guest(&article, site_lang, column, heading_level, &notes);
        let article = if card {
            let whole = article.canonical.clone().or_else(|| base.page());
            Card(CardProps { article: &article, whole: whole.as_ref(), lead: false, context: &context })
        } else {
            ArticleView(ArticleViewProps { article: &article, context: &context })
        };
        let mut nodes = article.build();
        nodes.mount(place, None);
        nodes
    });
    Ok(Mounted { owner, nodes })
}

#[wasm_bindgen]
impl Mounted {
    /// Unmounts the article, and ends its signals and effects.
    pub fn unmount(mut self) {
        // The owner is cleaned up explicitly, because dropping it alone waits for futures that may never end.
        self.owner.cleanup();
        self.nodes.unmount();
    }
}
