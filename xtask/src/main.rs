//! `cargo xtask serve | build | release | check | advisories | test | fuzz | mutants | pictures | bench`: the project's
//! tasks, and the tools that they need.

mod bench;
mod browser;
mod check;
mod compress;
mod dist;
mod fuzz;
mod mutants;
mod packages;
mod project;
mod release;
mod serve;
mod step;
mod suite;
mod test;
mod tools;

use anyhow::{Context, Result, bail};
use std::{env, num::ParseIntError, process::ExitCode, str::FromStr};

const HELP: &str = "\
cargo xtask serve [--port N]         build the demo and serve it on 127.0.0.1, port 8080; rebuild and reload on change
cargo xtask build                    make the release build of the app in target/app/, and publish the demo to dist/
cargo xtask release                  make the packages of a release in target/packages/: the program with the app inside it,
                                     and the element for npm
cargo xtask check                    check formatting, lints, documentation, types of scripts, workflows, and licences and
                                     sources of crates; warnings are errors
cargo xtask advisories               look up, over the network, which faults of these crates have become known
cargo xtask test [FILTER…]           make dist/, then run every test that needs no more than browsers, servers and
                                     validators; or run those whose names contain a FILTER, and make and install only
                                     what they need
cargo xtask test real [FILTER…]      run the tests that the other command leaves out: those with a real WordPress and
                                     real login servers, and without a FILTER all fuzz targets (takes many minutes, and
                                     installs large packages)
cargo xtask fuzz [TARGET] [--seconds N]
                                     try a parser or all of them on new inputs, each for N (60) seconds
cargo xtask mutants [REVISION]       put small faults into what has changed since a REVISION (where this branch left
                                     origin/main), and name those that no native test notices
cargo xtask pictures                 take the pictures of the README anew, and others of every block (into target/tmp/)
cargo xtask bench                    run all of the following benchmarks and compare them with their budgets
cargo xtask bench size [--budget N]  measure the compressed size of the app (N: budget of wasm and glue, in bytes)
cargo xtask bench publish [--articles N]
                                     measure how long N articles (10,000) take to publish, and what a second run writes
cargo xtask bench import [--posts N] measure how long N posts (10,000) of an export of WordPress take to import
cargo xtask bench serve [--articles N]
                                     measure how soon `broadsheet serve` shows a site, and a change in one of N (1,000)
                                     articles
cargo xtask bench speed              measure how soon pages are on screen, compared with plain HTML and with React

Missing tools are installed once, into your cache folder, outside the project.
Set BROADSHEET_TOOLS to use another folder.";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<()> {
    match arguments {
        ["serve"] => serve::run(serve::PORT),
        ["serve", "--port", port] => serve::run(number("port", port)?),
        ["build"] => dist::build(),
        ["release"] => release::run(),
        ["trunk-hook", "before"] => dist::before_trunk(),
        ["trunk-hook", "after"] => dist::publish::for_trunk(),
        ["check"] => check::run(),
        ["advisories"] => check::advisories(),
        ["test", "real", filters @ ..] => test::real(filters),
        ["test", filters @ ..] => test::run(filters),
        ["fuzz"] => fuzz::run(None, fuzz::SECONDS),
        ["fuzz", "--seconds", seconds] => fuzz::run(None, number("seconds", seconds)?),
        ["fuzz", target] => fuzz::run(Some(target), fuzz::SECONDS),
        ["fuzz", target, "--seconds", seconds] => fuzz::run(Some(target), number("seconds", seconds)?),
        ["mutants"] => mutants::run(None),
        ["mutants", revision] => mutants::run(Some(revision)),
        ["pictures"] => test::pictures(),
        ["bench"] => bench::all(),
        ["bench", "speed"] => bench::speed::run(),
        ["bench", "size"] => bench::size::run(None),
        ["bench", "size", "--budget", budget] => bench::size::run(Some(number("budget", budget)?)),
        ["bench", "publish"] => bench::publish::run(bench::publish::ARTICLES),
        ["bench", "publish", "--articles", articles] => bench::publish::run(number("articles", articles)?),
        ["bench", "import"] => bench::import::run(bench::import::POSTS),
        ["bench", "import", "--posts", posts] => bench::import::run(number("posts", posts)?),
        ["bench", "serve"] => bench::serve::run(bench::serve::ARTICLES),
        ["bench", "serve", "--articles", articles] => bench::serve::run(number("articles", articles)?),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        unknown => bail!("`cargo xtask {}` is not a command. These are:\n\n{HELP}", unknown.join(" ")),
    }
}

fn number<Number: FromStr<Err = ParseIntError>>(option: &str, value: &str) -> Result<Number> {
    value.parse().with_context(|| format!("--{option}: `{value}` is not a valid number"))
}
