//! The rules `series` and `navigation`, which compare several files of a site: numbers of parts that are missing or given
//! twice, and links of `site.json` to sections, topics and series that have no article.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::article::Article;
use crate::article::json::Value;
use crate::file_system;
use crate::spelling::spelling_key;

use super::report::{Document, Findings, Report};
use super::{Parsed, Tree};

/// What is known of all articles of a site, for the rules that compare files.
#[derive(Debug, Default)]
pub(crate) struct Across {
    /// The spelling keys of the names of all groups, by the key of `site.json` that names such a group.
    groups: BTreeMap<&'static str, BTreeSet<String>>,
    /// The parts of each series, by the spelling key of its name: the numbers, each with its files.
    series: BTreeMap<String, BTreeMap<u32, Vec<PathBuf>>>,
}

/// What is known of one article.
#[derive(Debug, Default)]
pub(crate) struct ArticleFacts {
    groups: Vec<(&'static str, String)>,
    part: Option<(String, u32)>,
}

impl ArticleFacts {
    /// The facts about an article. One that is not in lists is in no section, topic or series.
    pub fn of(article: &Article) -> Self {
        if !article.publishing.listed {
            return Self::default();
        }
        let kicker = article.kicker.iter().map(|kicker| ("section", kicker.text.as_str()));
        let tags = article.tags.iter().map(|tag| ("topic", tag.text.as_str()));
        let series = article.publishing.series.as_ref();
        let names = kicker.chain(tags).chain(series.map(|series| ("series", series.name.as_str())));
        Self {
            groups: names.map(|(kind, name)| (kind, spelling_key(name.trim()))).collect(),
            part: series.and_then(|series| Some((spelling_key(series.name.trim()), series.part?))),
        }
    }
}

impl Across {
    /// Adds an article of the site.
    pub fn add(&mut self, file: &Path, facts: ArticleFacts) {
        for (kind, key) in facts.groups {
            self.groups.entry(kind).or_default().insert(key);
        }
        if let Some((series, part)) = facts.part {
            self.series.entry(series).or_default().entry(part).or_default().push(file.to_owned());
        }
    }

    /// Adds the findings to the report. `site` is the path of `site.json`.
    pub fn report(&self, site: &Path, report: &mut Report) {
        self.parts(report);
        add(site, report, &mut |tree, findings| self.links(tree, findings));
    }

    /// Reports the parts before which one is missing, and those whose number another one has.
    fn parts(&self, report: &mut Report) {
        for parts in self.series.values() {
            let mut expected = 1;
            for (number, files) in parts {
                let missing = (*number > expected).then_some(expected);
                expected = number.saturating_add(1);
                for (index, file) in files.iter().enumerate() {
                    let other = files.iter().find(|other| *other != file).filter(|_| index > 0);
                    add(file, report, &mut |tree, findings| {
                        let Some(article) = tree.root() else { return };
                        if let Some(missing) = missing {
                            let message = format!("this is part {number} of its series, which has no part {missing}");
                            let help = "give the missing part its number, or correct this one";
                            findings.warning(article.place_of("series"), "series", message, help);
                        }
                        if let Some(other) = other {
                            let message = format!("part {number} of its series is {}, too", other.display());
                            let help = "give each part a number of its own";
                            findings.warning(article.place_of("series"), "series", message, help);
                        }
                    });
                }
            }
        }
    }

    /// Reports the links of `site.json` that lead to a section, a topic or a series without any article.
    fn links(&self, tree: &Tree, findings: &mut Findings) {
        tree.each(|object| {
            if !object.is_item_of("navigation") && !object.is_item_of("footer") {
                return;
            }
            for (kind, field) in [("section", "kicker"), ("topic", "tag"), ("series", "series")] {
                let Some(name) = object.text(kind).filter(|name| !name.trim().is_empty()) else { continue };
                let is_there = self.groups.get(kind).is_some_and(|names| names.contains(&spelling_key(name.trim())));
                if !is_there {
                    let message = format!("no article is in the {kind} \"{name}\", so this link is left out");
                    let help = format!("write the name as the \"{field}\" of an article says it, or remove the link");
                    findings.error(object.place_of(kind), "navigation", message, help);
                }
            }
        });
    }
}

/// Adds findings in a file to the report on it. A file without other findings is read again.
fn add(file: &Path, report: &mut Report, check: &mut dyn FnMut(&Tree, &mut Findings)) {
    let known = report.documents.iter_mut().find(|document| document.file == file);
    let bytes = match &known {
        Some(document) => document.text.clone().into_bytes(),
        None => match file_system::read(file) {
            Ok(bytes) => bytes,
            Err(_) => return,
        },
    };
    let Parsed { text, root: Ok((root, _)) } = Parsed::of(file, &bytes) else { return };
    if !matches!(root.value, Value::Object(_)) {
        return;
    }
    let mut findings = Findings::new(&text);
    check(&Tree::new(&root, &[]), &mut findings);
    let found = findings.placed();
    match known {
        _ if found.is_empty() => {}
        Some(document) => {
            document.findings.extend(found);
            document.findings.sort_by_key(|finding| finding.at.start);
        }
        None => report.documents.push(Document { file: file.to_owned(), text, findings: found }),
    }
}
