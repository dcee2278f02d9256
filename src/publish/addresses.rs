//! The addresses of pages and files, as other pages link to them.

pub mod absolute;

use std::collections::BTreeMap;

use crate::address::Target;
use crate::page_path::PagePath;
use crate::route::slug_of;
use crate::source::address::folder_of;
use crate::spelling::spelling_key;

/// The paths of all article pages, by slug.
#[derive(Default)]
pub struct Pages {
    by_slug: BTreeMap<String, PagePath>,
    /// The slugs, by their folded form, which all spellings share.
    by_fold: BTreeMap<String, String>,
}

impl Pages {
    /// Adds the page of an article.
    pub fn insert(&mut self, slug: String, path: PagePath) {
        self.by_fold.entry(spelling_key(&slug)).or_insert_with(|| slug.clone());
        self.by_slug.insert(slug, path);
    }

    /// Finds the page of an article by its name. If no article has exactly this name, another spelling of it is enough:
    /// macOS, for example, writes an accent in a file name as a separate character.
    pub fn get(&self, slug: &str) -> Option<&PagePath> {
        self.by_slug.get(slug).or_else(|| self.by_slug.get(self.by_fold.get(&spelling_key(slug))?))
    }

    /// Finds the page of the article with exactly this name.
    pub fn get_exactly(&self, slug: &str) -> Option<&PagePath> {
        self.by_slug.get(slug)
    }

    /// All paths.
    pub fn paths(&self) -> impl Iterator<Item = &PagePath> {
        self.by_slug.values()
    }
}

impl Extend<(String, PagePath)> for Pages {
    fn extend<T: IntoIterator<Item = (String, PagePath)>>(&mut self, pages: T) {
        pages.into_iter().for_each(|(slug, path)| self.insert(slug, path));
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

/// Turns targets into addresses: relative ones, so that pages work wherever the output folder is put, or absolute ones.
pub struct Addresses<'a> {
    pages: &'a Pages,
    root: String,
    /// The path in the `url` of the site, such as `/news/`, if the site has one.
    folder: Option<String>,
}

impl<'a> Addresses<'a> {
    /// Addresses relative to a page. `folder` is the path in the `url` of the site.
    pub fn from(path: &PagePath, folder: Option<String>, pages: &'a Pages) -> Self {
        Self { pages, root: path.to_root(), folder }
    }

    /// Addresses that begin with `root`, which is the `url` of the site or the path in it, and ends in `/`. With a
    /// path, they work anywhere on the same server.
    pub fn absolute(root: &str, pages: &'a Pages) -> Self {
        Self { pages, root: root.to_owned(), folder: folder_of(root) }
    }

    /// The address of a target. The address of an article is that of its page.
    pub fn to(&self, target: &Target) -> String {
        if let Some(inside) = self.folder.as_ref().and_then(|folder| target.within(folder)) {
            return self.to(&inside);
        }
        if let Target::Article { name, part } = target
            && let Some(path) = slug_of(name).and_then(|slug| self.pages.get(&slug))
        {
            return self.to_path(path) + part;
        }
        target.seen_from(&self.root)
    }

    /// The address of a page or file of the publication.
    pub fn to_path(&self, path: &PagePath) -> String {
        format!("{}{}", self.root, path.address())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;
    use url::Url;

    use crate::address::Base;
    use crate::article::Day;

    const DAY: Day = Day { year: 2013, month: 3, day: 27 };

    fn pages() -> Pages {
        let articles = [("six pips", Some(DAY)), ("undated", None)];
        articles.into_iter().map(|(slug, day)| (slug.to_owned(), PagePath::article(slug, day))).collect()
    }

    /// The target of an address in an article.
    fn target(raw: &str) -> Target {
        Base::article_in_site("undated").link(raw).unwrap().as_ref().clone()
    }

    #[test]
    fn an_article_leads_to_its_page_from_every_depth() {
        let pages = pages();
        for (path, way) in [
            (PagePath::front(0), "./2013/03/six%20pips/"),
            (PagePath::front(2), "../../2013/03/six%20pips/"),
            (PagePath::article("undated", None), "../../2013/03/six%20pips/"),
            (PagePath::file("404.html"), "./2013/03/six%20pips/"),
        ] {
            assert_eq!(Addresses::from(&path, None, &pages).to(&target("#/six%20pips")), way, "{path:?}");
        }
        let absolute = Addresses::absolute("https://example.org/news/", &pages);
        assert_eq!(absolute.to(&target("undated.json")), "https://example.org/news/undated/undated/");
    }

    #[test]
    fn what_is_no_article_stays_an_address() {
        let pages = pages();
        let here = Addresses::from(&PagePath::section("harbours", 0), None, &pages);
        assert_eq!(here.to(&target("../images/a.jpg")), "../../content/images/a.jpg");
        assert_eq!(here.to(&target("#/nobody")), "../../#/nobody");
        assert_eq!(here.to(&target("https://example.org/#/undated")), "https://example.org/#/undated");
        assert_eq!(here.to(&target("mailto:a@example.org")), "mailto:a@example.org");
    }

    #[test]
    fn what_lies_beside_the_publication_is_found_from_everywhere() {
        let pages = pages();
        let path = PagePath::article("undated", None);
        let somewhere = Addresses::from(&path, None, &pages);
        let in_news = Addresses::from(&path, Some("/news/".to_owned()), &pages);
        let at_root = Addresses::from(&path, Some("/".to_owned()), &pages);
        let absolute = Addresses::absolute("https://example.org/news/", &pages);
        let front = Addresses::from(&PagePath::front(0), None, &pages);
        for (raw, ways) in [
            (
                "/about/?a#b",
                ["/about/?a#b", "/about/?a#b", "../../about/?a#b", "https://example.org/about/?a#b", "/about/?a#b"],
            ),
            (
                "../../../a.html",
                ["../../../a.html", "../../../a.html", "../../a.html", "https://example.org/a.html", "../a.html"],
            ),
            ("../../../../..", ["../../../../../", "../../../../../", "../../", "https://example.org/", "../../../"]),
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
            let found = [&somewhere, &in_news, &at_root, &absolute, &front].map(|addresses| addresses.to(&target(raw)));
            assert_eq!(found, ways, "{raw}");
        }
        // Regression: the second was an address of the article's file.
        for raw in ["/news/content/articles/six%20pips.json", "../../../news/content/articles/six%20pips.json"] {
            assert_eq!(in_news.to(&target(raw)), "../../2013/03/six%20pips/", "{raw}");
        }
    }

    /// Parts of addresses, and what parsers often get wrong. No letter has a colon or a bar right after it, since the
    /// `url` crate would take that for the letter of a disk.
    const PIECES: &str = r#"../ .. ./ . ... / \ // /// content/ images/ bell.json undated.json a.jpg # #/ ? ?a=b & = %20 %2e
        %2E%2e %2F https: https:/ https:a/ HTTPS: http: mailto: xy: : https://example.com //example.com:81/ab @ | ^ ` { } " ' <
        > , ä 鐘"#;

    fn address() -> impl Strategy<Value = String> {
        let pieces: Vec<_> = PIECES.split_ascii_whitespace().chain([" ", "\t", "\0"]).collect();
        let of_pieces = vec(select(pieces), 0..9).prop_map(|pieces| pieces.concat());
        // `%` is left out: the filter encodes it if it begins no escape, and the `url` crate does not.
        prop_oneof![4 => of_pieces, 1 => any::<String>().prop_map(|text| text.replace('%', ""))]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

        /// The test covers all pages of a publication, in any folder of its server. The publication may or may not know
        /// that folder.
        #[test]
        fn a_target_is_where_its_address_leads_by_hand(
            raw in address(),
            folder in select(&["/", "/news/", "/a/b%20c/", "/1/2/3/4/5/6/7/8/9/10/"][..]),
        ) {
            let root = format!("https://example.org{folder}");
            let by_hand = Url::parse(&format!("{root}content/articles/undated.json")).unwrap().join(&raw).ok();
            let by_hand = by_hand.filter(|url| matches!(url.scheme(), "http" | "https"));
            let source = Base::article_in_site("undated").source(&raw);
            prop_assert_eq!(source.is_some(), by_hand.is_some(), "{:?}", by_hand);
            // `#/name` is left out: it leads to the page of an article, and resolved by hand to the app.
            let by_hand = by_hand.filter(|url| !url.fragment().is_some_and(|fragment| fragment.starts_with('/')));
            if let (Some(source), Some(by_hand)) = (source, by_hand) {
                let pages = Pages::default();
                let absolute = Addresses::absolute(&root, &pages).to(source.as_ref());
                prop_assert_eq!(&absolute, by_hand.as_str(), "{:?}", source);
                let articles = [None, Some(DAY)].map(|day| PagePath::article("a b", day));
                for place in [PagePath::front(0), PagePath::front(2)].into_iter().chain(articles) {
                    let page = Url::parse(&format!("{root}{}", place.address())).unwrap();
                    for known in [None, Some(folder.to_owned())] {
                        let way = Addresses::from(&place, known, &pages).to(source.as_ref());
                        let joined = page.join(&way).ok();
                        prop_assert_eq!(joined.as_ref(), Some(&by_hand), "{} from {:?}, {:?}", way, place, source);
                    }
                }
            }
        }
    }
}
