//! The command-line program `broadsheet`.

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::error::Error;
    use std::io::{IsTerminal, Write, stderr, stdout};
    use std::path::{Path, PathBuf};
    use std::process::ExitCode;
    use std::time::{SystemTime, UNIX_EPOCH};

    use broadsheet::publish::progress::Bar;
    use broadsheet::{check, file_system, publish, schema};
    use lexopt::prelude::*;

    const USAGE: &str = "\
Usage: broadsheet check PATH… [--format human|json]
       broadsheet publish DIST
       broadsheet publish DIST --single-file SLUG [--output FILE]
       broadsheet schema FOLDER

check   Reports the errors in articles and sites, and how to fix them. PATH is a file, or a folder whose
        .json files are checked; in the folder of a build, only those in content/.
publish Makes finished pages, feeds and compressed copies of the articles in DIST/content/, where DIST is
        the folder of a build. It writes only files that have changed, and reports errors as check does.
        An article with an error that hides a part of it from readers is not published.
        --single-file SLUG writes one article as a single HTML file with its styles and images, which can
        be read offline: to SLUG.html in the current folder, or to FILE. - means standard output.
schema  Writes the JSON Schema of articles and of site.json into FOLDER, for editors.

Exit codes: 0 without errors or warnings (publish: without errors), 1 with some, 2 if the command failed.
";

    /// Parses the arguments, runs the command, and returns the exit code.
    pub fn run() -> Result<ExitCode, Box<dyn Error>> {
        let mut arguments = lexopt::Parser::from_env();
        let mut command = None;
        let mut paths = Vec::new();
        let mut json = false;
        let mut single = None;
        let mut output = None;
        while let Some(argument) = arguments.next()? {
            match argument {
                Short('h') | Long("help") => return print(USAGE),
                Short('V') | Long("version") => return print(concat!("broadsheet ", env!("CARGO_PKG_VERSION"), "\n")),
                Long("format") => {
                    json = match arguments.value()?.string()?.as_str() {
                        "json" => true,
                        "human" => false,
                        other => return Err(format!("unknown format \"{other}\": use human or json").into()),
                    }
                }
                Long("single-file") => single = Some(arguments.value()?.string()?),
                Long("output") => output = Some(PathBuf::from(arguments.value()?)),
                Value(word) if command.is_none() => command = Some(word.string()?),
                Value(path) => paths.push(PathBuf::from(path)),
                other => return Err(other.unexpected().into()),
            }
        }
        match (command.as_deref(), paths.as_slice()) {
            (Some("check"), [_, ..]) => {
                let report = check::check(&paths, now()?)?;
                print(&if json { report.to_json() } else { report.to_human(coloured(&stdout())) })?;
                Ok(if report.count() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
            }
            (Some("publish"), [dist]) if single.is_some() || output.is_some() => {
                let slug = single.ok_or("--output needs --single-file")?;
                single_file(dist, &slug, output.unwrap_or_else(|| format!("{slug}.html").into()))
            }
            (Some("publish"), [dist]) => {
                let options = publish::Options { now: now()? };
                let outcome = publish::publish(dist, &options, &Bar::new(stderr().is_terminal()))?;
                eprint!("{}", outcome.report.to_human(coloured(&stderr())));
                eprintln!("{outcome}");
                Ok(if outcome.report.has_errors() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
            }
            (Some("schema"), [folder]) => {
                schema::write(folder).map_err(|error| format!("can't write to {}: {error}", folder.display()))?;
                Ok(ExitCode::SUCCESS)
            }
            _ => Err(format!("unknown or incomplete command\n\n{USAGE}").into()),
        }
    }

    /// The Unix time in seconds, from `SOURCE_DATE_EPOCH` if it is set (for reproducible output,
    /// <https://reproducible-builds.org/specs/source-date-epoch/>), otherwise from the clock.
    fn now() -> Result<i64, Box<dyn Error>> {
        match std::env::var("SOURCE_DATE_EPOCH") {
            Ok(seconds) => seconds
                .parse()
                .map_err(|_| format!("SOURCE_DATE_EPOCH is \"{seconds}\", not a number of seconds since 1970").into()),
            Err(_) => Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs().try_into()?),
        }
    }

    fn single_file(dist: &Path, slug: &str, output: PathBuf) -> Result<ExitCode, Box<dyn Error>> {
        let made = publish::single_file(dist, slug, &Bar::new(stderr().is_terminal()))?;
        eprint!("{}", made.report.to_human(coloured(&stderr())));
        let Some(html) = made.html else {
            eprintln!("{slug} has an error, so it was not written");
            return Ok(ExitCode::FAILURE);
        };
        if output.as_os_str() == "-" {
            return print(&html);
        }
        // If the output is a symbolic link, its target is written, and the link is kept.
        let file = output.canonicalize().unwrap_or_else(|_| output.clone());
        file_system::write(&file, html.as_bytes())
            .map_err(|error| format!("can't write {}: {error}", output.display()))?;
        eprintln!("{} ({} bytes)", output.display(), html.len());
        Ok(ExitCode::SUCCESS)
    }

    fn coloured(stream: &impl IsTerminal) -> bool {
        stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
    }

    fn print(text: &str) -> Result<ExitCode, Box<dyn Error>> {
        match stdout().write_all(text.as_bytes()) {
            // The reading program may close the pipe early, as `head` does.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
            other => other?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    native::run().unwrap_or_else(|error| {
        eprintln!("broadsheet: {error}");
        2.into()
    })
}

#[cfg(target_arch = "wasm32")]
fn main() {}
