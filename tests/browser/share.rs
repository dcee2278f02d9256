//! The snippets to embed an article, on its finished page.

use crate::browser::{Page, Screen, browse};
use crate::server::Host;

const ARTICLE: &str = "2024/02/six-pips/";
const ARABIC: &str = "2024/02/six-pips-ar/";

/// What each snippet is for, in the order of the page.
const WAYS: [&str; 3] = [
    "As part of your page",
    "In a frame, where scripts aren’t allowed",
    "As a quotation, for editors that strip tags they don’t know",
];

/// The accessible names of the copy buttons.
async fn names(page: &Page) -> Vec<String> {
    let mut names = Vec::new();
    for nth in 1..=WAYS.len() {
        names.push(page.accessible_name(&format!(".share li:nth-of-type({nth}) .copy")).await);
    }
    names
}

/// Published pages have a policy of their own. The strict one would block their inline styles.
fn host() -> Host {
    Host { policy: None, ..Host::default() }
}

/// Opens an article's finished page, and unfolds the snippets.
async fn open(page: &Page, article: &str) {
    page.load(article).await;
    page.click(".share summary").await;
    page.wait_for(".share .copy").await;
}

#[test]
fn a_copy_button_copies_the_snippet_below_it() {
    browse(host(), async |page| {
        open(page, ARTICLE).await;
        assert_eq!(names(page).await, WAYS.map(|way| format!("Copy: {way}")), "three buttons, three names");
        assert_eq!(page.count(".share .way[aria-live=polite] > .copy").await, 3, "it is said that it has copied");
        page.run("navigator.clipboard.writeText = async text => { window.copied = text }").await;
        for nth in 0..3 {
            page.run(&format!("document.querySelectorAll('.share .copy')[{nth}].click()")).await;
            let said = format!("document.querySelectorAll('.share .copy')[{nth}].innerText === 'Copied'");
            page.wait_until("the button to say so", &said).await;
            let (copied, shown): (String, String) =
                page.get(&format!("[copied, document.querySelectorAll('.share code')[{nth}].innerText]")).await;
            assert_eq!(copied, shown);
        }
        assert_eq!(names(page).await, WAYS.map(|way| format!("Copied: {way}")));
        assert_eq!(page.errors().await, Vec::<String>::new());
        assert_eq!(page.console().await, Vec::<String>::new());
    });
}

#[test]
fn a_refused_clipboard_raises_no_error() {
    browse(host(), async |page| {
        open(page, ARTICLE).await;
        // Chromium reports a rejection only if it is the browser's own, or one of a page's script.
        let rejected = "createImageBitmap(new Blob())";
        page.run(&format!("navigator.clipboard.writeText = () => window.asked = {rejected}")).await;
        page.click(".share .copy").await;
        page.wait_until("the question", "window.asked").await;
        // Control: a rejection that nobody handles is recorded, and comes after earlier ones.
        page.run(rejected).await;
        page.wait_until("the test's own rejection", "__seen.length").await;
        assert_eq!(page.errors().await.len(), 1, "{:?}", page.errors().await);
        assert_eq!(page.texts(".share .copy").await, ["Copy"; 3]);
    });
}

#[test]
fn without_scripts_a_click_selects_the_whole_snippet() {
    browse(host(), async |page| {
        page.without_scripts().await;
        page.load(ARTICLE).await;
        page.click(".share summary").await;
        page.click(".share code").await;
        let (selected, shown): (String, String) =
            page.get("[getSelection().toString(), document.querySelector('.share code').textContent]").await;
        assert_eq!(selected.trim(), shown);
        assert!(shown.contains("<broadsheet-article src=\"https://"), "{shown}");
        assert_eq!(page.count(".share button").await, 0);
    });
}

#[test]
fn the_copy_buttons_do_not_change_the_height() {
    browse(host(), async |page| {
        page.load(ARTICLE).await;
        page.click(".share summary").await;
        page.wait_for(".share .copy").await;
        let height = "document.querySelector('.share').offsetHeight";
        let with: f64 = page.get(height).await;
        page.run("document.querySelectorAll('.share .copy').forEach(button => button.remove())").await;
        assert_eq!(page.get::<f64>(height).await, with);
    });
}

#[test]
fn the_embed_snippets_make_no_page_scroll_sideways() {
    browse(host(), async |page| {
        for screen in [Screen::PHONE, Screen::DESKTOP, Screen::NARROW] {
            page.screen(screen).await;
            for article in [ARTICLE, ARABIC] {
                open(page, article).await;
                let (wide, room): (f64, f64) =
                    page.get("[document.documentElement.scrollWidth, document.documentElement.clientWidth]").await;
                assert!(wide <= room, "{article} at {screen:?} is {wide} px wide, in a window of {room} px");
            }
        }
    });
}
