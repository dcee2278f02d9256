//! Feeds: the same articles in JSON, in Atom and in RSS.

use atom_syndication::Feed;
use expect_test::expect;
use serde_json::{Value, json};

use super::paper::Paper;
use crate::views::dom::Dom;

const PAGE: &str = "https://news.example/a/b/2024/02/all/";

/// Parses it as a feed reader does, and fails if it isn't XML.
fn atom(paper: &Paper) -> Feed {
    let text = paper.read("feed.xml");
    let mut reader = quick_xml::Reader::from_str(&text);
    while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
    Feed::read_from(text.as_bytes()).unwrap()
}

/// Parses it as a feed reader does, and fails if it isn't XML.
fn rss(paper: &Paper, path: &str) -> rss::Channel {
    let text = paper.read(path);
    let mut reader = quick_xml::Reader::from_str(&text);
    while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
    rss::Channel::read_from(text.as_bytes()).unwrap()
}

fn bare(headline: &str, published: &str) -> Value {
    json!({ "headline": headline, "body": ["Words."], "published": published })
}

#[test]
fn all_feeds_have_the_same_articles() {
    let paper = Paper::somewhere();
    paper.everything(|_| {}).publish();
    let (mut json, mut atom, mut rss) = (paper.json("feed.json"), atom(&paper), rss(&paper, "rss.xml"));
    // All have the same text, which is too long for this test.
    let html = json["items"][0]["content_html"].take();
    let content = atom.entries[0].content.as_mut().and_then(|content| content.value.replace("…".to_owned()));
    assert_eq!(content.as_deref(), html.as_str());
    assert_eq!(rss.items[0].content.replace("…".to_owned()).as_deref(), html.as_str());
    // The day of the change begins at midnight in UTC.
    expect![[r#"
        {
          "version": "https://jsonfeed.org/version/1.1",
          "title": "The Daily & Co.",
          "home_page_url": "https://news.example/a/b/",
          "feed_url": "https://news.example/a/b/feed.json",
          "language": "en",
          "authors": [
            {
              "name": "The Press",
              "url": "https://press.example/"
            }
          ],
          "items": [
            {
              "id": "urn:uuid:5de7ad0f-64ce-55d1-a3d2-fd6ed2931de6",
              "url": "https://news.example/a/b/2024/02/all/",
              "title": "A headline with stress",
              "summary": "One sentence that says why it matters.",
              "content_html": null,
              "image": "https://news.example/a/b/content/images/lead.jpg",
              "date_published": "2024-02-06T09:30:00+09:00",
              "date_modified": "2024-02-07T00:00:00Z",
              "authors": [
                {
                  "name": "A. Writer",
                  "url": "https://news.example/a/b/authors/a-writer/"
                },
                {
                  "name": "B. Writer",
                  "url": "https://example.org/b"
                }
              ],
              "tags": [
                "Science",
                "Time",
                "Radio"
              ],
              "language": "en"
            }
          ]
        }
    "#]]
    .assert_eq(&format!("{json:#}\n"));
    expect![[r#"
        <?xml version="1.0"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
        <title>The Daily &amp; Co.</title>
        <id>urn:uuid:6c084ce4-d371-5d38-a72d-406c4fc25460</id>
        <updated>2024-02-07T00:00:00+00:00</updated>
        <author>
        <name>The Press</name>
        <uri>https://press.example/</uri>
        </author>
        <link href="https://news.example/a/b/feed.xml" rel="self" type="application/atom+xml"/>
        <link href="https://news.example/a/b/" rel="alternate" type="text/html"/>
        <rights>All of it.</rights>
        <entry>
        <title xml:lang="en">A headline with stress</title>
        <id>urn:uuid:5de7ad0f-64ce-55d1-a3d2-fd6ed2931de6</id>
        <updated>2024-02-07T00:00:00+00:00</updated>
        <author>
        <name>A. Writer</name>
        <uri>https://news.example/a/b/authors/a-writer/</uri>
        </author>
        <author>
        <name>B. Writer</name>
        <uri>https://example.org/b</uri>
        </author>
        <category term="Science"/>
        <category term="Time"/>
        <category term="Radio"/>
        <link href="https://news.example/a/b/2024/02/all/" rel="alternate" type="text/html"/>
        <published>2024-02-06T09:30:00+09:00</published>
        <summary xml:lang="en">One sentence that says why it matters.</summary>
        <content xml:lang="en" type="html">…</content>
        </entry>
        </feed>"#]]
    .assert_eq(&atom.to_string().replace("><", ">\n<"));
    expect![[r#"
        <?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
        <channel>
        <title>The Daily &amp; Co.</title>
        <link>https://news.example/a/b/</link>
        <description>The Daily &amp; Co.</description>
        <language>en</language>
        <copyright>All of it.</copyright>
        <lastBuildDate>Wed, 7 Feb 2024 00:00:00 +0000</lastBuildDate>
        <atom:link href="https://news.example/a/b/rss.xml" rel="self" type="application/rss+xml">
        </atom:link>
        <item>
        <title>A headline with stress</title>
        <link>https://news.example/a/b/2024/02/all/</link>
        <description>
        <![CDATA[One sentence that says why it matters.]]>
        </description>
        <category>Science</category>
        <category>Time</category>
        <category>Radio</category>
        <guid isPermaLink="false">urn:uuid:5de7ad0f-64ce-55d1-a3d2-fd6ed2931de6</guid>
        <pubDate>Tue, 6 Feb 2024 09:30:00 +0900</pubDate>
        <content:encoded>
        <![CDATA[…]]>
        </content:encoded>
        <media:content height="800" medium="image" url="https://news.example/a/b/content/images/lead.jpg" width="1200">
        </media:content>
        <dc:creator>A. Writer</dc:creator>
        <dc:creator>B. Writer</dc:creator>
        </item>
        </channel>
        </rss>"#]].assert_eq(&rss.to_string().replace("><", ">\n<"));
}

#[test]
fn a_feed_has_the_whole_article_with_absolute_addresses() {
    let paper = Paper::somewhere();
    paper.everything(|_| {}).publish();
    let html = paper.json("feed.json")["items"][0]["content_html"].as_str().unwrap().to_owned();
    let content = Dom::parse(html);
    for words in [
        "One sentence that says why",
        "A plain string",
        "A footnote.",
        "Something is new.",
        "A Foundation",
        "CC BY 4.0",
    ] {
        assert!(content.words().contains(words), "{words}");
    }
    assert_eq!(content.count("h1, canvas, button"), 0);
    assert_eq!(content.count("[class], [part], [id], [tabindex], [role], [style], [srcset], [sizes]"), 0);
    for address in
        [content.attrs("[href]", "href"), content.attrs("[src]", "src"), content.attrs("[poster]", "poster")].concat()
    {
        assert!(address.starts_with("https://"), "{address}");
    }
    assert_eq!(content.attrs("div[lang][dir]", "lang"), ["en"]);
    assert_eq!((content.count("span:not([lang])"), content.attrs("span[lang]", "lang").is_empty()), (0, false));
    assert_eq!(content.attrs("sup a", "href"), [format!("{PAGE}#note-1")]);
    assert_eq!(content.attr("img[alt='What can be seen']", "width"), Some("1200"));
}

#[test]
fn text_is_escaped_in_a_feed() {
    let hostile = "<b>&amp;</b> ]]> \u{1}\u{b}\u{ffff} \" ' </title>";
    let paper = Paper::of(&json!({ "title": hostile, "url": "https://news.example/a&b/", "rights": hostile }));
    let mut article = bare(hostile, "2024-02-06");
    article["authors"] = json!([hostile]);
    article["tags"] = json!([hostile]);
    article["body"] = json!([hostile]);
    paper.article("hostile", &article).publish();
    let atom = atom(&paper);
    // All except the characters that XML can't contain.
    let expected = "<b>&amp;</b> ]]>  \" ' </title>";
    let entry = &atom.entries[0];
    for (place, text) in [
        ("title", &atom.title.value),
        ("rights", &atom.rights.as_ref().unwrap().value),
        ("title of a story", &entry.title.value),
        ("author", &entry.authors[0].name),
        ("tag", &entry.categories[0].term),
    ] {
        assert_eq!(text, expected, "{place}");
    }
    assert_eq!(Dom::parse(entry.content.clone().unwrap().value.unwrap()).words(), expected);
    let rss = rss(&paper, "rss.xml");
    let item = &rss.items[0];
    for (place, text) in [
        ("title", rss.title()),
        ("rights", rss.copyright().unwrap()),
        ("title of a story", item.title().unwrap()),
        ("author", &item.dublin_core_ext().unwrap().creators[0]),
        ("tag", item.categories[0].name()),
        ("text", &Dom::parse(item.content().unwrap().to_owned()).words()),
    ] {
        assert_eq!(text, expected, "{place}");
    }
    // Feed readers take the summary for HTML.
    let summary = Dom::parse(item.description().unwrap().to_owned());
    assert!(summary.words().starts_with("<b>&amp;</b> ]]>") && summary.count("b") == 0, "{}", summary.words());
    let json = paper.json("feed.json");
    assert_eq!(json["items"][0]["title"], hostile);
    assert_eq!(Dom::parse(json["items"][0]["summary"].as_str().unwrap().replace(['<', '&'], "")).count("b"), 0);
}

#[test]
fn the_newest_thirty_come_first() {
    let paper = Paper::somewhere();
    for day in 1..=31 {
        paper.article(&format!("day-{day}"), &bare(&format!("Day {day}"), &format!("2024-01-{day:02}")));
    }
    paper.article("undated", &json!({ "headline": "Undated", "body": ["Words."] })).publish();
    let titles: Vec<_> = atom(&paper).entries.into_iter().map(|entry| entry.title.value).collect();
    assert_eq!((titles.len(), titles[0].as_str(), titles[29].as_str()), (30, "Day 31", "Day 2"));
    assert_eq!(paper.json("feed.json")["items"].as_array().unwrap().len(), 30);
    assert_eq!(rss(&paper, "rss.xml").items.len(), 30);
}

/// The titles in a feed, which are the same in all formats.
fn titles(paper: &Paper, folder: &str) -> Vec<String> {
    let rss = rss(paper, &format!("{folder}rss.xml"));
    let titles: Vec<_> = rss.items.iter().map(|item| item.title().unwrap().to_owned()).collect();
    let json = paper.json(&format!("{folder}feed.json"));
    assert!(json["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).eq(&titles));
    let atom = Feed::read_from(paper.read(&format!("{folder}feed.xml")).as_bytes()).unwrap();
    assert!(atom.entries.iter().map(|entry| &entry.title.value).eq(&titles));
    titles
}

#[test]
fn sections_and_topics_have_feeds_of_their_newest_articles() {
    let paper = Paper::somewhere();
    for day in 1..=31 {
        let mut article = bare(&format!("Day {day}"), &format!("2024-01-{day:02}"));
        article["kicker"] = json!(if day % 2 == 0 { "Even" } else { "Odd & more" });
        article["tags"] = json!(["All", if day > 30 { "Last" } else { "Earlier" }]);
        paper.article(&format!("day-{day}"), &article);
    }
    let undated = json!({ "headline": "Undated", "body": ["Words."], "kicker": "Even" });
    let unlisted = json!({ "headline": "Unlisted", "body": ["Words."], "published": "2024-01-31", "kicker": "Even", "listed": false });
    paper.article("undated", &undated).article("unlisted", &unlisted).publish();
    assert_eq!(titles(&paper, "section/even/").len(), 15);
    assert_eq!(titles(&paper, "section/even/")[..2], ["Day 30", "Day 28"]);
    assert_eq!(titles(&paper, "topics/all/").len(), 30);
    assert_eq!(titles(&paper, "topics/last/"), ["Day 31"]);
    let feed = rss(&paper, "section/odd-more/rss.xml");
    assert_eq!(
        (feed.title(), feed.link()),
        ("Odd & more – The Daily & Co.", "https://news.example/a/b/section/odd-more/")
    );
    assert_eq!(
        feed.extensions()["atom"]["link"][0].attrs()["href"],
        "https://news.example/a/b/section/odd-more/rss.xml"
    );
    let json = paper.json("section/odd-more/feed.json");
    assert_eq!(json["feed_url"], "https://news.example/a/b/section/odd-more/feed.json");
    assert_eq!(json["home_page_url"], "https://news.example/a/b/section/odd-more/");
    // An article has one identifier in all feeds.
    let of_day = |path: &str| rss(&paper, path).items[0].guid().unwrap().value().to_owned();
    assert_eq!(of_day("topics/last/rss.xml"), of_day("rss.xml"));
    assert!(!paper.has("topics/all/page/1/feed.xml"));
}

#[test]
fn the_id_of_a_lists_feed_depends_on_the_host_and_the_list_alone() {
    let paper = Paper::of(&json!({ "title": "Daily", "url": "http://news.example/a/" }));
    let mut article = bare("Bell", "2024-11-01");
    (article["kicker"], article["tags"]) = (json!("Öl"), json!(["Öl"]));
    paper.article("bell", &article).publish();
    let id = |folder: &str| Feed::read_from(paper.read(&format!("{folder}feed.xml")).as_bytes()).unwrap().id;
    let ids = || [id(""), id("section/öl/"), id("topics/öl/")];
    let before = ids();
    assert_eq!(before.iter().collect::<std::collections::BTreeSet<_>>().len(), 3);
    paper.site(&json!({ "title": "Weekly", "url": "https://news.example/b/" }));
    article["headline"] = json!("Another");
    paper.article("bell", &article).publish();
    assert_eq!(ids(), before);
}

#[test]
fn a_list_without_a_dated_article_has_an_empty_feed() {
    let paper = Paper::somewhere();
    paper.article("one", &json!({ "headline": "One", "body": ["Words."], "kicker": "News" })).publish();
    assert!(titles(&paper, "section/news/").is_empty());
}

#[test]
fn an_article_in_another_language_says_so_in_rss() {
    let paper = Paper::somewhere();
    let mut german = bare("Glocke", "2024-02-06");
    german["lang"] = json!("de");
    paper.article("glocke", &german).plain("bell", "2024-02-05").publish();
    let items = rss(&paper, "rss.xml").items;
    let languages = items.iter().map(|item| item.dublin_core_ext().map(|dublin_core| dublin_core.languages.clone()));
    assert_eq!(languages.flatten().collect::<Vec<_>>().concat(), ["de"]);
}

/// The type and the address of each feed that a page names.
fn named(paper: &Paper, page: &str) -> Vec<String> {
    let head = paper.head(page);
    let link = |attribute: &str| head.attrs("link[rel=alternate][type]", attribute);
    let links = link("type").into_iter().zip(link("href")).zip(link("title"));
    let links = links.filter(|((kind, _), _)| !kind.contains("oembed"));
    links.map(|((kind, href), title)| format!("{kind} {href} {title}")).collect()
}

#[test]
fn a_page_names_the_feeds_of_its_list_and_of_the_site() {
    let paper = Paper::somewhere();
    for number in 0..50 {
        let mut article = bare(&format!("Number {number}"), "2024-02-06");
        article["kicker"] = json!("News");
        paper.article(&format!("n{number}"), &article);
    }
    paper.publish();
    let of_site = [
        "application/atom+xml https://news.example/a/b/feed.xml The Daily & Co.",
        "application/feed+json https://news.example/a/b/feed.json The Daily & Co.",
        "application/rss+xml https://news.example/a/b/rss.xml The Daily & Co.",
    ];
    for page in ["index.html", "page/1/index.html", "2024/02/n1/index.html"] {
        assert_eq!(named(&paper, page), of_site, "{page}");
    }
    for page in ["section/news/index.html", "section/news/page/1/index.html"] {
        let expected = [
            "application/atom+xml https://news.example/a/b/section/news/feed.xml News – The Daily & Co.",
            "application/feed+json https://news.example/a/b/section/news/feed.json News – The Daily & Co.",
            "application/rss+xml https://news.example/a/b/section/news/rss.xml News – The Daily & Co.",
            of_site[0],
        ];
        assert_eq!(named(&paper, page), expected, "{page}");
    }
}

#[test]
fn a_site_without_an_address_has_no_feeds() {
    let paper = Paper::of(&json!({ "title": "Daily" }));
    let mut article = bare("One", "2024-02-06");
    article["kicker"] = json!("News");
    paper.article("one", &article).publish();
    assert!(paper.has("section/news/index.html") && !paper.has("section/news/feed.xml"));
    assert!(!paper.has("feed.json") && !paper.has("feed.xml") && !paper.has("rss.xml"));
}

#[test]
fn a_feed_without_articles_is_valid() {
    let paper = Paper::somewhere();
    paper.publish();
    assert_eq!(paper.json("feed.json")["items"], json!([]));
    assert_eq!(atom(&paper).updated.to_rfc3339(), "1970-01-01T00:00:00+00:00");
    assert_eq!(rss(&paper, "rss.xml").last_build_date(), None);
}

#[test]
fn a_feed_names_who_paid_before_the_article() {
    let paper = Paper::somewhere();
    paper.everything(|_| {}).publish();
    let html = paper.json("feed.json")["items"][0]["content_html"].as_str().unwrap().to_owned();
    assert_eq!(Dom::parse(html).text("div > p:first-child:has(bdi)"), "Paid for by A Company");
}

#[test]
fn a_publication_without_a_title_is_called_by_its_publisher_or_its_address() {
    let paper = Paper::of(&json!({ "publisher": { "name": "The Press" }, "url": "https://news.example/a/" }));
    paper.publish();
    assert_eq!(atom(&paper).title.value, "The Press");
    paper.site(&json!({ "url": "https://news.example/a/" }));
    paper.publish();
    assert_eq!(atom(&paper).title.value, "news.example");
}

/// The ids of a site's feeds, and of the only article in them.
fn ids(paper: &Paper) -> [String; 3] {
    let (json, atom) = (paper.json("feed.json"), atom(paper));
    let entry = &atom.entries[0];
    assert_eq!(json["items"][0]["id"], entry.id.as_str());
    assert_eq!(json["items"][0]["url"], entry.links[0].href.as_str());
    [atom.id.clone(), entry.id.clone(), entry.links[0].href.clone()]
}

/// Regression: every feed reader showed the article again as a new one.
#[test]
fn the_ids_of_a_feed_stay_when_a_date_is_corrected_or_the_site_moves_to_https() {
    let paper = Paper::of(&json!({ "title": "Daily", "url": "http://news.example/a b/" }));
    paper.article("bell", &bare("Bell", "2024-11-01")).publish();
    let [feed, entry, mut page] = ids(&paper);
    for (url, date) in [
        ("http://news.example/a b/", "2024-10-31"),
        ("https://news.example/a b/", "2024-10-31"),
        ("https://news.example/a%20b", "2025-01-01T00:30:00+09:00"),
        ("HTTP://NEWS.EXAMPLE:80/a b/", "1999-01-01"),
    ] {
        paper.site(&json!({ "title": "Another title", "url": url }));
        paper.article("bell", &bare("Another headline", date)).publish();
        let now = ids(&paper);
        assert_eq!((&now[0], &now[1]), (&feed, &entry), "{url} {date}");
        assert_ne!(now[2], page, "the page has moved");
        page.clone_from(&now[2]);
    }
    paper.remove("articles/bell.json");
    paper.article("knell", &bare("Bell", "2024-11-01")).publish();
    assert_ne!(ids(&paper)[1], entry, "another name is another story");
}

/// Regression: a pullquote was in a feed twice, although a feed can't set it large.
#[test]
fn a_pullquote_that_repeats_the_text_is_not_in_a_feed() {
    let paper = Paper::somewhere();
    let mut article = bare("Bell", "2024-02-06");
    let pullquote = |text: &str| json!({ "type": "pullquote", "text": text, "cite": "A keeper" });
    article["body"] = json!([
        "The sea does the work, and nobody rings the bell.",
        pullquote("The sea does the work"),
        pullquote("“the sea does the work!”"),
        pullquote("These words are nowhere else"),
        { "type": "callout", "body": [pullquote("nobody rings")] },
    ]);
    paper.article("bell", &article).publish();
    let html = paper.json("feed.json")["items"][0]["content_html"].as_str().unwrap().to_owned();
    let words = Dom::parse(html.clone()).words();
    assert_eq!(words.matches("sea does the work").count(), 1, "{html}");
    assert_eq!(words.matches("nobody rings").count(), 1, "{html}");
    assert!(html.contains("<blockquote><p>These words are nowhere else</p>"), "nothing is lost: {html}");
}

/// Regression: how a name ends was ignored.
#[test]
fn who_paid_is_in_a_feed_once_unless_the_sponsor_has_a_text() {
    let paper = Paper::somewhere();
    let mut article = bare("Lamps", "2024-02-06");
    article["sponsors"] = json!([{ "kind": "paid", "name": "Paint Co." }, { "kind": "paid", "name": "Lamp & Sons", "text": "Lamps by Lamp & Sons." },
        { "kind": "funded", "name": "A Fund" }]);
    paper.article("lamps", &article).publish();
    let html = paper.json("feed.json")["items"][0]["content_html"].as_str().unwrap().to_owned();
    let words = Dom::parse(html).words();
    for said in ["Paid for by Paint Co. and Lamp & Sons", "Lamps by Lamp & Sons.", "Reporting funded by A Fund."] {
        assert_eq!(words.matches(said).count(), 1, "{said}: {words}");
    }
    assert_eq!(words.matches("Paint Co.").count(), 1, "{words}");
}
