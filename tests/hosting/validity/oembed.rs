//! oEmbed by the rules of WordPress, its largest consumer: how it discovers the link, and which HTML it keeps.

use scraper::{Html, Node};
use serde_json::Value;

use super::{Article, URL, leads_to_a_file, text};

/// WordPress looks for the link only in this many bytes of a page.
const DISCOVERY_BYTES: usize = 150 * 1024;

/// The elements and attributes that WordPress keeps. It ignores a blockquote that has attributes. `sandbox` is for
/// other consumers; WordPress replaces it with its own.
const ALLOWED: [(&str, &[&str]); 3] = [
    ("a", &["href"]),
    ("blockquote", &[]),
    (
        "iframe",
        &["src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title", "sandbox"],
    ),
];

#[test]
fn wordpress_discovers_the_oembed_link() {
    for article in Article::all() {
        assert_eq!(discovered(&article.page), Some(format!("{URL}oembed/{}.json", article.slug)), "{}", article.path);
    }
}

#[test]
fn wordpress_keeps_the_whole_oembed_html() {
    for article in Article::all() {
        let answer = answer(&article.slug);
        assert_eq!(answer["version"], "1.0");
        assert_eq!(answer["type"], "rich");
        assert!(answer["width"].is_u64() && answer["height"].is_u64(), "a rich answer has a size: {answer}");
        let html = answer["html"].as_str().expect("a rich answer has HTML");
        let (quote, frame) = kept_by_wordpress(html).unwrap_or_else(|| panic!("nothing is left of {html}"));
        assert_eq!(format!("{quote}{frame}"), html, "part of it is dropped");
        let source = frame.split(" src=\"").nth(1).and_then(|rest| rest.split('"').next());
        assert_eq!(source, Some(format!("{URL}embed/{}/card/", article.slug).as_str()), "{frame}");
        assert!(source.is_some_and(leads_to_a_file), "{frame}");
        assert!(
            quote.contains(&format!("href=\"{}\"", article.url())),
            "the fallback does not lead to the story: {quote}"
        );
    }
}

#[test]
fn oembed_html_has_only_elements_that_wordpress_allows() {
    for article in Article::all() {
        let answer = answer(&article.slug);
        let html = Html::parse_fragment(answer["html"].as_str().expect("a rich answer has HTML"));
        let elements = html.tree.values().filter_map(Node::as_element);
        // The parser adds these two elements to every fragment.
        for element in elements.filter(|element| !matches!(element.name(), "html" | "body")) {
            let allowed = ALLOWED.iter().find(|(name, _)| *name == element.name());
            let (_, attributes) = allowed.unwrap_or_else(|| panic!("{}: {element:?}", article.slug));
            assert!(element.attrs().all(|(name, _)| attributes.contains(&name)), "{}: {element:?}", article.slug);
        }
    }
}

/// Does what `WP_oEmbed::discover` does: of the `<link` tags in the head, it takes the first of the right type that has
/// an address.
fn discovered(page: &str) -> Option<String> {
    let read = &page.as_bytes()[..page.len().min(DISCOVERY_BYTES)];
    let read = String::from_utf8_lossy(read);
    let head = read.split("</head>").next()?;
    let links = head.split("<link").skip(1).filter_map(|rest| rest.split_once('>'));
    let mut links = links.map(|(attributes, _)| attributes).filter(|attributes| !attributes.contains('<'));
    let link = links.find(|attributes| attribute(attributes, "type") == Some("application/json+oembed"))?;
    Some(attribute(link, "href")?.replace("&amp;", "&"))
}

fn attribute<'tag>(attributes: &'tag str, name: &str) -> Option<&'tag str> {
    attributes.split(&format!(" {name}=\"")).nth(1)?.split('"').next()
}

/// Filters as `wp_filter_oembed_result` does: the blockquote stays without its attributes, and of the iframes the last.
fn kept_by_wordpress(html: &str) -> Option<(&str, &str)> {
    let (before, frame) = html.rsplit_once("<iframe")?;
    let end = before.len() + "<iframe".len() + frame.find("></iframe>")? + "></iframe>".len();
    let quote = before.find("<blockquote>").and_then(|start| {
        let end = before[start..].find("</blockquote>")? + "</blockquote>".len();
        before.get(start..start + end)
    });
    Some((quote.unwrap_or_default(), html.get(before.len()..end)?))
}

fn answer(slug: &str) -> Value {
    serde_json::from_str(&text(&format!("oembed/{slug}.json"))).expect("the answer is JSON")
}
