//! `cargo xtask fuzz`: tries the parsers on inputs that nobody thought of.

use crate::{project, step, suite::Suite, tools::Toolbox};
use anyhow::{Context, Result, bail, ensure};
use fs_err as fs;
use std::{env, process::Command};

/// The fuzz targets. Each is a program in `fuzz/`, a test in `tests/native/fuzz.rs`, a property in
/// `tests/shared/properties/` and a folder in `fuzz/seeds/`, all of the same name.
const TARGETS: [&str; 9] =
    ["address", "article", "date", "docx", "markdown", "pandoc", "readers", "target", "wordpress"];

/// Folders with more inputs to begin with, and the target that they are for.
const DOCUMENTS: [(&str, &str); 6] = [
    ("article", "public/content/articles"),
    ("article", "tests/native/fixtures"),
    ("markdown", "public/content/articles"),
    ("markdown", "tests/native/fixtures"),
    ("docx", "tests/native/import/fixtures/docx"),
    ("pandoc", "tests/native/import/fixtures/pandoc"),
];

/// How long each target runs by default.
pub const SECONDS: u32 = 60;

/// Runs one target or all, each for some seconds: with libFuzzer if there is a C++ compiler to compile it, or else with
/// proptest. An input that breaks a property becomes a file in `fuzz/seeds/`.
pub fn run(target: Option<&str>, seconds: u32) -> Result<()> {
    let targets: Vec<&str> = TARGETS.into_iter().filter(|name| target.is_none_or(|target| target == *name)).collect();
    if let Some(target) = target.filter(|_| targets.is_empty()) {
        bail!("there is no fuzz target `{target}`. These are: {}.", TARGETS.join(", "));
    }
    let libfuzzer = if has_compiler() { Some(LibFuzzer::compile()?) } else { None };
    let by = match libfuzzer {
        Some(_) => "libFuzzer",
        None => "proptest, since there is no C++ compiler for libFuzzer (CXX, or c++ on PATH)",
    };
    let mut failed = Vec::new();
    for target in targets {
        step::announce(&format!("Fuzzing {target} for {seconds} s by {by} …"));
        let outcome = match &libfuzzer {
            Some(libfuzzer) => libfuzzer.run(target, seconds),
            None => proptest(target, seconds),
        };
        if let Err(error) = outcome {
            eprintln!("\nxtask: {target}: {error:#}\n");
            failed.push(target);
        }
    }
    ensure!(failed.is_empty(), "these fuzz targets failed (see above): {}.", failed.join(", "));
    step::announce("No input broke a property.");
    Ok(())
}

fn remedy(target: &str) -> String {
    format!(
        "if an input broke the property, it is now a file in fuzz/seeds/{target}/, and `cargo xtask test \
         fuzz::{target}` fails with it. Correct the error, give the file a name that says what it is, and commit it."
    )
}

/// Whether there is a C++ compiler where the crate of libFuzzer looks for it.
fn has_compiler() -> bool {
    let name = env::var_os("CXX").filter(|name| !name.is_empty()).unwrap_or("c++".into());
    which::which(name).is_ok()
}

/// The compiled fuzz targets.
struct LibFuzzer {
    tools: Toolbox,
}

impl LibFuzzer {
    fn compile() -> Result<Self> {
        let libfuzzer = Self { tools: Toolbox::for_fuzzing()? };
        step::announce("Compiling the fuzz targets (about 8 minutes the first time) …");
        step::run(&mut libfuzzer.cargo_fuzz("build")?, "fix the errors above, then run it again.")?;
        Ok(libfuzzer)
    }

    fn cargo_fuzz(&self, command: &str) -> Result<Command> {
        let mut cargo = self.tools.command("cargo-fuzz")?;
        cargo.args(["fuzz", command, "--fuzz-dir", "fuzz", "--target-dir", "target/fuzz"]);
        // Only a sanitizer would need a nightly compiler. None of them finds much in code without `unsafe`.
        cargo.args(["--sanitizer", "none", "--debug-assertions"]);
        Ok(cargo)
    }

    fn run(&self, target: &str, seconds: u32) -> Result<()> {
        let folder = project::root().join("target/fuzz");
        // Inputs that reach new code stay here for the next run.
        let corpus = folder.join("corpus").join(target);
        fs::create_dir_all(&corpus)?;
        let seeds = format!("fuzz/seeds/{target}");
        let mut command = self.cargo_fuzz("run")?;
        command.arg(target).arg(corpus).arg(&seeds);
        command.args(DOCUMENTS.iter().filter(|(user, _)| *user == target).map(|(_, folder)| folder));
        command.arg("--").arg(format!("-max_total_time={seconds}"));
        // Where the native tests find the inputs that break a property.
        command.arg(format!("-artifact_prefix={seeds}/"));
        command.args(["-timeout=10", "-verbosity=0", "-print_final_stats=1"]);
        // It says more than anybody wants to read if all is well.
        let log = folder.join(format!("{target}.log"));
        let outcome = step::run(command.stderr(fs::File::create(&log)?.into_file()), &remedy(target));
        let log = fs::read_to_string(log)?;
        if outcome.is_err() {
            eprint!("{log}");
        }
        outcome?;
        let inputs = log.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
        let inputs = inputs.context("libFuzzer does not say how many inputs it tried")?.trim();
        step::announce(&format!("Tried {inputs} inputs."));
        Ok(())
    }
}

fn proptest(target: &str, seconds: u32) -> Result<()> {
    let mut command = Suite::Native.command();
    command.args(["--", "--exact", &format!("fuzz::{target}")]);
    step::run(command.env("BROADSHEET_FUZZ_SECONDS", seconds.to_string()), &remedy(target))
}
