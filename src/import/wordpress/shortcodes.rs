//! Shortcodes: words in brackets that WordPress replaces when it shows a post.

use super::tags::{self, Ends};

/// The longest tag of a shortcode, in bytes.
const MAX_TAG: usize = 8 * 1024;

/// A tag of a shortcode.
#[derive(Clone, Debug, PartialEq)]
pub struct Shortcode<'a> {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its name, in lower case.
    pub name: String,
    /// The attributes, as they are written.
    pub inside: &'a str,
    /// Whether it is an end tag.
    pub is_end: bool,
    /// Which tag of the list ends it, if any does.
    pub partner: Option<usize>,
    /// Whether it is in double brackets, which stand for the words themselves.
    pub is_escaped: bool,
}

impl Shortcode<'_> {
    /// The value of an attribute, without entities.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let found = tags::attributes(self.inside).into_iter().find(|(key, value)| key == name && !value.is_empty());
        found.map(|(_, value)| plain(value))
    }

    /// The values without a name.
    pub fn words(&self) -> Vec<String> {
        let all = tags::attributes(self.inside).into_iter();
        all.filter(|(key, value)| key.is_empty() && !value.is_empty()).map(|(_, value)| plain(value)).collect()
    }

    /// An address in it: in one of the usual attributes, or without a name, as in `[youtube=https://…]`.
    pub fn address(&self) -> Option<String> {
        let named = ["url", "src", "href", "link", "source", "video"].iter().find_map(|name| self.attribute(name));
        let address =
            named.or_else(|| self.words().into_iter().find(|word| word.contains("://") || word.starts_with("//")));
        address.map(|address| address.trim_start_matches('=').trim_matches(['"', '\'']).to_owned())
    }
}

/// A value without entities and the quotation marks that editors have made round.
fn plain(value: &str) -> String {
    let value = html_escape::decode_html_entities(value);
    value.trim_matches(['“', '”', '″', '‘', '’', '"']).trim().to_owned()
}

/// The names of shortcodes that are found without attributes, an end tag, a hyphen or an underscore.
const KNOWN: &[&str] = &[
    "gallery",
    "caption",
    "embed",
    "video",
    "audio",
    "playlist",
    "youtube",
    "vimeo",
    "code",
    "sourcecode",
    "footnote",
    "ref",
    "pullquote",
    "toc",
    "wpforms",
    "gravityform",
    "mailpoet",
    "ninja",
    "woocommerce",
    "products",
    "slideshow",
    "tweet",
    "rev",
];

/// All tags of shortcodes in a text, in their order: not in tags of HTML, and not in code. Of words in brackets, such as
/// “[sic]”, no one can know whether a plugin took them for a shortcode; they are taken for one if they look like one.
pub fn find(text: &str) -> Vec<Shortcode<'_>> {
    let mut found = Vec::new();
    let mut ends = Ends::default();
    let mut endless = Vec::new();
    let mut at = 0;
    loop {
        let tag = tags::next(text, at);
        let end = tag.as_ref().map_or(text.len(), |tag| tag.at.start);
        let (resume, is_raw) = find_between(text, at, end, &mut found, &mut endless);
        if is_raw {
            at = resume;
            continue;
        }
        let Some(tag) = tag else { break };
        // An attribute of a shortcode may contain a tag.
        if resume > tag.at.start {
            at = resume;
            continue;
        }
        let is_code = !tag.is_end && matches!(tag.name.as_str(), "pre" | "code" | "script" | "style" | "textarea");
        at = if is_code { ends.end_of(text, &tag) } else { tag.at.end };
    }
    pair(&mut found);
    let looks_like_one = |code: &Shortcode, is_ended: bool| {
        let is_named = code.name.contains(['_', '-']) || KNOWN.contains(&code.name.as_str());
        code.is_escaped || is_ended || is_named || code.inside.contains('=') || code.inside.ends_with('/')
    };
    let has_start: Vec<bool> = {
        let mut has_start = vec![false; found.len()];
        found.iter().filter_map(|code| code.partner).for_each(|at| has_start[at] = true);
        has_start
    };
    let keep: Vec<bool> = (0..found.len())
        .map(
            |at| if found[at].is_end { has_start[at] } else { looks_like_one(&found[at], found[at].partner.is_some()) },
        )
        .collect();
    let mut moved = Vec::with_capacity(found.len());
    let mut count = 0;
    for keep in &keep {
        moved.push(count);
        count += usize::from(*keep);
    }
    let kept = found.into_iter().zip(keep).filter(|(_, keep)| *keep);
    kept.map(|(mut code, _)| {
        code.partner = code.partner.map(|at| moved[at]);
        code
    })
    .collect()
}

/// Finds the tags that begin between two places. Returns where to go on, and whether that is the end of code in a shortcode.
fn find_between<'a>(
    text: &'a str,
    from: usize,
    end: usize,
    found: &mut Vec<Shortcode<'a>>,
    endless: &mut Vec<String>,
) -> (usize, bool) {
    let mut at = from;
    while at < end {
        let Some(start) = text[at..end].find('[').map(|found| at + found) else { return (end, false) };
        let Some(code) = tag_at(text, start) else {
            at = start + 1;
            continue;
        };
        at = code.end;
        let is_code = matches!(code.name.as_str(), "code" | "sourcecode") && !code.is_end && !code.is_escaped;
        let close = format!("[/{}]", code.name);
        let after = code.end;
        found.push(code);
        if is_code && !endless.contains(&close) {
            let Some(length) = text[after..].find(&close) else {
                endless.push(close);
                continue;
            };
            let end = after + length;
            let name = close[2..close.len() - 1].to_owned();
            let inside = "";
            let (start, end) = (end, end + close.len());
            found.push(Shortcode { start, end, name, inside, is_end: true, partner: None, is_escaped: false });
            return (end, true);
        }
    }
    (at, false)
}

fn tag_at(text: &str, start: usize) -> Option<Shortcode<'_>> {
    let rest = &text[start..];
    let is_escaped = rest.starts_with("[[");
    let open = if is_escaped { 2 } else { 1 };
    let is_end = rest[open..].starts_with('/');
    let open = open + usize::from(is_end);
    let bytes = &rest.as_bytes()[..rest.len().min(MAX_TAG)];
    if !bytes.get(open)?.is_ascii_alphabetic() {
        return None;
    }
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let length = bytes[open..].iter().position(|byte| !is_of_name(byte))?;
    let name_end = open + length;
    // What follows a name is a space, an attribute without a name, or the end.
    if !matches!(bytes[name_end], b']' | b'/' | b'=') && !bytes[name_end].is_ascii_whitespace() {
        return None;
    }
    let close = name_end + bytes[name_end..].iter().position(|byte| matches!(byte, b']' | b'['))?;
    if bytes[close] == b'[' {
        return None;
    }
    let inside = rest[name_end..close].trim();
    let is_whole = is_escaped && rest[close + 1..].starts_with(']');
    // Of two brackets before and one behind, the first is a word.
    let (start, end) = match (is_escaped, is_whole) {
        (true, false) => (start + 1, start + close + 1),
        (_, is_whole) => (start, start + close + 1 + usize::from(is_whole)),
    };
    let is_escaped = is_whole;
    let name = rest[open..name_end].to_ascii_lowercase();
    Some(Shortcode { start, end, name, inside, is_end, partner: None, is_escaped })
}

/// Finds the end tag of each start tag: the next of its name that belongs to no other.
fn pair(codes: &mut [Shortcode]) {
    let mut open: std::collections::HashMap<String, Vec<usize>> = std::collections::HashMap::new();
    for at in 0..codes.len() {
        if codes[at].is_escaped {
            continue;
        }
        if !codes[at].is_end {
            if !codes[at].inside.ends_with('/') {
                open.entry(codes[at].name.clone()).or_default().push(at);
            }
        } else if let Some(start) = open.get_mut(&codes[at].name).and_then(Vec::pop) {
            codes[start].partner = Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        find(text).iter().map(|code| text[code.start..code.end].to_owned()).collect()
    }

    #[test]
    fn shortcodes_are_told_from_words_in_brackets() {
        assert_eq!(
            names("He [sic] said [1] [Laughs] [so on …] [gallery] [a b=\"c\"] [x]y[/x] [su_note]"),
            ["[gallery]", "[a b=\"c\"]", "[x]", "[/x]", "[su_note]"]
        );
        assert!(
            names("<a title=\"[gallery]\">a</a> <code>[gallery]</code> <!-- [gallery] --> [/gallery] [ gallery]")
                .is_empty()
        );
    }

    #[test]
    fn each_start_has_its_own_end() {
        let text = "[a][b]1[/b][a]2[/a][/a][c/]";
        let codes = find(text);
        let partners: Vec<_> = codes.iter().map(|code| code.partner).collect();
        assert_eq!(partners, [Some(5), Some(2), None, Some(4), None, None, None]);
    }

    #[test]
    fn code_in_a_shortcode_is_not_read() {
        assert_eq!(
            names("[code lang=\"c\"]a[0] <b [x]y[/x][/code] [gallery]"),
            ["[code lang=\"c\"]", "[/code]", "[gallery]"]
        );
    }

    #[test]
    fn double_brackets_stand_for_themselves() {
        let codes = find("[[gallery ids=\"1\"]] [[gallery]");
        assert_eq!(
            codes.iter().map(|code| (code.start, code.end, code.is_escaped)).collect::<Vec<_>>(),
            [(0, 19, true), (21, 30, false)]
        );
    }

    #[test]
    fn an_address_may_stand_without_a_name() {
        let address = |text| find(text)[0].address();
        assert_eq!(address("[youtube=https://youtu.be/a?b=c&amp;w=1]").as_deref(), Some("https://youtu.be/a?b=c&w=1"));
        assert_eq!(address("[vimeo https://vimeo.com/1 w=2]").as_deref(), Some("https://vimeo.com/1"));
        assert_eq!(address("[x url='https://example.com/']").as_deref(), Some("https://example.com/"));
    }
}
