//! What the commands print when they have succeeded: what was done, and what to type next.

use std::borrow::Cow;
use std::path::{Component, Path};

use crate::new::Made;

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
        text += "It has articles already, so no examples were written.\n";
    }
    text + &format!("Look at the site: {}\n", command("serve", folder))
}

/// "in paper/"; the current folder has no name that a person would recognise.
fn in_folder(folder: &Path) -> String {
    if is_here(folder) { "in this folder".to_owned() } else { format!("in {}", with_slash(folder)) }
}

/// A folder as it was given, with a slash at its end.
fn with_slash(folder: &Path) -> String {
    format!("{}/", folder.display().to_string().trim_end_matches(std::path::is_separator))
}

/// The command that does something with a site. For the site in the current folder it needs no path.
fn command(name: &str, site: &Path) -> String {
    if is_here(site) { format!("broadsheet {name}") } else { format!("broadsheet {name} {}", quoted(site)) }
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
    fn a_command_for_the_current_folder_has_no_path() {
        assert_eq!(command("serve", Path::new("./")), "broadsheet serve");
        assert_eq!(command("serve", Path::new("./paper")), "broadsheet serve ./paper");
    }
}
