//! Pandoc's JSON: what becomes of it.

use std::fs;
use std::path::{Path, PathBuf};

use broadsheet::import::pandoc::{self, Pandoc};
use broadsheet::import::{Content, Draft, Reader};
use expect_test::expect;

use super::drafts::shown as markdown;

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
        === article bell 
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
        tags: [Coast, bells, harbours]
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

        [^1]: Without its *frame*. It was weighed in 1911.

        [^2]: Or so it is said.
        ! field: affiliation: The Harbour Press
        ! field: reviewed: by the night desk
        ! formatting: machine
        ! formatting: n+k
        ! formatting: small caps
        ! formatting: underlined
        ! drawing: E = mc^2
        ! citation: [@doe2001, p. 3]
        ! line-break: A line that is broken, Glocke, E = mc^2, a citation [@doe2001, p. 3] and Ctrl.
        ! quote-parts: Nobody asked for it. Now nobody would do without. — The harbour master
        ! list-start: The frame The bell its crown its clapper The clapper is of oak. The chain
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
        === article swell 
        ---
        headline: A swell from the west
        ---

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
        ! alt: gauge.png
        ! line-break: First line second line
        ! raw: latex: \vspace{2em}
    "#]]
    .assert_eq(&markdown(&read(&fixture("swell.json"))));
}

#[test]
fn tables_of_html_keep_their_spans_and_quotation_marks_are_those_of_the_language() {
    let draft = read(&fixture("coast.json"));
    expect![[r#"
        <table>
        <caption>Glocken der <em>Küste</em></caption>
        <thead>
        <tr><th>Ort</th><th colspan="2">Gewicht</th></tr>
        </thead>
        <tr><td rowspan="2">Mole</td><td>90</td><td>kg</td></tr>
        <tr><td>91</td><td>kg
        <p>mit Rahmen</p>
        </td></tr>
        <tr><td>Alle</td><td>181</td><td>kg</td></tr>
        </table>
        <p>„Niemand wollte sie“, sagt er.</p>
    "#]]
    .assert_eq(html(&draft));
    expect![[r#"
        === article coast 
        ---
        lang: de
        headline: Die Küste in Zahlen
        authors: [A. Schreiber]
        ---

        ```{table}
        caption:
          - "Glocken der "
          - text: Küste
            em: true
        head: [Ort, Gewicht, ""]
        rows:
          - [Mole, "90", kg]
          - ["", "91", kg mit Rahmen]
          - [Alle, "181", kg]
        ```

        „Niemand wollte sie“, sagt er.
        ! table-cell: kg mit Rahmen
        ! table-span: Glocken der Küste Ort Gewicht Mole 90 kg 91 kg mit Rahmen Alle 181 kg
    "#]]
    .assert_eq(&markdown(&draft));
}

#[test]
fn trees_of_older_and_newer_pandocs_are_read() {
    // Pandoc 1.15: no attributes of links, and a list of two.
    let oldest = r#"[{"unMeta":{"title":{"t":"MetaInlines","c":[{"t":"Str","c":"Old"}]}}},[{"t":"Para","c":[
        {"t":"Link","c":[[{"t":"Str","c":"a"}],["https://example.org/",""]]},{"t":"Space","c":[]},
        {"t":"Image","c":[[{"t":"Str","c":"A bell"}],["bell.png",""]]}]}]]"#;
    // Pandoc 2.9: a table of five parts. The keys are in another order.
    let old = r#"{"blocks":[{"t":"Table","c":[[{"t":"Str","c":"Bells"}],[{"t":"AlignLeft"}],[0],
        [[{"t":"Plain","c":[{"t":"Str","c":"Place"}]}]],[[[{"t":"Plain","c":[{"t":"Str","c":"Mole"}]}]]]]}],
        "pandoc-api-version":[1,20],"meta":{}}"#;
    let new = r#"{"pandoc-api-version":[1,23,1],"meta":{},"blocks":[
        {"t":"Figure","c":[["",[],[]],[null,[{"t":"Plain","c":[{"t":"Str","c":"October."}]}]],
        [{"t":"Plain","c":[{"t":"Image","c":[["",[],[]],[{"t":"Str","c":"A bell"}],["bell.png",""]]}]}]]},
        {"t":"Diorama","c":[["",[],[]],[{"t":"Para","c":[{"t":"Str","c":"New"},{"t":"Space"},{"t":"Glow","c":[{"t":"Str","c":"words"}]}]}]]},
        {"t":"Para","c":[{"t":"Glow","c":[{"t":"Str","c":"bright"}]}]}]}"#;
    let shown = [oldest, old, new].map(|text| {
        assert!(pandoc::is(text.as_bytes(), Path::new("a")));
        let draft = pandoc::draft(text.as_bytes(), Path::new("a.json")).unwrap();
        format!("{}\n{}{:?}\n", serde_json::Value::Object(draft.fields.clone()), html(&draft), draft.losses)
    });
    expect![[r#"
        {"headline":"Old"}
        <p><a href="https://example.org/">a</a> <img src="bell.png" alt="A bell"></p>
        []
        {}
        <table>
        <caption>Bells</caption>
        <thead>
        <tr><th>Place</th></tr>
        </thead>
        <tr><td>Mole</td></tr>
        </table>
        []
        {}
        <figure><img src="bell.png" alt="A bell"><figcaption>October.</figcaption></figure>
        <p>New words</p>
        <p>bright</p>
        [Loss { cause: Element, detail: "Diorama New words" }, Loss { cause: Element, detail: "Glow bright" }]
    "#]]
    .assert_eq(&shown.concat());
}

#[test]
fn changes_of_a_document_are_accepted_and_comments_left_out() {
    let span = |class: &str, words: &str| {
        format!(r#"{{"t":"Span","c":[["",["{class}"],[["author","Desk"]]],[{{"t":"Str","c":"{words}"}}]]}}"#)
    };
    let draft = blocks(&format!(
        r#"{{"t":"Para","c":[{},{},{},{{"t":"Str","c":"."}},{}]}}"#,
        span("comment-start", "Really?"),
        span("insertion", "new"),
        span("deletion", "old"),
        r#"{"t":"Span","c":[["",["comment-end"],[]],[]]}"#
    ));
    assert_eq!(html(&draft), "<p><span>new</span>.<span></span></p>\n");
    let losses: Vec<_> = draft.losses.iter().map(|loss| format!("{}: {}", loss.cause.name(), loss.detail)).collect();
    assert_eq!(losses, ["comment: Desk: Really?", "tracked-change: Desk: new", "tracked-change: Desk: old"]);
}

#[test]
fn raw_html_hides_nothing_of_what_stands_behind_it() {
    for raw in [
        "<!-- open",
        "<plaintext>",
        "<textarea>",
        "<script>let a",
        "<style>",
        "<title>",
        "<xmp>",
        "<iframe src='https://a.example/'>",
        "<noscript>",
        "<template>",
        "<select>",
        "<svg>",
        "<math>",
        "<a title='",
        "<b",
        "<",
        "<frameset>",
        "<![CDATA[",
        "<object>",
        "<table>",
        "<table><tr>",
        "<noframes>",
        "</p>",
        "</body></html>",
        "<SCRIPT>",
        "<canvas>",
        "<video>",
        "<form>",
    ] {
        for text in [
            format!(
                r#"{{"t":"RawBlock","c":["html",{raw:?}]}},{{"t":"Para","c":[{{"t":"Str","c":"i>Behind"}},{{"t":"Note","c":[{{"t":"Para","c":[{{"t":"Str","c":"Below"}}]}}]}}]}}"#
            ),
            format!(
                r#"{{"t":"Para","c":[{{"t":"RawInline","c":["html",{raw:?}]}},{{"t":"Str","c":"i>Behind"}},{{"t":"Note","c":[{{"t":"Para","c":[{{"t":"Str","c":"Below"}}]}}]}}]}}"#
            ),
        ] {
            let markdown = markdown(&blocks(&text));
            assert!(markdown.contains("Behind") && markdown.contains("Below"), "{raw}: {markdown}");
        }
    }
    // A formatting that the next piece ends is one.
    let bold = r#"{"t":"Para","c":[{"t":"RawInline","c":["html","<b>"]},{"t":"Str","c":"a"},{"t":"RawInline","c":["html","</b>"]},{"t":"Str","c":"b"}]}"#;
    assert!(markdown(&blocks(bold)).contains("**a**b"));
}

#[test]
fn what_is_cut_off_comes_as_far_as_it_goes_and_other_files_are_named() {
    let whole = fs::read(fixture("bell.json")).unwrap();
    let cut = pandoc::draft(&whole[..whole.len() / 2], Path::new("a.json")).unwrap();
    assert_eq!(cut.losses[0].cause.name(), "broken");
    assert!(html(&cut).contains("The bell weighs") && cut.fields.contains_key("headline"));
    for other in
        ["", "{}", "[]", "[1]", "null", "{\"a\":1}", "# Markdown", "{\"version\":\"https://jsonfeed.org/version/1.1\"}"]
    {
        assert!(!pandoc::is(other.as_bytes(), Path::new("a.json")), "{other}");
        let why = pandoc::draft(other.as_bytes(), Path::new("a.json")).unwrap_err();
        assert!(why.contains("pandoc --to json"), "{other}");
    }
    for odd in [
        r#"{"pandoc-api-version":"x","meta":[],"blocks":{}}"#,
        r#"{"pandoc-api-version":[],"blocks":[null,1,"a",[],{},{"t":1},{"t":"Para"},{"t":"Para","c":1},{"t":"Table","c":[]},{"t":"Link"},
            {"t":"Header","c":[-1e300]},{"t":"OrderedList","c":[[1e300]]},{"t":"Figure"},{"t":"Image","c":[]},{"t":"Div","c":[[]]}]}"#,
    ] {
        pandoc::draft(odd.as_bytes(), Path::new("a.json")).unwrap();
    }
    let missing = Pandoc::open(&[PathBuf::from("/nowhere.json")]).unwrap_err();
    assert!(missing.to_string().contains("can't read /nowhere.json"));
}

#[test]
fn what_a_shell_of_windows_writes_is_read() {
    let text = format!("\u{feff}{}", fs::read_to_string(fixture("coast.json")).unwrap());
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(pandoc::is(&bytes, Path::new("a.json")));
    assert_eq!(pandoc::draft(&bytes, Path::new("coast.json")).unwrap().fields["headline"], "Die Küste in Zahlen");
}

#[test]
fn a_document_nested_deeply_keeps_its_words() {
    let depth = 10_000;
    let deep = format!(
        r#"{}{{"t":"Para","c":[{{"t":"Str","c":"Deep"}}]}}{},{{"t":"Para","c":[{{"t":"Str","c":"After"}}]}}"#,
        r#"{"t":"BlockQuote","c":["#.repeat(depth),
        "]}".repeat(depth)
    );
    let markdown = markdown(&blocks(&deep));
    assert!(
        markdown.contains("Deep")
            && markdown.contains("After")
            && markdown.contains("! element: elements nested too deep")
    );
}

#[test]
fn the_only_heading_of_level_1_is_the_headline_if_it_is_near_the_top() {
    let paragraph = r#"{"t":"Para","c":[{"t":"Str","c":"a"}]},"#;
    let heading = r#"{"t":"Header","c":[1,["",[],[]],[{"t":"Str","c":"Bells"}]]}"#;
    for (above, is_headline) in [(0, true), (2, true), (3, false)] {
        let draft = blocks(&(paragraph.repeat(above) + heading));
        assert_eq!(draft.fields.contains_key("headline"), is_headline, "{above}");
        assert_eq!(html(&draft).contains("<h1>"), !is_headline, "{above}");
    }
    let two = blocks(&format!("{paragraph}{heading},{heading}"));
    assert!(!two.fields.contains_key("headline"));
}
