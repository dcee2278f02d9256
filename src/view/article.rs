//! The whole story.

use leptos::prelude::*;

use crate::article::Article;
use crate::article::block::Block;

use super::markup::{Markup, el};
use super::*;

/// A whole story. What its file leaves out leaves no trace.
#[component(transparent)]
pub fn ArticleView<'a>(
    /// The story.
    article: &'a Article,
    /// What the views share.
    setting: &'a Setting<'a>,
) -> Markup {
    let &Setting { labels, lang, direction, .. } = setting;
    let header = el("header")
        .with(PaidFor(PaidForProps { sponsors: &article.sponsors, setting }))
        .with(article.kicker.as_ref().map(|kicker| Kicker(KickerProps { kicker, setting })))
        .with(article.headline.as_ref().map(|text| Headline(HeadlineProps { text, setting })))
        .with(article.standfirst.as_ref().map(|text| Standfirst(StandfirstProps { text, setting })))
        .with(Byline(BylineProps { authors: &article.authors, line: article.byline.as_ref(), setting }))
        .with(Dateline(DatelineProps {
            published: article.published.as_ref(),
            updated: article.changed(),
            time_zone: article.time_zone.as_deref(),
            setting,
        }))
        .with(Translations(TranslationsProps { translations: &article.translations, setting }));
    let lead = article.lead.as_ref().map(|lead| match lead {
        Block::Image(image) => Figure(FigureProps { image, lead: true, setting }),
        other => block::one(other, setting),
    });
    let incomplete = article.headline.is_none() || article.body.is_none();
    let year = article.published_day().map(|day| day.year);
    el("article")
        .class("article")
        .attr("lang", lang)
        .attr("dir", direction.name())
        .with(header)
        .with(lead)
        .with(incomplete.then(|| el("p").class("notice").attr("role", "note").with(setting.say(labels.incomplete))))
        .with(article.body.as_ref().map(|blocks| Body(BodyProps { blocks, setting })))
        .with(Notes(NotesProps { notes: &article.notes, setting }))
        .with(Corrections(CorrectionsProps { corrections: &article.corrections, setting }))
        .with(Tags(TagsProps { tags: &article.tags, setting }))
        .with(Sponsors(SponsorsProps { sponsors: &article.sponsors, setting }))
        .with(RelatedStories(RelatedStoriesProps { stories: &article.related, setting }))
        .with(article.rights.as_ref().map(|rights| RightsLine(RightsLineProps { rights, published: year, direction })))
        .into()
}
