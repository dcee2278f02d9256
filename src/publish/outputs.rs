//! The kinds of output that make up a publication.
//!
//! To add a kind, define a [`Kind`] in the module that makes its files, and add it to [`ALL`].

use std::path::Path;

use rayon::prelude::*;

use crate::article::Article;
use crate::page_path::PagePath;
use crate::publish::PublishError;
use crate::publish::addresses::Addresses;
use crate::publish::assets::Assets;
use crate::publish::document::{Document, Script, icon};
use crate::publish::lists::front::{self, List};
use crate::publish::lists::sections::Sections;
use crate::publish::metadata::{oembed, sitemap};
use crate::publish::pages::{article, card, not_found, reader};
use crate::publish::progress::Progress;
use crate::publish::publication::{ArticleEntry, Publication};
use crate::publish::store::compress::Effort;
use crate::publish::{element, feeds, hosting, offline};

/// Every kind of output.
pub const ALL: [Kind; 13] = [
    article::PAGES,
    article::FRAMES,
    card::PAGES,
    oembed::RESPONSES,
    front::PAGES,
    feeds::FILES,
    sitemap::FILES,
    hosting::FILES,
    reader::PAGE,
    not_found::PAGE,
    icon::FILE,
    element::FILE,
    offline::FILES,
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
    OfArticle(fn(&Context, &ArticleEntry, &Article, &dyn Sink) -> Result<(), PublishError>),
    /// Once for the whole site.
    OfSite(fn(&Context, &dyn Sink) -> Result<(), PublishError>),
}

/// The names of all kinds of output with the inputs they depend on. A test compares them with `docs/architecture.md`.
pub fn outputs() -> impl Iterator<Item = (&'static str, &'static [Input])> {
    ALL.into_iter().map(|kind| (kind.name, kind.depends_on))
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
}

/// The inputs of one run, which all kinds of output share.
pub struct Context<'a> {
    /// The site and its articles.
    pub publication: &'a Publication,
    /// The sections that its articles are in.
    pub sections: Sections<'a>,
    /// The pages that list articles.
    pub lists: Vec<List<'a>>,
    /// The styles and scripts of the app.
    pub assets: Assets,
    /// The folder that contains the built app.
    pub app: &'a Path,
    /// The time of publishing, in seconds since 1970, UTC.
    pub now: i64,
}

impl<'a> Context<'a> {
    /// Creates the context of a publication, with its sections and lists.
    pub fn new(publication: &'a Publication, assets: Assets, app: &'a Path, now: i64) -> Self {
        let sections = Sections::of(&publication.articles);
        let lists = front::lists(publication, &sections);
        Self { publication, sections, lists, assets, app, now }
    }

    /// Makes all outputs. Articles are processed in parallel, and each is read once for all kinds.
    pub fn make_all(&self, sink: &dyn Sink, progress: &dyn Progress) -> Result<(), PublishError> {
        progress.begin("Publishing", self.publication.articles.len());
        self.publication.articles.par_iter().try_for_each(|entry| {
            let article = entry.article()?;
            for kind in ALL {
                if let Make::OfArticle(make) = kind.make {
                    make(self, entry, &article, sink)?;
                }
            }
            progress.step();
            Ok::<_, PublishError>(())
        })?;
        for kind in ALL {
            if let Make::OfSite(make) = kind.make {
                make(self, sink)?;
            }
        }
        Ok(())
    }

    /// Writes a page, with addresses relative to its path.
    pub fn write_page(&self, path: &PagePath, mut page: Document, sink: &dyn Sink) -> Result<(), PublishError> {
        if self.works_offline() && page.script == Some(Script::Page) {
            page.head.push(offline::script());
        }
        sink.write(&path.path(), page.into_html(&self.assets, &self.addresses_from(path)).as_bytes())
    }

    /// Returns the addresses of pages and files, relative to this path.
    pub fn addresses_from(&self, path: &PagePath) -> Addresses<'_> {
        Addresses::from(path, self.publication.folder(), &self.publication.pages)
    }

    /// The paths of all list pages, except for the front page if the only article is shown there.
    pub fn list_paths(&self) -> Vec<PagePath> {
        let paths = self.lists.iter().map(|list| list.path.clone());
        paths.filter(|path| !(self.publication.has_one_article() && *path == PagePath::front(1))).collect()
    }

    /// Whether browsers keep copies for offline reading. Not in development, where files change under the same names.
    pub fn works_offline(&self) -> bool {
        self.publication.site.offline && !self.assets.is_development()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::path::PathBuf;
    use std::sync::Mutex;

    use serde_json::{Value, json};

    use super::*;
    use crate::publish::progress::Silent;

    /// 2024-02-07 at noon, UTC.
    const NOW: i64 = 1_707_307_200;

    /// The files of each kind, by their paths.
    type Made = BTreeMap<&'static str, Files>;

    type Files = BTreeMap<String, Vec<u8>>;

    #[derive(Default)]
    struct Memory(Mutex<Files>);

    impl Sink for Memory {
        fn write_with(&self, path: &str, bytes: &[u8], _: Effort) -> Result<(), PublishError> {
            self.0.lock().unwrap().insert(path.to_owned(), bytes.to_vec());
            Ok(())
        }
    }

    /// A site folder that contains an app. It is removed when the value is dropped.
    struct Folder(PathBuf);

    impl Folder {
        fn new() -> Self {
            let folder = Self(std::env::temp_dir().join(format!("broadsheet-outputs-{}", std::process::id())));
            folder.write("assets.json", r#"{"main.css":"main-1.css","start.js":"start-2.js","card.css":"card-4.css","session.js":"session-5.js"}"#);
            folder.write("session-5.js", "ask();");
            folder.write("main-1.css", "p { color: red }");
            folder.write("start-2.js", "start();");
            folder.write("card-4.css", "a { color: red }");
            folder.write("embed.js", "f(\"lang=\".slice(5))");
            folder.write("reader.html", "<!doctype html><meta charset=\"utf-8\"><div id=\"page\"></div>");
            folder.write("content/site.json", site("The Paper", "paper.example").to_string());
            folder.write("content/articles/bell.json", bell("Bell", "A paragraph."));
            folder.write("content/articles/ferry.json", article("Ferry", "2024-02-05", json!("Another.")).to_string());
            folder
        }

        fn write(&self, path: &str, text: impl AsRef<[u8]>) {
            let file = self.0.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }

        /// The files that each kind makes, by the name of the kind.
        fn made(&self, now: i64) -> Made {
            let (publication, _) = Publication::read(&self.0, Some(now), &Silent).unwrap();
            let assets = Assets::read(&self.0).unwrap().of_site(&publication.site);
            let context = Context::new(&publication, assets, &self.0, now);
            let made = ALL.into_iter().map(|kind| {
                let memory = Memory::default();
                match kind.make {
                    Make::OfSite(make) => make(&context, &memory).unwrap(),
                    Make::OfArticle(make) => publication.articles.iter().for_each(|entry| {
                        make(&context, entry, &entry.article().unwrap(), &memory).unwrap();
                    }),
                }
                (kind.name, memory.0.into_inner().unwrap())
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
        json!({ "version": 1, "headline": headline, "kicker": "Harbours", "published": published, "body": body })
    }

    fn bell(headline: &str, text: &str) -> String {
        article(headline, "2024-02-06", json!([{ "text": text, "href": "ferry.json" }])).to_string()
    }

    /// Changes one input.
    fn change(folder: &Folder, input: Input) {
        match input {
            Input::Article => folder.write("content/articles/bell.json", bell("Bell", "Changed.")),
            Input::Listing => {
                folder.write("content/articles/bell.json", bell("Bells", "Changed."));
                let ferry = article("Ferry", "2023-01-02", json!("Another."));
                folder.write("content/articles/ferry.json", ferry.to_string());
            }
            Input::Site => folder.write("content/site.json", site("De nieuwe krant", "other.example").to_string()),
            Input::App => {
                let names = r#"{"main.css":"main-9.css","start.js":"start-9.js","card.css":"card-9.css","session.js":"session-5.js"}"#;
                folder.write("assets.json", names);
                folder.write("main-9.css", "p { color: blue }");
                folder.write("start-9.js", "start();");
                folder.write("card-9.css", "a { color: blue }");
                folder.write("embed.js", "g(\"lang=\".slice(5))");
                folder.write("reader.html", "<!doctype html><meta charset=\"utf-8\"><p></p><div id=\"page\"></div>");
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
        for input in [Input::Article, Input::Listing, Input::Site, Input::App, Input::Time] {
            change(&folder, input);
            let after = folder.made(if input == Input::Time { NOW + 7 * 24 * 3600 } else { NOW });
            match input {
                // The fields that lists show belong to an article's own input, and to the listing of all other files.
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
