//! Findings in Markdown have their places, through front matter, body and fenced YAML alike.

use std::time::Instant;

use expect_test::expect;

use super::{check, folder, write};

const BELL: &str = r#"---
headlin: The bell
headline: The bell
published: 2024-13-04
tags: Harbours
lead:
  type: image
  src: ../images/none.jpg
  width: 12a
  height: 8
  alt: A bell
---

A <b>bold</b> word, ~~struck~~, and [a link](ferry.json) to [another](harbour.md), TK.

**Who hung it**

#### Too deep

It weighs 90 kg[^weight] [unused]{foo=1}.

![](../images/none.jpg)

```{quote}
txt: Words.
text: Words.
cite:
  - nobody
  - [1]
```

```{galery}
items: []
```

[^other]: Nobody refers to this.
"#;

#[test]
fn findings_in_markdown_have_line_column_caret_and_help() {
    let folder = folder("markdown");
    write(&folder, "site.json", "{}");
    write(&folder, "articles/bell.md", BELL);
    write(&folder, "articles/ferry.md", "# Ferry\n\nText.\n");
    let report = check(&[folder.join("articles/bell.md")]).unwrap();
    let text = report.to_human(false).replace(folder.to_str().unwrap(), "paper");
    expect![[r#"
        warning[unknown-key]: there is no key "headlin" here, and it is ignored
         --> paper/articles/bell.md:2:1
          |
        2 | headlin: The bell
          | ^^^^^^^ headlin
          |
          = help: did you mean "headline"?

        error[date]: expected a date, as 2013-03-27 or 2013-03-27T09:30:00+09:00, found this text
         --> paper/articles/bell.md:4:12
          |
        4 | published: 2024-13-04
          |            ^^^^^^^^^^ published
          |
          = help: the day must exist, months and days have two digits, and a time needs seconds and its offset from UTC; as it is, the date is left out

        error[type]: expected a list, found this text
         --> paper/articles/bell.md:5:7
          |
        5 | tags: Harbours
          |       ^^^^^^^^ tags
          |
          = help: write it as "tags": ["Harbours"]; as it is, it is left out

        error[dead-file]: there is no file images/none.jpg
         --> paper/articles/bell.md:8:8
          |
        8 |   src: ../images/none.jpg
          |        ^^^^^^^^^^^^^^^^^^ lead.src
          |
          = help: addresses are relative to the folder of this file, and capital letters matter

        error[type]: expected a whole number, found this text
         --> paper/articles/bell.md:9:10
          |
        9 |   width: 12a
          |          ^^^ lead.width
          |
          = help: write it with digits only; as it is, it is left out

        warning[html]: <b>: HTML is not in the format, so its words stay and its tags are left out
          --> paper/articles/bell.md:14:3
           |
        14 | A <b>bold</b> word, ~~struck~~, and [a link](ferry.json) to [another](harbour.md), TK.
           |   ^^^ body[0]
           |
           = help: write it in Markdown; a < in a text is written \<

        warning[strikethrough]: the format can't strike words through, and readers see them as all others
          --> paper/articles/bell.md:14:21
           |
        14 | A <b>bold</b> word, ~~struck~~, and [a link](ferry.json) to [another](harbour.md), TK.
           |                     ^^^^^^^^^^ body[0]
           |
           = help: remove them, or say in "corrections" what was changed

        warning[other-form]: this address leads to articles/ferry.json, but the file is ferry.md
          --> paper/articles/bell.md:14:46
           |
        14 | A <b>bold</b> word, ~~struck~~, and [a link](ferry.json) to [another](harbour.md), TK.
           |                                              ^^^^^^^^^^ body[0][1].href
           |
           = help: write "ferry.md"

        error[dead-story]: there is no article articles/harbour.md
          --> paper/articles/bell.md:14:71
           |
        14 | A <b>bold</b> word, ~~struck~~, and [a link](ferry.json) to [another](harbour.md), TK.
           |                                                                       ^^^^^^^^^^ body[0][3].href
           |
           = help: a link to it ends in the name of its file, as in "name.json" or "name.md"

        warning[placeholder]: "TK" was left in the text
          --> paper/articles/bell.md:14:84
           |
        14 | A <b>bold</b> word, ~~struck~~, and [a link](ferry.json) to [another](harbour.md), TK.
           |                                                                                    ^^ body[0][4]
           |
           = help: write what belongs here, or remove it

        warning[bold-heading]: this bold paragraph looks like a heading, but programs take it for text
          --> paper/articles/bell.md:16:1
           |
        16 | **Who hung it**
           | ^^^^^ body[1]
           |
           = help: write ## before it, without the stars

        warning[heading-skip]: a heading of level 4 follows one of level 1
          --> paper/articles/bell.md:18:1
           |
        18 | #### Too deep
           | ^^^^ body[2].level
           |
           = help: make it level 2

        error[missing-note]: there is no note "weight"
          --> paper/articles/bell.md:20:16
           |
        20 | It weighs 90 kg[^weight] [unused]{foo=1}.
           |                ^ body[3][1].note
           |
           = help: write a line [^weight]: … below the text; if it is no footnote, write \[^weight]

        warning[attribute]: there is no attribute "foo", so this is shown as it is written
          --> paper/articles/bell.md:20:26
           |
        20 | It weighs 90 kg[^weight] [unused]{foo=1}.
           |                          ^^^^^^^^^^^^^^^ body[3]
           |
           = help: words in brackets may have lang=…, note=…, em, strong and code; put a backslash before the bracket if it is text

        error[missing]: "width" is missing
          --> paper/articles/bell.md:22:1
           |
        22 | ![](../images/none.jpg)
           | ^ body[4]
           |
           = help: put the image into the site folder, where its size is known; of an image elsewhere, write a block ```{image} with "width" and "height" in pixels

        error[missing]: "height" is missing
          --> paper/articles/bell.md:22:1
           |
        22 | ![](../images/none.jpg)
           | ^ body[4]
           |
           = help: put the image into the site folder, where its size is known; of an image elsewhere, write a block ```{image} with "width" and "height" in pixels

        error[missing]: "alt" is missing
          --> paper/articles/bell.md:22:1
           |
        22 | ![](../images/none.jpg)
           | ^ body[4]
           |
           = help: describe it between the brackets, for those who can't see it, as in ![A bell](bell.jpg); if it is only decoration, write it as a block ```{image} with alt: ""

        error[dead-file]: there is no file images/none.jpg
          --> paper/articles/bell.md:22:5
           |
        22 | ![](../images/none.jpg)
           |     ^^^^^^^^^^^^^^^^^^ body[4].src
           |
           = help: addresses are relative to the folder of this file, and capital letters matter

        warning[unknown-key]: there is no key "txt" here, and it is ignored
          --> paper/articles/bell.md:25:1
           |
        25 | txt: Words.
           | ^^^ body[5].txt
           |
           = help: did you mean "text"?

        error[type]: expected text, or an object with "text", found a list
          --> paper/articles/bell.md:29:5
           |
        29 |   - [1]
           |     ^ body[5].cite[1]
           |
           = help: as it is, it is left out

        error[unknown-block]: there is no block of type "galery", and readers are told that a part can't be shown
          --> paper/articles/bell.md:32:1
           |
        32 | ```{galery}
           | ^ body[6]
           |
           = help: did you mean "gallery"?

        warning[unused-note]: nothing refers to the note "other"
          --> paper/articles/bell.md:36:3
           |
        36 | [^other]: Nobody refers to this.
           |   ^^^^^ notes[0].id
           |
           = help: refer to it after a word: [^other]

        22 findings in 1 of 1 files
    "#]].assert_eq(&text);
}

/// The rules that each file breaks, with line and column.
fn found(text: &str) -> Vec<(&'static str, usize, usize)> {
    let folder = folder("markdown-one");
    write(&folder, "articles/bell.md", text);
    let report = check(&[folder.join("articles/bell.md")]).unwrap();
    report.documents[0].findings.iter().map(|finding| (finding.rule, finding.line, finding.column)).collect()
}

#[test]
fn each_kind_of_bad_input_has_one_finding_with_its_place() {
    for (text, expected) in [
        ("# A\n\nB\n", vec![]),
        ("\u{FEFF}---\r\nheadline: A\r\n---\r\n\r\nB\r\n", vec![]),
        ("", vec![("empty", 1, 1)]),
        ("---\nheadline: A\n", vec![("truncated", 1, 1)]),
        ("# A\n\nB\n\n<!-- C\n\nD\n", vec![("truncated", 5, 1)]),
        ("---\nheadline: A\n\tb: c\n---\nB", vec![("syntax", 3, 1)]),
        ("---\nheadline: A\nx: &a [1]\n---\nB", vec![("syntax", 3, 4)]),
        ("---\nheadline: A\ndraft: no\n---\nB", vec![("type", 3, 8)]),
        ("---\nheadline: A\nrights: { holder: B, year: 010 }\n---\nB", vec![]),
        ("---\r\nheadline: é\r\nupdated: 2024\r\n---\r\nB", vec![("date", 3, 10)]),
        ("# A\n\n```{maap}\nx: 1\n```\n\nB", vec![("unknown-block", 3, 1)]),
        ("# A\n\n> ```{quote}\n> text: é\n> cyte: B\n> ```\n\nB", vec![("unknown-key", 5, 3)]),
        ("# A\n\nB  \nC", vec![("line-break", 3, 2)]),
        ("# A\n\nTODO and `TODO`, TODOS", vec![("placeholder", 3, 1)]),
        ("# A\n\n**Bold**\n\nB", vec![("bold-heading", 3, 1)]),
        ("# A\n\n**Bold.**\n\nB", vec![]),
        ("# A\n\nB[^1]", vec![("missing-note", 3, 2)]),
        ("# A\n\n![](https://a.example/b.jpg)", vec![("missing", 3, 1), ("missing", 3, 1), ("missing", 3, 1)]),
        ("# A\n\n##### B\n\nC", vec![("heading-level", 3, 1)]),
        ("<p>A", vec![("missing", 1, 1), ("html", 1, 1)]),
        (&("# A\n\n".to_owned() + &"<div>".repeat(10_000) + "B"), vec![("html", 3, 1)]),
        (&("# A\n\n".to_owned() + &"> ".repeat(10_000) + "B"), vec![("nesting", 3, 65)]),
        ("# A\n\nB\n\n# C\n\n| a |\n|---|\n| b | c |", vec![("heading-level", 5, 1), ("more-cells", 9, 5)]),
    ] {
        assert_eq!(found(text), expected, "{text:.200}");
    }
}

#[test]
fn utf_16_is_read() {
    let folder = folder("markdown-utf-16");
    let bytes: Vec<u8> = "\u{FEFF}---\nheadline: é\nx: 1\n---\nB".encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::create_dir_all(folder.join("articles")).unwrap();
    std::fs::write(folder.join("articles/bell.md"), bytes).unwrap();
    let report = check(&[folder.join("articles")]).unwrap();
    let finding = &report.documents[0].findings[0];
    assert_eq!((finding.rule, finding.line, finding.column), ("unknown-key", 3, 1));
}

#[test]
fn names_and_places_of_markdown_files_are_checked() {
    let folder = folder("markdown-names");
    let article = "---\nheadline: A\n---\n\nB\n";
    write(&folder, "site.json", "{}");
    for path in [
        "articles/bell.md",
        "articles/2024/bell.json",
        "articles/ferry/index.md",
        "articles/ferry/notes.md",
        "loose.md",
        "articles/PIER.MD",
    ] {
        let text = if path.ends_with("json") { r#"{ "headline": "A", "body": ["B"] }"# } else { article };
        write(&folder, path, text);
    }
    write(&folder, "README.md", "# A site\n");
    write(&folder, "authors/ines.md", article);
    let report = check(std::slice::from_ref(&folder)).unwrap();
    let all = report.documents.iter().flat_map(|document| {
        let file = document.file.strip_prefix(&folder).unwrap().display().to_string();
        document.findings.iter().map(move |finding| format!("{file}: {}: {}", finding.rule, finding.help))
    });
    expect![[r#"
        articles/2024/bell.json: same-name: rename one of them: the name of the file is the address of its page, whatever folder it is in
        articles/bell.md: same-name: rename one of them: the name of the file is the address of its page, whatever folder it is in
        articles/PIER.MD: not-published: the name must end in .md, in small letters: rename it to PIER.md
        articles/ferry/notes.md: not-published: of a folder with an index.json or index.md, only that article is published: move it to articles/notes.md, or to a folder of its own
        authors/ines.md: not-published: the file of an author is JSON: write it as docs/format.md describes
        loose.md: not-published: articles must be in articles/: move it to articles/loose.md"#]].assert_eq(&all.collect::<Vec<_>>().join("\n"));
}

/// Regression: each of these took from 13 to 50 seconds in a release build, at the size of a large article.
#[test]
fn time_grows_linearly_with_mistakes() {
    let folder = folder("markdown-time");
    let head = "---\nheadline: H\n---\n\n";
    let keys = |form: fn(usize) -> String| (0..25_000).map(form).collect::<String>();
    for (name, text) in [
        ("a.md", head.to_owned() + &"<script></script>".repeat(140_000)),
        ("a.md", head.to_owned() + &"[a]{note=b".repeat(40_000)),
        ("a.md", head.to_owned() + &"[a][b".repeat(40_000)),
        ("a.md", head.to_owned() + &"[b".repeat(30_000) + "a" + &"]{em}".repeat(30_000)),
        ("a.md", head.to_owned() + &"a  \nb\n\n".repeat(60_000)),
        ("a.md", head.to_owned() + &"[a]{foo} ".repeat(40_000)),
        ("a.md", format!("---\nheadline: H\n{}---\n\nB\n", keys(|number| format!("k{number}: 1\n")))),
        (
            "a.json",
            format!("{{{}\"headline\": \"H\", \"body\": [\"B\"] }}", keys(|number| format!("\"k{number}\": 1,"))),
        ),
    ] {
        write(&folder, &format!("articles/{name}"), &text);
        let begin = Instant::now();
        check(&[folder.join("articles").join(name)]).unwrap();
        assert!(begin.elapsed().as_secs() < 10, "{:?} for {text:.60}", begin.elapsed());
    }
}

#[test]
fn of_each_rule_100_findings_are_listed_and_the_others_are_counted() {
    let folder = folder("markdown-many");
    write(&folder, "articles/bell.md", &("# A\n\n".to_owned() + &"b  \nc\n\n".repeat(1_000) + "~~b~~\n"));
    let report = check(&[folder.join("articles/bell.md")]).unwrap();
    let findings = &report.documents[0].findings;
    assert_eq!(findings.len(), 102);
    let rest = &findings[100];
    assert_eq!((rest.rule, rest.line, rest.column), ("line-break", 303, 2));
    assert_eq!(rest.message, "900 more findings of this rule are not listed, of which this is the first");
}
