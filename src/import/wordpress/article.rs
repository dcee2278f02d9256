//! An item of an export as a draft.

use std::path::Path;

use jiff::civil::DateTime;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use super::content::Content;
use super::library::{Library, SiteId};
use super::stream::Item;
use crate::import::draft::{Base, Content as DraftContent, Origin};
use crate::import::encoding::{Doubled, undo_double};
use crate::import::markup::{inline, plain};
use crate::import::{Cause, Draft, Loss, moment};

/// Names that WordPress gives to the category of posts without one, in the languages of which that is no word for a section.
const NO_CATEGORY: [&str; 12] = [
    "uncategorized",
    "uncategorised",
    "non-classe",
    "sin-categoria",
    "senza-categoria",
    "sem-categoria",
    "unkategorisiert",
    "niet-gecategoriseerd",
    "geen-categorie",
    "bez-kategorii",
    "kategorisiz",
    "okategoriserade",
];

/// Taxonomies that are for WordPress, and not for readers.
const NO_TAGS: [&str; 12] = [
    "post_format",
    "nav_menu",
    "link_category",
    "wp_theme",
    "wp_template_part_area",
    "post_translations",
    "term_language",
    "term_translations",
    "wp_pattern_category",
    "yst_prominent_words",
    "author",
    "following_users",
];

/// An item as a draft.
pub fn draft(item: &mut Item, library: &Library, site: SiteId, file: &Path) -> Draft {
    let mut losses = Vec::new();
    repair(item, &mut losses);
    let mut fields = Map::new();
    let headline = inline(&item.title);
    let plain_headline = plain(&item.title);
    if is_empty(&headline) {
        losses.push(Loss::new(Cause::NoHeadline, format!("post {}", item.id)));
    } else {
        fields.insert("headline".to_owned(), headline);
    }
    let mut taxonomy = Taxonomy::of(item, library, site);
    if let Some(section) = taxonomy.section.take() {
        fields.insert("kicker".to_owned(), json!(section));
    }
    if let Some(lang) = taxonomy.lang.take() {
        fields.insert("lang".to_owned(), json!(lang));
    }
    let excerpt = inline(&item.excerpt);
    let subtitle = ["subtitle", "_subtitle", "kia_subtitle", "wps_subtitle"].iter().find_map(|key| item.meta(key));
    let subtitle = subtitle.map(inline).filter(|subtitle| !is_empty(subtitle));
    let standfirst = if is_empty(&excerpt) { subtitle } else { Some(excerpt) };
    if let Some(standfirst) = standfirst {
        fields.insert("standfirst".to_owned(), standfirst);
    }
    let authors = authors(item, library, site);
    if !authors.is_empty() {
        fields.insert("authors".to_owned(), json!(authors));
    }
    dates(item, &mut fields, &mut losses);
    if !item.password.is_empty() {
        fields.insert("draft".to_owned(), json!(true));
        losses.push(Loss::new(Cause::Password, &plain_headline));
    }
    if let Some(lead) = lead(item, library, site, &mut losses) {
        fields.insert("lead".to_owned(), lead);
    }
    if !taxonomy.tags.is_empty() {
        fields.insert("tags".to_owned(), json!(taxonomy.tags));
    }
    let is_page = item.kind == "page";
    if item.is_sticky && !is_page {
        fields.insert("pinned".to_owned(), json!(true));
    }
    if let Some(series) = taxonomy.series.take().filter(|_| !is_page) {
        fields.insert("series".to_owned(), json!(series));
    }
    search(item, &plain_headline, &mut fields);
    let (html, lost) = Content::new(library, site, item.id).convert(&item.content, item.meta("footnotes"));
    losses.extend(lost);
    // Of a broken item the number may be missing.
    let id = if item.id > 0 { item.id.to_string() } else { format!("{} {}", item.date, item.title) };
    let name = percent_decode_str(&item.name).decode_utf8_lossy().into_owned();
    let name = [name, plain_headline, format!("post-{}", item.id)].into_iter().find(|name| !name.trim().is_empty());
    Draft {
        origin: Origin { file: file.to_owned(), line: Some(item.line), id },
        name: name.unwrap_or_default(),
        is_page,
        fields,
        content: DraftContent::Html(html),
        addresses: addresses(item, library.address(site)),
        base: Base {
            url: Some(item.link.clone()).filter(|link| !link.is_empty()),
            // A publisher may have copied the files of the site there.
            roots: file.parent().map(Path::to_owned).into_iter().collect(),
            ..Base::default()
        },
        losses,
    }
}

/// Repairs text that was encoded twice, and says so, and if there was text of another encoding.
fn repair(item: &mut Item, losses: &mut Vec<Loss>) {
    if item.is_repaired {
        losses.push(Loss::new(Cause::Encoding, format!("{}: bytes of Windows-1252", plain(&item.title))));
    }
    let mut found = None;
    let terms = item.terms.iter_mut().map(|term| &mut term.name);
    let meta = item.meta.iter_mut().map(|(_, value)| value);
    for text in [&mut item.title, &mut item.content, &mut item.excerpt].into_iter().chain(terms).chain(meta) {
        match undo_double(text) {
            Doubled::No => {}
            Doubled::Repaired(repaired) => {
                found.get_or_insert_with(|| "encoded twice, repaired".to_owned());
                *text = repaired;
            }
            Doubled::Uncertain(first) => {
                found.get_or_insert_with(|| format!("“{first}” may have been encoded twice, and was left"));
            }
        }
    }
    if let Some(found) = found {
        losses.push(Loss::new(Cause::Encoding, found));
    }
}

#[derive(Default)]
struct Taxonomy {
    section: Option<String>,
    tags: Vec<String>,
    series: Option<String>,
    lang: Option<String>,
}

impl Taxonomy {
    fn of(item: &Item, library: &Library, site: SiteId) -> Self {
        let mut found = Self::default();
        // Old exports have each category a second time, without its taxonomy.
        let is_old = item.terms.iter().all(|term| term.taxonomy.is_empty());
        let (mut categories, mut tags) = (Vec::new(), Vec::new());
        for term in &item.terms {
            let name = plain(&term.name);
            if name.is_empty() {
                continue;
            }
            match term.taxonomy.as_str() {
                "category" if !NO_CATEGORY.contains(&term.slug.as_str()) => categories.push((name, term.slug.as_str())),
                "" if is_old && !name.eq_ignore_ascii_case("uncategorized") => categories.push((name, "")),
                "post_tag" | "tag" => tags.push(name),
                "series" => found.series = found.series.or(Some(name)),
                "language" => found.lang = Some(term.slug.clone()).filter(|slug| is_language(slug)),
                "" | "category" => {}
                other if NO_TAGS.contains(&other) => {}
                _ => tags.push(name),
            }
        }
        let primary = ["_yoast_wpseo_primary_category", "rank_math_primary_category"];
        let primary = primary.iter().find_map(|key| item.meta(key)?.trim().parse().ok());
        let primary = primary.and_then(|id| library.term(site, id));
        let at = categories.iter().position(|(_, slug)| Some(*slug) == primary).unwrap_or(0);
        if at < categories.len() {
            found.section = Some(categories.remove(at).0);
        }
        for tag in categories.into_iter().map(|(name, _)| name).chain(tags) {
            if !found.tags.contains(&tag) && found.tags.len() < 200 {
                found.tags.push(tag);
            }
        }
        found
    }
}

fn is_language(slug: &str) -> bool {
    let mut parts = slug.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// The names of the authors: those of Co-Authors Plus, or the one user of WordPress.
fn authors(item: &Item, library: &Library, site: SiteId) -> Vec<String> {
    let terms = item.terms.iter().filter(|term| term.taxonomy == "author");
    let several: Vec<_> = terms
        .map(|term| {
            let known = library.author(site, &term.slug).or_else(|| library.author(site, &term.name));
            known.map_or_else(|| plain(&term.name), plain)
        })
        .collect();
    let one = || library.author(site, &item.creator).map_or_else(|| plain(&item.creator), plain);
    let names = if several.is_empty() { vec![one()] } else { several };
    let mut unique = Vec::new();
    for name in names {
        if !name.is_empty() && !unique.contains(&name) {
            unique.push(name);
        }
    }
    unique
}

/// Publication, last change, embargo, and whether it is a draft.
fn dates(item: &Item, fields: &mut Map<String, Value>, losses: &mut Vec<Loss>) {
    let mut published = of_clocks(&item.date, &item.date_gmt, losses);
    let is_published = matches!(item.status.as_str(), "publish" | "future");
    if published.is_none() && is_published {
        published = moment::read(&item.pub_date, None);
        if published.is_none() && item.date.starts_with("0000") {
            losses.push(Loss::new(Cause::Date, &item.date));
        }
    }
    let changed = of_clocks(&item.modified, &item.modified_gmt, losses);
    let has_time = published.as_deref().is_some_and(|date| date.contains('T'));
    if item.status == "future" && has_time {
        fields.insert("embargo".to_owned(), json!(published));
    } else if !is_published || item.status == "future" {
        fields.insert("draft".to_owned(), json!(true));
    }
    // Of a draft it is the day on which it was begun.
    if is_published && let Some(published) = &published {
        fields.insert("published".to_owned(), json!(published));
        let is_later = item.modified > item.date && item.modified_gmt >= item.date_gmt;
        if let Some(changed) = changed.filter(|changed| is_later && changed.contains('T') == has_time) {
            fields.insert("updated".to_owned(), json!(changed));
        }
    }
}

/// A date of WordPress, which is one of the clock on the wall and one of Greenwich, as one of the format.
fn of_clocks(local: &str, gmt: &str, losses: &mut Vec<Loss>) -> Option<String> {
    let mut read = |date: &str| {
        if date.is_empty() || date.starts_with("0000-00-00") || date.starts_with("-0001") {
            return None;
        }
        // PHP writes it so; jiff would take less, too.
        let parsed = date.parse::<DateTime>().ok().filter(|moment| date.len() == 19 && moment.year() > 0);
        if parsed.is_none() {
            losses.push(Loss::new(Cause::Date, date));
        }
        parsed
    };
    let (local, gmt) = (read(local), read(gmt));
    const QUARTER: i64 = 15 * 60;
    const MOST: i64 = 14 * 60 * 60;
    match (local, gmt) {
        (Some(local), Some(gmt)) => {
            let seconds = local.duration_since(gmt).as_secs();
            if seconds % QUARTER != 0 || seconds.abs() > MOST {
                return Some(format!("{}Z", written(gmt)));
            }
            if seconds == 0 {
                return Some(format!("{}Z", written(local)));
            }
            let sign = if seconds < 0 { '-' } else { '+' };
            let minutes = seconds.abs() / 60;
            Some(format!("{}{sign}{:02}:{:02}", written(local), minutes / 60, minutes % 60))
        }
        (None, Some(gmt)) => Some(format!("{}Z", written(gmt))),
        // Without an offset it is only a day.
        (Some(local), None) => Some(local.date().to_string()),
        (None, None) => None,
    }
}

fn written(moment: DateTime) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

/// The featured image.
fn lead(item: &Item, library: &Library, site: SiteId, losses: &mut Vec<Loss>) -> Option<Value> {
    let id: u64 = item.meta("_thumbnail_id")?.trim().parse().ok().filter(|id| *id > 0)?;
    let Some(image) = library.attachment(site, id).filter(|image| !image.url.is_empty()) else {
        losses.push(Loss::new(Cause::Attachment, format!("featured image, attachment {id}")));
        return None;
    };
    let mut lead = json!({ "type": "image", "src": *image.url });
    if let Some((width, height)) = image.size {
        lead["width"] = json!(width);
        lead["height"] = json!(height);
    }
    lead["alt"] = json!(plain(&image.alt));
    if image.alt.is_empty() {
        losses.push(Loss::new(Cause::Alt, &image.url));
    }
    let caption = inline(&image.caption);
    if !is_empty(&caption) {
        lead["caption"] = caption;
    }
    let credit = inline(&image.credit);
    if !is_empty(&credit) {
        lead["credit"] = credit;
    }
    Some(lead)
}

/// Whether a Text has no words.
fn is_empty(text: &Value) -> bool {
    text.as_str().is_some_and(str::is_empty)
}

/// What plugins for search engines say.
fn search(item: &Item, headline: &str, fields: &mut Map<String, Value>) {
    let find = |keys: &[&str]| {
        let found = keys.iter().find_map(|key| item.meta(key)).map(plain)?;
        let text = filled(&found, headline, &plain(&item.excerpt))?;
        (!text.is_empty()).then_some(text)
    };
    let mut titles = Map::new();
    let search = find(&["_yoast_wpseo_title", "rank_math_title", "_aioseo_title", "_seopress_titles_title"]);
    if let Some(title) = search.filter(|title| title != headline) {
        titles.insert("search".to_owned(), json!(title));
    }
    let social = find(&["_yoast_wpseo_opengraph-title", "rank_math_facebook_title"]);
    if let Some(title) = social.filter(|title| title != headline) {
        titles.insert("social".to_owned(), json!(title));
    }
    if !titles.is_empty() {
        fields.insert("titles".to_owned(), Value::Object(titles));
    }
    let keys = ["_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description", "_seopress_titles_desc"];
    if let Some(description) = find(&keys) {
        fields.insert("description".to_owned(), json!(description));
    }
    let canonical = ["_yoast_wpseo_canonical", "rank_math_canonical_url"].iter().find_map(|key| item.meta(key));
    let is_other = |address: &&str| {
        address.starts_with("http") && address.trim_end_matches('/') != item.link.trim_end_matches('/')
    };
    if let Some(address) = canonical.map(str::trim).filter(is_other) {
        fields.insert("canonical".to_owned(), json!(address));
    }
    let is_hidden = item.meta("_yoast_wpseo_meta-robots-noindex").is_some_and(|value| value.trim() == "1")
        || item.meta("rank_math_robots").is_some_and(|value| value.contains("noindex"));
    if is_hidden {
        fields.insert("noindex".to_owned(), json!(true));
    }
}

/// A template of a plugin (`%%title%% %%sep%% %%sitename%%`) with its words. Nothing if it has variables that only the plugin
/// knows, or is nothing but variables.
fn filled(template: &str, headline: &str, excerpt: &str) -> Option<String> {
    if !template.contains('%') && !template.contains('#') {
        return Some(template.to_owned());
    }
    let mut text = template.to_owned();
    for mark in ["%%", "%", "#"] {
        for (name, value) in [
            ("title", headline),
            ("post_title", headline),
            ("excerpt", excerpt),
            ("post_excerpt", excerpt),
            ("page", ""),
        ] {
            let end = if mark == "#" { "" } else { mark };
            if !end.is_empty() {
                text = text.replace(&format!("{mark}{name}{end}"), value);
            }
        }
    }
    // The name of the site is on its pages anyway.
    for mark in ["%%", "%"] {
        for name in ["sep", "sitename", "separator", "site_title", "sitetitle"] {
            text = text.replace(&format!("{mark}{name}{mark}"), "");
        }
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.trim_matches(['-', '–', '|', '·', ' ']).to_owned();
    let has_variable = text.contains("%%")
        || text
            .split('%')
            .nth(1)
            .is_some_and(|word| !word.is_empty() && !word.contains(' ') && text.matches('%').count() > 1);
    (!has_variable).then_some(text)
}

/// The addresses at which it was online.
fn addresses(item: &Item, site: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |address: String| {
        if address.starts_with("http") && !found.contains(&address) && found.len() < 200 {
            found.push(address);
        }
    };
    add(item.link.clone());
    add(item.guid.clone());
    if item.id > 0 && !site.is_empty() {
        let key = if item.kind == "page" { "page_id" } else { "p" };
        add(format!("{site}/?{key}={}", item.id));
    }
    let slug = item.name.as_str();
    for (_, old) in item.meta.iter().filter(|(key, value)| key == "_wp_old_slug" && !value.trim().is_empty()) {
        let path = item.link.trim_end_matches('/');
        if !slug.is_empty()
            && let Some(folder) = path.strip_suffix(slug).filter(|folder| folder.ends_with('/'))
        {
            add(format!("{folder}{}{}", old.trim(), &item.link[path.len()..]));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(local: &str, gmt: &str) -> Option<String> {
        of_clocks(local, gmt, &mut Vec::new())
    }

    #[test]
    fn two_clocks_give_the_offset() {
        let read = |local, gmt| date(local, gmt).unwrap_or_default();
        assert_eq!(read("2024-10-04 09:30:00", "2024-10-04 07:30:00"), "2024-10-04T09:30:00+02:00");
        assert_eq!(read("2024-10-04 23:30:00", "2024-10-05 03:00:00"), "2024-10-04T23:30:00-03:30");
        assert_eq!(read("2024-10-04 09:30:00", "2024-10-04 09:30:00"), "2024-10-04T09:30:00Z");
        assert_eq!(read("2024-10-04 09:30:00", "0000-00-00 00:00:00"), "2024-10-04");
        assert_eq!(read("0000-00-00 00:00:00", "2024-10-04 09:30:00"), "2024-10-04T09:30:00Z");
        assert_eq!(read("2024-10-04 09:30:07", "2024-10-01 09:30:00"), "2024-10-01T09:30:00Z");
        assert_eq!(date("0000-00-00 00:00:00", ""), None);
        let mut losses = Vec::new();
        assert_eq!(of_clocks("2024-13-04 09:30:00", "", &mut losses), None);
        assert_eq!(losses, [Loss::new(Cause::Date, "2024-13-04 09:30:00")]);
    }

    #[test]
    fn templates_of_plugins_are_filled() {
        let fill = |template| filled(template, "Bell", "It rings.");
        assert_eq!(fill("%%title%% %%page%% %%sep%% %%sitename%%").as_deref(), Some("Bell"));
        assert_eq!(fill("The %title% %sep% %sitename%").as_deref(), Some("The Bell"));
        assert_eq!(fill("50% off, 20% more").as_deref(), Some("50% off, 20% more"));
        assert_eq!(fill("%%primary_category%% %%title%%"), None);
    }
}
