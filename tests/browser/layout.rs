//! Layout with small viewports, large text and images of unusual sizes.

use std::time::Duration;

use serde_json::json;

use crate::article;
use crate::browser::{Page, Screen, browse};
use crate::server::Host;

/// For each text beside an image: its width in em, and whether it stands to the right of the image.
const TEXTS: &str = "[...document.querySelectorAll('.byline > span, .acknowledgement > span, .related li > span')] \
     .filter(words => words.previousElementSibling) \
     .map(words => [words.getBoundingClientRect().width / parseFloat(getComputedStyle(words).fontSize), \
         words.getBoundingClientRect().left > words.previousElementSibling.getBoundingClientRect().left])";

#[test]
fn at_320_px_text_stands_beside_its_small_image() {
    browse(Host::default(), async |page| {
        page.screen(Screen::NARROW).await;
        page.serve_and_load("everything", &article::everything()).await;
        let words: Vec<(f64, bool)> = page.get(TEXTS).await;
        assert!(words.len() >= 3 && words.iter().all(|(_, beside)| *beside), "{words:?}");
    });
}

#[test]
fn at_200_percent_text_beside_an_image_is_wider_than_7_em() {
    browse(Host::default(), async |page| {
        page.screen(Screen::PHONE).await;
        page.serve_and_load("everything", &article::everything()).await;
        page.run("document.documentElement.style.fontSize = '200%'").await;
        let words: Vec<(f64, bool)> = page.get(TEXTS).await;
        assert!(words.len() >= 3 && words.iter().all(|(width, _)| *width > 7.0), "{words:?}");
    });
}

#[test]
fn a_poster_fills_its_embed_in_a_multi_column_layout() {
    browse(Host::default(), async |page| {
        let thumbnail = "../images/picture.svg";
        let embed = json!({ "type": "embed", "url": "https://www.youtube.com/watch?v=CFrP6QfbC2g", "title": "A film", "thumbnail": thumbnail });
        let words = json!("Words of a story that runs over several sheets. ".repeat(20));
        let body = json!([words, words, embed, words, words]);
        page.serve_and_load("film", &article::with(article::plain("A film"), "body", body)).await;
        // Columns break content as printed pages do, and unlike printed pages they can be measured.
        page.run(
            "Object.assign(document.querySelector('article').style, { display: 'block', columns: 2, height: '600px' })",
        )
        .await;
        let [poster, room]: [f64; 2] =
            page.get("['.embed img', '.embed .room'].map(part => document.querySelector(part).offsetHeight)").await;
        assert!(room > 100.0 && (room - poster).abs() < 4.0, "a poster of {poster} px in a room of {room} px");
    });
}

#[test]
fn a_tall_image_is_scaled_to_the_viewport_height() {
    browse(Host::default(), async |page| {
        let image = |width, height| article::image(page, width, height, Duration::ZERO);
        let tall = article::with(article::plain("Pictures"), "lead", image(3000, 4000));
        page.serve_and_load("tall", &article::with(tall, "body", json!([image(600, 2400), image(1500, 1000)]))).await;
        let sizes =
            "[...document.querySelectorAll('.figure img')].map(picture => [picture.offsetWidth, picture.offsetHeight])";
        let [lead, tall, usual]: [(f64, f64); 3] = page.get(sizes).await;
        assert!(lead.1 < 800.0 && tall.1 < 800.0, "the lead is {lead:?}, the other picture {tall:?}");
        assert!((usual.0 / usual.1 - 1.5).abs() < 0.01, "{usual:?}");
    });
}

/// The left and right edge of each image.
const EDGES: &str = "[...document.querySelectorAll('.figure img')].map(picture => { \
     const { left, right } = picture.getBoundingClientRect(); return [left, right]; })";

#[test]
fn a_small_image_is_not_enlarged() {
    browse(Host::default(), async |page| {
        let image = |width| article::image(page, width, width / 2, Duration::ZERO);
        let captioned =
            article::with(image(300), "caption", json!("Words that are wider than the picture. ".repeat(5)));
        let small = article::with(article::plain("Pictures"), "lead", captioned);
        page.serve_and_load("small", &article::with(small, "body", json!([image(200), image(1500)]))).await;
        let [text, end]: [f64; 2] = page
            .get("['left', 'right'].map(side => document.querySelector('.article > header').getBoundingClientRect()[side])")
            .await;
        let [lead, small, large]: [[f64; 2]; 3] = page.get(EDGES).await;
        assert_eq!((small, large), ([text, text + 200.0], [text, end]));
        assert_eq!(lead, [text, text + 300.0]);
        let caption: f64 = page.get("document.querySelector('figcaption').getBoundingClientRect().left").await;
        assert_eq!(caption, text, "what is said of a small lead stands in line with the text");

        let captioned =
            article::with(image(800), "caption", json!("Words that are wider than the picture. ".repeat(5)));
        page.serve_and_load("medium", &article::with(article::plain("Pictures"), "lead", captioned)).await;
        let lead: Vec<[f64; 2]> = page.get(EDGES).await;
        let words: [f64; 2] = page
            .get("['left', 'right'].map(side => document.querySelector('figcaption').getBoundingClientRect()[side])")
            .await;
        assert_eq!((lead[0][1] - lead[0][0], words), (800.0, lead[0]), "it is as wide as its words");
    });
}

#[test]
fn on_a_phone_a_large_lead_image_fills_the_width_and_a_small_one_is_centred() {
    browse(Host::default(), async |page| {
        page.screen(Screen::PHONE).await;
        for (slug, width, margin) in [("large", 1200, 0.0), ("small", 100, 130.0)] {
            let lead = article::image(page, width, 100, Duration::ZERO);
            page.serve_and_load(slug, &article::with(article::plain("A lead"), "lead", lead)).await;
            let window: f64 = page.get("document.documentElement.clientWidth").await;
            let edges: Vec<[f64; 2]> = page.get(EDGES).await;
            assert_eq!(edges, [[margin, window - margin]], "{slug}");
        }
    });
}

#[test]
fn without_an_image_the_first_front_page_article_uses_the_full_width() {
    browse(Host { policy: None, ..Host::default() }, async |page| {
        page.load("").await;
        page.run("document.querySelector('.stories.led .picture').remove()").await;
        let widths = "['.stories', '.stories .words'].map(part => document.querySelector(part).offsetWidth)";
        let [page_width, words]: [f64; 2] = page.get(widths).await;
        assert_eq!(words, page_width);
    });
}

#[test]
fn a_stretched_card_keeps_its_text_right_below_its_image() {
    browse(Host { policy: None, ..Host::default() }, async |page| {
        page.load("").await;
        let distance = "[...document.querySelectorAll('.stories .card')].slice(1).map(card => \
             card.querySelector('.words').getBoundingClientRect().top - card.querySelector('.picture').getBoundingClientRect().bottom)";
        let before: Vec<f64> = page.get(distance).await;
        page.run("document.querySelectorAll('.stories .card').forEach(card => card.style.minBlockSize = '1000px')")
            .await;
        assert!(before.len() > 1);
        assert_eq!(page.get::<Vec<f64>>(distance).await, before);
    });
}

#[test]
fn in_print_players_are_hidden_and_transcripts_are_shown() {
    browse(Host::default(), async |page| {
        let video = json!({ "type": "embed", "url": "https://www.youtube.com/watch?v=CFrP6QfbC2g", "title": "A film" });
        let sound =
            json!({ "type": "audio", "src": "../media/a.mp3", "title": "A sound", "transcript": "Three strokes." });
        page.serve_and_load("paper", &article::with(article::plain("On paper"), "body", json!([video, sound]))).await;
        let shown = "['.embed .room', '.transcript p'].map(part => document.querySelector(part).checkVisibility({ contentVisibilityAuto: true }))";
        assert_eq!(page.get::<[bool; 2]>(shown).await, [true, false]);
        page.emulate_print().await;
        assert_eq!(page.get::<[bool; 2]>(shown).await, [false, true]);
    });
}

#[test]
fn without_a_lead_image_there_is_space_between_header_and_body() {
    browse(Host::default(), async |page| {
        page.serve_and_load("full", &article::without(article::full(), "lead")).await;
        let distance = "document.querySelector('.article > header + *').getBoundingClientRect().top \
             - document.querySelector('article > header').getBoundingClientRect().bottom";
        assert!(page.get::<f64>(distance).await > 20.0);
    });
}

#[test]
fn a_table_caption_stays_in_view_while_its_table_scrolls_sideways() {
    browse(Host::default(), async |page| {
        page.screen(Screen::PHONE).await;
        let cells: Vec<String> = (1..=12).map(|number| format!("Column number {number}")).collect();
        let table =
            json!({ "type": "table", "caption": "A caption that is longer than a telephone is wide", "rows": [cells] });
        page.serve_and_load("wide", &article::with(article::plain("Wide"), "body", json!([table]))).await;
        for scrolled in [0, 300] {
            page.run(&format!("document.querySelector('.table').scrollLeft = {scrolled}")).await;
            assert_caption_fits_table(page).await;
        }
    });
}

/// Asserts that a caption is exactly as wide as the visible part of its table.
async fn assert_caption_fits_table(page: &Page) {
    let edges = "['.table', 'caption'].flatMap(part => { \
         const { left, right } = document.querySelector(part).getBoundingClientRect(); return [left, right]; })";
    let [left, right, caption_left, caption_right]: [f64; 4] = page.get(edges).await;
    assert!(
        (left - caption_left).abs() < 1.0 && (right - caption_right).abs() < 1.0,
        "{left} {right} {caption_left} {caption_right}"
    );
}

#[test]
fn the_back_link_of_a_footnote_leaves_lines_above_the_mark_in_view() {
    browse(Host::default(), async |page| {
        let words = json!("Words that fill the page. ".repeat(40));
        let cited = json!([words, words, [words, { "text": "Cited.", "note": "a" }], words, words, words]);
        let article = article::with(article::plain("A note"), "body", cited);
        page.serve_and_load("note", &article::with(article, "notes", json!([{ "id": "a", "text": "The note." }])))
            .await;
        page.click(".notes [role=doc-backlink]").await;
        page.wait_for_focus(".cite a").await;
        let top: f64 = page.get("document.querySelector('.cite a').getBoundingClientRect().top").await;
        assert!(top > 100.0, "the mark is {top} px below the top");
    });
}
