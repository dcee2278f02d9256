//! Captions of videos, which a browser fetches from another origin only if it fetches the video by CORS as well.

use serde_json::{Value, json};

use super::{Publisher, host, inside, visit};
use crate::article;
use crate::browser::Page;
use crate::server::{Answer, Host, Server};

/// Where the article with the video stands.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    /// In a host's page.
    Inline,
    /// In the frame of the element, which has the publisher's origin.
    Frame,
    /// In a frame that a host writes itself, with the snippet's sandbox: it has an origin of its own.
    Sandbox,
}

/// Whose server a file is on, and whether that one has heard of CORS.
#[derive(Clone, Copy, Debug)]
enum On {
    Publisher,
    OpenServer,
    ClosedServer,
}

/// F1: browsers refused all captions inline and in sandboxed frames.
#[test]
fn captions_come_wherever_cors_allows_it_and_the_video_plays_in_any_case() {
    use On::{ClosedServer, OpenServer, Publisher};
    use Place::{Frame, Inline, Sandbox};
    // Where, whether the publisher's server is open, the video's server, that of the captions, and whether these come.
    let cases = [
        (Inline, true, Publisher, Publisher, true),
        (Inline, true, OpenServer, OpenServer, true),
        (Inline, true, OpenServer, Publisher, true),
        (Inline, true, Publisher, OpenServer, true),
        (Inline, true, Publisher, ClosedServer, false),
        (Inline, true, ClosedServer, Publisher, false),
        (Inline, true, ClosedServer, ClosedServer, false),
        (Sandbox, true, Publisher, Publisher, true),
        (Sandbox, true, OpenServer, Publisher, true),
        (Sandbox, true, Publisher, ClosedServer, false),
        (Sandbox, true, ClosedServer, Publisher, false),
        (Sandbox, false, Publisher, Publisher, false),
        (Frame, false, Publisher, Publisher, true),
        (Frame, false, ClosedServer, Publisher, true),
        (Frame, true, OpenServer, OpenServer, true),
        (Frame, true, ClosedServer, OpenServer, false),
    ];
    visit(async |page| {
        let open = Server::start(Host { open_to_others: true, ..host() }).await;
        let closed = Server::start(host()).await;
        for (number, (place, open_to_others, video, captions, come)) in cases.into_iter().enumerate() {
            let publisher = super::Publisher::on(Host { open_to_others, ..host() }).await;
            let address = |on, file| match on {
                Publisher => publisher.0.url(file),
                OpenServer => open.url(file),
                ClosedServer => closed.url(file),
            };
            for server in [&publisher.0, &open, &closed] {
                has_media(server);
            }
            let file = address(video, "content/media/time-ball.webm");
            let words = address(captions, "content/media/time-ball.en.vtt");
            let name = format!("{place:?}, publisher open: {open_to_others}, video: {video:?}, captions: {captions:?}");
            // With a poster, nothing is fetched before the video is to play.
            let poster = number % 2 == 0;
            publisher.has("film", &article(&file, &words, poster.then(|| publisher.0.url("p.svg"))));
            publisher.has_frame("film", &markup(&file, &words, poster));
            let frame = page.has_video(&publisher, place).await;
            let ask = async |expression: &str| -> Value {
                match &frame {
                    None => page.get(&expression.replace("VIDEO", &inside("video"))).await,
                    Some(frame) => {
                        page.get_in_frame(frame, &expression.replace("VIDEO", "document.querySelector('video')")).await
                    }
                }
            };
            // As soon as it is there, as a reader may who is fast.
            until(&name, async || ask(PLAYS).await == json!(true)).await;
            until(&name, async || ask(CAPTIONS).await == json!(if come { "loaded" } else { "refused" })).await;
            until(&name, async || ask(PLAYS).await == json!(true)).await;
        }
    });
}

/// As a reader does who presses its button: once.
const PLAYS: &str = "(video => { video.muted = true; if (!video.dataset.asked) { video.dataset.asked = 'yes'; \
     video.play().catch(() => {}) } return video.currentTime > 0 && video.readyState >= 2 })(VIDEO)";

/// As a reader does who wants the captions.
const CAPTIONS: &str = "(video => { video.textTracks[0].mode = 'showing'; \
     return ['none', 'loading', 'loaded', 'refused'][video.querySelector('track').readyState] })(VIDEO)";

async fn until(name: &str, there: impl AsyncFn() -> bool) {
    let begun = std::time::Instant::now();
    while !there().await {
        assert!(begun.elapsed().as_secs() < 30, "{name}: waited in vain");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

fn has_media(server: &Server) {
    for (name, kind) in [("time-ball.webm", "video/webm"), ("time-ball.en.vtt", "text/vtt")] {
        let path = format!("content/media/{name}");
        let bytes = std::fs::read(Host::default().folder.join(&path)).expect("the demo has a video");
        server.answer(&path, Answer::bytes(bytes).header("Content-Type", kind));
    }
    server.answer(
        "p.svg",
        Answer::bytes(include_str!("../../fixtures/picture.svg")).header("Content-Type", "image/svg+xml"),
    );
}

fn article(video: &str, captions: &str, poster: Option<String>) -> Value {
    let video = json!([{
        "type": "video", "width": 640, "height": 360, "poster": poster,
        "sources": [{ "src": video, "mime": "video/webm" }],
        "captions": [{ "src": captions, "lang": "en", "label": "English" }],
    }]);
    // With a language, so that it does not wait for that of the site, and is rendered once.
    article::with(article::with(article::plain("A film"), "body", video), "lang", json!("en"))
}

/// What `broadsheet publish` makes of it.
fn markup(video: &str, captions: &str, poster: bool) -> String {
    let preload = if poster { "poster=../../p.svg preload=none" } else { "preload=metadata" };
    format!(
        "<video controls width=640 height=360 {preload}><source src={video} type=video/webm>\
         <track kind=captions src={captions} srclang=en label=English></video>"
    )
}

impl Page {
    /// Opens a host's page with the article in it, and says in which frame that is, if in one.
    async fn has_video(&self, publisher: &Publisher, place: Place) -> Option<String> {
        match place {
            Place::Inline => {
                self.hosts(&publisher.snippet("film", "mode=inline")).await;
                self.all_are("inline").await;
                None
            }
            Place::Frame => {
                self.hosts(&publisher.snippet("film", "mode=iframe")).await;
                self.all_are("iframe").await;
                Some(inside("iframe"))
            }
            Place::Sandbox => {
                let frame = publisher.0.url("embed/film/");
                self.hosts(&format!("<iframe src={frame} sandbox=allow-scripts width=700 height=700></iframe>")).await;
                Some("document.querySelector('iframe')".to_owned())
            }
        }
    }
}

/// Under the policy of published pages, and with what they say.
#[test]
fn the_demos_video_has_its_captions_in_a_sandboxed_frame() {
    visit(async |page| {
        let publisher = Publisher::on(Host { open_to_others: true, ..host() }).await;
        has_media(&publisher.0);
        let frame = publisher.0.url("embed/six-pips/");
        page.hosts(&format!("<iframe src={frame} sandbox=allow-scripts width=700 height=700></iframe>")).await;
        let ask = async |expression: &str| -> Value {
            let expression = expression.replace("VIDEO", "document.querySelector('video')");
            page.get_in_frame("document.querySelector('iframe')", &expression).await
        };
        until("the video", async || ask(PLAYS).await == json!(true)).await;
        until("its captions", async || ask(CAPTIONS).await == json!("loaded")).await;
    });
}

/// The publisher's own page needs no CORS for what is beside it, and asks for it as little as before.
#[test]
fn on_the_publishers_own_page_captions_come_from_anywhere_that_allows_it() {
    visit(async |page| {
        let other = Server::start(Host { open_to_others: true, ..host() }).await;
        has_media(&other);
        has_media(&page.server);
        for (server, imports) in [(&page.server, 0), (&other, 1)] {
            let video = server.url("content/media/time-ball.webm");
            let words = server.url("content/media/time-ball.en.vtt");
            page.server.answer("articles/film.json", Answer::json(&article(&video, &words, None)));
            let before = page.server.requests_for(&super::asset("captions.js")).len();
            // As another page, which the browser loads anew.
            page.load(&format!("reader.html?{imports}#/film")).await;
            let there = format!("location.search === '?{imports}' && document.querySelector('video')");
            page.wait_until("the video", &there).await;
            let ask = async |expression: &str| -> Value {
                page.get(&expression.replace("VIDEO", "document.querySelector('video')")).await
            };
            until("the video", async || ask(PLAYS).await == json!(true)).await;
            until("its captions", async || ask(CAPTIONS).await == json!("loaded")).await;
            assert_eq!(page.server.requests_for(&super::asset("captions.js")).len() - before, imports);
        }
    });
}
