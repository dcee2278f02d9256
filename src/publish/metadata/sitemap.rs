//! Sitemaps for search engines (<https://www.sitemaps.org/protocol.html>), with news entries
//! (<https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap>).

use std::io;

use language_tags::LanguageTag;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::page_path::PagePath;
use crate::publish::addresses::absolute::Absolute;
use crate::publish::outputs::{Input, Kind, Make};
use crate::publish::publication::{ArticleEntry, Publication};
use crate::publish::xml::allowed;

/// The file name of the sitemap, or of the sitemap index.
pub const NAME: &str = "sitemap.xml";

/// The maximum number of addresses in a sitemap.
const MAX_ADDRESSES: usize = 50_000;

/// The maximum number of news entries in a sitemap.
const MAX_NEWS: usize = 1_000;

/// How long an article is news, in seconds.
const NEWS_AGE: i64 = 48 * 3600;

/// How far in the future the date of a news article may be, in seconds. A date without a time counts from midnight UTC,
/// and east of Greenwich the day begins earlier.
const MAX_AHEAD: i64 = 24 * 3600;

const SITEMAPS: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
const GOOGLE_NEWS: (&str, &str) = ("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9");

type Xml = Writer<Vec<u8>>;

/// The sitemaps, if the site has a `url`.
pub const FILES: Kind = Kind {
    name: "sitemaps",
    depends_on: &[Input::Listing, Input::Pages, Input::Site, Input::Time],
    make: Make::OfSite(|context, sink| {
        let files = files(context.publication, &context.list_paths(), context.now)?;
        files.iter().try_for_each(|(name, bytes)| sink.write(name, bytes))
    }),
};

/// The sitemap files and their contents, by name: one sitemap, or several with a sitemap index. Empty if the site has
/// no `url`. `now` is in seconds since 1970.
pub fn files(publication: &Publication, lists: &[PagePath], now: i64) -> io::Result<Vec<(String, Vec<u8>)>> {
    let absolute = Absolute::of(publication);
    let lists = lists.iter().filter_map(|path| Some(Page { address: absolute.to_path(path)?, entry: None }));
    let indexed = publication.listed().filter(|entry| !entry.head.publishing.noindex);
    let articles = indexed.filter_map(|entry| {
        let address = absolute.to_path(&entry.path)?;
        // An article with a canonical address elsewhere is left to the sitemap of that site.
        (absolute.canonical(entry).as_ref() == Some(&address)).then_some(Page { address, entry: Some(entry) })
    });
    let site_pages = publication.site_pages.iter().filter(|page| page.is_listed() && !page.head.publishing.noindex);
    let site_pages = site_pages.filter_map(|page| Some(Page { address: absolute.to_path(&page.path)?, entry: None }));
    let pages: Vec<Page> = lists.chain(site_pages).chain(articles).collect();
    let news = News { publication, now };
    match pages.len() {
        0 => Ok(Vec::new()),
        1..=MAX_ADDRESSES => Ok(vec![(NAME.to_owned(), urlset(&pages, &news)?)]),
        _ => {
            let names: Vec<_> =
                (1..=pages.len().div_ceil(MAX_ADDRESSES)).map(|number| format!("sitemap-{number}.xml")).collect();
            let index = index(names.iter().filter_map(|name| absolute.to_path(&PagePath::file(name))))?;
            let files = names
                .into_iter()
                .zip(pages.chunks(MAX_ADDRESSES))
                .map(|(name, pages)| Ok((name, urlset(pages, &news)?)));
            [Ok((NAME.to_owned(), index))].into_iter().chain(files).collect()
        }
    }
}

struct Page<'a> {
    address: String,
    entry: Option<&'a ArticleEntry>,
}

/// Writes the news entries.
struct News<'a> {
    publication: &'a Publication,
    now: i64,
}

fn urlset(pages: &[Page], news: &News) -> io::Result<Vec<u8>> {
    document("urlset", &[SITEMAPS, GOOGLE_NEWS], |xml| {
        let mut news_left = MAX_NEWS;
        for page in pages {
            xml.create_element("url").write_inner_content(|xml| {
                text(xml, "loc", &page.address)?;
                let Some(entry) = page.entry else { return Ok(()) };
                if let Some(date) = entry.changed() {
                    text(xml, "lastmod", &date.datetime())?;
                }
                if news_left > 0 && news.write(xml, entry)? {
                    news_left -= 1;
                }
                Ok(())
            })?;
        }
        Ok(())
    })
}

fn index(addresses: impl Iterator<Item = String>) -> io::Result<Vec<u8>> {
    document("sitemapindex", &[SITEMAPS], |xml| {
        for address in addresses {
            xml.create_element("sitemap").write_inner_content(|xml| text(xml, "loc", &address))?;
        }
        Ok(())
    })
}

impl News<'_> {
    /// Writes the news entry of an article if it is news, and returns whether it is.
    fn write(&self, xml: &mut Xml, entry: &ArticleEntry) -> io::Result<bool> {
        let date = entry.head.published.as_ref();
        let is_new = |moment: i64| (-MAX_AHEAD..=NEWS_AGE).contains(&(self.now - moment));
        let date = date.filter(|date| !entry.is_paid() && is_new(date.moment()));
        let (Some(date), Some(name)) = (date, self.publication.name()) else {
            return Ok(false);
        };
        xml.create_element("news:news").write_inner_content(|xml| {
            xml.create_element("news:publication").write_inner_content(|xml| {
                text(xml, "news:name", &name)?;
                text(xml, "news:language", &language(entry.lang(&self.publication.site)))
            })?;
            text(xml, "news:publication_date", &date.datetime())?;
            text(xml, "news:title", &entry.headline())
        })?;
        Ok(true)
    }
}

/// The language as Google names it: without script and country, except for Chinese, where a country names the script.
fn language(lang: &str) -> String {
    let tag = LanguageTag::parse(lang).ok();
    let language = tag.as_ref().map_or(lang, LanguageTag::primary_language).to_lowercase();
    let is_traditional = || match tag.as_ref().map(|tag| (tag.script(), tag.region())) {
        Some((Some(script), _)) => script.eq_ignore_ascii_case("Hant"),
        Some((None, Some(region))) => ["TW", "HK", "MO"].iter().any(|known| region.eq_ignore_ascii_case(known)),
        _ => false,
    };
    match language.as_str() {
        "zh" if is_traditional() => "zh-tw".to_owned(),
        "zh" => "zh-cn".to_owned(),
        _ => language,
    }
}

fn document(
    root: &str,
    namespaces: &[(&str, &str)],
    content: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element(root).with_attributes(namespaces.iter().copied()).write_inner_content(content)?;
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn text(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(&allowed(text)))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::address::Base;
    use crate::publish::progress::Silent;
    use crate::publish::publication::Reading;
    use crate::site::Site;
    use crate::source::SiteFolder;

    #[test]
    fn what_is_too_long_for_one_file_is_in_several() {
        let json = br#"{ "url": "https://news.example/" }"#;
        let (site, _) = Site::from_json(json, &Base::new("https://news.example/content/site.json")).unwrap();
        let address = Some("https://news.example/".to_owned());
        let mut publication = Publication::default();
        (publication.site, publication.address) = (site, address);
        let lists: Vec<_> = (1..=MAX_ADDRESSES + 1).map(PagePath::front).collect();
        let files = files(&publication, &lists, 0).unwrap();
        let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]);
        let count = |file: usize| String::from_utf8_lossy(&files[file].1).matches("<loc>").count();
        assert_eq!((count(0), count(1), count(2)), (2, MAX_ADDRESSES, 1));
        expect![[r#"
            <?xml version="1.0" encoding="UTF-8"?>
            <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
             <sitemap>
              <loc>https://news.example/sitemap-1.xml</loc>
             </sitemap>
             <sitemap>
              <loc>https://news.example/sitemap-2.xml</loc>
             </sitemap>
            </sitemapindex>
        "#]]
        .assert_eq(&String::from_utf8_lossy(&files[0].1));
    }

    #[test]
    fn of_many_new_articles_a_thousand_are_news() {
        let root = std::env::temp_dir().join(format!("broadsheet-news-{}", std::process::id()));
        std::fs::create_dir_all(root.join("articles")).unwrap();
        let site = r#"{ "title": "News", "url": "https://news.example/" }"#;
        std::fs::write(root.join("site.json"), site).unwrap();
        for number in 0..=MAX_NEWS {
            let file = root.join(format!("articles/{number}.json"));
            std::fs::write(file, r#"{ "headline": "H", "published": "1970-01-01", "body": ["A."] }"#).unwrap();
        }
        let reading = Reading { site: &SiteFolder::at(&root), now: None, drafts: false, last: &|_| None };
        let publication = Publication::read(&reading, &Silent).map(|(publication, _)| publication);
        std::fs::remove_dir_all(&root).unwrap();
        let files = files(&publication.unwrap(), &[], 0).unwrap();
        let sitemap = String::from_utf8_lossy(&files[0].1);
        let counts = ["<loc>", "<news:news>"].map(|tag| sitemap.matches(tag).count());
        assert_eq!(counts, [MAX_NEWS + 1, MAX_NEWS]);
    }

    #[test]
    fn languages_are_named_as_google_names_them() {
        for (lang, expected) in [
            ("en-GB", "en"),
            ("zh", "zh-cn"),
            ("zh-Hant", "zh-tw"),
            ("zh-HK", "zh-tw"),
            ("zh-tw", "zh-tw"),
            ("zh-MO", "zh-tw"),
            ("zh-SG", "zh-cn"),
            ("zh-Hans-SG", "zh-cn"),
            ("FR", "fr"),
        ] {
            assert_eq!(language(lang), expected, "{lang}");
        }
    }
}
