//! `broadsheet serve`: what its server answers, and how it goes on while files change.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use expect_test::expect;
use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::publish::paper::{NOW, Paper};
use crate::serving::Serving;

/// How long a change may take until it is seen, on a busy machine.
const TIMEOUT: Duration = Duration::from_secs(20);

/// A site with one article and one file, which is served.
fn serving() -> (Paper, Serving) {
    let paper = Paper::new();
    paper.write("articles/first.json", article("First").to_string());
    paper.write("files/ten.txt", "0123456789");
    paper.write("files/.well-known/proof", "proof");
    let serving = Serving::begin(&paper.source(""), paper.app_folder(), NOW);
    (paper, serving)
}

fn article(headline: &str) -> Value {
    json!({ "version": 1, "headline": headline, "published": "2024-02-05", "body": ["A paragraph."] })
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Runtime::new().unwrap().block_on(future)
}

async fn request(method: Method, url: &str, headers: &[(HeaderName, &'static str)]) -> Response {
    let headers: HeaderMap =
        headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect();
    // No redirect is followed, so that it can be seen.
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().unwrap();
    client.request(method, url).headers(headers).send().await.unwrap()
}

async fn get(url: &str) -> Response {
    request(Method::GET, url, &[]).await
}

/// Waits until a page contains a text.
async fn wait_for(url: &str, text: &str) {
    let begin = Instant::now();
    loop {
        let page = get(url).await.text().await.unwrap();
        if page.contains(text) {
            return;
        }
        assert!(begin.elapsed() < TIMEOUT, "{url} does not contain {text}: {page}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[test]
fn a_file_has_its_type_its_ranges_and_is_not_cached() {
    let (_paper, serving) = serving();
    block_on(async {
        for (path, kind) in [
            ("", "text/html"),
            ("2024/02/first/", "text/html"),
            ("content/articles/first.json", "application/json"),
            ("start-2.js", "text/javascript"),
            ("ten.txt", "text/plain"),
            (".well-known/proof", "application/octet-stream"),
        ] {
            let answer = get(&serving.url(path)).await;
            assert_eq!(answer.status(), StatusCode::OK, "{path}");
            let value = |name| answer.headers().get(name).map(|value: &HeaderValue| value.to_str().unwrap());
            assert!(
                value(header::CONTENT_TYPE).unwrap().starts_with(kind),
                "{path}: {:?}",
                value(header::CONTENT_TYPE)
            );
            assert_eq!(value(header::CACHE_CONTROL), Some("no-cache"), "{path}");
        }
        let part = request(Method::GET, &serving.url("ten.txt"), &[(header::RANGE, "bytes=2-4")]).await;
        assert_eq!((part.status(), part.text().await.unwrap().as_str()), (StatusCode::PARTIAL_CONTENT, "234"));
        let head = request(Method::HEAD, &serving.url("ten.txt"), &[]).await;
        assert_eq!((head.status(), head.headers()[header::CONTENT_LENGTH].as_bytes()), (StatusCode::OK, &b"10"[..]));
    });
}

#[test]
fn a_folder_without_its_slash_redirects() {
    let (_paper, serving) = serving();
    block_on(async {
        let answer = get(&serving.url("2024/02/first")).await;
        assert!(answer.status().is_redirection(), "{}", answer.status());
        assert_eq!(answer.headers()[header::LOCATION], "/2024/02/first/");
    });
}

#[test]
fn where_there_is_nothing_the_not_found_page_is_answered() {
    let (_paper, serving) = serving();
    block_on(async {
        for path in ["nothing/", "2024/02/nothing.json", "a%00b", "%ff"] {
            let answer = get(&serving.url(path)).await;
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
            let page = answer.text().await.unwrap();
            assert!(page.contains("This story isn’t here") && page.contains("preview.js"), "{path}: {page}");
            // The published page has the path of the site on its server.
            assert!(page.contains("href=\"/\"") && !page.contains("/news/"), "{path}: {page}");
        }
    });
}

#[test]
fn nothing_outside_of_the_published_site_is_answered() {
    let (paper, serving) = serving();
    fs::write(paper.source("../secret.txt"), "secret").unwrap();
    block_on(async {
        for path in ["..%2fsecret.txt", "%2e%2e/secret.txt", "..%5csecret.txt", "/etc/passwd", ".broadsheet/lock"] {
            let answer = get(&serving.url(path)).await;
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
            assert!(!answer.text().await.unwrap().contains("secret"), "{path}");
        }
    });
}

#[test]
fn under_a_name_that_is_not_of_this_machine_nothing_is_answered() {
    let (_paper, serving) = serving();
    block_on(async {
        for (host, expected) in [
            ("evil.example", StatusCode::MISDIRECTED_REQUEST),
            ("192.168.0.7:8080", StatusCode::MISDIRECTED_REQUEST),
            ("localhost:8080", StatusCode::OK),
            ("[::1]", StatusCode::OK),
        ] {
            let answer = request(Method::GET, &serving.url(""), &[(header::HOST, host)]).await;
            assert_eq!(answer.status(), expected, "{host}");
        }
    });
}

#[test]
fn drafts_are_served_and_no_copies_are_kept() {
    let paper = Paper::new();
    paper.site(&json!({ "title": "The Paper", "offline": true }));
    let mut draft = article("Draft");
    draft["draft"] = json!(true);
    paper.write("articles/draft.json", draft.to_string());
    let serving = Serving::begin(&paper.source(""), paper.app_folder(), NOW);
    block_on(async {
        wait_for(&serving.url("2024/02/draft/"), "Draft").await;
        let page = get(&serving.url("2024/02/draft/")).await.text().await.unwrap();
        assert!(!page.contains("offline.js"), "{page}");
        let first = first_update(&serving).await;
        assert_eq!(first["unpublished"], json!({ "2024/02/draft/index.html": "Draft" }));
    });
    assert!(!paper.source("dist").exists(), "nothing is written into the site folder");
}

/// What a page is told when it connects.
async fn first_update(serving: &Serving) -> Value {
    let mut answer = get(&serving.url(".broadsheet/events?version=0")).await;
    let event = answer.chunk().await.unwrap().unwrap();
    let event = str::from_utf8(&event).unwrap();
    serde_json::from_str(event.strip_prefix("data: ").unwrap()).unwrap()
}

#[test]
fn an_error_is_told_with_its_place_and_the_article_stays_as_it_was() {
    let (paper, serving) = serving();
    paper.write("articles/first.json", "{ \"version\": 1,\n  \"headline\": \"Half");
    block_on(async {
        let begin = Instant::now();
        let update = loop {
            let update = first_update(&serving).await;
            if update["findings"].as_array().is_some_and(|findings| !findings.is_empty()) {
                break update;
            }
            assert!(begin.elapsed() < TIMEOUT, "{update}");
        };
        assert_eq!(update["findings"][0]["place"], "articles/first.json:2:20");
        wait_for(&serving.url("2024/02/first/"), "First").await;
    });
}

#[test]
fn a_site_folder_that_is_emptied_or_moved_for_a_moment_is_served_as_it_was() {
    let (paper, serving) = serving();
    let (folder, elsewhere) = (paper.source(""), paper.source("").with_file_name("elsewhere"));
    block_on(async {
        let page = serving.url("2024/02/first/");
        fs::rename(&folder, &elsewhere).unwrap();
        let begin = Instant::now();
        while first_update(&serving).await["error"] == Value::Null {
            assert!(begin.elapsed() < TIMEOUT);
        }
        wait_for(&page, "First").await;
        fs::rename(&elsewhere, &folder).unwrap();
        paper.write("articles/first.json", article("Moved back").to_string());
        wait_for(&page, "Moved back").await;
        // As when another branch is checked out.
        let (site, text) = (paper.source("site.json"), fs::read(paper.source("site.json")).unwrap());
        fs::remove_dir_all(&folder).unwrap();
        fs::create_dir_all(&folder).unwrap();
        wait_for(&page, "Moved back").await;
        paper.write("articles/first.json", article("Written anew").to_string());
        fs::write(site, text).unwrap();
        wait_for(&page, "Written anew").await;
    });
}

#[test]
fn a_site_that_is_broken_from_the_start_is_served_once_it_is_corrected() {
    let paper = Paper::new();
    paper.write("articles/first.json", article("First").to_string());
    paper.write("site.json", "{");
    let serving = Serving::begin(&paper.source(""), paper.app_folder(), NOW);
    block_on(async {
        wait_for(&serving.url(""), "There is nothing here yet").await;
        assert!(first_update(&serving).await["error"].as_str().unwrap().contains("site.json can't be read"));
        paper.write("site.json", "{}");
        wait_for(&serving.url(""), "First").await;
    });
}

#[test]
fn the_program_takes_another_port_if_one_is_taken_and_ends_when_it_is_interrupted() {
    let (paper, _serving) = serving();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let temporary = paper.source("../temporary");
    fs::create_dir_all(&temporary).unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_broadsheet"));
    program.arg("serve").arg(paper.source("")).arg("--app").arg(paper.app_folder()).args(["--port", &port.to_string()]);
    let mut program = program.env("TMPDIR", &temporary).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(program.stderr.take().unwrap()).lines().map_while(Result::ok);
    let line = lines.find(|line| line.contains("is taken")).unwrap();
    assert!(line.contains(&port.to_string()), "{line}");
    let line = lines.find(|line| line.contains("http://")).unwrap();
    let address = line.split(' ').find(|word| word.starts_with("http://")).unwrap().to_owned();
    assert!(!address.contains(&format!(":{port}/")), "{address}");
    block_on(wait_for(&address, "First"));
    Command::new("kill").args(["-INT", &program.id().to_string()]).status().unwrap();
    assert_eq!(program.wait().unwrap().code(), Some(0));
    assert_eq!(fs::read_dir(&temporary).unwrap().count(), 0, "no files are left");
}

/// The paths that have changed since a version, as an open page is told.
async fn changed_since(serving: &Serving, version: &str) -> Value {
    let mut answer = get(&serving.url(&format!(".broadsheet/events?version={version}"))).await;
    let event = answer.chunk().await.unwrap().unwrap();
    let update: Value = serde_json::from_str(str::from_utf8(&event).unwrap().strip_prefix("data: ").unwrap()).unwrap();
    update["changed"].clone()
}

#[test]
fn a_change_is_told_once_and_an_unchanged_file_that_is_saved_never() {
    let (paper, serving) = serving();
    block_on(async {
        let version = first_update(&serving).await["version"].as_str().unwrap().to_owned();
        // A change of another file shows that the run after the save has ended.
        let later = |name: &str| paper.write(&format!("files/{name}"), "later");
        paper.write("articles/first.json", article("First").to_string());
        later("one.txt");
        wait_for(&serving.url("one.txt"), "later").await;
        assert_eq!(changed_since(&serving, &version).await, json!(["one.txt"]));
        paper.write("articles/first.json", article("Changed").to_string());
        wait_for(&serving.url("2024/02/first/"), "Changed").await;
        let early = first_update(&serving).await["version"].as_str().unwrap().to_owned();
        later("two.txt");
        wait_for(&serving.url("two.txt"), "later").await;
        let changed = changed_since(&serving, &early).await;
        let again = changed.as_array().unwrap().iter().any(|path| path == "2024/02/first/index.html");
        assert!(!again, "{changed}");
    });
}

#[test]
fn an_address_that_no_file_can_have_is_not_found() {
    let (_paper, serving) = serving();
    block_on(async {
        for path in [&"x".repeat(300), "/2024/02", "//evil.example/", "a/%2fb"] {
            let answer = get(&serving.url(path)).await;
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn each_reason_why_a_site_is_not_served_says_what_to_do() {
    let (paper, _serving) = serving();
    let site = paper.source("");
    fs::create_dir_all(site.join("tmp")).unwrap();
    let serve = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_broadsheet"));
        program.arg("serve").args(arguments).arg("--app").arg(paper.app_folder()).envs(variables.iter().copied());
        let output = program.current_dir(site.parent().unwrap()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap().replace(site.to_str().unwrap(), "SITE")
    };
    expect![[r#"
        broadsheet: there is no papr.
        What to do: give the folder that contains site.json, as in `broadsheet check paper`, or make a site by `broadsheet new paper`
    "#]]
    .assert_eq(&serve(&["papr"], &[]));
    expect![[r#"
        broadsheet: this machine has no network interface with the address 203.0.113.9.
        What to do: give one that it has, or 0.0.0.0 for all of them
    "#]]
    .assert_eq(&serve(&["site", "--host", "203.0.113.9"], &[]));
    let temporary = site.join("tmp").to_str().unwrap().to_owned();
    expect![[r#"
        broadsheet: the site can't be published to the temporary folder SITE/tmp: it is in the site folder.
        What to do: set TMPDIR to a folder that is not in the site folder, and in which this program may write
    "#]]
    .assert_eq(&serve(&["site", "--port", "0"], &[("TMPDIR", &temporary)]));
    expect![[r#"
        broadsheet: the site can't be published to the temporary folder /no/such/folder: entity not found.
        What to do: set TMPDIR to a folder that is not in the site folder, and in which this program may write
    "#]]
    .assert_eq(&serve(&["site", "--port", "0"], &[("TMPDIR", "/no/such/folder")]));
}
