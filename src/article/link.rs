//! Addresses, as an article gives them: each goes through the filter of [`crate::address`].

use super::json::{Node, Value};
use super::read::{ProblemKind, Read, Reader};
use crate::address::{Base, Link, Source};

impl Read for Link {
    const EXPECTED: &'static str = "an address";

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        read(node, reader, Base::link)
    }
}

impl Read for Source {
    const EXPECTED: &'static str = Link::EXPECTED;

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        read(node, reader, Base::source)
    }
}

fn read<T: Read>(node: &Node, reader: &mut Reader, filter: fn(&Base, &str) -> Option<T>) -> Option<T> {
    let Value::Text(raw) = &node.value else {
        return reader.expected(node.at);
    };
    let address = filter(reader.base, raw);
    if address.is_none() {
        reader.note(node.at, ProblemKind::RefusedLink);
    }
    address
}
