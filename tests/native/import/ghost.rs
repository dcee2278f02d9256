//! Exports of Ghost.

use std::io::Write;

use broadsheet::import::ghost::{self, Reader};
use expect_test::expect;

use super::drafts::{all, fixture, folder, read};

fn export(posts: &str) -> Vec<u8> {
    format!(r#"{{ "db": [{{ "meta": {{}}, "data": {{ "posts": {posts} }} }}] }}"#).into_bytes()
}

#[test]
fn posts_of_lexical_mobiledoc_and_html_with_all_cards() {
    let file = fixture("ghost/export.json");
    assert!(ghost::is(&std::fs::read(&file).unwrap(), &file));
    expect![[r#"
        === article bell /bell/
        ---
        kicker: Harbour
        headline: The bell & the clock
        standfirst: It is silent.
        authors:
          - name: Ines Marlowe
            href: https://marlowe.example/
          - Tomas Rede
        published: 2024-10-04T09:30:00.000Z
        updated: 2024-10-06T08:00:00.000Z
        lead:
          type: image
          src: /content/images/2024/10/bell.gif
          alt: A bell on a wall
          caption:
            - "Seen from "
            - text: the quay
              em: true
        tags: [bells]
        pinned: true
        description: All about it.
        titles:
          search: The bell – a history
          social: Ring!
        ---

        It was cast in **1911** and ***hung*** in the [harbour](/tide/).

        ## Who hung it

        ```{image}
        src: /content/images/2024/10/bell.gif
        width: 800
        height: 600
        alt: A bell
        caption:
          - "The "
          - text: bell
            em: true
        ```

        ```{gallery}
        items:
          - src: /content/images/2024/10/a.gif
            width: 8
            height: 6
            alt: ""
          - src: /content/images/2024/10/b.gif
            alt: B
        caption: Two
        ```

        > Nobody rings it.

        ```{pullquote}
        text: It is silent.
        ```

        1. One
        2. Two
           - Inner

        ```{embed}
        url: https://marlowe.example/bell
        title: The bell & I
        ```

        ```{embed}
        url: https://www.youtube.com/watch?v=dQw4w9WgXcQ
        title: The bell rings
        ```

        A film

        ```{callout}
        body:
          - - text: Go
              strong: true
            - " at low tide."
        ```

        ```{callout}
        title: How?
        body: [By boat.]
        ```

        ```{video}
        sources:
          - src: /content/media/2024/10/bell.mp4
            mime: video/mp4
        width: 640
        height: 360
        poster: /content/images/2024/10/poster.gif
        caption: It swings
        ```

        ```{audio}
        src: /content/media/2024/10/bell.mp3
        title: The bell
        ```

        [The plan](/content/files/2024/10/plan.pdf): of the tower

        ```rust
        ring(<bell>)
        ```

        In code

        Some **bold** words.

        | Day |
        | --- |
        | Mon |

        [Give](https://news.example/give)

        ```{callout}
        body:
          - - text: A small bell
              strong: true
          - Of brass.
          - - text: Buy
              href: https://news.example/shop
        ```

        ## Big words

        Small words

        ***

        Join us

        ```{callout}
        body:
          - Support us
          - - text: Now
              href: https://news.example/now
        ```

        Some new card
        ! script: <script>x</script>
        ! line-break: It was cast in 1911 and hung in the harbour.
        ! alt: /content/images/2024/10/a.gif
        ! members-part: an HTML card
        ! form: a form to subscribe
        ! shortcode: orrery
        === article tide 
        ---
        headline: The tide
        published: 2024-12-24T10:00:00.000Z
        draft: true
        ---

        **Bold** and [*linked*](/bell/) after

        ## Then

        ![Old](/content/images/old.gif "Then")

        ***

        - One
        - *Two*

        ```{pullquote}
        text: Said
        ```

        *Late* words
        ! members: members
        ! line-break: Bold and linked after
        === page about /about/
        ---
        headline: About
        published: 2020-01-01T10:00:00Z
        ---

        We are [here](/bell/).

        And there.
        ! members-part: some paragraphs
        === article untitled 
        ---
        draft: true
        ---

        Words.
        ! no-headline: untitled
        === article mail 
        ---
        headline: Mail
        draft: true
        ---

        One \<line>.

        Two.
        ! date: next week
        ! members: sent by e-mail only
        ! broken: "no post"
    "#]]
    .assert_eq(&all(&Reader::open(&[file]).unwrap()));
}

#[test]
fn images_in_an_archive_are_given_by_the_address_that_a_post_has_for_them() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["content/images/2024/bell.gif", "content/images/other.gif", "../../images/2024/climb.gif"] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(name.as_bytes()).unwrap();
    }
    let archive = archive.finish().unwrap().into_inner();
    let post = r#"[{ "slug": "bell", "html": "<img src='__GHOST_URL__/content/images/size/w600/2024/bell.gif'>" }]"#;
    let folder = folder(&[("ghost.json", &export(post)), ("images.zip", &archive)]);
    let (drafts, _) = read(&Reader::open(&[folder.path().join("ghost.json")]).unwrap());
    let files: Vec<_> = drafts[0].base.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    assert_eq!(files, [("/content/images/size/w600/2024/bell.gif", &b"content/images/2024/bell.gif"[..])]);
}

#[test]
fn what_is_no_whole_export_is_an_error_that_says_what_to_do() {
    let cut = &export(r#"[{ "title": "The bell" }]"#)[..40];
    for (bytes, why) in
        [(cut, "it is not whole JSON"), (b"{}", "it has no posts of Ghost"), (b"", "it is not whole JSON")]
    {
        let folder = folder(&[("ghost.json", bytes)]);
        let reader = Reader::open(&[folder.path().join("ghost.json")]).unwrap();
        let error = broadsheet::import::Reader::read(&reader, &mut |_| {}).unwrap_err().to_string();
        assert!(error.contains(why) && error.contains("export"), "{error}");
    }
}

#[test]
fn cards_within_cards_a_thousand_deep_are_read_as_far_as_allowed() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(1_000), close.repeat(1_000));
    let nested = deep(r#"{"type":"list","children":["#, "]}");
    let document = serde_json::json!(format!(r#"{{"root":{{"children":[{nested}]}}}}"#));
    let few = deep("x", "");
    let posts = format!(r#"[{{ "title": "{few}", "lexical": {document} }}]"#);
    let drafts = ghost::drafts(&export(&posts)).unwrap();
    assert_eq!(drafts.len(), 1);
}

#[test]
fn bytes_that_are_not_utf_8_are_repaired() {
    let mut bytes = export(r#"[{ "title": "Caf?", "html": "<p>x</p>" }]"#);
    let at = bytes.iter().position(|byte| *byte == b'?').unwrap();
    bytes[at] = 0xE9;
    let drafts = ghost::drafts(&bytes).unwrap();
    assert_eq!(drafts[0].fields["headline"], "Café");
}
