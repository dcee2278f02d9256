//! Articles for the tests.

use broadsheet::address::Base;
use broadsheet::article::read::Problem;
use broadsheet::article::{Article, ParseError};
use expect_test::Expect;
use serde_json::Value;

/// An article with every field and every block.
pub const EVERYTHING: &str = include_str!("fixtures/everything.json");

/// The folder of the articles in these tests.
pub const ROOT: &str = "https://example.org/paper/";

/// The base that the addresses of these articles are relative to.
pub fn base() -> Base {
    Base::article(ROOT, "a-story")
}

/// Reads an article.
pub fn read(json: &str) -> Result<(Article, Vec<Problem>), ParseError> {
    Article::from_json(json.as_bytes(), &base())
}

/// Reads an article; panics if it has a problem.
pub fn article(json: &str) -> Article {
    let (article, problems) = read(json).unwrap_or_else(|error| panic!("{error}\n{json}"));
    assert_eq!(shown(&problems), [""; 0], "{json}");
    article
}

/// Reads an article with these fields, a headline and an empty body.
pub fn article_with(fields: &str) -> Article {
    article(&format!(r#"{{ "headline": "Headline", "body": [], {fields} }}"#))
}

/// Reads an article with a headline and this body.
pub fn article_of(body: &str) -> Article {
    article(&format!(r#"{{ "headline": "Headline", "body": {body} }}"#))
}

/// Problems as text.
pub fn shown(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

/// Checks the problems as text, each in one line.
pub fn check_problems(problems: &[Problem], expected: Expect) {
    expected.assert_eq(&shown(problems).join("\n"));
}

/// The article with every field and every block, as JSON that a test can change.
pub fn everything() -> Value {
    serde_json::from_str(EVERYTHING).expect("everything.json is JSON")
}
