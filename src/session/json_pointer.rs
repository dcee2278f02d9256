//! The syntax of a JSON Pointer (<https://www.rfc-editor.org/rfc/rfc6901>), with one extension. Only `session.js`
//! resolves pointers, in the browser.

/// Whether a text is a pointer: empty, or steps such as `/user` and `[type=name]`. The latter extends the standard: it
/// picks the item of a list whose `type` is `name`, and the slash before it may be left out.
///
/// ```
/// use broadsheet::session::json_pointer::is_pointer;
///
/// assert!(is_pointer("/user/name"));
/// assert!(is_pointer("[type=name]/value"));
/// assert!(!is_pointer("user.name"));
/// ```
pub fn is_pointer(text: &str) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        let step = rest.strip_prefix('/').unwrap_or(rest);
        let item = step.strip_prefix('[').and_then(|step| step.split_once(']'));
        rest = match item {
            Some((pair, after)) if pair.find('=').is_some_and(|at| at > 0) => match is_end(after) {
                true => after,
                false => return false,
            },
            _ if step.len() == rest.len() => return false,
            _ => {
                let end = step.find('/').unwrap_or(step.len());
                if !is_escaped(&step[..end]) {
                    return false;
                }
                &step[end..]
            }
        };
    }
    true
}

fn is_end(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(['/', '['])
}

/// Whether each tilde begins an escape: `~0` for itself, `~1` for a slash.
fn is_escaped(step: &str) -> bool {
    step.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']))
}
