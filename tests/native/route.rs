//! Routes: which article a fragment asks for.

use broadsheet::route::Route;
use broadsheet::slug::is_slug;
use proptest::prelude::*;

#[test]
fn a_fragment_is_parsed_into_its_route() {
    let article = |slug: &str| Route::Article(slug.to_owned());
    for (hash, route) in [
        ("", Route::Home),
        ("#", Route::Home),
        ("#/", Route::Home),
        ("/", Route::Home),
        ("#/a-story", article("a-story")),
        ("/a-story", article("a-story")),
        ("#/a.b", article("a.b")),
        ("#/a%20b", article("a b")),
        ("#/ä", article("ä")),
        ("#/%C3%A4", article("ä")),
        ("#/%c3%a4", article("ä")),
        ("#/북한", article("북한")),
        ("#/a+b", article("a+b")),
        ("#/a:b", article("a:b")),
        ("#/a#b", article("a")),
        ("#/a##", article("a")),
        ("#story", Route::Within),
        ("#note-one", Route::Within),
        ("##/a", Route::Within),
        ("#//", Route::Refused),
        ("#/#a", Route::Refused),
        ("#//example.com", Route::Refused),
        ("#/a/b", Route::Refused),
        ("#/a/", Route::Refused),
        ("#/a%2Fb", Route::Refused),
        ("#/a%5Cb", Route::Refused),
        ("#/a\\b", Route::Refused),
        ("#/.", Route::Refused),
        ("#/..", Route::Refused),
        ("#/%2e%2e", Route::Refused),
        ("#/../../secret", Route::Refused),
        ("#/.hidden", Route::Refused),
        ("#/a?b", Route::Refused),
        ("#/a%3Fb", Route::Refused),
        ("#/a%23b", Route::Refused),
        ("#/a%00b", Route::Refused),
        ("#/a%0Ab", Route::Refused),
        ("#/%FF", Route::Refused),
        ("#/%", Route::Refused),
        ("#/a%2", Route::Refused),
        ("#/a%zz", Route::Refused),
        ("#/a%252Fb", Route::Refused),
    ] {
        assert_eq!(Route::parse(hash), route, "{hash}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_article_is_always_a_slug(hash: String, path in "#/[%0-9a-fA-F./é]{0,12}") {
        for hash in [hash, path] {
            if let Route::Article(slug) = Route::parse(&hash) {
                assert!(is_slug(&slug), "{hash:?}");
            }
        }
    }
}
