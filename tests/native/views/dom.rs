//! Rendered HTML, read as a browser would.

use broadsheet::view::markup::Markup;
use leptos::prelude::RenderHtml;
use scraper::{ElementRef, Html, Selector};

/// The HTML of a view.
pub struct Dom {
    /// The HTML as text.
    pub html: String,
    tree: Html,
}

impl Dom {
    /// Renders markup; fails if a browser would parse it differently.
    pub fn of(markup: Markup) -> Self {
        Self::parse(markup.to_html())
    }

    /// Parses HTML; fails if a browser would parse it differently.
    pub fn parse(html: String) -> Self {
        let tree = Html::parse_fragment(&html);
        assert!(tree.errors.is_empty(), "{:?}\n{html}", tree.errors);
        // A parser moves misplaced elements and closes open ones; then its output differs.
        assert_eq!(plain(&html), plain(&tree.root_element().inner_html()), "a browser reads this differently");
        Self { html, tree }
    }

    /// A whole document, which has parts outside of its elements.
    pub fn document(html: String) -> Self {
        let tree = Html::parse_document(&html);
        assert!(tree.errors.is_empty(), "{:?}\n{html}", tree.errors);
        Self { html, tree }
    }

    fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        let selector = Selector::parse(selector).unwrap_or_else(|error| panic!("{selector}: {error}"));
        self.tree.select(&selector).collect()
    }

    fn one(&self, selector: &str) -> ElementRef<'_> {
        match self.all(selector)[..] {
            [element] => element,
            ref elements => panic!("{} of {selector} in {}", elements.len(), self.html),
        }
    }

    /// How many elements match.
    pub fn count(&self, selector: &str) -> usize {
        self.all(selector).len()
    }

    /// The text of the only match.
    pub fn text(&self, selector: &str) -> String {
        self.one(selector).text().collect()
    }

    /// The text of each match.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).iter().map(|element| element.text().collect()).collect()
    }

    /// The whole text.
    pub fn words(&self) -> String {
        self.tree.root_element().text().collect()
    }

    /// An attribute of the only match.
    pub fn attr(&self, selector: &str, name: &str) -> Option<&str> {
        self.one(selector).attr(name)
    }

    /// An attribute of each match that has it.
    pub fn attrs(&self, selector: &str, name: &str) -> Vec<&str> {
        self.all(selector).iter().filter_map(|element| element.attr(name)).collect()
    }

    /// The tags of all matches, in document order.
    pub fn tags(&self, selector: &str) -> Vec<&str> {
        self.all(selector).iter().map(|element| element.value().name()).collect()
    }

    /// The values of all attributes.
    pub fn values(&self) -> Vec<&str> {
        self.all("*").iter().flat_map(|element| element.value().attrs().map(|(_, value)| value)).collect()
    }
}

/// Removes the differences between serialisers.
fn plain(html: &str) -> String {
    let mut html = html.to_owned();
    for (escape, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", "\u{a0}"), ("&amp;", "&")] {
        html = html.replace(escape, character);
    }
    html
}
