//! Colours, and how well one can be read on another.

use std::borrow::Cow;
use std::fmt;

use csscolorparser::Color as Parsed;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::article::json::{Node, Value};
use crate::article::read::{Expected, Read, Reader};
use crate::article::schema::{HOLDS, inline_schema};

/// A colour: red, green, blue and opacity, each from 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color([u8; 4]);

impl Color {
    /// White.
    pub const WHITE: Self = Self([255; 4]);
    /// Black.
    pub const BLACK: Self = Self([0, 0, 0, 255]);

    /// Reads a colour as CSS writes it: `#a3271b`, `rgb(…)`, `hsl(…)`, `oklch(…)`, a name.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        // The crate also reads hexadecimal digits without the `#`, so that `face` would be a colour.
        if text.chars().all(|c| c.is_ascii_hexdigit()) {
            return None;
        }
        csscolorparser::parse(text).ok().map(|color| Self(color.to_rgba8()))
    }

    /// The colour that is seen where this one is painted over an opaque one.
    pub fn over(self, ground: Self) -> Self {
        let opacity = f64::from(self.0[3]) / 255.0;
        let mix = |channel: usize| {
            let mixed = f64::from(self.0[channel]) * opacity + f64::from(ground.0[channel]) * (1.0 - opacity);
            mixed.round() as u8
        };
        Self([mix(0), mix(1), mix(2), 255])
    }

    /// The contrast of an opaque colour with another one, from 1 to 21, by WCAG 2
    /// (<https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>).
    pub fn contrast(self, other: Self) -> f64 {
        let [one, other] = [self.luminance(), other.luminance()];
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The relative luminance, from 0 to 1 (<https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>).
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue, _] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The colour of the same hue that is nearest to this one and has at least this contrast with each of the others.
    /// [`None`] if not even black and white have it.
    pub fn with_contrast(self, least: f64, grounds: &[Self]) -> Option<Self> {
        const STEPS: u8 = 200;
        let [red, green, blue, _] = self.0;
        let [lightness, a, b, _] = Parsed::from_rgba8(red, green, blue, 255).to_oklaba();
        let at = |lightness: f32| {
            // Near black and white there is less room for colour.
            let room = (lightness.min(1.0 - lightness) * 4.0).clamp(0.0, 1.0);
            Self(Parsed::from_oklaba(lightness, a * room, b * room, 1.0).to_rgba8())
        };
        let is_enough = |color: &Self| grounds.iter().all(|ground| color.contrast(*ground) >= least);
        (1..=STEPS).find_map(|step| {
            let distance = f32::from(step) / f32::from(STEPS);
            let near = [lightness - distance, lightness + distance];
            near.into_iter().map(|lightness| at(lightness.clamp(0.0, 1.0))).find(is_enough)
        })
    }
}

/// Displays the colour as CSS writes it, such as `#a3271b`.
impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue, opacity] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")?;
        if opacity < 255 { write!(f, "{opacity:02x}") } else { Ok(()) }
    }
}

impl Read for Color {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            Value::Text(text) => Self::parse(text),
            _ => None,
        }
        .or_else(|| reader.expected(node.at, Expected::Color))
    }
}

inline_schema!(Color, { "type": "string", HOLDS: "word" });

#[cfg(test)]
mod tests {
    use super::Color;

    fn color(text: &str) -> Color {
        Color::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn a_colour_in_any_form_of_css_is_written_in_hexadecimal() {
        for (text, written) in [
            ("#A3271B", "#a3271b"),
            ("#a32", "#aa3322"),
            (" navy ", "#000080"),
            ("transparent", "#00000000"),
            ("rgb(163 39 27)", "#a3271b"),
            ("rgba(163, 39, 27, 0.5)", "#a3271b80"),
            ("hsl(0 100% 50%)", "#ff0000"),
            ("oklch(62.8% 0.2577 29.23)", "#ff0000"),
        ] {
            assert_eq!(color(text).to_string(), written, "{text}");
        }
    }

    #[test]
    fn what_is_no_colour_is_refused() {
        for text in
            ["", "face", "abc", "#12", "reddish", "var(--x)", "url(a)", "red;", "red}", "currentcolor", "inherit"]
        {
            assert_eq!(Color::parse(text), None, "{text}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        for (one, other, expected) in [
            ("#000", "#fff", 21.0),
            ("#777", "#fff", 4.48),
            ("#767676", "#fff", 4.54),
            ("#f00", "#fff", 4.0),
            ("#a3271b", "#fffdf9", 7.22),
            ("#123456", "#123456", 1.0),
        ] {
            let found = color(one).contrast(color(other));
            assert!((found - expected).abs() < 0.01, "{one} on {other}: {found}");
        }
    }

    #[test]
    fn a_transparent_colour_is_mixed_with_its_ground() {
        assert_eq!(color("#00000080").over(Color::WHITE).to_string(), "#7f7f7f");
        assert_eq!(color("transparent").over(color("#a3271b")).to_string(), "#a3271b");
        assert_eq!(color("#a3271b").over(Color::BLACK).to_string(), "#a3271b");
    }

    #[test]
    fn the_suggested_colour_is_the_nearest_that_has_the_contrast() {
        for (text, ground, least) in [
            ("#999999", "#ffffff", 4.5),
            ("#ff0000", "#ffffff", 4.5),
            ("#1b1a17", "#161512", 4.5),
            ("#ffff00", "#ffffff", 7.0),
            ("#767676", "#808080", 4.5),
        ] {
            let (text, ground) = (color(text), color(ground));
            let found = text.with_contrast(least, &[ground]).unwrap();
            let contrast = found.contrast(ground);
            assert!((least..least + 0.8).contains(&contrast), "{text} becomes {found} on {ground}: {contrast}");
        }
        assert_eq!(color("#777").with_contrast(7.0, &[color("#777")]), None);
        assert_eq!(color("#777").with_contrast(5.0, &[Color::WHITE, Color::BLACK]), None);
    }
}
