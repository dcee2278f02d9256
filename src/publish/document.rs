//! A page as a file.

use serde_json::Value;

use crate::article::Direction;
use crate::article::text::plain;
use crate::view::markup::{Attributes, Element, Markup, el};
use leptos::prelude::RenderHtml;

use super::assets::Assets;
use super::place::{Addresses, Place};
use super::policy;

/// What a page consists of. The addresses in it are below [`HERE`](super::place::HERE).
pub struct Document<'a> {
    /// The language (BCP 47).
    pub lang: &'a str,
    /// For the window and for search engines.
    pub title: String,
    /// `meta` and `link` elements.
    pub head: Vec<Markup>,
    /// What the page is about, for machines (<https://schema.org/>).
    pub data: Option<Value>,
    /// How the page gets its styles.
    pub style: Style,
    /// The script by its plain name, if there is one.
    pub script: Option<Script>,
    /// The `body` element, with what can be read in it.
    pub body: Element,
}

/// The style sheets that pages have.
#[derive(Clone, Copy, PartialEq)]
pub enum Style {
    /// That of all pages, in the page itself: nothing else has to arrive before the first paint.
    Inside,
    /// That of cards, in a file of its own, so that the pages of ten thousand cards stay small.
    Card,
}

/// The scripts that pages have, by their plain names.
#[derive(Clone, Copy, PartialEq)]
pub enum Script {
    /// Starts the app when the page has nothing better to do.
    Start,
    /// Tells a page around this one how high it is.
    Frame,
}

impl Document<'_> {
    /// The file of one page among others. It begins with its policy, since that holds only for what comes after it.
    pub fn into_html(self, assets: &Assets, addresses: &Addresses) -> String {
        let change = |_, attributes: &mut Attributes| readdress(attributes, addresses);
        let to_html = |markup: Markup| markup.with_attributes(&change).to_html();
        let script = self.script.filter(|script| assets.has(script.name()));
        let has_session = self.script == Some(Script::Start);
        let mut scripts = if has_session { session_scripts(assets, addresses) } else { String::new() };
        scripts += &script.map(|script| script.to_html(assets, addresses)).unwrap_or_default();
        scripts += assets.reload.as_deref().unwrap_or_default();
        let style = match self.style {
            Style::Inside => format!("<style>{}</style>", assets.style),
            Style::Card => {
                let address = addresses.to_place(&Place::file(assets.name(CARD_STYLE)));
                format!("<link rel=\"stylesheet\" href=\"{}\">", attribute(&address))
            }
        };
        self.write(&style, assets.policy.as_deref(), scripts, &to_html)
    }

    /// The file of a page that has everything in it. Its addresses are those that readers will need, from anywhere.
    pub fn into_single_file(self, assets: &Assets) -> String {
        let policy = policy::of_single_file(&assets.style);
        let style = format!("<style>{}</style>", assets.style);
        self.write(&style, Some(&policy), String::new(), &|markup| markup.to_html())
    }

    fn write(self, style: &str, policy: Option<&str>, scripts: String, to_html: &dyn Fn(Markup) -> String) -> String {
        let meta = |name, content: &str| Markup::from(el("meta").attr("name", name).attr("content", content));
        let policy =
            policy.map(|policy| el("meta").attr("http-equiv", "Content-Security-Policy").attr("content", policy));
        let mut head = vec![
            el("meta").attr("charset", "utf-8").into(),
            policy.into(),
            meta("viewport", "width=device-width, initial-scale=1"),
            meta("color-scheme", "light dark"),
            el("title").with(plain(&self.title)).into(),
        ];
        head.extend(self.head);
        let is_icon = |markup: &Markup| markup.find("link").and_then(|link| link.get("rel")) == Some("icon");
        if !head.iter().any(is_icon) {
            // An empty icon: without one, browsers ask the server's root for /favicon.ico.
            head.push(el("link").attr("rel", "icon").attr("href", "data:,").into());
        }
        let direction = Direction::of(self.lang).name();
        let to_html = |markup: Markup| to_html(markup.with_attributes(&without_part));
        let mut html = String::from("<!doctype html>\n");
        html += &format!("<html lang=\"{}\" dir=\"{direction}\">\n<head>\n", attribute(self.lang));
        for element in head {
            let element = to_html(element);
            if !element.is_empty() {
                html += &element;
                html.push('\n');
            }
        }
        html += style;
        html.push('\n');
        if let Some(data) = self.data {
            html += &format!("<script type=\"application/ld+json\">{}</script>\n", json_for_html(&data));
        }
        html += &scripts;
        html += &format!("\n</head>\n{}\n</html>\n", to_html(self.body.into()));
        html
    }
}

/// Puts the address of the page into the links of log-in and log-out, right before one is used: in the place of
/// `{return}`, encoded once. It stands in the page itself, so that no click comes too early for it.
///
/// It also gives up on the question who is logged in, if `session.js` does not come: then the link to log in is shown.
///
/// The address is the page's own, without a user name, and nothing else. One that a server could misread is not handed on:
/// one with control characters, and where only its path is wanted, one that begins with two slashes, as the name of
/// another server does. Then the link stays as it was published, and leads back to the page's published address.
///
/// The file is a module, since the start script of the bare page has it as a part; here it is a function that is called.
pub fn way_back() -> String {
    let module = include_str!("../session/return.js").trim_ascii_end();
    let function = module.strip_prefix("export default ").unwrap_or(module).trim_end_matches(';');
    format!("({function})(document)")
}

/// The plain name of the module that asks who is logged in.
pub const SESSION: &str = "session.js";

/// The elements of the scripts that a session bar needs.
fn session_scripts(assets: &Assets, addresses: &Addresses) -> String {
    let module = session_module(assets, addresses);
    assets.session.map(|_| format!("<script>{}</script>{module}", way_back())).unwrap_or_default()
}

/// The element of the module that asks who is logged in, if the site can be asked. It runs once the page is parsed, and
/// what is to be seen comes first.
pub fn session_module(assets: &Assets, addresses: &Addresses) -> String {
    if !assets.session.is_some_and(|session| session.asks) || !assets.has(SESSION) {
        return String::new();
    }
    let module = el("script").attr("type", "module").attr("fetchpriority", "low");
    let module = module.attr("src", addresses.to_place(&Place::file(assets.name(SESSION))));
    Markup::from(module.maybe("integrity", assets.integrity(SESSION))).to_html()
}

/// The plain name of the style sheet of [`Style::Card`].
const CARD_STYLE: &str = "card.css";

/// First, gives the page's address the slash it lacks where a server has answered `/story` in place of sending the
/// reader on to `/story/`: what follows is looked for from there. (A redirect by script would go round and round with a
/// server that takes slashes away.) A page in a sandbox may not do that.
///
/// Where the page was opened from disk, links to pages get the name of the file: no server answers there for a folder, and
/// a browser lists it.
///
/// Then brings the start script a second after the page has loaded, once there is nothing else to do, or at the
/// reader's first touch; where readers save data, only then. As a script of its own in the head, or right after the
/// page has loaded, it would keep the lead picture off the screen: by 5 to 15 % of the time.
pub const WAKE: &str = include_str!("wake.js").trim_ascii_end();

impl Script {
    fn to_html(self, assets: &Assets, addresses: &Addresses) -> String {
        let address = addresses.to_place(&Place::file(assets.name(self.name())));
        match self {
            Self::Start => {
                let integrity = assets.integrity(self.name());
                let data = el("script").attr("data-src", address).maybe("data-integrity", integrity);
                Markup::from(data).to_html().replace("></script>", &format!(">{WAKE}</script>"))
            }
            // Without `integrity`: a sandboxed frame has no origin, so its own script comes from another one, and a
            // browser checks no hash of that, and refuses it.
            Self::Frame => format!("<script src=\"{}\" defer></script>", attribute(&address)),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Start => "start.js",
            Self::Frame => "frame.js",
        }
    }
}

/// Takes away the name by which the styles of other sites reach an element: they do so only through a shadow root, and
/// HTML has no such attribute.
fn without_part(_: &'static str, attributes: &mut Attributes) {
    attributes.retain(|(name, _)| *name != "part");
}

/// Puts the way to it in the place of each address.
pub fn readdress(attributes: &mut Attributes, addresses: &Addresses) {
    for (name, value) in attributes {
        match *name {
            "action" | "data-check" | "data-return" | "href" | "poster" | "src" => *value = addresses.to(value),
            // Addresses with a width after each; a comma in one of them is encoded by `view/figure.rs`.
            "srcset" => {
                let files = value.split(", ").map(|file| match file.split_once(' ') {
                    Some((address, width)) => format!("{} {width}", addresses.to(address)),
                    None => addresses.to(file),
                });
                *value = files.collect::<Vec<_>>().join(", ");
            }
            _ => {}
        }
    }
}

fn attribute(value: &str) -> std::borrow::Cow<'_, str> {
    html_escape::encode_double_quoted_attribute(value)
}

/// JSON inside a `script` element, where `</script` and `<!--` would be read as HTML.
fn json_for_html(data: &Value) -> String {
    data.to_string().replace('<', "\\u003c")
}
