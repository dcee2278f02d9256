//! Where an article is and was, as its generator has it.

use serde_json::Value;

use super::Articles;
use super::fields::Said;
use super::files::Found;
use super::permalink::{self, Parts};
use super::site::{Generator, Site};
use crate::html;

/// Where an article is, and was.
#[derive(Debug, Default)]
pub(super) struct Place {
    pub name: String,
    /// Its address from the root of the site.
    pub address: Option<String>,
}

impl Articles {
    pub(super) fn place(&self, found: &Found, said: &Said) -> Place {
        let site = &self.site;
        let name = said.slug.clone().unwrap_or_else(|| found.name.clone());
        let date =
            said.fields.get("published").and_then(Value::as_str).map(str::to_owned).or_else(|| found.date.clone());
        let title = said.fields.get("headline").map(html::plain_text).unwrap_or_default();
        let folders: Vec<&str> = found.folders.split('/').filter(|part| !part.is_empty()).collect();
        let mut categories = said.categories.clone();
        if site.generator == Generator::Jekyll {
            // `news/_posts/` makes a category, too.
            let above = folders.iter().take_while(|part| !part.starts_with('_')).map(|part| (*part).to_owned());
            let mut all: Vec<String> = above.collect();
            all.append(&mut categories);
            categories = all;
        }
        let is_pretty = !matches!(site.generator, Generator::Jekyll) && !self.is_ugly();
        let parts = Parts {
            date,
            slug: said.slug.clone().unwrap_or_else(|| match site.generator {
                Generator::Hugo => String::new(),
                _ => found.name.clone(),
            }),
            title: match site.generator {
                Generator::Jekyll => found.name.clone(),
                _ => title,
            },
            file: found.name.clone(),
            folders: found.folders.clone(),
            categories,
            collection: found.collection.clone().unwrap_or_default(),
            extension: if is_pretty { "/" } else { ".html" },
        };
        let plain_address = || {
            let folder = if found.folders.is_empty() { String::new() } else { format!("/{}", found.folders) };
            let end = if self.is_ugly() { ".html" } else { "/" };
            format!("{folder}/{name}{end}")
        };
        let given = said.permalink.as_deref().and_then(|given| self.given(given, found, &parts));
        let default = || match site.generator {
            Generator::Hugo => {
                let section = folders.first().copied().unwrap_or_default();
                let address = hugo_pattern(site, section).and_then(|pattern| permalink::fill(pattern, &parts));
                let address = address.unwrap_or_else(plain_address).replace(' ', "-");
                Some(
                    if address.ends_with('/') || address.ends_with(".html") { address } else { address + "/" }
                        .to_lowercase(),
                )
            }
            Generator::Zola => {
                let address = plain_address();
                let parts: Vec<String> = address.split('/').map(permalink::slug).collect();
                Some(parts.join("/"))
            }
            Generator::Eleventy => Some(plain_address()),
            Generator::Jekyll => self.jekyll(found, &parts),
            Generator::None => None,
        };
        // Other languages than the default have a folder of their own.
        let prefix = found.language.as_deref().filter(|language| site.default_language().as_deref() != Some(*language));
        let in_folder = |address: String| match prefix {
            Some(language) => format!("/{language}{address}"),
            None => address,
        };
        let address = given.or_else(|| default().map(in_folder));
        Place { name, address }
    }

    fn is_ugly(&self) -> bool {
        self.site.generator == Generator::Hugo
            && self
                .site
                .config
                .iter()
                .any(|(key, value)| key.eq_ignore_ascii_case("uglyurls") && *value == Value::Bool(true))
    }

    /// The address that a front matter gives.
    fn given(&self, given: &str, found: &Found, parts: &Parts) -> Option<String> {
        if given.contains("://") {
            let url = url::Url::parse(given).ok()?;
            return Some(url.path().to_owned());
        }
        let filled = match given.contains("{{") {
            true => {
                let slug = found.name.clone();
                let known = [
                    ("page.fileSlug", slug.clone()),
                    ("fileSlug", slug),
                    ("title | slugify", permalink::slug(&parts.title)),
                    ("title | slug", permalink::slug(&parts.title)),
                ];
                let mut text = given.to_owned();
                for (name, value) in known {
                    text = text.replace(&format!("{{{{ {name} }}}}"), &value);
                }
                text
            }
            false => given.to_owned(),
        };
        if filled.contains('{') {
            return None;
        }
        let address = permalink::fill(&filled, parts)?;
        Some(address.trim_end_matches("index.html").to_owned())
    }

    fn jekyll(&self, found: &Found, parts: &Parts) -> Option<String> {
        let setting = self.site.word(&["permalink"]).unwrap_or_else(|| "date".to_owned());
        let pretty = setting == "pretty" || setting.ends_with('/');
        if found.is_page == Some(true) {
            let folders = found.folders.split('/').filter(|part| !part.is_empty() && !part.starts_with('_'));
            let path = folders.chain([found.name.as_str()]).collect::<Vec<_>>().join("/");
            return Some(if pretty { format!("/{path}/") } else { format!("/{path}.html") });
        }
        if let Some(collection) = &found.collection {
            let about = self.site.config.get("collections").and_then(|all| all.get(collection));
            let pattern = about.and_then(|about| about.get("permalink")).and_then(Value::as_str);
            let pattern =
                pattern.unwrap_or(if pretty { "/:collection/:name/" } else { "/:collection/:name:output_ext" });
            let mut parts = parts.clone();
            if pattern.contains(":path") {
                parts.folders = found.folders.split('/').skip(1).collect::<Vec<_>>().join("/");
            }
            return permalink::fill(pattern, &parts);
        }
        let pattern = match setting.as_str() {
            "date" => "/:categories/:year/:month/:day/:title:output_ext",
            "pretty" => "/:categories/:year/:month/:day/:title/",
            "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
            "none" => "/:categories/:title:output_ext",
            pattern => pattern,
        };
        let parts = Parts { title: parts.slug.clone(), collection: String::new(), ..parts.clone() };
        permalink::fill(pattern, &parts)
    }
}

/// Hugo's pattern of addresses for a section.
fn hugo_pattern<'a>(site: &'a Site, section: &str) -> Option<&'a str> {
    let permalinks = site.config.get("permalinks")?;
    let of = |group: &'a Value| group.get(section).or_else(|| group.get("/")).and_then(Value::as_str);
    permalinks.get("page").and_then(of).or_else(|| of(permalinks))
}
