//! The players of other sites that an article may load, each at the address that its site publishes for embedding and that
//! tracks least.

use super::link::Link;

/// A player for one video or sound.
#[derive(Clone, Debug, PartialEq)]
pub struct Player {
    /// What the site is called.
    pub site: &'static str,
    /// The address of its player.
    pub address: String,
}

/// Site; what stands before the name of an item in the addresses of its pages, with `*` for any name; which names are those
/// of items, as its other pages have addresses of the same form: how many characters they have (0 for any number), and
/// which there may be beside digits and, unless there are none, letters; what stands before and after the name in the address
/// of its player.
type Site = (&'static str, &'static str, (usize, &'static str), &'static str, &'static str);

const SITES: [Site; 8] = [
    ("YouTube", "youtube.com/watch?v=", (11, "-_"), YOUTUBE, ""),
    ("YouTube", "youtube.com/shorts/", (11, "-_"), YOUTUBE, ""),
    ("YouTube", "youtube.com/live/", (11, "-_"), YOUTUBE, ""),
    ("YouTube", "youtu.be/", (11, "-_"), YOUTUBE, ""),
    ("Vimeo", "vimeo.com/", (0, ""), VIMEO, "?dnt=1"),
    ("Vimeo", "vimeo.com/channels/*/", (0, ""), VIMEO, "?dnt=1"),
    ("Vimeo", "vimeo.com/groups/*/videos/", (0, ""), VIMEO, "?dnt=1"),
    ("Internet Archive", "archive.org/details/", (0, "-_."), "https://archive.org/embed/", ""),
];

const YOUTUBE: &str = "https://www.youtube-nocookie.com/embed/";
const VIMEO: &str = "https://player.vimeo.com/video/";

impl Player {
    /// The player for a page, if the page is that of one item, and its site has a player for it. Any other page has none: a
    /// list of items, or a file within one, would play something else.
    pub fn of(page: &Link) -> Option<Self> {
        let href = page.href();
        let address = href.strip_prefix("https://")?;
        let address = address.strip_prefix("www.").or_else(|| address.strip_prefix("m.")).unwrap_or(address);
        SITES.iter().find_map(|(site, page, (length, signs), player, options)| {
            let rest = after(page.as_bytes(), address.as_bytes())?;
            let is_of_name = |byte: &u8| {
                byte.is_ascii_digit()
                    || !signs.is_empty() && byte.is_ascii_alphabetic()
                    || signs.as_bytes().contains(byte)
            };
            let end = rest.iter().position(|byte| !is_of_name(byte)).unwrap_or(rest.len());
            let is_item = end > 0 && [0, end].contains(length);
            // Behind a slash there would be something within the item.
            let is_all = matches!(rest.get(end..)?, [] | [b'?' | b'&' | b'#', ..] | [b'/'] | [b'/', b'?' | b'#', ..]);
            let name = address.get(address.len() - rest.len()..)?.get(..end)?;
            (is_item && is_all).then(|| Self { site, address: format!("{player}{name}{options}") })
        })
    }
}

/// What stands in an address after a pattern, whose `*` stands for all up to the next slash.
fn after<'a>(pattern: &[u8], mut address: &'a [u8]) -> Option<&'a [u8]> {
    for expected in pattern {
        if *expected == b'*' {
            let end = address.iter().position(|byte| *byte == b'/')?;
            address = address.get(end..)?;
        } else {
            address = address.split_first().filter(|(first, _)| *first == expected)?.1;
        }
    }
    Some(address)
}
