//! The demo pages of embedding sites, in `dist/embeds/`.

use serde_json::{Value, json};

use crate::browser::{Page, Screen, browse};
use crate::server::Host;

/// Each demo page, and the final states of its elements in document order.
const DEMOS: [(&str, &[&str]); 8] = [
    ("inline", &["inline"]),
    ("card", &["inline", "inline", "inline"]),
    ("iframe", &["iframe"]),
    ("blockquote", &["inline"]),
    ("several", &["inline", "inline", "inline", "inline"]),
    ("themed", &["inline"]),
    ("strict", &["inline"]),
    ("right-to-left", &["inline", "inline"]),
];

/// JavaScript: all `<broadsheet-article>` elements of a page, including those in the shadow roots of blockquotes.
const ELEMENTS: &str = "[document, ...[...document.querySelectorAll('blockquote')].map(quote => quote.shadowRoot)] \
     .flatMap(root => [...root?.querySelectorAll('broadsheet-article') ?? []])";

/// The pages contain their own policies. A folder prefix reveals wrong relative addresses.
fn host() -> Host {
    Host { policy: None, prefix: "/a/b/", ..Host::default() }
}

#[test]
fn on_a_desktop_each_demo_reaches_its_expected_state() {
    browse(host(), async |page| check_all(page, Screen::DESKTOP).await);
}

#[test]
fn on_a_phone_each_demo_reaches_its_expected_state() {
    browse(host(), async |page| check_all(page, Screen::PHONE).await);
}

async fn check_all(page: &Page, screen: Screen) {
    page.screen(screen).await;
    for (demo, ends) in DEMOS {
        page.load(&format!("embeds/{demo}.html")).await;
        page.wait_until(demo, &format!("{ELEMENTS}.length === {}", ends.len())).await;
        for (number, end) in ends.iter().enumerate() {
            let element = format!("{ELEMENTS}[{number}]");
            page.run(&format!("{element}.scrollIntoView()")).await;
            page.wait_until(&format!("{demo}: {number}"), &format!("{element}.state === {}", json!(end))).await;
            assert_eq!(page.get::<Value>(&format!("{element}.error")).await, Value::Null, "{demo}: {number}");
        }
        let (wide, room): (f64, f64) =
            page.get("[document.documentElement.scrollWidth, document.documentElement.clientWidth]").await;
        assert!(wide <= room, "{demo} runs over: {wide} of {room} px");
        assert_eq!(page.errors().await, Vec::<String>::new(), "{demo}");
        assert_eq!(page.console().await, Vec::<String>::new(), "{demo}");
    }
}

#[test]
fn a_plain_frame_reports_its_height_without_the_element() {
    browse(host(), async |page| {
        page.load("embeds/iframe.html").await;
        page.run("document.querySelector('main > iframe').scrollIntoView()").await;
        // The frame sends its height only when it changes, and sent the first before this listener existed. So the test
        // changes its width.
        let heard = "new Promise(heard => { const frame = document.querySelector('main > iframe'); \
             addEventListener('message', ({ source, data }) => \
                 source === frame.contentWindow && data.broadsheet && heard(data.height)); \
             const narrow = () => frame.style.inlineSize = `${frame.offsetWidth - 40}px`; \
             narrow(); setInterval(narrow, 300); })";
        assert!(page.get::<f64>(heard).await > 600.0);
    });
}

#[test]
fn the_demo_index_lists_every_demo() {
    browse(host(), async |page| {
        page.load("embeds/").await;
        let mut listed: Vec<String> =
            page.get("[...document.querySelectorAll('a')].map(link => link.getAttribute('href'))").await;
        let mut demos = DEMOS.map(|(demo, _)| format!("{demo}.html")).to_vec();
        let mut files: Vec<String> = std::fs::read_dir(Host::default().folder.join("embeds"))
            .expect("the build has them")
            .map(|entry| entry.expect("a folder can be listed").file_name().to_string_lossy().into_owned())
            .filter(|name| name.ends_with(".html") && name != "index.html")
            .collect();
        for list in [&mut listed, &mut demos, &mut files] {
            list.sort();
        }
        assert_eq!((&listed, &files), (&demos, &demos));
        assert_eq!(page.console().await, Vec::<String>::new());
    });
}
