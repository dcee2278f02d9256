//! The byline.

use super::page;
use crate::article::article_with;

fn byline(authors: &str) -> super::Dom {
    page(&article_with(&format!("\"authors\": {authors}")))
}

#[test]
fn names_are_joined_as_in_a_sentence() {
    for (authors, line) in [
        (r#"["A"]"#, "By A"),
        (r#"["A", "B"]"#, "By A and B"),
        (r#"["A", "B", "C"]"#, "By A, B and C"),
        (r#"["A", "B", "C", "D"]"#, "By A, B, C and D"),
        (r#"[{ "name": "A", "role": "in Seoul" }, "B"]"#, "By A (in Seoul) and B"),
    ] {
        assert_eq!(byline(authors).text("address.byline > span"), line, "{authors}");
    }
}

#[test]
fn names_are_joined_in_the_language_of_the_article() {
    for (lang, line) in
        [("de", "Von A, B und C"), ("fr", "Par A, B et C"), ("es", "Por A, B y C"), ("ar", "بقلم A, B وC")]
    {
        let dom = page(&article_with(&format!(r#""lang": "{lang}", "authors": ["A", "B", "C"]"#)));
        assert_eq!(dom.text("address.byline > span"), line);
    }
}

#[test]
fn an_author_may_have_a_page_a_role_and_a_portrait() {
    let dom =
        byline(r#"[{ "name": "A", "href": "https://example.org/a", "role": "photographs", "image": "a.jpg" }, "B"]"#);
    assert_eq!(dom.text("address bdi.author > a[rel=author]"), "A");
    assert_eq!(dom.attr("address bdi.author > a", "href"), Some("https://example.org/a"));
    assert_eq!(dom.text("address .role"), " (photographs)");
    assert_eq!(dom.texts("address bdi.author"), ["A", "B"]);
    let portrait = "address > img.portrait";
    assert_eq!(dom.attr(portrait, "alt"), Some(""));
    assert!(dom.attr(portrait, "src").is_some_and(|src| src.ends_with("/content/articles/a.jpg")));
    assert!(dom.attr(portrait, "width").is_some() && dom.attr(portrait, "height").is_some());
}

#[test]
fn without_a_page_there_is_no_link_and_without_a_portrait_no_image() {
    let dom = byline(r#"["A"]"#);
    assert_eq!(dom.count("address a, address img, address .role"), 0);
}

#[test]
fn the_articles_own_line_replaces_the_names() {
    let dom = page(&article_with(r#""authors": ["A"], "byline": ["Told by ", { "text": "B", "em": true }]"#));
    assert_eq!(dom.text("address.byline"), "Told by B");
    let dom = page(&article_with(r#""byline": "By the desk""#));
    assert_eq!(dom.text("address.byline"), "By the desk");
}

#[test]
fn without_authors_there_is_no_byline() {
    assert_eq!(byline("[]").count("address"), 0);
}
