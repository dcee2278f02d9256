//! How one page leads to another.

pub mod absolute;

use std::collections::BTreeMap;

use url::Url;

use crate::address::Base;
use crate::fold::fold;
use crate::page_path::PagePath;
use crate::route::Route;

/// The publication's address while its pages are made. Each page then gets its own way there: see [`Addresses`]. It is
/// this deep so that an address that climbs out of it still tells how far it climbed.
pub const HERE: &str = "https://broadsheet.invalid/.../.../.../.../.../.../.../.../";

/// The server of [`HERE`].
const SERVER: &str = "https://broadsheet.invalid";

/// One folder of [`HERE`], of a name that no address in a story has.
const FOLDER: &str = "/...";

/// Whether an address was relative, and so leads to the server that the publication will lie on.
pub fn is_relative(address: &str) -> bool {
    on_server(address).is_some()
}

/// What stands in an address after the publication's own, whose path on its server is `folder`, if that is known.
pub fn below<'a>(address: &'a str, folder: Option<&str>) -> Option<&'a str> {
    let by_path = || on_server(address).filter(|path| !path.starts_with(FOLDER))?.strip_prefix(folder?);
    address.strip_prefix(HERE).or_else(by_path)
}

/// The path on that server, which begins with a slash.
fn on_server(address: &str) -> Option<&str> {
    address.strip_prefix(SERVER).filter(|path| path.starts_with('/'))
}

/// The pages of the stories.
#[derive(Default)]
pub struct Pages {
    by_slug: BTreeMap<String, PagePath>,
    /// The slugs, by what all spellings of one have in common.
    by_fold: BTreeMap<String, String>,
}

impl Pages {
    /// Adds the page of a story.
    pub fn insert(&mut self, slug: String, place: PagePath) {
        self.by_fold.entry(fold(&slug)).or_insert_with(|| slug.clone());
        self.by_slug.insert(slug, place);
    }

    /// The page of the story of this name. A name that only looks the same will do where no story has this very one: an
    /// accent may be a character of its own, as in the names that macOS gives to files.
    pub fn get(&self, slug: &str) -> Option<&PagePath> {
        self.by_slug.get(slug).or_else(|| self.by_slug.get(self.by_fold.get(&fold(slug))?))
    }

    /// All of them.
    pub fn places(&self) -> impl Iterator<Item = &PagePath> {
        self.by_slug.values()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_slug.len()
    }
}

impl Extend<(String, PagePath)> for Pages {
    fn extend<T: IntoIterator<Item = (String, PagePath)>>(&mut self, pages: T) {
        pages.into_iter().for_each(|(slug, place)| self.insert(slug, place));
    }
}

impl IntoIterator for Pages {
    type Item = (String, PagePath);
    type IntoIter = std::collections::btree_map::IntoIter<String, PagePath>;

    fn into_iter(self) -> Self::IntoIter {
        self.by_slug.into_iter()
    }
}

impl FromIterator<(String, PagePath)> for Pages {
    fn from_iter<T: IntoIterator<Item = (String, PagePath)>>(pages: T) -> Self {
        let mut all = Self::default();
        all.extend(pages);
        all
    }
}

/// Turns the addresses of the publication into what leads there: relative, so that a page works wherever the whole is
/// put, or absolute.
pub struct Addresses<'a> {
    pages: &'a Pages,
    root: String,
    /// The path of the publication's own address, if that is known.
    folder: Option<String>,
}

impl<'a> Addresses<'a> {
    /// From one page to the others. `folder` is the path on its server that the publication says it has.
    pub fn from(place: &PagePath, folder: Option<String>, pages: &'a Pages) -> Self {
        Self { pages, root: place.way_home(), folder }
    }

    /// From anywhere, or if `root` is a path, from anywhere on its server. `root` is the publication's own address, and
    /// ends in `/`.
    pub fn absolute(root: &str, pages: &'a Pages) -> Self {
        Self { pages, root: root.to_owned(), folder: path_of(root) }
    }

    /// The way to an address. What was absolute stays as it is; each of the addresses that a story has leads to its
    /// page.
    pub fn to(&self, address: &str) -> String {
        let Some(path) = on_server(address) else {
            return address.to_owned();
        };
        if let Some(rest) = address.strip_prefix(HERE) {
            return self.within(rest);
        }
        match below(address, self.folder.as_deref()) {
            Some(rest) => {
                let inside = format!("{HERE}{rest}");
                // Where it was written as a path on the server, the file of a story does not lead to its page yet.
                let link = Base::story(HERE, "").link(&inside);
                self.to(&link.map_or(inside, |link| link.href()))
            }
            None => self.beyond(path),
        }
    }

    /// The way to what is the publication's own.
    fn within(&self, rest: &str) -> String {
        let story = match (rest.strip_prefix("#/"), Route::parse(rest)) {
            (Some(name), Route::Story(slug)) => self.pages.get(&slug).map(|place| (place, name.split_once('#'))),
            _ => None,
        };
        match story {
            Some((place, Some((_, part)))) => format!("{}#{part}", self.to_place(place)),
            Some((place, None)) => self.to_place(place),
            None => format!("{}{rest}", self.root),
        }
    }

    /// The way to what lies beside the publication on its server: from the server's root, or by as many steps up as the
    /// address took out of the publication.
    fn beyond(&self, path: &str) -> String {
        let depth = HERE.matches(FOLDER).count();
        let left = path.split('/').skip(1).take_while(|name| FOLDER.ends_with(name) && !name.is_empty()).count();
        let way = match path.get(left * FOLDER.len() + 1..) {
            Some(rest) if left > 0 => "../".repeat(depth - left) + rest,
            // Two slashes would begin the name of a server.
            _ if path.starts_with("//") => format!("/.{path}"),
            _ => path.to_owned(),
        };
        match Url::parse(&self.root) {
            Ok(root) => root.join(&way).map_or(way, String::from),
            Err(_) if way.starts_with('/') => way,
            Err(_) => self.root.trim_start_matches("./").to_owned() + &way,
        }
    }

    /// The way to a place.
    pub fn to_place(&self, place: &PagePath) -> String {
        format!("{}{}", self.root, place.address())
    }
}

/// The path of an absolute address.
pub fn path_of(url: &str) -> Option<String> {
    Url::parse(url).ok().map(|url| url.path().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Day;

    fn pages() -> Pages {
        let day = Day { year: 2013, month: 3, day: 27 };
        let stories = [("six pips", Some(day)), ("undated", None)];
        stories.into_iter().map(|(slug, day)| (slug.to_owned(), PagePath::article(slug, day))).collect()
    }

    #[test]
    fn a_story_leads_to_its_page_from_every_depth() {
        let pages = pages();
        for (place, way) in [
            (PagePath::front(1), "./2013/03/six%20pips/"),
            (PagePath::front(2), "../../2013/03/six%20pips/"),
            (PagePath::article("undated", None), "../../2013/03/six%20pips/"),
            (PagePath::file("404.html"), "./2013/03/six%20pips/"),
        ] {
            assert_eq!(Addresses::from(&place, None, &pages).to(&format!("{HERE}#/six%20pips")), way, "{place:?}");
        }
        let absolute = Addresses::absolute("https://example.org/news/", &pages);
        assert_eq!(absolute.to(&format!("{HERE}#/undated")), "https://example.org/news/undated/undated/");
    }

    #[test]
    fn what_is_no_story_stays_an_address() {
        let pages = pages();
        let here = Addresses::from(&PagePath::section("harbours", 1), None, &pages);
        assert_eq!(here.to(&format!("{HERE}content/images/a.jpg")), "../../content/images/a.jpg");
        assert_eq!(here.to(&format!("{HERE}#/nobody")), "../../#/nobody");
        assert_eq!(here.to("https://example.org/#/undated"), "https://example.org/#/undated");
        assert_eq!(here.to("mailto:a@example.org"), "mailto:a@example.org");
    }

    #[test]
    fn what_lies_beside_the_publication_is_found_from_everywhere() {
        let pages = pages();
        let story = Base::story(HERE, "undated");
        let address = |raw: &str| story.link(raw).unwrap().href();
        let place = PagePath::article("undated", None);
        let somewhere = Addresses::from(&place, None, &pages);
        let in_news = Addresses::from(&place, Some("/news/".to_owned()), &pages);
        let at_root = Addresses::from(&place, Some("/".to_owned()), &pages);
        let absolute = Addresses::absolute("https://example.org/news/", &pages);
        let front = Addresses::from(&PagePath::front(1), None, &pages);
        for (raw, ways) in [
            (
                "/about/?a#b",
                ["/about/?a#b", "/about/?a#b", "../../about/?a#b", "https://example.org/about/?a#b", "/about/?a#b"],
            ),
            (
                "../../../a.html",
                ["../../../a.html", "../../../a.html", "../../../a.html", "https://example.org/a.html", "../a.html"],
            ),
            (
                "../../../../..",
                ["../../../../../", "../../../../../", "../../../../../", "https://example.org/", "../../../"],
            ),
            (
                "/news/a.jpg",
                ["/news/a.jpg", "../../a.jpg", "../../news/a.jpg", "https://example.org/news/a.jpg", "/news/a.jpg"],
            ),
            (
                "/.//example.com/",
                [
                    "/.//example.com/",
                    "/.//example.com/",
                    "../..//example.com/",
                    "https://example.org//example.com/",
                    "/.//example.com/",
                ],
            ),
        ] {
            let found =
                [&somewhere, &in_news, &at_root, &absolute, &front].map(|addresses| addresses.to(&address(raw)));
            assert_eq!(found, ways, "{raw}");
        }
        assert_eq!(in_news.to(&address("/news/content/articles/six%20pips.json")), "../../2013/03/six%20pips/");
    }
}
