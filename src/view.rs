//! The components: data in, markup out, and nothing else.
//!
//! No view fetches, remembers or looks at the window. Each takes its words from [`Labels`] and its addresses from the
//! model, where they have been filtered. Nothing here may end in `innerHTML`, which hosts that enforce Trusted Types
//! refuse: leptos' `view!` uses it for an element that is all literals, [`markup`] never.

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

/// What all views of one article share.
#[derive(Clone, Copy)]
pub struct RenderContext<'a> {
    /// The words of the interface, in the article's language.
    pub labels: &'static Labels,
    /// The language of the article (BCP 47).
    pub lang: &'a str,
    /// Which way its text runs.
    pub direction: Direction,
    /// The level of the headline, 1–6; the article's own headings follow from it.
    pub heading_level: u8,
    /// The width of the room that a host gives to the article, in CSS pixels; 0 if it is hidden, absent on a page of
    /// its own.
    pub column: Option<u32>,
    /// The footnotes, for the marks in the text.
    pub notes: &'a Citations<'a>,
    /// Whether the page has the script that puts players into their rooms.
    #[cfg(not(target_arch = "wasm32"))]
    pub has_players: bool,
}

impl<'a> RenderContext<'a> {
    /// For an article that is a page of its own. `site_lang` stands in where the article names no language.
    pub fn page(article: &'a Article, site_lang: Option<&'a str>, notes: &'a Citations<'a>) -> Self {
        let lang = article.lang.as_deref().or(site_lang).unwrap_or("en");
        let direction = article.dir.unwrap_or_else(|| Direction::of(lang));
        Self {
            labels: Labels::of(lang),
            lang,
            direction,
            heading_level: 1,
            column: None,
            notes,
            #[cfg(not(target_arch = "wasm32"))]
            has_players: false,
        }
    }

    /// For an article on somebody else's page, in a column this many CSS pixels wide, with its headline at this level.
    pub fn guest(
        article: &'a Article,
        site_lang: Option<&'a str>,
        column: u32,
        heading_level: u8,
        notes: &'a Citations<'a>,
    ) -> Self {
        Self { heading_level, column: Some(column), ..Self::page(article, site_lang, notes) }
    }

    /// Words of the interface, with what completes their sentence. If there are none in the article's language, they
    /// carry their own language and its direction.
    fn say(&self, words: impl Into<Markup>) -> Markup {
        let lang = self.labels.lang;
        if primary(self.lang).eq_ignore_ascii_case(lang) {
            return words.into();
        }
        el("span").attr("lang", lang).attr("dir", Direction::of(lang).name()).with(words).into()
    }
}

/// A list whose markers the styles take away. Safari then takes it for none, unless its role says that it is one:
/// <https://bugs.webkit.org/show_bug.cgi?id=170179>.
pub fn unmarked_list(tag: &'static str) -> Element {
    el(tag).attr("role", "list")
}

/// Words that lead somewhere, or only words where there is no address.
fn linked(words: impl Into<Markup>, href: Option<&Link>, rel: Option<&'static str>) -> Markup {
    match href {
        Some(link) => el("a").address("href", link).maybe("rel", rel).with(words).into(),
        None => words.into(),
    }
}
