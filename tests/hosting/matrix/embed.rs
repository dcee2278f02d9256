//! An article of the server, embedded in a page of another site.

use serde_json::json;

use crate::browser::Page;
use crate::process::{Place, Process};
use crate::server::Answer;
use crate::servers::Server;
use crate::site::{self, SLUG};

/// Whether embedding works, and, if docs/hosting.md has settings for the server, whether it works without them.
pub async fn ends(page: &Page, server: &Server, place: &Place) -> String {
    let end = end(page, place).await;
    let Some(command) = server.bare else {
        return end;
    };
    assert_eq!(end, "inline", "the snippet should open the site to others");
    let place = Place::new(place.prefix);
    site::copy(&place.site(), &place.url(""));
    site::publish(&place.site());
    let command = command(&place);
    let process = Process::start(place, &command);
    format!("{end}; without the snippet: {}", self::end(page, &process.place).await)
}

/// The outcome of embedding, after asserting that the headline is shown.
async fn end(page: &Page, place: &Place) -> String {
    let (article, script) = (place.url(&format!("content/articles/{SLUG}.json")), place.url("embed.js"));
    let html = format!(
        "<!doctype html><html lang=en><title>Host</title>\
         <broadsheet-article src={article}><a href={article}>The story</a></broadsheet-article>\
         <script src={script} async></script>"
    );
    page.server.answer("host.html", Answer::web_page(&html));
    page.load("host.html").await;
    let article = "document.querySelector('broadsheet-article')";
    page.wait_until("an end", &format!("!['idle', 'loading', undefined].includes({article}.state)")).await;
    let end: String = page.get(&format!("{article}.state")).await;
    let inside = |selector| format!("{article}.shadowRoot.querySelector({})", json!(selector));
    let words = match end.as_str() {
        "inline" => page.get(&format!("{}.innerText", inside("h2.headline"))).await,
        "iframe" => page.text_in_frame(&inside("iframe")).await,
        _ => panic!("no server should leave a reader with the link: {end}"),
    };
    assert!(words.contains(&site::headline(SLUG)), "the {end} says: {words}");
    end
}
