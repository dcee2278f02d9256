//! Lines with the names of authors, and with a date.

use jiff::civil::Date;

/// What a line of authors begins with.
const STARTS: &[&str] =
    &["by", "von", "par", "por", "di", "door", "av", "af", "text", "texte", "texto", "بقلم", "تأليف"];
/// What stands between names, and within some.
const BETWEEN: &[&str] = &["and", "und", "et", "y", "e", "en", "och", "og", "&", "و"];
const WITHIN: &[&str] = &[
    "von", "van", "de", "der", "den", "del", "della", "la", "le", "du", "di", "da", "dos", "zu", "al", "el", "bin",
    "bint", "ibn", "ter",
];
const LONGEST: usize = 120;

/// The names in a paragraph that has only “By” and names. None if it is any other paragraph.
pub fn authors(text: &str) -> Vec<String> {
    let words: Vec<_> = text.split_whitespace().collect();
    let Some((first, rest)) = words.split_first() else { return Vec::new() };
    let is_start = STARTS.contains(&first.to_lowercase().trim_end_matches(':'));
    let is_name = |word: &&&str| {
        let word = word.trim_end_matches(',');
        word.starts_with(|c: char| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
            || BETWEEN.contains(&word)
            || WITHIN.contains(&word)
    };
    let ends_a_sentence = text.ends_with(['.', '!', '?', ':', ';', '…']);
    if !is_start
        || rest.is_empty()
        || ends_a_sentence
        || text.len() > LONGEST
        || rest.iter().filter(is_name).count() < rest.len()
    {
        return Vec::new();
    }
    names(text)
}

/// The names in a line of authors.
pub fn names(text: &str) -> Vec<String> {
    let mut text = text.trim();
    if let Some((first, rest)) = text.split_once(char::is_whitespace)
        && STARTS.contains(&first.to_lowercase().trim_end_matches(':'))
    {
        text = rest.trim();
    }
    let mut names = Vec::new();
    for part in text.split([',', ';', '\n']) {
        let mut name: Vec<&str> = Vec::new();
        for word in part.split_whitespace() {
            if BETWEEN.contains(&word) && !(word == "e" && name.is_empty()) {
                names.push(name.join(" "));
                name.clear();
            } else {
                name.push(word);
            }
        }
        names.push(name.join(" "));
    }
    names.retain(|name| !name.is_empty());
    names
}

/// A day, as RFC 3339 writes it, or as people do.
pub fn date(text: &str) -> Option<String> {
    let text = text.trim();
    let day = text.get(..10).unwrap_or(text);
    let date = day.parse::<Date>().ok().or_else(|| {
        let forms =
            ["%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%d. %B %Y", "%d.%m.%Y", "%Y/%m/%d", "%A, %B %d, %Y"];
        forms.iter().find_map(|form| Date::strptime(form, text).ok())
    })?;
    Some(date.to_string())
}
