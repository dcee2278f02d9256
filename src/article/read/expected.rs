//! What can stand in a place, in the words of the format.

use std::fmt;

/// The type of value that the reader expected. It is displayed with its article, as in "a list".
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Expected {
    /// An address as a string.
    Address,
    /// An aspect ratio, such as `16:9`.
    Aspect,
    /// A value of [`Assumption`](crate::session::Assumption).
    Assumption,
    /// `true` or `false`.
    Boolean,
    /// A value of [`BylineStyle`](crate::site::byline_style::BylineStyle).
    BylineStyle,
    /// A [`Color`](crate::site::theme::color::Color).
    #[cfg(not(target_arch = "wasm32"))]
    Color,
    /// A value of [`CorrectionKind`](crate::article::corrections::CorrectionKind).
    CorrectionKind,
    /// A value of [`Credentials`](crate::session::question::Credentials).
    #[cfg(not(target_arch = "wasm32"))]
    Credentials,
    /// A [`Date`](crate::article::Date).
    Date,
    /// A value of [`Direction`](crate::article::Direction).
    Direction,
    /// The name of a [`Family`](crate::site::theme::font::Family) of fonts.
    #[cfg(not(target_arch = "wasm32"))]
    Font,
    /// The address of a font file of the site.
    #[cfg(not(target_arch = "wasm32"))]
    FontFile,
    /// A value of [`FontStyle`](crate::site::theme::face::FontStyle).
    #[cfg(not(target_arch = "wasm32"))]
    FontStyle,
    /// A list of [`Fonts`](crate::site::theme::font::Fonts).
    #[cfg(not(target_arch = "wasm32"))]
    Fonts,
    /// An object of [`Headers`](crate::session::question::Headers).
    #[cfg(not(target_arch = "wasm32"))]
    Headers,
    /// The address of an icon of the site.
    #[cfg(not(target_arch = "wasm32"))]
    IconFile,
    /// A language tag (BCP 47).
    Language,
    /// A block that is allowed above the body.
    Lead,
    /// A [`Length`](crate::site::theme::length::Length).
    #[cfg(not(target_arch = "wasm32"))]
    Length,
    /// A list.
    List,
    /// A value of [`Method`](crate::session::question::Method).
    #[cfg(not(target_arch = "wasm32"))]
    Method,
    /// A date with a time.
    #[cfg(not(target_arch = "wasm32"))]
    Moment,
    /// An object.
    Object,
    /// The address of an image file of the site.
    #[cfg(not(target_arch = "wasm32"))]
    OwnImage,
    /// The number of a part of a series.
    #[cfg(not(target_arch = "wasm32"))]
    Part,
    /// One or more JSON Pointers: [`Pointers`](crate::session::question::Pointers).
    #[cfg(not(target_arch = "wasm32"))]
    Pointers,
    /// The name of a [`Preset`](crate::session::question::Preset).
    #[cfg(not(target_arch = "wasm32"))]
    Preset,
    /// A value of [`ReturnForm`](crate::session::ReturnForm).
    ReturnForm,
    /// The width and the height of an image, each at least 1.
    Size,
    /// A [`Span`](crate::article::text::Span), or a string.
    Span,
    /// A value of [`SponsorKind`](crate::article::people::SponsorKind).
    SponsorKind,
    /// A string.
    String,
    /// A [`Text`](crate::article::text::Text).
    Text,
    /// An article in the version of the format that this crate reads.
    Version,
    /// A [`Weight`](crate::site::theme::face::Weight) of a font.
    #[cfg(not(target_arch = "wasm32"))]
    Weight,
    /// A whole number.
    WholeNumber,
    /// The width of an image, at least 1.
    Width,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Address => "an address",
            Self::Aspect => "an aspect, as \"16:9\"",
            Self::Assumption => "\"signed-out\"",
            Self::Boolean => "true or false",
            Self::BylineStyle => "\"line\" or \"stacked\"",
            #[cfg(not(target_arch = "wasm32"))]
            Self::Color => "a colour, as \"#1b1a17\"",
            Self::CorrectionKind => "\"correction\", \"clarification\" or \"update\"",
            #[cfg(not(target_arch = "wasm32"))]
            Self::Credentials => "\"same-origin\" or \"include\"",
            Self::Date => "a date, as 2013-03-27 or 2013-03-27T09:30:00+09:00",
            Self::Direction => "\"ltr\" or \"rtl\"",
            #[cfg(not(target_arch = "wasm32"))]
            Self::Font => "the name of a font",
            #[cfg(not(target_arch = "wasm32"))]
            Self::FontFile => "the address of a font file of this site",
            #[cfg(not(target_arch = "wasm32"))]
            Self::FontStyle => "\"normal\", \"italic\" or \"oblique\"",
            #[cfg(not(target_arch = "wasm32"))]
            Self::Fonts => "a list of names of fonts",
            #[cfg(not(target_arch = "wasm32"))]
            Self::Headers => "an object of names and values",
            #[cfg(not(target_arch = "wasm32"))]
            Self::IconFile => "the address of an icon of this site",
            Self::Language => "a language, as \"en\" or \"pt-BR\"",
            Self::Lead => "an image, a video or an embed",
            #[cfg(not(target_arch = "wasm32"))]
            Self::Length => "a length, as \"33em\"",
            Self::List => "a list",
            #[cfg(not(target_arch = "wasm32"))]
            Self::Method => "\"post\"",
            #[cfg(not(target_arch = "wasm32"))]
            Self::Moment => "a moment, as 2013-03-27T09:30:00+09:00",
            Self::Object => "an object",
            #[cfg(not(target_arch = "wasm32"))]
            Self::OwnImage => "the address of an image of this site",
            #[cfg(not(target_arch = "wasm32"))]
            Self::Part => "a number from 1 to 9999",
            #[cfg(not(target_arch = "wasm32"))]
            Self::Pointers => "a JSON Pointer, or a list of them",
            #[cfg(not(target_arch = "wasm32"))]
            Self::Preset => "the name of a preset",
            Self::ReturnForm => "\"path\" or \"absolute\"",
            Self::Size => "a width and a height above 0",
            Self::Span => "text, or an object with \"text\"",
            Self::SponsorKind => "\"funded\", \"underwritten\", \"sponsored\" or \"paid\"",
            Self::String => "text",
            Self::Text => "text, or a list of spans",
            Self::Version => "a story of version 1 of the format",
            #[cfg(not(target_arch = "wasm32"))]
            Self::Weight => "a weight from 1 to 1000, or a range as \"100 900\"",
            Self::WholeNumber => "a whole number",
            Self::Width => "a width above 0",
        })
    }
}
