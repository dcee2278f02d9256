//! Runs the commands.

use std::error::Error;
use std::io::{ErrorKind, IsTerminal, Write, stderr, stdout};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::CommandFactory;

use super::arguments::{AppFolder, Arguments, Command, Format, ReportFormat, Talk};
use super::{Exit, arguments, serve, words};
use crate::check::{self, Report};
use crate::convert::{self, Converted};
use crate::file_system;
use crate::import::kind::{self, Kind};
use crate::import::{self, ImportError};
use crate::new::{self, NewError};
use crate::publish::progress::{Bar, Lines, Progress, Silent};
use crate::publish::{self, Options, PublishError};
use crate::schema;
use crate::source::{Form, SiteFolder};

/// Why a command failed.
pub(super) struct Failure {
    pub error: Box<dyn Error>,
    pub exit: Exit,
}

/// Whether Ctrl-C was pressed, or the system asked the program to end.
pub(super) static INTERRUPTED: AtomicBool = AtomicBool::new(false);

pub(super) type Outcome = Result<Exit, Failure>;

impl<E: Into<Box<dyn Error>>> From<E> for Failure {
    fn from(error: E) -> Self {
        let error = error.into();
        let is_part_way = matches!(error.downcast_ref(), Some(PublishError::PartWay(_)))
            || matches!(error.downcast_ref(), Some(NewError::PartWay(_)))
            || matches!(error.downcast_ref(), Some(ImportError::PartWay(_)));
        Self { error, exit: if is_part_way { Exit::PartWay } else { Exit::Unchanged } }
    }
}

pub(super) fn run(command: Command) -> Outcome {
    match command {
        Command::New { folder, force, talk } => new(&folder, force, talk),
        Command::Check { paths, format, talk } => check(paths, format, talk),
        Command::Publish { site, output, app, drafts, adopt, talk } => {
            publish(&site, output, &app, drafts, adopt, talk)
        }
        Command::Serve { site, port, host, open, app } => serve::run(&site, SocketAddr::new(host, port), open, &app),
        Command::SingleFile { slug, site, output, app, talk } => single_file(&slug, &site, output, &app, talk),
        Command::Import { sources, site, form, from, fetch, allow_private, dry_run, format, talk } => {
            let from = from.as_deref().and_then(kind::named);
            let options = import::Options {
                site: &site,
                form: form.into(),
                fetch,
                allow_private,
                dry_run,
                now: now()?,
                interrupted: &INTERRUPTED,
            };
            import(&sources, from, &options, format, talk)
        }
        Command::Convert { file, form, in_place, talk } => convert(&file, form.into(), in_place, talk),
        Command::Schema { folder } => {
            schema::write(&folder).map_err(|error| format!("can't write to {}: {error}", folder.display()))?;
            Ok(Exit::Success)
        }
        Command::Completions { shell } => {
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "broadsheet", &mut text);
            print(&text)
        }
        Command::Man => {
            let mut text = Vec::new();
            clap_mangen::Man::new(Arguments::command()).render(&mut text)?;
            print(&text)
        }
    }
}

fn new(folder: &Path, completes: bool, talk: Talk) -> Outcome {
    let made = new::make(folder, now()?, completes)?;
    if !talk.quiet {
        say(&words::made(folder, &made));
    }
    Ok(Exit::Success)
}

fn check(mut paths: Vec<PathBuf>, format: Format, talk: Talk) -> Outcome {
    if paths.is_empty() {
        paths.push(SiteFolder::find(Path::new("."))?.root().to_owned());
    }
    let report = check::check(&paths, now()?)?;
    let text = match format {
        Format::Human => for_people(&report, has_colour(&stdout()), talk),
        Format::Json => report.to_json(),
        Format::Github => report.to_github(),
    };
    print(text.as_bytes())?;
    if report.count() > 0 {
        return Ok(Exit::Findings);
    }
    if matches!(format, Format::Human) && !talk.quiet {
        say(&words::checked(report.documents.len()));
    }
    Ok(Exit::Success)
}

fn publish(
    site: &arguments::Site,
    output: Option<PathBuf>,
    app: &AppFolder,
    drafts: bool,
    adopts: bool,
    talk: Talk,
) -> Outcome {
    let folder = SiteFolder::find(&site.site)?;
    let output = output.unwrap_or_else(|| folder.root().join(crate::source::OUTPUT));
    let built = app.find()?;
    let options = Options { drafts, adopts, interrupted: &INTERRUPTED, ..Options::new(&built, now()?) };
    ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::Relaxed))?;
    let outcome = publish::publish(&folder, &output, &options, &*progress(talk))?;
    say(&for_people(&outcome.report, has_colour(&stderr()), talk));
    if !talk.quiet {
        say(&words::published(&outcome, &site.site, &folder, built.folder()));
    }
    Ok(if outcome.report.has_errors() { Exit::Findings } else { Exit::Success })
}

fn single_file(slug: &str, site: &arguments::Site, output: Option<PathBuf>, app: &AppFolder, talk: Talk) -> Outcome {
    let output = output.unwrap_or_else(|| format!("{slug}.html").into());
    let made = publish::single_file(&SiteFolder::find(&site.site)?, &app.find()?, slug, &*progress(talk))?;
    say(&for_people(&made.report, has_colour(&stderr()), talk));
    let Some(html) = made.html else {
        say(&format!("{slug} has an error, so it was not written\n"));
        return Ok(Exit::Findings);
    };
    if output.as_os_str() == "-" {
        return print(html.as_bytes());
    }
    // If the output is a symbolic link, its target is written, and the link is kept.
    let file = output.canonicalize().unwrap_or_else(|_| output.clone());
    file_system::write(&file, html.as_bytes()).map_err(|error| format!("can't write {}: {error}", output.display()))?;
    if !talk.quiet {
        say(&words::written(&output, html.len()));
    }
    Ok(Exit::Success)
}

fn import(
    sources: &[PathBuf],
    from: Option<&'static Kind>,
    options: &import::Options,
    format: ReportFormat,
    talk: Talk,
) -> Outcome {
    ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::Relaxed))?;
    let opened = kind::open(sources, from).map_err(ImportError::Source)?;
    let report = import::import(&opened, options, &*progress(talk))?;
    let text = match format {
        ReportFormat::Human => report.to_human(&words::check(options.site), !talk.quiet),
        ReportFormat::Json => report.to_json(),
    };
    print(text.as_bytes())?;
    Ok(if report.has_findings() { Exit::Findings } else { Exit::Success })
}

fn convert(file: &Path, form: Form, in_place: bool, talk: Talk) -> Outcome {
    if in_place {
        let new = convert::convert_in_place(file, form)?;
        if !talk.quiet {
            say(&words::converted(file, &new));
        }
        return Ok(Exit::Success);
    }
    let Converted { text, lost } = convert::convert(file, form)?;
    print(text.as_bytes())?;
    if lost > 0 {
        say(&words::lost(file, lost));
        return Ok(Exit::Findings);
    }
    Ok(Exit::Success)
}

/// The Unix time in seconds, from `SOURCE_DATE_EPOCH` if it is set (for reproducible output,
/// <https://reproducible-builds.org/specs/source-date-epoch/>), otherwise from the clock.
pub(super) fn now() -> Result<i64, Box<dyn Error>> {
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => seconds
            .parse()
            .map_err(|_| format!("SOURCE_DATE_EPOCH is \"{seconds}\", not a number of seconds since 1970").into()),
        Err(_) => Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs().try_into()?),
    }
}

/// The findings, and their number unless nobody wants a summary.
fn for_people(report: &Report, colour: bool, talk: Talk) -> String {
    if talk.quiet { report.findings(colour) } else { report.to_human(colour) }
}

pub(super) fn progress(talk: Talk) -> Box<dyn Progress> {
    match (talk.quiet, stderr().is_terminal()) {
        (true, _) => Box::new(Silent),
        (false, true) => Box::new(Bar::new()),
        (false, false) => Box::new(Lines),
    }
}

pub(super) fn has_colour(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Prints to the standard error output. If nobody reads it, the command goes on all the same.
pub(super) fn say(text: &str) {
    let _ = stderr().write_all(text.as_bytes());
}

fn print(text: &[u8]) -> Outcome {
    match stdout().write_all(text) {
        // The reading program may close the pipe early, as `head` does.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(Exit::Success),
        result => Ok(result.map(|()| Exit::Success)?),
    }
}
