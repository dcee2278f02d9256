//! How the tests come by a story.

use broadsheet::address::Base;
use broadsheet::article::read::Problem;
use broadsheet::article::{Article, ParseError};
use serde_json::Value;

/// A story with every field and every block.
pub const EVERYTHING: &str = include_str!("fixtures/everything.json");

/// Where the stories of these tests live.
pub const ROOT: &str = "https://example.org/paper/";

/// What the addresses of these tests' stories are relative to.
pub fn base() -> Base {
    Base::story(ROOT, "a-story")
}

/// Reads a story.
pub fn read(json: &str) -> Result<(Article, Vec<Problem>), ParseError> {
    Article::from_json(json.as_bytes(), &base())
}

/// A story in which nothing is wrong.
pub fn story(json: &str) -> Article {
    let (article, problems) = read(json).unwrap_or_else(|error| panic!("{error}\n{json}"));
    assert_eq!(shown(&problems), [""; 0], "{json}");
    article
}

/// A story with these fields, beside a headline and an empty body.
pub fn story_with(fields: &str) -> Article {
    story(&format!(r#"{{ "headline": "Headline", "body": [], {fields} }}"#))
}

/// A story that has a headline and this body.
pub fn story_of(body: &str) -> Article {
    story(&format!(r#"{{ "headline": "Headline", "body": {body} }}"#))
}

/// Problems in words.
pub fn shown(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

/// The story with every field and every block, to change.
pub fn everything() -> Value {
    serde_json::from_str(EVERYTHING).expect("everything.json is JSON")
}
