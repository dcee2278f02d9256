//! Articles as a single file.

use std::fs;
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use broadsheet::app::App;
use broadsheet::publish::progress::Silent;
use broadsheet::publish::{SingleFile, single_file};
use expect_test::{Expect, expect};
use scraper::{Html, Selector};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::paper::{Paper, STYLE};

/// A build with the demo in it, on a site that does not know its address.
fn demo() -> Paper {
    let paper = Paper::new();
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/content");
    for kind in ["articles", "authors", "images", "media"] {
        for entry in fs::read_dir(content.join(kind)).unwrap() {
            let file = entry.unwrap();
            let name = file.file_name().into_string().unwrap();
            paper.write(&format!("{kind}/{name}"), fs::read(file.path()).unwrap());
        }
    }
    paper.site(&json!({ "title": "The Paper", "home": "six-pips", "session": { "login": "login" } }));
    paper
}

fn made(paper: &Paper, slug: &str) -> SingleFile {
    single_file(&paper.folder(), &App::in_folder(paper.app_folder()), slug, &Silent).unwrap()
}

fn html(paper: &Paper, slug: &str) -> String {
    let made = made(paper, slug);
    made.html.unwrap_or_else(|| panic!("{}", made.report.to_human(false)))
}

fn values(page: &Html, selector: &str, attribute: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector).filter_map(|element| Some(element.attr(attribute)?.to_owned())).collect()
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    page.select(&Selector::parse(selector).unwrap()).map(|element| element.text().collect()).collect()
}

#[test]
fn a_single_file_makes_no_requests() {
    let paper = demo();
    for slug in ["north-korea-3g", "one-sheet", "six-pips", "six-pips-ar"] {
        let page = Html::parse_document(&html(&paper, slug));
        let images = values(&page, "img", "src");
        assert!(!images.is_empty() && images.iter().all(|src| src.starts_with("data:image/")), "{slug}");
        let audios = values(&page, "audio", "src");
        assert!(audios.iter().all(|src| src.starts_with("data:audio/mpeg;base64,")), "{slug}: {audios:?}");
        assert_eq!(audios.len(), usize::from(slug == "six-pips"), "{slug}");
        for absent in ["[srcset]", "[sizes]", "[loading]", "[poster]", "[data-login]", "script", "video", "button"] {
            assert_eq!(texts(&page, absent), [""; 0], "{slug}: {absent}");
        }
        assert!(values(&page, "link", "rel").iter().all(|rel| rel == "icon" || rel == "canonical"), "{slug}");
    }
}

#[test]
fn a_single_file_names_who_paid_before_the_article() {
    let page = Html::parse_document(&html(&demo(), "one-sheet"));
    let named = texts(&page, "article > header > p.paid:first-child");
    assert!(matches!(&named[..], [words] if words.starts_with("Paid for by ")), "{named:?}");
}

#[test]
fn the_policy_allows_only_the_style_and_data_urls() {
    let page = Html::parse_document(&html(&demo(), "six-pips"));
    assert_eq!(texts(&page, "style"), [STYLE]);
    let style = BASE64_STANDARD.encode(Sha256::digest(STYLE));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style}'; img-src data:; media-src data:; base-uri 'none'; form-action 'none'"
    );
    assert_eq!(values(&page, "meta[http-equiv]", "content"), [policy]);
}

#[test]
fn two_runs_give_the_same_file() {
    let paper = demo();
    assert_eq!(html(&paper, "six-pips"), html(&paper, "six-pips"));
}

#[test]
fn the_widest_image_within_the_limit_is_included() {
    let paper = demo();
    let drawing = |width: u32| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"of-{width}\"/>");
    for width in [400, 900, 2400, 3000] {
        paper.write(&format!("images/of-{width}.svg"), drawing(width));
    }
    let image = |widths: &[u32]| {
        let (src, variants) = widths.split_first().unwrap();
        let variants: Vec<_> = variants
            .iter()
            .map(|width| json!({ "src": format!("../images/of-{width}.svg"), "width": width }))
            .collect();
        json!({ "type": "image", "src": format!("../images/of-{src}.svg"), "width": src, "height": src, "alt": "A drawing",
                "variants": variants })
    };
    for (widths, taken) in [(&[2400, 400, 900][..], 900), (&[3000, 2400], 2400), (&[3000], 3000), (&[900, 400], 900)] {
        paper.article("drawn", &json!({ "version": 1, "headline": "Drawn", "body": [image(widths)] }));
        let page = Html::parse_document(&html(&paper, "drawn"));
        let data = format!("data:image/svg+xml;base64,{}", BASE64_STANDARD.encode(drawing(taken)));
        assert_eq!(values(&page, "img", "src"), [data], "{widths:?}");
    }
}

#[test]
fn content_that_cannot_be_included_is_reported() {
    let paper = demo();
    paper.write("media/long.mp3", [b"ID3".as_slice(), &[0; 2_000_000]].concat());
    let video =
        |src: &str| json!({ "type": "video", "width": 16, "height": 9, "title": "Tide", "sources": [{ "src": src }] });
    let image =
        |alt: &str| json!({ "type": "image", "src": "https://example.org/a.png", "width": 3, "height": 2, "alt": alt });
    paper.article(
        "elsewhere",
        &json!({ "version": 1, "headline": "Elsewhere", "body": [
            image("A quay"), image(""), video("../media/time-ball.webm"), video("https://example.org/tide.webm"),
            { "type": "audio", "src": "../media/long.mp3", "title": "Long" },
            { "type": "embed", "url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "title": "A player" },
            [{ "text": "another story", "href": "six-pips.json" }, { "text": "a site", "href": "https://example.org/" }],
        ] }),
    );
    let page = Html::parse_document(&html(&paper, "elsewhere"));
    let notices = [
        "This picture is not in this file: A quay",
        "The film is not in this file.",
        "Watch the film: Tide",
        "The recording is not in this file.",
    ];
    assert_eq!(texts(&page, ".notice"), notices);
    let links = [
        "https://example.org/a.png",
        "https://example.org/tide.webm",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://example.org/",
    ];
    assert_eq!(values(&page, "a", "href"), links);
    for absent in ["img", "video", "audio", ".room", "button", ".origin"] {
        assert_eq!(texts(&page, absent), [""; 0], "{absent}");
    }
    assert_eq!(texts(&page, "span.masthead-title"), ["The Paper"]);
}

#[test]
fn a_single_file_links_to_the_article_if_the_site_has_an_address() {
    let paper = demo();
    paper.site(&json!({ "title": "The Paper", "home": "six-pips", "url": "https://paper.example/news" }));
    let page = Html::parse_document(&html(&paper, "six-pips"));
    let root = "https://paper.example/news/";
    assert_eq!(values(&page, "a.masthead-title", "href"), [root]);
    assert_eq!(values(&page, ".origin a", "href"), ["https://paper.example/news/2024/02/six-pips/"]);
    // The article's own canonical address.
    assert_eq!(values(&page, "link[rel=canonical]", "href"), ["https://example.org/2024/02/six-pips/"]);
    let other = Html::parse_document(&html(&paper, "one-sheet"));
    assert!(values(&other, "link[rel=canonical]", "href")[0].starts_with(root));
    assert_eq!(texts(&page, ".origin time").len(), 1);
    assert_eq!(values(&page, ".video .notice a", "href"), [format!("{root}content/media/time-ball.webm")]);
    assert!(values(&page, ".related a", "href").iter().any(|href| href.starts_with(root)));
    assert!(values(&page, "a", "href").iter().all(|href| href.starts_with('#') || href.contains(':')));
}

#[test]
fn an_article_with_an_error_is_refused() {
    let paper = demo();
    paper.article("slip", &json!({ "version": 1, "headline": "Slip", "body": [{ "type": "imag" }] }));
    let broken = made(&paper, "slip");
    assert!(broken.html.is_none());
    assert!(broken.report.to_human(false).contains("imag"), "{}", broken.report.to_human(false));
    // Errors in other articles don't matter.
    let other = made(&paper, "six-pips");
    assert!(other.report.documents.iter().all(|document| !document.file.ends_with("slip.json")));
    paper.site(&json!({ "title": "The Paper", "titel": "The Paper" }));
    assert_eq!(made(&paper, "six-pips").report.count(), 1, "what is wrong in the site is seen in the file");
}

#[test]
fn a_missing_image_is_reported() {
    let paper = demo();
    let image = json!({ "type": "image", "src": "../images/none.png", "width": 3, "height": 2, "alt": "A quay" });
    paper.article("slip", &json!({ "version": 1, "headline": "Slip", "body": [image] }));
    let broken = made(&paper, "slip");
    assert!(
        broken.report.to_human(false).contains("there is no file images/none.png"),
        "{}",
        broken.report.to_human(false)
    );
    let page = Html::parse_document(&broken.html.unwrap());
    assert_eq!(texts(&page, ".notice"), ["This picture is not in this file: A quay"]);
    assert_eq!(texts(&page, "img"), [""; 0]);
}

#[test]
fn a_file_outside_the_publication_is_not_included() {
    let paper = demo();
    paper.write("../secret.svg", "<svg/>");
    let src = "/content%2F..%2Fsecret.svg";
    paper.article(
        "thief",
        &json!({ "version": 1, "headline": "Thief", "body": [
        { "type": "image", "src": src, "width": 3, "height": 2, "alt": "A secret" }
    ] }),
    );
    let page = html(&paper, "thief");
    paper.remove("../secret.svg");
    assert!(page.contains("This picture is not in this file: A secret"), "{page}");
}

#[test]
fn a_name_without_an_article_is_refused() {
    let paper = demo();
    let check = |slug, expected: Expect| {
        expected.assert_eq(
            &single_file(&paper.folder(), &App::in_folder(paper.app_folder()), slug, &Silent).unwrap_err().to_string(),
        )
    };
    check(
        "nobody",
        expect![[r#"
            there is no article articles/nobody.json.
            What to do: give the file name of an article, without .json"#]],
    );
    check(
        "../site",
        expect![[r#"
            there is no article articles/../site.json.
            What to do: give the file name of an article, without .json"#]],
    );
    check(
        "",
        expect![[r#"
            there is no article articles/.json.
            What to do: give the file name of an article, without .json"#]],
    );
}

#[test]
fn a_link_outside_the_publication_is_unchanged() {
    let paper = demo();
    let image = |src: &str| json!({ "type": "image", "src": src, "width": 1, "height": 1, "alt": "A dial" });
    paper.article(
        "beside",
        &json!({ "version": 1, "headline": "Beside", "body": [
            [{ "text": "about", "href": "/about/" }, { "text": "up", "href": "../../../contact.html" }],
            image("/content/images/six-pips-480.jpg"), image("/news/content/images/six-pips-480.jpg"),
        ] }),
    );
    let page = Html::parse_document(&html(&paper, "beside"));
    assert_eq!(values(&page, ".article > p a", "href"), [""; 0], "nobody knows on which server it lies");
    assert_eq!(values(&page, "img", "src").len(), 1, "a file that is there is meant");
    paper.site(&json!({ "url": "https://paper.example/news/" }));
    let page = Html::parse_document(&html(&paper, "beside"));
    let beside = ["about/", "contact.html", "content/images/six-pips-480.jpg"];
    assert_eq!(
        values(&page, ".article > p a, .article > .figure a", "href"),
        beside.map(|path| format!("https://paper.example/{path}"))
    );
    assert_eq!(values(&page, "img", "src").len(), 1, "its own");
}

/// Regression: such an address stopped the command.
#[test]
fn an_image_that_no_file_can_be_is_reported_like_a_missing_one() {
    let paper = demo();
    paper.write("images/a-file", "");
    let long = format!("../images/{}.png", "l".repeat(300));
    for src in ["../images", "../images/", "../images/a-file/below.png", "../images/a%00b.png", &long, "../../.."] {
        let image = json!({ "type": "image", "src": src, "width": 3, "height": 2, "alt": "A quay" });
        paper.article("slip", &json!({ "headline": "Slip", "body": [image] }));
        let made = made(&paper, "slip");
        let page = Html::parse_document(&made.html.unwrap_or_else(|| panic!("{src}")));
        assert_eq!(texts(&page, ".notice"), ["This picture is not in this file: A quay"], "{src}");
    }
}
