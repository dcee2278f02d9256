//! Where links in imported articles lead: to the files of other imported articles, by the addresses that these had.

use std::collections::{BTreeSet, HashMap};
use std::path::{Component, Path, PathBuf};

use icu_normalizer::ComposingNormalizer;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};
use url::Url;

use super::draft::Base;
use super::images::{is_document, is_page};
use super::{Cause, Loss};
use crate::address::{self, encode_path};
use crate::article::Day;
use crate::page_path::{PagePath, is_same};

/// The addresses of the imported articles, and the files that they have now.
#[derive(Debug, Default)]
pub struct Links {
    /// By host, path and query, without what makes no difference. Without a host, it is an address from the root.
    by_address: HashMap<String, usize>,
    by_file: HashMap<PathBuf, usize>,
    /// The paths of the files in the site.
    files: Vec<String>,
    /// The scheme and the host of each old site, by the host without `www.`
    sites: HashMap<String, String>,
}

/// Parameters that only tell where a reader came from. `utm_` and the like are beginnings.
const TRACKING: [&str; 26] = [
    "_ga",
    "_gl",
    "dclid",
    "epik",
    "fbclid",
    "gad_source",
    "gbraid",
    "gclid",
    "gclsrc",
    "igsh",
    "igshid",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "msclkid",
    "oly_anon_id",
    "oly_enc_id",
    "s_cid",
    "ttclid",
    "twclid",
    "vero_id",
    "wbraid",
    "wickedid",
    "yclid",
    "ysclid",
];
const TRACKING_STARTS: [&str; 6] = ["utm_", "hsa_", "_hs", "mtm_", "pk_", "piwik_"];

/// The parts of a page that the old site had, and that an article does not have.
const GONE: [&str; 3] = ["comments", "respond", "top"];

/// The names of files that a folder without a name leads to.
const INDEXES: [&str; 6] = ["index.md", "_index.md", "index.markdown", "index.html", "_index.html", "index.htm"];

/// The endings of the sources of pages.
const ENDINGS: [&str; 6] = ["md", "markdown", "html", "htm", "docx", "mdx"];

/// The endings of files that are pages on a server, and so are not copied.
const PAGES: [&str; 9] = ["", "html", "htm", "php", "asp", "aspx", "md", "markdown", "mdx"];

impl Links {
    /// Adds an article with the addresses that it had, and returns its number.
    pub fn add(&mut self, file: String, addresses: &[String]) -> usize {
        let number = self.files.len();
        self.files.push(file);
        for address in addresses {
            self.add_site(address);
            if let Some(key) = key(address) {
                self.by_address.entry(key).or_insert(number);
            }
        }
        number
    }

    /// Adds the file that is the source of an article, to which relative links may lead.
    pub fn add_source(&mut self, number: usize, file: &Path) {
        self.by_file.entry(clean(file)).or_insert(number);
    }

    /// Adds the old site that an address is on.
    pub fn add_site(&mut self, address: &str) {
        if let Ok(url) = Url::parse(address)
            && let (Some(host), "http" | "https") = (url.host_str(), url.scheme())
        {
            self.sites.entry(plain_host(host).to_owned()).or_insert_with(|| url.origin().ascii_serialization());
        }
    }

    /// The article that had an address.
    pub fn owner(&self, address: &str) -> Option<usize> {
        self.by_address.get(&key(address)?).copied()
    }

    /// Whether an absolute address is one of an old site, or of a part of it, such as `cdn.paper.example`.
    pub fn is_of_old_site(&self, url: &Url) -> bool {
        let Some(host) = url.host_str().map(plain_host) else { return false };
        self.sites.contains_key(host)
            || self.sites.keys().any(|site| host.strip_suffix(site.as_str()).is_some_and(|rest| rest.ends_with('.')))
    }

    /// The absolute address of one that is relative, as far as is known of what.
    pub fn absolute(&self, address: &str, base: &Base) -> Option<Url> {
        let address = address.trim();
        let url = match Url::parse(address) {
            Ok(url) => Some(url),
            Err(url::ParseError::RelativeUrlWithoutBase) if address.starts_with("//") => {
                Url::parse(&format!("https:{address}")).ok()
            }
            Err(url::ParseError::RelativeUrlWithoutBase) => match base.url.as_deref().map(Url::parse) {
                Some(Ok(base)) => base.join(address).ok(),
                _ if address.starts_with('/') && self.sites.len() == 1 => {
                    Url::parse(self.sites.values().next()?).ok()?.join(address).ok()
                }
                _ => None,
            },
            Err(_) => None,
        };
        url.filter(|url| matches!(url.scheme(), "http" | "https"))
    }

    /// The article that an address leads to, and the fragment.
    fn article(&self, address: &str, base: &Base) -> Option<(usize, String)> {
        let (address, fragment) = address.split_once('#').unwrap_or((address, ""));
        let fragment = fragment.to_owned();
        let is_relative = Url::parse(address).is_err() && !address.starts_with("//");
        if is_relative
            && let Some(folder) = base.folder.as_deref()
            && let Some(number) = self.by_relative_file(address, folder, &base.roots)
        {
            return Some((number, fragment));
        }
        let found = match self.absolute(address, base) {
            Some(url) => {
                let is_old = url.host_str().is_some_and(|host| self.sites.contains_key(plain_host(host)));
                self.by_address.get(&key(url.as_str())?).copied().or_else(|| {
                    let rooted = &url[url::Position::BeforePath..];
                    let without_query = url.path();
                    let candidates = [rooted.to_owned(), without_query.to_owned()];
                    let host = &url[..url::Position::BeforePath];
                    let mut keys = vec![];
                    if url.path() != "/" {
                        keys.push(format!("{host}{without_query}"));
                        let page = without_query.trim_end_matches('/');
                        keys.extend(
                            ["/amp", "/feed"]
                                .iter()
                                .filter_map(|end| page.strip_suffix(end))
                                .map(|page| format!("{host}{page}")),
                        );
                    }
                    if is_old {
                        keys.extend(candidates.into_iter().filter(|path| path != "/"));
                    }
                    keys.iter().find_map(|address| self.by_address.get(&key(address)?).copied())
                })
            }
            None if address.starts_with('/') => {
                let path = address.split('?').next().unwrap_or_default();
                [address, path].iter().find_map(|address| self.by_address.get(&key(address)?).copied())
            }
            None => None,
        };
        found.map(|number| (number, fragment))
    }

    fn by_relative_file(&self, address: &str, folder: &Path, roots: &[PathBuf]) -> Option<usize> {
        let path = address.split('?').next().unwrap_or_default();
        if path.is_empty() {
            return None;
        }
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let bases: Vec<&Path> = match path.strip_prefix('/') {
            Some(_) => roots.iter().map(PathBuf::as_path).collect(),
            None => vec![folder],
        };
        let path = path.trim_start_matches('/');
        bases.into_iter().find_map(|base| {
            let file = clean(&base.join(path));
            let with_ending = || ENDINGS.iter().map(|ending| PathBuf::from(format!("{}.{ending}", file.display())));
            let with_other = || ENDINGS.iter().map(|ending| file.with_extension(ending));
            let in_folder = || INDEXES.iter().map(|index| file.join(index));
            let is_page = file.extension().is_some_and(|end| PAGES.iter().any(|page| end == *page));
            std::iter::once(file.clone())
                .chain(with_ending())
                .chain(in_folder())
                .chain(is_page.then(with_other).into_iter().flatten())
                .find_map(|file| self.by_file.get(&file).copied())
        })
    }

    /// Rewrites all links of an article. `number` is its own.
    pub fn rewrite(&self, article: &mut Map<String, Value>, number: usize, base: &Base, losses: &mut Vec<Loss>) {
        let is_own = |url: &str| self.article(url, base).is_some_and(|(found, _)| found == number);
        // What was the main address of an article leads to its page from now on.
        if article.get("canonical").and_then(Value::as_str).is_some_and(is_own) {
            article.remove("canonical");
        }
        for (name, value) in article.iter_mut() {
            if name != "canonical" && name != "aliases" {
                self.rewrite_value(value, number, base, losses);
            }
        }
    }

    fn rewrite_value(&self, value: &mut Value, number: usize, base: &Base, losses: &mut Vec<Loss>) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.rewrite_value(item, number, base, losses)),
            Value::Object(entries) => {
                if entries.get("type").is_some_and(|kind| kind == "embed")
                    && let Some(url) = entries.get("url").and_then(Value::as_str)
                {
                    match self.article(url, base) {
                        Some((found, fragment)) => {
                            let title = entries.get("title").and_then(Value::as_str).filter(|title| !title.is_empty());
                            let href = self.href(number, found, &fragment);
                            *value = json!([{ "text": title.unwrap_or(url), "href": href }]);
                        }
                        None => {
                            let url = self.elsewhere(url, base).unwrap_or_else(|| url.to_owned());
                            entries.insert("url".to_owned(), url.into());
                        }
                    }
                    return;
                }
                if let Some(Value::String(href)) = entries.get_mut("href") {
                    self.rewrite_href(href, number, base, losses);
                }
                for (name, item) in entries.iter_mut() {
                    if name != "href" {
                        self.rewrite_value(item, number, base, losses);
                    }
                }
            }
            _ => {}
        }
    }

    fn rewrite_href(&self, href: &mut String, number: usize, base: &Base, losses: &mut Vec<Loss>) {
        let raw = href.trim();
        if raw.is_empty() || raw.starts_with('#') {
            return;
        }
        if let Some((found, fragment)) = self.article(raw, base) {
            *href = self.href(number, found, &fragment);
        } else if is_document(raw) {
            // The file may be beside the source: `images` looks for it.
        } else if let Some(whole) = self.elsewhere(raw, base) {
            *href = whole;
        } else if is_relative(raw) && is_page(raw) {
            losses.push(Loss::new(Cause::DeadLink, raw));
        }
    }

    /// The link from one article to another.
    fn href(&self, from: usize, to: usize, fragment: &str) -> String {
        let is_gone = GONE.contains(&fragment) || fragment.starts_with("comment-") || fragment.starts_with("more-");
        let fragment = if fragment.is_empty() || is_gone { String::new() } else { format!("#{fragment}") };
        if from == to && !fragment.is_empty() {
            return fragment;
        }
        let (from, to) = (&self.files[from], &self.files[to]);
        relative(from, to) + &fragment
    }

    /// An address that leads to no imported article: absolute, and without tracking parameters. [`None`] if it is relative to
    /// nothing that is known.
    pub fn elsewhere(&self, raw: &str, base: &Base) -> Option<String> {
        if let Ok(url) = Url::parse(raw) {
            return Some(if matches!(url.scheme(), "http" | "https") { untracked(raw) } else { raw.to_owned() });
        }
        self.absolute(raw, base).map(|url| untracked(url.as_str()))
    }
}

/// Whether an address is relative.
pub fn is_relative(address: &str) -> bool {
    matches!(Url::parse(address.trim()), Err(url::ParseError::RelativeUrlWithoutBase))
        && !address.trim().starts_with("//")
}

/// The link from a file of the site to another.
pub fn relative(from: &str, to: &str) -> String {
    address::between(from, &encode_path(to))
}

/// An address without parameters that only tell where a reader came from. All else of it stays as it is.
pub fn untracked(address: &str) -> String {
    let (before, fragment) = match address.split_once('#') {
        Some((before, fragment)) => (before, format!("#{fragment}")),
        None => (address, String::new()),
    };
    let Some((path, query)) = before.split_once('?') else { return address.to_owned() };
    // In HTML that was escaped twice, an ampersand is still an entity.
    let is_tracking = |parameter: &&str| {
        let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
        let name = name.strip_prefix("amp;").unwrap_or(&name);
        TRACKING.contains(&name) || TRACKING_STARTS.iter().any(|start| name.starts_with(start))
    };
    if !query.split('&').any(|parameter| is_tracking(&parameter)) {
        return address.to_owned();
    }
    let kept: Vec<_> = query.split('&').filter(|parameter| !is_tracking(parameter)).collect();
    if kept.is_empty() { format!("{path}{fragment}") } else { format!("{path}?{}{fragment}", kept.join("&")) }
}

/// The earlier addresses of an article, as `aliases` has them. `own` is the path of its page, and `folder` is that of the site
/// on its server, such as `/news/`.
pub fn aliases(addresses: &[String], own: &PagePath, folder: Option<&str>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut aliases = Vec::new();
    for address in addresses {
        let address = address.split('#').next().unwrap_or_default().trim();
        let path = match Url::parse(address) {
            Ok(url) if url.query().is_none() => url.path().to_owned(),
            Err(_) if address.starts_with('/') && !address.starts_with("//") && !address.contains('?') => {
                address.to_owned()
            }
            _ => continue,
        };
        let path = match folder.and_then(|folder| path.strip_prefix(folder.trim_end_matches('/'))) {
            Some(rest) if rest.starts_with('/') => rest.to_owned(),
            _ => path,
        };
        let Some(alias) = PagePath::alias(&path) else { continue };
        let readable = percent_decode_str(&path).decode_utf8().map(String::from).unwrap_or_else(|_| path.clone());
        let readable = if PagePath::alias(&readable).as_ref() == Some(&alias) { readable } else { path };
        if !is_same(&alias.path(), &own.path()) && seen.insert(alias) {
            aliases.push(readable);
        }
    }
    aliases
}

/// The page of an article or a page.
pub fn page(slug: &str, is_page: bool, day: Option<Day>) -> PagePath {
    if is_page { PagePath::page(slug) } else { PagePath::article(slug, day) }
}

/// The host without `www.`, which most sites answer to as well.
fn plain_host(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

/// What all spellings of an address have in common: no scheme, `www.`, slash at the end, `index.html`, escapes that are not needed,
/// tracking parameters and fragment.
fn key(address: &str) -> Option<String> {
    let address = address.split('#').next().unwrap_or_default().trim();
    let (host, path, query) = match Url::parse(address) {
        Ok(url) => {
            let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
            let host = format!("{}{port}", plain_host(url.host_str()?));
            (host, url.path().to_owned(), url.query().map(str::to_owned))
        }
        Err(_) if address.starts_with('/') => {
            let url = Url::parse("https://host.invalid").ok()?.join(address).ok()?;
            let host = url.host_str().filter(|host| *host != "host.invalid").map(plain_host).unwrap_or_default();
            (host.to_owned(), url.path().to_owned(), url.query().map(str::to_owned))
        }
        Err(_) => return None,
    };
    let path = percent_decode_str(&path).decode_utf8_lossy().to_lowercase();
    let mut names: Vec<_> = path.split('/').filter(|name| !name.is_empty()).collect();
    if names.last().is_some_and(|name| matches!(*name, "index.html" | "index.htm" | "index.php")) {
        names.pop();
    }
    let query = query.map(|query| untracked(&format!("?{query}"))).filter(|query| query.len() > 1).unwrap_or_default();
    Some(format!("{host}/{}{query}", names.join("/")))
}

/// A path without `.` and `..`, absolute if that is known.
fn clean(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            part => match part.as_os_str().to_str() {
                // A Mac takes the letters of names apart.
                Some(name) if !name.is_ascii() => clean.push(ComposingNormalizer::new_nfc().normalize(name).as_ref()),
                _ => clean.push(part),
            },
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links() -> Links {
        let mut links = Links::default();
        let add = |links: &mut Links, file: &str, addresses: &[&str]| {
            links.add(file.to_owned(), &addresses.iter().map(|&address| address.to_owned()).collect::<Vec<_>>())
        };
        add(
            &mut links,
            "articles/bell.md",
            &["https://www.old.example/2023/05/bell/", "https://www.old.example/?p=12"],
        );
        add(&mut links, "articles/ferry.md", &["/2023/05/ferry.html"]);
        add(&mut links, "pages/about.md", &["http://old.example/about/"]);
        links
    }

    #[test]
    fn an_address_of_an_imported_article_in_any_spelling_leads_to_its_file() {
        let base = Base { url: Some("https://old.example/2023/05/bell/".to_owned()), ..Base::default() };
        for (address, expected) in [
            ("https://old.example/2023/05/bell", "bell.md"),
            ("http://www.old.example/2023/05/bell/index.html", "bell.md"),
            ("//old.example/2023/05/bell/?utm_source=a&utm_medium=b", "bell.md"),
            ("https://old.example/2023/05/Bell/?replytocom=4#respond", "bell.md"),
            ("/2023/05/bell/#where-it-hangs", "bell.md#where-it-hangs"),
            ("../bell/amp/", "bell.md"),
            ("/?p=12", "bell.md"),
            ("https://old.example/?p=12&fbclid=x", "bell.md"),
            ("https://old.example/2023/05/ferry.html", "ferry.md"),
            ("../ferry.html", "ferry.md"),
            ("https://old.example/about", "../pages/about.md"),
            ("https://old.example/?p=13", "https://old.example/?p=13"),
            ("https://old.example/?s=bell", "https://old.example/?s=bell"),
            ("/gone/", "https://old.example/gone/"),
            ("https://other.example/2023/05/bell/?gclid=1&b=2#c", "https://other.example/2023/05/bell/?b=2#c"),
            ("mailto:a@old.example", "mailto:a@old.example"),
            ("#note", "#note"),
        ] {
            let mut links = links();
            let from = links.add("articles/one.md".to_owned(), &[]);
            let mut article = json!({ "body": [[{ "text": "a", "href": address }]] });
            links.rewrite(article.as_object_mut().unwrap(), from, &base, &mut Vec::new());
            assert_eq!(article["body"][0][0]["href"], expected, "{address}");
        }
    }

    #[test]
    fn an_embed_of_an_imported_article_becomes_a_link_to_it() {
        let mut article = json!({ "body": [
            { "type": "embed", "url": "https://old.example/about/", "title": "About us" },
            { "type": "embed", "url": "https://video.example/1?utm_source=a", "title": "A video" },
        ] });
        links().rewrite(article.as_object_mut().unwrap(), 0, &Base::default(), &mut Vec::new());
        assert_eq!(article["body"][0], json!([{ "text": "About us", "href": "../pages/about.md" }]));
        assert_eq!(article["body"][1]["url"], "https://video.example/1");
    }

    #[test]
    fn a_canonical_address_that_is_an_articles_own_is_left_out() {
        let canonical = |url: &str| {
            let mut article = json!({ "canonical": url });
            links().rewrite(article.as_object_mut().unwrap(), 0, &Base::default(), &mut Vec::new());
            article.get("canonical").cloned()
        };
        assert_eq!(canonical("https://old.example/2023/05/bell/"), None);
        assert_eq!(canonical("https://agency.example/1"), Some("https://agency.example/1".into()));
    }

    #[test]
    fn a_relative_link_to_nothing_stays_and_is_named() {
        let mut losses = Vec::new();
        let mut article = json!({ "body": [[{ "text": "a", "href": "gone/" }, { "text": "b", "href": "terms.pdf" }]] });
        links().rewrite(article.as_object_mut().unwrap(), 0, &Base::default(), &mut losses);
        assert_eq!(losses, [Loss::new(Cause::DeadLink, "gone/")]);
        assert_eq!(article["body"][0][0]["href"], "gone/");
    }

    #[test]
    fn old_addresses_become_aliases_by_their_paths() {
        let own = PagePath::article("bell", Some(Day { year: 2023, month: 5, day: 4 }));
        let addresses = [
            "https://old.example/2023/05/bell/",
            "https://old.example/news/bell.html",
            "https://old.example/?p=12",
            "/news/bell.html#a",
            "https://old.example/",
            "https://old.example/caf%C3%A9/",
        ];
        let addresses = addresses.map(str::to_owned);
        assert_eq!(aliases(&addresses, &own, None), ["/news/bell.html", "/café/"]);
        assert_eq!(aliases(&addresses, &own, Some("/news/")), ["/2023/05/bell/", "/bell.html", "/café/"][1..]);
    }

    #[test]
    fn a_link_between_files_goes_up_and_down_the_folders() {
        for (from, to, expected) in [
            ("articles/a.md", "articles/b.md", "b.md"),
            ("articles/a.md", "images/b c.jpg", "../images/b%20c.jpg"),
            ("articles/2024/a.md", "articles/b.md", "../b.md"),
            ("pages/a.md", "articles/2024/b.md", "../articles/2024/b.md"),
        ] {
            assert_eq!(relative(from, to), expected);
        }
    }
}
