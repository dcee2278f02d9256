//! The text of the session bar in each language, at each viewport width and font size: nothing is cut off, and the page
//! does not move.

use serde_json::{Value, json};

use crate::article;
use crate::browser::{Engine, Page, Screen, browse, browse_in};
use crate::server::Answer;
use crate::site::Site;

/// Viewport widths, in CSS pixels.
const WIDTHS: [u32; 8] = [320, 360, 375, 390, 414, 480, 640, 1280];

/// Root font sizes, in percent.
const SIZES: [u32; 3] = [100, 150, 200];

/// Names of readers, and how many of their characters have to be visible at least.
const NAMES: [(&str, usize); 6] = [
    ("", 0),
    ("Jo", 2),
    ("jo.writer@paper.example", 6),
    ("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", 3),
    ("محمد", 4),
    ("Zoë Ångström", 6),
];

/// JavaScript: puts the bar into each of its states, as `session.js` does, at each font size, and returns what is wrong.
const FAULTS: &str = "((names, sizes) => sizes.flatMap(size => { \
    document.documentElement.style.fontSize = `${size}%`; \
    const bar = document.querySelector('.session-bar'); \
    const [status, line] = [bar.querySelector('[role=status]'), bar.querySelector('.line')]; \
    const { out, in: unnamed, named } = bar.dataset; \
    const masthead = () => document.querySelector('.masthead').getBoundingClientRect().top; \
    const [before, faults] = [masthead(), []]; \
    const put = (state, words, name, seen) => { \
        bar.dataset.state = state; \
        status.textContent = words; \
        if (name) { const bdi = document.createElement('bdi'); bdi.textContent = name; status.append(bdi); } \
        if (words) status.append(' '); \
        const say = fault => faults.push(`${size} % ${state} ${name}: ${fault}`); \
        if (masthead() !== before) say(`moves the page by ${masthead() - before}`); \
        const room = bar.getBoundingClientRect(); \
        const bdi = status.querySelector('bdi'); \
        for (const part of [line, status, bdi, ...bar.querySelectorAll('a, button')]) { \
            if (!part?.checkVisibility()) continue; \
            for (const box of part.getClientRects()) { \
                if (box.left < room.left || box.right > room.right + 0.5 || box.top < room.top || box.bottom > room.bottom + 0.5) \
                    say(`<${part.localName}> is cut off`); \
            } \
        } \
        if (document.documentElement.scrollWidth > document.documentElement.clientWidth) say('the page is too wide'); \
        if (!bdi) return; \
        const letters = document.createRange(); \
        letters.setStart(bdi.firstChild, 0); \
        letters.setEnd(bdi.firstChild, seen); \
        if (letters.getBoundingClientRect().width > bdi.clientWidth + 1) say('too little of the name is seen'); \
        const [next, own] = [document.createRange(), document.createRange()]; \
        next.selectNodeContents(status.firstChild); \
        own.selectNodeContents(bdi); \
        const last = [...next.getClientRects()].at(-1); \
        const first = own.getBoundingClientRect(); \
        if (Math.abs(first.top - last.top) > 2 && first.top < last.bottom) say('the name is not on the line of the other words'); \
    }; \
    put('pending', '', '', 0); \
    put('unknown', '', '', 0); \
    put('signed-out', out, '', 0); \
    for (const [name, seen] of names) put('signed-in', name ? named : unnamed, name, seen); \
    return faults; \
    }))";

const LANGUAGES: [&str; 5] = ["ar", "de", "en", "es", "fr"];

/// A site with an article in each language and this logout setting.
fn site(logout: Value) -> Site {
    let session = json!({ "check": "me", "name": "/name", "login": "login", "logout": logout });
    let site = Site::new(&json!({ "version": 1, "title": "The Paper", "session": session }));
    let article = article::with(article::plain("The quay"), "published", json!("2024-10-04"));
    let has_article =
        |site: Site, lang: &str| site.with_article(lang, &article::with(article.clone(), "lang", json!(lang)));
    LANGUAGES.into_iter().fold(site, has_article).published()
}

async fn assert_no_layout_faults(page: &Page) {
    page.server.answer("/me", Answer::silence());
    for lang in LANGUAGES {
        page.load(&format!("2024/10/{lang}/")).await;
        for width in WIDTHS {
            page.screen(Screen::wide(width, 1)).await;
            let faults: Vec<String> = page.get(&format!("{FAULTS}({}, {})", json!(NAMES), json!(SIZES))).await;
            assert_eq!(faults, [""; 0], "{lang}, {width} px");
        }
    }
}

#[test]
fn in_each_language_the_bar_cuts_off_no_text_and_moves_nothing() {
    browse_in(&Engine::WITHOUT_WEBKIT, site(json!("logout")).host(), assert_no_layout_faults);
}

#[test]
fn with_a_logout_form_the_bar_cuts_off_no_text_and_moves_nothing() {
    browse(site(json!({ "href": "logout", "method": "post" })).host(), assert_no_layout_faults);
}
