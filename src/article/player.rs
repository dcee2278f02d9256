//! The players of other sites that an article may load, each at the address that its site publishes for embedding and
//! that tracks least.

use crate::address::Link;

/// A player for one video or audio.
#[derive(Clone, Debug, PartialEq)]
pub struct Player {
    /// What the site is called.
    pub site: &'static str,
    /// The address of its player.
    pub address: String,
}

/// A kind of page that other sites have for one item each.
struct Site {
    /// What the site is called.
    name: &'static str,
    /// What stands before the item's name in the address of the page. `*` matches everything up to the next slash.
    page: &'static str,
    /// How many characters the item's name has; 0 for any number.
    length: usize,
    /// Which signs may be in the item's name. Digits always may; letters may unless there are no signs.
    signs: &'static str,
    /// What stands before and after the item's name in the address of the player.
    player: [&'static str; 2],
}

/// The pages with players. Other pages of these sites have addresses of the same form, so the item's name has to be
/// one.
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
    /// The player for a page, if the page is that of one item, and its site has a player for it. Any other page has
    /// none: a list of items, or a file within one, would play something else.
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
            // Behind a slash there would be something within the item.
            let is_all = matches!(rest.get(end..)?, [] | [b'?' | b'&' | b'#', ..] | [b'/'] | [b'/', b'?' | b'#', ..]);
            let name = address.get(address.len() - rest.len()..)?.get(..end)?;
            (is_item && is_all).then(|| Self { site, address: format!("{player}{name}{options}") })
        })
    }
}

/// Returns what follows a [`Site::page`] in an address; [`None`] if the address does not begin like this.
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
