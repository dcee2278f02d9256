//! The theme of an element that shows the article in a frame.

use super::{Publisher, inside, visit};

/// F5: the page in the frame knew nothing of the attribute.
#[test]
fn a_theme_is_that_of_the_frame_too_at_once_and_after_a_change() {
    // The ink of dark pages.
    const DARK: &str = "getComputedStyle(document.body).color === 'rgb(236, 231, 220)'";
    visit(async |page| {
        let publisher = Publisher::lenient().await;
        for darkened in [false, true] {
            if darkened {
                page.darken().await;
            }
            for first in ["light", "dark", "auto"] {
                page.hosts(&publisher.snippet("north-korea-3g", &format!("mode=iframe theme={first}"))).await;
                page.all_are("iframe").await;
                page.run(&format!("window.frame = {}", inside("iframe"))).await;
                for theme in [first, "light", "dark", "auto", "no such theme"] {
                    page.run(&format!("document.querySelector('broadsheet-article').theme = '{theme}'")).await;
                    let dark = theme == "dark" || (darkened && theme != "light");
                    let name = format!("{theme} after {first}, darkened: {darkened}");
                    let begun = std::time::Instant::now();
                    while page.get_in_frame::<bool>(&inside("iframe"), DARK).await != dark {
                        assert!(begun.elapsed().as_secs() < 30, "{name}");
                        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                    }
                }
                assert!(page.get::<bool>(&format!("frame === {}", inside("iframe"))).await, "it is loaded once");
            }
            // In the snippet, the address says it.
            let address = publisher.0.url("embed/north-korea-3g/");
            for (query, dark) in
                [("", darkened), ("?theme=light", false), ("?theme=dark#?secret=abc", true), ("?theme=x", darkened)]
            {
                page.hosts(&format!("<iframe src='{address}{query}' sandbox=allow-scripts></iframe>")).await;
                let found = page.get_in_frame::<bool>("document.querySelector('iframe')", DARK).await;
                assert_eq!(found, dark, "a snippet with “{query}”, darkened: {darkened}");
            }
        }
    });
}
