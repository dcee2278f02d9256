//! The styles that `docs/embed.md` gives as an example.

use super::{Publisher, inside, visit};

/// The last example of styles in the document.
fn example() -> &'static str {
    let text = include_str!("../../../docs/embed.md");
    let (_, rest) = text.rsplit_once("```css\n").expect("there are styles in docs/embed.md");
    rest.split_once("```").expect("they end").0
}

/// JavaScript: a function of an element and its ground, which returns the contrast of its text as WCAG counts it.
const CONTRAST: &str = "((element, ground) => { \
     const light = colour => { const [r, g, b] = colour.match(/[\\d.]+/g).map(value => { \
         const part = value / 255; return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; }); \
         return 0.2126 * r + 0.7152 * g + 0.0722 * b; }; \
     const [low, high] = [light(getComputedStyle(element).color), light(ground)].sort((a, b) => a - b); \
     return (high + 0.05) / (low + 0.05); })";

#[test]
fn the_example_can_be_read_by_day_and_by_night() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        let example = example();
        assert!(example.contains("theme=\"light\""), "it says what else it takes: {example}");
        page.hosts(&format!("<style>{example}</style>{}", publisher.snippet("ferry", "theme=light"))).await;
        page.all_are("inline").await;
        let readable = async |parts: &[&str], when: &str| {
            for part in parts {
                let contrast: f64 = page.get(&format!("{CONTRAST}({}, 'rgb(255, 255, 255)')", inside(part))).await;
                assert!(contrast >= 4.5, "{part} has {contrast} by {when}");
            }
        };
        let all = [".kicker", ".headline", ".body p", ".body a", ".dateline"];
        readable(&all, "day").await;
        page.darken().await;
        readable(&all, "night").await;
        // Who copies the styles alone can still read the story.
        page.run("document.querySelector('broadsheet-article').theme = null").await;
        readable(&[".headline", ".body p"], "night, without the theme").await;
    });
}
