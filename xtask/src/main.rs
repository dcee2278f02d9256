//! Set-up and chores: `cargo xtask serve | build | check | test | bench`. No product code.

mod bench;
mod browser;
mod check;
mod dist;
mod packages;
mod project;
mod serve;
mod step;
mod test;
mod tools;

use anyhow::{Context, Result, bail};
use std::{env, num::ParseIntError, process::ExitCode, str::FromStr};

const HELP: &str = "\
cargo xtask serve [--port N]         build the demo and serve it on 127.0.0.1 (port 8080), reloading on change
cargo xtask build                    make the release build in dist/
cargo xtask check                    formatting, lints, documentation, types of scripts, with warnings denied
cargo xtask test [FILTER…]           make dist/, then run every test (or those whose names hold a FILTER)
cargo xtask test real [FILTER…]      make dist/, then have other people's programs use it: minutes, and large packages
cargo xtask bench                    all that follows: figures beside their budgets
cargo xtask bench size [--budget N]  what dist/ weighs on the wire, against the budget
cargo xtask bench publish [--stories N]
                                     how long 10,000 stories take, and what a second run writes
cargo xtask bench speed              how soon pages are on screen, beside plain HTML and beside React

Missing tools are installed once, in a cache of yours outside the project. BROADSHEET_TOOLS moves it.";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("\nxtask: {fault:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<()> {
    match arguments {
        ["serve"] => serve::run(serve::PORT),
        ["serve", "--port", port] => serve::run(number("port", port)?),
        ["build"] => dist::build(),
        ["trunk-hook"] => dist::publish::for_trunk(),
        ["check"] => check::run(),
        ["test", "real", filters @ ..] => test::real(filters),
        ["test", filters @ ..] => test::run(filters),
        ["bench"] => bench::all(),
        ["bench", "speed"] => bench::speed::run(),
        ["bench", "size"] => bench::size::run(None),
        ["bench", "size", "--budget", budget] => bench::size::run(Some(number("budget", budget)?)),
        ["bench", "publish"] => bench::publish::run(bench::publish::STORIES),
        ["bench", "publish", "--stories", stories] => bench::publish::run(number("stories", stories)?),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        unknown => bail!("there is no `{}`.\n\n{HELP}", unknown.join(" ")),
    }
}

fn number<Number: FromStr<Err = ParseIntError>>(option: &str, value: &str) -> Result<Number> {
    value.parse().with_context(|| format!("--{option} {value}"))
}
