//! The snippets of `README.md` and `docs/embed.md`. They run unchanged, except for the publisher's address.

use super::{Publisher, inside, visit};
use crate::article;

const DOCUMENTS: [&str; 2] = [include_str!("../../../README.md"), include_str!("../../../docs/embed.md")];

/// The publisher's address in the documents.
const NEWS: &str = "https://news.example/";

/// The slugs of the articles in the documents.
const SLUGS: [&str; 2] = ["bell", "harbour-bell"];

/// The headline of these articles, and the text of their pages for frames.
const HEADLINE: &str = "The bell at the end of the mole";
const WORDS: &str = "The sea does the work.";

/// All code blocks of a language.
fn snippets(language: &str) -> Vec<&'static str> {
    let fence = format!("```{language}\n");
    let blocks = DOCUMENTS.iter().flat_map(|document| document.split(&fence).skip(1).collect::<Vec<_>>());
    blocks.map(|rest| rest.split_once("```").expect("a block ends").0).collect()
}

/// A publisher that serves the articles of the documents.
async fn publisher() -> Publisher {
    let publisher = Publisher::with_cors().await;
    for slug in SLUGS {
        publisher.serve_article(slug, &article::plain(HEADLINE));
        publisher.serve_frame_page(slug, &format!("<p>{WORDS}</p>"));
    }
    publisher
}

/// The last CSS example in the documents.
fn example() -> &'static str {
    snippets("css").pop().expect("there are styles in docs/embed.md")
}

/// Regression: no test ran the snippets, and some did not work.
#[test]
fn each_html_snippet_of_the_docs_shows_an_article() {
    visit(async |page| {
        let publisher = publisher().await;
        let snippets = snippets("html");
        assert!(snippets.len() >= 4, "{snippets:?}");
        for snippet in snippets {
            let snippet = snippet.replace(NEWS, &publisher.0.url(""));
            page.open_host_page(&snippet).await;
            if snippet.contains("<iframe") {
                let words = page.text_in_frame("document.querySelector('iframe')").await;
                assert_eq!(words.trim(), WORDS, "{snippet}");
                continue;
            }
            let element = "(document.querySelector('broadsheet-article') ?? \
                 document.querySelector('blockquote').shadowRoot?.querySelector('broadsheet-article'))";
            page.wait_until(&snippet, &format!("{element}?.state === 'inline'")).await;
            let headline: String =
                page.get(&format!("{element}.shadowRoot.querySelector('.headline').innerText")).await;
            assert_eq!(headline, HEADLINE, "{snippet}");
            // The fallback link leads to an address of a finished page.
            let pages = "(links => links.length && links.every(link => /\\/2024\\/10\\/[a-z-]+\\/$/.test(link.href)))([...document.querySelectorAll('a')])";
            assert!(page.get::<bool>(&format!("!!{pages}")).await, "{snippet}");
        }
    });
}

#[test]
fn each_javascript_snippet_of_the_docs_defines_the_element() {
    visit(async |page| {
        let publisher = publisher().await;
        let snippets = snippets("js");
        assert!(!snippets.is_empty());
        for snippet in snippets {
            let snippet = snippet.replace(NEWS, &publisher.0.url(""));
            let element = publisher.element("bell", "");
            page.open_host_page(&format!("{element}<script type=module>{snippet}</script>")).await;
            page.wait_until_all_are("inline").await;
        }
    });
}

#[test]
fn the_documented_styles_reserve_the_height_before_the_script_runs() {
    visit(async |page| {
        let styles = snippets("css");
        let room = styles.iter().find(|styles| styles.contains("min-height")).expect("docs/embed.md has such styles");
        page.open_host_page(&format!(
            "<style>{room}</style><broadsheet-article><a href=#>The story</a></broadsheet-article>"
        ))
        .await;
        let height: f64 = page.get("document.querySelector('broadsheet-article').offsetHeight").await;
        assert_eq!(height, 900.0);
        page.run("document.querySelector('broadsheet-article').hidden = true").await;
        let height: f64 = page.get("document.querySelector('broadsheet-article').offsetHeight").await;
        assert_eq!(height, 0.0);
    });
}

/// JavaScript: a function that returns the contrast (WCAG) between an element's text and a background colour.
const CONTRAST: &str = "((element, ground) => { \
     const light = colour => { const [r, g, b] = colour.match(/[\\d.]+/g).map(value => { \
         const part = value / 255; return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; }); \
         return 0.2126 * r + 0.7152 * g + 0.0722 * b; }; \
     const [low, high] = [light(getComputedStyle(element).color), light(ground)].sort((a, b) => a - b); \
     return (high + 0.05) / (low + 0.05); })";

#[test]
fn the_documented_theme_has_contrast_in_light_and_dark_mode() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        let example = example();
        assert!(example.contains("theme=\"light\""), "it says what else it takes: {example}");
        page.open_host_page(&format!("<style>{example}</style>{}", publisher.snippet("ferry", "theme=light"))).await;
        page.wait_until_all_are("inline").await;
        let readable = async |parts: &[&str], when: &str| {
            for part in parts {
                let contrast: f64 = page.get(&format!("{CONTRAST}({}, 'rgb(255, 255, 255)')", inside(part))).await;
                assert!(contrast >= 4.5, "{part} has {contrast} by {when}");
            }
        };
        let all = [".kicker", ".headline", ".body p", ".body a", ".dates"];
        readable(&all, "day").await;
        page.prefer_dark().await;
        readable(&all, "night").await;
        // Without the `theme` attribute, the article still has contrast.
        page.run("document.querySelector('broadsheet-article').theme = null").await;
        readable(&[".headline", ".body p"], "night, without the theme").await;
    });
}
