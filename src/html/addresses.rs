//! Addresses as editors paste them.

use url::Url;

/// The address of a link that the format allows, without the redirects of mail programs and word processors.
pub fn of_link(raw: &str) -> Result<String, ()> {
    let raw = raw.trim();
    if raw.starts_with('#') {
        return Err(());
    }
    let raw = match raw.strip_prefix("//") {
        Some(rest) => format!("https://{rest}"),
        None => raw.to_owned(),
    };
    match Url::parse(&raw) {
        Ok(url) if matches!(url.scheme(), "http" | "https" | "mailto" | "tel") => Ok(unwrapped(&url).unwrap_or(raw)),
        Ok(_) => Err(()),
        Err(url::ParseError::RelativeUrlWithoutBase) => Ok(raw),
        Err(_) => Err(()),
    }
}

/// The address of an image or another file. Data in an address is none.
pub fn of_file(raw: &str) -> Option<String> {
    let address = of_link(raw).ok()?;
    (!address.starts_with("mailto:") && !address.starts_with("tel:")).then_some(address)
}

/// Where a redirect leads: Google Docs, Outlook and Facebook write such addresses in place of the real one.
fn unwrapped(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    let key = match host {
        "www.google.com" | "google.com" if url.path() == "/url" => ["q", "url"],
        "l.facebook.com" | "lm.facebook.com" if url.path() == "/l.php" => ["u", "u"],
        host if host.ends_with(".safelinks.protection.outlook.com") => ["url", "url"],
        _ => return None,
    };
    let target = url.query_pairs().find(|(name, _)| key.contains(&&**name))?.1.into_owned();
    Url::parse(&target).is_ok_and(|target| matches!(target.scheme(), "http" | "https")).then_some(target)
}

/// The page of a video or recording whose player an address is of.
pub fn of_player(raw: &str) -> Option<String> {
    let address = of_file(raw)?;
    let Ok(url) = Url::parse(&address) else { return Some(address) };
    let host = url.host_str().unwrap_or_default().trim_start_matches("www.");
    let id = || url.path().rsplit('/').find(|part| !part.is_empty()).unwrap_or_default().to_owned();
    let page = match host {
        "youtube.com" | "youtube-nocookie.com" if url.path().starts_with("/embed/") && id() != "videoseries" => {
            let start = url.query_pairs().find(|(name, _)| name == "start" || name == "t");
            let start = start.map(|(_, seconds)| format!("&t={seconds}")).unwrap_or_default();
            format!("https://www.youtube.com/watch?v={}{start}", id())
        }
        "player.vimeo.com" if url.path().starts_with("/video/") => format!("https://vimeo.com/{}", id()),
        "archive.org" if url.path().starts_with("/embed/") => format!("https://archive.org/details/{}", id()),
        "dailymotion.com" if url.path().starts_with("/embed/video/") => {
            format!("https://www.dailymotion.com/video/{}", id())
        }
        "open.spotify.com" => address.replacen("/embed/", "/", 1),
        _ => address,
    };
    Some(page)
}

/// The name of the site that an address is on, for the title of an embed.
pub fn site_name(address: &str) -> String {
    let url = Url::parse(address).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or_default().trim_start_matches("www.");
    let known = [
        ("youtube.com", "YouTube"),
        ("youtu.be", "YouTube"),
        ("vimeo.com", "Vimeo"),
        ("twitter.com", "X"),
        ("x.com", "X"),
        ("instagram.com", "Instagram"),
        ("facebook.com", "Facebook"),
        ("tiktok.com", "TikTok"),
        ("bsky.app", "Bluesky"),
        ("reddit.com", "Reddit"),
        ("open.spotify.com", "Spotify"),
        ("soundcloud.com", "SoundCloud"),
        ("archive.org", "Internet Archive"),
        ("dailymotion.com", "Dailymotion"),
        ("google.com", "Google"),
    ];
    let name = known.iter().find(|(domain, _)| host == *domain || host.ends_with(&format!(".{domain}")));
    name.map_or_else(|| host.to_owned(), |(_, name)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_one_that_a_redirect_leads_to_and_never_a_script() {
        for (raw, expected) in [
            ("https://www.google.com/url?q=https://example.org/a?b%3Dc&sa=D", Some("https://example.org/a?b=c")),
            (
                "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2F&data=x",
                Some("https://example.org/"),
            ),
            (
                "https://www.google.com/url?q=javascript:alert(1)",
                Some("https://www.google.com/url?q=javascript:alert(1)"),
            ),
            ("//example.org/a", Some("https://example.org/a")),
            ("../a b.html", Some("../a b.html")),
            ("mailto:a@example.org", Some("mailto:a@example.org")),
            (" JavaScript:alert(1)", None),
            ("data:text/html,x", None),
            ("file:///c:/a.doc", None),
            ("#part", None),
            ("http://", None),
        ] {
            assert_eq!(of_link(raw).ok().as_deref(), expected, "{raw}");
        }
    }

    #[test]
    fn a_player_stands_for_the_page_that_it_plays() {
        for (raw, page) in [
            (
                "https://www.youtube-nocookie.com/embed/CFrP6QfbC2g?start=30&rel=0",
                "https://www.youtube.com/watch?v=CFrP6QfbC2g&t=30",
            ),
            ("//player.vimeo.com/video/123?h=a", "https://vimeo.com/123"),
            ("https://www.youtube.com/embed/videoseries?list=x", "https://www.youtube.com/embed/videoseries?list=x"),
            ("https://example.org/map", "https://example.org/map"),
        ] {
            assert_eq!(of_player(raw).as_deref(), Some(page), "{raw}");
        }
    }
}
