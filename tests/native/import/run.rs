//! What an import writes, and what a second one changes.

use std::fs;

use broadsheet::import::record;
use expect_test::{Expect, expect};
use serde_json::{Value, json};

use crate::new::Desk;
use crate::publish::paper::{files, png};

/// A page of an old site.
pub fn page(name: &str, headline: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{headline} | The Old Paper</title>\
         <meta property=\"og:site_name\" content=\"The Old Paper\"><meta property=\"og:type\" content=\"article\">\
         <meta property=\"article:published_time\" content=\"2024-02-03T10:00:00+01:00\">\
         <meta name=\"author\" content=\"Ines Marlowe\"><meta name=\"description\" content=\"Of {headline}.\">\
         <link rel=\"canonical\" href=\"https://www.old.example/news/{name}/\"></head><body><nav><a href=\"/\">Home</a></nav>\
         <article><h1>{headline}</h1>{body}</article><footer>© 2024</footer></body></html>"
    )
}

impl Desk {
    /// Imports `old` into `paper`, and returns the exit code and the report as JSON.
    pub fn import(&self, arguments: &[&str]) -> (i32, Value) {
        let output = self.run(&[&["import", "old", "--to", "paper", "--format", "json"], arguments].concat());
        let report = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
        (output.status.code().unwrap(), report)
    }

    /// What is said to people who import `old` into `paper`.
    pub fn said(&self, arguments: &[&str]) -> String {
        let output = self.run(&[&["import", "old", "--to", "paper"], arguments].concat());
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The body of an article of `paper`, without its front matter.
    pub fn body(&self, slug: &str) -> String {
        self.read(&format!("paper/articles/{slug}.md")).split_once("\n---\n").unwrap().1.trim().to_owned()
    }
}

/// What became of each article.
pub fn outcomes(report: &Value) -> Vec<(&str, &str)> {
    let articles = report["articles"].as_array().unwrap();
    articles.iter().map(|item| (item["file"].as_str().unwrap(), item["outcome"].as_str().unwrap())).collect()
}

/// An old site with two articles, a page and an image.
pub fn old_site() -> Desk {
    let desk = Desk::new();
    desk.write(
        "old/bell.html",
        page(
            "bell",
            "The bell",
            "<p>It hangs <a href='http://old.example/news/ferry/?utm_source=x#where'>by the ferry</a>, and \
             <a href='https://other.example/a?fbclid=1&amp;b=2'>elsewhere</a>.</p>\
             <figure><img src='images/bell-1024x683.png' alt='A bell'><figcaption>At noon.</figcaption></figure>",
        ),
    );
    desk.write("old/ferry.html", page("ferry", "The ferry", "<p>It sails past <a href='bell.html'>the bell</a>.</p>"));
    desk.write(
        "old/about.html",
        "<!doctype html><html lang=en><title>About us</title><meta property=og:type content=website>\
         <link rel=canonical href='https://old.example/about/'><main><h1>About us</h1><p>We read <a href='/news/bell'>of bells</a>.</p></main>",
    );
    desk.write("old/images/bell.png", png(1200, 800));
    desk.write("old/images/bell-1024x683.png", png(1024, 683));
    desk
}

#[test]
fn a_site_becomes_articles_pages_and_images_with_links_among_them() {
    let desk = old_site();
    let (exit, report) = desk.import(&[]);
    assert_eq!(exit, 0, "{report}");
    expect![[r#"
        ---
        lang: en
        headline: The bell
        authors: [Ines Marlowe]
        published: 2024-02-03T10:00:00+01:00
        aliases: [/news/bell/]
        description: Of The bell.
        ---

        It hangs [by the ferry](ferry.md#where), and [elsewhere](https://other.example/a?b=2).

        ![A bell](../images/bell.png "At noon.")
    "#]]
    .assert_eq(&desk.read("paper/articles/bell.md"));
    assert_eq!(desk.body("ferry"), "It sails past [the bell](bell.md).");
    assert!(desk.read("paper/pages/about.md").ends_with("We read [of bells](../articles/bell.md).\n"));
    // The original, and not the smaller copy that the page named.
    assert_eq!(fs::read(desk.path("paper/images/bell.png")).unwrap(), png(1200, 800));
    assert_eq!(fs::read_dir(desk.path("paper/images")).unwrap().count(), 1);
}

#[test]
fn an_import_into_nothing_makes_a_site_and_says_what_comes_next() {
    let desk = old_site();
    let said = desk.said(&[]);
    expect![[r#"
        Imported 3 articles: 3 whole, 0 with something simplified, 0 with something lost. Copied 1 file to images/ and media/. The site is new: write its title into site.json.
        Next: broadsheet check paper
    "#]].assert_eq(&said);
    assert_eq!(desk.json("paper/site.json")["title"], "The Paper");
    assert!(!desk.path("paper/articles/page-one.md").exists(), "there are no examples");
}

#[test]
fn a_slug_in_a_table_of_fields_names_the_file() {
    let desk = Desk::new();
    let table = "<table><tr><td>Metadata<td><tr><td>Slug<td>old-bell</table><p>It hangs.</p>";
    desk.write("old/a.html", page("a", "The bell", table));
    let (exit, report) = desk.import(&[]);
    assert_eq!((exit, outcomes(&report)), (0, vec![("articles/old-bell.md", "new")]), "{report}");
}

#[test]
fn a_finding_in_a_file_of_several_articles_says_which_and_is_shown_once() {
    let desk = Desk::new();
    desk.write(
        "old/feed.json",
        r#"{ "version": "https://jsonfeed.org/version/1.1", "items": [
            { "id": "1", "title": "The bell", "content_text": "It hangs.", "date_published": "soon" },
            { "id": "2", "content_html": "<p>It sails.</p><script>a</script><script>a</script>" }] }"#,
    );
    expect![[r#"
        Lost:
          a script is left out (2 times)
            old/feed.json (articles/feed.md): a
          a date can't be read, and is left out
            old/feed.json (articles/the-bell.md): soon

        To look at:
          an article has no headline: one was made of its first heading, its first words or its file name
            old/feed.json (articles/feed.md): Feed

        Look at these first:
          articles/feed.md (from old/feed.json): 3 findings
          articles/the-bell.md (from old/feed.json): 1 finding

        Imported 2 articles: 0 whole, 0 with something simplified, 2 with something lost. The site is new: write its title into site.json.
        Next: broadsheet check paper
    "#]].assert_eq(&desk.said(&[]));
}

#[test]
fn an_import_that_is_run_again_changes_nothing() {
    for form in ["markdown", "json"] {
        let desk = old_site();
        desk.import(&["--as", form]);
        let before = files(&desk.path("paper"));
        let ending = if form == "json" { "json" } else { "md" };
        assert!(desk.path(&format!("paper/articles/bell.{ending}")).is_file());
        let (exit, report) = desk.import(&[]);
        assert_eq!(exit, 0);
        assert!(outcomes(&report).iter().all(|(_, outcome)| *outcome == "unchanged"), "{report}");
        assert!(files(&desk.path("paper")) == before);
    }
}

#[test]
fn an_article_that_was_edited_is_named_and_stays_as_it_is() {
    let desk = old_site();
    desk.import(&[]);
    desk.write("paper/articles/bell.md", "# Mine\n\nI wrote this.\n");
    let (exit, report) = desk.import(&[]);
    let expected =
        [("pages/about.md", "unchanged"), ("articles/bell.md", "edited"), ("articles/ferry.md", "unchanged")];
    assert_eq!((exit, &outcomes(&report)[..]), (0, &expected[..]));
    assert!(desk.said(&[]).contains("articles/bell.md (from old/bell.html)"));

    // If its source has changed, too, somebody has to look at it.
    desk.write("old/bell.html", page("bell", "The bell", "<p>Another text.</p>"));
    let (exit, report) = desk.import(&[]);
    assert_eq!((exit, outcomes(&report)[1]), (1, ("articles/bell.md", "conflict")));
    expect![[r#"
        You have edited these, and their sources have changed, too. They stay as you wrote them:
          articles/bell.md (from old/bell.html)

    "#]]
    .assert_eq(&desk.said(&["--quiet"]));
    assert_eq!(desk.read("paper/articles/bell.md"), "# Mine\n\nI wrote this.\n");
}

#[test]
fn a_changed_source_updates_only_its_article() {
    let desk = old_site();
    desk.import(&[]);
    desk.write("old/ferry.html", page("ferry", "The ferry", "<p>It sails no more.</p>"));
    let (_, report) = desk.import(&[]);
    let expected =
        [("pages/about.md", "unchanged"), ("articles/bell.md", "unchanged"), ("articles/ferry.md", "updated")];
    assert_eq!(outcomes(&report), expected);
    assert_eq!(desk.body("ferry"), "It sails no more.");
}

#[test]
fn an_article_that_was_deleted_is_not_written_again() {
    let desk = old_site();
    desk.import(&[]);
    fs::remove_file(desk.path("paper/articles/ferry.md")).unwrap();
    let (exit, report) = desk.import(&[]);
    assert_eq!((exit, outcomes(&report)[2]), (0, ("articles/ferry.md", "deleted")));
    assert!(!desk.path("paper/articles/ferry.md").exists());
}

#[test]
fn an_article_that_was_moved_within_the_site_stays_there() {
    let desk = old_site();
    desk.import(&[]);
    fs::create_dir(desk.path("paper/articles/2024")).unwrap();
    fs::rename(desk.path("paper/articles/ferry.md"), desk.path("paper/articles/2024/ferry.md")).unwrap();
    let (_, report) = desk.import(&[]);
    assert_eq!(outcomes(&report)[2], ("articles/2024/ferry.md", "edited"));
    assert!(!desk.path("paper/articles/ferry.md").exists());
    // Links to it follow.
    assert!(desk.body("bell").contains("(2024/ferry.md#where)"), "{}", desk.body("bell"));
}

#[test]
fn an_article_whose_source_has_another_name_now_keeps_its_file() {
    let desk = old_site();
    desk.import(&[]);
    fs::rename(desk.path("old/ferry.html"), desk.path("old/zz.html")).unwrap();
    desk.write("old/aa.html", page("aa", "Another", "<p>New.</p>"));
    let (_, report) = desk.import(&[]);
    assert!(outcomes(&report).contains(&("articles/ferry.md", "unchanged")), "{report}");
}

#[test]
fn articles_of_the_same_name_get_numbers_and_are_named() {
    let desk = Desk::new();
    desk.write("paper/site.json", "{ \"title\": \"Mine\" }");
    desk.write("paper/articles/bell.md", "# My own\n\nIt stays.\n");
    desk.write("old/a/bell.html", page("a/bell", "One", "<p>One.</p>"));
    desk.write("old/b/Bell.html", page("b/bell", "Two", "<p>Two.</p>"));
    let (exit, report) = desk.import(&[]);
    assert_eq!(
        (exit, &outcomes(&report)[..]),
        (0, &[("articles/bell-2.md", "new"), ("articles/bell-3.md", "new")][..])
    );
    let losses: Vec<_> = report["articles"].as_array().unwrap().iter().map(|item| &item["losses"][0]).collect();
    assert!(losses.iter().all(|loss| loss["cause"] == "renamed"), "{report}");
    assert_eq!(losses[1]["detail"], "Bell is articles/bell-3.md");
    assert_eq!(desk.read("paper/articles/bell.md"), "# My own\n\nIt stays.\n");
    assert_eq!(desk.read("paper/site.json"), "{ \"title\": \"Mine\" }");
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let desk = old_site();
    let (exit, dry) = desk.import(&["--dry-run"]);
    assert_eq!(exit, 0);
    assert!(!desk.path("paper").exists());
    let (_, done) = desk.import(&[]);
    for part in ["articles", "counts", "files"] {
        assert_eq!(dry[part], done[part], "{part}");
    }
    assert_eq!((&dry["dryRun"], &done["dryRun"]), (&Value::Bool(true), &Value::Bool(false)));
}

#[test]
fn images_beside_a_source_or_in_it_are_copied_once_each() {
    let desk = Desk::new();
    let other = base64(&[png(10, 10), vec![0; 200]].concat());
    desk.write(
        "old/pages/bell.html",
        page(
            "bell",
            "The bell",
            &format!(
                "<p>One.</p><img src='../images/A%20b.PNG' alt='one'><img src='/copy.png' alt='two'>\
                 <img src='https://old.example/images/a%20b.png?w=1' alt='three'><img src='data:image/png;base64,{other}' alt='four'>\
                 <p><a href='../terms.pdf'>Terms</a></p>"
            ),
        ),
    );
    desk.write("old/images/a b.png", png(30, 20));
    desk.write("old/copy.png", png(30, 20));
    desk.write("old/terms.pdf", "%PDF-1.4");
    let (exit, report) = desk.import(&[]);
    assert_eq!((exit, &report["articles"][0]["losses"]), (0, &Value::Array(vec![])));
    let expected = ["images/bell-a-b.png", "images/bell-image.png", "media/bell-terms.pdf"];
    assert_eq!(report["files"], json!(expected));
    let body = desk.body("bell");
    assert_eq!(body.matches("(../images/bell-a-b.png)").count(), 3, "{body}");
    assert!(body.contains("[Terms](../media/bell-terms.pdf)"), "{body}");
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::prelude::BASE64_STANDARD.encode(bytes)
}

#[test]
fn an_image_that_is_nowhere_leaves_its_words_and_is_named() {
    let desk = Desk::new();
    desk.write(
        "old/bell.html",
        "<!doctype html><html><title>The bell</title><article><p>One.</p><figure><img src='gone.png' alt='A bell'>\
         <figcaption>At noon.</figcaption></figure></article>",
    );
    let (exit, report) = desk.import(&[]);
    assert_eq!((exit, desk.body("bell").as_str()), (1, "One.\n\nA bell At noon."));
    assert_eq!(report["articles"][0]["losses"][0]["cause"], "missing-image");
    // Once it is there, it comes over.
    desk.write("old/gone.png", png(3, 2));
    let (exit, report) = desk.import(&[]);
    assert_eq!((exit, outcomes(&report)[0]), (0, ("articles/bell.md", "updated")));
    // And an import without it takes nothing away.
    fs::remove_file(desk.path("old/gone.png")).unwrap();
    let (_, report) = desk.import(&[]);
    assert_eq!(outcomes(&report)[0], ("articles/bell.md", "unchanged"));
    assert!(desk.body("bell").contains("../images/bell-gone.png"));
}

fn check_refusal(desk: &Desk, arguments: &[&str], expected: Expect) {
    let before = files(&desk.path(""));
    let output = desk.run(&[&["import"], arguments].concat());
    assert_eq!(output.status.code(), Some(2));
    expected.assert_eq(&String::from_utf8(output.stderr).unwrap());
    assert!(files(&desk.path("")) == before);
}

#[test]
fn what_can_not_be_imported_is_refused_with_what_to_do() {
    let desk = old_site();
    desk.write("notes.bin", [0, 1, 2]);
    desk.write("other/notes.txt", "mine");
    desk.write("empty/notes.bin", [0]);
    check_refusal(
        &desk,
        &["notes.bin", "--to", "paper"],
        expect![[r#"
            broadsheet: notes.bin can't be imported: what kind of source it is can't be told.
            What to do: name the kind, as in `--from html` (the kinds are wordpress, ghost, pandoc, docx, feed, markdown, html, archieml). Other formats, such as .doc, .odt or .pages, can be saved as .docx. Nothing was changed
        "#]],
    );
    check_refusal(
        &desk,
        &["empty", "--to", "paper"],
        expect![[r#"
            broadsheet: empty can't be imported: no file in it is of a kind that is read (wordpress, ghost, pandoc, docx, feed, markdown, html, archieml). Nothing was changed
        "#]],
    );
    check_refusal(
        &desk,
        &["gone.html", "--to", "paper"],
        expect![[r#"
            broadsheet: can't read gone.html: No such file or directory (os error 2). Nothing was changed
        "#]],
    );
    check_refusal(
        &desk,
        &["old", "--to", "other"],
        expect![[r#"
        broadsheet: other is not empty, and has no site.json.
        What to do: name a folder that does not exist yet, or make a site there by `broadsheet new --force other`. Nothing was changed
    "#]],
    );
    desk.write(&format!("broken/{}", record::FILE), "{");
    desk.write("broken/site.json", "{ \"title\": \"x\" }");
    check_refusal(
        &desk,
        &["old", "--to", "broken"],
        expect![[r#"
        broadsheet: broken/.broadsheet-import.json is damaged (EOF while parsing an object at line 1 column 1), so it is not known which articles were edited since they were imported.
        What to do: restore it from a backup, or remove it; without it, all articles are imported anew, beside those that are there. Nothing was changed
    "#]],
    );
    desk.write(&format!("broken/{}", record::FILE), "{ \"version\": 99 }");
    check_refusal(
        &desk,
        &["old", "--to", "broken"],
        expect![[r#"
        broadsheet: broken/.broadsheet-import.json was written by a newer version of this program.
        What to do: install that version. Nothing was changed
    "#]],
    );
}

#[test]
fn the_kind_of_a_source_can_be_named() {
    let desk = Desk::new();
    desk.write("words.txt", "<p>Words.");
    assert_eq!(desk.run(&["import", "words.txt", "--to", "paper"]).status.code(), Some(2));
    assert_eq!(desk.run(&["import", "words.txt", "--to", "paper", "--from", "html"]).status.code(), Some(0));
    assert_eq!(desk.body("words"), "Words.");
}

#[test]
fn a_page_that_can_not_be_read_costs_only_itself() {
    let desk = old_site();
    desk.write("old/cc.html", "<html><p>Too long.");
    fs::File::options().write(true).open(desk.path("old/cc.html")).unwrap().set_len(50_000_001).unwrap();
    desk.write("old/notes.xyz", [0, 1, 2]);
    desk.write("old/dd.html", b"<html><title>Caf\xe9</title><p>na\xefve \x93words\x94</p>");
    desk.write("old/ee.html", b"<html>\0\0\xff<title></title>");
    let (exit, report) = desk.import(&[]);
    assert_eq!((exit, report["articles"].as_array().unwrap().len()), (1, 5), "{report}");
    let sources: Vec<_> =
        report["sources"].as_array().unwrap().iter().map(|loss| (&loss["cause"], &loss["detail"])).collect();
    assert_eq!(
        sources,
        [
            (&json!("too-large"), &json!("old/cc.html")),
            (&json!("unknown"), &json!("1 file, beginning with old/notes.xyz"))
        ]
    );
    assert_eq!(report["articles"][2]["losses"][0]["cause"], "encoding");
    assert_eq!(desk.body("dd"), "naïve “words”");
}

#[test]
fn bold_words_and_titles_of_word_processors_come_over() {
    let desk = Desk::new();
    let docs = "<html><head><style>@import url(https://fonts.example/a?b);ol{margin:0}.c2{font-weight:700}.c3{font-style:italic;\
                color:#000}.c7{font-weight:400}.lead p.c2{font-style:italic}</style></head><body class='c1'><p class='c0 title'>\
                <span class='c7'>The harbour</span></p><p class='c0 subtitle'><span>A night</span></p><p class='c2'><span class='c7'>\
                One </span><span class='c2'>bold</span><span class='c7'> and </span><span class='c3'>slanted</span>\
                <span class='c2' style='font-weight:400'> and plain.</span></p></body></html>";
    desk.write("old/harbour.html", docs);
    desk.write("old/word.html", "<title>Document1</title><p class=MsoTitle>Ferries</p><h1>Arrival</h1><p>Words.</p>");
    desk.import(&[]);
    assert_eq!(
        desk.read("paper/articles/harbour.md"),
        "---\nheadline: The harbour\nstandfirst: A night\n---\n\nOne **bold** and *slanted* and plain.\n"
    );
    assert_eq!(desk.read("paper/articles/word.md"), "---\nheadline: Ferries\n---\n\n## Arrival\n\nWords.\n");
}

#[test]
fn a_page_in_two_encodings_is_read_and_named() {
    let desk = Desk::new();
    desk.write("old/mixed.html", b"<meta charset=utf-8><title>Mixed</title><p>na\xefve caf\xc3\xa9");
    let once = "<meta charset=utf-8><title>Café</title><p>“déjà-vu”";
    let twice: String = once.bytes().map(|byte| encoding_rs::mem::decode_latin1(&[byte]).into_owned()).collect();
    desk.write("old/twice.html", twice.replace('\u{80}', "€").replace('\u{9c}', "œ"));
    let (_, report) = desk.import(&[]);
    assert_eq!((desk.body("mixed"), desk.body("twice")), ("naïve café".to_owned(), "“déjà-vu”".to_owned()));
    for (number, detail) in [(0, "what is not UTF-8 in it was read as Windows-1252"), (1, "it was encoded twice")] {
        assert_eq!(report["articles"][number]["losses"][0]["detail"], detail);
    }
}

#[test]
fn the_pages_that_medium_exports_come_over_without_what_is_around_them() {
    let desk = Desk::new();
    desk.write(
        "old/the-ferry.html",
        "<title>The ferry</title><article class=h-entry><header><h1 class=p-name>The ferry</h1></header>\
         <section class=p-summary>A line</section><section class=e-content><section><h3 class='graf graf--title'>The ferry</h3>\
         <h4 class='graf graf--subtitle'>A line</h4><p>Words.</p></section></section><footer><p>By <a class='p-author h-card' \
         href='https://medium.com/@ines'>Ines Marlowe</a> on <a><time class=dt-published datetime='2019-03-04T05:06:07.008Z'>March \
         4</time></a>.</p><p><a href='https://medium.com/@ines/the-ferry-1a' class=p-canonical>Canonical link</a></p></footer></article>",
    );
    desk.import(&[]);
    assert_eq!(
        desk.read("paper/articles/the-ferry.md"),
        "---\nheadline: The ferry\nstandfirst: A line\nauthors: [Ines Marlowe]\npublished: 2019-03-04T05:06:07.008Z\n\
         aliases: [/@ines/the-ferry-1a]\n---\n\nWords.\n"
    );
}

#[test]
fn a_link_finds_an_article_whose_name_a_mac_has_taken_apart() {
    let desk = Desk::new();
    desk.write("old/cafe\u{301}.html", page("cafe", "Café", "<p>Words.</p>"));
    desk.write("old/bell.html", page("bell", "Bell", "<p><a href='café.html'>It</a></p>"));
    desk.import(&[]);
    assert_eq!(desk.body("bell"), "[It](caf%C3%A9.md)");
}
