//! Styles of the embedding page, malicious or merely broad: they must not change articles, cards or frames.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::{Publisher, STATES, visit};
use crate::article;
use crate::browser::Page;

const STYLES: [&str; 9] = [
    "* { all: unset !important }",
    "* { color: red !important; display: block !important }",
    "html { font-size: 62.5% }",
    "article, figure { display: none }",
    ":not(:defined) { display: none }",
    "*, ::before, ::after { font: 40px monospace !important; zoom: 1; visibility: inherit !important; float: none }",
    "body { text-align: center; text-transform: uppercase; letter-spacing: 0.3em; line-height: 3; quotes: none; \
         list-style: square inside; border-collapse: separate; white-space: pre; hyphens: auto; cursor: wait }",
    "broadsheet-article { font: 40px monospace; color: lime; direction: rtl }",
    "div { display: none } iframe { position: fixed; visibility: hidden; block-size: 3px } a { color: lime }",
];

/// JavaScript that changes the direction of the embedding page.
const DIRECTIONS: [&str; 2] =
    ["document.dir = 'rtl'", "document.querySelectorAll('broadsheet-article').forEach(article => article.dir = 'rtl')"];

/// JavaScript: a function that compares all computed styles inside the elements before and after it runs `calm`, and
/// returns the differences.
const DIFFERENCES: &str = "(calm => { \
     const parts = [...document.querySelectorAll('broadsheet-article')].flatMap(({ shadowRoot }) => \
         [...shadowRoot.querySelectorAll('.broadsheet:has(article), .broadsheet:has(article) *, iframe')]); \
     const looks = () => parts.flatMap(part => ['', '::before', '::after'].map(pseudo => { \
         const style = getComputedStyle(part, pseudo); \
         const values = [...style].filter(name => !name.startsWith('--')).map(name => [name, style.getPropertyValue(name)]); \
         return [`${part.localName}.${part.className}${pseudo}`, Object.fromEntries(values)]; \
     })); \
     const before = looks(); \
     calm(); \
     const found = looks().flatMap(([part, values], number) => Object.entries(values) \
         .filter(([name, value]) => before[number][1][name] !== value) \
         .map(([name, value]) => `${part}: ${name} was ${before[number][1][name]} for ${value}`)); \
     return [parts.length, found.slice(0, 20)]; })";

/// Opens a page with these styles that embeds an article, a card, a frame, and an article that is missing.
async fn open(page: &Page, publisher: &Publisher, style: &str) {
    publisher
        .serve_article("all", &article::everything())
        .serve_article("ferry", &article::full())
        .serve_frame_page("framed", "<p>Framed");
    let element = |slug, attributes: &str| publisher.element(slug, &format!("loading=eager {attributes}"));
    page.open_host_page(&format!(
        "<style>#room {{ display: block !important; width: 600px !important }}</style><style id=hostile>{style}</style>\
         <main id=room>{}{}{}{}</main>{}",
        element("all", ""),
        element("ferry", "layout=card"),
        element("framed", "mode=iframe"),
        element("missing", "mode=inline"),
        publisher.script()
    ))
    .await;
    page.wait_until("all to have ended", &format!("{STATES} === 'inline,inline,iframe,link'")).await;
}

/// Asserts that everything is visible, and that undoing the hostile styles by `calm` changes no computed style.
async fn assert_no_difference(page: &Page, calm: &str, name: &str) {
    let seen: Value = page
        .get(
            "[...document.querySelectorAll('broadsheet-article')].map(article => { \
                 const part = article.shadowRoot.querySelector('article, iframe') ?? article.querySelector('a'); \
                 const { width, height } = part.getBoundingClientRect(); \
                 return width > 30 && height > 5 && part.checkVisibility({ visibilityProperty: true }); })",
        )
        .await;
    assert_eq!(seen, json!([true, true, true, true]), "what is seen under {name}");
    let (parts, found): (usize, Vec<String>) = page.get(&format!("{DIFFERENCES}(() => {calm})")).await;
    assert!(parts > 150, "{parts} parts");
    assert_eq!(found, Vec::<String>::new(), "{name}");
}

#[test]
fn styles_of_the_embedding_page_do_not_change_the_article() {
    for style in STYLES {
        check_style(style, style);
    }
}

#[test]
fn css_frameworks_do_not_change_the_article() {
    for variable in ["BROADSHEET_BOOTSTRAP", "BROADSHEET_PREFLIGHT"] {
        let style = std::fs::read_to_string(file(variable)).unwrap_or_else(|error| panic!("{variable}: {error}"));
        check_style(&style, variable);
    }
}

fn check_style(style: &str, name: &str) {
    visit(async |page| {
        open(page, &Publisher::with_cors().await, style).await;
        assert_no_difference(page, "document.querySelector('#hostile').disabled = true", name).await;
    });
}

#[test]
fn the_direction_of_the_embedding_page_does_not_change_the_article() {
    for turn in DIRECTIONS {
        visit(async |page| {
            open(page, &Publisher::with_cors().await, "").await;
            page.run(turn).await;
            assert_no_difference(page, &turn.replace("'rtl'", "'ltr'"), turn).await;
        });
    }
}

/// The path of an npm package's style sheet.
fn file(variable: &str) -> PathBuf {
    std::env::var_os(variable).map_or_else(
        || panic!("{variable} should name a style sheet. Run the tests by `cargo xtask test`, which installs it."),
        PathBuf::from,
    )
}
