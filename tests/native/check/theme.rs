//! How a site looks: contrast, fonts, logo and icon.

use std::fs;

use broadsheet::check::{Finding, Level};
use serde_json::{Value, json};

use super::{check, folder, write};

/// The findings in a `site.json`, beside which there are an image and a font.
fn found(site: &Value) -> Vec<Finding> {
    let folder = folder("theme");
    write(&folder, "site.json", &site.to_string());
    write(&folder, "images/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 10'/>");
    write(&folder, "images/broken.png", "no image");
    write(&folder, "fonts/no-font.woff2", "<!doctype html>");
    fs::write(folder.join("fonts/squares.woff2"), include_bytes!("../../fixtures/squares.woff2")).unwrap();
    check(&[folder.join("site.json")]).unwrap().documents.remove(0).findings
}

fn rules(site: &Value) -> Vec<(Level, &'static str, String)> {
    found(site).into_iter().map(|finding| (finding.level, finding.rule, finding.path)).collect()
}

fn light(palette: Value) -> Value {
    json!({ "theme": { "light": palette } })
}

const ERROR: Level = Level::Error;
const WARNING: Level = Level::Warning;

#[test]
fn the_default_colours_have_enough_contrast_in_both_modes() {
    // A theme that sets each colour to its default: so each pair is measured.
    let palette = |mode: fn(&'static str, &'static str) -> &'static str| {
        use broadsheet::site::theme::{Form, PROPERTIES};
        let colors = PROPERTIES.iter().filter_map(|property| match property.form {
            Form::Color { light, dark } => Some((property.name.to_owned(), json!(mode(light, dark)))),
            _ => None,
        });
        Value::Object(colors.collect())
    };
    let theme = json!({ "theme": { "light": palette(|light, _| light), "dark": palette(|_, dark| dark) } });
    assert_eq!(rules(&theme), []);
}

#[test]
fn colours_that_cannot_be_read_are_errors_and_tiring_ones_warnings() {
    let of = |path: &str, level| vec![(level, "contrast", path.to_owned())];
    for (palette, expected) in [
        (json!({ "accent": "#00695c", "link": "#004d43" }), vec![]),
        (json!({ "muted": "#999999" }), of("theme.light.muted", ERROR)),
        (json!({ "link": "#ff0000" }), of("theme.light.link", ERROR)),
        (json!({ "bar": "#777777" }), of("theme.light.bar", ERROR)),
        (json!({ "focus": "#dddddd" }), of("theme.light.focus", ERROR)),
        // It is 6:1 on the paper, and over 5:1 on the wash.
        (json!({ "ink": "#626262" }), of("theme.light.ink", WARNING)),
        // It can be read on the paper, but not on the wash.
        (json!({ "accent": "#737373" }), of("theme.light.accent", ERROR)),
        // The default accent is 6.6:1 on white, and 4.4:1 on this wash.
        (json!({ "wash": "#c9c9c9" }), of("theme.light.wash", ERROR)),
        (json!({ "rule": "#ffffff", "mat": "#000000" }), vec![]),
    ] {
        let found = rules(&light(palette.clone()));
        match &expected[..] {
            [(_, _, path)] if path == "theme.light.wash" => {
                assert!(found.iter().all(|finding| expected.contains(finding)) && !found.is_empty(), "{found:?}");
            }
            _ => assert_eq!(found, expected, "{palette}"),
        }
    }
}

#[test]
fn the_defaults_of_the_mode_count_for_what_a_theme_does_not_set() {
    assert_eq!(rules(&json!({ "theme": { "light": { "link": "#004d43" } } })), []);
    let dark = json!({ "theme": { "dark": { "link": "#004d43" } } });
    assert_eq!(rules(&dark), [(ERROR, "contrast", "theme.dark.link".to_owned())]);
    // The ink is not set, but its contrast with the new paper counts.
    let found = rules(&light(json!({ "paper": "#333333", "wash": "#333333" })));
    assert!(
        found.len() >= 4 && found.iter().all(|(level, rule, _)| (*level, *rule) == (ERROR, "contrast")),
        "{found:?}"
    );
}

#[test]
fn a_transparent_colour_is_measured_as_it_is_seen() {
    assert_eq!(rules(&light(json!({ "muted": "rgb(0 0 0 / 75%)" }))), []);
    assert_eq!(rules(&light(json!({ "muted": "rgb(0 0 0 / 40%)" }))).len(), 1);
    // Behind a transparent paper, the browser paints white or black.
    assert_eq!(rules(&light(json!({ "paper": "transparent", "wash": "transparent" }))), []);
    assert_eq!(rules(&json!({ "theme": { "dark": { "paper": "transparent", "wash": "transparent" } } })), []);
}

#[test]
fn the_suggested_colour_is_enough() {
    for mode in ["light", "dark"] {
        for (key, color) in [("muted", "#888888"), ("link", "#2f80ed"), ("ink", "#808080"), ("accent", "gold")] {
            let theme = |color: &str| json!({ "theme": { mode: { key: color } } });
            for finding in found(&theme(color)) {
                let marker = format!("write \"{key}\": \"");
                let (_, rest) = finding.help.split_once(&marker).unwrap_or_else(|| panic!("{}", finding.help));
                let again = rules(&theme(&rest[..7]));
                assert!(again.iter().all(|(level, ..)| *level == WARNING && key == "ink"), "{color}: {}", finding.help);
            }
        }
    }
}

#[test]
fn a_finding_names_both_colours_their_contrast_and_a_better_one() {
    let found = found(&light(json!({ "paper": "#ffffff", "muted": "#999999" })));
    let [finding] = &found[..] else { panic!("{found:?}") };
    assert_eq!(
        (finding.message.as_str(), finding.help.as_str()),
        (
            "\"muted\" on \"wash\" has a contrast of 2.5:1 in light colours (#999999 on #f4f0e7), so some readers can't see it",
            "it needs 4.5:1: write \"muted\": \"#6c6c6c\", or make \"wash\" lighter"
        )
    );
}

#[test]
fn a_misspelt_key_of_a_theme_is_corrected() {
    let help = |key: &str| found(&light(json!({ key: "#123456" }))).remove(0).help;
    assert_eq!(help("acent"), "did you mean \"accent\"?");
    assert_eq!(help("--broadsheet-link"), "did you mean \"link\"?");
}

#[test]
fn a_font_that_is_missing_no_font_elsewhere_or_unused_is_reported() {
    let faces = |face: Value| json!({ "theme": { "light": { "text": ["Squares"] }, "faces": [face] } });
    let face = |src: &str| faces(json!({ "family": "Squares", "src": src }));
    assert_eq!(rules(&face("fonts/squares.woff2")), []);
    assert_eq!(rules(&face("fonts/missing.woff2")), [(ERROR, "dead-file", "theme.faces[0].src".to_owned())]);
    assert_eq!(rules(&face("fonts/no-font.woff2")), [(ERROR, "not-a-font", "theme.faces[0].src".to_owned())]);
    let elsewhere = found(&face("https://fonts.example/squares.woff2")).remove(0);
    assert_eq!((elsewhere.level, elsewhere.rule, elsewhere.path.as_str()), (ERROR, "type", "theme.faces[0].src"));
    assert!(elsewhere.help.contains("fonts of other servers are never requested"), "{}", elsewhere.help);
    let unused = faces(json!({ "family": "Rounds", "src": "fonts/squares.woff2" }));
    assert_eq!(rules(&unused), [(WARNING, "unused-face", "theme.faces[0].family".to_owned())]);
}

#[test]
fn a_logo_or_icon_that_cannot_be_shown_is_reported() {
    let logo = |src: &str| json!({ "title": "T", "logo": { "src": src, "alt": "" } });
    assert_eq!(rules(&logo("images/logo.svg")), []);
    assert!(rules(&logo("images/missing.svg")).contains(&(ERROR, "dead-file", "logo.src".to_owned())));
    assert!(rules(&logo("images/broken.png")).contains(&(ERROR, "not-a-picture", "logo.src".to_owned())));
    let nameless = json!({ "logo": { "src": "images/logo.svg", "alt": " " } });
    assert_eq!(rules(&nameless), [(ERROR, "logo-name", "logo.alt".to_owned())]);
    assert_eq!(rules(&json!({ "icon": "images/icon.svg" })), [(ERROR, "dead-file", "icon".to_owned())]);
    assert_eq!(rules(&json!({ "icon": "images/icon.gif" })).last().map(|(_, rule, _)| *rule), Some("dead-file"));
    assert_eq!(rules(&json!({ "icon": "images/logo.svg" })), []);
}
