//! Structured data (JSON-LD). An article is a `NewsArticle` of <https://schema.org/>, or an `AdvertiserContentArticle`
//! if it is paid for, with the properties that Google asks for
//! (<https://developers.google.com/search/docs/appearance/structured-data/article>).

use serde_json::{Value, json};

use crate::address::Link;
use crate::article::Article;
use crate::article::corrections::{Correction, CorrectionKind};
use crate::article::named::Named;
use crate::article::people::{Author, Sponsor, SponsorKind};
use crate::article::rights::Rights;
use crate::page_path::PagePath;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::document::head::Listed;
use crate::publish::lists::groups::Groupings;
use crate::publish::lists::series::Part;
use crate::publish::metadata::image::{File, LeadImage};
use crate::publish::metadata::plain;
use crate::publish::publication::authors::AuthorEntry;
use crate::publish::publication::{ArticleEntry, Publication, summary};
use crate::spelling::spelling_key;

/// The structured data of an article. It contains only what the article and `site.json` say.
pub fn of_article(publication: &Publication, groupings: &Groupings, entry: &ArticleEntry) -> Value {
    let absolute = Absolute::of(publication);
    let article = &entry.head;
    let canonical = absolute.canonical(entry);
    let rights = article.rights.as_ref();
    let known = Known { publication, groupings, article, absolute: &absolute };
    let part = groupings.series.part(entry);
    let in_series = part.as_ref().map(|part| series(part, &absolute));
    plain::data(thing(
        kind(entry),
        [
            ("@context", Some("https://schema.org".into())),
            ("headline", Some(entry.headline().into())),
            ("description", entry.description().map(Value::from)),
            ("image", list(images(article, &absolute))),
            ("datePublished", article.published.as_ref().map(|date| date.datetime().into())),
            ("dateModified", entry.changed().map(|date| date.datetime().into())),
            ("author", list(article.authors.iter().map(|author| known.author(author)))),
            ("publisher", publisher(publication, &absolute)),
            ("funder", list(sponsors(article, false, &absolute))),
            ("sponsor", list(sponsors(article, true, &absolute))),
            ("correction", list(article.corrections.iter().filter_map(correction))),
            ("isPartOf", one_or_more(website(publication, &absolute).into_iter().chain(in_series))),
            ("position", part.map(|part| part.number.into())),
            ("articleSection", article.kicker.as_ref().map(|kicker| kicker.text.as_str().into())),
            ("keywords", list(article.tags.iter().map(|tag| tag.text.as_str().into()))),
            ("inLanguage", Some(entry.lang(&publication.site).into())),
            ("workTranslation", list(translations(entry, &absolute))),
            ("url", canonical.clone().map(Value::from)),
            ("mainEntityOfPage", canonical.map(|address| json!({ "@type": "WebPage", "@id": address }))),
            ("copyrightHolder", rights.map(|rights| known.holder(&rights.holder))),
            ("copyrightYear", rights.and_then(|rights| year(rights, article)).map(Value::from)),
            ("license", rights.and_then(|rights| rights.licence.as_ref()).map(|given| licence(given, &absolute))),
            ("isAccessibleForFree", Some(true.into())),
        ],
    ))
}

/// The structured data of a list page: a `CollectionPage` of its articles, in order.
pub fn of_list(publication: &Publication, list: &Listed) -> Value {
    let absolute = Absolute::of(publication);
    let pages = list.articles.iter().filter_map(|entry| absolute.canonical(entry));
    let items = pages
        .enumerate()
        .map(|(index, url)| thing("ListItem", [("position", Some((index + 1).into())), ("url", Some(url.into()))]));
    let items = self::list(items).map(|items| thing("ItemList", [("itemListElement", Some(items))]));
    plain::data(thing(
        "CollectionPage",
        [
            ("@context", Some("https://schema.org".into())),
            ("name", Some(list.title.into())),
            ("description", list.description.map(Value::from)),
            ("url", absolute.to_path(list.path).map(Value::from)),
            ("inLanguage", Some(publication.lang().into())),
            ("isPartOf", website(publication, &absolute)),
            ("publisher", publisher(publication, &absolute)),
            ("mainEntity", items),
        ],
    ))
}

/// The structured data of the page of an author: a `ProfilePage`
/// (<https://developers.google.com/search/docs/appearance/structured-data/profile-page>).
pub fn of_author(publication: &Publication, name: &str, author: Option<&AuthorEntry>, path: &PagePath) -> Value {
    let absolute = Absolute::of(publication);
    let address = absolute.to_path(path).map(Value::from);
    let profile = author.map(|author| &author.profile);
    let portrait = profile.and_then(|profile| absolute.to(&profile.portrait.as_ref()?.src));
    let links =
        profile.into_iter().flat_map(|profile| &profile.links).filter_map(|link| page(link.href.as_ref(), &absolute));
    let is_organization = profile.is_some_and(|profile| profile.organization);
    let role = profile.and_then(|profile| profile.role.as_deref()).filter(|_| !is_organization);
    let text = profile.and_then(|profile| summary::of_body(&profile.bio));
    let kind = if is_organization { "Organization" } else { "Person" };
    let whom = thing(
        kind,
        [
            ("name", Some(name.into())),
            ("url", address.clone()),
            ("image", portrait.map(Value::from)),
            ("jobTitle", role.map(Value::from)),
            ("description", text.map(Value::from)),
            ("sameAs", list(links)),
        ],
    );
    plain::data(thing(
        "ProfilePage",
        [
            ("@context", Some("https://schema.org".into())),
            ("name", Some(name.into())),
            ("url", address),
            ("inLanguage", Some(publication.lang().into())),
            ("isPartOf", website(publication, &absolute)),
            ("mainEntity", Some(whom)),
        ],
    ))
}

fn kind(entry: &ArticleEntry) -> &'static str {
    if entry.is_paid() { "AdvertiserContentArticle" } else { "NewsArticle" }
}

/// An object of this type, with the properties that have a value.
fn thing<const N: usize>(kind: &str, properties: [(&str, Option<Value>); N]) -> Value {
    let kind = ("@type".to_owned(), kind.into());
    let known = properties.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object([kind].into_iter().chain(known).collect())
}

/// A value alone or an array; [`None`] if there is no value.
fn one_or_more(values: impl IntoIterator<Item = Value>) -> Option<Value> {
    let mut values: Vec<_> = values.into_iter().collect();
    match &mut values[..] {
        [only] => Some(only.take()),
        _ => list(values),
    }
}

fn series(part: &Part, absolute: &Absolute) -> Value {
    let page = absolute.to_path(&PagePath::series(&part.series.slug)).map(Value::from);
    thing("CreativeWorkSeries", [("name", Some(part.series.name.into())), ("url", page)])
}

/// An array; [`None`] if it would be empty.
fn list(values: impl IntoIterator<Item = Value>) -> Option<Value> {
    let values: Vec<_> = values.into_iter().collect();
    (!values.is_empty()).then(|| values.into())
}

fn images(article: &Article, absolute: &Absolute) -> Vec<Value> {
    let files = LeadImage::of(article).map(|image| image.files()).unwrap_or_default();
    let image = |file: File| {
        let url = absolute.to(file.address)?;
        let [width, height] = [file.width.map(Value::from), file.size.map(|size| size.height.into())];
        Some(thing("ImageObject", [("url", Some(url.into())), ("width", width), ("height", height)]))
    };
    files.into_iter().filter_map(image).collect()
}

fn organization(name: &str, href: Option<&Link>, absolute: &Absolute) -> Value {
    thing("Organization", [("name", Some(name.into())), ("url", page(href, absolute))])
}

fn page(href: Option<&Link>, absolute: &Absolute) -> Option<Value> {
    Some(absolute.to(href?)?.into())
}

/// The sponsors. With `paid`, those who bought the article or a place beside it; otherwise those who funded the
/// reporting or the publication.
fn sponsors<'a>(article: &'a Article, paid: bool, absolute: &'a Absolute) -> impl Iterator<Item = Value> {
    let wanted = move |kind: SponsorKind| kind.is_paid() == paid;
    let sponsors = article.sponsors.iter().filter(move |sponsor| wanted(sponsor.kind));
    sponsors.map(|Sponsor { name, href, .. }| organization(name, href.as_ref(), absolute))
}

/// A correction; [`None`] for an update, which corrects nothing.
fn correction(correction: &Correction) -> Option<Value> {
    let date = correction.date.as_ref().map(|date| date.datetime().into());
    let text = Some(correction.text.words().into());
    (correction.kind != CorrectionKind::Update)
        .then(|| thing("CorrectionComment", [("text", text), ("datePublished", date)]))
}

fn website(publication: &Publication, absolute: &Absolute) -> Option<Value> {
    let name = publication.site.title.as_deref()?;
    let url = absolute.to_path(&PagePath::front(0)).map(Value::from);
    Some(thing("WebSite", [("name", Some(name.into())), ("url", url)]))
}

fn publisher(publication: &Publication, absolute: &Absolute) -> Option<Value> {
    let site = &publication.site;
    let publisher = site.publisher.as_ref()?;
    let contact = site.contact.as_ref();
    let contact_page = contact.and_then(|contact| absolute.to(contact.href.as_ref()?)).map(Value::from);
    let email = contact.and_then(|contact| contact.email.as_deref()).map(Value::from);
    let contact_point = contact_page.map(|url| thing("ContactPoint", [("url", Some(url))]));
    let logo = site.logo.as_ref().and_then(|logo| {
        let [width, height] = [logo.size.width, logo.size.height].map(|side| Some(side.into()));
        let url = absolute.to(&logo.src)?;
        Some(thing("ImageObject", [("url", Some(url.into())), ("width", width), ("height", height)]))
    });
    Some(thing(
        "Organization",
        [
            ("name", Some(publisher.name.as_str().into())),
            ("url", page(publisher.href.as_ref(), absolute)),
            ("logo", logo),
            ("email", email),
            ("contactPoint", contact_point),
            ("sameAs", list(site.social.iter().filter_map(|link| page(Some(&link.href), absolute)))),
        ],
    ))
}

fn translations(entry: &ArticleEntry, absolute: &Absolute) -> impl Iterator<Item = Value> {
    entry.head.translations.iter().map(|translation| {
        let lang = Some(translation.lang.as_str().into());
        thing(kind(entry), [("inLanguage", lang), ("url", page(Some(&translation.href), absolute))])
    })
}

/// Decides whether a name is a person or an organisation, by the names of the site, its publisher, sponsors and
/// authors.
struct Known<'a> {
    publication: &'a Publication,
    groupings: &'a Groupings<'a>,
    article: &'a Article,
    absolute: &'a Absolute<'a>,
}

impl Known<'_> {
    /// An author: an organisation if the profile says so or if the name is that of a known one, otherwise a person.
    /// Newsrooms sign articles, too.
    fn author(&self, author: &Author) -> Value {
        let group = self.groupings.authors.author(author);
        let profile = group.and_then(|group| group.author).map(|author| &author.profile);
        let known = self.organization(&author.name);
        let is_organization = known.is_some() || profile.is_some_and(|profile| profile.organization);
        let own_page = || self.absolute.to_path(&PagePath::author(&group?.slug)).map(Value::from);
        let portrait = || profile.and_then(|profile| Some(&profile.portrait.as_ref()?.src));
        let image = author.image.as_ref().or_else(portrait).filter(|_| !is_organization);
        thing(
            if is_organization { "Organization" } else { "Person" },
            [
                ("name", Some(author.name.as_str().into())),
                ("url", page(author.href.as_ref().or(known.flatten()), self.absolute).or_else(own_page)),
                ("image", image.and_then(|image| self.absolute.to(image)).map(Value::from)),
            ],
        )
    }

    /// A copyright holder. One that is not an author is taken for an organisation, as most holders are.
    fn holder(&self, name: &str) -> Value {
        match self.article.authors.iter().find(|author| author.name == name) {
            Some(author) => self.author(author),
            None => organization(name, self.organization(name).flatten(), self.absolute),
        }
    }

    /// Looks up a known organisation by its name. The inner [`Option`] is the link to its page, if there is one.
    fn organization(&self, name: &str) -> Option<Option<&Link>> {
        let site = &self.publication.site;
        let publisher = site.publisher.iter().map(|publisher| (publisher.name.as_str(), publisher.href.as_ref()));
        let title = site.title.iter().map(|title| (title.as_str(), None));
        let sponsors = self.article.sponsors.iter().map(|sponsor| (sponsor.name.as_str(), sponsor.href.as_ref()));
        let (mut known, name) = (publisher.chain(title).chain(sponsors), spelling_key(name));
        known.find(|(known, _)| spelling_key(known) == name).map(|(_, href)| href)
    }
}

/// The copyright year. [`None`] for a span of years, which schema.org does not support.
fn year(rights: &Rights, article: &Article) -> Option<u16> {
    match &rights.year {
        Some(year) => year.trim().parse().ok(),
        None => article.published_day().map(|day| day.year),
    }
}

fn licence(licence: &Named, absolute: &Absolute) -> Value {
    let name = || thing("CreativeWork", [("name", Some(licence.name.as_str().into()))]);
    page(licence.href.as_ref(), absolute).unwrap_or_else(name)
}
