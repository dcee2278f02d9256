//! The kinds of output that make up a publication.
//!
//! To add a kind, define a [`Kind`] in the module that makes its files, and add it to [`ALL`].

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::app::App;
use crate::check;
use crate::page_path::PagePath;
use crate::publish::PublishError;
use crate::publish::addresses::Addresses;
use crate::publish::assets::Assets;
use crate::publish::document::{Document, Script, icon};
use crate::publish::lists::archive::{self, Archive};
use crate::publish::lists::groups::Groupings;
use crate::publish::lists::overviews;
use crate::publish::lists::pages::{self as list_pages, List};
use crate::publish::metadata::{oembed, sitemap};
use crate::publish::pages::{article, card, not_found, reader, redirect, site_page};
use crate::publish::progress::Progress;
use crate::publish::publication::{ArticleEntry, Publication, Whole};
use crate::publish::store::compress::Effort;
use crate::publish::{app, element, feeds, files, hosting, offline};

/// Every kind of output.
pub static ALL: [Kind; 21] = [
    article::DATA,
    article::PAGES,
    article::FRAMES,
    card::PAGES,
    oembed::RESPONSES,
    list_pages::PAGES,
    overviews::PAGES,
    archive::PAGES,
    site_page::PAGES,
    feeds::FILES,
    sitemap::FILES,
    reader::PAGE,
    not_found::PAGE,
    icon::FILE,
    element::FILE,
    offline::FILES,
    app::FILES,
    files::CONTENT,
    // These two come after the files to whose paths no redirect may lead from.
    hosting::FILES,
    redirect::PAGES,
    // The last, since it gives way to all others.
    files::SERVED,
];

/// One kind of output.
pub struct Kind {
    /// Its name, as in `docs/architecture.md`.
    pub name: &'static str,
    /// The inputs that its files are made from. A change of any other input does not change them.
    pub depends_on: &'static [Input],
    /// The function that makes its files.
    pub make: Make,
}

/// When the files of a kind are made.
pub enum Make {
    /// Once for each article.
    OfArticle(fn(&Context, &ArticleEntry, &Whole, &dyn Sink) -> Result<(), PublishError>),
    /// Once for the whole site.
    OfSite(fn(&Context, &dyn Sink) -> Result<(), PublishError>),
}

/// The names of all kinds of output with the inputs they depend on. A test compares them with `docs/architecture.md`.
pub fn outputs() -> impl Iterator<Item = (&'static str, &'static [Input])> {
    ALL.iter().map(|kind| (kind.name, kind.depends_on))
}

/// An input that outputs can depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    /// The article that the output is made from; for an output of the whole site, such as a feed, the text of its
    /// articles.
    Article,
    /// The set of articles, with the paths of their pages and all fields that lists can show: everything but their
    /// text.
    Listing,
    /// `site.json`, and the publisher's icon beside it.
    Site,
    /// The pages of the site that are no articles, and its authors.
    Pages,
    /// The other files of the site folder, such as images.
    Files,
    /// The app: its scripts and styles, and their file names.
    App,
    /// The time at which the site is published.
    Time,
}

/// A destination for output files.
pub trait Sink: Sync {
    /// Writes a file with this effort of compression. `path` is relative to the output folder.
    fn write_with(&self, path: &str, bytes: &[u8], effort: Effort) -> Result<(), PublishError>;

    /// Writes a file that is compressed with the effort for pages.
    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        self.write_with(path, bytes, Effort::Page)
    }

    /// Copies a file from disk.
    fn copy(&self, path: &str, original: &Path) -> Result<(), PublishError>;

    /// The paths of all files so far.
    fn paths(&self) -> BTreeSet<String>;
}

/// The inputs of one run, which all kinds of output share.
pub struct Context<'a> {
    /// The site and its articles.
    pub publication: &'a Publication,
    /// The sections, topics and series that its articles are in, and their authors.
    pub groupings: Groupings<'a>,
    /// The pages that list articles.
    pub lists: Vec<List<'a>>,
    /// The articles by year and month.
    pub archive: Archive<'a>,
    /// The styles and scripts of the app.
    pub assets: &'a Assets,
    /// The built app.
    pub app: &'a App,
    /// The time of publishing, in seconds since 1970, UTC.
    pub now: i64,
    /// Whether the site is only looked at while it is written: see [`crate::publish::Options::is_preview`].
    pub is_preview: bool,
    /// The pages that articles had in earlier runs and have no longer, each with the slug of its article.
    pub moved: Vec<(PagePath, String)>,
    /// What was not made, since another output has its path.
    pub refused: Mutex<Vec<Refused>>,
}

/// Something that was not made, since another output has its path.
pub enum Refused {
    /// A file in `files/`.
    File {
        /// The file.
        file: PathBuf,
        /// Its path in the published site.
        path: String,
    },
    /// A redirect from an alias.
    Alias {
        /// The file of the article.
        file: PathBuf,
        /// The number of the alias in its list, from 0.
        index: usize,
    },
}

/// An article that could not be published.
pub struct Failure {
    /// Its slug.
    pub slug: String,
    /// Its file.
    pub file: PathBuf,
    /// The error.
    pub error: PublishError,
}

impl Failure {
    /// The report on the article.
    pub fn document(&self) -> check::Document {
        let (message, help) = match &self.error {
            PublishError::Changed { .. } => {
                ("this article was changed while it was being published".to_owned(), "publish again")
            }
            error => (format!("this article can't be published: {error}"), "correct it, and publish again"),
        };
        check::with_error(self.file.clone(), "unpublished", message, help)
    }
}

impl<'a> Context<'a> {
    /// Creates the context of a publication, with its groupings and lists.
    pub fn new(publication: &'a Publication, assets: &'a Assets, app: &'a App, now: i64) -> Self {
        let groupings = Groupings::of(publication);
        let lists = list_pages::lists(publication, &groupings);
        Self {
            publication,
            groupings,
            lists,
            archive: Archive::of(publication.listed()),
            assets,
            app,
            now,
            is_preview: false,
            moved: Vec::new(),
            refused: Mutex::default(),
        }
    }

    /// Makes all outputs. Articles are processed in parallel, and each is read once for all kinds. If articles can't be
    /// published for reasons of their own, the outputs of the site are not made, and the failures are returned.
    pub fn make_all(&self, sink: &dyn Sink, progress: &dyn Progress) -> Result<Vec<Failure>, PublishError> {
        progress.begin("Publishing", self.publication.articles.len());
        let failures = Mutex::new(Vec::new());
        self.publication.articles.par_iter().try_for_each(|entry| {
            let made = self.make_article(entry, sink);
            progress.step();
            match made {
                Err(error) if error.is_of_article() => {
                    let failure = Failure { slug: entry.slug.clone(), file: entry.file().to_owned(), error };
                    failures.lock().unwrap_or_else(PoisonError::into_inner).push(failure);
                    Ok(())
                }
                made => made,
            }
        })?;
        let failures = failures.into_inner().unwrap_or_else(PoisonError::into_inner);
        if failures.is_empty() {
            for kind in &ALL {
                if let Make::OfSite(make) = kind.make {
                    make(self, sink)?;
                }
            }
        }
        Ok(failures)
    }

    /// Makes the outputs of one article.
    pub fn make_article(&self, entry: &ArticleEntry, sink: &dyn Sink) -> Result<(), PublishError> {
        let whole = entry.read()?;
        ALL.iter().try_for_each(|kind| match kind.make {
            Make::OfArticle(make) => make(self, entry, &whole, sink),
            Make::OfSite(_) => Ok(()),
        })
    }

    /// Notes that something was not made.
    pub fn refuse(&self, refused: Refused) {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).push(refused);
    }

    /// Writes a page, with addresses relative to its path.
    pub fn write_page(&self, path: &PagePath, mut page: Document, sink: &dyn Sink) -> Result<(), PublishError> {
        if self.works_offline() && page.script == Some(Script::Page) {
            page.head.push(offline::script());
        }
        sink.write(&path.path(), page.into_html(self.assets, &self.addresses_from(path)).as_bytes())
    }

    /// Returns the addresses of pages and files, relative to this path.
    pub fn addresses_from(&self, path: &PagePath) -> Addresses<'_> {
        Addresses::from(path, self.publication.folder(), &self.publication.pages)
    }

    /// The paths of all pages that list articles.
    pub fn list_paths(&self) -> Vec<PagePath> {
        let lists = self.lists.iter().map(|list| list.path.clone());
        lists.chain(overviews::paths(&self.groupings)).chain(self.archive.paths()).collect()
    }

    /// Whether browsers keep copies for offline reading. Not while the site is written, when files change under the same
    /// names.
    pub fn works_offline(&self) -> bool {
        self.publication.site.offline && !self.assets.is_development() && !self.is_preview
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::path::PathBuf;

    use serde_json::{Value, json};

    use super::*;
    use crate::publish::last_run::{Files, Memory};
    use crate::publish::progress::Silent;
    use crate::publish::publication::Reading;
    use crate::source::SiteFolder;

    /// 2024-02-07 at noon, UTC.
    const NOW: i64 = 1_707_307_200;

    /// The files of each kind, by their paths.
    type Made = BTreeMap<&'static str, Files>;

    /// The folder of a site, in `site/`, and of an app, in `app/`. It is removed when the value is dropped.
    struct Folder(PathBuf);

    impl Folder {
        fn new() -> Self {
            let folder = Self(std::env::temp_dir().join(format!("broadsheet-outputs-{}", std::process::id())));
            folder.write(
                "app/assets.json",
                r#"{"main.css":"main-1.css","start.js":"start-2.js","session.js":"session-5.js"}"#,
            );
            folder.write("app/session-5.js", "ask();");
            folder.write("app/main-1.css", "p { color: red }");
            folder.write("app/start-2.js", "start();");
            folder.write("app/embed.js", "f(\"lang=\".slice(5))");
            folder.write("app/index.html", "<!doctype html><meta charset=\"utf-8\"><div id=\"page\"></div>");
            folder.write("site/site.json", site("The Paper", "paper.example").to_string());
            folder.write("site/articles/bell.json", bell("Bell", "A paragraph."));
            folder.write("site/articles/ferry.json", article("Ferry", "2024-02-05", json!("Another.")).to_string());
            folder.write("site/images/map.svg", "<svg/>");
            folder.write("site/pages/about.json", page("About us."));
            folder.write("site/files/ads.txt", "none");
            folder
        }

        fn write(&self, path: &str, text: impl AsRef<[u8]>) {
            let file = self.0.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }

        /// The files that each kind makes, by the name of the kind.
        fn made(&self, now: i64) -> Made {
            let (site, app) = (SiteFolder::at(self.0.join("site")), App::in_folder(self.0.join("app")));
            let reading = Reading { site: &site, now: Some(now), drafts: false, last: &|_| None };
            let (publication, _) = Publication::read(&reading, &Silent).unwrap();
            let assets = Assets::read(&app).unwrap().of_site(&publication.site);
            let context = Context::new(&publication, &assets, &app, now);
            let made = ALL.iter().map(|kind| {
                let memory = Memory::default();
                match kind.make {
                    Make::OfSite(make) => make(&context, &memory).unwrap(),
                    Make::OfArticle(make) => publication.articles.iter().for_each(|entry| {
                        make(&context, entry, &entry.read().unwrap(), &memory).unwrap();
                    }),
                }
                (kind.name, memory.into_files())
            });
            made.collect()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn site(title: &str, host: &str) -> Value {
        let session = json!({ "preset": "wordpress", "login": format!("https://{host}/login?next={{return}}") });
        let session = if host.starts_with("other") { session } else { Value::Null };
        json!({ "title": title, "lang": title.get(..2), "url": format!("https://{host}/news/"), "offline": title.len() > 9, "session": session })
    }

    fn article(headline: &str, published: &str, text: Value) -> Value {
        let body = ["The first paragraph, which lists show.".into(), text];
        let aliases = if headline == "Ferry" { json!(["/earlier/"]) } else { json!([]) };
        let kicker = if published.starts_with("2023") { "Docks" } else { "Harbours" };
        let authors = if headline == "Ferry" { ["Tam Okafor"] } else { ["ines"] };
        json!({
            "version": 1, "headline": headline, "kicker": kicker, "authors": authors, "published": published, "body": body,
            "aliases": aliases,
        })
    }

    fn page(text: &str) -> String {
        let link = json!([{ "text": "ferry", "href": "../articles/ferry.json" }]);
        json!({ "headline": "About", "body": [text, link] }).to_string()
    }

    fn bell(headline: &str, text: &str) -> String {
        let map = json!({ "text": "map", "href": "../images/map.svg" });
        article(headline, "2024-02-06", json!([{ "text": text, "href": "ferry.json" }, map])).to_string()
    }

    /// Changes one input.
    fn change(folder: &Folder, input: Input) {
        match input {
            Input::Article => folder.write("site/articles/bell.json", bell("Bell", "Changed.")),
            Input::Listing => {
                folder.write("site/articles/bell.json", bell("Bells", "Changed."));
                let ferry = article("Ferry", "2023-01-02", json!("Another."));
                folder.write("site/articles/ferry.json", ferry.to_string());
            }
            Input::Site => folder.write("site/site.json", site("De nieuwe krant", "other.example").to_string()),
            Input::App => {
                let names = r#"{"main.css":"main-9.css","start.js":"start-9.js","session.js":"session-5.js"}"#;
                folder.write("app/assets.json", names);
                folder.write("app/main-9.css", "p { color: blue }");
                folder.write("app/start-9.js", "start();");
                folder.write("app/embed.js", "g(\"lang=\".slice(5))");
                folder.write("app/index.html", "<!doctype html><meta charset=\"utf-8\"><p></p><div id=\"page\"></div>");
            }
            Input::Pages => {
                folder.write("site/pages/about.json", page("All about us."));
                let contact = json!({ "headline": "Contact", "aliases": ["/write/"], "body": ["Write to us."] });
                folder.write("site/pages/contact.json", contact.to_string());
                folder.write("site/authors/ines.json", r#"{ "name": "Ines" }"#);
            }
            Input::Files => {
                folder.write("site/files/ads.txt", "some");
                folder.write("site/images/map.svg", "<svg></svg>");
            }
            Input::Time => {}
        }
    }

    /// The kinds that made a different file at any path that `counts`.
    fn changed(before: &Made, after: &Made, counts: impl Fn(&str) -> bool) -> BTreeSet<&'static str> {
        let differs = |name, (path, bytes): (&String, _)| counts(path) && before[name].get(path) != Some(bytes);
        let kinds = after.iter().filter(|(name, files)| files.iter().any(|file| differs(**name, file)));
        kinds.map(|(name, _)| *name).collect()
    }

    #[test]
    fn a_kind_depends_on_each_input_whose_change_changes_its_files_and_on_no_other() {
        let folder = Folder::new();
        let mut seen: BTreeMap<&str, BTreeSet<Input>> = BTreeMap::new();
        let mut see = |kinds: BTreeSet<_>, input| {
            for kind in kinds {
                seen.entry(kind).or_default().insert(input);
            }
        };
        let mut before = folder.made(NOW);
        for input in [Input::Article, Input::Listing, Input::Site, Input::Pages, Input::Files, Input::App, Input::Time]
        {
            change(&folder, input);
            let after = folder.made(if input == Input::Time { NOW + 7 * 24 * 3600 } else { NOW });
            match input {
                // For the files of an article, its own fields are the input `Article`. For all other files, they are
                // `Listing`; so they are for the pages of `bell`, which link to `ferry`.
                Input::Listing => {
                    let is_own = |path: &str| path.contains("bell") || path.contains("ferry");
                    see(changed(&before, &after, |path| path.contains("ferry")), Input::Article);
                    see(
                        changed(&before, &after, |path| {
                            !is_own(path) || path == "2024/02/bell/index.html" || path == "embed/bell/index.html"
                        }),
                        Input::Listing,
                    );
                }
                _ => see(changed(&before, &after, |_| true), input),
            }
            before = after;
        }
        let declared: BTreeMap<_, BTreeSet<_>> =
            outputs().map(|(name, inputs)| (name, inputs.iter().copied().collect())).collect();
        assert_eq!(seen, declared);
    }
}
