//! Dead links.

use expect_test::expect;
use serde_json::json;

use super::{ARTICLE, check_each, findings, folder, found, rules, with_link, write};

#[test]
fn an_address_without_a_scheme_is_reported_in_every_field() {
    let folder = folder("beginnings");
    let in_every_field = |raw: &str| {
        json!({
            "headline": "H",
            "kicker": { "text": "K", "href": raw },
            "body": [[{ "text": "link", "href": raw }], { "type": "embed", "url": raw, "title": "T" }],
            "translations": [{ "lang": "de", "href": raw }],
        })
    };
    check_each(
        &["www.example.org", "example.org/about?x=1", " my-paper.example ", "müller.example", "editor@bote.example"],
        |raw| findings(&folder, &in_every_field(raw)),
        expect![[r#"
            "www.example.org"
              dead-link kicker.href: did you mean "https://www.example.org"?
              dead-link body[0][0].href: did you mean "https://www.example.org"?
              dead-link body[1].url: did you mean "https://www.example.org"?
              dead-link translations[0].href: did you mean "https://www.example.org"?
            "example.org/about?x=1"
              dead-link kicker.href: did you mean "https://example.org/about?x=1"?
              dead-link body[0][0].href: did you mean "https://example.org/about?x=1"?
              dead-link body[1].url: did you mean "https://example.org/about?x=1"?
              dead-link translations[0].href: did you mean "https://example.org/about?x=1"?
            " my-paper.example "
              dead-link kicker.href: did you mean "https://my-paper.example"?
              dead-link body[0][0].href: did you mean "https://my-paper.example"?
              dead-link body[1].url: did you mean "https://my-paper.example"?
              dead-link translations[0].href: did you mean "https://my-paper.example"?
            "müller.example"
              dead-link kicker.href: did you mean "https://müller.example"?
              dead-link body[0][0].href: did you mean "https://müller.example"?
              dead-link body[1].url: did you mean "https://müller.example"?
              dead-link translations[0].href: did you mean "https://müller.example"?
            "editor@bote.example"
              dead-link kicker.href: did you mean "mailto:editor@bote.example"?
              dead-link body[0][0].href: did you mean "mailto:editor@bote.example"?
              dead-link body[1].url: did you mean "mailto:editor@bote.example"?
              dead-link translations[0].href: did you mean "mailto:editor@bote.example"?
        "#]],
    );
}

/// File names contain dots, too.
#[test]
fn a_file_name_with_dots_is_not_taken_for_a_host() {
    let folder = folder("no-hosts");
    check_each(
        &["minutes.2024", "appendix.a", "a b.example", "one..example", "report.pdf", "@bote.example"],
        |raw| findings(&folder, &with_link(raw)),
        expect![[r#"
            "minutes.2024"
              dead-link body[0][0].href: begin it with https://, mailto: or tel:, or write an address relative to this file
            "appendix.a"
              dead-link body[0][0].href: begin it with https://, mailto: or tel:, or write an address relative to this file
            "a b.example"
              dead-link body[0][0].href: begin it with https://, mailto: or tel:, or write an address relative to this file
            "one..example"
              dead-link body[0][0].href: begin it with https://, mailto: or tel:, or write an address relative to this file
            "report.pdf"
              dead-link body[0][0].href: begin it with https://, mailto: or tel:, or write an address relative to this file
            "@bote.example"
              dead-link body[0][0].href: begin it with https://, mailto: or tel:, or write an address relative to this file
        "#]],
    );
}

#[test]
fn a_fragment_link_is_checked_against_the_articles() {
    let folder = folder("fragments");
    write(&folder, "content/articles/mill-fire.json", ARTICLE);
    for (raw, rules) in [
        ("../../#/mill-fire", &[][..]),
        ("../../#/gone", &["dead-story"]),
        ("../../#/gone#pumps", &["dead-story"]),
        ("../../../another-paper/#/gone", &[]),
    ] {
        let findings = found(&folder, &with_link(raw));
        assert_eq!(findings.iter().map(|(rule, ..)| *rule).collect::<Vec<_>>(), rules, "{raw}");
    }
}

#[test]
fn only_links_into_content_are_checked() {
    let folder = folder("content");
    assert_eq!(found(&folder, &with_link("../media/none.pdf"))[0].0, "dead-link");
    let site = |href: &str| {
        let text = format!(r#"{{ "publisher": {{ "name": "Bote", "href": "{href}" }} }}"#);
        write(&folder, "content/site.json", &text);
        rules(&folder.join("content/site.json"))
    };
    assert_eq!((site("media/none.pdf"), site("../about.html")), (vec!["dead-link"], vec![]));
}

#[test]
fn a_link_to_an_articles_page_suggests_its_json_file() {
    let folder = folder("pages");
    write(&folder, "content/articles/mill-fire.json", ARTICLE);
    check_each(
        &["mill-fire.html", "mill-fire", "mill-fire/", "mill-fire.html#pumps", "gone.html"],
        |raw| findings(&folder, &with_link(raw)),
        expect![[r#"
            "mill-fire.html"
              dead-link body[0][0].href: a link to an article is the name of its file: "mill-fire.json"
            "mill-fire"
              dead-link body[0][0].href: a link to an article is the name of its file: "mill-fire.json"
            "mill-fire/"
              dead-link body[0][0].href: a link to an article is the name of its file: "mill-fire.json"
            "mill-fire.html#pumps"
              dead-link body[0][0].href: a link to an article is the name of its file: "mill-fire.json"
            "gone.html"
              dead-link body[0][0].href: begin it with https://, mailto: or tel:, or write an address relative to this file
        "#]],
    );
    assert_eq!(rules(&folder.join("content/articles/../articles/story.json")), ["dead-link"]);
}

#[test]
fn links_that_cannot_be_checked_give_no_findings() {
    let folder = folder("left-alone");
    write(&folder, "content/articles/mill-fire.json", ARTICLE);
    write(&folder, "content/media/budget.pdf", "");
    for raw in [
        "",
        "https://example.org/",
        "mailto:editor@bote.example",
        "tel:+49301234",
        "//example.org/",
        "/about/",
        " /about/",
        "../../../contact.html",
        "../../2024/10/mill-fire/",
        "../../index.html",
        "#pumps",
        "?page=2",
        "../media/budget.pdf",
        "../media/budget.pdf#page=2",
        "mill-fire.json",
        "mill-fire.json#pumps",
    ] {
        assert_eq!(found(&folder, &with_link(raw)), [], "{raw}");
    }
}

#[test]
fn a_relative_canonical_address_is_reported() {
    let folder = folder("canonical");
    write(&folder, "content/articles/mill-fire.json", ARTICLE);
    check_each(
        &["www.bote.example/bins", "mill-fire.json", "/bins", "", "https://bote.example/bins"],
        |raw| findings(&folder, &json!({ "headline": "H", "body": ["A."], "canonical": raw })),
        expect![[r#"
            "www.bote.example/bins"
              canonical canonical: did you mean "https://www.bote.example/bins"?
            "mill-fire.json"
              canonical canonical: write it as https://example.org/bell, or remove it if the article is from this site
            "/bins"
              canonical canonical: write it as https://example.org/bell, or remove it if the article is from this site
            ""
            "https://bote.example/bins"
        "#]],
    );
}

#[test]
fn an_image_without_a_scheme_gets_a_suggestion() {
    let image = |src: &str| json!({ "type": "image", "src": src, "width": 1, "height": 1, "alt": "" });
    let folder = folder("far-picture");
    check_each(
        &["www.example.org/a.jpg"],
        |src| findings(&folder, &json!({ "headline": "H", "body": [image(src)] })),
        expect![[r#"
            "www.example.org/a.jpg"
              dead-file body[0].src: did you mean "https://www.example.org/a.jpg"?
        "#]],
    );
}

#[test]
fn addresses_in_site_json_are_checked() {
    let folder = folder("site-addresses");
    let site = folder.join("site.json");
    write(&folder, "site.json", r#"{ "publisher": { "name": "Bote", "href": "www.bote.example" } }"#);
    assert_eq!(rules(&site), ["dead-link"]);
    write(&folder, "site.json", r#"{ "session": { "login": "login.bote.example/in?next={return}" } }"#);
    assert_eq!(rules(&site), ["dead-link"]);
    for address in ["login.html?next={return}", "/login", "https://login.bote.example/", "login", "../login#{return}"] {
        let logout = json!({ "href": address, "method": "post" });
        let session = json!({ "check": "me", "login": address, "logout": logout });
        write(&folder, "site.json", &json!({ "url": "https://bote.example/", "session": session }).to_string());
        assert_eq!(rules(&site), [""; 0], "{address}");
    }
}
