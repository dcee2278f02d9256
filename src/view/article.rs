//! The whole article.

use leptos::prelude::*;

use crate::article::Article;
use crate::article::block::Block;

use super::markup::{Markup, el};
use super::*;

/// A whole article. Fields that its file leaves out add nothing to the page.
#[component(transparent)]
pub fn ArticleView<'a>(
    /// The article.
    article: &'a Article,
    /// What all views of the article need to know.
    context: &'a RenderContext<'a>,
) -> Markup {
    let &RenderContext { labels, lang, direction, .. } = context;
    let header = el("header")
        .maybe("class", context.one_line.then_some("one-line"))
        .with(PaidFor(PaidForProps { sponsors: &article.sponsors, context }))
        .with(article.kicker.as_ref().map(|kicker| Kicker(KickerProps { kicker, context })))
        .with(article.headline.as_ref().map(|text| Headline(HeadlineProps { text, context })))
        .with(article.standfirst.as_ref().map(|text| Standfirst(StandfirstProps { text, context })))
        .with(Byline(BylineProps { authors: &article.authors, line: article.byline.as_ref(), context }))
        .with(Dateline(DatelineProps {
            published: article.published.as_ref(),
            updated: article.changed(),
            time_zone: article.time_zone.as_deref(),
            context,
        }))
        .with(Translations(TranslationsProps { translations: &article.translations, context }));
    let lead = article.lead.as_ref().map(|lead| match lead {
        Block::Image(image) => Figure(FigureProps { image, lead: true, context }),
        other => block::one(other, context),
    });
    let incomplete = article.headline.is_none() || article.body.is_none();
    let year = article.published_day().map(|day| day.year);
    el("article")
        .class("article")
        .attr("lang", lang)
        .attr("dir", direction.name())
        .with(header)
        .with(lead)
        .with(incomplete.then(|| el("p").class("notice").attr("role", "note").with(context.label(labels.incomplete))))
        .with(article.body.as_ref().map(|blocks| Body(BodyProps { blocks, context })))
        .with(Notes(NotesProps { notes: &article.notes, context }))
        .with(Corrections(CorrectionsProps { corrections: &article.corrections, context }))
        .with(Tags(TagsProps { tags: &article.tags, context }))
        .with(Sponsors(SponsorsProps { sponsors: &article.sponsors, context }))
        .with(RelatedArticles(RelatedArticlesProps { articles: &article.related, context }))
        .with(article.rights.as_ref().map(|rights| RightsLine(RightsLineProps { rights, published: year, direction })))
        .into()
}
