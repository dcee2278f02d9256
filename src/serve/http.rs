//! Answers requests for the files of the published site, and adds to each page the script that reloads it.

use std::convert::Infallible;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::{io, net};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Query, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use futures_util::stream::{self, Stream};
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use tower_http::services::ServeDir;

use super::preview::Preview;
use crate::publish::NOT_FOUND_PAGE;

/// The folder of what the server adds to the site. No published file is in it, since its name begins with a dot.
const OWN: &str = "/.broadsheet/";

/// The script that is added to each page.
const SCRIPT: &str = include_str!("preview.js");

/// The page at an address where there is nothing, as long as the site has no page for that.
const NOTHING: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" \
     content=\"width=device-width\"><title>Nothing here yet</title><p>There is nothing here yet.</p></html>";

/// What all requests share.
struct Server {
    preview: Arc<Preview>,
    output: PathBuf,
    /// Whether only this machine reaches the server.
    is_local: bool,
}

/// Answers requests to a listener until the task is dropped.
pub async fn serve(listener: net::TcpListener, output: PathBuf, preview: Arc<Preview>, host: IpAddr) -> io::Result<()> {
    let files = ServeDir::new(&output);
    let server = Arc::new(Server { preview, output, is_local: host.is_loopback() });
    let router = Router::new()
        .route(&format!("{OWN}preview.js"), get(|| async { ([(header::CONTENT_TYPE, "text/javascript")], SCRIPT) }))
        .route(&format!("{OWN}events"), get(events))
        .fallback_service(files)
        .layer(from_fn_with_state(server.clone(), answer))
        .with_state(server);
    listener.set_nonblocking(true)?;
    axum::serve(tokio::net::TcpListener::from_std(listener)?, router).await
}

impl Server {
    /// The answer at an address whose file has changed and is not in the output folder yet.
    fn early(&self, path: &str) -> Option<Response> {
        let path = percent_decode_str(path.strip_prefix('/')?).decode_utf8().ok()?;
        let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.into_owned() };
        let bytes = self.preview.early(&file)?;
        let kind = mime_guess::from_path(&file).first_or_octet_stream();
        Some(([(header::CONTENT_TYPE, kind.to_string())], bytes).into_response())
    }
}

/// Guards the files, and adds what a preview needs to the answers.
async fn answer(State(server): State<Arc<Server>>, mut request: Request, next: Next) -> Response {
    if server.is_local && !request.headers().get(header::HOST).is_some_and(is_local) {
        // Another site could otherwise read drafts here, by a name of its own that leads to this machine.
        let message = "This server answers only to 127.0.0.1 and localhost. To serve others, use --host.";
        return (StatusCode::MISDIRECTED_REQUEST, message).into_response();
    }
    let path = request.uri().path().to_owned();
    let is_own = path.starts_with(OWN);
    // Files are prepared in such a folder, too. An address with two slashes at its beginning would redirect to another
    // server.
    if !is_own && (path.contains("/.broadsheet") || path.starts_with("//")) {
        return StatusCode::NOT_FOUND.into_response();
    }
    // Times in HTTP have whole seconds. A file may change twice in one.
    request.headers_mut().remove(header::IF_MODIFIED_SINCE);
    let is_get = request.method() == Method::GET;
    // It is read before the file, so that a page never counts as newer than it is.
    let version = server.preview.version();
    let is_page = path.ends_with('/') || path.ends_with(".html");
    if is_page {
        request.headers_mut().remove(header::RANGE);
    }
    let mut response = match server.early(&path) {
        Some(response) => response,
        None => next.run(request).await,
    };
    // A path that no file can have, since it is too long, is an error of the server.
    if matches!(response.status(), StatusCode::NOT_FOUND | StatusCode::INTERNAL_SERVER_ERROR) && !is_own {
        let page = tokio::fs::read(server.output.join(NOT_FOUND_PAGE)).await;
        let page = page.unwrap_or_else(|_| NOTHING.into());
        response = (StatusCode::NOT_FOUND, Html(with_script(&page, &version))).into_response();
    } else if is_page && is_get && response.status() == StatusCode::OK {
        response = page_with_script(response, &version).await;
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// Whether a `Host` header names this machine.
fn is_local(host: &HeaderValue) -> bool {
    let Some(host) = host.to_str().ok().and_then(|host| url::Url::parse(&format!("http://{host}/")).ok()) else {
        return false;
    };
    match host.host() {
        Some(url::Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// A page with the script.
async fn page_with_script(response: Response, version: &str) -> Response {
    let (mut parts, body) = response.into_parts();
    // The server itself reads the file, so there is no limit to guard against.
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let page = with_script(&bytes, version);
    parts.headers.remove(header::ACCEPT_RANGES);
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(page.len()));
    Response::from_parts(parts, Body::from(page))
}

/// Puts the script at the end of the head, or of the page if it has no head. A page that other sites frame has a policy
/// under which a script can't ask the server, so it stays as it is.
///
/// The page may be in any encoding, if it is a file of the publisher's own. In those that browsers read, tags are ASCII.
fn with_script(page: &[u8], version: &str) -> Vec<u8> {
    let find = |text: &str| page.windows(text.len()).position(|part| part == text.as_bytes());
    if find("Content-Security-Policy").is_some() && find("connect-src").is_none() {
        return page.to_owned();
    }
    let script = format!("<script type=\"module\" src=\"{OWN}preview.js?version={version}\"></script>");
    let end = find("</head>").or_else(|| find("</html>")).unwrap_or(page.len());
    let (before, after) = page.split_at(end);
    [before, script.as_bytes(), after].concat()
}

/// What a page knows already.
#[derive(Deserialize)]
struct Known {
    version: String,
}

/// Sends an update at once, and after each run.
async fn events(
    State(server): State<Arc<Server>>,
    Query(known): Query<Known>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let runs = server.preview.subscribe();
    let updates =
        stream::unfold((server, runs, known.version, true), |(server, mut runs, version, is_first)| async move {
            if !is_first {
                runs.changed().await.ok()?;
            }
            runs.mark_unchanged();
            let update = server.preview.since(&version);
            let event = Event::default().json_data(&update).ok()?;
            let version = update.version.clone();
            Some((Ok(event), (server, runs, version, false)))
        });
    Sse::new(updates).keep_alive(KeepAlive::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_local() {
        for (host, expected) in [
            ("127.0.0.1:8080", true),
            ("localhost", true),
            ("paper.localhost:80", true),
            ("[::1]:8080", true),
            ("127.0.0.1.evil.example", false),
            ("localhost.example", false),
            ("192.168.0.4:8080", false),
            ("", false),
            ("a b", false),
        ] {
            assert_eq!(is_local(&HeaderValue::from_static(host)), expected, "{host}");
        }
    }

    #[test]
    fn the_bytes_of_a_page_stay_as_they_are() {
        let page = with_script(b"<head>caf\xE9</head>", "1.2");
        assert!(page.starts_with(b"<head>caf\xE9<script") && page.ends_with(b"</head>"), "{page:?}");
    }

    #[test]
    fn the_script_is_in_the_head_if_there_is_one() {
        let script = "<script type=\"module\" src=\"/.broadsheet/preview.js?version=1.2\"></script>";
        for (page, expected) in [
            ("<head><p></head><body></html>", format!("<head><p>{script}</head><body></html>")),
            ("<p></html>", format!("<p>{script}</html>")),
            ("words", format!("words{script}")),
            (
                "<head><meta http-equiv=\"Content-Security-Policy\"></head>",
                "<head><meta http-equiv=\"Content-Security-Policy\"></head>".to_owned(),
            ),
        ] {
            assert_eq!(String::from_utf8(with_script(page.as_bytes(), "1.2")).unwrap(), expected);
        }
    }
}
