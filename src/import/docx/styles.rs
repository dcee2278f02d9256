//! What styles mean, and how they format words.

use std::cell::RefCell;
use std::collections::HashMap;

use super::xml::Element;

/// The most styles that inherit from each other. More are a circle.
const MAX_CHAIN: usize = 30;

/// What a paragraph is, by its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Title,
    Subtitle,
    Byline,
    Date,
    Heading(u8),
    Quote,
    PullQuote,
    Caption,
    Code,
    /// An item of a list, at this level, from 0. A style may say so without a definition of the list.
    Bullet(usize),
    Number(usize),
    /// A further paragraph of an item.
    Continued,
    /// A line of a table of contents.
    Contents,
    Body,
}

/// How words are raised or lowered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    Raised,
    Lowered,
    Normal,
}

/// The formatting of words, as far as it matters. What is `None` is inherited.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub capitals: Option<bool>,
    pub struck: Option<bool>,
    pub hidden: Option<bool>,
    pub underlined: Option<bool>,
    pub position: Option<Position>,
    pub font: Option<String>,
    /// In half points.
    pub size: Option<u32>,
    pub is_code: Option<bool>,
    pub right_to_left: Option<bool>,
    pub language: Option<String>,
    pub language_right_to_left: Option<String>,
    pub language_east_asian: Option<String>,
}

impl Words {
    /// Reads an `w:rPr`.
    pub fn read(properties: &Element) -> Self {
        let language = |name: &str| {
            let tag = properties.child("w:lang")?.attribute(name)?.trim();
            (!tag.is_empty() && !matches!(tag, "x-none" | "none" | "zxx")).then(|| tag.to_owned())
        };
        let fonts = properties.child("w:rFonts");
        let font = fonts.and_then(|fonts| fonts.attribute("w:ascii").or(fonts.attribute("w:hAnsi")));
        let either = |a: Option<bool>, b: Option<bool>| {
            Some(a.unwrap_or(false) || b.unwrap_or(false)).filter(|_| a.or(b).is_some())
        };
        Self {
            bold: properties.flag("w:b"),
            italic: properties.flag("w:i"),
            capitals: either(properties.flag("w:caps"), properties.flag("w:smallCaps")),
            struck: either(properties.flag("w:strike"), properties.flag("w:dstrike")),
            hidden: properties.flag("w:vanish"),
            underlined: properties.flag("w:u"),
            position: properties.value("w:vertAlign").map(|position| match position {
                "superscript" => Position::Raised,
                "subscript" => Position::Lowered,
                _ => Position::Normal,
            }),
            font: font.map(str::to_owned),
            size: properties.value("w:sz").and_then(|size| size.parse().ok()),
            is_code: font.map(is_monospaced),
            right_to_left: properties.flag("w:rtl"),
            language: language("w:val"),
            language_right_to_left: language("w:bidi"),
            language_east_asian: language("w:eastAsia"),
        }
    }

    /// These, and for what they leave open, others.
    pub fn or(&self, others: &Self) -> Self {
        let text = |a: &Option<String>, b: &Option<String>| a.as_ref().or(b.as_ref()).cloned();
        Self {
            bold: self.bold.or(others.bold),
            italic: self.italic.or(others.italic),
            capitals: self.capitals.or(others.capitals),
            struck: self.struck.or(others.struck),
            hidden: self.hidden.or(others.hidden),
            underlined: self.underlined.or(others.underlined),
            position: self.position.or(others.position),
            font: text(&self.font, &others.font),
            size: self.size.or(others.size),
            is_code: self.is_code.or(others.is_code),
            right_to_left: self.right_to_left.or(others.right_to_left),
            language: text(&self.language, &others.language),
            language_right_to_left: text(&self.language_right_to_left, &others.language_right_to_left),
            language_east_asian: text(&self.language_east_asian, &others.language_east_asian),
        }
    }

    /// A character style on top of a paragraph's. What both turn on is off: so a stressed word in a title in italics is upright.
    pub fn over(&self, paragraph: &Self) -> Self {
        let toggle = |a: Option<bool>, b: Option<bool>| match (a, b) {
            (Some(a), Some(b)) => Some(a != b),
            (a, b) => a.or(b),
        };
        Self {
            bold: toggle(self.bold, paragraph.bold),
            italic: toggle(self.italic, paragraph.italic),
            capitals: toggle(self.capitals, paragraph.capitals),
            struck: toggle(self.struck, paragraph.struck),
            hidden: toggle(self.hidden, paragraph.hidden),
            ..self.or(paragraph)
        }
    }
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    parent: Option<String>,
    outline: Option<u8>,
    list: Option<(Option<String>, Option<usize>)>,
    words: Words,
    has_head: bool,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    styles: HashMap<String, Style>,
    paragraph: Option<String>,
    defaults: Words,
    inherited: RefCell<HashMap<String, Words>>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub fn read(root: &Element) -> Self {
        let mut styles = Self::default();
        if let Some(defaults) = root.at(&["w:docDefaults", "w:rPrDefault", "w:rPr"]) {
            styles.defaults = Words::read(defaults);
        }
        for element in root.elements().filter(|element| element.name() == "w:style") {
            let Some(id) = element.attribute("w:styleId") else { continue };
            let is_default = matches!(element.attribute("w:default"), Some("1" | "true" | "on"));
            let paragraph = element.child("w:pPr");
            let kind = element.attribute("w:type").unwrap_or("paragraph");
            if is_default && kind == "paragraph" {
                styles.paragraph = Some(id.to_owned());
            }
            let name = normal(element.value("w:name").unwrap_or(id));
            let mut words = element.child("w:rPr").map(Words::read).unwrap_or_default();
            if kind == "character" && CODE.contains(&name.as_str()) {
                words.is_code = Some(true);
            }
            styles.styles.insert(
                id.to_owned(),
                Style {
                    name,
                    parent: element.value("w:basedOn").map(str::to_owned),
                    outline: paragraph.and_then(|properties| properties.value("w:outlineLvl")?.parse().ok()),
                    list: paragraph.and_then(|properties| properties.child("w:numPr")).map(list),
                    words,
                    has_head: element
                        .elements()
                        .any(|part| part.name() == "w:tblStylePr" && part.attribute("w:type") == Some("firstRow")),
                },
            );
        }
        styles
    }

    /// A style and those that it inherits from, nearest first.
    fn chain<'a>(&'a self, id: &'a str) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let first = self.styles.get(id).map(|style| (id, style));
        let next = |(_, style): &(&'a str, &'a Style)| {
            let parent = style.parent.as_deref()?;
            Some((parent, self.styles.get(parent)?))
        };
        std::iter::successors(first, next).take(MAX_CHAIN)
    }

    /// The style of a paragraph that names this one. One that is not there is the usual one, but if its name says enough:
    /// some programs leave out the definitions of Word's own styles.
    pub fn of_paragraph<'a>(&'a self, named: Option<&'a str>) -> Option<&'a str> {
        named.filter(|id| self.styles.contains_key(*id) || role(&normal(id)).is_some()).or(self.paragraph.as_deref())
    }

    /// What paragraphs of a style are.
    pub fn role(&self, id: &str) -> Role {
        for (id, style) in self.chain(id) {
            if let Some(role) = role(&style.name).or_else(|| role(&normal(id))) {
                return role;
            }
            match style.outline {
                Some(level @ 0..=8) => return Role::Heading((level + 1).min(6)),
                Some(_) => return Role::Body,
                None => {}
            }
        }
        if self.styles.contains_key(id) { Role::Body } else { role(&normal(id)).unwrap_or(Role::Body) }
    }

    /// The list that a style puts paragraphs into: its number and level.
    pub fn list<'a>(&'a self, id: &'a str) -> (Option<&'a str>, Option<usize>) {
        let lists: Vec<_> = self.chain(id).filter_map(|(_, style)| style.list.as_ref()).collect();
        let number = lists.iter().find_map(|(number, _)| number.as_deref());
        (number, lists.iter().find_map(|(_, level)| *level))
    }

    /// How a style formats words, with what it inherits, but without the defaults of the document.
    pub fn words(&self, id: &str) -> Words {
        if let Some(words) = self.inherited.borrow().get(id) {
            return words.clone();
        }
        let mut words = self.chain(id).fold(Words::default(), |words, (_, style)| words.or(&style.words));
        if !self.styles.contains_key(id) {
            match normal(id).as_str() {
                "strong" => words.bold = Some(true),
                "emphasis" => words.italic = Some(true),
                name if CODE.contains(&name) => words.is_code = Some(true),
                _ => {}
            }
        }
        self.inherited.borrow_mut().insert(id.to_owned(), words.clone());
        words
    }

    /// The defaults of the document.
    pub fn defaults(&self) -> &Words {
        &self.defaults
    }

    /// Whether a style formats the first row of tables as their head.
    pub fn has_head(&self, id: &str) -> bool {
        self.chain(id).any(|(_, style)| style.has_head)
    }
}

/// Reads a `w:numPr`.
pub fn list(properties: &Element) -> (Option<String>, Option<usize>) {
    let number = properties.value("w:numId").map(str::to_owned);
    (number, properties.value("w:ilvl").and_then(|level| level.parse().ok()))
}

/// A style's name without what differs between programs.
fn normal(name: &str) -> String {
    name.to_lowercase().chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_')).collect()
}

const TITLE: &[&str] = &[
    "title",
    "titel",
    "titre",
    "título",
    "titulo",
    "titolo",
    "tytuł",
    "otsikko",
    "titolodocumento",
    "název",
    "название",
    "заголовок",
    "标题",
    "標題",
    "表題",
    "제목",
    "العنوان",
    "başlık",
    "headline",
    "hed",
    "schlagzeile",
];
const SUBTITLE: &[&str] = &[
    "subtitle",
    "untertitel",
    "soustitre",
    "subtítulo",
    "subtitulo",
    "sottotitolo",
    "ondertitel",
    "underrubrik",
    "undertitel",
    "undertittel",
    "alaotsikko",
    "podtytuł",
    "podtitul",
    "подзаголовок",
    "副标题",
    "副標題",
    "副題",
    "부제",
    "العنوانالفرعي",
    "عنوانفرعي",
    "altbaşlık",
    "standfirst",
    "dek",
    "deck",
    "vorspann",
    "chapô",
    "chapeau",
    "lede",
];
const BYLINE: &[&str] =
    &["author", "authors", "autor", "autorin", "auteur", "autore", "byline", "autorenzeile", "signature", "الكاتب"];
const HEADING: &[&str] = &[
    "heading",
    "überschrift",
    "berschrift",
    "titre",
    "título",
    "titulo",
    "titolo",
    "encabezado",
    "kop",
    "rubrik",
    "overskrift",
    "otsikko",
    "nagłówek",
    "nadpis",
    "заголовок",
    "标题",
    "標題",
    "見出し",
    "제목",
    "عنوان",
    "العنوان",
    "başlık",
    "h",
];
const QUOTE: &[&str] = &[
    "quote",
    "zitat",
    "citation",
    "cita",
    "citazione",
    "citat",
    "citaat",
    "lainaus",
    "cytat",
    "цитата",
    "引用",
    "인용",
    "اقتباس",
    "blocktext",
    "blockquote",
    "blockquotation",
    "quotations",
    "quotation",
    "kutextequote",
];
const PULLQUOTE: &[&str] = &[
    "intensequote",
    "intensiveszitat",
    "citationintense",
    "citadestacada",
    "citaintensa",
    "citazioneintensa",
    "pullquote",
    "اقتباسمكثف",
];
const CAPTION: &[&str] = &[
    "caption",
    "beschriftung",
    "bildunterschrift",
    "légende",
    "legende",
    "epígrafe",
    "descripción",
    "didascalia",
    "bijschrift",
    "beskrivning",
    "legenda",
    "imagecaption",
    "tablecaption",
    "figure",
    "table",
    "illustration",
    "abbildung",
    "图注",
    "题注",
    "التسميةالتوضيحية",
    "تسميةتوضيحية",
];
const CODE: &[&str] = &[
    "code",
    "codechar",
    "sourcecode",
    "sourcecodechar",
    "verbatim",
    "verbatimchar",
    "htmlcode",
    "htmltypewriter",
    "htmlkeyboard",
    "htmlsample",
    "htmlpreformatted",
    "preformattedtext",
    "preformatted",
    "sourcetext",
    "teletype",
    "inlinecode",
    "codeblock",
    "macrotext",
    "macro",
    "htmlvorformatiert",
    "quelltext",
    "préformatéhtml",
    "htmlconformatoprevio",
];

fn role(name: &str) -> Option<Role> {
    let is = |names: &[&str]| names.contains(&name);
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = name[letters.len()..].parse::<usize>().ok();
    if let Some(level @ 1..=9) = digits {
        if HEADING.contains(&letters) {
            return u8::try_from(level.min(6)).ok().map(Role::Heading);
        }
        if matches!(letters, "toc" | "contents" | "verzeichnis" | "tm" | "tdc" | "inhopg" | "sommario") {
            return Some(Role::Contents);
        }
    }
    let level = digits.unwrap_or(1).clamp(1, 9) - 1;
    Some(match letters {
        "listbullet" | "aufzählungszeichen" | "listepuces" | "listeàpuces" | "listaconviñetas" | "puntoelenco" => {
            Role::Bullet(level)
        }
        "listnumber" | "listennummer" | "listenumros" | "listeànuméros" | "listaconnúmeros" | "numeroelenco" => {
            Role::Number(level)
        }
        "listcontinue" | "listenfortsetzung" | "listecontinue" => Role::Continued,
        _ if is(TITLE) => Role::Title,
        _ if is(SUBTITLE) => Role::Subtitle,
        _ if is(BYLINE) => Role::Byline,
        "date" | "datum" | "fecha" | "data" => Role::Date,
        _ if is(QUOTE) => Role::Quote,
        _ if is(PULLQUOTE) => Role::PullQuote,
        _ if is(CAPTION) => Role::Caption,
        _ if is(CODE) => Role::Code,
        "tocheading" | "inhaltsverzeichnisüberschrift" | "contentsheading" => Role::Contents,
        _ => return None,
    })
}

/// Whether all characters of a font are of the same width, by its name.
fn is_monospaced(font: &str) -> bool {
    let font = font.to_lowercase();
    let starts = [
        "courier",
        "consolas",
        "menlo",
        "monaco",
        "lucida console",
        "andale mono",
        "source code",
        "fira code",
        "cascadia",
        "inconsolata",
    ];
    starts.iter().any(|start| font.starts_with(start))
        || font.split(' ').any(|word| word == "mono" || word == "monospace")
}
