//! Names that people use for the fields of an article and of blocks, and small questions about values.

use serde_json::{Map, Value, json};

/// The fields of articles and blocks with the names that newsrooms and content systems use for them, in small letters.
const SYNONYMS: [(&str, &[&str]); 26] = [
    ("headline", &["headline", "hed", "head", "title", "titel", "titre", "título", "titulo", "العنوان", "見出し"]),
    (
        "standfirst",
        &[
            "standfirst",
            "dek",
            "deck",
            "subtitle",
            "subhed",
            "summary",
            "excerpt",
            "intro",
            "lede",
            "teaser",
            "abstract",
            "vorspann",
            "chapeau",
            "entradilla",
        ],
    ),
    ("kicker", &["kicker", "section", "category", "rubric", "eyebrow", "ressort", "rubrique", "sección"]),
    (
        "authors",
        &[
            "authors", "author", "byline", "by", "writer", "writers", "reporter", "autor", "autoren", "auteur",
            "auteurs",
        ],
    ),
    (
        "published",
        &["published", "date", "pubdate", "pub date", "publication date", "publish date", "published at", "datum"],
    ),
    ("updated", &["updated", "modified", "last modified", "lastmod", "last updated"]),
    ("tags", &["tags", "tag", "keywords", "topics", "schlagworte", "mots-clés"]),
    ("lang", &["lang", "language", "sprache", "langue", "idioma"]),
    ("slug", &["slug", "url slug", "internal id", "path"]),
    ("description", &["description", "seo description", "meta description", "seo desc"]),
    ("canonical", &["canonical", "canonical url", "original url"]),
    ("src", &["src", "image", "photo", "picture", "file", "path", "filename", "source file", "bild"]),
    ("alt", &["alt", "alt text", "alttext", "alternative text", "description for screen readers"]),
    ("caption", &["caption", "cutline", "legend", "bildunterschrift", "légende"]),
    ("credit", &["credit", "photo credit", "photographer", "photo by", "copyright", "foto", "crédit"]),
    ("source", &["source", "source url", "source link"]),
    ("url", &["url", "link", "address", "href", "embed", "embed code"]),
    ("title", &["title", "headline", "heading", "name"]),
    ("text", &["text", "quote", "pullquote", "pull quote", "words", "body", "content"]),
    ("cite", &["cite", "attribution", "speaker", "who", "author", "by", "source"]),
    ("width", &["width"]),
    ("height", &["height"]),
    ("aspect", &["aspect", "aspect ratio", "ratio"]),
    ("language", &["language", "lang", "syntax"]),
    ("body", &["body", "text", "content", "copy"]),
    ("fallback", &["fallback"]),
];

/// The fields of an article that people write above its text: in a table named `metadata`, in metadata, before `text:`.
pub const ARTICLE_FIELDS: [&str; 11] = [
    "headline",
    "standfirst",
    "kicker",
    "authors",
    "published",
    "updated",
    "tags",
    "lang",
    "slug",
    "description",
    "canonical",
];

/// The field that a label means, of those that are possible: `field_name("Photo credit:", &["caption", "credit"])` is `credit`.
/// Case, punctuation at the end and underscores make no difference.
pub fn field_name(label: &str, possible: &[&'static str]) -> Option<&'static str> {
    let label = label.trim().trim_end_matches([':', '*']).trim().to_lowercase().replace('_', " ");
    let exact = possible.iter().find(|name| **name == label);
    exact.copied().or_else(|| {
        possible
            .iter()
            .copied()
            .find(|name| SYNONYMS.iter().any(|(field, synonyms)| field == name && synonyms.contains(&label.as_str())))
    })
}

/// The words of a Text, without formatting.
pub fn plain_text(text: &Value) -> String {
    match text {
        Value::String(text) => text.clone(),
        Value::Array(spans) => spans.iter().map(plain_text).collect(),
        Value::Object(span) => span.get("text").map(plain_text).unwrap_or_default(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// The type of a block.
pub fn kind(block: &Value) -> &str {
    block.get("type").and_then(Value::as_str).unwrap_or("paragraph")
}

/// A Text without the dash before a name.
pub fn without_dash(mut text: Value) -> Value {
    let trim = |text: &str| text.trim_start().trim_start_matches(['—', '–', '―', '-']).trim_start().to_owned();
    match &mut text {
        Value::String(words) => *words = trim(words),
        Value::Array(spans) => {
            match spans.first_mut() {
                Some(Value::String(words)) => *words = trim(words),
                Some(Value::Object(span)) => {
                    if let Some(words) = span.get("text").and_then(Value::as_str).map(trim) {
                        span.insert("text".to_owned(), json!(words));
                    }
                }
                _ => {}
            }
            spans.retain(|span| !plain_text(span).is_empty());
        }
        _ => {}
    }
    text
}

/// An object from entries, without those that have no value.
pub fn object(entries: impl IntoIterator<Item = (&'static str, Option<Value>)>) -> Map<String, Value> {
    entries.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_means_the_field_that_is_possible_there() {
        let article = ["headline", "standfirst", "authors", "published"];
        for (label, possible, field) in [
            ("Hed:", &article[..], Some("headline")),
            ("TITLE", &article, Some("headline")),
            ("title", &["url", "title"], Some("title")),
            ("alt_text", &["src", "alt", "caption", "credit"], Some("alt")),
            ("Image", &["src", "alt"], Some("src")),
            ("Notes to the desk", &article, None),
        ] {
            assert_eq!(field_name(label, possible), field, "{label}");
        }
    }
}
