//! The theme of a site: its colours, fonts and widths, and the font files that its pages request.
//!
//! Values are data. Each is parsed and written anew, so that no value can end a declaration of the style sheet, or make
//! a page request anything.

pub mod color;
pub mod face;
pub mod font;
pub mod length;

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value as Json};

use crate::article::json::Node;
use crate::article::read::{Read, Reader, object};
use color::Color;
use face::Face;
use font::{Family, Fonts};
use length::Length;

/// How a site looks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Theme {
    /// Colours for readers whose system is light; fonts and widths for all readers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = [{ "paper": "#ffffff", "text": ["Georgia", "serif"] }]))]
    pub light: Option<Palette>,
    /// What is different for readers whose system is dark.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = [{ "paper": "#101418" }]))]
    pub dark: Option<Palette>,
    /// The font files that pages request.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(extend("examples" = [[{ "family": "Source Serif", "src": "fonts/source-serif.woff2" }]]))]
    pub faces: Vec<Face>,
}

impl Read for Theme {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        object!(node, reader, &[], Self { light: optional, dark: optional, faces: list })
    }

    fn is_blank(&self) -> bool {
        *self == Self::default()
    }
}

/// A property of a theme. In the style sheet it is the custom property `--broadsheet-` with its name.
#[derive(Debug)]
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// The form of its values.
    pub form: Form,
    /// What it sets.
    pub meaning: &'static str,
}

/// The form of a property's values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    /// A colour, with its defaults in `style/tokens.css`.
    Color {
        /// The default in light colours.
        light: &'static str,
        /// The default in dark colours.
        dark: &'static str,
    },
    /// A list of fonts, the first of which is preferred.
    Fonts,
    /// A length.
    Length,
}

const fn color(name: &'static str, light: &'static str, dark: &'static str, meaning: &'static str) -> Property {
    Property { name, form: Form::Color { light, dark }, meaning }
}

const fn fonts(name: &'static str, meaning: &'static str) -> Property {
    Property { name, form: Form::Fonts, meaning }
}

const fn length(name: &'static str, meaning: &'static str) -> Property {
    Property { name, form: Form::Length, meaning }
}

/// The properties that a theme may set: those of `style/tokens.css`, in its order. `--broadsheet-bleed` is missing,
/// since the style sheet sets it by the width of the window.
pub const PROPERTIES: [Property; 19] = [
    color("paper", "#fffdf9", "#161512", "The background."),
    color("ink", "#1b1a17", "#ece7dc", "The text."),
    color("muted", "#5f5a50", "#a8a193", "Captions, dates and other small text."),
    color("rule", "#d9d3c6", "#3b382f", "Lines."),
    color("wash", "#f4f0e7", "#211f1a", "The background of boxes, and of images that are loading."),
    color("mat", "transparent", "#f4f0e7", "The background of images that may be transparent."),
    color("accent", "#a3271b", "#ff8f7d", "The kicker."),
    color("link", "#7d1d13", "#ffb3a6", "Links."),
    color("focus", "#0b57d0", "#8ab4f8", "The outline of what has the focus."),
    color("bar", "#1b1a17", "#2a2822", "The background of the session bar."),
    color("bar-ink", "#fffdf9", "#ece7dc", "The text of the session bar."),
    fonts("text", "The fonts of the text and of headlines."),
    fonts("ui", "The fonts of kicker, byline and captions."),
    length("measure", "The width of the text."),
    length("wide", "The width of the image above the text."),
    length("gutter", "The margin around the text."),
    length("small", "The size of captions."),
    length("large", "The size of small headings."),
    length("larger", "The size of large headings."),
];

/// The values that a theme sets, by name, in the order of [`PROPERTIES`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Palette(Vec<(&'static str, Value)>);

/// The value of a property.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A colour.
    Color(Color),
    /// Fonts.
    Fonts(Fonts),
    /// A length.
    Length(Length),
}

impl Value {
    /// The value in CSS.
    pub fn css(&self) -> String {
        match self {
            Self::Color(color) => color.to_string(),
            Self::Fonts(fonts) => fonts.css(),
            Self::Length(length) => length.to_string(),
        }
    }
}

impl Palette {
    /// All values, each with the name of its property.
    pub fn values(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        self.0.iter().map(|(name, value)| (*name, value))
    }

    /// The colour that is set for a property, if any.
    pub fn color(&self, property: &str) -> Option<Color> {
        self.values().find_map(|(name, value)| match value {
            Value::Color(color) if name == property => Some(*color),
            _ => None,
        })
    }
}

impl Read for Palette {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        let mut values = Vec::new();
        for Property { name, form, .. } in &PROPERTIES {
            let value = match form {
                Form::Color { .. } => fields.optional(name, reader).map(Value::Color),
                Form::Fonts => fields.optional(name, reader).map(Value::Fonts),
                Form::Length => fields.optional(name, reader).map(Value::Length),
            };
            values.extend(value.map(|value| (*name, value)));
        }
        fields.finish(&[], reader);
        Some(Self(values))
    }

    fn is_blank(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Palette {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            match value {
                Value::Color(color) => map.serialize_entry(name, &color.to_string())?,
                Value::Fonts(fonts) => map.serialize_entry(name, fonts)?,
                Value::Length(length) => map.serialize_entry(name, &length.to_string())?,
            }
        }
        map.end()
    }
}

impl JsonSchema for Palette {
    fn schema_name() -> Cow<'static, str> {
        "Palette".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut properties = Map::new();
        for Property { name, form, meaning } in &PROPERTIES {
            let mut schema = match form {
                Form::Color { .. } => generator.subschema_for::<Color>(),
                Form::Fonts => generator.subschema_for::<Fonts>(),
                Form::Length => generator.subschema_for::<Length>(),
            };
            schema.insert("description".into(), (*meaning).into());
            properties.insert((*name).to_owned(), schema.into());
        }
        let mut schema = json_schema!({ "description": "Colours, fonts and widths.", "type": "object" });
        schema.insert("properties".into(), Json::Object(properties));
        schema
    }
}

/// The two sets of colours that a theme has for its readers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mode {
    /// For readers whose system is light.
    Light,
    /// For readers whose system is dark.
    Dark,
}

impl Mode {
    /// Both, the light one first.
    pub const BOTH: [Self; 2] = [Self::Light, Self::Dark];

    /// The colour behind a page whose paper is transparent.
    pub fn canvas(self) -> Color {
        match self {
            Self::Light => Color::WHITE,
            Self::Dark => Color::BLACK,
        }
    }

    /// Its key in a theme.
    pub fn key(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

impl Theme {
    /// What a theme sets for a mode.
    pub fn palette(&self, mode: Mode) -> Option<&Palette> {
        match mode {
            Mode::Light => self.light.as_ref(),
            Mode::Dark => self.dark.as_ref(),
        }
    }

    /// Whether its text is in a family of fonts.
    pub fn uses(&self, family: &Family) -> bool {
        let values = Mode::BOTH.into_iter().filter_map(|mode| self.palette(mode)).flat_map(Palette::values);
        let mut fonts = values.filter_map(|(_, value)| match value {
            Value::Fonts(fonts) => Some(fonts),
            _ => None,
        });
        fonts.any(|fonts| fonts.families().iter().any(|other| other.is(family)))
    }

    /// The colour of a property in a mode: that of the theme, otherwise the default. `theme` may be missing. Colours of
    /// one mode have no effect in the other: most colours that can be read on white can't be read on black. A property
    /// that is no colour is black.
    pub fn color(theme: Option<&Self>, mode: Mode, property: &str) -> Color {
        let own = theme.and_then(|theme| theme.palette(mode)?.color(property));
        own.or_else(|| default(mode, property)).unwrap_or(Color::BLACK)
    }
}

/// The default of a colour.
fn default(mode: Mode, property: &str) -> Option<Color> {
    let Form::Color { light, dark } = PROPERTIES.iter().find(|other| other.name == property)?.form else { return None };
    Color::parse(if mode == Mode::Light { light } else { dark })
}
