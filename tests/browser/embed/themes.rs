//! The theme of an element that shows its article in a frame.

use super::{Publisher, inside, visit};

/// Regression: the `theme` attribute had no effect on the page in the frame.
#[test]
fn the_frame_has_the_theme_of_its_element_at_first_and_after_a_change() {
    // JavaScript: whether the page in the frame has the text colour of the dark theme.
    const DARK: &str = "getComputedStyle(document.body).color === 'rgb(236, 231, 220)'";
    visit(async |page| {
        let publisher = Publisher::without_cors().await;
        for dark_preferred in [false, true] {
            if dark_preferred {
                page.prefer_dark().await;
            }
            for first in ["light", "dark", "auto"] {
                page.open_host_page(&publisher.snippet("north-korea-3g", &format!("mode=iframe theme={first}"))).await;
                page.wait_until_all_are("iframe").await;
                page.run(&format!("window.frame = {}", inside("iframe"))).await;
                for theme in [first, "light", "dark", "auto", "no such theme"] {
                    page.run(&format!("document.querySelector('broadsheet-article').theme = '{theme}'")).await;
                    let dark = theme == "dark" || (dark_preferred && theme != "light");
                    let name = format!("{theme} after {first}, dark_preferred: {dark_preferred}");
                    let begun = std::time::Instant::now();
                    while page.get_in_frame::<bool>(&inside("iframe"), DARK).await != dark {
                        assert!(begun.elapsed().as_secs() < 30, "{name}");
                        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                    }
                }
                assert!(page.get::<bool>(&format!("frame === {}", inside("iframe"))).await, "it is loaded once");
            }
            // In a plain `<iframe>`, the query sets the theme.
            let address = publisher.0.url("embed/north-korea-3g/");
            for (query, dark) in [
                ("", dark_preferred),
                ("?theme=light", false),
                ("?theme=dark#?secret=abc", true),
                ("?theme=x", dark_preferred),
            ] {
                page.open_host_page(&format!("<iframe src='{address}{query}' sandbox=allow-scripts></iframe>")).await;
                let found = page.get_in_frame::<bool>("document.querySelector('iframe')", DARK).await;
                assert_eq!(found, dark, "a snippet with “{query}”, dark_preferred: {dark_preferred}");
            }
        }
    });
}
