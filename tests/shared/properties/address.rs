//! The filter of addresses: whatever it lets through leads to a harmless place, and to the one that the author meant.

use broadsheet::address::Base;
use url::Url;

/// Where articles and sites may lie: in a publication, whose address may be known; on somebody else's page; on disk.
fn bases() -> [Base; 8] {
    [
        Base::article("https://example.org/paper/", "a-story"),
        Base::article("https://example.org/paper/", "a-story").of_site(Some("https://news.example:8080/paper/")),
        Base::article_in_site("a-story"),
        Base::article_in_site("a-story").of_site(Some("https://news.example:8080/paper/")),
        Base::file("https://example.org/paper/content/articles/a-story.json?v=2", true),
        Base::file("", false),
        Base::article("file:///home/a/paper/", "a-story"),
        Base::new("https://example.org/paper/content/site.json"),
    ]
}

/// The input is an address as authors write it.
pub fn holds(input: &[u8]) {
    let raw = &String::from_utf8_lossy(input);
    for base in bases() {
        let (link, source) = (base.link(raw), base.source(raw));
        assert!(source.is_none() || link.is_some(), "{raw:?} is a file, but no link");
        if let Some(link) = link {
            let read = |raw: &str| base.link(raw).map(|link| link.href());
            let url = leads(raw, &base, &link.href(), read, &["http", "https", "mailto", "tel"]);
            // A link within the publication has no host to show.
            let is_elsewhere = url.scheme().starts_with("http") && url.host_str() != Some("example.org");
            assert!(!is_elsewhere || link.host() == in_words(&url), "{url} is shown as {}", link.host());
        }
        if let Some(source) = source {
            let read = |raw: &str| base.source(raw).map(|source| source.src());
            leads(raw, &base, &source.src(), read, &["http", "https"]);
        }
    }
    is_as_in_the_url_crate(raw);
}

/// Checks that an address has one of these schemes as a browser reads it, and that it leads to the same place when it is
/// read again. Returns that place.
fn leads(raw: &str, base: &Base, href: &str, read: impl Fn(&str) -> Option<String>, schemes: &[&str]) -> Url {
    let is_on_disk = base.url().starts_with("file:");
    let page = Url::parse(if is_on_disk { "file:///home/a/paper/" } else { "https://example.org/paper/" }).unwrap();
    let url = page.join(href).unwrap_or_else(|error| panic!("{raw:?} becomes {href:?}: {error}"));
    let is_allowed = schemes.contains(&url.scheme()) || is_on_disk && is_own_file(raw, &url);
    assert!(is_allowed, "{raw:?} becomes {href:?}, which leads to {url}");
    // An author may not write the whole address of a file on disk. If the address of the publication is not known, an
    // address is written for the front page, and would be read for the article's file.
    if !is_on_disk && !base.url().starts_with("content/") {
        let again = read(href).and_then(|href| page.join(&href).ok());
        assert_eq!(again.as_ref(), Some(&url), "{raw:?} leads elsewhere when it is read again");
    }
    url
}

/// Whether a relative address leads to a file on the same disk.
fn is_own_file(raw: &str, url: &Url) -> bool {
    Url::parse(raw).is_err() && url.scheme() == "file" && !url.has_host()
}

/// The host without Punycode, and the port.
fn in_words(url: &Url) -> String {
    let host = idna::domain_to_unicode(url.host_str().unwrap_or_default()).0;
    url.port().map_or_else(|| host.clone(), |port| format!("{host}:{port}"))
}

/// A file that is no article has no links of its own, so each leads where the address alone leads.
fn is_as_in_the_url_crate(raw: &str) {
    // The filter encodes a `%` that begins no escape.
    if raw.contains('%') {
        return;
    }
    let site = "https://example.org/paper/content/site.json";
    let plain = Url::parse(site).unwrap().join(raw).ok();
    let allowed = |schemes: &[&str]| plain.as_ref().filter(|url| schemes.contains(&url.scheme())).map(Url::to_string);
    let base = Base::new(site);
    assert_eq!(base.source(raw).map(|source| source.src()), allowed(&["http", "https"]), "{raw:?}");
    assert_eq!(base.link(raw).map(|link| link.href()), allowed(&["http", "https", "mailto", "tel"]), "{raw:?}");
}
