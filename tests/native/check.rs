//! `broadsheet check`, over articles that are broken on purpose, and over the demo.

mod across;
mod addresses;
mod dates;
mod help;
mod home;
mod markdown;
mod names;
mod rules;
mod session;
mod theme;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use broadsheet::article::MAX_BYTES;
use broadsheet::article::json::MAX_STRING;
use broadsheet::check::{Finding, Report};
use broadsheet::file_system::Unreadable;
use expect_test::{Expect, expect, expect_file};
use serde_json::{Value, json};

const BROKEN: &str = "tests/fixtures/broken";

fn broadsheet(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_broadsheet"));
    command.args(arguments).env("SOURCE_DATE_EPOCH", NOW.to_string()).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// 2025-01-31 at noon, UTC.
const NOW: i64 = 1_738_324_800;

fn check(paths: &[PathBuf]) -> Result<Report, Unreadable> {
    broadsheet::check::check(paths, NOW)
}

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    // Tests that run in parallel may use the same name.
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("check").join(format!("{name}-{number}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let file = folder.join(name);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// The rules that an article breaks.
fn rules(file: &Path) -> Vec<&'static str> {
    let report = check(&[file.to_owned()]).unwrap();
    report.documents[0].findings.iter().map(|finding| finding.rule).collect()
}

#[test]
fn broken_articles_give_the_golden_report() {
    expect_file!["../fixtures/broken.txt"].assert_eq(&check(&[BROKEN.into()]).unwrap().to_human(false));
}

#[test]
fn every_broken_article_has_a_finding() {
    for document in check(&[BROKEN.into()]).unwrap().documents {
        assert!(!document.findings.is_empty(), "{}", document.file.display());
    }
}

#[test]
fn the_demo_has_no_findings() {
    let output = broadsheet(&["check", "public/content"]);
    let said = "Checked 8 files: nothing is wrong.\n";
    assert_eq!((output.status.code(), text(&output.stdout), text(&output.stderr)), (Some(0), "", said));
}

#[test]
fn format_json_prints_one_object_with_a_list_of_findings() {
    let output = broadsheet(&["check", BROKEN, "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    assert_eq!(findings.len(), check(&[BROKEN.into()]).unwrap().count());
    let alt = findings.iter().find(|finding| finding["message"] == "\"alt\" is missing").unwrap();
    assert_eq!(alt["file"], format!("{BROKEN}/articles/missing.json"));
    assert_eq!((&alt["line"], &alt["column"], &alt["path"]), (&5.into(), &5.into(), &"body[0]".into()));
    assert_eq!((&alt["level"], &alt["rule"]), (&"error".into(), &"missing".into()));
    assert!(alt["help"].as_str().unwrap().contains("a description"));
}

#[test]
fn format_github_prints_annotations_of_a_workflow() {
    let folder = folder("github");
    write(&folder, "articles/a,b.json", r#"{ "headline": "100% done", "body": ["A."], "bdoy": 1 }"#);
    write(&folder, "articles/c.json", "{\n  \"headline\": }");
    let output = broadsheet(&["check", folder.to_str().unwrap(), "--format", "github"]);
    assert_eq!(output.status.code(), Some(1));
    expect![[r#"
        ::warning file=DIR/articles/a%2Cb.json,line=1,col=44,title=unknown-key::there is no key "bdoy" here, and it is ignored%0Adid you mean "body"?
        ::error file=DIR/articles/c.json,line=2,col=15,title=syntax::this is not JSON%0Acompare it with a file that works, or open it in a JSON editor to see the error
    "#]].assert_eq(&text(&output.stdout).replace(folder.to_str().unwrap(), "DIR"));
}

/// Regression: a pipe in the place of a file was read until somebody wrote to it.
#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_is_an_error_at_once() {
    let folder = folder("pipes");
    let image = |src: &str| json!({ "type": "image", "src": src, "width": 1, "height": 1, "alt": "" });
    let article = json!({ "headline": "H", "body": [image("../images/pipe.png"), image("../images/device.png")] });
    write(&folder, "site.json", "{}");
    write(&folder, "articles/story.json", &article.to_string());
    fs::create_dir_all(folder.join("images")).unwrap();
    for pipe in ["images/pipe.png", "articles/pipe.json"] {
        assert!(Command::new("mkfifo").arg(folder.join(pipe)).status().unwrap().success());
    }
    std::os::unix::fs::symlink("/dev/stdin", folder.join("images/device.png")).unwrap();
    std::os::unix::fs::symlink("/dev/stdin", folder.join("articles/device.json")).unwrap();
    let report = check(std::slice::from_ref(&folder)).unwrap();
    let found: Vec<_> =
        report.documents.iter().flat_map(|document| &document.findings).map(|found| found.rule).collect();
    assert_eq!(found, ["dead-file", "dead-file", "not-a-file", "not-a-file"], "{}", report.to_human(false));
    let named = check(&[folder.join("articles/pipe.json")]).unwrap_err();
    assert!(named.to_string().ends_with("articles/pipe.json: it is not a file"), "{named}");
}

#[test]
fn wrong_arguments_or_unreadable_files_exit_with_2() {
    let empty = folder("empty");
    let empty = empty.to_str().unwrap();
    let help = broadsheet(&["--help"]).stdout;
    let mut said = String::new();
    for arguments in [
        &["check", "no/such/file.json"][..],
        &["check", empty],
        &["check"],
        &["check", "--format", "xml", BROKEN],
        &["chekc", BROKEN],
        &["publish", "no/such/folder"],
        &["publish", "public/content"],
        &["publish", "--loud"],
        &["single-file"],
        &[],
    ] {
        let output = broadsheet(arguments);
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""), "{arguments:?}");
        said += &format!("$ {}\n{}", [&["broadsheet"], arguments].concat().join(" "), text(&output.stderr));
    }
    expect![[r#"
        $ broadsheet check no/such/file.json
        broadsheet: can't read no/such/file.json: No such file or directory (os error 2)
        $ broadsheet check EMPTY
        broadsheet: can't read EMPTY: there is no .json or .md file in it
        $ broadsheet check
        broadsheet: there is no site.json in . or in a folder above it.
        What to do: give the folder that contains site.json, as in `broadsheet check paper`, or make a site by `broadsheet new paper`
        $ broadsheet check --format xml tests/fixtures/broken
        error: invalid value 'xml' for '--format <FORMAT>'
          [possible values: human, json, github]

        For more information, try '--help'.
        $ broadsheet chekc tests/fixtures/broken
        error: unrecognized subcommand 'chekc'

          tip: some similar subcommands exist: 'schema', 'check'

        Usage: broadsheet <COMMAND>

        For more information, try '--help'.
        $ broadsheet publish no/such/folder
        broadsheet: there is no no/such/folder.
        What to do: give the folder that contains site.json, as in `broadsheet check paper`, or make a site by `broadsheet new paper`
        $ broadsheet publish public/content
        broadsheet: the app is not inside this program, since it was built by cargo alone.
        What to do: name the folder of the app, as in --app target/app, where `cargo xtask build` leaves it; or make a program with the app inside by `cargo xtask release`
        $ broadsheet publish --loud
        error: unexpected argument '--loud' found

          tip: to pass '--loud' as a value, use '-- --loud'

        Usage: broadsheet publish [OPTIONS] [SITE]

        For more information, try '--help'.
        $ broadsheet single-file
        error: the following required arguments were not provided:
          <SLUG>

        Usage: broadsheet single-file <SLUG> [SITE]

        For more information, try '--help'.
        $ broadsheet
        HELP"#]]
    .assert_eq(&said.replace(empty, "EMPTY").replace(text(&help), "HELP"));
}

/// Version 0.1 published in place.
#[test]
fn who_publishes_in_place_is_told_what_to_do_instead() {
    let dist = folder("in-place");
    write(&dist, "content/site.json", "{}");
    write(&dist, "publish.json", r#"{ "form": 1 }"#);
    let output = broadsheet(&["publish", dist.to_str().unwrap()]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""));
    expect![[r#"
        broadsheet: DIST is a folder to which a site was published, and a site is no longer published in place.
        What to do: move DIST/content to a folder of its own, such as paper, and type `broadsheet publish paper --output DIST --adopt`
    "#]].assert_eq(&text(&output.stderr).replace(dist.to_str().unwrap(), "DIST"));
}

#[test]
fn help_names_every_command_and_version_the_version() {
    for arguments in [&["--help"][..], &["-h"], &["help"]] {
        let output = broadsheet(arguments);
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""), "{arguments:?}");
        for command in ["new", "check", "publish", "single-file", "schema", "completions"] {
            assert!(text(&output.stdout).contains(&format!("\n  {command} ")), "{arguments:?} lacks {command}");
        }
    }
    for argument in ["--version", "-V"] {
        let output = broadsheet(&[argument]);
        let expected = concat!("broadsheet ", env!("CARGO_PKG_VERSION"), "\n");
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(0), expected), "{argument}");
    }
}

#[test]
fn completions_and_man_page_know_every_command_and_option() {
    for arguments in [
        &["completions", "bash"][..],
        &["completions", "zsh"],
        &["completions", "fish"],
        &["completions", "powershell"],
    ] {
        let output = broadsheet(arguments);
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""), "{arguments:?}");
        for word in ["check", "publish", "single-file", "schema", "adopt", "drafts"] {
            assert!(text(&output.stdout).contains(word), "{arguments:?} lacks {word}");
        }
    }
    let man = broadsheet(&["man"]);
    assert!(
        text(&man.stdout).contains("broadsheet\\-publish") && text(&man.stdout).contains("Exit codes"),
        "{}",
        text(&man.stdout)
    );
}

#[test]
fn output_has_no_colour_without_a_terminal() {
    assert!(!text(&broadsheet(&["check", BROKEN]).stdout).contains('\u{1b}'));
    assert!(check(&[BROKEN.into()]).unwrap().to_human(true).contains('\u{1b}'));
}

#[test]
fn folders_are_searched_except_schema_and_hidden_ones() {
    let folder = folder("search");
    for name in ["schema/article-1.json", ".cache/old.json", "deep/er/story.json", "notes.txt", "other.json"] {
        write(&folder, name, "{}");
    }
    let report = check(std::slice::from_ref(&folder)).unwrap();
    let files: Vec<_> = report.documents.iter().map(|document| document.file.strip_prefix(&folder).unwrap()).collect();
    assert_eq!(files, [Path::new("deep/er/story.json"), Path::new("other.json")]);
}

/// The findings in an article of a publication.
fn findings(folder: &Path, article: &Value) -> Vec<Finding> {
    write(folder, "content/articles/story.json", &article.to_string());
    let report = check(&[folder.join("content/articles/story.json")]).unwrap();
    report.documents.into_iter().flat_map(|document| document.findings).collect()
}

/// The findings in an article of a publication: rule, path and help.
fn found(folder: &Path, article: &Value) -> Vec<(&'static str, String, String)> {
    findings(folder, article).into_iter().map(|finding| (finding.rule, finding.path, finding.help)).collect()
}

/// Checks the findings for each input. Each finding is in one line: rule, path and help.
fn check_each(inputs: &[&str], findings: impl Fn(&str) -> Vec<Finding>, expected: Expect) {
    let line = |Finding { rule, path, help, .. }: Finding| format!("  {rule} {path}: {help}\n");
    let lines = |input: &&str| findings(input).into_iter().map(line).collect::<String>();
    expected.assert_eq(&inputs.iter().map(|input| format!("{input:?}\n{}", lines(input))).collect::<String>());
}

/// An article with one link.
fn with_link(href: &str) -> Value {
    json!({ "headline": "H", "body": [[{ "text": "link", "href": href }]] })
}

/// An article with nothing wrong in it.
const ARTICLE: &str = r#"{ "headline": "Bridge reopens", "body": ["At noon."] }"#;

#[test]
fn an_article_outside_the_folder_of_articles_is_reported_as_not_published() {
    let dist = folder("strays");
    for name in [
        "articles/bridge.json",
        "articles/2024/fog.json",
        "articles/bell/index.json",
        "articles/bell/deep.json",
        "articles/UPPER.JSON",
        "articles/hidden.json.txt",
    ] {
        write(&dist.join("content"), name, ARTICLE);
    }
    for name in ["loose.json", "stories/lost.json", "schema/article-1.json"] {
        write(&dist.join("content"), name, ARTICLE);
    }
    write(&dist, "content/site.json", r#"{ "home": "bridge" }"#);
    for name in ["data/budget.json", "redirects.json", "._site.json", "articles/._bridge.json"] {
        write(&dist.join("content"), name, r#"{ "rows": [1, 2] }"#);
    }
    write(&dist, "content/articles/notes.txt", ARTICLE);
    let strays = [
        "articles/UPPER.JSON",
        "articles/bell/deep.json",
        "articles/hidden.json.txt",
        "loose.json",
        "stories/lost.json",
    ];
    for (searched, expected) in [
        ("", &strays[..]),
        ("content", &strays),
        ("content/articles", &strays[..3]),
        ("content/data/../articles", &strays[..3]),
    ] {
        let report = check(&[dist.join(searched)]).unwrap();
        let found: Vec<_> = report.documents.iter().filter(|document| !document.findings.is_empty()).collect();
        let files: Vec<_> = found.iter().map(|document| document.file.canonicalize().unwrap()).collect();
        let expected: Vec<_> = expected.iter().map(|name| dist.join("content").join(name)).collect();
        assert_eq!(files, expected, "{searched}");
        assert!(
            found.iter().all(|document| document.findings[0].rule == "not-published"),
            "{}",
            report.to_human(false)
        );
    }
    let named = [dist.join("content/articles/2024"), dist.join("content/loose.json")];
    let report = check(&named).unwrap();
    assert_eq!((report.documents.len(), report.count()), (2, 0), "what is named is read");
}

#[test]
fn only_the_content_of_a_build_is_checked() {
    let dist = folder("build");
    for name in ["feed.json", "assets.json", "oembed/bridge.json", "2024/10/bridge/data.json"] {
        write(&dist, name, r#"{ "version": "https://example.org/feed" }"#);
    }
    write(&dist, "content/articles/bridge.json", ARTICLE);
    for searched in [dist.clone(), dist.join(".")] {
        let report = check(&[searched]).unwrap();
        assert_eq!((report.documents.len(), report.count()), (1, 0), "{}", report.to_human(false));
    }
}

#[test]
fn a_site_without_home_has_no_findings() {
    let folder = folder("home");
    for home in [r#"{}"#, r#"{ "home": null }"#, r#"{ "home": "" }"#] {
        write(&folder, "site.json", home);
        assert_eq!(rules(&folder.join("site.json")), [""; 0], "{home}");
    }
    write(&folder, "site.json", r#"{ "home": "gone" }"#);
    assert_eq!(rules(&folder.join("site.json")), ["home"]);
}

#[test]
fn a_file_over_a_limit_is_reported() {
    let folder = folder("limits");
    let article = |name: &str, body: &str| {
        let file = folder.join(name);
        fs::write(&file, format!("{{\n\"headline\": \"A\",\n\"body\": [{body}]\n}}\n")).unwrap();
        rules(&file)
    };
    assert_eq!(article("string.json", &format!("\"{}\"", "a".repeat(MAX_STRING + 1))), ["long-string"]);
    assert_eq!(article("large.json", &" ".repeat(MAX_BYTES)), ["too-large"]);
    assert_eq!(article("blocks.json", &vec!["\"A\""; 10_001].join(",")), ["too-many-blocks"]);
}

#[test]
fn time_grows_linearly_with_the_findings_in_a_line() {
    let folder = folder("many");
    let growth = tenfold(500, |count| {
        let file = folder.join("many.json");
        let spans = vec![r#"{"text":"a","txet":"b"}"#; count].join(",");
        fs::write(&file, format!(r#"{{"headline":"A","body":[[{spans}]]}}"#)).unwrap();
        let report = check(&[file]).unwrap();
        assert_eq!(report.count(), 101);
        report.to_json();
        report.to_human(false);
    });
    assert!(growth < 40.0, "{growth} times as long");
}

/// The factor by which the time grows when the input is ten times as large. Each time is the shortest of five runs.
fn tenfold(count: usize, run: impl Fn(usize)) -> f64 {
    let begun = Instant::now();
    let shortest = |count| {
        let times = std::iter::repeat_with(|| {
            let start = working_time(begun);
            run(count);
            working_time(begun) - start
        });
        times.take(5).fold(f64::INFINITY, f64::min)
    };
    shortest(10 * count) / shortest(count)
}

/// The processor time of this thread, in nanoseconds: the wall clock also counts other programs' work. On a system
/// without it, the wall clock is used (<https://docs.kernel.org/scheduler/sched-stats.html>).
fn working_time(begun: Instant) -> f64 {
    let told = fs::read_to_string("/proc/thread-self/schedstat");
    let told = told.ok().and_then(|line| line.split_whitespace().next()?.parse().ok());
    told.unwrap_or_else(|| begun.elapsed().as_nanos() as f64)
}
