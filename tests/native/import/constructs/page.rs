//! Constructs of the head of an HTML page.

use broadsheet::import::Draft;
use broadsheet::import::page::Pages;

use super::super::drafts::{folder, read};
use super::compare_drafts;

const HEAD: [(&str, &str); 13] = [
    ("the language", "<html lang=\"en\">"),
    ("the title", "<title>The bell</title>"),
    ("the title for networks", "<meta property=\"og:title\" content=\"The bell\">"),
    ("a headline in the text", "<article><h1>The bell</h1></article>"),
    ("the description", "<meta name=\"description\" content=\"About a bell.\">"),
    ("the author", "<meta name=\"author\" content=\"Ines Marlowe\">"),
    ("the date", "<meta property=\"article:published_time\" content=\"2024-10-04T09:30:00+01:00\">"),
    ("the date of the last change", "<meta property=\"article:modified_time\" content=\"2024-10-06T09:30:00+01:00\">"),
    ("the section", "<meta property=\"article:section\" content=\"Harbour\">"),
    ("tags", "<meta property=\"article:tag\" content=\"bells\">"),
    ("the canonical address", "<link rel=\"canonical\" href=\"https://old.example/bell\">"),
    (
        "JSON-LD of an article",
        "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"The bell\",\
         \"author\":{\"name\":\"Ines Marlowe\"},\"datePublished\":\"2024-10-04\",\"articleSection\":\"Harbour\"}</script>",
    ),
    ("a page that says that it is no article", "<meta property=\"og:type\" content=\"website\">"),
];

fn draft(html: &str) -> Draft {
    let folder = folder(&[("bell.html", html.as_bytes())]);
    read(&Pages::open(&[folder.path().join("bell.html")]).unwrap()).0.remove(0)
}

#[test]
fn the_table_of_pages_says_what_becomes_of_each_construct() {
    compare_drafts("pages", &draft(""), HEAD.map(|(what, html)| (what, draft(html))));
}
