//! HTML as editors and sites write it becomes blocks, and no word is lost.

use broadsheet::article::json;
use broadsheet::html::{Converted, convert};
use broadsheet::markdown;
use expect_test::{Expect, expect};
use serde_json::{Map, Value};

/// What HTML becomes, as Markdown, with the losses below.
pub fn shown(html: &str) -> String {
    let Converted { body, notes, fields, losses } = convert(html);
    let mut article = fields;
    article.insert("body".to_owned(), Value::Array(body));
    if !notes.is_empty() {
        article.insert("notes".to_owned(), Value::Array(notes));
    }
    let tree = json::parse(&Value::Object(article).to_string()).unwrap();
    let text = markdown::write(&tree);
    let text = text.strip_prefix("---\n---\n").unwrap_or(&text).trim_start();
    losses.iter().fold(text.to_owned(), |text, loss| text + &format!("! {}: {}\n", loss.cause.name(), loss.detail))
}

fn check(html: &str, expected: Expect) {
    expected.assert_eq(&shown(html));
}

#[test]
fn paragraphs_are_ended_by_blocks_and_by_two_line_breaks() {
    check(
        "Words before.<p>One <b>bold</b> and <i>two</i>.<div>Three<br>four<br><br>five<div>six</div>seven</div><p>&nbsp;</p><p></p>eight",
        expect![[r#"
            Words before.

            One **bold** and *two*.

            Three four

            five

            six

            seven

            eight
            ! line-break: Three four
        "#]],
    );
}

#[test]
fn formatting_is_kept_where_the_format_has_it() {
    check(
        "<p>A <span style='font-weight:700'>bold</span> <b style='font-weight:normal'>light <span style=\"font-style: italic\">slanted</span></b> \
         <code>x &lt; y</code>, <kbd>Ctrl</kbd>, <del>gone</del>, m<sup>2</sup>, CO<sub>2</sub>, x<sup>abc y</sup>, 1<sup>st</sup>, \
         <q>said</q>, <u>under</u>, <mark>marked</mark>, <span lang=de>Brücke</span>, <abbr title='x'>BBC</abbr>, <ruby>漢<rt>kan</rt></ruby>.",
        expect![[r#"
            A **bold** light *slanted* `x < y`, `Ctrl`, gone, m², CO₂, xabc y, 1st, “said”, under, marked, [Brücke]{lang=de}, BBC, 漢 (kan).
            ! formatting: gone
            ! formatting: abc y
            ! formatting: under
        "#]],
    );
}

#[test]
fn addresses_are_those_that_people_meant() {
    check(
        "<p><a href='https://www.google.com/url?q=https://example.org/a&amp;sa=D'>one</a>, <a href='javascript:alert(1)'>two</a>, \
         <a name='x'>three</a>, <a href='#x'>four</a>, <a href='/about'>five </a>, <a href=' mailto:desk@example.org'>six</a>",
        expect![[r#"
            [one](https://example.org/a), two, three, four, [five](/about) , [six](mailto:desk@example.org)
            ! link: javascript:alert(1)
        "#]],
    );
}

#[test]
fn headings_begin_at_level_2() {
    check(
        "<h1>One <img src=a.jpg alt=A></h1><p>a</p><h2><b>Two</b></h2><p>b</p><h6>Six</h6><p>c</p><h3></h3>",
        expect![[r#"
            ## One

            ![A](a.jpg)

            a

            ### Two

            b

            #### Six

            c
            ! heading-level: Six
        "#]],
    );
    check(
        "<h3>Three</h3><p>a<h4>Four</h4><p>b",
        expect![[r#"
        ## Three

        a

        ### Four

        b
    "#]],
    );
    check(
        "<p><strong>Bold heading</strong></p><p>Text.</p><p><b>Not a heading.</b></p><p>Text.</p>",
        expect![[r#"
        ## Bold heading

        Text.

        **Not a heading.**

        Text.
        ! bold-heading: Bold heading
    "#]],
    );
}

#[test]
fn lists_have_lists_below_their_items() {
    check(
        "<ul><li>One<li><p>Two</p><p>and more</p><ol><li>a<ul><li>deep</ul><li>b</ol><li>Three<ul><li>x</li></ul> after</ul>\
         <ol start=3><li><b>Bold</b></ol><ul><li>Item<ul><li>below</ul></li><ul><li>beside</ul><li><img src=a.jpg alt=A width=9 height=9>Last</ul>\
         <dl><dt>Term<dd>What it is<dd>And more</dl><ul class=task><li><input type=checkbox checked> Done<li><input type=checkbox> To do</ul>",
        expect![[r#"
            - One
            - Two and more
              1. a
                 - deep
              2. b
            - Three
              - x

            after

            1. **Bold**

            - Item
              - below
              - beside

            ```{image}
            src: a.jpg
            width: 9
            height: 9
            alt: A
            ```

            Last

            ## Term

            What it is

            And more

            - ☑ Done
            - ☐ To do
            ! joined: Two and more a deep b
            ! moved: paragraph
            ! list-start: Bold
            ! moved: image, paragraph
            ! element: Term What it is And more
            ! bold-heading: Term
        "#]],
    );
}

#[test]
fn quotes_name_who_said_them() {
    check(
        "<blockquote>Words.</blockquote><blockquote><p>One.</p><p>Two, of <cite>The Times</cite> in it.</p><footer>— <cite>The master</cite></footer></blockquote>\
         <blockquote><p>Said.</p><p>— The harbour master</p></blockquote><blockquote class='wp-block-quote is-style-large'><p>Three.</p><cite>Four</cite></blockquote>\
         <figure class='wp-block-pullquote'><blockquote><p>Pulled.</p><cite>Five</cite></blockquote></figure>\
         <blockquote><p>With a list</p><ul><li>a</li></ul></blockquote><aside class=pullquote><p>Aside.</p></aside>\
         <figure><blockquote>Six.</blockquote><figcaption>Seven</figcaption></figure>",
        expect![[r#"
            > Words.

            > One.

            ```{quote}
            text:
              - "Two, of "
              - text: The Times
                em: true
              - " in it."
            cite:
              - text: The master
                em: true
            ```

            ```{quote}
            text: Said.
            cite: The harbour master
            ```

            ```{quote}
            text: Three.
            cite: Four
            ```

            ```{pullquote}
            text: Pulled.
            cite: Five
            ```

            > With a list

            - a

            ```{pullquote}
            text: Aside.
            ```

            ```{quote}
            text: Six.
            cite: Seven
            ```
            ! quote-parts: One. Two, of The Times in it. — The master
        "#]],
    );
}

#[test]
fn images_are_those_that_readers_would_see() {
    check(
        "<p>Before <img src='a.jpg' alt='A  pier' width='300' height='200px'> after.</p>\
         <figure><img src='b.jpg' srcset='b-300.jpg 300w, b-2000.jpg 2000w' alt=''><figcaption>A <b>caption</b>. <span class='photo-credit'>I. Marlowe</span></figcaption></figure>\
         <img src='data:image/gif;base64,R0' data-src='late.jpg' alt='Late'><noscript><img src='late.jpg' alt='Late'></noscript>\
         <noscript><img src='only.jpg' alt='Only'></noscript>\
         <a href='/full.jpg'><img src='small-300x200.jpg' alt='Small'></a> <img src='https://count.example/p.gif' width=1 height=1>\
         <picture><source srcset='c.webp'><img src='c.jpg' alt='C'></picture><img alt='No address'> \
         <div class='wp-caption' style='width: 300px'><img src=d.jpg alt=D><p class='wp-caption-text'>Caption of d</p></div>\
         <p><img src=e.jpg alt=E></p><p class=caption>Caption of e</p>Smile <img class='emoji' alt='🙂' src=s.png>!",
        expect![[r#"
            Before after.

            ```{image}
            src: a.jpg
            width: 300
            height: 200
            alt: A pier
            ```

            ```{image}
            src: b-2000.jpg
            alt: ""
            caption:
              - "A "
              - text: caption
                strong: true
              - .
            credit: I. Marlowe
            ```

            ![Late](late.jpg)

            ![Only](only.jpg)

            ![Small](/full.jpg)

            ![C](c.jpg)

            ![D](d.jpg "Caption of d")

            ![E](e.jpg "Caption of e")

            Smile 🙂!
            ! alt: b-2000.jpg
            ! missing-image: No address
        "#]],
    );
}

#[test]
fn several_images_in_a_figure_are_a_gallery() {
    check(
        "<figure class='wp-block-gallery'><ul class='blocks-gallery-grid'><li><figure><img src=a.jpg alt=A><figcaption>One</figcaption></figure></li>\
         <li><figure><img src=b.jpg alt=B></figure></li></ul><figcaption>Both</figcaption></figure>\
         <figure class='wp-block-gallery has-nested-images'><figure class='wp-block-image'><img src=c.jpg alt=C></figure><figure class='wp-block-image'><img src=d.jpg alt=D></figure></figure>\
         <div class='kg-gallery'><img src=e.jpg alt=E></div>",
        expect![[r#"
            ```{gallery}
            items:
              - src: a.jpg
                alt: A
                caption: One
              - src: b.jpg
                alt: B
            caption: Both
            ```

            ```{gallery}
            items:
              - src: c.jpg
                alt: C
              - src: d.jpg
                alt: D
            ```

            ```{gallery}
            items:
              - src: e.jpg
                alt: E
            ```
        "#]],
    );
}

#[test]
fn videos_recordings_and_frames_become_blocks() {
    check(
        "<video src=a.mp4 width=640 height=360 poster=p.jpg title='The bell'><track src=a.vtt srclang=en label=English>Not seen.</video>\
         <figure><video><source src=b.webm type='video/webm; codecs=vp9'><source src=b.mp4></video><figcaption>Caption</figcaption></figure>\
         <audio controls src='/media/six-pips.mp3'></audio>\
         <iframe width=560 height=315 src='https://www.youtube.com/embed/CFrP6QfbC2g?rel=0' title='A year'></iframe>\
         <iframe src='//player.vimeo.com/video/1234' width=400 height=300></iframe><iframe></iframe>\
         <figure class='wp-block-embed'><div class='wp-block-embed__wrapper'>\nhttps://www.youtube.com/watch?v=CFrP6QfbC2g\n</div><figcaption>The film</figcaption></figure>\
         <figure class=embed><a href='https://example.org/map'>A map</a></figure>\
         <object data='a.pdf' type='application/pdf'>Download it.</object>\
         <blockquote class='twitter-tweet'><p>The bell rang. <a href='https://t.co/x'>pic</a></p>&mdash; A. Writer (@writer) <a href='https://twitter.com/writer/status/1?ref_src=x'>4 October 2024</a></blockquote>\
         <script async src='https://platform.twitter.com/widgets.js'></script><script>alert(1)</script>\
         <blockquote class='instagram-media' data-instgrm-permalink='https://www.instagram.com/p/x/'></blockquote>",
        expect![[r#"
            ```{video}
            sources:
              - src: a.mp4
            width: 640
            height: 360
            poster: p.jpg
            title: The bell
            captions:
              - src: a.vtt
                lang: en
                label: English
            ```

            ```{video}
            sources:
              - src: b.webm
                mime: video/webm
              - src: b.mp4
            width: 1280
            height: 720
            caption: Caption
            ```

            ```{audio}
            src: /media/six-pips.mp3
            title: Six pips
            ```

            ```{embed}
            url: https://www.youtube.com/watch?v=CFrP6QfbC2g
            title: A year
            ```

            ```{embed}
            url: https://vimeo.com/1234
            title: Vimeo
            aspect: 4:3
            ```

            ```{embed}
            url: https://www.youtube.com/watch?v=CFrP6QfbC2g
            title: The film
            ```

            ```{embed}
            url: https://example.org/map
            title: example.org
            ```

            [PDF](a.pdf)

            Download it.

            ```{quote}
            text:
              - "The bell rang. "
              - text: pic
                href: https://t.co/x
            cite:
              - text: A. Writer (@writer) 4 October 2024
                href: https://twitter.com/writer/status/1
            ```

            ```{embed}
            url: https://www.instagram.com/p/x/
            title: Instagram
            ```
            ! video-size: b.webm
            ! element: iframe
            ! element: a.pdf
            ! script: alert(1)
        "#]],
    );
}

#[test]
fn tables_of_data_stay_tables() {
    check(
        "<table><caption>Bells</caption><thead><tr><th>Place<th>Weight</thead><tbody><tr><td>The <i>mole</i><td>90<tr><td>The reef<td><p>140</p><p>about</p></table>\
         <table><tr><th>A</th><td>1</td></tr><tr><th>B</th><td colspan=2>2</td></tr><tr><td rowspan=2>C<td>3<td>4<tr><td>5</table>\
         <table role=presentation><tr><td><p>Only layout</p></td><td>two</td></tr></table><table><tr><td>One cell<tr><td>a column</table>\
         <table><tr><th>a<td><table><tr><td>in<td>ner</table></table><table><tr><td><ul><li>x<li>y</ul><td><img src=a.jpg alt=A></table>",
        expect![[r#"
            ```{table}
            caption: Bells
            head: [Place, Weight]
            rows:
              - - - "The "
                  - text: mole
                    em: true
                - "90"
              - [The reef, 140 about]
            ```

            |     |     |     |
            | --- | --- | --- |
            | A   | 1   |     |
            | B   | 2   |     |
            | C   | 3   | 4   |
            |     | 5   |     |

            Only layout

            two

            One cell

            a column

            a

            |     |     |
            | --- | --- |
            | in  | ner |

            |         |     |
            | ------- | --- |
            | • x • y |     |

            ![A](a.jpg)
            ! table-cell: 140 about
            ! table-span: A 1 B 2 C 3 4 5
            ! moved: image
        "#]],
    );
}

/// Newsrooms write so in documents.
#[test]
fn a_table_whose_first_cell_names_a_block_is_that_block() {
    check(
        "<table><tr><td>Metadata</td><td></td></tr><tr><td>Hed:</td><td>The bell</td></tr><tr><td>DEK</td><td>It <b>rings</b>.</td></tr>\
         <tr><td>Byline</td><td>By A. Writer and B. Writer</td></tr><tr><td>slug</td><td>bell</td></tr><tr><td>Desk</td><td>Home</td></tr></table>\
         <p>Text.</p><table><tr><td colspan=2>IMAGE</td></tr><tr><td>file</td><td><img src='images/image1.png'></td></tr><tr><td>Alt text</td><td>A pier</td></tr>\
         <tr><td>Photo credit</td><td>I. Marlowe</td></tr></table>\
         <table><tr><td>Pull quote</td></tr><tr><td>The sea does the work.</td></tr></table>\
         <table><tr><td>embed</td></tr><tr><td>url</td><td>https://youtu.be/CFrP6QfbC2g</td></tr></table>\
         <table><tr><td>callout</td></tr><tr><td>title</td><td>Where</td></tr><tr><td>text</td><td><p>South.</p><ul><li>By boat</ul></td></tr></table>\
         <table><tr><td>image</td></tr><tr><td>caption</td><td>No file</td></tr></table>",
        expect![[r#"
            ---
            headline: The bell
            standfirst:
              - "It "
              - text: rings
                strong: true
              - .
            authors: [A. Writer, B. Writer]
            slug: bell
            ---

            Text.

            ```{image}
            src: images/image1.png
            alt: A pier
            credit: I. Marlowe
            ```

            ```{pullquote}
            text: The sea does the work.
            ```

            ```{embed}
            url: https://youtu.be/CFrP6QfbC2g
            title: YouTube
            ```

            ```{callout}
            title: Where
            body:
              - South.
              - type: list
                items: [By boat]
            ```

            No file
            ! field: Desk: Home
            ! field: image: there is no src
        "#]],
    );
}

#[test]
fn footnotes_are_found_in_the_forms_of_sites_and_word_processors() {
    check(
        "<p>A word<sup><a href='#fn1' id='ref1'>1</a></sup> and two<a href='#n2' role='doc-noteref'>†</a>, three<a class='footnote-ref' href='#fn1'>1</a>.</p>\
         <section class=footnotes><hr><ol><li id=fn1><p>First <i>note</i>. <a href='#ref1' class='footnote-backref'>↩</a></p></li></ol></section>\
         <aside id=n2 role=doc-footnote>Second.</aside>",
        expect![[r#"
            A word[^1] and two[^2], three[^1].

            [^1]: First *note*.

            [^2]: Second.
        "#]],
    );
    check(
        "<p>Word<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1' title=''><span class=MsoFootnoteReference>[1]</span></a>.</p>\
         <div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1' title=''>[1]</a> From Word.</p></div></div>",
        expect![[r#"
            Word[^1].

            [^1]: From Word.
        "#]],
    );
}

#[test]
fn what_has_no_block_keeps_its_words() {
    check(
        "<details><summary>More</summary><p>Inside.</p></details><aside><h3>Where</h3><p>South.</p></aside><nav><a href=/>Home</a></nav>\
         <form><label>Your name <input></label><button>Send</button></form><svg><title>A chart</title><text>90</text></svg><svg><path/></svg>\
         <math alttext='x squared'><mi>x</mi></math><my-thing>Unknown <b>words</b></my-thing><o:p>Office</o:p><template>Never</template>\
         <style>p { color: red }</style><span class='screen-reader-text'>For readers of screens</span><p hidden>Hidden</p>\
         <x-loss cause='shortcode'>[poll id=5]</x-loss><pre class='wp-block-verse'>One line,\n  another.</pre><pre><code class='language-rust'>\nfn main() {\n    a &lt; b\n}\n</code></pre>\
         <p>* * *</p><p>After.</p><hr>",
        expect![[r#"
            ```{callout}
            title: More
            body: [Inside.]
            ```

            ```{callout}
            title: Where
            body: [South.]
            ```

            Your name Send

            A chart x squaredUnknown **words**Office

            One line,

            another.

            ```rust
            fn main() {
                a < b
            }
            ```

            ***

            After.
            ! navigation: Home
            ! form: Your name Send
            ! form: text
            ! drawing: A chart
            ! drawing: x squared
            ! element: <my-thing> Unknown words
            ! shortcode: [poll id=5]
            ! line-break: One line, another.
        "#]],
    );
}

#[test]
fn html_nested_ten_thousand_deep_keeps_its_words() {
    for tag in ["div", "b", "ul><li", "blockquote", "table><tr><td", "section", "span", "details"] {
        let html = format!("<{tag}>").repeat(10_000) + "words";
        let Converted { body, .. } = convert(&html);
        assert!(Value::Array(body).to_string().contains("words"), "{tag}");
    }
}

/// The words of HTML, as readers see them, but for white space.
fn words(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn all_words(value: &Value, out: &mut String) {
    match value {
        Value::String(text) => *out += text,
        Value::Array(items) => items.iter().for_each(|item| all_words(item, out)),
        Value::Object(fields) => {
            let is_seen = |key: &str| {
                ["text", "cite", "caption", "credit", "items", "list", "title", "body", "rows", "head"].contains(&key)
            };
            fields.iter().filter(|(key, _)| is_seen(key)).for_each(|(_, value)| all_words(value, out));
        }
        _ => {}
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 300, ..Default::default() })]

    /// Any nesting of elements, closed or not.
    #[test]
    fn every_word_survives_in_its_order(parts in proptest::collection::vec(proptest::sample::select(PARTS), 1..40)) {
        let mut html = String::new();
        let mut expected = String::new();
        for (index, part) in parts.iter().enumerate() {
            html += part;
            if part.ends_with('>') && !part.contains("img") {
                let word = format!("word{index}.");
                html += &word;
                expected += &word;
            }
        }
        let Converted { body, notes, fields, .. } = convert(&html);
        let mut found = String::new();
        all_words(&Value::Array(body), &mut found);
        all_words(&Value::Array(notes), &mut found);
        all_words(&Value::Object(Map::from_iter(fields)), &mut found);
        let found = words(&found);
        for word in expected.split_inclusive('.') {
            assert!(found.contains(word), "{word} of {html}: {found}");
        }
    }
}

/// Elements without attributes that would hide their words.
const PARTS: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<a href=x>",
    "</a>",
    "<ul>",
    "</ul>",
    "<ol>",
    "<li>",
    "</li>",
    "<table>",
    "<tr>",
    "<td>",
    "<th>",
    "</table>",
    "<blockquote>",
    "</blockquote>",
    "<cite>",
    "</cite>",
    "<h2>",
    "</h2>",
    "<h5>",
    "<figure>",
    "</figure>",
    "<figcaption>",
    "</figcaption>",
    "<img src=a.jpg alt=''>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<br>",
    "<hr>",
    "<dl>",
    "<dt>",
    "<dd>",
    "<details>",
    "<summary>",
    "</details>",
    "<aside>",
    "</aside>",
    "<sup>",
    "</sup>",
    "<section class=footnotes>",
    "<span>",
    "</span>",
];

#[test]
fn the_text_to_which_a_footnote_leads_back_is_no_footnote() {
    // Word's endnotes have Roman numbers, and the class only within the link.
    check(
        "<p>The boat.<a href='#_edn1' name='_ednref1'><span class=MsoEndnoteReference>[i]</span></a> More.</p><p>Last.</p>\
         <div><div id=edn1><p class=MsoEndnoteText><a href='#_ednref1' name='_edn1'><span class=MsoEndnoteReference>[i]</span></a> \
         The endnote.</p></div></div>",
        expect![[r#"
            The boat.[^1] More.

            Last.

            [^1]: The endnote.
        "#]],
    );
    // The target of a number in a table of contents is no note, either.
    check(
        "<p><a href='#part'>1</a></p><div id=part><h2>One</h2><p>Words.</p></div>",
        expect![[r#"
            1

            ## One

            Words.
        "#]],
    );
}

#[test]
fn the_comments_of_google_docs_are_left_out_and_named() {
    check(
        "<p>Words<sup><a href='#cmnt1' id='cmnt_ref1'>[a]</a></sup> and.<sup><a href='#ftnt1' id='ftnt_ref1'>[1]</a></sup></p><hr>\
         <div><p><a href='#ftnt_ref1' id='ftnt1'>[1]</a> A note.</p></div>\
         <div><p><a href='#cmnt_ref1' id='cmnt1'>[a]</a> Is that so?</p></div>",
        expect![[r#"
            Words and.[^1]

            [^1]: A note.
            ! comment: [a] Is that so?
        "#]],
    );
}

#[test]
fn words_in_elements_nested_too_deep_do_not_run_together() {
    let html = format!("{}<p>One</p><ul><li>two</ul><script>go()</script>three", "<div>".repeat(300));
    let shown = shown(&html);
    assert!(shown.starts_with("One two three\n"), "{shown}");
}

#[test]
fn what_is_shown_without_scripts_is_read_also_if_it_was_written_once_more() {
    check(
        "<p>One.</p><noscript>&lt;p&gt;Two.&lt;/p&gt;</noscript>",
        expect![[r#"
        One.

        Two.
    "#]],
    );
}

#[test]
fn what_has_a_place_but_is_not_to_be_seen_is_left_out() {
    check(
        "<p>One <span style='visibility: hidden'>gone</span>two.</p>",
        expect![[r#"
        One two.
    "#]],
    );
}

#[test]
fn lists_that_editors_write_in_pieces_are_one() {
    // Google Docs.
    check(
        "<ul class='lst-kix_a-0 start'><li>One</li></ul><ul class='lst-kix_a-1 start'><li>two</li><li>three</li></ul>\
         <ul class='lst-kix_a-2 start'><li>four</li></ul><ul class='lst-kix_a-0'><li>Five</li></ul>\
         <ol class='lst-kix_b-0 start'><li>Six</li></ol>",
        expect![[r#"
            - One
              - two
              - three
                - four
            - Five

            1. Six
        "#]],
    );
    // Notion.
    check(
        "<ol start=1><li>One</ol><ol start=2><li>Two</ol><ol start=1><li>Other</ol>\
         <ul class='to-do-list'><li><div class='checkbox checkbox-on'></div> <span>Done</span></ul>\
         <ul class='to-do-list'><li><div class='checkbox checkbox-off'></div> <span>Open</span></ul>",
        expect![[r#"
            1. One
            2. Two

            1) Other

            - ☑ Done
            - ☐ Open
        "#]],
    );
    // Word.
    let gap = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span>";
    let html = format!(
        "<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt'><span style='font-family:Symbol'>·{gap}</span>One <b>bold</b></p>\n\
         <p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;text-indent:-18.0pt'><span>o{gap}</span>two</p>\n\
         <p class=MsoListParagraphCxSpLast style='margin-left:36.0pt'><span>·{gap}</span>Three</p><p class=MsoListParagraph>1.{gap}Four</p>\
         <p class=MsoListParagraph>No sign</p>"
    );
    check(
        &html,
        expect![[r#"
        - One **bold**
          - two
        - Three

        1. Four

        No sign
    "#]],
    );
}

#[test]
fn the_styles_of_word_are_blocks() {
    check(
        "<p><img src=a.png alt='A bell'></p><p class=MsoCaption>At noon.</p><p class=MsoQuote>No.</p><p class=MsoIntenseQuote>Never.</p>",
        expect![[r#"
            ![A bell](a.png "At noon.")

            > No.

            ```{pullquote}
            text: Never.
            ```
        "#]],
    );
}
