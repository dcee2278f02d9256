//! The properties that `cargo xtask fuzz` tries on inputs that libFuzzer finds, here on the seeds in `fuzz/seeds/` and on
//! inputs that proptest makes. An input that breaks one is added to the seeds, and so to the next run.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{TestError, TestRunner};

use crate::properties;

/// What addresses are made of, and what parsers trip over.
const PIECES: &str = r#"../ .. ./ . ... / \ // /// content/ articles/ images/ a-story.json other.json a.jpg # #/ ? ?a=b & =
    % %20 %2e %2E%2e %2F https: https:/ https:a/ HTTPS: http: mailto: tel: javascript: data: blob: file: xy: : https://example.com
    //example.com:81/ab news.example:8080 paper/ @ | ^ ` { } " ' < > , ä 鐘"#;

/// What Markdown and YAML are made of; `␣` is a space, and `¶` a line break.
const MARKDOWN: &str = "a b ␣ ¶ ¶¶ ␣␣␣␣ # ## > - + * ** _ ` ``` ```{quote} ```{} ~~ [ ] ( ) [^1] [^1]: {em} {lang=de} <b> </b> <!-- \
    --> & &amp; | |-| : ␣: headline: text: body: --- +++ ... = \\ ! ![ 1. \" ' ? % &a *a !b null 0 é 鐘 \t \r\n \0";

/// What a document of Word is made of; `¶` begins its next part.
const WORD: &str = r#"<w:p> </w:p> <w:p/> <w:r> </w:r> <w:t>a</w:t> <w:t␣xml:space="preserve">␣é␣</w:t> <w:tab/> <w:br/> <w:pPr> </w:pPr>
    <w:pStyle␣w:val="Heading1"/> <w:pStyle␣w:val="Title"/> <w:pStyle␣w:val="ListBullet"/> <w:pStyle␣w:val="a"/> <w:rPr><w:b/></w:rPr>
    <w:rPr><w:vanish/></w:rPr> <w:rPr><w:del/></w:rPr> <w:numPr> </w:numPr> <w:numId␣w:val="1"/> <w:ilvl␣w:val="99"/> <w:tbl> </w:tbl>
    <w:tr> </w:tr> <w:tc> </w:tc> <w:tcPr><w:gridSpan␣w:val="9"/></w:tcPr> <w:tcPr><w:vMerge/></w:tcPr>
    <w:tcPr><w:vMerge␣w:val="restart"/></w:tcPr> <w:trPr><w:tblHeader/></w:trPr> <w:ins> </w:ins> <w:del> </w:del> <w:sdt> </w:sdt>
    <w:hyperlink␣r:id="a"> </w:hyperlink> <w:fldSimple␣w:instr="HYPERLINK␣a"> </w:fldSimple> <w:fldChar␣w:fldCharType="begin"/>
    <w:fldChar␣w:fldCharType="separate"/> <w:fldChar␣w:fldCharType="end"/> <w:instrText>HYPERLINK␣"a"</w:instrText>
    <w:footnoteReference␣w:id="1"/> <w:footnote␣w:id="1"> </w:footnote> <w:style␣w:styleId="a"> </w:style> <w:basedOn␣w:val="a"/>
    <w:name␣w:val="Quote"/> <w:abstractNum␣w:abstractNumId="1"> </w:abstractNum> <w:num␣w:numId="1"> </w:num>
    <w:abstractNumId␣w:val="1"/> <w:lvl␣w:ilvl="0"> </w:lvl> <w:start␣w:val="4294967295"/> <w:numFmt␣w:val="bullet"/> &amp; &x; <![CDATA[a]]> <!--a--> < ¶
    <Relationship␣Id="a"␣Type="x/hyperlink"␣Target="https://example.org/"␣TargetMode="External"/> <w:sym␣w:font="Symbol"␣w:char="F0B7"/>"#;

/// What Pandoc's JSON is made of.
const PANDOC: &str = r#"{"t":"Para","c":[ {"t":"Str","c":"a"} {"t":"Space"} {"t":"Emph","c":[ {"t":"Header","c":[1,["",[],[]],[ ]]} ]} ] }
    , {"t":"BulletList","c":[[ ]]} {"t":"OrderedList","c":[[9,{"t":"Decimal"},{"t":"Period"}],[[ {"t":"Note","c":[ {"t":"BlockQuote","c":[
    {"t":"RawBlock","c":["html","<b␣title='"]} {"t":"RawInline","c":["html","<table>"]} {"t":"RawInline","c":["html","</p><select>"]}
    {"t":"Image","c":[["",[],[["width","1e9in"]]],[],["a.png","fig:"]]} {"t":"Div","c":[["",["note"],[]],[ {"t":"Span","c":[["",[],[["lang","de"]]],[
    {"t":"Link","c":[["",[],[]],[ ],["javascript:a",""]]} {"t":"Table","c":[ ["",[],[]] [null,[]] [1,2,3] [[ ]] {"t":"Figure","c":[
    {"t":"LineBlock","c":[[ {"t":"DefinitionList","c":[[ {"t":"Math","c":[{"t":"InlineMath"},"x"]} {"t":"CodeBlock","c":[["",["a"],[]],"\n␣b"]}
    {"t":"Cite","c":[[{"citationId":"a"}],[ null 1 -1e300 "" "a" "\ud800" true {} [] : " é"#;

/// What the sources of an import are made of; `␣` is a space, and `¶` a line break.
const SOURCES: &str = "a b ␣ ¶ ¶¶ {{< >}} {{% %}} {% %} {{ }} {{- {%- -%} {{</* */>}} figure src= \"a.jpg\" youtube gallery raw endraw \
    highlight /highlight {: {:. {:/} {# #} | relative_url site. page. title --- +++ --- title:␣a date:␣2024-10-04 tags:␣[a,b] <a> </a> <pre> \
    </pre> <!-- --> &amp; & <rss> <item> </item> <title> <description> <content:encoded> <![CDATA[ ]]> <feed> <entry> </entry> <content␣type=\"xhtml\"> \
    <head> </head> <meta␣property=og:title␣content=a> <script␣type=application/ld+json> {\"headline\":\"a\"} </script> <style> .a{font-weight:700} \
    </style> <b␣class=a> <article> <h1> <li␣class=MsoListParagraph> <table> <td> <video> <?xml [+body] [] [.list] {image} {.photo} {} :end :skip :ignore a: a.b: * \\ ! [ ]( ) é 鐘 \t \r\n \0";

/// What posts of WordPress are made of.
const WORDPRESS: &str = "a ␣ ¶ ¶¶ <p> </p> <br> <div> </div> <pre> </pre> <li> <blockquote> <ul> <!-- --> <!--more--> <figure> \
    </figure> <img␣src=a-9x9.jpg␣class=wp-image-1> <!--␣wp:paragraph␣--> <!--␣/wp:paragraph␣--> <!--␣wp:group␣--> \
    <!--␣/wp:group␣--> <!--␣wp:gallery␣{\"ids\":[1]}␣--> <!--␣/wp:gallery␣--> <!--␣wp:block␣{\"ref\":1}␣/--> \
    <!--␣wp:embed␣{\"url\":\"https://youtu.be/a\"}␣--> [gallery␣ids=\"1,2\"] [caption] [/caption] [code] [/code] [x␣a=b] [/x] [fn] [/fn] \
    [[gallery]] [ ] https://youtu.be/a <x-block␣n=\"0\"></x-block> &amp; < > \" ' = Ã© é 鐘 \u{fdd0} \0 \r";

/// Documents of which the articles are damaged copies.
const DOCUMENTS: [&str; 4] = [
    "public/content/articles/six-pips.json",
    "public/content/site.json",
    "tests/fixtures/by-hand.json",
    "tests/native/fixtures/everything.json",
];

#[test]
fn address() {
    let inputs = prop_oneof![
        pieces(),
        "[\u{0}-\u{20}]{0,2}[jJ]?[a-z\t\n:&#/\\\\.;]{0,12}:?.{0,8}",
        "(https?:)?//([a-z0-9.-]|xn--|[a-zß-öø-ÿα-ωа-яא-תء-ي一-龥あ-んก-ฮ]){1,12}(:[0-9]{1,3})?/?.{0,4}",
        any::<String>(),
    ];
    holds("address", properties::address::holds, 1_000, inputs.prop_map(String::into_bytes));
}

#[test]
fn article() {
    let inputs = prop_oneof![damaged(&DOCUMENTS), vec(any::<u8>(), 0..200)];
    holds("article", properties::article::holds, 200, inputs);
}

#[test]
fn date() {
    let dates = prop_oneof![
        "2013-03-27[T0-9:.Zz+\\-é ]{0,20}",
        "[0-9]{4}-[01][0-9]-[0-3][0-9]([Tt ][0-2][0-9]:[0-6][0-9]:[0-6][0-9]([.][0-9]{0,3})?([Zz]|[+-][0-2][0-9]:[0-6][0-9]))?",
    ];
    let zones = prop_oneof!["(\n[+-][0-9:]{0,14})?", "\n(Europe/Berlin|Pacific/Apia|UTC)", "\n.{0,8}"];
    let inputs = prop_oneof![4 => (dates, zones).prop_map(|(date, zone)| date + &zone), 1 => any::<String>()];
    holds("date", properties::date::holds, 2_000, inputs.prop_map(String::into_bytes));
}

#[test]
fn docx() {
    let pieces = vec(select(WORD.split_whitespace().collect::<Vec<_>>()), 0..40);
    let inputs = prop_oneof![
        4 => pieces.prop_map(|pieces| pieces.concat().replace('␣', " ").replace('¶', "\n===\n").into_bytes()),
        1 => damaged(&["tests/native/import/fixtures/docx/pandoc.docx", "tests/native/import/fixtures/docx/libreoffice.docx"]),
    ];
    holds("docx", properties::docx::holds, 200, inputs);
}

#[test]
fn pandoc() {
    let pieces = vec(select(PANDOC.split_whitespace().collect::<Vec<_>>()), 0..40);
    let inputs = prop_oneof![
        4 => pieces.prop_map(|pieces| format!("{{\"meta\":{{\"title\":1}},\"blocks\":[{}", pieces.concat().replace('␣', " ")).into_bytes()),
        1 => damaged(&["tests/native/import/fixtures/pandoc/bell.json", "tests/native/import/fixtures/pandoc/coast.json"]),
    ];
    holds("pandoc", properties::pandoc::holds, 200, inputs);
}

#[test]
fn markdown() {
    let pieces = vec(select(MARKDOWN.split(' ').collect::<Vec<_>>()), 0..24);
    let texts = pieces.prop_map(|pieces| pieces.concat().replace('␣', " ").replace('¶', "\n"));
    let inputs =
        prop_oneof![2 => texts.clone(), 1 => texts.prop_map(|text| format!("---\n{text}")), 1 => any::<String>()];
    holds("markdown", properties::markdown::holds, 1_000, inputs.prop_map(String::into_bytes));
}

#[test]
fn readers() {
    let pieces = vec(select(SOURCES.split_ascii_whitespace().collect::<Vec<_>>()), 0..24);
    let texts = pieces.prop_map(|pieces| pieces.concat().replace('␣', " ").replace('¶', "\n"));
    let texts = prop_oneof![3 => texts, 1 => any::<String>()];
    let inputs = (select(&b"gfahtm"[..]), texts).prop_map(|(which, text)| [&[which], text.as_bytes()].concat());
    let exports = vec(0..128u8, 0..20).prop_map(|damage| {
        let mut bytes = fs::read("fuzz/seeds/readers/ghost").unwrap();
        for (at, byte) in damage.into_iter().enumerate() {
            let at = 1 + (usize::from(byte) * 37 * (at + 1)) % (bytes.len() - 1);
            bytes[at] = byte;
        }
        bytes
    });
    holds("readers", properties::readers::holds, 1_000, prop_oneof![4 => inputs, 1 => exports]);
}

#[test]
fn target() {
    let inputs = prop_oneof![
        pieces(),
        "([.]{1,2}/){0,4}(#|#/|/|\\\\|\\?|https:|http:|[a-z]{2}:|//|%|%2[eE]|[a-z .,:@äß鐘]){0,3}(a-story|other)?([.]json)?[?#]?.{0,6}",
        any::<String>(),
    ];
    holds("target", properties::target::holds, 2_000, inputs.prop_map(String::into_bytes));
}

#[test]
fn wordpress() {
    let pieces = vec(select(WORDPRESS.split(' ').collect::<Vec<_>>()), 0..24);
    let contents = pieces.prop_map(|pieces| pieces.concat().replace('␣', " ").replace('¶', "\n").into_bytes());
    let exports = damaged(&["tests/native/import/fixtures/wordpress-2.xml"]);
    holds("wordpress", properties::wordpress::holds, 200, prop_oneof![4 => contents, 1 => exports]);
}

/// Damaged copies of documents.
fn damaged(documents: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let damage = vec((any::<Index>(), 0..9usize, vec(any::<u8>(), 0..4)), 1..4);
    (select(documents), damage).prop_map(|(file, damage)| {
        let mut bytes = fs::read(file).unwrap();
        for (at, length, with) in damage {
            let at = at.index(bytes.len());
            bytes.splice(at..(at + length).min(bytes.len()), with);
        }
        bytes
    })
}

fn pieces() -> impl Strategy<Value = String> {
    let pieces: Vec<_> = PIECES.split_ascii_whitespace().chain([" ", "\t", "\0"]).collect();
    vec(select(pieces), 0..9).prop_map(|pieces| pieces.concat())
}

/// Tries a property on all seeds, and then on this many inputs, or on as many as `BROADSHEET_FUZZ_SECONDS` allows.
fn holds(name: &str, property: fn(&[u8]), cases: u32, inputs: impl Strategy<Value = Vec<u8>>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(name);
    for seed in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
        let input = fs::read(&seed).unwrap();
        if let Err(panic) = catch_unwind(|| property(&input)) {
            eprintln!("The property does not hold for {}.", seed.display());
            resume_unwind(panic);
        }
    }
    let seconds = std::env::var("BROADSHEET_FUZZ_SECONDS").map_or(0, |seconds| seconds.parse().unwrap());
    let end = Instant::now() + Duration::from_secs(seconds);
    loop {
        let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
        let outcome = TestRunner::new(config).run(&inputs, |input| {
            property(&input);
            Ok(())
        });
        if let Err(TestError::Fail(why, input)) = outcome {
            panic!("{why}\nThe input is now {}.", keep(&folder, &input).display());
        }
        outcome.unwrap();
        if Instant::now() >= end {
            break;
        }
    }
}

/// Adds an input to the seeds.
fn keep(folder: &Path, input: &[u8]) -> PathBuf {
    let mut hash = DefaultHasher::new();
    input.hash(&mut hash);
    let file = folder.join(format!("proptest-{:016x}", hash.finish()));
    fs::write(&file, input).unwrap();
    file
}
