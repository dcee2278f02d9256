//! Constructs of WordPress.

use std::fs;

use broadsheet::import::Draft;
use broadsheet::import::wordpress::WordPress;

use super::super::drafts::{fixture, folder, read};
use super::{between, compare_drafts, pieces};

const BLOCKS: [(&str, &str); 37] = [
    ("Paragraph, with a footnote", "<!-- wp:paragraph"),
    ("More", "<!-- wp:more"),
    ("Heading", "<!-- wp:heading"),
    ("List", "<!-- wp:list {"),
    ("Quote", "<!-- wp:quote"),
    ("Pullquote", "<!-- wp:pullquote"),
    ("Image", "<!-- wp:image {\"id\":21"),
    ("Gallery", "<!-- wp:gallery {\"linkTo"),
    ("Gallery of older versions", "<!-- wp:gallery {\"ids"),
    ("Tiled Gallery of Jetpack", "<!-- wp:jetpack/"),
    ("Embed: YouTube and others", "<!-- wp:embed"),
    ("Embed of older versions", "<!-- wp:core-embed"),
    ("Video", "<!-- wp:video"),
    ("Audio", "<!-- wp:audio"),
    ("File", "<!-- wp:file"),
    ("Table", "<!-- wp:table"),
    ("Code", "<!-- wp:code"),
    ("SyntaxHighlighter Code", "<!-- wp:syntaxhighlighter"),
    ("Verse", "<!-- wp:verse"),
    ("Separator", "<!-- wp:separator"),
    ("Spacer", "<!-- wp:spacer"),
    ("Group with a background", "<!-- wp:group"),
    ("Columns", "<!-- wp:columns"),
    ("Media & Text", "<!-- wp:media-text"),
    ("Cover", "<!-- wp:cover"),
    ("Cover of older versions", "<!-- wp:cover"),
    ("Buttons", "<!-- wp:buttons"),
    ("Social Icons", "<!-- wp:social-links"),
    ("Details", "<!-- wp:details"),
    ("Pattern (reusable block)", "<!-- wp:block {\"ref\":31"),
    ("Pattern that is not in the export", "<!-- wp:block {\"ref\":999"),
    ("Custom HTML", "<!-- wp:html"),
    ("Shortcode", "<!-- wp:shortcode"),
    ("a block of a plugin that is not known", "<!-- wp:acme"),
    ("Latest Posts and other lists", "<!-- wp:latest-posts"),
    ("Footnotes, which stand in the text", "<!-- wp:footnotes"),
    ("a block that ends nowhere", "<!-- wp:quote -->"),
];

const CLASSIC: [(&str, &str); 19] = [
    ("lines, which WordPress makes a paragraph", "The bell"),
    ("`[caption]`", "[caption"),
    ("`<!--more-->`", "<!--more"),
    ("an address on a line of its own, of a site that is embedded", "https://www.youtube"),
    ("of another site", "https://elsewhere"),
    ("HTML", "<h3>"),
    ("`[gallery]` of all images of the post", "[gallery]"),
    ("`[gallery ids]`, one of them not in the export", "[gallery ids"),
    ("`[embed]`", "[embed"),
    ("`[video]`", "[video"),
    ("`[audio]`", "[audio"),
    ("`[youtube]`, `[vimeo]` and others", "[youtube"),
    ("footnotes of plugins", "Words[efn"),
    ("`[code]`", "[code"),
    ("a shortcode that is not known", "[su_note"),
    ("brackets that are no shortcode, `[[gallery]]`", "He said"),
    ("a quote", "<blockquote"),
    ("an empty line", "&nbsp;"),
    ("a link", "A <a"),
];

/// Fields of a post: what is put into an item that has only what each has.
const FIELDS: [(&str, &str); 23] = [
    ("the title", "<title>Blocks</title>"),
    ("the address", "<link>https://paper.example/2024/10/blocks/</link>"),
    ("the excerpt", "<excerpt:encoded>What it is</excerpt:encoded>"),
    ("the author", "<dc:creator>desk</dc:creator>"),
    ("several authors (Co-Authors Plus)", "<category domain=\"author\" nicename=\"cap-ann-lee\">ann.lee</category>"),
    (
        "the date",
        "<wp:post_date>2024-10-04 09:30:00</wp:post_date><wp:post_date_gmt>2024-10-04 07:30:00</wp:post_date_gmt>",
    ),
    ("the category", "<category domain=\"category\" nicename=\"bells\">Bells</category>"),
    (
        "several categories",
        "<category domain=\"category\" nicename=\"bells\">Bells</category>\
         <category domain=\"category\" nicename=\"harbour\">Harbour</category>",
    ),
    ("tags", "<category domain=\"post_tag\" nicename=\"sea\">Sea</category>"),
    ("a series of a plugin", "<category domain=\"series\" nicename=\"mole\">On the mole</category>"),
    ("the post format", "<category domain=\"post_format\" nicename=\"post-format-image\">Image</category>"),
    ("the featured image, with what the media library says", "_thumbnail_id=21"),
    ("sticky", "<wp:is_sticky>1</wp:is_sticky>"),
    ("a draft, a pending or a private post", "<wp:status>draft</wp:status>"),
    (
        "a scheduled post",
        "<wp:status>future</wp:status><wp:post_date>2030-01-01 08:00:00</wp:post_date><wp:post_date_gmt>2030-01-01 07:00:00</wp:post_date_gmt>",
    ),
    ("a post with a password", "<wp:post_password>sesame</wp:post_password>"),
    ("a page", "<wp:post_type>page</wp:post_type>"),
    (
        "an earlier address",
        "<link>https://paper.example/2024/10/blocks/</link><wp:post_name>blocks</wp:post_name>\
         <wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>all-blocks</wp:meta_value></wp:postmeta>",
    ),
    ("the title for search engines (Yoast and others)", "_yoast_wpseo_title=Blocks for editors"),
    ("the description for search engines", "_yoast_wpseo_metadesc=How blocks come over."),
    ("the canonical address", "_yoast_wpseo_canonical=https://other.example/blocks/"),
    ("`noindex`", "_yoast_wpseo_meta-robots-noindex=1"),
    ("what WordPress notes for itself", "_edit_lock=1:2"),
];

/// The export of the fixtures, with this in place of the article “Blocks”.
fn with_item(item: &str) -> Draft {
    let text = fs::read_to_string(fixture("wordpress.xml")).unwrap();
    let (before, rest) = text.split_once("<title><![CDATA[Blocks]]></title>").unwrap();
    let (_, after) = rest.split_once("</item>").unwrap();
    let text = format!("{before}<wp:post_id>50</wp:post_id>{item}</item>{after}");
    let folder = folder(&[("export.xml", text.as_bytes())]);
    let (mut drafts, _) = read(&WordPress::open(&[folder.path().join("export.xml")]).unwrap());
    drafts.swap_remove(drafts.iter().position(|draft| draft.origin.id == "50").expect("it is an article"))
}

fn with_content(content: &str) -> Draft {
    let note = "{\"content\":\"Cast in 1911.\",\"id\":\"ab-1\"}";
    with_item(&format!(
        "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status><content:encoded><![CDATA[{content}]]></content:encoded>\
         <wp:postmeta><wp:meta_key>footnotes</wp:meta_key><wp:meta_value><![CDATA[[{note}]]]></wp:meta_value></wp:postmeta>"
    ))
}

fn content(title: &str) -> String {
    let text = fs::read_to_string(fixture("wordpress.xml")).unwrap();
    let item = text.split_once(&format!("<title><![CDATA[{title}]]></title>")).unwrap().1;
    between(item, "<content:encoded><![CDATA[", "]]></content:encoded>").to_owned()
}

#[test]
fn the_table_of_wordpress_says_what_becomes_of_each_block() {
    let content = content("Blocks") + "\n<!-- wp:quote -->\n<blockquote>It rings.";
    let words = "<!-- wp:paragraph --><p>Words.</p><!-- /wp:paragraph -->";
    let rows = pieces(&content, &BLOCKS).into_iter().map(|(what, piece)| match what {
        // At the end of a text it would go.
        "Separator" => (what, with_content(&[words, piece, words].concat())),
        _ => (what, with_content(piece)),
    });
    compare_drafts("blocks of WordPress", &with_content(words), rows);
}

#[test]
fn the_table_of_the_classic_editor_says_what_becomes_of_each_construct() {
    let content = content("Classic");
    // What belongs to a post is known by its number.
    let rows = pieces(&content, &CLASSIC).into_iter().map(|(what, piece)| match piece {
        "[gallery]" => (what, with_content("[gallery id=\"51\"]")),
        _ => (what, with_content(piece)),
    });
    compare_drafts("the classic editor", &with_content(""), rows);
}

#[test]
fn the_table_of_wordpress_says_what_becomes_of_each_field() {
    let of = |field: &str| {
        let field = match field.split_once('=').filter(|_| !field.starts_with('<')) {
            Some((key, value)) => {
                format!(
                    "<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{value}</wp:meta_value></wp:postmeta>"
                )
            }
            None => field.to_owned(),
        };
        let usual = [("wp:post_type", "post"), ("wp:status", "publish"), ("title", "Bell")];
        let usual = usual.iter().filter(|(name, _)| !field.contains(&format!("<{name}>")));
        let usual: String = usual.map(|(name, value)| format!("<{name}>{value}</{name}>")).collect();
        with_item(&(usual + &field))
    };
    compare_drafts("fields of WordPress", &of(""), FIELDS.map(|(what, field)| (what, of(field))));
}
