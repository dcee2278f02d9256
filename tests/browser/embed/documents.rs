//! The element in other documents than that of its script: in a frame's, in another window's, in one without a window.

use serde_json::json;

use super::{Publisher, visit};
use crate::browser::Page;

/// What opens another document of the host's own, as `other`.
const FRAME: &str = "const frame = document.createElement('iframe'); frame.width = 600; frame.height = 600; \
     document.body.append(frame); window.other = frame.contentDocument";
const WINDOW: &str =
    "window.opened = open('about:blank', 'other', 'width=600,height=600'); window.other = opened.document";
const INERT: &str = "window.other = document.implementation.createHTMLDocument('Inert')";

/// That the element is styled: by the sheet that is always there, and inline by that of the article.
const STYLED: &str = "(view => view.getComputedStyle(article).display === 'block' && (article.state !== 'inline' || \
     view.getComputedStyle(article.shadowRoot.querySelector('.broadsheet')).containerType === 'inline-size'))\
     (article.ownerDocument.defaultView)";

/// F4: a style sheet of one document is refused by another, and the element threw that into the host.
#[test]
fn an_element_works_in_each_document_it_is_moved_to() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        publisher.has_frame("ferry", "<canvas height=700></canvas>");
        for open in [FRAME, WINDOW] {
            for mode in ["inline", "iframe"] {
                page.moves(&publisher, mode).await;
                page.run(open).await;
                // To and fro, by the two ways there are.
                for step in [
                    "other.body.append(article)",
                    "document.body.append(article)",
                    "other.adoptNode(article); other.body.prepend(article)",
                    "document.adoptNode(article); document.body.append(article)",
                ] {
                    let name = format!("{mode}, after “{step}”, “{open}”");
                    page.run(step).await;
                    page.wait_until(&name, &format!("article.state === '{mode}' && {STYLED}")).await;
                    // The observers and listeners of that window see it, too.
                    page.run("window.heights = []; article.style.display = 'block'; article.style.width = '150px'")
                        .await;
                    if mode == "inline" {
                        page.wait_until(&format!("a height, {name}"), "heights.length").await;
                    }
                    page.run("article.style.width = ''").await;
                }
                page.is_unharmed().await;
                page.run("window.opened?.close()").await;
            }
        }
    });
}

#[test]
fn in_another_document_too_it_begins_when_it_is_near_or_is_to_be_printed() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        for come in ["room.remove()", "other.defaultView.dispatchEvent(new Event('beforeprint'))"] {
            page.moves(&publisher, "inline").await;
            page.run(FRAME).await;
            page.run(
                "window.room = Object.assign(document.createElement('div'), { style: 'block-size: 9000px' }); \
                 other.body.append(room, article)",
            )
            .await;
            page.play("await new Promise(done => setTimeout(done, 500))").await;
            assert_eq!(page.get::<String>("article.state").await, "idle", "far away");
            page.run(come).await;
            page.wait_until(come, "article.state === 'inline'").await;
            page.is_unharmed().await;
        }
    });
}

#[test]
fn in_a_document_without_a_window_it_waits() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        page.moves(&publisher, "inline").await;
        page.run(INERT).await;
        page.run("other.body.append(article)").await;
        page.wait_until("it to be idle", "article.state === 'idle'").await;
        page.run("article.theme = 'dark'; article.headingLevel = 3; article.reload()").await;
        page.play("await new Promise(done => setTimeout(done, 300))").await;
        assert_eq!(page.get::<String>("article.state").await, "idle");
        page.run("document.body.append(article)").await;
        page.wait_until("it to be back", &format!("article.state === 'inline' && {STYLED}")).await;
        page.is_unharmed().await;
    });
}

/// Elements in two documents at a time, each with the style sheets of its own.
#[test]
fn elements_of_two_documents_do_not_take_their_styles_from_each_other() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        page.moves(&publisher, "inline").await;
        page.run(FRAME).await;
        page.run(
            "window.others = [0, 1, 2, 3].map(() => Object.assign(article.cloneNode(true), { loading: 'eager' })); \
             others.forEach((one, number) => (number % 2 ? other : document).body.append(one))",
        )
        .await;
        for _ in 0..2 {
            page.wait_until("all of them", &format!("others.every(article => article.state === 'inline' && {STYLED})"))
                .await;
            page.run("others.forEach(article => article.reload())").await;
            page.play("await new Promise(done => setTimeout(done, 300))").await;
        }
        page.is_unharmed().await;
    });
}

#[test]
fn a_quotation_keeps_its_article_in_another_document() {
    visit(async |page| {
        let publisher = Publisher::of_the_ferry().await;
        let src = publisher.0.url(&crate::article::file("ferry"));
        page.hosts(&format!(
            "<blockquote data-broadsheet-article={src}><a href=/>The story</a></blockquote>{}",
            publisher.script()
        ))
        .await;
        page.wait_until("the article", "told.some(([type]) => type === 'load')").await;
        page.run(FRAME).await;
        page.run(
            "window.quote = document.querySelector('blockquote'); \
             window.article = quote.shadowRoot.querySelector('broadsheet-article'); other.body.append(quote)",
        )
        .await;
        page.wait_until("it to be styled", &format!("article.state === 'inline' && {STYLED}")).await;
        let padding = "other.defaultView.getComputedStyle(quote).marginInlineStart";
        page.wait_until("no margin", &format!("{padding} === '0px'")).await;
        page.is_unharmed().await;
    });
}

impl Page {
    /// Opens a host's page with an element in it, which is `article` there. The heights that it tells are in `heights`.
    async fn moves(&self, publisher: &Publisher, mode: &str) {
        self.hosts(&publisher.snippet("ferry", &format!("mode={mode}"))).await;
        self.all_are(mode).await;
        self.run(
            "window.heights = []; window.article = document.querySelector('broadsheet-article'); \
             article.addEventListener('broadsheet-resize', ({ detail }) => heights.push(detail.height))",
        )
        .await;
    }

    /// Asserts that no error of ours is among the host's.
    async fn is_unharmed(&self) {
        assert_eq!(json!(self.seen().await), json!([]));
    }
}
