//! The workflow of a new site.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

use super::Desk;

fn workflow() -> Value {
    let desk = Desk::new();
    desk.made(&["paper"]);
    let text = fs::read_to_string(desk.path("paper/.github/workflows/publish.yml")).unwrap();
    serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{error}"))
}

/// The steps of a job.
fn steps<'a>(workflow: &'a Value, job: &str) -> &'a [Value] {
    workflow["jobs"][job]["steps"].as_array().unwrap()
}

fn step<'a>(workflow: &'a Value, name: &str) -> &'a str {
    let steps = ["publish", "deploy"].into_iter().flat_map(|job| steps(workflow, job));
    let step = steps.into_iter().find(|step| step["name"] == name).unwrap_or_else(|| panic!("there is no step {name}"));
    step["run"].as_str().unwrap()
}

/// Runs a step as GitHub does, in a folder whose `bin` is first on the path.
fn run(folder: &Desk, script: &str, variables: &[(&str, &str)]) -> Output {
    let path = format!("{}:{}", folder.path("bin").display(), std::env::var("PATH").unwrap());
    let mut shell = Command::new("bash");
    shell.args(["-e", "-c", script]).current_dir(folder.path("")).env("PATH", path);
    shell.envs(["RUNNER_TEMP", "GITHUB_PATH", "GITHUB_OUTPUT"].map(|name| (name, folder.path(name))));
    fs::create_dir_all(folder.path("RUNNER_TEMP")).unwrap();
    shell.envs(variables.iter().copied()).output().unwrap()
}

/// A program for `bin`.
fn program(folder: &Desk, path: &str, script: &str) {
    folder.write(path, format!("#!/bin/sh\n{script}\n"));
    fs::set_permissions(folder.path(path), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn each_job_has_no_more_rights_than_it_needs() {
    let workflow = workflow();
    assert_eq!(workflow["permissions"], json!({ "contents": "read" }));
    assert_eq!(workflow["jobs"]["publish"]["permissions"], Value::Null);
    assert_eq!(workflow["jobs"]["deploy"]["permissions"], json!({ "pages": "write", "id-token": "write" }));
    assert_eq!(workflow["concurrency"], json!({ "group": "pages", "cancel-in-progress": false }));
}

#[test]
fn every_action_is_an_official_one_at_a_full_version() {
    let workflow = workflow();
    let steps = ["publish", "deploy"].into_iter().flat_map(|job| steps(&workflow, job));
    let actions: Vec<_> = steps.filter_map(|step| step["uses"].as_str()).collect();
    assert_eq!(actions.len(), 4);
    for action in actions {
        let (name, version) = action.split_once("@v").unwrap();
        assert!(name.starts_with("actions/"), "{action}");
        let numbers: Vec<_> = version.split('.').map(|number| number.parse::<u32>().unwrap()).collect();
        assert_eq!(numbers.len(), 3, "{action}");
    }
}

#[test]
fn the_output_and_the_cache_of_images_are_kept_between_runs() {
    let workflow = workflow();
    let cache = steps(&workflow, "publish").iter().find(|step| step["with"]["restore-keys"].is_string()).unwrap();
    let paths: Vec<_> = cache["with"]["path"].as_str().unwrap().lines().collect();
    assert_eq!(paths, ["dist", "~/.cache/broadsheet"]);
    let (key, restored) = (cache["with"]["key"].as_str().unwrap(), cache["with"]["restore-keys"].as_str().unwrap());
    assert!(key.starts_with(restored) && key.contains("github.run_id"), "a cache is never written twice: {key}");
}

#[test]
fn the_site_is_checked_and_then_published() {
    let workflow = workflow();
    let steps = steps(&workflow, "publish").iter();
    let names: Vec<_> = steps.filter_map(|step| step["name"].as_str().or(step["uses"].as_str())).collect();
    assert_eq!(names[1..5], ["Get Broadsheet", "Restore the site of the last run", "Check", "Publish"]);
    assert!(names[5].starts_with("actions/upload-pages-artifact@"));
    assert_eq!(step(&workflow, "Check"), "broadsheet check --format github");
}

/// A release on disk, which curl can fetch as well as one on a server.
#[test]
fn the_program_of_a_release_is_fetched_verified_and_put_on_the_path() {
    let workflow = workflow();
    let version = workflow["env"]["BROADSHEET_VERSION"].as_str().unwrap();
    assert_eq!(version, env!("CARGO_PKG_VERSION"));
    let desk = Desk::new();
    let release = format!("broadsheet-{version}-x86_64-unknown-linux-musl");
    let folder = format!("releases/download/v{version}");
    program(&desk, &format!("{release}/broadsheet"), "echo published");
    fs::create_dir_all(desk.path(&folder)).unwrap();
    let pack = format!(
        "tar -czf {folder}/{release}.tar.gz {release} && cd {folder} && echo other > other.tar.gz \
         && sha256sum *.tar.gz > SHA256SUMS && rm other.tar.gz"
    );
    assert!(run(&desk, &pack, &[]).status.success());
    let get = step(&workflow, "Get Broadsheet");
    // A person may well write a slash at the end.
    let repository = format!("file://{}/", desk.0.display());
    let variables = [("BROADSHEET_REPOSITORY", repository.as_str()), ("BROADSHEET_VERSION", version)];
    let output = run(&desk, get, &variables);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let path = fs::read_to_string(desk.path("GITHUB_PATH")).unwrap();
    assert!(Path::new(path.trim()).join("broadsheet").is_file(), "{path}");
    // An archive that was changed is not unpacked.
    fs::remove_dir_all(desk.path("RUNNER_TEMP/broadsheet")).unwrap();
    fs::remove_file(desk.path("GITHUB_PATH")).unwrap();
    let sums = desk.path(&format!("{folder}/SHA256SUMS"));
    fs::write(&sums, fs::read_to_string(&sums).unwrap().replace(|c: char| c.is_ascii_digit(), "0")).unwrap();
    assert!(!run(&desk, get, &variables).status.success());
    assert!(!desk.path("GITHUB_PATH").exists());
}

#[test]
fn a_workflow_that_does_not_know_the_repository_says_what_to_set() {
    let workflow = workflow();
    let output = run(&Desk::new(), step(&workflow, "Get Broadsheet"), &[("BROADSHEET_REPOSITORY", "")]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.starts_with("::error ") && said.contains("BROADSHEET_REPOSITORY"), "{said}");
}

#[test]
fn errors_in_articles_let_the_rest_be_deployed_and_other_failures_do_not() {
    let workflow = workflow();
    for (code, ends_with, output) in [(0, 0, ""), (1, 0, "has-errors=true\n"), (2, 2, ""), (3, 3, "")] {
        let desk = Desk::new();
        desk.write("GITHUB_OUTPUT", "");
        program(&desk, "bin/broadsheet", &format!("test \"$1\" = publish && exit {code}"));
        assert_eq!(run(&desk, step(&workflow, "Publish"), &[]).status.code(), Some(ends_with));
        assert_eq!(fs::read_to_string(desk.path("GITHUB_OUTPUT")).unwrap(), output, "{code}");
    }
    assert_eq!(workflow["jobs"]["deploy"]["needs"], "publish");
    let report = steps(&workflow, "deploy").last().unwrap();
    assert_eq!(report["if"], "needs.publish.outputs.has-errors == 'true'");
}
