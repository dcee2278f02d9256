//! The components. Each turns data into markup and does nothing else.
//!
//! No view makes requests, keeps state or reads from `window`. Each takes its texts from [`Labels`], and its addresses
//! from the article, where they have been filtered. No view may set `innerHTML`, because pages that enforce Trusted
//! Types refuse it. Leptos' `view!` sets it for an element whose content is all literals; [`markup`] never does.

pub mod layout;
pub mod markup;

mod article;
pub mod bidi;
mod block;
mod button;
mod byline;
mod card;
mod corrections;
mod date;
mod fault;
mod figure;
mod headline;
mod notes;
mod related;
mod rights;
mod session_bar;
mod skeleton;
mod sponsors;
mod tags;
mod text;
mod translations;

pub use article::{ArticleView, ArticleViewProps};
pub use block::{Body, BodyProps};
pub use button::button;
pub use byline::{Byline, BylineProps, joint};
pub use card::{Card, CardProps};
pub use corrections::{Corrections, CorrectionsProps};
#[cfg(not(target_arch = "wasm32"))]
pub use date::month_name;
pub use date::{Dateline, DatelineProps, time};
pub use fault::{FaultView, FaultViewProps};
pub use figure::{Figure, FigureProps};
pub use headline::{Headline, HeadlineProps, Kicker, KickerProps, Standfirst, StandfirstProps};
pub use notes::{Citations, Notes, NotesProps};
pub use related::{RelatedArticles, RelatedArticlesProps};
pub use rights::{RightsLine, RightsLineProps};
pub use session_bar::{SessionBar, SessionBarProps};
pub use skeleton::{Skeleton, SkeletonProps};
pub use sponsors::{PaidFor, PaidForProps, Sponsors, SponsorsProps};
pub use tags::{Tags, TagsProps};
pub use translations::{Translations, TranslationsProps};

use crate::address::Link;
use crate::article::language::primary;
use crate::article::{Article, Direction};
use crate::labels::Labels;
use markup::{Element, Markup, el};

/// What all views of one article need to know.
#[derive(Clone, Copy)]
pub struct RenderContext<'a> {
    /// The texts of the interface, in the article's language if they are translated, else in English.
    pub labels: &'static Labels,
    /// The language of the article (BCP 47).
    pub lang: &'a str,
    /// The direction of its text.
    pub direction: Direction,
    /// The heading level of the headline, 1–6. The article's other headings follow from it.
    pub heading_level: u8,
    /// The width of the element that a host page gives to the article, in CSS pixels. It is 0 if the element is hidden,
    /// and [`None`] if the article has a page of its own.
    pub column: Option<u32>,
    /// Whether the byline and the dates are in one line, with the day of the week.
    pub one_line: bool,
    /// The footnotes, for the references in the text.
    pub notes: &'a Citations<'a>,
    /// Whether the page has the script that loads a player when its card is clicked.
    #[cfg(not(target_arch = "wasm32"))]
    pub has_players: bool,
}

impl<'a> RenderContext<'a> {
    /// The context of an article that has a page of its own. `site_lang` applies if the article names no language.
    pub fn page(article: &'a Article, site_lang: Option<&'a str>, notes: &'a Citations<'a>) -> Self {
        let lang = article.lang.as_deref().or(site_lang).unwrap_or("en");
        let direction = article.dir.unwrap_or_else(|| Direction::of(lang));
        Self {
            labels: Labels::of(lang),
            lang,
            direction,
            heading_level: 1,
            column: None,
            one_line: false,
            notes,
            #[cfg(not(target_arch = "wasm32"))]
            has_players: false,
        }
    }

    /// The context of an article on another site's page: in an element `column` CSS pixels wide, with its headline at
    /// `heading_level`.
    pub fn guest(
        article: &'a Article,
        site_lang: Option<&'a str>,
        column: u32,
        heading_level: u8,
        notes: &'a Citations<'a>,
    ) -> Self {
        Self { heading_level, column: Some(column), ..Self::page(article, site_lang, notes) }
    }

    /// Marks a text of the interface with its language and direction if there are no labels in the article's language.
    fn label(&self, words: impl Into<Markup>) -> Markup {
        let lang = self.labels.lang;
        if primary(self.lang).eq_ignore_ascii_case(lang) {
            return words.into();
        }
        el("span").attr("lang", lang).attr("dir", Direction::of(lang).name()).with(words).into()
    }
}

/// A list that the styles show without markers. Safari treats it as a list only if it has the role:
/// <https://bugs.webkit.org/show_bug.cgi?id=170179>.
pub fn unmarked_list(tag: &'static str) -> Element {
    el(tag).attr("role", "list")
}

/// Markup in a link, or the markup alone if there is no address.
fn linked(words: impl Into<Markup>, href: Option<&Link>, rel: Option<&'static str>) -> Markup {
    match href {
        Some(link) => el("a").address("href", link).maybe("rel", rel).with(words).into(),
        None => words.into(),
    }
}
