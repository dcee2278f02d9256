//! The declaration of all commands and options, from which come the parser, the help texts, the man page and the
//! completions.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

use crate::app::{App, NoAppInside};
use crate::import::kind::KINDS;
use crate::source;

/// Publishes news articles as static files.
#[derive(Debug, Parser)]
#[command(name = "broadsheet", version, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  all is well
  1  there are findings; what can be published is published
  2  the command failed, and nothing was changed
  3  the command stopped part way: run it again";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a site to begin with: two articles, a picture, and a workflow for GitHub Pages
    ///
    /// The site can be published at once. Nothing that is in the folder is changed.
    New {
        /// The folder of the site, which does not exist yet or is empty
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        folder: PathBuf,
        /// Take a folder that is not empty, and write only the files that are missing there
        #[arg(long)]
        force: bool,
        #[command(flatten)]
        talk: Talk,
    },
    /// Report the errors in articles and sites, and how to fix them
    Check {
        /// Files, or folders whose documents are checked [default: the site folder here or above]
        #[arg(value_hint = ValueHint::AnyPath)]
        paths: Vec<PathBuf>,
        /// The form of the report
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
        #[command(flatten)]
        talk: Talk,
    },
    /// Make finished pages, feeds and all else of a site, for any static server
    ///
    /// Only files that differ are written, and the site folder is only read. Errors are reported as by `check`. An
    /// article with an error that hides a part of it from readers stays as it was published before, or is left out.
    Publish {
        #[command(flatten)]
        site: Site,
        /// The folder to which the site is published [default: dist in the site folder]
        #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
        output: Option<PathBuf>,
        #[command(flatten)]
        app: AppFolder,
        /// Publish drafts and articles under embargo, too, to look at them
        #[arg(long)]
        drafts: bool,
        /// Replace files in the output folder that are in the way and do not come from this program
        #[arg(long)]
        adopt: bool,
        #[command(flatten)]
        talk: Talk,
    },
    /// Show the site in a browser while it is written, drafts included
    ///
    /// The site is published to a temporary folder and served on this machine. When a file changes, it is published
    /// again, and open pages reload. Errors are shown here and on the pages. Ctrl-C ends it.
    Serve {
        #[command(flatten)]
        site: Site,
        /// The port; if it is taken, the next free one [0: any free one]
        #[arg(long, value_name = "N", default_value_t = 8080)]
        port: u16,
        /// The address of a network interface; with 0.0.0.0, other machines reach the site, too
        #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), value_parser = host)]
        host: IpAddr,
        /// Open the front page in the browser
        #[arg(long)]
        open: bool,
        #[command(flatten)]
        app: AppFolder,
    },
    /// Write one article as a single HTML file with its styles and images, which can be read offline
    SingleFile {
        /// The file name of the article, without .json or .md
        slug: String,
        #[command(flatten)]
        site: Site,
        /// The file to write; - is the standard output [default: SLUG.html]
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        output: Option<PathBuf>,
        #[command(flatten)]
        app: AppFolder,
        #[command(flatten)]
        talk: Talk,
    },
    /// Take over articles from another system: an export, a folder, a document or web pages
    ///
    /// Articles become files in the site folder, with their images if these are beside the source. Run it again, and it takes over
    /// what has changed in the sources; what you have edited since stays as it is. A report says what did not come over as it was.
    Import {
        /// Exports, documents, pages or folders. Several of one kind are one source
        #[arg(value_name = "SOURCE", value_hint = ValueHint::AnyPath, required = true)]
        sources: Vec<PathBuf>,
        /// The folder of your site. It is made if it does not exist
        #[arg(long = "to", value_name = "SITE", value_hint = ValueHint::DirPath)]
        site: PathBuf,
        /// The form of the new articles
        #[arg(long = "as", value_enum, value_name = "FORM", default_value_t = Form::Markdown)]
        form: Form,
        /// What kind the sources are; `markdown` is also a folder of Hugo, Jekyll, Eleventy or Zola [default: told from their
        /// content]
        #[arg(long, value_name = "KIND", value_parser = kinds())]
        from: Option<String>,
        /// Fetch images, videos and recordings that are on other servers
        #[arg(long)]
        fetch: bool,
        /// With --fetch: also from servers of a private network
        #[arg(long, requires = "fetch")]
        allow_private: bool,
        /// Write nothing, and show what would be imported
        #[arg(long)]
        dry_run: bool,
        /// The form of the report
        #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
        format: ReportFormat,
        #[command(flatten)]
        talk: Talk,
    },
    /// Print an article in its other form, Markdown or JSON
    ///
    /// Both forms say the same, so nothing is lost in either direction but comments.
    Convert {
        /// The file of the article, which ends in .json or .md
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// The form to convert it to
        #[arg(long = "as", value_enum, value_name = "FORM")]
        form: Form,
        /// Write it beside the file with the other ending, and remove the file if both are read as the same article
        #[arg(long)]
        in_place: bool,
        #[command(flatten)]
        talk: Talk,
    },
    /// Write the JSON Schemas of articles and of site.json, for text editors
    Schema {
        /// The folder to write them to
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        folder: PathBuf,
    },
    /// Print the completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the man page
    #[command(hide = true)]
    Man,
}

#[derive(Args, Debug)]
pub(super) struct Site {
    /// The folder with site.json, or a folder in it [default: the current folder]
    #[arg(value_name = "SITE", value_hint = ValueHint::DirPath, default_value = ".", hide_default_value = true)]
    pub site: PathBuf,
}

/// The names of the kinds of sources.
fn kinds() -> PossibleValuesParser {
    KINDS.iter().map(|kind| kind.name).collect::<Vec<_>>().into()
}

/// Parses the address of a network interface.
fn host(text: &str) -> Result<IpAddr, String> {
    match text {
        "localhost" => Ok(Ipv4Addr::LOCALHOST.into()),
        _ => text.parse().map_err(|_| "it is no address, such as 127.0.0.1 or 0.0.0.0".to_owned()),
    }
}

#[derive(Args, Debug)]
pub(super) struct AppFolder {
    /// The folder of another app than the one inside this program, such as target/app after `cargo xtask build`
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    app: Option<PathBuf>,
}

impl AppFolder {
    /// The app in the folder that is named, or else the one inside this program.
    pub fn find(&self) -> Result<App, NoAppInside> {
        self.app.as_ref().map_or_else(App::inside, |folder| Ok(App::in_folder(folder)))
    }
}

#[derive(Args, Clone, Copy, Debug)]
pub(super) struct Talk {
    /// Print only findings and errors, but neither the progress nor a summary
    #[arg(long, short)]
    pub quiet: bool,
}

/// A form of articles.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Form {
    /// Text with front matter
    Markdown,
    /// JSON, as docs/format.md describes it
    Json,
}

impl From<Form> for source::Form {
    fn from(form: Form) -> Self {
        match form {
            Form::Markdown => Self::Markdown,
            Form::Json => Self::Json,
        }
    }
}

/// The form of the report of an import.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ReportFormat {
    /// For people
    Human,
    /// One JSON object, for tools
    Json,
}

/// The form of a report.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Format {
    /// For people, with the lines that it is about
    Human,
    /// One JSON object, for tools
    Json,
    /// Annotations of a GitHub workflow
    Github,
}
