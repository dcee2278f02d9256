//! Folders of Hugo, Jekyll, Eleventy and Zola, folders of Markdown files, and single Markdown files, whatever made them.

mod fields;
mod files;
mod front_matter;
mod links;
pub(super) mod markdown;
mod permalink;
mod place;
pub mod shortcodes;
mod site;
mod yaml;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use serde_json::{Map, Value};
use walkdir::WalkDir;

use self::files::Found;
use self::front_matter::FrontMatter;
use self::links::key;
use self::site::{Generator, Site};
use super::draft::{Base, Origin};
use super::{Cause, Content, Draft, Loss, SourceError, encoding};
use crate::html;

/// Reads folders and Markdown files.
#[derive(Debug)]
pub struct Reader {
    sites: Vec<Articles>,
}

/// The articles of a site.
#[derive(Debug)]
struct Articles {
    site: Site,
    found: Vec<Found>,
    losses: Vec<Loss>,
    index: Index,
}

/// Where articles are, by the names that others have for them.
#[derive(Debug, Default)]
struct Index {
    /// By the path below the content, without the extension and without `/index`, in lower case.
    paths: HashMap<String, String>,
    /// By the name of the file, with and without its date.
    names: HashMap<String, String>,
    /// The addresses, without the folder of the site on its server.
    addresses: HashSet<String>,
}

/// Whether a file is Markdown, or HTML with front matter.
pub fn is(start: &[u8], file: &Path) -> bool {
    let kind = files::extension(file);
    files::MARKDOWN.contains(&kind.as_str())
        || matches!(kind.as_str(), "html" | "htm") && files::begins_with_fields(start)
}

/// Whether a folder is one of a known generator, or has Markdown files in it.
pub fn is_folder(folder: &Path) -> bool {
    let has_markdown = || {
        let entries = WalkDir::new(folder).max_depth(6).into_iter().take(10_000).filter_map(Result::ok);
        entries.filter(|entry| entry.file_type().is_file()).any(|entry| is(&[], entry.path()))
    };
    folder.is_dir() && (Site::of(folder).generator != Generator::None || has_markdown())
}

/// Whether no generator has made a folder: its Markdown files are articles, and other files may be sources of their own.
pub fn is_plain(folder: &Path) -> bool {
    Site::of(folder).generator == Generator::None
}

/// Whether there is a Markdown file with the name of another file.
pub fn has_markdown_beside(file: &Path) -> bool {
    files::MARKDOWN.iter().any(|ending| file.with_extension(ending).is_file())
}

impl Reader {
    /// Looks for the articles in folders, or takes files as such.
    ///
    /// # Errors
    ///
    /// Fails if a file or a folder can't be read, or has no article.
    pub fn open(files: &[PathBuf]) -> Result<Self, SourceError> {
        let mut sites = Vec::new();
        let mut single: Vec<(PathBuf, Vec<PathBuf>)> = Vec::new();
        for file in files {
            let about = fs::metadata(file).map_err(|error| SourceError::Io(file.clone(), error))?;
            if about.is_dir() {
                fs::read_dir(file).map_err(|error| SourceError::Io(file.clone(), error))?;
                let site = Site::of(file);
                let (found, losses) = files::find(&site);
                if found.is_empty() && losses.is_empty() {
                    let why = "it has no Markdown files; name the folder in which they are".to_owned();
                    return Err(SourceError::Unreadable(file.clone(), why));
                }
                sites.push(Articles { site, found, losses, index: Index::default() });
                continue;
            }
            fs::File::open(file).map_err(|error| SourceError::Io(file.clone(), error))?;
            let folder = file.parent().unwrap_or(Path::new("")).to_owned();
            match single.iter_mut().find(|(known, _)| *known == folder) {
                Some((_, list)) => list.push(file.clone()),
                None => single.push((folder, vec![file.clone()])),
            }
        }
        for (folder, list) in single {
            let site = Site::of_files(&folder);
            let found = list.iter().filter_map(|file| {
                let is_html = matches!(files::extension(file).as_str(), "html" | "htm");
                files::of(&site, file, is_html).or_else(|| Found::alone(file, is_html))
            });
            let found = found.collect();
            sites.push(Articles { site, found, losses: Vec::new(), index: Index::default() });
        }
        for articles in &mut sites {
            articles.learn();
        }
        Ok(Self { sites })
    }
}

impl super::Reader for Reader {
    fn read(&self, take: &mut dyn FnMut(Draft)) -> Result<Vec<Loss>, SourceError> {
        let mut losses = Vec::new();
        for articles in &self.sites {
            losses.extend(articles.losses.iter().cloned());
            for found in &articles.found {
                match articles.draft(found) {
                    Ok(draft) => take(draft),
                    Err(loss) => losses.push(loss),
                }
            }
        }
        Ok(losses)
    }
}

/// The text of a file, and what was wrong with its encoding.
fn text_of(file: &Path) -> io::Result<(String, Option<Loss>)> {
    let bytes = site::bytes(file).ok_or_else(|| io::Error::other("too large"))?;
    let (text, is_repaired) = encoding::decode(&bytes);
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    Ok((text, is_repaired.then(|| Loss::new(Cause::Encoding, name))))
}

/// The draft of a Markdown text alone, with or without the tags of templates. Any bytes are one.
pub fn draft(bytes: &[u8], has_tags: bool) -> Draft {
    let (text, is_repaired) = encoding::decode(bytes);
    let mut site = Site::of_files(Path::new(""));
    site.roots.clear();
    if has_tags {
        site.generator = Generator::Jekyll;
    }
    let articles = Articles { site, found: Vec::new(), losses: Vec::new(), index: Index::default() };
    let found = Found::alone(Path::new("article.md"), false).unwrap_or_default();
    articles.draft_of(&found, &text, is_repaired.then(|| Loss::new(Cause::Encoding, "article.md")))
}

impl Articles {
    /// Notes the address of each article, so that links to files lead to it.
    fn learn(&mut self) {
        let mut found = std::mem::take(&mut self.found);
        let has_sections = found.iter().any(|found| !found.folders.is_empty());
        let has_top_pages = matches!(self.site.generator, Generator::Hugo | Generator::Zola);
        let mut dated_at_top = HashSet::new();
        found.retain_mut(|found| {
            let Ok((text, _)) = text_of(&found.file) else {
                self.losses.push(Loss::new(Cause::Broken, found.file.to_string_lossy()));
                return false;
            };
            let front_matter = front_matter::split(&text);
            if self.is_list(found, &front_matter) {
                self.losses.push(Loss::new(Cause::Unread, &found.path));
                return false;
            }
            let said = fields::read(&self.fields(found, &front_matter), &self.site);
            let is_dated = said.fields.contains_key("published") || found.date.is_some();
            if found.is_page == Some(true) && is_dated && has_top_pages {
                dated_at_top.insert(found.file.clone());
            }
            if self.site.generator == Generator::Eleventy && found.is_page.is_none() {
                let has_tags = front_matter.fields.contains_key("tags");
                found.is_page = Some(!is_dated && !has_tags);
            }
            if let Some(address) = self.place(found, &said).address {
                let path = key(&found.path);
                let full = format!("{}{address}", self.site.path);
                let file = path.rsplit('/').next().unwrap_or_default().to_owned();
                self.index.names.entry(file).or_insert_with(|| full.clone());
                self.index.names.entry(found.name.to_lowercase()).or_insert_with(|| full.clone());
                self.index.paths.insert(path, full);
                self.index.addresses.insert(address);
            }
            true
        });
        // A site may have its articles at the top, where others have only pages.
        const MANY: usize = 10;
        if !has_sections || dated_at_top.len() >= MANY {
            for found in found.iter_mut().filter(|found| dated_at_top.contains(&found.file)) {
                found.is_page = None;
            }
        }
        self.found = found;
    }

    /// Whether a file makes a list of articles, and is none.
    fn is_list(&self, found: &Found, front_matter: &FrontMatter) -> bool {
        let layout = front_matter.fields.get("layout").and_then(Value::as_str).unwrap_or_default();
        let is_front = found.name == "index" && self.site.generator != Generator::None;
        let is_template = matches!(self.site.generator, Generator::Jekyll | Generator::Eleventy)
            && (front_matter.fields.contains_key("pagination")
                || found.is_page != Some(false) && shortcodes::has_loop(front_matter.body, found.is_html));
        let is_redirect = front_matter.fields.contains_key("redirect_to");
        let is_unread = self.site.generator == Generator::Jekyll && !front_matter.is_there;
        is_front && found.is_page != Some(false) || is_template || is_redirect || is_unread || layout == "home"
    }

    /// The front matter, with what the files of Eleventy's folders say.
    fn fields(&self, found: &Found, front_matter: &FrontMatter) -> Map<String, Value> {
        let mut fields = front_matter.fields.clone();
        if self.site.generator == Generator::Eleventy {
            let mut folder = found.file.parent();
            while let Some(current) = folder.filter(|folder| folder.starts_with(&self.site.content)) {
                let name = current.file_name().unwrap_or_default().to_string_lossy();
                for kind in ["11tydata.json", "json"] {
                    for (key, value) in site::read_data(&current.join(format!("{name}.{kind}"))).into_iter().flatten() {
                        fields.entry(key).or_insert(value);
                    }
                }
                folder = current.parent();
            }
        }
        fields
    }

    fn draft(&self, found: &Found) -> Result<Draft, Loss> {
        match text_of(&found.file) {
            Ok((text, encoding)) => Ok(self.draft_of(found, &text, encoding)),
            Err(_) => Err(Loss::new(Cause::Broken, found.file.to_string_lossy())),
        }
    }

    fn draft_of(&self, found: &Found, text: &str, encoding: Option<Loss>) -> Draft {
        let site = &self.site;
        let front_matter = front_matter::split(text);
        let page = self.fields(found, &front_matter);
        let mut said = fields::read(&page, site);
        let place = self.place(found, &said);
        let mut losses: Vec<Loss> = encoding.into_iter().chain(front_matter.losses).collect();
        losses.append(&mut said.losses);
        let mut fields = said.fields;
        if let Some(date) = &found.date {
            fields.entry("published").or_insert_with(|| date.clone().into());
        }
        if let Some(language) = &found.language {
            fields.insert("lang".to_owned(), language.clone().into());
        }
        if found.is_draft {
            fields.insert("draft".to_owned(), true.into());
        }
        if site.generator == Generator::Jekyll && found.is_page == Some(false) && !fields.contains_key("kicker") {
            let category = found.folders.split('/').next().filter(|part| !part.starts_with('_') && !part.is_empty());
            fields.extend(category.map(|category| ("kicker".to_owned(), category.into())));
        }
        let mut body = front_matter.body.to_owned();
        if !found.is_html {
            let (heading, rest) = first_heading(&body);
            if let Some(heading) = heading {
                let is_same = fields.get("headline").map(html::plain_text).is_some_and(|title| title.trim() == heading);
                if is_same || !fields.contains_key("headline") {
                    fields.insert("headline".to_owned(), fields::prose(&heading));
                    body = rest;
                }
            }
        }
        if !fields.contains_key("headline") {
            losses.push(Loss::new(Cause::NoHeadline, &found.path));
        }
        let folder = found.file.parent().map(Path::to_owned);
        if let Some(lead) = self.bundle_lead(found, &page, &body).filter(|_| !fields.contains_key("lead")) {
            losses.push(Loss::new(Cause::Alt, lead.get("src").and_then(Value::as_str).unwrap_or_default()));
            fields.insert("lead".to_owned(), lead);
        }
        if let Some(src) = fields.get_mut("lead").and_then(|lead| lead.get_mut("src")) {
            *src = self.image(found, src.as_str().unwrap_or_default()).into();
        }
        let html = self.html(found, &body, &page);
        let online = |path: &str| match &site.host {
            Some(host) if path.starts_with('/') => format!("{host}{path}"),
            _ => path.to_owned(),
        };
        let address = place.address.as_ref().map(|address| online(&format!("{}{address}", site.path)));
        let aliases = said.aliases.iter().map(|alias| match alias.contains("://") {
            true => alias.clone(),
            // Hugo's are relative to the section, too.
            false if alias.starts_with('/') => online(&format!("{}{alias}", site.path)),
            false => online(&format!("{}/{}", site.path, alias.trim_start_matches("./"))),
        });
        let addresses = address.iter().cloned().chain(aliases).collect();
        Draft {
            origin: Origin { file: found.file.clone(), line: None, id: String::new() },
            name: place.name,
            is_page: found.is_page == Some(true),
            fields,
            content: Content::Html(html),
            addresses,
            base: Base {
                url: address.filter(|_| site.host.is_some()),
                folder,
                roots: site.roots.clone(),
                files: Vec::new(),
            },
            losses,
        }
    }

    /// The content as HTML.
    fn html(&self, found: &Found, body: &str, page: &Map<String, Value>) -> String {
        let site = &self.site;
        let address = |name: &str| self.address(found, name);
        let images = |folder: &str| self.images(found, folder);
        let context = shortcodes::Context {
            page,
            has_expressions: matches!(site.generator, Generator::Jekyll | Generator::Eleventy),
            address: &address,
            images: &images,
        };
        let mut body = body.to_owned();
        let excerpt =
            page.get("excerpt_separator").or_else(|| site.config.get("excerpt_separator")).and_then(Value::as_str);
        for mark in ["<!--more-->", "<!-- more -->", "<!--excerpt-->", "<!-- excerpt -->"].into_iter().chain(excerpt) {
            if mark.starts_with("<!--") {
                body = body.replace(mark, "");
            }
        }
        let prepared = shortcodes::prepare(&body, found.is_html, &context);
        if found.is_html {
            return prepared.fill(&prepared.text);
        }
        let link = |link: &str| self.link(found, link);
        let image = |src: &str| self.image(found, src);
        markdown::html(&prepared, &markdown::Addresses { link: &link, image: &image })
    }
}

/// The heading of level 1 with which a Markdown text begins, and the text without it.
fn first_heading(body: &str) -> (Option<String>, String) {
    let text = body.trim_start();
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    if let Some(heading) = line.strip_prefix("# ") {
        let heading = heading.trim().trim_end_matches('#').trim();
        // An id of a heading is not part of it.
        let heading = heading.split(" {#").next().unwrap_or_default().trim();
        return (Some(heading.to_owned()).filter(|heading| !heading.is_empty()), rest.to_owned());
    }
    let (under, after) = rest.split_once('\n').unwrap_or((rest, ""));
    let is_underlined = under.len() > 1 && under.trim_end().chars().all(|c| c == '=') && !line.trim().is_empty();
    match is_underlined {
        true => (Some(line.trim().to_owned()), after.to_owned()),
        false => (None, body.to_owned()),
    }
}

/// Markdown in another source as HTML for the core.
pub fn markdown_html(text: &str) -> String {
    let same = |address: &str| address.to_owned();
    markdown::html(&shortcodes::Prepared::of(text), &markdown::Addresses { link: &same, image: &same })
}
