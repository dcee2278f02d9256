//! The help of findings says how to fix them.

use std::fs;

use expect_test::{Expect, expect};

use super::{folder, write};

/// Checks the help of all findings in a file with this text.
fn check(name: &str, text: &str, help: Expect) {
    let folder = folder("help");
    write(&folder, name, text);
    let report = super::check(&[folder.join(name)]).unwrap();
    fs::remove_dir_all(folder).unwrap();
    let findings = report.documents.iter().flat_map(|document| &document.findings);
    help.assert_eq(&findings.map(|finding| finding.help.as_str()).collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_syntax_error_says_what_is_wrong() {
    check(
        "story.json",
        r#"{ "headline": "H", "body": ["He said "yes" to it"] }"#,
        expect![[r#"a quotation mark within text is written \"; the one before it ends the text"#]],
    );
    check(
        "story.json",
        r#"{ "headline": "H", "body": ["From "9 to 5" only"] }"#,
        expect![[r#"a quotation mark within text is written \"; the one before it ends the text"#]],
    );
    check(
        "story.json",
        r#"{ "headline": "H", "body": ["The "true" one"] }"#,
        expect![[r#"a quotation mark within text is written \"; the one before it ends the text"#]],
    );
    check("story.json", r#"{ "headline": "H" "body": [] }"#, expect!["a comma or a colon is missing before it"]);
    check("story.json", r#"{ "headline" "H" }"#, expect!["a comma or a colon is missing before it"]);
    check(
        "story.json",
        r#"{ "headline": "H", "body": [] }{ "headline": "I", "body": [] }"#,
        expect!["there is text after the end: remove it, or move it to its own file"],
    );
    check(
        "story.json",
        r#"{ "headline": "H", "body": [] }]"#,
        expect!["there is text after the end: remove it, or move it to its own file"],
    );
    check(
        "story.json",
        r#"{ "headline": "H", "body": [] }, {}"#,
        expect!["there is text after the end: remove it, or move it to its own file"],
    );
    check("story.json", r#"{ "headline": "C:\users" }"#, expect![[r#"a backslash in a string is written \\"#]]);
    check("story.json", "headline: H", expect!["a file begins with {"]);
    check("story.json", "", expect![[r#"begin with { "headline": "…", "body": ["…"] }, or remove the file"#]]);
    check("story.json", "[]", expect![[r#"the file must be one object, such as { "headline": "…", "body": ["…"] }"#]]);
    check("site.json", "", expect![[r#"begin with { "title": "…" }, or remove the file"#]]);
    check("site.json", "[]", expect![[r#"the file must be one object, such as { "title": "…" }"#]]);
}

#[test]
fn a_field_of_a_wrong_type_says_its_form() {
    let check_field = |field: &str, help| {
        check("story.json", &format!(r#"{{ "headline": "H", "body": ["A."], {field} }}"#), help);
    };
    check_field(
        r#""authors": "A. Writer""#,
        expect![[r#"write it as "authors": ["A. Writer"]; as it is, it is left out"#]],
    );
    check_field(r#""tags": "Bells""#, expect![[r#"write it as "tags": ["Harbours"]; as it is, it is left out"#]]);
    check_field(
        r#""sponsors": ["A Fund"]"#,
        expect![[r#"write it as "sponsors": [{ "kind": "funded", "name": "…" }]; as it is, it is left out"#]],
    );
    check_field(
        r#""rights": "The Press""#,
        expect![[r#"write it as "rights": { "holder": "…" }; as it is, it is left out"#]],
    );
    check_field(
        r#""lead": "a.jpg""#,
        expect![[
            r#"write it as "lead": { "type": "image", "src": "../images/name.jpg", "width": 1200, "height": 800, "alt": "…" }; as it is, it is left out"#
        ]],
    );
    check_field(
        r#""authors": [{ "name": "A", "image": { "src": "https://example.org/a.jpg" } }]"#,
        expect![[r#"write only the address: "image": "../images/name.jpg"; as it is, it is left out"#]],
    );
    check_field(
        r#""tags": [{ "text": "T", "href": {} }]"#,
        expect![[r#"write only the address: "href": "https://…"; as it is, it is left out"#]],
    );
    check(
        "story.json",
        r#"{ "headline": "H", "body": "text" }"#,
        expect![[r#"write it as "body": ["A paragraph.", "Another."]; as it is, it is left out"#]],
    );
    check(
        "site.json",
        r#"{ "publisher": "Bote" }"#,
        expect![[r#"write it as "publisher": { "name": "…" }; as it is, it is left out"#]],
    );
}

/// The position is where the limit is exceeded, not at the end of the file.
#[test]
fn nesting_over_the_limit_is_reported_at_its_position() {
    let folder = folder("deep");
    let line = r#"{ "headline": "[{\"[", "body": [[], [{}]],"#;
    let depth = broadsheet::article::json::MAX_DEPTH;
    write(&folder, "story.json", &format!("{line}\n\"x-a\": {}", "[".repeat(depth + 5)));
    let report = super::check(&[folder.join("story.json")]).unwrap();
    let finding = &report.documents[0].findings[0];
    assert_eq!((finding.rule, finding.line, finding.column), ("nesting", 2, 8 + depth - 1));
}
