//! `cargo xtask bench publish`: how long ten thousand articles take to publish, and what a second run writes.

use crate::{project, step};
use anyhow::{Context, Result, ensure};
use fs_err as fs;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

/// The default number of articles.
pub const ARTICLES: usize = 10_000;

/// The demo's article from which all others are generated.
const TEMPLATE: &str = "public/content/articles/north-korea-3g.json";

const SECTIONS: [&str; 5] = ["Networks", "Harbours", "Measures", "Press", "Cities"];

/// How many tags the articles have in all. Each has three.
const TAGS: usize = 400;

/// How many authors the articles have in all. Each has one or two.
const AUTHORS: usize = 60;

/// How many files an error names if more differ than should.
const NAMED: usize = 8;

/// The runs, each with its budget in seconds and in files that differ, without compressed copies. A changed article
/// changes its page, its page for frames and its JSON, and the three feeds of each list where it is among the newest: the
/// site, a section, three topics and two authors.
const RUNS: [(&str, f64, Option<usize>); 4] = [
    ("first run", 20.0, None),
    ("nothing changed", 0.5, Some(0)),
    ("one article changed", 1.0, Some(24)),
    ("one article added", 1.0, Some(60)),
];

/// How many articles are published in both forms.
const IN_BOTH_FORMS: usize = 1_000;

/// How often, so that other work of the machine does not decide.
const ROUNDS: usize = 5;

/// How many times as long articles in Markdown may take as the same in JSON.
const MARKDOWN_RATIO: f64 = 1.3;

/// Publishes so many articles; then again with no article changed; then with one changed; then with one more; then
/// [`IN_BOTH_FORMS`]. Fails if a run writes more files than it should. The times are only printed beside their budgets.
pub fn run(articles: usize) -> Result<()> {
    let app = project::app();
    ensure!(app.join("assets.json").is_file(), "there is no app.\nWhat to do: run `cargo xtask build`.");
    let program = build_program()?;
    let folder = project::root().join("target/bench-publish");
    generate(&folder, articles).context("making the articles")?;
    println!("{articles} articles, {} of JSON each, on {} cores", article_size(&folder)?, cores());
    println!(
        "{:<22}{:>10}{:>10}{:>12}{:>12}{:>10}{:>16}",
        "", "seconds", "budget", "peak MB", "files", "budget", "with copies"
    );
    let mut too_many = Vec::new();
    let mut before = Files::new();
    for (name, seconds, most) in RUNS {
        match name {
            "one article changed" => {
                let file = folder.join("articles/story-00007.json");
                let article = fs::read_to_string(&file)?;
                fs::write(&file, article.replace("That was their value.", "That was their value, then."))?;
            }
            "one article added" => add(&folder, articles)?,
            _ => {}
        }
        let run = publish(&program, &folder)?;
        let after = files(&folder)?;
        let differing = differing(&before, &after);
        let budget = most.map(|most| most.to_string()).unwrap_or_default();
        println!(
            "{name:<22}{:>10.1}{seconds:>10.1}{:>12}{:>12}{budget:>10}{:>16}",
            run.seconds,
            run.megabytes,
            differing.len(),
            run.written
        );
        if most.is_some_and(|most| differing.len() > most) {
            let some: Vec<_> = differing.iter().step_by(differing.len().div_ceil(NAMED)).copied().collect();
            too_many.push(format!("{name} ({} …)", some.join(", ")));
        }
        before = after;
    }
    compare_forms(&program)?;
    ensure!(too_many.is_empty(), "more files differ than should: {}.", too_many.join(", "));
    Ok(())
}

/// Publishes the same articles in JSON and in Markdown, in turn: into a new folder, and again with none changed.
fn compare_forms(program: &Path) -> Result<()> {
    let in_json = project::root().join("target/bench-json");
    let in_markdown = project::root().join("target/bench-markdown");
    for folder in [&in_json, &in_markdown] {
        generate(folder, IN_BOTH_FORMS).context("making the articles")?;
    }
    // Listed before the first file is replaced.
    let articles: Vec<_> = fs::read_dir(in_markdown.join("articles"))?.collect::<Result<_, _>>()?;
    for article in articles {
        let mut convert = Command::new(program);
        convert.arg("convert").arg(article.path()).args(["--as", "markdown", "--in-place", "--quiet"]);
        let status = convert.status()?;
        ensure!(status.success(), "`broadsheet convert` failed ({status}).");
    }
    let mut times = [const { Vec::new() }; 4];
    for _ in 0..ROUNDS {
        for (form, folder) in [&in_json, &in_markdown].into_iter().enumerate() {
            if folder.join("dist").is_dir() {
                fs::remove_dir_all(folder.join("dist"))?;
            }
            for run in 0..2 {
                times[2 * run + form].push(publish(program, folder)?.seconds);
            }
        }
    }
    let medians = times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[ROUNDS / 2]
    });
    println!("\n{IN_BOTH_FORMS} articles{:>10}{:>10}{:>10}{:>10}", "JSON", "Markdown", "ratio", "budget");
    for (name, [json, markdown]) in
        ["first run", "nothing changed"].into_iter().zip([[medians[0], medians[1]], [medians[2], medians[3]]])
    {
        println!("{name:<15}{json:>10.2}{markdown:>10.2}{:>10.2}{MARKDOWN_RATIO:>10.1}", markdown / json);
    }
    Ok(())
}

/// The hashes of published files, by path.
type Files = BTreeMap<String, String>;

/// Reads the files of the last run, without compressed copies, from its manifest.
fn files(folder: &Path) -> Result<Files> {
    let manifest = folder.join("dist/publish.json");
    let manifest: Value = serde_json::from_slice(&fs::read(manifest)?)?;
    let files = manifest["files"].as_object().context("the manifest lists no files")?;
    Ok(files.iter().map(|(path, entry)| (path.clone(), entry["hash"].to_string())).collect())
}

/// The paths of the files that were added, changed or removed.
fn differing<'a>(before: &'a Files, after: &'a Files) -> Vec<&'a str> {
    let removed = before.keys().filter(|path| !after.contains_key(*path));
    let others = after.iter().filter(|(path, hash)| before.get(*path) != Some(hash));
    removed.chain(others.map(|(path, _)| path)).map(String::as_str).collect()
}

struct Run {
    seconds: f64,
    megabytes: u64,
    written: usize,
}

fn publish(program: &Path, folder: &Path) -> Result<Run> {
    let mut publish = Command::new(program);
    publish.arg("publish").arg(folder).arg("--app").arg(project::app());
    let Measured { seconds, megabytes, printed } = measure(&mut publish, &folder.join("output.txt"))?;
    let written = written(&printed).with_context(|| format!("finding the number of files in: {printed}"))?;
    Ok(Run { seconds, megabytes, written })
}

/// How long a program took, the most memory it had, and what it printed.
pub struct Measured {
    pub seconds: f64,
    pub megabytes: u64,
    pub printed: String,
}

/// Runs a program, whose messages go through a file, and measures it.
pub fn measure(command: &mut Command, messages: &Path) -> Result<Measured> {
    let start = Instant::now();
    let mut child = command.stderr(fs::File::create(messages)?.into_file()).spawn()?;
    let mut megabytes = 0;
    let status = loop {
        // Polled, since the system forgets the peak when the process ends.
        if let Some(peak) = peak(child.id()) {
            megabytes = peak;
        }
        if let Some(status) = child.try_wait()? {
            break status;
        }
        thread::sleep(Duration::from_millis(20));
    };
    let seconds = start.elapsed().as_secs_f64();
    let printed = fs::read_to_string(messages)?;
    ensure!(status.success(), "`{}` failed ({status}):\n{printed}", command.get_program().display());
    Ok(Measured { seconds, megabytes, printed })
}

/// The number of written files in what `broadsheet publish` prints: `Published … to … (14,586 files, 12 changed).`
fn written(printed: &str) -> Option<usize> {
    let summary = printed.lines().find(|line| line.starts_with("Published "))?;
    match summary.split_once(" changed")?.0.rsplit(' ').next()? {
        "none" => Some(0),
        number => number.replace(',', "").parse().ok(),
    }
}

fn peak(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}

/// Builds the program with optimisations, as publishers use it.
pub fn build_program() -> Result<PathBuf> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--release", "--bin", "broadsheet", "--message-format=json-render-diagnostics"]);
    let messages = step::capture(cargo.current_dir(project::root()), "fix the errors above, then run it again.")?;
    let programs = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let program = programs.filter_map(|message| message["executable"].as_str().map(PathBuf::from)).next_back();
    program.context("cargo built `broadsheet`, but did not print where it is")
}

/// Makes a site folder with this many articles: each has a date of its own, and the paragraphs of [`TEMPLATE`]
/// in another order.
pub fn generate(folder: &Path, count: usize) -> Result<()> {
    let template: Value = serde_json::from_slice(&fs::read(project::root().join(TEMPLATE))?)?;
    if folder.is_dir() {
        fs::remove_dir_all(folder)?;
    }
    let articles = folder.join("articles");
    fs::create_dir_all(&articles)?;
    fs::create_dir_all(folder.join("images"))?;
    for image in ["pyongyang-signal", "pyongyang-signal-480", "pyongyang-signal-800", "six-pips-480", "long-meridian"] {
        for ending in ["jpg", "png"] {
            let from = project::root().join(format!("public/content/images/{image}.{ending}"));
            if from.is_file() {
                fs::copy(&from, folder.join(format!("images/{image}.{ending}")))?;
            }
        }
    }
    let site = json!({
        "version": 1,
        "title": "Ten thousand",
        "lang": "en",
        "url": "https://example.org/news/",
        "home": "story-00000",
    });
    fs::write(folder.join("site.json"), site.to_string())?;
    for number in 0..count {
        let published = format!("{}-{:02}-{:02}", 2001 + number % 25, 1 + number % 12, 1 + number % 28);
        write_article(&articles, &template, number, &published)?;
    }
    Ok(())
}

/// Adds an article that is newer than all others.
fn add(folder: &Path, number: usize) -> Result<()> {
    let template = serde_json::from_slice(&fs::read(project::root().join(TEMPLATE))?)?;
    write_article(&folder.join("articles"), &template, number, "2025-12-31")
}

fn write_article(folder: &Path, template: &Value, number: usize, published: &str) -> Result<()> {
    // Numbers that look random, so that the articles of one year are not all on one topic.
    let one_of = |count: usize, which: usize| (number * 7_919 + which * 104_729) / 11 % count;
    let mut article = template.clone();
    article["headline"] = json!(format!("A month of pictures, part {number}"));
    article["published"] = json!(published);
    article["kicker"] = json!(SECTIONS[number % SECTIONS.len()]);
    let tags = (0..3).map(|which| format!("Topic {}", one_of(TAGS, which)));
    article["tags"] = json!(tags.collect::<Vec<_>>());
    let authors = (0..=number % 2).map(|which| format!("Author {}", one_of(AUTHORS, which)));
    article["authors"] = json!(authors.collect::<Vec<_>>());
    if let Some(fields) = article.as_object_mut() {
        fields.remove("updated");
        fields.remove("related");
    }
    if let Some(body) = article["body"].as_array_mut() {
        let length = body.len();
        body.rotate_left(number % length);
    }
    Ok(fs::write(folder.join(format!("story-{number:05}.json")), serde_json::to_string_pretty(&article)?)?)
}

fn article_size(folder: &Path) -> Result<String> {
    let bytes = fs::metadata(folder.join("articles/story-00000.json"))?.len();
    Ok(format!("{} kB", bytes / 1000))
}

pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_differ_if_they_were_added_changed_or_removed() {
        let files = |list: &[(&str, &str)]| {
            list.iter().map(|(path, hash)| ((*path).to_owned(), (*hash).to_owned())).collect::<Files>()
        };
        let before = files(&[("same", "1"), ("changed", "1"), ("removed", "1")]);
        let after = files(&[("same", "1"), ("changed", "2"), ("added", "1")]);
        assert_eq!(differing(&before, &after), ["removed", "added", "changed"]);
        assert!(differing(&after, &after).is_empty());
    }

    #[test]
    fn the_number_of_written_files_is_found_in_the_summary() {
        let printed = |changed: &str| {
            format!("Publishing 2 articles …\nPublished 2 articles to dist/ (78 files, {changed}). Open it: x")
        };
        for (changed, expected) in
            [("none changed", Some(0)), ("9 changed", Some(9)), ("1,234 changed, 1 removed", Some(1_234)), ("", None)]
        {
            assert_eq!(written(&printed(changed)), expected, "{changed}");
        }
    }
}
