//! The players of other sites that a story may load, each at the address that its site publishes for embedding and that
//! tracks least.

use super::link::Link;

/// A player for one film or sound.
#[derive(Clone, Debug, PartialEq)]
pub struct Player {
    /// What the site is called.
    pub site: &'static str,
    /// The address of its player.
    pub address: String,
}

/// Site, host of its pages, what stands before the name of a film in their addresses, and before and after it in the
/// player's.
const SITES: [(&str, &str, &str, &str, &str); 6] = [
    ("YouTube", "www.youtube.com", "/watch?v=", "https://www.youtube-nocookie.com/embed/", ""),
    ("YouTube", "m.youtube.com", "/watch?v=", "https://www.youtube-nocookie.com/embed/", ""),
    ("YouTube", "www.youtube.com", "/shorts/", "https://www.youtube-nocookie.com/embed/", ""),
    ("YouTube", "youtu.be", "/", "https://www.youtube-nocookie.com/embed/", ""),
    ("Vimeo", "vimeo.com", "/", "https://player.vimeo.com/video/", "?dnt=1"),
    ("Internet Archive", "archive.org", "/details/", "https://archive.org/embed/", ""),
];

impl Player {
    /// The player for a page, if its site is one of those that have one.
    pub fn of(page: &Link) -> Option<Self> {
        let href = page.href();
        let address = href.strip_prefix("https://")?;
        SITES.iter().find_map(|(site, host, path, player, options)| {
            let rest = address.strip_prefix(host)?.strip_prefix(path)?;
            // The name ends where anything else begins, so nothing else of the address gets into the player's.
            let name = rest.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).next()?;
            (!name.is_empty()).then(|| Self { site, address: format!("{player}{name}{options}") })
        })
    }
}
