//! What a real WordPress exports comes over whole.

use std::collections::BTreeMap;
use std::process::{Command, Output};

use expect_test::expect;
use serde_json::Value;

use crate::wordpress::installation::WordPress;

/// Every block of WordPress's editor that has words or media of its own, each with words that begin with `word-`.
const BLOCKS: &str = include_str!("../wordpress/blocks.html");

/// Blocks that show what WordPress has elsewhere: parts of a theme, lists of posts, and widgets.
const OF_THE_SITE: [&str; 50] = [
    "legacy-widget",
    "widget-group",
    "archives",
    "avatar",
    "calendar",
    "categories",
    "comment-author-name",
    "comment-content",
    "comment-date",
    "comment-edit-link",
    "comment-reply-link",
    "comment-template",
    "comments",
    "comments-pagination",
    "comments-pagination-next",
    "comments-pagination-numbers",
    "comments-pagination-previous",
    "comments-title",
    "home-link",
    "latest-comments",
    "latest-posts",
    "loginout",
    "navigation",
    "navigation-link",
    "navigation-submenu",
    "page-list",
    "pattern",
    "post-author",
    "post-author-biography",
    "post-comments",
    "post-comments-form",
    "post-content",
    "post-date",
    "post-excerpt",
    "post-featured-image",
    "post-navigation-link",
    "post-template",
    "post-terms",
    "post-title",
    "query",
    "query-no-results",
    "query-title",
    "read-more",
    "rss",
    "search",
    "site-logo",
    "site-tagline",
    "site-title",
    "tag-cloud",
    "term-description",
];

/// What else begins with these is part of one of them.
const STARTS: [&str; 2] = ["query-pagination", "template-part"];

#[test]
fn an_export_of_a_real_wordpress_comes_over_whole() {
    let wordpress = WordPress::start();
    let (export, known) = wordpress.export(BLOCKS);
    let untested: Vec<_> = known
        .iter()
        .map(|name| name.trim_start_matches("core/"))
        .filter(|name| !BLOCKS.contains(&format!("<!-- wp:{name} ")))
        .filter(|name| !OF_THE_SITE.contains(name) && !STARTS.iter().any(|start| name.starts_with(start)))
        .collect();
    assert_eq!(untested, Vec::<&str>::new(), "these blocks are not in tests/real/wordpress/blocks.html");

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("export.xml");
    std::fs::write(&file, export).unwrap();
    let uploads = folder.path().join("wp-content");
    std::fs::create_dir(&uploads).unwrap();
    let copied = Command::new("cp").arg("-R").arg(wordpress.uploads()).arg(&uploads).status().unwrap();
    assert!(copied.success());
    let site = folder.path().join("site");
    let import = || {
        let mut import = broadsheet();
        import.arg("import").arg(&file).arg("--to").arg(&site).args(["--format", "json"]);
        let output = import.output().unwrap();
        // Readers' comments are lost, which is a finding.
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let report: Value = serde_json::from_str(&import()).unwrap();
    expect![[r#"
        {
          "reader-comments": 1,
          "line-break": 2,
          "formatting": 1,
          "password": 1
        }
    "#]]
    .assert_eq(&format!("{:#}\n", report["causes"]));

    let mut articles = BTreeMap::new();
    for kind in ["articles", "pages"] {
        for entry in std::fs::read_dir(site.join(kind)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(&site).unwrap().display().to_string();
            articles.insert(name, std::fs::read_to_string(path).unwrap());
        }
    }
    let files: Vec<_> = articles.keys().map(String::as_str).collect();
    expect![[r#"
        articles/every-block.md
        articles/hello-world.md
        articles/later.md
        articles/locked.md
        articles/not-yet.md
        articles/the-classic-editor.md
        pages/about.md
        pages/privacy-policy.md
        pages/sample-page.md"#]]
    .assert_eq(&files.join("\n"));
    let blocks = &articles["articles/every-block.md"];
    let words = BLOCKS.split("word-").skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
        format!("word-{}", &rest[..end])
    });
    let lost: Vec<_> = words.chain(["word-block".to_owned()]).filter(|word| !blocks.contains(word.as_str())).collect();
    assert_eq!(lost, Vec::<String>::new(), "{blocks}");
    let classic = &articles["articles/the-classic-editor.md"];
    for word in ["word-first word-line", "word-caption", "{gallery}", "{embed}", "word-last ]]> word-cdata"] {
        assert!(classic.contains(word), "{word} is missing in:\n{classic}");
    }
    said(broadsheet().arg("check").arg(&site).output().unwrap());

    let again: Value = serde_json::from_str(&import()).unwrap();
    assert_eq!(again["counts"]["unchanged"], report["counts"]["new"], "{again:#}");
}

fn broadsheet() -> Command {
    Command::new(env!("CARGO_BIN_EXE_broadsheet"))
}

/// What a program printed, if it succeeded.
fn said(output: Output) -> String {
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{printed}{}", String::from_utf8_lossy(&output.stderr));
    printed
}
