//! Resolves addresses relative to an article before the address of the publication is known.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::{NOWHERE, Target, parse};

/// The characters that are encoded in a path, as in the `url` crate:
/// <https://url.spec.whatwg.org/#path-percent-encode-set>.
const PATH: &AsciiSet = &QUERY.remove(b'\'').add(b'?').add(b'`').add(b'{').add(b'}');

/// The characters that are encoded in a query: <https://url.spec.whatwg.org/#special-query-percent-encode-set>.
const QUERY: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'\'').add(b'<').add(b'>');

/// The separators in a path: browsers read `\` as `/`.
const SLASHES: [char; 2] = ['/', '\\'];

/// An absolute or a relative address.
pub enum Reference {
    /// An address that names its server.
    Whole(String),
    /// An address that does not name a server.
    Relative(Target),
}

impl Reference {
    /// Parses an address by the rules of <https://url.spec.whatwg.org/#concept-basic-url-parser>, as if the base were
    /// an `https` address. `file` is the path below the publication's root of the file that contains the address.
    pub fn of(raw: &str, file: &str) -> Self {
        let text = raw.trim_matches(|c| c <= ' ').replace(['\t', '\n', '\r'], "");
        let address = match scheme(&text) {
            Some(("https", rest)) if slashes(rest) < 2 => rest,
            Some(_) => return Self::Whole(text),
            None => &text,
        };
        if slashes(address) >= 2 {
            // Browsers read `///host/` as `//host/`. The `url` crate does not, so such an address is
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

/// Encodes a fragment like the `url` crate.
fn encoded(fragment: &str) -> String {
    let url = parse(fragment, NOWHERE).map(|url| url.href).unwrap_or_default();
    url.strip_prefix(NOWHERE).unwrap_or_default().to_owned()
}

/// Splits an address into its scheme and the rest.
fn scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let is_scheme =
        scheme.starts_with(is_letter) && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme.then_some((if scheme.eq_ignore_ascii_case("https") { "https" } else { scheme }, rest))
}

/// The number of slashes at the beginning.
fn slashes(text: &str) -> usize {
    text.chars().take_while(|c| SLASHES.contains(c)).count()
}

/// The target of a path. `rest` is the query and the fragment after it.
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
        // A path that ends in `.` or `..` refers to a folder, so the result ends in a slash.
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
