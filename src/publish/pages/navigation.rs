//! The links that a site has at the top and at the foot of each page.

use crate::address::{Base, Target};
use crate::page_path::PagePath;
use crate::publish::labels::PageLabels;
use crate::publish::publication::Publication;
use crate::publish::publication::navigation::NavigationTarget;
use crate::view::markup::{Element, Markup, el};
use crate::view::unmarked_list;

/// The navigation at the top of a page. `here` is the path of the page, if it is known.
pub fn navigation(publication: &Publication, here: Option<&PagePath>) -> Markup {
    if publication.navigation.is_empty() {
        return Markup::NOTHING;
    }
    let words = PageLabels::of(publication.lang());
    let here = here.map(PagePath::target);
    let items = publication.navigation.iter().map(|link| item(link, here.as_ref()));
    let list = unmarked_list("ul").with(Markup::group(items));
    el("nav").class("navigation").attr("aria-label", words.navigation).with(list).into()
}

fn item(link: &NavigationTarget, here: Option<&Target>) -> Markup {
    let current = (Some(&link.target) == here).then_some("page");
    let link = el("a").address("href", &link.target).maybe("aria-current", current).with(el("bdi").with(&*link.text));
    el("li").with(link).into()
}

/// Adds the links of the site to the footer of a page: its own, the ways to write to it, and its profiles elsewhere.
pub fn footer(publication: &Publication, footer: Element) -> Element {
    let site = &publication.site;
    let words = PageLabels::of(publication.lang());
    let link = |href: &Target, text: Markup, rel: Option<&'static str>| {
        Markup::from(el("li").with(el("a").address("href", href).maybe("rel", rel).with(text)))
    };
    let mut items: Vec<_> = publication.footer.iter().map(|link| item(link, None)).collect();
    if let Some(contact) = &site.contact {
        let page = contact.href.as_ref();
        items.extend(page.map(|href| link(href.as_ref(), words.contact.into(), None)));
        let email = contact.email.as_deref();
        items.extend(email.and_then(|email| {
            let target = Base::site_settings().link(&format!("mailto:{email}"))?;
            Some(link(target.as_ref(), el("bdi").attr("dir", "ltr").with(email).into(), None))
        }));
    }
    // By `rel="me"`, other sites can see that a profile is that of this site.
    let social = site.social.iter().map(|to| link(to.href.as_ref(), el("bdi").with(&*to.text).into(), Some("me")));
    items.extend(social);
    if items.is_empty() {
        return footer;
    }
    let list = unmarked_list("ul").with(Markup::Group(items));
    let links = el("nav").class("footer-links").attr("aria-label", words.footer).with(list);
    footer.with_first(links)
}
