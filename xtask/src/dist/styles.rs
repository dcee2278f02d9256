//! Joins the style sheets: puts the files that a style sheet imports into it, since each would cost a request before the
//! first paint.
//!
//! This is Rust and not a bundler, so that `trunk build` needs no Node. `cargo xtask build` has esbuild minify the result.

use crate::{project, step, tools::Toolbox};
use anyhow::{Context, Result, bail, ensure};
use fs_err as fs;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// The style sheets of the app, each with its file in `style/`: of our own pages, and of articles on other sites' pages.
const SHEETS: [(&str, &str); 2] = [("main.css", "main.css"), ("embed.css", "widget.css")];

/// The hook that Trunk runs before a build: writes the joined style sheets to `target/style/`, where index.html names them.
pub fn join() -> Result<()> {
    let folder = project::root().join("target/style");
    fs::create_dir_all(&folder)?;
    for (name, file) in SHEETS {
        let joined = joined(&project::root().join("style"), file)?;
        fs::write(folder.join(name), joined)?;
    }
    Ok(())
}

/// Minifies the style sheets of the app in place.
pub fn minify(tools: &Toolbox) -> Result<()> {
    let mut esbuild = tools.command("esbuild")?;
    esbuild.args(SHEETS.map(|(name, _)| project::app().join(name)));
    esbuild.args(["--minify", "--log-level=warning", "--allow-overwrite", "--outdir=target/app"]);
    step::run(&mut esbuild, "fix the rule that is named above, in a file of style/, then run it again.")
}

/// The text of a style sheet in a folder, with the files that it imports, and those that they import.
fn joined(folder: &Path, file: &str) -> Result<String> {
    let mut text = String::new();
    Join { folder, seen: BTreeSet::new() }.append(Path::new(file), &mut text)?;
    Ok(text)
}

/// The state of joining one style sheet.
struct Join<'a> {
    folder: &'a Path,
    /// The files that are in it so far.
    seen: BTreeSet<PathBuf>,
}

impl Join<'_> {
    /// Adds a file, given by its path in the folder, and all that it imports.
    fn append(&mut self, file: &Path, text: &mut String) -> Result<()> {
        let place = self.folder.join(file);
        let source = fs::read_to_string(&place)?;
        ensure!(
            self.seen.insert(file.to_owned()),
            "{} is imported twice, so its rules would be there twice.\nWhat to do: remove one of the two lines.",
            place.display()
        );
        for (number, line) in source.lines().enumerate() {
            match import(line) {
                Line::Rules => {
                    text.push_str(line);
                    text.push('\n');
                }
                Line::Import(name) => {
                    let imported = file.parent().unwrap_or(Path::new("")).join(name);
                    self.append(&imported, text)
                        .with_context(|| format!("importing {name} in {}:{}", place.display(), number + 1))?;
                }
                Line::Unknown => bail!(
                    "{}:{}: this import can't be joined: {}\nWhat to do: write it on a line of its own as `@import \
                     \"file.css\";`, without a media query, a layer or an address.",
                    place.display(),
                    number + 1,
                    line.trim()
                ),
            }
        }
        Ok(())
    }
}

/// What a line of a style sheet is.
#[derive(Debug, PartialEq, Eq)]
enum Line<'a> {
    /// The import of this file.
    Import(&'a str),
    /// An import in a form that is not read here.
    Unknown,
    /// Anything else.
    Rules,
}

fn import(line: &str) -> Line<'_> {
    // In a comment, too, so that no import is overlooked.
    if !line.to_ascii_lowercase().contains("@import") {
        return Line::Rules;
    }
    let name = line.strip_prefix("@import \"").and_then(|rest| rest.strip_suffix("\";"));
    let is_file = |name: &&str| name.ends_with(".css") && !name.contains([':', '"', '\\']) && !name.starts_with('/');
    name.filter(is_file).map_or(Line::Unknown, Line::Import)
}

#[cfg(test)]
mod tests {
    use super::{Line, SHEETS, import, joined};
    use crate::project;
    use anyhow::Result;
    use fs_err as fs;
    use std::path::PathBuf;

    /// Writes these files into a new folder.
    fn folder(name: &str, files: &[(&str, &str)]) -> Result<PathBuf> {
        let folder = std::env::temp_dir().join(format!("broadsheet-styles-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("parts"))?;
        for (file, text) in files {
            fs::write(folder.join(file), text)?;
        }
        Ok(folder)
    }

    fn error(name: &str, files: &[(&str, &str)]) -> Result<String> {
        let folder = folder(name, files)?;
        let outcome = joined(&folder, "main.css");
        fs::remove_dir_all(&folder)?;
        let error = format!("{:#}", outcome.expect_err("this can't be joined"));
        Ok(error.replace(&format!("{}/", folder.display()), ""))
    }

    #[test]
    fn an_imported_file_takes_the_place_of_its_import() -> Result<()> {
        let folder = folder(
            "place",
            &[
                ("main.css", "/* All. */\n@import \"a.css\";\n@import \"parts/b.css\";\nmain {}\n"),
                ("a.css", "a {}\n"),
                ("parts/b.css", "@import \"c.css\";\nb {}"),
                ("parts/c.css", "c {}\n"),
            ],
        )?;
        let text = joined(&folder, "main.css")?;
        fs::remove_dir_all(&folder)?;
        assert_eq!(text, "/* All. */\na {}\nc {}\nb {}\nmain {}\n");
        Ok(())
    }

    #[test]
    fn only_the_plain_form_of_an_import_is_joined() {
        assert_eq!(import("@import \"a.css\";"), Line::Import("a.css"));
        assert_eq!(import("a { color: red }"), Line::Rules);
        let others = [
            "@import url(\"a.css\");",
            "@import 'a.css';",
            "@import \"a.css\" print;",
            "@import \"a.css\" layer(base);",
            "@import \"https://example.org/a.css\";",
            "@import \"/a.css\";",
            "  @import \"a.css\";",
            "@import \"a.css\"; a {}",
            "@IMPORT \"a.css\";",
        ];
        for line in others {
            assert_eq!(import(line), Line::Unknown, "{line}");
        }
    }

    #[test]
    fn an_import_that_cannot_be_joined_is_an_error_with_its_place_and_the_remedy() -> Result<()> {
        let error = error("place-of-error", &[("main.css", "a {}\n@import \"a.css\" print;\n")])?;
        assert_eq!(
            error,
            "main.css:2: this import can't be joined: @import \"a.css\" print;\nWhat to do: write it on a line of its own \
             as `@import \"file.css\";`, without a media query, a layer or an address."
        );
        Ok(())
    }

    #[test]
    fn a_missing_file_is_an_error_that_names_it_and_its_import() -> Result<()> {
        let error = error("missing", &[("main.css", "@import \"gone.css\";\n")])?;
        assert!(error.starts_with("importing gone.css in main.css:1: ") && error.contains("gone.css`"), "{error}");
        Ok(())
    }

    #[test]
    fn files_that_are_imported_twice_or_in_a_circle_are_an_error() -> Result<()> {
        let twice = error("twice", &[("main.css", "@import \"a.css\";\n@import \"a.css\";\n"), ("a.css", "a {}")])?;
        assert!(twice.contains("a.css is imported twice"), "{twice}");
        let circle = error("circle", &[("main.css", "@import \"a.css\";\n"), ("a.css", "@import \"main.css\";\n")])?;
        assert!(circle.contains("main.css is imported twice"), "{circle}");
        Ok(())
    }

    #[test]
    fn the_style_sheets_of_the_app_are_joined_without_an_import_left() -> Result<()> {
        for (_, file) in SHEETS {
            let text = joined(&project::root().join("style"), file)?;
            assert!(text.len() > 10_000 && !text.contains("@import"), "{file}");
        }
        Ok(())
    }
}
