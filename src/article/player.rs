//! The players of other sites that an article may load. Each has the address that its site publishes for embedding and
//! that tracks readers least.

use crate::address::Link;

/// A player for one video or one audio recording.
#[derive(Clone, Debug, PartialEq)]
pub struct Player {
    /// The name of the site.
    pub site: &'static str,
    /// The address of the player.
    pub address: String,
}

/// The form of a site's page addresses, and the form of its player addresses. Each such page shows one item.
struct Site {
    /// The name of the site.
    name: &'static str,
    /// The part of the page's address before the item's name. `*` matches everything up to the next slash.
    page: &'static str,
    /// The length of the item's name in characters; 0 for any length.
    length: usize,
    /// The punctuation allowed in the item's name. Digits are always allowed; letters only if this is not empty.
    signs: &'static str,
    /// The parts of the player's address before and after the item's name.
    player: [&'static str; 2],
}

/// The sites with players. Other pages of these sites have similar addresses, so `length` and `signs` tell item names
/// apart.
const SITES: [Site; 8] = [
    youtube("youtube.com/watch?v="),
    youtube("youtube.com/shorts/"),
    youtube("youtube.com/live/"),
    youtube("youtu.be/"),
    vimeo("vimeo.com/"),
    vimeo("vimeo.com/channels/*/"),
    vimeo("vimeo.com/groups/*/videos/"),
    Site {
        name: "Internet Archive",
        page: "archive.org/details/",
        length: 0,
        signs: "-_.",
        player: ["https://archive.org/embed/", ""],
    },
];

const fn youtube(page: &'static str) -> Site {
    let player = ["https://www.youtube-nocookie.com/embed/", ""];
    Site { name: "YouTube", page, length: 11, signs: "-_", player }
}

const fn vimeo(page: &'static str) -> Site {
    let player = ["https://player.vimeo.com/video/", "?dnt=1"];
    Site { name: "Vimeo", page, length: 0, signs: "", player }
}

impl Player {
    /// The player for the page of one item, if its site has one. Any other page has none: for a playlist, or a file
    /// within an item, the player would play something else.
    pub fn of(page: &Link) -> Option<Self> {
        let href = page.href();
        let address = href.strip_prefix("https://")?;
        let address = address.strip_prefix("www.").or_else(|| address.strip_prefix("m.")).unwrap_or(address);
        SITES.iter().find_map(|Site { name: site, page, length, signs, player: [player, options] }| {
            let rest = after(page.as_bytes(), address.as_bytes())?;
            let is_of_name = |byte: &u8| {
                byte.is_ascii_digit()
                    || !signs.is_empty() && byte.is_ascii_alphabetic()
                    || signs.as_bytes().contains(byte)
            };
            let end = rest.iter().position(|byte| !is_of_name(byte)).unwrap_or(rest.len());
            let is_item = end > 0 && [0, end].contains(length);
            // A further path segment would name a part of the item, such as a file.
            let is_all = matches!(rest.get(end..)?, [] | [b'?' | b'&' | b'#', ..] | [b'/'] | [b'/', b'?' | b'#', ..]);
            let name = address.get(address.len() - rest.len()..)?.get(..end)?;
            (is_item && is_all).then(|| Self { site, address: format!("{player}{name}{options}") })
        })
    }
}

/// Returns the part of an address after a [`Site::page`]. [`None`] if the address does not match the pattern.
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
