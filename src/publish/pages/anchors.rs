//! Ids for the headings of an article, so that links can lead to them.
//!
//! Only our own pages have them: on another site's page, such an id might clash with one of that page. The ids of
//! footnotes contain numbers, and are used on both.

use std::cell::RefCell;
use std::collections::BTreeSet;

use unicode_ident::is_xid_continue;

use crate::article::text::plain;
use crate::view::markup::{Markup, Parts, Value};

/// The ids that every page uses outside the article.
const PAGE_IDS: [&str; 2] = ["page", "story"];

/// Gives each heading in the body of an article an id, made from its text. If several headings have the same text, all
/// but the first get a number.
pub fn with_anchors(article: Markup) -> Markup {
    let taken = RefCell::new(BTreeSet::from(PAGE_IDS.map(str::to_owned)));
    let article = article.with_attributes(&|_, attributes| {
        taken.borrow_mut().extend(attributes.iter().filter_map(|(name, value)| match value {
            Value::Text(id) if *name == "id" => Some(id.clone()),
            _ => None,
        }));
    });
    let anchor = |parts| anchored(parts, &mut taken.borrow_mut());
    article.with_elements(&|mut parts| {
        if parts.tag == "article" {
            let named =
                |child: Markup| if has_interface_headings(&child) { child } else { child.with_elements(&anchor) };
            parts.children = parts.children.into_iter().map(named).collect();
        }
        parts.into()
    })
}

/// Whether the headings in this part belong to the interface, not to the article.
fn has_interface_headings(part: &Markup) -> bool {
    let section = part.find("section").and_then(|section| section.get("class"));
    matches!(section, Some("notes" | "corrections" | "related"))
}

fn anchored(mut parts: Parts, taken: &mut BTreeSet<String>) -> Markup {
    if matches!(parts.tag, "h2" | "h3" | "h4") {
        let name = name(&parts.words());
        if !name.is_empty() {
            let numbered = (2..).map(|number| format!("{name}-{number}"));
            let free = std::iter::once(name.clone()).chain(numbered).find(|id| taken.insert(id.clone()));
            parts.attributes.extend(free.map(|id| ("id", Value::Text(id))));
        }
    }
    parts.into()
}

/// Makes text into an id of letters and digits of any script. It is in lower case: an id becomes a global variable for
/// scripts, and should not hide one with a capital, such as `Map`.
fn name(words: &str) -> String {
    let invisible_or_part_of_a_word = |c: char| matches!(c, '\'' | '’');
    let words = plain(words).to_lowercase().replace(invisible_or_part_of_a_word, "");
    words.split(|c| !is_xid_continue(c)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::markup::el;
    use leptos::prelude::RenderHtml;

    #[test]
    fn words_of_any_script_make_a_name() {
        for (words, expected) in [
            ("What is left", "what-is-left"),
            ("  Nobody’s rope — and the bell's (1911) ", "nobodys-rope-and-the-bells-1911"),
            ("Schiff\u{ad}fahrt über Öl", "schifffahrt-über-öl"),
            ("لماذا طالت السادسة؟", "لماذا-طالت-السادسة"),
            ("हिन्दी में", "हिन्दी-में"),
            ("鐘は、鳴る。", "鐘は-鳴る"),
            ("?!", ""),
        ] {
            assert_eq!(name(words), expected);
        }
    }

    #[test]
    fn no_id_comes_twice() {
        let heading = |words| el("h2").with(words);
        let body = ["Story", "Note 1", "Part", "Part 2", "Part"].map(heading);
        let notes = el("ol").with(el("li").attr("id", "note-1"));
        let article = el("article").with(Markup::group(body)).with(notes);
        let html = with_anchors(article.into()).to_html();
        let ids: Vec<_> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(ids, ["story-2", "note-1-2", "part", "part-2", "part-3", "note-1"]);
    }

    #[test]
    fn only_headings_of_the_body_are_named_and_by_their_words_alone() {
        let mark = el("sup").class("cite").with("1");
        let callout = el("section").class("callout");
        let callout = callout.with(el("h3").with("The ").with(el("em").with("bell")).with(mark));
        let related = el("section").class("related").with(el("h2").with("Read on"));
        let html = with_anchors(el("article").with(callout).with(related).into()).to_html();
        assert!(html.contains("<h3 id=\"the-bell\">") && html.contains("<h2>Read on"), "{html}");
    }
}
