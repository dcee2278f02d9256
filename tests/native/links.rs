//! The filter for addresses.

use broadsheet::address::{Base, Target, encode};
use expect_test::expect;
use proptest::prelude::*;

use crate::article::{ROOT, base, check_problems, read};

/// Addresses with leading control characters, tabs, line breaks or capitals, all of which browsers ignore.
const REFUSED: &[&str] = &[
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\u{1}javascript:alert(1)",
    "\u{1f}\u{0}javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\r\nscript:alert(1)",
    "\tjavascript\t:alert(1)",
    "javascript:javascript:https://example.org/",
    "javascript://example.org/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "DATA:text/html;base64,PHNjcmlwdD4=",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "file:passwd",
    "blob:https://example.org/0",
    "filesystem:https://example.org/0",
    "about:blank",
    "view-source:https://example.org/",
    "intent://example.org/#Intent;end",
    "ftp://example.org/",
    "ws://example.org/",
    "chrome://settings",
    "x:",
    "https://",
    "https://exa mple.org/",
    "https://[::1/",
    "https://example.org:99999/",
    "https://%00/",
];

const ALLOWED: &[(&str, &str)] = &[
    ("https://example.com/a?b=c#d", "https://example.com/a?b=c#d"),
    ("http://example.com", "http://example.com/"),
    ("HTTPS://EXAMPLE.COM/A", "https://example.com/A"),
    ("  https://example.com/  ", "https://example.com/"),
    ("ht\ntps://example.com/", "https://example.com/"),
    ("//example.com/a", "https://example.com/a"),
    ("\\\\example.com\\a", "https://example.com/a"),
    ("/a", "https://example.org/a"),
    ("b.html", "https://example.org/paper/content/articles/b.html"),
    ("../images/a b.jpg", "https://example.org/paper/content/images/a%20b.jpg"),
    ("../../../../../a", "https://example.org/a"),
    ("b.html?c", "https://example.org/paper/content/articles/b.html?c"),
    ("https:b.html", "https://example.org/paper/content/articles/b.html"),
    // HTML parsers decode entities; URL parsers never do.
    ("&#106;avascript:alert(1)", "https://example.org/paper/content/articles/&#106;avascript:alert(1)"),
    ("javascript&colon;alert(1)", "https://example.org/paper/content/articles/javascript&colon;alert(1)"),
    ("javascript%3Aalert(1)", "https://example.org/paper/content/articles/javascript%3Aalert(1)"),
    ("./javascript:alert(1)", "https://example.org/paper/content/articles/javascript:alert(1)"),
    ("https://example.com/\"><script>", "https://example.com/%22%3E%3Cscript%3E"),
    ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
];

#[test]
fn a_dangerous_address_is_refused() {
    for raw in REFUSED {
        assert_eq!(base().link(raw), None, "{raw:?}");
        assert_eq!(base().source(raw), None, "{raw:?}");
    }
}

#[test]
fn an_allowed_address_is_made_absolute() {
    for (raw, expected) in ALLOWED {
        assert_eq!(base().link(raw).map(|link| link.href()).as_deref(), Some(*expected), "{raw:?}");
        assert_eq!(base().source(raw).map(|source| source.src()).as_deref(), Some(*expected), "{raw:?}");
    }
}

#[test]
fn mailto_and_tel_are_allowed_for_links_but_not_for_files() {
    for raw in ["mailto:desk@example.org", "tel:+49301234", "MAILTO:desk@example.org?subject=a%20b"] {
        assert!(base().link(raw).is_some_and(|link| link.href().eq_ignore_ascii_case(raw)), "{raw}");
        assert_eq!(base().source(raw), None, "{raw}");
    }
}

#[test]
fn a_link_to_an_articles_file_leads_to_its_page() {
    for (raw, page) in [
        ("another.json", "another"),
        ("./another.json", "another"),
        ("../articles/another.json", "another"),
        ("/paper/content/articles/another.json", "another"),
        ("https://example.org/paper/content/articles/another.json", "another"),
        ("a%20b.json", "a%20b"),
        ("ä.json", "%C3%A4"),
    ] {
        assert_eq!(base().link(raw).unwrap().href(), format!("{ROOT}#/{page}"), "{raw}");
    }
}

#[test]
fn a_link_to_a_part_of_another_article_keeps_its_fragment() {
    for (raw, page) in [
        ("another.json#one", "another#one"),
        ("another.json?a=b#one", "another#one"),
        ("another.json?a=b", "another"),
        ("another.json#one.json", "another#one.json"),
    ] {
        assert_eq!(base().link(raw).unwrap().href(), format!("{ROOT}#/{page}"), "{raw}");
    }
}

#[test]
fn a_part_of_an_article_of_a_publication_is_a_fragment() {
    for raw in ["#one", "a-story.json#one", "?a#one"] {
        assert_eq!(base().link(raw).unwrap().href(), "#one", "{raw}");
    }
    assert_eq!(base().link("a-story.json").unwrap().href(), format!("{ROOT}#/a-story"));
    assert_eq!(base().link("#/another").unwrap().href(), format!("{ROOT}#/another"));
    assert_eq!(base().link("#").unwrap().href(), format!("{ROOT}#/a-story#"), "not home, where # leads in the app");
}

#[test]
fn a_link_to_any_other_file_is_unchanged() {
    for raw in [
        "../another.json",
        "../site.json",
        "another.JSON",
        "another.html",
        "https://example.com/paper/content/articles/another.json",
    ] {
        assert!(!base().link(raw).unwrap().href().contains('#'), "{raw}");
    }
    assert_eq!(base().source("another.json").unwrap().src(), format!("{ROOT}content/articles/another.json"));
    let alone = Base::new(base().url());
    assert_eq!(alone.link("another.json").unwrap().href(), format!("{ROOT}content/articles/another.json"));
}

#[test]
fn a_page_from_disk_allows_only_relative_file_addresses() {
    let base = Base::article("file:///home/a/paper/", "a-story");
    assert_eq!(base.source("../images/a.jpg").unwrap().src(), "file:///home/a/paper/content/images/a.jpg");
    assert_eq!(base.link("https://example.org/").unwrap().href(), "https://example.org/");
    for raw in [
        "javascript:alert(1)",
        "data:text/html,x",
        "blob:null/0",
        "file:///etc/passwd",
        "file://server/share/a.jpg",
        "//server/share",
    ] {
        assert_eq!(base.link(raw), None, "{raw}");
        assert_eq!(base.source(raw), None, "{raw}");
    }
}

/// Otherwise, another server would learn of its readers before a click.
#[test]
fn only_files_on_its_own_server_belong_to_an_article() {
    let is_own = |raw: &str| base().owns(&base().source(raw).unwrap());
    for raw in ["a.jpg", "../images/a.jpg", "/a.jpg", "https://example.org/a.jpg", "//EXAMPLE.org/a.jpg"] {
        assert!(is_own(raw), "{raw}");
    }
    for raw in [
        "https://example.com/a.jpg",
        "//images.example.org/a.jpg",
        "https://example.org.example/a.jpg",
        "https://example.org:8080/a.jpg",
    ] {
        assert!(!is_own(raw), "{raw}");
    }
}

/// Addresses of host pages, for an article without an address of its own.
const HOST_PAGES: [&str; 7] = [
    "https://host.example/a/page.html?p=1#top",
    "https://host.example/#/a-route",
    "http://127.0.0.1:8080/",
    "file:///home/a/page.html",
    "blob:https://host.example/0f6e5b1c",
    "data:text/html,<p>",
    "",
];

/// Regression: on pages from disk, and on those made by scripts, the address of a footnote was resolved against the
/// page's own, and refused.
#[test]
fn a_fragment_is_a_part_of_its_article_on_any_host_page() {
    for page in HOST_PAGES {
        let base = Base::file(page, true);
        for (raw, part) in [
            ("#note-1", "#note-1"),
            ("  #note-1\n", "#note-1"),
            ("#no\tte-1", "#note-1"),
            ("#ä b", "#%C3%A4%20b"),
            ("#a%20b", "#a%20b"),
            ("#a#b", "#a#b"),
            ("#?a", "#?a"),
            ("#javascript:alert(1)", "#javascript:alert(1)"),
        ] {
            assert_eq!(base.link(raw).map(|link| link.href()).as_deref(), Some(part), "{raw:?} on {page}");
        }
    }
    // The same in a publication.
    for raw in ["#ä b", " #ä b"] {
        assert_eq!(base().link(raw).unwrap().href(), "#%C3%A4%20b");
    }
}

/// Regression: without a base, every address was refused.
#[test]
fn an_absolute_address_is_unchanged_on_any_host_page() {
    for page in HOST_PAGES {
        let base = Base::file(page, false);
        for raw in [
            "https://example.org/a?b#c",
            "http://example.org/",
            "mailto:desk@example.org",
            "tel:+49301234",
            " HTTPS://EXAMPLE.org/a",
        ] {
            let link = base.link(raw).unwrap_or_else(|| panic!("{raw} on {page}")).href();
            assert!(link.eq_ignore_ascii_case(raw.trim()), "{link} on {page}");
        }
        for raw in REFUSED {
            assert_eq!(base.link(raw).map(|link| link.href()), None, "{raw:?} on {page}");
            assert_eq!(base.source(raw), None, "{raw:?} on {page}");
        }
    }
}

#[test]
fn a_relative_address_is_refused_without_a_base() {
    for page in HOST_PAGES {
        let base = Base::file(page, false);
        for raw in ["a.html", "/a.html", "../a.html", "?a", "//example.org/a"] {
            // `//` needs a server, which a page from disk doesn't have.
            let starts = page.starts_with("http") || page.starts_with("file:") && !raw.starts_with("//");
            assert_eq!(base.link(raw).is_some(), starts, "{raw} on {page}");
            assert_eq!(base.source(raw).is_some(), starts, "{raw} on {page}");
        }
    }
    let base = Base::file(HOST_PAGES[0], false);
    assert_eq!(base.link("?p=2").unwrap().href(), "https://host.example/a/page.html?p=2");
    assert_eq!(base.link("#/a-route").unwrap().href(), "https://host.example/a/page.html?p=1#/a-route");
    let there = "https://host.example/a/page.html#comments";
    assert_eq!(base.link(there).unwrap().href(), there, "the host's page is no part of the story");
}

/// Only an article has parts.
#[test]
fn a_fragment_in_site_json_is_not_a_part_of_an_article() {
    let base = Base::new("https://example.org/content/site.json");
    assert_eq!(base.link("#one").unwrap().href(), "https://example.org/content/site.json#one");
    assert_eq!(Base::new("").link("https://example.org/").unwrap().href(), "https://example.org/");
    assert_eq!(Base::new("data:text/html,x").link("a.html"), None);
}

/// Regression: after a query with a slash in it, or a fragment, the publication was not recognised.
#[test]
fn the_query_and_fragment_of_a_file_do_not_change_its_publication() {
    let file = format!("{ROOT}content/articles/a-story.json");
    for more in [
        "",
        "?v=2",
        "?from=a/b",
        "?a=content/articles/x.json",
        "?",
        "#",
        "#x",
        "#/another",
        "#a/content/articles/x.json",
        "?from=a/b#c/d?e",
        "?utm_source=a&b=https://example.com/",
    ] {
        let base = Base::file(format!("{file}{more}"), false);
        let plain = Base::file(file.as_str(), false);
        for raw in ["other.json", "other.json?a#one", "#one", "#/other", "a-story.json", "a-story.json#one", "../../"] {
            assert_eq!(base.link(raw), plain.link(raw), "{raw} in {more}");
        }
        assert_eq!(base.page(), plain.page(), "{more}");
        assert_eq!(base.source("../images/a.jpg"), plain.source("../images/a.jpg"), "{more}");
        assert_eq!(base.url(), format!("{file}{more}"), "what is fetched");
    }
    for elsewhere in
        ["https://example.org/story?file=/content/articles/x.json", "https://example.org/#/content/articles/"]
    {
        assert_eq!(Base::file(elsewhere, false).page(), None, "{elsewhere}");
    }
}

/// Regression: such links led to the front page, which sent readers on to the app.
#[test]
fn links_on_host_pages_lead_to_finished_pages_if_the_site_is_published() {
    let published = Base::file(format!("{ROOT}content/articles/a-story.json?v=2"), true);
    let bare = Base::file(format!("{ROOT}content/articles/a-story.json?v=2"), false);
    for (raw, page, in_app) in [
        ("other.json", "embed/other/#page", "#/other"),
        ("other.json#note-1", "embed/other/#page#note-1", "#/other#note-1"),
        ("other.json?a=b#note-1", "embed/other/#page#note-1", "#/other#note-1"),
        ("a%20b.json", "embed/a%20b/#page", "#/a%20b"),
        ("ü.json", "embed/%C3%BC/#page", "#/%C3%BC"),
        ("a-story.json", "embed/a-story/#page", "#/a-story"),
        ("#/other", "embed/other/#page", "#/other"),
        ("../../#/other#note-1", "embed/other/#page#note-1", "#/other#note-1"),
        ("#/", "#/", "#/"),
        ("../../", "", ""),
        ("../../section/sea/", "section/sea/", "section/sea/"),
    ] {
        let href = |base: &Base| base.link(raw).map(|link| link.href());
        assert_eq!(href(&published), Some(format!("{ROOT}{page}")), "{raw}");
        assert_eq!(href(&bare), Some(format!("{ROOT}{in_app}")), "{raw}");
    }
    assert_eq!(published.link("#note-1").unwrap().href(), "#note-1");
    assert_eq!(published.page().unwrap().href(), format!("{ROOT}embed/a-story/#page"));
}

#[test]
fn the_publication_is_derived_from_the_address_of_a_file() {
    let base = Base::file(format!("{ROOT}content/articles/a-story.json"), false);
    assert_eq!(base.link("other.json").map(|link| link.href()), Some(format!("{ROOT}#/other")));
    assert_eq!(base.page().map(|link| link.href()), Some(format!("{ROOT}#/a-story")));
    for elsewhere in [
        "https://example.org/a-story.json",
        "https://example.org/my-content/articles/a-story.json",
        "https://example.org/content/articles/2013/a-story.json",
        "content/articles/a-story.json",
        "data:,",
        "",
    ] {
        assert_eq!(Base::file(elsewhere, false).page(), None, "{elsewhere}");
    }
}

#[test]
fn the_name_of_an_article_is_one_segment_of_its_address() {
    for (slug, file) in [
        ("a-story", "a-story.json"),
        ("a b", "a%20b.json"),
        ("ä", "%C3%A4.json"),
        ("a?b#c", "a%3Fb%23c.json"),
        ("../../secret", "..%2F..%2Fsecret.json"),
    ] {
        assert_eq!(Base::article(ROOT, slug).url(), format!("{ROOT}content/articles/{file}"));
    }
}

#[test]
fn encoding_leaves_only_what_is_unreserved() {
    assert_eq!(encode("AZaz09-._~"), "AZaz09-._~");
    assert_eq!(encode("a b&c=/?#%+é\n"), "a%20b%26c%3D%2F%3F%23%25%2B%C3%A9%0A");
}

#[test]
fn a_refused_link_keeps_its_text() {
    let json = r#"{ "headline": [{ "text": "Words", "href": "javascript:alert(1)" }], "body": [] }"#;
    let (article, problems) = read(json).unwrap();
    check_problems(&problems, expect!["headline[0].href: address not allowed; link left out"]);
    let headline = article.headline.unwrap();
    assert_eq!(headline.words(), "Words");
    assert_eq!(headline.0[0].href, None);
}

/// Regression: servers responded with 400, or looked for another file.
#[test]
fn a_percent_sign_without_an_escape_is_encoded() {
    let root = "https://example.org/paper/content/";
    for (raw, expected) in [
        ("../images/50% off.png", "images/50%25%20off.png"),
        // Similar cases, which the bug report did not have.
        ("../images/100%.png", "images/100%25.png"),
        ("../images/%", "images/%25"),
        ("../images/%%41.png", "images/%25%41.png"),
        ("../images/a%2.png", "images/a%252.png"),
        ("../images/a%zz%20b.png", "images/a%25zz%20b.png"),
        ("../images/鐘%.png", "images/%E9%90%98%25.png"),
        ("bell.html?rate=5%", "articles/bell.html?rate=5%25"),
        // These are escapes.
        ("../images/50%25%20off.png", "images/50%25%20off.png"),
        ("../images/a%2Fb%c3%A4.png", "images/a%2Fb%c3%A4.png"),
    ] {
        assert_eq!(base().link(raw).unwrap().href(), format!("{root}{expected}"), "{raw}");
        assert_eq!(base().source(raw).unwrap().src(), format!("{root}{expected}"), "{raw}");
    }
}

/// Regression: a card said "Open on xn--bcher-kva.example", in the browser without the port.
#[test]
fn a_host_is_shown_in_unicode_with_its_port() {
    for (raw, host) in [
        ("https://bücher.example/", "bücher.example"),
        ("https://xn--bcher-kva.example/", "bücher.example"),
        ("https://example.org:8080/", "example.org:8080"),
        ("https://example.org:443/", "example.org"),
        ("http://localhost:3000/", "localhost:3000"),
        // Similar cases, which the bug report did not have.
        ("https://鐘.例え.テスト:81/", "鐘.例え.テスト:81"),
        ("https://xn--mgbh0fb.xn--mgberp4a5d4ar/", "مثال.السعودية"),
        ("https://www.xn--strae-oqa.example/", "www.straße.example"),
        ("https://XN--BCHER-KVA.example/", "bücher.example"),
        ("https://xn--80ak6aa92e.com:8443/a", "аррӏе.com:8443"),
        ("http://127.0.0.1:8080/", "127.0.0.1:8080"),
        ("https://[::1]:8080/", "[::1]:8080"),
        ("mailto:desk@example.org", ""),
    ] {
        assert_eq!(base().link(raw).unwrap().host(), host, "{raw}");
    }
}

/// Regression: natively, every address had the address of the site.
#[test]
fn only_addresses_below_the_site_address_belong_to_the_site() {
    let base = Base::article(ROOT, "a-story").of_site(Some("https://news.example:8080/paper/"));
    for (raw, expected) in [
        ("https://news.example:8080/paper/content/images/a.jpg", "content/images/a.jpg"),
        ("http://news.example:8080/paper/content/images/a.jpg?v=2", "content/images/a.jpg?v=2"),
        ("https://NEWS.example:8080/paper/", ""),
        ("https://news.example:8080/paper", ""),
        ("//news.example:8080/paper/a.html#b", "a.html#b"),
    ] {
        let source = base.source(raw).unwrap();
        assert_eq!(source.src(), format!("{ROOT}{expected}"), "{raw}");
        assert!(base.owns(&source), "{raw}");
        assert_eq!(base.link(raw).unwrap().href(), format!("{ROOT}{expected}"), "{raw}");
    }
    for raw in [
        "https://news.example/paper/a.jpg",
        "https://news.example.com:8080/paper/a.jpg",
        "https://example.com/?https://news.example:8080/paper/a.jpg",
    ] {
        assert_eq!(base.source(raw).unwrap().src(), raw, "{raw}");
        assert!(!base.owns(&base.source(raw).unwrap()), "{raw}");
    }
    // On its server, but outside the site.
    for raw in ["https://news.example:8080/papers/a.jpg", "https://news.example:8080/a.jpg"] {
        assert_eq!(base.source(raw).unwrap().src(), raw, "{raw}");
        assert!(base.owns(&base.source(raw).unwrap()), "{raw}");
    }
    let article = base.link("https://news.example:8080/paper/content/articles/bell.json#note-1").unwrap();
    assert_eq!(article.href(), format!("{ROOT}#/bell#note-1"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_shown_host_equals_that_of_idna(
        label in "[a-zß-öø-ÿα-ωа-яא-תء-ي一-龥あ-んก-ฮ]{1,12}",
        other in "[a-z0-9]{1,5}",
        hyphen in "-?",
    ) {
        let raw = format!("https://{label}{hyphen}{other}.example/");
        if let Some(link) = base().link(&raw) {
            let ascii = url::Url::parse(&raw).unwrap().host_str().unwrap().to_owned();
            prop_assert_eq!(link.host(), idna::domain_to_unicode(&ascii).0);
        }
    }
}

/// Where the addresses of a publication lead of which nobody knows where it will lie.
#[test]
fn an_address_in_a_publication_says_where_it_leads() {
    let (base, file) = (Base::article_in_site("a-story"), |path: &str| Target::File(path.to_owned()));
    let article = |name: &str, part: &str| Target::Article { name: name.to_owned(), part: part.to_owned() };
    let beyond = |steps, rest: &str| Target::Beyond { steps, rest: rest.to_owned() };
    for (raw, target, on_front_page) in [
        ("#one", Target::Part("#one".to_owned()), "#one"),
        ("a-story.json#one", Target::Part("#one".to_owned()), "#one"),
        ("a-story.json", article("a-story", ""), "./#/a-story"),
        ("other.json?a=b#one", article("other", "#one"), "./#/other#one"),
        ("#/a%20b", article("a%20b", ""), "./#/a%20b"),
        ("../../#/ä#one", article("%C3%A4", "#one"), "./#/%C3%A4#one"),
        ("../../#/", file("#/"), "./#/"),
        ("../../", file(""), "./"),
        (
            "../images/a b.jpg?c d#e f",
            file("content/images/a%20b.jpg?c%20d#e%20f"),
            "./content/images/a%20b.jpg?c%20d#e%20f",
        ),
        ("..\\images\\a.jpg", file("content/images/a.jpg"), "./content/images/a.jpg"),
        ("https:a.html", file("content/articles/a.html"), "./content/articles/a.html"),
        ("/a/../b c", Target::Server("/b%20c".to_owned()), "/b%20c"),
        ("/.//example.com/", Target::Server("//example.com/".to_owned()), "/.//example.com/"),
        ("../../../a.html", beyond(1, "a.html"), "../a.html"),
        // More steps than anybody has folders, and a way back in.
        ("../../../../../../../../../../../../a/../b", beyond(10, "b"), "../../../../../../../../../../b"),
        ("//example.com", Target::Elsewhere("https://example.com/".to_owned()), "https://example.com/"),
        ("mailto:desk@example.org", Target::Elsewhere("mailto:desk@example.org".to_owned()), "mailto:desk@example.org"),
    ] {
        let link = base.link(raw).unwrap();
        assert_eq!(link.as_ref(), &target, "{raw}");
        assert_eq!(link.href(), on_front_page, "{raw}");
    }
    for raw in REFUSED {
        assert_eq!((base.link(raw), base.source(raw)), (None, None), "{raw:?}");
    }
    // No article is a picture, and none is meant by a site's own file.
    let other = file("content/articles/other.json");
    assert_eq!(base.source("other.json").unwrap().as_ref(), &other);
    assert_eq!(Base::in_site("content/site.json").link("articles/other.json").unwrap().as_ref(), &other);
}
