//! `--fetch`: images from other servers.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::json;

use super::run::{outcomes, page};
use crate::new::Desk;
use crate::publish::paper::{files, png};

/// What the server answers: status, other lines of the head, and the body.
type Answer = (u16, String, Vec<u8>);

/// A server on this machine. It counts the requests for each path, and how many came at once.
struct Server {
    address: SocketAddr,
    asked: Arc<Mutex<BTreeMap<String, usize>>>,
    most: Arc<AtomicUsize>,
}

impl Server {
    /// `answer` gets the path and how often it was asked for before.
    fn new(answer: impl Fn(&str, usize) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (asked, most) = (Arc::new(Mutex::new(BTreeMap::new())), Arc::new(AtomicUsize::new(0)));
        let (shared, answer, now) = ((asked.clone(), most.clone()), Arc::new(answer), Arc::new(AtomicUsize::new(0)));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let ((asked, most), answer, now) = (shared.clone(), answer.clone(), now.clone());
                thread::spawn(move || {
                    let stream = stream.unwrap();
                    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
                    let Some(line) = lines.next() else { return };
                    let path = line.split(' ').nth(1).unwrap().to_owned();
                    lines.find(|line| line.is_empty());
                    let before = {
                        let mut asked = asked.lock().unwrap();
                        let count = asked.entry(path.clone()).or_insert(0);
                        *count += 1;
                        *count - 1
                    };
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    let (status, head, body) = answer(&path, before);
                    now.fetch_sub(1, Ordering::SeqCst);
                    send(stream, status, &head, &body);
                });
            }
        });
        Self { address, asked, most }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address)
    }

    fn asked(&self) -> BTreeMap<String, usize> {
        self.asked.lock().unwrap().clone()
    }
}

fn send(mut stream: TcpStream, status: u16, head: &str, body: &[u8]) {
    let length =
        if head.contains("Content-Length") { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
    // A client that has seen enough closes the connection.
    let _ = write!(stream, "HTTP/1.1 {status} x\r\n{head}{length}Connection: close\r\n\r\n");
    let _ = stream.write_all(body);
}

fn image(path: &str) -> Answer {
    let width = path.bytes().map(u32::from).sum();
    (200, "Content-Type: image/png\r\n".to_owned(), png(width, 7))
}

/// A page with an image of each address.
fn with_images(urls: impl IntoIterator<Item = String>) -> Desk {
    let desk = Desk::new();
    let images: String = urls.into_iter().map(|url| format!("<img src='{url}' alt='A bell'>")).collect();
    desk.write("old/bell.html", page("bell", "The bell", &format!("<p>One.</p>{images}")));
    desk
}

const FETCH: [&str; 2] = ["--fetch", "--allow-private"];

#[test]
fn without_fetch_no_server_is_asked() {
    let server = Server::new(|path, _| image(path));
    let desk = with_images([server.url("a.png")]);
    let (exit, report) = desk.import(&[]);
    assert_eq!((exit, server.asked()), (0, BTreeMap::new()));
    assert_eq!(report["articles"][0]["losses"][0]["cause"], "image-link");
    assert!(desk.body("bell").ends_with(&format!("[A bell]({})", server.url("a.png"))));
    // A dry run says what it would fetch, and asks nobody.
    let (_, report) = desk.import(&["--fetch", "--allow-private", "--dry-run"]);
    assert_eq!((&report["counts"]["toFetch"], server.asked()), (&json!(1), BTreeMap::new()));
}

#[test]
fn images_are_fetched_four_at_once_and_each_only_once() {
    let server = Server::new(|path, _| {
        thread::sleep(Duration::from_millis(40));
        image(path)
    });
    let desk = with_images((0..12).map(|number| server.url(&format!("{number}.png"))));
    let (exit, report) = desk.import(&FETCH);
    assert_eq!((exit, report["files"].as_array().unwrap().len()), (0, 12), "{report}");
    assert_eq!(server.most.load(Ordering::SeqCst), 4);
    let before = files(&desk.path("paper"));
    assert!(!desk.path("paper/.broadsheet-import-files").exists());
    let (_, report) = desk.import(&FETCH);
    assert_eq!(outcomes(&report), [("articles/bell.md", "unchanged")]);
    assert!(server.asked().values().all(|count| *count == 1), "{:?}", server.asked());
    assert!(files(&desk.path("paper")) == before);
}

#[test]
fn the_original_of_a_smaller_image_is_fetched_if_there_is_one() {
    let server = Server::new(|path, _| match path {
        "/a.png" | "/b-300x200.png" => image(path),
        _ => (404, String::new(), Vec::new()),
    });
    let desk = with_images([server.url("a-300x200.png"), server.url("b-300x200.png")]);
    let (exit, report) = desk.import(&FETCH);
    assert_eq!((exit, &report["files"]), (0, &json!(["images/bell-a.png", "images/bell-b.png"])), "{report}");
    assert!(!server.asked().contains_key("/a-300x200.png"));
}

#[test]
fn a_busy_server_is_asked_again_after_the_time_it_says() {
    let server = Server::new(|path, before| match before {
        0 => (429, "Retry-After: 1\r\n".to_owned(), Vec::new()),
        1 => (503, "Retry-After: 0\r\n".to_owned(), Vec::new()),
        _ => image(path),
    });
    let desk = with_images([server.url("a.png")]);
    let begin = std::time::Instant::now();
    let (exit, report) = desk.import(&FETCH);
    assert_eq!((exit, server.asked()["/a.png"]), (0, 3), "{report}");
    assert!(begin.elapsed() >= Duration::from_secs(1));
}

#[test]
fn what_can_not_be_fetched_leaves_a_link_and_says_why() {
    let server = Server::new(|path, _| match path {
        "/gone.png" => (404, String::new(), Vec::new()),
        "/page.png" => (200, "Content-Type: text/html\r\n".to_owned(), b"<html>".to_vec()),
        "/lie.png" => (200, "Content-Type: image/png\r\n".to_owned(), b"<html>".to_vec()),
        "/large.png" => (200, "Content-Type: image/png\r\nContent-Length: 50000001\r\n".to_owned(), png(1, 1)),
        "/loop.png" => (302, "Location: /loop.png\r\n".to_owned(), Vec::new()),
        "/cut.png" => (200, "Content-Type: image/png\r\nContent-Length: 1000\r\n".to_owned(), png(1, 1)),
        _ => (302, "Location: file:///etc/passwd\r\n".to_owned(), Vec::new()),
    });
    let names = ["gone", "page", "lie", "large", "loop", "cut", "file"];
    let desk = with_images(names.map(|name| server.url(&format!("{name}.png"))));
    let (exit, report) = desk.import(&FETCH);
    assert_eq!((exit, &report["files"]), (1, &json!([])));
    let losses = report["articles"][0]["losses"].as_array().unwrap();
    let detail = |name: &str| {
        let found = losses.iter().find(|loss| loss["detail"].as_str().unwrap().contains(&format!("/{name}.png")));
        let loss = found.unwrap_or_else(|| panic!("{name}: {losses:?}"));
        assert_eq!(loss["cause"], "missing-image");
        loss["detail"].as_str().unwrap().split(": http").next().unwrap().to_owned()
    };
    assert_eq!(detail("gone"), "the server has no such file");
    for name in ["page", "lie"] {
        assert_eq!(detail(name), "it is no image, video or recording");
    }
    assert_eq!(detail("large"), "it is larger than 50 MB");
    for name in ["loop", "cut", "file"] {
        assert!(detail(name).contains("the server can't be reached"), "{}", detail(name));
    }
    assert_eq!(desk.body("bell").matches("[A bell](http").count(), 7);
}

#[test]
fn servers_of_a_private_network_are_not_asked() {
    let server = Server::new(|path, _| image(path));
    let port = server.address.port();
    let hosts = ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0.0.0.0"];
    let desk = with_images(hosts.map(|host| format!("http://{host}:{port}/a.png")));
    let (exit, report) = desk.import(&["--fetch"]);
    assert_eq!((exit, server.asked()), (1, BTreeMap::new()));
    let losses = report["articles"][0]["losses"].as_array().unwrap();
    assert_eq!(losses.len(), hosts.len());
    assert!(losses.iter().all(|loss| loss["detail"].as_str().unwrap().contains("private network")), "{losses:?}");
}

#[test]
fn a_fetch_that_failed_is_tried_again_by_the_next_import() {
    let server = Server::new(|path, before| if before == 0 { (404, String::new(), Vec::new()) } else { image(path) });
    let desk = with_images([server.url("a.png")]);
    desk.import(&FETCH);
    let (exit, report) = desk.import(&FETCH);
    assert_eq!((exit, outcomes(&report)[0]), (0, ("articles/bell.md", "updated")));
    assert!(desk.body("bell").contains("(../images/bell-a.png)"));
}
