//! Values as PHP serializes them, of which WordPress keeps the sizes of images.

/// How deep arrays may be in each other.
const MAX_DEPTH: usize = 16;

/// The entries of an array of PHP, without arrays in it: `a:2:{s:5:"width";i:1200;s:6:"height";i:800;}`. What follows a place
/// that can't be read is missing.
pub fn entries(serialized: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = serialized.trim();
    let Some(count) = array(&mut rest) else { return found };
    for _ in 0..count {
        let Some(key) = value(&mut rest, MAX_DEPTH) else { break };
        let Some(value) = value(&mut rest, MAX_DEPTH) else { break };
        if let (Some(key), Some(value)) = (key, value) {
            found.push((key, value));
        }
    }
    found
}

/// Reads the start of an array: the number of its entries.
fn array(rest: &mut &str) -> Option<usize> {
    let (count, after) = rest.strip_prefix("a:")?.split_once(":{")?;
    *rest = after;
    count.parse().ok()
}

/// Reads a value. `Some(None)` is an array, or nothing.
fn value<'a>(rest: &mut &'a str, depth: usize) -> Option<Option<&'a str>> {
    if rest.starts_with("a:") {
        let count = array(rest)?;
        for _ in 0..count.checked_mul(2)? {
            value(rest, depth.checked_sub(1)?)?;
        }
        *rest = rest.strip_prefix('}')?;
        return Some(None);
    }
    if let Some(after) = rest.strip_prefix("N;") {
        *rest = after;
        return Some(None);
    }
    if let Some(after) = rest.strip_prefix("s:") {
        let (length, after) = after.split_once(":\"")?;
        let length: usize = length.parse().ok()?;
        // A repaired encoding or other line ends change the length.
        let end = match after.get(length..) {
            Some(tail) if tail.starts_with("\";") => length,
            _ => after.find("\";")?,
        };
        let text = &after[..end];
        *rest = &after[end + 2..];
        return Some(Some(text));
    }
    let number = ["i:", "d:", "b:"].iter().find_map(|kind| rest.strip_prefix(kind))?;
    let (number, after) = number.split_once(';')?;
    *rest = after;
    Some(Some(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entries_of_an_array_are_read_past_arrays_in_it() {
        let text = "a:4:{s:5:\"sizes\";a:1:{s:5:\"thumb\";a:1:{s:5:\"width\";i:150;}}s:5:\"width\";i:1200;s:6:\"height\";s:3:\"800\";\
                    s:4:\"file\";s:6:\"é.jpg\";}";
        assert_eq!(entries(text), [("width", "1200"), ("height", "800"), ("file", "é.jpg")]);
    }

    #[test]
    fn what_is_cut_off_or_too_deep_ends_the_list() {
        assert_eq!(entries("a:3:{s:5:\"width\";i:1;s:6:\"hei"), [("width", "1")]);
        assert!(entries(&"a:1:{i:0;".repeat(1000)).is_empty());
        assert!(entries("a:99999999999999999999:{}").is_empty());
        assert!(entries("O:8:\"stdClass\":0:{}").is_empty());
    }
}
