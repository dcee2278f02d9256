//! Writes a tree as JSON.

use super::{Node, Value};

/// Writes a tree as indented JSON, from which [`super::parse`] makes an equal tree.
///
/// ```
/// use broadsheet::article::json::{parse, to_text};
///
/// let json = "{\n  \"headline\": \"The bell\",\n  \"body\": [\n    \"It rings.\",\n    1.50\n  ]\n}\n";
/// assert_eq!(to_text(&parse(json).unwrap()), json);
/// ```
pub fn to_text(node: &Node) -> String {
    let mut text = String::new();
    write(node, 0, &mut text);
    text.push('\n');
    text
}

fn write(node: &Node, depth: usize, out: &mut String) {
    match &node.value {
        Value::Null => *out += "null",
        Value::Bool(value) => *out += if *value { "true" } else { "false" },
        Value::Number(number) => *out += number,
        Value::Text(text) => string(text, out),
        Value::List(items) => {
            let each = items.iter().map(|item| move |out: &mut String| write(item, depth + 1, out));
            nested(['[', ']'], each, depth, out);
        }
        Value::Object(entries) => {
            let each = entries.iter().map(|(key, item)| {
                move |out: &mut String| {
                    string(&key.name, out);
                    *out += ": ";
                    write(item, depth + 1, out);
                }
            });
            nested(['{', '}'], each, depth, out);
        }
    }
}

fn nested<E: FnOnce(&mut String)>(ends: [char; 2], each: impl Iterator<Item = E>, depth: usize, out: &mut String) {
    out.push(ends[0]);
    let mut is_empty = true;
    for write in each {
        *out += if is_empty { "\n" } else { ",\n" };
        is_empty = false;
        *out += &"  ".repeat(depth + 1);
        write(out);
    }
    if !is_empty {
        out.push('\n');
        *out += &"  ".repeat(depth);
    }
    out.push(ends[1]);
}

fn string(text: &str, out: &mut String) {
    // This can't fail: only maps whose keys are not text do.
    *out += &serde_json::to_string(text).unwrap_or_default();
}
