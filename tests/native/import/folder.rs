//! Folders of Hugo, Jekyll, Eleventy and Zola.

use broadsheet::import::folder::{self, Reader};
use expect_test::{Expect, expect};

use super::drafts::{all, fixture, folder as folder_of};

fn check(name: &str, expected: Expect) {
    let folder = fixture(name);
    assert!(folder::is_folder(&folder));
    expected.assert_eq(&all(&Reader::open(&[folder]).unwrap()));
}

#[test]
fn hugo() {
    check(
        "hugo",
        expect![[r#"
            === page about https://news.example/harbour/about/
            ---
            lang: en-GB
            headline: About this paper
            authors: [The Harbour Desk]
            updated: 2024-09-01
            ---

            We print the tides. Write to [desk@news.example](mailto:desk@news.example).
            === article pier https://news.example/harbour/2024/05/the-pier/
            ---
            lang: en-GB
            headline: The pier
            authors:
              - name: Ines Marlowe
                href: https://marlowe.example/
            published: 2024-05-01
            listed: false
            ---

            The pier has an end.
            === article harbour-bell https://news.example/harbour/2024/10/the-bell-that-nobody-rings/ https://news.example/harbour/old/bell.html https://news.example/harbour/bell
            ---
            lang: en-GB
            kicker: Harbour
            headline: The bell that nobody rings
            standfirst:
              - "It hangs over the "
              - text: harbour
                em: true
              - " and has been silent for a century."
            authors: [Ines Marlowe, Tomas Rede]
            published: 2024-10-04T09:30:00+01:00
            updated: 2024-10-06
            timeZone: Europe/London
            lead:
              type: image
              src: wall.gif
              alt: ""
            tags: [History, bells, craft]
            series:
              name: Sounds
              part: 2
            ---

            It was cast in 1911.[^1] Read about [the tide](/harbour/posts/high-tide/) or [the pier](/harbour/2024/05/the-pier/#end).

            ```{image}
            src: wall.gif
            alt: A wall with a bell
            caption:
              - "The wall: Seen from the "
              - text: quay
                em: true
            credit:
              - text: Ada Quill
                href: https://quill.example/
            ```

            ```{gallery}
            items:
              - src: wall.gif
                alt: ""
              - src: /images/quay.gif
                alt: ""
            caption: Two walls
            ```

            ```{embed}
            url: https://www.youtube.com/watch?v=dQw4w9WgXcQ
            title: The bell rings
            ```

            ```{embed}
            url: https://vimeo.com/146022717
            title: Vimeo
            ```

            ![The quay in rain](/images/quay.gif "The quay, in rain")

            ```{callout}
            body:
              - - "Go at "
                - text: low
                  strong: true
                - " tide."
            ```

            ```{callout}
            title: How to get there
            body: [By boat.]
            ```

            ```go
            ring(bell) // {{ not a shortcode }}
            ```

            The text shows `{{< youtube id >}}` to writers.

            [^1]: In a foundry that is gone.
            ! field: sponsor
            ! alt: wall.gif
            ! alt: wall.gif
            ! alt: /images/quay.gif
            ! shortcode: tide-table place="quay"
            === article pier https://news.example/harbour/de/2024/05/der-steg/
            ---
            lang: de
            headline: Der Steg
            authors: [The Harbour Desk]
            published: 2024-05-01
            ---

            Der Steg hat ein Ende.
            === article high-tide https://news.example/harbour/posts/high-tide/
            ---
            lang: en-GB
            headline: "The tide: a guide"
            standfirst: When it comes.
            authors: [The Harbour Desk]
            draft: true
            ---

            It comes twice a day.
            ! date: 2024-02-30
            ! unread: content/posts/harbour.adoc
        "#]],
    );
}

#[test]
fn jekyll() {
    check(
        "jekyll",
        expect![[r#"
            === article pilot 
            ---
            lang: en
            headline: The pilot
            draft: true
            ---

            Later.
            === article log https://paper.example/paper/2024/09/01/log.html
            ---
            lang: en
            headline: The log
            published: 2024-09-01T18:00:00+02:00
            timeZone: Europe/Berlin
            ---

            A **log** in HTML.

            Then words.
            ! date: whenever
            === article harbour-bell https://paper.example/paper/harbour/craft/2024/10/04/harbour-bell.html https://paper.example/paper/2024/bell/
            ---
            lang: en
            kicker: harbour
            headline: The bell & the clock
            standfirst: A short one.
            authors:
              - name: Ines Marlowe
                href: https://marlowe.example/
                role: Reporter
            published: 2024-10-04
            lead:
              type: image
              src: /images/bell.gif
              alt: A bell
              caption: The bell, in 1911
            tags: [craft, bells, old things]
            draft: true
            ---

            Read [the log](/paper/2024/09/01/log.html) and [more](/paper/about-us/), and [see](/images/bell.gif).

            ## The wall

            ![A wall](/images/bell.gif "A wall, by night")

            ```{image}
            src: /images/bell.gif
            alt: The bell
            caption:
              - "It is "
              - text: old
                strong: true
            ```

            ```{embed}
            url: https://www.youtube.com/watch?v=dQw4w9WgXcQ
            title: YouTube
            ```

            ```rust
            fn ring() {}
            ```

            It writes \{\{ braces \}\}.

            A line with two spaces breaks, and H₂O is wet.

            | Day | Tide |
            | --- | ---- |
            | Mon | 4:10 |

            > Nobody rings it.

            Words in a box.
            ! shortcode: weather harbour
            ! formatting: wet
            ! line-break: A line with two spaces breaks, and H₂O is wet.
            === article soup https://paper.example/paper/kitchen/soup/
            ---
            lang: en
            headline: Soup
            ---

            Boil water.
            === page about https://paper.example/paper/about-us/
            ---
            lang: en
            headline: About
            ---

            We are a paper.
            === article frost https://paper.example/paper/news/2023/01/02/frost.html
            ---
            lang: en
            kicker: news
            headline: Frost
            published: 2023-01-02
            ---

            It froze.
            ! unread: index.html
        "#]],
    );
}

#[test]
fn eleventy() {
    check(
        "eleventy",
        expect![[r#"
            === page about /about/
            ---
            headline: About
            ---

            We are here.
            === article harbour-bell /writing/harbour-bell/
            ---
            headline: The bell
            authors: [Ines Marlowe]
            published: 2024-10-04
            tags: [bells]
            ---

            Read [the tide](/writing/tide/) or [the home page](/).

            ```{embed}
            url: https://www.youtube.com/watch?v=dQw4w9WgXcQ
            title: YouTube
            ```

            ![A bell](./bell.gif)

            It has posts.
            ! shortcode: collections.posts.length
            === article tide /writing/tide/
            ---
            headline: The tide
            authors: [Ines Marlowe]
            ---

            It comes.
            ! unread: src/index.njk
        "#]],
    );
}

#[test]
fn zola() {
    check(
        "zola",
        expect![[r#"
        === article bell https://zola.example/news/bell/
        ---
        lang: en
        kicker: Harbour
        headline: The bell
        standfirst: It is silent.
        authors: [Ines Marlowe]
        published: 2024-10-04
        updated: 2024-10-05
        lead:
          type: image
          src: bell.gif
          alt: A bell
        tags: [bells]
        ---

        It hangs [near the tide](/notes/tide/#low).

        ```{embed}
        url: https://www.youtube.com/watch?v=dQw4w9WgXcQ
        title: YouTube
        ```

        ![The bell](bell.gif "By night")

        ```{quote}
        text: Nobody rings it.
        cite: Tomas Rede
        ```
        ! field: mood
        ! shortcode: weather place="harbour"
        === article tide https://zola.example/notes/tide/
        ---
        lang: en
        headline: The tide
        published: 2024-03-01
        ---

        It comes.
    "#]],
    );
}

fn site(files: &[(&str, &[u8])]) -> String {
    let folder = folder_of(files);
    all(&Reader::open(&[folder.path().to_owned()]).unwrap())
}

#[test]
fn broken_front_matter_is_read_line_by_line() {
    let yaml = b"---\ntitle: It's: broken: [\ntags:\n- a\n- b\n\tdate: 2024-10-04\n---\nWords.";
    let toml = b"+++\ntitle = \"The tide\nweight = 1\n+++\nWords.";
    let json = b"{ \"title\": \"Cut";
    expect![[r#"
        === article a 
        ---
        headline: "It's: broken: ["
        tags: [a, b]
        ---

        Words.
        ! front-matter: title: It's: broken: [
        === article b 
        ---
        headline: "\"The tide"
        ---

        Words.
        ! front-matter: title = "The tide
        === article c 
        ---
        ---

        { "title": "Cut
        ! no-headline: c.md
    "#]]
    .assert_eq(&site(&[("a.md", yaml), ("b.md", toml), ("c.md", json)]));
}

#[test]
fn strange_texts_are_articles() {
    let files: [(&str, &[u8]); 5] = [
        ("latin.md", b"---\ntitle: Caf\xE9\ndate: 2024-13-45\n---\n"),
        ("empty.md", b""),
        ("mark.md", b"\xEF\xBB\xBF---\r\ntitle: Windows\r\n---\r\nWords.\r\n"),
        ("open.md", b"---\ntitle: no end\n"),
        ("utf-16.md", b"\xFF\xFE#\0 \0H\0i\0"),
    ];
    expect![[r#"
        === article empty 
        ---
        body: []
        ---
        ! no-headline: empty.md
        === article latin 
        ---
        headline: Café
        body: []
        ---
        ! encoding: latin.md
        ! date: 2024-13-45
        === article mark 
        ---
        headline: Windows
        ---

        Words.
        === article open 
        ---
        ---

        title: no end
        ! no-headline: open.md
        === article utf-16 
        ---
        headline: Hi
        body: []
        ---
    "#]]
    .assert_eq(&site(&files));
}

#[test]
fn nesting_and_repetition_have_limits() {
    let list = "- ".repeat(500) + "words";
    let quote = ">".repeat(5_000) + "words";
    let yaml = format!("---\na: {}{}\ntitle: Deep\n---\nWords.", "[".repeat(10_000), "]".repeat(10_000));
    let calls = "{{< figure ".repeat(5_000);
    let braces = "{".repeat(100_000);
    let texts = [list, quote, yaml, calls, braces];
    for text in texts {
        let start = std::time::Instant::now();
        let shown = site(&[("a.md", text.as_bytes())]);
        assert!(shown.starts_with("=== article a"), "{}", &shown[..80]);
        assert!(start.elapsed() < std::time::Duration::from_secs(60), "{:?} for {}", start.elapsed(), &text[..20]);
    }
}

#[cfg(unix)]
#[test]
fn links_that_leave_the_folder_are_not_followed() {
    let outside = folder_of(&[("secret.md", b"Secret words."), ("secret.gif", b"GIF")]);
    let inside = folder_of(&[
        ("a.md", b"{{< gallery dir=\"images\" >}}\n\n{{< gallery dir=\"../\" >}}\n"),
        ("hugo.toml", b""),
        ("content/posts/x.md", b"x"),
    ]);
    for (from, to) in [
        ("secret.md", "content/posts/secret.md"),
        ("", "content/posts/all"),
        ("secret.gif", "content/posts/secret.gif"),
    ] {
        std::os::unix::fs::symlink(outside.path().join(from), inside.path().join(to)).unwrap();
    }
    let shown = all(&Reader::open(&[inside.path().to_owned()]).unwrap());
    assert!(shown.contains("\nx\n") && !shown.contains("ecret"), "{shown}");
}

#[test]
fn a_folder_without_articles_is_an_error_that_says_what_to_do() {
    let folder = folder_of(&[("a.png", b"PNG")]);
    assert!(!folder::is_folder(folder.path()));
    let error = Reader::open(&[folder.path().to_owned()]).unwrap_err().to_string();
    assert!(error.contains("name the folder in which they are"), "{error}");
}

#[test]
fn a_shortcode_without_its_end_takes_no_paragraphs_with_it() {
    let context = "---\ntitle: A\n---\nBefore.\n\n{{< figure src=\"a.png\n\nAfter {{< b \"x\" >}}.\n";
    let draft = broadsheet::import::folder::draft(context.as_bytes(), false);
    let broadsheet::import::Content::Html(html) = draft.content else { panic!("no HTML") };
    assert!(html.contains("Before.") && html.contains("After"), "{html}");
}
