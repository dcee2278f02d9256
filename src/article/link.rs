//! Reads the addresses in an article. Each passes through the filter in [`crate::address`].

use super::json::{Node, Value};
use super::read::{Expected, ProblemKind, Read, Reader};
use crate::address::{Base, Link, Source};

impl Read for Link {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        read(node, reader, Base::link)
    }
}

impl Read for Source {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        read(node, reader, Base::source)
    }
}

fn read<T: Read>(node: &Node, reader: &mut Reader, filter: fn(&Base, &str) -> Option<T>) -> Option<T> {
    let Value::Text(raw) = &node.value else {
        return reader.expected(node.at, Expected::Address);
    };
    let address = filter(reader.base, raw);
    if address.is_none() {
        reader.note(node.at, ProblemKind::RefusedLink);
    }
    address
}
