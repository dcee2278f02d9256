//! Constructs of Word.

use broadsheet::import::Draft;

use super::super::docx::{NUMBERING, STYLES, document, draft, item, p, picture, r, table};
use super::compare_drafts;

/// A paragraph of these runs.
fn runs(runs: &str) -> String {
    format!("<w:p>{}{runs}{}</w:p>", r("", "A "), r("", " b."))
}

fn cell(properties: &str, words: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p("Standard", words))
}

const LINKS: &str = r#"<Relationship Id="rId1" Type="http://x/image" Target="media/image1.svg"/>
    <Relationship Id="rId2" Type="http://x/image" Target="media/image2.emf"/>
    <Relationship Id="rId3" Type="http://x/hyperlink" Target="https://example.org/" TargetMode="External"/>"#;
const SVG: &str = "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>";
const NOTES: &str = r#"<w:footnote w:id="2"><w:p><w:r><w:t>Not at night.</w:t></w:r></w:p></w:footnote>"#;
const COMMENTS: &str = r#"<w:comment w:id="1" w:author="Desk"><w:p><w:r><w:t>Really?</w:t></w:r></w:p></w:comment>"#;

fn of(content: &str) -> Draft {
    let mut parts = vec![
        ("styles", STYLES),
        ("numbering", NUMBERING),
        ("links", LINKS),
        ("media/image1.svg", SVG),
        ("media/image2.emf", "\u{1}"),
        ("document", content),
    ];
    if content.contains("footnoteReference") {
        parts.push(("footnotes", NOTES));
    }
    if content.contains("commentReference") {
        parts.push(("comments", COMMENTS));
    }
    draft(&document("constructs", &parts))
}

#[test]
fn the_table_of_word_says_what_becomes_of_each_construct() {
    let words = p("Standard", "Words.");
    let image = |properties: &str, blip: &str| format!("<w:p>{}</w:p>", picture(properties, blip, false));
    let svg = "<a:blip r:embed=\"rId1\"/>";
    let boxed = format!(
        "<w:p><w:r><w:pict><v:rect><v:textbox><w:txbxContent>{}{words}</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>",
        p("berschrift2", "Note")
    );
    let formula = "<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>";
    let change = "<w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins>";
    let span = "<w:gridSpan w:val=\"2\"/>";
    let rows = [
        ("the style *Title*", p("Titel", "The bell")),
        ("*Subtitle*, below the title", p("Titel", "The bell") + &p("Untertitel", "It has no rope.")),
        ("a line such as “By A. Writer”, below the title", p("Titel", "The bell") + &p("Standard", "By A. Writer")),
        ("*Heading 2*, *Heading 3*, or a style with such a level", p("berschrift2", "Who hung it")),
        ("several of *Heading 1*", [p("berschrift1", "One"), words.clone(), p("berschrift1", "Two")].concat()),
        ("bold and italic", runs(&(r("<w:b/>", "bold") + &r("<w:i/>", " italic")))),
        (
            "a font of a fixed width",
            "<w:p>".to_owned()
                + &r("", "Words that are longer than this, ")
                + &r("<w:rFonts w:ascii=\"Courier New\"/>", "ring()")
                + "</w:p>",
        ),
        ("underlined, struck through", runs(&(r("<w:u w:val=\"single\"/>", "one") + &r("<w:strike/>", "two")))),
        ("small capitals", runs(&r("<w:smallCaps/>", "one"))),
        (
            "raised and lowered",
            runs(&(r("<w:vertAlign w:val=\"superscript\"/>", "2") + &r("<w:vertAlign w:val=\"subscript\"/>", "3"))),
        ),
        ("hidden", runs(&r("<w:vanish/>", "gone"))),
        (
            "another language",
            "<w:p>".to_owned()
                + &r("", "Die Glocke auf der Mole: ")
                + &r("<w:lang w:val=\"en-GB\"/>", "the bell")
                + "</w:p>",
        ),
        ("a link", runs("<w:hyperlink r:id=\"rId3\"><w:r><w:t>link</w:t></w:r></w:hyperlink>")),
        ("a line break", runs("<w:r><w:br/></w:r>")),
        ("a page break", runs("<w:r><w:br w:type=\"page\"/></w:r>")),
        ("a sign of a special font", runs("<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FF\"/></w:r>")),
        ("a list with points", item(1, 0, "One") + &item(1, 1, "Within")),
        ("a list with numbers", item(2, 0, "One") + &item(2, 0, "Two")),
        ("the style *Quote*", p("Zitat", "Nobody asked for it.")),
        ("*Intense Quote*", p("IntensivesZitat", "The sea does the work.")),
        ("code in the style *HTML Preformatted*", p("HTMLVorformatiert", "ring()")),
        ("a footnote, an endnote", runs("<w:r><w:footnoteReference w:id=\"2\"/></w:r>")),
        ("an image with a description", image("descr=\"A bell\"/>", svg)),
        ("and a caption", image("descr=\"A bell\"/>", svg) + &p("Beschriftung", "At noon.")),
        ("an image without a description", image("/>", svg)),
        ("a cropped image", image("descr=\"A bell\"/>", "<a:blip r:embed=\"rId1\"/><a:srcRect l=\"25000\"/>")),
        ("an image in EMF or WMF", image("descr=\"A plan\"/>", "<a:blip r:embed=\"rId2\"/>")),
        ("a text box", boxed),
        ("a table with a heading row, and a caption", {
            let properties = "<w:tblPr><w:tblStyle w:val=\"Gitter\"/><w:tblLook w:val=\"04A0\"/></w:tblPr>";
            let rows = ["Bell", "One"].map(|words| format!("<w:tr>{}</w:tr>", cell("", words))).concat();
            p("Beschriftung", "Bells") + &format!("<w:tbl>{properties}{rows}</w:tbl>")
        }),
        (
            "cells across columns",
            format!(
                "<w:tbl><w:tr>{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
                cell(span, "Bells"),
                cell("", "One"),
                cell("", "Two")
            ),
        ),
        ("a table of fields", table(&[["metadata", ""], ["Dek", "It has no rope."]])),
        ("a table that is a block", table(&[["Pull quote", ""], ["Words", "The sea does the work."]])),
        ("a table of contents", p("Verzeichnis1", "Who hung it")),
        ("tracked changes", runs(change)),
        ("a comment", runs("<w:r><w:commentReference w:id=\"1\"/></w:r>")),
        ("a formula", runs(formula)),
        ("a line", format!("{words}<w:p><w:r><w:pict><v:rect o:hr=\"t\"/></w:pict></w:r></w:p>{words}")),
    ];
    compare_drafts("Word", &of(&words), rows.iter().map(|(what, content)| (*what, of(content))));
}
