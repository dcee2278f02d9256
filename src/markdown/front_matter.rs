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
