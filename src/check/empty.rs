//! The rule `empty`: blocks and list items without content, which programs leave behind or authors forget to fill.

use crate::article::block::Block;
use crate::article::json::{Node, Value};
use crate::article::read::{Read, Step};
use crate::article::text::Text;
use crate::schema::fields::fields;

use super::Subject;
use super::json_tree::Object;
use super::report::{Findings, Place};

pub(super) fn check(subject: &Subject, findings: &mut Findings) {
    let lists = fields().lists();
    subject.tree.each(|object| {
        if let Some(kind) = object.text("type").filter(|kind| is_empty(subject, object, kind)) {
            add(object.place(), kind, findings);
        }
        for (key, what) in &lists {
            strings(subject, object, key, what, findings);
        }
    });
}

fn is_empty(subject: &Subject, object: &Object, kind: &str) -> bool {
    // The reader does not distinguish a video without files from one that can't be shown.
    let has_no_files =
        || matches!(object.get("sources"), Some(Node { value: Value::List(files), .. }) if files.is_empty());
    leaves_nothing::<Block>(subject, object.node()) || (kind == "video" && has_no_files())
}

fn strings(subject: &Subject, object: &Object, key: &'static str, what: &str, findings: &mut Findings) {
    let Some(Node { value: Value::List(items), .. }) = object.get(key) else { return };
    let place = object.place_of(key);
    for (index, item) in items.iter().enumerate() {
        if matches!(item.value, Value::Text(_) | Value::List(_)) && leaves_nothing::<Text>(subject, item) {
            let place = Place { at: item.at, path: place.path.with(Step::Index(index)) };
            add(place, what, findings);
        }
    }
}

/// Whether a value is valid but blank, so that the reader leaves it out.
fn leaves_nothing<T: Read>(subject: &Subject, node: &Node) -> bool {
    subject.read::<T>(node).is_some_and(|value| value.is_blank())
}

fn add(place: Place, what: &str, findings: &mut Findings) {
    findings.warning(place, "empty", format!("this {what} is empty"), "fill it, or remove it");
}
