//! `publish.json`, the manifest, if another program wrote it.

use std::fs;

use broadsheet::publish::PublishError;
use serde_json::{Value, json};

use super::dist::Dist;

/// A manifest of outputs and of compressed files.
fn list(made: &[&str], copied: &[&str]) -> Value {
    let entries = |paths: &[&str]| -> Value { paths.iter().map(|path| ((*path).to_owned(), json!("0"))).collect() };
    json!({ "form": 1, "made": entries(made), "copied": entries(copied) })
}

/// Regression: such a file was deleted.
#[test]
fn a_manifest_that_names_a_file_outside_of_the_folder_is_refused_and_nothing_is_changed() {
    let dist = Dist::paper();
    dist.plain("first", "2013-03-27");
    dist.publish();
    // Files outside the folder and in it, to which the paths below lead.
    let victim = dist.path("").with_file_name(format!("victim-{}.txt", std::process::id()));
    let name = victim.file_name().unwrap().to_str().unwrap().to_owned();
    for path in [victim.clone(), victim.with_extension("txt.br")] {
        fs::write(path, "Keep me.").unwrap();
    }
    let absolute = victim.to_str().unwrap().to_owned();
    let before = dist.files();
    for path in [
        format!("../{name}"),
        absolute.clone(),
        format!("/{absolute}"),
        format!("2013/../../{name}"),
        format!("./../{name}"),
        "..".to_owned(),
        ".".to_owned(),
        String::new(),
        "2013//03".to_owned(),
        "2013/03/".to_owned(),
        "2013/./03".to_owned(),
        "a\0b".to_owned(),
        "content/articles/first.json".to_owned(),
        "content/site.json".to_owned(),
        "Content/site.json".to_owned(),
    ] {
        let in_made = list(&["index.html", &path], &[]);
        let in_copied = list(&["index.html"], &["start-2.js", &path]);
        let both = [in_made, in_copied];
        let lists = if path.to_lowercase().starts_with("content/") { &both[..1] } else { &both[..] };
        for list in lists {
            dist.write("publish.json", list.to_string());
            let error = dist.try_to_publish().unwrap_err();
            assert!(matches!(error, PublishError::ForeignManifest { .. }), "{path:?}: {error:?}");
            assert!(error.to_string().contains("publish.json") && error.to_string().contains("What to do"), "{error}");
            dist.write("publish.json", before[std::path::Path::new("publish.json")].clone());
            assert_eq!(dist.files(), before, "{path:?}");
            assert_eq!(fs::read_to_string(&victim).unwrap(), "Keep me.", "{path:?}");
        }
    }
    for path in [victim.clone(), victim.with_extension("txt.br")] {
        fs::remove_file(path).unwrap();
    }
}

#[test]
fn a_valid_manifest_may_have_any_letters_in_its_paths() {
    let dist = Dist::paper();
    dist.plain("first", "2013-03-27");
    let paths = ["2013/03/gone/index.html", "2013/03/an end/index.html", "2013/03/ä…/index.html", "a..b/index.html"];
    for path in paths {
        dist.write(path, "An old page.");
    }
    dist.write("publish.json", list(&paths, &["content/articles/first.json", "start-2.js"]).to_string());
    assert_eq!(dist.publish().removed, 4);
    assert!(paths.iter().all(|path| !dist.has(path)));
}

#[cfg(unix)]
#[test]
fn a_file_behind_a_symbolic_link_is_not_removed() {
    let dist = Dist::paper();
    dist.plain("first", "2013-03-27");
    let elsewhere = Dist::paper();
    elsewhere.write("gone/index.html", "Somebody else’s page.");
    std::os::unix::fs::symlink(elsewhere.path(""), dist.path("2012")).unwrap();
    dist.write("publish.json", list(&["2012/gone/index.html"], &[]).to_string());
    assert_eq!(dist.publish().removed, 0);
    assert!(elsewhere.has("gone/index.html"));
}
