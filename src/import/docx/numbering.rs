//! Lists: which paragraphs are their items.

use std::collections::HashMap;

use super::styles::Styles;
use super::xml::Element;

/// What stands before an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Bullet,
    Number,
    /// Nothing is seen: Pandoc and others write a further paragraph of an item so.
    Blank,
    /// Nothing, and it is no list.
    None,
}

/// A level of a list.
#[derive(Clone, Debug)]
pub struct Level {
    /// What stands before its items.
    pub mark: Mark,
    /// The first number.
    pub start: u32,
    style: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    levels: HashMap<usize, Level>,
    style: Option<String>,
}

/// The lists of a document.
#[derive(Debug, Default)]
pub struct Numbering {
    lists: HashMap<String, List>,
    numbers: HashMap<String, (String, HashMap<usize, Level>)>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub fn read(root: &Element) -> Self {
        let mut numbering = Self::default();
        for element in root.elements() {
            match element.name() {
                "w:abstractNum" => {
                    let Some(id) = element.attribute("w:abstractNumId") else { continue };
                    let list =
                        List { levels: levels(element), style: element.value("w:numStyleLink").map(str::to_owned) };
                    numbering.lists.insert(id.to_owned(), list);
                }
                "w:num" => {
                    let (Some(id), Some(list)) = (element.attribute("w:numId"), element.value("w:abstractNumId"))
                    else {
                        continue;
                    };
                    let overrides = element.elements().filter(|part| part.name() == "w:lvlOverride").flat_map(levels);
                    numbering.numbers.insert(id.to_owned(), (list.to_owned(), overrides.collect()));
                }
                _ => {}
            }
        }
        numbering
    }

    fn list(&self, number: &str, styles: &Styles) -> Option<(&List, &HashMap<usize, Level>)> {
        let (list, overrides) = self.numbers.get(number)?;
        let list = self.lists.get(list)?;
        // The list is defined where a style names it.
        let linked = list.style.as_deref().and_then(|style| styles.list(style).0);
        let linked = linked.and_then(|number| self.lists.get(&self.numbers.get(number)?.0));
        Some((linked.unwrap_or(list), overrides))
    }

    /// A level of the list with this number. `None` if there is no such list, or 0 takes a paragraph out of its list.
    pub fn level(&self, number: &str, level: usize, styles: &Styles) -> Option<Level> {
        let (list, overrides) = self.list(number, styles)?;
        // Some programs define fewer levels than they use.
        let nearest = || (0..=level).rev().find_map(|level| list.levels.get(&level));
        overrides.get(&level).or_else(nearest).cloned()
    }

    /// The level of a list that belongs to a style of paragraphs.
    pub fn level_of_style(&self, number: &str, style: &str, styles: &Styles) -> Option<usize> {
        let (list, _) = self.list(number, styles)?;
        let mut of_style = list.levels.iter().filter(|(_, level)| level.style.as_deref() == Some(style));
        of_style.next().map(|(level, _)| *level)
    }
}

fn levels(parent: &Element) -> HashMap<usize, Level> {
    let levels = parent.elements().filter(|element| element.name() == "w:lvl").filter_map(|element| {
        let text = element.value("w:lvlText").unwrap_or_default();
        let is_blank = text.trim().is_empty();
        let mark = match element.value("w:numFmt") {
            Some("bullet") if is_blank => Mark::Blank,
            Some("bullet") => Mark::Bullet,
            Some("none") if is_blank => Mark::None,
            Some("none") => Mark::Bullet,
            _ => Mark::Number,
        };
        let start = element.value("w:start").and_then(|start| start.parse().ok()).unwrap_or(1);
        let style = element.value("w:pStyle").map(str::to_owned);
        Some((element.attribute("w:ilvl")?.parse().ok()?, Level { mark, start, style }))
    });
    levels.collect()
}
