//! Where the links of an embedded article lead.

use serde_json::{Value, json};

use super::{HOST, ICON, NOTES, Publisher, inside, visit};
use crate::article;
use crate::browser::{Page, artefact};
use crate::server::{Answer, Host};
use crate::site::Site;

/// An article with a note, and with links of each kind.
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

/// The addresses of the links of [`linked`], as they stand in the page.
async fn ways(page: &Page) -> Vec<String> {
    let links = format!("[...{}.querySelectorAll('a')]", inside(".body"));
    page.get(&format!("{links}.map(link => link.getAttribute('href'))")).await
}

/// Two articles, each of which links the other's note, in Arabic where they name no language.
fn quay_and_mole(site: &Value) -> Site {
    Site::new(site).has("quay", &linked()).has("mole", &article::with(linked(), "headline", json!("The mole")))
}

fn site() -> Value {
    json!({ "version": 1, "title": "The Paper", "home": "quay" })
}

/// B6: with a slash in the query of `src`, or with a fragment, links led to the files of other articles.
#[test]
fn the_query_of_a_storys_address_changes_no_link() {
    visit(async |page| {
        let publisher = Publisher::open().await;
        for slug in ["quay", "mole"] {
            for more in ["", "?from=a/b", "?v=2", "?a=content/articles/x.json"] {
                publisher.0.answer(&format!("{}{more}", article::file(slug)), Answer::json(&linked()));
            }
        }
        publisher.has_frame("quay", "<p>Framed");
        let root = publisher.0.url("");
        for more in ["?from=a/b", "?v=2", "#x", "?a=content/articles/x.json", "?from=a/b#c/d", "#/mole"] {
            let src = format!("{root}{}{more}", article::file("quay"));
            let element = |more: &str| {
                format!("<broadsheet-article src=\"{src}\" {more}></broadsheet-article>{}", publisher.script())
            };
            page.hosts(&element("")).await;
            page.all_are("inline").await;
            let expected = [
                "#note-1",
                "https://example.org/whole",
                "#note-1",
                &format!("{root}embed/mole/#page"),
                &format!("{root}embed/mole/#page#note-1"),
            ];
            assert_eq!(ways(page).await, expected, "{more}");
            page.hosts(&element("layout=card")).await;
            page.all_are("inline").await;
            let link = format!("{}.href", inside(".headline a"));
            assert_eq!(page.get::<String>(&link).await, format!("{root}embed/quay/#page"), "{more}");
            page.hosts(&element("mode=iframe")).await;
            page.all_are("iframe").await;
            let frame = format!("{}.src", inside("iframe"));
            assert_eq!(page.get::<String>(&frame).await, format!("{root}embed/quay/"), "{more}");
        }
    });
}

/// What a host's page is for the links of an article that it has itself.
struct HostPage {
    name: &'static str,
    /// Whether relative addresses start from it.
    is_base: bool,
}

impl Page {
    /// Opens a page with this body as a host has it: from a server, from disk, or made by a script.
    async fn hosts_as(&self, kind: &str, body: &str) {
        let html =
            format!("<!doctype html><html lang=en><meta charset=utf-8><title>Host</title>{ICON}{NOTES}<body>{body}");
        match kind {
            "http" => self.hosts(body).await,
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

/// B10: on pages from disk, and on those that a script made, links to notes were dropped.
#[test]
fn a_note_of_an_article_that_the_host_has_is_reached_on_every_page() {
    visit(async |page| {
        let publisher = Publisher::open().await;
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
            page.hosts_as(name, &body).await;
            page.all_are("inline").await;
            let ways = ways(page).await;
            let (whole, relative) = ways.split_at(3);
            assert_eq!(whole, ["#note-1", "https://example.org/whole", "#note-1"], "{name}");
            assert_eq!(relative.len(), if is_base { 2 } else { 0 }, "{name}: {ways:?}");
            for link in [".cite a", ".body > p > a[href='#note-1']"] {
                page.run(&format!("document.activeElement.blur?.(); {}.click()", inside(link))).await;
                let focused = "document.querySelector('broadsheet-article').shadowRoot.activeElement?.id";
                assert_eq!(page.get::<String>(focused).await, "note-1", "{link} on {name}");
            }
            assert_eq!(page.seen().await, Vec::<String>::new(), "{name}");
        }
    });
}

/// B7: a card, a link between articles and the link that the element makes led to the app.
#[test]
fn links_lead_from_another_site_to_finished_pages() {
    let site = quay_and_mole(&site()).published();
    visit(async |page| {
        let open = Publisher::on(Host { prefix: "/a/b/", ..site.host() }).await;
        let closed = Publisher::on(Host { prefix: "/a/b/", open_to_others: false, ..site.host() }).await;
        for (publisher, attributes, link, part, page_of) in [
            (&open, "layout=card", ".headline a", "", "quay"),
            (&open, "", ".body a[href*='mole']", "", "mole"),
            (&open, "", ".body a[href$='#note-1']:not([href^='#'])", "#note-1", "mole"),
            (&closed, "mode=inline", "a", "", "quay"),
        ] {
            let src = publisher.0.url(&article::file("quay"));
            page.hosts(&format!(
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
            // Back leads to the host's page at once.
            page.back().await;
            page.wait_until("the host's page", "document.title === 'Host'").await;
        }
    });
}

/// As an app shows it, or a reader who opens it.
#[test]
fn a_page_for_frames_stays_where_nothing_leads_on() {
    let site = quay_and_mole(&site()).published();
    visit(async |page| {
        let publisher = Publisher::on(site.host()).await;
        for more in ["", "#note-1", "#pages", "#page-1", "#?secret=abc"] {
            let address = publisher.0.url(&format!("embed/quay/{more}"));
            page.visit(&address).await;
            page.wait_until("the page", "document.readyState === 'complete'").await;
            assert_eq!(page.get::<String>("location.href").await, address);
        }
        // In a frame, whatever the fragment.
        let framed = publisher.0.url("embed/quay/#page");
        page.hosts(&format!("<iframe src={framed}></iframe>")).await;
        let address: String = page.get_in_frame("document.querySelector('iframe')", "location.href").await;
        assert_eq!(address, framed);
    });
}

/// The app shows such an article, and there is no other page of it.
#[test]
fn before_a_site_is_published_links_lead_to_the_app() {
    let site = quay_and_mole(&site());
    visit(async |page| {
        let publisher = Publisher::on(site.host()).await;
        page.hosts(&publisher.snippet("quay", "")).await;
        page.all_are("inline").await;
        let root = publisher.0.url("");
        assert_eq!(ways(page).await[3..], [format!("{root}#/mole"), format!("{root}#/mole#note-1")]);
        page.hosts(&publisher.snippet("quay", "layout=card")).await;
        page.all_are("inline").await;
        assert_eq!(page.get::<String>(&format!("{}.href", inside(".headline a"))).await, format!("{root}#/quay"));
    });
}
