//! Footnotes, as sites and word processors write them: a link in the text, and the note at its target.

use std::collections::{HashMap, HashSet};

use ego_tree::NodeId;
use scraper::ElementRef;
use serde_json::{Value, json};

use super::lists::joined;
use super::names::kind;
use super::{Cause, Place, Walker, is_text, plain};

/// The footnotes of a page.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The id of the note that an element in the text refers to.
    references: HashMap<NodeId, String>,
    /// The notes, each with its id, in the order of the text.
    notes: Vec<(NodeId, String)>,
    /// The elements that are no part of the text: notes, and links from them.
    apart: HashSet<NodeId>,
    /// The comments of editors that Google Docs writes as notes.
    pub comments: Vec<String>,
}

impl Notes {
    pub fn find(root: ElementRef) -> Self {
        let mut targets = HashMap::new();
        let mut links = Vec::new();
        let mut places = HashMap::new();
        for (place, element) in root.descendants().filter_map(ElementRef::wrap).enumerate() {
            places.insert(element.id(), place);
            let name = element.attr("name").filter(|_| element.value().name() == "a");
            for id in element.attr("id").into_iter().chain(name) {
                targets.entry(id).or_insert(element);
            }
            if element.value().name() == "a"
                && let Some(target) = element.attr("href").and_then(|href| href.strip_prefix('#'))
            {
                links.push((element, target));
            }
        }
        let mut notes = Self::default();
        let mut ids: HashMap<NodeId, String> = HashMap::new();
        for (link, target) in links {
            let is_comment = target.starts_with("cmnt") && !target.starts_with("cmnt_ref");
            let Some(target) = targets.get(target).and_then(|target| note_around(*target)) else { continue };
            // Notes come after the text, and a link in one leads back.
            if places.get(&target.id()) < places.get(&link.id()) {
                continue;
            }
            let is_in_note =
                link.ancestors().any(|above| notes.apart.contains(&above.id()) || above.id() == target.id());
            if is_in_note || !refers(link) || !is_likely(link, target) {
                continue;
            }
            if is_comment {
                notes.apart.extend([link.id(), target.id()]);
                notes.comments.push(plain(target));
                continue;
            }
            let number = ids.len() + 1;
            let id = ids.entry(target.id()).or_insert_with(|| {
                notes.notes.push((target.id(), number.to_string()));
                notes.apart.insert(target.id());
                number.to_string()
            });
            notes.references.insert(link.id(), id.clone());
        }
        notes
    }

    /// Whether an element is a footnote, and no part of the text.
    pub fn has(&self, element: NodeId) -> bool {
        self.apart.contains(&element)
    }

    /// The id of the footnote to which a link leads.
    pub fn referred_by(&self, link: NodeId) -> Option<&str> {
        self.references.get(&link).map(String::as_str)
    }

    /// The notes, as the format has them. Blocks in them stand at the end of the text.
    pub fn write(&self, root: ElementRef, walker: &mut Walker, body: &mut Vec<Value>) -> Vec<Value> {
        let mut written = Vec::new();
        walker.is_in_note = true;
        for (node, id) in &self.notes {
            let Some(element) = root.tree().get(*node).and_then(ElementRef::wrap) else { continue };
            let blocks = walker.blocks_of(|walker| walker.styled(element, Place::default()));
            let (texts, others): (Vec<_>, Vec<_>) = blocks.into_iter().partition(is_text);
            if texts.len() > 1 {
                walker.lose(Cause::Joined, plain(element));
            }
            if let Some(first) = others.first() {
                walker.lose(Cause::Moved, kind(first));
            }
            body.extend(others);
            written.push(json!({ "id": id, "text": joined(texts).unwrap_or_else(|| json!("…")) }));
        }
        walker.is_in_note = false;
        written
    }
}

/// Whether a link refers to a footnote.
fn refers(link: ElementRef) -> bool {
    let role = link.attr("role").unwrap_or_default();
    let kind = link.attr("epub:type").unwrap_or_default();
    if role == "doc-backlink" || is_back(link) {
        return false;
    }
    let is_named = |element: ElementRef| {
        element.value().classes().any(|class| {
            let class = class.to_ascii_lowercase();
            class.contains("footnote") || class.contains("noteref") || class.contains("endnote") || class == "fn"
        })
    };
    let words = plain(link);
    let words = words.trim_matches(['[', ']', '(', ')']);
    let is_sign =
        !words.is_empty() && words.chars().count() <= 4 && words.chars().all(|c| c.is_numeric() || "*†‡§¶".contains(c));
    // Word's endnotes have Roman numbers.
    let is_of_word = link.attr("href").is_some_and(|href| href.starts_with("#_ftn") || href.starts_with("#_edn"));
    is_of_word
        || role == "doc-noteref"
        || kind == "noteref"
        || is_named(link)
        || link
            .parent()
            .and_then(ElementRef::wrap)
            .is_some_and(|parent| parent.value().name() == "sup" || is_named(parent))
        || link.child_elements().next().is_some_and(|child| child.value().name() == "sup")
        || is_sign
}

/// Whether the target of a link may be a footnote, and is no part of the text, as that of a number in a table of contents.
fn is_likely(link: ElementRef, target: ElementRef) -> bool {
    let is_heading = |name: &str| matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    link.attr("role") == Some("doc-noteref")
        || target.attr("role").is_some()
        || !target.descendants().filter_map(ElementRef::wrap).any(|inner| is_heading(inner.value().name()))
}

/// Whether a link leads from a footnote back to the text.
pub(super) fn is_back(link: ElementRef) -> bool {
    let is_named = link.value().classes().any(|class| {
        let class = class.to_ascii_lowercase();
        class.contains("backlink")
            || class.contains("backref")
            || class.contains("reversefootnote")
            || class.contains("return")
    });
    is_named
        || link.attr("role") == Some("doc-backlink")
        || plain(link).chars().all(|c| "↩↑^⤴\u{fe0e}".contains(c)) && !plain(link).is_empty()
}

/// The note that an element with an id is, or is in.
fn note_around(target: ElementRef) -> Option<ElementRef> {
    let is_note = |element: &ElementRef| {
        let name = element.value().name();
        matches!(element.attr("role"), Some("doc-footnote" | "doc-endnote"))
            || matches!(name, "li" | "aside" | "p" | "dd" | "td")
            || name == "div" && element.attr("id").is_some()
    };
    // Word has the id in the paragraph of the note, which is alone in its element.
    let around = std::iter::once(target).chain(target.ancestors().filter_map(ElementRef::wrap));
    let found = around.take(4).find(is_note)?;
    let parent = found.parent().and_then(ElementRef::wrap)?;
    let is_div =
        parent.value().name() == "div" && parent.attr("id").is_some_and(|id| id.contains("ftn") || id.contains("edn"));
    Some(if is_div { parent } else { found })
}
