//! The rule `alias`: earlier addresses that can't lead to the article.

use crate::article::Date;
use crate::article::json::{Node, Value};
use crate::article::read::Step;
use crate::page_path::{self, PagePath};

use super::Subject;
use super::report::{Findings, Place};

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let Some(article) = subject.tree.root() else { return };
    let Some(Node { value: Value::List(aliases), .. }) = article.get("aliases") else { return };
    let day = article.text("published").and_then(Date::parse).map(|date| date.day_in(article.text("timeZone")));
    let own = subject.context.path.slug().map(|slug| page_path::of_article(slug, day));
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
                findings.warning(place, "alias", "this is the address of the article itself", "remove it");
            }
            Some(_) => {}
        }
    }
}
