//! `broadsheet serve`: open pages show what changes in the site folder, by themselves.
//!
//! Files are saved in the ways in which editors save them.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::browser::{Page, browse, browse_in_all_engines};
use crate::server::Host;
use crate::serving::Serving;
use crate::site::Site;

/// A moment after all dates in these tests: 2024-02-07.
const NOW: i64 = 1_707_264_000;

const BELL: &str = "2024/02/bell/";

fn article(headline: &str) -> Value {
    json!({ "version": 1, "lang": "en", "headline": headline, "published": "2024-02-05", "body": ["A paragraph."] })
}

fn site() -> Site {
    Site::new(&json!({ "title": "The Paper", "lang": "en" })).with_article("bell", &article("The bell"))
}

fn serving(site: &Site) -> Serving {
    Serving::begin(&site.source(""), site.app(), NOW)
}

impl Page {
    async fn wait_for_headline(&self, headline: &str) {
        let shown = format!("document.querySelector('h1')?.innerText === {}", json!(headline));
        self.wait_until(headline, &shown).await;
    }

    /// Marks the document, so that the test sees whether it is replaced.
    async fn mark(&self) {
        self.run("window.marked = true").await;
    }

    async fn is_marked(&self) -> bool {
        self.get("window.marked === true").await
    }

    /// The notes of the preview, each on a line.
    async fn notes(&self) -> String {
        self.get(NOTES).await
    }
}

const NOTES: &str = "(note => note && !note.hidden ? [...note.querySelectorAll('p')].map(line => line.textContent).join('\\n') : '')\
     (document.querySelector('broadsheet-preview')?.shadowRoot.querySelector('section'))";

/// Saves a file in one of the ways of editors.
fn save(file: &Path, text: &str, way: &str) {
    let pause = || std::thread::sleep(Duration::from_millis(120));
    let beside = |ending: &str| file.with_file_name(format!("bell.json{ending}"));
    match way {
        "written over" => fs::write(file, text).unwrap(),
        "renamed over" => {
            fs::write(beside(".tmp"), text).unwrap();
            fs::rename(beside(".tmp"), file).unwrap();
        }
        "truncated, then written in halves" => {
            let (first, second) = text.split_at(text.len() / 2);
            fs::write(file, "").unwrap();
            pause();
            fs::write(file, first).unwrap();
            pause();
            fs::write(file, format!("{first}{second}")).unwrap();
        }
        "moved to a backup, then written" => {
            fs::write(file.with_file_name("4913"), "").unwrap();
            fs::remove_file(file.with_file_name("4913")).unwrap();
            fs::rename(file, beside("~")).unwrap();
            fs::write(file, text).unwrap();
            fs::remove_file(beside("~")).unwrap();
        }
        "with a swap file beside it" => {
            fs::write(file.with_file_name(".bell.json.swp"), "swap").unwrap();
            pause();
            fs::write(file, text).unwrap();
            fs::remove_file(file.with_file_name(".bell.json.swp")).unwrap();
        }
        _ => panic!("{way} is no way of saving"),
    }
}

#[test]
fn a_saved_article_is_shown_however_an_editor_saves_it() {
    browse_in_all_engines(Host::default(), async |page| {
        let site = site();
        let serving = serving(&site);
        let file = site.source("articles/bell.json");
        page.visit(&serving.url(BELL)).await;
        page.wait_for_headline("The bell").await;
        let ways = [
            "written over",
            "renamed over",
            "truncated, then written in halves",
            "moved to a backup, then written",
            "with a swap file beside it",
        ];
        for (number, way) in ways.into_iter().enumerate() {
            let headline = format!("Change {number}: {way}");
            let before: String = page.get("document.querySelector('h1').innerText").await;
            let saved = article(&headline).to_string();
            let (file, way) = (file.clone(), way.to_owned());
            let saving = tokio::task::spawn_blocking(move || save(&file, &saved, &way));
            // Half an article would be seen as another headline, or as the page for what is missing.
            let shown = "document.querySelector('h1')?.innerText";
            let whole = format!("[undefined, {}, {}].includes({shown})", json!(before), json!(headline));
            while !saving.is_finished() {
                assert!(page.get::<bool>(&whole).await, "half an article is shown");
            }
            saving.await.unwrap();
            page.wait_for_headline(&headline).await;
        }
    });
}

#[test]
fn an_article_that_is_added_renamed_or_deleted_appears_moves_and_goes() {
    let (site, host) = (site(), Host::default());
    let serving = serving(&site);
    browse(host, async |page| {
        let links = "[...document.querySelectorAll('main a')].map(link => link.pathname).join()";
        page.visit(&serving.url("")).await;
        site.write("articles/ferry.json", article("The ferry").to_string());
        page.wait_until("the new article", &format!("{links}.includes('/2024/02/ferry/')")).await;
        fs::rename(site.source("articles/ferry.json"), site.source("articles/boat.json")).unwrap();
        page.wait_until("its new address", &format!("{links}.includes('/2024/02/boat/')")).await;
        page.visit(&serving.url("2024/02/boat/")).await;
        page.wait_for_headline("The ferry").await;
        fs::remove_file(site.source("articles/boat.json")).unwrap();
        page.wait_for_headline("This story isn’t here").await;
        // The page for what is missing follows changes, too.
        site.write("articles/boat.json", article("The boat").to_string());
        page.wait_for_headline("The boat").await;
    });
}

#[test]
fn a_page_reloads_only_if_a_file_of_it_has_changed() {
    let (site, host) = (site().with_article("ferry", &article("The ferry")), Host::default());
    let picture = |colour: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='1200' height='800'><rect width='9' height='9' fill='{colour}'/></svg>"
        )
    };
    site.write("images/bell.svg", picture("red"));
    let mut bell = article("The bell");
    bell["lead"] = json!({ "type": "image", "src": "../images/bell.svg", "alt": "A bell" });
    site.write("articles/bell.json", bell.to_string());
    let serving = serving(&site);
    browse(host, async |page| {
        page.visit(&serving.url(BELL)).await;
        page.wait_until(
            "the connection",
            "performance.getEntriesByType('resource').some(({ name }) => name.includes('bell.svg'))",
        )
        .await;
        page.mark().await;
        // The text of another article is on no list.
        let mut ferry = article("The ferry");
        ferry["body"] = json!(["A paragraph.", "Another one."]);
        site.write("articles/ferry.json", ferry.to_string());
        wait_until_served(&serving.url("2024/02/ferry/"), "Another one").await;
        assert!(page.is_marked().await, "a change of another article does not reload the page");
        site.write("images/bell.svg", picture("blue"));
        page.wait_until("the page with the new image", "!window.marked && document.querySelector('h1')").await;
        // The app, which reads the article from its JSON.
        page.visit(&serving.url("reader.html#/bell")).await;
        page.wait_for_headline("The bell").await;
        bell["headline"] = json!("The bell in the app");
        site.write("articles/bell.json", bell.to_string());
        page.wait_for_headline("The bell in the app").await;
    });
}

/// Waits until a page of the served site contains a text, and open pages have had time to hear of it. The page under
/// test does not request it, since it would then count as a file of that page.
async fn wait_until_served(url: &str, text: &str) {
    let begun = Instant::now();
    while !reqwest::get(url).await.unwrap().text().await.unwrap().contains(text) {
        assert!(begun.elapsed() < Duration::from_secs(20), "{url} does not contain {text}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
}

#[test]
fn a_page_reloads_once_for_a_change_and_a_malformed_address_on_it_does_not_matter() {
    let (site, host) = (site(), Host::default());
    site.write(
        "files/own.html",
        "<!doctype html><title>Own</title><h1>Own</h1><a href='/100%'>A</a><img src='/a%zz.png'>",
    );
    let serving = serving(&site);
    browse(host, async |page| {
        page.visit(&serving.url(BELL)).await;
        page.run("sessionStorage.loads = 0; addEventListener('pagehide', () => sessionStorage.loads++)").await;
        site.write("articles/bell.json", article("The bell rings").to_string());
        page.wait_for_headline("The bell rings").await;
        page.run("addEventListener('pagehide', () => sessionStorage.loads++)").await;
        wait_until_served(&serving.url(""), "The bell rings").await;
        assert_eq!(page.get::<String>("sessionStorage.loads").await, "1");
        page.visit(&serving.url("own.html")).await;
        site.write("files/own.html", "<!doctype html><title>Own</title><h1>Changed</h1><a href='/100%'>A</a>");
        page.wait_for_headline("Changed").await;
    });
}

#[test]
fn if_only_styles_change_they_are_replaced_without_a_reload() {
    let (site, host) = (site(), Host::default());
    let app = site.own_app();
    let serving = Serving::begin(&site.source(""), app.clone(), NOW);
    browse(host, async |page| {
        page.visit(&serving.url(BELL)).await;
        page.wait_for_headline("The bell").await;
        page.mark().await;
        let colour = "getComputedStyle(document.querySelector('h1')).color";
        let before: String = page.get(colour).await;
        let sheet = app.join(site.asset("main.css"));
        let styles = fs::read_to_string(&sheet).unwrap();
        for (rule, expected) in
            [("h1{color:rgb(1,2,3)!important}", "rgb(1, 2, 3)"), ("h1{color:rgb(4,5,6)!important}", "rgb(4, 5, 6)")]
        {
            fs::write(&sheet, format!("{styles}{rule}")).unwrap();
            page.wait_until("the new style", &format!("{colour} === {}", json!(expected))).await;
        }
        fs::write(&sheet, styles).unwrap();
        page.wait_until("the old style", &format!("{colour} === {}", json!(before))).await;
        assert!(page.is_marked().await, "the page is not reloaded");
        assert_eq!(page.errors().await, Vec::<String>::new(), "the policy allows it");
    });
}

#[test]
fn errors_are_noted_on_the_page_until_they_are_dismissed_or_corrected() {
    browse_in_all_engines(Host::default(), async |page| {
        let site = site();
        let serving = serving(&site);
        page.visit(&serving.url(BELL)).await;
        page.wait_until("no note", &format!("{NOTES} === ''")).await;
        let mut wrong = article("The bell");
        wrong["standfrist"] = json!("It rings.");
        site.write("articles/bell.json", wrong.to_string());
        page.wait_until("the note", &format!("{NOTES} !== ''")).await;
        let notes = page.notes().await;
        assert!(notes.starts_with("articles/bell.json:1:") && notes.contains("standfirst"), "{notes}");
        page.run("document.querySelector('broadsheet-preview').shadowRoot.querySelector('button').click()").await;
        assert_eq!(page.notes().await, "");
        site.write("articles/bell.json", "{");
        page.wait_until("the next note", &format!("{NOTES} !== ''")).await;
        page.wait_for_headline("The bell").await;
        site.write("articles/bell.json", article("The bell").to_string());
        page.wait_until("no note", &format!("{NOTES} === ''")).await;
        assert_eq!(page.errors().await, Vec::<String>::new());
    });
}

#[test]
fn drafts_are_marked_on_their_pages_and_in_lists() {
    let (site, host) = (site(), Host::default());
    let mut draft = article("The draft");
    draft["draft"] = json!(true);
    site.write("articles/draft.json", draft.to_string());
    let serving = serving(&site);
    browse(host, async |page| {
        page.visit(&serving.url("2024/02/draft/")).await;
        page.wait_until("the note", &format!("{NOTES}.startsWith('Draft')")).await;
        page.visit(&serving.url("")).await;
        let marked = "[...document.querySelectorAll('[data-unpublished]')].map(link => link.pathname).join()";
        page.wait_until("the mark", &format!("{marked} === '/2024/02/draft/'")).await;
        let mark: String =
            page.get("getComputedStyle(document.querySelector('[data-unpublished]'), '::before').content").await;
        assert!(mark.contains("Draft"), "{mark}");
    });
}
