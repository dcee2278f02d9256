//! The theme and the logo in `site.json`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use broadsheet::address::Base;
use broadsheet::site::Site;
use broadsheet::site::theme::color::Color;
use broadsheet::site::theme::{Form, Mode, PROPERTIES, Theme};
use expect_test::expect;
use serde_json::{Value, json};

use crate::article::{check_problems, shown};

fn read(site: &Value) -> (Site, Vec<broadsheet::article::read::Problem>) {
    Site::from_json(site.to_string().as_bytes(), &Base::in_site("content/site.json")).unwrap()
}

/// The custom properties in `style/tokens.css` between two texts, with their values.
fn tokens(from: &str, to: &str) -> BTreeMap<String, String> {
    let css = fs::read_to_string("style/tokens.css").unwrap();
    let (_, rest) = css.split_once(from).unwrap();
    let (rules, _) = rest.split_once(to).unwrap();
    let declarations = rules.lines().filter_map(|line| line.trim().strip_prefix("--broadsheet-")?.strip_suffix(';'));
    declarations.map(|line| line.split_once(": ").unwrap()).map(|(name, value)| (name.into(), value.into())).collect()
}

#[test]
fn the_properties_of_a_theme_are_those_of_the_style_sheet_with_their_defaults() {
    let (light, dark) = (tokens(":root", "@media"), tokens("@media", "\n}\n"));
    let names: BTreeSet<_> = PROPERTIES.iter().map(|property| property.name.to_owned()).collect();
    // The style sheet itself sets this one by the width of the window.
    let of_sheet: BTreeSet<_> = light.keys().filter(|name| *name != "bleed").cloned().collect();
    assert_eq!(names, of_sheet);
    let mut colors = BTreeMap::new();
    for property in &PROPERTIES {
        if let Form::Color { light: default, dark } = property.form {
            assert_eq!(default, light[property.name], "{}", property.name);
            colors.insert(property.name.to_owned(), dark.to_owned());
        }
    }
    assert_eq!(colors, dark);
}

/// The names between backticks in the first cells of a table.
fn first_cells(file: &str, header: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(file).unwrap();
    let (_, rows) = text.split_once(header).unwrap();
    let rows = rows.lines().skip(1).take_while(|line| line.starts_with('|'));
    let cells = rows.filter_map(|row| Some(row.split('|').nth(1)?.to_owned())).collect::<String>();
    let quoted = cells.split('`').skip(1).step_by(2);
    quoted.map(|name| name.strip_prefix("--broadsheet-").unwrap_or(name).to_owned()).collect()
}

#[test]
fn the_documents_list_each_property_of_a_theme() {
    let names: BTreeSet<_> = PROPERTIES.iter().map(|property| property.name.to_owned()).collect();
    assert_eq!(first_cells("docs/appearance.md", "| key | form | what it is |"), names);
    let of_element = first_cells("docs/embed.md", "| custom property | what it is |");
    // The element has no session bar.
    assert_eq!(names.difference(&of_element).collect::<Vec<_>>(), ["bar", "bar-ink"]);
    assert_eq!(of_element.difference(&names).count(), 0);
}

#[test]
fn each_property_is_read_and_written_the_same_again() {
    let palette: serde_json::Map<_, _> = PROPERTIES
        .iter()
        .map(|property| {
            let value = match property.form {
                Form::Color { .. } => json!("#12345680"),
                Form::Fonts => json!(["Source Serif 4", "serif"]),
                Form::Length => json!("1.5em"),
            };
            (property.name.to_owned(), value)
        })
        .collect();
    let faces = json!([
        { "family": "Source Serif 4", "src": "fonts/a.woff2", "weight": "100 900", "style": "italic" },
        { "family": "Other", "src": "files/b.TTF", "weight": 700 },
    ]);
    let logo = json!({ "src": "images/logo.svg", "width": 300, "height": 100, "dark": "images/dark.svg", "alt": "" });
    let site =
        json!({ "theme": { "light": palette, "dark": palette, "faces": faces }, "logo": logo, "icon": "a/b.ico" });
    let (first, problems) = read(&site);
    assert_eq!(shown(&problems), [""; 0]);
    let theme = first.theme.as_ref().unwrap();
    for mode in Mode::BOTH {
        assert_eq!(theme.palette(mode).unwrap().values().count(), PROPERTIES.len());
        assert_eq!(theme.palette(mode).unwrap().color("ink"), Color::parse("#12345680"));
    }
    let (_, schema) = broadsheet::schema::files().into_iter().find(|(name, _)| *name == "site-1.json").unwrap();
    let validator = jsonschema::draft202012::new(&serde_json::from_str(&schema).unwrap()).unwrap();
    assert!(validator.is_valid(&site), "{:?}", validator.iter_errors(&site).map(|e| e.to_string()).collect::<Vec<_>>());
    // Addresses are written relative to the front page.
    let (again, problems) = Site::from_json(first.to_json().as_bytes(), &Base::in_site("site.json")).unwrap();
    assert_eq!((shown(&problems), again), (vec![], first));
}

#[test]
fn a_wrong_value_is_left_out_and_the_rest_is_read() {
    let (site, problems) = read(&json!({
        "icon": "https://elsewhere.example/icon.svg",
        "logo": { "src": "//elsewhere.example/logo.svg", "width": 1, "height": 1, "alt": "" },
        "theme": {
            "light": {
                "paper": "whitish", "ink": "#123; } body { display: none", "link": "url(https://elsewhere.example/)",
                "muted": 5, "accent": "#00695c", "acent": "#123", "text": ["Georgia", "a\"; } *", 7], "ui": 5,
                "measure": "calc(1px)", "wide": "60em", "gutter": 2
            },
            "faces": [
                { "family": "A", "src": "https://fonts.example/a.woff2" }, { "family": "B", "src": "fonts/b.eot" },
                { "src": "fonts/c.woff2" }, { "family": "D", "src": "fonts/d.woff2", "weight": 1001, "style": "bold" },
                { "family": "E", "src": "../fonts.woff2?v=2", "weight": "900 100" }, { "family": "F;", "src": "f.otf" }
            ]
        }
    }));
    check_problems(
        &problems,
        expect![[r##"
            logo.src: expected the address of an image of this site; left out
            icon: expected the address of an icon of this site; left out
            theme.light.paper: expected a colour, as "#1b1a17"; left out
            theme.light.ink: expected a colour, as "#1b1a17"; left out
            theme.light.muted: expected a colour, as "#1b1a17"; left out
            theme.light.link: expected a colour, as "#1b1a17"; left out
            theme.light.text[1]: expected the name of a font; left out
            theme.light.text[2]: expected the name of a font; left out
            theme.light.ui: expected a list of names of fonts; left out
            theme.light.measure: expected a length, as "33em"; left out
            theme.light.gutter: expected a length, as "33em"; left out
            theme.light.acent: unknown key; ignored
            theme.faces[0].src: expected the address of a font file of this site; left out
            theme.faces[1].src: expected the address of a font file of this site; left out
            theme.faces[2]: "family" is missing; left out
            theme.faces[3].weight: expected a weight from 1 to 1000, or a range as "100 900"; left out
            theme.faces[3].style: expected "normal", "italic" or "oblique"; left out
            theme.faces[4].weight: expected a weight from 1 to 1000, or a range as "100 900"; left out
            theme.faces[5].family: expected the name of a font; left out"##]],
    );
    let theme = site.theme.unwrap();
    let values: Vec<_> =
        theme.light.unwrap().values().map(|(name, value)| format!("{name}: {}", value.css())).collect();
    assert_eq!(values, ["accent: #00695c", "text: \"Georgia\"", "wide: 60em"]);
    assert_eq!(theme.faces.iter().map(|face| face.family.name()).collect::<Vec<_>>(), ["D", "E"]);
    assert_eq!((site.logo, site.icon), (None, None));
}

#[test]
fn fonts_may_be_written_as_in_css() {
    let fonts = |text: &str| {
        let (site, problems) = read(&json!({ "theme": { "light": { "text": text } } }));
        assert_eq!(shown(&problems), [""; 0], "{text}");
        let palette = site.theme.unwrap().light.unwrap();
        palette.values().map(|(_, value)| value.css()).collect::<String>()
    };
    assert_eq!(fonts("\"Source Serif\", 'Iowan', Georgia, Serif"), "\"Source Serif\",\"Iowan\",\"Georgia\",serif");
    assert_eq!(fonts("O'Reilly"), "\"O\\27 Reilly\"");
    assert_eq!(fonts("明朝"), "\"明朝\"");
}

#[test]
fn colours_of_one_mode_have_no_effect_in_the_other() {
    let (site, _) = read(&json!({ "theme": { "light": { "paper": "#ffffff" }, "dark": { "ink": "#eeeeee" } } }));
    let color = |mode, name: &str| Theme::color(site.theme.as_ref(), mode, name).to_string();
    assert_eq!(color(Mode::Light, "paper"), "#ffffff");
    assert_eq!(color(Mode::Dark, "paper"), "#161512");
    assert_eq!(color(Mode::Light, "ink"), "#1b1a17");
    assert_eq!(color(Mode::Dark, "ink"), "#eeeeee");
}
