//! How readers log in and out, as `site.json` describes it.
//!
//! A site may have only a login page; then the app itself shows a link to it. If a site can be asked who is logged in,
//! `publish` writes the session bar into each page, and `session.js` asks.

#[cfg(not(target_arch = "wasm32"))]
pub mod json_pointer;
#[cfg(not(target_arch = "wasm32"))]
pub mod question;
#[cfg(not(target_arch = "wasm32"))]
mod schema;

use serde::Serialize;
#[cfg(not(target_arch = "wasm32"))]
use url::{Position, Url};

#[cfg(not(target_arch = "wasm32"))]
use crate::address::encode;
use crate::address::{Source, Target};
use crate::article::json::{Node, Value};
use crate::article::read::{Expected, ProblemKind, Read, Reader};
#[cfg(not(target_arch = "wasm32"))]
use question::{Preset, Question};

/// The placeholder in the addresses for login and logout. It is replaced by the address of the page that the reader is
/// on.
#[cfg(not(target_arch = "wasm32"))]
pub const RETURN: &str = "{return}";

/// How readers log in, and how to learn whether they are.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(transform = schema::with_preset))]
pub struct Session {
    /// The address of the log-in page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub login: Option<Address>,
    /// How `{return}` is written in that address and in the one for logging out.
    #[serde(skip_serializing_if = "is_default")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub return_form: ReturnForm,
    /// What is known without a question: that nobody is ever logged in here. It is left out where the site can be
    /// asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assume: Option<Assumption>,
    /// What the site is asked.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(flatten)]
    pub question: Question,
}

/// An address of the sign-in, absolute and filtered: `http` or `https`. `{return}` may stand in its query or its
/// fragment.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Address(Source);

/// How the address to come back to is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub enum ReturnForm {
    /// The whole of it: `https://example.org/2024/10/bell/`.
    #[default]
    Absolute,
    /// What follows the server's name: `/2024/10/bell/`.
    Path,
}

/// What is known without a question.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub enum Assumption {
    /// Nobody is ever logged in here.
    SignedOut,
}

impl Session {
    /// Whether the session bar has anything to show.
    pub fn is_shown(&self) -> bool {
        self.login.is_some() || self.assume.is_some() || self.is_asked()
    }

    /// Whether the site can be asked who is logged in.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn is_asked(&self) -> bool {
        self.question.check.is_some()
    }

    /// Whether the site can be asked who is logged in; never in the app, which does not ask.
    #[cfg(target_arch = "wasm32")]
    pub fn is_asked(&self) -> bool {
        false
    }
}

impl Address {
    /// The address, still with `{return}`.
    pub fn template(&self) -> String {
        self.0.src()
    }

    /// The address, in which the page's address replaces `{return}`, written in this form. If that is not known,
    /// `{return}` is removed.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn back_to(&self, page: Option<&str>, form: ReturnForm) -> Source {
        let page = page.map(|page| match (form, Url::parse(page)) {
            (ReturnForm::Path, Ok(url)) => url[Position::BeforePath..].to_owned(),
            _ => page.to_owned(),
        });
        let page = page.map(|page| encode(&page)).unwrap_or_default();
        self.0.map(|address| address.replace(RETURN, &page))
    }
}

impl AsRef<Target> for Address {
    fn as_ref(&self) -> &Target {
        self.0.as_ref()
    }
}

impl Read for Session {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node)?;
        #[cfg(not(target_arch = "wasm32"))]
        let preset: Option<Preset> = fields.optional("preset", reader);
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(Preset(defaults)) = &preset {
            fields.default_to(defaults);
        }
        let mut session = Self {
            login: fields.optional("login", reader),
            return_form: fields.optional("returnForm", reader).unwrap_or_default(),
            assume: fields.optional("assume", reader),
            #[cfg(not(target_arch = "wasm32"))]
            question: Question::read(&mut fields, reader),
        };
        fields.finish(&[], reader);
        // Pages that don't ask, such as 404.html, would claim this to readers who are logged in.
        session.assume = session.assume.filter(|_| !session.is_asked());
        if !session.is_shown() {
            reader.note(node.at, ProblemKind::Missing("login"));
            return None;
        }
        Some(session)
    }
}

impl Read for Address {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Value::Text(raw) = &node.value else {
            return reader.expected(node.at, Expected::Address);
        };
        // Relative addresses are relative to the front page, and `site.json` is in a folder beside that.
        let address = reader.base.beside("../").and_then(|front| front.source(raw));
        if address.is_none() {
            reader.note(node.at, ProblemKind::RefusedLink);
        }
        address.map(Self)
    }
}

/// Implements [`Read`] for an enum: each of its values is a word in JSON.
macro_rules! words {
    ($type:ident { $($word:literal => $value:ident),+ $(,)? }) => {
        impl Read for $type {
                    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
                match &node.value {
                    $(Value::Text(word) if word == $word => Some(Self::$value),)+
                    _ => reader.expected(node.at, Expected::$type),
                }
            }
        }
    };
}

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use words;

words!(ReturnForm { "path" => Path, "absolute" => Absolute });
words!(Assumption { "signed-out" => SignedOut });

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
