//! How a site looks by its `site.json`: theme, font files and logo.

use serde_json::{Value, json};

use crate::accessibility::axe;
use crate::article;
use crate::browser::{Engine, Page, Screen, browse, browse_in, browse_in_all_engines};
use crate::site::Site;

const FONT: &[u8] = include_bytes!("../fixtures/squares.woff2");

const LIGHT: [(&str, &str); 4] = [("paper", "#f0f8ff"), ("ink", "#102030"), ("accent", "#00695c"), ("link", "#004d43")];
const DARK: [(&str, &str); 4] = [("paper", "#0b1b2b"), ("ink", "#e0f0ff"), ("accent", "#80cbc4"), ("link", "#a7dcd7")];

fn palette(colors: [(&str, &str); 4]) -> Value {
    colors.into_iter().map(|(name, color)| (name.to_owned(), json!(color))).collect::<serde_json::Map<_, _>>().into()
}

/// A themed site with an article, at the root of its server.
fn site() -> Site {
    let mut light = palette(LIGHT);
    light["text"] = json!(["Squares", "Georgia", "serif"]);
    let site = Site::new(&json!({
        "version": 1, "title": "The Paper", "lang": "en", "offline": true,
        "logo": { "src": "images/logo.svg", "dark": "images/logo-dark.svg", "alt": "The Paper, since 1901" },
        "theme": {
            "light": light, "dark": palette(DARK),
            "faces": [{ "family": "Squares", "src": "fonts/squares.woff2", "weight": "100 900" }],
        },
    }));
    let logo = |color: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='100'><rect width='300' height='100' fill='{color}'/></svg>"
        )
    };
    site.write("images/logo.svg", logo("#00695c"));
    site.write("images/logo-dark.svg", logo("#80cbc4"));
    site.write("fonts/squares.woff2", FONT);
    let story = article::with(article::plain("The bell"), "published", json!("2024-10-04"));
    let story = article::with(story, "kicker", json!("Harbours"));
    let link = json!([{ "text": "A link", "href": "https://example.org/" }]);
    site.with_article("bell", &article::with(story, "body", json!(["It rings.", link]))).published()
}

/// A colour such as `#102030` as the browser computes it.
fn computed(color: &str) -> String {
    let channel = |at: usize| u8::from_str_radix(&color[at..at + 2], 16).expect("two digits");
    format!("rgb({}, {}, {})", channel(1), channel(3), channel(5))
}

/// The pages that wear the theme, each with a selector of something in the colour of a link, if it has any.
const PAGES: [(&str, Option<&str>); 7] = [
    ("", None),
    ("2024/10/bell/", Some(".article > p a")),
    ("404.html", Some(".fault a")),
    ("offline.html", Some(".fault a")),
    ("embed/bell/", Some(".article > p a")),
    ("embed/bell/card/", None),
    ("reader.html#/bell", Some(".article > p a")),
];

async fn assert_colors(page: &Page, colors: [(&str, &str); 4]) {
    let color = |name: &str| computed(colors.iter().find(|(other, _)| *other == name).expect("it is set").1);
    for (path, link) in PAGES {
        page.load(path).await;
        page.wait_until(path, "document.querySelector('h1, .card')").await;
        let of = async |selector: &str, property: &str| -> String {
            page.get(&format!("getComputedStyle(document.querySelector('{selector}')).{property}")).await
        };
        assert_eq!(of("html", "backgroundColor").await, color("paper"), "{path}");
        assert_eq!(of("html", "color").await, color("ink"), "{path}");
        if path.contains("bell") {
            assert_eq!(of(".kicker", "color").await, color("accent"), "{path}");
        }
        if let Some(link) = link {
            assert_eq!(of(link, "color").await, color("link"), "{path}");
        }
        assert_eq!(page.errors().await, Vec::<String>::new(), "{path}");
    }
}

#[test]
fn every_page_has_the_colours_of_the_theme_for_a_light_system() {
    browse_in_all_engines(site().host(), async |page| {
        assert_colors(page, LIGHT).await;
    });
}

#[test]
fn every_page_has_the_colours_of_the_theme_for_a_dark_system() {
    browse_in(&Engine::WITHOUT_WEBKIT, site().host(), async |page| {
        page.prefer_dark().await;
        assert_colors(page, DARK).await;
    });
}

#[test]
fn axe_finds_no_violation_on_themed_pages_with_a_logo() {
    browse(site().host(), async |page| {
        let mut violations = Vec::new();
        for path in ["", "2024/10/bell/", "404.html"] {
            page.load(path).await;
            violations.extend(axe::check(page, path).await);
        }
        assert_eq!(violations, Vec::<String>::new());
    });
}

#[test]
fn a_frame_changes_between_the_colours_of_the_theme_as_its_host_says() {
    let site = site();
    for theme in ["dark", "light"] {
        let frame = format!("<iframe src='embed/bell/?theme={theme}'></iframe>");
        site.plant(&format!("{theme}.html"), format!("<!doctype html><title>Host</title>{frame}"));
    }
    browse(site.host(), async |page| {
        for (theme, colors) in [("dark", DARK), ("light", LIGHT)] {
            page.load(&format!("{theme}.html")).await;
            let paper = "getComputedStyle(document.documentElement).backgroundColor";
            assert_eq!(
                page.get_in_frame::<String>("document.querySelector('iframe')", paper).await,
                computed(colors[0].1),
                "{theme}"
            );
        }
    });
}

#[test]
fn on_paper_the_colours_are_those_for_print() {
    browse(site().host(), async |page| {
        page.load("2024/10/bell/").await;
        page.emulate_print().await;
        let paper: String = page.get("getComputedStyle(document.documentElement).backgroundColor").await;
        assert_eq!(paper, "rgb(255, 255, 255)");
        assert!(
            page.get::<f64>("document.querySelector('.masthead-logo').getBoundingClientRect().height").await > 20.0
        );
    });
}

#[test]
fn the_text_is_in_a_font_of_the_site_and_the_policy_allows_it() {
    let site = site();
    browse_in_all_engines(site.host(), async |page| {
        for path in ["2024/10/bell/", "404.html", "reader.html#/bell", "embed/bell/"] {
            page.load(path).await;
            page.wait_until(path, "document.querySelector('h1') && document.fonts.status === 'loaded'").await;
            let faces: Vec<(String, String)> = page
                .get("[...document.fonts].map(({ family, status }) => [family.replaceAll('\"', ''), status])")
                .await;
            // On a busy machine, the font may come too late for a page, which WebKit calls an error. Then a script can
            // still wait for it, unless the policy forbids it.
            if faces != [("Squares".to_owned(), "loaded".to_owned())] {
                assert_eq!(faces, [("Squares".to_owned(), "error".to_owned())], "{path}");
                let font = page.server.url("content/fonts/squares.woff2");
                let late = format!("new FontFace('Late', 'url({font})').load().then(() => 'late', String)");
                assert_eq!(page.get::<String>(&late).await, "late", "{path}");
            }
            let family: String = page.get("getComputedStyle(document.querySelector('h1')).fontFamily").await;
            assert!(family.starts_with("Squares") || family.starts_with("\"Squares"), "{path}: {family}");
            assert_eq!(page.errors().await, Vec::<String>::new(), "{path}");
        }
        let requests = page.server.requests_for(".woff2");
        assert!(requests.iter().all(|request| request.path == "/content/fonts/squares.woff2"), "{requests:#?}");
    });
}

#[test]
fn the_logo_has_its_name_and_nothing_moves_when_it_arrives_late() {
    let site = site();
    for screen in [Screen::PHONE, Screen::DESKTOP] {
        browse(site.host(), async |page| {
            page.without_scroll_bars().await;
            page.screen(screen).await;
            page.server.delay("content/images/logo.svg", std::time::Duration::from_millis(600));
            page.load("2024/10/bell/").await;
            let logo = "document.querySelector('.masthead-logo')";
            let size = format!("(({{ width, height }}) => [width, height])({logo}.getBoundingClientRect())");
            let before: [f64; 2] = page.get(&size).await;
            page.wait_until("the logo", &format!("{logo}.complete && {logo}.naturalWidth")).await;
            page.wait_for_two_frames().await;
            assert_eq!(page.get::<[f64; 2]>(&size).await, before);
            assert_eq!(before, [132.0, 44.0]);
            let (shift, moved) = page.layout_shift().await;
            assert_eq!(shift, 0.0, "{moved:#?}");
            assert_eq!(page.accessible_name(".masthead-title").await, "The Paper, since 1901");
            assert_eq!(page.get::<f64>("document.querySelector('.masthead').offsetHeight").await, 60.0);
        });
    }
}

#[test]
fn a_logo_that_is_wider_than_the_window_becomes_smaller() {
    let site = site();
    let wide =
        "<svg xmlns='http://www.w3.org/2000/svg' width='1200' height='80'><rect width='1200' height='80'/></svg>";
    site.write("images/logo.svg", wide);
    site.write("images/logo-dark.svg", wide);
    site.publish();
    browse_in_all_engines(site.host(), async |page| {
        page.screen(Screen::PHONE).await;
        page.load("").await;
        let logo = "document.querySelector('.masthead-logo')";
        page.wait_until("the logo", &format!("{logo}.complete && {logo}.naturalWidth")).await;
        let [width, height]: [f64; 2] =
            page.get(&format!("(({{ width, height }}) => [width, height])({logo}.getBoundingClientRect())")).await;
        let window: f64 = page.get("document.documentElement.clientWidth").await;
        assert!(width > window / 2.0 && width <= window && height == 44.0, "{width} x {height} in {window}");
        assert!(page.get::<bool>("document.documentElement.scrollWidth <= innerWidth").await);
    });
}

#[test]
fn a_dark_system_shows_the_logo_for_it_without_a_light_ground() {
    browse(site().host(), async |page| {
        page.prefer_dark().await;
        page.load("").await;
        let logo = "document.querySelector('.masthead-logo')";
        page.wait_until("the logo", &format!("{logo}.complete && {logo}.currentSrc.endsWith('/logo-dark.svg')")).await;
        assert_eq!(page.get::<String>(&format!("getComputedStyle({logo}).backgroundImage")).await, "none");
        // The logo is a link, by keyboard, too.
        page.click(".masthead-title").await;
        page.wait_until("the front page", "location.pathname.endsWith('/')").await;
    });
}
