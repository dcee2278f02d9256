//! Video captions. A browser loads captions from another origin only if the video element uses CORS (`crossorigin`).

use serde_json::{Value, json};

use super::{Publisher, host, inside, visit};
use crate::article;
use crate::browser::Page;
use crate::server::{Answer, Host, Server};

/// Where the article with the video is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    /// Inline in the embedding page.
    Inline,
    /// In the frame of `<broadsheet-article>`, which has the publisher's origin.
    Frame,
    /// In a sandboxed frame that the embedding page contains itself. It has an opaque origin.
    Sandbox,
}

/// The server that a file is on: the publisher's, or another one with or without CORS.
#[derive(Clone, Copy, Debug)]
enum FileServer {
    Publisher,
    OpenServer,
    ClosedServer,
}

/// Regression: browsers refused all captions inline and in sandboxed frames.
#[test]
fn captions_load_where_cors_allows_it_and_the_video_always_plays() {
    use FileServer::{ClosedServer, OpenServer, Publisher};
    use Place::{Frame, Inline, Sandbox};
    // The place, whether the publisher sends CORS headers, the video's server, the captions' server, and whether the
    // captions load.
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
        let open = Server::start(Host { allows_cors: true, ..host() }).await;
        let closed = Server::start(host()).await;
        for (number, (place, allows_cors, video, captions, come)) in cases.into_iter().enumerate() {
            let publisher = super::Publisher::on(Host { allows_cors, ..host() }).await;
            let address = |on, file| match on {
                Publisher => publisher.0.url(file),
                OpenServer => open.url(file),
                ClosedServer => closed.url(file),
            };
            for server in [&publisher.0, &open, &closed] {
                serve_media(server);
            }
            let file = address(video, "content/media/time-ball.webm");
            let words = address(captions, "content/media/time-ball.en.vtt");
            let name = format!("{place:?}, publisher open: {allows_cors}, video: {video:?}, captions: {captions:?}");
            // With a poster, the browser loads nothing before the video plays.
            let poster = number % 2 == 0;
            publisher.serve_article("film", &article(&file, &words, poster.then(|| publisher.0.url("p.svg"))));
            publisher.serve_frame_page("film", &markup(&file, &words, poster));
            let frame = page.open_with_video(&publisher, place).await;
            let ask = async |expression: &str| -> Value {
                match &frame {
                    None => page.get(&expression.replace("VIDEO", &inside("video"))).await,
                    Some(frame) => {
                        page.get_in_frame(frame, &expression.replace("VIDEO", "document.querySelector('video')")).await
                    }
                }
            };
            // The test plays the video as soon as it is in the document, as a quick reader might.
            wait_for(&name, async || ask(PLAYS).await == json!(true)).await;
            wait_for(&name, async || ask(CAPTIONS).await == json!(if come { "loaded" } else { "refused" })).await;
            wait_for(&name, async || ask(PLAYS).await == json!(true)).await;
        }
    });
}

/// JavaScript: starts the video once, and returns whether it plays.
const PLAYS: &str = "(video => { video.muted = true; if (!video.dataset.asked) { video.dataset.asked = 'yes'; \
     video.play().catch(() => {}) } return video.currentTime > 0 && video.readyState >= 2 })(VIDEO)";

/// JavaScript: turns the captions on, and returns their loading state.
const CAPTIONS: &str = "(video => { video.textTracks[0].mode = 'showing'; \
     return ['none', 'loading', 'loaded', 'refused'][video.querySelector('track').readyState] })(VIDEO)";

async fn wait_for(name: &str, there: impl AsyncFn() -> bool) {
    let begun = std::time::Instant::now();
    while !there().await {
        assert!(begun.elapsed().as_secs() < 30, "{name}: waited in vain");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

fn serve_media(server: &Server) {
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
    // A language of its own keeps the article from being rendered again when `site.json` arrives.
    article::with(article::with(article::plain("A film"), "body", video), "lang", json!("en"))
}

/// The markup that `broadsheet publish` makes of the video.
fn markup(video: &str, captions: &str, poster: bool) -> String {
    let preload = if poster { "poster=../../p.svg preload=none" } else { "preload=metadata" };
    format!(
        "<video controls width=640 height=360 {preload}><source src={video} type=video/webm>\
         <track kind=captions src={captions} srclang=en label=English></video>"
    )
}

impl Page {
    /// Opens an embedding page with the article, and returns a JavaScript expression for its frame, if it is in one.
    async fn open_with_video(&self, publisher: &Publisher, place: Place) -> Option<String> {
        match place {
            Place::Inline => {
                self.open_host_page(&publisher.snippet("film", "mode=inline")).await;
                self.wait_until_all_are("inline").await;
                None
            }
            Place::Frame => {
                self.open_host_page(&publisher.snippet("film", "mode=iframe")).await;
                self.wait_until_all_are("iframe").await;
                Some(inside("iframe"))
            }
            Place::Sandbox => {
                let frame = publisher.0.url("embed/film/");
                self.open_host_page(&format!(
                    "<iframe src={frame} sandbox=allow-scripts width=700 height=700></iframe>"
                ))
                .await;
                Some("document.querySelector('iframe')".to_owned())
            }
        }
    }
}

/// This is a real published page, with its own policy and markup.
#[test]
fn the_demos_video_loads_its_captions_in_a_sandboxed_frame() {
    visit(async |page| {
        let publisher = Publisher::on(Host { allows_cors: true, ..host() }).await;
        serve_media(&publisher.0);
        let frame = publisher.0.url("embed/six-pips/");
        page.open_host_page(&format!("<iframe src={frame} sandbox=allow-scripts width=700 height=700></iframe>")).await;
        let ask = async |expression: &str| -> Value {
            let expression = expression.replace("VIDEO", "document.querySelector('video')");
            page.get_in_frame("document.querySelector('iframe')", &expression).await
        };
        wait_for("the video", async || ask(PLAYS).await == json!(true)).await;
        wait_for("its captions", async || ask(CAPTIONS).await == json!("loaded")).await;
    });
}

/// The publisher's own page needs no CORS for files of its own server, and loads `captions.js` only for other servers.
#[test]
fn on_the_publishers_page_captions_load_from_any_server_with_cors() {
    visit(async |page| {
        let other = Server::start(Host { allows_cors: true, ..host() }).await;
        serve_media(&other);
        serve_media(&page.server);
        for (server, imports) in [(&page.server, 0), (&other, 1)] {
            let video = server.url("content/media/time-ball.webm");
            let words = server.url("content/media/time-ball.en.vtt");
            page.server.answer("articles/film.json", Answer::json(&article(&video, &words, None)));
            let before = page.server.requests_for(&super::asset("captions.js")).len();
            // The query makes the browser load a new document.
            page.load(&format!("reader.html?{imports}#/film")).await;
            let there = format!("location.search === '?{imports}' && document.querySelector('video')");
            page.wait_until("the video", &there).await;
            let ask = async |expression: &str| -> Value {
                page.get(&expression.replace("VIDEO", "document.querySelector('video')")).await
            };
            wait_for("the video", async || ask(PLAYS).await == json!(true)).await;
            wait_for("its captions", async || ask(CAPTIONS).await == json!("loaded")).await;
            assert_eq!(page.server.requests_for(&super::asset("captions.js")).len() - before, imports);
        }
    });
}
