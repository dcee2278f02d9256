//! Pages of plain links, which have no cards.

use crate::page_path::PagePath;
use crate::publish::document::{Document, Script, head};
use crate::publish::outputs::Context;
use crate::publish::pages::layout::Layout;
use crate::view::markup::{Markup, el};

/// A page with a heading between what is `above` it and its `content`.
pub fn plain_page<'a>(
    context: &Context<'a>,
    path: &PagePath,
    title: &str,
    above: Markup,
    content: Markup,
) -> Document<'a> {
    let publication = context.publication;
    let lang = publication.lang();
    let heading = el("h1").class("front-title").attr("tabindex", "-1").with(title);
    let front = el("div").class("front").with(above).with(heading).with(content);
    let title = head::title(title, &publication.site);
    let listed = head::Listed { path, title: &title, description: None, articles: &[], profile: None, feeds: None };
    Document {
        lang,
        head: head::of_list(publication, &listed),
        data: None,
        title,
        script: Some(Script::Page),
        body: Layout::of(publication, lang, path).around("front", front.into()).into(),
    }
}
