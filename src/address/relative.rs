//! Addresses relative to an article, of which nobody knows yet on which server and how deep in its folders it will lie.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::{NOWHERE, Target, parse};

/// What is encoded in a path: <https://url.spec.whatwg.org/#path-percent-encode-set>, as the `url` crate has it.
const PATH: &AsciiSet = &QUERY.remove(b'\'').add(b'?').add(b'`').add(b'{').add(b'}');

/// What is encoded in a query: <https://url.spec.whatwg.org/#special-query-percent-encode-set>.
const QUERY: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'\'').add(b'<').add(b'>');

/// Both separate the names in a path.
const SLASHES: [char; 2] = ['/', '\\'];

/// An address, by whether it names its server.
pub enum Reference {
    /// It does: the whole address.
    Whole(String),
    /// It does not.
    Relative(Target),
}

impl Reference {
    /// Reads an address by the rules of <https://url.spec.whatwg.org/#concept-basic-url-parser>, for a base by `https`.
    /// `file` is the path of what it stands in, below the root of the publication.
    pub fn of(raw: &str, file: &str) -> Self {
        let text = raw.trim_matches(|c| c <= ' ').replace(['\t', '\n', '\r'], "");
        let address = match scheme(&text) {
            Some(("https", rest)) if slashes(rest) < 2 => rest,
            Some(_) => return Self::Whole(text),
            None => &text,
        };
        if slashes(address) >= 2 {
            // Browsers find a server behind three slashes, too. The `url` crate does not, and such an address is
            // refused.
            let is_refused = address.starts_with("//") && slashes(address) > 2;
            return Self::Whole(if is_refused { text } else { format!("https:{address}") });
        }
        let (before, fragment) = address.split_at(address.find('#').unwrap_or(address.len()));
        let (path, query) = before.split_at(before.find('?').unwrap_or(before.len()));
        let rest = utf8_percent_encode(query, QUERY).to_string() + &encoded(fragment);
        Self::Relative(target(path, &rest, file))
    }
}

/// A fragment, as the parser of whole addresses encodes it.
fn encoded(fragment: &str) -> String {
    let url = parse(fragment, NOWHERE).map(|url| url.href).unwrap_or_default();
    url.strip_prefix(NOWHERE).unwrap_or_default().to_owned()
}

/// The scheme of an address, and what follows it.
fn scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let is_scheme =
        scheme.starts_with(is_letter) && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme.then_some((if scheme.eq_ignore_ascii_case("https") { "https" } else { scheme }, rest))
}

/// How many slashes stand at the beginning.
fn slashes(text: &str) -> usize {
    text.chars().take_while(|c| SLASHES.contains(c)).count()
}

/// Where a path leads. `rest` is what follows it.
fn target(path: &str, rest: &str, file: &str) -> Target {
    if path.is_empty() {
        return Target::File(format!("{file}{rest}"));
    }
    let from_server = path.strip_prefix(SLASHES);
    let folder = file.rsplit_once('/').map(|(folder, _)| folder).filter(|_| from_server.is_none());
    let mut names: Vec<String> = folder.iter().flat_map(|folder| folder.split('/')).map(str::to_owned).collect();
    let mut steps = 0;
    let mut parts = from_server.unwrap_or(path).split(SLASHES).peekable();
    while let Some(part) = parts.next() {
        match part.to_ascii_lowercase().replace("%2e", ".").as_str() {
            ".." if names.pop().is_none() => steps += 1,
            ".." | "." => {}
            _ => {
                names.push(utf8_percent_encode(part, PATH).to_string());
                continue;
            }
        }
        // It leads to a folder.
        if parts.peek().is_none() {
            names.push(String::new());
        }
    }
    let path = names.join("/") + rest;
    match (from_server, steps) {
        (Some(_), _) => Target::Server(format!("/{path}")),
        (None, 0) => Target::in_site(path),
        (None, steps) => Target::Beyond { steps, rest: path },
    }
}
