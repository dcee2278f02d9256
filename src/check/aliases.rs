//! The rule `alias`: earlier addresses that can't lead to the article.

use std::path::Path;

use crate::article::Date;
use crate::article::json::{Node, Value};
use crate::article::read::Step;
use crate::page_path::{self, PagePath};
use crate::source::Item;

use super::report::{Findings, Place, Report};
use super::{Subject, across};

/// Adds to the report that an alias of an article is the address of something else. `index` is its number in the list.
pub(crate) fn taken(file: &Path, index: usize, report: &mut Report) {
    across::add(file, report, &mut |tree, findings| {
        let Some(article) = tree.root() else { return };
        let Some(Node { value: Value::List(aliases), .. }) = article.get("aliases") else { return };
        let Some(Node { at, value: Value::Text(alias) }) = aliases.get(index) else { return };
        let place = Place { at: *at, path: article.place_of("aliases").path.with(Step::Index(index)) };
        let message = format!("\"{alias}\" is the address of something else on this site, so it does not lead here");
        findings.error(place, "alias", message, "remove it, or correct it");
    });
}

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let Some(article) = subject.tree.root() else { return };
    let Some(Node { value: Value::List(aliases), .. }) = article.get("aliases") else { return };
    let day = article.text("published").and_then(Date::parse).map(|date| date.day_in(article.text("timeZone")));
    let own = match subject.context.path.item() {
        Item::Article(slug) => Some(page_path::of_article(slug, day)),
        Item::Page(slug) => Some(PagePath::page(slug).path()),
        _ => None,
    };
    let list = article.place_of("aliases").path;
    for (index, Node { at, value }) in aliases.iter().enumerate() {
        let Value::Text(alias) = value else { continue };
        let place = Place { at: *at, path: list.with(Step::Index(index)) };
        match PagePath::alias(alias) {
            None => {
                let message = "this is not the path of a page that can lead to the article";
                let help = "write it from the root of the site, without a query, as in \"/2023/05/old-name/\"";
                findings.error(place, "alias", message, help);
            }
            Some(path) if own.as_ref().is_some_and(|own| page_path::is_same(own, &path.path())) => {
                findings.warning(place, "alias", "this is the address that it has anyway", "remove it");
            }
            Some(_) => {}
        }
    }
}
