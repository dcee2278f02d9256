//! The HTML of the views.

pub mod dom;

mod after_body;
mod article;
mod body;
mod byline;
mod card;
mod dateline;
mod direction;
mod fault;
mod figure;
mod layout;
mod markup;
mod page;
mod rights;
mod session_bar;
mod sponsors;

use broadsheet::article::Article;
use broadsheet::labels::Labels;
use broadsheet::view::{ArticleView, ArticleViewProps, Citations, RenderContext};

use dom::Dom;

fn english() -> &'static Labels {
    Labels::of("en")
}

/// An article as a page of its own.
fn page(article: &Article) -> Dom {
    page_of(article, None)
}

/// An article as a page of its own, on a site in this language.
pub fn page_of(article: &Article, site_lang: Option<&str>) -> Dom {
    let notes = Citations::new(&article.notes);
    Dom::of(ArticleView(ArticleViewProps { article, context: &RenderContext::page(article, site_lang, &notes) }))
}

/// An article in a column of 300 px on another site's page, with its headline at this level.
pub fn embedded(article: &Article, heading_level: u8) -> Dom {
    let notes = Citations::new(&article.notes);
    Dom::of(ArticleView(ArticleViewProps {
        article,
        context: &RenderContext::guest(article, None, 300, heading_level, &notes),
    }))
}
