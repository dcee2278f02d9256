//! Pandoc's JSON: what becomes of it.

use std::fs;
use std::path::{Path, PathBuf};

use broadsheet::import::pandoc::{self, Pandoc};
use broadsheet::import::{Content, Draft, Reader};
use expect_test::expect;

use super::golden::markdown;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/native/import/fixtures/pandoc").join(name)
}

/// The draft of a single document.
fn read(file: &Path) -> Draft {
    let mut drafts = Vec::new();
    let losses = Pandoc::open(&[file.to_owned()]).unwrap().read(&mut |draft| drafts.push(draft)).unwrap();
    assert!(losses.is_empty(), "{losses:?}");
    drafts.remove(0)
}

/// The draft of a document with these blocks.
fn blocks(blocks: &str) -> Draft {
    let text = format!(r#"{{"pandoc-api-version":[1,23],"meta":{{}},"blocks":[{blocks}]}}"#);
    pandoc::draft(text.as_bytes(), Path::new("a.json")).unwrap()
}

fn html(draft: &Draft) -> &str {
    let Content::Html(html) = &draft.content else { panic!("no HTML") };
    html
}

#[test]
fn every_construct_of_markdown_comes_over() {
    let draft = read(&fixture("bell.json"));
    assert_eq!(draft.name, "bell");
    expect![[r#"
        ---
        lang: en-GB
        kicker: Harbours
        headline:
          - "The bell at the end of the "
          - text: mole
            em: true
        standfirst: It has no rope, and no “ringer”. The sea does the work.
        authors: [A. Writer, B. Writer]
        published: 2024-10-04
        lead:
          type: image
          src: images/mole.jpg
          alt: A bell in an iron frame above grey water
        tags: [Coast]
        description: Why a bell without a rope hangs at the end of the mole.
        slug: the-bell
        ---

        How a bell without a rope came to the mole, and who hears it.

        The bell weighs **90 kilograms**[,]{note=1} hangs in an *iron* frame, and `ring()` is what the keeper calls the machine swell. “Nobody rings it,” she says, “not even ‘the sea’.” H₂O, 10³ strokes, xn+k, small caps, underlined, a [list of bells](https://example.org/bells?a=1&b=2), [https://example.org](https://example.org), and the frame.

        A line that is broken, [*Glocke*]{lang=de}, E = mc^2, a citation [@doe2001, p. 3] and `Ctrl`.

        ## Who hung it

        > Nobody asked for it.

        ```{quote}
        text: Now nobody would do without.
        cite: The harbour master
        ```

        ### How it is hung

        1. The frame
        2. The bell
           - its crown
           - its clapper The clapper is of oak.
        3. The chain

        - ☒ flat water
        - ☐ a swell

        #### Clapper

        The part that strikes.

        #### Crown

        The part that holds.

        It is of iron.

        The sea has rung

        the bell all night,

        and nobody has heard.

        ```python
        for stroke in range(3):
            print("dong <3>")
        ```

        ```{image}
        src: images/bell.png
        width: 1200
        height: 800
        alt: ""
        caption:
          - "The bell in October, by "
          - text: night
            em: true
          - .
        ```

        Between words an image.

        ![A gull](images/gull.png)

        ```{callout}
        title: Mind the swell
        body:
          - The mole is closed above two metres.
          - type: list
            items: [The gate shuts by itself.]
        ```

        ```{pullquote}
        text:
          - text: La mer fait le travail.
            lang: fr
        ```

        ```{table}
        caption:
          - "Bells of the "
          - text: coast
            em: true
        head: [Place, Weight in kg]
        rows:
          - [The mole, "90"]
          - [The reef, "140"]
        ```

        ```{pullquote}
        text: The sea does the work.
        cite: The keeper
        ```

        | Raw | HTML |
        | --- | ---- |
        | one |      |

        ***

        ```{embed}
        url: https://www.youtube.com/watch?v=CFrP6QfbC2g
        title: The bell rings
        ```

        The last word.[^2]

        [^1]: Without its *frame*.[ ]{}[It was weighed in 1911.]{}

        [^2]: Or so it is said.
        ! field: affiliation: The Harbour Press
        ! field: keywords: bells harbours
        ! field: reviewed: by the night desk
        ! formatting: machine
        ! formatting: n+k
        ! formatting: small caps
        ! drawing: E = mc^2
        ! citation: [@doe2001, p. 3]
        ! line-break: A line that is broken, Glocke, E = mc^2, a citation [@doe2001, p. 3] and Ctrl.
        ! quote-parts: Nobody asked for it. Now nobody would do without. — The harbour master
        ! joined: its clapper The clapper is of oak.
        ! element: Clapper The part that strikes. Crown The part that holds. It is of iron.
        ! line-break: The sea has rung the bell all night, and nobody has heard.
        ! alt: images/bell.png
        ! table-span: Raw HTML one
        ! raw: tex: \newpage
        ! joined: Without its frame. It was weighed in 1911.
        ! bold-heading: Clapper
        ! bold-heading: Crown
    "#]].assert_eq(&markdown(&draft));
}

#[test]
fn notes_figures_and_spans_of_restructuredtext_come_over() {
    expect![[r#"
        ---
        headline: A swell from the west
        ---

        ## Author

        1. Writer

        ## Date

        2024-11-02

        ```{callout}
        title: Note
        body:
          - - "The gauge was "
            - text: out of order
              strong: true
            - " on Friday."
        ```

        ```{callout}
        body: [For sailors, Keep away from the mole.]
        ```

        |            |                                |
        | ---------- | ------------------------------ |
        | **Height** | What it does[&#32;]{}**-----------+-----------+**&#32;[by day \| by night]{} |

        +============+===========+===========+ | 1 m | rings | +------------+-----------+-----------+ | 2 m | rings | - rings | | | | - wakes | +------------+-----------+-----------+

        ```{image}
        src: gauge.png
        alt: ""
        caption: The gauge.
        ```

        First line

        second line

        ```text
        1.4 m
        ```
        ! element: Author Writer Date 2024-11-02
        ! element: Height
        ! element: -----------+-----------+ by day | by night
        ! table-cell: What it does -----------+-----------+ by day | by night
        ! alt: gauge.png
        ! line-break: First line second line
        ! raw: latex: \vspace{2em}
        ! bold-heading: Author
        ! bold-heading: Date
    "#]].assert_eq(&markdown(&read(&fixture("swell.json"))));
}
