//! The rule `author`: the name of a file in `authors/` that is not there.

use crate::article::json::{Node, Value, value_of};
use crate::article::read::Step;
use crate::source::AUTHORS;

use super::Subject;
use super::report::{Findings, Place};

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let Some(article) = subject.tree.root() else { return };
    let Some(Node { value: Value::List(authors), .. }) = article.get("authors") else { return };
    let list = article.place_of("authors").path;
    for (index, author) in authors.iter().enumerate() {
        let name = match &author.value {
            Value::Object(fields) if value_of(fields, "href").is_none() => value_of(fields, "name"),
            _ => Some(author),
        };
        let Some(Node { at, value: Value::Text(name) }) = name else { continue };
        let is_there = || subject.context.site.documents_named(AUTHORS, name.trim()).next().is_some();
        if is_slug_of_two_words(name.trim()) && !is_there() {
            let message = format!("this looks like the name of a file, but there is no authors/{name}.json");
            let help = "add the file, or write the name as readers know it";
            findings.warning(Place { at: *at, path: list.with(Step::Index(index)) }, "author", message, help);
        }
    }
}

/// Whether a text looks like `ines-marlowe`. A single word may be a name that is written in small letters.
fn is_slug_of_two_words(name: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    name.contains('-') && name.split('-').all(is_word)
}
