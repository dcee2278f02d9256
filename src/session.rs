//! Who is logged in. For now nobody is ever asked: a site with a login page shows the way to it.

use crate::article::link::{Base, Link, encode};

/// The address of the login page, with `{return}` in it filled by the address of the page the reader is on.
///
/// `return_to` must be the page's own address, never something a story or a link brought in: a login page sends
/// people there. A `template` that the filter refuses gives no link.
pub fn login(template: &str, return_to: &str, base: &Base) -> Option<Link> {
    let mut address = String::new();
    for (index, part) in template.split('{').enumerate() {
        match part.strip_prefix("return}") {
            Some(rest) if index > 0 => address.extend([encode(return_to).as_str(), rest]),
            _ if index > 0 => address.extend(["{", part]),
            _ => address.push_str(part),
        }
    }
    base.link(&address)
}
