//! Checks of a server's responses by plain HTTP.

use std::collections::BTreeSet;

use reqwest::header::{
    ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, HeaderMap, HeaderName, ORIGIN, VARY, X_FRAME_OPTIONS,
};

use super::ALIAS;
use crate::process::Place;
use crate::site::{self, ARTICLE, MODULE, SLUG};

/// A response.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("headers are ASCII"))
    }
}

/// Sends a GET request, without following redirects.
pub async fn get(url: &str, headers: &[(HeaderName, &str)]) -> Answer {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
    let mut request = client.build().expect("a client needs nothing").get(url);
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    let answer = request.send().await.unwrap_or_else(|error| panic!("{url}: {error}"));
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    let body = answer.bytes().await.unwrap_or_else(|error| panic!("{url}: {error}")).to_vec();
    Answer { status, headers, body }
}

/// An unknown address has to get 404. Returns whether the body is the site's `404.html`.
pub async fn missing(place: &Place) -> String {
    let answer = get(&place.url("2013/03/no-such-story/"), &[]).await;
    assert_eq!(answer.status, 404, "the status of an unknown address");
    let own = answer.body == site::read(&place.site().join("404.html"));
    if own { "404, the site's page" } else { "404" }.into()
}

/// The media types of wasm, JSON and module scripts. Browsers do not run a module script with a wrong type.
pub async fn types(place: &Place) -> String {
    let wasm = site::asset("reader", ".wasm");
    let article = format!("content/articles/{SLUG}.json");
    let files = [
        (wasm.as_str(), "wasm", "application/wasm"),
        (&article, "JSON", "application/json"),
        (MODULE, "mjs", "text/javascript"),
    ];
    let mut wrong = Vec::new();
    for (file, name, right) in files {
        let answer = get(&place.url(file), &[]).await;
        let found = answer.header(CONTENT_TYPE).split(';').next().unwrap_or_default().trim().to_owned();
        // The older media type of scripts.
        if found != right && !(name == "mjs" && found == "application/javascript") {
            wrong.push(if found.is_empty() { format!("{name} has none") } else { format!("{name} is `{found}`") });
        }
    }
    if wrong.is_empty() { "right".into() } else { wrong.join(", ") }
}

/// A page of each kind that is no article. Two of the names are Arabic.
const OTHER_PAGES: [&str; 11] = [
    "about/",
    "authors/tobias-field/",
    "authors/wren-adeyemi/",
    "section/measures/",
    "section/مقاييس/",
    "topics/time/",
    "topics/الوقت/",
    "series/signals/",
    "2024/",
    "2024/02/",
    ALIAS,
];

/// A page of each kind is sent as HTML.
pub async fn other_pages(place: &Place) -> String {
    for path in OTHER_PAGES {
        let answer = get(&place.url(path), &[]).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header(CONTENT_TYPE).split(';').next(), Some("text/html"), "{path}");
        assert!(answer.body == site::read(&place.site().join(path).join("index.html")), "{path} is another page");
    }
    "yes".into()
}

/// Which compressed copies the server sends. Without `Vary`, a cache could give a compressed copy to a client that
/// can't read it.
pub async fn compressed(place: &Place) -> String {
    let (wasm, page) = (site::asset("reader", ".wasm"), format!("{ARTICLE}index.html"));
    let mut kinds = BTreeSet::new();
    for (coding, ending) in [("br", "br"), ("gzip", "gz")] {
        for (address, name) in [(place.url(&wasm), &wasm), (place.url(ARTICLE), &page)] {
            let answer = get(&address, &[(ACCEPT_ENCODING, coding)]).await;
            let plain = site::read(&place.site().join(name));
            let ready = site::read(&place.site().join(format!("{name}.{ending}")));
            let varies = answer.header(VARY).to_lowercase().contains("accept-encoding");
            let warning = if varies { "" } else { " (no `Vary`)" };
            kinds.insert(match answer.header(CONTENT_ENCODING) {
                "" => {
                    assert!(answer.body == plain, "{address} should be sent as it is");
                    format!("{coding} no")
                }
                sent if sent == coding && answer.body == ready => format!("{coding} yes{warning}"),
                sent if sent == coding => format!("{coding} its own{warning}"),
                other => panic!("{address} was asked for in {coding}, and came in {other}"),
            });
        }
    }
    kinds.into_iter().collect::<Vec<_>>().join(", ")
}

/// Whether fingerprinted files are cached for a year, images for a day, and all else is revalidated.
pub async fn cached(place: &Place) -> String {
    let (wasm, article) = (site::asset("reader", ".wasm"), format!("content/articles/{SLUG}.json"));
    let mut policies = Vec::new();
    for name in [&wasm, IMAGE, ARTICLE, &article, "embed.js", "offline.js"] {
        policies.push(get(&place.url(name), &BROWSER).await.header(CACHE_CONTROL).to_owned());
    }
    // While a build is being uploaded, a script can be missing for a moment. Its 404 must not be cached.
    let missing = get(&place.url("reader-0123456789abcdef.js"), &BROWSER).await;
    let kept = missing.header(CACHE_CONTROL);
    assert!(!kept.contains(FOR_GOOD), "that a file is missing is to be remembered for a year: {kept}");
    match policies.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [wasm, image, "no-cache", "no-cache", "no-cache", "no-cache"]
            if wasm.contains(FOR_GOOD) && image.contains(FOR_A_DAY) =>
        {
            "by the rules".into()
        }
        [first, ..] if policies.iter().all(|policy| policy == first) => {
            if first.is_empty() {
                "none".into()
            } else {
                format!("`{first}`")
            }
        }
        _ => panic!("the wasm, a picture, a page, a story and two scripts have {policies:?}"),
    }
}

const FOR_GOOD: &str = "max-age=31536000";
const FOR_A_DAY: &str = "max-age=86400";

/// An image of the demo.
const IMAGE: &str = "content/images/pyongyang-signal-480.jpg";

/// The feeds of a list of each kind. Two of the names are Arabic.
const LIST_FEEDS: [&str; 7] = [
    "section/measures/feed.json",
    "section/measures/feed.xml",
    "section/measures/rss.xml",
    "section/مقاييس/feed.json",
    "topics/الوقت/feed.xml",
    "authors/tobias-field/rss.xml",
    "series/signals/feed.json",
];

const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const COEP: HeaderName = HeaderName::from_static("cross-origin-embedder-policy");

/// Headers that browsers send. They must not change the other headers of the response.
const BROWSER: [(HeaderName, &str); 2] = [(ACCEPT_ENCODING, "gzip, br"), (ORIGIN, "https://example.org")];

/// Whether other sites may read the files of an embedded article, and frame its page.
pub async fn shared(place: &Place) -> String {
    let (article, oembed) = (format!("content/articles/{SLUG}.json"), format!("oembed/{SLUG}.json"));
    let built =
        [("reader", ".wasm"), ("reader-", ".js"), ("embed-", ".css")].map(|(start, end)| site::asset(start, end));
    let given = [&article, &oembed, IMAGE, "content/site.json", "schema/article-1.json"];
    let files =
        ["embed.js", "embed.mjs", "feed.json", "feed.xml", "rss.xml"].into_iter().chain(given).chain(LIST_FEEDS);
    let mut allowed = BTreeSet::new();
    // The CORP and COEP headers of each file, which decide whether isolated pages may use it.
    let mut isolated = BTreeSet::new();
    for name in built.iter().map(String::as_str).chain(files) {
        let answer = get(&place.url(name), &BROWSER).await;
        assert_eq!(answer.status, 200, "{name}");
        allowed.insert(answer.header(ACCESS_CONTROL_ALLOW_ORIGIN).to_owned());
        isolated.insert((answer.header(CORP).to_owned(), answer.header(COEP).to_owned()));
    }
    let frame = get(&place.url(&format!("embed/{SLUG}/")), &BROWSER).await;
    let framed = (frame.header(CORP), frame.header(COEP));
    assert_eq!(frame.header(X_FRAME_OPTIONS), "", "other sites may not frame a story");
    assert!(!frame.header(CONTENT_SECURITY_POLICY).contains("frame-ancestors"), "other sites may not frame a story");
    let page = get(&place.url(ARTICLE), &BROWSER).await.header(ACCESS_CONTROL_ALLOW_ORIGIN).to_owned();
    let closed = BTreeSet::from([(String::new(), String::new())]);
    let by_the_rules = BTreeSet::from([("cross-origin".to_owned(), String::new())]);
    match framed {
        ("", "") => assert_eq!(isolated, closed, "what isolated pages may show"),
        framed => assert_eq!(
            (framed, isolated),
            (("cross-origin", "credentialless"), by_the_rules),
            "what isolated pages may show"
        ),
    }
    let isolates = framed != ("", "");
    match (&allowed.iter().map(String::as_str).collect::<Vec<_>>()[..], page.as_str()) {
        ([""], "") => "closed".into(),
        (["*"], "") => {
            assert!(isolates, "the rules for isolated pages are missing");
            "by the rules".into()
        }
        (["*"], "*") => "open".into(),
        _ => panic!("what other sites may read has {allowed:?}, and a page “{page}”"),
    }
}
