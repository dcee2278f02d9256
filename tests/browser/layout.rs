//! Where things stand and how large they are, where windows, letters or pictures are not the usual ones.

use std::time::Duration;

use serde_json::json;

use crate::browser::{Page, Screen, browse};
use crate::server::Host;
use crate::story;

/// How wide the words beside a picture are, in letters of their own size, and whether they stand beside it.
const WORDS: &str = "[...document.querySelectorAll('.byline > span, .sponsor > span, .related li > span')] \
     .filter(words => words.previousElementSibling) \
     .map(words => [words.getBoundingClientRect().width / parseFloat(getComputedStyle(words).fontSize), \
         words.getBoundingClientRect().left > words.previousElementSibling.getBoundingClientRect().left])";

#[test]
fn words_stand_beside_their_picture_on_the_narrowest_phone() {
    browse(Host::default(), async |page| {
        page.screen(Screen::NARROW).await;
        page.reads("everything", &story::everything()).await;
        let words: Vec<(f64, bool)> = page.get(WORDS).await;
        assert!(words.len() >= 3 && words.iter().all(|(_, beside)| *beside), "{words:?}");
    });
}

#[test]
fn letters_twice_as_large_leave_no_column_of_letters() {
    browse(Host::default(), async |page| {
        page.screen(Screen::PHONE).await;
        page.reads("everything", &story::everything()).await;
        page.run("document.documentElement.style.fontSize = '200%'").await;
        let words: Vec<(f64, bool)> = page.get(WORDS).await;
        assert!(words.len() >= 3 && words.iter().all(|(width, _)| *width > 7.0), "{words:?}");
    });
}

#[test]
fn a_poster_fills_its_room_where_a_story_is_cut_into_sheets() {
    browse(Host::default(), async |page| {
        let thumbnail = "../images/picture.svg";
        let embed = json!({ "type": "embed", "url": "https://www.youtube.com/watch?v=a", "title": "A film", "thumbnail": thumbnail });
        let words = json!("Words of a story that runs over several sheets. ".repeat(20));
        let body = json!([words, words, embed, words, words]);
        page.reads("film", &story::with(story::plain("A film"), "body", body)).await;
        // Columns are cut as paper is, and can be measured.
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
fn a_picture_is_no_higher_than_a_window() {
    browse(Host::default(), async |page| {
        let picture = |width, height| story::picture(page, width, height, Duration::ZERO);
        let tall = story::with(story::plain("Pictures"), "lead", picture(3000, 4000));
        page.reads("tall", &story::with(tall, "body", json!([picture(600, 2400), picture(1500, 1000)]))).await;
        let sizes =
            "[...document.querySelectorAll('.figure img')].map(picture => [picture.offsetWidth, picture.offsetHeight])";
        let [lead, tall, usual]: [(f64, f64); 3] = page.get(sizes).await;
        assert!(lead.1 < 800.0 && tall.1 < 800.0, "the lead is {lead:?}, the other picture {tall:?}");
        assert!((usual.0 / usual.1 - 1.5).abs() < 0.01, "{usual:?}");
    });
}

#[test]
fn a_story_without_a_lead_begins_at_a_distance_from_its_dateline() {
    browse(Host::default(), async |page| {
        page.reads("full", &story::without(story::full(), "lead")).await;
        let distance = "document.querySelector('.body').getBoundingClientRect().top \
             - document.querySelector('article > header').getBoundingClientRect().bottom";
        assert!(page.get::<f64>(distance).await > 20.0);
    });
}

#[test]
fn a_caption_stays_in_sight_while_its_table_scrolls() {
    browse(Host::default(), async |page| {
        page.screen(Screen::PHONE).await;
        let cells: Vec<String> = (1..=12).map(|number| format!("Column number {number}")).collect();
        let table =
            json!({ "type": "table", "caption": "A caption that is longer than a telephone is wide", "rows": [cells] });
        page.reads("wide", &story::with(story::plain("Wide"), "body", json!([table]))).await;
        for scrolled in [0, 300] {
            page.run(&format!("document.querySelector('.table').scrollLeft = {scrolled}")).await;
            assert_in_table(page).await;
        }
    });
}

/// Asserts that a caption ends where what is seen of its table does.
async fn assert_in_table(page: &Page) {
    let edges = "['.table', 'caption'].flatMap(part => { \
         const { left, right } = document.querySelector(part).getBoundingClientRect(); return [left, right]; })";
    let [left, right, caption_left, caption_right]: [f64; 4] = page.get(edges).await;
    assert!(
        (left - caption_left).abs() < 1.0 && (right - caption_right).abs() < 1.0,
        "{left} {right} {caption_left} {caption_right}"
    );
}

#[test]
fn the_way_back_from_a_footnote_shows_its_sentence() {
    browse(Host::default(), async |page| {
        let words = json!("Words that fill the page. ".repeat(40));
        let cited = json!([words, words, [words, { "text": "Cited.", "note": "a" }], words, words, words]);
        let story = story::with(story::plain("A note"), "body", cited);
        page.reads("note", &story::with(story, "notes", json!([{ "id": "a", "text": "The note." }]))).await;
        page.click(".notes [role=doc-backlink]").await;
        page.wait_for_focus(".cite a").await;
        let top: f64 = page.get("document.querySelector('.cite a').getBoundingClientRect().top").await;
        assert!(top > 100.0, "the mark is {top} px below the top");
    });
}
