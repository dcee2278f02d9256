//! The embed snippets on an article page, which readers copy into other sites' pages.

use leptos::prelude::RenderHtml;

use crate::article::Direction;
use crate::page_path::PagePath;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::element;
use crate::publish::labels::PageLabels;
use crate::publish::metadata::oembed;
use crate::publish::publication::{ArticleEntry, Publication};
use crate::view::markup::{Element, Markup, el};
use crate::view::unmarked_list;

/// The list of embed snippets of an article; [`None`] if the site has no `url`. One click selects a snippet. The copy
/// buttons need a script, so a script adds them (`scripts/copy.js`).
pub fn embed_snippets(publication: &Publication, entry: &ArticleEntry) -> Option<Element> {
    let words = PageLabels::of(entry.lang(&publication.site));
    let [copy, copied] = words.copy_code;
    let snippets = Snippets::of(publication, entry)?.all();
    let items = words.embed_options.into_iter().zip(snippets).map(|(name, snippet)| {
        // A live region, so that screen readers announce it when the button's text changes to "Copied".
        let label = el("span").class("way").attr("aria-live", "polite");
        let label = label.attr("data-copy", copy).attr("data-copied", copied).with(el("span").with(name));
        let code = el("code").class("code").attr("dir", "ltr").attr("translate", "no").with(snippet);
        el("li").with(label).with(code)
    });
    let details = el("details").with(el("summary").with(words.embed));
    let details = details.with(unmarked_list("ul").with(Markup::group(items)));
    // `data-nosnippet` keeps the snippets out of search results. Reader View drops an `aside`. `role="none"` removes
    // the landmark, which would only distract.
    let share = el("aside").class("share").attr("role", "none").attr("data-nosnippet", "").attr("lang", words.lang);
    Some(share.attr("dir", Direction::of(words.lang).name()).with(details))
}

/// The addresses in the snippets, and the text of their link.
struct Snippets {
    headline: String,
    script: String,
    data: String,
    page: String,
    frame: String,
}

impl Snippets {
    fn of(publication: &Publication, entry: &ArticleEntry) -> Option<Self> {
        let absolute = Absolute::of(publication);
        Some(Self {
            headline: entry.headline(),
            script: absolute.to_path(&PagePath::file(element::SCRIPT))?,
            data: absolute.to_path(&PagePath::data(&entry.slug))?,
            page: absolute.to_path(&entry.path)?,
            frame: absolute.to_path(&PagePath::frame(&entry.slug))?,
        })
    }

    /// All snippets, in the order of [`PageLabels::embed_options`].
    fn all(self) -> [String; 3] {
        let script = html_escape::encode_double_quoted_attribute(&self.script);
        let script = format!("<script src=\"{script}\" async></script>");
        let link = || el("a").attr("href", self.page.as_str()).with(self.headline.as_str());
        let element = el("broadsheet-article").attr("src", self.data.as_str()).with(link());
        let quote = el("blockquote").attr("data-broadsheet-article", self.data.as_str()).with(link());
        // The frame is sized by attributes, since strict policies block a style, and editors strip it.
        let frame = oembed::of_whole(&self.headline, self.frame).attr("loading", "lazy");
        [format!("{script}\n{}", html(element)), html(frame), format!("{}\n{script}", html(quote))]
    }
}

fn html(element: Element) -> String {
    Markup::from(element).to_html()
}
