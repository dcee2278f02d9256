//! The archive: pages of years and months.

use serde_json::json;

use broadsheet::view::month_name;

use super::paper::Paper;

fn paper() -> Paper {
    let paper = Paper::new();
    paper.plain("new", "2013-04-02").plain("late", "2013-03-30T23:30:00-05:00").plain("early", "2013-03-01");
    paper.plain("old", "1912-12-31");
    paper.article("undated", &json!({ "headline": "Undated", "body": ["A."] }));
    paper.article(
        "hidden",
        &json!({ "headline": "Hidden", "published": "2001-01-01", "listed": false, "body": ["A."] }),
    );
    paper
}

#[test]
fn a_year_leads_to_its_months_and_a_month_to_its_articles() {
    let paper = paper();
    paper.publish();
    let year = paper.page("2013/index.html");
    assert_eq!((year.text("h1"), year.text("title")), ("2013".to_owned(), "2013 – The Paper".to_owned()));
    assert_eq!(year.texts(".months li"), ["April 1", "March 2"]);
    assert_eq!(year.attrs(".months a", "href"), ["../2013/04/", "../2013/03/"]);
    let month = paper.page("2013/03/index.html");
    assert_eq!((month.text("h1"), month.text(".kicker")), ("March 2013".to_owned(), "2013".to_owned()));
    assert_eq!(month.texts(".lines a"), ["The story of late", "The story of early"]);
    assert_eq!(month.attrs(".lines a", "href"), ["../../2013/03/late/", "../../2013/03/early/"]);
    assert_eq!(month.texts(".lines time"), ["March 30, 2013", "March 1, 2013"]);
    assert_eq!(month.attrs(".archive a", "href"), ["../../2013/", "../../1912/"]);
    assert_eq!(paper.page("1912/12/index.html").texts(".lines a"), ["The story of old"]);
    assert!(!paper.has("2001/index.html"), "the year of an article that is not listed");
}

#[test]
fn the_pages_of_the_archive_are_in_the_sitemap_and_have_the_head_of_a_page() {
    let paper = paper();
    paper.publish();
    let sitemap = paper.read("sitemap.xml");
    for path in ["2013/", "2013/03/", "1912/12/"] {
        assert!(sitemap.contains(&format!("<loc>https://paper.example/news/{path}</loc>")), "{path}");
        let head = paper.head(&format!("{path}index.html"));
        assert_eq!(head.attr("link[rel=canonical]", "href"), Some(&*format!("https://paper.example/news/{path}")));
    }
    assert!(paper.read("_headers").contains("/2013/*"));
}

#[test]
fn the_front_page_leads_to_the_archive_as_soon_as_there_are_articles_that_it_does_not_show() {
    let paper = paper();
    paper.publish();
    assert!(paper.page("index.html").texts("nav.archive").is_empty());
    for number in 0..48 {
        paper.plain(&format!("n{number}"), "2013-05-01");
    }
    paper.publish();
    for (page, hrefs) in [("index.html", ["./2013/", "./1912/"]), ("page/1/index.html", ["../../2013/", "../../1912/"])]
    {
        assert_eq!(paper.page(page).attrs("nav.archive a", "href"), hrefs, "{page}");
    }
}

#[test]
fn another_article_changes_the_pages_of_its_own_month_and_year_only() {
    let paper = paper();
    paper.publish();
    let before = paper.files();
    paper.plain("another", "2013-03-15");
    let changed = paper.publish().changed;
    let pages = ["2013/index.html", "2013/03/index.html", "2013/03/another/index.html"];
    for page in pages {
        assert!(changed.iter().any(|path| path == page), "{page}");
    }
    for page in ["2013/04/index.html", "1912/index.html", "1912/12/index.html"] {
        assert_eq!(Some(&paper.read(page).into_bytes()), before.get(std::path::Path::new(page)), "{page}");
    }
}

#[test]
fn a_month_has_its_name_in_each_language() {
    for (lang, month, with_year) in [
        ("en", "October", "October 2024"),
        ("en-GB", "October", "October 2024"),
        ("de", "Oktober", "Oktober 2024"),
        ("fr", "octobre", "octobre 2024"),
        ("es", "octubre", "octubre de 2024"),
        ("ar", "أكتوبر", "أكتوبر 2024"),
        ("fi", "lokakuu", "lokakuu 2024"),
        ("ru", "октябрь", "октябрь 2024\u{202F}г."),
        ("pt-BR", "outubro", "outubro de 2024"),
        ("ja", "10月", "2024年10月"),
        ("fa", "اکتبر", "اکتبر ۲۰۲۴"),
        ("th", "ตุลาคม", "ตุลาคม ค.ศ. 2024"),
        ("tlh", "October", "October 2024"),
        ("?", "October", "October 2024"),
    ] {
        assert_eq!(
            (month_name(10, None, lang).as_str(), month_name(10, Some(2024), lang).as_str()),
            (month, with_year),
            "{lang}"
        );
    }
    for year in [1, 999, 1582, 1912, 9999] {
        assert!(month_name(12, Some(year), "en").contains(&year.to_string()), "{year}");
    }
}

#[test]
fn an_overview_leads_to_all_groups_of_its_kind_by_name() {
    let paper = Paper::new();
    for (slug, day, kicker, series) in
        [("a", "01", "seas", "Boats"), ("b", "02", "Öl", "Boats"), ("c", "03", "Seas", "Trains")]
    {
        let article = json!({
            "headline": slug, "kicker": kicker, "tags": ["Salt"], "authors": ["Ines"], "series": series,
            "published": format!("2013-01-{day}"), "body": ["A."],
        });
        paper.article(slug, &article);
    }
    paper.write("authors/tam.json", json!({ "name": "Tam" }).to_string());
    paper.publish();
    for (path, title, items, href) in [
        ("section", "Sections", vec!["Seas 2", "Öl 1"], "../section/seas/"),
        ("topics", "Topics", vec!["Salt 3"], "../topics/salt/"),
        ("authors", "Authors", vec!["Ines 3", "Tam 0"], "../authors/ines/"),
        ("series", "Series", vec!["Boats 2", "Trains 1"], "../series/boats/"),
    ] {
        let page = paper.page(&format!("{path}/index.html"));
        assert_eq!(
            (page.text("h1").as_str(), page.texts(".months li")),
            (title, items.into_iter().map(str::to_owned).collect())
        );
        assert_eq!(page.attrs(".months a", "href")[0], href);
        assert!(
            paper.read("sitemap.xml").contains(&format!("<loc>https://paper.example/news/{path}/</loc>")),
            "{path}"
        );
    }
    let plain = Paper::new();
    plain.plain("only", "2013-01-01").publish();
    assert!(!plain.has("section/index.html") && !plain.has("series/index.html"));
}
