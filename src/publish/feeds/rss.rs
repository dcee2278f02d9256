//! The RSS feed (<https://www.rssboard.org/rss-specification>), with the extensions that feed readers know: the whole
//! text (`content`), the names of the authors and the language (`dc`), the image (`media`), and the address of the feed
//! (`atom`).

use std::collections::BTreeMap;
use std::io;

use atom_syndication::FixedDateTime;
use rss::extension::dublincore::DublinCoreExtension;
use rss::extension::{Extension, ExtensionMap};

use super::{Feed, Image, Item, RSS};
use crate::publish::PublishError;
use crate::publish::xml::allowed;

/// The namespaces that the library does not add by itself.
const NAMESPACES: [(&str, &str); 2] =
    [("atom", "http://www.w3.org/2005/Atom"), ("media", "http://search.yahoo.com/mrss/")];

/// Writes the feed file.
pub fn write(feed: &Feed, items: &[Item]) -> Result<Vec<u8>, PublishError> {
    let newest =
        items.iter().map(|item| moment(item.entry.changed())).collect::<Result<Vec<_>, _>>()?.into_iter().max();
    let itself = [("href", feed.address(RSS)), ("rel", "self".to_owned()), ("type", "application/rss+xml".to_owned())];
    let channel = rss::Channel {
        title: allowed(&feed.name),
        link: feed.home.clone(),
        // RSS requires a description.
        description: allowed(feed.description.as_deref().unwrap_or(&feed.name)),
        language: Some(feed.lang.to_owned()),
        copyright: feed.rights.as_deref().map(allowed),
        last_build_date: newest.map(|moment| moment.to_rfc2822()),
        items: items.iter().map(|item| self::item(item, feed.lang)).collect::<Result<_, _>>()?,
        extensions: extension("atom", "link", itself),
        namespaces: NAMESPACES.map(|(prefix, name)| (prefix.to_owned(), name.to_owned())).into(),
        ..rss::Channel::default()
    };
    let mut bytes = channel.write_to(Vec::new()).map_err(library_error)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn item(Item { entry, html }: &Item, feed_lang: &str) -> Result<rss::Item, PublishError> {
    let category = |tag: &String| rss::Category { name: allowed(tag), domain: None };
    let other_language = (entry.lang != feed_lang).then(|| entry.lang.clone());
    Ok(rss::Item {
        title: Some(allowed(&entry.title)),
        link: Some(entry.page.clone()),
        // Feed readers take the description for HTML.
        description: entry.summary.as_deref().map(|words| html_escape::encode_text(&allowed(words)).into_owned()),
        content: Some(allowed(html)),
        categories: entry.tags.iter().map(category).collect(),
        guid: Some(rss::Guid { value: entry.id.clone(), permalink: false }),
        pub_date: Some(moment(&entry.published)?.to_rfc2822()),
        dublin_core_ext: Some(DublinCoreExtension {
            creators: entry.authors.iter().map(|author| allowed(&author.name)).collect(),
            languages: other_language.into_iter().collect(),
            ..DublinCoreExtension::default()
        }),
        extensions: entry.image.as_ref().map(media).unwrap_or_default(),
        ..rss::Item::default()
    })
}

/// An `enclosure` would have to say how many bytes the image has, and some feed readers offer it as a download.
fn media(Image { address, size }: &Image) -> ExtensionMap {
    let sides = size.map(|size| [("width", size.width.to_string()), ("height", size.height.to_string())]);
    let attributes = [("url", address.clone()), ("medium", "image".to_owned())];
    extension("media", "content", attributes.into_iter().chain(sides.into_iter().flatten()))
}

/// One element of another namespace, with these attributes.
fn extension(prefix: &str, name: &str, attributes: impl IntoIterator<Item = (&'static str, String)>) -> ExtensionMap {
    let element = Extension {
        name: format!("{prefix}:{name}"),
        attrs: attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        ..Extension::default()
    };
    BTreeMap::from([(prefix.to_owned(), BTreeMap::from([(name.to_owned(), vec![element])]))])
}

/// Reads a date, which RSS writes as RFC 2822.
fn moment(text: &str) -> Result<FixedDateTime, PublishError> {
    text.parse().map_err(library_error)
}

/// An error of the library. It can occur only if the library changes, since dates are valid and it writes to memory.
fn library_error(error: impl std::fmt::Display) -> PublishError {
    io::Error::other(format!("{RSS}: {error}")).into()
}
