//! The session bar.

use leptos::prelude::*;

use crate::article::Direction;
use crate::labels::Labels;
use crate::session::{Address, ReturnForm, Session};

use super::markup::{Element, Markup, el};

/// The session bar: whether the reader is logged in, with the links to log in and out.
///
/// If the site can be asked who is logged in, the bar is `pending`: it makes no claim, but has its final height. Its
/// attributes contain all that `session.js` needs to ask and to write the answer.
#[component(transparent)]
pub fn SessionBar<'a>(
    /// The site's settings for logging in. Without them, the bar is empty but has its height.
    session: Option<&'a Session>,
    /// The address of the page, to which the reader returns after logging in or out, if it is known. If scripts run,
    /// `return.js` replaces it by the address in the browser.
    page: Option<&'a str>,
    /// The texts of the bar.
    labels: &'static Labels,
) -> Markup {
    let Some(session) = session.filter(|session| session.is_shown()) else {
        return el("div").class("session-bar").into();
    };
    // The arrow is decorative, so it is hidden from the link's accessible name.
    let arrow = el("span").class("arrow").attr("aria-hidden", "true").with(" >");
    let log_in = session.login.as_ref().map(|address| {
        let link = el("a").class("log-in");
        with_return_address(link, "href", address, session.return_form, page).with(labels.log_in).with(arrow)
    });
    // The line is not a `p`, because Reader View counts that as text of the article.
    let line = el("span").class("line");
    let bar = el("aside").class("session-bar").attr("aria-label", labels.session);
    // The page may be in a language that has no labels.
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

/// Sets an attribute to an address in which the page's address replaces `{return}`, if it is known. The other
/// attributes let `return.js` do the same.
fn with_return_address(
    way: Element,
    attribute: &'static str,
    to: &Address,
    form: ReturnForm,
    page: Option<&str>,
) -> Element {
    let form_name = match form {
        ReturnForm::Path => Some("path"),
        ReturnForm::Absolute => None,
    };
    #[cfg(not(target_arch = "wasm32"))]
    let address = to.back_to(page, form);
    // In the app, `return.js` replaces `{return}`.
    #[cfg(target_arch = "wasm32")]
    let address = {
        let _ = page;
        to
    };
    way.address(attribute, &address).address("data-return", to).maybe("data-form", form_name)
}

/// What a session bar contains if the site can be asked who is logged in.
#[cfg(not(target_arch = "wasm32"))]
mod asked {
    use super::{Address, Element, Labels, Session, el, with_return_address};
    use crate::session::question::{Credentials, Logout, Question};

    /// Adds the question, and the texts for each answer.
    pub fn with_question(bar: Element, question: &Question, check: &Address, labels: &Labels) -> Element {
        let lines = |lines: Vec<String>| Some(lines.join("\n")).filter(|lines| !lines.is_empty());
        let headers = question.headers.0.iter().map(|(name, value)| format!("{name}:{value}"));
        let credentials = (question.credentials == Credentials::Include).then_some("include");
        // The longest text that an answer may bring, with a name of eight digits. The styles reserve its width.
        let claim = match question.name.0.is_empty() {
            true => labels.logged_in.to_owned(),
            false => format!("{}{}", labels.logged_in_as, "0".repeat(8)),
        };
        // No-break spaces, which keep a link on one line if possible.
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

    /// The line as a form, if readers log out by one. HTML allows no form inside a line of text, so the form contains
    /// the whole line.
    pub fn line(session: &Session, page: Option<&str>) -> Option<Element> {
        let Some(Logout::Form { href, .. }) = &session.question.logout else { return None };
        let form = el("form").class("line").attr("method", "post");
        Some(with_return_address(form, "action", href, session.return_form, page))
    }

    /// The link or the button that logs the reader out.
    pub fn log_out(session: &Session, page: Option<&str>, labels: &'static Labels) -> Option<Element> {
        let way = match session.question.logout.as_ref()? {
            Logout::Link(address) => with_return_address(el("a"), "href", address, session.return_form, page),
            Logout::Form { .. } => el("button").attr("type", "submit"),
            // `session.js` sets its address from the answer.
            Logout::Answered { pointer } => el("a").attr("data-pointer", pointer.as_str()),
        };
        Some(way.class("log-out").with(labels.log_out))
    }
}
