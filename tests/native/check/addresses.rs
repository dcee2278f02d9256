//! Dead links.

use serde_json::json;

use super::{ARTICLE, folder, found, rules, write};

#[test]
fn an_address_without_a_scheme_is_reported_in_every_field() {
    let folder = folder("beginnings");
    for (raw, meant) in [
        ("www.example.org", "https://www.example.org"),
        ("example.org/about?x=1", "https://example.org/about?x=1"),
        (" my-paper.example ", "https://my-paper.example"),
        ("müller.example", "https://müller.example"),
        ("editor@bote.example", "mailto:editor@bote.example"),
    ] {
        let article = json!({
            "headline": "H",
            "kicker": { "text": "K", "href": raw },
            "body": [[{ "text": "link", "href": raw }], { "type": "embed", "url": raw, "title": "T" }],
            "translations": [{ "lang": "de", "href": raw }],
        });
        let mut findings = found(&folder, &article);
        findings.sort();
        let help = format!("did you mean \"{meant}\"?");
        let paths = ["body[0][0].href", "body[1].url", "kicker.href", "translations[0].href"];
        assert_eq!(findings, paths.map(|path| ("dead-link", path.to_owned(), help.clone())), "{raw}");
    }
}

/// File names contain dots, too.
#[test]
fn a_file_name_with_dots_is_not_taken_for_a_host() {
    let folder = folder("no-hosts");
    for raw in ["minutes.2024", "appendix.a", "a b.example", "one..example", "report.pdf", "@bote.example"] {
        let findings = found(&folder, &json!({ "headline": "H", "body": [[{ "text": "link", "href": raw }]] }));
        assert!(findings.len() == 1 && findings[0].2.starts_with("begin it with"), "{raw}: {findings:?}");
    }
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
        let findings = found(&folder, &json!({ "headline": "H", "body": [[{ "text": "link", "href": raw }]] }));
        assert_eq!(findings.iter().map(|(rule, ..)| *rule).collect::<Vec<_>>(), rules, "{raw}");
    }
}

#[test]
fn only_links_into_content_are_checked() {
    let folder = folder("content");
    let article = json!({ "headline": "H", "body": [[{ "text": "link", "href": "../media/none.pdf" }]] });
    assert_eq!(found(&folder, &article)[0].0, "dead-link");
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
    for raw in ["mill-fire.html", "mill-fire", "mill-fire/", "mill-fire.html#pumps"] {
        let findings = found(&folder, &json!({ "headline": "H", "body": [[{ "text": "link", "href": raw }]] }));
        assert_eq!(findings.len(), 1, "{raw}");
        assert!(findings[0].0 == "dead-link" && findings[0].2.contains("\"mill-fire.json\""), "{raw}: {findings:?}");
    }
    let findings = found(&folder, &json!({ "headline": "H", "body": [[{ "text": "link", "href": "gone.html" }]] }));
    assert_eq!(findings[0].0, "dead-link");
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
        let findings = found(&folder, &json!({ "headline": "H", "body": [[{ "text": "link", "href": raw }]] }));
        assert_eq!(findings, [], "{raw}");
    }
}

#[test]
fn a_relative_canonical_address_is_reported() {
    let folder = folder("canonical");
    write(&folder, "content/articles/mill-fire.json", ARTICLE);
    for (raw, help) in [
        ("www.bote.example/bins", "did you mean \"https://www.bote.example/bins\"?"),
        ("mill-fire.json", "write it as https://example.org/bell, or remove it if the article is from this site"),
        ("/bins", "write it as https://example.org/bell, or remove it if the article is from this site"),
    ] {
        let findings = found(&folder, &json!({ "headline": "H", "body": ["A."], "canonical": raw }));
        assert_eq!(findings, [("canonical", "canonical".to_owned(), help.to_owned())], "{raw}");
    }
    for raw in ["", "https://bote.example/bins"] {
        assert_eq!(found(&folder, &json!({ "headline": "H", "body": ["A."], "canonical": raw })), [], "{raw}");
    }
}

#[test]
fn an_image_without_a_scheme_gets_a_suggestion() {
    let image = json!({ "type": "image", "src": "www.example.org/a.jpg", "width": 1, "height": 1, "alt": "" });
    let findings = found(&folder("far-picture"), &json!({ "headline": "H", "body": [image] }));
    assert_eq!(
        (findings[0].0, findings[0].2.as_str()),
        ("dead-file", "did you mean \"https://www.example.org/a.jpg\"?")
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
