//! A site into which the fixtures of all sources are imported, as a publisher would.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// The sources, of which each is imported by a command of its own.
const SOURCES: [&[&str]; 13] = [
    &["wordpress.xml", "wordpress-2.xml"],
    &["ghost/export.json"],
    &["docx/libreoffice.docx"],
    &["docx/pandoc.docx"],
    &["pandoc/bell.json", "pandoc/coast.json", "pandoc/swell.json"],
    &["hugo"],
    &["jekyll"],
    &["eleventy"],
    &["zola"],
    &["feed.rss"],
    &["feed.atom"],
    &["feed.json"],
    &["article.aml"],
];

/// The fixtures, and pictures for the images that they name.
const FIXTURES: &str = "tests/native/import/fixtures";
const JPEG: &str = "public/content/images/six-pips-480.jpg";
const PNG: &str = "tests/fixtures/chart.png";
const GIF: &str = "tests/native/import/fixtures/jekyll/images/bell.gif";

/// An article of the fixtures whose images are nowhere, as in most exports.
const WITHOUT_IMAGES: &str = "feed.atom";

/// Imports all sources into a site folder, and an HTML page with every construct. `sources` is an empty folder for copies of
/// them. Returns the reports.
pub fn import_all(site: &Path, sources: &Path) -> Vec<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut reports = Vec::new();
    for files in SOURCES {
        let name = files[0].replace(['/', '.'], "-");
        let folder = sources.join(&name);
        let copies: Vec<_> = files.iter().map(|file| folder.join(file)).collect();
        for (file, copied) in files.iter().zip(&copies) {
            copy(&root.join(FIXTURES).join(file), copied);
        }
        let arguments: Vec<_> = copies.iter().map(|file| file.to_str().expect("names are UTF-8")).collect();
        let first = import(site, &arguments);
        // A publisher who has the images puts them beside the source, and imports it again.
        let beside = copies[0].parent().filter(|_| copies[0].is_file()).unwrap_or(&copies[0]);
        if files[0] != WITHOUT_IMAGES && add_images(&first, beside) {
            reports.push(import(site, &arguments));
        } else {
            reports.push(first);
        }
    }
    let folder = sources.join("html");
    let examples: String = HTML.iter().map(|(_, example)| format!("<div>{example}</div>\n")).collect();
    let page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Every construct</title>\
         <meta property=\"og:type\" content=\"article\"><link rel=\"canonical\" href=\"https://old.example/news/every/\">\
         <meta property=\"article:published_time\" content=\"2024-02-03T10:00:00+01:00\"></head>\
         <body><article><h1>Every construct</h1>{examples}</article></body></html>"
    );
    write(&folder.join("every.html"), page.as_bytes());
    for name in ["a.png", "b.png"] {
        copy(&root.join(PNG), &folder.join(name));
    }
    write(&folder.join("a.mp4"), b"\0\0\0\x20ftypisom");
    write(&folder.join("a.mp3"), b"ID3");
    reports.push(import(site, &[folder.join("every.html").to_str().expect("names are UTF-8")]));
    reports
}

fn import(site: &Path, sources: &[&str]) -> Value {
    let mut program = Command::new(env!("CARGO_BIN_EXE_broadsheet"));
    program.arg("import").args(sources).arg("--to").arg(site).args(["--format", "json"]);
    let output = program.output().unwrap_or_else(|error| panic!("broadsheet does not start: {error}"));
    let said = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{sources:?}: {error}: {said}"))
}

/// Puts pictures where the images of a report should be. Returns whether there were any.
fn add_images(report: &Value, folder: &Path) -> bool {
    let articles = report["articles"].as_array().expect("a report has articles");
    let losses = articles.iter().flat_map(|article| article["losses"].as_array().into_iter().flatten());
    let images =
        losses.filter(|loss| ["remote-image", "image-link", "missing-image"].iter().any(|name| loss["cause"] == *name));
    let mut added = false;
    for detail in images.filter_map(|loss| loss["detail"].as_str()) {
        let path =
            detail.split_once("://").map_or(detail, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
        let path = path.split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
        let picture = match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "jpg" | "jpeg" => JPEG,
            "png" => PNG,
            "gif" => GIF,
            _ => continue,
        };
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(picture), &folder.join(path));
        added = true;
    }
    added
}

/// Copies a file or a folder.
fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        for entry in fs::read_dir(from).expect("the folder can be listed") {
            let name = entry.expect("the folder can be listed").file_name();
            copy(&from.join(&name), &to.join(&name));
        }
    } else {
        write(to, &fs::read(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())));
    }
}

fn write(file: &Path, bytes: &[u8]) {
    fs::create_dir_all(file.parent().expect("the file is in a folder")).expect("folders can be made");
    fs::write(file, bytes).expect("files can be written");
}

/// What HTML may contain: what it is, and an example.
pub const HTML: [(&str, &str); 49] = [
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
