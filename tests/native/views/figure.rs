//! Images with their captions.

use super::{Dom, embedded, page};
use crate::article::{article_of, article_with, read};

const BARE: &str = r#""type": "image", "src": "a.jpg", "width": 600, "height": 400, "alt": "What can be seen""#;

fn figure(more: &str) -> Dom {
    page(&article_of(&format!("[{{ {BARE} {more} }}]")))
}

#[test]
fn a_bare_image_has_no_caption() {
    let dom = figure("");
    assert_eq!(dom.count(".article > figure.figure > img"), 1);
    assert_eq!(dom.count("figcaption, a, .caption, .credit, .source"), 0);
    assert_eq!(dom.attr("img", "alt"), Some("What can be seen"));
    assert_eq!(dom.attr("img", "src"), Some("https://example.org/paper/content/articles/a.jpg"));
    assert_eq!((dom.attr("img", "width"), dom.attr("img", "height")), (Some("600"), Some("400")));
    assert_eq!((dom.attr("img", "srcset"), dom.attr("img", "sizes")), (None, None));
}

#[test]
fn caption_credit_and_source_are_in_this_order() {
    for (more, words) in [
        (r#", "caption": "Caption.""#, "Caption."),
        (r#", "credit": "Credit""#, "Credit"),
        (r#", "source": "Where from""#, "Where from"),
        (
            r#", "caption": "Caption.", "credit": "Credit", "source": { "href": "https://example.org/" }"#,
            "Caption. Credit Source",
        ),
        (r#", "credit": "Credit", "source": { "text": "There", "href": "https://example.org/" }"#, "Credit There"),
    ] {
        assert_eq!(figure(more).text("figure > figcaption").trim(), words);
    }
}

#[test]
fn a_source_is_a_link_if_it_leads_somewhere() {
    let dom = figure(r#", "source": { "href": "https://example.org/" }"#);
    assert_eq!(
        (dom.text(".source > a").as_str(), dom.attr(".source > a", "href")),
        ("Source", Some("https://example.org/"))
    );
    assert_eq!(figure(r#", "source": "Where from""#).count("a"), 0);
    let dom = page(&article_with(&format!(
        r#""lang": "de", "lead": {{ {BARE}, "source": {{ "href": "https://example.org/" }} }}"#
    )));
    assert_eq!(dom.text(".source"), "Quelle");
}

#[test]
fn a_decorative_image_has_an_empty_alt() {
    let json = BARE.replace("What can be seen", "");
    assert_eq!(page(&article_of(&format!("[{{ {json} }}]"))).attr("img", "alt"), Some(""));
    let (article, _) =
        read(r#"{ "headline": "H", "body": [{ "type": "image", "src": "a.jpg", "width": 1, "height": 1 }] }"#).unwrap();
    assert_eq!(page(&article).attr("img", "alt"), Some(""), "there is always one");
}

#[test]
fn an_image_without_a_size_has_no_width_and_height() {
    let (article, _) =
        read(r#"{ "headline": "H", "body": [{ "type": "image", "src": "a.jpg", "alt": "" }] }"#).unwrap();
    let dom = page(&article);
    assert_eq!((dom.attr("img", "width"), dom.attr("img", "height")), (None, None));
}

#[test]
fn variants_are_offered_beside_the_file_itself() {
    let dom = figure(r#", "variants": [{ "src": "a-300.jpg", "width": 300 }, { "src": "a b.jpg", "width": 450 }]"#);
    let root = "https://example.org/paper/content/articles/";
    let files = format!("{root}a-300.jpg 300w, {root}a%20b.jpg 450w, {root}a.jpg 600w");
    assert_eq!(dom.attr("img", "srcset"), Some(files.as_str()));
    assert!(dom.attr("img", "sizes").is_some());
}

/// <https://html.spec.whatwg.org/multipage/images.html#srcset-attribute>: an address that ends with a comma ends there.
#[test]
fn an_address_with_a_comma_does_not_break_the_list_of_files() {
    let dom = figure(r#", "variants": [{ "src": "a,b.jpg", "width": 300 }, { "src": "c.jpg,", "width": 450 }]"#);
    let files = dom.attr("img", "srcset").unwrap();
    assert!(files.ends_with(" 450w, https://example.org/paper/content/articles/a.jpg 600w"), "{files}");
    assert!(!files.contains(", 450w"), "{files}");
}

#[test]
fn the_lead_is_fetched_first_and_the_others_when_they_are_near() {
    let dom = page(&article_with(&format!(r#""lead": {{ {BARE} }}"#)));
    assert_eq!((dom.attr("figure.lead > img", "fetchpriority"), dom.attr("img", "loading")), (Some("high"), None));
    let dom = figure("");
    assert_eq!((dom.attr("img", "fetchpriority"), dom.attr("img", "loading")), (None, Some("lazy")));
}

#[test]
fn the_lead_image_on_a_host_page_is_lazy_and_fits_its_column() {
    let variants = r#""variants": [{ "src": "b.jpg", "width": 300 }]"#;
    let dom = embedded(&article_with(&format!(r#""lead": {{ {BARE}, {variants} }}"#)), 2);
    assert_eq!((dom.attr(".lead > img", "fetchpriority"), dom.attr("img", "loading")), (None, Some("lazy")));
    assert_eq!(dom.attr("img", "sizes"), Some("300px"));
}

#[test]
fn src_is_the_last_attribute_of_an_image() {
    let html = figure(r#", "variants": [{ "src": "b.jpg", "width": 300 }]"#).html;
    let img = &html[html.find("<img").unwrap()..];
    let img = &img[..img.find('>').unwrap()];
    assert!(img.rfind(" src=").unwrap() > img.rfind(" srcset=").unwrap() && img.ends_with("a.jpg\""), "{img}");
}
