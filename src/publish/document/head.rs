//! What a page says of itself, for browsers, search engines and previews.

mod links;
mod open_graph;

use crate::article::text::plain;
use crate::site::Site;
use crate::view::markup::{Markup, el};

use crate::page_path::PagePath;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::document::icon;
use crate::publish::publication::{ArticleEntry, Publication};

/// The paper of `style/tokens.css`, for the parts of a browser's window that take the colour of the page.
const PAPER: [(&str, &str); 2] =
    [("(prefers-color-scheme: light)", "#fffdf9"), ("(prefers-color-scheme: dark)", "#161512")];

/// The title of a window: what is shown, and where.
pub fn title(shown: &str, site: &Site) -> String {
    match &site.title {
        Some(name) => format!("{shown} – {name}"),
        None => shown.to_owned(),
    }
}

/// For the page of an article.
pub fn of_article(publication: &Publication, entry: &ArticleEntry) -> Vec<Markup> {
    let absolute = Absolute::of(publication);
    let mut head = Vec::new();
    head.extend(entry.summary().map(|summary| meta("description", summary)));
    head.extend(entry.head.authors.iter().map(|author| meta("author", author.name.as_str())));
    head.push(meta("robots", "max-image-preview:large"));
    head.extend(paper());
    head.push(icon::link(publication));
    head.extend(absolute.home(entry).map(links::canonical));
    head.extend(links::translations(publication, entry, &absolute));
    head.extend(links::feeds(publication, &absolute));
    head.extend(links::oembed(entry, &absolute));
    head.extend(open_graph::of_article(publication, entry, &absolute));
    head
}

/// For the page of an article that other sites frame. Search engines are told where the article is at home, and
/// `frame.js` where its finished page is.
pub fn of_frame(publication: &Publication, entry: &ArticleEntry) -> Vec<Markup> {
    let mut head = vec![meta("robots", "noindex"), links::finished_page(entry)];
    head.extend(Absolute::of(publication).home(entry).map(links::canonical));
    head
}

/// A page of a list.
pub struct Listed<'a> {
    /// Where it lies.
    pub place: &'a PagePath,
    /// The title it has in its window.
    pub title: &'a str,
    /// What it is about, if that is known.
    pub description: Option<&'a str>,
    /// The articles on it, in their order.
    pub articles: &'a [&'a ArticleEntry],
}

/// For a page of a list.
pub fn of_list(publication: &Publication, list: &Listed) -> Vec<Markup> {
    let absolute = Absolute::of(publication);
    let mut head = Vec::new();
    head.extend(list.description.map(|description| meta("description", description)));
    head.extend(paper());
    head.push(icon::link(publication));
    head.extend(absolute.place(list.place).map(links::canonical));
    head.extend(links::feeds(publication, &absolute));
    head.extend(open_graph::of_list(publication, list, &absolute));
    head
}

fn meta(name: &'static str, content: impl Into<String>) -> Markup {
    el("meta").attr("name", name).attr("content", plain(&content.into())).into()
}

fn paper() -> impl Iterator<Item = Markup> {
    PAPER
        .into_iter()
        .map(|(media, color)| el("meta").attr("name", "theme-color").attr("media", media).attr("content", color).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paper_is_that_of_the_style_sheet() {
        let tokens = include_str!("../../../style/tokens.css");
        let papers: Vec<_> =
            tokens.lines().filter_map(|line| line.trim().strip_prefix("--broadsheet-paper: ")).collect();
        assert_eq!(papers, PAPER.map(|(_, color)| format!("{color};")));
    }
}
