//! `cargo xtask bench serve`: how soon a publisher sees something: after the start of the program, and after saving an
//! article of a thousand.

use super::publish::generate;
use crate::release::{self, program};
use crate::{dist, project, step};
use anyhow::{Context, Result, ensure};
use fs_err as fs;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// The default number of articles of the site that is changed.
pub const ARTICLES: usize = 1000;

/// How many times each figure is measured. The table has the median.
const TIMES: usize = 9;

/// The largest size of the program, in bytes.
const MAX_SIZE: u64 = 25_000_000;

/// The text of the template in [`super::publish`] that each save replaces.
const SAVED: &str = "That was their value";

/// Measures the program with the app inside it, and compares the figures with their budgets.
pub fn run(articles: usize) -> Result<()> {
    if !project::app().join("assets.json").is_file() {
        dist::build()?;
    }
    let host = release::host()?;
    let program = program::build(&program::Program::Release { target: &host })?;
    let folder = project::root().join("target/bench-serve");
    if folder.is_dir() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let large = folder.join("large");
    generate(&large, articles).context("making the articles")?;

    let size = fs::metadata(&program)?.len();
    println!("{:<58}{:>12}{:>12}", "", "", "budget");
    println!("{:<58}{:>12}{:>12}", "size of the program, in bytes", size, MAX_SIZE);
    let rows = [
        ("--version", 50, median(|_| start(&program))?),
        ("new, then publish", 10_000, median(|number| new_and_publish(&program, &folder.join(number.to_string())))?),
        (
            "serve of the demo, from its start to the front page",
            1000,
            median(|_| Ok(Serving::begin(&program, &project::demo())?.took))?,
        ),
        ("serve, from saving an article to its new page", 300, saves(&program, &large)?),
    ];
    for (name, budget, took) in rows {
        println!("{name:<58}{:>9} ms{budget:>9} ms", took.as_millis());
    }
    ensure!(size <= MAX_SIZE, "the program is {} bytes over its budget.", size - MAX_SIZE);
    for (name, budget, took) in rows {
        ensure!(took.as_millis() <= budget, "{name}: {} ms are over the budget of {budget} ms.", took.as_millis());
    }
    Ok(())
}

fn median(mut measure: impl FnMut(usize) -> Result<Duration>) -> Result<Duration> {
    let mut times = (0..TIMES).map(&mut measure).collect::<Result<Vec<_>>>()?;
    times.sort();
    Ok(times[TIMES / 2])
}

fn start(program: &Path) -> Result<Duration> {
    let begin = Instant::now();
    step::capture(Command::new(program).arg("--version"), "build the program anew.")?;
    Ok(begin.elapsed())
}

fn new_and_publish(program: &Path, site: &Path) -> Result<Duration> {
    let begin = Instant::now();
    for command in ["new", "publish"] {
        step::capture(Command::new(program).arg(command).arg(site), "fix the error above.")?;
    }
    Ok(begin.elapsed())
}

/// The time from saving an article until its new page is there, while the site is served.
fn saves(program: &Path, site: &Path) -> Result<Duration> {
    let file = site.join("articles/story-00007.json");
    let article = fs::read_to_string(&file)?;
    let serving = Serving::begin(program, site)?;
    let path = "/2008/08/story-00007/";
    let mut events = serving.request("/.broadsheet/events?version=0")?;
    next_event(&mut events)?;
    median(|number| {
        let text = format!("The value of save {number}");
        let changed = article.replace(SAVED, &text);
        let begin = Instant::now();
        fs::write(&file, changed)?;
        // A page that is open is told, and requests itself again.
        while !next_event(&mut events)?.contains(path.trim_start_matches('/')) {}
        let page = serving.get(path)?;
        ensure!(page.contains(&text), "the page does not have the text that was saved: {page}");
        Ok(begin.elapsed())
    })
}

/// The data of the next server-sent event.
fn next_event(events: &mut BufReader<TcpStream>) -> Result<String> {
    loop {
        let mut line = String::new();
        ensure!(events.read_line(&mut line)? > 0, "the server has ended the events");
        if line.starts_with("data:") {
            return Ok(line);
        }
    }
}

/// A site that the program serves.
struct Serving {
    program: Child,
    host: String,
    /// The time from its start until it has answered a request.
    took: Duration,
}

impl Serving {
    fn begin(program: &Path, site: &Path) -> Result<Self> {
        let begin = Instant::now();
        let mut program = Command::new(program);
        let mut program = program.arg("serve").arg(site).args(["--port", "0"]).stderr(Stdio::piped()).spawn()?;
        let said = BufReader::new(program.stderr.take().context("the program's messages can be read")?);
        let words = said.lines().map_while(Result::ok).find_map(|line| {
            let (_, address) = line.split_once("http://")?;
            Some(address.split('/').next()?.to_owned())
        });
        let host = words.context("the program says where it serves the site")?;
        let mut serving = Self { program, host, took: Duration::ZERO };
        serving.get("/")?;
        serving.took = begin.elapsed();
        Ok(serving)
    }

    fn request(&self, path: &str) -> Result<BufReader<TcpStream>> {
        let mut stream = TcpStream::connect(&self.host)?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.host)?;
        Ok(BufReader::new(stream))
    }

    fn get(&self, path: &str) -> Result<String> {
        let mut answer = String::new();
        self.request(path)?.read_to_string(&mut answer)?;
        ensure!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
        Ok(answer)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}
