//! Word's `.docx`: what the core gets of it.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use broadsheet::import::docx::{self, Docx};
use broadsheet::import::{Content, Draft, Reader};
use expect_test::expect;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/native/import/fixtures/docx").join(name)
}

/// The draft of a single document.
pub(super) fn draft(file: &Path) -> Draft {
    let mut drafts = Vec::new();
    let losses = Docx::open(&[file.to_owned()]).unwrap().read(&mut |draft| drafts.push(draft)).unwrap();
    assert!(losses.is_empty(), "{losses:?}");
    assert_eq!(drafts.len(), 1);
    drafts.remove(0)
}

/// A draft as a text to compare.
fn show(draft: &Draft) -> String {
    let mut text = serde_json::to_string_pretty(&draft.fields).unwrap();
    let Content::Html(html) = &draft.content else { panic!("no HTML") };
    write!(text, "\n\n{html}").unwrap();
    for (name, bytes) in &draft.base.files {
        write!(text, "\nfile {name}: {} bytes", bytes.len()).unwrap();
    }
    for loss in &draft.losses {
        write!(text, "\nloss {}: {}", loss.cause.name(), loss.detail).unwrap();
    }
    // It would be invisible here.
    text.replace('\u{ad}', "⟨00AD⟩") + "\n"
}

#[test]
fn a_document_of_pandoc_comes_over_whole() {
    expect![[r##"
        {
          "headline": [
            "The bell at the end of the ",
            {
              "em": true,
              "text": "mole"
            }
          ],
          "standfirst": "It has no rope and no ringer. The sea does the work.",
          "authors": [
            "A. Writer",
            "B. Writer"
          ],
          "published": "2024-10-04",
          "tags": [
            "bells",
            "harbours"
          ],
          "lang": "en-GB"
        }

        <h2 id="who-hung-it-there">Who hung it there</h2>
        <p>The bell weighs <strong>90 kilograms</strong>.<a href="#footnote-20" role="doc-noteref">1</a> It hangs in an <em>iron</em> frame, and <code>ring()</code> is what the keeper calls the <s>machine</s> swell. H<sub>2</sub>O, 10<sup>3</sup> strokes and a <a href="https://example.org/bells?a=1&amp;b=2">list of bells</a>.</p>
        <blockquote>
        <p>Nobody asked for it.</p>
        <p>Now nobody would do without.</p>
        <cite>The harbour master</cite>
        </blockquote>
        <h3>How it is hung</h3>
        <ol>
        <li>The frame</li>
        <li>The bell
        <ul>
        <li>its crown</li>
        <li>its clapper</li>
        </ul>

        <p>The clapper is of oak.</p>
        </li>
        <li>The chain</li>
        </ol>

        <ul>
        <li>flat water</li>
        <li>a swell</li>
        </ul>
        <pre><code>for stroke in range(3):
            print("dong &lt;3&gt;")</code></pre>
        <figure><img src="media/rId22.png" alt="The bell in October." width="32" height="21"><figcaption>The bell in October.</figcaption></figure>
        <p>Back to <a href="#who-hung-it-there">who hung it</a>.</p>
        <table>
        <caption>Bells of the coast</caption>
        <thead>
        <tr><th>Place</th><th>Weight in kg</th></tr>
        </thead>
        <tr><td>The mole</td><td>90</td></tr>
        <tr><td>The reef</td><td>140</td></tr>
        </table>
        <hr>
        <p>The last word is in German: Glocke. Its sound is <x-loss cause="drawing">E=mc^2</x-loss>E=mc^2 away.</p>
        <aside id="footnote-20" role="doc-footnote">Without its <em>frame</em>.</aside>

        file media/rId22.png: 95 bytes
    "##]].assert_eq(&show(&draft(&fixture("pandoc.docx"))));
}

#[test]
fn a_document_of_libreoffice_comes_over_whole() {
    expect![[r##"
        {
          "headline": "Die Glocke am Ende der Mole",
          "standfirst": "Sie hat kein Seil. Das Meer läutet sie.",
          "authors": [
            "A. Schreiber",
            "B. von Schreiber"
          ],
          "lang": "de-DE"
        }

        <p>Sie hat <strong>kein Seil</strong> und auch <em>keinen Glöckner</em>.<a href="#footnote-2" role="doc-noteref">1</a> Das Meer <u>läutet</u> sie, <a href="https://example.org/glocken?a=1&amp;b=2">wie andere auch</a>. Auf Englisch heißt sie <span lang="en-GB">the bell</span>, und 10<sup>3</sup> Schläge sind <code>schlag()</code>.</p>
        <h2 id="aufhang">Wer sie aufgehängt hat</h2>
        <blockquote>
        <p>Niemand wollte sie.</p>
        <cite>Der Hafenmeister</cite>
        </blockquote>
        <ul>
        <li>Glattes Wasser
        <ul>
        <li>bei Ebbe</li>
        </ul>
        </li>
        <li>Dünung</li>
        </ul>

        <ol>
        <li>Der Rahmen</li>
        <li>Die Glocke</li>
        </ol>
        <h3>Was sie wiegt</h3>
        <table>
        <thead>
        <tr><th>Ort</th><th>Gewicht</th></tr>
        </thead>
        <tr><td rowspan="2">Mole</td><td>90</td></tr>
        <tr><td>91</td></tr>
        <tr><td colspan="2">Riff</td></tr>
        </table>
        <p>Neben diesem Absatz hängt ein Bild.</p>
        <figure><img src="media/image1.png" alt="Eine Glocke über grauem Wasser" width="189" height="124"><figcaption>Abbildung 1: Die Glocke im Oktober.</figcaption></figure>
        <pre><code>for schlag in range(3):
            print("dong")</code></pre>
        <p>Vor dem Umbruch<br>danach, siehe <a href="#aufhang">oben</a>.</p>
        <aside id="footnote-2" role="doc-footnote">Ohne den Rahmen.</aside>

        file media/image1.png: 95 bytes
        loss tracked-change: gar
        loss comment: Redaktion: Stimmt das?
    "##]].assert_eq(&show(&draft(&fixture("libreoffice.docx"))));
}

/// Namespaces as Word declares them.
const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
    xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
    xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
    xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"
    xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
    xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"
    xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
    xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
    xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"
    xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"
    xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    xmlns:dc="http://purl.org/dc/elements/1.1/""#;

/// The styles of a new document of Word, in German: the ids are translated, the names are not.
pub const STYLES: &str = r#"
    <w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Aptos"/><w:sz w:val="24"/>
      <w:lang w:val="de-DE" w:eastAsia="ja-JP" w:bidi="ar-SA"/></w:rPr></w:rPrDefault></w:docDefaults>
    <w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
    <w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/>
      <w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="40"/></w:rPr></w:style>
    <w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/><w:basedOn w:val="Standard"/>
      <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
    <w:style w:type="paragraph" w:customStyle="1" w:styleId="Zwischentitel"><w:name w:val="Zwischentitel"/>
      <w:basedOn w:val="berschrift2"/></w:style>
    <w:style w:type="paragraph" w:customStyle="1" w:styleId="Kapitel"><w:name w:val="Kapitel"/>
      <w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
    <w:style w:type="paragraph" w:styleId="Untertitel"><w:name w:val="Subtitle"/></w:style>
    <w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/><w:rPr><w:i/></w:rPr></w:style>
    <w:style w:type="paragraph" w:styleId="IntensivesZitat"><w:name w:val="Intense Quote"/><w:rPr><w:i/></w:rPr></w:style>
    <w:style w:type="paragraph" w:styleId="Listenabsatz"><w:name w:val="List Paragraph"/></w:style>
    <w:style w:type="paragraph" w:styleId="Aufzhlungszeichen"><w:name w:val="List Bullet"/>
      <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="Beschriftung"><w:name w:val="caption"/><w:rPr><w:i/></w:rPr></w:style>
    <w:style w:type="paragraph" w:styleId="HTMLVorformatiert"><w:name w:val="HTML Preformatted"/>
      <w:rPr><w:rFonts w:ascii="Consolas"/></w:rPr></w:style>
    <w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
    <w:style w:type="character" w:styleId="Fett"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="Hervorhebung"><w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:u w:val="single"/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="Funotenzeichen"><w:name w:val="footnote reference"/>
      <w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
    <w:style w:type="table" w:styleId="Gitter"><w:name w:val="Grid Table 1"/>
      <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>"#;

pub(super) const NUMBERING: &str = r#"
    <w:abstractNum w:abstractNumId="0">
      <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
      <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
    <w:abstractNum w:abstractNumId="1">
      <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
      <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>
    <w:abstractNum w:abstractNumId="2">
      <w:lvl w:ilvl="0"><w:numFmt w:val="none"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
    <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
    <w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
    <w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="5"/>
      <w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:lvlOverride></w:num>"#;

/// A document with these parts: names in `word/`, and content. `document`, `styles` and the like get their root element.
pub fn document(name: &str, parts: &[(&str, &str)]) -> PathBuf {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut links = String::new();
    for (part, content) in parts {
        let root = match *part {
            "document" => "document",
            "styles" | "numbering" | "footnotes" | "endnotes" | "comments" => part,
            "core" => {
                let core = format!("<cp:coreProperties {NAMESPACES}>{content}</cp:coreProperties>");
                files.push(("docProps/core.xml".to_owned(), core.into_bytes()));
                continue;
            }
            "links" => {
                links = (*content).to_owned();
                continue;
            }
            file => {
                files.push((format!("word/{file}"), content.as_bytes().to_vec()));
                continue;
            }
        };
        let content = if root == "document" { format!("<w:body>{content}</w:body>") } else { (*content).to_owned() };
        let xml = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:{root} {NAMESPACES}>{content}</w:{root}>");
        files.push((format!("word/{part}.xml"), xml.into_bytes()));
    }
    let links = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{links}</Relationships>"
    );
    files.push(("word/_rels/document.xml.rels".to_owned(), links.into_bytes()));
    write(name, &files)
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("import-docx").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A zip archive of these files.
fn write(name: &str, files: &[(String, Vec<u8>)]) -> PathBuf {
    let file = folder(name).join("the-bell.docx");
    let mut zip = ZipWriter::new(fs::File::create(&file).unwrap());
    for (name, bytes) in files {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
    file
}

/// What comes over of a document's paragraphs, in Word's styles.
pub(super) fn body(name: &str, content: &str) -> Draft {
    draft(&document(name, &[("styles", STYLES), ("numbering", NUMBERING), ("document", content)]))
}

fn html(draft: &Draft) -> &str {
    let Content::Html(html) = &draft.content else { panic!("no HTML") };
    html
}

/// A paragraph of words in a style.
pub fn p(style: &str, words: &str) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>"
    )
}

/// A run with these properties.
pub(super) fn r(properties: &str, words: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

pub(super) fn item(list: u32, level: u32, words: &str) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Listenabsatz\"/><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>\
         </w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
    )
}

#[test]
fn styles_are_known_by_translated_ids_by_names_and_by_what_they_inherit() {
    let content = [
        p("Titel", "Die Glocke"),
        p("Untertitel", "Das Meer läutet sie."),
        p("Standard", "Ein Absatz."),
        p("berschrift1", "Wer sie aufhängte"),
        p("Zwischentitel", "Ein Zwischentitel"),
        p("Kapitel", "Ein Kapitel"),
        p("Zitat", "Niemand wollte sie."),
        p("Zitat", "— Der Hafenmeister"),
        p("IntensivesZitat", "Das Meer tut die Arbeit."),
        p("Aufzhlungszeichen", "Ein Punkt"),
        p("HTMLVorformatiert", "if a &lt; b:"),
        p("HTMLVorformatiert", "    dong()"),
        p("GibtEsNicht", "Ohne Stil."),
        p("Heading3", "Eine Überschrift, deren Stil fehlt"),
    ];
    let draft = body("styles", &content.concat());
    expect![[r#"
        {
          "headline": "Die Glocke",
          "standfirst": "Das Meer läutet sie.",
          "lang": "de-DE"
        }

        <p>Ein Absatz.</p>
        <h2>Wer sie aufhängte</h2>
        <h3>Ein Zwischentitel</h3>
        <h4>Ein Kapitel</h4>
        <blockquote>
        <p>Niemand wollte sie.</p>
        <cite>Der Hafenmeister</cite>
        </blockquote>
        <blockquote class="pullquote">
        <p>Das Meer tut die Arbeit.</p>
        </blockquote>
        <ul>
        <li>Ein Punkt</li>
        </ul>
        <pre><code>if a &lt; b:
            dong()</code></pre>
        <p>Ohne Stil.</p>
        <h4>Eine Überschrift, deren Stil fehlt</h4>

    "#]]
    .assert_eq(&show(&draft));
}

#[test]
fn runs_keep_what_the_format_has_and_lose_the_rest_with_a_trace() {
    let content = [
        "<w:p>".to_owned(),
        r("<w:b/>", "fett "),
        r("<w:b/>", "geteilt"),
        r("", " "),
        r("<w:i w:val=\"0\"/>", "gerade "),
        r("<w:rStyle w:val=\"Hervorhebung\"/>", "betont"),
        r("<w:rStyle w:val=\"Fett\"/><w:b w:val=\"false\"/>", " nicht fett "),
        r("<w:strike/>", "gestrichen"),
        r("<w:u w:val=\"single\"/>", "unterstrichen"),
        r("<w:u w:val=\"none\"/>", " "),
        r("<w:vertAlign w:val=\"superscript\"/>", "2"),
        r("<w:vertAlign w:val=\"subscript\"/>", "3"),
        r("<w:smallCaps/>", "Kapitälchen"),
        r("<w:vanish/>", "versteckt"),
        r("<w:rFonts w:ascii=\"Courier New\"/>", "dong()"),
        r("<w:lang w:val=\"en-GB\"/>", " the bell "),
        r("<w:lang w:val=\"de-AT\"/>", "Glocke"),
        r("<w:rtl/>", "جرس"),
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:br w:type=\"page\"/><w:t>d</w:t><w:noBreakHyphen/>\
         <w:softHyphen/><w:sym w:font=\"Wingdings\" w:char=\"F0E0\"/><w:sym w:font=\"Wingdings\" w:char=\"F0FF\"/>\
         <w:sym w:font=\"Symbol\" w:char=\"F061\"/></w:r>"
            .to_owned(),
        "</w:p>".to_owned(),
        // A style that is in italics: a stressed word in it is upright.
        "<w:p><w:pPr><w:pStyle w:val=\"Zitat\"/></w:pPr>".to_owned(),
        r("", "Niemand "),
        r("<w:rStyle w:val=\"Hervorhebung\"/>", "wollte"),
        r("<w:i/>", " sie."),
        "</w:p>".to_owned(),
    ];
    let draft = body("runs", &content.concat());
    expect![[r#"
        {
          "lang": "de-DE"
        }

        <p><strong>fett geteilt</strong> gerade <em>betont</em> nicht fett <s>gestrichen</s><u>unterstrichen</u> <sup>2</sup><sub>3</sub><x-loss cause="formatting">Kapitälchen</x-loss>Kapitälchen<code>dong()</code><span lang="en-GB"> the bell </span>Glocke<span lang="ar-SA">جرس</span>a	b<br>cd‑⟨00AD⟩→<x-loss cause="symbol">F0FF of the font Wingdings</x-loss>α</p>
        <blockquote>
        <p>Niemand <em>wollte</em> sie.</p>
        </blockquote>

    "#]].assert_eq(&show(&draft));
}

#[test]
fn lists_nest_and_count_on_and_a_number_without_a_list_is_a_paragraph() {
    let content = [
        item(1, 0, "Punkt"),
        item(1, 1, "darunter"),
        item(2, 2, "ohne Ebene"),
        item(1, 0, "Punkt"),
        p("Standard", "Dazwischen."),
        item(2, 0, "eins"),
        item(2, 1, "a"),
        item(2, 1, "b"),
        item(2, 0, "zwei"),
        p("Standard", "Und weiter."),
        item(2, 0, "drei"),
        item(2, 1, "wieder a"),
        item(4, 0, "fünf"),
        item(0, 0, "aus der Liste genommen"),
        item(3, 0, "eine Liste ohne Zeichen"),
        item(77, 0, "eine Liste, die es nicht gibt"),
    ];
    let draft = body("lists", &content.concat());
    expect![[r#"
        {
          "lang": "de-DE"
        }

        <ul>
        <li>Punkt
        <ul>
        <li>darunter
        <ol>
        <li>ohne Ebene</li>
        </ol>
        </li>
        </ul>
        </li>
        <li>Punkt</li>
        </ul>
        <p>Dazwischen.</p>
        <ol>
        <li>eins
        <ol>
        <li>a</li>
        <li>b</li>
        </ol>
        </li>
        <li>zwei</li>
        </ol>
        <p>Und weiter.</p>
        <ol start="3">
        <li>drei
        <ol>
        <li>wieder a</li>
        </ol>
        </li>
        </ol>

        <ol start="5">
        <li>fünf</li>
        </ol>
        <p>aus der Liste genommen</p>
        <p>eine Liste ohne Zeichen</p>
        <p>eine Liste, die es nicht gibt</p>

    "#]]
    .assert_eq(&show(&draft));
}

#[test]
fn links_are_relationships_fields_or_places_and_fields_show_their_result() {
    let field = |instruction: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let content = [
        "<w:p><w:hyperlink r:id=\"rId1\"><w:r><w:rPr><w:rStyle w:val=\"Hyperlink\"/></w:rPr><w:t>eine</w:t></w:r>\
         <w:r><w:rPr><w:rStyle w:val=\"Hyperlink\"/><w:b/></w:rPr><w:t>Adresse</w:t></w:r></w:hyperlink></w:p>"
            .to_owned(),
        format!("<w:p>{}</w:p>", field(" HYPERLINK &quot;https://example.org/a b&quot; \\l &quot;teil&quot; \\o &quot;Tipp&quot; ", "ein Feld")),
        format!("<w:p>{}</w:p>", field(" PAGE ", "7")),
        format!("<w:p>vor{}nach</w:p>", field(" XE &quot;Glocke&quot; ", "unsichtbar")),
        "<w:p><w:fldSimple w:instr=\" HYPERLINK &quot;https://example.org/&quot; \"><w:r><w:t>kurz</w:t></w:r></w:fldSimple></w:p>".to_owned(),
        "<w:p><w:hyperlink w:anchor=\"oben\"><w:r><w:t>nach oben</w:t></w:r></w:hyperlink>, \
         <w:hyperlink w:anchor=\"_top\"><w:r><w:t> nirgendwohin</w:t></w:r></w:hyperlink></w:p>"
            .to_owned(),
        "<w:p><w:pPr><w:pStyle w:val=\"berschrift2\"/></w:pPr><w:bookmarkStart w:id=\"0\" w:name=\"oben\"/><w:r><w:t>Oben</w:t></w:r>\
         <w:bookmarkEnd w:id=\"0\"/></w:p>"
            .to_owned(),
        // A table of contents, whose field ends in another paragraph.
        format!(
            "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>Oben 1</w:t></w:r></w:p>{}\
             <w:p><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
            p("Standard", "Unten 2")
        ),
        p("Standard", "Schluss."),
    ];
    let links = r#"<Relationship Id="rId1" Type="http://x/hyperlink" Target="https://example.org/?a=1&amp;b=2" TargetMode="External"/>"#;
    let parts = [("styles", STYLES), ("links", links), ("document", &content.concat())];
    expect![[r##"
        {
          "lang": "de-DE"
        }

        <p><a href="https://example.org/?a=1&amp;b=2">eine<strong>Adresse</strong></a></p>
        <p><a href="https://example.org/a b#teil">ein Feld</a></p>
        <p>7</p>
        <p><a href="https://example.org/">kurz</a></p>
        <p><a href="#oben">nach oben</a>nirgendwohin</p>
        <h2 id="oben">Oben</h2>
        <p>Schluss.</p>

        loss contents: 
    "##]]
    .assert_eq(&show(&draft(&document("links", &parts))));
}

#[test]
fn a_field_that_nobody_ended_does_not_hide_the_rest() {
    let content = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>\
                   <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r></w:p><w:p><w:r><w:t>Der Rest.</w:t></w:r></w:p>";
    assert!(html(&body("open-field", content)).contains("Der Rest."));
}

#[test]
fn footnotes_and_endnotes_come_with_their_links() {
    let notes = r#"<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>nie</w:t></w:r></w:p></w:footnote>
        <w:footnote w:id="2"><w:p><w:r><w:rPr><w:rStyle w:val="Funotenzeichen"/></w:rPr><w:footnoteRef/></w:r>
        <w:r><w:t xml:space="preserve"> Ohne den </w:t></w:r><w:hyperlink r:id="rId1"><w:r><w:t>Rahmen</w:t></w:r></w:hyperlink></w:p></w:footnote>
        <w:footnote w:id="3"><w:p><w:r><w:t>Erster.</w:t></w:r></w:p><w:p><w:r><w:t>Zweiter.</w:t></w:r></w:p></w:footnote>"#;
    let ends = r#"<w:endnote w:id="2"><w:p><w:r><w:t>Am Ende.</w:t></w:r></w:p></w:endnote>"#;
    let content = r#"<w:p><w:r><w:t>Sie wiegt</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Funotenzeichen"/></w:rPr><w:footnoteReference w:id="2"/></w:r>
        <w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>*</w:t></w:r><w:r><w:endnoteReference w:id="2"/></w:r>
        <w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:footnoteReference w:id="9"/></w:r></w:p>"#;
    let links = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="rId1" Type="http://x/hyperlink" Target="https://example.org/rahmen" TargetMode="External"/></Relationships>"#;
    let parts = [
        ("styles", STYLES),
        ("footnotes", notes),
        ("endnotes", ends),
        ("_rels/footnotes.xml.rels", links),
        ("document", content),
    ];
    expect![[r##"
        {
          "lang": "de-DE"
        }

        <p>Sie wiegt<a href="#footnote-2" role="doc-noteref">1</a><a href="#footnote-3" role="doc-noteref">2</a><a href="#endnote-2" role="doc-noteref">3</a><a href="#footnote-2" role="doc-noteref">1</a></p>
        <aside id="footnote-2" role="doc-footnote">Ohne den <a href="https://example.org/rahmen">Rahmen</a></aside>
        <aside id="footnote-3" role="doc-footnote"><p>Erster.</p>
        <p>Zweiter.</p>
        </aside>
        <aside id="endnote-2" role="doc-footnote">Am Ende.</aside>

    "##]].assert_eq(&show(&draft(&document("notes", &parts))));
}

#[test]
fn tables_have_spans_heads_and_captions() {
    let cell = |properties: &str, words: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>")
    };
    let content = [
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Gitter\"/><w:tblLook w:val=\"04A0\"/></w:tblPr>".to_owned(),
        format!("<w:tr>{}{}</w:tr>", cell("", "Ort"), cell("<w:gridSpan w:val=\"2\"/>", "Gewicht")),
        format!("<w:tr>{}{}{}</w:tr>", cell("<w:vMerge w:val=\"restart\"/>", "Mole"), cell("", "90"), cell("", "kg")),
        format!("<w:tr>{}{}{}</w:tr>", cell("<w:vMerge/>", ""), cell("", "91"), cell("", "kg")),
        format!("<w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>{}</w:tr>", cell("", "gestrichen")),
        format!("<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}{}</w:tr>", cell("", "a"), cell("", "b")),
        "</w:tbl>".to_owned(),
        p("Beschriftung", "Tabelle 1: Glocken"),
        // A block that an editor wrote as a table.
        format!(
            "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}<w:tc>{}{}</w:tc></w:tr></w:tbl>",
            cell("", "metadata"),
            cell("", ""),
            cell("", "hed"),
            p("Standard", "Eine Glocke"),
            item(1, 0, "mit Punkt"),
        ),
        "<w:tbl><w:tblPr/></w:tbl>".to_owned(),
    ];
    let draft = body("tables", &content.concat());
    expect![[r#"
        {
          "lang": "de-DE"
        }

        <table>
        <caption>Tabelle 1: Glocken</caption>
        <thead>
        <tr><th>Ort</th><th colspan="2">Gewicht</th></tr>
        </thead>
        <tr><td rowspan="2">Mole</td><td>90</td><td>kg</td></tr>
        <tr><td>91</td><td>kg</td></tr>
        <tr><td></td><td>a</td><td>b</td></tr>
        </table>
        <table>
        <tr><td>metadata</td><td></td></tr>
        <tr><td>hed</td><td><p>Eine Glocke</p>
        <ul>
        <li>mit Punkt</li>
        </ul></td></tr>
        </table>

        loss tracked-change: gestrichen
    "#]]
    .assert_eq(&show(&draft));
}

/// A picture in a run: what is said of it, its `a:blip`, and whether words flow around it.
pub(super) fn picture(properties: &str, blip: &str, is_anchored: bool) -> String {
    let kind = if is_anchored { "anchor" } else { "inline" };
    format!(
        "<w:r><w:drawing><wp:{kind}><wp:extent cx=\"1905000\" cy=\"952500\"/><wp:docPr id=\"1\" name=\"Grafik 1\" {properties}\
         <a:graphic><a:graphicData><pic:pic><pic:blipFill>{blip}<a:stretch/></pic:blipFill></pic:pic></a:graphicData></a:graphic>\
         </wp:{kind}></w:drawing></w:r>"
    )
}

#[test]
fn images_come_with_their_description_size_caption_and_file() {
    let png = fs::read(fixture("picture.png")).unwrap();
    let svg = "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    let content = [
        format!("<w:p>{}</w:p>", picture("descr=\"Eine Glocke\"/>", "<a:blip r:embed=\"rId1\"/>", false)),
        p("Beschriftung", "Abbildung 1: Die Glocke"),
        // Two side by side; of the first there is a drawing, too, and the second is only decoration.
        format!(
            "<w:p>{}{}</w:p>",
            picture(
                "descr=\"Eine Zeichnung&#10;&#10;Description automatically generated\"/>",
                "<a:blip r:embed=\"rId1\"><a:extLst><a:ext><asvg:svgBlip r:embed=\"rId2\"/></a:ext></a:extLst></a:blip>",
                false,
            ),
            picture("><a:extLst><a:ext><adec:decorative val=\"1\"/></a:ext></a:extLst></wp:docPr>", "<a:blip r:embed=\"rId1\"/>", false),
        ),
        // Beside the words, and with a link; its description is only the name of a file.
        format!(
            "<w:p>{}<w:r><w:t>Daneben steht etwas.</w:t></w:r></w:p>",
            picture("descr=\"C:\\bilder\\glocke.png\"><a:hlinkClick r:id=\"rId5\"/></wp:docPr>", "<a:blip r:link=\"rId3\"/>", true),
        ),
        // Cropped, within words.
        format!(
            "<w:p><w:r><w:t>Vor </w:t></w:r>{}<w:r><w:t>nach</w:t></w:r></w:p>",
            picture("descr=\"Halb\"/>", "<a:blip r:embed=\"rId1\"/><a:srcRect l=\"25000\"/>", false)
        ),
        // A kind that browsers do not show, one that is missing, one of which the name climbs out.
        format!("<w:p>{}</w:p>", picture("descr=\"Ein Plan\"/>", "<a:blip r:embed=\"rId4\"/>", false)),
        format!("<w:p>{}</w:p>", picture("/>", "<a:blip r:embed=\"rId9\"/>", false)),
        format!("<w:p>{}</w:p>", picture("/>", "<a:blip r:embed=\"rId6\"/>", false)),
        // Word's older language of drawings.
        "<w:p><w:r><w:pict><v:shape alt=\"Alt\" style=\"width:90pt;height:1in\"><v:imagedata r:id=\"rId1\"/></v:shape></w:pict></w:r></w:p>"
            .to_owned(),
        "<w:p><w:r><w:pict><v:rect o:hr=\"t\"/></w:pict></w:r></w:p>".to_owned(),
    ];
    let links = r#"<Relationship Id="rId1" Type="http://x/image" Target="media/image1.png"/>
        <Relationship Id="rId2" Type="http://x/image" Target="media/image2.svg"/>
        <Relationship Id="rId3" Type="http://x/image" Target="https://example.org/a.jpg" TargetMode="External"/>
        <Relationship Id="rId4" Type="http://x/image" Target="media/image3.emf"/>
        <Relationship Id="rId5" Type="http://x/hyperlink" Target="https://example.org/" TargetMode="External"/>
        <Relationship Id="rId6" Type="http://x/image" Target="../../../secret.png"/>"#;
    let parts: Vec<(String, Vec<u8>)> = vec![
        ("word/media/image1.png".to_owned(), png),
        ("word/media/image2.svg".to_owned(), svg.as_bytes().to_vec()),
        ("word/media/image3.emf".to_owned(), b"\x01\0\0\0".to_vec()),
        ("word/styles.xml".to_owned(), format!("<w:styles {NAMESPACES}>{STYLES}</w:styles>").into_bytes()),
        ("word/document.xml".to_owned(), format!("<w:document {NAMESPACES}><w:body>{}</w:body></w:document>", content.concat()).into_bytes()),
        (
            "word/_rels/document.xml.rels".to_owned(),
            format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{links}</Relationships>").into_bytes(),
        ),
    ];
    expect![[r#"
        {
          "lang": "de-DE"
        }

        <figure><img src="media/image1.png" alt="Eine Glocke" width="200" height="100"><figcaption>Abbildung 1: Die Glocke</figcaption></figure>
        <figure class="gallery"><figure><img src="media/image2.svg" alt="Eine Zeichnung" width="200" height="100"></figure><figure><img role="presentation" src="media/image1.png" alt="" width="200" height="100"></figure></figure>
        <figure><a href="https://example.org/"><img src="https://example.org/a.jpg" width="200" height="100"></a></figure>
        <p>Daneben steht etwas.</p>
        <p>Vor<x-loss cause="crop">Halb</x-loss><img src="media/image1.png" alt="Halb" width="200" height="100">nach</p>
        <p><x-loss cause="image-format">word/media/image3.emf</x-loss></p>
        <p>Ein Plan</p>
        <p><x-loss cause="missing-image">Grafik 1</x-loss></p>
        <p><x-loss cause="missing-image"></x-loss></p>
        <figure><img src="media/image1.png" alt="Alt" width="120" height="96"></figure>
        <hr>

        file media/image1.png: 95 bytes
        file media/image2.svg: 62 bytes
    "#]].assert_eq(&show(&draft(&write("images", &parts))));
}

#[test]
fn text_boxes_come_once_and_drawings_leave_their_words_and_a_loss() {
    let boxed = |words: &str| {
        format!(
            "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><wp:docPr id=\"1\" name=\"Textfeld\"/><a:graphic>\
             <a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{words}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>\
             </wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect><v:textbox><w:txbxContent>{words}</w:txbxContent>\
             </v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    };
    let graphic = |content: &str| {
        format!(
            "<w:p><w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"Grafik 7\"/><a:graphic><a:graphicData>{content}</a:graphicData>\
             </a:graphic></wp:inline></w:drawing></w:r></w:p>"
        )
    };
    let content = [
        format!("<w:p>{}<w:r><w:t>Neben dem Kasten.</w:t></w:r></w:p>", boxed(&[p("berschrift2", "Kasten"), p("Standard", "Worte.")].concat())),
        graphic("<c:chart r:id=\"rId1\"/>"),
        graphic("<dgm:relIds r:dm=\"rId2\"/>"),
        graphic("<wps:wsp><wps:spPr/></wps:wsp>"),
        "<w:p><w:r><w:object><v:shape/><o:OLEObject ProgID=\"Excel.Sheet.12\"/></w:object></w:r></w:p>".to_owned(),
        "<w:p><w:r><w:t xml:space=\"preserve\">Es gilt </w:t></w:r><m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num>\
         <m:den><m:r><m:t>2</m:t></m:r></m:den></m:f><m:r><m:t>=</m:t></m:r><m:rad><m:deg/><m:e><m:r><m:t>c</m:t></m:r></m:e></m:rad>\
         </m:oMath></w:p>"
            .to_owned(),
        "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Hier klicken</w:t></w:r></w:sdtContent></w:sdt>\
         <w:sdt><w:sdtContent><w:r><w:t>Ein Feld, </w:t></w:r></w:sdtContent></w:sdt><w:smartTag><w:r><w:t>eine Marke</w:t></w:r></w:smartTag></w:p>"
            .to_owned(),
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>かね</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>鐘</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>".to_owned(),
    ];
    let links = r#"<Relationship Id="rId1" Type="http://x/chart" Target="charts/chart1.xml"/>
        <Relationship Id="rId2" Type="http://x/diagramData" Target="diagrams/data1.xml"/>"#;
    let chart =
        format!("<c:chartSpace {NAMESPACES}><c:chart><c:title><a:t>Schläge</a:t></c:title></c:chart></c:chartSpace>");
    let diagram = format!(
        "<dgm:dataModel {NAMESPACES}><dgm:pt><a:t>Meer</a:t></dgm:pt><dgm:pt/><dgm:pt><a:t>Glocke</a:t></dgm:pt></dgm:dataModel>"
    );
    let parts = [
        ("styles", STYLES),
        ("links", links),
        ("charts/chart1.xml", &chart),
        ("diagrams/data1.xml", &diagram),
        ("document", &content.concat()),
    ];
    expect![[r#"
        {
          "lang": "de-DE"
        }

        <aside>
        <h2>Kasten</h2>
        <p>Worte.</p>
        </aside>
        <p>Neben dem Kasten.</p>
        <p><x-loss cause="drawing">chart: Schläge</x-loss></p>
        <p>Schläge</p>
        <p><x-loss cause="drawing">diagram: Meer, Glocke</x-loss></p>
        <p>Meer</p>
        <p>Glocke</p>
        <p><x-loss cause="drawing">Grafik 7</x-loss></p>
        <p><x-loss cause="drawing">an embedded object (Excel.Sheet.12)</x-loss></p>
        <p>Es gilt <x-loss cause="drawing">(a+b)/2=√c</x-loss>(a+b)/2=√c</p>
        <p>Ein Feld,eine Marke</p>
        <p><span lang="ja-JP">鐘</span> (<span lang="ja-JP">かね</span>)</p>

    "#]]
    .assert_eq(&show(&draft(&document("drawings", &parts))));
}

#[test]
fn tracked_changes_are_accepted_and_comments_named() {
    let content = "<w:p><w:r><w:t xml:space=\"preserve\">Sie wiegt </w:t></w:r><w:del><w:r><w:delText>80</w:delText></w:r></w:del>\
        <w:ins><w:r><w:t>90</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\"> kg.</w:t></w:r><w:r><w:commentReference w:id=\"1\"/></w:r>\
        <w:moveFrom><w:r><w:t> weg</w:t></w:r></w:moveFrom></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space=\"preserve\">Aus zwei Absätzen </w:t></w:r></w:p>\
        <w:p><w:r><w:t>wird einer.</w:t></w:r></w:p>\
        <w:moveTo><w:p><w:r><w:t>Hierher.</w:t></w:r></w:p></w:moveTo>";
    let comments = "<w:comment w:id=\"1\" w:author=\"Redaktion\"><w:p><w:r><w:t>Wirklich?</w:t></w:r></w:p></w:comment>\
        <w:comment w:id=\"2\"><w:p><w:r><w:t>Ja.</w:t></w:r></w:p><w:p><w:r><w:t>Gewogen.</w:t></w:r></w:p></w:comment>";
    let parts = [("styles", STYLES), ("comments", comments), ("document", content)];
    expect![[r#"
        {
          "lang": "de-DE"
        }

        <p>Sie wiegt 90 kg.</p>
        <p>Aus zwei Absätzen wird einer.</p>
        <p>Hierher.</p>

        loss tracked-change: 80
        loss comment: Redaktion: Wirklich?
        loss comment: Ja. Gewogen.
    "#]]
    .assert_eq(&show(&draft(&document("changes", &parts))));
}

/// The fields of a document with these properties and paragraphs, and its HTML in one line.
fn front(core: &str, content: &[String]) -> String {
    let parts = [("styles", STYLES), ("core", core), ("document", &content.concat())];
    let draft = draft(&document("front", &parts));
    let mut fields = draft.fields.clone();
    fields.remove("lang");
    format!("{} {}", serde_json::Value::from(fields), html(&draft).replace('\n', ""))
}

#[test]
fn the_headline_is_a_title_a_property_a_heading_or_large_bold_words() {
    let large = "<w:p><w:r><w:rPr><w:b/><w:sz w:val=\"36\"/></w:rPr><w:t>Groß und fett</w:t></w:r></w:p>".to_owned();
    let text = || p("Standard", "Text.");
    let core = "<dc:title>Die Glocke</dc:title><dc:creator>A. Schreiber;B. Schreiber</dc:creator><cp:keywords>Glocken, Häfen</cp:keywords>";
    let cases = [
        front(
            core,
            &[
                p("Titel", "Ein Titel"),
                p("Titel", "in zwei Zeilen"),
                p("Untertitel", "Dazu"),
                p("Standard", "Von C. Schreiber"),
                text(),
            ],
        ),
        front(core, &[text(), p("berschrift1", "Teil")]),
        front(core, &[p("Standard", "Die Glocke!"), text()]),
        front(
            "<dc:title>Microsoft Word - Dokument1</dc:title><dc:creator>python-docx</dc:creator>",
            &[p("berschrift1", "Kopf"), text()],
        ),
        front(
            "<dc:title>Dokument1</dc:title>",
            &[p("Standard", "Oben."), p("berschrift1", "Eins"), p("berschrift1", "Zwei")],
        ),
        front("", &[p("berschrift1", "Kopf"), text(), p("berschrift1", "Teil"), p("berschrift2", "Darunter")]),
        front("", &[large.clone(), text()]),
        front("", &[large.clone(), large, text()]),
        front("", &[text()]),
        front(
            "",
            &[p("Titel", "Kopf"), p("Standard", "Von Hamburg nach Kiel"), p("Standard", "By the end of the day.")],
        ),
    ];
    expect![[r#"
        {"headline":"Ein Titel in zwei Zeilen","standfirst":"Dazu","authors":["C. Schreiber"],"tags":["Glocken","Häfen"]} <p>Text.</p>
        {"headline":"Die Glocke","authors":["A. Schreiber","B. Schreiber"],"tags":["Glocken","Häfen"]} <p>Text.</p><h2>Teil</h2>
        {"headline":"Die Glocke!","authors":["A. Schreiber","B. Schreiber"],"tags":["Glocken","Häfen"]} <p>Text.</p>
        {"headline":"Kopf"} <p>Text.</p>
        {} <p>Oben.</p><h2>Eins</h2><h2>Zwei</h2>
        {"headline":"Kopf"} <p>Text.</p><h2>Teil</h2><h3>Darunter</h3>
        {"headline":"Groß und fett"} <p>Text.</p>
        {} <p><strong>Groß und fett</strong></p><p><strong>Groß und fett</strong></p><p>Text.</p>
        {} <p>Text.</p>
        {"headline":"Kopf"} <p>Von Hamburg nach Kiel</p><p>By the end of the day.</p>
    "#]].assert_eq(&(cases.join("\n") + "\n"));
}

/// What is said of a file that is no document.
fn refused(name: &str, bytes: &[u8]) -> String {
    let file = folder(&name.replace('.', "-")).join(name);
    fs::write(&file, bytes).unwrap();
    let error = Docx::open(std::slice::from_ref(&file)).and_then(|docx| docx.read(&mut |_| ())).unwrap_err();
    error.to_string().replace(&format!("{} can't be imported: ", file.display()), "")
}

#[test]
fn what_is_no_document_is_named_with_what_to_do() {
    let ole = |inside: &str| {
        let name: Vec<u8> = inside.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), vec![0; 600], name].concat()
    };
    let whole = fs::read(fixture("pandoc.docx")).unwrap();
    let mut empty = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    empty.start_file("a.txt", SimpleFileOptions::default()).unwrap();
    let empty = empty.finish().unwrap().into_inner();
    let open_document =
        [b"PK\x03\x04".to_vec(), vec![0; 26], b"mimetypeapplication/vnd.oasis.opendocument.text".to_vec()].concat();
    let answers = [
        refused("old.doc", &ole("WordDocument")),
        refused("locked.docx", &ole("EncryptedPackage")),
        refused("rich.rtf", b"{\\rtf1 Hello}"),
        refused("open.odt", &open_document),
        refused("cut.docx", &whole[..whole.len() / 2]),
        refused("empty.docx", b""),
        refused("other.docx", &empty),
    ];
    expect![[r#"
        it is in the old format of Word. Open it in Word or LibreOffice, save it as .docx, and import that
        it is protected by a password. Open it in Word or LibreOffice, save it as .docx without a password, and import that
        it is rich text (RTF). Open it in Word or LibreOffice, save it as .docx, and import that
        it is an OpenDocument text. Open it in LibreOffice, save it as .docx, and import that; or import what `pandoc -t json` makes of it
        it is cut off or damaged. Copy it again, or open it in Word, which may repair it
        it is no .docx: open it in Word or LibreOffice, save it as .docx, and import that
        it is no document of Word: it has no word/document.xml
    "#]].assert_eq(&(answers.join("\n") + "\n"));
}

#[test]
fn a_zip_bomb_is_refused_and_a_broken_text_comes_as_far_as_it_goes() {
    let blank = |size: usize| vec![b' '; size];
    let bomb = write("bomb", &[("word/document.xml".to_owned(), blank(80 << 20))]);
    let error = Docx::open(std::slice::from_ref(&bomb)).unwrap().read(&mut |_| ()).unwrap_err().to_string();
    assert!(error.contains("word/document.xml in it is larger than in any document"), "{error}");
    let dense = write("dense", &[("word/document.xml".to_owned(), blank(20 << 20))]);
    assert!(Docx::open(&[dense]).unwrap().read(&mut |_| ()).is_err());
    let cut = format!("<w:document {NAMESPACES}><w:body>{}{}", p("Standard", "Ganz."), "<w:p><w:r><w:t>Hal");
    let cut = draft(&write("cut", &[("word/document.xml".to_owned(), cut.into_bytes())]));
    assert_eq!(html(&cut), "<p>Ganz.</p>\n<p>Hal</p>\n");
    assert_eq!(cut.losses[0].cause.name(), "broken");
    // Of several files, the others come over.
    let good = fixture("pandoc.docx");
    let mut count = 0;
    let losses = Docx::open(&[bomb, good]).unwrap().read(&mut |_| count += 1).unwrap();
    assert_eq!((count, losses.len()), (1, 1));
}

#[test]
fn a_document_nested_deeply_keeps_its_words() {
    for (open, close) in [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        (
            "<w:p><w:r><w:pict><v:rect><v:textbox><w:txbxContent>",
            "</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>",
        ),
        ("<w:p><w:hyperlink>", "</w:hyperlink></w:p>"),
        ("<x>", "</x>"),
    ] {
        let content =
            [open.repeat(10_000), p("Standard", "Tief unten."), close.repeat(10_000), p("Standard", "Danach.")]
                .concat();
        let draft = body("deep", &content);
        assert!(open == "<x>" || html(&draft).contains("Tief unten."), "{open}");
        assert!(html(&draft).contains("Danach."), "{open}");
    }
}

#[test]
fn a_document_is_recognised_by_its_content() {
    let is = |bytes: &[u8], name: &str| docx::is(bytes, Path::new(name));
    let document = fs::read(fixture("libreoffice.docx")).unwrap();
    assert!(is(&document, "a.docx") && is(&document, "a"));
    assert!(is(b"{\\rtf1", "a.rtf") && is(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a.doc"));
    assert!(
        !is(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a.xls")
            && !is(b"PK\x03\x04 xl/", "a.xlsx")
            && !is(b"<html>", "a.docx")
    );
}

#[test]
fn images_that_differ_in_their_ending_alone_are_two_files() {
    let png = fs::read(fixture("picture.png")).unwrap();
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec();
    let picture = |id: &str| {
        format!("<w:p>{}</w:p>", picture("descr=\"Eine Glocke\"/>", &format!("<a:blip r:embed=\"{id}\"/>"), false))
    };
    let content = [picture("rId1"), picture("rId2"), picture("rId1"), picture("rId3")].concat();
    let links = ["image1.png", "image1.svg", "image1.jpeg"].iter().enumerate().map(|(at, name)| {
        format!("<Relationship Id=\"rId{}\" Type=\"http://x/image\" Target=\"media/{name}\"/>", at + 1)
    });
    let links: String = links.collect();
    let draft = draft(&write("same-stem", &[
        ("word/media/image1.png".to_owned(), png.clone()),
        ("word/media/image1.svg".to_owned(), svg),
        // Not what its name says.
        ("word/media/image1.jpeg".to_owned(), png),
        ("word/document.xml".to_owned(), format!("<w:document {NAMESPACES}><w:body>{content}</w:body></w:document>").into_bytes()),
        (
            "word/_rels/document.xml.rels".to_owned(),
            format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{links}</Relationships>").into_bytes(),
        ),
    ]));
    let names: Vec<_> = draft.base.files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["media/image1.png", "media/image1.svg", "media/image1-3.png"]);
    let sources: Vec<_> = html(&draft).split("src=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(sources, [names[0], names[1], names[0], names[2]]);
}

#[test]
fn a_document_of_the_strict_standard_is_read_like_others() {
    let strict = NAMESPACES
        .replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        .replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        );
    assert_ne!(strict, NAMESPACES);
    let content = [p("Titel", "Die Glocke"), p("berschrift1", "Teil"), item(1, 0, "Punkt")].concat();
    let part = |name: &str, inner: &str| {
        (format!("word/{name}.xml"), format!("<w:{name} {strict}>{inner}</w:{name}>").into_bytes())
    };
    let draft = draft(&write(
        "strict",
        &[
            part("styles", STYLES),
            part("numbering", NUMBERING),
            part("document", &format!("<w:body>{content}</w:body>")),
        ],
    ));
    assert_eq!(draft.fields["headline"], "Die Glocke");
    assert_eq!(html(&draft), "<h2>Teil</h2>\n<ul>\n<li>Punkt</li>\n</ul>\n");
}

#[test]
fn names_that_climb_out_and_symbolic_links_bring_no_file_from_elsewhere() {
    let file = folder("links").join("the-bell.docx");
    let mut zip = ZipWriter::new(fs::File::create(&file).unwrap());
    let options = SimpleFileOptions::default();
    for (name, content) in [
        ("../../word/styles.xml", "<x/>".to_owned()),
        (
            "word/document.xml",
            format!(
                "<w:document {NAMESPACES}><w:body><w:p>{}{}</w:p></w:body></w:document>",
                picture("descr=\"Eine Glocke\"/>", "<a:blip r:embed=\"rId1\"/>", false),
                r("", "Ein Satz.")
            ),
        ),
        (
            "word/_rels/document.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
            <Relationship Id=\"rId1\" Type=\"http://x/image\" Target=\"media/image1.png\"/></Relationships>"
                .to_owned(),
        ),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    let picture = fixture("picture.png");
    zip.add_symlink("word/media/image1.png", picture.to_str().unwrap(), options).unwrap();
    zip.finish().unwrap();
    let draft = draft(&file);
    assert!(draft.base.files.is_empty());
    assert_eq!(
        html(&draft),
        "<p><x-loss cause=\"image-format\">word/media/image1.png</x-loss>Ein Satz.</p>\n<p>Eine Glocke</p>\n"
    );
    assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1, "nothing is unpacked");
}

#[test]
fn a_text_of_a_million_elements_or_many_prefixes_ends_early_and_says_so() {
    let many = "<w:p/>".repeat(1_000_100);
    let prefixes: String = (0..600).map(|at| format!(" xmlns:n{at}=\"x\"")).collect();
    for (name, content) in [("elements", many), ("prefixes", format!("<w:p{prefixes}><w:r/></w:p>"))] {
        let content = p("Standard", "Vorher.") + &content + &p("Standard", "Nachher.");
        let draft = body(name, &content);
        assert_eq!(html(&draft), "<p>Vorher.</p>\n", "{name}");
        assert_eq!(draft.losses[0].cause.name(), "broken");
    }
}

#[test]
fn documents_become_markdown() {
    for (name, expected) in [
        (
            "pandoc.docx",
            expect![[r#"
                === article pandoc 
                ---
                lang: en-GB
                headline:
                  - "The bell at the end of the "
                  - em: true
                    text: mole
                standfirst: It has no rope and no ringer. The sea does the work.
                authors: [A. Writer, B. Writer]
                published: 2024-10-04
                tags: [bells, harbours]
                ---

                ## Who hung it there

                The bell weighs **90 kilograms**[.]{note=1} It hangs in an *iron* frame, and `ring()` is what the keeper calls the machine swell. H₂O, 10³ strokes and a [list of bells](https://example.org/bells?a=1&b=2).

                > Nobody asked for it.

                ```{quote}
                text: Now nobody would do without.
                cite: The harbour master
                ```

                ### How it is hung

                1. The frame
                2. The bell
                   - its crown
                   - its clapper

                The clapper is of oak.

                1. The chain

                - flat water
                - a swell

                ```
                for stroke in range(3):
                    print("dong <3>")
                ```

                ```{image}
                src: media/rId22.png
                width: 32
                height: 21
                alt: The bell in October.
                caption: The bell in October.
                ```

                Back to who hung it.

                ```{table}
                caption: Bells of the coast
                head: [Place, Weight in kg]
                rows:
                  - [The mole, "90"]
                  - [The reef, "140"]
                ```

                ***

                The last word is in German: Glocke. Its sound is E=mc^2 away.

                [^1]: Without its *frame*.
                ! formatting: machine
                ! quote-parts: Nobody asked for it. Now nobody would do without. The harbour master
                ! moved: paragraph
                ! drawing: E=mc^2
            "#]],
        ),
        (
            "libreoffice.docx",
            expect![[r#"
                === article libreoffice 
                ---
                lang: de-DE
                headline: Die Glocke am Ende der Mole
                standfirst: Sie hat kein Seil. Das Meer läutet sie.
                authors: [A. Schreiber, B. von Schreiber]
                ---

                Sie hat **kein Seil** und auch *keinen Glöckner*[.]{note=1} Das Meer läutet sie, [wie andere auch](https://example.org/glocken?a=1&b=2). Auf Englisch heißt sie [the bell]{lang=en-GB}, und 10³ Schläge sind `schlag()`.

                ## Wer sie aufgehängt hat

                ```{quote}
                text: Niemand wollte sie.
                cite: Der Hafenmeister
                ```

                - Glattes Wasser
                  - bei Ebbe
                - Dünung

                1. Der Rahmen
                2. Die Glocke

                ### Was sie wiegt

                | Ort  | Gewicht |
                | ---- | ------- |
                | Mole | 90      |
                |      | 91      |
                | Riff |         |

                Neben diesem Absatz hängt ein Bild.

                ```{image}
                src: media/image1.png
                width: 189
                height: 124
                alt: Eine Glocke über grauem Wasser
                caption: "Abbildung 1: Die Glocke im Oktober."
                ```

                ```
                for schlag in range(3):
                    print("dong")
                ```

                Vor dem Umbruch danach, siehe oben.

                [^1]: Ohne den Rahmen.
                ! tracked-change: gar
                ! comment: Redaktion: Stimmt das?
                ! formatting: läutet
                ! table-span: Ort Gewicht Mole 90 91 Riff
                ! line-break: Vor dem Umbruch danach, siehe oben.
            "#]],
        ),
    ] {
        expected.assert_eq(&super::drafts::shown(&draft(&fixture(name))));
    }
}

/// A table with these rows.
pub(super) fn table(rows: &[[&str; 2]]) -> String {
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", p("Standard", words));
    let rows: String = rows.iter().map(|[one, two]| format!("<w:tr>{}{}</w:tr>", cell(one), cell(two))).collect();
    format!("<w:tbl>{rows}</w:tbl>")
}

#[test]
fn a_table_that_names_a_block_is_that_block() {
    let content = [
        table(&[
            ["METADATA", ""],
            ["Hed", "Die Glocke"],
            ["DEK:", "Das Meer läutet sie."],
            ["Byline", "A. Schreiber and B. Schreiber"],
            ["slug", "glocke"],
            ["Desk", "Küste"],
        ]),
        p("Standard", "Ein Absatz."),
        table(&[
            ["Image", ""],
            ["File", "images/glocke.jpg"],
            ["Alt text", "Eine Glocke"],
            ["Cutline", "Die Glocke im Oktober."],
            ["Photo credit", "C. Foto"],
        ]),
        table(&[["Pull quote", ""], ["Words", "Das Meer tut die Arbeit."], ["Attribution", "Die Wärterin"]]),
        table(&[["embed", ""], ["URL", "https://www.youtube.com/watch?v=CFrP6QfbC2g"], ["Title", "Sie läutet"]]),
        table(&[["Callout", ""], ["Heading", "Achtung"], ["Text", "Die Mole ist gesperrt."]]),
        table(&[["Ort", "Gewicht"], ["Mole", "90"]]),
    ];
    expect![[r#"
        === article the-bell 
        ---
        lang: de-DE
        headline: Die Glocke
        standfirst: Das Meer läutet sie.
        authors: [A. Schreiber, B. Schreiber]
        slug: glocke
        ---

        Ein Absatz.

        ```{image}
        src: images/glocke.jpg
        alt: Eine Glocke
        caption: Die Glocke im Oktober.
        credit: C. Foto
        ```

        ```{pullquote}
        text: Das Meer tut die Arbeit.
        cite: Die Wärterin
        ```

        ```{embed}
        url: https://www.youtube.com/watch?v=CFrP6QfbC2g
        title: Sie läutet
        ```

        ```{callout}
        title: Achtung
        body: [Die Mole ist gesperrt.]
        ```

        |      |         |
        | ---- | ------- |
        | Ort  | Gewicht |
        | Mole | 90      |
        ! field: Desk: Küste
    "#]]
    .assert_eq(&super::drafts::shown(&body("named-tables", &content.concat())));
}
