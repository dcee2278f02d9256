//! The fields of an article at the beginning of a Markdown file.

use super::{Mistake, MistakeKind, Remark, toml, yaml};
use crate::article::json::{Key, Node, Value};

/// Keys with their values.
type Entries = Vec<(Key, Node)>;

/// The text of a front matter.
pub(super) struct FrontMatter<'a> {
    text: &'a str,
    /// The byte offset at which it begins.
    at: usize,
    is_toml: bool,
}

/// Finds the front matter of a text, and the byte offset at which the body begins.
pub(super) fn split(text: &str) -> Result<(Option<FrontMatter<'_>>, usize), Mistake> {
    let blank = text.len() - text.trim_start().len();
    let start = text[..blank].rfind('\n').map_or(0, |end| end + 1);
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    let (is_toml, ends): (bool, &[&str]) = match first.trim_end() {
        "---" => (false, &["---", "..."]),
        "+++" => (true, &["+++"]),
        _ => return Ok((None, 0)),
    };
    let at = start + first.len();
    let mut end = at;
    for line in lines {
        if ends.contains(&line.trim_end()) {
            return Ok((Some(FrontMatter { text: &text[at..end], at, is_toml }), end + line.len()));
        }
        end += line.len();
    }
    Err(Mistake { at: start, kind: MistakeKind::Unclosed(ends[0]) })
}

/// What articles begin with, here and in other systems.
const FIRST_KEYS: [&str; 14] = [
    "headline",
    "title",
    "standfirst",
    "lang",
    "language",
    "published",
    "date",
    "authors",
    "author",
    "kicker",
    "tags",
    "version",
    "layout",
    "slug",
];

/// Why a text without a headline has no front matter, although it seems to be meant to have one.
pub(super) fn missed(text: &str) -> Option<Mistake> {
    let at = text.len() - text.trim_start().len();
    let mut lines = text[at..].lines().map(str::trim);
    let first = lines.next()?;
    let fence = |is_toml| if is_toml { "+++" } else { "---" };
    let kind = match key(first) {
        Some((key, is_toml)) if FIRST_KEYS.contains(&key.to_ascii_lowercase().as_str()) => {
            MistakeKind::NoFence(fence(is_toml))
        }
        Some(_) => return None,
        None => {
            let word = first.trim_start_matches(['-', '–', '—', '−', '+']);
            let is_fence = word.len() < first.len() && ["", "yaml", "yml", "toml"].contains(&word.trim());
            let (_, is_toml) = key(lines.next()?).filter(|_| is_fence)?;
            MistakeKind::Fence(first.to_owned(), fence(is_toml))
        }
    };
    Some(Mistake { at, kind })
}

/// The key at the beginning of a line, and whether it is one of TOML.
fn key(line: &str) -> Option<(&str, bool)> {
    let end = line.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').filter(|end| *end > 0)?;
    let (key, rest) = line.split_at(end);
    let is_yaml = rest.strip_prefix(':').is_some_and(|value| value.is_empty() || value.starts_with([' ', '\t']));
    let is_toml = rest.trim_start().starts_with('=');
    (is_yaml || is_toml).then_some((key, is_toml))
}

impl FrontMatter<'_> {
    /// Its keys and values, and remarks on them.
    pub fn entries(&self) -> Result<(Entries, Vec<Remark>), Mistake> {
        let Self { text, at, is_toml } = *self;
        let read = match is_toml {
            true => toml::parse(text).map(|root| (Some(root), Vec::new())),
            false => yaml::read(text),
        };
        let (root, mut remarks) = read.map_err(|mistake| Mistake { at: mistake.at + at, ..mistake })?;
        for remark in &mut remarks {
            remark.at = remark.at.start + at..remark.at.end + at;
        }
        let Some(mut root) = root else { return Ok((Vec::new(), remarks)) };
        yaml::shift(&mut root, &|offset| offset + at);
        match root.value {
            Value::Object(entries) => Ok((entries, remarks)),
            _ => Err(Mistake { at: root.at.max(at), kind: MistakeKind::NotFields }),
        }
    }
}
