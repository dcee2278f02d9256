//! What `broadsheet publish` and other commands say about their work: progress, summary, and nothing with `--quiet`.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use broadsheet::check::Report;
use broadsheet::publish::{Outcome, Withheld};
use expect_test::{Expect, expect};
use serde_json::json;

use super::paper::{NOW, Paper};

#[test]
fn the_summary_names_what_was_left_out() {
    let check = |left_out: &str, retained: &str, has_url, expected: Expect| {
        let [left_out, retained] = [left_out, retained].map(|slugs| slugs.chars().map(String::from).collect());
        let report = Report { documents: Vec::new() };
        let outcome = Outcome {
            output: "./dist".into(),
            articles: 2,
            left_out,
            retained,
            retained_pages: 0,
            withheld: Withheld::default(),
            unpublished: Vec::new(),
            changed: Vec::new(),
            files: 1_056,
            written: 31,
            removed: 1,
            has_url,
            report,
        };
        expected.assert_eq(&outcome.to_string());
    };
    check("", "", true, expect!["Published 2 articles to dist/ (1,056 files, 31 changed, 1 removed)."]);
    check(
        "ab",
        "",
        true,
        expect![[r#"
        2 articles have errors and are left out: a, b.
        Published 2 articles to dist/ (1,056 files, 31 changed, 1 removed)."#]],
    );
    check(
        "abcdefg",
        "",
        true,
        expect![[r#"
            7 articles have errors and are left out: a, b, c, d, e and 2 more.
            Published 2 articles to dist/ (1,056 files, 31 changed, 1 removed)."#]],
    );
    check(
        "a",
        "xy",
        true,
        expect![[r#"
            2 articles have errors and stay as they were published before: x, y.
            1 article has an error and is left out: a.
            Published 2 articles to dist/ (1,056 files, 31 changed, 1 removed)."#]],
    );
    check(
        "",
        "",
        false,
        expect![[r#"
            site.json has no "url", so there are no feeds, sitemap, oEmbed responses, previews or canonical links. Add it as soon as you know the address of the site.
            Published 2 articles to dist/ (1,056 files, 31 changed, 1 removed)."#]],
    );
}

/// Runs the program in a folder. `APP` stands for the folder of the app.
fn run(paper: &Paper, folder: &Path, arguments: &[&str]) -> Output {
    let app = paper.app_folder();
    let arguments = arguments.iter().map(|word| if *word == "APP" { app.as_os_str() } else { word.as_ref() });
    let mut program = Command::new(env!("CARGO_BIN_EXE_broadsheet"));
    program.args(arguments).current_dir(folder).env("SOURCE_DATE_EPOCH", NOW.to_string()).output().unwrap()
}

/// Checks what is said to the person. `DIR` stands for the folder above the site, and `APP` for that of the app.
fn check_said(paper: &Paper, folder: &Path, arguments: &[&str], expected: Expect) {
    let output = run(paper, folder, arguments);
    let [app, above] = [paper.app_folder(), paper.source("").parent().unwrap().canonicalize().unwrap()];
    let said = String::from_utf8(output.stderr).unwrap();
    let said = said.replace(app.to_str().unwrap(), "APP").replace(above.to_str().unwrap(), "DIR");
    expected.assert_eq(&said);
}

fn paper() -> Paper {
    let paper = Paper::new();
    paper.plain("first", "2013-03-27").plain("second", "2013-04-01");
    paper
}

#[test]
fn the_last_line_says_what_was_published_where_and_how_to_open_it() {
    let paper = paper();
    let site = paper.source("");
    let above = site.parent().unwrap();
    let publish = ["publish", "--app", "APP"];
    check_said(
        &paper,
        above,
        &["publish", "site", "--app", "APP"],
        expect![[r#"
            Published 2 articles to site/dist/ (90 files, 90 changed). Open it: broadsheet serve site --app APP
        "#]],
    );
    check_said(
        &paper,
        &site,
        &publish,
        expect![[r#"
            Published 2 articles to dist/ (90 files, none changed). Open it: broadsheet serve --app APP
        "#]],
    );
    check_said(
        &paper,
        &paper.source("articles"),
        &publish,
        expect![[r#"
            Published 2 articles to DIR/site/dist/ (90 files, none changed). Open it: broadsheet serve --app APP
        "#]],
    );
    check_said(
        &paper,
        above,
        &["publish", "site/articles", "--app", "APP", "--output", "my www"],
        expect![[r#"
            Published 2 articles to my www/ (90 files, 90 changed). Open it: broadsheet serve site/articles --app APP
        "#]],
    );
}

#[test]
fn the_number_of_files_is_that_of_the_files_in_the_output_folder() {
    let paper = paper();
    let first = paper.publish();
    let count = || paper.files().len() - 1;
    assert_eq!((first.files, first.written), (count(), count()), "all but the list of files itself");
    let second = paper.publish();
    assert_eq!((second.files, second.written), (count(), 0));
    paper.remove("articles/second.json");
    let third = paper.publish();
    assert_eq!(third.files, count());
    assert!(third.files < first.files && third.removed > 0);
    let development = paper.publish_with(|options| options.compresses = false).unwrap();
    assert_eq!(development.files, count(), "without compressed copies");
}

#[test]
fn long_work_is_announced_by_a_line_for_each_phase_and_short_work_is_not() {
    let paper = Paper::of(&json!({ "title": "The Paper", "url": "https://paper.example/" }));
    for number in 0..499 {
        paper.plain(&format!("story-{number}"), "2013-03-27");
    }
    let site = paper.source("");
    let said = |output: Output| {
        let said = String::from_utf8(output.stderr).unwrap();
        said.lines().map(|line| line.split(" (").next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(said(run(&paper, &site, &["publish", "--app", "APP"])), ["Published 499 articles to dist/"]);
    paper.plain("story-499", "2013-03-27");
    assert_eq!(
        said(run(&paper, &site, &["publish", "--app", "APP"])),
        ["Reading 500 articles …", "Publishing 500 articles …", "Published 500 articles to dist/"]
    );
    assert_eq!(said(run(&paper, &site, &["publish", "--app", "APP", "--quiet"])), [""; 0]);
}

#[test]
fn quiet_commands_print_only_findings_and_errors() {
    let paper = paper();
    let site = paper.source("");
    for arguments in [
        &["publish", "--app", "APP", "-q"][..],
        &["publish", "--app", "APP", "--drafts", "--quiet"],
        &["check", "--quiet"],
        &["single-file", "first", "--app", "APP", "--output", "../first.html", "--quiet"],
        &["new", "../new", "--quiet"],
    ] {
        let output = run(&paper, &site, arguments);
        assert!(output.status.success() && output.stdout.is_empty() && output.stderr.is_empty(), "{output:?}");
    }
    paper.write("articles/second.json", r#"{ "headline": "Second", "body": ["A."], "standfrist": "B." }"#);
    paper.write("articles/third.json", "{");
    let output = run(&paper, &site, &["check", "-q"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!((output.status.code(), output.stderr.is_empty()), (Some(1), true));
    assert!(said.contains("standfrist") && said.contains("third.json") && !said.contains("2 findings"), "{said}");
    let output = run(&paper, &site, &["publish", "--app", "APP", "-q"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("third.json") && !said.contains("Published") && !said.contains("findings"), "{said}");
    let output = run(&paper, &site, &["new", ".", "--quiet"]);
    assert!(String::from_utf8(output.stderr).unwrap().contains("is not empty"));
}

#[test]
fn a_single_file_is_named_with_its_size() {
    let paper = paper();
    let site = paper.source("");
    let output = run(&paper, &site, &["single-file", "first", "--app", "APP"]);
    let size = fs::metadata(site.join("first.html")).unwrap().len();
    assert!(size < 10_000);
    let size = format!("{},{:03}", size / 1_000, size % 1_000);
    assert_eq!(String::from_utf8(output.stderr).unwrap(), format!("Wrote first.html ({size} bytes).\n"));
}

#[test]
fn a_check_without_findings_says_how_many_files_it_read() {
    let paper = paper();
    check_said(
        &paper,
        &paper.source(""),
        &["check"],
        expect![[r#"
        Checked 3 files: nothing is wrong.
    "#]],
    );
    check_said(&paper, &paper.source(""), &["check", "--format", "json"], expect![""]);
}
