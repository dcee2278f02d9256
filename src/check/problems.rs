//! Messages and help for the problems that the reader notes.

use crate::article::block::TYPES;
use crate::article::json::{Node, Value};
use crate::article::read::{Expected, MAX_BLOCKS, Problem, ProblemKind, Step};

use super::addresses::files;
use super::fixes;
use super::images::is_of_disk;
use super::json_tree::Tree;
use super::report::{Findings, Level, Place, Syntax};

/// Adds the finding for a problem. `example` is a minimal valid document.
pub(super) fn add(problem: &Problem, tree: &Tree, example: &str, findings: &mut Findings) {
    let place = Place { at: problem.at, path: problem.path.clone() };
    let key = match problem.path.steps().last() {
        Some(Step::Key(key)) => key.as_ref(),
        _ => "",
    };
    match &problem.kind {
        ProblemKind::Expected(what) => {
            let value = tree.value_at(&problem.path).map(|node| &node.value);
            let message = format!("expected {what}, found {}", found(value));
            let is_object = matches!(value, Some(Value::Object(_)));
            let remedy = fixes::remedy(
                *what,
                &problem.path,
                tree.block_around(&problem.path),
                is_object,
                example,
                findings.syntax(problem.at),
            );
            findings.error(place, rule(*what), message, remedy);
        }
        ProblemKind::Missing(key) => {
            findings.error(place, "missing", format!("\"{key}\" is missing"), supply(key, findings));
        }
        // To compare each of 100,000 keys with those of the format takes seconds.
        ProblemKind::UnknownKey(_) if findings.is_full("unknown-key") => {
            findings.leave_out(place.at, Level::Warning, "unknown-key");
        }
        ProblemKind::UnknownKey(known) => {
            let message = format!("there is no key \"{key}\" here, and it is ignored");
            findings.warning(place, "unknown-key", message, did_you_mean(key, known, "keys"));
        }
        ProblemKind::DuplicateKey => {
            let message = format!("\"{key}\" is repeated further down, and only the last one counts");
            findings.error(place, "duplicate-key", message, "keep one of them");
        }
        ProblemKind::RefusedLink if let Some(name) = on_a_disk(tree.value_at(&problem.path)) => {
            let (message, help) = match files().contains(key) {
                true => (
                    "this file is on somebody's disk, and readers don't see it",
                    format!("copy it into the site folder, and write where it is from this file, as ../images/{name}"),
                ),
                false => (
                    "this address leads to a file on somebody's disk, so its text is shown without a link",
                    format!(
                        "copy it to files/ in the site folder, and write where it is from this file, as ../files/{name}"
                    ),
                ),
            };
            findings.error(place, "refused-address", message, help);
        }
        ProblemKind::RefusedLink if files().contains(key) => {
            let help = "the address of a file begins with https: or http:, or is relative to this file";
            findings.error(place, "refused-address", "this address is refused, and nothing is shown from it", help);
        }
        ProblemKind::RefusedLink if problem.path.to_string().starts_with("session.") => {
            let help = "it begins with https: or http:, or is relative to the folder that contains content/";
            findings.error(place, "refused-address", "this address is refused, and nobody is sent there", help);
        }
        ProblemKind::RefusedLink => {
            let help = "links begin with https:, http:, mailto: or tel:, or are relative to this file";
            findings.error(
                place,
                "refused-address",
                "this address is refused, and its text is shown without a link",
                help,
            );
        }
        ProblemKind::UnknownBlock { name, fallback } => {
            let (message, help) = if name.is_empty() {
                let help = format!("add \"type\", which is one of {}", listed(TYPES));
                ("this block does not say its type".to_owned(), help)
            } else {
                (format!("there is no block of type \"{name}\""), did_you_mean(name, TYPES, "types"))
            };
            if *fallback {
                findings.warning(place, "unknown-block", message + ", and readers see its fallback", help);
            } else {
                let message = message + ", and readers are told that a part can't be shown";
                findings.error(place, "unknown-block", message, help);
            }
        }
        ProblemKind::TooManyBlocks => {
            let message = format!("the article has over {MAX_BLOCKS} blocks, and the rest is left out");
            findings.error(place, "too-many-blocks", message, "split it into several articles");
        }
    }
}

/// The name of a file, if an address is its path on a disk.
fn on_a_disk(node: Option<&Node>) -> Option<&str> {
    let Some(Node { value: Value::Text(path), .. }) = node else { return None };
    is_of_disk(path).then(|| path.rsplit(['/', '\\']).next().filter(|name| !name.is_empty())).flatten()
}

fn found(value: Option<&Value>) -> &'static str {
    match value {
        Some(Value::Text(_)) => "this text",
        Some(Value::List(_)) => "a list",
        Some(Value::Object(_)) => "this object",
        Some(Value::Bool(_)) => "true or false",
        Some(Value::Null) => "null",
        Some(Value::Number(_)) => "this number",
        None => "nothing",
    }
}

fn rule(what: Expected) -> &'static str {
    match what {
        Expected::Date | Expected::Moment => "date",
        Expected::Language => "language",
        _ => "type",
    }
}

fn supply(key: &str, findings: &Findings) -> String {
    let is_markdown = findings.is_markdown();
    match key {
        "alt" if is_markdown => {
            "describe it between the brackets, for those who can't see it, as in ![A bell](bell.jpg); if it is only \
             decoration, write it as a block ```{image} with alt: \"\""
        }
        "width" | "height" if is_markdown => {
            "put the image into the site folder, where its size is known; of an image elsewhere, write a block ```{image} with \
             \"width\" and \"height\" in pixels"
        }
        "headline" if findings.syntax(0) == Syntax::Toml => {
            "write it above the text, between the lines +++, as in headline = \"The bell\""
        }
        "headline" if is_markdown => "write it above the text, between two lines ---, as in headline: The bell",
        "body" if is_markdown => "write the text below the front matter",
        "alt" => "add \"alt\", a description for those who can't see the picture; or \"\" if it is only decoration",
        "width" | "height" => {
            "add \"width\" and \"height\" in pixels, so that the text stays in place when it loads; only of images in the \
             site folder can they be left out"
        }
        "headline" | "body" => "add it: without it, readers are told that the article is incomplete",
        _ if is_markdown => return format!("add {key}; without it, the object is left out, or shown incomplete"),
        _ => return format!("add \"{key}\"; without it, the object is left out, or shown incomplete"),
    }
    .to_owned()
}

/// What other systems call the fields of an article, and what they are called here.
const ELSEWHERE: [(&str, &str); 36] = [
    ("title", "headline"),
    ("name", "headline"),
    ("heading", "headline"),
    ("date", "published"),
    ("created", "published"),
    ("created_at", "published"),
    ("datepublished", "published"),
    ("pubdate", "published"),
    ("publishdate", "published"),
    ("publish_date", "published"),
    ("lastmod", "updated"),
    ("modified", "updated"),
    ("updated_at", "updated"),
    ("datemodified", "updated"),
    ("last_modified_at", "updated"),
    ("author", "authors"),
    ("creator", "authors"),
    ("description", "standfirst"),
    ("summary", "standfirst"),
    ("subtitle", "standfirst"),
    ("subheadline", "standfirst"),
    ("dek", "standfirst"),
    ("deck", "standfirst"),
    ("excerpt", "standfirst"),
    ("lede", "standfirst"),
    ("image", "lead"),
    ("cover", "lead"),
    ("hero", "lead"),
    ("thumbnail", "lead"),
    ("featured_image", "lead"),
    ("category", "kicker"),
    ("categories", "kicker"),
    ("section", "kicker"),
    ("keywords", "tags"),
    ("language", "lang"),
    ("content", "body"),
];

fn did_you_mean(word: &str, known: &[&str], what: &str) -> String {
    // The name of a custom property in CSS.
    let lower = word.strip_prefix("--broadsheet-").unwrap_or(word).to_lowercase();
    let closest = known.iter().map(|name| (strsim::damerau_levenshtein(&lower, &name.to_lowercase()), *name)).min();
    let meant = ELSEWHERE.iter().find(|(other, _)| what == "keys" && *other == lower).map(|(_, ours)| *ours);
    if let Some(name) = meant.filter(|name| known.contains(name)) {
        return format!("did you mean \"{name}\"?");
    }
    match closest {
        Some((distance, name)) if distance <= name.len().max(3) / 3 => format!("did you mean \"{name}\"?"),
        _ if what == "keys" => format!("the keys here are {}; your own begin with x-", listed(known)),
        _ => format!("the {what} are {}", listed(known)),
    }
}

fn listed(names: &[&str]) -> String {
    let mut sorted: Vec<_> = names.iter().filter(|name| !name.starts_with('$')).copied().collect();
    sorted.sort_unstable();
    sorted.dedup();
    sorted.join(", ")
}
