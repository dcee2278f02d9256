//! What an import did: articles, what was simplified and what was lost, by cause, and what to look at first.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{Cause, Loss};
use crate::loss::Weight;
use crate::publish::amount::{grouped, things};

/// How many examples of a cause are named.
const EXAMPLES: usize = 3;

/// How many articles are named that a person should look at first, and how many that were left as they are.
const NAMED: usize = 5;

/// What became of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It was written for the first time.
    New,
    /// It was written again, since its source has changed.
    Updated,
    /// It is as it was.
    Unchanged,
    /// It was edited since it was imported, and is left as it is.
    Edited,
    /// It was edited, and its source has changed, too. It is left as it is.
    Conflict,
    /// Its file was deleted since it was imported, and was not written again.
    Deleted,
    /// It is beyond a limit of the format, and was not written.
    Refused,
}

impl Outcome {
    /// What it is called in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
            Self::Edited => "edited",
            Self::Conflict => "conflict",
            Self::Deleted => "deleted",
            Self::Refused => "refused",
        }
    }

    /// Whether the file in the site is what the import makes of the source.
    pub fn is_imported(self) -> bool {
        matches!(self, Self::New | Self::Updated | Self::Unchanged)
    }
}

/// An article in the report.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The file of its source.
    pub source: PathBuf,
    /// The line at which it begins there, if the file has several articles.
    pub line: Option<usize>,
    /// The path of its file in the site.
    pub file: String,
    /// What became of it.
    pub outcome: Outcome,
    /// What did not come over as it was.
    pub losses: Vec<Loss>,
}

impl Item {
    /// Its place in the source, as `export.xml:12`.
    pub fn place(&self) -> String {
        let source = self.source.display();
        self.line.map_or_else(|| source.to_string(), |line| format!("{source}:{line}"))
    }

    fn weight(&self) -> Option<Weight> {
        self.losses.iter().map(|loss| loss.cause.weight()).max()
    }
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Whether nothing was written, since the run was only to show what it would do.
    pub is_dry: bool,
    /// The articles and pages, in the order of the sources.
    pub items: Vec<Item>,
    /// What is missing of the sources themselves, each with the file.
    pub sources: Vec<(PathBuf, Loss)>,
    /// The paths of the images and other files that were copied or fetched, in the site.
    pub files: Vec<String>,
    /// How many files would be fetched, in a dry run.
    pub to_fetch: usize,
    /// Whether the site was made.
    pub made_site: bool,
}

impl Report {
    /// Whether something was lost or left, so that a person has to look at it.
    pub fn has_findings(&self) -> bool {
        self.sources.iter().any(|(_, loss)| loss.cause.weight() == Weight::Lost)
            || self.items.iter().any(|item| {
                item.weight() == Some(Weight::Lost) || matches!(item.outcome, Outcome::Conflict | Outcome::Refused)
            })
    }

    fn count(&self, outcome: Outcome) -> usize {
        self.items.iter().filter(|item| item.outcome == outcome).count()
    }

    /// The numbers of articles that came over whole, simplified and with something lost.
    fn kinds(&self) -> [usize; 3] {
        let mut kinds = [0; 3];
        for item in self.items.iter().filter(|item| item.outcome.is_imported()) {
            match item.weight() {
                None | Some(Weight::Check) => kinds[0] += 1,
                Some(Weight::Simplified) => kinds[1] += 1,
                Some(Weight::Lost) => kinds[2] += 1,
            }
        }
        kinds
    }

    /// The losses by cause, each with its place.
    fn by_cause(&self) -> Vec<(Cause, Vec<(String, &str)>)> {
        let mut causes: BTreeMap<Cause, Vec<(String, &str)>> = BTreeMap::new();
        let mut articles: BTreeMap<&Path, usize> = BTreeMap::new();
        for item in &self.items {
            *articles.entry(&item.source).or_default() += 1;
        }
        for item in self.items.iter().filter(|item| !item.losses.is_empty()) {
            let mut place = item.place();
            // Without a line, nobody would know which article of the file it is.
            if item.line.is_none() && articles[item.source.as_path()] > 1 {
                let _ = write!(place, " ({})", item.file);
            }
            for loss in &item.losses {
                causes.entry(loss.cause).or_default().push((place.clone(), &loss.detail));
            }
        }
        for (file, loss) in &self.sources {
            causes.entry(loss.cause).or_default().push((file.display().to_string(), &loss.detail));
        }
        let mut causes: Vec<_> = causes.into_iter().collect();
        causes.sort_by_key(|(cause, list)| (std::cmp::Reverse(cause.weight()), std::cmp::Reverse(list.len()), *cause));
        causes
    }

    /// The articles that lost most, the worst first.
    fn first(&self) -> Vec<&Item> {
        let losses = |item: &Item, weight| item.losses.iter().filter(|loss| loss.cause.weight() == weight).count();
        let mut worst: Vec<_> = self
            .items
            .iter()
            .filter(|item| item.outcome.is_imported() && item.weight() > Some(Weight::Check))
            .map(|item| (losses(item, Weight::Lost), losses(item, Weight::Simplified), item))
            .collect();
        worst.sort_by_key(|(lost, simplified, _)| std::cmp::Reverse((*lost, *simplified)));
        worst.into_iter().take(NAMED).map(|(.., item)| item).collect()
    }

    /// The report for people. `next` is the command to type next. Without `summary`, it has only what needs a look.
    pub fn to_human(&self, next: &str, summary: bool) -> String {
        let mut text = String::new();
        // Writing to a string can't fail.
        let _ = self.write_human(&mut text, next, summary);
        text
    }

    fn write_human(&self, text: &mut String, next: &str, summary: bool) -> std::fmt::Result {
        for (title, weight) in
            [("Lost", Weight::Lost), ("Simplified", Weight::Simplified), ("To look at", Weight::Check)]
        {
            let causes: Vec<_> = self.by_cause().into_iter().filter(|(cause, _)| cause.weight() == weight).collect();
            if causes.is_empty() {
                continue;
            }
            writeln!(text, "{title}:")?;
            for (cause, places) in causes {
                let count =
                    if places.len() > 1 { format!(" ({} times)", grouped(places.len())) } else { String::new() };
                writeln!(text, "  {cause}{count}")?;
                let mut different = places.clone();
                let mut seen = BTreeSet::new();
                different.retain(|example| seen.insert(example.clone()));
                for (place, detail) in different.iter().take(EXAMPLES) {
                    let detail = if detail.is_empty() { String::new() } else { format!(": {detail}") };
                    writeln!(text, "    {place}{detail}")?;
                }
                if different.len() > EXAMPLES {
                    writeln!(text, "    and {}", things(different.len() - EXAMPLES, "other place"))?;
                }
            }
            writeln!(text)?;
        }
        for (outcome, title) in [
            (Outcome::Refused, "Not imported, since they are beyond a limit of the format"),
            (
                Outcome::Conflict,
                "You have edited these, and their sources have changed, too. They stay as you wrote them",
            ),
            (Outcome::Edited, "You have edited these since they were imported. They stay as you wrote them"),
            (Outcome::Deleted, "You have deleted these since they were imported. They were not written again"),
        ] {
            let items: Vec<_> = self.items.iter().filter(|item| item.outcome == outcome).collect();
            if items.is_empty() {
                continue;
            }
            // A file with changes on both sides is a task for a person, so each is named.
            let limit = if matches!(outcome, Outcome::Edited | Outcome::Deleted) { NAMED } else { items.len() };
            writeln!(text, "{title}:")?;
            for item in items.iter().take(limit) {
                writeln!(text, "  {} (from {})", item.file, item.place())?;
            }
            if items.len() > limit {
                writeln!(text, "  and {} more", grouped(items.len() - limit))?;
            }
            writeln!(text)?;
        }
        let first = self.first();
        if !first.is_empty() {
            writeln!(text, "Look at these first:")?;
            for item in first {
                writeln!(text, "  {} (from {}): {}", item.file, item.place(), things(item.losses.len(), "finding"))?;
            }
            writeln!(text)?;
        }
        if summary { self.write_summary(text, next) } else { Ok(()) }
    }

    fn write_summary(&self, text: &mut String, next: &str) -> std::fmt::Result {
        let [whole, simplified, lost] = self.kinds();
        let imported = whole + simplified + lost;
        let verb = if self.is_dry { "Would import" } else { "Imported" };
        write!(text, "{verb} {}: {} whole", things(imported, "article"), grouped(whole))?;
        write!(text, ", {} with something simplified, {} with something lost.", grouped(simplified), grouped(lost))?;
        let (updated, unchanged) = (self.count(Outcome::Updated), self.count(Outcome::Unchanged));
        if updated + unchanged > 0 {
            let new = self.count(Outcome::New);
            write!(text, " {} new, {} updated, {} unchanged.", grouped(new), grouped(updated), grouped(unchanged))?;
        }
        if !self.files.is_empty() {
            let verb = if self.is_dry { "Would copy" } else { "Copied" };
            write!(text, " {verb} {} to images/ and media/.", things(self.files.len(), "file"))?;
        }
        if self.to_fetch > 0 {
            write!(text, " Would fetch {}.", things(self.to_fetch, "file"))?;
        }
        if self.made_site {
            write!(text, " The site is new: write its title into site.json.")?;
        }
        writeln!(text)?;
        match self.is_dry {
            true => writeln!(text, "Nothing was written. Next, type the same command without --dry-run"),
            false => writeln!(text, "Next: {next}"),
        }
    }

    /// The report for programs.
    pub fn to_json(&self) -> String {
        let [whole, simplified, lost] = self.kinds();
        let loss = |loss: &Loss| {
            let weight = match loss.cause.weight() {
                Weight::Check => "check",
                Weight::Simplified => "simplified",
                Weight::Lost => "lost",
            };
            json!({ "cause": loss.cause.name(), "weight": weight, "message": loss.cause.to_string(), "detail": loss.detail })
        };
        let items = self.items.iter().map(|item| {
            json!({
                "source": item.source.display().to_string(),
                "line": item.line,
                "file": item.file,
                "outcome": item.outcome.name(),
                "losses": item.losses.iter().map(loss).collect::<Vec<_>>(),
            })
        });
        let sources = self.sources.iter().map(|(file, lost)| {
            let mut value = loss(lost);
            value["source"] = file.display().to_string().into();
            value
        });
        let causes: serde_json::Map<String, Value> =
            self.by_cause().iter().map(|(cause, list)| (cause.name(), list.len().into())).collect();
        let report = json!({
            "version": 1,
            "dryRun": self.is_dry,
            "counts": {
                "articles": whole + simplified + lost, "whole": whole, "simplified": simplified, "lost": lost,
                "new": self.count(Outcome::New), "updated": self.count(Outcome::Updated),
                "unchanged": self.count(Outcome::Unchanged), "edited": self.count(Outcome::Edited),
                "conflicts": self.count(Outcome::Conflict), "deleted": self.count(Outcome::Deleted),
                "refused": self.count(Outcome::Refused), "toFetch": self.to_fetch,
            },
            "causes": causes,
            "first": self.first().iter().map(|item| item.file.clone()).collect::<Vec<_>>(),
            "articles": items.collect::<Vec<_>>(),
            "sources": sources.collect::<Vec<_>>(),
            "files": self.files,
        });
        let mut json = serde_json::to_string_pretty(&report).unwrap_or_default();
        json.push('\n');
        json
    }
}
