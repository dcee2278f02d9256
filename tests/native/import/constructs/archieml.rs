//! Constructs of ArchieML.

use std::fs;

use broadsheet::import::archieml::draft;

use super::super::drafts::fixture;
use super::{between, compare_drafts, pieces};

const KEYS: [(&str, &str); 10] = [
    ("words above the first key", "Notes for the desk"),
    ("`headline`, `hed`, `title`", "hed:"),
    ("`standfirst`, `dek`, `summary`", "dek:"),
    ("`byline`, `authors`", "byline:"),
    ("`date`, `published`", "date:"),
    ("`tags`, `keywords`", "keywords:"),
    ("`slug`", "slug:"),
    ("a key of your own", "mood:"),
    ("`{image}` with `file`, `alt`, `cutline`, `credit`", "{image}"),
    ("`:skip` to `:endskip`", ":skip"),
];

const BODY: [(&str, &str); 14] = [
    ("a line in `[+body]`, with HTML or Markdown", "It was cast"),
    ("`subhed`", "subhed:"),
    ("`{.photo}`, `{.image}`", "{.photo}"),
    ("`pullquote` up to `:end`", "pullquote:"),
    ("`{.quote}` with `text` and `who`", "{.quote}"),
    ("`youtube`, `vimeo`, `embed`", "youtube:"),
    ("`[.list]`", "[.list]"),
    ("`[.gallery]`", "[.gallery]"),
    ("a line that begins with `\\`", "\\note:"),
    ("`hr`", "hr:"),
    ("a key of your own in the text", "orrery:"),
    ("`text` up to `:end`, in Markdown", "text: First"),
    ("`[+text]`", "[+text]"),
    ("`:ignore`, and all below it", ":ignore"),
];

#[test]
fn the_table_of_archieml_says_what_becomes_of_each_construct() {
    let text = fs::read_to_string(fixture("article.aml")).unwrap();
    let (keys, _) = text.split_once("\n[+body]").unwrap();
    let body = between(&text, "[+body]\n", "\n[]\n:ignore");
    let whole = "text: First *line*.\n:end\n[+text]\nSecond line.\n[]\n";
    let body = format!("{body}\n{whole}:ignore\nAll of this is ignored.");
    let keys = pieces(keys, &KEYS).into_iter().map(|(what, piece)| (what, draft(piece.as_bytes())));
    let body = pieces(&body, &BODY).into_iter().map(|(what, piece)| {
        // At the end of a text it would go.
        let piece = if what == "`hr`" { format!("Words.\n{piece}\nWords.") } else { piece.to_owned() };
        let is_whole = piece.starts_with("text: First") || piece.starts_with("[+text]");
        let text = if is_whole { piece } else { format!("[+body]\n{piece}\n[]\n") };
        (what, draft(text.as_bytes()))
    });
    compare_drafts("ArchieML", &draft(b"[+body]\nWords.\n[]\n"), keys.chain(body));
}
