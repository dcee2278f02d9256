//! The slug of an article: its file name without `.json`, which is also its name in addresses.

/// The length of the longest slug, in bytes. File systems allow names of 255 bytes, and the name of the compressed copy
/// of an article's JSON is 8 bytes longer than its slug.
pub const MAX_LENGTH: usize = 240;

/// Whether a name can be a slug: a single path segment that does not begin with a dot.
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
