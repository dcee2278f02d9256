//! The rules `series` and `navigation`, which compare several files of a site: numbers of parts that are missing or given
//! twice, and links of `site.json` to sections, topics and series that have no article.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::article::Article;
use crate::article::json::{Node, Value};
use crate::article::read::Step;
use crate::article::series::{PartOrder, part_numbers};
use crate::file_system;
use crate::spelling::spelling_key;

use super::report::{Document, Findings, Place, Report};
use super::{Parsed, Tree};

/// What is known of all articles of a site, for the rules that compare files.
#[derive(Debug, Default)]
pub(crate) struct Across {
    /// The spelling keys of the names of all groups, by the key of `site.json` that names such a group.
    groups: BTreeMap<&'static str, BTreeSet<String>>,
    /// The parts of each series, by the spelling key of its name.
    series: BTreeMap<String, Vec<Part>>,
}

/// An article as a part of its series.
#[derive(Clone, Debug)]
struct Part {
    order: PartOrder,
    /// The number that the article gives.
    own: Option<u32>,
    /// Whether the article is in lists. Only then does it count as a part for readers.
    is_listed: bool,
    file: PathBuf,
}

/// What is known of one article.
#[derive(Debug, Default)]
pub(crate) struct ArticleFacts {
    groups: Vec<(&'static str, String)>,
    part: Option<(String, Part)>,
}

impl ArticleFacts {
    /// The facts about the article with this slug in a file. One that is not in lists is in no section and no topic.
    pub fn of(article: &Article, slug: &str, file: &Path) -> Self {
        let is_listed = article.publishing.listed;
        let kicker = article.kicker.iter().map(|kicker| ("section", kicker.text.as_str()));
        let tags = article.tags.iter().map(|tag| ("topic", tag.text.as_str()));
        let series = article.publishing.series.as_ref();
        let names = kicker.chain(tags).chain(series.map(|series| ("series", series.name.as_str())));
        let part = |own| Part { order: PartOrder::of(article, slug), own, is_listed, file: file.to_owned() };
        Self {
            groups: names.filter(|_| is_listed).map(|(kind, name)| (kind, spelling_key(name.trim()))).collect(),
            part: series.map(|series| (spelling_key(series.name.trim()), part(series.part))),
        }
    }
}

impl Across {
    /// Adds an article of the site.
    pub fn add(&mut self, facts: ArticleFacts) {
        for (kind, key) in facts.groups {
            self.groups.entry(kind).or_default().insert(key);
        }
        if let Some((series, part)) = facts.part {
            self.series.entry(series).or_default().push(part);
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
            let (mut listed, hidden): (Vec<&Part>, Vec<&Part>) = parts.iter().partition(|part| part.is_listed);
            listed.sort_by(|one, other| one.order.cmp(&other.order));
            let numbers = part_numbers(&listed.iter().map(|part| part.own).collect::<Vec<_>>());
            let mut by_number: BTreeMap<u32, Vec<&Part>> = BTreeMap::new();
            for (number, part) in numbers.into_iter().zip(listed) {
                by_number.entry(number).or_default().push(part);
            }
            let is_hidden = |number: &u32| hidden.iter().any(|part| part.own == Some(*number));
            let mut expected = 1;
            for (number, parts) in &by_number {
                let missing = (expected..*number).find(|number| !is_hidden(number));
                expected = number + 1;
                for (index, part) in parts.iter().enumerate() {
                    let other = parts.first().filter(|_| index > 0);
                    add(&part.file, report, &mut |tree, findings| {
                        let Some(article) = tree.root() else { return };
                        if let Some(missing) = missing {
                            let message = format!("this is part {number} of its series, which has no part {missing}");
                            let help = "give the missing part its number, or correct this one";
                            findings.warning(article.place_of("series"), "series", message, help);
                        }
                        if let Some(other) = other {
                            let message = format!("part {number} of its series is {}, too", other.file.display());
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

/// Adds to the report that `site.json` names something which is not published: in the value of this key, or in an item of
/// this list. Another finding in the same place says more.
pub(crate) fn unpublished(report: &mut Report, site: &Path, key: &str, index: Option<usize>, message: &str) {
    let path = index.map_or_else(|| key.to_owned(), |index| format!("{key}[{index}]"));
    let known = report.documents.iter().find(|document| document.file == site);
    let is_within =
        |other: &str| other.strip_prefix(&path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    if known.is_some_and(|document| document.findings.iter().any(|finding| is_within(&finding.path))) {
        return;
    }
    add(site, report, &mut |tree, findings| {
        let Some(object) = tree.root() else { return };
        let mut place = object.place_of(key);
        if let (Some(index), Some(Node { value: Value::List(items), .. })) = (index, object.get(key)) {
            let Some(item) = items.get(index) else { return };
            place = Place { at: item.at, path: place.path.with(Step::Index(index)) };
        }
        findings.warning(place, "unpublished-link", message, "publish it, or remove this");
    });
}

/// Adds findings in a file to the report on it. The file is parsed for this, and read again if it has no other findings: to
/// keep ten thousand articles parsed for the few of them that such a finding concerns would take too much memory.
pub(super) fn add(file: &Path, report: &mut Report, check: &mut dyn FnMut(&Tree, &mut Findings)) {
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
