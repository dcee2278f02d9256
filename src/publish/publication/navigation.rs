//! Where the links of the navigation and of the footer lead.

use std::path::Path;

use crate::address::Target;
use crate::check::{self, Report};
use crate::page_path::PagePath;
use crate::publish::lists::groups::Groupings;
use crate::publish::publication::Publication;
use crate::route::slug_of;
use crate::site::navigation::NavigationLink;

/// A link of the navigation or of the footer.
pub struct NavigationTarget {
    /// The words of the link.
    pub text: String,
    /// Where it leads.
    pub target: Target,
}

/// Finds the targets of links. A link to an article or a page that is not published is left out, as is one to a section, a
/// topic or a series that has no article.
pub fn targets(publication: &Publication, links: &[NavigationLink]) -> Vec<NavigationTarget> {
    found(publication, links).into_iter().flatten().collect()
}

/// The target of each link; [`None`] for one that is left out.
fn found(publication: &Publication, links: &[NavigationLink]) -> Vec<Option<NavigationTarget>> {
    let has_groups = links.iter().any(|link| link.href.is_none());
    let groupings = has_groups.then(|| Groupings::of(publication));
    let target = |link: &NavigationLink| match &link.href {
        Some(href) => Some(href.as_ref().clone()).filter(|target| is_published(publication, target)),
        None => group(groupings.as_ref()?, link).map(|path| path.target()),
    };
    let found = |link: &NavigationLink| Some(NavigationTarget { text: link.text.clone(), target: target(link)? });
    links.iter().map(found).collect()
}

/// Whether a target is published, as far as that is known.
fn is_published(publication: &Publication, target: &Target) -> bool {
    match target {
        Target::Article { name, .. } => slug_of(name).is_some_and(|slug| publication.pages.get(&slug).is_some()),
        target => !publication.withheld_pages.iter().any(|page| page.target() == *target),
    }
}

/// The page of the section, the topic or the series that a link names.
fn group(groupings: &Groupings, link: &NavigationLink) -> Option<PagePath> {
    match link {
        NavigationLink { section: Some(name), .. } => groupings.sections.path_of(name),
        NavigationLink { topic: Some(name), .. } => groupings.topics.path_of(name),
        NavigationLink { series: Some(name), .. } => groupings.series.groups().path_of(name),
        _ => None,
    }
}

/// Reports what `site.json` names although it is not published: links that are left out, and articles that can't come first
/// on the front page. Other findings in the same links say more.
pub fn report(publication: &Publication, file: &Path, report: &mut Report) {
    let site = &publication.site;
    for (key, links) in [("navigation", &site.navigation), ("footer", &site.footer)] {
        for (index, target) in found(publication, links).iter().enumerate() {
            if target.is_none() {
                let message = "nothing of what this leads to is published now, so this link is left out";
                check::unpublished(report, file, key, Some(index), message);
            }
        }
    }
    let message = "this article is not published now, or is not in lists, so the front page does not begin with it";
    let is_listed = |slug: &str| {
        let page = publication.pages.get(slug);
        page.is_none_or(|page| publication.listed().any(|entry| entry.path == *page))
    };
    let unseen = |slug: &str| !is_listed(slug) || publication.unpublished_slugs.contains(slug);
    for (index, _) in site.front.iter().enumerate().filter(|(_, slug)| unseen(slug)) {
        check::unpublished(report, file, "front", Some(index), message);
    }
    if site.home.as_deref().is_some_and(unseen) {
        check::unpublished(report, file, "home", None, message);
    }
}
