//! Which story an address asks for.

/// What the fragment of the page's address says.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// Nothing: the story that `site.json` calls `home`.
    Home,
    /// `#/<slug>`: the story of that name. A part of it, as in `#/<slug>#<part>`, is ignored here;
    /// only finished pages have it.
    Story(String),
    /// `#/…` that can't be the name of a file: there is no such story, and nobody is asked for it.
    Refused,
    /// Any other fragment points into the story that is there.
    Within,
}

impl Route {
    /// From `location.hash`.
    pub fn parse(hash: &str) -> Self {
        match hash.strip_prefix('#').unwrap_or(hash) {
            "" | "/" => Self::Home,
            fragment => match fragment.strip_prefix('/') {
                None => Self::Within,
                Some(name) => decode(name).filter(|slug| is_slug(slug)).map_or(Self::Refused, Self::Story),
            },
        }
    }
}

/// Whether a name can be that of a story: one segment of a path, and not a hidden one.
pub fn is_slug(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('.')
        && !name.contains(|c: char| c.is_control() || matches!(c, '/' | '\\' | '?' | '#' | '%'))
}

/// Undoes percent-encoding, up to another fragment; [`None`] if what comes out is not UTF-8.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest
        && *byte != b'#'
    {
        let escaped = match (byte, after) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        bytes.push(escaped.unwrap_or(*byte));
        rest = if escaped.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}
