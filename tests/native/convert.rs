//! `broadsheet convert`: an article in its other form.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

use broadsheet::address::Base;
use broadsheet::article::Article;
use broadsheet::markdown;
use expect_test::expect;

use crate::format::demo;

fn broadsheet(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_broadsheet")).arg("convert").args(arguments).output().unwrap()
}

fn folder(name: &str) -> PathBuf {
    // Tests that run in parallel may use the same name.
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("convert").join(format!("{name}-{number}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Converts a text, and returns the output, with the errors below.
fn converted(name: &str, text: &str, arguments: &[&str]) -> (String, Option<i32>) {
    let folder = folder(&name.replace('.', "-"));
    let file = folder.join(name);
    fs::write(&file, text).unwrap();
    let output = broadsheet(&[&[file.to_str().unwrap()], arguments].concat());
    let text = [output.stdout, output.stderr].concat();
    (String::from_utf8(text).unwrap().replace(folder.to_str().unwrap(), "DIR"), output.status.code())
}

const JSON: &str = r#"{
  "version": 1,
  "headline": "The bell",
  "published": "2024-10-04",
  "x-desk": [
    1.50,
    null
  ],
  "body": [
    [
      "It rings at ",
      {
        "text": "low",
        "em": true
      },
      " water."
    ],
    {
      "type": "image",
      "src": "../images/a b.jpg",
      "alt": ""
    }
  ]
}
"#;

const MARKDOWN: &str = "---
headline: The bell
published: 2024-10-04
x-desk: [1.50, null]
---

It rings at *low* water.

```{image}
src: ../images/a b.jpg
alt: \"\"
```
";

#[test]
fn an_article_is_printed_in_its_other_form() {
    assert_eq!(converted("bell.json", JSON, &["--as", "markdown"]), (MARKDOWN.to_owned(), Some(0)));
    assert_eq!(converted("bell.md", MARKDOWN, &["--as", "json"]), (JSON.to_owned(), Some(0)));
}

#[test]
fn the_demo_is_the_same_in_markdown_and_back() {
    let base = Base::article_in_site("a");
    for (slug, bytes) in demo::articles() {
        let file = folder("demo").join("a.json");
        fs::write(&file, &bytes).unwrap();
        let output = broadsheet(&[file.to_str().unwrap(), "--as", "markdown"]);
        assert_eq!(
            markdown::read(&output.stdout, &base).unwrap(),
            Article::from_json(&bytes, &base).unwrap(),
            "{slug}"
        );
    }
}

#[test]
fn in_place_the_new_file_replaces_the_old_one() {
    let folder = folder("in-place");
    let file = folder.join("bell.json");
    fs::write(&file, JSON).unwrap();
    let convert =
        |name: &str, form: &str| broadsheet(&[folder.join(name).to_str().unwrap(), "--as", form, "--in-place"]);
    assert!(convert("bell.json", "markdown").status.success());
    assert!(!file.exists());
    assert_eq!(fs::read_to_string(folder.join("bell.md")).unwrap(), MARKDOWN);
    // A file in the way stays, and so does the original.
    fs::write(&file, "mine").unwrap();
    assert_eq!(convert("bell.md", "json").status.code(), Some(2));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    fs::remove_file(&file).unwrap();
    // What would be lost stays.
    for more in ["<b>bold</b>", "<!-- TODO\n\nmore", "<script>\n\nmore", "<img src=a.jpg>", "<div>a <b and\n</div>"] {
        fs::write(folder.join("bell.md"), format!("{MARKDOWN}\n{more}\n")).unwrap();
        assert_eq!(convert("bell.md", "json").status.code(), Some(2), "{more}");
        assert!(folder.join("bell.md").exists() && !file.exists(), "{more}");
    }
    fs::write(folder.join("bell.md"), MARKDOWN).unwrap();
    assert!(convert("bell.md", "json").status.success());
    assert_eq!(fs::read_to_string(&file).unwrap(), JSON);
    assert!(!folder.join("bell.md").exists());
}

#[test]
fn an_error_says_what_to_do() {
    let mut all = String::new();
    for (name, text, form) in [
        ("bell.json", "{", "markdown"),
        ("bell.md", "---\nheadline: A: b\n---", "json"),
        ("bell.json", "{}", "markdown"),
        ("bell.md", "# A", "markdown"),
        ("bell.md", "# A\n\n~~B~~", "json"),
    ] {
        let (text, code) = converted(name, text, &["--as", form]);
        all += &format!("{}: {text}", code.unwrap());
    }
    expect![[r#"
        2: broadsheet: DIR/bell.json can't be converted: the file ends too soon.
        What to do: correct it; `broadsheet check DIR/bell.json` says how
        2: broadsheet: DIR/bell.md:2:12: this is not YAML: mapping values are not allowed in this context.
        What to do: put a text with signs of YAML into quotation marks, such as one with a colon and a space in it, and indent all keys of an object alike
        2: broadsheet: DIR/bell.json is no article, and only articles have two forms.
        What to do: name a file that has a headline and a body
        2: broadsheet: DIR/bell.md is Markdown already.
        What to do: write `--as json`
        1: {
          "version": 1,
          "headline": "A",
          "body": [
            "B"
          ]
        }
        JSON has no place for 1 part of it: `broadsheet check DIR/bell.md` says which.
    "#]].assert_eq(&all);
}

/// Regression: long keys and texts that end in a dash could not be read again, and blank rows and items were lost.
#[test]
fn odd_keys_and_blank_parts_survive() {
    let long = "k".repeat(3_000);
    for text in [
        format!(r#"{{"headline":"h","x-{long}":{{"a":[1]}},"body":["x"]}}"#),
        r#"{"headline":"h","tags":["Kyiv -","b"],"body":["x -"]}"#.to_owned(),
        r#"{"headline":"h","body":[{"type":"table","rows":[["a -","b"],["",""],["c","d -"]]}]}"#.to_owned(),
        r#"{"headline":"h","body":[{"type":"list","items":["a -","","b"]},{"type":"callout","body":["x -"]}]}"#
            .to_owned(),
        r#"{"headline":"h","body":["{{ a }} ==b== %%c%% [[d]] {% e %}","• f"," [ ] g"]}"#.to_owned(),
    ] {
        let (markdown, code) = converted("a.json", &text, &["--as", "markdown"]);
        assert_eq!(code, Some(0), "{markdown}");
        let (json, code) = converted("a.md", &markdown, &["--as", "json"]);
        assert_eq!(code, Some(0), "{markdown}\n{json}");
        let mut read: serde_json::Value = serde_json::from_str(&json).unwrap();
        read.as_object_mut().unwrap().remove("version");
        assert_eq!(read, serde_json::from_str::<serde_json::Value>(&text).unwrap(), "{markdown}");
    }
}
