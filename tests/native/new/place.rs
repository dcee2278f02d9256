//! Where a site is made, and where none is.

use std::fs;

use broadsheet::new::NewError;
use expect_test::expect;
use serde_json::json;

use super::{Desk, FILES, names};
use crate::publish::paper::files;

#[test]
fn a_folder_that_is_not_empty_is_refused() {
    let desk = Desk::new();
    desk.write("paper/notes.txt", "Mine.");
    desk.check_refusal(
        &["paper"],
        expect![[r#"
            broadsheet: paper is not empty.
            What to do: name a folder that does not exist yet, or add --force, which writes the files that are missing there and changes no other. Nothing was changed
        "#]],
    );
    // Hidden files count, too: they may be all that somebody has.
    desk.write("hidden/.git/HEAD", "ref: refs/heads/main");
    assert_eq!(desk.run(&["new", "hidden"]).status.code(), Some(2));
}

#[test]
fn an_empty_folder_is_taken() {
    let desk = Desk::new();
    fs::create_dir(desk.path("paper")).unwrap();
    desk.made(&["paper"]);
    assert_eq!(names(&desk.path("paper")), FILES);
}

#[test]
fn force_writes_what_is_missing_and_names_what_it_left() {
    let desk = Desk::new();
    desk.write("paper/README.md", "Mine.");
    desk.write("paper/site.json", r#"{ "title": "Mine" }"#);
    desk.write("paper/notes/plan.txt", "Mine.");
    expect![[r#"
        Wrote what was missing in paper/: articles/page-one.md, articles/a-short-one.md, images/one-sheet.jpg, pages/about.md, schema/article-1.json, schema/author-1.json, schema/site-1.json, .gitignore, .github/workflows/publish.yml.
        These were there before and stay as they are: site.json, README.md.
        Open it: broadsheet serve paper
    "#]].assert_eq(&desk.made(&["paper", "--force"]));
    for file in ["README.md", "notes/plan.txt"] {
        assert_eq!(fs::read_to_string(desk.path("paper").join(file)).unwrap(), "Mine.");
    }
    assert_eq!(desk.json("paper/site.json"), json!({ "title": "Mine" }));
    let before = files(&desk.path("paper"));
    assert!(desk.made(&["paper", "--force"]).starts_with("Nothing is missing in paper/.\n"));
    assert_eq!(files(&desk.path("paper")), before);
}

#[test]
fn force_in_a_new_folder_makes_a_whole_site() {
    let desk = Desk::new();
    assert!(desk.made(&["paper", "--force"]).starts_with("Made a site in paper/"));
    assert_eq!(names(&desk.path("paper")), FILES);
}

/// The examples would be published beside the articles, and may have the name of one.
#[test]
fn a_folder_with_articles_gets_no_examples() {
    let desk = Desk::new();
    desk.write("paper/articles/2024/page-one.json", r#"{ "headline": "Mine", "body": ["Words."] }"#);
    let said = desk.made(&["paper", "--force"]);
    assert!(said.contains("\nThe folder has articles already, so no examples were written.\n"), "{said}");
    assert!(!desk.path("paper/articles/page-one.md").exists() && !desk.path("paper/images").exists());
    assert!(desk.run(&["check", "paper"]).status.success());
}

/// A second one of the same name would be an error in both.
#[test]
fn a_page_in_the_other_form_is_not_written_again() {
    let desk = Desk::new();
    for page in ["pages/about.json", "pages/about/index.md"] {
        desk.made(&["paper"]);
        fs::remove_file(desk.path("paper/pages/about.md")).unwrap();
        desk.write(&format!("paper/{page}"), r#"{ "headline": "Mine", "body": ["Words."] }"#);
        let said = desk.made(&["paper", "--force"]);
        assert!(said.starts_with("Nothing is missing in paper/.\n") && said.contains(page), "{said}");
        fs::remove_dir_all(desk.path("paper")).unwrap();
    }
}

/// Such as after a power cut.
#[test]
fn a_site_that_was_made_in_part_is_completed_by_force() {
    let desk = Desk::new();
    desk.made(&["whole"]);
    desk.made(&["paper"]);
    for file in ["articles/a-short-one.md", "images/one-sheet.jpg", ".github/workflows/publish.yml"] {
        fs::remove_file(desk.path("paper").join(file)).unwrap();
    }
    desk.made(&["paper", "--force"]);
    assert_eq!(files(&desk.path("paper")), files(&desk.path("whole")));
}

#[test]
fn a_file_in_the_way_is_named_and_nothing_is_written() {
    let desk = Desk::new();
    desk.write("paper", "Mine.");
    desk.write("sites/paper/articles", "Mine.");
    desk.check_refusal(
        &["paper"],
        expect![[r#"
            broadsheet: paper is not a folder.
            What to do: give another name to the folder of the site. Nothing was changed
        "#]],
    );
    desk.check_refusal(
        &["paper/daily"],
        expect![[r#"
            broadsheet: DESK/paper is not a folder.
            What to do: give another name to the folder of the site. Nothing was changed
        "#]],
    );
    desk.check_refusal(
        &["sites/paper", "--force"],
        expect![[r#"
            broadsheet: sites/paper/articles is in the place of a file or folder of the site.
            What to do: move it away, or name another folder for the site. Nothing was changed
        "#]],
    );
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_that_leads_out_of_the_folder() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    for folder in ["paper/pictures", "elsewhere"] {
        fs::create_dir_all(desk.path(folder)).unwrap();
    }
    symlink("../elsewhere", desk.path("paper/images")).unwrap();
    desk.check_refusal(
        &["paper", "--force"],
        expect![[r#"
            broadsheet: paper/images is in the place of a file or folder of the site.
            What to do: move it away, or name another folder for the site. Nothing was changed
        "#]],
    );
    fs::remove_file(desk.path("paper/images")).unwrap();
    symlink("pictures", desk.path("paper/images")).unwrap();
    symlink("nowhere", desk.path("paper/README.md")).unwrap();
    let said = desk.made(&["paper", "--force"]);
    assert!(said.contains("stay as they are: README.md."), "{said}");
    assert!(desk.path("paper/pictures/one-sheet.jpg").is_file() && !desk.path("paper/nowhere").exists());
    fs::remove_file(desk.path("paper/site.json")).unwrap();
    fs::create_dir(desk.path("paper/site.json")).unwrap();
    assert_eq!(desk.run(&["new", "paper", "--force"]).status.code(), Some(2), "a folder is no site.json");
    symlink("nowhere", desk.path("broken")).unwrap();
    assert_eq!(desk.run(&["new", "broken"]).status.code(), Some(2));
}

#[test]
fn a_folder_in_another_site_is_refused() {
    let desk = Desk::new();
    desk.made(&["paper"]);
    fs::create_dir(desk.path("paper/weekend")).unwrap();
    let expected = |folder: &str| {
        format!(
            "broadsheet: {folder} is in DESK/paper, which contains site.json and so is a site already; a site can't be in \
             another one.\nWhat to do: name a folder outside of it. If you want one more article there, put its file into \
             the folder articles. Nothing was changed\n"
        )
    };
    for folder in ["paper/weekend", "paper/weekend/new", "paper/articles"] {
        let output = desk.run(&["new", folder, "--force"]);
        let said = String::from_utf8(output.stderr).unwrap().replace(desk.0.to_str().unwrap(), "DESK");
        assert_eq!((output.status.code(), said), (Some(2), expected(folder)));
    }
    // A folder above a site is no part of it.
    desk.made(&["./", "--force"]);
}

#[test]
fn an_output_folder_is_refused() {
    let desk = Desk::new();
    desk.write("www/publish.json", r#"{ "version": 2, "files": {} }"#);
    desk.check_refusal(
        &["www", "--force"],
        expect![[r#"
            broadsheet: www is a folder to which a site was published.
            What to do: name another folder. Nothing was changed
        "#]],
    );
    desk.check_refusal(
        &["www/paper"],
        expect![[r#"
            broadsheet: www/paper is in DESK/www, a folder to which a site was published.
            What to do: name a folder outside of it. Nothing was changed
        "#]],
    );
}

/// The path of the workflow is longer than the system allows, and those of the files before it are not.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_written_leaves_nothing_behind() {
    let desk = Desk::new();
    let mut folder = desk.path("deep");
    // The limit is 4,095 bytes.
    while folder.as_os_str().len() < 3_900 {
        folder.push("d".repeat(100));
    }
    folder.push("d".repeat(4_068 - folder.as_os_str().len() - 1));
    let output = desk.run(&["new", folder.to_str().unwrap()]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("publish.yml") && said.contains("Nothing was changed"), "{said}");
    assert_eq!(names(&desk.0), [""; 0], "no file is left");
    assert!(!desk.path("deep").exists(), "no folder is left");
}

/// Root may write everywhere, so the tests can't make such folders.
#[test]
fn an_error_of_the_system_says_what_to_do() {
    use std::io::{Error, ErrorKind};
    let error = |kind| Error::new(kind, "failed to create file `paper/site.json`");
    expect![[r#"
        failed to create file `paper/site.json`.
        What to do: allow this program to write there, or name another folder. Nothing was changed"#]]
    .assert_eq(&NewError::Io(error(ErrorKind::PermissionDenied)).to_string());
    expect![[r#"
        stopped part way: failed to create file `paper/site.json`.
        What to do: make room on the disk, and type the command again. Add --force, since some files are written already"#]]
    .assert_eq(&NewError::PartWay(error(ErrorKind::StorageFull)).to_string());
}
