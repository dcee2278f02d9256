//! The Atom feed (<https://www.rfc-editor.org/rfc/rfc4287>).

use std::io;

use atom_syndication as atom;

use super::{ATOM, Feed, Item, Person};
use crate::publish::PublishError;
use crate::publish::xml::allowed;

/// Writes the feed file.
pub fn write(feed: &Feed, items: &[Item]) -> Result<Vec<u8>, PublishError> {
    let newest = items.iter().map(|item| moment(item.entry.changed())).collect::<Result<Vec<_>, _>>()?;
    let document = atom::Feed {
        title: text(&feed.name),
        subtitle: feed.description.as_deref().map(text),
        id: feed.id.clone(),
        // An empty feed has the library's default time, in 1970.
        updated: newest.into_iter().max().unwrap_or_else(|| atom::Feed::default().updated),
        authors: vec![person(&feed.author)],
        links: vec![link("self", feed.address(ATOM), "application/atom+xml"), alternate(feed.home.clone())],
        rights: feed.rights.as_deref().map(text),
        entries: items.iter().map(entry).collect::<Result<_, _>>()?,
        lang: Some(feed.lang.to_owned()),
        ..atom::Feed::default()
    };
    let mut bytes = document.write_to(Vec::new()).map_err(library_error)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn entry(Item { entry, html }: &Item) -> Result<atom::Entry, PublishError> {
    let category = |tag: &String| atom::Category { term: allowed(tag), ..atom::Category::default() };
    let in_its_language = |words: &str| atom::Text { lang: Some(entry.lang.clone()), ..text(words) };
    Ok(atom::Entry {
        title: in_its_language(&entry.title),
        id: entry.id.clone(),
        updated: moment(entry.changed())?,
        authors: entry.authors.iter().map(person).collect(),
        categories: entry.tags.iter().map(category).collect(),
        links: vec![alternate(entry.page.clone())],
        published: Some(moment(&entry.published)?),
        summary: entry.summary.as_deref().map(in_its_language),
        content: Some(atom::Content {
            lang: Some(entry.lang.clone()),
            value: Some(allowed(html)),
            content_type: Some("html".to_owned()),
            ..atom::Content::default()
        }),
        ..atom::Entry::default()
    })
}

fn text(words: &str) -> atom::Text {
    atom::Text { value: allowed(words), ..atom::Text::default() }
}

fn person(person: &Person) -> atom::Person {
    atom::Person { name: allowed(&person.name), uri: person.page.clone(), ..atom::Person::default() }
}

fn alternate(address: String) -> atom::Link {
    link("alternate", address, "text/html")
}

fn link(rel: &str, href: String, mime: &str) -> atom::Link {
    atom::Link { href, rel: rel.to_owned(), mime_type: Some(mime.to_owned()), ..atom::Link::default() }
}

fn moment(text: &str) -> Result<atom::FixedDateTime, PublishError> {
    text.parse().map_err(library_error)
}

/// An error of the library. It can occur only if the library changes, since dates are valid and it writes to memory.
fn library_error(error: impl std::fmt::Display) -> PublishError {
    io::Error::other(format!("{ATOM}: {error}")).into()
}
