//! `broadsheet`, the command line: arguments in, exit code out.

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::error::Error;
    use std::io::{IsTerminal, Write, stderr, stdout};
    use std::path::{Path, PathBuf};
    use std::process::ExitCode;
    use std::time::{SystemTime, UNIX_EPOCH};

    use broadsheet::publish::progress::Bar;
    use broadsheet::{check, files, publish, schema};
    use lexopt::prelude::*;

    const USAGE: &str = "\
Usage: broadsheet check PATH… [--format human|json]
       broadsheet publish DIST
       broadsheet publish DIST --single-file SLUG [--output FILE]
       broadsheet schema FOLDER

check   says what is wrong with stories and sites, and how to fix it: with the files that are
        named, and with all .json files in the folders that are named; of a build, in its content/.
        Ends with 0 if nothing is wrong, 1 if something is, 2 if it could not look.
publish makes finished pages, feeds and compressed copies in DIST, a build, out of the stories in its
        content/ folder, and writes only what has changed. What is wrong is said, as by check; a story
        of which readers would miss something is left out.
        Ends with 0 if nothing is wrong, 1 if something is, 2 if nothing could be done.
        With --single-file it makes one file of one story instead, with styles and pictures in it, that is
        read without network: SLUG.html in this folder, or FILE; - is the standard output.
schema  writes the JSON Schema of stories and sites into a folder, for editors.
";

    /// Runs a command.
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
                        other => return Err(format!("there is no format \"{other}\": human or json").into()),
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
                let slug = single.ok_or("--output goes with --single-file")?;
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
            _ => Err(format!("what is asked for?\n\n{USAGE}").into()),
        }
    }

    /// Seconds since 1970: those of `SOURCE_DATE_EPOCH`, for those who must make the same bytes at another time
    /// (<https://reproducible-builds.org/specs/source-date-epoch/>), else those of the clock.
    fn now() -> Result<i64, Box<dyn Error>> {
        match std::env::var("SOURCE_DATE_EPOCH") {
            Ok(seconds) => seconds.parse().map_err(|_| {
                format!("SOURCE_DATE_EPOCH is \"{seconds}\", and not a number of seconds since 1970").into()
            }),
            Err(_) => Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs().try_into()?),
        }
    }

    fn single_file(dist: &Path, slug: &str, output: PathBuf) -> Result<ExitCode, Box<dyn Error>> {
        let made = publish::single_file(dist, slug, &Bar::new(stderr().is_terminal()))?;
        eprint!("{}", made.report.to_human(coloured(&stderr())));
        let Some(html) = made.html else {
            eprintln!("{slug} has an error in it, and was not written");
            return Ok(ExitCode::FAILURE);
        };
        if output.as_os_str() == "-" {
            return print(&html);
        }
        // What a link leads to is written, and the link stays.
        let file = output.canonicalize().unwrap_or_else(|_| output.clone());
        files::write(&file, html.as_bytes()).map_err(|error| format!("can't write {}: {error}", output.display()))?;
        eprintln!("{} ({} bytes)", output.display(), html.len());
        Ok(ExitCode::SUCCESS)
    }

    fn coloured(stream: &impl IsTerminal) -> bool {
        stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
    }

    fn print(text: &str) -> Result<ExitCode, Box<dyn Error>> {
        match stdout().write_all(text.as_bytes()) {
            // Whoever reads has read enough, as `head` does.
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
