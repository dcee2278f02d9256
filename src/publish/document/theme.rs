//! The style rules of a site's theme. They follow those of the style sheet, which they override.

use crate::site::Site;
use crate::site::theme::face::{Face, FontStyle};
use crate::site::theme::font::quoted;
use crate::site::theme::{Form, Mode, PROPERTIES, Theme};
use crate::view::markup::{Markup, el};

/// The style rules of a theme. Empty for a site without one.
#[derive(Default)]
pub struct ThemeRules {
    rules: String,
    faces: Vec<Face>,
}

impl ThemeRules {
    /// The rules of a site.
    pub fn of(site: &Site) -> Self {
        let Some(theme) = &site.theme else { return Self::default() };
        Self { rules: rules(theme), faces: theme.faces.clone() }
    }

    /// Whether there are font files.
    pub fn has_faces(&self) -> bool {
        !self.faces.is_empty()
    }

    /// The rules. `address` returns the address of a font file; without one, the font is left out.
    pub fn css(&self, address: &dyn Fn(&Face) -> Option<String>) -> String {
        let faces = self.faces.iter().filter_map(|face| Some(font_face(face, &address(face)?)));
        faces.chain([self.rules.clone()]).collect()
    }
}

/// The colours are for screens only, so that print keeps its own. A page for dark systems names each colour that either
/// mode sets, since the light ones would apply to it, too.
///
/// `scripts/frame.js` finds the rules for dark systems by their media query.
fn rules(theme: &Theme) -> String {
    let (mut all, mut light, mut dark) = (String::new(), String::new(), String::new());
    let value_of =
        |mode, name| theme.palette(mode)?.values().find_map(|(other, value)| (other == name).then_some(value));
    for property in &PROPERTIES {
        let [in_light, in_dark] = Mode::BOTH.map(|mode| value_of(mode, property.name));
        let declaration = |value: String| format!("--broadsheet-{}:{value};", property.name);
        match property.form {
            Form::Color { .. } if in_light.is_some() || in_dark.is_some() => {
                light.extend(in_light.map(|value| declaration(value.css())));
                dark += &declaration(Theme::color(Some(theme), Mode::Dark, property.name).to_string());
            }
            Form::Color { .. } => {}
            Form::Fonts | Form::Length => {
                all.extend(in_light.map(|value| declaration(value.css())));
                dark.extend(in_dark.map(|value| declaration(value.css())));
            }
        }
    }
    let rule = |declarations: &str| match declarations {
        "" => String::new(),
        _ => format!(":root{{{}}}", declarations.trim_end_matches(';')),
    };
    let [all, light, dark] = [&all, &light, &dark].map(|declarations| rule(declarations));
    let group = |query: &str, rules: &str| match rules {
        "" => String::new(),
        _ => format!("@media {query}{{{rules}}}"),
    };
    let dark = group("(prefers-color-scheme:dark)", &group("screen", &dark));
    all + &group("screen", &light) + &dark
}

/// With `optional`, a font that is late is used from the next page on: no text changes its form or place while somebody
/// reads it. It is preloaded, so on most connections it is there in time.
fn font_face(face: &Face, address: &str) -> String {
    let Face { family, weight, style, .. } = face;
    let weight = weight.map(|weight| format!("font-weight:{weight};")).unwrap_or_default();
    let style = style.unwrap_or(FontStyle::Normal).name();
    let (family, source, format) = (family.quoted(), quoted(address), face.format().name);
    format!(
        "@font-face{{font-family:{family};src:url({source}) format(\"{format}\");{weight}font-style:{style};\
         font-display:optional}}"
    )
}

/// The links that preload the fonts of a page: those of the text and of captions, without slanted ones, which few pages
/// use. Browsers request fonts with CORS, even from the page's own server.
pub fn preloads(site: &Site) -> Vec<Markup> {
    let Some(theme) = &site.theme else { return Vec::new() };
    let is_upright = |face: &&Face| face.style.is_none_or(|style| style == FontStyle::Normal);
    let faces = theme.faces.iter().filter(|face| theme.uses(&face.family)).filter(is_upright);
    let link = |face: &Face| {
        let link = el("link").attr("rel", "preload").attr("as", "font").attr("type", face.format().media_type);
        link.attr("crossorigin", "").address("href", &face.src).into()
    };
    faces.map(link).collect()
}

/// The values of `theme-color`, by media query: the background. Some browsers colour their window with it.
pub fn theme_colors(site: &Site) -> impl Iterator<Item = Markup> {
    Mode::BOTH.into_iter().map(|mode| {
        let paper = Theme::color(site.theme.as_ref(), mode, "paper").over(mode.canvas());
        let media = format!("(prefers-color-scheme: {})", mode.key());
        el("meta").attr("name", "theme-color").attr("media", media).attr("content", paper.to_string()).into()
    })
}

#[cfg(test)]
mod tests {
    use cssparser::{Parser, Token};
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;
    use serde_json::{Value, json};

    use super::*;
    use crate::address::Base;

    fn css(site: &Value) -> String {
        let base = Base::in_site("content/site.json");
        let (site, _) = Site::from_json(site.to_string().as_bytes(), &base).unwrap();
        ThemeRules::of(&site).css(&|face| Some(face.src.src()))
    }

    #[test]
    fn colours_are_for_screens_and_fonts_and_lengths_for_paper_too() {
        let light = json!({ "paper": "white", "measure": "30em", "text": ["A b", "serif"] });
        let dark = json!({ "ink": "rgb(255 255 255)", "small": "0.8em" });
        assert_eq!(
            css(&json!({ "theme": { "light": light, "dark": dark } })),
            ":root{--broadsheet-text:\"A b\",serif;--broadsheet-measure:30em}\
             @media screen{:root{--broadsheet-paper:#ffffff}}\
             @media (prefers-color-scheme:dark){@media screen{:root{--broadsheet-paper:#161512;--broadsheet-ink:#ffffff;\
             --broadsheet-small:0.8em}}}"
        );
        assert_eq!(css(&json!({})), "");
        assert_eq!(css(&json!({ "theme": { "light": { "paper": "none" } } })), "");
    }

    #[test]
    fn a_font_file_becomes_a_rule_that_never_changes_a_page_late() {
        let face = json!({ "family": "A'b", "src": "fonts/a%20(1).woff2", "weight": "200 900", "style": "italic" });
        assert_eq!(
            css(&json!({ "theme": { "faces": [face, { "family": "C", "src": "c.ttf" }] } })),
            "@font-face{font-family:\"A\\27 b\";src:url(\"./content/fonts/a%20\\28 1\\29 .woff2\") format(\"woff2\");\
             font-weight:200 900;font-style:italic;font-display:optional}\
             @font-face{font-family:\"C\";src:url(\"./content/c.ttf\") format(\"truetype\");font-style:normal;\
             font-display:optional}"
        );
    }

    /// The tokens of a style sheet, and of the blocks in it, without white space.
    fn tokens(css: &str) -> Vec<String> {
        fn walk(input: &mut Parser, found: &mut Vec<String>) {
            while let Ok(token) = input.next().cloned() {
                found.push(match &token {
                    Token::QuotedString(_) => "string".to_owned(),
                    Token::Function(name) => format!("{name}("),
                    Token::UnquotedUrl(_) | Token::BadUrl(_) | Token::BadString(_) => panic!("{token:?}"),
                    Token::IDHash(_) | Token::Hash(_) => "color".to_owned(),
                    Token::Dimension { .. } | Token::Percentage { .. } | Token::Number { .. } => "number".to_owned(),
                    Token::Ident(name) => name.to_string(),
                    _ => format!("{token:?}").chars().take(16).collect(),
                });
                let opens = matches!(
                    token,
                    Token::CurlyBracketBlock | Token::ParenthesisBlock | Token::SquareBracketBlock | Token::Function(_)
                );
                if opens {
                    let _: Result<(), cssparser::ParseError<()>> = input.parse_nested_block(|inner| {
                        walk(inner, found);
                        Ok(())
                    });
                }
            }
        }
        let mut found = Vec::new();
        walk(&mut Parser::new(css), &mut found);
        found
    }

    /// Texts that try to end a declaration, a string or the `style` element, and to request something.
    fn hostile() -> impl Strategy<Value = String> {
        const PIECES: [&str; 34] = [
            ";",
            "}",
            "{",
            "(",
            ")",
            "\"",
            "'",
            "\\",
            "/*",
            "*/",
            "</style>",
            "<!--",
            "url(",
            "url(//a.example/x)",
            "var(--x)",
            "@import \"x\"",
            "!important",
            "#fff",
            "red",
            "rgb(",
            "oklch(50% 0.1 20)",
            "1em",
            "px",
            ",",
            " ",
            "\n",
            "\u{0}",
            "\u{2028}",
            "serif",
            "Georgia",
            "expression(",
            "env(x)",
            "é",
            "%",
        ];
        let pieces = vec(select(&PIECES[..]), 0..6).prop_map(|pieces| pieces.concat());
        prop_oneof![3 => pieces, 1 => ".{0,12}", 1 => "(#[0-9a-f]{3,8}|[0-9.]{1,4}(em|rem|px|%))"]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn no_value_can_end_its_declaration_or_request_anything(
            values in vec(hostile(), PROPERTIES.len()),
            list in vec(hostile(), 0..3),
            [family, file] in [hostile(), hostile()],
        ) {
            let palette: serde_json::Map<_, _> =
                PROPERTIES.iter().zip(values).map(|(property, value)| (property.name.to_owned(), value.into())).collect();
            let mut dark = palette.clone();
            dark.insert("text".to_owned(), json!(list));
            let face = json!({ "family": family, "src": format!("{file}.woff2") });
            let css = css(&json!({ "theme": { "light": palette, "dark": dark, "faces": [face] } }));
            prop_assert!(!css.contains(['<', '\n', '\0', '*', '!']), "{css}");
            let mut tokens = tokens(&css).into_iter().peekable();
            let mut faces = 0;
            while let Some(token) = tokens.next() {
                match token.as_str() {
                    "url(" => {
                        prop_assert_eq!(tokens.next(), Some("string".to_owned()));
                        faces += 1;
                    }
                    name if name.ends_with('(') => prop_assert_eq!(name, "format("),
                    name if name.starts_with("--") => {
                        let known = PROPERTIES.iter().any(|property| name == format!("--broadsheet-{}", property.name));
                        prop_assert!(known, "{} in {}", name, css);
                        prop_assert_eq!(tokens.next(), Some("Colon".to_owned()), "{}", css);
                    }
                    "Colon" => {
                        let word = tokens.peek().cloned().unwrap_or_default();
                        let known = ["root", "dark", "string", "url(", "normal", "optional"].contains(&word.as_str());
                        prop_assert!(known, "{} in {}", word, css);
                    }
                    _ => {}
                }
            }
            prop_assert!(faces <= 1 && css.matches('{').count() == css.matches('}').count(), "{}", css);
        }
    }
}
