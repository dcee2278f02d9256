//! Publishing as a transaction: what is in the way, what an interrupted run leaves, and two runs at once.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::AtomicBool;

use broadsheet::app::App;
use broadsheet::publish::PublishError;
use expect_test::expect;
use serde_json::{Value, json};

use super::paper::{Paper, files};

fn paper() -> Paper {
    let paper = Paper::new();
    paper.plain("first", "2013-03-27").plain("second", "2013-04-01");
    paper
}

#[test]
fn the_site_folder_is_only_read() {
    let paper = paper();
    paper.write("images/a.svg", "<svg viewBox='0 0 3 2'/>");
    paper.write("files/CNAME", "paper.example");
    let image = json!({ "type": "image", "src": "../images/a.svg", "alt": "" });
    paper.article("third", &json!({ "headline": "Third", "body": [image] }));
    let before = paper.sources();
    paper.publish();
    assert_eq!(paper.sources(), before);
    assert!(paper.has("content/images/a.svg") && paper.has("CNAME"));
    assert!(!paper.path(".broadsheet").exists(), "nothing but the site is left");
}

#[test]
fn files_of_somebody_else_are_named_before_anything_is_written() {
    let paper = paper();
    paper.plant("index.html", "Mine.");
    paper.plant("2013/03/first/index.html.br", "Mine.");
    paper.plant("2013/04", "A file in the place of a folder.");
    paper.plant("robots.txt/a-folder", "Mine.");
    paper.plant("unrelated.txt", "Mine.");
    let before = paper.files();
    paper.check_error(expect![[r#"
        DIR/site/dist contains files that are in the way and do not come from this program:
          2013/03/first/index.html.br
          2013/04
          index.html
          robots.txt
        What to do: name another folder with --output, or move them away. With --adopt, the program replaces files (but not folders, nor links that lead elsewhere). Nothing was changed"#]]);
    assert_eq!(paper.files(), before);
    fs::remove_file(paper.path("2013/04")).unwrap();
    fs::remove_dir_all(paper.path("robots.txt")).unwrap();
    paper.publish_with(|options| options.adopts = true).unwrap();
    assert_eq!(paper.page("index.html").count("#page[data-finished]"), 1);
    assert_eq!(paper.read("unrelated.txt"), "Mine.");
    // From now on, they belong to the program.
    paper.remove("articles/first.json");
    paper.publish();
    assert!(!paper.has("2013/03/first/index.html.br"));
}

#[test]
fn a_file_with_the_same_content_is_adopted() {
    let other = paper();
    other.publish();
    let paper = paper();
    paper.plant("robots.txt", other.read("robots.txt"));
    paper.publish();
    assert_eq!(paper.files(), other.files());
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_that_leads_elsewhere() {
    let (paper, elsewhere) = (paper(), Paper::new());
    fs::create_dir_all(elsewhere.path("")).unwrap();
    fs::create_dir_all(paper.path("")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(""), paper.path("2013")).unwrap();
    for adopts in [false, true] {
        let error = paper.publish_with(|options| options.adopts = adopts).unwrap_err();
        assert!(matches!(&error, PublishError::Foreign { paths, .. } if paths == &["2013"]), "{error:?}");
    }
    assert_eq!(elsewhere.files().len(), 0);
    fs::remove_file(paper.path("2013")).unwrap();
    // A link to a file is replaced, and its target stays.
    elsewhere.plant("theirs.html", "Theirs.");
    std::os::unix::fs::symlink(elsewhere.path("theirs.html"), paper.path("index.html")).unwrap();
    paper.publish_with(|options| options.adopts = true).unwrap();
    assert_eq!(elsewhere.read("theirs.html"), "Theirs.");
    assert!(!paper.path("index.html").is_symlink());
}

#[test]
fn a_site_is_not_published_in_place() {
    let paper = paper();
    let publish = |output: &Path| {
        let app = App::in_folder(paper.app_folder());
        let options = broadsheet::publish::Options::new(&app, 0);
        broadsheet::publish::publish(&paper.folder(), output, &options, &broadsheet::publish::progress::Silent)
    };
    let before = paper.sources();
    for output in [
        paper.source(""),
        paper.source(".."),
        paper.source("public"),
        paper.source("dist/deeper"),
        paper.source("dist/.."),
    ] {
        let error = publish(&output).unwrap_err();
        assert!(matches!(error, PublishError::InPlace { .. }), "{}: {error:?}", output.display());
    }
    for output in [paper.app_folder(), paper.app_folder().join("deeper")] {
        let error = publish(&output).unwrap_err();
        assert!(matches!(error, PublishError::AppInOutput { .. }), "{}: {error:?}", output.display());
    }
    assert_eq!(paper.sources(), before);
    assert!(!paper.path("").exists());
}

#[test]
fn a_run_during_another_one_changes_nothing_and_says_so() {
    let paper = paper();
    fs::create_dir_all(paper.path(".broadsheet")).unwrap();
    let lock = File::create(paper.path(".broadsheet/lock")).unwrap();
    lock.lock().unwrap();
    paper.check_error(expect![[r#"
        another run is publishing to DIR/site/dist.
        What to do: wait until it has ended. Nothing was changed"#]]);
    assert_eq!(paper.files().keys().collect::<Vec<_>>(), [Path::new(".broadsheet/lock")]);
    drop(lock);
    // What a killed run leaves is removed.
    paper.plant(".broadsheet/17.br", "half a fi");
    paper.publish();
    assert!(!paper.path(".broadsheet").exists());
}

#[test]
fn a_run_that_is_told_to_stop_changes_nothing_before_it_has_made_all_files() {
    let paper = paper();
    let interrupted = AtomicBool::new(true);
    let stop = || paper.publish_until(&interrupted).unwrap_err();
    assert!(matches!(stop(), PublishError::Interrupted));
    assert!(!paper.path("").exists(), "not even the folder is made");
    paper.publish();
    let before = paper.files();
    paper.plain("third", "2013-05-01");
    assert!(matches!(stop(), PublishError::Interrupted));
    assert_eq!(paper.files(), before);
}

/// Regression: the list was written at the end only, so an interrupted run forgot what it had written.
#[test]
fn what_an_interrupted_run_wrote_is_removed_by_the_next() {
    let paper = paper();
    paper.publish();
    let whole = paper.files();
    // As a run is killed after it has put some files into place: the manifest lists all of them, without hashes.
    let (mut list, third) = (paper.json("publish.json"), "2013/05/third/index.html");
    for path in [third, "embed/third/index.html", "oembed/third.json"] {
        list["files"][path] = json!({ "hash": "", "copies": true });
        for ending in ["", ".br", ".gz"] {
            paper.plant(&format!("{path}{ending}"), "The third.");
        }
    }
    list["files"]["index.html"]["hash"] = json!("");
    paper.plant("index.html", "Half of the new");
    paper.plant("publish.json", list.to_string());
    paper.publish();
    assert_eq!(paper.files(), whole);
}

#[test]
fn a_folder_becomes_a_file_and_a_file_a_folder() {
    let paper = paper();
    paper.write("files/about/index.html", "About.");
    paper.write("files/contact", "Contact.");
    paper.publish();
    fs::remove_dir_all(paper.source("files")).unwrap();
    paper.write("files/about", "About.");
    paper.write("files/contact/index.html", "Contact.");
    paper.publish();
    assert_eq!((paper.read("about"), paper.read("contact/index.html")), ("About.".to_owned(), "Contact.".to_owned()));
    fs::remove_file(paper.source("files/about")).unwrap();
    paper.publish();
    paper.write("files/about", "Ours.");
    paper.plant("about/theirs.html", "Theirs.");
    let error = paper.try_to_publish().unwrap_err();
    assert!(matches!(&error, PublishError::Foreign { paths, .. } if paths == &["about"]), "{error:?}");
}

/// By reading the code; a disk that ignores capitals is not at hand, but a hard link is one file with two names, too.
#[cfg(unix)]
#[test]
fn a_stale_file_that_is_a_new_one_in_another_spelling_stays() {
    let paper = paper();
    paper.plain("Bell", "2013-05-01").publish();
    paper.remove("articles/Bell.json");
    paper.plain("bell", "2013-05-01").publish();
    let other = Paper::new();
    other.plain("bell", "2013-05-01").publish();
    assert!(!paper.has("2013/05/Bell/index.html") && paper.has("2013/05/bell/index.html"));
    let mut list = paper.json("publish.json");
    list["files"]["2013/05/BELL/index.html"] = json!({ "hash": "0" });
    paper.plant("publish.json", list.to_string());
    fs::create_dir_all(paper.path("2013/05/BELL")).unwrap();
    fs::hard_link(paper.path("2013/05/bell/index.html"), paper.path("2013/05/BELL/index.html")).unwrap();
    paper.publish();
    assert!(paper.has("2013/05/BELL/index.html") && paper.has("2013/05/bell/index.html"));
}

#[test]
fn files_of_the_publisher_are_published_at_the_root_and_never_replace_those_of_the_program() {
    let paper = paper();
    for (path, text) in [
        ("files/CNAME", "paper.example"),
        ("files/.well-known/security.txt", "Contact: mailto:a@paper.example"),
        ("files/robots.txt", "Disallow: /"),
        ("files/Sitemap.XML", "mine"),
        ("files/2013", "A file in the place of a folder."),
        ("files/feed.xml/deep.txt", "A folder in the place of a file."),
        ("files/.broadsheet/lock", "The folder of prepared files."),
        ("files/.DS_Store", ""),
        ("files/._CNAME", ""),
    ] {
        paper.write(path, text);
    }
    let outcome = paper.try_to_publish().unwrap();
    assert_eq!(
        (paper.read("CNAME"), paper.read(".well-known/security.txt")),
        ("paper.example".to_owned(), "Contact: mailto:a@paper.example".to_owned())
    );
    assert!(paper.read("robots.txt").starts_with("User-agent"));
    assert!(!paper.has(".DS_Store") && !paper.has("._CNAME") && !paper.has("Sitemap.XML"));
    let refused: Vec<_> =
        outcome.report.documents.iter().filter(|document| document.findings[0].rule == "taken").collect();
    let mut files: Vec<_> =
        refused.iter().map(|document| document.file.strip_prefix(paper.source("files")).unwrap()).collect();
    files.sort();
    assert_eq!(files, [".broadsheet/lock", "2013", "Sitemap.XML", "feed.xml/deep.txt", "robots.txt"].map(Path::new));
    let said = outcome.report.to_human(false);
    assert!(said.contains("robots.txt, since something else of the site needs that path"), "{said}");
}

#[test]
fn only_files_that_published_documents_use_are_published() {
    let paper = paper();
    for name in ["used", "linked", "unused", "broken"] {
        paper.write(&format!("images/{name}.svg"), format!("<svg viewBox='0 0 3 2' id='{name}'/>"));
    }
    paper.write("articles/bundle/lead.svg", "<svg viewBox='0 0 3 2'/>");
    let image = |src: &str| json!({ "type": "image", "src": src, "alt": "" });
    let link = json!([{ "text": "map", "href": "../images/linked.svg" }]);
    paper.article("third", &json!({ "headline": "Third", "lead": image("../images/used.svg"), "body": [link] }));
    let bundle = json!({ "headline": "Bundle", "lead": image("lead.svg"), "body": [image("../../images/used.svg")] });
    paper.article("bundle/index", &bundle);
    paper.article("broken", &json!({ "headline": "Broken", "lead": image("../images/broken.svg") }));
    paper.try_to_publish().unwrap();
    let published: Vec<_> =
        paper.files().into_keys().filter(|path| path.extension().is_some_and(|kind| kind == "svg")).collect();
    let expected =
        ["content/articles/bundle/lead.svg", "content/images/linked.svg", "content/images/used.svg", "site-icon.svg"];
    assert_eq!(published, expected.map(PathBuf::from));
    let page = paper.page("undated/bundle/index.html");
    assert_eq!(
        page.attrs(".article img", "src"),
        ["../../content/articles/bundle/lead.svg", "../../content/images/used.svg"]
    );
    assert_eq!(page.attrs(".article img", "width"), ["3", "3"]);
    let json: Value = paper.json("content/articles/bundle.json");
    assert_eq!((&json["lead"]["src"], &json["lead"]["width"]), (&json!("bundle/lead.svg"), &json!(3)));
}

/// Regression: such names stopped the run after it had written pages, or got into addresses.
#[cfg(unix)]
#[test]
fn a_name_that_cannot_be_published_costs_only_its_article() {
    use std::os::unix::ffi::OsStringExt;
    let paper = paper();
    let text = fs::read(paper.source("articles/first.json")).unwrap();
    paper.write(&format!("articles/{}.json", "l".repeat(243)), &text);
    let not_utf8 = std::ffi::OsString::from_vec(b"articles/caf\xe9.json".to_vec());
    fs::write(paper.source("").join(not_utf8), &text).unwrap();
    for left in ["articles/._first.json", "articles/.first.json"] {
        paper.write(left, "{");
    }
    std::os::unix::fs::symlink("somebody@host.1234", paper.source("articles/.#first.json")).unwrap();
    std::os::unix::fs::symlink("nowhere.json", paper.source("articles/lost.json")).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", paper.source("articles/elsewhere.json")).unwrap();
    std::os::unix::fs::symlink("first.json", paper.source("articles/inside.json")).unwrap();
    assert!(Command::new("mkfifo").arg(paper.source("articles/pipe.json")).status().unwrap().success());
    let outcome = paper.try_to_publish().unwrap();
    assert_eq!((outcome.articles, outcome.left_out.len()), (3, 1), "first, second and inside; the long one");
    let mut found: Vec<_> = outcome
        .report
        .documents
        .iter()
        .map(|document| (document.file.file_name().unwrap().to_string_lossy().into_owned(), document.findings[0].rule))
        .collect();
    found.sort();
    let long = format!("{}.json", "l".repeat(243));
    let expected = [
        ("caf\u{fffd}.json", "file-name"),
        ("elsewhere.json", "not-a-file"),
        (&long, "file-name"),
        ("pipe.json", "not-a-file"),
    ];
    assert_eq!(found, expected.map(|(name, rule)| (name.to_owned(), rule)));
    assert!(paper.has("index.html") && paper.has("feed.xml"));
}

#[test]
fn two_articles_of_one_name_are_both_left_out_and_named() {
    let paper = paper();
    paper.article("2024/bell", &json!({ "headline": "Bell", "body": ["A."] }));
    paper.article("bell/index", &json!({ "headline": "Bell", "body": ["A."] }));
    let outcome = paper.try_to_publish().unwrap();
    assert_eq!((outcome.articles, outcome.left_out), (2, vec!["bell".to_owned()]));
    let said = outcome.report.to_human(false);
    assert!(
        said.contains("articles/2024/bell.json has the same name")
            && said.contains("articles/bell/index.json has the same name"),
        "{said}"
    );
}

/// Regression: the folder of such a section could not be made on every system.
#[test]
fn a_section_has_a_name_that_every_system_can_hold() {
    let paper = Paper::new();
    for (slug, kicker) in
        [("a", "k".repeat(256)), ("b", "港".repeat(66)), ("c", "Con".to_owned()), ("d", "k".repeat(300))]
    {
        paper.article(slug, &json!({ "headline": "A", "kicker": kicker, "body": ["A."] }));
    }
    paper.publish();
    let sections: BTreeMap<_, _> = files(&paper.path("section"));
    let mut names: Vec<_> = sections.keys().filter_map(|path| path.iter().next()?.to_str()).collect();
    names.retain(|name| !name.starts_with("index.html"));
    names.dedup();
    assert_eq!(names.len(), 4, "{names:?}");
    assert!(names.iter().all(|name| name.len() <= 64 && *name != "con"), "{names:?}");
}

/// A limit on the size of files fails a write like a full disk.
#[cfg(unix)]
#[test]
fn a_write_that_fails_changes_nothing_and_ends_with_2() {
    let paper = paper();
    paper.publish();
    let before = paper.files();
    paper.article("long", &json!({ "headline": "Long", "body": vec!["Words and more words."; 5_000] }));
    let script = "trap '' XFSZ; ulimit -f 64; exec \"$0\" publish \"$1\" --app \"$2\"";
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(script).arg(env!("CARGO_BIN_EXE_broadsheet")).arg(paper.source("")).arg(paper.app_folder());
    let output = shell.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("File too large"), "{said}");
    assert_eq!(paper.files(), before);
}
