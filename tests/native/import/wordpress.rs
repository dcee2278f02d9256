//! Exports of WordPress become drafts.

use std::fmt::Write as _;
use std::path::PathBuf;

use broadsheet::import::wordpress::{WordPress, is};
use broadsheet::import::{Draft, Loss, SourceError};
use expect_test::{Expect, expect, expect_file};

use super::drafts::{all, fixture, folder, listed, named, read, shown};

fn open(files: &[PathBuf]) -> WordPress {
    WordPress::open(files).unwrap()
}

/// The drafts and the losses of an export with these bytes.
fn read_bytes(bytes: &[u8]) -> (Vec<Draft>, Vec<Loss>) {
    let folder = folder(&[("export.xml", bytes)]);
    let reader = open(&[folder.path().join("export.xml")]);
    read(&reader)
}

/// An export with this between `<channel>` and `</channel>`.
fn export(channel: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>\
         <link>https://paper.example</link>{channel}</channel></rss>"
    )
}

/// A published post.
fn post(id: usize, title: &str, content: &str) -> String {
    format!(
        "<item><title>{title}</title><link>https://paper.example/{id}/</link><content:encoded><![CDATA[{content}]]>\
         </content:encoded><wp:post_id>{id}</wp:post_id><wp:post_date>2024-10-04 09:30:00</wp:post_date>\
         <wp:post_date_gmt>2024-10-04 07:30:00</wp:post_date_gmt><wp:post_name>post-{id}</wp:post_name>\
         <wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>"
    )
}

/// What drafts and losses look like in a line each.
fn outline((drafts, losses): &(Vec<Draft>, Vec<Loss>)) -> String {
    let mut out = String::new();
    for draft in drafts {
        let headline = draft.fields.get("headline").map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(out, "{} {} {headline}", draft.origin.line.unwrap_or_default(), draft.name);
        out.push_str(&listed(&draft.losses));
    }
    out + &listed(losses)
}

fn check(bytes: impl AsRef<[u8]>, expected: Expect) {
    expected.assert_eq(&outline(&read_bytes(bytes.as_ref())));
}

#[test]
fn all_that_an_export_contains_becomes_drafts_with_their_losses() {
    expect_file!["fixtures/wordpress.md"].assert_eq(&all(&open(&[fixture("wordpress.xml")])));
}

#[test]
fn several_files_share_a_media_library_and_overlap_once() {
    let first = open(&[fixture("wordpress.xml")]);
    let both = open(&[fixture("wordpress.xml"), fixture("wordpress-2.xml")]);
    let (alone, _) = read(&first);
    let (drafts, losses) = read(&both);
    assert_eq!(drafts[..alone.len()], alone[..], "the second file changed the first");
    assert_eq!(drafts.len(), alone.len() + 1, "the copy of “Blocks” came twice");
    expect![[r#"
        === article second-file https://paper.example/2024/10/second-file/ https://paper.example/?p=70
        ---
        kicker: Bells
        headline: Second file
        authors: [The Desk]
        published: 2024-10-04T09:30:00+02:00
        ---

        ```{image}
        src: https://paper.example/wp-content/uploads/2024/10/mole.jpg
        width: 1600
        height: 1067
        alt: The mole at dawn
        caption: Only words
        credit: Ann Lee
        ```

        ```{image}
        src: https://paper.example/wp-content/uploads/2024/10/rope.jpg
        width: 900
        height: 600
        alt: A rope
        ```
    "#]]
    .assert_eq(&shown(named(&drafts, "second-file")));
    assert_eq!(losses, read(&first).1);
}

#[test]
fn an_article_without_its_media_library_keeps_its_words_and_says_what_is_missing() {
    let (drafts, _) = read(&open(&[fixture("wordpress-2.xml")]));
    expect![[r#"
        === article second-file https://paper.example/2024/10/second-file/ https://paper.example/?p=70
        ---
        kicker: Bells
        headline: Second file
        authors: [desk]
        published: 2024-10-04T09:30:00+02:00
        ---

        Only words

        ```{image}
        src: https://paper.example/wp-content/uploads/2024/10/rope-150x150.jpg
        alt: ""
        ```
        ! alt: https://paper.example/wp-content/uploads/2024/10/rope-150x150.jpg
    "#]]
    .assert_eq(&shown(named(&drafts, "second-file")));
}

#[test]
fn a_file_is_an_export_by_its_content_and_not_by_its_name() {
    let start = std::fs::read(fixture("wordpress.xml")).unwrap();
    let name = std::path::Path::new("download (1)");
    assert!(is(&start, name));
    assert!(!is(b"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel/></rss>", name));
    assert!(!is(b"I wrote https://wordpress.org/export/1.2/ in an article.", name));
    let wide: Vec<u8> = String::from_utf8(start).unwrap().encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(is(&wide, name));
}

#[test]
fn what_is_no_export_is_refused() {
    let folder = folder(&[("empty.xml", b""), ("other.xml", b"just words, \xff\xfe\x00")]);
    for name in ["empty.xml", "other.xml"] {
        let opened = WordPress::open(&[folder.path().join(name)]);
        assert!(matches!(opened, Err(SourceError::Unreadable(..))), "{name}");
    }
    assert!(matches!(WordPress::open(&[folder.path().join("none.xml")]), Err(SourceError::Io(..))));
}

#[test]
fn a_truncated_export_gives_what_is_before_its_end() {
    let whole = export(&(post(1, "One", "First.") + &post(2, "Two", "Second half")));
    let at = whole.find("half").unwrap();
    check(
        &whole[..at],
        expect![[r#"
            2 post-1 "One"
            ! broken: export.xml, line 2: “Two”: syntax error: CDATA not closed: `]]>` not found befor…
        "#]],
    );
    // Wherever it is cut, nothing panics, and the first article is whole if it ends before.
    let end = whole.find("</item>").unwrap() + "</item>".len();
    for at in end..whole.len() {
        let (drafts, losses) = read_bytes(&whole.as_bytes()[..at]);
        assert_eq!(drafts[0].name, "post-1", "cut at {at}");
        assert!(losses.len() == 1 || at >= whole.len() - "</rss>".len(), "cut at {at}: {losses:?}");
    }
}

#[test]
fn a_broken_item_is_a_draft_and_the_next_is_whole() {
    let without_end = post(1, "One", "First.").replace("</item>", "");
    let broken = post(2, "Two", "Second.").replace("<wp:status>", "<wp:status <wp:x");
    check(
        export(&(without_end + &broken + &post(3, "Three", "Third."))),
        expect![[r#"
            2 post-1 "One"
            ! broken: export.xml, line 2: “One”: an item has no end
            2 post-3 "Three"
            ! broken: export.xml, line 2: “One”: an item has no end
            ! other-type: export.xml: (1)
        "#]],
    );
}

#[test]
fn an_item_of_more_than_32_megabytes_is_left_out_and_the_next_is_whole() {
    let large = "a".repeat(33 * 1024 * 1024);
    check(
        export(&(post(1, "One", &large) + &post(2, "Two", "Second."))),
        expect![[r#"
            2 post-2 "Two"
            ! broken: export.xml, line 2: “One”: I/O error: something has more than 32 MB
        "#]],
    );
}

#[test]
fn entities_of_a_document_type_are_not_expanded() {
    let bomb = "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>";
    let text =
        export(&post(1, "&b; &c; &amp; &eacute; &#233; &#xD800; &", "Words.")).replace("<rss", &format!("{bomb}<rss"));
    check(
        text,
        expect![[r#"
            2 post-1 "&b; &c; & é é � &"
        "#]],
    );
}

#[test]
fn bytes_of_windows_1252_and_control_characters_are_repaired_and_named() {
    let text = export(
        &(post(1, "Plain", "Before.") + &post(2, "CAFE", "\u{b}\u{0}A\u{1}b") + &post(3, "Plain, too", "After.")),
    );
    let at = text.find("CAFE").unwrap();
    let mut bytes = text.into_bytes();
    bytes.splice(at..at + 4, *b"caf\xe9 \x97");
    check(
        &bytes,
        expect![[r#"
            2 post-1 "Plain"
            2 post-2 "café —"
            ! encoding: café —: bytes of Windows-1252
            2 post-3 "Plain, too"
        "#]],
    );
    let (drafts, _) = read_bytes(&bytes);
    assert!(shown(&drafts[1]).contains("\nAb\n"), "{}", shown(&drafts[1]));
}

#[test]
fn text_that_was_encoded_twice_is_repaired_if_that_is_certain() {
    check(
        export(&(post(1, "cafÃ©", "Itâ€™s") + &post(2, "cafÃ© é", "Words."))),
        expect![[r#"
            2 post-1 "café"
            ! encoding: encoded twice, repaired
            2 post-2 "cafÃ© é"
            ! encoding: “Ã©” may have been encoded twice, and was left
        "#]],
    );
}

#[test]
fn dates_that_are_none_are_named() {
    let with = |id: usize, date: &str| post(id, "A", "Words.").replace("2024-10-04 09:30:00", date);
    let items = with(1, "2024-13-40 09:30:00") + &with(2, "0000-00-00 00:00:00") + &with(3, "yesterday");
    let without = items.replace("2024-10-04 07:30:00", "-0001-11-30 00:00:00");
    check(
        export(&(items + &without.replace("_id>", "_id>1"))),
        expect![[r#"
            2 post-1 "A"
            ! date: 2024-13-40 09:30:00
            2 post-2 "A"
            2 post-3 "A"
            ! date: yesterday
            2 post-1 "A"
            ! date: 2024-13-40 09:30:00
            ! date: -0001-11-30 00:00:00
            2 post-2 "A"
            ! date: -0001-11-30 00:00:00
            ! date: 0000-00-00 00:00:00
            2 post-3 "A"
            ! date: yesterday
            ! date: -0001-11-30 00:00:00
        "#]],
    );
}

#[test]
fn content_nested_ten_thousand_deep_takes_no_long_time() {
    let started = std::time::Instant::now();
    for part in [
        "<div>",
        "<!-- wp:group -->",
        "[a b=c]",
        "[fn]",
        "[caption]",
        "<blockquote>\n\n",
        "<li>",
        "[code]",
        "<pre>",
        "<!--",
        "<a b=\"",
    ] {
        let (drafts, _) = read_bytes(export(&post(1, "Deep", &part.repeat(10_000))).as_bytes());
        assert_eq!(drafts.len(), 1, "{part}");
        assert!(started.elapsed().as_secs() < 60, "{part}: {:?}", started.elapsed());
    }
}

#[test]
fn reusable_blocks_in_each_other_come_to_an_end() {
    let block = |id: usize, content: &str| post(id, "Block", content).replace(">post<", ">wp_block<");
    let inner = "<!-- wp:block {\"ref\":2} /-->".repeat(50);
    let items = block(1, &inner) + &block(2, &inner.replace('2', "1")) + &post(3, "Loop", &inner);
    let (drafts, _) = read_bytes(export(&items).as_bytes());
    assert!(listed(&drafts[0].losses).contains("reusable block"), "{}", listed(&drafts[0].losses));
}
