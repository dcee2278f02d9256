//! Authors: how articles name them, and their pages.

use serde_json::{Value, json};

use super::paper::Paper;

fn by(authors: Value, published: &str) -> Value {
    json!({ "headline": published, "published": published, "authors": authors, "body": ["Words."] })
}

fn paper() -> Paper {
    let paper = Paper::new();
    let profile = json!({
        "name": "Ines Marlowe", "role": "Editor", "portrait": { "src": "../images/ines.svg", "alt": "" },
        "bio": ["She writes about the sea."], "links": [{ "name": "Her page", "href": "https://ines.example/" }],
    });
    paper.write("authors/ines.json", profile.to_string());
    paper.write("authors/wire.json", json!({ "name": "The Wire", "role": "Agency", "organization": true }).to_string());
    paper.write("images/ines.svg", "<svg viewBox='0 0 2 3'/>");
    paper
}

#[test]
fn an_article_names_an_author_by_slug_or_by_name_or_by_the_page() {
    let paper = paper();
    paper.article("slug", &by(json!(["ines"]), "2013-01-01"));
    paper.article("name", &by(json!(["INES MARLOWE"]), "2013-01-02"));
    paper.article("page", &by(json!([{ "name": "Ines M.", "href": "../authors/ines.json" }]), "2013-01-03"));
    paper.article("role", &by(json!([{ "name": "ines", "role": "pictures" }]), "2013-01-04"));
    paper.article("null", &by(json!([{ "name": "ines", "href": null }]), "2013-01-04"));
    paper.article("empty", &by(json!([{ "href": "", "name": "ines" }]), "2013-01-04"));
    paper.article("both", &by(json!(["ines", "Ines Marlowe", "Tam Okafor"]), "2013-01-05"));
    paper.publish();
    for (slug, name) in [
        ("slug", "Ines Marlowe"),
        ("name", "INES MARLOWE"),
        ("page", "Ines M."),
        ("role", "Ines Marlowe"),
        ("null", "Ines Marlowe"),
        ("empty", "Ines Marlowe"),
    ] {
        let page = paper.page(&format!("2013/01/{slug}/index.html"));
        assert_eq!(page.texts(".byline .author"), [name], "{slug}");
        assert_eq!(page.attrs(".byline a", "href"), ["../../../authors/ines/"], "{slug}");
    }
    let authors = paper.json("content/articles/slug.json")["authors"].clone();
    assert_eq!(authors, json!([{ "name": "Ines Marlowe", "href": "../../authors/ines/" }]));
    let authors = paper.json("content/articles/role.json")["authors"].clone();
    assert_eq!(authors, json!([{ "name": "Ines Marlowe", "href": "../../authors/ines/", "role": "pictures" }]));
    for slug in ["null", "empty"] {
        let text = paper.read(&format!("content/articles/{slug}.json"));
        assert_eq!((text.matches("href").count(), text.contains("../../authors/ines/")), (1, true), "{text}");
    }
    let page = paper.page("authors/ines/index.html");
    assert_eq!(
        page.texts(".stories .headline"),
        ["2013-01-05", "2013-01-04", "2013-01-04", "2013-01-04", "2013-01-03", "2013-01-02", "2013-01-01"]
    );
}

#[test]
fn the_page_of_an_author_begins_with_the_profile_and_lists_the_articles() {
    let paper = paper();
    paper.article("bell", &by(json!(["ines"]), "2013-01-01")).publish();
    let page = paper.page("authors/ines/index.html");
    assert_eq!((page.texts("h1"), page.text(".standfirst")), (vec!["Ines Marlowe".to_owned()], "Editor".to_owned()));
    assert_eq!(page.attr(".lead img", "src"), Some("../../content/images/ines.svg"));
    assert_eq!(page.attrs(".article li a", "href"), ["https://ines.example/"]);
    assert_eq!(page.attrs(".stories .headline a", "href"), ["../../2013/01/bell/"]);
    let data = paper.data("authors/ines/index.html");
    assert_eq!(data["@type"], "ProfilePage");
    let person = json!({
        "@type": "Person", "name": "Ines Marlowe", "jobTitle": "Editor", "description": "She writes about the sea.",
        "image": "https://paper.example/news/content/images/ines.svg", "sameAs": ["https://ines.example/"],
        "url": "https://paper.example/news/authors/ines/",
    });
    assert_eq!(data["mainEntity"], person);
    assert!(paper.read("sitemap.xml").contains("<loc>https://paper.example/news/authors/ines/</loc>"));
}

#[test]
fn the_page_of_an_author_has_the_text_and_the_portrait_of_the_profile_for_previews() {
    let paper = paper();
    let profile = |portrait: &str| {
        json!({
            "name": "Ines Marlowe", "bio": ["She writes about the sea."],
            "portrait": { "src": format!("../images/{portrait}"), "width": 600, "height": 600, "alt": "" },
        })
    };
    let mut story = by(json!(["ines"]), "2013-01-01");
    story["lead"] = json!({ "type": "image", "src": "https://a.example/b.jpg", "width": 9, "height": 9, "alt": "" });
    paper.article("bell", &story);
    // Programs that make previews show no SVG.
    for (portrait, image) in
        [("ines.jpg", "https://paper.example/news/content/images/ines.jpg"), ("ines.svg", "https://a.example/b.jpg")]
    {
        paper.write("authors/ines.json", profile(portrait).to_string());
        paper.publish();
        let page = paper.page("authors/ines/index.html");
        assert_eq!(page.attr("meta[name=description]", "content"), Some("She writes about the sea."));
        assert_eq!(page.attr("meta[property='og:description']", "content"), Some("She writes about the sea."));
        assert_eq!(page.attr("meta[property='og:image']", "content"), Some(image));
    }
}

#[test]
fn an_author_without_a_file_has_a_list_and_one_with_a_page_elsewhere_has_none() {
    let paper = paper();
    paper.article(
        "bell",
        &by(json!(["Tam Okafor", { "name": "Guest", "href": "https://guest.example/" }]), "2013-01-01"),
    );
    paper.publish();
    let page = paper.page("authors/tam-okafor/index.html");
    assert_eq!(
        (page.text("h1"), page.texts(".stories .headline")),
        ("Tam Okafor".to_owned(), vec!["2013-01-01".to_owned()])
    );
    assert!(!paper.has("authors/guest/index.html"));
    let hrefs = ["../../../authors/tam-okafor/", "https://guest.example/"];
    assert_eq!(paper.page("2013/01/bell/index.html").attrs(".byline a", "href"), hrefs);
    assert_eq!(paper.data("authors/tam-okafor/index.html")["mainEntity"]["name"], "Tam Okafor");
}

#[test]
fn an_author_who_is_an_organisation_is_one_in_the_data() {
    let paper = paper();
    paper.article("bell", &by(json!(["wire", "ines"]), "2013-01-01")).publish();
    let authors = &paper.data("2013/01/bell/index.html")["author"];
    let url = "https://paper.example/news/authors";
    assert_eq!(authors[0], json!({ "@type": "Organization", "name": "The Wire", "url": format!("{url}/wire/") }));
    assert_eq!((&authors[1]["@type"], &authors[1]["url"]), (&json!("Person"), &json!(format!("{url}/ines/"))));
    assert_eq!(paper.data("authors/wire/index.html")["mainEntity"]["@type"], "Organization");
}

#[test]
fn an_author_with_a_file_keeps_the_address_when_somebody_else_has_the_name_of_the_file() {
    let paper = paper();
    paper.article("old", &by(json!(["Ines"]), "2001-01-01"));
    paper.article("new", &by(json!([{ "name": "Ines Marlowe" }]), "2013-01-01")).publish();
    assert_eq!(paper.page("authors/ines/index.html").text("h1"), "Ines Marlowe");
    assert_eq!(paper.page("authors/ines-2/index.html").text("h1"), "Ines");
}

#[test]
fn two_authors_of_one_name_are_told_apart_by_their_files() {
    let paper = paper();
    paper.write("authors/ines-the-younger.json", json!({ "name": "Ines Marlowe" }).to_string());
    paper.article("bell", &by(json!(["ines-the-younger"]), "2013-01-01"));
    paper.article("reef", &by(json!(["Ines Marlowe"]), "2013-01-02")).publish();
    let headlines = |slug: &str| paper.page(&format!("authors/{slug}/index.html")).texts(".stories .headline");
    assert_eq!(
        (headlines("ines-the-younger"), headlines("ines")),
        (vec!["2013-01-01".to_owned()], vec!["2013-01-02".to_owned()])
    );
}

#[test]
fn another_name_in_the_file_of_an_author_is_the_name_in_the_articles() {
    let paper = paper();
    paper.article("bell", &by(json!(["ines"]), "2013-01-01")).publish();
    paper.write("authors/ines.json", json!({ "name": "Ines Okafor" }).to_string());
    paper.publish();
    assert_eq!(paper.page("2013/01/bell/index.html").text(".byline .author"), "Ines Okafor");
    assert_eq!(paper.json("content/articles/bell.json")["authors"][0]["name"], "Ines Okafor");
}

#[test]
fn a_name_that_no_folder_can_have_gets_no_page() {
    let paper = paper();
    paper.article("bell", &by(json!(["…", "CON", "x".repeat(300)]), "2013-01-01")).publish();
    let hrefs = ["../../../authors/con-1/".to_owned(), format!("../../../authors/{}/", "x".repeat(60))];
    assert_eq!(paper.page("2013/01/bell/index.html").attrs(".byline a", "href"), hrefs);
}

/// Regression: all of the author's articles had the name of the file in their bylines.
#[test]
fn an_error_in_the_file_of_an_author_changes_no_byline() {
    for broken in [json!({ "name": "Ines Marlowe", "bio": 5 }).to_string(), "{".to_owned(), String::new()] {
        let paper = paper();
        paper.write("authors/ines-marlowe.json", json!({ "name": "Ines Marlowe" }).to_string());
        paper.article("bell", &by(json!(["ines-marlowe"]), "2013-01-01"));
        paper.article("reef", &by(json!(["Ines Marlowe"]), "2013-01-02"));
        paper.remove("authors/ines.json");
        paper.publish();
        let before = paper.json("content/articles/bell.json");
        paper.write("authors/ines-marlowe.json", &broken);
        let outcome = paper.try_to_publish().unwrap();
        assert!(outcome.report.has_errors(), "{broken}");
        assert_eq!(paper.json("content/articles/bell.json"), before, "{broken}");
        for slug in ["bell", "reef"] {
            let page = paper.page(&format!("2013/01/{slug}/index.html"));
            assert_eq!(page.attrs(".byline a", "href"), ["../../../authors/ines-marlowe/"], "{broken}");
            assert_eq!(page.text(".byline .author"), "Ines Marlowe", "{broken}");
        }
    }
}

#[test]
fn of_two_files_of_one_author_the_first_counts() {
    let paper = paper();
    paper.write("authors/others/ines.json", json!({ "name": "Somebody Else" }).to_string());
    paper.article("bell", &by(json!(["ines"]), "2013-01-01"));
    let outcome = paper.try_to_publish().unwrap();
    let mut rules: Vec<_> = outcome.report.documents.iter().map(|document| document.findings[0].rule).collect();
    rules.retain(|rule| *rule != "home");
    assert_eq!(rules, ["same-name", "same-name"]);
    assert_eq!(paper.page("2013/01/bell/index.html").text(".byline .author"), "Ines Marlowe");
}
