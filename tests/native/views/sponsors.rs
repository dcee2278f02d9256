//! Sponsors.

use broadsheet::view::{Card, CardProps, Citations, RenderContext};

use serde_json::json;

use super::{Dom, page};
use crate::article::article_with;

fn sponsor(fields: &str) -> Dom {
    page(&article_with(&format!(r#""sponsors": [{{ {fields} }}]"#)))
}

#[test]
fn each_kind_of_sponsor_has_its_text() {
    for (kind, words) in [
        ("funded", "Reporting funded by A Company."),
        ("underwritten", "Supported by A Company."),
        ("sponsored", "Sponsored by A Company."),
        ("paid", "Paid for by A Company."),
    ] {
        let dom = sponsor(&format!(r#""kind": "{kind}", "name": "A Company""#));
        assert_eq!(dom.text("section.acknowledgements > p.acknowledgement"), words);
        assert_eq!(dom.attr("section.acknowledgements", "aria-label"), Some("Support"));
        assert_eq!(dom.count(".acknowledgements a, .acknowledgements img"), 0);
    }
}

#[test]
fn only_paid_links_have_rel_sponsored() {
    for (kind, rel) in
        [("funded", None), ("underwritten", None), ("sponsored", Some("sponsored")), ("paid", Some("sponsored"))]
    {
        let href = r#""href": "https://example.org/""#;
        for text in ["".to_owned(), format!(r#", "text": ["By ", {{ "text": "A", {href} }}]"#)] {
            let dom = sponsor(&format!(r#""kind": "{kind}", "name": "A", {href} {text}"#));
            assert_eq!(dom.attr(".acknowledgements a", "rel"), rel, "{kind} {text}");
            assert_eq!(dom.attr(".acknowledgements a", "href"), Some("https://example.org/"));
        }
    }
}

#[test]
fn the_sponsors_own_text_replaces_the_label() {
    let dom = sponsor(r#""kind": "underwritten", "name": "A", "text": "The press thanks A.""#);
    assert_eq!(dom.text(".acknowledgement"), "The press thanks A.");
}

#[test]
fn a_logo_is_decorative() {
    let dom = sponsor(r#""kind": "underwritten", "name": "A", "logo": "a.png""#);
    assert_eq!(dom.attr("img.logo", "alt"), Some(""));
    assert!(dom.attr("img.logo", "width").is_some() && dom.attr("img.logo", "height").is_some());
    assert!(dom.attr("img.logo", "src").is_some_and(|src| src.ends_with("/a.png")));
}

#[test]
fn sponsors_are_in_the_order_of_the_file() {
    let sponsors = r#""sponsors": [{ "kind": "funded", "name": "A" }, { "kind": "paid", "name": "B" }]"#;
    assert_eq!(page(&article_with(sponsors)).texts(".acknowledgement"), ["Reporting funded by A.", "Paid for by B."]);
    assert_eq!(page(&article_with(r#""sponsors": []"#)).count(".acknowledgements"), 0);
}

#[test]
fn who_paid_for_the_article_itself_is_named_above_it() {
    for (sponsors, words, names) in [
        (
            r#"{ "kind": "paid", "name": "A & Co.", "href": "https://example.org/", "text": "Thanks." }"#,
            "Paid for by A & Co.",
            1,
        ),
        (
            r#"{ "kind": "paid", "name": "A" }, { "kind": "funded", "name": "B" }, { "kind": "paid", "name": "C" }, { "kind": "paid", "name": "D" }"#,
            "Paid for by A, C and D",
            3,
        ),
    ] {
        let article = article_with(&format!(r#""kicker": "K", "sponsors": [{sponsors}]"#));
        let notes = Citations::new(&[]);
        let context = RenderContext::page(&article, None, &notes);
        let card = Dom::of(Card(CardProps { article: &article, whole: None, lead: false, context: &context }));
        for (dom, place) in [(page(&article), "article > header"), (card, "article > .words")] {
            assert_eq!(dom.text(&format!("{place} > p.paid:first-child")), words);
            assert_eq!(dom.count(".paid a, .paid[part]"), 0, "neither leads away nor can be styled away");
            assert_eq!(dom.count(".paid bdi"), names);
        }
    }
}

#[test]
fn other_sponsors_are_not_named_above_the_article() {
    for kind in ["funded", "underwritten", "sponsored"] {
        assert_eq!(sponsor(&format!(r#""kind": "{kind}", "name": "A""#)).count(".paid"), 0, "{kind}");
    }
}

/// Regression: "Paint Co." was followed by two full stops.
#[test]
fn an_acknowledgement_ends_in_one_full_stop() {
    for (name, end) in [
        ("Paint Co.", "Paint Co."),
        ("Paint", "Paint."),
        ("Yahoo!", "Yahoo!"),
        ("Who’s Who?", "Who’s Who?"),
        ("And so on…", "And so on…"),
        ("海運。", "海運。"),
        ("Paint (Ltd)", "Paint (Ltd)."),
    ] {
        let sponsors = json!([{ "kind": "funded", "name": name }]);
        let dom = page(&article_with(&format!(r#""sponsors": {sponsors}"#)));
        assert_eq!(dom.text(".acknowledgement"), format!("Reporting funded by {end}"), "{name}");
    }
}
