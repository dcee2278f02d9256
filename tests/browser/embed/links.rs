//! Where the links of an embedded article lead.

use serde_json::{Value, json};

use super::{HOST, ICON, NOTES, Publisher, inside, visit};
use crate::article;
use crate::browser::{Page, artefact};
use crate::server::{Answer, Host};
use crate::site::Site;

/// An article with a footnote, and with links of each kind.
fn linked() -> Value {
    json!({
        "version": 1,
        "headline": "The quay",
        "published": "2024-10-04",
        "body": [[
            { "text": "A note", "note": "n" },
            { "text": "whole", "href": "https://example.org/whole" },
            { "text": "note", "href": "#note-1" },
            { "text": "story", "href": "mole.json" },
            { "text": "part", "href": "mole.json#note-1" },
        ]],
        "notes": [{ "id": "n", "text": "What there is to note." }],
    })
}

/// The `href` attributes of the links in the body of [`linked`], as the page has them.
async fn hrefs(page: &Page) -> Vec<String> {
    let links = format!("[...{}.querySelectorAll('a')]", inside(".body"));
    page.get(&format!("{links}.map(link => link.getAttribute('href'))")).await
}

/// Two articles, each of which links to the footnote of the other.
fn quay_and_mole(site: &Value) -> Site {
    Site::new(site)
        .with_article("quay", &linked())
        .with_article("mole", &article::with(linked(), "headline", json!("The mole")))
}

fn site() -> Value {
    json!({ "version": 1, "title": "The Paper", "home": "quay" })
}

/// Regression: with a slash in the query of `src`, or with a fragment, links led to the wrong files.
#[test]
fn a_query_or_fragment_in_src_changes_no_link() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        for slug in ["quay", "mole"] {
            for more in ["", "?from=a/b", "?v=2", "?a=content/articles/x.json"] {
                publisher.0.answer(&format!("{}{more}", article::file(slug)), Answer::json(&linked()));
            }
        }
        publisher.serve_frame_page("quay", "<p>Framed");
        let root = publisher.0.url("");
        for more in ["?from=a/b", "?v=2", "#x", "?a=content/articles/x.json", "?from=a/b#c/d", "#/mole"] {
            let src = format!("{root}{}{more}", article::file("quay"));
            let element = |more: &str| {
                format!("<broadsheet-article src=\"{src}\" {more}></broadsheet-article>{}", publisher.script())
            };
            page.open_host_page(&element("")).await;
            page.wait_until_all_are("inline").await;
            let expected = [
                "#note-1",
                "https://example.org/whole",
                "#note-1",
                &format!("{root}embed/mole/#page"),
                &format!("{root}embed/mole/#page#note-1"),
            ];
            assert_eq!(hrefs(page).await, expected, "{more}");
            page.open_host_page(&element("layout=card")).await;
            page.wait_until_all_are("inline").await;
            let link = format!("{}.href", inside(".headline a"));
            assert_eq!(page.get::<String>(&link).await, format!("{root}embed/quay/#page"), "{more}");
            page.open_host_page(&element("mode=iframe")).await;
            page.wait_until_all_are("iframe").await;
            let frame = format!("{}.src", inside("iframe"));
            assert_eq!(page.get::<String>(&frame).await, format!("{root}embed/quay/"), "{more}");
        }
    });
}

/// A kind of page that embeds an article given as data.
struct HostPage {
    name: &'static str,
    /// Whether relative links can be resolved against the page's address.
    is_base: bool,
}

impl Page {
    /// Opens an embedding page from a server, from disk, or from a `blob:` address.
    async fn open_host_page_as(&self, kind: &str, body: &str) {
        let html =
            format!("<!doctype html><html lang=en><meta charset=utf-8><title>Host</title>{ICON}{NOTES}<body>{body}");
        match kind {
            "http" => self.open_host_page(body).await,
            "file" => {
                let file = artefact(&format!("host-{}.html", self.server.origin().rsplit(':').next().unwrap_or("")));
                std::fs::write(&file, html).expect("the host's page can be written");
                self.open_file(&file).await;
            }
            _ => {
                self.server.answer(HOST, Answer::web_page("<!doctype html><title>Before</title>"));
                self.load(HOST).await;
                let html = json!(html).to_string().replace("</", "<\\/");
                self.run(&format!("location.href = URL.createObjectURL(new Blob([{html}], {{ type: 'text/html' }}))"))
                    .await;
                self.wait_until("the page that was made", "location.protocol === 'blob:' && window.told").await;
            }
        }
    }
}

/// Regression: on `file:` and `blob:` pages, links to footnotes were dropped.
#[test]
fn footnotes_of_an_article_given_as_data_work_on_http_file_and_blob_pages() {
    visit(async |page| {
        let publisher = Publisher::with_cors().await;
        for HostPage { name, is_base } in [
            HostPage { name: "http", is_base: true },
            HostPage { name: "file", is_base: true },
            HostPage { name: "blob", is_base: false },
        ] {
            let data = linked().to_string();
            let body = format!(
                "<broadsheet-article></broadsheet-article><script>\
                 document.querySelector('broadsheet-article').data = {data}</script>{}",
                publisher.script()
            );
            page.open_host_page_as(name, &body).await;
            page.wait_until_all_are("inline").await;
            let ways = hrefs(page).await;
            let (whole, relative) = ways.split_at(3);
            assert_eq!(whole, ["#note-1", "https://example.org/whole", "#note-1"], "{name}");
            assert_eq!(relative.len(), if is_base { 2 } else { 0 }, "{name}: {ways:?}");
            for link in [".cite a", ".body > p > a[href='#note-1']"] {
                page.run(&format!("document.activeElement.blur?.(); {}.click()", inside(link))).await;
                let focused = "document.querySelector('broadsheet-article').shadowRoot.activeElement?.id";
                assert_eq!(page.get::<String>(focused).await, "note-1", "{link} on {name}");
            }
            assert_eq!(page.errors().await, Vec::<String>::new(), "{name}");
        }
    });
}

/// Regression: cards, links between articles and the fallback link led to the app instead of the finished page.
#[test]
fn links_of_an_embedded_article_lead_to_finished_pages() {
    let site = quay_and_mole(&site()).published();
    visit(async |page| {
        let open = Publisher::on(Host { prefix: "/a/b/", ..site.host() }).await;
        let closed = Publisher::on(Host { prefix: "/a/b/", allows_cors: false, ..site.host() }).await;
        for (publisher, attributes, link, part, page_of) in [
            (&open, "layout=card", ".headline a", "", "quay"),
            (&open, "", ".body a[href*='mole']", "", "mole"),
            (&open, "", ".body a[href$='#note-1']:not([href^='#'])", "#note-1", "mole"),
            (&closed, "mode=inline", "a", "", "quay"),
        ] {
            let src = publisher.0.url(&article::file("quay"));
            page.open_host_page(&format!(
                "<broadsheet-article src={src} {attributes}></broadsheet-article>{}",
                publisher.script()
            ))
            .await;
            page.wait_until("the link", &inside(link)).await;
            page.run(&format!("{}.click()", inside(link))).await;
            let there = publisher.0.url(&format!("2024/10/{page_of}/{part}"));
            page.wait_until(&there, &format!("location.href === {}", json!(there))).await;
            page.wait_for("#page[data-finished]").await;
            let headline = if page_of == "quay" { "The quay" } else { "The mole" };
            assert_eq!(page.text("h1").await, headline);
            assert!(publisher.0.requests_for("reader.html").is_empty(), "{attributes} {link}");
            // A redirect adds no history entry: Back leads to the embedding page at once.
            page.back().await;
            page.wait_until("the host's page", "document.title === 'Host'").await;
        }
    });
}

/// Without the fragment `#page`, or within a frame, the page does not redirect to the finished page.
#[test]
fn a_frame_page_without_its_redirect_fragment_or_in_a_frame_does_not_redirect() {
    let site = quay_and_mole(&site()).published();
    visit(async |page| {
        let publisher = Publisher::on(site.host()).await;
        publisher.0.answer("marker", Answer::bytes(""));
        for more in ["", "#note-1", "#pages", "#page-1", "#?secret=abc"] {
            let address = publisher.0.url(&format!("embed/quay/{more}"));
            page.visit(&address).await;
            page.wait_until("the page", "document.readyState === 'complete'").await;
            // The redirect would have begun before this request. The policy of the page allows no `fetch`.
            let image = "new Promise(done => { const image = new Image(); \
                 image.onload = image.onerror = () => done(null); image.src = `marker?${performance.timeOrigin}` })";
            page.get::<Value>(image).await;
            assert_eq!(page.get::<String>("location.href").await, address);
        }
        assert_eq!(publisher.0.requests_for("marker").len(), 5);
        let requested = publisher.0.requests_for("2024/10/quay/").len();
        assert_eq!(requested, 0, "a page began to redirect");
        // In a frame, even the fragment `#page` does not redirect.
        let framed = publisher.0.url("embed/quay/#page");
        page.open_host_page(&format!("<iframe src={framed}></iframe>")).await;
        let address: String = page.get_in_frame("document.querySelector('iframe')", "location.href").await;
        assert_eq!(address, framed);
    });
}

/// Without finished pages, only the app can show the article.
#[test]
fn before_a_site_is_published_links_lead_to_the_app() {
    let site = quay_and_mole(&site()).unpublished();
    visit(async |page| {
        let publisher = Publisher::on(site.host()).await;
        page.open_host_page(&publisher.snippet("quay", "")).await;
        page.wait_until_all_are("inline").await;
        let root = publisher.0.url("");
        assert_eq!(hrefs(page).await[3..], [format!("{root}#/mole"), format!("{root}#/mole#note-1")]);
        page.open_host_page(&publisher.snippet("quay", "layout=card")).await;
        page.wait_until_all_are("inline").await;
        assert_eq!(page.get::<String>(&format!("{}.href", inside(".headline a"))).await, format!("{root}#/quay"));
    });
}
