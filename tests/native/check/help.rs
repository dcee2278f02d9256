//! The help of findings says how to fix them.

use std::fs;

use super::{check, folder, write};

/// The help of all findings in a file with this text.
fn help(name: &str, text: &str) -> Vec<String> {
    let folder = folder("help");
    write(&folder, name, text);
    let report = check(&[folder.join(name)]).unwrap();
    fs::remove_dir_all(folder).unwrap();
    report.documents.into_iter().flat_map(|document| document.findings).map(|finding| finding.help).collect()
}

#[test]
fn a_syntax_error_says_what_is_wrong() {
    for (text, expected) in [
        (r#"{ "headline": "H", "body": ["He said "yes" to it"] }"#, "a quotation mark within text is written \\\""),
        (r#"{ "headline": "H", "body": ["From "9 to 5" only"] }"#, "a quotation mark within text is written \\\""),
        (r#"{ "headline": "H", "body": ["The "true" one"] }"#, "a quotation mark within text is written \\\""),
        (r#"{ "headline": "H" "body": [] }"#, "a comma or a colon is missing"),
        (r#"{ "headline" "H" }"#, "a comma or a colon is missing"),
        (r#"{ "headline": "H", "body": [] }{ "headline": "I", "body": [] }"#, "there is text after the end"),
        (r#"{ "headline": "H", "body": [] }]"#, "there is text after the end"),
        (r#"{ "headline": "H", "body": [] }, {}"#, "there is text after the end"),
        (r#"{ "headline": "C:\users" }"#, "a backslash in a string is written \\\\"),
        ("headline: H", "a file begins with {"),
        ("", r#"begin with { "headline": "…", "body": ["…"] }"#),
        ("[]", r#"the file must be one object, such as { "headline": "…", "body": ["…"] }"#),
    ] {
        let help = help("story.json", text);
        assert!(help.len() == 1 && help[0].starts_with(expected), "{text}: {help:?}");
    }
    assert_eq!(help("site.json", ""), [r#"begin with { "title": "…" }, or remove the file"#]);
    assert_eq!(help("site.json", "[]"), [r#"the file must be one object, such as { "title": "…" }"#]);
}

#[test]
fn a_field_of_a_wrong_type_says_its_form() {
    for (field, form) in [
        (r#""authors": "A. Writer""#, r#""authors": ["A. Writer"]"#),
        (r#""tags": "Bells""#, r#""tags": ["Harbours"]"#),
        (r#""sponsors": ["A Fund"]"#, r#""sponsors": [{ "kind": "funded", "name": "…" }]"#),
        (r#""rights": "The Press""#, r#""rights": { "holder": "…" }"#),
        (r#""lead": "a.jpg""#, r#""lead": { "type": "image", "#),
        (
            r#""authors": [{ "name": "A", "image": { "src": "https://example.org/a.jpg" } }]"#,
            r#"only the address: "image": "../images/name.jpg""#,
        ),
        (r#""tags": [{ "text": "T", "href": {} }]"#, r#"only the address: "href": "https://…""#),
    ] {
        let help = help("story.json", &format!(r#"{{ "headline": "H", "body": ["A."], {field} }}"#));
        assert!(help.len() == 1 && help[0].contains(form), "{field}: {help:?}");
    }
    let body = help("story.json", r#"{ "headline": "H", "body": "text" }"#);
    assert_eq!(body, [r#"write it as "body": ["A paragraph.", "Another."]; as it is, it is left out"#]);
    let publisher = help("site.json", r#"{ "publisher": "Bote" }"#);
    assert_eq!(publisher, [r#"write it as "publisher": { "name": "…" }; as it is, it is left out"#]);
}

/// The position is where the limit is exceeded, not at the end of the file.
#[test]
fn nesting_over_the_limit_is_reported_at_its_position() {
    let folder = folder("deep");
    let line = r#"{ "headline": "[{\"[", "body": [[], [{}]],"#;
    let depth = broadsheet::article::json::MAX_DEPTH;
    write(&folder, "story.json", &format!("{line}\n\"x-a\": {}", "[".repeat(depth + 5)));
    let report = check(&[folder.join("story.json")]).unwrap();
    let finding = &report.documents[0].findings[0];
    assert_eq!((finding.rule, finding.line, finding.column), ("nesting", 2, 8 + depth - 1));
}
