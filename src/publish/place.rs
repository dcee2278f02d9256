//! Where each page lies, and how one page leads to another.

use std::collections::BTreeMap;

use crate::article::Date;
use crate::article::link::encode;
use crate::page::route::Route;

/// The publication's address while its pages are made. Each page then gets its own way there: see [`Addresses`].
pub const HERE: &str = "https://broadsheet.invalid/";

/// Where something lies in the folder that is published: a path without a slash at its beginning. That of a page is a
/// folder, and ends in one; that of the front page is empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(String);

impl Place {
    /// The front page, or one that goes on from it. Pages are counted from 1.
    pub fn front(page: usize) -> Self {
        Self(going_on(page))
    }

    /// The stories of one section.
    pub fn section(slug: &str, page: usize) -> Self {
        Self(format!("section/{slug}/{}", going_on(page)))
    }

    /// The page of a story. It stays the same as long as the story's date does.
    pub fn story(slug: &str, published: Option<&Date>) -> Self {
        Self(match published {
            Some(date) => format!("{:04}/{:02}/{slug}/", date.year, date.month),
            None => format!("undated/{slug}/"),
        })
    }

    /// The page of a story that other sites frame.
    pub fn frame(slug: &str) -> Self {
        Self(format!("embed/{slug}/"))
    }

    /// The story itself, as its publisher wrote it.
    pub fn data(slug: &str) -> Self {
        Self(format!("content/articles/{slug}.json"))
    }

    /// What is said of a story to a site that wants to embed it.
    pub fn oembed(slug: &str) -> Self {
        Self(format!("oembed/{slug}.json"))
    }

    /// Whether a path is one of those that a story has, whatever its date was.
    pub fn is_of_story(path: &str, slug: &str) -> bool {
        let dated =
            |path: &str| matches!(path.split('/').collect::<Vec<_>>()[..], [_, _, name, "index.html"] if name == slug);
        let made = [Self::story(slug, None), Self::frame(slug), Self::oembed(slug)];
        made.iter().any(|place| place.path() == path) || (path.starts_with(|c: char| c.is_ascii_digit()) && dated(path))
    }

    /// A file by its name.
    pub fn file(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The file in which it is kept.
    pub fn path(&self) -> String {
        if self.0.is_empty() || self.0.ends_with('/') { format!("{}index.html", self.0) } else { self.0.clone() }
    }

    /// Its address below the publication's.
    pub fn address(&self) -> String {
        self.0.split('/').map(encode).collect::<Vec<_>>().join("/")
    }

    /// The address of the publication, from here.
    fn way_home(&self) -> String {
        match self.0.matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }
}

fn going_on(page: usize) -> String {
    if page > 1 { format!("page/{page}/") } else { String::new() }
}

/// The pages of the stories, by slug.
pub type Pages = BTreeMap<String, Place>;

/// Turns the addresses of the publication into what leads there: relative, so that a page works wherever the whole is
/// put, or absolute.
pub struct Addresses<'a> {
    pages: &'a Pages,
    root: String,
}

impl<'a> Addresses<'a> {
    /// From one page to the others.
    pub fn from(place: &Place, pages: &'a Pages) -> Self {
        Self { pages, root: place.way_home() }
    }

    /// From anywhere. `root` is the publication's own address, and ends in `/`.
    pub fn absolute(root: &str, pages: &'a Pages) -> Self {
        Self { pages, root: root.to_owned() }
    }

    /// The way to an address. What is not the publication's own stays as it is; a story leads to its page, by whichever
    /// of its addresses it was called.
    pub fn to(&self, address: &str) -> String {
        let Some(rest) = address.strip_prefix(HERE) else {
            return address.to_owned();
        };
        let page = match (rest.starts_with("#/"), Route::parse(rest)) {
            (true, Route::Story(slug)) => self.pages.get(&slug),
            _ => None,
        };
        match page {
            Some(place) => self.to_place(place),
            None => format!("{}{rest}", self.root),
        }
    }

    /// The way to a place.
    pub fn to_place(&self, place: &Place) -> String {
        format!("{}{}", self.root, place.address())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages() -> Pages {
        let date = Date::parse("2013-03-27").unwrap();
        [("six pips", Some(&date)), ("undated", None)]
            .map(|(slug, date)| (slug.to_owned(), Place::story(slug, date)))
            .into()
    }

    #[test]
    fn a_story_leads_to_its_page_from_every_depth() {
        let pages = pages();
        for (place, way) in [
            (Place::front(1), "./2013/03/six%20pips/"),
            (Place::front(2), "../../2013/03/six%20pips/"),
            (Place::story("undated", None), "../../2013/03/six%20pips/"),
            (Place::file("404.html"), "./2013/03/six%20pips/"),
        ] {
            assert_eq!(Addresses::from(&place, &pages).to(&format!("{HERE}#/six%20pips")), way, "{place:?}");
        }
        let absolute = Addresses::absolute("https://example.org/news/", &pages);
        assert_eq!(absolute.to(&format!("{HERE}#/undated")), "https://example.org/news/undated/undated/");
    }

    #[test]
    fn what_is_no_story_stays_an_address() {
        let pages = pages();
        let here = Addresses::from(&Place::section("harbours", 1), &pages);
        assert_eq!(here.to(&format!("{HERE}content/images/a.jpg")), "../../content/images/a.jpg");
        assert_eq!(here.to(&format!("{HERE}#/nobody")), "../../#/nobody");
        assert_eq!(here.to("https://example.org/#/undated"), "https://example.org/#/undated");
        assert_eq!(here.to("mailto:a@example.org"), "mailto:a@example.org");
    }
}
