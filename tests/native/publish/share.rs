//! The embed snippets on an article's page.

use broadsheet::app::App;
use broadsheet::publish::progress::Silent;
use broadsheet::publish::single_file;
use expect_test::expect;
use serde_json::json;

use super::paper::Paper;
use crate::views::dom::Dom;

const HEADLINE: &str = "Salt & \"pepper\" </code></pre><script>alert(1)</script>";

fn published(site: &Paper) -> Dom {
    site.article("a b", &json!({ "version": 1, "headline": HEADLINE, "published": "2024-03-01", "body": ["Words."] }));
    site.article("other", &json!({ "version": 1, "headline": "Other", "published": "2024-03-02", "body": ["Words."] }));
    site.publish();
    site.page("2024/03/a b/index.html")
}

#[test]
fn a_page_has_three_snippets_with_addresses_of_its_site() {
    let dom = published(&Paper::new());
    // The headline is text in each of them, and no markup.
    expect![[r#"
        <script src="https://paper.example/news/embed.js" async></script>
        <broadsheet-article src="https://paper.example/news/content/articles/a%20b.json"><a href="https://paper.example/news/2024/03/a%20b/">Salt &amp; "pepper" &lt;/code&gt;&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;</a></broadsheet-article>

        <iframe sandbox="allow-scripts allow-top-navigation-by-user-activation" src="https://paper.example/news/embed/a%20b/" width="100%" height="800" title="Salt &amp; &quot;pepper&quot; &lt;/code&gt;&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;" frameborder="0" allowfullscreen="" loading="lazy"></iframe>

        <blockquote data-broadsheet-article="https://paper.example/news/content/articles/a%20b.json"><a href="https://paper.example/news/2024/03/a%20b/">Salt &amp; "pepper" &lt;/code&gt;&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;</a></blockquote>
        <script src="https://paper.example/news/embed.js" async></script>"#]].assert_eq(&dom.texts("aside.share li > code").join("\n\n"));
    assert_eq!(dom.count("article .share, .share iframe, .share script"), 0);
}

#[test]
fn a_site_without_an_address_has_no_snippets() {
    let dom = published(&Paper::of(&json!({ "title": "The Paper" })));
    assert_eq!(dom.count(".share"), 0);
}

#[test]
fn only_an_articles_page_has_snippets() {
    let paper = Paper::new();
    published(&paper);
    for page in ["embed/a b/index.html", "index.html", "404.html"] {
        assert_eq!(paper.page(page).count(".share"), 0, "{page}");
    }
    for feed in ["feed.json", "feed.xml"] {
        assert!(!paper.read(feed).contains("broadsheet-article"), "{feed}");
    }
    let file = single_file(&paper.folder(), &App::in_folder(paper.app_folder()), "a b", &Silent).unwrap().html.unwrap();
    assert!(!file.contains("broadsheet-article"));
}
