//! `broadsheet new`: the site that it makes, and where it makes none.

mod place;
// Its scripts are for the system on which GitHub runs them.
#[cfg(target_os = "linux")]
mod workflow;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

use broadsheet::app::App;
use broadsheet::check;
use broadsheet::publish::progress::Silent;
use broadsheet::publish::{Options, publish};
use broadsheet::source::SiteFolder;
use expect_test::{Expect, expect};
use serde_json::{Value, json};

use crate::publish::paper::{NOW, Paper, files};

/// A folder in which sites are made. It is removed when it is dropped.
pub struct Desk(PathBuf);

impl Desk {
    /// An empty folder.
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("broadsheet-new-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder.canonicalize().unwrap())
    }

    /// The path of a file in it.
    pub fn path(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    /// Writes a file.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let file = self.path(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }

    /// Runs the program in it.
    pub fn run(&self, arguments: &[&str]) -> Output {
        let mut program = Command::new(env!("CARGO_BIN_EXE_broadsheet"));
        let program = program.args(arguments).env("SOURCE_DATE_EPOCH", NOW.to_string());
        program.current_dir(&self.0).output().unwrap()
    }

    /// Makes a site, and returns what is said.
    fn made(&self, arguments: &[&str]) -> String {
        let output = self.run(&[&["new"], arguments].concat());
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(0), true), "{said}");
        said
    }

    /// Checks what is said where no site is made, and that nothing changes. `DESK` stands for this folder.
    fn check_refusal(&self, arguments: &[&str], expected: Expect) {
        let before = files(&self.0);
        let output = self.run(&[&["new"], arguments].concat());
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(2), true), "{said}");
        expected.assert_eq(&said.replace(self.0.to_str().unwrap(), "DESK"));
        assert_eq!(files(&self.0), before);
    }

    /// Reads a file as JSON.
    pub fn json(&self, path: &str) -> Value {
        serde_json::from_slice(&fs::read(self.path(path)).unwrap()).unwrap()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const FILES: [&str; 11] = [
    ".github/workflows/publish.yml",
    ".gitignore",
    "README.md",
    "articles/a-short-one.md",
    "articles/page-one.md",
    "images/one-sheet.jpg",
    "pages/about.md",
    "schema/article-1.json",
    "schema/author-1.json",
    "schema/site-1.json",
    "site.json",
];

fn names(folder: &Path) -> Vec<String> {
    files(folder).into_keys().map(|path| path.to_str().unwrap().to_owned()).collect()
}

#[test]
fn a_new_site_is_published_without_a_finding_whatever_its_folder_is_called() {
    let app = Paper::new();
    let desk = Desk::new();
    for name in ["paper", "The Paper of Inés", "Газета \"Утро\" & 新聞", "a/b/c", "صحيفة", "100% #1? {x} \\ 'y'"]
    {
        desk.made(&[name]);
        let folder = desk.path(name);
        assert_eq!(names(&folder), FILES, "{name}");
        let report = check::check(std::slice::from_ref(&folder), NOW).unwrap();
        assert_eq!((report.count(), report.documents.len()), (0, 4), "{name}: {}", report.to_human(false));
        let app = App::in_folder(app.app_folder());
        let site = SiteFolder::find(&folder).unwrap();
        let outcome = publish(&site, &folder.join("dist"), &Options::new(&app, NOW), &Silent).unwrap();
        assert_eq!((outcome.articles, outcome.left_out.len(), outcome.report.count()), (2, 0, 0), "{name}");
        let page = fs::read_to_string(folder.join("dist/2024/02/page-one/index.html")).unwrap();
        for part in ["The Paper", "content/images/one-sheet.jpg", "/a-short-one/", "<blockquote", "<ul"] {
            assert!(page.contains(part), "{name}: there is no {part} on the page");
        }
        let page = fs::read_to_string(folder.join("dist/2024/02/a-short-one/index.html")).unwrap();
        assert!(page.contains("/page-one/"), "{name}");
    }
}

#[test]
fn the_examples_have_the_dates_of_today_and_yesterday() {
    let desk = Desk::new();
    desk.made(&["paper"]);
    for (article, date) in [("page-one", "2024-02-07"), ("a-short-one", "2024-02-06")] {
        let text = fs::read_to_string(desk.path(&format!("paper/articles/{article}.md"))).unwrap();
        assert!(text.contains(&format!("\npublished: {date}\n")), "{text}");
    }
    let first = files(&desk.path("paper"));
    desk.made(&["again"]);
    assert_eq!(files(&desk.path("again")), first, "the same time gives the same files");
}

#[test]
fn the_schemas_of_a_new_site_are_those_of_the_command_schema() {
    let desk = Desk::new();
    desk.made(&["paper"]);
    assert!(desk.run(&["schema", "schema"]).status.success());
    assert_eq!(files(&desk.path("paper/schema")), files(&desk.path("schema")));
    let site = desk.json("paper/site.json");
    let schema = desk.json(&format!("paper/{}", site["$schema"].as_str().unwrap()));
    let schema = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<_> = schema.iter_errors(&site).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

/// As the first of them says.
#[test]
fn a_site_whose_examples_are_deleted_is_published_without_a_finding() {
    let app = Paper::new();
    let desk = Desk::new();
    desk.made(&["paper"]);
    for file in ["articles/page-one.md", "articles/a-short-one.md", "images/one-sheet.jpg"] {
        fs::remove_file(desk.path("paper").join(file)).unwrap();
    }
    desk.write("paper/articles/mine.json", json!({ "headline": "Mine", "body": ["Words."] }).to_string());
    let (site, app) = (SiteFolder::at(desk.path("paper")), App::in_folder(app.app_folder()));
    let outcome = publish(&site, &desk.path("paper/dist"), &Options::new(&app, NOW), &Silent).unwrap();
    assert_eq!((outcome.articles, outcome.report.count()), (1, 0));
}

#[test]
fn the_readme_names_commands_that_exist_and_files_that_are_there() {
    let desk = Desk::new();
    desk.made(&["paper"]);
    let readme = fs::read_to_string(desk.path("paper/README.md")).unwrap();
    let commands: Vec<_> = readme.lines().filter_map(|line| line.strip_prefix("broadsheet ")).collect();
    let commands: Vec<_> = commands.iter().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(commands, ["serve", "check", "publish"]);
    let rows = readme.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let rows: Vec<_> = rows.collect();
    assert_eq!(rows.len(), 6);
    for path in rows {
        assert!(desk.path("paper").join(path).exists(), "{path}");
    }
}

#[test]
fn a_new_site_is_followed_by_the_command_that_shows_it() {
    let desk = Desk::new();
    expect![[r#"
        Made a site in paper/: its title is in site.json, its articles are in articles/.
        Open it: broadsheet serve paper
    "#]]
    .assert_eq(&desk.made(&["paper"]));
    expect![[r#"
        Made a site in Ines's paper/: its title is in site.json, its articles are in articles/.
        Open it: broadsheet serve 'Ines'\''s paper'
    "#]]
    .assert_eq(&desk.made(&["Ines's paper"]));
    let empty = Desk::new();
    expect![[r#"
        Made a site in this folder: its title is in site.json, its articles are in articles/.
        Open it: broadsheet serve
    "#]]
    .assert_eq(&empty.made(&["."]));
}
