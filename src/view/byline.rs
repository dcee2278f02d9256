//! The byline.

use leptos::prelude::*;

use crate::article::people::Author;
use crate::article::text::Text;
use crate::labels::Labels;

use super::markup::{Markup, el, fragment};
use super::text::inline;
use super::{RenderContext, linked};

/// The byline of an article: its authors, as a sentence.
///
/// The sentence is in the article's language. It names the authors, each with their role in brackets. The name of an
/// author with a page is a link, `<a rel="author" href="…">`. Portraits are small images before the sentence.
///
/// ```
/// use broadsheet::address::Base;
/// use broadsheet::article::{Article, ParseError};
/// use broadsheet::view::{Byline, BylineProps, Citations, RenderContext};
/// use leptos::prelude::RenderHtml;
///
/// let json = br#"{ "headline": "The bell", "body": ["It rang."],
///     "authors": ["Ines Marlowe", { "name": "Tam Okafor", "role": "photographs" }] }"#;
/// let (article, _) = Article::from_json(json, &Base::new("https://example.org/bell.json"))?;
/// let notes = Citations::new(&article.notes);
/// let context = RenderContext::page(&article, None, &notes);
/// let byline = Byline(BylineProps { authors: &article.authors, line: None, context: &context });
/// let html = [
///     r#"<address class="byline" part="byline">"#,
///     r#"<span>By <bdi class="author">Ines Marlowe</bdi> and "#,
///     r#"<bdi class="author">Tam Okafor</bdi><span class="role"> (photographs)</span></span>"#,
///     r#"</address>"#,
/// ];
/// assert_eq!(byline.to_html(), html.concat());
/// # Ok::<(), ParseError>(())
/// ```
#[component(transparent)]
pub fn Byline<'a>(
    /// The authors, in the order of the file. Without any, and without `line`, there is no byline.
    authors: &'a [Author],
    /// The article's own wording, used instead of the sentence made from `authors`.
    line: Option<&'a Text>,
    /// What all views of the article need to know.
    context: &'a RenderContext<'a>,
) -> Markup {
    if line.is_none() && authors.is_empty() {
        return Markup::NOTHING;
    }
    // The portrait is decorative: the name is beside it.
    let portraits = authors.iter().filter_map(|author| author.image.as_ref()).map(|image| {
        let size = "48";
        let portrait = el("img").class("portrait").attr("alt", "").attr("width", size).attr("height", size);
        portrait.attr("loading", "lazy").address("src", image)
    });
    let names = match line {
        Some(line) => inline(line, context),
        None => context.label(Markup::group(authors.iter().enumerate().map(|(index, author)| {
            let joint = joint(index, authors.len(), context.labels.by, context.labels);
            let name = linked(author.name.as_str(), author.href.as_ref(), Some("author"));
            let role =
                author.role.as_ref().map(|role| el("span").class("role").with(" (").with(role.as_str()).with(")"));
            fragment().with(joint).with(el("bdi").class("author").with(name)).with(role)
        }))),
    };
    let byline = el("address").class("byline").part("byline");
    byline.with(Markup::group(portraits)).with(el("span").with(names)).into()
}

/// The text before the name at `index` in a list of `names` names; `first` comes before the first one.
pub fn joint(index: usize, names: usize, first: &'static str, labels: &'static Labels) -> &'static str {
    match index {
        0 => first,
        _ if index + 1 == names => labels.and,
        _ => ", ",
    }
}
