//! The strip that says whether the reader is logged in.

use leptos::prelude::*;

use crate::article::Direction;
use crate::labels::Labels;
use crate::session::{Address, ReturnForm, Session};

use super::markup::{Element, Markup, el};

/// The strip that says whether the reader is logged in, with the links to log in and out.
///
/// Where the site can be asked, the strip claims nothing: it is `pending`, at its height, and holds in its attributes
/// all that `session.js` needs to ask and to put the answer into words.
#[component(transparent)]
pub fn SessionBar<'a>(
    /// What the site says of it; without it the strip stays empty, at its height.
    session: Option<&'a Session>,
    /// The address of the page, for the way back, as far as it is known. Where scripts run, `return.js` takes that of
    /// the very page instead.
    page: Option<&'a str>,
    /// For all its words.
    labels: &'static Labels,
) -> Markup {
    let Some(session) = session.filter(|session| session.is_shown()) else {
        return el("div").class("session-bar").into();
    };
    // The arrow only decorates, so it is no part of the link's name.
    let arrow = el("span").class("arrow").attr("aria-hidden", "true").with(" >");
    let log_in = session.login.as_ref().map(|address| {
        let link = el("a").class("log-in");
        with_way_back(link, "href", address, session.return_form, page).with(labels.log_in).with(arrow)
    });
    // Not a `p`, which Reader View counts as text.
    let line = el("span").class("line");
    let bar = el("aside").class("session-bar").attr("aria-label", labels.session);
    // The page may be in a language that there are no labels for.
    let bar = bar.attr("lang", labels.lang).attr("dir", Direction::of(labels.lang).name());
    #[cfg(not(target_arch = "wasm32"))]
    if let Some(check) = &session.question.check {
        let claim = el("span").attr("role", "status");
        let log_out = asked::log_out(session, page, labels);
        let line = asked::line(session, page).unwrap_or(line).with(claim).with(log_in).with(log_out);
        return asked::with_question(bar, &session.question, check, labels).with(line).into();
    }
    let claim = session.assume.map(|_| Markup::group([labels.logged_out, " "]));
    bar.with(line.with(claim).with(log_in)).into()
}

/// With an address, in which the page stands for `{return}` as far as it is known, and with what `return.js` needs to
/// do the same.
fn with_way_back(way: Element, attribute: &'static str, to: &Address, form: ReturnForm, page: Option<&str>) -> Element {
    let form_name = match form {
        ReturnForm::Path => Some("path"),
        ReturnForm::Absolute => None,
    };
    #[cfg(not(target_arch = "wasm32"))]
    let address = to.back_to(page, form);
    // There `return.js` has the last word.
    #[cfg(target_arch = "wasm32")]
    let address = {
        let _ = page;
        to
    };
    way.address(attribute, &address).address("data-return", to).maybe("data-form", form_name)
}

/// What a bar has where the site can be asked.
#[cfg(not(target_arch = "wasm32"))]
mod asked {
    use super::{Address, Element, Labels, Session, el, with_way_back};
    use crate::session::question::{Credentials, Logout, Question};

    /// What the question is, and in which words it is answered.
    pub fn with_question(bar: Element, question: &Question, check: &Address, labels: &Labels) -> Element {
        let lines = |lines: Vec<String>| Some(lines.join("\n")).filter(|lines| !lines.is_empty());
        let headers = question.headers.0.iter().map(|(name, value)| format!("{name}:{value}"));
        let credentials = (question.credentials == Credentials::Include).then_some("include");
        // The longest words that may come: the styles keep room for them, and for a name as long as eight digits.
        let claim = match question.name.0.is_empty() {
            true => labels.logged_in.to_owned(),
            false => format!("{}{}", labels.logged_in_as, "0".repeat(8)),
        };
        // A link stays on one line if it can.
        let unbroken = |words: &str| words.replace(' ', "\u{a0}");
        bar.attr("data-state", "pending")
            .address("data-check", check)
            .maybe("data-signed-in", question.signed_in.as_deref())
            .maybe("data-name", lines(question.name.0.clone()))
            .maybe("data-headers", lines(headers.collect()))
            .maybe("data-credentials", credentials)
            .maybe("data-timeout", question.timeout.map(|timeout| timeout.to_string()))
            .attr("data-longest-out", format!("{} {} >", labels.logged_out, unbroken(labels.log_in)))
            .attr("data-longest-in", format!("{claim} {}", unbroken(labels.log_out)))
            .attr("data-out", labels.logged_out)
            .attr("data-in", labels.logged_in)
            .attr("data-named", labels.logged_in_as)
    }

    /// The line as a form, where readers log out by one. HTML has no forms among words, so all of the line is in it.
    pub fn line(session: &Session, page: Option<&str>) -> Option<Element> {
        let Some(Logout::Form { href, .. }) = &session.question.logout else { return None };
        let form = el("form").class("line").attr("method", "post");
        Some(with_way_back(form, "action", href, session.return_form, page))
    }

    /// The link or the button that logs the reader out.
    pub fn log_out(session: &Session, page: Option<&str>, labels: &'static Labels) -> Option<Element> {
        let way = match session.question.logout.as_ref()? {
            Logout::Link(address) => with_way_back(el("a"), "href", address, session.return_form, page),
            Logout::Form { .. } => el("button").attr("type", "submit"),
            // It gets its address with the answer.
            Logout::Answered { pointer } => el("a").attr("data-pointer", pointer.as_str()),
        };
        Some(way.class("log-out").with(labels.log_out))
    }
}
