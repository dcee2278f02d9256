//! ArchieML.

use broadsheet::import::archieml::{self, Reader, draft};
use broadsheet::import::{Cause, Content};
use expect_test::expect;

use super::drafts::{all, fixture, shown};

#[test]
fn an_article_with_all_forms() {
    expect![[r#"
        === article harbour-bell 
        ---
        headline: The bell that nobody rings
        standfirst:
          - "It hangs over the "
          - text: harbour
            em: true
          - .
        authors: [Ines Marlowe, Tomas Rede]
        published: 2024-10-04
        lead:
          type: image
          src: nobody
          alt: A bell
          caption:
            - "The bell, in "
            - text: "1911"
              em: true
          credit: Ada Quill
        tags: [bells, craft]
        ---

        It was cast in [a foundry](https://foundry.example/).

        Nobody rings it: not even the keeper.

        ## The wall

        ```{image}
        src: wall.gif
        alt: ""
        caption: The wall
        ```

        ```{pullquote}
        text: It is silent.
        ```

        ```{quote}
        text: Nobody rings it.
        cite: Tomas Rede
        ```

        ```{embed}
        url: https://www.youtube.com/watch?v=dQw4w9WgXcQ
        title: YouTube
        ```

        - One
        - Two

        ```{gallery}
        items:
          - src: a.gif
            alt: A
          - src: b.gif
            alt: B
        ```

        note: not a key

        It turns
        ! field: mood: quiet still quiet
        ! alt: wall.gif
        ! shortcode: orrery
    "#]].assert_eq(&all(&Reader::open(&[fixture("article.aml")]).unwrap()));
}

#[test]
fn a_body_of_one_value_is_markdown() {
    let text = "title: One\ntext: First *line*.\n\n- item\n\\:end is escaped\n:end\n";
    expect![[r#"
        === article  
        ---
        headline: One
        ---

        First *line*.

        - item :end is escaped
    "#]].assert_eq(&shown(&draft(text.as_bytes())));
}

#[test]
fn what_is_wrong_is_said_and_the_rest_is_read() {
    let found = draft(b"date: soon\n[body]\n* Caf\xE9\n* {not a scope\n");
    let causes: Vec<_> = found.losses.iter().map(|loss| loss.cause).collect();
    assert_eq!(causes, [Cause::Encoding, Cause::Date, Cause::NoHeadline]);
    let Content::Html(html) = &found.content else { panic!() };
    assert_eq!(html, "<p>Café</p><p>{not a scope</p>");
}

#[test]
fn scopes_a_thousand_deep_are_read_as_far_as_allowed() {
    let text = "{a}\n".to_owned() + &"{.b}\n[.+c]\n".repeat(1_000) + "words\n";
    assert_eq!(draft(text.as_bytes()).losses.len(), 2);
    let text = format!("{}: words", "a.".repeat(100_000));
    assert_eq!(draft(text.as_bytes()).losses.len(), 2);
}

#[test]
fn it_is_recognised_by_its_marks_or_its_name() {
    for (name, text, is) in [
        ("a.txt", "hed: One\n[+body]\nWords\n[]\n", true),
        ("a.txt", "Headline: One\ntext: Words\n:end\n", true),
        ("a.txt", "Hello: you\n\nWords", false),
        ("a.md", "title: One\n[+body]\n", false),
        ("a.aml", "", true),
    ] {
        assert_eq!(archieml::is(text.as_bytes(), name.as_ref()), is, "{text}");
    }
}
