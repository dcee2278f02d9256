//! The demo's pages of other sites, in `dist/embeds/`.

use serde_json::{Value, json};

use crate::browser::{Page, Screen, artefact, browse};
use crate::server::Host;

/// Each page, and how its elements end, in the order in which they stand.
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

/// JavaScript for the elements of a page, those in the shadow roots of quotations too.
const ELEMENTS: &str = "[document, ...[...document.querySelectorAll('blockquote')].map(quote => quote.shadowRoot)] \
     .flatMap(root => [...root?.querySelectorAll('broadsheet-article') ?? []])";

/// In a folder, since that is where addresses go wrong. The pages choose their policies themselves.
fn host() -> Host {
    Host { policy: None, prefix: "/a/b/", ..Host::default() }
}

#[test]
fn on_a_desktop_each_demo_ends_as_it_should() {
    browse(host(), async |page| look_at_all(page, Screen::DESKTOP, "desktop").await);
}

#[test]
fn on_a_phone_each_demo_ends_as_it_should() {
    browse(host(), async |page| look_at_all(page, Screen::PHONE, "phone").await);
}

async fn look_at_all(page: &Page, screen: Screen, name: &str) {
    page.screen(screen).await;
    page.without_scroll_bars().await;
    for (demo, ends) in DEMOS {
        page.load(&format!("embeds/{demo}.html")).await;
        page.wait_until(demo, &format!("{ELEMENTS}.length === {}", ends.len())).await;
        for (number, end) in ends.iter().enumerate() {
            let element = format!("{ELEMENTS}[{number}]");
            page.run(&format!("{element}.scrollIntoView()")).await;
            page.wait_until(&format!("{demo}: {number}"), &format!("{element}.state === {}", json!(end))).await;
            assert_eq!(page.get::<Value>(&format!("{element}.error")).await, Value::Null, "{demo}: {number}");
        }
        page.run("scrollTo(0, 0)").await;
        let (wide, room): (f64, f64) =
            page.get("[document.documentElement.scrollWidth, document.documentElement.clientWidth]").await;
        assert!(wide <= room, "{demo} runs over: {wide} of {room} px");
        assert_eq!(page.seen().await, Vec::<String>::new(), "{demo}");
        assert_eq!(page.console().await, Vec::<String>::new(), "{demo}");
        let file = artefact(&format!("embed-{demo}-{name}.png"));
        let image = page.full_screenshot().await;
        std::fs::write(&file, image).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }
}

#[test]
fn a_plain_frame_is_read_without_the_element() {
    browse(host(), async |page| {
        page.load("embeds/iframe.html").await;
        page.run("document.querySelector('main > iframe').scrollIntoView()").await;
        // The frame says its height when that changes, and has said the first before anybody listens here.
        let heard = "new Promise(heard => { const frame = document.querySelector('main > iframe'); \
             addEventListener('message', ({ source, data }) => \
                 source === frame.contentWindow && data.broadsheet && heard(data.height)); \
             const narrow = () => frame.style.inlineSize = `${frame.offsetWidth - 40}px`; \
             narrow(); setInterval(narrow, 300); })";
        assert!(page.get::<f64>(heard).await > 600.0);
    });
}

#[test]
fn the_list_of_demos_is_whole() {
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
