//! Files of RSS, Atom and JSON Feed.

use broadsheet::import::feed::{self, Reader};
use broadsheet::import::{Cause, Draft};
use expect_test::{Expect, expect};

use super::drafts::{all, fixture, listed};

fn check(name: &str, expected: Expect) {
    let file = fixture(name);
    assert!(feed::is(&std::fs::read(&file).unwrap(), &file));
    expected.assert_eq(&all(&Reader::open(&[file]).unwrap()));
}

fn drafts(bytes: impl AsRef<[u8]>) -> (Vec<Draft>, String) {
    let mut drafts = Vec::new();
    let losses = feed::drafts(bytes.as_ref(), &mut |draft| drafts.push(draft)).unwrap();
    (drafts, listed(&losses))
}

#[test]
fn rss() {
    check(
        "feed.rss",
        expect![[r#"
            === article harbour-bell https://paper.example/2024/10/harbour-bell/?utm_source=rss
            ---
            lang: en-gb
            kicker: Harbour
            headline: The bell & the clock
            standfirst:
              - "It has been silent for "
              - text: a century
                em: true
              - .
            authors: [Ines Marlowe, Tomas Rede]
            published: 2024-10-04T09:30:00+01:00
            lead:
              type: image
              src: https://paper.example/bell.jpg
              alt: ""
              caption: The bell
              credit: Ada Quill
            tags: [bells & clocks]
            ---

            It was cast in 1911.

            Read [more](/tide).

            ```{audio}
            src: https://paper.example/bell.mp3
            title: The bell & the clock
            ```
            ! alt: https://paper.example/bell.jpg
            === article tide https://paper.example/tide.html
            ---
            lang: en-gb
            headline: The tide
            authors: [Tomas Rede]
            ---

            It comes twice a day …
            ! date: some day
            ! summary-only: https://paper.example/tide.html
            === article  
            ---
            lang: en-gb
            ---

            All of a short note.

            It has AT&T & no title here.
            ! no-headline: 
        "#]],
    );
}

#[test]
fn atom_and_a_backup_of_blogger() {
    check(
        "feed.atom",
        expect![[r#"
            === article glocke https://hafen.example/glocke
            ---
            lang: de
            kicker: Hafen
            headline:
              - "Die "
              - text: stille
                em: true
              - " Glocke"
            standfirst: Seit hundert Jahren läutet sie nicht.
            authors:
              - name: Ines Marlowe
                href: https://marlowe.example/
            published: 2024-10-04T09:30:00+02:00
            updated: 2024-10-06T09:30:00+02:00
            lead:
              type: image
              src: https://hafen.example/glocke.jpg
              alt: ""
            ---

            Sie hängt **über** dem Hafen. Noch.
            ! alt: https://hafen.example/glocke.jpg
            ! line-break: Sie hängt über dem Hafen. Noch.
            === article Die Flut < die Ebbe 
            ---
            lang: de
            headline: Die Flut < die Ebbe
            authors: [Die Redaktion]
            published: 2024-10-07T00:00:00Z
            draft: true
            ---

            Ein Satz & noch einer.

            Ein Absatz.
            === article Kurz 
            ---
            lang: de
            headline: Kurz
            authors: [Die Redaktion]
            published: 2024-10-08T00:00:00Z
            ---

            Nur das.
            ! summary-only: Kurz
            === page Impressum 
            ---
            lang: de
            headline: Impressum
            authors: [Die Redaktion]
            published: 2020-01-01T00:00:00Z
            ---

            Wir.
            ! reader-comments: 1 comment
        "#]],
    );
}

#[test]
fn json_feed() {
    check(
        "feed.json",
        expect![[r#"
        === article harbour-bell https://paper.example/harbour-bell.html
        ---
        lang: en
        kicker: Harbour
        headline: The bell
        standfirst: It is silent.
        authors:
          - name: Ines Marlowe
            href: https://marlowe.example/
        published: 2024-10-04T09:30:00+01:00
        updated: 2024-10-05T09:30:00+01:00
        lead:
          type: image
          src: https://paper.example/bell.jpg
          alt: ""
        tags: [bells]
        ---

        It was cast in **1911**.

        ```{audio}
        src: https://paper.example/bell.mp3
        title: The bell, once
        ```
        ! alt: https://paper.example/bell.jpg
        === article  
        ---
        lang: en
        authors: [The desk]
        ---

        Words < signs.

        More.

        [https://other.example/](https://other.example/)
        ! no-headline: 
        ! date: never
        === article Only a summary 
        ---
        lang: en
        headline: Only a summary
        authors: [The desk]
        ---

        It is short.
        ! summary-only: 
        ! broken: 7
    "#]],
    );
}

#[test]
fn other_files_are_no_feeds() {
    let export = r#"<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel>"#;
    for text in
        [export, "<html><body><rss>", "{}", "{ \"version\": 1 }", "", "<?xml version=\"1.0\"", "---\ntitle: x\n---\n"]
    {
        assert!(!feed::is(text.as_bytes(), "x".as_ref()), "{text}");
    }
    for (text, why) in [("<html></html>", "no feed"), ("{}", "no list"), ("{ \"items\": [", "not whole JSON")] {
        let error = feed::drafts(text.as_bytes(), &mut |_| ()).unwrap_err();
        assert!(error.contains(why), "{error}");
    }
}

#[test]
fn a_feed_that_is_cut_off_gives_what_it_has_and_says_where_it_ends() {
    let (drafts, losses) =
        drafts("<rss><channel><item><title>One</title></item>\n<item><title>Two</title><description>&lt;p&gt;Wor");
    let titles: Vec<_> = drafts.iter().map(|draft| draft.fields["headline"].as_str().unwrap()).collect();
    assert_eq!(titles, ["One", "Two"]);
    assert!(drafts[1].losses.iter().any(|loss| loss.cause == Cause::Broken), "{:?}", drafts[1].losses);
    assert_eq!((drafts[1].origin.line, losses.as_str()), (Some(2), "! broken: line 2\n"));
}

#[test]
fn items_without_ends_and_crossed_tags_are_read() {
    let (found, _) = drafts(
        "<rss><item><title>One</item><item><title>Two</title><b></title><item><title>Three</title></item></rss>",
    );
    let titles: Vec<_> = found.iter().map(|draft| draft.fields["headline"].as_str().unwrap()).collect();
    assert_eq!(titles, ["One", "Two", "Three"]);
}

#[test]
fn an_encoding_is_that_of_the_declaration_and_is_repaired_in_what_should_be_utf_8() {
    let text = b"<?xml version='1.0' encoding='windows-1252'?><rss><item><title>Caf\xE9</title></item></rss>";
    let (found, losses) = drafts(text);
    assert_eq!((found[0].fields["headline"].as_str(), losses.as_str()), (Some("Café"), ""));
    let (found, losses) = drafts(b"<rss><item><title>Caf\xE9</title></item></rss>");
    assert_eq!((found[0].fields["headline"].as_str(), losses.as_str()), (Some("Café"), "! encoding: the feed\n"));
}

#[test]
fn elements_ten_thousand_deep_lose_no_words() {
    let deep = format!("{}words{}", "<b>".repeat(10_000), "</b>".repeat(10_000));
    let (found, _) = drafts(format!("<rss><item><title>One</title><description>{deep}</description></item></rss>"));
    let broadsheet::import::Content::Html(html) = &found[0].content else { panic!() };
    assert!(html.contains("words"), "{html}");
}
