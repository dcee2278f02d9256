//! An article on somebody else's page: putting it there, and taking it away again. `embed.js` calls this, and does the
//! rest.

use js_sys::Uint8Array;
use leptos::prelude::{Mountable, Owner, Render};
use wasm_bindgen::prelude::*;
use web_sys::Element;

use crate::address::Base;
use crate::article::Article;
use crate::load::{self, LoadError};
use crate::view::markup::MarkupState;
use crate::view::{ArticleView, ArticleViewProps, Card, CardProps, Citations, RenderContext};

/// An article that stands in somebody else's page.
#[wasm_bindgen]
pub struct Mounted {
    owner: Owner,
    standing: MarkupState,
}

/// Puts an article at the end of an element.
///
/// `bytes` are those of its file and `url` is the file's address. The headline has level `heading_level` (1–6); `card`
/// asks for the article in brief. `site_lang` is the language of the site that the article belongs to, for an article
/// that names none; it is empty if that is not known, or if the site is not published. What is wrong in the article is
/// told on the console.
///
/// # Errors
///
/// Throws a string if the bytes are no article: the code of the fault, a colon, and words for the publisher.
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
    // Of its own, so that what lives in one article ends with it.
    let owner = Owner::new_root(None);
    let column = place.client_width().unsigned_abs();
    let standing = owner.with(|| {
        let notes = Citations::new(if card { &[] } else { &article.notes });
        let context = RenderContext::guest(&article, site_lang, column, heading_level, &notes);
        let article = if card {
            let whole = article.canonical.clone().or_else(|| base.page());
            Card(CardProps { article: &article, whole: whole.as_ref(), lead: false, context: &context })
        } else {
            ArticleView(ArticleViewProps { article: &article, context: &context })
        };
        let mut standing = article.build();
        standing.mount(place, None);
        standing
    });
    Ok(Mounted { owner, standing })
}

#[wasm_bindgen]
impl Mounted {
    /// Takes the article away, and ends what lives in it.
    pub fn unmount(mut self) {
        // First, and by hand: an owner that is only dropped waits for futures that may never end.
        self.owner.cleanup();
        self.standing.unmount();
    }
}
