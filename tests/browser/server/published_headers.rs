//! The headers that `broadsheet publish` writes to `_headers`, in the format of Netlify and Cloudflare.

use std::path::Path;

/// Path patterns with their headers, in the order of the file. A `*` at the end of a pattern matches anything.
pub(super) struct PublishedHeaders(Vec<(String, Vec<(String, String)>)>);

impl PublishedHeaders {
    /// Reads `_headers` of a published site.
    pub(super) fn read(site: &Path) -> Self {
        let file = std::fs::read_to_string(site.join("_headers")).expect("the build is published");
        let mut rules: Vec<(String, Vec<_>)> = Vec::new();
        for line in file.lines() {
            match (line.strip_prefix("  ").and_then(|header| header.split_once(": ")), rules.last_mut()) {
                (Some((name, value)), Some((_, headers))) => headers.push((name.to_owned(), value.to_owned())),
                _ => rules.push((line.to_owned(), Vec::new())),
            }
        }
        Self(rules)
    }

    /// The headers for a path.
    pub(super) fn headers(&self, path: &str) -> impl Iterator<Item = (&str, &str)> {
        let matching = self.0.iter().filter(move |(rule, _)| match rule.strip_suffix('*') {
            Some(start) => path.starts_with(start),
            None => rule == path,
        });
        matching.flat_map(|(_, headers)| headers.iter().map(|(name, value)| (name.as_str(), value.as_str())))
    }
}
