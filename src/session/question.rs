//! The settings for asking a site who is logged in, and for logging out. Only `publish` needs them: it writes them into
//! the session bars of pages, where `session.js` reads them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::{Address, is_default, words};
use crate::article::json::{self, Node, Value};
use crate::article::read::{Expected, Fields, Read, Reader};
use crate::article::schema::Word;

/// The settings for known hosts and login servers, by name, each as it could be in `site.json`. docs/session.md lists
/// their responses.
pub const PRESETS: &str = include_str!("presets.json");

/// The names of the presets, sorted.
pub fn presets() -> Vec<String> {
    serde_json::from_str::<BTreeMap<String, serde_json::Value>>(PRESETS).unwrap_or_default().into_keys().collect()
}

/// The longest timeout that a site may set, in milliseconds. A longer one is left out, because browsers treat one that
/// is far too long as none.
pub const LONGEST_TIMEOUT: u32 = 30_000;

/// What a site is asked, and how readers log out.
#[derive(Clone, Debug, Default, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// The address that says who is logged in, as JSON. Without it nobody is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<Address>,
    /// Where the answer says that somebody is logged in: a JSON Pointer. The whole answer if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Word")]
    pub signed_in: Option<String>,
    /// Where the answer has the reader's name: a JSON Pointer, or several, of which the first counts that leads to a
    /// name.
    #[serde(skip_serializing_if = "Pointers::is_blank")]
    pub name: Pointers,
    /// How readers log out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logout: Option<Logout>,
    /// Whether another server than the site's is told who asks.
    #[serde(skip_serializing_if = "is_default")]
    #[schemars(default)]
    pub credentials: Credentials,
    /// Headers of the request that asks who is logged in, in addition to those of the browser.
    #[serde(skip_serializing_if = "Headers::is_blank")]
    #[schemars(extend("examples" = [{ "X-CSRF": "1" }]))]
    pub headers: Headers,
    /// How long the answer may take, in milliseconds; 4000 if absent, 30000 at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = LONGEST_TIMEOUT))]
    pub timeout: Option<u32>,
}

/// How readers log out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Logout {
    /// By a link.
    Link(Address),
    /// By submitting a form without fields, for servers that refuse to log out by a link.
    Form {
        /// Where the form is sent.
        href: Address,
        /// How.
        method: Method,
    },
    /// By a link that the answer holds.
    Answered {
        /// Where the answer holds it: a JSON Pointer.
        pointer: String,
    },
}

/// How a form is sent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// By `POST`.
    Post,
}

/// Which servers get the reader's cookies with the request (`credentials` of `fetch`).
#[derive(Clone, Copy, Debug, Default, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Credentials {
    /// Only the site's own server.
    #[default]
    SameOrigin,
    /// Also another server, which has to allow that (`Access-Control-Allow-Credentials`).
    Include,
}

/// JSON Pointers, of which the first one that leads to a value applies. In JSON a string, or a list of strings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pointers(pub Vec<String>);

/// Headers, by name. In JSON an object. Headers that can't be sent are left out, because with one of them a browser
/// would send no request at all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Headers(pub Vec<(String, String)>);

/// Whether browsers send such a header: <https://www.rfc-editor.org/rfc/rfc9110#name-tokens>,
/// <https://fetch.spec.whatwg.org/#concept-header-value>.
pub fn is_header(name: &str, value: &str) -> bool {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    let is_refused = |c: char| matches!(c, '\r' | '\n' | '\0') || c > '\u{ff}';
    !name.is_empty() && name.chars().all(is_token) && !value.contains(is_refused)
}

impl Question {
    /// Reads its fields from those of a session.
    pub(super) fn read(fields: &mut Fields, reader: &mut Reader) -> Self {
        Self {
            check: fields.optional("check", reader),
            signed_in: fields.optional("signedIn", reader),
            name: fields.optional("name", reader).unwrap_or_default(),
            logout: fields.optional("logout", reader),
            credentials: fields.optional("credentials", reader).unwrap_or_default(),
            headers: fields.optional("headers", reader).unwrap_or_default(),
            timeout: fields.optional("timeout", reader).filter(|timeout| (1..=LONGEST_TIMEOUT).contains(timeout)),
        }
    }
}

/// The fields that a preset sets.
pub struct Preset(pub(super) Vec<(json::Key, Node)>);

impl Read for Preset {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let presets = json::parse(PRESETS).ok().map(|presets| presets.value);
        if let (Value::Text(name), Some(Value::Object(mut presets))) = (&node.value, presets)
            && let Some(index) = presets.iter().position(|(key, _)| key.name == *name)
            && let Value::Object(fields) = presets.swap_remove(index).1.value
        {
            return Some(Self(fields));
        }
        reader.expected(node.at, Expected::Preset)
    }
}

impl Read for Logout {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if !matches!(node.value, Value::Object(_)) {
            return Address::read(node, reader).map(Self::Link);
        }
        let mut fields = reader.fields(node)?;
        let pointer = fields.optional("pointer", reader);
        let href: Option<Address> = match pointer {
            Some(_) => fields.optional("href", reader),
            None => fields.required("href", reader),
        };
        let method = fields.optional("method", reader);
        fields.finish(&[], reader);
        match (pointer, method) {
            (Some(pointer), _) => Some(Self::Answered { pointer }),
            (None, Some(method)) => href.map(|href| Self::Form { href, method }),
            (None, None) => href.map(Self::Link),
        }
    }
}

impl Read for Pointers {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match node.value {
            Value::List(_) => Read::read(node, reader).map(Self),
            Value::Text(_) => String::read(node, reader).map(|pointer| Self(vec![pointer])),
            _ => reader.expected(node.at, Expected::Pointers),
        }
    }

    fn is_blank(&self) -> bool {
        self.0.is_empty()
    }
}

impl Read for Headers {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Value::Object(entries) = &node.value else {
            return reader.expected(node.at, Expected::Headers);
        };
        let headers = entries.iter().filter_map(|(name, value)| match &value.value {
            Value::Text(value) | Value::Number(value) => Some((name.name.clone(), value.clone())),
            _ => None,
        });
        Some(Self(headers.filter(|(name, value)| is_header(name, value)).collect()))
    }

    fn is_blank(&self) -> bool {
        self.0.is_empty()
    }
}

words!(Method { "post" => Post });
words!(Credentials { "same-origin" => SameOrigin, "include" => Include });

impl Serialize for Pointers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [pointer] => serializer.serialize_str(pointer),
            pointers => serializer.collect_seq(pointers),
        }
    }
}

impl Serialize for Headers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}
