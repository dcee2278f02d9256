//! WordPress: what it shows when a post contains an article's address or a quotation.

pub mod installation;

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::article;
use crate::browser::{Page, browse};
use crate::harness::site::Site;
use crate::table::Table;
use installation::WordPress;

/// The path of the article's finished page.
const ARTICLE: &str = "2024/10/bell/";

/// The table in `docs/embed.md` of what readers see.
const TABLE: Table = Table {
    file: "docs/embed.md",
    name: "what WordPress shows",
    titles: &["In WordPress 6.1", "by an administrator", "by an author"],
    rows: &[LINE, BLOCK, QUOTATION, QUOTATION_WITH_SCRIPT],
    filter: "real",
};

/// The ways to put an article into a post.
const LINE: &str = "the address, on a line of its own";
const BLOCK: &str = "the address, in an Embed block";
const QUOTATION: &str = "the quotation";
const QUOTATION_WITH_SCRIPT: &str = "the quotation, where the site loads the script";

/// The users of the WordPress. An administrator may post any HTML, an author only what WordPress considers safe.
const USERS: [&str; 2] = ["administrator", "author"];

/// JavaScript: the frame in a post.
const FRAME: &str = "document.querySelector('iframe.wp-embedded-content')";

/// An article with links to other servers, and a body that is higher than any frame of WordPress.
fn article() -> Value {
    let mut article = article::full();
    article["headline"] = json!("The bell at the end of the mole");
    article["published"] = json!("2024-10-04");
    article["body"] = json!(vec!["When the swell is over a metre, the bell rings."; 60]);
    article
}

/// Runs a test with a publisher and a WordPress, both on loopback.
fn visit(test: impl AsyncFnOnce(&Page, &WordPress)) {
    let site = Site::new(&json!({}));
    browse(site.host(), async |page| {
        site.write("site.json", json!({ "title": "News", "url": page.server.url("") }).to_string());
        site.write("images/picture.svg", include_str!("../fixtures/picture.svg"));
        let _site = site.with_article("bell", &article()).published();
        let wordpress = WordPress::start();
        assert_eq!(
            TABLE.titles[0],
            format!("In WordPress {}", WordPress::version()),
            "the table names another version"
        );
        test(page, &wordpress).await;
    });
}

/// Regression: WordPress framed 1,000 px of an article 9,700 px high, and most links in it did nothing.
#[test]
fn an_article_address_in_a_post_becomes_a_card_that_leads_to_the_article() {
    visit(async |page, wordpress| {
        let address = page.server.url(ARTICLE);
        let block = format!(
            "<!-- wp:embed {{\"url\":\"{address}\"}} -->\n<figure class=\"wp-block-embed\">\
             <div class=\"wp-block-embed__wrapper\">\n{address}\n</div></figure>\n<!-- /wp:embed -->"
        );
        for (way, content) in [(LINE, &address), (BLOCK, &block)] {
            for user in USERS {
                let post = wordpress.post(user, &format!("Before.\n\n{content}\n\nAfter.")).await;
                for leads in [Follow::ByMouse, Follow::ByKey] {
                    page.visit(&post).await;
                    page.assert_shows_card(user).await;
                    page.follow_card(leads).await;
                    page.wait_until(&format!("the article, {leads:?}, as {user}"), &at(&address)).await;
                }
            }
            TABLE.compare(&[way, "the card", "the card"]);
        }
    });
}

/// How a reader follows the card's link.
#[derive(Clone, Copy, Debug)]
enum Follow {
    ByMouse,
    ByKey,
}

/// A JavaScript condition: the window shows the article at this address.
fn at(address: &str) -> String {
    format!("location.href === {} && document.querySelector('h1.headline')", json!(address))
}

impl Page {
    /// Asserts that the post shows the complete card in a frame of the right height.
    async fn assert_shows_card(&self, user: &str) {
        self.wait_until("the frame", FRAME).await;
        let sandbox: String = self.get(&format!("{FRAME}.getAttribute('sandbox')")).await;
        assert_eq!(sandbox, "allow-scripts");
        let words = self.text_in_frame(FRAME).await;
        assert!(words.contains("The bell at the end of the mole") && !words.contains("the swell"), "{user}: {words}");
        let height: f64 = self.get_in_frame(FRAME, "document.documentElement.getBoundingClientRect().height").await;
        assert!((200.0..600.0).contains(&height), "{user}: {height}");
        self.wait_until(&format!("{height} px"), &format!("{FRAME}.offsetHeight === {}", height.ceil())).await;
        let scrolls: bool = self
            .get_in_frame(FRAME, "document.scrollingElement.scrollHeight > document.scrollingElement.clientHeight")
            .await;
        assert!(!scrolls, "{user}: the frame scrolls");
        let links: Vec<String> = self.get_in_frame(FRAME, "[...document.links].map(({ host }) => host)").await;
        assert_eq!(links, [self.server.origin().trim_start_matches("http://")], "{user}");
        let quotation: bool =
            self.get("document.querySelector('blockquote.wp-embedded-content').checkVisibility()").await;
        assert!(!quotation, "{user}: the link that stands in for the frame is still there");
    }

    /// Follows the card's link.
    async fn follow_card(&self, how: Follow) {
        match how {
            Follow::ByMouse => {
                self.run(&format!("{FRAME}.scrollIntoView({{ block: 'center' }})")).await;
                let middle = "(({ x, y, width, height }) => [x + width / 2, y + height / 2])";
                let (x, y): (f64, f64) = self.get(&format!("{middle}({FRAME}.getBoundingClientRect())")).await;
                #[allow(clippy::cast_possible_truncation, reason = "a window is no billion pixels wide")]
                self.click_at(x as i64, y as i64).await;
            }
            Follow::ByKey => {
                self.run(&format!("{FRAME}.focus()")).await;
                self.press(Key::Tab).await;
                self.press(Key::Enter).await;
            }
        }
    }
}

/// Regression: WordPress removes the script from an author's quotation.
#[test]
fn a_quotation_in_a_post_is_inline_once_the_site_loads_the_script() {
    visit(async |page, wordpress| {
        let quotation =
            documented("html", "<blockquote", page).replace("/content/articles/harbour-bell", "/content/articles/bell");
        let inline = "document.querySelector('blockquote[data-broadsheet-article]')?.shadowRoot\
             ?.querySelector('broadsheet-article')?.state === 'inline'";
        let posts = [wordpress.post(USERS[0], &quotation).await, wordpress.post(USERS[1], &quotation).await];
        page.visit(&posts[0]).await;
        page.wait_until("the article in the administrator's post", inline).await;
        page.visit(&posts[1]).await;
        let left: String = page.get("document.querySelector('blockquote[data-broadsheet-article]').outerHTML").await;
        assert!(left.contains(&page.server.url(ARTICLE)), "the link stays: {left}");
        assert_eq!(page.count("script[src$='embed.js']").await, 0, "the author may not post a script");
        TABLE.compare(&[QUOTATION, "the article", "the link"]);
        wordpress.add_plugin("news.php", &documented("php", "embed.js", page));
        for post in posts {
            page.visit(&post).await;
            page.wait_until("the article", inline).await;
            assert_eq!(page.errors().await, Vec::<String>::new());
        }
        TABLE.compare(&[QUOTATION_WITH_SCRIPT, "the article", "the article"]);
    });
}

/// The first snippet of `docs/embed.md` in this language that contains these words, with the test's publisher in it.
fn documented(language: &str, words: &str, page: &Page) -> String {
    let document = include_str!("../../docs/embed.md");
    let fence = format!("```{language}\n");
    let snippets = document.split(&fence).skip(1).map(|rest| rest.split("```").next());
    let snippet = snippets.flatten().find(|snippet| snippet.contains(words));
    let snippet = snippet.unwrap_or_else(|| panic!("docs/embed.md has no {language} with {words}"));
    snippet.replace("https://news.example/", &page.server.url(""))
}
