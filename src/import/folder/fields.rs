//! The keys of a front matter as fields of the format.

use serde_json::{Map, Value, json};

use super::markdown;
use super::site::{Generator, Site};
use crate::import::{Cause, Loss, markup, moment};

/// What a front matter says.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub fields: Map<String, Value>,
    /// The name in the address.
    pub slug: Option<String>,
    /// The whole address, or a pattern of it.
    pub permalink: Option<String>,
    /// Earlier addresses.
    pub aliases: Vec<String>,
    /// The categories, as addresses have them.
    pub categories: Vec<String>,
    pub losses: Vec<Loss>,
}

/// Keys that say how an article is shown or made, and nothing to readers. They are written as [`normal`] has them.
const TECHNICAL: &str = " layout weight toc type template markup outputs linktitle menu menus comments comment math mathjax \
    katex mermaid id uuid guid tocdepth toclabel tocicon tocsticky pagination classes sidebar excerptseparator showtoc tocopen \
    disqus draft build cascade sitemap resources insearchindex insertanchors pagetemplate sortby paginateby render share related readtime \
    readingtime showreadingtime showdate showauthor showtableofcontents eleventynavigation eleventycomputed \
    eleventyexcludefromcollections eleventyimport key collection order nav navorder parent hascchildren haschildren navexclude \
    searchexclude wordcount output ext path templateengineoverride gallery rendertwice headless kind url isCJKlanguage \
    authorprofile usemath codefold css js scripts styles stylesheet generator editpost hidemeta hidesummary searchhidden \
    sharebuttons disableshare disablehljs showcodecopybuttons showbreadcrumbs showpostnavlinks showwordcount \
    showrsbuttoninsectiontermlist usehugotoc opengraph twittercard lightgallery fontawesome linktomarkdown rssfulltext \
    hiddenfromhomepage hiddenfromsearch sitemapexclude feed redirectto bodyclass slug permalink aliases published view \
    minutestoread postid wordpressid guidpermalink modifiedby pin hidden unlisted listed noindex robots ";

/// A key without the differences of spelling: `featuredImage` and `featured_image` are the same.
fn normal(key: &str) -> String {
    key.chars().filter(|c| !matches!(c, '_' | '-' | ' ' | '.')).flat_map(char::to_lowercase).collect()
}

struct Keys(Vec<(String, String, Value)>);

impl Keys {
    fn new(fields: &Map<String, Value>) -> Self {
        let mut keys = Self(Vec::new());
        let groups = ["extra", "params", "taxonomies"];
        for (key, value) in fields.iter().filter(|(key, _)| !groups.contains(&key.as_str())) {
            keys.0.push((normal(key), key.clone(), value.clone()));
        }
        for inner in groups.iter().filter_map(|name| fields.get(*name)) {
            for (key, value) in inner.as_object().into_iter().flatten() {
                if !keys.0.iter().any(|(known, ..)| *known == normal(key)) {
                    keys.0.push((normal(key), key.clone(), value.clone()));
                }
            }
        }
        keys.0.retain(|(.., value)| !matches!(value, Value::Null) && *value != json!("") && *value != json!([]));
        keys
    }

    /// Takes the value of the first of some keys that is there.
    fn take(&mut self, names: &[&str]) -> Option<Value> {
        let place = names.iter().find_map(|name| self.0.iter().position(|(key, ..)| key == name))?;
        Some(self.0.remove(place).2)
    }

    fn words(&mut self, names: &[&str]) -> Option<String> {
        let place = names
            .iter()
            .find_map(|name| self.0.iter().position(|(key, _, value)| key == name && words(value).is_some()))?;
        words(&self.0.remove(place).2)
    }

    fn peek(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(key, ..)| key == name).map(|(.., value)| value)
    }
}

/// Reads a front matter.
pub(super) fn read(front_matter: &Map<String, Value>, site: &Site) -> Said {
    let mut keys = Keys::new(front_matter);
    let mut said = Said::default();
    let zone = keys.words(&["timezone"]).or_else(|| site.zone());
    titles(&mut keys, &mut said);
    dates(&mut keys, &mut said, zone.as_deref());
    state(&mut keys, &mut said);
    people(&mut keys, &mut said, site);
    topics(&mut keys, &mut said, site.generator);
    lead(&mut keys, &mut said);
    addresses(&mut keys, &mut said);
    if !said.fields.contains_key("published")
        && let Some(day) = said.permalink.as_deref().and_then(day_in)
    {
        said.fields.insert("published".to_owned(), day.into());
    }
    if let Some(language) = keys.words(&["lang", "language", "locale"]).or_else(|| site.language()) {
        said.fields.insert("lang".to_owned(), language.replace('_', "-").into());
    }
    for (key, name, value) in keys.0 {
        // What is only on or off is a setting.
        if truth(&value).is_none() && !TECHNICAL.split(' ').any(|known| known == key) && !name.starts_with("x-") {
            said.losses.push(Loss::new(Cause::Field, name));
        }
    }
    said
}

/// The day in an address, as `/2024/10/04/harbour-bell/`.
fn day_in(address: &str) -> Option<String> {
    let parts: Vec<&str> = address.split('/').collect();
    parts.windows(3).map(|parts| parts.join("-")).find(|day| day.len() == 10 && moment::read(day, None).is_some())
}

/// The words of a value.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Text that may have Markdown or HTML in it.
pub(super) fn prose(text: &str) -> Value {
    match text.contains(['*', '_', '[', '`', '<', '&', '\\']) {
        true => markup::inline(&markdown::inline(text)),
        false => text.split_whitespace().collect::<Vec<_>>().join(" ").into(),
    }
}

fn title(keys: &mut Keys) -> Option<String> {
    let of_navigation = |keys: &Keys| {
        let navigation = keys.peek("eleventynavigation")?;
        ["title", "key"].iter().find_map(|name| words(navigation.get(*name)?))
    };
    keys.words(&["headline", "title", "pagetitle", "newstitle", "linktitle"]).or_else(|| of_navigation(keys))
}

fn titles(keys: &mut Keys, said: &mut Said) {
    if let Some(title) = title(keys) {
        said.fields.insert("headline".to_owned(), markup::headline(&title));
    }
    let standfirst = keys.words(&[
        "standfirst",
        "dek",
        "deck",
        "subtitle",
        "subheadline",
        "subhead",
        "summary",
        "excerpt",
        "lede",
        "description",
    ]);
    if let Some(standfirst) = &standfirst {
        said.fields.insert("standfirst".to_owned(), prose(standfirst));
    }
    if let Some(description) = keys.words(&["description", "metadescription", "seodescription"])
        && Some(&description) != standfirst.as_ref()
    {
        let plain = prose(&description);
        said.fields.insert("description".to_owned(), if plain.is_string() { plain } else { description.into() });
    }
    let search = keys.words(&["seotitle", "metatitle"]);
    let social = keys.words(&["ogtitle", "socialtitle"]);
    let titles: Map<_, _> = [("search", search), ("social", social)]
        .into_iter()
        .filter_map(|(name, title)| Some((name.to_owned(), title?.into())))
        .collect();
    if !titles.is_empty() {
        said.fields.insert("titles".to_owned(), Value::Object(titles));
    }
    if let Some(canonical) = keys.words(&["canonical", "canonicalurl"]) {
        said.fields.insert("canonical".to_owned(), canonical.into());
    }
}

fn dates(keys: &mut Keys, said: &mut Said, zone: Option<&str>) {
    let published: &[&str] =
        &["date", "publishdate", "pubdate", "published", "publishedat", "datepublished", "publisheddate", "created"];
    let updated: &[&str] = &[
        "lastmod",
        "updated",
        "modified",
        "lastmodified",
        "lastmodifiedat",
        "lastupdated",
        "updatedat",
        "dateupdated",
        "datemodified",
    ];
    // What Eleventy takes from the file system or from Git.
    let computed = ["Last Modified", "Created", "git Last Modified", "git Created"];
    for (field, names) in [("published", published), ("updated", updated)] {
        for name in names {
            let Some(value) = keys.peek(name) else { continue };
            // `published: false` makes a draft.
            let Some(text) = words(value) else { continue };
            keys.take(&[name]);
            if computed.contains(&text.as_str()) || said.fields.contains_key(field) {
                continue;
            }
            match moment::read(&text, zone) {
                Some(date) => drop(said.fields.insert(field.to_owned(), date.into())),
                None => said.losses.push(Loss::new(Cause::Date, text)),
            }
        }
    }
    let same = said.fields.get("published") == said.fields.get("updated");
    if same {
        said.fields.remove("updated");
    }
    let has_time = said.fields.get("published").and_then(Value::as_str).is_some_and(|date| date.contains('T'));
    if let Some(zone) = zone.filter(|zone| has_time && jiff::tz::TimeZone::get(zone).is_ok()) {
        said.fields.insert("timeZone".to_owned(), zone.into());
    }
}

/// Whether a value says yes, as YAML 1.1 has it.
fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(value) => Some(*value),
        Value::String(text) => match text.to_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Some(true),
            "false" | "no" | "off" | "0" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

fn state(keys: &mut Keys, said: &mut Said) {
    let mut is = |name: &str, field: &str, when: bool, value: bool| {
        if keys.peek(name).and_then(truth) == Some(when) {
            said.fields.insert(field.to_owned(), value.into());
        }
    };
    is("draft", "draft", true, true);
    is("published", "draft", false, true);
    is("unlisted", "listed", true, false);
    is("hidden", "listed", true, false);
    is("listed", "listed", false, false);
    is("noindex", "noindex", true, true);
    is("pinned", "pinned", true, true);
    is("pin", "pinned", true, true);
    is("sticky", "pinned", true, true);
    is("featured", "pinned", true, true);
    keys.0.retain(|(key, _, value)| {
        !(matches!(key.as_str(), "pinned" | "sticky" | "featured") && truth(value).is_some())
    });
    let robots = keys.peek("robots").and_then(Value::as_str).is_some_and(|robots| robots.contains("noindex"));
    if robots {
        said.fields.insert("noindex".to_owned(), true.into());
    }
    if let Some(status) = keys.words(&["status"])
        && ["draft", "pending", "private"].contains(&status.to_lowercase().as_str())
    {
        said.fields.insert("draft".to_owned(), true.into());
    }
}

fn people(keys: &mut Keys, said: &mut Said, site: &Site) {
    let given = keys.take(&["authors", "author", "byline", "by", "writers", "writer", "postauthors", "postauthor"]);
    let given = given.or_else(|| site.author().cloned());
    let list = match given {
        Some(Value::Array(list)) => list,
        Some(Value::String(text)) if text.contains(", ") => text.split(", ").map(Value::from).collect(),
        Some(value) => vec![value],
        None => return,
    };
    let authors: Vec<Value> = list.iter().filter_map(|value| author(value, site)).collect();
    if !authors.is_empty() {
        said.fields.insert("authors".to_owned(), authors.into());
    }
}

fn author(value: &Value, site: &Site) -> Option<Value> {
    let known = value.as_str().and_then(|name| site.authors.get(name.trim()));
    let value = known.unwrap_or(value);
    let Value::Object(about) = value else { return words(value).map(Value::from) };
    let word = |names: &[&str]| names.iter().find_map(|name| about.get(*name).and_then(words));
    let name = word(&["name", "title", "display_name", "displayName"])?;
    let href = word(&["url", "website", "web", "uri", "homepage", "href", "link", "site"])
        .filter(|href| href.starts_with("http"));
    let role = word(&["role", "job", "position"]);
    if href.is_none() && role.is_none() {
        return Some(name.into());
    }
    let mut author = Map::from_iter([("name".to_owned(), name.into())]);
    author.extend(href.map(|href| ("href".to_owned(), href.into())));
    author.extend(role.map(|role| ("role".to_owned(), role.into())));
    Some(Value::Object(author))
}

/// The names in a list, or in a text with commas; or with spaces, in Jekyll.
fn names(value: Option<Value>, by_spaces: bool) -> Vec<String> {
    let list = match value {
        Some(Value::Array(list)) => {
            let name = |item: &Value| {
                words(item).or_else(|| ["name", "title", "slug"].iter().find_map(|key| words(item.get(key)?)))
            };
            list.iter().filter_map(name).collect()
        }
        Some(value) => match words(&value) {
            Some(text) if text.contains(',') => text.split(',').map(|name| name.trim().to_owned()).collect(),
            Some(text) if by_spaces => text.split_whitespace().map(str::to_owned).collect(),
            Some(text) => vec![text],
            None => Vec::new(),
        },
        None => Vec::new(),
    };
    list.into_iter().filter(|name| !name.is_empty()).collect()
}

fn topics(keys: &mut Keys, said: &mut Said, generator: Generator) {
    let is_jekyll = generator == Generator::Jekyll;
    let kicker = names(keys.take(&["kicker"]), false).into_iter().chain(names(keys.take(&["section"]), false)).next();
    let mut categories = names(keys.take(&["categories"]), is_jekyll);
    categories.extend(names(keys.take(&["category"]), false));
    said.categories.clone_from(&categories);
    let mut tags = Vec::new();
    let mut categories = categories.into_iter();
    if let Some(kicker) = kicker.or_else(|| categories.next()) {
        said.fields.insert("kicker".to_owned(), kicker.into());
    }
    tags.extend(categories);
    tags.extend(names(keys.take(&["tags"]), is_jekyll));
    tags.extend(names(keys.take(&["tag"]), false));
    tags.extend(names(keys.take(&["keywords"]), false));
    tags.extend(names(keys.take(&["topics"]), false));
    if generator == Generator::Eleventy {
        // They are the collections of the site, too.
        tags.retain(|tag| !matches!(tag.as_str(), "post" | "posts" | "all" | "nav" | "blog" | "page" | "pages"));
    }
    let mut seen: Vec<String> = Vec::new();
    for tag in tags {
        if !seen.contains(&tag) {
            seen.push(tag);
        }
    }
    if !seen.is_empty() {
        said.fields.insert("tags".to_owned(), seen.into());
    }
    let part = keys.take(&["seriesorder", "seriesweight", "seriespart", "part"]);
    let part = part.as_ref().and_then(words).and_then(|part| part.parse::<u32>().ok());
    if let Some(name) = names(keys.take(&["series"]), false).into_iter().next() {
        let series = match part {
            Some(part) => json!({ "name": name, "part": part }),
            None => name.into(),
        };
        said.fields.insert("series".to_owned(), series);
    }
}

fn lead(keys: &mut Keys, said: &mut Said) {
    let images = [
        "lead",
        "image",
        "cover",
        "coverimage",
        "featuredimage",
        "featureimage",
        "featured",
        "feature",
        "hero",
        "heroimage",
        "banner",
        "header",
        "headerimage",
        "postimage",
        "mainimage",
        "thumbnail",
        "thumb",
        "teaser",
        "photo",
        "images",
        "ogimage",
        "socialimage",
        "sharingimage",
        "previewimage",
        "preview",
        "background",
        "img",
    ];
    let mut found: Option<(String, Value)> = None;
    for name in images {
        let Some(value) = keys.peek(name).cloned() else { continue };
        let Some(image) = image(&value) else { continue };
        keys.take(&[name]);
        // A thumbnail of the same image says nothing more.
        found.get_or_insert((name.to_owned(), image));
    }
    let Some((name, mut lead)) = found else { return };
    let Some(map) = lead.as_object_mut() else { return };
    let parts: [(&str, &[&str]); 3] = [
        ("alt", &["alt", "description"]),
        ("caption", &["caption", "title", "text"]),
        ("credit", &["credit", "attribution", "source", "copyright"]),
    ];
    for (part, synonyms) in parts {
        let own: Vec<String> = synonyms.iter().map(|synonym| format!("{name}{synonym}")).collect();
        let general: Vec<String> =
            vec![format!("image{part}"), format!("cover{part}"), format!("photo{part}"), part.to_owned()];
        let keys_of: Vec<&str> = own.iter().chain(&general).map(String::as_str).collect();
        let Some(words) = keys.words(&keys_of) else { continue };
        let value = if part == "alt" { words.into() } else { prose(&words) };
        map.entry(part).or_insert(value);
    }
    if !map.contains_key("alt") {
        let src = map.get("src").and_then(Value::as_str).unwrap_or_default();
        said.losses.push(Loss::new(Cause::Alt, src));
        map.insert("alt".to_owned(), "".into());
    }
    said.fields.insert("lead".to_owned(), lead);
}

/// An image of a front matter as a block.
pub(super) fn image(value: &Value) -> Option<Value> {
    let value = match value {
        Value::Array(list) => list.first()?,
        value => value,
    };
    if let Some(src) = value.as_str() {
        let is_image = !src.trim().is_empty() && truth(value).is_none() && !src.contains(' ') | src.contains('.');
        return is_image.then(|| json!({ "type": "image", "src": src.trim() }));
    }
    let word = |names: &[&str]| names.iter().find_map(|name| value.get(*name).and_then(words));
    let src = word(&[
        "src",
        "url",
        "path",
        "image",
        "href",
        "image_path",
        "feature",
        "featured",
        "filename",
        "file",
        "overlay_image",
        "teaser",
        "large",
    ])?;
    let mut image = Map::from_iter([("type".to_owned(), "image".into()), ("src".to_owned(), src.into())]);
    image.extend(word(&["alt", "image_alt", "description"]).map(|alt| ("alt".to_owned(), alt.into())));
    image.extend(word(&["caption", "title"]).map(|caption| ("caption".to_owned(), prose(&caption))));
    image.extend(
        word(&["credit", "attribution", "photographer", "copyright"])
            .map(|credit| ("credit".to_owned(), prose(&credit))),
    );
    Some(Value::Object(image))
}

fn addresses(keys: &mut Keys, said: &mut Said) {
    said.slug = keys.words(&["slug"]).map(|slug| slug.trim_matches('/').to_owned()).filter(|slug| !slug.is_empty());
    for name in ["permalink", "url", "path"] {
        if let Some(address) = keys.peek(name).and_then(Value::as_str)
            && said.permalink.is_none()
            && address.contains(['/', ':'])
        {
            said.permalink = Some(address.trim().to_owned());
            keys.take(&[name]);
        }
    }
    for name in ["aliases", "alias", "redirectfrom", "redirects"] {
        said.aliases.extend(names(keys.take(&[name]), false));
    }
}
