//! Metadata for link previews: Open Graph (<https://ogp.me/>) and X's additions to it.

use language_tags::LanguageTag;

use super::{Listed, meta};
use crate::article::Article;
use crate::article::image::Size;
use crate::article::text::plain;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::lists::groups::Groupings;
use crate::publish::metadata::image::LeadImage;
use crate::publish::publication::{ArticleEntry, Publication};
use crate::view::markup::{Markup, el};

/// The metadata of an article.
pub fn of_article(
    publication: &Publication,
    groupings: &Groupings,
    entry: &ArticleEntry,
    absolute: &Absolute,
) -> Vec<Markup> {
    let article = &entry.head;
    let mut head = vec![property("og:type", "article"), property("og:title", entry.social_title())];
    head.extend(entry.description().map(|words| property("og:description", words)));
    head.extend(absolute.canonical(entry).map(|address| property("og:url", address)));
    head.extend(site_name(publication));
    head.extend(locale(entry.lang(&publication.site)).map(|locale| property("og:locale", locale)));
    head.extend(image(Preview::of(article, absolute)));
    head.extend(article.published.as_ref().map(|date| property("article:published_time", date.datetime())));
    let changed = article.changed().and(entry.changed());
    head.extend(changed.map(|date| property("article:modified_time", date.datetime())));
    // `article:author` takes the address of a profile page, not a name.
    let authors = article.authors.iter().filter_map(|author| groupings.authors.page_of(author, absolute));
    head.extend(authors.map(|page| property("article:author", page)));
    head.extend(article.kicker.as_ref().map(|kicker| property("article:section", kicker.text.as_str())));
    head.extend(article.tags.iter().map(|tag| property("article:tag", tag.text.as_str())));
    head
}

/// The metadata of a page that is no article.
pub fn of_site_page(publication: &Publication, entry: &ArticleEntry, absolute: &Absolute) -> Vec<Markup> {
    let mut head = vec![property("og:type", "website"), property("og:title", entry.social_title())];
    head.extend(entry.description().map(|words| property("og:description", words)));
    head.extend(absolute.canonical(entry).map(|address| property("og:url", address)));
    head.extend(site_name(publication));
    head.extend(locale(entry.lang(&publication.site)).map(|locale| property("og:locale", locale)));
    head.extend(image(Preview::of(&entry.head, absolute)));
    head
}

/// The metadata of a list page. Its image is the portrait of the author whose page it is, or that of the first article with
/// one.
pub fn of_list(publication: &Publication, list: &Listed, absolute: &Absolute) -> Vec<Markup> {
    let mut head = vec![property("og:type", "website"), property("og:title", list.title)];
    head.extend(list.description.map(|description| property("og:description", description)));
    head.extend(absolute.to_path(list.path).map(|address| property("og:url", address)));
    head.extend(site_name(publication));
    head.extend(locale(publication.lang()).map(|locale| property("og:locale", locale)));
    let articles = list.articles.iter().map(|entry| &entry.head);
    head.extend(image(list.profile.into_iter().chain(articles).find_map(|article| Preview::of(article, absolute))));
    head
}

/// The preview image of an article.
struct Preview<'a> {
    address: String,
    /// Its size in pixels, if known.
    size: Option<Size>,
    /// Its text alternative; empty if there is none.
    alt: &'a str,
}

impl<'a> Preview<'a> {
    /// [`None`] if the article has no image in a format that link previews support.
    fn of(article: &'a Article, absolute: &Absolute) -> Option<Self> {
        let lead = LeadImage::of(article)?;
        let (address, size) = lead.preview()?;
        Some(Self { address: absolute.to(address)?, size, alt: lead.alt })
    }
}

/// The preview image of a page, if there is one, and the type of card for X.
fn image(preview: Option<Preview>) -> Vec<Markup> {
    let Some(Preview { address, size, alt }) = preview else {
        return vec![meta("twitter:card", "summary")];
    };
    let mut head = vec![meta("twitter:card", "summary_large_image"), property("og:image", address)];
    if let Some(size) = size {
        head.push(property("og:image:width", size.width.to_string()));
        head.push(property("og:image:height", size.height.to_string()));
    }
    if !alt.is_empty() {
        head.push(property("og:image:alt", alt));
    }
    head
}

fn site_name(publication: &Publication) -> Option<Markup> {
    publication.site.title.as_deref().map(|title| property("og:site_name", title))
}

fn property(name: &'static str, content: impl Into<String>) -> Markup {
    el("meta").attr("property", name).attr("content", plain(&content.into())).into()
}

/// A language tag as a locale with a country, such as `en_GB`. [`None`] for a tag without a country, since a guess
/// would be wrong for most speakers of the language.
fn locale(lang: &str) -> Option<String> {
    let tag = LanguageTag::parse(lang).ok()?;
    Some(format!("{}_{}", tag.primary_language().to_lowercase(), tag.region()?.to_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_has_a_country() {
        for (lang, expected) in
            [("en-GB", Some("en_GB")), ("zh-hant-tw", Some("zh_TW")), ("en", None), ("sr-Latn", None)]
        {
            assert_eq!(locale(lang).as_deref(), expected, "{lang}");
        }
    }
}
