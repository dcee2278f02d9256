//! Rendered HTML, read as a browser would.

use broadsheet::view::markup::Markup;
use leptos::prelude::RenderHtml;
use scraper::{ElementRef, Html, Selector};

/// What a view was rendered to.
pub struct Dom {
    /// As text.
    pub html: String,
    tree: Html,
}

impl Dom {
    /// Renders markup, and fails if a browser would make something else of it than was meant.
    pub fn of(markup: Markup) -> Self {
        Self::parse(markup.to_html())
    }

    /// The same for HTML that is there.
    pub fn parse(html: String) -> Self {
        let tree = Html::parse_fragment(&html);
        assert!(tree.errors.is_empty(), "{:?}\n{html}", tree.errors);
        // A parser moves what stands where it may not, and closes what was left open; then this differs.
        assert_eq!(plain(&html), plain(&tree.root_element().inner_html()), "a browser reads this differently");
        Self { html, tree }
    }

    /// A whole document, which has parts that no element of it has.
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

    /// How many elements there are.
    pub fn count(&self, selector: &str) -> usize {
        self.all(selector).len()
    }

    /// The words of the only such element.
    pub fn text(&self, selector: &str) -> String {
        self.one(selector).text().collect()
    }

    /// The words of each such element.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).iter().map(|element| element.text().collect()).collect()
    }

    /// All words there are.
    pub fn words(&self) -> String {
        self.tree.root_element().text().collect()
    }

    /// An attribute of the only such element.
    pub fn attr(&self, selector: &str, name: &str) -> Option<&str> {
        self.one(selector).attr(name)
    }

    /// An attribute of each such element that has it.
    pub fn attrs(&self, selector: &str, name: &str) -> Vec<&str> {
        self.all(selector).iter().filter_map(|element| element.attr(name)).collect()
    }

    /// The names of all elements, in the order of the document.
    pub fn tags(&self, selector: &str) -> Vec<&str> {
        self.all(selector).iter().map(|element| element.value().name()).collect()
    }

    /// The values of all attributes.
    pub fn values(&self) -> Vec<&str> {
        self.all("*").iter().flat_map(|element| element.value().attrs().map(|(_, value)| value)).collect()
    }
}

/// Without the choices a serialiser has.
fn plain(html: &str) -> String {
    let mut html = html.to_owned();
    for (escape, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", "\u{a0}"), ("&amp;", "&")] {
        html = html.replace(escape, character);
    }
    html
}
