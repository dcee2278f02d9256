//! What an article is called: the name of its file without `.json`, and the name in its address.

/// Whether a name can be a slug: one segment of a path, and not a hidden one.
///
/// ```
/// use broadsheet::slug::is_slug;
///
/// assert!(is_slug("harbour-bell") && is_slug("مقاييس"));
/// assert!(!is_slug("2024/bell") && !is_slug(".bell") && !is_slug(""));
/// ```
pub fn is_slug(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('.')
        && !name.contains(|c: char| c.is_control() || matches!(c, '/' | '\\' | '?' | '#' | '%'))
}
