//! The format: what is read, what is left out, and which problems are reported.

mod blocks;
pub mod demo;
mod empty;
mod errors;
mod numbers;
mod text;

use broadsheet::article::ParseError;
use broadsheet::article::block::Block;
use broadsheet::article::people::SponsorKind;
use broadsheet::article::read::{Expected, MAX_BLOCKS, Path, Problem, ProblemKind};
use expect_test::expect;

use crate::article::{EVERYTHING, article, article_with, check_problems, read};

fn problems(json: &str) -> Vec<Problem> {
    read(json).unwrap_or_else(|error| panic!("{error}\n{json}")).1
}

fn shape(json: &str) -> Problem {
    match read(json) {
        Err(ParseError::Shape(problem)) => *problem,
        other => panic!("{json}: {other:?}"),
    }
}

#[test]
fn the_example_of_the_format_has_no_problems() {
    let article = article(include_str!("fixtures/example.json"));
    assert_eq!(article.lang.as_deref(), Some("en"));
    let kicker = article.kicker.unwrap();
    assert_eq!(
        (kicker.text.as_str(), kicker.href.unwrap().href().as_str()),
        ("Networks", "https://example.org/networks")
    );
    assert_eq!(article.headline.unwrap().words(), "A headline");
    assert_eq!(article.standfirst.unwrap().words(), "One sentence that says why it matters.");
    assert_eq!(article.authors[0].name, "A. Writer");
    assert_eq!(article.published.unwrap().datetime(), "2013-03-27");
    let Some(Block::Image(lead)) = article.lead else { panic!() };
    assert_eq!(lead.src.src(), "https://example.org/paper/content/images/lead.jpg");
    assert_eq!(lead.size.map(|size| (size.width, size.height)), Some((1200, 800)));
    assert_eq!(lead.source.unwrap().text.as_deref(), Some("Source"));
    assert_eq!(article.body.unwrap().len(), 5);
    let sponsor = &article.sponsors[0];
    assert_eq!((sponsor.kind, sponsor.name.as_str()), (SponsorKind::Underwritten, "A Foundation"));
}

#[test]
fn an_article_with_everything_has_no_problems() {
    let article = article(EVERYTHING);
    assert_eq!(article.authors.len(), 2);
    assert_eq!(article.byline.unwrap().words(), "Told by A. Writer");
    assert_eq!(article.time_zone.as_deref(), Some("Asia/Tokyo"));
    assert_eq!(article.sponsors.len(), 2);
    assert_eq!(article.corrections.len(), 1);
    assert_eq!(article.notes[0].id, "one");
    assert_eq!(article.related[0].href.href(), "https://example.org/paper/#/another");
    assert_eq!(article.tags[1].text, "Radio");
    assert_eq!(article.rights.unwrap().year.as_deref(), Some("2024"));
    assert_eq!(article.translations[0].lang, "fr");
    assert_eq!(article.canonical.unwrap().href(), "https://example.org/2024/02/a-headline/");
    let body = article.body.unwrap();
    assert_eq!(body.len(), 18);
    assert!(!body.iter().any(|block| matches!(block, Block::Unknown(_))));
}

#[test]
fn an_article_without_headline_or_body_is_read_with_a_problem() {
    let (article, missing) = read(r#"{ "headline": "Headline" }"#).unwrap();
    assert_eq!((article.headline.unwrap().words().as_str(), article.body), ("Headline", None));
    check_problems(&missing, expect![[r#"the document: "body" is missing; left out"#]]);

    let (article, missing) = read(r#"{ "body": ["Words."] }"#).unwrap();
    assert_eq!((article.headline, article.body.map(|body| body.len())), (None, Some(1)));
    check_problems(&missing, expect![[r#"the document: "headline" is missing; left out"#]]);

    let (article, wrong) = read(r#"{ "headline": "Headline", "body": "Words." }"#).unwrap();
    assert_eq!(article.body, None);
    check_problems(&wrong, expect!["body: expected a list; left out"]);
}

#[test]
fn a_document_without_headline_and_body_is_refused() {
    for json in [
        "{}",
        r#"{ "standfirst": "Words." }"#,
        r#"{ "headline": null, "body": null }"#,
        r#"{ "headline": true, "body": 1 }"#,
    ] {
        shape(json);
    }
    for json in ["[]", "\"story\"", "1", "true", "null", "[{}]"] {
        let problem = shape(json);
        assert_eq!((problem.path, problem.kind), (Path::default(), ProblemKind::Expected(Expected::Object)), "{json}");
    }
}

#[test]
fn another_version_is_refused() {
    for version in ["2", "0", "\"2\""] {
        let problem = shape(&format!(r#"{{ "version": {version}, "headline": "H", "body": [] }}"#));
        assert_eq!(problem.kind, ProblemKind::Expected(Expected::Version));
    }
    for version in ["1", "\"1\"", "null"] {
        assert_eq!(problems(&format!(r#"{{ "version": {version}, "headline": "H", "body": [] }}"#)), []);
    }
}

#[test]
fn null_counts_as_absent() {
    let nulls = r#""kicker": null, "authors": null, "published": null, "lead": null, "tags": null, "rights": null"#;
    assert_eq!(article_with(nulls), article_with(r#""x-none": null"#));
}

#[test]
fn null_in_a_list_counts_as_absent() {
    let nulls = r#"{ "headline": ["H", null], "body": [null, "A", null, { "type": "list", "items": ["One", null] }],
        "authors": [null], "tags": [null, "T"], "sponsors": [null], "notes": [null] }"#;
    let none = r#"{ "headline": ["H"], "body": ["A", { "type": "list", "items": ["One"] }], "tags": ["T"] }"#;
    assert_eq!(read(nulls).unwrap(), read(none).unwrap());
}

#[test]
fn an_empty_string_counts_as_absent() {
    let empty = r#""kicker": "", "lang": "", "standfirst": "", "authors": "", "byline": "", "published": "", "updated": "",
        "lead": "", "tags": "", "canonical": "", "rights": """#;
    assert_eq!(article_with(empty), article_with(r#""x-none": null"#));
    let image = r#"{ "headline": "H", "body": [], "lead": { "type": "image", "src": "a.jpg", "alt": "", "width": 4, "height": 3, "caption": "" } }"#;
    assert_eq!(problems(image), []);
    check_problems(
        &problems(r#"{ "headline": "", "body": ["", { "type": "paragraph", "text": "" }] }"#),
        expect![[r#"the document: "headline" is missing; left out"#]],
    );
    check_problems(
        &problems(r#"{ "headline": "H", "body": [], "authors": [{ "name": "" }] }"#),
        expect![[r#"authors[0]: "name" is missing; left out"#]],
    );
}

#[test]
fn numbers_are_taken_as_text_and_text_as_numbers() {
    let article = article_with(
        r#""standfirst": 1.50, "tags": [2024, "x"], "kicker": 7, "rights": { "holder": "H", "year": 2024 },
           "lead": { "type": "image", "src": "a.jpg", "alt": "", "width": "1200", "height": "800" }"#,
    );
    assert_eq!(article.standfirst.unwrap().words(), "1.50");
    assert_eq!(article.tags[0].text, "2024");
    assert_eq!(article.kicker.unwrap().text, "7");
    assert_eq!(article.rights.unwrap().year.as_deref(), Some("2024"));
    let Some(Block::Image(lead)) = article.lead else { panic!() };
    assert_eq!(lead.size.map(|size| (size.width, size.height)), Some((1200, 800)));
}

#[test]
fn unknown_keys_are_reported_with_the_known_ones() {
    let json = r#"{ "headline": "H", "body": [{ "type": "quote", "text": "T", "cites": "C" }], "subhead": "S" }"#;
    let (_, problems) = read(json).unwrap();
    check_problems(
        &problems,
        expect![[r#"
            body[0].cites: unknown key; ignored
            subhead: unknown key; ignored"#]],
    );
    let ProblemKind::UnknownKey(known) = &problems[0].kind else { panic!() };
    assert_eq!(
        known.iter().collect::<std::collections::BTreeSet<_>>(),
        ["cite", "fallback", "text", "type"].iter().collect()
    );
    let ProblemKind::UnknownKey(known) = &problems[1].kind else { panic!() };
    for key in ["headline", "standfirst", "body", "$schema", "version", "timeZone"] {
        assert!(known.contains(&key), "{key}");
    }
    for problem in &problems {
        assert!(json[problem.at..].starts_with("\"cites\"") || json[problem.at..].starts_with("\"subhead\""));
    }
}

#[test]
fn keys_that_begin_with_x_are_ignored() {
    let json = r#"{ "headline": "H", "x-desk": {}, "x-": 1, "body": [{ "type": "divider" }, { "type": "quote", "text": "T", "x-id": 1 }],
        "authors": [{ "name": "A", "x-id": [] }] }"#;
    assert_eq!(problems(json), []);
    check_problems(
        &problems(r#"{ "headline": "H", "body": [], "X-desk": 1 }"#),
        expect!["X-desk: unknown key; ignored"],
    );
}

#[test]
fn the_last_of_a_repeated_key_counts() {
    let json =
        r#"{ "headline": "First", "body": [], "headline": "Second", "authors": [{ "name": "A", "name": "B" }] }"#;
    let (article, problems) = read(json).unwrap();
    assert_eq!(article.headline.unwrap().words(), "Second");
    assert_eq!(article.authors[0].name, "B");
    check_problems(
        &problems,
        expect![[r#"
            authors[0].name: comes twice; the last one counts
            headline: comes twice; the last one counts"#]],
    );
    assert_eq!(problems[1].at, json.find("\"headline\"").unwrap());

    let (article, _) = read(r#"{ "headline": "First", "headline": null, "body": [] }"#).unwrap();
    assert_eq!(article.headline, None, "the last one says that there is none");
}

#[test]
fn blocks_after_the_ten_thousandth_are_left_out() {
    let body = |count: usize| format!(r#"{{ "headline": "H", "body": [{}] }}"#, vec!["\"p\""; count].join(","));
    assert_eq!(article(&body(MAX_BLOCKS)).body.unwrap().len(), MAX_BLOCKS);
    let (article, problems) = read(&body(MAX_BLOCKS + 2)).unwrap();
    let body = article.body.unwrap();
    assert_eq!((body.len(), body.last()), (MAX_BLOCKS + 1, Some(&Block::Unknown(None))), "a reader is told, too");
    check_problems(&problems, expect!["body[10000]: over 10000 blocks; the rest left out"]);
}

#[test]
fn nested_blocks_count_towards_the_limit() {
    let inner = vec!["\"p\""; MAX_BLOCKS].join(",");
    let json = format!(r#"{{ "headline": "H", "body": [{{ "type": "callout", "body": [{inner}] }}, "last"] }}"#);
    let (article, problems) = read(&json).unwrap();
    check_problems(&problems, expect!["body[0].body[9999]: over 10000 blocks; the rest left out"]);
    assert_eq!(article.body.unwrap().len(), 1);
}

#[test]
fn a_file_nested_too_deep_is_refused() {
    let json = format!(r#"{{ "headline": "H", "body": {}{} }}"#, "[".repeat(40), "]".repeat(40));
    assert_eq!(read(&json), Err(ParseError::Nesting));
}

#[test]
fn a_problem_says_where_and_what() {
    let json = r#"{ "headline": "H", "body": ["p", { "type": "poll" }, { "type": 1 }, {}] }"#;
    let (_, problems) = read(json).unwrap();
    check_problems(
        &problems,
        expect![[r#"
            body[1]: unknown block type "poll"
            body[2]: unknown block type ""
            body[3]: unknown block type """#]],
    );
    assert!(json[problems[0].at..].starts_with("{ \"type\": \"poll\""));
}
