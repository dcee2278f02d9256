//! Runs each command of the documents, or checks the parts of those that no test can run.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::json;

use super::markdown::{Code, code};
use crate::publish::paper::Paper;

const CARGO: &str = include_str!("../../../Cargo.toml");
const CHORES: &str = include_str!("../../../xtask/src/main.rs");

/// Commands that the documents mention without asking readers to run them, and those of Trunk, which `tests/real/trunk.rs`
/// runs.
const NAMES: [&str; 6] =
    ["cargo xtask", "cargo xtask help", "cargo install", "trunk build", "trunk build --release", "trunk serve"];

/// Whether a piece of code is a command, with or without variables before it.
fn is_command(text: &str) -> bool {
    let mut words =
        text.split(' ').skip_while(|word| word.contains('=') && word.starts_with(|c: char| c.is_uppercase()));
    matches!((words.next(), words.next()), (Some("broadsheet" | "cargo" | "trunk"), Some(_)))
}

/// The commands of all documents, each with its position.
fn commands() -> Vec<(String, String)> {
    let mut commands = Vec::new();
    for Code { place, language, text } in code() {
        match language.as_deref() {
            Some("sh") => {
                let lines = text.lines().map(|line| line.split(" #").next().unwrap_or_default().trim());
                commands.extend(lines.filter(|line| !line.is_empty()).map(|line| (place.clone(), line.to_owned())));
            }
            None if is_command(&text) => commands.push((place, text)),
            _ => {}
        }
    }
    commands
}

/// The arguments of a command that runs the program, directly or by `cargo run`.
fn arguments(command: &str) -> Option<Vec<String>> {
    let words =
        command.strip_prefix("cargo run --bin broadsheet -- ").or_else(|| command.strip_prefix("broadsheet "))?;
    Some(words.split(' ').map(str::to_owned).collect())
}

/// A checkout after `cargo xtask build`: the sources of the demo and the app; and the folder `paper`, a site of one's
/// own.
struct Workplace {
    folder: PathBuf,
}

impl Workplace {
    fn new() -> Self {
        let paper = Paper::of(&json!({}));
        let folder = paper.source("").parent().unwrap().with_extension("workplace");
        copy(Path::new("public"), &folder.join("public"));
        copy(&paper.app_folder(), &folder.join("target/app"));
        fs::create_dir_all(folder.join("paper/articles")).unwrap();
        fs::write(folder.join("paper/site.json"), r#"{ "title": "The Paper" }"#).unwrap();
        fs::create_dir_all(folder.join("old-site")).unwrap();
        fs::write(folder.join("old-site/bell.html"), "<html lang=en><title>The bell</title><p>It rings.</p>").unwrap();
        let export = "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><item><title>The reef</title>\
                      <content:encoded>It is near.</content:encoded><wp:post_type>post</wp:post_type><wp:status>publish</wp:status>\
                      </item></channel></rss>";
        fs::write(folder.join("export.xml"), export).unwrap();
        fs::write(folder.join("bell.md"), "# The bell\n\nIt rings.\n").unwrap();
        Self { folder }
    }

    /// Runs a command of the documents. They are written for a program with the app inside it, which this one has not.
    /// `serve` is ended as soon as it serves the site.
    fn run(&self, arguments: &[String]) -> Output {
        let mut program = Command::new(env!("CARGO_BIN_EXE_broadsheet"));
        // No browser opens here.
        program.args(arguments.iter().filter(|argument| *argument != "--open")).current_dir(&self.folder);
        let needs_app = ["publish", "serve", "single-file"].contains(&arguments[0].as_str());
        if needs_app && !arguments.contains(&"--app".to_owned()) {
            program.args(["--app", "target/app"]);
        }
        match arguments[0].as_str() {
            "serve" => served(program.args(["--port", "0"])),
            "new" => {
                // It makes a site only where there is none.
                fs::remove_dir_all(self.folder.join("paper")).unwrap();
                program.output().unwrap()
            }
            _ => program.output().unwrap(),
        }
    }

    fn runs(&self, arguments: &[String]) {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?} ends with {}: {said}", output.status);
    }
}

impl Drop for Workplace {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Ends a program when it says that it serves a site.
fn served(program: &mut Command) -> Output {
    let mut program = program.stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(program.stderr.take().unwrap()).lines().map_while(Result::ok);
    assert!(said.any(|line| line.contains("http://")), "the site is not served");
    Command::new("kill").args(["-INT", &program.id().to_string()]).status().unwrap();
    program.wait_with_output().unwrap()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let copied = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &copied);
        } else {
            fs::copy(&path, &copied).unwrap();
        }
    }
}

/// Regression: the README said to check a folder in which the article was not.
#[test]
fn every_broadsheet_command_in_the_documents_runs_as_written() {
    let place = Workplace::new();
    let help = String::from_utf8(place.run(&["--help".to_owned()]).stdout).unwrap();
    let mut run = 0;
    for (line, command) in commands() {
        let Some(arguments) = arguments(&command) else { continue };
        match &arguments[..] {
            [name] => assert!(help.contains(&format!("\n  {name} ")), "{line}: there is no {command}"),
            _ => {
                // Words in capitals are placeholders.
                let arguments: Vec<_> = arguments
                    .into_iter()
                    .map(|word| match word.as_str() {
                        "PATH…" => "public/content".to_owned(),
                        "DIR" => "public/schema".to_owned(),
                        _ => word,
                    })
                    .collect();
                place.runs(&arguments);
                run += 1;
            }
        }
    }
    assert!(run >= 6, "{run}");
    for schema in ["article-1.json", "site-1.json"] {
        let [ours, made] =
            [Path::new(""), &place.folder].map(|root| fs::read_to_string(root.join("public/schema").join(schema)));
        assert_eq!(ours.unwrap(), made.unwrap());
    }
    assert!(place.folder.join("six-pips.html").is_file());
}

#[test]
fn every_other_command_in_the_documents_exists() {
    let chores = CHORES.split_once("const HELP: &str = \"\\\n").unwrap().1.split_once("\";").unwrap().0;
    let tests = sources(Path::new("tests"));
    for (line, command) in commands() {
        if arguments(&command).is_some() || NAMES.contains(&command.as_str()) {
            continue;
        }
        let words: Vec<_> = command.split(' ').skip_while(|word| word.contains('=')).collect();
        match words[..] {
            ["cargo", "xtask", "test"] | ["cargo", "xtask", "mutants", _] => {}
            ["cargo", "xtask", "test", filter] if filter.chars().all(char::is_lowercase) => {
                assert!(tests.contains(filter), "{line}: no test is called {filter}");
            }
            ["cargo", "xtask", ..] => {
                let chore = command.split(" [").next().unwrap();
                assert!(chores.lines().any(|known| known.starts_with(chore)), "{line}: {command} is not in the help");
            }
            ["cargo", "build", "--release", "--bin", name] => {
                assert!(CARGO.contains(&format!("[[bin]]\nname = \"{name}\"")), "{line}: there is no {name}");
            }
            ["cargo", "test", "--test", name] | ["cargo", "test", "--lib", "--test", name] => {
                assert!(CARGO.contains(&format!("[[test]]\nname = \"{name}\"")), "{line}: there is no {name}");
            }
            _ => panic!("{line}: no test knows what {command} is"),
        }
    }
}

fn sources(folder: &Path) -> String {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| match path.extension() {
            None if path.is_dir() => sources(&path),
            Some(ending) if ending == "rs" => path.display().to_string() + &fs::read_to_string(&path).unwrap(),
            _ => String::new(),
        })
        .collect()
}

/// The steps from the README's article to its page.
#[test]
fn the_steps_of_the_readme_publish_its_article() {
    let place = Workplace::new();
    let articles = code().into_iter().filter(|code| code.place.starts_with("README.md"));
    let article = articles.filter(|code| code.language.as_deref() == Some("md")).map(|code| code.text).next().unwrap();
    let steps: Vec<_> = commands().into_iter().filter(|(line, _)| line.starts_with("README.md")).collect();
    let steps: Vec<_> =
        steps.iter().filter_map(|(_, command)| arguments(command)).filter(|words| words.len() > 1).collect();
    assert!(steps.iter().any(|words| words[0] == "check") && steps.iter().any(|words| words[0] == "publish"));
    for step in &steps {
        place.runs(step);
        if step[0] == "new" {
            fs::write(place.folder.join("paper/articles/harbour-bell.md"), &article).unwrap();
        }
    }
    let readme = fs::read_to_string("README.md").unwrap();
    let page = "2024/10/harbour-bell/";
    assert!(readme.contains(&format!("`{page}`")));
    assert!(place.folder.join("paper/dist").join(page).join("index.html").is_file());
    // Nothing of the demo is in it.
    let site = crate::publish::paper::files(&place.folder.join("paper/dist"));
    for (path, bytes) in site {
        let text = String::from_utf8_lossy(&bytes);
        for trace in ["example.org/log", "Six pips", "six-pips", "north-korea"] {
            assert!(!text.contains(trace) && !path.to_string_lossy().contains(trace), "{trace} in {}", path.display());
        }
    }
    // The README checks the folder that it publishes: both commands find an error in the article.
    fs::write(place.folder.join("paper/articles/harbour-bell.md"), "---\nheadline: [").unwrap();
    for step in steps.iter().filter(|step| ["check", "publish"].contains(&step[0].as_str())) {
        assert_eq!(place.run(step).status.code(), Some(1), "{step:?}");
    }
}
