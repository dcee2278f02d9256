//! `<broadsheet-article>` in documents other than that of its script: in a frame, in another window, and in a document
//! without a window.

use serde_json::json;

use super::{Publisher, visit};
use crate::browser::Page;

/// JavaScript that opens another document of the same origin, as `other`.
const FRAME: &str = "const frame = document.createElement('iframe'); frame.width = 600; frame.height = 600; \
     document.body.append(frame); window.other = frame.contentDocument";
const WINDOW: &str =
    "window.opened = open('about:blank', 'other', 'width=600,height=600'); window.other = opened.document";
const INERT: &str = "window.other = document.implementation.createHTMLDocument('Inert')";

/// JavaScript: whether the element is styled by its base style sheet and, if inline, by the article's style sheet.
const STYLED: &str = "(view => view.getComputedStyle(article).display === 'block' && (article.state !== 'inline' || \
     view.getComputedStyle(article.shadowRoot.querySelector('.broadsheet')).containerType === 'inline-size'))\
     (article.ownerDocument.defaultView)";

/// Regression: a constructed style sheet can't be adopted by another document. The element did not catch that error.
#[test]
fn an_element_moved_to_another_document_stays_styled_and_observed() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        publisher.serve_frame_page("ferry", "<canvas height=700></canvas>");
        for open in [FRAME, WINDOW] {
            for mode in ["inline", "iframe"] {
                page.open_with_element(&publisher, mode).await;
                page.run(open).await;
                // Each way of moving a node to the other document and back.
                for step in [
                    "other.body.append(article)",
                    "document.body.append(article)",
                    "other.adoptNode(article); other.body.prepend(article)",
                    "document.adoptNode(article); document.body.append(article)",
                ] {
                    let name = format!("{mode}, after “{step}”, “{open}”");
                    page.run(step).await;
                    page.wait_until(&name, &format!("article.state === '{mode}' && {STYLED}")).await;
                    // Observers and listeners have to belong to the new document's window.
                    page.run("window.heights = []; article.style.display = 'block'; article.style.width = '150px'")
                        .await;
                    if mode == "inline" {
                        page.wait_until(&format!("a height, {name}"), "heights.length").await;
                    }
                    page.run("article.style.width = ''").await;
                }
                page.assert_no_errors().await;
                page.run("window.opened?.close()").await;
            }
        }
    });
}

#[test]
fn in_another_document_an_element_loads_when_near_or_printed() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        for come in ["room.remove()", "other.defaultView.dispatchEvent(new Event('beforeprint'))"] {
            page.open_with_element(&publisher, "inline").await;
            page.run(FRAME).await;
            page.run(
                "window.room = Object.assign(document.createElement('div'), { style: 'block-size: 9000px' }); \
                 other.body.append(room, article)",
            )
            .await;
            // The element has a delay after a change. Its own observer is older, so it has been told by now.
            page.run_async(
                "await new Promise(done => setTimeout(done, 150)); \
                 await new Promise(done => new other.defaultView.IntersectionObserver(done).observe(article))",
            )
            .await;
            assert_eq!(page.get::<String>("article.state").await, "idle", "far away");
            page.run(come).await;
            page.wait_until(come, "article.state === 'inline'").await;
            page.assert_no_errors().await;
        }
    });
}

#[test]
fn in_a_document_without_a_window_the_element_stays_idle() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        page.open_with_element(&publisher, "inline").await;
        page.run(INERT).await;
        page.run("other.body.append(article)").await;
        page.wait_until("it to be idle", "article.state === 'idle'").await;
        page.run("article.theme = 'dark'; article.headingLevel = 3; article.reload()").await;
        page.run_async("await new Promise(done => setTimeout(done, 300))").await;
        assert_eq!(page.get::<String>("article.state").await, "idle");
        page.run("document.body.append(article)").await;
        page.wait_until("it to be back", &format!("article.state === 'inline' && {STYLED}")).await;
        page.assert_no_errors().await;
    });
}

/// Each document has a style sheet of its own for its elements.
#[test]
fn elements_of_two_documents_do_not_take_their_styles_from_each_other() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        page.open_with_element(&publisher, "inline").await;
        page.run(FRAME).await;
        page.run(
            "window.others = [0, 1, 2, 3].map(() => Object.assign(article.cloneNode(true), { loading: 'eager' })); \
             others.forEach((one, number) => (number % 2 ? other : document).body.append(one))",
        )
        .await;
        let styled = format!("others.every(article => article.state === 'inline' && {STYLED})");
        page.wait_until("all of them", &styled).await;
        for _ in 0..2 {
            page.run_async("others.forEach(article => article.reload()); await null").await;
            page.wait_until("all of them again", &styled).await;
        }
        page.assert_no_errors().await;
    });
}

#[test]
fn a_blockquote_moved_to_another_document_keeps_its_article() {
    visit(async |page| {
        let publisher = Publisher::with_ferry().await;
        let src = publisher.0.url(&crate::article::file("ferry"));
        page.open_host_page(&format!(
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
        page.assert_no_errors().await;
    });
}

impl Page {
    /// Opens an embedding page. The element is then in `window.article`, and the heights that it reports are in
    /// `window.heights`.
    async fn open_with_element(&self, publisher: &Publisher, mode: &str) {
        self.open_host_page(&publisher.snippet("ferry", &format!("mode={mode}"))).await;
        self.wait_until_all_are(mode).await;
        self.run(
            "window.heights = []; window.article = document.querySelector('broadsheet-article'); \
             article.addEventListener('broadsheet-resize', ({ detail }) => heights.push(detail.height))",
        )
        .await;
    }

    /// Asserts that no error was recorded.
    async fn assert_no_errors(&self) {
        assert_eq!(json!(self.errors().await), json!([]));
    }
}
