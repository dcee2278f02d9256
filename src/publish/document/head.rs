//! The `head` of pages: metadata for browsers, search engines and previews.

mod links;
mod open_graph;

use crate::article::Article;
use crate::article::text::plain;
use crate::page_path::PagePath;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::document::{icon, theme};
use crate::publish::lists::groups::Groupings;
use crate::publish::publication::{ArticleEntry, Publication};
use crate::site::Site;
use crate::view::markup::{Markup, el};

/// The title of a page: its own title, then the title of the site.
pub fn title(shown: &str, site: &Site) -> String {
    match &site.title {
        Some(name) => format!("{shown} – {name}"),
        None => shown.to_owned(),
    }
}

/// The head of an article page.
pub fn of_article(publication: &Publication, groupings: &Groupings, entry: &ArticleEntry) -> Vec<Markup> {
    let absolute = Absolute::of(publication);
    let mut head = Vec::new();
    head.extend(entry.description().map(|words| meta("description", words)));
    head.extend(entry.head.authors.iter().map(|author| meta("author", author.name.as_str())));
    let robots = if entry.head.publishing.noindex { "noindex" } else { "max-image-preview:large" };
    head.push(meta("robots", robots));
    head.extend(look(publication));
    head.extend(absolute.canonical(entry).map(links::canonical));
    head.extend(links::translations(publication, entry, &absolute));
    head.extend(links::feeds(publication, &absolute));
    head.extend(links::oembed(entry, &absolute));
    head.extend(open_graph::of_article(publication, groupings, entry, &absolute));
    head
}

/// The head of a page that is no article.
pub fn of_site_page(publication: &Publication, entry: &ArticleEntry) -> Vec<Markup> {
    let absolute = Absolute::of(publication);
    let mut head = Vec::new();
    head.extend(entry.description().map(|words| meta("description", words)));
    head.extend(entry.head.publishing.noindex.then(|| meta("robots", "noindex")));
    head.extend(look(publication));
    head.extend(absolute.canonical(entry).map(links::canonical));
    head.extend(links::feeds(publication, &absolute));
    head.extend(open_graph::of_site_page(publication, entry, &absolute));
    head
}

/// The head of a frame page. It links to the canonical address for search engines, and to the article page for
/// `frame.js`.
pub fn of_frame(publication: &Publication, entry: &ArticleEntry) -> Vec<Markup> {
    let mut head = vec![meta("robots", "noindex"), links::finished_page(entry)];
    head.extend(Absolute::of(publication).canonical(entry).map(links::canonical));
    head
}

/// What the metadata of a list page is made from.
pub struct Listed<'a> {
    /// The path of the page.
    pub path: &'a PagePath,
    /// The title of the page.
    pub title: &'a str,
    /// The description of the page, if there is one.
    pub description: Option<&'a str>,
    /// The profile that the page begins with, if it is that of an author.
    pub profile: Option<&'a Article>,
    /// The articles on the page, in order.
    pub articles: &'a [&'a ArticleEntry],
    /// The feeds of the list, if it has its own.
    pub feeds: Option<OwnFeeds<'a>>,
}

/// A list that has its own feeds.
pub struct OwnFeeds<'a> {
    /// The path of its first page, beside which the feeds are.
    pub page: &'a PagePath,
    /// The name of the list.
    pub name: &'a str,
}

/// The head of a list page.
pub fn of_list(publication: &Publication, list: &Listed) -> Vec<Markup> {
    let absolute = Absolute::of(publication);
    let mut head = Vec::new();
    head.extend(list.description.map(|description| meta("description", description)));
    head.extend(look(publication));
    head.extend(absolute.to_path(list.path).map(links::canonical));
    head.extend(match &list.feeds {
        Some(own) => links::feeds_of_list(publication, own, &absolute),
        None => links::feeds(publication, &absolute),
    });
    head.extend(open_graph::of_list(publication, list, &absolute));
    head
}

fn meta(name: &'static str, content: impl Into<String>) -> Markup {
    el("meta").attr("name", name).attr("content", plain(&content.into())).into()
}

/// How the site looks: the colour of the window, the icon and the fonts.
fn look(publication: &Publication) -> Vec<Markup> {
    let mut head: Vec<_> = theme::theme_colors(&publication.site).collect();
    head.push(icon::link(publication));
    head.extend(theme::preloads(&publication.site));
    head
}
