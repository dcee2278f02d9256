//! Constructs of folders of Hugo, Jekyll, Eleventy and Zola.

use std::fs;
use std::path::Path;

use broadsheet::import::Draft;
use broadsheet::import::folder::Reader;
use walkdir::WalkDir;

use super::super::drafts::{fixture, folder, read};
use super::{compare_drafts, own, pieces};

const HUGO: &str = "hugo/content/posts/harbour-bell/index.md";
const JEKYLL: &str = "jekyll/_posts/2024-10-04-harbour-bell.md";
const ELEVENTY: &str = "eleventy/src/posts/2024-10-04-harbour-bell.md";
const ZOLA: &str = "zola/content/news/2024-10-04_bell.md";

const HUGO_FIELDS: [(&str, &str); 11] = [
    ("`title`", "title ="),
    ("`date`", "date ="),
    ("`lastmod`, `updated`", "lastmod ="),
    ("`summary`, `description`, `excerpt`", "summary ="),
    ("`categories`: the first, and others", "categories ="),
    ("`tags`", "tags ="),
    ("`authors`, `author`", "authors ="),
    ("`aliases`", "aliases ="),
    ("`series`, `series_order`", "series ="),
    ("a key of your own", "sponsor ="),
    ("`resources` with a cover", "[[resources]]"),
];

const JEKYLL_FIELDS: [(&str, &str); 9] = [
    ("Jekyll: `layout` and other settings", "layout:"),
    ("`title`", "title:"),
    ("`author`, whom `_data/authors.yml` describes", "author:"),
    ("`categories` in one line", "categories:"),
    ("`tags`", "tags:"),
    ("`excerpt`", "excerpt:"),
    ("`image` with `path`, `alt`, `caption`", "image:"),
    ("`redirect_from`", "redirect_from:"),
    ("`published: false`, `draft: true`", "published:"),
];

const ZOLA_FIELDS: [(&str, &str); 5] = [
    ("Zola: `title`", "title ="),
    ("`description`", "description ="),
    ("`updated`", "updated ="),
    ("`taxonomies`", "[taxonomies]"),
    ("`extra` with `image`, `image_alt` and a key of your own", "[extra]"),
];

const HUGO_TEXT: [(&str, &str); 11] = [
    ("Hugo: a footnote, `<!--more-->`, `ref`, `relref`", "It was cast"),
    ("`figure`", "{{< figure"),
    ("`gallery`", "{{< gallery"),
    ("`youtube`", "{{< youtube"),
    ("`vimeo`", "{{< vimeo"),
    ("an image in Markdown", "![The quay"),
    ("`notice`, `admonition` and the like", "{{% notice"),
    ("`details`", "{{< details"),
    ("`highlight`", "{{< highlight"),
    ("a shortcode of your own theme", "{{< tide-table"),
    ("a shortcode that is only shown", "The text shows"),
];

const JEKYLL_TEXT: [(&str, &str); 13] = [
    ("Jekyll: a table of contents", "* TOC"),
    ("`post_url`, `site.baseurl`, `relative_url`", "Read [the"),
    ("a heading with attributes", "## The wall"),
    ("an image with attributes, and a caption below", "![A wall]"),
    ("`include figure`", "{% include figure"),
    ("`include youtube`", "{% include youtube"),
    ("`highlight`", "{% highlight"),
    ("`raw`", "{% raw"),
    ("a tag of a plugin", "{% weather"),
    ("a line break, `<sub>`, `<u>`", "A line with"),
    ("a table", "| Day"),
    ("a quote with attributes", "> Nobody"),
    ("HTML with Markdown in it", "<div"),
];

const ELEVENTY_TEXT: [(&str, &str); 5] = [
    ("Eleventy: `set`, comments", "{% set"),
    ("a link to a file, the filter `url`", "Read [the"),
    ("`youtube`", "{% youtube"),
    ("`image`", "{% image"),
    ("a variable", "It has"),
];

const ZOLA_TEXT: [(&str, &str); 6] = [
    ("Zola: a link to a file, `@/`", "It hangs"),
    ("`<!-- more -->`", "<!-- more"),
    ("`youtube`", "{{ youtube"),
    ("`image`", "{{ image"),
    ("`quote`", "{% quote"),
    ("a shortcode of your own theme", "{{ weather"),
];

/// The draft of a file of the fixtures, with this text in its place.
fn with(file: &str, text: &str) -> Draft {
    let (site, inner) = file.split_once('/').unwrap();
    let root = fixture(site);
    let files: Vec<(String, Vec<u8>)> = WalkDir::new(&root)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry.path().strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            let bytes = if name == inner { text.as_bytes().to_vec() } else { fs::read(entry.path()).unwrap() };
            (name, bytes)
        })
        .collect();
    let folder = folder(&files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>());
    let (mut drafts, _) = read(&Reader::open(&[folder.path().to_owned()]).unwrap());
    let own = |draft: &Draft| draft.origin.file.ends_with(Path::new(inner));
    drafts.swap_remove(drafts.iter().position(own).expect("it is an article"))
}

/// The front matter and the text of a fixture.
fn parts(file: &str, mark: &str) -> (String, String) {
    let text = fs::read_to_string(fixture(file)).unwrap();
    let (fields, text) = text.split_once(&format!("{mark}\n")).unwrap().1.split_once(&format!("\n{mark}\n")).unwrap();
    (fields.to_owned(), text.to_owned())
}

/// Each piece of a front matter, alone.
fn fields<'a>(file: &str, mark: &str, rows: &[(&'a str, &str)]) -> Vec<(&'a str, Draft)> {
    let (fields, _) = parts(file, mark);
    pieces(&fields, rows)
        .into_iter()
        .map(|(what, piece)| (what, with(file, &format!("{mark}\n{piece}\n{mark}\n"))))
        .collect()
}

/// Each piece of a text, alone.
fn texts<'a>(file: &str, mark: &str, rows: &[(&'a str, &str)]) -> Vec<(&'a str, Draft)> {
    let (_, text) = parts(file, mark);
    let (text, notes) = text.split_once("\n[^").map_or((text.as_str(), None), |(text, notes)| (text, Some(notes)));
    let notes = notes.map(|notes| format!("\n\n[^{notes}")).unwrap_or_default();
    let of = |piece: &str| with(file, &format!("{piece}{}", if piece.contains("[^") { notes.as_str() } else { "" }));
    pieces(text, rows)
        .into_iter()
        .map(|(what, piece)| (what, of(&format!("---\ntitle: The bell\n---\n{piece}"))))
        .collect()
}

#[test]
fn the_table_of_folders_says_what_becomes_of_each_key() {
    // What each site says of all its articles is no field of this one.
    let site = |draft: Draft, of: &str, mark: &str| {
        let mut draft = own(draft, &with(of, &format!("{mark}\n{mark}\n")));
        let addresses = draft.addresses.split_off(1.min(draft.addresses.len()));
        Draft { addresses, name: String::new(), is_page: false, ..draft }
    };
    let mut rows = Vec::new();
    for (file, mark, list) in
        [(HUGO, "+++", &HUGO_FIELDS[..]), (JEKYLL, "---", &JEKYLL_FIELDS[..]), (ZOLA, "+++", &ZOLA_FIELDS[..])]
    {
        rows.extend(fields(file, mark, list).into_iter().map(|(what, draft)| (what, site(draft, file, mark))));
    }
    for (what, text) in [("`slug`", "slug: bell"), ("`url`, `permalink`, `path`", "url: /bells/")] {
        let draft = with(HUGO, &format!("---\n{text}\n---\n"));
        let bare = with(HUGO, "---\n---\n");
        assert_ne!(draft.addresses, bare.addresses);
        rows.push((what, Draft { addresses: draft.addresses.clone(), ..site(draft, HUGO, "---") }));
    }
    compare_drafts("front matter", &Draft::default(), rows);
}

#[test]
fn the_table_of_folders_says_what_becomes_of_each_shortcode() {
    let mut rows = Vec::new();
    for (file, mark, list) in
        [(HUGO, "+++", &HUGO_TEXT[..]), (JEKYLL, "---", &JEKYLL_TEXT[..]), (ZOLA, "+++", &ZOLA_TEXT[..])]
    {
        rows.extend(texts(file, mark, list));
    }
    let text = fs::read_to_string(fixture(ELEVENTY)).unwrap();
    let (_, text) = text.split_once("}\n---\n").unwrap();
    let of = |piece: &str| with(ELEVENTY, &format!("---\ntitle: The bell\n---\n{piece}"));
    rows.extend(pieces(text, &ELEVENTY_TEXT).into_iter().map(|(what, piece)| (what, of(piece))));
    let rows = rows.into_iter().map(|(what, draft)| {
        (
            what,
            Draft { fields: Default::default(), addresses: Vec::new(), name: String::new(), is_page: false, ..draft },
        )
    });
    compare_drafts("shortcodes", &Draft::default(), rows);
}
