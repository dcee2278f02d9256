//! The tables of docs/import.md: what becomes of each construct of a source.

mod archieml;
mod becomes;
mod feed;
mod folder;
mod ghost;
mod page;
mod pandoc;
mod word;
mod wordpress;

use std::collections::BTreeSet;
use std::fs;
use std::sync::Mutex;

use broadsheet::import::loss::Weight;
use broadsheet::import::{Cause, Draft, html};
use expect_test::{ExpectFile, expect, expect_file};

use self::becomes::becomes;
use super::html::shown;
use super::run::{outcomes, page};
use crate::new::Desk;
use crate::publish::paper::png;

/// Compares a table of docs/import.md with what a test sees. It stands between the comments `<!-- table of NAME -->` and
/// `<!-- end of table of NAME -->`, and `UPDATE_EXPECT=1` writes it anew.
pub fn compare(name: &str, head: &[&str], rows: &[Vec<String>]) {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _lock = ONE_AT_A_TIME.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let document: ExpectFile = expect_file!["../../../docs/import.md"];
    let text = fs::read_to_string("docs/import.md").unwrap();
    let (before, rest) = text.split_once(&format!("<!-- table of {name} -->\n")).unwrap();
    let (_, after) = rest.split_once(&format!("<!-- end of table of {name} -->\n")).unwrap();
    let line = |cells: &[&str]| format!("| {} |\n", cells.join(" | "));
    let mut table = line(head) + &line(&vec!["---"; head.len()]);
    for row in rows {
        table += &line(&row.iter().map(String::as_str).collect::<Vec<_>>());
    }
    document.assert_eq(&format!("{before}<!-- table of {name} -->\n{table}<!-- end of table of {name} -->\n{after}"));
}

/// Compares a table of constructs, each with the draft that it is without all others. `bare` is the draft without any.
fn compare_drafts<'a>(name: &str, bare: &Draft, rows: impl IntoIterator<Item = (&'a str, Draft)>) {
    let rows = rows.into_iter().map(|(what, draft)| {
        let (becomes, noted) = becomes(&draft, bare);
        vec![what.replace('|', "\\|"), becomes.replace('|', "\\|"), noted]
    });
    compare(name, &["what", "becomes", "noted as"], &rows.collect::<Vec<_>>());
}

/// A draft without the fields that its source says of all articles.
fn own(mut draft: Draft, bare: &Draft) -> Draft {
    draft.fields.retain(|name, value| bare.fields.get(name) != Some(value));
    draft
}

/// The pieces of a text: each from its start, a construct's, to that of the next. The text has no others.
fn pieces<'a, 'b>(text: &'a str, rows: &[(&'b str, &str)]) -> Vec<(&'b str, &'a str)> {
    let mut starts = Vec::new();
    let mut at = 0;
    for (what, start) in rows {
        let found = text[at..].find(start).unwrap_or_else(|| panic!("{what} is not in the fixture: {start}")) + at;
        starts.push((*what, found));
        at = found + start.len();
    }
    assert_eq!(text[..starts[0].1].trim(), "", "the fixture has a construct that no row names");
    let ends = starts.iter().skip(1).map(|(_, at)| *at).chain([text.len()]);
    starts.iter().zip(ends).map(|((what, at), end)| (*what, text[*at..end].trim_end())).collect()
}

/// The text between two others.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).unwrap().1.split_once(after).unwrap().0
}

/// Lines of code in the cell of a table.
fn lines(lines: &[&str]) -> String {
    let code = |line: &&str| {
        let escaped = line.trim_end().replace('|', "\\|");
        // Code with backticks is between more of them.
        if escaped.contains('`') { format!("```` {escaped} ````") } else { format!("`{escaped}`") }
    };
    lines.iter().filter(|line| !line.trim().is_empty()).map(code).collect::<Vec<_>>().join("<br>")
}

/// What HTML may contain.
const HTML: [(&str, &str); 49] = [
    ("paragraphs, divisions", "<p>One.</p><div>Two.</div>Three."),
    ("two line breaks", "One.<br><br>Two."),
    ("one line break", "<p>One<br>two.</p>"),
    ("bold, italic, code", "<p><b>One</b>, <em>two</em>, <code>three</code>.</p>"),
    ("the same by styles", "<p><span style=\"font-weight:700\">One</span>.</p>"),
    ("struck through, underlined", "<p>It is <del>old</del> <u>new</u>.</p>"),
    ("raised and lowered", "<p>5 m<sup>2</sup> of CO<sub>2</sub>.</p>"),
    ("a quotation within a sentence", "<p>He said <q>no</q>.</p>"),
    ("another language", "<p>The <span lang=\"de\">Brücke</span>.</p>"),
    ("a link", "<p><a href=\"https://example.org/\">A link</a>.</p>"),
    ("a link that is refused", "<p><a href=\"javascript:go()\">A link</a>.</p>"),
    ("an anchor", "<p><a name=\"top\">A place</a>.</p>"),
    ("headings", "<h2>One</h2><p>Words.</p><h3>Two</h3><p>Words.</p>"),
    ("headings of other levels", "<h1>One</h1><p>Words.</p><h6>Six</h6><p>Words.</p>"),
    ("a paragraph of bold words", "<p><b>One</b></p><p>Words.</p>"),
    ("lists", "<ul><li>One<ol><li>Two</ol></ul>"),
    ("a list that begins elsewhere", "<ol start=\"3\"><li>Three</ol>"),
    ("paragraphs in an item", "<ul><li><p>One.</p><p>Two.</p></ul>"),
    ("another block in an item", "<ul><li>One<table><tr><td>Two</table></ul>"),
    ("a list of tasks", "<ul><li><input type=\"checkbox\" checked> Done</ul>"),
    ("terms", "<dl><dt>Term<dd>What it is.</dl>"),
    ("a quote", "<blockquote>Words.<cite>Ines Marlowe</cite></blockquote>"),
    ("a quote of several paragraphs", "<blockquote><p>One.</p><p>Two.</p></blockquote>"),
    ("a pull quote", "<aside class=\"pullquote\">Words.</aside>"),
    ("code", "<pre><code class=\"language-rust\">fn main() {}</code></pre>"),
    ("an image", "<img src=\"a.png\" alt=\"A bell\">"),
    (
        "an image with a caption",
        "<figure><img src=\"a.png\" alt=\"A bell\"><figcaption>At noon. <cite>Ines Marlowe</cite></figcaption></figure>",
    ),
    ("an image without a description", "<img src=\"a.png\">"),
    ("an image that leads to a larger one", "<a href=\"b.png\"><img src=\"a.png\" alt=\"A bell\"></a>"),
    ("an image that counts readers", "<p>Words.<img src=\"c.gif\" width=\"1\" height=\"1\"></p>"),
    ("a gallery", "<figure class=\"gallery\"><img src=\"a.png\" alt=\"A\"><img src=\"b.png\" alt=\"B\"></figure>"),
    ("a video", "<video src=\"a.mp4\" width=\"640\" height=\"360\" title=\"The bell\"></video>"),
    ("a recording", "<audio src=\"a.mp3\" title=\"The bell\"></audio>"),
    (
        "a player of another site",
        "<iframe src=\"https://www.youtube.com/embed/CFrP6QfbC2g\" title=\"A year\"></iframe>",
    ),
    (
        "a post of a network",
        "<blockquote class=\"twitter-tweet\"><p>It rang.</p><a href=\"https://twitter.com/w/status/1\">4 October</a></blockquote>",
    ),
    ("a table", "<table><caption>Bells</caption><tr><th>Bell<th>Year<tr><td>One<td>1911</table>"),
    ("cells across columns", "<table><tr><th colspan=\"2\">Bells<tr><td>One<td>1911</table>"),
    ("a table that only places things", "<table role=\"presentation\"><tr><td><p>One.</p><p>Two.</p></table>"),
    ("a table of fields", "<table><tr><td>metadata<td><tr><td>Dek<td>A bell.</table>"),
    ("a table that is a block", "<table><tr><td>pullquote<td><tr><td>text<td>Words.</table>"),
    ("a box", "<aside><h3>Note</h3><p>Words.</p></aside>"),
    ("details", "<details><summary>More</summary><p>Words.</p></details>"),
    (
        "footnotes",
        "<p>It rings.<a href=\"#n1\" role=\"doc-noteref\">1</a></p><aside id=\"n1\" role=\"doc-footnote\">Not at night.</aside>",
    ),
    ("a line", "<p>One.</p><hr><p>Two.</p>"),
    ("a script", "<p>Words.</p><script>go()</script>"),
    ("a form", "<form><label>Name <input></label><button>Send</button></form>"),
    ("a drawing, a formula", "<p>Words <svg><text>A</text></svg>.</p>"),
    ("a menu", "<nav><a href=\"/\">Home</a></nav><p>Words.</p>"),
    ("what can't be seen", "<p>Words.</p><p hidden>Gone.</p><style>p { }</style><!-- Gone. -->"),
];

#[test]
fn the_table_of_html_says_what_becomes_of_each_construct() {
    let rows: Vec<_> = HTML
        .iter()
        .map(|(what, example)| {
            let shown = shown(example);
            let (noted, markdown): (Vec<_>, Vec<_>) = shown.lines().partition(|line| line.starts_with("! "));
            let noted: BTreeSet<_> = noted.iter().map(|line| line[2..].split(':').next().unwrap()).collect();
            let markdown = lines(&markdown);
            let markdown = if markdown.is_empty() { "nothing".to_owned() } else { markdown };
            let example = lines(&example.lines().collect::<Vec<_>>());
            vec![(*what).to_owned(), example, markdown, noted.into_iter().collect::<Vec<_>>().join(", ")]
        })
        .collect();
    compare("HTML", &["what", "in the source", "in Markdown", "noted as"], &rows);
}

#[test]
fn the_table_of_causes_names_each_and_what_it_means() {
    let rows = |weight| {
        let causes = Cause::ALL.iter().filter(move |cause| cause.weight() == weight);
        let kind = match weight {
            Weight::Lost => "lost",
            Weight::Simplified => "simplified",
            Weight::Check => "check",
        };
        causes.map(move |cause| vec![cause.name(), kind.to_owned(), cause.to_string()])
    };
    let rows: Vec<_> = [Weight::Lost, Weight::Simplified, Weight::Check].into_iter().flat_map(rows).collect();
    compare("causes", &["noted as", "weight", "in the report"], &rows);
}

/// All constructs in one page, imported.
#[test]
fn an_imported_site_has_only_true_findings() {
    let desk = Desk::new();
    let all: String = HTML.iter().map(|(_, example)| format!("<div>{example}</div>\n")).collect();
    assert!(html::convert(&all).body.len() > 40);
    desk.write("old/bell.html", page("bell", "The bell", &all));
    for (name, width) in [("a.png", 800), ("b.png", 1200)] {
        desk.write(&format!("old/{name}"), png(width, 600));
    }
    desk.write("old/a.mp4", b"\0\0\0\x20ftypisom");
    desk.write("old/a.mp3", b"ID3");
    let (_, report) = desk.import(&[]);
    assert_eq!(outcomes(&report), [("articles/bell.md", "new")]);
    let output = desk.run(&["check", "paper"]);
    expect![[r#"
        Checked 3 files: nothing is wrong.
    "#]]
    .assert_eq(&String::from_utf8([output.stdout, output.stderr].concat()).unwrap());
}
