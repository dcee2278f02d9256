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
          = help: write it as tags: ["Harbours"]; as it is, it is left out

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

        warning[html]: <b>: HTML is not in the format, so only words stay, and blocks that the format has
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

        20 findings in 1 of 1 files
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

/// What `check` says of a text: rule, line, column and help of each finding.
fn said(text: &str) -> String {
    let folder = folder("markdown-said");
    write(&folder, "articles/bell.md", text);
    let report = check(&[folder.join("articles/bell.md")]).unwrap();
    let lines = report.documents[0].findings.iter().map(|finding| {
        let found = &report.documents[0].text[finding.at.clone()];
        format!("{}:{} {} `{found}`: {}", finding.line, finding.column, finding.rule, finding.help)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn signs_of_other_kinds_of_markdown_are_reported_with_what_to_write_instead() {
    let text = r#"# A

![A bell](../images/one sheet.jpg)

See [a link](other story.md), ![alt](x.jpg =300x200) and ![alt](x.jpg "A "quoted" caption").

![[a b.jpg]] and [[Other Note|alias]]

See [link](https://e.example){target=_blank} and [w]{lang = de} and [w]{lang="de} there.

- [ ] one
- [x] two

##No space

## Head {#custom-id}

> [!note] Title

:::note

A %%comment%% and ==mark== and {% include x %} and {{< youtube 1 >}}.
{: .class}

| a | b |
| c | d |

•	One
•	Two

これは**日本語。**の and **Note:**text

A note^[within it] here.
"#;
    expect![[r#"
        3:1 foreign-markdown `![A bell](../images/one sheet.jpg)`: write it in angle brackets, as in ![A bell](<one sheet.jpg>), or each space as %20
        5:5 foreign-markdown `[a link](other story.md)`: write it in angle brackets, as in ![A bell](<one sheet.jpg>), or each space as %20
        5:31 foreign-markdown `![alt](x.jpg =300x200)`: remove it: the size is read from the file
        5:58 foreign-markdown `![alt](x.jpg "A "quoted" caption")`: write each quotation mark within the title as \"
        7:1 foreign-markdown `![[a b.jpg]]`: write ![…](<…>), with words that describe it in the brackets and its address after them
        9:30 foreign-markdown `{target=_blank}`: remove them: links and images have no attributes
        9:50 foreign-markdown `[w]{lang = de}`: write no spaces around =, and close each quotation mark, as in [words]{lang=de}
        9:69 foreign-markdown `[w]{lang="de}`: write no spaces around =, and close each quotation mark, as in [words]{lang=de}
        11:3 foreign-markdown `[ ]`: remove it, or write a sign in its place
        12:3 foreign-markdown `[x]`: remove it, or write a sign in its place
        14:1 foreign-markdown `##No space`: write a space after the last #
        16:9 foreign-markdown `{#custom-id}`: remove it
        18:3 foreign-markdown `[!note]`: write a block ```{callout} with the fields title and body
        20:1 foreign-markdown `:::note`: write a block ```{callout} with the fields title and body
        22:3 foreign-markdown `%%comment%%`: write it as <!-- … -->, or remove it
        22:19 foreign-markdown `==mark==`: remove the signs, or emphasise the words by stars
        22:32 foreign-markdown `{% include x %}`: write what it stands for, or remove it
        22:52 foreign-markdown `{{< youtube 1 >}}`: write what it stands for, or remove it
        23:1 foreign-markdown `{: .class}`: remove it
        25:1 foreign-markdown `| a | b |`: write a second line with as many cells of dashes as the first one has, as in | --- | --- |
        26:1 foreign-markdown `| c | d |`: write a second line with as many cells of dashes as the first one has, as in | --- | --- |
        28:1 foreign-markdown `•	One`: write - and a space in its place
        29:1 foreign-markdown `•	Two`: write - and a space in its place
        31:4 foreign-markdown `**日本語。**`: put the signs beside a space, or write [words]{strong} or [words]{em}
        33:7 foreign-markdown `^[within it]`: write [^name] here, and a line [^name]: … below the text"#]].assert_eq(&said(text));
}

/// Regression: `{`, `=`, `:` and `%` occur in ordinary prose.
#[test]
fn ordinary_prose_has_no_findings() {
    let text = r#"# A

It cost 5% (or 100 %), from 5%% to 6%%: so 12:30:45 = noon, a == b and c == d.

A set {a, b}, a function f{x}, "{name}", { and }. He said: "[sic]", see [2] (or [3]); x[i] = y[j], a[i][j], [2][3], M[3]{2}.

2 * 3 * 4 = 24, f*** off, price* and terms*, a | b || c, #tag and `{{ code }} ==x== **日。**の`.

Escaped: \{\{ a }}, \==b\==, \[\[c]], \*\*日。\*\*の, \##No and \[a](b c).

- One [x] two
- (a) three
"#;
    assert_eq!(said(text), "");
}

#[test]
fn fences_and_comments_are_reported_where_they_begin() {
    for (text, expected) in [
        ("# A\n\n```js\nb\n\nc\n", vec![("open-fence", 3, 1)]),
        ("# A\n\n> ~~~\n> b\n\nc", vec![("open-fence", 3, 3)]),
        ("# A\n\n````\n```\n", vec![("open-fence", 3, 1)]),
        ("# A\n\n```\n```\n\n- ```\n  b\n  ```\n\n    c\n", vec![]),
        ("# A\n\nB\n\n```{quote}\ntext: c\n\nd\n", vec![("truncated", 5, 1)]),
        ("# A\n\nB\n\n```{quote} extra\ntext: c\n```\n", vec![("syntax", 5, 1)]),
        ("# A\n\nB\n\n```{quote\ntext: c\n```\n", vec![("syntax", 5, 1)]),
        ("# A\n\nB\n\n```{python}\nprint(\"x\")\n```\n", vec![("syntax", 5, 1)]),
        ("---\nheadline: We're #1 in bells # really\n---\nB", vec![("yaml-comment", 2, 17)]),
        ("---\nheadline: A\ntags: #bells\n---\nB", vec![("yaml-comment", 3, 7)]),
        ("---\nheadline: A\nauthors: [B #c\n, D] # e\n---\nB", vec![("yaml-comment", 3, 13)]),
        ("---\nheadline: A\ntags:\n  - #b\n  - c #d\n---\nB", vec![("yaml-comment", 4, 5), ("yaml-comment", 5, 7)]),
        ("---\n# A comment\nheadline: \"A\" # b\nrights: # c\n  holder: D#e\n---\nB", vec![]),
        ("# A\n\n```{quote}\ntext: é b # c\n```", vec![("yaml-comment", 4, 11)]),
        ("# A\n\nB [](https://e.example) and [![](b.jpg)](c)", vec![("empty-link", 3, 3)]),
    ] {
        let rules = ["open-fence", "truncated", "syntax", "yaml-comment", "empty-link"];
        let found: Vec<_> = found(text).into_iter().filter(|(rule, ..)| rules.contains(rule)).collect();
        assert_eq!(found, expected, "{text}");
    }
    assert!(
        said("# A\n\nB\n\n```{python}\nprint(\"x\")\n```\n").ends_with("write code as ```python, without the braces")
    );
}

/// Regression: the help of one finding led to another finding, whose help led back.
#[test]
fn a_divided_list_says_that_its_numbers_begin_anew() {
    let help = "put the block after the whole list, in lines that are not indented";
    assert_eq!(said("# A\n\n1. b\n\n   > c\n2. d"), format!("5:4 moved `> c`: {help}"));
    assert_eq!(said("# A\n\n1. b\n2. d\n\n> c"), "");
}

#[test]
fn what_other_systems_call_a_field_leads_to_our_name_in_both_forms() {
    let folder = folder("elsewhere");
    for (theirs, ours) in [
        ("title", "headline"),
        ("date", "published"),
        ("created", "published"),
        ("author", "authors"),
        ("summary", "standfirst"),
        ("dek", "standfirst"),
        ("image", "lead"),
        ("categories", "kicker"),
        ("lastmod", "updated"),
    ] {
        write(
            &folder,
            "articles/a.json",
            &format!("{{ \"headline\": \"A\", \"body\": [\"B\"], \"{theirs}\": \"C\" }}"),
        );
        write(&folder, "articles/b.md", &format!("---\nheadline: A\n{theirs}: C\n---\n\nB\n"));
        for file in ["a.json", "b.md"] {
            let report = check(&[folder.join("articles").join(file)]).unwrap();
            let findings = report.documents[0].findings.iter().filter(|finding| finding.rule == "unknown-key");
            let helps: Vec<_> = findings.map(|finding| &finding.help).collect();
            assert_eq!(helps, [&format!("did you mean \"{ours}\"?")], "{theirs} in {file}");
        }
    }
}

#[test]
fn an_address_from_the_root_and_a_missing_image_are_one_finding_each() {
    let folder = folder("root-addresses");
    let png = std::fs::read("tests/fixtures/broken/images/bridge.png").unwrap();
    write(&folder, "site.json", "{}");
    write(&folder, "articles/ferry.md", "# A\n\nB\n");
    std::fs::create_dir_all(folder.join("images")).unwrap();
    std::fs::write(folder.join("images/a b.png"), png).unwrap();
    let text = "# A\n\n[b](/articles/ferry.md#c)\n\n![d](</images/a b.png>)\n\n![e](none.png)\n\n![f](<C:\\Users\\x.jpg>)\n\n![g](file:///x.jpg)\n\n[h](/articles/none.md)\n\n[i](/2024/10/none/) [j](<C:\\k.pdf>)\n";
    write(&folder, "articles/bell.md", text);
    let report = check(&[folder.join("articles/bell.md")]).unwrap();
    let found = report.documents[0].findings.iter().map(|finding| (finding.line, finding.rule, finding.help.as_str()));
    let found: Vec<_> = found.collect();
    assert_eq!(found[0], (3, "dead-link", "write \"../articles/ferry.md#c\""));
    assert_eq!(found[1], (5, "dead-file", "write \"../images/a b.png\""));
    let rules: Vec<_> = found[2..].iter().map(|(line, rule, _)| (*line, *rule)).collect();
    let expected =
        [(7, "dead-file"), (9, "refused-address"), (11, "refused-address"), (13, "dead-link"), (15, "refused-address")];
    assert_eq!(rules, expected);
    let disk = "copy it into the site folder, and write where it is from this file, as ../images/x.jpg";
    assert_eq!([found[3].2, found[4].2], [disk; 2]);
}

#[test]
fn quotation_marks_and_signs_of_yaml_have_a_help_of_their_own() {
    let mut all = String::new();
    for value in [
        "'It's here'",
        "\"He said \"no\" to it\"",
        "\"No\" is the answer",
        "“Smart quotes: yes”",
        "*Important* news",
        "{{ title }}",
        "[Video] The bell",
        "\tThe bell",
        "The bell: rings",
    ] {
        all += &said(&format!("---\nheadline: {value}\n---\n\nB\n"));
        all += "\n";
    }
    expect![[r#"
        2:11 syntax `'It's`: write '' for an apostrophe within the text, or put the whole text between " and "
        2:11 syntax `"`: write \" for a quotation mark within the text, and put the whole text between " and "
        2:11 syntax `"`: write \" for a quotation mark within the text, and put the whole text between " and "
        2:11 syntax `“Smart`: put the whole text between straight quotation marks: "…"
        2:11 syntax `*Important`: write the value out; a text that begins with & or * goes into quotation marks
        2:11 syntax `{`: write what it stands for, or put the whole text between quotation marks
        2:11 syntax `[`: put the whole text between quotation marks: "…"

        2:19 syntax `:`: put a text with signs of YAML into quotation marks, such as one with a colon and a space in it, and indent all keys of an object alike
    "#]].assert_eq(&all);
}

#[test]
fn front_matter_that_is_not_read_as_such_says_what_is_wrong() {
    let mut all = String::new();
    for text in [
        "----\nheadline: The bell\n----\n\nB\n",
        "—\nheadline: The bell\n—\n\nB\n",
        "---toml\nheadline = \"The bell\"\n---\n\nB\n",
        "--- yaml\nheadline: The bell\n---\n\nB\n",
        "headline: The bell\n---\n\nB\n",
        "title = \"The bell\"\n+++\n\nB\n",
        "---\rheadline: The bell\r---\r\rB\r",
        "---\nheadline: The bell\n---\n\n# The bell\n\nB\n",
        "---\nheadline: {{ title }}\n---\n\nB\n",
        "---\nheadline: A\0b\n---\n\nB\n",
        // These are no front matter.
        "# A\n\nheadline: The bell\n",
        "----\n\nNote: words\n\n----\n",
        "Berlin: the bell\n",
    ] {
        all += &said(text);
        all += "\n";
    }
    expect![[r#"
        1:1 syntax `----`: write --- alone in the first line, and in the line after the last key
        1:1 syntax `—`: write --- alone in the first line, and in the line after the last key
        1:1 syntax `---toml`: write +++ alone in the first line, and in the line after the last key
        1:1 syntax `---`: write --- alone in the first line, and in the line after the last key
        1:1 syntax `headline`: write a line --- above the first key, and one below the last
        1:1 syntax `title`: write a line +++ above the first key, and one below the last

        5:1 heading-twice `#`: remove it
        2:11 syntax `{`: write what it stands for, or put the whole text between quotation marks


        1:1 missing `----`: write it above the text, between two lines ---, as in headline: The bell
        1:1 missing `Berlin`: write it above the text, between two lines ---, as in headline: The bell
    "#]]
    .assert_eq(&all);
}

#[test]
fn markdown_with_another_ending_is_read_as_such() {
    let folder = folder("endings");
    write(&folder, "site.json", "{}");
    for name in ["UP.MD", "bell.markdown", "bell.md.txt"] {
        write(&folder, &format!("articles/{name}"), "# A\n\nB\n");
        let report = check(&[folder.join("articles").join(name)]).unwrap();
        let rules: Vec<_> = report.documents[0].findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, ["not-published"], "{name}");
    }
}

#[test]
fn help_has_the_syntax_of_the_file() {
    let help = |name: &str, text: &str| {
        let folder = folder("syntax-of-help");
        write(&folder, name, text);
        let report = check(&[folder.join(name)]).unwrap();
        report.documents[0].findings.iter().map(|finding| finding.help.clone()).collect::<Vec<_>>().join("\n")
    };
    expect![[r#"
        write it as "tags": ["Harbours"]; as it is, it is left out
        write it as "rights": { "holder": "…" }; as it is, it is left out
        write only the address: "canonical": "https://…"; as it is, it is left out
        begin it with https://, mailto: or tel:, or write an address relative to this file

        write it as tags: ["Harbours"]; as it is, it is left out
        write it as rights: { holder: "…" }; as it is, it is left out
        write only the address: canonical: "https://…"; as it is, it is left out
        begin it with https://, mailto: or tel:, or write an address relative to this file

        write it as tags = ["Harbours"]; as it is, it is left out
        write it as rights = { holder = "…" }; as it is, it is left out
        write only the address: canonical = "https://…"; as it is, it is left out
        begin it with https://, mailto: or tel:, or write an address relative to this file
        write it as items: ["One", "Two"]; as it is, it is left out

        write it above the text, between the lines +++, as in headline = "The bell""#]]
    .assert_eq(&[
        help("a.json", r#"{ "headline": "A", "tags": "b", "rights": "c", "canonical": { "href": "d" }, "body": ["B"] }"#),
        help("a.md", "---\nheadline: A\ntags: b\nrights: c\ncanonical: { href: d }\n---\nB\n"),
        help("a.md", "+++\nheadline = \"A\"\ntags = \"b\"\nrights = \"c\"\ncanonical = { href = \"d\" }\n+++\nB\n\n```{list}\nitems: b\n```\n"),
        help("a.md", "+++\ntags = [\"b\"]\n+++\nB\n"),
    ]
    .join("\n\n"));
}

#[test]
fn tags_that_are_meant_as_words_have_no_finding() {
    assert_eq!(
        said("# A\n\nWrite \\<b> or &lt;b&gt; for *bold &lt;i>*.\n\n- \\<u>\n\n| \\<b> |\n| - |\n| \\<i> |\n"),
        ""
    );
    let text = "---\nheadline: A <b>c</b>\n---\n\n```{quote}\ntext: <b>d</b>\n```\n";
    assert_eq!(found(text), [("html", 2, 11), ("html", 6, 7)]);
}

#[test]
fn the_last_paragraph_of_a_quote_may_be_its_source() {
    let help = "write a block ```{quote} with the fields text and cite";
    assert_eq!(said("# A\n\n> B\n>\n> — C\n\nD\n"), format!("3:1 quote-split `> B`: {help}"));
    let dialogue = said("# A\n\n> — B\n>\n> — C\n\nD\n");
    assert!(dialogue.ends_with("write a quote for each paragraph, or join them"), "{dialogue}");
}
