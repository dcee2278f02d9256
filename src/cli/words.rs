//! The messages of commands that have succeeded: what was done, and what to type next. Each ends its line.

use std::borrow::Cow;
use std::path::{Component, Path};
use std::time::Duration;

use crate::file_system::folder_name;
use crate::new::Made;
use crate::publish::{Outcome, amount};
use crate::source::SiteFolder;

/// The summary of `broadsheet new`.
pub fn made(folder: &Path, made: &Made) -> String {
    let place = in_folder(folder);
    let mut text = match (made.written.is_empty(), made.kept.is_empty() && !made.has_articles) {
        (false, true) => format!("Made a site {place}: its title is in site.json, its articles are in articles/.\n"),
        (false, false) => format!("Wrote what was missing {place}: {}.\n", made.written.join(", ")),
        (true, _) => format!("Nothing is missing {place}.\n"),
    };
    if !made.kept.is_empty() {
        text += &format!("These were there before and stay as they are: {}.\n", made.kept.join(", "));
    }
    if made.has_articles {
        text += "The folder has articles already, so no examples were written.\n";
    }
    text + &format!("Open it: {}\n", serve((!is_here(folder)).then_some(folder), None))
}

/// "in paper/"; the current folder has no name that a person would recognise.
fn in_folder(folder: &Path) -> String {
    if is_here(folder) { "in this folder".to_owned() } else { format!("in {}", folder_name(folder)) }
}

/// The summary of `broadsheet check` if there are no findings.
pub fn checked(files: usize) -> String {
    format!("Checked {}: nothing is wrong.\n", amount::things(files, "file"))
}

/// The summary of `broadsheet publish`. `typed` is the path by which the site was found.
pub fn published(outcome: &Outcome, typed: &Path, site: &SiteFolder, app: Option<&Path>) -> String {
    format!("{outcome} Open it: {}\n", serve((!is_found_here(site)).then_some(typed), app))
}

/// The message of `broadsheet serve` when the site can be opened. `taken` is the port that was asked for, if it was taken.
/// `elsewhere` is its address for other machines, if they reach it.
pub fn served(address: &str, elsewhere: Option<&str>, taken: Option<u16>) -> String {
    let taken = taken.map(|port| format!("Port {port} is taken, so this is another one.\n")).unwrap_or_default();
    let elsewhere = elsewhere.map(|address| format!("Other machines in your network reach it at {address}.\n"));
    format!("{taken}The site is at {address} until you press Ctrl-C.\n{}", elsewhere.unwrap_or_default())
}

/// The message of `broadsheet serve` after a run that changed files.
pub fn published_again(outcome: &Outcome, took: Duration) -> String {
    let (articles, files) =
        (amount::things(outcome.articles, "article"), amount::things(outcome.changed.len(), "file"));
    format!("Published {articles} in {} ms ({files} changed).\n", took.as_millis())
}

/// The summary of `broadsheet single-file`.
pub fn written(file: &Path, bytes: usize) -> String {
    format!("Wrote {} ({} bytes).\n", file.display(), amount::grouped(bytes))
}

/// Whether a command without a path finds the site: it is the current folder, or the nearest one above it.
fn is_found_here(site: &SiteFolder) -> bool {
    let here = SiteFolder::find(Path::new("."));
    here.is_ok_and(|here| same_file::is_same_file(here.root(), site.root()).unwrap_or(false))
}

/// The command that shows a site, as it is typed in a shell. Without a path, it is the site in the current folder or above
/// it. `app` is the folder of the app, if the program has to be told.
fn serve(site: Option<&Path>, app: Option<&Path>) -> String {
    let mut command = "broadsheet serve".to_owned();
    if let Some(site) = site {
        command += &format!(" {}", quoted(site));
    }
    if let Some(app) = app {
        command += &format!(" --app {}", quoted(app));
    }
    command
}

/// The command that checks a site, as it is typed in a shell.
pub fn check(site: &Path) -> String {
    if is_here(site) { "broadsheet check".to_owned() } else { format!("broadsheet check {}", quoted(site)) }
}

/// Whether a path is that of the current folder, such as `.` or `./`.
fn is_here(path: &Path) -> bool {
    path.components().all(|part| part == Component::CurDir)
}

/// A path as it is typed in a shell: between quotes if it needs them.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    // A path that begins with a dash would be taken for an option.
    let text: Cow<str> = if text.starts_with('-') { format!("./{text}").into() } else { text.into() };
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+:@%,".contains(c) || (cfg!(windows) && c == '\\');
    if text.chars().all(is_plain) {
        text.into_owned()
    } else if cfg!(windows) {
        // A path on Windows contains no quotes.
        format!("\"{text}\"")
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// The message after an article was converted in its place.
pub(super) fn converted(file: &Path, new: &Path) -> String {
    format!(
        "{} is now {}. Links in other files that name it are to be changed; `broadsheet check` finds them.\n",
        file.display(),
        new.display()
    )
}

/// The message that an article has parts which its other form has no place for.
pub(super) fn lost(file: &Path, count: usize) -> String {
    let parts = if count == 1 { "1 part".to_owned() } else { format!("{count} parts") };
    format!("JSON has no place for {parts} of it: `broadsheet check {}` says which.\n", file.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_path_is_between_quotes_if_a_shell_would_read_it_in_another_way() {
        for (path, expected) in [
            ("paper", "paper"),
            ("../my-paper_2/a.b", "../my-paper_2/a.b"),
            ("газета/新聞", "газета/新聞"),
            ("my paper", "'my paper'"),
            ("Ines's paper", r"'Ines'\''s paper'"),
            ("a&b", "'a&b'"),
            ("~paper", "'~paper'"),
            ("$HOME", "'$HOME'"),
            ("-paper", "./-paper"),
            ("- paper", "'./- paper'"),
        ] {
            assert_eq!(quoted(Path::new(path)), expected);
        }
    }

    #[test]
    fn the_command_that_shows_a_site_names_what_has_to_be_named() {
        let (site, app) = (Path::new("my paper"), Path::new("target/app"));
        assert_eq!(serve(None, None), "broadsheet serve");
        assert_eq!(serve(Some(Path::new("./paper")), None), "broadsheet serve ./paper");
        assert_eq!(serve(None, Some(app)), "broadsheet serve --app target/app");
        #[cfg(unix)]
        assert_eq!(serve(Some(site), Some(app)), "broadsheet serve 'my paper' --app target/app");
    }
}
