//! What another site pastes to embed an article, for a reader of its page to copy.

use leptos::prelude::RenderHtml;

use crate::article::Direction;
use crate::view::markup::{Element, Markup, el};
use crate::view::unmarked_list;

use crate::page_path::PagePath;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::element;
use crate::publish::metadata::oembed;
use crate::publish::publication::{ArticleEntry, Publication};
use crate::publish::words::Words;

/// The ways to embed an article, to copy; [`None`] if the site does not say where it is. They are text, to be selected
/// at one click: the buttons that copy need a script, and come where the page is read (`scripts/copy.js`).
pub fn ways_to_embed(publication: &Publication, entry: &ArticleEntry) -> Option<Element> {
    let words = Words::of(entry.lang(&publication.site));
    let [copy, copied] = words.copy_code;
    let snippets = Snippets::of(publication, entry)?.all();
    let ways = words.ways_to_embed.into_iter().zip(snippets).map(|(way, snippet)| {
        // Live, so that a screen reader says when the button in it has copied.
        let label = el("span").class("way").attr("aria-live", "polite");
        let label = label.attr("data-copy", copy).attr("data-copied", copied).with(el("span").with(way));
        let code = el("code").class("code").attr("dir", "ltr").attr("translate", "no").with(snippet);
        el("li").with(label).with(code)
    });
    let details = el("details").with(el("summary").with(words.embed));
    let details = details.with(unmarked_list("ul").with(Markup::group(ways)));
    // Not for search engines to quote. Reader View drops an `aside`, and takes only `p` and `pre` for text. As a
    // landmark it would be in the way.
    let share = el("aside").class("share").attr("role", "none").attr("data-nosnippet", "").attr("lang", words.lang);
    Some(share.attr("dir", Direction::of(words.lang).name()).with(details))
}

/// The addresses that a snippet names, and the words of its link.
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
            script: absolute.place(&PagePath::file(element::SCRIPT))?,
            data: absolute.place(&PagePath::data(&entry.slug))?,
            page: absolute.place(&entry.place)?,
            frame: absolute.place(&PagePath::frame(&entry.slug))?,
        })
    }

    /// In the order of [`Words::ways_to_embed`].
    fn all(self) -> [String; 3] {
        let script = html_escape::encode_double_quoted_attribute(&self.script);
        let script = format!("<script src=\"{script}\" async></script>");
        let link = || el("a").attr("href", self.page.as_str()).with(self.headline.as_str());
        let element = el("broadsheet-article").attr("src", self.data.as_str()).with(link());
        let quote = el("blockquote").attr("data-broadsheet-article", self.data.as_str()).with(link());
        // Not by a style, which strict policies refuse and editors strip.
        let frame = oembed::of_whole(&self.headline, self.frame).attr("loading", "lazy");
        [format!("{script}\n{}", html(element)), html(frame), format!("{}\n{script}", html(quote))]
    }
}

fn html(element: Element) -> String {
    Markup::from(element).to_html()
}
